"""The feed: what each transaction added, changed and took back, in the order in which it was committed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from verbale.record import Document
from verbale.store.bundling import Linked
from verbale.store.facts import Fact, dumps
from verbale.store.tables import changes, members
from verbale.threads.days import Day
from verbale.threads.fates import state_on
from verbale.threads.sights import Sight

SHOWN = 300  # characters of a sentence
TELLING = 60  # texts of one contact that are looked at
_VERBS = {"held": "held", "called off": "cancelled", "moved": "moved", "planned": "announced", "proposed": "announced"}


def document(connection: Connection, key: str, number: int, outcome: str, told: Document, now: str) -> None:
    """A document that came, was corrected, or was read again."""
    verb = {"added": "added", "corrected": "changed", "read again": "read again"}[outcome]
    data = {"version": number, "title": told.title, "publisher": told.publisher, "url": told.url, "id": told.id}
    _add(connection, [_row(now, "document", verb, key, data)])


def facts(
    connection: Connection,
    new: Iterable[Fact],
    changed: Iterable[Fact],
    gone: Iterable[Any],
    linked: Sequence[Linked],
    now: str,
) -> None:
    """Facts that came, say something else, or are told no more; and what it means for contacts."""
    bundle = {one.fact: one.bundle for one in linked}
    rows = [_row(now, fact.kind, "added", fact.key, _told(fact, bundle)) for fact in new]
    rows += [_row(now, fact.kind, "changed", fact.key, _told(fact, bundle)) for fact in changed]
    rows += [_row(now, row.kind, "retracted", row.key, {"sentence": _sentence(row.data)}) for row in gone]
    for id in sorted({one.bundle for one in linked if one.kind == "contact"}):
        rows += _contact(connection, id, {one.fact for one in linked if one.bundle == id}, now)
    _add(connection, rows)


def _told(fact: Fact, bundle: dict[str, str]) -> dict[str, Any]:
    return {
        "type": fact.type,
        "mode": fact.mode,
        "status": fact.status,
        "day": fact.when.begin,
        "who": list(dict.fromkeys(one.name for one in fact.participants)),
        "sentence": fact.data["sentence"][:SHOWN],
        "bundle": bundle.get(fact.key),
    }


def _sentence(data: str) -> str:
    found: str = json.loads(data)["sentence"]
    return found[:SHOWN]


def _contact(connection: Connection, bundle: str, facts: set[str], now: str) -> list[dict[str, Any]]:
    """What the new texts change in the state of a contact."""
    where = (members.c.bundle_id == bundle, members.c.known_until.is_(None))
    query = select(members.c.fact_key, members.c.item).where(*where).order_by(members.c.day.desc()).limit(TELLING)
    told = [(key, Sight.model_validate_json(item)) for key, item in connection.execute(query)]
    before = state_on((sight for key, sight in told if key not in facts), Day.max)
    after = state_on((sight for _, sight in told), Day.max)
    if after is None or (before is not None and (before.what, before.day) == (after.what, after.day)):
        return []
    verb = _VERBS.get(after.what, after.what)
    days = [day.isoformat() for day in after.day] if after.day else None
    return [_row(now, "contact", verb, bundle, {"days": days, "was": before.what if before else None})]


def _row(now: str, topic: str, verb: str, subject: str, data: dict[str, Any]) -> dict[str, Any]:
    return {"made": now, "topic": topic, "verb": verb, "subject": subject, "data": dumps(data)}


def _add(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(changes), list(rows))
