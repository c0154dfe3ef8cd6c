"""The proposals of a store with their answers, as ``threads.History`` reads them: known then, and as persons judged.

Of each proposal the latest texts are loaded, at most ``MEMBERS`` in all, so that the work does not grow with the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from sqlalchemy import Connection, Select, select

from verbale.record import ProposalKind
from verbale.store.aliases import Aliases, aliases_of, merged_tabled
from verbale.store.corrections import Behind, Corrections, facts_behind
from verbale.store.drafts import relations_at
from verbale.store.memory import names_of
from verbale.store.query import Scope, find_bundles, find_facts, known
from verbale.store.sighted import Text, texts_of
from verbale.store.sql import chunks, earliest_first, for_each, latest_first
from verbale.store.tables import bundles, members
from verbale.threads import History, Member, Party, Thread
from verbale.threads.codec import link_from, tabled_from, thread_from
from verbale.threads.proposals import rebuilt

MEMBERS = 400  # texts that are looked at for all proposals together
RELATED = 5  # versions of a proposal, and first texts of each, that only its fate depends on


@dataclass(frozen=True, slots=True)
class Negotiations:
    """``shown`` are the ids of the proposals that were asked for, those spoken of last first; the history holds their
    parents and versions too. ``texts`` go by the key of the document, ``facts`` (proposals and positions) by that and
    the id in the record. ``cut`` are the proposals of which only the latest texts were loaded."""

    history: History
    shown: tuple[str, ...]
    texts: Mapping[str, Text]
    facts: Mapping[tuple[str, str], Behind]
    cut: frozenset[str]


def negotiations(
    connection: Connection, scope: Scope, ids: Sequence[str] | None = None, most: int = MEMBERS
) -> Negotiations:
    """The proposals of a scope, or those with ``ids``, as they were known at its moment, by at most ``most`` texts."""
    chosen = [*ids] if ids is not None else proposals_in(connection, scope)
    states = _states(connection, chosen)
    related = _states(connection, sorted(_relatives(states.values()) - set(states)))
    rows, cut = _rows(connection, scope, [id for id in chosen if id in states], most)
    rows += _first_rows(connection, scope, related)
    told = facts_behind(connection, {row.version_id for row in rows}, scope)
    loading = _Loading(
        scope, Corrections.of(connection, told), aliases_of(connection, scope.merged), relations_at(connection, scope)
    )
    by_bundle: dict[str, list[Any]] = {}
    for row in rows:
        by_bundle.setdefault(row.bundle_id, []).append(row)
    threads = [loading.thread(states.get(id) or related[id], own) for id, own in by_bundle.items()]
    kept = sorted(filter(None, threads), key=lambda one: (one.first is None, one.first, one.id))
    texts = texts_of(connection, {row.version_id for row in rows})
    there = {thread.id for thread in kept}
    return Negotiations(
        history=History(_with_known_relations(kept), _named(connection, kept)),
        shown=tuple(id for id in chosen if id in there),
        texts={text.document: text for text in texts.values()},
        facts={(texts[version].document, local): one for (version, local), one in told.items()},
        cut=frozenset(cut),
    )


def proposals_in(connection: Connection, scope: Scope) -> list[str]:
    """The ids of the proposals of a scope, those of which texts spoke last first; of the parties of the scope those
    that they made or answered lately."""
    if not scope.parties:
        return find_bundles(connection, scope, "proposal")
    facts = find_facts(connection, replace(scope, limit=max(scope.limit, 200)), ("proposal", "position"))
    return bundles_of(connection, (one.data.get("proposal") or one.key for one in facts), scope)[: scope.limit]


def bundles_of(connection: Connection, facts: Iterable[str], scope: Scope) -> list[str]:
    """The bundles of which some facts (keys) are members, those spoken of last first."""
    found: dict[str, str] = {}
    for part in chunks(sorted(set(facts))):
        query = select(members.c.bundle_id, members.c.day).where(members.c.fact_key.in_(part), *known(members, scope))
        for id, day in connection.execute(query):
            found[id] = max(found.get(id, ""), day or "")
    return sorted(found, key=lambda id: (found[id], id), reverse=True)


def _states(connection: Connection, ids: Sequence[str]) -> dict[str, Thread]:
    found: dict[str, Thread] = {}
    for part in chunks([*ids]):
        query = select(bundles.c.id, bundles.c.state).where(bundles.c.id.in_(part), bundles.c.kind == "proposal")
        found |= {id: thread_from(state) for id, state in connection.execute(query)}
    return found


def _relatives(threads: Iterable[Thread]) -> set[str]:
    return {id for thread in threads for id in (*thread.children[-RELATED:], thread.version_of) if id is not None}


def _rows(connection: Connection, scope: Scope, ids: Sequence[str], total: int) -> tuple[list[Any], list[str]]:
    """The members of each proposal, in time, and the proposals of which there are more. Each gets half an even share;
    what remains goes to those that need it."""
    share = max(1, total // max(1, 2 * len(ids)))
    found = dict(zip(ids, _latest_rows(connection, scope, ids, share + 1), strict=True))
    waiting = [id for id in ids if len(found[id]) > share]
    left = total - sum(len(rows) for id, rows in found.items() if id not in waiting)
    cut: list[str] = []
    for n, id in enumerate(waiting):
        most = max(share, left // (len(waiting) - n))
        (rows,) = _latest_rows(connection, scope, [id], most + 1)
        cut += [id] if len(rows) > most else []
        found[id] = rows[:most]
        left -= len(found[id])
    return [row for rows in found.values() for row in reversed(rows)], cut


_ROW = tuple(members.c[name] for name in ("id", "bundle_id", "fact_key", "version_id", "item", "link", "day"))


def _latest_rows(connection: Connection, scope: Scope, ids: Sequence[str], most: int) -> list[Sequence[Any]]:
    """Of each proposal the latest members, the latest first."""

    def query(id: Any) -> Select[Any]:
        own = select(*_ROW).where(members.c.bundle_id == id, *known(members, scope))
        return own.order_by(latest_first(members.c.day), members.c.id.desc()).limit(most)

    found = for_each(connection, query, [(id,) for id in ids])
    return [sorted(rows, key=_place, reverse=True) for rows in found]


def _first_rows(connection: Connection, scope: Scope, ids: Iterable[str]) -> list[Any]:
    def query(id: Any) -> Select[Any]:
        own = select(*_ROW).where(members.c.bundle_id == id, *known(members, scope))
        return own.order_by(earliest_first(members.c.day), members.c.id).limit(RELATED)

    found = for_each(connection, query, [(id,) for id in ids])
    return [row for rows in found for row in sorted(rows, key=_place)]


def _place(row: Any) -> tuple[str, int]:
    return row.day or "", row.id


@dataclass(frozen=True, slots=True)
class _Loading:
    """What the threads of one loading share."""

    scope: Scope
    corrections: Corrections
    merged: Aliases
    relations: Mapping[str, Mapping[str, Any]]  # of drafts, as they were before merges that came later

    def thread(self, state: Thread, rows: Sequence[Any]) -> Thread | None:
        """A thread with its members; made anew from them where not all that is known now counts."""
        then = self.scope.known_at is not None
        if (before := self.relations.get(state.id)) is not None:
            state.version_of, state.relation = before["version_of"], before["relation"]
            state.children, state.replaced = [*before["children"]], before["replaced"]
        told: list[Member] = []
        changed = False
        for row in rows:
            item = tabled_from(row.item)
            changed = changed or self.corrections.changes(row.version_id, item.local)
            kept = self.corrections.proposal(item, row.version_id)
            if kept is not None:
                told.append(Member(merged_tabled(kept, self.merged), link_from(row.link)))
        if not told:
            return None
        thread = rebuilt(state, told) if then or changed or self.merged else state
        thread.members = told
        if changed:
            self._restate(thread, rows)
        if then and not any(member.tabled.version_of for member in told):
            thread.version_of, thread.relation = None, None
        return thread

    def _restate(self, thread: Thread, rows: Iterable[Any]) -> None:
        """What a person says of a proposal goes before what the texts say, not only that of its own text."""
        by_key = {one.key: one for one in self.corrections.behind.values()}
        for row in rows:
            one = by_key.get(row.fact_key)
            if one is None or one.rejected:
                continue
            if "by" in one.corrected:
                thread.authors = {self.corrections.party(key): () for key in one.who.get("by", ())}
                thread.sides = {party: spans for party, spans in thread.sides.items() if party not in thread.authors}
            if "type" in one.corrected and one.type:
                thread.kind = cast(ProposalKind, one.type)
            if "duration" in one.corrected:
                thread.duration = one.data.get("duration")


def _with_known_relations(threads: Sequence[Thread]) -> Iterable[Thread]:
    """Threads whose versions are among those that were known."""
    of = {thread.id: thread.version_of for thread in threads}
    for thread in threads:
        thread.children = [id for id in thread.children if of.get(id) == thread.id]
        yield thread


def _named(connection: Connection, threads: Iterable[Thread]) -> Callable[[Party], str]:
    parties: set[Party] = set()
    for thread in threads:
        parties |= {*thread.authors, *thread.sides}
        parties |= {answer.party for member in thread.members for answer in member.tabled.answers}
    names = names_of(connection, (party.key[:200] for party in parties))

    def named(party: Party) -> str:
        return names.get(party.key[:200]) or party.country or party.key.partition("@")[0]

    return named
