"""Who says a fact, and through whom it came to the reader; from which words its day was counted."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from verbale.store.query import Scope, StoredFact, facts_named
from verbale.store.tables import readings

RELAYS = 8  # statements within statements that are followed
AROUND = 400  # characters between a fact and the words that date it


@dataclass(frozen=True, slots=True)
class Voice:
    """One who says it: ``who`` by the words ``cue`` in the statement ``fact``; no fact for whoever issued the text.
    ``places`` are the offsets of the words that name the speaker and of those that report."""

    who: tuple[str, ...]
    fact: str | None = None
    act: str | None = None
    form: str | None = None
    cue: str | None = None
    venue: str | None = None
    places: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """When it was so: days with their precision (``published``: the text gives no day, that of publication places it),
    and the ``words`` of the text from which the days were counted, where they are known."""

    day: str | None
    begin: str | None
    until: str | None
    precision: str
    told: str | None
    words: tuple[str, ...] = ()
    published_origin: str | None = None


def voices_of(connection: Connection, fact: StoredFact) -> tuple[Voice, ...]:
    """Those who say a fact: first whoever said it, then each who relays that; the outlet is not among them."""
    found: list[Voice] = []
    key = fact.data.get("said_in")
    if fact.kind == "statement":
        found.append(_voice(fact))
        key = fact.data.get("nested_in")
    seen = {fact.key}
    while key and key not in seen and len(found) < RELAYS:
        seen.add(key)
        scope = Scope() if fact.known_until is None else Scope(known_at=fact.known_from)
        statement = next(iter(facts_named(connection, [key], scope)), None)
        if statement is None:
            break
        found.append(_voice(statement))
        key = statement.data.get("nested_in")
    if not found and fact.data.get("said_by"):
        found.append(Voice(tuple(fact.data["said_by"])))
    return tuple(found)


def _voice(statement: StoredFact) -> Voice:
    cue = " … ".join(span["text"] for span in statement.data.get("cue") or ())
    spans = (*(statement.data.get("speaker") or ()), *(statement.data.get("cue") or ()))
    return Voice(
        who=statement.names("speaker"),
        fact=statement.key,
        act=statement.type,
        form=statement.mode,
        cue=cue or None,
        venue=statement.data.get("venue"),
        places=tuple((span["start"], span["end"]) for span in spans),
    )


def dated(connection: Connection, fact: StoredFact) -> Dated:
    """When a fact was so, and by which words."""
    record = told_of(connection, fact.version)
    words: tuple[str, ...] = ()
    if fact.begin is not None and fact.evidence:
        start, end = min(fact.evidence)[0], max(one[1] for one in fact.evidence)
        near = sorted(
            (max(0, start - time["end"], time["start"] - end), time["start"], time["text"])
            for time in record.get("times", ())
            if (time.get("begin"), time.get("until")) == (fact.begin, fact.until)
        )
        words = tuple(dict.fromkeys(text for distance, _, text in near if distance <= AROUND))[:1]
    origin = record.get("document", {}).get("published_origin")
    return Dated(fact.day, fact.begin, fact.until, fact.precision, fact.told, words, origin)


def told_of(connection: Connection, version: int) -> dict[str, Any]:
    """The record of a version as JSON, without its text; empty where there is none. Nothing of it is checked anew."""
    query = select(readings.c.record).where(readings.c.version_id == version).order_by(readings.c.id.desc()).limit(1)
    packed = connection.execute(query).scalar()
    told: dict[str, Any] = json.loads(zlib.decompress(packed)) if packed else {}
    return told
