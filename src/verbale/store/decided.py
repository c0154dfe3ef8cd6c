"""The judgements of persons as rows: who decided what, when and why. Nothing of it is deleted, only withdrawn."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, select, update
from sqlalchemy.sql import ColumnElement

from verbale.store.access.roles import sound
from verbale.store.facts import dumps
from verbale.store.feed import append, row_of
from verbale.store.sql import chunks, insert_one
from verbale.store.tables import judgements

Subject = Literal["fact", "actor", "proposal", "contact", "incident", "statement"]
Verdict = Literal["confirm", "reject", "correct", "merge", "split"]
LONGEST = 2000  # characters of a reason
_DONE: dict[str, str] = {
    "confirm": "confirmed",
    "reject": "rejected",
    "correct": "corrected",
    "merge": "merged",
    "split": "split",
}


class JudgementError(ValueError):
    """A judgement that cannot be made; the message says why and what may be said."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """``target`` is the key of a fact, an actor or a bundle; ``change`` what a correction, merge or split says."""

    id: int
    subject: str
    target: str
    verdict: str
    change: dict[str, Any]
    author: str
    reason: str | None
    made: str
    withdrawn: str | None = None
    withdrawn_by: str | None = None


def decide(
    connection: Connection,
    subject: Subject,
    target: str,
    verdict: Verdict,
    change: dict[str, Any] | None,
    author: str,
    reason: str | None,
    now: str,
) -> Judgement:
    """Write a judgement down, and tell the feed. Raises ``JudgementError`` without an author."""
    author, reason = named(author), (" ".join(sound(reason).split())[:LONGEST] or None) if reason else None
    row = {
        "subject": subject,
        "target": target,
        "verdict": verdict,
        "change": dumps(change) if change is not None else None,
        "author": author,
        "reason": reason,
        "made": now,
    }
    id = insert_one(connection, judgements, row)
    made = Judgement(id, subject, target, verdict, change or {}, author, reason, now)
    append(connection, [row_of(now, "judgement", _DONE[verdict], target, _told(made))])
    return made


def take_back(connection: Connection, judgement: Judgement, author: str, now: str) -> None:
    """Mark a judgement as withdrawn, and tell the feed."""
    author = named(author)
    where = (judgements.c.id == judgement.id, judgements.c.withdrawn.is_(None))
    connection.execute(update(judgements).where(*where).values(withdrawn=now, withdrawn_by=author))
    data = {"id": judgement.id, "author": author, "verdict": judgement.verdict, "subject": judgement.subject}
    append(connection, [row_of(now, "judgement", "withdrawn", judgement.target, data)])


def judgement_by_id(connection: Connection, id: int) -> Judgement:
    """Raises ``JudgementError`` if there is none."""
    row = connection.execute(select(judgements).where(judgements.c.id == id)).first()
    if row is None:
        raise JudgementError(f"there is no judgement {id}")
    return from_row(row)


def holding(
    connection: Connection, targets: Sequence[str], *verdicts: Verdict, subject: Subject | None = None
) -> list[Judgement]:
    """The judgements about some targets that hold, in the order in which they were made."""
    found: list[Judgement] = []
    for part in chunks(sorted(set(targets))):
        where: list[ColumnElement[bool]] = [judgements.c.target.in_(part), judgements.c.withdrawn.is_(None)]
        if verdicts:
            where.append(judgements.c.verdict.in_(verdicts))
        if subject is not None:
            where.append(judgements.c.subject == subject)
        found += map(from_row, connection.execute(select(judgements).where(*where)))
    return sorted(found, key=lambda one: one.id)


def from_row(row: Any) -> Judgement:
    """A row of ``judgements``."""
    told = dict(row._mapping)
    return Judgement(**told | {"change": json.loads(told["change"]) if told["change"] else {}})


def named(author: str) -> str:
    """An author's name as it is kept. Raises ``JudgementError`` where there is none."""
    author = " ".join(sound(author).split())[:200]
    if not author:
        raise JudgementError("a judgement needs an author: --author NAME, or set VERBALE_AUTHOR")
    return author


def _told(made: Judgement) -> dict[str, Any]:
    shown = {name: value for name, value in made.change.items() if name not in ("facts", "relations")}
    return {
        "id": made.id,
        "subject": made.subject,
        "verdict": made.verdict,
        "change": shown,
        "author": made.author,
        "reason": made.reason,
    }
