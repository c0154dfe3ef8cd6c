"""Which keys mean one actor, because a person merged them: applied when the store is asked and when texts are linked.

What the texts tell stays under the keys that the reader gave, so that a merge can be withdrawn. Where an actor is
merged into a person, its party is the one for which that person answers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from sqlalchemy import Connection, or_, select

from verbale.record import Record
from verbale.store.tables import judgements
from verbale.threads.answers import Answer
from verbale.threads.parties import Belonging, Kind, Parties, Party
from verbale.threads.sights import Sight
from verbale.threads.tabled import Quotes, Tabled

CHAIN = 32  # merges of merges that are followed


@dataclass(frozen=True)
class Aliases:
    """``actors``: the key that stands for another; ``parties``: the party that stands for another's key."""

    actors: Mapping[str, str] = field(default_factory=dict)
    parties: Mapping[str, Party] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.actors)

    def actor(self, key: str) -> str:
        return self.actors.get(key, key)

    def party(self, key: str) -> str:
        found = self.parties.get(key)
        return found.key if found is not None else key

    def widened(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The keys with all that were merged into the same actors or parties, in order."""
        wanted = list(dict.fromkeys(keys))
        known = {*wanted, *map(self.actor, wanted), *map(self.party, wanted)}
        more = [key for key in self.actors if self.actor(key) in known]
        more += [key for key in self.parties if self.party(key) in known]
        return tuple(dict.fromkeys((*wanted, *sorted(known - set(wanted)), *sorted(more))))


def aliases_of(connection: Connection, known_at: str | None = None) -> Aliases:
    """The merges of actors that hold, or that held at a moment."""
    query = select(judgements.c.target, judgements.c.change).where(
        judgements.c.subject == "actor", judgements.c.verdict == "merge"
    )
    if known_at is None:
        query = query.where(judgements.c.withdrawn.is_(None))
    else:
        then = or_(judgements.c.withdrawn.is_(None), judgements.c.withdrawn > known_at)
        query = query.where(judgements.c.made <= known_at, then)
    into: dict[str, dict[str, Any]] = {}
    for target, change in connection.execute(query.order_by(judgements.c.id)):
        into[target] = json.loads(change)
    actors = {key: _last({one: told["into"] for one, told in into.items()}, key) for key in into}
    step = {key: told["party"] for key, told in into.items() if told.get("party")}
    kinds = {told["party"]: (told["kind"], told.get("country")) for told in into.values() if told.get("party")}
    parties: dict[str, Party] = {}
    for key in step:
        last = _last(step, key)
        kind, country = kinds[last]
        parties[key] = Party(last, cast(Kind, kind), country)
    return Aliases(actors, parties)


def aliases(connection: Connection) -> Mapping[str, str]:
    """The key of the party that stands for another's key."""
    return {key: party.key for key, party in aliases_of(connection).parties.items()}


def _last(step: Mapping[str, str], key: str) -> str:
    seen = {key}
    for _ in range(CHAIN):
        following = step.get(key)
        if following is None or following in seen:
            return key
        seen.add(following)
        key = following
    return key


class MergedParties(Parties):
    """The parties of a record under the keys for which they were merged."""

    def __init__(self, plain: Parties, merged: Aliases) -> None:
        super().__init__(())
        self._plain, self._merged = plain, merged

    def of(self, record: Record, actor: str) -> tuple[Belonging, ...]:
        """As ``Parties.of``; of two belongings to one party the first."""
        once: dict[str, Belonging] = {}
        for found in self._plain.of(record, actor):
            party = self._merged.parties.get(found.party.key, found.party)
            once.setdefault(party.key, replace(found, party=party))
        return tuple(once.values())

    def name(self, party: Party) -> str:
        return self._plain.name(party)

    def names(self) -> Mapping[Party, Any]:
        return self._plain.names()


def merged_sight(sight: Sight, merged: Aliases) -> Sight:
    """A contact, incident or statement of one text under the keys that stand for its own."""
    if not merged:
        return sight
    people: dict[str, dict[str, None]] = {}
    for party, names in sight.people.items():
        people.setdefault(merged.party(party), {}).update(dict.fromkeys(map(merged.actor, names)))
    told: dict[str, Any] = {
        name: tuple(dict.fromkeys(map(merged.party, getattr(sight, name))))
        for name in ("parties", "doers", "targets", "beside", "around", "claimed_by", "denied_by", "addressees")
    }
    told["people"] = {party: tuple(names) for party, names in people.items()}
    told["short"] = {merged.party(party): short for party, short in sight.short.items()}
    told["blames"] = tuple(
        one.model_copy(update={"by": merged.party(one.by), "accused": merged.party(one.accused)})
        for one in sight.blames
    )
    told["said_by"] = tuple(
        one.model_copy(update={"party": merged.party(one.party) if one.party else None}) for one in sight.said_by
    )
    return sight.model_copy(update=told)


def merged_tabled(item: Tabled, merged: Aliases) -> Tabled:
    """A proposal of one text under the keys that stand for its own."""
    if not merged:
        return item

    def party(one: Party) -> Party:
        return merged.parties.get(one.key, one)

    def named(parties: Mapping[Party, Quotes]) -> dict[Party, Quotes]:
        found: dict[Party, Quotes] = {}
        for one, quotes in parties.items():
            found.setdefault(party(one), quotes)
        return found

    def answer(one: Answer) -> Answer:
        return replace(one, party=party(one.party))

    authors = named(item.authors)
    return replace(
        item,
        authors=authors,
        sides={one: quotes for one, quotes in named(item.sides).items() if one not in authors},
        core=frozenset(map(party, item.core)) - frozenset(authors),
        answers=tuple(map(answer, item.answers)),
        agreed=tuple(replace(one, who=tuple(dict.fromkeys(map(party, one.who)))) for one in item.agreed),
    )
