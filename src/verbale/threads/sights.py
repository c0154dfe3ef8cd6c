"""One contact, incident or statement of one record, reduced to what tells whether another text means the same."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator

from verbale.record import Actor, Event, Place, Record, Span, Statement, Status
from verbale.threads.days import Days, days_of
from verbale.threads.parties import Parties, called
from verbale.threads.seen import Blame, Sight, SightKind, Voice, Where
from verbale.threads.sentences import sentence_around
from verbale.threads.stable import stable_id
from verbale.threads.wording import words_of

MOST = 12  # parties, marks or voices that are kept of one fact
NAMED = 4  # persons kept of one party
SPANS = 6  # spans of evidence kept
AROUND = 4  # parties that a text speaks of most
GROUND = frozenset({"ASSAULT", "COERCE", "RETREAT"})  # what happens on the ground
HELD = frozenset({"happened", "ongoing"})
PLANNED = frozenset({"planned", "proposed"})
REAL = HELD | {"denied"}
SIDES = frozenset({"state", "government", "armed_force", "armed_group"})
GROUPS = frozenset({"armed_group", "organisation"})  # whose keys are made of their names in the language of the text
NEAR = 300  # characters between an accusation and the incident of which it speaks
LATE = frozenset({"TNI", "TEV"})  # TIMEX3 parts of a day that elsewhere are the next

_BRACKETS = re.compile(r"\s?\((\w{2,10})\)")

__all__ = ["Blame", "Sight", "SightKind", "Voice", "Where", "sights"]


def sights(record: Record, parties: Parties) -> tuple[Sight, ...]:
    """The contacts, incidents and statements of a record, in the order of the text."""
    scene = _Scene(record, parties)
    found = [*(scene.event(event) for event in record.events if _told(event)), *map(scene.statement, record.statements)]
    used: Counter[str] = Counter()
    once: list[Sight] = []
    for sight in sorted(found, key=lambda sight: sight.evidence[0].start if sight.evidence else 0):
        used[sight.id] += 1
        number = used[sight.id]
        id = sight.id if number == 1 else stable_id(sight.id[:2], sight.id, number)
        once.append(sight.model_copy(update={"id": id}))
    return tuple(once)


def _told(event: Event) -> bool:
    """Whether an event is a contact, or an incident that is said to have been."""
    if event.type == "CONSULT":
        return event.status != "hypothetical"
    return event.type in GROUND and event.status in REAL


class _Scene:
    """One record, with what several of its facts share."""

    def __init__(self, record: Record, parties: Parties) -> None:
        self.record, self.parties = record, parties
        self.actors = {actor.id: actor for actor in record.actors}
        self.places = {place.id: place for place in record.places}
        self.statements = {statement.id: statement for statement in record.statements}
        self.states = {actor.name for actor in record.actors if actor.kind == "state"}
        told = days_of(record.document.published)
        self.published = told[0] if told else None
        self.around = self._around()
        self.short = self._short()
        self.blames = self._blames()
        self.named = sorted(self._named(), key=lambda item: item[:2])

    def event(self, event: Event) -> Sight:
        contact = event.type == "CONSULT"
        days = self._days(event.time, event.status)
        source, target = self._keys(event.source), self._keys(event.target)
        return Sight(
            **self._common("contact" if contact else "incident", event.id, event.evidence, event.said_in),
            type=event.type,
            mode=event.mode,
            status=event.status,
            parties=_some((*source, *target)),
            people=self._people((*event.source, *event.target)),
            doers=source,
            targets=target,
            beside=self._keys((*event.hosts, *event.mediators)),
            days=days,
            anew=self._anew(event, days),
            late=days is not None and (event.time or "")[10:13] in LATE,
            place=self._where(event.place),
            killed=event.killed,
            injured=event.injured,
            claimed_by=self._keys(event.claimed_by),
            denied_by=self._keys(event.denied_by),
            denied=event.status == "denied",
            blames=self.blames.get(event.id, ()),
            confidence=event.confidence,
        )

    def statement(self, statement: Statement) -> Sight:
        own = self._keys(statement.speakers)
        people = self._people(statement.speakers)
        themselves = {*own, *(key for keys in people.values() for key in keys)}
        marks = (mark for span in statement.content[:SPANS] for mark in self._marks(span))
        return Sight(
            **self._common("statement", statement.id, statement.content, None),
            type=statement.act,
            parties=own,
            people=people,
            days=self._days(statement.said, "happened"),
            denied=statement.polarity == "denied",
            said_by=self._voices(statement.speakers),
            marks=_some(mark for mark in marks if mark not in themselves),
            venue=words_of([statement.venue.text]) if statement.venue else None,
            addressees=self._keys(statement.addressees),
            confidence=statement.confidence,
        )

    def _common(self, kind: SightKind, fact: str, spans: tuple[Span, ...], said_in: str | None) -> dict[str, object]:
        document = self.record.document
        main = spans[0] if spans else Span(start=0, end=0, text="")
        common: dict[str, object] = {
            "id": stable_id(
                {"contact": "cs", "incident": "is", "statement": "ss"}[kind],
                kind,
                document.id,
                document.sha256,
                main.start,
                main.end,
            ),
            "kind": kind,
            "fact": fact,
            "document": document.id,
            "sha256": document.sha256,
            "publisher": document.publisher,
            "published": self.published,
            "language": document.language,
            "around": self.around,
            "short": self.short,
            "words": words_of(span.text for span in spans),
            "evidence": spans[:SPANS],
            "sentence": sentence_around(document.text, main.start, main.end),
        }
        if kind != "statement":
            common["said_by"] = self._voices(self._speakers(said_in))
        return common

    def _days(self, value: str | None, status: Status) -> Days | None:
        days = days_of(value)
        if days is not None and self.published is not None and status in HELD:
            return None if days[0] > self.published else days  # nobody tells what has yet to be
        return days

    def _anew(self, event: Event, due: Days | None) -> Days | None:
        """The one day in the sentence to which a contact is put off: later than that on which it was due."""
        if event.status != "postponed" or not event.evidence:
            return None
        main = event.evidence[0]
        first, last = main.start - NEAR, main.end + NEAR
        sentence = sentence_around(self.record.document.text, main.start, main.end)
        times = (
            time for time in self.record.times if first <= time.start and time.end <= last and time.text in sentence
        )
        after = due[1] if due else self.published
        told = {days for time in times if (days := days_of(time.value)) and after and days[0] > after}
        told = told or {days for days in self._planned_near(event) if after and days[0] > after}
        return told.pop() if len(told) == 1 else None

    def _planned_near(self, event: Event) -> Iterator[Days]:
        """The days of what the same parties and persons plan by the same means, as told beside what they put off."""
        who, people = set(self._keys((*event.source, *event.target))), self._people((*event.source, *event.target))
        for other in self.record.events[: MOST * MOST]:
            if other.type != "CONSULT" or other.status not in PLANNED or not other.evidence or other.mode != event.mode:
                continue
            days, actors = days_of(other.time), (*other.source, *other.target)
            if days is None or _apart(event, other) > NEAR or set(self._keys(actors)) != who:
                continue
            theirs = self._people(actors)
            if all(set(people[key]) & set(theirs[key]) for key in people if key in theirs):
                yield days

    def _blames(self) -> dict[str, tuple[Blame, ...]]:
        """Accusations by the incident that stands nearest to them."""
        incidents = [event for event in self.record.events if event.type in GROUND and _told(event) and event.evidence]
        found: dict[str, list[Blame]] = {}
        for event in self.record.events[: MOST * MOST]:
            if event.type != "ACCUSE" or not event.evidence or not incidents:
                continue
            apart, nearest = min((_apart(event, other), other.id) for other in incidents[: MOST * MOST])
            if apart <= NEAR:
                by = (*self._keys(event.source), *(called(self.actors[id]) for id in event.source))[:1]
                found.setdefault(nearest, []).extend(
                    Blame(by=one, accused=key) for one in by for key in self._keys(event.target)
                )
        return {id: tuple(dict.fromkeys(blames))[:MOST] for id, blames in found.items()}

    def _short(self) -> dict[str, str]:
        """Acronyms of groups: an alias of theirs, or what stands in brackets after the name."""
        found: dict[str, str] = {}
        for actor in self.record.actors:
            if actor.kind not in GROUPS:
                continue
            names = [actor.name, *actor.aliases]
            for span in actor.mentions[:MOST]:
                match = _BRACKETS.match(self.record.document.text, span.end)
                names += [match[1]] if match else [span.text]
            short = next((name.casefold() for name in names if _acronym(name)), None)
            for key in self._keys((actor.id,)) if short else ():
                if key.count("-") or key.casefold() == short:
                    found.setdefault(key, short or key)
        return dict(list(found.items())[:MOST])

    def _keys(self, actors: Iterable[str]) -> tuple[str, ...]:
        return _some(party.key for party in self.parties.keys(self.record, actors) if party.identified)

    def _people(self, actors: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The persons named among ``actors``, those of a collective among them, by party."""
        found: dict[str, dict[str, None]] = {}
        for id in actors:
            for one in (id, *self.actors[id].members):
                if self.actors[one].kind == "person":
                    for key in self._keys((one,)):
                        found.setdefault(key, {})[self.actors[one].key] = None
        return {key: tuple(people)[:NAMED] for key, people in list(found.items())[:MOST]}

    def _speakers(self, said_in: str | None) -> tuple[str, ...]:
        if said_in is not None:
            return self.statements[said_in].speakers
        issuer = self.record.document.issuer
        return (issuer,) if issuer is not None else ()

    def _voices(self, actors: Iterable[str]) -> tuple[Voice, ...]:
        return tuple(Voice(name=called(self.actors[id]), party=next(iter(self._keys((id,))), None)) for id in actors)[
            :MOST
        ]

    def _where(self, id: str | None) -> Where | None:
        place = self.places.get(id or "")
        if place is None:
            return None
        return Where(
            name=place.name or place.text,
            country=place.country,
            lat=place.lat,
            lon=place.lon,
            wide=_wide(place) or place.name in self.states,
        )

    def _around(self) -> tuple[str, ...]:
        count: Counter[str] = Counter()
        for actor in self.record.actors:
            if actor.kind in SIDES or actor.kind == "person":
                for key in self._keys((actor.id,)):
                    count[key] += max(1, len(actor.mentions))
        return tuple(sorted(count, key=lambda key: (-count[key], key))[:AROUND])

    def _named(self) -> Iterator[tuple[int, int, str]]:
        """Names, times and places of the text with what they mean in every language."""
        for actor in self.record.actors:
            for mark in self._meant(actor):
                yield from ((span.start, span.end, mark) for span in actor.mentions)
        for place in self.record.places:
            if place.name and not _wide(place) and place.name not in self.states:
                yield place.start, place.end, f"at {place.name}"
        for time in self.record.times:
            if time.value and any(letter.isdigit() for letter in time.value):
                yield time.start, time.end, time.value[:10]

    def _meant(self, actor: Actor) -> tuple[str, ...]:
        return (actor.key,) if actor.kind == "person" and actor.key.count("-") else self._keys((actor.id,))

    def _marks(self, span: Span) -> Iterator[str]:
        taken = [item for item in self._between(span) if item[1] <= span.end]
        yield from (mark for _, _, mark in taken)
        at = 0
        for word in words_of([span.text]).split():
            if word.isdigit() and at < MOST:
                at += 1
                yield word

    def _between(self, span: Span) -> list[tuple[int, int, str]]:
        first = bisect_left(self.named, (span.start, 0, ""))
        last = bisect_left(self.named, (span.end, 0, ""))
        return self.named[first : min(last, first + MOST * MOST)]


def _wide(place: Place) -> bool:
    """Whether a place is a country, a region or a sea. Towns of the gazetteer have a number and a first division."""
    if place.lat is None:
        return False
    return place.country is None or (place.geonames_id is None) == (place.admin1 is not None)


def _apart(one: Event, other: Event) -> int:
    """Characters between the main words of two events."""
    first, second = sorted((one.evidence[0], other.evidence[0]), key=lambda span: span.start)
    return max(0, second.start - first.end)


def _acronym(name: str) -> bool:
    return 2 <= len(name) <= 10 and name.isalpha() and name.isupper()


def _some(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))[:MOST]
