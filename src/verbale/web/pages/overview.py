"""The overview: where each party stands, what changed since the last visit, what is ahead, said and happened."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from verbale.store.access.visits import last_visit, note_look
from verbale.store.changes import NEWS
from verbale.views.changes import feed_of
from verbale.views.contacts import contacts
from verbale.views.incidents import incidents
from verbale.views.positions import positions
from verbale.views.timeline import timeline
from verbale.views.tracks import tracked
from verbale.web.asked import AskedNow
from verbale.web.deps import LedgerNow, Reading
from verbale.web.rendering import page
from verbale.web.security.visitors import VisitorNow

router = APIRouter(include_in_schema=False)

COLUMNS = 12  # proposals, those spoken of last
AHEAD, STATEMENTS, INCIDENTS, CHANGES = 8, 8, 6, 12
TOPICS = (*NEWS, "position.disputed", "contact.refused", "contact.denied", "document.corrected", "judgement")


@router.get("/")
def overview(
    request: Request, asked: AskedNow, ledger: LedgerNow, connection: Reading, visitor: VisitorNow
) -> Response:
    """The state of a track, or of all that the store holds."""
    matrix = positions(connection, asked.scope(connection, limit=COLUMNS))
    meetings = contacts(connection, asked.scope(connection, limit=60), clock=ledger.clock)
    last = last_visit(connection, visitor.name, asked.track, ledger.clock())
    news = feed_of(connection, str(last.change) if last else None, TOPICS, asked.track or None, CHANGES, latest=True)
    note_look(ledger, visitor.name, asked.track)
    return page(
        request,
        "overview.html",
        asked,
        connection,
        matrix=matrix,
        facts_of={one.id: one.fact for one in matrix.answers if one.fact},
        day=date.fromisoformat(meetings.day),
        ahead=[one for one in meetings.contacts if one.days_left is not None][:AHEAD],
        late=meetings.of("overdue")[:AHEAD],
        said=timeline(connection, asked.scope(connection, limit=STATEMENTS), ("statement",), ledger.clock),
        happened=incidents(connection, asked.scope(connection, limit=INCIDENTS)),
        news=news,
        visit=last,
        track=tracked(connection, asked.track) if asked.track else None,
    )
