"""What the parties and persons in several texts are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from verbale.store.aliases import aliases_of
from verbale.store.memory import names_of
from verbale.store.sighted import Telling
from verbale.store.sql import chunks
from verbale.store.tables import appearances
from verbale.threads.sights import Sight

TEXTS = 3  # of a bundle, in which the names of persons are looked for


@dataclass(frozen=True, slots=True)
class Named:
    """A party or an actor; ``party`` is the key of the party for which a person stands."""

    key: str
    name: str
    party: str | None = None


@dataclass(frozen=True)
class Naming:
    """Names by key."""

    by_party: Mapping[str, str]
    by_person: Mapping[str, str]

    @classmethod
    def of(cls, connection: Connection, bundles: Iterable[Sequence[Telling]], known_at: str | None = None) -> Naming:
        """The names for everybody in the members of some bundles, as actors were merged at a moment (``None``: now)."""
        parties: dict[str, None] = {}
        persons: dict[str, None] = {}
        texts: dict[int, None] = {}
        for members in bundles:
            texts.update(dict.fromkeys(one.text.version for one in members[-TEXTS:]))
            for one in members:
                parties.update(dict.fromkeys(_keys(one.sight)))
                persons.update(dict.fromkeys(key for keys in one.sight.people.values() for key in keys))
        return cls(names_of(connection, parties), _called(connection, persons, texts, known_at))

    def party(self, key: str) -> Named:
        return Named(key, self.by_party.get(key) or key.partition("@")[0])

    def parties(self, keys: Iterable[str]) -> tuple[Named, ...]:
        """Each party once."""
        return tuple(self.party(key) for key in dict.fromkeys(keys))

    def people(self, sights: Iterable[Sight]) -> tuple[Named, ...]:
        """The persons that the sights name, each once, with the party of each."""
        found: dict[str, Named] = {}
        for sight in sights:
            for party, keys in sight.people.items():
                for key in keys:
                    found.setdefault(key, Named(key, self.by_person.get(key) or _made(key), party))
        return tuple(found.values())


def _keys(sight: Sight) -> Iterable[str]:
    yield from (*sight.parties, *sight.beside, *sight.claimed_by, *sight.denied_by, *sight.doers, *sight.targets)
    for blame in sight.blames:
        yield from (blame.by, blame.accused)


def _called(
    connection: Connection, persons: Iterable[str], texts: Iterable[int], known_at: str | None
) -> dict[str, str]:
    wanted = set(persons)
    merged = aliases_of(connection, known_at)
    count: dict[str, Counter[str]] = {}
    for part in chunks(sorted(set(texts))):
        query = select(appearances.c.actor, appearances.c.name).where(
            appearances.c.version_id.in_(part), appearances.c.kind == "person"
        )
        for actor, name in connection.execute(query):
            if (key := merged.actor(actor)) in wanted:
                count.setdefault(key, Counter())[name] += 1
    return {key: min(names, key=lambda name: (-names[name], name)) for key, names in count.items()}


def _made(key: str) -> str:
    """A name made of a key, where no text that was looked at has one."""
    return key.replace("-", " ").title() if ":" not in key else key
