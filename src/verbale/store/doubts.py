"""What makes facts doubtful beside their own confidence: links, other accounts, texts translated by a machine.

All of it is asked for many facts at once, by their keys, bundles or versions; nothing depends on the size of the store.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from verbale.store.listing import lines_of
from verbale.store.query import Scope
from verbale.store.sql import chunks
from verbale.store.tables import facts, judgements, members, readings

ACCOUNTS = 12  # texts of one bundle that are compared
HELD, NOT_HELD = frozenset({"happened", "ongoing"}), frozenset({"denied", "refused"})
_TRANSLATED = re.compile(rb'"machine_translated":([0-9.e-]+)')  # no string of a record holds it: its quotes are escaped


@dataclass(frozen=True, slots=True)
class LinkOf:
    """The bundle of which a fact is a member, and how sure that is."""

    bundle: str
    score: float
    certain: bool


def told_of_links(connection: Connection, keys: Iterable[str]) -> dict[str, LinkOf]:
    """The link of each fact that has one, by its key."""
    found: dict[str, LinkOf] = {}
    columns = (members.c.fact_key, members.c.bundle_id, members.c.score, members.c.certain)
    for part in chunks(sorted(set(keys))):
        where = (members.c.fact_key.in_(part), members.c.known_until.is_(None))
        for key, bundle, score, certain in connection.execute(select(*columns).where(*where)):
            found[key] = LinkOf(bundle, score, bool(certain))
    return found


def looked_after(connection: Connection, keys: Iterable[str]) -> frozenset[str]:
    """Those of some facts of which a judgement holds, on what they say or on what they belong to."""
    found: set[str] = set()
    for part in chunks(sorted(set(keys))):
        where = (judgements.c.target.in_(part), judgements.c.withdrawn.is_(None))
        found.update(connection.execute(select(judgements.c.target).where(*where)).scalars())
    return frozenset(found)


def differing(connection: Connection, bundles: Iterable[str], scope: Scope) -> frozenset[str]:
    """Those of some contacts and incidents that texts tell differently: other tolls, or held by one and denied by
    another."""
    told = lines_of(connection, bundles, scope, ACCOUNTS)
    bundle_of = {line.id: bundle for bundle, lines in told.items() for line in lines}
    tolls: dict[tuple[str, str], set[int]] = {}
    statuses: dict[str, set[str]] = {}
    for part in chunks(sorted(bundle_of)):
        query = select(facts.c.id, facts.c.status, facts.c.data).where(facts.c.id.in_(part))
        for id, status, data in connection.execute(query):
            bundle, says = bundle_of[id], json.loads(data)
            statuses.setdefault(bundle, set()).add(status or "")
            for name in ("killed", "injured"):
                if says.get(name) is not None:
                    tolls.setdefault((bundle, name), set()).add(says[name])
    rival = {bundle for (bundle, _), numbers in tolls.items() if len(numbers) > 1}
    return frozenset(rival | {bundle for bundle, words in statuses.items() if words & HELD and words & NOT_HELD})


def machine_translated(connection: Connection, versions: Iterable[int]) -> dict[int, float]:
    """The chance, 0 to 1, that the text of each version was translated by a machine, as its last reading has it."""
    found: dict[int, float] = {}
    for part in chunks(sorted(set(versions))):
        query = select(readings.c.version_id, readings.c.record).where(
            readings.c.version_id.in_(part), readings.c.superseded.is_(None)
        )
        for version, record in connection.execute(query):
            told = _TRANSLATED.search(zlib.decompress(record))
            found[version] = float(told[1]) if told else 0.0
    return found
