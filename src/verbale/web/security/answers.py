"""Refusals before a page is reached: JSON for programs, a page for persons."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

API = "/api/"
MANUAL = "/api/docs"  # the one page there that is for persons


def for_programs(scope: Scope) -> bool:
    """Whether a program asks."""
    path: str = scope["path"]
    return path.startswith(API) and path != MANUAL


async def refuse(
    scope: Scope,
    receive: Receive,
    send: Send,
    status: int,
    reason: str,
    headers: Mapping[str, str] | None = None,
    *,
    plain: bool = False,
) -> None:
    """Answer with an error. ``plain`` where nothing of the request is trusted."""
    made = PlainTextResponse(f"{reason}\n", status) if plain else _told(scope, status, reason)
    made.headers.update(headers or {})
    await made(scope, receive, send)


def _told(scope: Scope, status: int, reason: str) -> Response:
    if for_programs(scope):
        return JSONResponse({"detail": reason}, status)
    from verbale.web.asked import Asked
    from verbale.web.rendering import is_part, render

    request = Request(scope)
    template = "_error.html" if is_part(request) else "error.html"
    title = HTTPStatus(status).phrase
    return render(request, template, Asked(), status=status, title=title, code=status, reason=reason)
