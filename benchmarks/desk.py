"""How fast the desk answers: ``python -m benchmarks.desk SMALL LARGE [--calls 12]``.

The server time of every page over two stores of made-up dispatches (see ``benchmarks.ledger``), SMALL of 1,000 and
LARGE of 100,000 documents, and their ratio; and what a first visit transfers. Both stores are filled where they are
not yet. Pages are asked for in process, by way of all that guards them, compressed as a browser would get them.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import func, select
from starlette.testclient import TestClient

from benchmarks.ledger.__main__ import fill, track_all
from benchmarks.ledger.dispatches import AT_ONCE, EACH, dispatches, negotiation
from verbale.store import Ledger
from verbale.store.tables import documents, facts, versions
from verbale.store.tracking import tracks_of
from verbale.web.app import make_desk

CALLS = 12
FIRST = 300 * 1024  # bytes that the first page may transfer, with its files
_FILE = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def filled(path: Path, count: int) -> Ledger:
    """A store of at least ``count`` documents."""
    ledger = Ledger.open(path)
    with ledger.reading() as connection:
        there = int(connection.execute(select(func.count()).select_from(versions)).scalar_one())
    if there < count:
        records = dispatches(count)
        for _ in islice(records, there):
            pass
        fill(ledger, records, count - there, at_once=AT_ONCE)
    with ledger.reading() as connection:
        tracked = bool(tracks_of(connection))
    if not tracked:
        track_all(ledger)
    return ledger


def asked(ledger: Ledger, count: int, calls: int, seed: int = 5) -> Iterator[tuple[str, str]]:
    """Pages and the addresses under which they are asked for: of all, of a party, of a day then, of a track."""
    chance = random.Random(seed)
    with ledger.reading() as connection:
        keys = connection.execute(select(facts.c.key).order_by(facts.c.id).limit(5_000)).scalars().all()
        texts = connection.execute(select(documents.c.key).order_by(documents.c.id).limit(5_000)).scalars().all()
        track = tracks_of(connection)[0].name
        # Days on which texts came, so that the briefs of both stores have something to tell.
        moments = connection.execute(select(versions.c.retrieved).distinct().limit(200)).scalars().all()
    days = sorted({moment[:10] for moment in moments})
    for n in range(calls):
        one = negotiation(chance.randrange(max(1, count // EACH)))
        day = (one.begins + timedelta(days=30)).isoformat()
        state = ("", f"party={one.sides[0]}", f"as_of={day}", f"track={track}")[n % 4]
        for page in ("/", "/timeline", "/contacts", "/contacts/graph", "/readouts", "/incidents", "/map", "/actors"):
            yield page, f"{page}?{state}"
        for page in ("/documents", "/review", "/review/list"):
            yield page, f"{page}?{state}"
        came = days[chance.randrange(len(days))]
        yield "/brief", f"/brief?since={came}&until={came}"
        yield "/search", f"/search?q={one.towns[n % len(one.towns)][0]}+truce"
        yield "/facts/KEY", f"/facts/{chance.choice(keys)}"
        yield "/documents/KEY", f"/documents/{chance.choice(texts)}"


def measure(ledger: Ledger, count: int, calls: int) -> dict[str, list[float]]:
    """Milliseconds of each page."""
    found: dict[str, list[float]] = {}
    with TestClient(make_desk(ledger), base_url="http://127.0.0.1:8400") as client:
        client.get("/")  # templates and models are loaded once
        for page, address in asked(ledger, count, calls):
            began = time.perf_counter()
            answer = client.get(address)
            spent = (time.perf_counter() - began) * 1000
            if answer.status_code != 200:
                raise SystemExit(f"{address}: {answer.status_code}\n{answer.text[:500]}")
            found.setdefault(page, []).append(spent)
    return found


def first_visit(ledger: Ledger) -> dict[str, int]:
    """Bytes of the overview and of each file that it needs, compressed."""
    with TestClient(make_desk(ledger), base_url="http://127.0.0.1:8400") as client:
        page = client.get("/")
        found = {"/": int(page.headers["content-length"])}
        for file in dict.fromkeys(_FILE.findall(page.text)):
            found[file.partition("?")[0]] = int(client.get(file.replace("&amp;", "&")).headers["content-length"])
    return found


def main() -> None:
    """Fill, measure, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("small", type=Path)
    parser.add_argument("large", type=Path)
    parser.add_argument("--documents", type=int, nargs=2, default=(1_000, 100_000))
    parser.add_argument("--calls", type=int, default=CALLS)
    given = parser.parse_args()
    few, many = given.documents
    with filled(given.small, few) as small, filled(given.large, many) as large:
        before, after = measure(small, few, given.calls), measure(large, many, given.calls)
        told = first_visit(large)
    print(f"{'page':20}{few:>10}{many:>10}  ratio   (median of {given.calls}, ms)    95th percentile")
    for page, times in after.items():
        one, two = statistics.median(before[page]), statistics.median(times)
        slow = sorted(times)[max(0, int(len(times) * 0.95) - 1)]
        print(f"{page:20}{one:10.1f}{two:10.1f}  {two / one:5.2f}{slow:45.1f}")
    size = sum(told.values())
    print(f"first visit: {size / 1024:.0f} KB of {FIRST // 1024}: {told}")


if __name__ == "__main__":
    main()
