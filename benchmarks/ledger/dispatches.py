"""Made-up dispatches with their records, as many as wanted: texts by template, facts as a faultless reader would tell.

A negotiation has two sides, a mediator, ten persons, three drafts and about forty dispatches over two months; several
run at the same time, as in the world. One text in twelve is a copy that another outlet prints. The same number and
seed give the same records.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from verbale.record import (
    Actor,
    Document,
    Event,
    Place,
    Position,
    Proposal,
    ReaderInfo,
    Record,
    Span,
    Stance,
    Statement,
    Terms,
    sha256,
)

SEED = 7
START = date(2015, 1, 1)
EACH = 40  # dispatches of one negotiation
AT_ONCE = 25  # negotiations that run at the same time
DAYS = 60  # that one lasts
COPIES = 12  # one text in so many is printed again
STANCES: tuple[Stance, ...] = ("accepts", "conditional", "undecided", "rejects")
READER = ReaderInfo(version="synthetic")
_HEADS = ("ba", "ko", "li", "mar", "tu", "sen", "var", "do", "ne", "gra", "pel", "is", "ur", "fa", "zim", "che", "ol")
_TAILS = ("ran", "dek", "mos", "lia", "tor", "ven", "sk", "na", "bel", "dor", "mit", "ga", "shi", "rov", "len", "pas")


@dataclass(frozen=True)
class Negotiation:
    """What its dispatches have in common."""

    number: int
    sides: tuple[str, str]
    mediator: str
    people: tuple[tuple[str, str], ...]  # name and country
    towns: tuple[tuple[str, float, float], ...]
    lengths: tuple[int, ...]
    begins: date


def dispatches(count: int, seed: int = SEED) -> Iterator[Record]:
    """``count`` records in about the order of their publication."""
    made = 0
    round_ = 0
    while made < count:
        group = [negotiation(round_ * AT_ONCE + n, seed) for n in range(AT_ONCE)]
        for turn in range(EACH):
            for one in group:
                if made == count:
                    return
                yield _dispatch(one, turn, seed)
                made += 1
        round_ += 1


def negotiation(number: int, seed: int = SEED) -> Negotiation:
    """The negotiation of a number, from 0."""
    round_ = number // AT_ONCE
    chance = random.Random(f"{seed}:{number}")
    sides = (_code(chance), _code(chance))
    mediator = _code(chance)
    owners = (*(sides * 4), mediator, mediator)
    people = tuple((f"{_word(chance)} {_word(chance)}{_word(chance).lower()}", country) for country in owners)
    towns = tuple((_word(chance), chance.uniform(-50, 60), chance.uniform(-170, 170)) for _ in range(6))
    lengths = tuple(chance.sample(range(5, 95, 5), 3))
    return Negotiation(number, sides, mediator, people, towns, lengths, START + timedelta(days=round_ * 35))


def _dispatch(one: Negotiation, turn: int, seed: int) -> Record:
    copied = turn % COPIES == COPIES - 1
    chance = random.Random(f"{seed}:{one.number}:{turn - copied}")
    day = one.begins + timedelta(days=turn * DAYS // EACH)
    draft = _Draft(one, f"n{one.number}-{turn}", day, chance)
    return draft.record(outlet="Second Wire (synthetic)" if copied else f"{one.towns[turn % 6][0]} Post (synthetic)")


class _Draft:
    def __init__(self, one: Negotiation, id: str, day: date, chance: random.Random) -> None:
        self.one, self.id, self.day, self.chance = one, id, day, chance
        self.parts: list[str] = []
        self.length = 0
        self.actors: dict[str, Actor] = {}

    def say(self, sentence: str) -> Span:
        """Write a sentence; where it stands."""
        start = self.length + (1 if self.parts else 0)
        self.parts.append(sentence)
        self.length = start + len(sentence)
        return Span(start=start, end=start + len(sentence), text=sentence)

    def actor(self, key: str, **fields: object) -> str:
        if key not in self.actors:
            self.actors[key] = Actor.model_validate({"id": f"a{len(self.actors) + 1}", "key": key, **fields})
        return self.actors[key].id

    def government(self, country: str) -> str:
        return self.actor(f"gov:{country}", name=f"Government of {country}", kind="government", country=country)

    def person(self, name: str, country: str) -> str:
        of = self.government(country)
        key = name.lower().replace(" ", "-")
        return self.actor(key, name=name, kind="person", country=country, sector="GOV", of=of)

    def filler(self, words: int) -> str:
        return " ".join(_word(self.chance).lower() for _ in range(words))

    def record(self, outlet: str) -> Record:
        one, chance = self.one, self.chance
        first, second = (self.government(code) for code in one.sides)
        mediator = self.government(one.mediator)
        speakers = [self.person(name, country) for name, country in chance.sample(one.people, 3)]
        statements = []
        for n, speaker in enumerate(speakers, 1):
            span = self.say(f"{self._name(speaker)} said {self.filler(9)}.")
            statements.append(
                Statement(id=f"s{n}", speakers=(speaker,), content=(span,), kind="indirect", confidence=0.8)
            )
        town, lat, lon = one.towns[chance.randrange(6)]
        near = self.say(f"Near {town} {self.filler(7)}.")
        where = Span(start=near.start + 5, end=near.start + 5 + len(town), text=town)
        place = Place(id="p1", name=town, country=one.sides[0], lat=lat, lon=lon, **where.model_dump())
        shelled = self.say(f"Shelling killed {chance.randrange(9)} {self.filler(5)}.")
        events = [
            Event(
                id="e1",
                type="ASSAULT",
                mode="shelling",
                source=(second,),
                target=(first,),
                time=self._day(-chance.randrange(3)),
                place="p1",
                killed=chance.randrange(9),
                evidence=(shelled,),
                confidence=0.7,
            )
        ]
        held = chance.random() < 0.5
        met = self.say(f"The two sides {'met' if held else 'will meet'} {self.filler(6)}.")
        events.append(
            Event(
                id="e2",
                type="CONSULT",
                mode="meeting",
                status="happened" if held else "planned",
                source=(first, second),
                time=self._day(-1 if held else chance.randrange(1, 6)),
                evidence=(met,),
                confidence=0.7,
            )
        )
        length = one.lengths[min(2, int(self.id.rpartition("-")[2]) * 3 // EACH)]
        tabled = self.say(f"The {length}-day truce of {one.mediator} {self.filler(4)}.")
        proposal = Proposal(
            id="pr1",
            kind="ceasefire",
            label=f"The {length}-day truce",
            by=(mediator,),
            between=(first, second),
            terms=Terms(duration=f"P{length}D"),
            evidence=(tabled,),
            status="proposed",
            confidence=0.8,
        )
        positions = []
        for n, side in enumerate(chance.sample((first, second), chance.randrange(1, 3)), 1):
            answered = self.say(f"One side answered {self.filler(5)}.")
            stance = chance.choice(STANCES)
            positions.append(
                Position(
                    id=f"po{n}", actor=side, proposal="pr1", stance=stance, date=self._day(0), evidence=(answered,)
                )
            )
        self.say(f"{self.filler(60)}.")
        text = " ".join(self.parts)
        return Record(
            reader=READER,
            document=Document(
                id=self.id,
                sha256=sha256(text),
                text=text,
                title=f"{town}, {self.day}",
                publisher=outlet,
                url=f"https://{outlet.split()[0].lower()}.example/{self.id}",
                published=self.day.isoformat(),
                published_origin="given",
                language="en",
            ),
            actors=tuple(self.actors.values()),
            places=(place,),
            statements=tuple(statements),
            events=tuple(events),
            proposals=(proposal,),
            positions=tuple(positions),
        )

    def _name(self, actor: str) -> str:
        return next(one.name for one in self.actors.values() if one.id == actor)

    def _day(self, days: int) -> str:
        return (self.day + timedelta(days=days)).isoformat()


def _word(chance: random.Random) -> str:
    return (chance.choice(_HEADS) + chance.choice(_HEADS) + chance.choice(_TAILS)).capitalize()


def _code(chance: random.Random) -> str:
    return "".join(chance.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(3))
