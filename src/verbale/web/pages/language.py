"""The language of the interface: a cookie, and back to where the visitor was."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from starlette.responses import RedirectResponse

from verbale.web.deps import SettingsNow
from verbale.web.languages import COOKIE, NAMES
from verbale.web.security.gate import local_path

router = APIRouter(include_in_schema=False)
YEAR = 365 * 24 * 3600  # seconds


@router.get("/language")
def language(
    settings: SettingsNow,
    to: Annotated[str, Query(max_length=8)],
    back: Annotated[str, Query(alias="next", max_length=2_000)] = "/",
) -> RedirectResponse:
    """Choose a language. Needs no log-in."""
    if to not in NAMES:
        raise HTTPException(404, f"the desk does not speak {to}")
    answer = RedirectResponse(local_path(back), 303)
    answer.set_cookie(COOKIE, to, max_age=YEAR, httponly=True, samesite="lax", secure=settings.https)
    return answer
