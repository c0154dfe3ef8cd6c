"""Linking in the store: each new fact joins what is known, or founds it. ``verbale.threads`` decides; this keeps.

A record is compared only with bundles that share a key with it (``blocks``), the latest of each key, so the work for a
document does not grow with the store. A fact that was linked before, and is read again, stays where it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from verbale.record import Record
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
from verbale.threads.proposals import CANDIDATES, Member, Table, Thread, filed_under, rebuilt, sought_under
from verbale.threads.sights import Sight, sights
from verbale.threads.tabled import Tabled, tabled

KEY = 250  # characters of a block's key


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
    entry = _Entry(connection, version, day.isoformat() if day else None, known)
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
        connection.execute(update(bundles).where(bundles.c.id == bundle).values(known_until=known))
        return
    if row.kind == "proposal":
        own = [Member(tabled_from(one.item), link_from(one.link)) for one in rows]
        save_threads(connection, [rebuilt(thread_from(row.state), own)], known)
        return
    seen = [(Sight.model_validate_json(one.item), link_from(one.link)) for one in rows]
    state = found(seen[0][0]).model_copy(update={"id": bundle})
    for sight, link in seen[1:]:
        state = joined(state, sight, link or Link(sight.id, bundle, 1.0, True, ()))
    _save_bundle(connection, state, known)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is the same for all members of one record."""

    connection: Connection
    version: int
    day: str | None
    known: str

    def member(self, bundle: str, fact: str, item: str, link: Link | None) -> None:
        row = {
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
        self.connection.execute(insert(members).values(row))

    def again(self, before: Row[Any], item: str) -> None:
        """A fact that was linked before: the same bundle, what is told now."""
        if before.item == item:
            return
        close = update(members).where(members.c.id == before.id)
        self.connection.execute(close.values(known_until=self.known))
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
    table = Table(parties)
    states: dict[str, str] = {}
    wanted = [items[proposal.id] for proposal in new.proposals]
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
        entry.member(thread_id, fact, tabled_json(member.tabled), member.link)
        done.append(Linked(fact, thread_id, "proposal", thread_id not in founded))
    return done


def _placed(table: Table, record: Record, parties: Parties) -> list[tuple[Member, str]]:
    """The members that a record adds, each with its thread."""
    own = table.add(record)
    by_member = {id(member): thread.id for thread in table.threads.values() for member in thread.members}
    return [(member, by_member[id(member)]) for member in own]


def load_threads(connection: Connection, items: Iterable[Tabled]) -> list[tuple[Thread, str]]:
    """The threads that may be those of some proposals, with their versions and parents, the latest last."""
    wanted: dict[str, None] = {}
    for key in dict.fromkeys(
        _proposal_key(party.key, feature) for item in items for party, feature in sought_under(item)
    ):
        wanted.update(dict.fromkeys(_latest(connection, key)))
    found_threads: dict[str, tuple[Thread, str]] = {}
    new = [*wanted]
    while new:
        for part in chunks(new):
            query = select(bundles.c.state).where(bundles.c.id.in_(part), bundles.c.known_until.is_(None))
            for state in connection.execute(query).scalars():
                thread = thread_from(state)
                found_threads[thread.id] = thread, state
        related = {
            id for thread, _ in found_threads.values() for id in (*thread.children, thread.version_of) if id is not None
        }
        new = sorted(related - set(found_threads) - set(wanted))
        wanted.update(dict.fromkeys(new))
    return sorted(found_threads.values(), key=lambda one: (one[0].last is None, one[0].last, one[0].id))


def save_threads(connection: Connection, threads: Sequence[Thread], known: str) -> None:
    """Keep threads and the keys under which they are found."""
    rows = [
        {
            "id": thread.id,
            "kind": "proposal",
            "state": thread_json(thread),
            "first": thread.first.isoformat() if thread.first else None,
            "last": thread.last.isoformat() if thread.last else None,
            "parent": thread.version_of,
            "known_from": known,
            "known_until": None,
        }
        for thread in threads
    ]
    upsert(connection, bundles, rows, ("kind", "state", "first", "last", "parent", "known_until"))
    filed = {
        (_proposal_key(party.key, feature), thread.id): row["last"]
        for thread, row in zip(threads, rows, strict=True)
        for party, feature in filed_under(thread)
    }
    _file(connection, filed)


def _sights(
    entry: _Entry, record: Record, parties: Parties, keys: Mapping[str, str], before: Mapping[str, Row[Any]]
) -> list[Linked]:
    done: list[Linked] = []
    for sight in sights(record, parties):
        fact = keys[sight.fact]
        item = sight.model_dump_json()
        if fact in before:
            entry.again(before[fact], item)
            done.append(Linked(fact, before[fact].bundle_id, sight.kind, False))
            continue
        ranked = links(sight, _candidates(entry.connection, sight))
        link = ranked[0] if ranked else None
        state = found(sight) if link is None else joined(_bundle(entry.connection, link.thread), sight, link)
        _save_bundle(entry.connection, state, entry.known)
        _file(entry.connection, {(_sight_key(sight, key), state.id): _text(state.last) for key in blocks(sight)})
        entry.member(state.id, fact, item, link)
        done.append(Linked(fact, state.id, sight.kind, link is None))
    return done


def _candidates(connection: Connection, sight: Sight) -> list[Bundle]:
    ids: dict[str, None] = {}
    for key in sought(sight):
        ids.update(dict.fromkeys(_latest(connection, _sight_key(sight, key))))
    found_bundles: dict[str, Bundle] = {}
    for part in chunks([*ids]):
        query = select(bundles.c.id, bundles.c.state).where(bundles.c.id.in_(part), bundles.c.known_until.is_(None))
        found_bundles |= {id: Bundle.model_validate_json(state) for id, state in connection.execute(query)}
    return [found_bundles[id] for id in ids if id in found_bundles]


def _bundle(connection: Connection, id: str) -> Bundle:
    state = connection.execute(select(bundles.c.state).where(bundles.c.id == id)).scalar_one()
    return Bundle.model_validate_json(state)


def _save_bundle(connection: Connection, state: Bundle, known: str) -> None:
    row = {
        "id": state.id,
        "kind": state.kind,
        "state": state.model_dump_json(),
        "first": _text(state.first),
        "last": _text(state.last),
        "known_from": known,
        "known_until": None,
    }
    upsert(connection, bundles, [row], ("state", "first", "last", "known_until"))


def _latest(connection: Connection, key: str) -> Sequence[str]:
    """The bundles filed under a key, those of which texts spoke last."""
    query = select(blocks_table.c.bundle_id).where(blocks_table.c.key == key)
    return connection.execute(query.order_by(blocks_table.c.last.desc()).limit(CANDIDATES)).scalars().all()


def _file(connection: Connection, filed: Mapping[tuple[str, str], str | None]) -> None:
    rows = [{"key": key, "bundle_id": bundle, "last": last or ""} for (key, bundle), last in sorted(filed.items())]
    upsert(connection, blocks_table, rows, ("last",))


def _proposal_key(party: str, feature: str) -> str:
    return f"proposal|{feature}|{party}"[:KEY]


def _sight_key(sight: Sight, key: str) -> str:
    return f"{sight.kind}|{key}"[:KEY]


def _text(day: Any) -> str | None:
    return day.isoformat() if day is not None else None
