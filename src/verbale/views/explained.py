"""Where a fact comes from: the text and the place in it, what read it, with what it was linked and why, who judged."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from verbale.store.decided import Judgement, from_row
from verbale.store.judging import fact_named
from verbale.store.query import StoredFact, facts_named, revisions_of
from verbale.store.sql import chunks, latest_first
from verbale.store.tables import bundles, documents, facts, judgements, members, readings, versions
from verbale.views.voices import Dated, Voice, dated, voices_of

AROUND = 160  # characters of the text to either side of the words
OTHERS = 60  # other texts that are listed, the latest
REVISIONS = 40  # the latest


@dataclass(frozen=True, slots=True)
class Source:
    """The text: ``number`` is that of the version; ``origin`` names the text of which it is a copy."""

    document: str
    name: str
    title: str | None
    publisher: str | None
    url: str | None
    published: str | None
    retrieved: str
    number: int
    origin: str | None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the text with what stands around them; ``start`` and ``end`` are their offsets."""

    start: int
    end: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class ReadBy:
    """What read it: the version of the reader, its profile, models and codebook with their hashes."""

    version: str
    profile: str
    models: dict[str, str]
    codebook: dict[str, str]
    made: str


@dataclass(frozen=True, slots=True)
class Because:
    """One reason of a link, with the words on both sides."""

    feature: str
    weight: float
    says: str
    here: tuple[str, ...]
    there: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """What it is one with: the id of all texts together; no reasons where it founded it. ``origins`` are counted over
    all its texts."""

    id: str
    kind: str
    score: float
    certain: bool
    reasons: tuple[Because, ...]
    texts: int
    origins: int


@dataclass(frozen=True, slots=True)
class Other:
    """Another text that tells it; ``copy`` of one that is listed or explained here."""

    fact: str
    document: str
    name: str
    publisher: str | None
    title: str | None
    url: str | None
    told: str | None
    sentence: str
    score: float
    certain: bool
    copy: bool


@dataclass(frozen=True, slots=True)
class Revision:
    """How it was told, from when until when; ``by`` is the version of the reader, or who judged."""

    known_from: str
    known_until: str | None
    by: str
    judged: bool
    rejected: bool
    says: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Explained:
    """All that stands behind a fact. ``holds`` is false where no text or reader tells it now. ``voices`` say it,
    whoever said it first and then who relays that; ``about`` is the label of the proposal that a position answers."""

    key: str
    kind: str
    holds: bool
    rejected: bool
    says: dict[str, Any]
    sentence: str
    confidence: float
    source: Source
    evidence: tuple[Words, ...]
    read_by: ReadBy
    link: Linked | None
    others: tuple[Other, ...]
    judgements: tuple[Judgement, ...]
    revisions: tuple[Revision, ...]
    voices: tuple[Voice, ...]
    dated: Dated
    about: str | None
    parties: tuple[str, ...]


def explained(connection: Connection, given: str) -> Explained:
    """What stands behind a fact (its key, or the beginning of it). Raises ``JudgementError`` if it is not one."""
    key = fact_named(connection, given)
    told = revisions_of(connection, key)
    shown = [one for one in told if one.known_from != one.known_until or one is told[-1]]
    fact = next((one for one in reversed(told) if one.known_until is None), told[-1])
    about = select(judgements).where(judgements.c.target == key).order_by(judgements.c.id)
    link, others = _linked(connection, fact)
    return Explained(
        key=key,
        kind=fact.kind,
        holds=fact.known_until is None,
        rejected=fact.rejected,
        says=says(fact),
        sentence=fact.sentence,
        confidence=fact.confidence,
        source=_source(connection, fact),
        evidence=_evidence(connection, fact),
        read_by=_read_by(connection, fact.id),
        link=link,
        others=others,
        judgements=tuple(map(from_row, connection.execute(about))),
        revisions=_revisions(connection, shown[-REVISIONS:]),
        voices=voices_of(connection, fact),
        dated=dated(connection, fact),
        about=_about(connection, fact),
        parties=fact.parties("party", "speaker", "source", "by"),
    )


def says(fact: StoredFact) -> dict[str, Any]:
    """What a fact tells, by the names under which it can be corrected; what it does not tell is left out."""
    told: dict[str, Any] = {}
    names = {"statement": ("act", None), "position": (None, "stance")}.get(fact.kind, ("type", "status"))
    pairs = zip(names, (fact.type, fact.status), strict=True)
    told |= {name: value for name, value in pairs if name and value}
    if fact.mode:
        told["form" if fact.kind == "statement" else "mode"] = fact.mode
    if fact.begin:
        told["date"] = fact.begin if fact.begin == fact.until else f"{fact.begin}/{fact.until}"
    for role in dict.fromkeys(one.role for one in fact.who):
        told[role] = list(fact.names(role))
    told |= {name: value for name, value in (("place", fact.place), ("country", fact.country)) if value}
    for name in ("killed", "injured", "label", "duration", "start", "scope", "proposal"):
        if fact.data.get(name) is not None:
            told[name] = fact.data[name]
    if fact.data.get("conditions"):
        told["conditions"] = [span["text"] for span in fact.data["conditions"]]
    return told


def _about(connection: Connection, fact: StoredFact) -> str | None:
    key = fact.data.get("proposal")
    label = next((one.data.get("label") for one in facts_named(connection, [key])), None) if key else None
    return str(label) if label else None


def _source(connection: Connection, fact: StoredFact) -> Source:
    row = connection.execute(select(versions).where(versions.c.id == fact.version)).one()
    origin = None
    if fact.origin != fact.version:
        query = select(documents.c.name).join(versions, versions.c.document_id == documents.c.id)
        origin = connection.execute(query.where(versions.c.id == fact.origin)).scalar()
    return Source(
        document=fact.document,
        name=fact.name,
        title=fact.title,
        publisher=fact.publisher,
        url=fact.url,
        published=row.published,
        retrieved=row.retrieved,
        number=row.number,
        origin=origin if origin != fact.name else None,
        language=fact.language,
    )


def _evidence(connection: Connection, fact: StoredFact) -> tuple[Words, ...]:
    text = str(connection.execute(select(versions.c.text).where(versions.c.id == fact.version)).scalar_one())
    return tuple(
        Words(start, end, text[max(0, start - AROUND) : start], words, text[end : end + AROUND])
        for start, end, words in fact.evidence
    )


def _read_by(connection: Connection, revision: int) -> ReadBy:
    query = select(readings.c.info, readings.c.made).join(facts, facts.c.reading_id == readings.c.id)
    row = connection.execute(query.where(facts.c.id == revision)).one()
    info = json.loads(row.info)
    return ReadBy(info["version"], info["profile"], info["models"], info["codebook"], row.made)


def _linked(connection: Connection, fact: StoredFact) -> tuple[Linked | None, tuple[Other, ...]]:
    where = (members.c.fact_key == fact.key, members.c.known_until.is_(None))
    own = connection.execute(select(members).where(*where)).first()
    if own is None:
        return None, ()
    rows = connection.execute(
        select(members, documents.c.key, documents.c.name, documents.c.url)
        .add_columns(versions.c.publisher, versions.c.title, versions.c.origin, versions.c.day.label("told"))
        .join(versions, versions.c.id == members.c.version_id)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(members.c.bundle_id == own.bundle_id, members.c.known_until.is_(None))
        .order_by(latest_first(members.c.day), members.c.id.desc())
    ).all()
    kind = connection.execute(select(bundles.c.kind).where(bundles.c.id == own.bundle_id)).scalar_one()
    link = Linked(
        id=own.bundle_id,
        kind=kind,
        score=own.score,
        certain=bool(own.certain),
        reasons=_reasons(own.link),
        texts=len({row.key for row in rows}),
        origins=len({row.origin or row.version_id for row in rows}),
    )
    seen = {fact.origin}
    others: list[Other] = []
    listed = [row for row in rows if row.fact_key != fact.key][:OTHERS]
    sentences = _sentences(connection, [row.fact_key for row in listed])
    for row in listed:
        origin = row.origin or row.version_id
        others.append(
            Other(
                fact=row.fact_key,
                document=row.key,
                name=row.name,
                publisher=row.publisher,
                title=row.title,
                url=row.url,
                told=row.told,
                sentence=sentences.get(row.fact_key, ""),
                score=row.score,
                certain=bool(row.certain),
                copy=origin in seen,
            )
        )
        seen.add(origin)
    return link, tuple(others)


def _sentences(connection: Connection, keys: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in chunks(keys):
        query = select(facts.c.key, facts.c.data).where(facts.c.key.in_(part), facts.c.known_until.is_(None))
        found |= {key: json.loads(data)["sentence"] for key, data in connection.execute(query)}
    return found


def _reasons(link: str | None) -> tuple[Because, ...]:
    if link is None:
        return ()
    return tuple(
        Because(
            feature=one["feature"],
            weight=one["weight"],
            says=one["says"],
            here=tuple(quote["span"]["text"] for quote in one["here"]),
            there=tuple(quote["span"]["text"] for quote in one["there"]),
        )
        for one in json.loads(link)["reasons"]
    )


def _revisions(connection: Connection, told: Sequence[StoredFact]) -> tuple[Revision, ...]:
    ids = sorted({one.judged for one in told if one.judged is not None})
    query = select(judgements.c.id, judgements.c.author).where(judgements.c.id.in_(ids))
    authors = {row.id: row.author for row in connection.execute(query)}
    return tuple(
        Revision(
            known_from=one.known_from,
            known_until=one.known_until,
            by=authors.get(one.judged, "?") if one.judged is not None else _read_by(connection, one.id).version,
            judged=one.judged is not None,
            rejected=one.rejected,
            says=says(one),
        )
        for one in told
    )
