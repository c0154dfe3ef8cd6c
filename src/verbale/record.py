"""The record: everything that Verbale knows about a text, and the one vocabulary that all stages speak.

Every fact carries the span of text that says so; what the text does not say is null or empty, and a
note tells why where a reader would wonder. The JSON Schema of the contract comes from these models
(``record_schema``), and a ``Record`` checks itself when it is made: no span may differ from its text,
no id may be unknown or used twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

DocumentKind = Literal["news", "readout", "transcript", "post", "other"]
ActorKind = Literal[
    "person",
    "state",
    "government",
    "armed_force",
    "armed_group",
    "igo",
    "organisation",
    "people",
    "unnamed",
]
Sector = str  # a PLOVER sector: GOV MIL REB OPP LEG JUD SPY IGO NGO MED CVL BUS …
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
StatementKind = Literal["direct", "indirect", "mixed"]
Act = Literal["assert", "deny", "accuse", "urge", "promise", "ask", "concede", "threaten", "suggest", "warn"]
EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
Status = Literal[
    "happened",
    "ongoing",
    "planned",
    "proposed",
    "cancelled",
    "postponed",
    "refused",
    "denied",
    "hypothetical",
]
ProposalKind = Literal[
    "ceasefire",
    "peace plan",
    "prisoner exchange",
    "humanitarian pause",
    "troop withdrawal",
    "talks format",
    "other",
]
ProposalStatus = Literal["proposed", "agreed", "in force", "violated", "rejected", "lapsed"]
Stance = Literal["accepts", "conditional", "undecided", "rejects"]


class Model(BaseModel):
    """Base of all record types: immutable, nothing unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Span(Model):
    """A half-open range of code points of ``document.text``, with the text that stands there."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str

    @model_validator(mode="after")
    def _lengths_agree(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}:{self.end} does not have the length of its text {self.text!r}")
        return self

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span ``start:end`` of ``text``."""
        return cls(start=start, end=end, text=text[start:end])

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


class Glitch(Span):
    """A sign of damage, with the reading that repairs it where there is one."""

    kind: str
    repair: str | None = None


class Quality(Model):
    """How well the text came through: chance of machine translation (0..1), truncation, damaged places."""

    machine_translated: float = Field(default=0.0, ge=0.0, le=1.0)
    truncated: bool = False
    glitches: tuple[Glitch, ...] = ()


class Document(Model):
    """A text as it was given (for HTML: as it was extracted)."""

    id: str
    sha256: str
    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    kind: DocumentKind = "news"
    issuer: str | None = None
    published: str | None = None
    published_origin: Literal["given", "text"] | None = None
    language: str | None = None
    quality: Quality = Quality()


class ReaderInfo(Model):
    """What made a record: the version, and name and hash of each model and of the codebook."""

    version: str
    profile: str = "full"
    models: dict[str, str] = {}
    codebook: dict[str, str] = {}


class Actor(Model):
    """A person, body, state, group or people that appears in the text."""

    id: str
    key: str
    name: str
    kind: ActorKind
    country: str | None = None
    role: str | None = None
    sector: Sector | None = None
    of: str | None = None
    members: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    aliases: tuple[str, ...] = ()
    confidence: float = Field(default=1.0, ge=0.0, le=1.0)


class Mention(Model):
    """One expression that refers to an actor: what the two steps of the actor stage, and the stages
    between them, hand each other. Not part of the published record: ``Statement.speakers`` holds
    mention ids until resolution turns them into actor ids."""

    id: str
    span: Span
    head: int  # index of the governing token in the parse
    sentence: int
    form: Literal["name", "description", "pronoun", "country", "metonym", "demonym", "collective"]
    kind: ActorKind | None = None
    key: str | None = None  # set where the codebook knows the actor
    name: str | None = None  # canonical where known, else the proper name as it stands in the text
    country: str | None = None
    role: str | None = None  # as in the text
    sector: Sector | None = None
    of: str | None = None  # mention id of the actor that this one speaks or acts for
    of_key: str | None = None  # the same where the text has no span of its own for it
    number: Literal["sing", "plur"] | None = None
    gender: Literal["masc", "fem"] | None = None
    person: Literal["1", "2", "3"] | None = None
    place_like: bool = False  # its words are also the name of a place


class Time(Span):
    """A TIMEX3 expression. ``begin`` and ``until`` are its first and last day, inclusive (``until``,
    because ``end`` is already the offset where the span ends)."""

    id: str
    value: str | None = None
    type: TimeType = "DATE"
    mod: str | None = None
    begin: str | None = None
    until: str | None = None
    zone: str | None = None


class Place(Span):
    """A toponym, resolved to the gazetteer where it could be (WGS 84 degrees)."""

    id: str
    name: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    geonames_id: int | None = None


class Statement(Model):
    """An attributed proposition: who says what, according to the words of the text."""

    id: str
    speakers: tuple[str, ...] = ()
    speaker_span: Span | None = None
    cue: Span | None = None
    content: tuple[Span, ...]
    kind: StatementKind
    act: Act = "assert"
    polarity: Literal["affirmed", "denied"] = "affirmed"
    addressees: tuple[str, ...] = ()
    venue: Span | None = None
    said: str | None = None
    nested_in: str | None = None
    confidence: float = Field(default=0.5, ge=0.0, le=1.0)


class Event(Model):
    """Who did what to whom, or is said to, plans to, refuses to."""

    id: str
    type: EventType
    mode: str | None = None
    status: Status = "happened"
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    time: str | None = None
    place: str | None = None
    killed: int | None = Field(default=None, ge=0)
    injured: int | None = Field(default=None, ge=0)
    claimed_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    evidence: tuple[Span, ...]
    said_in: str | None = None
    confidence: float = Field(default=0.5, ge=0.0, le=1.0)


class Terms(Model):
    """What a proposal says: a TIMEX3 duration and start, its scope in the words of the text."""

    duration: str | None = None
    start: str | None = None
    scope: str | None = None
    conditions: tuple[Span, ...] = ()
    guarantors: tuple[str, ...] = ()


class Proposal(Model):
    """Something on the table; ``evidence`` lists every mention of it, the main one first."""

    id: str
    kind: ProposalKind
    label: str
    by: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    terms: Terms = Terms()
    put_forward: str | None = None
    version_of: str | None = None
    evidence: tuple[Span, ...]
    status: ProposalStatus | None = None
    said_in: str | None = None
    confidence: float = Field(default=0.5, ge=0.0, le=1.0)


class Position(Model):
    """A party's answer to a proposal; a change of mind is a new row that supersedes the old."""

    id: str
    actor: str
    proposal: str
    stance: Stance
    conditions: tuple[Span, ...] = ()
    date: str | None = None
    evidence: tuple[Span, ...]
    said_in: str | None = None
    supersedes: str | None = None
    confidence: float = Field(default=0.5, ge=0.0, le=1.0)


class Note(Model):
    """Why something is blank or doubtful; ``path`` names the field, as in ``times/t3/value``."""

    path: str
    reason: str


class Record(Model):
    """All facts of one document. Raises ``ValueError`` for a span or an id that does not hold."""

    schema_: Literal["verbale/record/1"] = Field(default="verbale/record/1", alias="schema")
    reader: ReaderInfo
    document: Document
    actors: tuple[Actor, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    positions: tuple[Position, ...] = ()
    notes: tuple[Note, ...] = ()

    @model_validator(mode="after")
    def _spans_hold(self) -> Self:
        text = self.document.text
        for span in self.spans():
            if text[span.start : span.end] != span.text:
                raise ValueError(f"span {span.start}:{span.end} is {text[span.start : span.end]!r}, not {span.text!r}")
        return self

    @model_validator(mode="after")
    def _ids_hold(self) -> Self:
        known: dict[str, set[str]] = {}
        for group in ("actors", "times", "places", "statements", "events", "proposals", "positions"):
            ids = [item.id for item in getattr(self, group)]
            known[group] = set(ids)
            if len(known[group]) != len(ids):
                raise ValueError(f"an id is used twice in {group}")
        for group, used in self._references():
            for name in used:
                if name is not None and name not in known[group]:
                    raise ValueError(f"{name!r} is not in {group}")
        return self

    def _references(self) -> Iterator[tuple[str, Iterable[str | None]]]:
        yield "actors", (self.document.issuer,)
        for actor in self.actors:
            yield "actors", (actor.of, *actor.members)
        for statement in self.statements:
            yield "actors", (*statement.speakers, *statement.addressees)
            yield "statements", (statement.nested_in,)
        for event in self.events:
            yield "actors", (*event.source, *event.target, *event.hosts, *event.mediators)
            yield "actors", (*event.claimed_by, *event.denied_by)
            yield "places", (event.place,)
            yield "statements", (event.said_in,)
        for proposal in self.proposals:
            yield "actors", (*proposal.by, *proposal.between, *proposal.terms.guarantors)
            yield "proposals", (proposal.version_of,)
            yield "statements", (proposal.said_in,)
        for position in self.positions:
            yield "actors", (position.actor,)
            yield "proposals", (position.proposal,)
            yield "positions", (position.supersedes,)
            yield "statements", (position.said_in,)

    def spans(self) -> Iterator[Span]:
        """Every span of the record, in no particular order."""
        yield from self.document.quality.glitches
        yield from self.times
        yield from self.places
        for actor in self.actors:
            yield from actor.mentions
        for statement in self.statements:
            yield from statement.content
            yield from (s for s in (statement.speaker_span, statement.cue, statement.venue) if s)
        for event in self.events:
            yield from event.evidence
        for proposal in self.proposals:
            yield from proposal.evidence
            yield from proposal.terms.conditions
        for position in self.positions:
            yield from position.evidence
            yield from position.conditions

    def to_json(self, *, indent: int | None = None) -> str:
        """The record as JSON, fields in the order of the contract; the same bytes for the same record.

        Characters that some readers take for line ends (U+0085, U+2028, U+2029) are escaped, so that JSON Lines hold.
        """
        return self.model_dump_json(by_alias=True, indent=indent).translate(_LINE_ENDS)


_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def sha256(text: str) -> str:
    """The hash that names a text: of its UTF-8 form."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def record_schema() -> dict[str, Any]:
    """The JSON Schema of a record."""
    return Record.model_json_schema(by_alias=True, mode="serialization")
