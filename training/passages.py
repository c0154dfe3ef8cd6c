"""The corpus as typed passages: the one format of ``corpus/README.md``, checked when it is loaded.

A string of a passage that its text does not hold, a nested statement outside its outer one, or a layer that is
annotated without being declared is an error that names file and fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from verbale.record import EventType, ProposalKind, Stance, Status

Layer = Literal[
    "statements", "contacts", "events", "proposals", "positions", "accusations", "incidents", "times", "places"
]  # fmt: skip


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Statement(Entry):
    speaker: tuple[str, ...]
    speaker_actor: str | None
    speaker_country: str | None
    content: str
    kind: Literal["direct", "indirect", "mixed"]
    nested_in: int | None
    # Where somebody took the trouble; ``corpus/statements`` has the cue and the polarity throughout.
    cue: str | None = None
    polarity: Literal["affirmed", "denied"] | None = None
    addressees: tuple[str, ...] = ()
    venue: str | None = None
    said: str | None = None


class Contact(Entry):
    participants: tuple[tuple[str, ...], ...]
    countries: tuple[str, ...]
    medium: Literal["call", "meeting", "talks", "visit", "letter", "summit"]
    status: Literal["held", "ongoing", "planned", "proposed", "cancelled", "postponed", "refused", "denied"]
    date: str | None
    place: str | None
    evidence: str


class Terms(Entry):
    duration: str | None
    scope: str | None


class Proposal(Entry):
    key: str
    kind: ProposalKind
    by: tuple[str, ...]
    terms: Terms
    evidence: str


class Position(Entry):
    actor: tuple[str, ...]
    country: str | None
    proposal: str
    stance: Stance
    date: str | None
    evidence: str
    conditions: tuple[str, ...] = ()  # where somebody took the trouble: ``corpus/positions``


class Accusation(Entry):
    by: tuple[str, ...]
    by_country: str | None
    against: tuple[str, ...]
    against_country: str | None
    evidence: str


class Incident(Entry):
    kind: str
    by_country: str | None
    by: tuple[str, ...]
    place: str
    place_country: str | None
    killed: int | None
    injured: int | None
    date: str | None
    claimed_by: tuple[str, ...]
    evidence: str


class Event(Entry):
    """Who did what to whom; all who take part in a CONSULT are its sources. ``trigger`` are the words that say it."""

    type: EventType
    mode: str | None
    status: Status
    source: tuple[str, ...]
    target: tuple[str, ...]
    trigger: tuple[str, ...]


class Time(Entry):
    text: str
    value: str | None


class Place(Entry):
    text: str
    country: str | None


class Passage(Entry):
    """One annotated text. Raises ``ValueError`` for a string that is not in the text."""

    id: str
    language: str
    published: str | None
    title: str | None
    text: str
    layers: tuple[Layer, ...]
    split: Literal["train", "dev", "test"]
    writer: str
    written_for: str
    statements: tuple[Statement, ...] = ()
    contacts: tuple[Contact, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    positions: tuple[Position, ...] = ()
    accusations: tuple[Accusation, ...] = ()
    incidents: tuple[Incident, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    events: tuple[Event, ...] = ()
    unrelated: tuple[
        tuple[str, str], ...
    ] = ()  # parties between whom the text tells no event; part of the layer events

    @model_validator(mode="after")
    def _strings_stand_in_the_text(self) -> Self:
        for string in self._copied():
            if string not in self.text:
                raise ValueError(f"{string!r} is not in the text")
        folded = self.text.casefold()
        for name in self._names():
            if name.casefold() not in folded:
                raise ValueError(f"the name {name!r} is not in the text")
        for statement in self.statements:
            if statement.nested_in is None:
                continue
            if not 0 <= statement.nested_in < len(self.statements):
                raise ValueError(f"no statement {statement.nested_in} to be nested in")
            if statement.content not in self.statements[statement.nested_in].content:
                raise ValueError(f"{statement.content!r} is not within the statement that it is nested in")
        for position in self.positions:
            if position.proposal not in {proposal.key for proposal in self.proposals}:
                raise ValueError(f"no proposal {position.proposal!r}")
        return self

    def _copied(self) -> Iterator[str]:
        yield from (s.content for s in self.statements)
        yield from (s.cue for s in self.statements if s.cue)
        yield from (s.venue for s in self.statements if s.venue)
        for group in (self.contacts, self.proposals, self.positions, self.accusations, self.incidents):
            yield from (item.evidence for item in group)
        for event in self.events:
            yield from (*event.source, *event.target, *event.trigger)
        for pair in self.unrelated:
            yield from pair
        yield from (t.text for t in self.times)
        yield from (p.text for p in self.places)
        yield from (c.place for c in self.contacts if c.place)
        for stand in self.positions:
            yield from stand.conditions
        yield from (i.place for i in self.incidents)

    def _names(self) -> Iterator[str]:
        for statement in self.statements:
            yield from (*statement.speaker, *statement.addressees)
        for contact in self.contacts:
            for names in contact.participants:
                yield from names
        for position in self.positions:
            yield from position.actor
        for accusation in self.accusations:
            yield from (*accusation.by, *accusation.against)
        for incident in self.incidents:
            yield from (*incident.by, *incident.claimed_by)


class CorpusError(ValueError):
    """A passage that does not hold."""


def load(folder: Path) -> list[Passage]:
    """All passages below a folder, by path. Raises ``CorpusError`` naming file and fault."""
    found: dict[str, Path] = {}
    passages = []
    for path in sorted(folder.rglob("*.json")):
        try:
            passage = Passage.model_validate_json(path.read_bytes())
        except ValidationError as error:
            first = error.errors()[0]
            raise CorpusError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
        if passage.id != path.stem:
            raise CorpusError(f"{path}: id is {passage.id!r}")
        if passage.id in found:
            raise CorpusError(f"{path}: {passage.id!r} is also {found[passage.id]}")
        found[passage.id] = path
        passages.append(passage)
    return passages
