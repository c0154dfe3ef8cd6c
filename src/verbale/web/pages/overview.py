"""The overview: where each party stands, what changed since the last visit, what is ahead, said and happened."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from starlette.background import BackgroundTask
from starlette.responses import Response

from verbale.store.access.visits import last_visit, note_look
from verbale.store.changes import NEWS, last_number
from verbale.views.changes import Change, feed_of
from verbale.views.contacts import ContactList, contacts
from verbale.views.incidents import incidents
from verbale.views.positions import PositionMatrix, positions
from verbale.views.timeline import timeline
from verbale.views.tracks import tracked
from verbale.web.asked import AskedNow
from verbale.web.deps import LedgerNow, Reading
from verbale.web.rendering import page
from verbale.web.security.visitors import VisitorNow

router = APIRouter(include_in_schema=False)

COLUMNS = 12  # proposals, those spoken of last
AHEAD, STATEMENTS, INCIDENTS, CHANGES = 8, 6, 6, 12
ON_FACTS = ("confirmed", "rejected", "corrected")  # judgements whose subject is a fact
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
    made = page(
        request,
        "overview.html",
        asked,
        connection,
        matrix=matrix,
        answers={one.id: one for one in matrix.answers},
        day=date.fromisoformat(meetings.day),
        ahead=[one for one in meetings.contacts if one.days_left is not None][:AHEAD],
        late=meetings.of("overdue")[:AHEAD],
        said=timeline(connection, asked.scope(connection, limit=STATEMENTS), ("statement",), ledger.clock),
        happened=incidents(connection, asked.scope(connection, limit=INCIDENTS)),
        news=[(one, fact_behind(one, matrix, meetings)) for one in reversed(news.changes)],
        visit=last,
        track=tracked(connection, asked.track) if asked.track else None,
    )
    # After the answer: noting takes a connection of its own, which must not be waited for while another is held.
    made.background = BackgroundTask(note_look, ledger, visitor.name, asked.track, last_number(connection))
    return made


def fact_behind(change: Change, matrix: PositionMatrix, meetings: ContactList) -> str | None:
    """The fact by which the text of a change made it, where it is among those that the page shows anyhow."""
    if change.topic == "judgement":
        return change.subject if change.verb in ON_FACTS else None
    if change.document is None:
        return None
    text = change.document.key
    if change.topic == "position":
        wanted = (change.subject, change.data.get("party"), change.data.get("stance"))
        rows = [one for one in matrix.answers if (one.proposal, one.party, one.stance) == wanted]
        return next((one.fact for one in reversed(rows) if one.text and one.text.document == text), None)
    for contact in meetings.contacts:
        if contact.id == change.subject:
            told = [one for one in contact.stages if any(source.document == text for source in one.texts)]
            return next((one.facts[0] for one in reversed(told) if one.facts), contact.facts[-1])
    return None
