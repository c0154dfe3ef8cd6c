"""Full-text search: the sentences that hold the words, and the facts that rest on them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from verbale.store.search import phrases_of
from verbale.views.found import Hit, search
from verbale.web.asked import LIMIT, AskedNow
from verbale.web.deps import Reading
from verbale.web.marking import Claim, Piece, marked
from verbale.web.rendering import page
from verbale.web.security.visitors import VisitorNow

router = APIRouter(include_in_schema=False)

FIRST = 30  # texts of the first page
STEP, MOST = 60, 240


@router.get("/search")
def found(
    request: Request,
    asked: AskedNow,
    connection: Reading,
    visitor: VisitorNow,
    q: Annotated[str, Query(max_length=300)] = "",
) -> Response:
    """The texts that hold all words of a query; one without a word is told so."""
    shown = FIRST if asked.limit == LIMIT else min(asked.limit, MOST)
    reason = ""
    if q and not phrases_of(q):
        reason = f"there is no word to look for in {q!r}"
    told = search(connection, asked.scope(connection, limit=shown + 1), q) if q and not reason else ()
    return page(
        request,
        "search.html",
        asked,
        connection,
        status=400 if reason else 200,
        q=q,
        reason=reason,
        found=told[:shown],
        more=len(told) > shown,
        further=shown + STEP,
        most=MOST,
        pieces=pieces,
    )


def pieces(hit: Hit) -> tuple[Piece, ...]:
    """A sentence with the words that were looked for."""
    return marked(hit.sentence, [Claim(start, end, "word", "word") for start, end in hit.marks])
