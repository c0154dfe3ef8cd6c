"""A process that fills a store and may be killed: ``python -m benchmarks.ledger.filling STORE COUNT``.

It adds the first COUNT made-up dispatches that the store does not hold yet, each in its transaction, and says *ready*
when it begins and *done* when nothing is left.
"""

from __future__ import annotations

import sys

from benchmarks.ledger.dispatches import dispatches
from verbale.store import Ledger
from verbale.store.adding import Added
from verbale.threads.copies import signature


def fill(store: str, count: int) -> list[Added]:
    """Add what is missing."""
    records = list(dispatches(count))
    with Ledger.open(store) as ledger:
        signature("what is loaded once is loaded now")
        print("ready", flush=True)
        return [
            ledger.add(record, retrieved=f"{record.document.published}T09:00:00Z")
            for record in records
            if ledger.outcome(record.document) != "unchanged"
        ]


if __name__ == "__main__":
    fill(sys.argv[1], int(sys.argv[2]))
    print("done", flush=True)
