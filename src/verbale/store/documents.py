"""Documents and their versions: what is the same article, what is a corrected one, and what is nothing new."""

from __future__ import annotations

import difflib
import hashlib
import json
import zlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, update

from verbale.record import Document, ReaderInfo, Record
from verbale.store.facts import dumps
from verbale.store.sql import insert_one
from verbale.store.tables import documents, readings, versions
from verbale.threads.days import day_of

CHANGED = 200  # differences kept between two versions
LONGEST = 4_000  # words of the part that differs, beyond which the whole part is one difference


@dataclass(frozen=True, slots=True)
class Version:
    """A stored version, as far as adding needs it."""

    id: int
    document_id: int
    number: int
    digest: str
    sha256: str
    retrieved: str
    superseded: str | None
    forgotten: str | None


def document_key(document: Document) -> str:
    """What makes a document one: its address; without one its id, outlet and text."""
    if document.url:
        return "u:" + _hash(document.url.strip())
    return "t:" + _hash("\x1f".join((document.id, document.publisher or "", document.sha256)))


def version_digest(document: Document) -> str:
    """What makes a version one: the text, and the day of publication where it is given."""
    given = document.published if document.published_origin != "text" else None
    return hashlib.sha256(f"{document.sha256}\x1f{given or ''}".encode()).hexdigest()


def reader_digest(record: Record) -> str:
    """What made a record."""
    return info_digest(record.reader)


def info_digest(info: ReaderInfo) -> str:
    """The name of a reader: of its version, profile, models and codebook."""
    return hashlib.sha256(info.model_dump_json().encode()).hexdigest()


def find_versions(connection: Connection, key: str) -> list[Version]:
    """The versions of a document, oldest first."""
    query = (
        select(*(versions.c[name] for name in Version.__dataclass_fields__))
        .join(documents, documents.c.id == versions.c.document_id)
        .where(documents.c.key == key)
        .order_by(versions.c.number)
    )
    return [Version(*row) for row in connection.execute(query)]


def same_version(document: Document, known: list[Version]) -> Version | None:
    """The version that a document is; one without a date is any with its text."""
    digest = version_digest(document)
    dated = document.published is not None and document.published_origin != "text"
    same = (one for one in known if one.digest == digest or (not dated and one.sha256 == document.sha256))
    return next(same, None)


def insert_version(
    connection: Connection,
    document: Document,
    known: list[Version],
    retrieved: str,
    added: str,
    original: bytes | None = None,
) -> int:
    """Store a version after those that are known; its id."""
    if known:
        document_id = known[-1].document_id
    else:
        named = {"key": document_key(document), "name": document.id, "url": document.url}
        document_id = insert_one(connection, documents, named)
    row: dict[str, Any] = {
        "document_id": document_id,
        "number": known[-1].number + 1 if known else 1,
        "digest": version_digest(document),
        "sha256": document.sha256,
        "text": document.text,
        "original": zlib.compress(original, 6) if original is not None else None,
        "title": document.title,
        "publisher": document.publisher,
        "kind": document.kind,
        "language": document.language,
        "published": document.published,
        "day": _day(document),
        "retrieved": retrieved,
        "added": added,
        "likeness": 1.0,
    }
    if known:
        before = connection.execute(select(versions.c.text).where(versions.c.id == known[-1].id)).scalar_one()
        row["changes"] = dumps(differences(before, document.text))
        old = update(versions).where(versions.c.document_id == document_id, versions.c.superseded.is_(None))
        connection.execute(old.values(superseded=retrieved))
    return insert_one(connection, versions, row)


def insert_reading(connection: Connection, version: int, record: Record, made: str) -> int:
    """Store what was read of a version, and close the reading before it."""
    old = update(readings).where(readings.c.version_id == version, readings.c.superseded.is_(None))
    connection.execute(old.values(superseded=made))
    row = {
        "version_id": version,
        "reader": reader_digest(record),
        "info": record.reader.model_dump_json(),
        "record": packed(record),
        "made": made,
    }
    return insert_one(connection, readings, row)


def current_reader(connection: Connection, version: int) -> str | None:
    """The digest of the reader whose facts of a version hold."""
    query = select(readings.c.reader).where(readings.c.version_id == version, readings.c.superseded.is_(None))
    return connection.execute(query.order_by(readings.c.id.desc()).limit(1)).scalar()


def packed(record: Record) -> bytes:
    """A record without its text, which the version has."""
    told = json.loads(record.to_json())
    del told["document"]["text"]
    return zlib.compress(dumps(told).encode(), 6)


def unpacked(data: bytes, text: str) -> Record:
    """The record of a text. Raises ``ValueError`` if they do not belong together."""
    told = json.loads(zlib.decompress(data))
    told["document"]["text"] = text
    return Record.model_validate(told)


def differences(old: str, new: str) -> list[tuple[str, str]]:
    """What a correction changed: pairs of old and new words, one of which may be empty."""
    before, after = old.split(), new.split()
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    before, after = before[start : len(before) - end], after[start : len(after) - end]
    if not before and not after:
        return []
    if max(len(before), len(after)) > LONGEST:
        return [(" ".join(before)[:20_000], " ".join(after)[:20_000])]
    codes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    found = [(" ".join(before[a:b]), " ".join(after[c:d])) for tag, a, b, c, d in codes if tag != "equal"]
    return found[:CHANGED]


def _day(document: Document) -> str | None:
    day = day_of(document.published)
    return day.isoformat() if day else None


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:40]
