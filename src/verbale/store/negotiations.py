"""The proposals of a store with their answers, as ``threads.History`` reads them: known then, and as persons judged.

Of each proposal the latest texts are loaded, at most ``MEMBERS`` in all, so that the work does not grow with the store.
What a person rejected is left out; what a person corrected is told as corrected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from sqlalchemy import Connection, select

from verbale.record import ProposalKind, ProposalStatus, Stance
from verbale.store.corrections import Judged, judged_facts, kinds_of_parties
from verbale.store.lean import answers_from, link_of
from verbale.store.memory import names_of
from verbale.store.query import Scope, find_bundles, find_facts, known
from verbale.store.sql import chunks
from verbale.store.tables import bundles, documents, members, versions
from verbale.threads import Answer, Authority, History, Member, Party, Thread
from verbale.threads.codec import tabled_from, thread_from
from verbale.threads.days import days_of
from verbale.threads.parties import Kind
from verbale.threads.proposals import rebuilt
from verbale.threads.tabled import Tabled

PROPOSALS = 12  # shown unless more are asked for: those of which texts spoke last
MEMBERS = 1_000  # texts that are looked at for all proposals together
RELATED = 5  # first texts of a proposal that is only shown as a version or a part of another


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it is cited. ``key`` names it in the store, ``name`` is the id that was given with it; ``origin``
    is the version of which it is a copy, or its own."""

    key: str
    name: str
    title: str | None
    publisher: str | None
    url: str | None
    day: str | None
    version: int
    origin: int


@dataclass(frozen=True, slots=True)
class Negotiations:
    """``shown`` are the ids of the proposals that were asked for, those spoken of last first; the history holds their
    parents and versions too. ``sources`` go by the key of the document, ``facts`` (proposals and positions) by that and
    the id in the record. ``cut`` are the proposals of which only the latest texts were loaded."""

    history: History
    shown: tuple[str, ...]
    sources: Mapping[str, Source]
    facts: Mapping[tuple[str, str], Judged]
    cut: frozenset[str]


def negotiations(connection: Connection, scope: Scope, ids: Sequence[str] | None = None) -> Negotiations:
    """The proposals of a scope, or those with ``ids``, as they were known at its moment."""
    chosen = [*ids] if ids is not None else proposals_in(connection, scope)
    states = _states(connection, chosen)
    related = _states(connection, sorted(_relatives(states.values()) - set(states)))
    rows, cut = _rows(connection, scope, [id for id in chosen if id in states])
    rows += _first_rows(connection, scope, related)
    told = judged_facts(connection, {row.version_id for row in rows}, scope)
    entry = _Entry(scope, told, _aliases(connection), kinds_of_parties(connection, told.values()))
    by_bundle: dict[str, list[Any]] = {}
    for row in rows:
        by_bundle.setdefault(row.bundle_id, []).append(row)
    threads = [entry.thread(states.get(id) or related[id], by_bundle[id]) for id in by_bundle]
    kept = sorted(filter(None, threads), key=lambda one: (one.first is None, one.first, one.id))
    cited = sources_of(connection, {row.version_id for row in rows})
    return Negotiations(
        history=History(_known_relations(kept), _named(connection, kept)),
        shown=tuple(id for id in chosen if any(thread.id == id for thread in kept)),
        sources={source.key: source for source in cited.values()},
        facts={(cited[version].key, local): one for (version, local), one in told.items()},
        cut=frozenset(cut),
    )


def proposals_in(connection: Connection, scope: Scope) -> list[str]:
    """The ids of the proposals of a scope, those of which texts spoke last first; of the parties of the scope those
    that they made or answered lately."""
    if not scope.parties:
        return [row.id for row in find_bundles(connection, scope, "proposal")]
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


def sources_of(connection: Connection, ids: Iterable[int]) -> dict[int, Source]:
    """The documents of some versions by the version."""
    names = ("title", "publisher", "day", "origin")
    columns = (versions.c.id, *(versions.c[name] for name in names), documents.c.key, documents.c.name, documents.c.url)
    found: dict[int, Source] = {}
    for part in chunks(sorted(set(ids))):
        query = select(*columns).join(documents, documents.c.id == versions.c.document_id)
        for row in connection.execute(query.where(versions.c.id.in_(part)).order_by(versions.c.id)):
            found[row.id] = Source(
                key=row.key,
                name=row.name,
                title=row.title,
                publisher=row.publisher,
                url=row.url,
                day=row.day,
                version=row.id,
                origin=row.origin or row.id,
            )
    return found


def _states(connection: Connection, ids: Sequence[str]) -> dict[str, Thread]:
    found: dict[str, Thread] = {}
    for part in chunks([*ids]):
        query = select(bundles.c.id, bundles.c.state).where(bundles.c.id.in_(part), bundles.c.kind == "proposal")
        found |= {id: thread_from(state) for id, state in connection.execute(query)}
    return found


def _relatives(threads: Iterable[Thread]) -> set[str]:
    return {id for thread in threads for id in (*thread.children[-RELATED:], thread.version_of) if id is not None}


def _rows(connection: Connection, scope: Scope, ids: Sequence[str]) -> tuple[list[Any], list[str]]:
    """The members of each proposal, in time, and the proposals of which there are more; what one does not need of its
    share goes to the others."""
    found: list[Any] = []
    cut: list[str] = []
    left = MEMBERS
    waiting = [*ids]
    for share in (max(1, MEMBERS // max(1, 2 * len(ids))), MEMBERS):
        again: list[str] = []
        for n, id in enumerate(waiting):
            most = share if share < MEMBERS else left // (len(waiting) - n)
            rows = _latest_rows(connection, scope, id, most + 1)
            if len(rows) > most:
                again.append(id)
            if len(rows) <= most or share == MEMBERS:
                found += [*reversed(rows[:most])]
                left -= min(len(rows), most)
        waiting, cut = again, again
    return found, cut


_ROW = tuple(members.c[name] for name in ("id", "bundle_id", "fact_key", "version_id", "item", "link", "day"))


def _latest_rows(connection: Connection, scope: Scope, id: str, most: int) -> Sequence[Any]:
    query = select(*_ROW).where(members.c.bundle_id == id, *known(members, scope))
    return connection.execute(query.order_by(members.c.day.desc(), members.c.id.desc()).limit(most)).all()


def _first_rows(connection: Connection, scope: Scope, ids: Iterable[str]) -> list[Any]:
    rows: list[Any] = []
    for id in ids:
        query = select(*_ROW).where(members.c.bundle_id == id, *known(members, scope))
        rows += connection.execute(query.order_by(members.c.day, members.c.id).limit(RELATED)).all()
    return rows


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the threads of one loading share."""

    scope: Scope
    judged: Mapping[tuple[int, str], Judged]
    aliases: Mapping[str, str]
    kinds: Mapping[str, str]

    def thread(self, state: Thread, rows: Sequence[Any]) -> Thread | None:
        """A thread with its members; made anew from them where not all that is known now counts."""
        anew = self.scope.known_at is not None or any(self._changed(row) for row in rows)
        told = [Member(item, link_of(row.link)) for row in rows if (item := self._tabled(row, full=anew)) is not None]
        if not told:
            return None
        thread = rebuilt(state, told) if anew else state
        if not anew:
            thread.members = told
        self._restate(thread, rows)
        thread.authors = {self._party(party): quotes for party, quotes in thread.authors.items()}
        thread.sides = {self._party(party): quotes for party, quotes in thread.sides.items()}
        if self.scope.known_at is not None and not any(member.tabled.version_of for member in told):
            thread.version_of, thread.relation = None, None
        return thread

    def _changed(self, row: Any) -> bool:
        one = self._judged(row)
        return one is not None and (one.rejected or bool(one.corrected))

    def _judged(self, row: Any) -> Judged | None:
        return self.judged.get((row.version_id, _local(row.item)))

    def _tabled(self, row: Any, *, full: bool) -> Tabled | None:
        one = self._judged(row)
        if one is not None and one.rejected:
            return None
        item = tabled_from(row.item) if full else answers_from(row.item)
        answers = [new for answer in item.answers for new in self._answers(row.version_id, answer)]
        item = replace(item, answers=tuple(answers))
        if one is None or not one.corrected:
            return item
        if "status" in one.corrected:
            item = replace(item, status=cast(ProposalStatus | None, one.status))
        if "type" in one.corrected and one.type:
            item = replace(item, kind=cast(ProposalKind, one.type))
        if "date" in one.corrected:
            item = replace(item, forward=days_of(one.begin))
        return item

    def _answers(self, version: int, answer: Answer) -> Iterable[Answer]:
        """An answer as it is to be told: none, as the text has it, or as a person corrected it."""
        one = self.judged.get((version, answer.position))
        answer = replace(answer, party=self._party(answer.party))
        if one is None or not one.verdict:
            yield answer
            return
        if one.rejected:
            return
        if "stance" in one.corrected or "status" in one.corrected:
            answer = replace(answer, stance=cast(Stance, one.status))
        if "date" in one.corrected and (days := days_of(one.begin)) is not None:
            answer = replace(answer, date=days[0], date_origin="stated")
        if "party" not in one.corrected:
            yield answer
            return
        for key in one.who.get("party", ()):
            party = self._party(self._given(key))
            yield replace(answer, party=party, member=None, authority=Authority.party, heard=False)

    def _restate(self, thread: Thread, rows: Iterable[Any]) -> None:
        """What a person says of the proposal itself goes before what the texts say."""
        for one in filter(None, map(self._judged, rows)):
            if "by" in one.corrected:
                thread.authors = {self._given(key): () for key in one.who.get("by", ())}
                thread.sides = {party: spans for party, spans in thread.sides.items() if party not in thread.authors}
            if "type" in one.corrected and one.type:
                thread.kind = cast(ProposalKind, one.type)

    def _given(self, key: str) -> Party:
        kind = cast(Kind, self.kinds.get(key) or ("country" if len(key) == 3 and key.isupper() else "group"))
        return Party(key, kind, key if kind == "country" else None)

    def _party(self, party: Party) -> Party:
        """The party that persons say a party is the same as."""
        key = self.aliases.get(party.key)
        return party if key is None or key == party.key else self._given(key)


def _known_relations(threads: Sequence[Thread]) -> Iterable[Thread]:
    """Threads whose versions are among those that were known."""
    known_ids = {thread.id for thread in threads}
    of = {thread.id: thread.version_of for thread in threads}
    for thread in threads:
        thread.children = [id for id in thread.children if id in known_ids and of[id] == thread.id]
        yield thread


def _named(connection: Connection, threads: Iterable[Thread]) -> Callable[[Party], str]:
    parties = {party for thread in threads for party in (*thread.authors, *thread.sides)}
    parties |= {answer.party for thread in threads for member in thread.members for answer in member.tabled.answers}
    names = names_of(connection, (party.key[:200] for party in parties))

    def named(party: Party) -> str:
        return names.get(party.key[:200]) or party.country or party.key.partition("@")[0]

    return named


def _local(item: str) -> str:
    """The id in the record of a member, without reading all of it."""
    at = item.find('"local":"')
    return item[at + 9 : item.index('"', at + 9)] if at >= 0 else ""


def _aliases(connection: Connection) -> Mapping[str, str]:
    return {}
