"""Linking in the store: each new fact joins what is known, or founds it. ``verbale.threads`` decides; this keeps.

A record is compared only with bundles that share a key with it (``blocks``), the latest of each key, so the work for a
document does not grow with the store. A fact that was linked before, and is read again, stays where it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from verbale.record import Record
from verbale.store.aliases import Aliases, MergedParties, aliases_of, merged_sight, merged_tabled
from verbale.store.filing import (
    LEARNT,
    bundle_row,
    day_text,
    file_under,
    latest_under,
    load_threads,
    proposal_key,
    save_bundle,
    save_threads,
    sight_key,
)
from verbale.store.sql import chunks, upsert
from verbale.store.tables import blocks as blocks_table
from verbale.store.tables import bundles, members
from verbale.threads.blocks import blocks, sought
from verbale.threads.bundles import Bundle, found, joined
from verbale.threads.codec import link_from, link_json, tabled_from, tabled_json, thread_from, thread_json
from verbale.threads.days import day_of
from verbale.threads.linking import Link
from verbale.threads.matching import links
from verbale.threads.parties import Parties
from verbale.threads.proposals import Member, Table, filed_under, rebuilt
from verbale.threads.sights import Sight, sights
from verbale.threads.tabled import tabled


@dataclass(frozen=True, slots=True)
class Linked:
    """A fact and the bundle that it is of; ``founds`` when it is the first of it."""

    fact: str
    bundle: str
    kind: str
    founds: bool


def link_record(
    connection: Connection, record: Record, parties: Parties, keys: Mapping[str, str], version: int, known: str
) -> tuple[Linked, ...]:
    """Link the proposals, contacts, incidents and statements of a record; ``keys`` are those of its facts by local id.

    Members of facts that the record no longer tells must have been closed (``unlink``).
    """
    before = _members_of(connection, [*keys.values()])
    day = day_of(record.document.published)
    entry = _Entry(connection, version, day.isoformat() if day else None, known, aliases_of(connection))
    return (*_proposals(entry, record, parties, keys, before), *_sights(entry, record, parties, keys, before))


def unlink(connection: Connection, facts: Sequence[str], known: str) -> tuple[str, ...]:
    """Close the members of facts that are told no more; the bundles that they were of."""
    touched: dict[str, None] = {}
    for part in chunks(sorted(facts)):
        where = (members.c.fact_key.in_(part), members.c.known_until.is_(None))
        touched.update(dict.fromkeys(connection.execute(select(members.c.bundle_id).where(*where)).scalars()))
        connection.execute(update(members).where(*where).values(known_until=known))
    for bundle in touched:
        rebuild(connection, bundle, known)
    return tuple(touched)


def rebuild(connection: Connection, bundle: str, known: str) -> None:
    """Make a bundle's state anew from its members; close it when none is left."""
    row = connection.execute(select(bundles).where(bundles.c.id == bundle)).one()
    query = select(members).where(members.c.bundle_id == bundle, members.c.known_until.is_(None))
    rows = connection.execute(query.order_by(members.c.day.is_(None), members.c.day, members.c.id)).all()
    if not rows:
        detach(connection, bundle, known)
        connection.execute(update(bundles).where(bundles.c.id == bundle).values(known_until=known))
        return
    _remake(connection, row, rows, known)


def rebuild_closed(connection: Connection, bundle: str, known: str) -> None:
    """Make the state of a bundle anew of which all members are closed."""
    row = connection.execute(select(bundles).where(bundles.c.id == bundle)).one()
    query = select(members).where(members.c.bundle_id == bundle)
    rows = connection.execute(query.order_by(members.c.day.is_(None), members.c.day, members.c.id)).all()
    _remake(connection, row, rows, known)
    connection.execute(update(bundles).where(bundles.c.id == bundle).values(known_until=row.known_until or known))


def _remake(connection: Connection, row: Row[Any], rows: Sequence[Row[Any]], known: str) -> None:
    bundle, merged = row.id, aliases_of(connection)
    if row.kind == "proposal":
        own = [Member(merged_tabled(tabled_from(one.item), merged), link_from(one.link)) for one in rows]
        save_threads(connection, [rebuilt(thread_from(row.state), own)], known)
        return
    seen = [(merged_sight(Sight.model_validate_json(one.item), merged), link_from(one.link)) for one in rows]
    state = found(seen[0][0]).model_copy(update={"id": bundle})
    for sight, link in seen[1:]:
        state = joined(state, sight, link or Link(sight.id, bundle, 1.0, True, ()))
    save_bundle(connection, state, known)


def detach(connection: Connection, bundle: str, known: str) -> None:
    """Let a proposal that is told no more be no version of another, nor another one of it."""
    row = connection.execute(select(bundles).where(bundles.c.id == bundle)).one()
    if row.kind != "proposal":
        return
    thread = thread_from(row.state)
    around = [id for id in (*thread.children, thread.version_of) if id is not None]
    query = select(bundles.c.state).where(bundles.c.id.in_(around), bundles.c.known_until.is_(None))
    touched = [thread_from(state) for state in connection.execute(query.order_by(bundles.c.id)).scalars()]
    for other in touched:
        if other.version_of == thread.id:
            other.version_of, other.relation = None, None
        other.children = [id for id in other.children if id != thread.id]
    thread.version_of, thread.relation, thread.children, thread.replaced = None, None, [], False
    save_threads(connection, [*touched, thread], known)


def refile(connection: Connection, bundle: str, *, nothing: bool = False) -> None:
    """File a bundle under the keys of its members and no others; under none at all if ``nothing``."""
    connection.execute(delete(blocks_table).where(blocks_table.c.bundle_id == bundle))
    if not nothing:
        file_under(connection, {(key, bundle): last for key, last in filed_keys(connection, bundle)})


def filed_keys(connection: Connection, bundle: str) -> Iterator[tuple[str, str | None]]:
    """The keys under which a bundle that holds must be found, with the day of which texts spoke of it last."""
    row = connection.execute(select(bundles).where(bundles.c.id == bundle)).one()
    if row.known_until is not None:
        return
    if row.kind == "proposal":
        for party, feature in filed_under(thread_from(row.state)):
            yield proposal_key(party.key, feature), row.last
        return
    merged = aliases_of(connection)
    query = select(members.c.item).where(members.c.bundle_id == bundle, members.c.known_until.is_(None))
    for item in connection.execute(query).scalars():
        sight = merged_sight(Sight.model_validate_json(item), merged)
        yield from ((sight_key(sight, key), row.last) for key in blocks(sight))


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is the same for all members of one record."""

    connection: Connection
    version: int
    day: str | None
    known: str
    merged: Aliases

    def row(self, bundle: str, fact: str, item: str, link: Link | None) -> dict[str, Any]:
        return {
            "bundle_id": bundle,
            "fact_key": fact,
            "version_id": self.version,
            "item": item,
            "link": link_json(link),
            "score": link.score if link is not None else 1.0,
            "certain": int(link is None or link.certain),
            "day": self.day,
            "known_from": self.known,
        }

    def member(self, bundle: str, fact: str, item: str, link: Link | None) -> None:
        self.connection.execute(insert(members), [self.row(bundle, fact, item, link)])

    def close(self, before: Row[Any]) -> None:
        """End a membership."""
        close = update(members).where(members.c.id == before.id)
        self.connection.execute(close.values(known_until=self.known))

    def again(self, before: Row[Any], item: str) -> None:
        """A fact that was linked before: the same bundle, what is told now."""
        if before.item == item:
            return
        self.close(before)
        self.member(before.bundle_id, before.fact_key, item, link_from(before.link))
        rebuild(self.connection, before.bundle_id, self.known)


def _members_of(connection: Connection, facts: Sequence[str]) -> dict[str, Row[Any]]:
    found_rows: dict[str, Row[Any]] = {}
    for part in chunks(sorted(set(facts))):
        where = (members.c.fact_key.in_(part), members.c.known_until.is_(None))
        found_rows |= {row.fact_key: row for row in connection.execute(select(members).where(*where))}
    return found_rows


def _proposals(
    entry: _Entry, record: Record, parties: Parties, keys: Mapping[str, str], before: Mapping[str, Row[Any]]
) -> list[Linked]:
    items = {item.local: item for item in tabled(record, parties)}
    again = {local: before[keys[local]] for local in items if keys[local] in before}
    for local, row in again.items():
        entry.again(row, tabled_json(items[local]))
    done = [Linked(row.fact_key, row.bundle_id, "proposal", False) for row in again.values()]
    new = record.model_copy(update={"proposals": tuple(one for one in record.proposals if one.id not in again)})
    if not new.proposals:
        return done
    table = Table(MergedParties(parties, entry.merged) if entry.merged else parties)
    own = {item.local: item for item in tabled(new, parties)} if entry.merged else {}
    states: dict[str, str] = {}
    wanted = [merged_tabled(items[proposal.id], entry.merged) for proposal in new.proposals]
    for thread, state in load_threads(entry.connection, wanted):
        table.take(thread)
        states[thread.id] = state
    founded = set(table.threads)
    placed = _placed(table, new, parties)
    save_threads(
        entry.connection, [one for one in table.threads.values() if thread_json(one) != states.get(one.id)], entry.known
    )
    for member, thread_id in placed:
        fact = keys[member.tabled.local]
        entry.member(thread_id, fact, tabled_json(own.get(member.tabled.local, member.tabled)), member.link)
        done.append(Linked(fact, thread_id, "proposal", thread_id not in founded))
    return done


def _placed(table: Table, record: Record, parties: Parties) -> list[tuple[Member, str]]:
    """The members that a record adds, each with its thread."""
    own = table.add(record)
    by_member = {id(member): thread.id for thread in table.threads.values() for member in thread.members}
    return [(member, by_member[id(member)]) for member in own]


def _sights(
    entry: _Entry, record: Record, parties: Parties, keys: Mapping[str, str], before: Mapping[str, Row[Any]]
) -> list[Linked]:
    told = [(sight, keys[sight.fact]) for sight in sights(record, parties)]
    left = {fact: before[fact].bundle_id for _, fact in told if fact in before}
    alone = _alone(entry.connection, [before[fact] for fact in left])
    done: list[Linked] = []
    new: list[tuple[Sight, str]] = []
    for sight, fact in told:
        item = sight.model_dump_json()
        if fact not in before:
            new.append((sight, fact))
        elif fact in alone and before[fact].item != item:
            entry.close(before[fact])
            new.append((sight, fact))
        else:
            entry.again(before[fact], item)
            done.append(Linked(fact, before[fact].bundle_id, sight.kind, False))
    merged = {sight.id: merged_sight(sight, entry.merged) for sight, _ in new}
    near = _Near(entry.connection, [*merged.values()])
    rows = []
    for sight, fact in new:
        link, state = near.settle(merged[sight.id], left.get(fact))
        rows.append(entry.row(state.id, fact, sight.model_dump_json(), link))
        done.append(Linked(fact, state.id, sight.kind, link is None))
    near.save(entry.known)
    if rows:
        entry.connection.execute(insert(members), rows)
    return done


def _alone(connection: Connection, rows: Sequence[Row[Any]]) -> set[str]:
    """The facts that are alone in their bundles, and that no person put there."""
    count: dict[str, int] = {}
    for part in chunks(sorted({row.bundle_id for row in rows})):
        query = select(members.c.bundle_id, func.count()).where(
            members.c.bundle_id.in_(part), members.c.known_until.is_(None)
        )
        count |= {row[0]: row[1] for row in connection.execute(query.group_by(members.c.bundle_id))}
    judged = {row.fact_key for row in rows if (link := link_from(row.link)) and _judged(link)}
    return {row.fact_key for row in rows if count.get(row.bundle_id) == 1} - judged


def _judged(link: Link) -> bool:
    return any(reason.feature == "judged" for reason in link.reasons)


class _Near:
    """The bundles that may be those of the new facts of one record, and what these make of them."""

    def __init__(self, connection: Connection, new: Sequence[Sight]) -> None:
        self.connection = connection
        self._sought = {sight.id: [sight_key(sight, key) for key in sought(sight)] for sight in new}
        self._under = latest_under(connection, [key for sought_keys in self._sought.values() for key in sought_keys])
        self._states: dict[str, Bundle] = {}
        for part in chunks(sorted({id for ids in self._under.values() for id in ids})):
            query = select(bundles.c.id, bundles.c.state).where(bundles.c.id.in_(part), bundles.c.known_until.is_(None))
            for id, state in connection.execute(query):
                self._states[id] = Bundle.model_validate_json(state)
        self._touched: dict[str, None] = {}
        self._deserted: dict[str, None] = {}
        self._filed: dict[tuple[str, str], str | None] = {}

    def settle(self, sight: Sight, left: str | None = None) -> tuple[Link | None, Bundle]:
        """The bundle that a fact joins, or founds; ``left`` is the one in which it was alone before it was told
        otherwise, and which is its own again if it joins no other."""
        ids = dict.fromkeys(id for key in self._sought[sight.id] for id in self._under.get(key, ()) if id != left)
        ranked = links(sight, [self._states[id] for id in ids if id in self._states])
        link = ranked[0] if ranked else None
        if link is not None:
            state = joined(self._states[link.thread], sight, link)
            self._deserted.update({left: None} if left is not None else {})
        else:
            state = found(sight) if left is None else found(sight).model_copy(update={"id": left})
        self._states[state.id] = state
        self._touched.setdefault(state.id)
        for key in (sight_key(sight, key) for key in blocks(sight)):
            self._filed[key, state.id] = day_text(state.last)
            under = self._under.setdefault(key, [])
            if state.id not in under:
                under.insert(0, state.id)
        return link, state

    def save(self, known: str) -> None:
        """Keep what was learnt."""
        upsert(self.connection, bundles, [bundle_row(self._states[id], known) for id in self._touched], LEARNT)
        file_under(self.connection, self._filed)
        for id in self._deserted:
            self.connection.execute(update(bundles).where(bundles.c.id == id).values(known_until=known))
