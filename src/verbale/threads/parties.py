"""Who is one party in many records.

Whoever speaks or acts for somebody answers for that principal; a state, its government and the organs of that
government are one party, named by the country. A person remains visible as a member of the party, so that a minister
who dissents is not lost in his government. Who is only described (*a diplomat*) is never the same in two documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

from verbale.record import Actor, Record, Span

CHAIN = 6  # steps from a spokesman's deputy to a state; longer chains are loops or faults
OFFICIAL_SECTORS = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "COP"})  # who holds a state's office
OWN_VOICE = frozenset({"MIL", "LEG", "JUD", "OPP", "SPY", "COP", "MED", "CVL"})  # a body of the state, not its policy

Kind = Literal["country", "group", "person", "unidentified"]


class Authority(IntEnum):
    """How much the word of an actor is the word of its party."""

    source = 0  # described, and known to speak for nobody; or a people
    member = 1  # a named person, a spokesman, an army, a parliament
    party = 2  # the party itself, or its government


@dataclass(frozen=True, slots=True)
class Party:
    """``key`` is the same in all records; of an unidentified party it holds the document."""

    key: str
    kind: Kind = field(compare=False)
    country: str | None = field(default=None, compare=False)

    @property
    def identified(self) -> bool:
        """Whether other texts can mean the same."""
        return self.kind != "unidentified"

    @property
    def answers(self) -> bool:
        """Whether it can be asked for an answer: a person of whom no text tells for whom he speaks cannot."""
        return self.kind in ("country", "group")


@dataclass(frozen=True, slots=True)
class Belonging:
    """For whom an actor of one record answers: why (``reasons``), and where the text names the actor."""

    party: Party
    authority: Authority
    member: str | None  # name of the actor where it is not the party itself
    reasons: tuple[str, ...]
    evidence: tuple[Span, ...]


Votes = dict[str, Counter[Party]]


class Parties:
    """The parties of a set of records: what one text leaves out about a person, another may tell."""

    def __init__(self, records: Sequence[Record], heard: Votes | None = None) -> None:
        """``heard`` is what other records have told before: whom each person (a key) answers for, counted."""
        self._votes: Votes = {person: Counter(votes) for person, votes in (heard or {}).items()}
        self._names: dict[Party, Counter[tuple[bool, str]]] = {}
        self._found: dict[tuple[str, str], dict[str, tuple[Belonging, ...]]] = {}
        for record in records:
            self._vote(record)
        for record in records:
            self._name(record)

    def of(self, record: Record, actor: str) -> tuple[Belonging, ...]:
        """For whom an actor of ``record`` answers; several for a collective, never none."""
        known = self._found.setdefault(document_key(record), {})
        if actor not in known:
            actors = {item.id: item for item in record.actors}
            known[actor] = _merged(self._belongings(record, actors, actor))
        return known[actor]

    def keys(self, record: Record, actors: Iterable[str]) -> tuple[Party, ...]:
        """The parties of several actors, each once."""
        return tuple(dict.fromkeys(found.party for actor in actors for found in self.of(record, actor)))

    def name(self, party: Party) -> str:
        """What the records call a party most often; a state by its own name where it is told."""
        names = self._names.get(party)
        if not names:
            return party.country or party.key.partition("@")[0]
        return best_name(names)

    def names(self) -> Mapping[Party, Counter[tuple[bool, str]]]:
        """What each party is called, counted; true where it is its own name, not that of an organ."""
        return self._names

    def _belongings(self, record: Record, actors: dict[str, Actor], id: str) -> tuple[Belonging, ...]:
        actor = actors[id]
        if actor.members and id not in actor.members:
            found = tuple(one for member in actor.members for one in self._single(record, actors, actors[member]))
            return tuple(_joined(one) for one in found)
        return self._single(record, actors, actor)

    def _single(self, record: Record, actors: dict[str, Actor], actor: Actor) -> tuple[Belonging, ...]:
        party, reason = _claim(record, actors, actor)
        reasons: tuple[str, ...] = (reason,)
        if actor.kind == "person" and _full_name(actor):
            votes = self._elsewhere(actor.key)
            chosen = _majority(votes) if votes else None
            if chosen is not None and chosen != party and (party.kind == "person" or votes is None or votes[party] < 2):
                party, reasons = chosen, (reason, f"other texts tell whom {actor.name} answers for")
        authority = _authority(actor, party)
        member = None if authority is Authority.party or party.kind == "person" else called(actor)
        return (Belonging(party, authority, member, reasons, actor.mentions[:1]),)

    def _elsewhere(self, key: str) -> Counter[Party] | None:
        """What the records tell of a person. A longer key that ends in a full name is that name after words."""
        parts = key.split("-")
        longer = ("-".join(parts[n:]) for n in range(len(parts) - 1))
        return next((votes for name in longer if (votes := self._votes.get(name))), None)

    def _vote(self, record: Record) -> None:
        for person, party in belongings(record):
            self._votes.setdefault(person, Counter())[party] += 1

    def _name(self, record: Record) -> None:
        for actor in record.actors:
            for found in self.of(record, actor.id):
                if found.authority is Authority.party or found.party.kind in ("person", "unidentified"):
                    own = actor.kind == "state" or found.party.kind != "country"
                    self._names.setdefault(found.party, Counter())[own, called(actor)] += 1


def belongings(record: Record) -> Iterator[tuple[str, Party]]:
    """The persons of a record (their keys) with the party that the record says they answer for."""
    actors = {item.id: item for item in record.actors}
    for actor in record.actors:
        if actor.kind == "person" and _full_name(actor):
            party, _ = _claim(record, actors, actor)
            if party.kind in ("country", "group"):
                yield actor.key, party


def persons_sought(record: Record) -> Iterator[str]:
    """The keys under which other records may tell for whom the persons of this one answer."""
    for actor in record.actors:
        if actor.kind == "person" and _full_name(actor):
            parts = actor.key.split("-")
            yield from ("-".join(parts[n:]) for n in range(len(parts) - 1))


def best_name(names: Mapping[tuple[bool, str], int]) -> str:
    """A state by its own name where it is told; else the name that most records use."""
    best = max(names.items(), key=lambda item: (item[0][0], item[1], item[0][1]))
    return best[0][1]


def document_key(record: Record) -> tuple[str, str]:
    """What makes a document one: its id and its text."""
    return record.document.id, record.document.sha256


def _claim(record: Record, actors: dict[str, Actor], actor: Actor) -> tuple[Party, str]:
    """Whom an actor answers for by the words of its own record, and what tells."""
    first = actor
    for step in range(CHAIN):
        if (party := _own(actor, step)) is not None:
            return party, "is the party" if actor is first else f"answers for {called(actor)}"
        if actor.of is None or actor.of == first.id or actor.of not in actors:
            break
        actor = actors[actor.of]
    if first.country and (first.sector in OFFICIAL_SECTORS or first.kind == "government"):
        return _country(first.country), "holds an office of the state"
    if first.kind in ("person", "organisation", "igo", "armed_group", "armed_force") and not _described(first):
        kind: Kind = "person" if first.kind == "person" else "group"
        return Party(first.key, kind, first.country), "is the party"
    place = ":".join((record.document.id, record.document.sha256[:8]))
    return Party(f"{first.key}@{place}", "unidentified", first.country), "is described only"


def _own(actor: Actor, step: int) -> Party | None:
    """The party that an actor is by itself; none where it answers for another."""
    if actor.kind in ("state", "government", "armed_force") and actor.country:
        return _country(actor.country)
    if actor.kind == "people" and actor.country and actor.key == f"people:{actor.country}":
        return _country(actor.country)
    if actor.of is not None or _described(actor):
        return None
    if actor.kind in ("armed_group", "igo", "organisation", "government", "state", "armed_force"):
        return Party(actor.key, "group", actor.country)
    return None


def _country(code: str) -> Party:
    return Party(code, "country", code)


def _described(actor: Actor) -> bool:
    """Whether the key is made of a description, which another text may use for somebody else."""
    return actor.kind == "unnamed" or actor.key.startswith((f"{actor.kind}:", "unnamed:"))


def _full_name(actor: Actor) -> bool:
    """Whether a key can be trusted in another text: a surname alone may be another's."""
    return "-" in actor.key and not _described(actor)


def _authority(actor: Actor, party: Party) -> Authority:
    if actor.kind == "people" or (actor.kind == "unnamed" and actor.of is None):
        return Authority.source
    if party.kind == "person":
        return Authority.party
    if actor.kind in ("person", "unnamed") or (actor.sector in OWN_VOICE and party.kind == "country"):
        return Authority.member
    return Authority.party if party.kind != "unidentified" else Authority.source


def _majority(votes: Counter[Party]) -> Party | None:
    """The party for which more than half of the records speak."""
    party, most = max(votes.items(), key=lambda item: (item[1], item[0].key))
    return party if most * 2 > votes.total() else None


def _joined(found: Belonging) -> Belonging:
    return Belonging(found.party, found.authority, found.member, (*found.reasons, "named together"), found.evidence)


def _merged(found: Iterable[Belonging]) -> tuple[Belonging, ...]:
    """One belonging a party, the one with most authority."""
    best: dict[Party, Belonging] = {}
    for one in found:
        if one.party not in best or best[one.party].authority < one.authority:
            best[one.party] = one
    return tuple(best.values())


def called(actor: Actor) -> str:
    """What an actor is called in front of people; who is only described, by the words of the text."""
    if actor.kind == "unnamed" and actor.mentions:
        return actor.role or actor.mentions[0].text
    return actor.name or (actor.mentions[0].text if actor.mentions else actor.key)
