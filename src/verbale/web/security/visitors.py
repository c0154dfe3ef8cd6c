"""Who asks: everybody at this machine where the desk needs no user, else who has a session or a token.

``visitor_of`` tells it of any request; pages take ``VisitorNow``, ``ReviewerNow`` or ``AdminNow``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from verbale.store.access.roles import Role, may

Via = Literal["local", "session", "token", "nobody"]


@dataclass(frozen=True, slots=True)
class Visitor:
    """``role`` is empty for nobody; ``csrf`` is what forms and scripts of this answer must send back. ``key`` is the
    session's id or the token's number, ``user_id`` the user's number."""

    name: str
    role: Role | Literal[""]
    csrf: str
    via: Via
    address: str = ""
    key: str = ""
    user_id: int | None = None

    def may(self, needed: Role) -> bool:
        """Whether this visitor is ``needed`` or above it."""
        return may(self.role, needed)


NOBODY = Visitor("", "", "", "nobody")


def visitor_of(request: Request) -> Visitor:
    """Who asks; nobody where it has not been looked at (an error before that)."""
    found: Visitor = request.scope.get("state", {}).get("visitor", NOBODY)
    return found


def at_least(request: Request, needed: Role) -> Visitor:
    """The visitor, who must have a role. Raises ``HTTPException``: 401 for nobody, 403 for a role below it."""
    from verbale.web.security.audit import note_refusal

    visitor = visitor_of(request)
    if visitor.via == "nobody":
        raise HTTPException(401, "you are not logged in", {"WWW-Authenticate": "Bearer"})
    if not visitor.may(needed):
        note_refusal(request.app, visitor, f"{request.method} {request.url.path}", f"needs the role {needed}")
        raise HTTPException(403, f"this needs the role {needed}; yours is {visitor.role}")
    return visitor


def _reader(request: Request) -> Visitor:
    return at_least(request, "reader")


def _reviewer(request: Request) -> Visitor:
    return at_least(request, "reviewer")


def _admin(request: Request) -> Visitor:
    return at_least(request, "admin")


VisitorNow = Annotated[Visitor, Depends(_reader)]
ReviewerNow = Annotated[Visitor, Depends(_reviewer)]
AdminNow = Annotated[Visitor, Depends(_admin)]
