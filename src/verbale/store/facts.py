"""The facts of a record as the store keeps them: named by content, placed in time, with everything that a view shows.

``data`` of a fact is JSON. All have ``sentence`` and ``evidence`` (spans), ``said_in`` (key of a statement) and
``said_by`` (names). Statements have ``form``, ``act``, ``polarity``, ``cue``, ``speaker``, ``venue``, ``nested_in``;
contacts, incidents and events ``killed``, ``injured``, ``claimed_by``, ``denied_by``; proposals ``label``,
``duration``, ``start``, ``scope``, ``conditions``, ``version_of`` (key); positions ``proposal`` (key), ``conditions``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from verbale.record import Event, Position, Proposal, Record, Span, Statement
from verbale.threads.days import day_of, days_of
from verbale.threads.parties import Parties, called
from verbale.threads.sentences import sentence_around
from verbale.threads.sights import GROUND

Kind = Literal["statement", "contact", "incident", "event", "proposal", "position"]
Precision = Literal["day", "week", "month", "year", "published", "none"]
INCIDENTS = GROUND
PREFIX: dict[Kind, str] = {
    "statement": "st",
    "contact": "co",
    "incident": "in",
    "event": "ev",
    "proposal": "pr",
    "position": "po",
}
_YEAR = re.compile(r"(\d{4})(?:-[A-Z]{2})?$")


@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes part: key of the actor, key of the party that it answers for, and what the text calls it."""

    role: str
    actor: str
    party: str
    name: str


@dataclass(frozen=True, slots=True)
class When:
    """First and last day on which it was so (ISO), and the day that places it in a list."""

    day: str | None
    begin: str | None
    until: str | None
    precision: Precision


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of one record, not yet stored."""

    key: str
    kind: Kind
    local: str
    type: str | None
    mode: str | None
    status: str | None
    when: When
    place: str | None
    country: str | None
    lat: float | None
    lon: float | None
    confidence: float
    participants: tuple[Participant, ...]
    data: dict[str, Any] = field(hash=False)

    @property
    def evidence(self) -> list[dict[str, Any]]:
        spans: list[dict[str, Any]] = self.data["evidence"]
        return spans

    def json(self) -> str:
        return dumps(self.data)

    def digest(self) -> str:
        """Of what the fact says: the same wherever in the text its words stand."""
        said = [self.type, self.mode, self.status, self.when.begin, self.when.until, self.place, _unplaced(self.data)]
        said.append([[one.role, one.actor, one.party] for one in self.participants])
        return hashlib.sha256(dumps(said).encode()).hexdigest()[:24]


def dumps(value: Any) -> str:
    """JSON with sorted keys: the same bytes for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def facts_of(record: Record, document: str, parties: Parties) -> tuple[Fact, ...]:
    """The facts of a record; ``document`` is the key of its document."""
    return tuple(_Facts(record, document, parties).all())


def when_of(value: str | None, published: str | None) -> When:
    """When something was so by a TIMEX3 value; where it has none, the day on which it was told only places it."""
    if (days := days_of(value)) is not None:
        length = (days[1] - days[0]).days
        precision: Precision = "day" if length == 0 else "week" if length < 7 else "month"
        return When(days[0].isoformat(), days[0].isoformat(), days[1].isoformat(), precision)
    told = day_of(published)
    day = told.isoformat() if told else None
    if value and (match := _YEAR.match(value)) and date.min.year <= int(match[1]) <= date.max.year:
        begin, until = f"{match[1]}-01-01", f"{match[1]}-12-31"
        return When(begin if not day or until < day else min(day, until), begin, until, "year")
    return When(day, None, None, "published" if day else "none")


class _Facts:
    def __init__(self, record: Record, document: str, parties: Parties) -> None:
        self.record, self.document, self.parties = record, document, parties
        self.actors = {actor.id: actor for actor in record.actors}
        self.places = {place.id: place for place in record.places}
        self.statements = {statement.id: statement for statement in record.statements}
        self._count: Counter[str] = Counter()
        self._keys: dict[str, str] = {}

    def all(self) -> Iterator[Fact]:
        record = self.record
        for statement in record.statements:
            self._name("statement", statement.id, statement.content)
        for event in record.events:
            self._name(_event_kind(event), event.id, event.evidence, event.type)
        for proposal in record.proposals:
            self._name("proposal", proposal.id, proposal.evidence)
        for position in record.positions:
            self._name("position", position.id, position.evidence, self.actors[position.actor].key)
        yield from map(self._statement, record.statements)
        yield from map(self._event, record.events)
        yield from map(self._proposal, record.proposals)
        yield from map(self._position, record.positions)

    def _name(self, kind: Kind, local: str, evidence: Iterable[Span], more: str = "") -> None:
        words = " ".join(span.text for span in evidence)[:500]
        base = "\x1f".join((kind, more, self.document, " ".join(words.split())))
        self._count[base] += 1
        name = f"{base}\x1f{self._count[base]}"
        self._keys[local] = f"{PREFIX[kind]}-{hashlib.sha256(name.encode()).hexdigest()[:16]}"

    def _participants(self, roles: Iterable[tuple[str, Iterable[str]]]) -> tuple[Participant, ...]:
        found: dict[tuple[str, str, str], Participant] = {}
        for role, ids in roles:
            for id in ids:
                actor = self.actors[id]
                for belonging in self.parties.of(self.record, id):
                    one = Participant(role, actor.key[:200], belonging.party.key[:200], called(actor)[:300])
                    found.setdefault((one.role, one.actor, one.party), one)
        return tuple(found.values())

    def _common(self, evidence: tuple[Span, ...], said_in: str | None) -> dict[str, Any]:
        text = self.record.document.text
        main = evidence[0] if evidence else None
        speakers: tuple[str, ...] = ()
        if said_in is not None:
            speakers = self.statements[said_in].speakers
        elif self.record.document.issuer is not None:
            speakers = (self.record.document.issuer,)
        return {
            "evidence": spans(evidence),
            "sentence": sentence_around(text, main.start, main.end) if main else "",
            "said_in": self._keys.get(said_in or ""),
            "said_by": list(dict.fromkeys(called(self.actors[id]) for id in speakers)),
        }

    def _statement(self, item: Statement) -> Fact:
        roles = (("speaker", item.speakers), ("addressee", item.addressees))
        data = {
            **self._common(item.content, item.nested_in),
            "form": item.kind,
            "act": item.act,
            "polarity": item.polarity,
            "cue": spans((item.cue,) if item.cue else ()),
            "speaker": spans((item.speaker_span,) if item.speaker_span else ()),
            "venue": item.venue.text if item.venue else None,
            "nested_in": self._keys.get(item.nested_in or ""),
        }
        return self._fact("statement", item.id, item.act, item.kind, None, item.said, roles, item.confidence, data)

    def _event(self, item: Event) -> Fact:
        named = ("source", "target", "hosts", "mediators", "claimed_by", "denied_by")
        role_names = ("source", "target", "host", "mediator", "claims", "denies")
        roles = [(role, getattr(item, name)) for role, name in zip(role_names, named, strict=True)]
        data = {
            **self._common(item.evidence, item.said_in),
            "killed": item.killed,
            "injured": item.injured,
            "claimed_by": self._called(item.claimed_by),
            "denied_by": self._called(item.denied_by),
        }
        kind = _event_kind(item)
        return self._fact(
            kind, item.id, item.type, item.mode, item.status, item.time, roles, item.confidence, data, item.place
        )

    def _proposal(self, item: Proposal) -> Fact:
        roles = (("by", item.by), ("between", item.between), ("guarantor", item.terms.guarantors))
        data = {
            **self._common(item.evidence, item.said_in),
            "label": item.label,
            "duration": item.terms.duration,
            "start": item.terms.start,
            "scope": item.terms.scope,
            "conditions": spans(item.terms.conditions),
            "version_of": self._keys.get(item.version_of or ""),
        }
        return self._fact(
            "proposal", item.id, item.kind, None, item.status, item.put_forward, roles, item.confidence, data
        )

    def _position(self, item: Position) -> Fact:
        data = {
            **self._common(item.evidence, item.said_in),
            "proposal": self._keys[item.proposal],
            "conditions": spans(item.conditions),
            "supersedes": self._keys.get(item.supersedes or ""),
        }
        roles = (("party", (item.actor,)),)
        return self._fact("position", item.id, None, None, item.stance, item.date, roles, item.confidence, data)

    def _called(self, ids: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(called(self.actors[id]) for id in ids))

    def _fact(
        self,
        kind: Kind,
        local: str,
        type: str | None,
        mode: str | None,
        status: str | None,
        time: str | None,
        roles: Iterable[tuple[str, Iterable[str]]],
        confidence: float,
        data: dict[str, Any],
        place: str | None = None,
    ) -> Fact:
        where = self.places[place] if place is not None else None
        return Fact(
            key=self._keys[local],
            kind=kind,
            local=local,
            type=type,
            mode=mode,
            status=status,
            when=when_of(time, self.record.document.published),
            place=(where.name or where.text) if where else None,
            country=where.country if where else None,
            lat=where.lat if where else None,
            lon=where.lon if where else None,
            confidence=confidence,
            participants=self._participants(roles),
            data=data,
        )


def spans(found: Iterable[Span]) -> list[dict[str, Any]]:
    """Spans as JSON."""
    return [{"start": span.start, "end": span.end, "text": span.text} for span in found]


def _event_kind(event: Event) -> Kind:
    if event.type == "CONSULT":
        return "contact"
    return "incident" if event.type in INCIDENTS else "event"


def _unplaced(value: Any) -> Any:
    """``value`` without the offsets of its spans."""
    if isinstance(value, dict):
        return {
            name: _unplaced(one) for name, one in value.items() if name not in ("start", "end") or isinstance(one, str)
        }
    if isinstance(value, list):
        return [_unplaced(one) for one in value]
    return value
