"""The audit log: who did what, when and from where. Rows are only ever added; the database refuses all else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from verbale.store.access.roles import sound
from verbale.store.facts import dumps
from verbale.store.sql import insert_one
from verbale.store.tables import audit

ACTIONS = (
    "login",
    "failed login",
    "logout",
    "judgement",
    "withdraw",
    "merge",
    "split",
    "paste",
    "user added",
    "role changed",
    "password changed",
    "user removed",
    "token made",
    "token ended",
    "refusal",
)
PAGE = 100  # entries
DETAIL = 4_000  # characters that are kept


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done, or refused."""

    id: int
    at: str
    who: str
    action: str
    subject: str
    address: str
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entries:
    """The latest first; ``before`` is the number to go on with, if there are more."""

    entries: tuple[Entry, ...]
    before: int | None


def append(
    connection: Connection,
    who: str,
    action: str,
    subject: str,
    now: str,
    *,
    detail: Mapping[str, Any] | None = None,
    address: str = "",
) -> int:
    """Add an entry: its number. What is too long is cut."""
    told = dumps(dict(detail or {}))
    row = {
        "at": now,
        "who": who[:100],
        "action": action[:24],
        "subject": subject[:200],
        "address": address[:64],
        "detail": told if len(told) <= DETAIL else dumps({"cut": told[:DETAIL]}),
    }
    return insert_one(connection, audit, {name: sound(value) for name, value in row.items()})


def entries(
    connection: Connection, who: str = "", action: str = "", before: int | None = None, limit: int = PAGE
) -> Entries:
    """What was done, by one or by all, of one kind or of all, before an entry."""
    query = select(audit).order_by(audit.c.id.desc()).limit(limit + 1)
    if who:
        query = query.where(audit.c.who == sound(who))
    if action:
        query = query.where(audit.c.action == sound(action))
    if before is not None:
        query = query.where(audit.c.id < before)
    found = [_entry(row) for row in connection.execute(query)]
    return Entries(tuple(found[:limit]), found[limit - 1].id if len(found) > limit else None)


def _entry(row: Any) -> Entry:
    return Entry(row.id, row.at, row.who, row.action, row.subject, row.address, json.loads(row.detail))
