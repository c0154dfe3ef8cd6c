"""What is a version of what, when two proposals are merged or a merge of them is withdrawn."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select

from verbale.store.filing import save_threads
from verbale.store.query import Scope
from verbale.store.tables import bundles, judgements
from verbale.threads.codec import thread_from
from verbale.threads.proposals import Thread

CHAIN = 64  # drafts of drafts that are followed

Relations = dict[str, dict[str, Any]]


def merged_drafts(connection: Connection, first: str, second: str, now: str) -> Relations:
    """Let the drafts of ``first``, and what it is a draft of, be those of ``second``; what was so before."""
    one, other = _threads(connection, (first, second))
    around = _threads(connection, [id for id in (*one.children, one.version_of) if id and id != second])
    before = {thread.id: _relation(thread) for thread in (one, other, *around)}
    for thread in around:
        if thread.version_of == first:
            thread.version_of = second
            other.children = [*dict.fromkeys((*other.children, thread.id))]
        if first in thread.children:
            thread.children = [*dict.fromkeys(second if id == first else id for id in thread.children)]
    parent = one.version_of if one.version_of != second else None
    if other.version_of == first or (other.version_of is None and parent and not _above(connection, parent, second)):
        other.version_of, other.relation = parent, one.relation if parent else None
    for thread in around:
        if thread.id == parent and other.version_of != parent:
            thread.children = [id for id in thread.children if id != second or before[second]["version_of"] == parent]
    other.children = [id for id in other.children if id != first]
    drafts = [thread for thread in around if thread.id in other.children]
    known = _threads(connection, [id for id in other.children if id not in before])
    other.replaced = any(thread.relation == "amended" for thread in (*drafts, *known))
    save_threads(connection, [other, *around], now)
    return before


def parted_drafts(connection: Connection, first: str, second: str, before: Relations, now: str) -> None:
    """What it was before ``first`` was merged into ``second``; what has come since stays with ``second``."""
    old = {id for told in before.values() for id in told["children"]}
    threads = _threads(connection, before)
    for thread in threads:
        told = before[thread.id]
        new = [id for id in thread.children if id not in old and id not in before] if thread.id != first else []
        thread.version_of, thread.relation = told["version_of"], told["relation"]
        thread.children = [*told["children"], *new]
        thread.replaced = bool(told["replaced"] or (new and thread.replaced))
    save_threads(connection, threads, now)


def relations_at(connection: Connection, scope: Scope) -> Relations:
    """What was a version of what before the merges that hold now and were made after the moment of a scope."""
    if scope.known_at is None:
        return {}
    query = select(judgements.c.change).where(
        judgements.c.subject == "proposal",
        judgements.c.verdict == "merge",
        judgements.c.withdrawn.is_(None),
        judgements.c.made > scope.known_at,
    )
    found: Relations = {}
    for change in connection.execute(query.order_by(judgements.c.id.desc())).scalars():
        found |= json.loads(change).get("relations") or {}
    return found


def _relation(thread: Thread) -> dict[str, Any]:
    return {
        "version_of": thread.version_of,
        "relation": thread.relation,
        "replaced": thread.replaced,
        "children": list(thread.children),
    }


def _threads(connection: Connection, ids: Iterable[str]) -> list[Thread]:
    """Threads that hold, in the order of ``ids``."""
    found = []
    for id in dict.fromkeys(ids):
        query = select(bundles.c.state).where(bundles.c.id == id, bundles.c.known_until.is_(None))
        state = connection.execute(query).scalar()
        if state is not None:
            found.append(thread_from(state))
    return found


def _above(connection: Connection, thread: str, ancestor: str) -> bool:
    """Whether ``ancestor`` is that of which ``thread`` is, in the end, a draft."""
    at: str | None = thread
    for _ in range(CHAIN):
        if at is None or at == ancestor:
            break
        at = connection.execute(select(bundles.c.parent).where(bundles.c.id == at)).scalar()
    return at == ancestor
