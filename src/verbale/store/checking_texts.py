"""Checks of one version of a document: its hashes, readings, facts, words in the index, members of bundles."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, select

from verbale.record import Record, sha256
from verbale.store import search
from verbale.store.checking import Fault, Texts, spans_in, stands
from verbale.store.documents import unpacked
from verbale.store.restating import KEPT
from verbale.store.tables import appearances, bands, bundles, facts, members, readings, signatures, versions
from verbale.threads.copies import Signature, signature
from verbale.threads.days import day_of

ALWAYS_LINKED = frozenset({"statement", "proposal"})
SAMPLE = 4  # words at either end of a text by which it must be found


def version_faults(
    connection: Connection, document: Row[Any], version: Row[Any], current: frozenset[str], texts: Texts
) -> Iterator[Fault]:
    """What is wrong with a version; ``current`` are the keys of the facts of its document that hold."""
    place = f"document {document.key}, version {version.number}"
    for reason in _forgotten(connection, version) if version.forgotten else _whole(connection, document, version):
        yield Fault(place, reason)
    if version.forgotten:
        return
    rows = connection.execute(select(readings).where(readings.c.version_id == version.id).order_by(readings.c.id)).all()
    record: Record | None = None
    if len([row for row in rows if row.superseded is None]) != 1:
        yield Fault(place, "was stored by halves: it has no reading that holds, or several")
    for row in rows:
        read, wrong = _reading(row, version)
        if wrong:
            yield Fault(place, f"reading {row.id} {wrong}")
        record = read if row.superseded is None else record
    yield from _facts(connection, place, version, {row.id for row in rows}, record)
    yield from _members(connection, version, current, texts)


def _whole(connection: Connection, document: Row[Any], version: Row[Any]) -> Iterator[str]:
    if sha256(version.text) != version.sha256:
        yield "its text is not that of its hash"
    given = [version.published or "", ""]
    if version.digest not in [hashlib.sha256(f"{version.sha256}\x1f{one}".encode()).hexdigest() for one in given]:
        yield "its digest is not that of its hash and day"
    if document.url and document.key != "u:" + hashlib.sha256(document.url.strip().encode()).hexdigest()[:40]:
        yield "its key is not that of its address"
    day = day_of(version.published)
    if version.day != (day.isoformat() if day else None):
        yield "its day is not that of its publication"
    query = select(versions.c.id).where(versions.c.id == version.origin, versions.c.forgotten.is_(None))
    if version.origin is None or (version.origin != version.id and connection.execute(query).first() is None):
        yield "its origin is a text that there is not"
    if not _indexed(connection, version):
        yield "the search does not find its words"
    yield from _signed(connection, version)
    where = appearances.c.version_id == version.id
    for row in connection.execute(select(appearances.c.actor, appearances.c.span_end).where(where)):
        if row.span_end is not None and row.span_end > len(version.text):
            yield f"{row.actor} is named beyond its end"


def _signed(connection: Connection, version: Row[Any]) -> Iterator[str]:
    row = connection.execute(select(signatures).where(signatures.c.version_id == version.id)).first()
    if row is None:
        yield "was stored by halves: it has no signature"
        return
    made = signature(version.text)
    if Signature(bytes(row.minhash), row.shingles) != made:
        yield "its signature is that of another text"
    filed = connection.execute(select(bands.c.band).where(bands.c.version_id == version.id)).scalars()
    if set(filed) != set(made.bands()):
        yield "copies of it are not found: its bands are not those of its text"


def _indexed(connection: Connection, version: Row[Any]) -> bool:
    words = search.words_filed(version.title, version.text)
    sample = [words[:SAMPLE], words[-SAMPLE:]]
    return search.holds(connection, version.id, [phrase for phrase in sample if phrase])


def _forgotten(connection: Connection, version: Row[Any]) -> Iterator[str]:
    if version.text or version.title or version.original or version.changes:
        yield "is forgotten, but its words are kept"
    for table in (facts, readings, members, appearances, signatures, bands):
        if connection.execute(select(table.c.version_id).where(table.c.version_id == version.id).limit(1)).first():
            yield f"is forgotten, but {table.name} tell of it"


def _reading(row: Row[Any], version: Row[Any]) -> tuple[Record | None, str | None]:
    if hashlib.sha256(row.info.encode()).hexdigest() != row.reader:
        return None, "is not by the reader of its hash"
    try:
        record = unpacked(bytes(row.record), version.text)
    except Exception as error:  # whatever damage makes of zlib, JSON and the record's own checks
        return None, f"is no record of the text: {' '.join(str(error).split())[:160]}"
    if json.loads(row.info) != record.reader.model_dump(mode="json"):
        return record, "was made by another reader than it says"
    return record, None


def _facts(
    connection: Connection, place: str, version: Row[Any], own: set[int], record: Record | None
) -> Iterator[Fault]:
    words = " ".join(version.text.split())
    held: set[str] = set()
    for row in connection.execute(select(facts).where(facts.c.version_id == version.id).order_by(facts.c.id)):
        for reason in _fact(row, version, own, words):
            yield Fault(f"fact {row.key}", reason)
        if row.known_until is None and not row.local.endswith(KEPT):
            held.add(row.local)
    if record is None or version.superseded is not None:
        return
    told = {
        item.id for items in (record.statements, record.events, record.proposals, record.positions) for item in items
    }
    if told != held:
        missing, more = sorted(told - held)[:5], sorted(held - told)[:5]
        yield Fault(place, f"was stored by halves: facts that are missing {missing}, that nobody read {more}")


def _fact(row: Row[Any], version: Row[Any], own: set[int], words: str) -> Iterator[str]:
    if row.reading_id not in own:
        yield "is of a reading of another text"
    if row.document_id != version.document_id:
        yield "is of another document than its text"
    if row.known_until is not None and row.known_until < row.known_from:
        yield "was known until before it was known"
    if row.known_until is None and version.superseded is not None:
        yield "holds, though its text was replaced"
    if (row.made_by == "judgement") != (row.judged is not None) or (row.rejected and row.judged is None):
        yield "is judged by nobody, or by somebody unnamed"
    told = json.loads(row.data)
    if not told["evidence"]:
        yield "has no evidence"
    for span in spans_in(told):
        if not stands(span, version.text):
            yield f"its words do not stand in the text: {span['text'][:60]!r}"
    if told["sentence"].strip("…") not in words:
        yield f"its sentence is not of the text: {told['sentence'][:60]!r}"


def _members(connection: Connection, version: Row[Any], current: frozenset[str], texts: Texts) -> Iterator[Fault]:
    query = select(members, bundles.c.kind).join(bundles, bundles.c.id == members.c.bundle_id)
    linked: dict[str, int] = {}
    for row in connection.execute(query.where(members.c.version_id == version.id).order_by(members.c.id)):
        place = f"link of {row.fact_key} to {row.bundle_id}"
        item = json.loads(row.item)
        if (item["sha256"] if "sha256" in item else item["document"][1]) != version.sha256:
            yield Fault(place, "is of another text")
        for span in spans_in(item):
            if not stands(span, version.text):
                yield Fault(place, f"its words do not stand in the text: {span['text'][:60]!r}")
        if row.link is not None:
            told = json.loads(row.link)
            yield from (Fault(place, reason) for reason in texts.quotes(told))
            if (told["score"], int(told["certain"])) != (row.score, row.certain):
                yield Fault(place, "its score is not that of its reasons")
            if row.known_until is None and told["thread"] != row.bundle_id:
                yield Fault(place, f"its reasons are for {told['thread']}")
        if row.known_until is None:
            linked[row.fact_key] = linked.get(row.fact_key, 0) + 1
            if row.fact_key not in current:
                yield Fault(place, "is held, though the fact is told no more")
    held = select(facts.c.key, facts.c.kind).where(facts.c.version_id == version.id, facts.c.known_until.is_(None))
    for key, kind in connection.execute(held):
        count = linked.get(key, 0) or _elsewhere(connection, key)
        if count > 1 or (count == 0 and kind in ALWAYS_LINKED):
            yield Fault(f"fact {key}", f"is linked {count} times, not once")


def _elsewhere(connection: Connection, key: str) -> int:
    """How often a fact is linked that was read in an earlier version."""
    query = select(members.c.id).where(members.c.fact_key == key, members.c.known_until.is_(None))
    return len(connection.execute(query.limit(3)).all())
