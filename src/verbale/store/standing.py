"""How a contact and the answers to a proposal stand by all texts that the store links to it, judgements applied.

What the feed compares before and after a transaction. The work is bounded: of each bundle the latest ``TELLING`` texts
are looked at.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from verbale.store.negotiations import negotiations
from verbale.store.query import Scope
from verbale.store.sighted import Telling, sighted
from verbale.store.sql import chunks, unindexed
from verbale.store.tables import bundles, facts, members
from verbale.threads.cells import Cell
from verbale.threads.days import Day
from verbale.threads.fates import State, state_on
from verbale.threads.history import History
from verbale.threads.proposals import Thread

TELLING = 40  # texts of one bundle that are looked at, the latest


@dataclass(frozen=True, slots=True)
class Stands:
    """A proposal, and by key of party where each stands; ``thread`` is ``None`` where no text tells of it any more."""

    thread: Thread | None
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Meets:
    """A contact: its state, and the texts that tell of it, the latest last."""

    state: State | None
    told: tuple[Telling, ...]


Standing = Stands | Meets


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of contacts (by id of the bundle) and of proposals (ids, and their history)."""

    contacts: Mapping[str, tuple[Telling, ...]]
    proposals: tuple[str, ...]
    history: History

    def standings(self, without: str | None = None) -> dict[str, Standing]:
        """Where all stand; the document with the key ``without`` is taken as not told."""
        found: dict[str, Standing] = {}
        for id, told in self.contacts.items():
            kept = tuple(one for one in told if one.text.document != without)
            found[id] = Meets(state_on((one.sight for one in kept), Day.max), kept)
        history = self.history if without is None else _without(self.history, without)
        states = {state.thread.id: state for state in history.latest().proposals} if self.proposals else {}
        for id in self.proposals:
            state = states.get(id)
            cells = state.cells if state is not None else ()
            found[id] = Stands(state.thread if state else None, {cell.party.key: cell for cell in cells})
        return found


def known_of(connection: Connection, ids: Iterable[str]) -> Known:
    """What is known of the contacts and proposals among some bundles."""
    kinds: dict[str, str] = {}
    for part in chunks(sorted(set(ids))):
        query = select(bundles.c.id, bundles.c.kind).where(bundles.c.id.in_(part))
        kinds.update((row.id, row.kind) for row in connection.execute(query))
    contacts = sorted(id for id, kind in kinds.items() if kind == "contact")
    proposals = sorted(id for id, kind in kinds.items() if kind == "proposal")
    told = sighted(connection, contacts, Scope(), TELLING) if contacts else {}
    history = (
        negotiations(connection, Scope(), proposals, TELLING * len(proposals)).history
        if proposals
        else History((), lambda party: party.key)
    )
    return Known({id: tuple(told.get(id, ())) for id in contacts}, tuple(proposals), history)


def bundles_of(connection: Connection, keys: Iterable[str]) -> tuple[str, ...]:
    """The bundles of which some facts tell; of a position, the proposal that it answers."""
    found: dict[str, None] = {}
    for part in chunks(sorted(set(keys))):
        answered = select(facts.c.data).where(
            facts.c.key.in_(part), unindexed(facts.c.kind) == "position", facts.c.known_until.is_(None)
        )
        proposals = {str(json.loads(data).get("proposal")) for data in connection.execute(answered).scalars()}
        for some in chunks(sorted({*part, *proposals})):
            query = select(members.c.bundle_id).where(members.c.fact_key.in_(some), members.c.known_until.is_(None))
            found.update(dict.fromkeys(sorted(connection.execute(query).scalars())))
    return tuple(found)


def _without(history: History, document: str) -> History:
    kept: list[Thread] = []
    for thread in history.threads:
        told = [member for member in thread.members if member.tabled.document[0] != document]
        if len(told) == len(thread.members):
            kept.append(thread)
        elif told:
            kept.append(replace(thread, members=told))
    return History(kept, history.named)
