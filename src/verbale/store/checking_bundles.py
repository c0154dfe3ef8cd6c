"""Checks of one bundle: whether its state is what its members tell, and whether it is found under their keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from verbale.store.aliases import aliases_of, merged_sight, merged_tabled
from verbale.store.bundling import filed_keys
from verbale.store.checking import Fault, Texts, stands
from verbale.store.tables import blocks, bundles, facts, members
from verbale.threads.bundles import Bundle
from verbale.threads.codec import tabled_from, thread_from
from verbale.threads.proposals import Thread
from verbale.threads.sights import Sight
from verbale.threads.tabled import Quotes


def bundle_faults(connection: Connection, row: Row[Any], texts: Texts) -> Iterator[Fault]:
    """What is wrong with a bundle."""
    reasons = _proposal if row.kind == "proposal" else _bundle
    for reason in (*_common(connection, row), *reasons(connection, row, texts)):
        yield Fault(f"{row.kind} {row.id}", reason)


def _common(connection: Connection, row: Row[Any]) -> Iterator[str]:
    query = (
        select(facts.c.key, facts.c.kind)
        .join(members, members.c.fact_key == facts.c.key)
        .where(members.c.bundle_id == row.id, members.c.known_until.is_(None), facts.c.known_until.is_(None))
    )
    for key, kind in sorted({tuple(one) for one in connection.execute(query)}):
        if kind != row.kind:
            yield f"has {key}, a {kind}, as a member"
    if (row.known_until is None) != bool(_held(connection, row)):
        yield "holds without a member" if row.known_until is None else "is closed, but has members"
    if row.known_until is None:
        filed = set(connection.execute(select(blocks.c.key).where(blocks.c.bundle_id == row.id)).scalars())
        missing = sorted({key for key, _ in filed_keys(connection, row.id)} - filed)
        if missing:
            yield f"is not found under {len(missing)} of its keys, as {missing[0]!r}"


def _held(connection: Connection, row: Row[Any]) -> bool:
    query = select(members.c.id).where(members.c.bundle_id == row.id, members.c.known_until.is_(None))
    return connection.execute(query.limit(1)).first() is not None


def _items(connection: Connection, row: Row[Any]) -> Iterator[str]:
    """What the members tell; those of a closed bundle are all that it ever had."""
    query = select(members.c.item).where(members.c.bundle_id == row.id).order_by(members.c.id)
    if row.known_until is None:
        query = query.where(members.c.known_until.is_(None))
    yield from connection.execute(query).scalars()


def _bundle(connection: Connection, row: Row[Any], texts: Texts) -> Iterator[str]:
    state, merged = Bundle.model_validate_json(row.state), aliases_of(connection)
    if (state.id, state.kind) != (row.id, row.kind):
        yield "its state is that of another"
    told = [merged_sight(Sight.model_validate_json(item), merged) for item in _items(connection, row)]
    if row.known_until is not None:  # made before what was merged since
        told += [Sight.model_validate_json(item) for item in _items(connection, row)]
    else:
        yield from _days(row, state.first, state.last, [sight.published for sight in told])
        if state.size != len(told):
            yield f"counts {state.size} members, but has {len(told)}"
    text = texts.of(state.sha256)
    if state.words.text and (text is None or not stands(state.words.model_dump(), text)):
        yield f"its words do not stand in a text: {state.words.text[:60]!r}"
    for name, here, there in (
        ("documents", state.documents, (sight.document for sight in told)),
        ("parties", state.parties, (key for sight in told for key in sight.parties)),
        ("doers", state.doers, (key for sight in told for key in sight.doers)),
        ("targets", state.targets, (key for sight in told for key in sight.targets)),
        ("modes", state.modes, (sight.mode for sight in told)),
        ("days", state.days, (days for sight in told for days in (sight.days, sight.anew))),
        ("tolls", state.tolls, ((sight.killed, sight.injured) for sight in told)),
        ("places", (place.name for place in state.places), (sight.place.name for sight in told if sight.place)),
        ("words", (one.words for one in state.wordings), (sight.words for sight in told)),
        ("venues", state.venues, (sight.venue for sight in told)),
        ("marks", state.marks, (mark for sight in told for mark in sight.marks)),
    ):
        yield from _told(name, here, there)


def _proposal(connection: Connection, row: Row[Any], texts: Texts) -> Iterator[str]:
    thread, merged = thread_from(row.state), aliases_of(connection)
    if thread.id != row.id or thread.version_of != row.parent:
        yield "its state is that of another"
    told = [merged_tabled(tabled_from(item), merged) for item in _items(connection, row)]
    if row.known_until is not None:  # made before what was merged since
        told += [tabled_from(item) for item in _items(connection, row)]
    else:
        days = [day for item in told if item.published for day in item.published]
        yield from _days(row, thread.first, thread.last, days)
        yield from _relations(connection, thread)
    for name, here, there in (
        ("authors", (party.key for party in thread.authors), (party.key for item in told for party in item.authors)),
        ("sides", (party.key for party in thread.sides), (party.key for item in told for party in item.sides)),
        ("kind", [thread.kind], (item.kind for item in told)),
        ("label", [thread.label], (item.label for item in told)),
        ("duration", filter(None, [thread.duration]), (item.duration for item in told)),
        ("scope", filter(None, [thread.scope]), (item.scope for item in told)),
        ("start", filter(None, [thread.start]), (item.start for item in told)),
        ("day", filter(None, [thread.forward]), (item.forward for item in told)),
    ):
        yield from _told(name, here, there)
    for quotes in (thread.main, *thread.authors.values(), *thread.sides.values()):
        yield from _quoted(quotes, texts)


def _quoted(quotes: Quotes, texts: Texts) -> Iterator[str]:
    for quote in quotes:
        text = texts.of(quote.sha256)
        if text is None or not stands(quote.span.model_dump(), text):
            yield f"quotes words that stand in no text: {quote.span.text[:60]!r}"


def _relations(connection: Connection, thread: Thread) -> Iterator[str]:
    around = [id for id in (*thread.children, thread.version_of) if id is not None]
    query = select(bundles.c.id, bundles.c.state).where(bundles.c.id.in_(around), bundles.c.known_until.is_(None))
    known = {id: thread_from(state) for id, state in connection.execute(query)}
    for id in thread.children:
        if id not in known or known[id].version_of != thread.id:
            yield f"{id} is no version of it"
    if thread.version_of and (thread.version_of not in known or thread.id not in known[thread.version_of].children):
        yield f"is a version of {thread.version_of}, which does not know it"


def _days(row: Row[Any], first: date | None, last: date | None, told: Iterable[date | None]) -> Iterator[str]:
    days = [day for day in told if day is not None]
    wanted = min(days, default=None), max(days, default=None)
    stored = tuple(date.fromisoformat(day) if day else None for day in (row.first, row.last))
    if (first, last) != wanted or stored != wanted:
        yield "its first and last day are not those of its members"


def _told(name: str, here: Iterable[Any], there: Iterable[Any]) -> Iterator[str]:
    """Whether a state holds only what some member tells."""
    known = set(there)
    more = [one for one in here if one not in known]
    if more:
        yield f"its {name} are told by no member: {str(more[0])[:60]}"
