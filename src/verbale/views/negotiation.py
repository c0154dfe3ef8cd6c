"""One negotiation in many records: who said what from day to day, where each party stands on each proposal, who met
whom, what happened on the ground.

Proposals of different texts are laid together by kind and duration only, and actors by their key; a reader's first
look, not a claim of identity.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from verbale.record import Actor, Event, Position, Proposal, Record, Statement
from verbale.views.names import NOBODY, Names

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
class Stand:
    """A party's answers to one proposal, oldest first, each with its date."""

    answers: tuple[tuple[str, str], ...]

    @property
    def now(self) -> str:
        return self.answers[-1][0]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Parties by proposals: ``cells[row][column]``, ``None`` where nothing is told."""

    parties: tuple[str, ...]
    proposals: tuple[str, ...]
    cells: tuple[tuple[Stand | None, ...], ...]


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
    matrix: Matrix
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
        matrix=_matrix(ordered),
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


def _matrix(records: Sequence[Record]) -> Matrix:
    answers: dict[tuple[str, str], list[tuple[str, str]]] = {}
    columns: dict[str, None] = {}
    called: dict[str, Counter[str]] = {}
    for record in records:
        actors = {actor.id: actor for actor in record.actors}
        labels = {proposal.id: _label(proposal) for proposal in record.proposals}
        for position in record.positions:
            party, name = _party(actors[position.actor], actors)
            column = labels[position.proposal]
            columns.setdefault(column)
            called.setdefault(party, Counter())[name] += 1
            answers.setdefault((party, column), []).append((_date(position, record), position.stance))
    parties = sorted(called, key=lambda party: -sum(called[party].values()))
    cells = tuple(tuple(_stand(answers.get((party, column))) for column in columns) for party in parties)
    return Matrix(tuple(_name(party, called[party]) for party in parties), tuple(columns), cells)


def _name(party: str, names: Counter[str]) -> str:
    """The commonest name, a country's code only where there is no other."""
    return max(names, key=lambda name: (name != party, names[name]))


def _label(proposal: Proposal) -> str:
    duration = proposal.terms.duration
    return f"{proposal.kind}, {duration}" if duration else proposal.kind


def _party(actor: Actor, actors: dict[str, Actor]) -> tuple[str, str]:
    """Whom an actor answers for: its principal, and for states and their governments the country."""
    for _ in range(4):
        if actor.of is None or actor.of not in actors:
            break
        actor = actors[actor.of]
    official = actor.kind in ("state", "government") or (actor.kind == "person" and actor.sector == "GOV")
    if official and actor.country:
        return actor.country, actor.name if actor.kind in ("state", "government") else actor.country
    return actor.key, actor.name


def _date(position: Position, record: Record) -> str:
    return (position.date or record.document.published or "")[:10]


def _stand(told: list[tuple[str, str]] | None) -> Stand | None:
    if not told:
        return None
    kept: list[tuple[str, str]] = []
    for date, stance in sorted(told, key=lambda answer: answer[0]):
        if not kept or kept[-1][0] != stance:
            kept.append((stance, date))
    return Stand(tuple(kept))


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
