"""One negotiation in many records: who said what from day to day, where each party stands on each proposal, who met
whom, what happened on the ground.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from verbale.record import Event, Record, Statement
from verbale.views.names import NOBODY, Names
from verbale.views.positions import PositionMatrix, position_matrix

HELD = ("happened", "ongoing")
PLANNED = ("planned", "proposed")
SAID = 4  # statements shown of one document


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as it is listed: ``document`` is the id of the text."""

    who: str
    act: str
    what: str
    document: str


@dataclass(frozen=True, slots=True)
class Day:
    """What was published on one day; ``more`` statements are not listed."""

    date: str
    titles: tuple[str, ...]
    said: tuple[Said, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Happening:
    """A contact or incident as it is listed."""

    date: str
    what: str
    status: str
    who: str
    where: str
    details: str
    source: str
    document: str


@dataclass(frozen=True, slots=True)
class Negotiation:
    """The overview of many records."""

    days: tuple[Day, ...]
    matrix: PositionMatrix
    held: tuple[Happening, ...]
    planned: tuple[Happening, ...]
    fell_through: tuple[Happening, ...]
    incidents: tuple[Happening, ...]


def negotiation(records: Sequence[Record]) -> Negotiation:
    """The overview of ``records``, in the order of their publication."""
    ordered = sorted(records, key=lambda record: (record.document.published or "", record.document.id))
    contacts = sorted(_happenings(ordered, ("CONSULT",)), key=_by_date)
    return Negotiation(
        days=tuple(_days(ordered)),
        matrix=position_matrix(ordered),
        held=tuple(contact for contact in contacts if contact.status in HELD),
        planned=tuple(contact for contact in contacts if contact.status in PLANNED),
        fell_through=tuple(contact for contact in contacts if contact.status not in HELD + PLANNED),
        incidents=tuple(sorted(_happenings(ordered, ("ASSAULT", "COERCE", "RETREAT")), key=_by_date)),
    )


def _by_date(happening: Happening) -> tuple[str, str]:
    return happening.date or "9999", happening.document


def _days(records: Iterable[Record]) -> Iterator[Day]:
    by_date: dict[str, list[Record]] = {}
    for record in records:
        by_date.setdefault((record.document.published or "")[:10], []).append(record)
    for date, members in by_date.items():
        said = [line for record in members for line in _said(record)]
        total = sum(len(record.statements) for record in members)
        titles = tuple(record.document.title or record.document.id for record in members)
        yield Day(date, titles, tuple(said), total - len(said))


def _said(record: Record) -> Iterator[Said]:
    """The statements that tell most: named speakers, not inside another's words, the surest first."""
    names = Names(record)

    def worth(statement: Statement) -> tuple[bool, float, int]:
        length = sum(len(span.text) for span in statement.content)
        return bool(statement.speakers), statement.confidence, min(length, 100)

    outer = [statement for statement in record.statements if statement.nested_in is None]
    chosen = {statement.id for statement in sorted(outer, key=worth, reverse=True)[:SAID]}
    for statement in record.statements:
        if statement.id in chosen:
            what = " … ".join(span.text for span in statement.content)
            shown = f"“{what}”" if statement.kind == "direct" else what
            yield Said(names.actors(statement.speakers) or NOBODY, statement.act, shown, record.document.id)


def _happenings(records: Iterable[Record], types: tuple[str, ...]) -> Iterator[Happening]:
    for record in records:
        names = Names(record)
        for event in record.events:
            if event.type in types:
                yield _happening(event, names, record)


def _happening(event: Event, names: Names, record: Record) -> Happening:
    contact = event.type == "CONSULT"
    who = names.actors((*event.source, *event.target) if contact else event.source)
    hosts = names.actors((*event.hosts, *event.mediators))
    against = names.actors(event.target)
    said = [
        names.toll(event),
        f"against {against}" if against and not contact else "",
        f"with {hosts}" if hosts else "",
    ]
    claimed = names.actors(event.claimed_by)
    denied = names.actors(event.denied_by)
    source = claimed or names.source(event.said_in).partition(" [")[0]
    return Happening(
        date=event.time or "",
        what=event.mode or event.type.lower(),
        status=event.status,
        who=who or NOBODY,
        where=names.place(event.place),
        details=", ".join(part for part in said if part),
        source=f"{source}; denied by {denied}" if denied else source,
        document=record.document.id,
    )
