"""The change feed as Atom, of all or of a track."""

from __future__ import annotations

import hashlib

from fastapi import APIRouter, Request
from starlette.responses import Response

from verbale.export.atom import atom
from verbale.store.changes import NEWS
from verbale.views.changes import feed_of
from verbale.web.asked import AskedNow
from verbale.web.deps import Reading
from verbale.web.security.visitors import VisitorNow

router = APIRouter(include_in_schema=False)
ENTRIES = 100


@router.get("/feed.atom")
def feed(request: Request, asked: AskedNow, connection: Reading, visitor: VisitorNow) -> Response:
    """Positions that changed and contacts announced, held, moved or called off, the latest hundred."""
    told = feed_of(connection, None, NEWS, asked.track or None, ENTRIES, latest=True)
    title = f"Verbale: {asked.track}" if asked.track else "Verbale"
    made = atom(told, title)
    tag = f'"{hashlib.sha256(made).hexdigest()[:20]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(made, media_type="application/atom+xml", headers=headers)
