"""The texts of a store: lists of them, and one with all that was read in it, its versions, origin and copies."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, exists, func, or_, select
from sqlalchemy.sql import ColumnElement

from verbale.store.aliases import aliases_of
from verbale.store.listing import few_texts, published_in, texts_in
from verbale.store.query import Scope, StoredFact, facts_by_id, facts_named, known
from verbale.store.sighted import Text, texts_of
from verbale.store.sql import chunks, latest_first
from verbale.store.tables import appearances, documents, facts, track_versions, tracks, versions
from verbale.views.voices import told_of

COPIES = 40  # of one text that are listed
NOTES = 100
CHANGES = 40  # differences of two versions that are shown
WORDS = 160  # characters of one


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A text in a list: the number of its version, how many there are, how many other texts have the same origin, and
    how many facts it tells."""

    text: Text
    number: int
    versions: int
    copies: int
    facts: int


@dataclass(frozen=True, slots=True)
class DocumentList:
    """Texts, the latest first; ``after`` asks for those that follow, ``None`` at the end."""

    rows: tuple[DocumentRow, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version of a document; ``changes`` are old and new words against the version before."""

    number: int
    retrieved: str
    superseded: str | None
    published: str | None
    title: str | None
    changes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why something in the record is blank or doubtful."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Quality:
    """How well a text came through: the chance of machine translation, 0 to 1, and the number of damaged places."""

    machine_translated: float
    truncated: bool
    glitches: int


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One version of a document with its text. ``origin`` is the text of which it is a copy; ``copies`` are others of
    the same origin, of ``copies_in_all``."""

    key: str
    text: Text
    body: str
    number: int
    published: str | None
    published_origin: str | None
    retrieved: str
    superseded: str | None
    likeness: float
    origin: Text | None
    copies: tuple[Text, ...]
    copies_in_all: int
    versions: tuple[VersionRow, ...]
    tracks: tuple[str, ...]
    quality: Quality
    doubts: tuple[Doubt, ...]
    reader: str | None


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a document that was forgotten: when, and the hashes of its texts."""

    key: str
    forgotten: str
    hashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A fact in a text, as far as marking it needs: where the words stand on which it rests."""

    id: int
    key: str
    kind: str
    spans: tuple[tuple[int, int], ...]
    rejected: bool


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact of a text in a few words; ``start`` is where its words begin."""

    key: str
    kind: str
    who: tuple[str, ...]
    others: tuple[str, ...]
    what: str
    status: str | None
    begin: str | None
    until: str | None
    precision: str
    words: str
    start: int
    confidence: float
    judged: bool
    rejected: bool


def documents_in(
    connection: Connection, scope: Scope, *, publisher: str = "", kind: str = "", after: str = ""
) -> DocumentList:
    """The texts of a scope, at most ``scope.limit``; ``publisher`` is a part of the outlet's name, ``kind`` that of the
    document, ``after`` where a list before it ended. Raises ``ValueError`` for an ``after`` that is none."""
    where = [*texts_in(scope), *published_in(scope)]
    if kind:
        where.append(versions.c.kind == kind)
    if publisher.strip():
        where.append(func.lower(versions.c.publisher).contains(publisher.strip().lower(), autoescape=True))
    if scope.parties:
        keys = aliases_of(connection, scope.merged).widened(scope.parties)
        named = select(appearances.c.version_id).where(
            appearances.c.version_id == versions.c.id,
            or_(appearances.c.party.in_(keys), appearances.c.actor.in_(keys)),
        )
        where.append(exists(named))
    found = _page(connection, scope, where, _place(after))
    shown = found[: scope.limit]
    last = shown[-1] if len(found) > scope.limit else None
    return DocumentList(_rows(connection, scope, shown), f"{last.day or ''}.{last.id}" if last is not None else None)


def document_of(
    connection: Connection, key: str, scope: Scope, number: int | None = None
) -> DocumentView | Tombstone | None:
    """A document by its key: the version with a number, else the one known by the scope's moment (the last one where it
    was not known yet). ``None`` if there is none."""
    columns = [column for column in versions.c if column.name not in ("original", "text", "changes")]
    query: Select[Any] = select(*columns, documents.c.key)
    query = query.join(documents, documents.c.id == versions.c.document_id)
    rows = connection.execute(query.where(documents.c.key == key).order_by(versions.c.number)).all()
    if not rows:
        return None
    if all(row.forgotten for row in rows):
        return Tombstone(key, rows[-1].forgotten, tuple(row.sha256 for row in rows))
    rows = [row for row in rows if not row.forgotten]
    then = [row for row in rows if row.retrieved <= scope.moment] or rows
    row = next((one for one in rows if one.number == number), None) if number is not None else then[-1]
    return _view(connection, row, rows) if row is not None else None


def claims_in(connection: Connection, version: int, superseded: str | None, scope: Scope) -> tuple[Claimed, ...]:
    """The facts of a version that hold, of an old version those that held to its end; by their place in the text."""
    when: list[ColumnElement[bool]] = known(facts, scope)
    if superseded is not None and scope.moment >= superseded:
        when = [or_(facts.c.known_until.is_(None), facts.c.known_until >= superseded)]
    query = select(facts.c.id, facts.c.key, facts.c.kind, facts.c.data, facts.c.rejected)
    rows = connection.execute(query.where(facts.c.version_id == version, *when).order_by(facts.c.id)).all()
    found = {
        row.key: Claimed(
            id=row.id,
            key=row.key,
            kind=row.kind,
            spans=tuple((span["start"], span["end"]) for span in json.loads(row.data)["evidence"]),
            rejected=bool(row.rejected),
        )
        for row in rows
    }
    return tuple(sorted(found.values(), key=lambda one: (min(one.spans, default=(0, 0)), one.id)))


def lines_in(connection: Connection, claims: Iterable[Claimed], scope: Scope) -> tuple[FactLine, ...]:
    """Some facts in a few words, in the order given."""
    wanted = [*claims]
    told = facts_by_id(connection, [one.id for one in wanted], scope)
    proposals = {str(one.data["proposal"]) for one in told.values() if one.data.get("proposal")}
    labels = {one.key: str(one.data.get("label") or "") for one in facts_named(connection, proposals, scope)}
    return tuple(_line(told[one.id], labels) for one in wanted if one.id in told)


def _line(fact: StoredFact, labels: dict[str, str]) -> FactLine:
    who = fact.names("speaker", "source", "by", "party")
    what = fact.data.get("label") or fact.type or fact.mode or fact.kind
    if fact.kind == "position":
        what = labels.get(str(fact.data.get("proposal")), "")
    elif fact.kind not in ("statement", "proposal"):
        what = fact.mode or str(fact.type or fact.kind).lower()
    return FactLine(
        key=fact.key,
        kind=fact.kind,
        who=who,
        others=tuple(one for one in fact.names() if one not in who),
        what=str(what),
        status=fact.status,
        begin=fact.begin,
        until=fact.until,
        precision=fact.precision,
        words=" … ".join(words for _, _, words in fact.evidence)[: WORDS * 2],
        start=min((start for start, _, _ in fact.evidence), default=0),
        confidence=fact.confidence,
        judged=fact.judged is not None,
        rejected=fact.rejected,
    )


def _place(after: str) -> tuple[str, int] | None:
    if not after:
        return None
    day, _, id = after.rpartition(".")
    if not (id.isascii() and id.isdigit() and len(id) < 16):
        raise ValueError(f"{after!r} is no place in a list of texts")
    return day, int(id)


def _page(
    connection: Connection, scope: Scope, where: Sequence[ColumnElement[bool]], after: tuple[str, int] | None
) -> list[Row[Any]]:
    """Versions with their days, one more than a page has: dated ones first, as the index of days has them."""
    few = few_texts(connection, scope)
    columns: Select[Any] = select(versions.c.id, versions.c.day)
    if few is not None:
        rows = [
            row for part in chunks(few) for row in connection.execute(columns.where(versions.c.id.in_(part), *where))
        ]
        rows.sort(key=lambda row: (row.day or "", row.id), reverse=True)
        return [row for row in rows if after is None or (row.day or "", row.id) < after][: scope.limit + 1]
    day, id = versions.c.day, versions.c.id
    found: list[Row[Any]] = []
    if after is None or after[0]:
        later = [day <= after[0], or_(day < after[0], id < after[1])] if after is not None else []
        query = columns.where(day.is_not(None), *where, *later).order_by(latest_first(day), id.desc())
        found += connection.execute(query.limit(scope.limit + 1)).all()
    if len(found) <= scope.limit and scope.since is None and scope.last is None:
        rest = [id < after[1]] if after is not None and not after[0] else []
        query = columns.where(day.is_(None), *where, *rest).order_by(id.desc())
        found += connection.execute(query.limit(scope.limit + 1 - len(found))).all()
    return found


def _rows(connection: Connection, scope: Scope, shown: Sequence[Row[Any]]) -> tuple[DocumentRow, ...]:
    ids = [row.id for row in shown]
    texts = texts_of(connection, ids)
    origins = _counted(connection, versions.c.origin, [text.origin for text in texts.values()], _current())
    told = _counted(connection, facts.c.version_id, ids, and_(facts.c.rejected == 0, *known(facts, scope)))
    columns = select(versions.c.id, versions.c.number, versions.c.document_id).where(versions.c.id.in_(ids))
    numbers = {row.id: row for row in connection.execute(columns)} if ids else {}
    wanted = [row.document_id for row in numbers.values()]
    made = _counted(connection, versions.c.document_id, wanted, versions.c.forgotten.is_(None))
    return tuple(
        DocumentRow(
            text=texts[id],
            number=numbers[id].number,
            versions=made.get(numbers[id].document_id, 1),
            copies=max(0, origins.get(texts[id].origin, 1) - 1),
            facts=told.get(id, 0),
        )
        for id in ids
    )


def _counted(connection: Connection, column: Any, values: Iterable[int], where: ColumnElement[bool]) -> dict[int, int]:
    found: dict[int, int] = {}
    for part in chunks(sorted(set(values))):
        query = select(column, func.count()).where(column.in_(part), where).group_by(column)
        found |= {row[0]: row[1] for row in connection.execute(query)}
    return found


def _current() -> ColumnElement[bool]:
    return and_(versions.c.superseded.is_(None), versions.c.forgotten.is_(None))


def _view(connection: Connection, row: Row[Any], rows: Sequence[Row[Any]]) -> DocumentView:
    record = told_of(connection, row.id)
    quality = record.get("document", {}).get("quality", {})
    where = and_(versions.c.origin == row.origin, versions.c.document_id != row.document_id, _current())
    ids = connection.execute(select(versions.c.id).where(where).order_by(versions.c.id).limit(COPIES)).scalars().all()
    texts = texts_of(connection, [row.id, *ids, row.origin or row.id])
    origin = texts.get(row.origin) if row.origin and row.origin not in {one.id for one in rows} else None
    body = connection.execute(select(versions.c.text).where(versions.c.id == row.id)).scalar_one()
    of_track = select(tracks.c.name).join(track_versions, track_versions.c.track_id == tracks.c.id)
    named = connection.execute(of_track.where(track_versions.c.version_id == row.id).order_by(tracks.c.name))
    return DocumentView(
        key=row.key,
        text=texts[row.id],
        body=str(body),
        number=row.number,
        published=row.published,
        published_origin=record.get("document", {}).get("published_origin"),
        retrieved=row.retrieved,
        superseded=row.superseded,
        likeness=row.likeness,
        origin=origin,
        copies=tuple(texts[id] for id in ids if origin is None or id != row.origin),
        copies_in_all=int(connection.execute(select(func.count()).select_from(versions).where(where)).scalar_one()),
        versions=_versions(connection, rows),
        tracks=tuple(named.scalars()),
        quality=Quality(
            machine_translated=quality.get("machine_translated", 0.0),
            truncated=bool(quality.get("truncated")),
            glitches=len(quality.get("glitches", ())),
        ),
        doubts=tuple(Doubt(one["path"], one["reason"]) for one in record.get("notes", ())[:NOTES]),
        reader=record.get("reader", {}).get("version"),
    )


def _versions(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[VersionRow, ...]:
    found = []
    for row in rows[-NOTES:]:
        told = connection.execute(select(versions.c.changes).where(versions.c.id == row.id)).scalar()
        pairs = json.loads(told)[:CHANGES] if told else []
        changes = tuple((str(old)[:WORDS], str(new)[:WORDS]) for old, new in pairs)
        found.append(VersionRow(row.number, row.retrieved, row.superseded, row.published, row.title, changes))
    return tuple(found)
