"""Forgetting a document: its text and all words of it are erased, everywhere in the store; a tombstone is left.

The tombstone is the key of the document and, of each version, the hash of the text and the dates. By it the same
document, or the same text under another address, is refused until a person asks for it again (``bring_back``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, and_, delete, select, text, update

from verbale.record import Document
from verbale.store import feed
from verbale.store.bundling import detach, rebuild, rebuild_closed, refile
from verbale.store.documents import Version
from verbale.store.naming import names_told, unname
from verbale.store.search import unindex
from verbale.store.sql import chunks
from verbale.store.tables import (
    appearances,
    bands,
    bundles,
    changes,
    documents,
    facts,
    judgements,
    members,
    participants,
    readings,
    signatures,
    track_versions,
    versions,
)

BY = "forgotten"  # stands for the author where a judgement goes with its fact
NOTHING = "{}"


class ForgettingError(ValueError):
    """A document that there is not, or that is not told by what was given."""


def document_named(connection: Connection, given: str) -> int:
    """The number of the document with this key, address, or id as it was given. Raises ``ForgettingError``."""
    given = given.strip()
    for column in (documents.c.key, documents.c.url, documents.c.name):
        rows = connection.execute(select(documents.c.id, documents.c.key).where(column == given).limit(5)).all()
        if len(rows) == 1:
            return int(rows[0].id)
        if rows:
            raise ForgettingError(f"several documents are called {given!r}: {', '.join(row.key for row in rows)}")
    raise ForgettingError(f"there is no document {given!r}: give its key, its address or its id")


def is_forgotten(connection: Connection, document: Document, known: Sequence[Version]) -> bool:
    """Whether a tombstone stands for a document: of any of its versions, or of its text under another address."""
    if known:
        return any(version.forgotten for version in known)
    same = select(versions.c.id).where(versions.c.sha256 == document.sha256, versions.c.forgotten.is_not(None))
    return connection.execute(same.limit(1)).first() is not None


def bring_back(connection: Connection, known: Sequence[Version]) -> None:
    """Take the tombstones of a document away, so that it can be added as a new one."""
    ids = [version.id for version in known]
    if not ids:
        return
    connection.execute(update(changes).where(changes.c.version_id.in_(ids)).values(version_id=None))
    connection.execute(delete(versions).where(versions.c.id.in_(ids)))
    connection.execute(delete(documents).where(documents.c.id == known[0].document_id))


def forget(connection: Connection, document: int, now: str) -> str:
    """Erase a document; its key. ``scrub`` must follow, outside of the transaction, for nothing to be left in files."""
    key = str(connection.execute(select(documents.c.key).where(documents.c.id == document)).scalar_one())
    rows = connection.execute(select(versions).where(versions.c.document_id == document)).all()
    ids = [row.id for row in rows]
    if all(row.forgotten for row in rows):
        raise ForgettingError(f"{key} is forgotten already")
    keys = set(connection.execute(select(facts.c.key).where(facts.c.document_id == document)).scalars())
    touched = _bundles_of(connection, ids)
    said = _said(connection, ids)
    names = names_told(connection, ids)
    for row in rows:
        if not row.forgotten:
            unindex(connection, row.id, row.title, row.text)
    _move_origins(connection, ids)
    _delete(connection, document, ids)
    for bundle in touched:
        _tell_without(connection, bundle, key, now)
    unname(connection, names)
    _empty_feed(connection, key, ids, keys, touched, said)
    _let_judgements_go(connection, keys, now)
    erased = {"text": "", "title": None, "publisher": None, "original": None, "changes": None, "language": None}
    connection.execute(update(versions).where(versions.c.id.in_(ids)).values(**erased, forgotten=now, origin=None))
    connection.execute(update(documents).where(documents.c.id == document).values(name="", url=None))
    feed.append(connection, [feed.row_of(now, "document", "forgotten", key, {}, ids[-1])])
    return key


def scrub(engine: Engine) -> bool:
    """Write the database anew, so that no erased word is left in its files; false where others were using it, and it
    has to be done again."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM (FULL)"))
        return True
    engine.dispose()
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("INSERT INTO search (search) VALUES ('optimize')")
        cursor.execute("VACUUM")
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return not busy
    finally:
        raw.close()


def _bundles_of(connection: Connection, ids: Sequence[int]) -> list[str]:
    found: set[str] = set()
    for part in chunks(ids):
        query = select(members.c.bundle_id).where(members.c.version_id.in_(part)).distinct()
        found |= set(connection.execute(query).scalars())
    return sorted(found)


def _said(connection: Connection, ids: Sequence[int]) -> frozenset[str]:
    """What the feed may quote of some versions: sentences, labels and conditions, as long as it keeps them."""
    said: set[str] = set()
    for part in chunks(ids):
        for data in connection.execute(select(facts.c.data).where(facts.c.version_id.in_(part))).scalars():
            told = json.loads(data)
            said |= {str(told["sentence"])[: feed.SHOWN], str(told.get("label") or "")[: feed.NAME]}
            said |= {span["text"][: feed.NAME] for span in told.get("conditions", ())}
    return frozenset(said - {""})


def _move_origins(connection: Connection, ids: Sequence[int]) -> None:
    """Let the copies of a text have the first of them as their origin."""
    where = and_(versions.c.origin.in_(ids), versions.c.id.not_in(ids))
    first = connection.execute(select(versions.c.id).where(where).order_by(versions.c.id).limit(1)).scalar()
    if first is not None:
        connection.execute(update(versions).where(where).values(origin=first))


def _delete(connection: Connection, document: int, ids: Sequence[int]) -> None:
    own = select(facts.c.id).where(facts.c.document_id == document)
    connection.execute(delete(participants).where(participants.c.fact_id.in_(own)))
    connection.execute(delete(facts).where(facts.c.document_id == document))
    for table in (members, readings, appearances, signatures, bands, track_versions):
        for part in chunks(ids):
            connection.execute(delete(table).where(table.c.version_id.in_(part)))


def _tell_without(connection: Connection, bundle: str, key: str, now: str) -> None:
    """Make a bundle of its other members, in whose links nothing of the document is quoted."""
    rows = connection.execute(select(members).where(members.c.bundle_id == bundle)).all()
    for row in rows:
        if row.link and (cleaned := _unquoted(row.link, key)) != row.link:
            connection.execute(update(members).where(members.c.id == row.id).values(link=cleaned))
    if not rows:
        detach(connection, bundle, now)
        refile(connection, bundle, nothing=True)
        connection.execute(delete(bundles).where(bundles.c.id == bundle))
    elif any(row.known_until is None for row in rows):
        rebuild(connection, bundle, now)
        refile(connection, bundle)
    else:
        rebuild_closed(connection, bundle, now)
        refile(connection, bundle)


def _unquoted(link: str, key: str) -> str:
    """A link without the words of a document."""
    told = json.loads(link)
    for reason in told["reasons"]:
        for side in ("here", "there"):
            reason[side] = [quote for quote in reason.get(side, ()) if quote["document"] != key]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _empty_feed(
    connection: Connection,
    key: str,
    ids: Sequence[int],
    keys: Iterable[str],
    touched: Iterable[str],
    said: frozenset[str],
) -> None:
    """Empty the changes that the document made, and those that quote it; their numbers stay."""
    connection.execute(update(changes).where(changes.c.version_id.in_(ids)).values(data=NOTHING))
    for part in chunks(sorted({key, *keys})):
        connection.execute(update(changes).where(changes.c.subject.in_(part)).values(data=NOTHING))
    for part in chunks(sorted(touched)):
        query = select(changes.c.id, changes.c.data).where(changes.c.subject.in_(part), changes.c.data != NOTHING)
        quoting = [row.id for row in connection.execute(query) if _quotes(json.loads(row.data), said)]
        for some in chunks(quoting):
            connection.execute(update(changes).where(changes.c.id.in_(some)).values(data=NOTHING))


def _quotes(told: Any, said: frozenset[str]) -> bool:
    if isinstance(told, dict):
        return any(_quotes(value, said) for value in told.values())
    if isinstance(told, list):
        return any(_quotes(value, said) for value in told)
    return isinstance(told, str) and told in said


def _let_judgements_go(connection: Connection, keys: Iterable[str], now: str) -> None:
    """Judgements of facts that there are no more: who judged, and when, stays."""
    for part in chunks(sorted(keys)):
        about = judgements.c.target.in_(part)
        connection.execute(update(judgements).where(about).values(change=None, reason=None))
        held = and_(about, judgements.c.withdrawn.is_(None))
        connection.execute(update(judgements).where(held).values(withdrawn=now, withdrawn_by=BY))
