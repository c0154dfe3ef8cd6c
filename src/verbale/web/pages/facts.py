"""A fact: the sentence that says it, and all that stands behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from verbale.views.answered import answered
from verbale.web.asked import AskedNow
from verbale.web.deps import Reading
from verbale.web.evidence import evidence_of
from verbale.web.rendering import is_part, page
from verbale.web.security.visitors import VisitorNow

router = APIRouter(include_in_schema=False)

FIELDS = 60  # parameters of a page that are kept


@router.get("/facts/{key}")
def fact(request: Request, key: str, asked: AskedNow, connection: Reading, visitor: VisitorNow) -> Response:
    """The evidence of a fact: a page, or the panel where a script asks for it."""
    told = evidence_of(connection, key)
    if told is None:
        raise HTTPException(404, f"there is no fact {key[:80]}")
    if is_part(request):
        return page(request, "_evidence.html", asked, connection, evidence=told, here=_page_beside(request))
    history = answered(connection, told.key, asked.scope(connection))
    return page(request, "fact.html", asked, connection, evidence=None, told=told, history=history)


def _page_beside(request: Request) -> Callable[..., str]:
    """Links to the page beside which the panel stands, with some parameters changed (``None``: left out)."""
    try:
        parts = urlsplit(request.headers.get("hx-current-url", ""))
        given = parse_qsl(parts.query, max_num_fields=FIELDS)
    except ValueError:
        parts, given = urlsplit("/"), []
    path = "/" + parts.path.lstrip("/")

    def here(**changes: Any) -> str:
        kept = [(name, value) for name, value in given if name not in changes and value]
        kept += [(name, str(value)) for name, value in changes.items() if value not in (None, "")]
        return path + (f"?{urlencode(kept)}" if kept else "")

    return here
