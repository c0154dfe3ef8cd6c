"""What persons decided: who, when and why, on what; what was withdrawn, and where two authors disagree."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from verbale.store.decided import Judgement, from_row
from verbale.store.sql import chunks
from verbale.store.tables import bundles, documents, facts, judgements

SHOWN = 200  # characters of a sentence
LOOKED = 2_000  # judgements among which those that contradict each other are looked for, the latest


@dataclass(frozen=True, slots=True)
class Decision:
    """A judgement with the words of what it is about; ``against`` are the numbers of judgements that hold as well, by
    other authors, and say otherwise."""

    id: int
    subject: str
    target: str
    verdict: str
    change: dict[str, Any]
    author: str
    reason: str | None
    made: str
    withdrawn: str | None
    withdrawn_by: str | None
    about: str
    document: str | None
    against: tuple[int, ...]


def judged(
    connection: Connection,
    *,
    limit: int,
    withdrawn: bool = False,
    author: str | None = None,
    target: str | None = None,
    before: int | None = None,
) -> tuple[Decision, ...]:
    """The judgements that hold, the latest first, at most ``limit``; with ``withdrawn`` those that were too. ``before``
    is a number: only those made earlier."""
    query = select(judgements)
    if before is not None:
        query = query.where(judgements.c.id < before)
    if not withdrawn:
        query = query.where(judgements.c.withdrawn.is_(None))
    if author is not None:
        query = query.where(judgements.c.author == author)
    if target is not None:
        query = query.where(judgements.c.target.startswith(target, autoescape=True))
    found = [from_row(row) for row in connection.execute(query.order_by(judgements.c.id.desc()).limit(limit))]
    about = _about(connection, sorted({one.target for one in found}))
    against = _conflicts(connection, sorted({one.target for one in found if one.subject == "fact"}))
    return tuple(_decision(one, about, against) for one in found)


def _decision(
    one: Judgement, about: dict[str, tuple[str, str | None]], against: dict[int, tuple[int, ...]]
) -> Decision:
    words, document = about.get(one.target, ("", None))
    return Decision(
        id=one.id,
        subject=one.subject,
        target=one.target,
        verdict=one.verdict,
        change={name: value for name, value in one.change.items() if name not in ("facts", "relations")},
        author=one.author,
        reason=one.reason,
        made=one.made,
        withdrawn=one.withdrawn,
        withdrawn_by=one.withdrawn_by,
        about=words,
        document=document,
        against=against.get(one.id, ()),
    )


def _about(connection: Connection, targets: Sequence[str]) -> dict[str, tuple[str, str | None]]:
    """The words and the document of facts, the words of bundles."""
    found: dict[str, tuple[str, str | None]] = {}
    for part in chunks(targets):
        told = select(facts.c.key, facts.c.data, documents.c.name).join(
            documents, documents.c.id == facts.c.document_id
        )
        for key, data, name in connection.execute(told.where(facts.c.key.in_(part)).order_by(facts.c.id)):
            found[key] = json.loads(data)["sentence"][:SHOWN], name
        for id, state in connection.execute(select(bundles.c.id, bundles.c.state).where(bundles.c.id.in_(part))):
            told_of = json.loads(state)
            found[id] = str(told_of.get("label") or told_of.get("words", {}).get("text", ""))[:SHOWN], None
    return found


def disagreements(connection: Connection) -> dict[str, tuple[Judgement, ...]]:
    """The facts (keys) on which judgements of different authors that hold disagree, with all that hold of each; those
    judged last first."""
    query = select(judgements.c.target, judgements.c.author).where(
        judgements.c.subject == "fact", judgements.c.withdrawn.is_(None)
    )
    authors: dict[str, set[str]] = {}
    for target, author in connection.execute(query.order_by(judgements.c.id.desc()).limit(LOOKED)):
        authors.setdefault(target, set()).add(author)
    several = [target for target, names in authors.items() if len(names) > 1]
    made = _holding(connection, several)
    return {
        target: tuple(made[target])
        for target in several
        if any(one.author != two.author and _disagree(one, two) for one in made[target] for two in made[target])
    }


def _holding(connection: Connection, targets: Sequence[str]) -> dict[str, list[Judgement]]:
    """The judgements on some facts that hold, in the order in which they were made."""
    found: dict[str, list[Judgement]] = {}
    for part in chunks(targets):
        query = select(judgements).where(judgements.c.target.in_(part), judgements.c.withdrawn.is_(None))
        for row in connection.execute(query.where(judgements.c.subject == "fact").order_by(judgements.c.id)):
            found.setdefault(row.target, []).append(from_row(row))
    return found


def _conflicts(connection: Connection, targets: Sequence[str]) -> dict[int, tuple[int, ...]]:
    return {
        one.id: other
        for made in _holding(connection, targets).values()
        for one in made
        if (other := tuple(two.id for two in made if two.author != one.author and _disagree(one, two)))
    }


def _disagree(one: Judgement, other: Judgement) -> bool:
    """Whether one rejects what the other lets stand, or both correct a field differently."""
    if (one.verdict == "reject") != (other.verdict == "reject"):
        return True
    return any(name in other.change and other.change[name] != value for name, value in one.change.items())
