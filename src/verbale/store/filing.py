"""Under which keys bundles are found again, and how they are written: shared by all that links.

A key is a kind with a party and a feature, or what ``verbale.threads.blocks`` names; of each the bundles of which texts
spoke last are looked at, so the work for a document does not grow with the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select, text

from verbale.store.sql import chunks, upsert
from verbale.store.tables import blocks as blocks_table
from verbale.store.tables import bundles
from verbale.threads.bundles import Bundle
from verbale.threads.codec import thread_from, thread_json
from verbale.threads.proposals import CANDIDATES, Thread, filed_under, sought_under
from verbale.threads.sights import Sight
from verbale.threads.tabled import Tabled

KEY = 250  # characters of a block's key

LEARNT = ("state", "first", "last", "known_until")


def save_bundle(connection: Connection, state: Bundle, known: str) -> None:
    upsert(connection, bundles, [bundle_row(state, known)], LEARNT)


def bundle_row(state: Bundle, known: str) -> dict[str, Any]:
    return {
        "id": state.id,
        "kind": state.kind,
        "state": state.model_dump_json(),
        "first": day_text(state.first),
        "last": day_text(state.last),
        "known_from": known,
        "known_until": None,
    }


def latest_under(connection: Connection, keys: Iterable[str]) -> dict[str, list[str]]:
    """The bundles filed under each key, those of which texts spoke last first, at most ``CANDIDATES`` of each."""
    under: dict[str, list[str]] = {}
    for part in chunks([*dict.fromkeys(keys)], 50):
        query = " UNION ALL ".join(
            "SELECT * FROM (SELECT key, bundle_id FROM blocks "
            f"WHERE key = :k{n} ORDER BY last DESC, bundle_id LIMIT {CANDIDATES}) AS s{n}"
            for n in range(len(part))
        )
        for key, bundle in connection.execute(text(query), {f"k{n}": key for n, key in enumerate(part)}):
            under.setdefault(key, []).append(bundle)
    return under


def file_under(connection: Connection, filed: Mapping[tuple[str, str], str | None]) -> None:
    rows = [{"key": key, "bundle_id": bundle, "last": last or ""} for (key, bundle), last in sorted(filed.items())]
    upsert(connection, blocks_table, rows, ("last",))


def proposal_key(party: str, feature: str) -> str:
    return f"proposal|{feature}|{party}"[:KEY]


def sight_key(sight: Sight, key: str) -> str:
    return f"{sight.kind}|{key}"[:KEY]


def day_text(day: Any) -> str | None:
    return day.isoformat() if day is not None else None


def load_threads(connection: Connection, items: Iterable[Tabled]) -> list[tuple[Thread, str]]:
    """The threads that may be those of some proposals, with their versions and parents, the latest last."""
    keys = [proposal_key(party.key, feature) for item in items for party, feature in sought_under(item)]
    wanted = dict.fromkeys(id for ids in latest_under(connection, keys).values() for id in ids)
    found_threads: dict[str, tuple[Thread, str]] = {}
    new = [*wanted]
    while new:
        for part in chunks(new):
            query = select(bundles.c.state).where(bundles.c.id.in_(part), bundles.c.known_until.is_(None))
            for state in connection.execute(query).scalars():
                thread = thread_from(state)
                found_threads[thread.id] = thread, state
        related = {
            id for thread, _ in found_threads.values() for id in (*thread.children, thread.version_of) if id is not None
        }
        new = sorted(related - set(found_threads) - set(wanted))
        wanted.update(dict.fromkeys(new))
    return sorted(found_threads.values(), key=lambda one: (one[0].last is None, one[0].last, one[0].id))


def save_threads(connection: Connection, threads: Sequence[Thread], known: str) -> None:
    """Keep threads and the keys under which they are found."""
    rows = [
        {
            "id": thread.id,
            "kind": "proposal",
            "state": thread_json(thread),
            "first": thread.first.isoformat() if thread.first else None,
            "last": thread.last.isoformat() if thread.last else None,
            "parent": thread.version_of,
            "known_from": known,
            "known_until": None,
        }
        for thread in threads
    ]
    upsert(connection, bundles, rows, ("kind", "state", "first", "last", "parent", "known_until"))
    filed = {
        (proposal_key(party.key, feature), thread.id): row["last"]
        for thread, row in zip(threads, rows, strict=True)
        for party, feature in filed_under(thread)
    }
    file_under(connection, filed)
