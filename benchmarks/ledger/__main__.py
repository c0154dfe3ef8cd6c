"""How the ledger stands at size: ``python -m benchmarks.ledger STORE [--documents 100000] [--small 10000]``.

Fills a store with made-up dispatches (what is there already stays), tells how long a document took in each tenth, and
how long each view takes at the small and at the full size: 95th percentile of many calls over negotiations, parties and
days chosen by chance. STORE is a file, or an empty database of PostgreSQL.

``--from FILE`` fills an empty STORE with a store that was made before, in minutes, and measures at its size:

    python -m benchmarks.ledger build/ledger.db
    python -m benchmarks.ledger postgresql://desk@server/verbale --from build/ledger.db
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, func, select

from benchmarks.ledger.dispatches import AT_ONCE, EACH, START, Negotiation, dispatches, negotiation
from verbale.record import Record
from verbale.store import Ledger
from verbale.store.keeping import restore
from verbale.store.query import Scope
from verbale.store.tables import versions
from verbale.store.tracking import Definition, Track, make_track, tracks_of
from verbale.views.actors import actors
from verbale.views.brief import brief
from verbale.views.compared import compared
from verbale.views.contacts import contacts
from verbale.views.found import search
from verbale.views.incidents import incidents
from verbale.views.positions import positions
from verbale.views.timeline import timeline

CALLS = 40  # of each view
BATCH = 200  # documents of one transaction
Views = dict[str, Callable[[Connection], object]]


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds of one view: half of the calls are faster than ``median``, 95 in 100 than ``slow``."""

    median: float
    slow: float


def fill(
    ledger: Ledger, records: Iterator[Record], count: int, told: Callable[[str], None] = print, at_once: int = BATCH
) -> list[float]:
    """Add ``count`` records, ``at_once`` in a transaction; milliseconds a document in each tenth."""
    found: list[float] = []
    tenth = max(1, count // 10)
    while batch := list(islice(records, tenth)):
        began = time.perf_counter()
        for first in range(0, len(batch), at_once):
            part = batch[first : first + at_once]
            last = max(record.document.published or "" for record in part)
            ledger.add_all(part, retrieved=f"{last}T09:00:00Z", news=False)
        found.append((time.perf_counter() - began) / len(batch) * 1000)
        told(f"  {len(found) * tenth} documents: {found[-1]:.1f} ms a document")
        if len(found) == 10:
            break
    return found


def measure(ledger: Ledger, documents: int, calls: int = CALLS, seed: int = 3) -> dict[str, Speed]:
    """The speed of each view; every call is another question."""
    chance = random.Random(seed)
    times: dict[str, list[float]] = {}
    for n in range(calls):
        one = negotiation(chance.randrange(max(1, documents // EACH)))
        for name, view in views(one, chance, n).items():
            began = time.perf_counter()
            with ledger.reading() as connection:
                view(connection)
            times.setdefault(name, []).append((time.perf_counter() - began) * 1000)
    return {name: Speed(statistics.median(own), sorted(own)[int(len(own) * 0.95) - 1]) for name, own in times.items()}


def views(one: Negotiation, chance: random.Random, n: int) -> Views:
    """A call of each view about a negotiation, about the whole store, about a day then and what was known then."""
    middle = (one.begins + timedelta(days=30)).isoformat()
    after = (one.begins + timedelta(days=chance.randrange(10, 60))).isoformat()
    scopes = (
        Scope(parties=one.sides),
        Scope(),
        Scope(as_of=middle, parties=one.sides),
        Scope(as_of=after, known_at=f"{middle}T12:00:00.000Z"),
    )
    scope = scopes[n % len(scopes)]
    matrix = Scope(scope.as_of, scope.known_at, parties=scope.parties, limit=12)
    word = one.towns[n % len(one.towns)][0]
    since = (one.begins + timedelta(days=20)).isoformat()
    until = (one.begins + timedelta(days=21)).isoformat()
    return {
        "timeline": lambda connection: timeline(connection, scope),
        "positions": lambda connection: positions(connection, matrix),
        "contacts": lambda connection: contacts(connection, scope),
        "incidents": lambda connection: incidents(connection, scope),
        "actors": lambda connection: actors(connection, scope),
        "readouts": lambda connection: compared(connection, Scope(scope.as_of, scope.known_at, limit=3)),
        "search": lambda connection: search(connection, Scope(), f"{word} truce"),
        "brief": lambda connection: brief(connection, since, until),
        "timeline of a track": lambda connection: timeline(connection, Scope(track=_track(connection))),
        "positions of a track": lambda connection: positions(connection, Scope(track=_track(connection), limit=12)),
    }


def _track(connection: Connection) -> Track:
    return tracks_of(connection)[0]


def main() -> None:
    """Fill, measure, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--from", dest="source", type=Path, metavar="FILE", help="a store or backup to load into STORE")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--more", type=int, default=300, help="documents that are added after loading")
    parser.add_argument("--calls", type=int, default=CALLS)
    parser.add_argument("--output", type=Path)
    given = parser.parse_args()
    with Ledger.open(given.store) as ledger:
        told = _loaded(ledger, given) if given.source else _filled(ledger, given)
    if given.output:
        given.output.write_text(json.dumps(told, indent=1), encoding="utf-8")


def _filled(ledger: Ledger, given: argparse.Namespace) -> dict[str, object]:
    """Add what is missing; measure at the small and at the full size."""
    told: dict[str, object] = {}
    there = _count(ledger)
    records = dispatches(given.documents)
    for _ in islice(records, there):
        pass
    if there < given.small:
        told["adding, small"] = fill(ledger, records, given.small - there)
    track_all(ledger)
    small = measure(ledger, given.small, given.calls) if there <= given.small else {}
    told["small"] = _plain(small)
    rest = given.documents - max(there, given.small)
    if rest > 0:
        told["adding"] = fill(ledger, records, rest)
    full = measure(ledger, given.documents, given.calls)
    print(f"{'view':24} {given.small:>10} {given.documents:>10}  ratio   (95th percentile, ms)")
    for name, speed in full.items():
        before = small.get(name)
        ratio = f"{speed.slow / before.slow:.2f}" if before else ""
        print(f"{name:24} {before.slow if before else 0:10.1f} {speed.slow:10.1f}  {ratio}")
    return told | {"full": _plain(full)}


def _loaded(ledger: Ledger, given: argparse.Namespace) -> dict[str, object]:
    """Load a store; measure at its size, and how long a few further documents take."""
    began = time.perf_counter()
    rows = restore(ledger, given.source)
    seconds = time.perf_counter() - began
    documents = _count(ledger)
    print(f"loaded {rows} rows of {documents} documents in {seconds:.1f} s")
    track_all(ledger)
    speeds = measure(ledger, documents, given.calls)
    print(f"{'view':24} {'median':>10} {documents:>10}  (95th percentile, ms)")
    for name, speed in speeds.items():
        print(f"{name:24} {speed.median:10.1f} {speed.slow:10.1f}")
    records = islice(dispatches(documents + given.more), documents, None)
    adding = fill(ledger, records, given.more)
    return {"rows": rows, "loading": seconds, "full": _plain(speeds), "adding": adding}


def _count(ledger: Ledger) -> int:
    with ledger.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(versions)).scalar_one())


def _plain(speeds: Mapping[str, Speed]) -> dict[str, list[float]]:
    return {name: [speed.median, speed.slow] for name, speed in speeds.items()}


def track_all(ledger: Ledger) -> None:
    with ledger.writing() as connection:
        if not tracks_of(connection):
            one = negotiation(AT_ONCE // 2)
            make_track(
                connection, "a negotiation", Definition(one.sides, since=START.isoformat()), "bench", ledger.clock()
            )


if __name__ == "__main__":
    main()
