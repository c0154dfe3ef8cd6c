"""The ledger: what a team keeps of a negotiation, in one file or on a server.

``Ledger.open`` brings a store up to date; ``add`` takes records in, one transaction a document, so that a process may
be killed at any moment; ``reading`` hands out connections that see one state. The views are in ``verbale.views``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from verbale.record import Document, Record
from verbale.store.adding import Added, Outcome, add_record, outcome_of
from verbale.store.clock import Clock, moment_given, now
from verbale.store.engine import open_engine, reading, writing
from verbale.threads.copies import signature


class Ledger:
    """A store that is open."""

    def __init__(self, engine: Engine, clock: Clock = now) -> None:
        self.engine = engine
        self.clock = clock

    @classmethod
    def open(cls, store: str | Path, *, create: bool = True, clock: Clock = now) -> Ledger:
        """Open a path (SQLite) or ``postgresql://…``. Raises ``StoreError``."""
        return cls(open_engine(store, create=create), clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store."""
        with reading(self.engine) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection on which nobody else writes meanwhile."""
        with writing(self.engine) as connection:
            yield connection

    def outcome(self, document: Document, reader: str | None = None) -> Outcome:
        """What adding a document would come to, without reading it: ``unchanged`` need not be read."""
        with self.reading() as connection:
            return outcome_of(connection, document, reader)

    def add(
        self, record: Record, *, retrieved: str | None = None, original: bytes | None = None, remember: bool = False
    ) -> Added:
        """Store a record in a transaction of its own. ``retrieved`` (ISO 8601) is when its text was fetched, by default
        now; ``original`` is what the text was extracted from; ``remember`` adds what was forgotten anew."""
        made, when = signature(record.document.text), moment_given(retrieved) if retrieved else None
        with self.writing() as connection:
            return add_record(connection, record, made, when, self.clock(), original, remember)

    def add_all(self, records: Iterable[Record], *, retrieved: str | None = None, news: bool = True) -> list[Added]:
        """Store records in one transaction: all of them or none. An archive is loaded faster so, and without ``news``,
        which a feed has no use for."""
        when = moment_given(retrieved) if retrieved else None
        made = [(record, signature(record.document.text)) for record in records]
        with self.writing() as connection:
            return [add_record(connection, one, sign, when, self.clock(), news=news) for one, sign in made]
