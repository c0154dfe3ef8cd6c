"""Short dispatches about one truce and one meeting, told day by day."""

from __future__ import annotations

from tests.threads.synthetic import Draft
from verbale.record import Record, Stance, Status
from verbale.store import Ledger

PUBLISHED = "2025-03-{:02d}"


def truce(
    id: str,
    day: int,
    stance: Stance | None,
    *,
    publisher: str = "The Wire (synthetic)",
    reader: str = "1",
    body: str | None = None,
    condition: str | None = None,
) -> Record:
    """Where Peru stands on Brazil's truce of 30 days, as told on a day of March 2025."""
    draft = Draft(id, PUBLISHED.format(day), body or f"Day {day} of {id}.", publisher)
    peru, chile, brazil = (draft.government(code) for code in ("PER", "CHL", "BRA"))
    words = "the 30-day truce of Brazil between Peru and Chile"
    plan = draft.proposal(by=(brazil,), between=(peru, chile), duration="P30D", words=words, put_forward="2025-03-01")
    if stance is not None:
        draft.position(peru, plan, stance, words=f"Peru {stance} it on day {day}", condition=condition)
    return _by(draft.record(), id, reader)


def meeting(
    id: str, day: int, status: Status, on: str | None, *, reader: str = "1", publisher: str = "The Wire (synthetic)"
) -> Record:
    """What is told on a day of March 2025 of a meeting of Peru and Chile in Arica."""
    draft = Draft(id, PUBLISHED.format(day), f"Day {day} of {id}.", publisher)
    peru, chile = draft.government("PER"), draft.government("CHL")
    words = f"the meeting of Peru and Chile in Arica, {status} for {on or 'no day'}"
    draft.event("CONSULT", "meeting", status, (peru, chile), on, draft.place("Arica", "CHL"), words=words)
    return _by(draft.record(), id, reader)


def _by(record: Record, id: str, reader: str) -> Record:
    document = record.document.model_copy(update={"url": f"https://wire.example/{id}", "title": f"Title of {id}"})
    return record.model_copy(
        update={"document": document, "reader": record.reader.model_copy(update={"version": reader})}
    )


def at(ledger: Ledger, moment: str) -> None:
    """Turn the clock of a ledger."""
    ledger.clock = lambda: moment
