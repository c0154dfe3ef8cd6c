"""Kill a process that fills a store, many times, and look what is left: ``python -m benchmarks.ledger.kills``.

Nothing may be lost, nothing doubled: after the last life the store holds what a store holds that was filled in peace.
"""

from __future__ import annotations

import argparse
import itertools
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from verbale.store import Ledger
from verbale.store.tables import facts, members, metadata, versions
from verbale.store.verifying import verify as check

LONGEST = 0.4  # seconds that a life lasts at most
MEAN = 0.06  # the same for each document that a life is to store
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Outcome:
    """What the lives came to: documents after each, and whether the store is that of a peaceful filling."""

    kills: int
    stored: tuple[int, ...]
    same: bool
    faults: tuple[str, ...]


def kill(store: str, peaceful: str, count: int, kills: int, seed: int = 1, longest: float = LONGEST) -> Outcome:
    """Kill ``kills`` lives of a filling of ``count`` documents, let the last finish, and compare with ``peaceful``."""
    chance = random.Random(seed)
    stored: list[int] = []
    done = 0
    while done < kills:
        process = subprocess.Popen(_command(store, count), stdout=subprocess.PIPE, cwd=ROOT)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0, longest))
        finished = process.poll() is not None
        process.kill()
        process.wait()
        process.stdout.close()
        stored.append(_count(store))
        if finished:
            break
        done += 1
    subprocess.run(_command(store, count), check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    fill_quietly(peaceful, count)
    faults = tuple(_rising(stored)) + tuple(verify(store))
    return Outcome(done, tuple(stored), contents(store) == contents(peaceful), faults)


def fill_quietly(store: str, count: int) -> None:
    """Fill a store in a process of its own that nobody kills."""
    subprocess.run(_command(store, count), check=True, stdout=subprocess.DEVNULL, cwd=ROOT)


def contents(store: str) -> dict[str, Any]:
    """What a store holds, without the numbers of its rows and the times at which it was written."""
    with Ledger.open(store) as ledger, ledger.reading() as connection:
        counts = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }
        keys = connection.execute(
            select(facts.c.key, facts.c.digest, facts.c.known_from, facts.c.known_until).order_by(
                facts.c.key, facts.c.id
            )
        )
        linked = connection.execute(
            select(members.c.fact_key, members.c.bundle_id, members.c.score).order_by(members.c.fact_key, members.c.id)
        )
        return {"counts": counts, "facts": [tuple(row) for row in keys], "links": [tuple(row) for row in linked]}


def verify(store: str) -> Iterator[str]:
    """The faults that ``verbale verify`` finds."""
    with Ledger.open(store) as ledger:
        yield from (str(fault) for fault in check(ledger))


def _rising(stored: list[int]) -> Iterator[str]:
    for before, after in itertools.pairwise(stored):
        if after < before:
            yield f"{before - after} documents were lost"


def _command(store: str, count: int) -> list[str]:
    return [sys.executable, "-m", "benchmarks.ledger.filling", store, str(count)]


def _count(store: str) -> int:
    with Ledger.open(store) as ledger, ledger.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(versions)).scalar_one())


def main() -> None:
    """Kill and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--kills", type=int, default=200)
    given = parser.parse_args()
    show: Callable[[str], None] = print
    with tempfile.TemporaryDirectory() as folder:
        longest = MEAN * given.documents / given.kills  # so that all lives are needed
        found = kill(f"{folder}/killed.db", f"{folder}/peaceful.db", given.documents, given.kills, longest=longest)
    show(f"{found.kills} kills; documents after each: {', '.join(map(str, found.stored))}")
    show("the same as a peaceful filling" if found.same else "NOT the same as a peaceful filling")
    for fault in found.faults:
        show(fault)
    sys.exit(0 if found.same and not found.faults else 1)


if __name__ == "__main__":
    main()
