"""Adding a record: one transaction that stores the document, its facts and their links, or nothing of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, insert, select, update

from verbale.record import Document, Record
from verbale.store import feed
from verbale.store.actors import file_names
from verbale.store.bundling import link_record, unlink
from verbale.store.copies import settle_origin
from verbale.store.documents import (
    Version,
    current_reader,
    document_key,
    find_versions,
    insert_reading,
    insert_version,
    reader_digest,
    same_version,
)
from verbale.store.facts import Fact, facts_of
from verbale.store.forgetting import bring_back, is_forgotten
from verbale.store.matching import Old, matched
from verbale.store.memory import parties_of
from verbale.store.memory import remember as learn
from verbale.store.merging import placed_as_judged
from verbale.store.restating import by_reader, evidence_words, outlive, restated
from verbale.store.search import index_text
from verbale.store.sql import chunks, upsert
from verbale.store.tables import appearances, facts, participants, versions
from verbale.store.tracking import file_version
from verbale.threads.copies import Signature
from verbale.threads.days import day_of
from verbale.threads.parties import Parties, called

Outcome = Literal["added", "corrected", "read again", "unchanged", "forgotten"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a document: its key, the number of its version, and how many facts are new, changed, gone."""

    document: str
    version: int
    outcome: Outcome
    new: int = 0
    changed: int = 0
    gone: int = 0


def outcome_of(connection: Connection, document: Document, reader: str | None = None) -> Outcome:
    """What adding a document would come to, by the reader with the digest ``reader`` (``None``: by any)."""
    known = find_versions(connection, document_key(document))
    if is_forgotten(connection, document, known):
        return "forgotten"
    version = same_version(document, known)
    if version is None:
        return "corrected" if known else "added"
    if reader is None or version.superseded or current_reader(connection, version.id) == reader:
        return "unchanged"
    return "read again"


def add_record(
    connection: Connection,
    record: Record,
    signature: Signature,
    retrieved: str | None,
    now: str,
    original: bytes | None = None,
    remember: bool = False,
    news: bool = True,
) -> Added:
    """Store a record. The same one twice changes nothing; a corrected text, or a reading by another reader, replaces
    the facts that it tells otherwise. What was forgotten is refused, or with ``remember`` added anew. Without ``news``
    the feed tells of the document alone. ``connection`` must be one of ``writing``."""
    document = record.document
    key = document_key(document)
    known = find_versions(connection, key)
    outcome = outcome_of(connection, document, reader_digest(record))
    if outcome == "forgotten":
        if not remember:
            return Added(key, known[-1].number if known else 0, outcome)
        bring_back(connection, known)
        known, outcome = [], "added"
    version = same_version(document, known)
    if version is not None and outcome == "unchanged":
        return Added(key, version.number, outcome)
    since = now
    if version is None:
        since = _known_from(retrieved, known, now)
        number = known[-1].number + 1 if known else 1
        version_id = insert_version(connection, document, known, since, now, original)
        index_text(connection, version_id, document.title, document.text)
        settle_origin(connection, version_id, _document_id(connection, version_id), signature)
    else:
        number, version_id = version.number, version.id
    reading = insert_reading(connection, version_id, record, since if version is None else now)
    feed.document(connection, key, number, outcome, document, version_id, now)
    counts = _store_facts(connection, record, key, version_id, reading, since, now, outcome == "read again", news)
    return Added(key, number, outcome, *counts)


def _known_from(retrieved: str | None, known: Sequence[Version], now: str) -> str:
    """When we knew a version: when it was retrieved, but not before the version that it replaces."""
    told = min(retrieved or now, now)
    return max(told, known[-1].retrieved) if known else told


def _document_id(connection: Connection, version: int) -> int:
    return int(connection.execute(select(versions.c.document_id).where(versions.c.id == version)).scalar_one())


def _store_facts(
    connection: Connection,
    record: Record,
    key: str,
    version: int,
    reading: int,
    since: str,
    now: str,
    again: bool,
    news: bool,
) -> tuple[int, int, int]:
    document_id = _document_id(connection, version)
    ours = record.model_copy(update={"document": record.document.model_copy(update={"id": key})})
    parties = parties_of(connection, ours)
    old = _current(connection, document_id)
    told = matched(facts_of(ours, key, parties), [_old(connection, row, old) for row in old["rows"]])
    known = {row.key: row for row in old["rows"]}
    place = {"document_id": document_id, "version_id": version, "reading_id": reading}
    new = [fact for fact in told if fact.key not in known]
    changed = [fact for fact in told if fact.key in known and not _same(known[fact.key], fact, version)]
    left = set(known) - {fact.key for fact in told}
    kept = outlive(connection, [known[one] for one in sorted(left)], place, record.document.text, since)
    gone = sorted(left - kept)
    source = feed.Source(key, version, now, since, feed.watch(connection, known) if news else {})
    close_facts(connection, [known[fact.key].id for fact in changed] + [known[one].id for one in gone], since)
    insert_facts(connection, [*new, *changed], place, since)
    unlink(connection, gone, since)
    linked = link_record(connection, ours, parties, {fact.local: fact.key for fact in told}, version, since)
    if not again:
        learn(connection, ours, parties)
        _appear(connection, ours, parties, version)
        file_names(connection, ours)
        file_version(connection, version)
    linked = placed_as_judged(connection, linked, since)
    restated(connection, [fact.key for fact in (*new, *changed)], since)
    differing = [fact for fact in changed if known[fact.key].digest != fact.digest()]
    if news:
        feed.facts(connection, new, differing, [known[one] for one in gone], linked, source)
    return len(new), len(differing), len(gone)


def _current(connection: Connection, document: int) -> dict[str, Any]:
    """The facts of a document that hold by its last reading, rejected ones and the machine's own under a judgement
    included, with their parties."""
    query = select(facts).where(facts.c.document_id == document, facts.c.known_until.is_(None))
    rows = connection.execute(query.order_by(facts.c.id)).all()
    by_fact: dict[int, set[str]] = {}
    for part in chunks([row.id for row in rows]):
        who = select(participants.c.fact_id, participants.c.party).where(participants.c.fact_id.in_(part))
        for fact, party in connection.execute(who):
            by_fact.setdefault(fact, set()).add(party)
    return {"rows": rows, "parties": by_fact}


def _old(connection: Connection, row: Any, old: dict[str, Any]) -> Old:
    """What matching compares: of a fact that a person corrected, what the machine had read."""
    who = frozenset(old["parties"].get(row.id, ()))
    machine = by_reader(connection, row.key) if row.made_by != "reader" else None
    if machine is not None:
        query = select(participants.c.party).where(participants.c.fact_id == machine.id)
        who = frozenset(connection.execute(query).scalars())
    return Old(row.key, row.kind, (machine or row).type, evidence_words(row.data), who)


def _same(row: Any, fact: Fact, version: int) -> bool:
    """Whether a stored revision says what a fact says, word for word and in the same place."""
    held = (row.made_by, row.version_id, row.local, row.data, row.digest)
    return bool(held == ("reader", version, fact.local, fact.json(), fact.digest()))


def close_facts(connection: Connection, ids: Iterable[int], known: str) -> None:
    """Close revisions: from ``known`` on they hold no more."""
    for part in chunks(sorted(ids)):
        connection.execute(update(facts).where(facts.c.id.in_(part)).values(known_until=known))


def insert_facts(connection: Connection, told: Sequence[Fact], place: dict[str, int], known: str) -> None:
    """Insert revisions of facts as a reader tells them."""
    if not told:
        return
    rows = [fact_row(fact) | place | {"known_from": known} for fact in told]
    connection.execute(insert(facts), rows)
    latest = select(facts.c.id).where(facts.c.reading_id == place["reading_id"]).order_by(facts.c.id.desc())
    ids = connection.execute(latest.limit(len(rows))).scalars().all()  # nobody else writes: they are ours, in order
    insert_participants(connection, zip(reversed(ids), told, strict=True))


def fact_row(fact: Fact) -> dict[str, Any]:
    """The columns of a fact that do not depend on where and when it is stored."""
    return {
        "key": fact.key,
        "kind": fact.kind,
        "local": fact.local,
        "type": fact.type,
        "mode": fact.mode,
        "status": fact.status,
        "day": fact.when.day,
        "begin": fact.when.begin,
        "until": fact.when.until,
        "precision": fact.when.precision,
        "place": fact.place,
        "country": fact.country,
        "lat": fact.lat,
        "lon": fact.lon,
        "confidence": fact.confidence,
        "digest": fact.digest(),
        "data": fact.json(),
        "made_by": "reader",
        "rejected": 0,
    }


def insert_participants(connection: Connection, told: Iterable[tuple[int, Fact]]) -> None:
    """Insert who takes part in revisions; beyond ``MANY`` in one fact the rest stands only in the record."""
    rows = [
        {
            "fact_id": id,
            "role": one.role,
            "actor": one.actor,
            "party": one.party,
            "kind": fact.kind,
            "day": fact.when.day,
        }
        for id, fact in told
        for one in fact.participants[:MANY]
    ]
    upsert(connection, participants, rows)


MANY = 40  # participants of one fact that are stored


def _appear(connection: Connection, record: Record, parties: Parties, version: int) -> None:
    """Who appears in a version, as what, and how often it speaks."""
    day = day_of(record.document.published)
    speaks = Counter(speaker for statement in record.statements for speaker in statement.speakers)
    rows: dict[tuple[Any, Any], dict[str, Any]] = {}
    for actor in record.actors:
        for belonging in parties.of(record, actor.id):
            row = {
                "version_id": version,
                "actor": actor.key[:200],
                "party": belonging.party.key[:200],
                "party_kind": belonging.party.kind,
                "name": called(actor)[:300],
                "kind": actor.kind,
                "country": actor.country,
                "role": actor.role,
                "day": day.isoformat() if day else None,
                "mentions": len(actor.mentions),
                "speaks": speaks[actor.id],
                "span_start": actor.mentions[0].start if actor.mentions else None,
                "span_end": actor.mentions[0].end if actor.mentions else None,
            }
            rows.setdefault((row["actor"], row["party"]), row)
    upsert(connection, appearances, list(rows.values()))
