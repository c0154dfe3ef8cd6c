"""The one cookie: a secret by chance. Before login it only ties forms to a browser; a login makes another one."""

from __future__ import annotations

from starlette.responses import Response

from verbale.store.access.sessions import LONGEST
from verbale.web.settings import DeskSettings


def cookie_name(settings: DeskSettings) -> str:
    """Its name. Cookies know no ports, so that two desks of one machine must not share it; under TLS the browser takes
    ``__Host-`` from this host alone."""
    return f"__Host-verbale_{settings.port}" if settings.https else f"verbale_{settings.port}"


def give_cookie(response: Response, settings: DeskSettings, secret: str, *, lasting: bool = False) -> None:
    """Set it, for as long as the browser is open, or as a session can last."""
    response.set_cookie(
        cookie_name(settings),
        secret,
        max_age=int(LONGEST.total_seconds()) if lasting else None,
        path="/",
        secure=settings.https,
        httponly=True,
        samesite="lax",
    )
