"""What an annotation and a record say of a fact that both have, attribute by attribute."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from verbale.evaluation.gold import (
    Gold,
    GoldAccusation,
    GoldContact,
    GoldFact,
    GoldIncident,
    GoldPlace,
    GoldPosition,
    GoldProposal,
    GoldStatement,
    GoldTime,
)
from verbale.evaluation.names import name_key, same_name, stands_for
from verbale.record import Actor, Event, Place, Position, Proposal, Record, Statement, Time

Fact = Statement | Event | Proposal | Position | Time | Place

APART = frozenset({"call", "letter"})  # media other than face to face
NONE = "–"


@dataclass(frozen=True, slots=True)
class Label:
    """What both say of one attribute, in words; ``same`` is judged by names, so the words may differ where it is true.

    ``nominal`` attributes are categories, for which chance agreement means something.
    """

    gold: str
    read: str
    same: bool
    nominal: bool = False


def label(gold: object, read: object, nominal: bool = False) -> Label:
    """An attribute of which both must say just the same."""
    return Label(_words(gold), _words(read), gold == read, nominal)


class Attributes:
    """The attributes of the facts of one article."""

    def __init__(self, gold: Gold, record: Record) -> None:
        self.gold = gold
        self.actors = {actor.id: actor for actor in record.actors}
        self.places = {place.id: place for place in record.places}

    def deciding(self, gold: GoldFact, read: Fact) -> dict[str, Label]:
        """What decides whether a fact that was found is right."""
        match gold, read:
            case GoldStatement(), Statement():
                return {"speaker": self._speaker(gold, read)}
            case GoldContact(), Event():
                medium = label(_group(gold.medium), _group(read.mode), True)
                return {"status": label(gold.status, _status(read), True), "medium": medium}
            case GoldAccusation(), Event():
                return {
                    "accuser": self._side(gold.by, gold.by_country, read.source),
                    "accused": self._side(gold.against, gold.against_country, read.target),
                }
            case GoldIncident(), Event():
                return {
                    "perpetrator": self._perpetrator(gold, read),
                    "killed": label(gold.killed, read.killed),
                    "place": self._place(gold, read),
                }
            case GoldProposal(), Proposal():
                duration = label(gold.terms.duration, read.terms.duration)
                return {"kind": label(gold.kind, read.kind, True), "duration": duration}
            case GoldPosition(), Position():
                return {"stance": label(gold.stance, read.stance, True)}
            case GoldTime(), Time():
                return {"value": label(gold.value, read.value)}
            case GoldPlace(), Place():
                return {"country": label(gold.country, read.country)}
        raise TypeError(f"{type(read).__name__} is no {type(gold).__name__}")

    def further(self, gold: GoldFact, read: Fact) -> dict[str, Label]:
        """Other attributes, which decide nothing."""
        match gold, read:
            case GoldStatement(), Statement():
                countries = {one.country for one in self._people(read.speakers)} or {None}
                told = {"speaker country": _within(gold.speaker_country, countries)}
                told["nested"] = label(gold.nested_in is not None, read.nested_in is not None, True)
                return told if gold.kind is None else {"kind": label(gold.kind, read.kind, True), **told}
            case GoldContact(), Event():
                return {"exact medium": label(gold.medium, read.mode, True), "date": label(gold.date, read.time)}
            case GoldIncident(), Event():
                claimed = label(bool(gold.claimed_by), bool(read.claimed_by), True)
                return {
                    "injured": label(gold.injured, read.injured),
                    "date": label(gold.date, read.time),
                    "claimed": claimed,
                }
            case GoldPosition(), Position():
                return {"date": label(gold.date, read.date)}
        return {}

    def _people(self, ids: Iterable[str]) -> list[Actor]:
        return [self.actors[id] for id in ids if id in self.actors]

    def _speaker(self, gold: GoldStatement, read: Statement) -> Label:
        people = self._people(read.speakers)
        names = gold.speaker if gold.speaker_actor is None else (*gold.speaker, gold.speaker_actor)
        same = any(stands_for(one, names) for one in people)
        if gold.speaker_actor is None and not same:
            span = read.speaker_span
            same = all(one.kind == "unnamed" for one in people) or bool(
                span and any(same_name(span.text, name) for name in gold.speaker)
            )
        mine = _source(gold)
        theirs = mine if same else self._as_annotated(people, gold.speaker_actor) or _called(people)
        return Label(mine, theirs, same, True)

    def _as_annotated(self, people: list[Actor], mine: str | None) -> str | None:
        """The source of another statement for which the speaker was taken, so that sources are called alike."""
        for other in self.gold.statements or ():
            if other.speaker_actor in (None, mine):
                continue
            if any(stands_for(one, (*other.speaker, other.speaker_actor or "")) for one in people):
                return _source(other)
        return None

    def _side(self, names: Iterable[str], country: str | None, ids: Iterable[str]) -> Label:
        people, wanted = self._people(ids), tuple(names)
        same = any(stands_for(one, wanted, country) for one in people) if wanted else not people
        return Label(", ".join(wanted) or NONE, _called(people), same)

    def _perpetrator(self, gold: GoldIncident, read: Event) -> Label:
        mine = {gold.by_country} - {None}
        theirs = {one.country for one in self._people(read.source)} - {None}
        return Label(_listed(mine), _listed(theirs), mine == theirs)

    def _place(self, gold: GoldIncident, read: Event) -> Label:
        place = self.places.get(read.place or "")
        called = [place.text, place.name or ""] if place is not None else []
        same = any(same_name(name, gold.place or "") for name in called)
        return Label(gold.place or NONE, called[0] if called else NONE, same)


def _status(read: Event) -> str:
    return "held" if read.status == "happened" else read.status


def _group(medium: str | None) -> str:
    return medium if medium in APART else "face to face"


def _source(gold: GoldStatement) -> str:
    return name_key(gold.speaker_actor) if gold.speaker_actor else "unnamed"


def _called(people: Iterable[Actor]) -> str:
    """What those are called that stand for nobody annotated; the unnamed are one category."""
    return ", ".join(dict.fromkeys("unnamed" if one.kind == "unnamed" else one.name for one in people)) or NONE


def _within(gold: str | None, read: set[str | None]) -> Label:
    return Label(_words(gold), _listed(read), gold in read)


def _listed(values: Iterable[str | None]) -> str:
    return ", ".join(sorted(value for value in values if value)) or NONE


def _words(value: object) -> str:
    if value is None:
        return NONE
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
