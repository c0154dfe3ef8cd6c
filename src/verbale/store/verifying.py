"""Checking a whole store again: every hash, every span, every link, and that nothing is there by halves.

It goes through the store document by document and bundle by bundle, in bounded memory, and tells what is wrong and
where. Damage never stops it: what cannot be read is a fault like others.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Row, func, select, text
from sqlalchemy.exc import DatabaseError

from verbale.store.checking import Fault, Texts
from verbale.store.checking_bundles import bundle_faults
from verbale.store.checking_texts import version_faults
from verbale.store.decided import from_row
from verbale.store.ledger import Ledger
from verbale.store.merging import KINDS
from verbale.store.restating import OF_FACTS
from verbale.store.tables import bundles, changes, documents, facts, judgements, versions

BATCH = 100
LISTED = 50  # faults of one kind that the database itself tells

Tick = Callable[[int], None]

__all__ = ["Fault", "faults", "verify", "work"]


def work(connection: Connection) -> int:
    """How often ``faults`` will tick."""
    count = [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in (documents, bundles)]
    return sum(count)


def verify(ledger: Ledger, tick: Tick = lambda _: None) -> Iterator[Fault]:
    """The faults of a store, also of one whose file is damaged so that the database gives up on it."""
    try:
        with ledger.reading() as connection:
            yield from faults(connection, tick)
    except DatabaseError as error:
        yield Fault("file", f"the database gives up: {error.orig}")


def faults(connection: Connection, tick: Tick = lambda _: None) -> Iterator[Fault]:
    """All that is wrong, in the order of the store. ``tick`` is called with 1 for each document and each bundle."""
    if connection.dialect.name == "sqlite":
        yield from _file_faults(connection)
    texts = Texts(connection)
    for document in _each(connection, documents):
        yield from _safe(f"document {document.key}", _document_faults(connection, document, texts))
        tick(1)
    for bundle in _each(connection, bundles):
        yield from _safe(f"{bundle.kind} {bundle.id}", bundle_faults(connection, bundle, texts))
        tick(1)
    yield from _index_faults(connection)
    for judgement in _each(connection, judgements):
        yield from _safe(f"judgement {judgement.id}", _judgement_faults(connection, judgement))
    for change in _each(connection, changes):
        yield from _safe(f"change {change.id}", _change_faults(change))


def _each(connection: Connection, table: Any) -> Iterator[Row[Any]]:
    """All rows by their id, a few at a time."""
    query = select(table).order_by(table.c.id).limit(BATCH)
    rows = connection.execute(query).all()
    while rows:
        yield from rows
        rows = connection.execute(query.where(table.c.id > rows[-1].id)).all() if len(rows) == BATCH else []


def _safe(place: str, found: Iterator[Fault]) -> Iterator[Fault]:
    try:
        yield from found
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, zlib.error) as error:
        yield Fault(place, f"cannot be read: {type(error).__name__}: {' '.join(str(error).split())[:200]}")


def _file_faults(connection: Connection) -> Iterator[Fault]:
    for (told,) in connection.execute(text(f"PRAGMA integrity_check({LISTED})")):
        if told != "ok":
            yield Fault("file", str(told))
    for row in connection.execute(text("PRAGMA foreign_key_check")).fetchmany(LISTED):
        yield Fault("file", f"row {row[1]} of {row[0]} refers to a row of {row[2]} that there is not")


def _document_faults(connection: Connection, document: Row[Any], texts: Texts) -> Iterator[Fault]:
    place = f"document {document.key}"
    rows = connection.execute(
        select(versions).where(versions.c.document_id == document.id).order_by(versions.c.number)
    ).all()
    if not rows:
        yield Fault(place, "has no text: it was stored by halves")
    if rows and [row.number for row in rows] != [*range(rows[0].number, rows[0].number + len(rows))]:
        yield Fault(place, "its versions are not numbered one after the other")
    if [row.number for row in rows if row.superseded is None] != [row.number for row in rows][-1:]:
        yield Fault(place, "not the last version is the one that holds")
    held = select(facts.c.key, facts.c.id).where(facts.c.document_id == document.id, facts.c.known_until.is_(None))
    current: dict[str, int] = {}
    for key, id in connection.execute(held):
        if key in current:
            yield Fault(f"fact {key}", "two revisions hold at once")
        current[key] = id
    for row in rows:
        name = f"{place}, version {row.number}"
        yield from _safe(name, version_faults(connection, document, row, frozenset(current), texts))


def _index_faults(connection: Connection) -> Iterator[Fault]:
    told = connection.execute(text("SELECT count(*) FROM search")).scalar_one()
    wanted = select(func.count()).select_from(versions).where(versions.c.forgotten.is_(None))
    held = connection.execute(wanted).scalar_one()
    if told != held:
        yield Fault("search", f"holds the words of {told} texts; there are {held}")


def _judgement_faults(connection: Connection, row: Row[Any]) -> Iterator[Fault]:
    place, judgement = f"judgement {row.id}", from_row(row)
    if judgement.withdrawn is not None:
        query = select(facts.c.key).where(facts.c.key == judgement.target, facts.c.known_until.is_(None))
        if connection.execute(query.where(facts.c.judged == judgement.id)).first() is not None:
            yield Fault(place, f"was withdrawn, but {judgement.target} is told by it")
        return
    if judgement.subject == "fact" and judgement.verdict in OF_FACTS:
        yield from _of_fact(connection, place, judgement.id, judgement.target)
    elif judgement.subject in KINDS:
        own = (bundles if judgement.verdict == "merge" else facts).c
        key = own.id if judgement.verdict == "merge" else own.key
        if connection.execute(select(key).where(key == judgement.target).limit(1)).first() is None:
            yield Fault(place, f"is about {judgement.target}, which there is not")
        into = judgement.change["into"]
        if connection.execute(select(bundles.c.id).where(bundles.c.id == into)).first() is None:
            yield Fault(place, f"names {into}, which there is not")


def _of_fact(connection: Connection, place: str, id: int, target: str) -> Iterator[Fault]:
    query = select(facts.c.known_until, facts.c.judged).where(facts.c.key == target)
    row = connection.execute(query.order_by(facts.c.known_until.is_not(None), facts.c.id.desc()).limit(1)).first()
    if row is None:
        yield Fault(place, f"is about {target}, which there is not")
        return
    last = select(func.max(judgements.c.id)).where(
        judgements.c.subject == "fact", judgements.c.target == target, judgements.c.withdrawn.is_(None)
    )
    if row.known_until is None and connection.execute(last).scalar() == id and row.judged != id:
        yield Fault(place, f"decides on {target}, but that is not told by it")


def _change_faults(row: Row[Any]) -> Iterator[Fault]:
    if not isinstance(json.loads(row.data), dict):
        yield Fault(f"change {row.id}", "its data are none")
