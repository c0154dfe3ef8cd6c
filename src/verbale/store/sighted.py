"""The members of contacts, incidents and statements as they were known, with what a person judged put in place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from sqlalchemy import Connection, Row, func, select

from verbale.record import Status
from verbale.store.aliases import aliases_of, merged_sight
from verbale.store.query import Scope, known
from verbale.store.sql import chunks, earliest_first, latest_first
from verbale.store.tables import documents, facts, judgements, members, participants, versions
from verbale.threads.sights import Sight, Voice, Where

MOST = 60  # texts of one bundle that are looked at, the latest
STATUSES = frozenset(get_args(Status))
EXACT = frozenset({"day", "week", "month"})  # precisions of which a sight keeps the days


@dataclass(frozen=True, slots=True)
class Mark:
    """That a person judged a fact: ``verdict`` is confirm, reject or correct."""

    fact: str
    judgement: int
    verdict: str
    author: str
    made: str


@dataclass(frozen=True, slots=True)
class Text:
    """The text that tells a fact. ``copy`` is true where it is a copy of another; texts with the same ``origin`` are
    copies of one."""

    document: str
    name: str
    title: str | None
    publisher: str | None
    url: str | None
    kind: str
    language: str | None
    told: str | None
    version: int
    origin: int

    @property
    def copy(self) -> bool:
        return self.origin != self.version

    @property
    def outlet(self) -> str:
        """Whom a reader names as the source."""
        return self.publisher or self.name


@dataclass(frozen=True, slots=True)
class Telling:
    """One member of a bundle: what a text tells, and how sure it is that it means the same."""

    fact: str
    sight: Sight
    text: Text
    score: float
    certain: bool
    judged: Mark | None


def sighted(connection: Connection, bundles: Iterable[str], scope: Scope, most: int = MOST) -> dict[str, list[Telling]]:
    """The members of some bundles by publication, the latest ``most`` of each; rejected facts are left out."""
    rows = _members(connection, sorted(set(bundles)), scope, most)
    judged = _judged(connection, [row.fact_key for row in rows], scope)
    marks = marks_of(connection, [row.judged for row in judged.values()])
    who = _participants(connection, [row.id for row in judged.values()])
    texts = texts_of(connection, [row.version_id for row in rows])
    merged = aliases_of(connection, scope.merged)
    found: dict[str, list[Telling]] = {}
    for row in rows:
        sight, fact = Sight.model_validate_json(row.item), judged.get(row.fact_key)
        mark = None
        if fact is not None:
            if fact.rejected:
                continue
            sight = patched(sight, fact, who.get(fact.id, ()))
            mark = marks[fact.judged].of(row.fact_key) if fact.judged in marks else None
        telling = Telling(
            row.fact_key, merged_sight(sight, merged), texts[row.version_id], row.score, bool(row.certain), mark
        )
        found.setdefault(row.bundle_id, []).append(telling)
    return found


def patched(sight: Sight, fact: Row[Any], who: Sequence[Row[Any]]) -> Sight:
    """A sight with what a person corrected; ``fact`` is the revision that stands on the judgement."""
    data = json.loads(fact.data)
    names: list[str] = data.get("corrected", [])
    told: dict[str, Any] = {}
    if {"type", "mode"} & set(names):
        told |= {"type": fact.type or sight.type, "mode": fact.mode}
    if "status" in names and fact.status in STATUSES:
        told |= {"status": fact.status, "denied": fact.status == "denied"}
    if "date" in names:
        told |= {"days": _days(fact), "anew": None, "late": False}
    if {"place", "country"} & set(names):
        told["place"] = Where(name=fact.place, country=fact.country, lat=fact.lat, lon=fact.lon) if fact.place else None
    told |= {name: data[name] for name in ("killed", "injured") if name in names}
    return sight.model_copy(update=told | _roles(names, who))


def _roles(names: Sequence[str], who: Sequence[Row[Any]]) -> dict[str, Any]:
    """Who takes part by a correction; persons that the text names are no more told apart."""
    if not {"source", "target", "speaker", "host", "mediator"} & set(names):
        return {}
    by_role: dict[str, dict[str, None]] = {}
    for one in who:
        by_role.setdefault(one.role, {})[one.party] = None
    speakers = tuple(by_role.get("speaker", ()))
    if "speaker" in names:
        voices = tuple(Voice(name=one.actor, party=one.party) for one in who if one.role == "speaker")
        return {"parties": speakers, "people": {}, "said_by": voices}
    doers, targets = tuple(by_role.get("source", ())), tuple(by_role.get("target", ()))
    told: dict[str, Any] = {"beside": tuple({**by_role.get("host", {}), **by_role.get("mediator", {})})}
    if {"source", "target"} & set(names):
        told |= {"parties": tuple(dict.fromkeys((*doers, *targets))), "doers": doers, "targets": targets, "people": {}}
    return told


def _days(fact: Row[Any]) -> tuple[date, date] | None:
    if fact.precision not in EXACT or not fact.begin or not fact.until:
        return None
    return date.fromisoformat(fact.begin), date.fromisoformat(fact.until)


def texts_of(connection: Connection, ids: Iterable[int]) -> dict[int, Text]:
    """The texts of some versions."""
    columns = (
        documents.c.key.label("document"),
        documents.c.name,
        *(versions.c[name] for name in ("title", "publisher", "kind", "language", "origin", "id")),
        versions.c.day.label("told"),
        documents.c.url,
    )
    found: dict[int, Text] = {}
    for part in chunks(sorted(set(ids))):
        query = select(*columns).join(documents, documents.c.id == versions.c.document_id)
        for row in connection.execute(query.where(versions.c.id.in_(part))):
            found[row.id] = Text(
                document=row.document,
                name=row.name,
                title=row.title,
                publisher=row.publisher,
                url=row.url,
                kind=row.kind,
                language=row.language,
                told=row.told,
                version=row.id,
                origin=row.origin or row.id,
            )
    return found


@dataclass(frozen=True, slots=True)
class Judgement:
    """Who judged, and what."""

    id: int
    verdict: str
    author: str
    made: str

    def of(self, fact: str) -> Mark:
        """The mark on one fact."""
        return Mark(fact, self.id, self.verdict, self.author, self.made)


def marks_of(connection: Connection, ids: Iterable[int | None]) -> dict[int | None, Judgement]:
    """Some judgements by their number."""
    found: dict[int | None, Judgement] = {}
    for part in chunks(sorted({id for id in ids if id is not None})):
        columns = (judgements.c.id, judgements.c.verdict, judgements.c.author, judgements.c.made)
        for row in connection.execute(select(*columns).where(judgements.c.id.in_(part))):
            found[row.id] = Judgement(*row)
    return found


def _members(connection: Connection, ids: Sequence[str], scope: Scope, most: int) -> list[Row[Any]]:
    """Rows of ``members``, those of one bundle by publication."""
    place = func.row_number().over(
        partition_by=members.c.bundle_id, order_by=(latest_first(members.c.day), members.c.id.desc())
    )
    rows: list[Row[Any]] = []
    for part in chunks(ids):
        own = select(members.c.id, place.label("place")).where(members.c.bundle_id.in_(part), *known(members, scope))
        last = own.subquery()
        query = select(members).join(last, last.c.id == members.c.id).where(last.c.place <= most)
        rows += connection.execute(
            query.order_by(members.c.bundle_id, earliest_first(members.c.day), members.c.id)
        ).all()
    return rows


def _judged(connection: Connection, keys: Sequence[str], scope: Scope) -> dict[str, Row[Any]]:
    """The revisions that stand on a judgement, by the key of the fact."""
    found: dict[str, Row[Any]] = {}
    for part in chunks(sorted(set(keys))):
        where = (facts.c.key.in_(part), facts.c.made_by == "judgement", *known(facts, scope))
        found |= {row.key: row for row in connection.execute(select(facts).where(*where).order_by(facts.c.id))}
    return found


def _participants(connection: Connection, ids: Sequence[int]) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = {}
    for part in chunks(sorted(ids)):
        query = select(participants).where(participants.c.fact_id.in_(part))
        for row in connection.execute(query.order_by(participants.c.role, participants.c.actor, participants.c.party)):
            found.setdefault(row.fact_id, []).append(row)
    return found
