"""Contacts, incidents and statements in the making, while all are linked anew: outside the store, in bounded memory."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Iterable
from types import TracebackType
from typing import Self

from verbale.threads.blocks import blocks, sought
from verbale.threads.bundles import Bundle
from verbale.threads.gathering import CANDIDATES
from verbale.threads.sights import Sight

KEPT = 20_000  # bundles that are kept unpacked


class Scratch:
    """Bundles under their keys, in a temporary file that ends with the process. To be used with ``with``."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;"
            "CREATE TABLE states (id TEXT PRIMARY KEY, state TEXT) WITHOUT ROWID;"
            "CREATE TABLE filed (key TEXT, id TEXT, last TEXT, PRIMARY KEY (key, id)) WITHOUT ROWID;"
            "CREATE INDEX ix_filed ON filed (key, last DESC, id);"
        )
        self._states: OrderedDict[str, Bundle] = OrderedDict()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def get(self, id: str) -> Bundle | None:
        """A bundle as it stands."""
        if (known := self._states.get(id)) is not None:
            self._states.move_to_end(id)
            return known
        row = self._file.execute("SELECT state FROM states WHERE id = ?", (id,)).fetchone()
        return Bundle.model_validate_json(row[0]) if row is not None else None

    def put(self, bundle: Bundle, sight: Sight) -> None:
        """Keep what a bundle has become by a sight, found under the keys of that too."""
        self._states[bundle.id] = bundle
        self._states.move_to_end(bundle.id)
        if len(self._states) > KEPT:
            self._states.popitem(last=False)
        self._file.execute("INSERT OR REPLACE INTO states VALUES (?, ?)", (bundle.id, bundle.model_dump_json()))
        last = bundle.last.isoformat() if bundle.last else ""
        rows = [(f"{sight.kind}|{key}", bundle.id, last) for key in blocks(sight)]
        self._file.executemany("INSERT OR REPLACE INTO filed VALUES (?, ?, ?)", rows)

    def candidates(self, sight: Sight) -> Iterable[Bundle]:
        """The bundles that share a key with a sight, those of each key of which texts spoke last."""
        ids: dict[str, None] = {}
        query = "SELECT id FROM filed WHERE key = ? ORDER BY last DESC, id LIMIT ?"
        for key in sought(sight):
            rows = self._file.execute(query, (f"{sight.kind}|{key}", CANDIDATES))
            ids.update(dict.fromkeys(row[0] for row in rows))
        return [found for id in ids if (found := self.get(id)) is not None]
