"""Linking a store anew: as if all texts had been added in the order of their publication, under the names of today.

A bundle keeps its id as long as most of its facts stay together; only what belongs elsewhere moves. Memberships are
closed and opened, never overwritten, so that an earlier moment of knowing shows what was known then. All of it is one
transaction, and a second run finds nothing to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from verbale.store import feed
from verbale.store.bundling import rebuild, refile
from verbale.store.filing import save_threads
from verbale.store.regrouping import FIXED, Draft, Groups, Place, Tick, regrouped
from verbale.store.sql import chunks
from verbale.store.standing import Meets, Standing, Stands, known_of
from verbale.store.tables import bundles, members, track_versions, versions
from verbale.store.tracking import Track
from verbale.threads.codec import link_from, link_json, thread_from
from verbale.threads.proposals import Thread
from verbale.threads.stable import stable_id

ROUNDS = 8  # in which the facts of a track are gone through, as long as what is linked with them changes
COMPARED = 100  # bundles whose standing is asked for at once


@dataclass(frozen=True, slots=True)
class Relinked:
    """So many ``documents`` were gone through; so many facts ``moved`` to another bundle, and of so many others the
    ``reasons`` changed for which they are where they are; bundles ``opened`` and ``closed``."""

    documents: int
    moved: int = 0
    reasons: int = 0
    opened: int = 0
    closed: int = 0

    @property
    def changed(self) -> bool:
        return bool(self.moved or self.reasons)


def relink(connection: Connection, now: str, track: Track | None = None, tick: Tick = lambda _: None) -> Relinked:
    """Link all facts anew, or those that are linked with facts of a track. ``tick`` is called after each document;
    ``connection`` must be one of ``writing``."""
    done = Relinked(0)
    for _ in range(ROUNDS if track is not None else 1):
        one = _round(connection, now, track, tick)
        done = Relinked(
            max(done.documents, one.documents),
            done.moved + one.moved,
            done.reasons + one.reasons,
            done.opened + one.opened,
            done.closed + one.closed,
        )
        if not one.changed:
            break
    return done


def work(connection: Connection, track: Track | None = None) -> int:
    """How many documents there are to go through, at least."""
    query = select(func.count()).select_from(versions).where(versions.c.superseded.is_(None))
    if track is not None:
        query = select(func.count()).select_from(track_versions).where(track_versions.c.track_id == track.id)
    return int(connection.execute(query).scalar_one())


def _round(connection: Connection, now: str, track: Track | None, tick: Tick) -> Relinked:
    groups = regrouped(connection, track, tick)
    ids, fresh = _named(connection, groups)
    changes = _changes(connection, groups, ids)
    moved = [one for one in changes if one.to != one.row.bundle_id]
    touched = {id for one in changes for id in (one.row.bundle_id, one.to)}
    before = _standing(connection, touched, fresh)
    for id, place in fresh.items():
        _open(connection, id, place, groups, now)
    _replace(connection, changes, now)
    for id in sorted(touched):
        rebuild(connection, id, now)
        refile(connection, id)
    related = _relate(connection, groups.drafts, ids, now)
    for part in chunks(sorted(before), COMPARED):
        feed.news(connection, {id: before[id] for id in part}, now)
    closed = _closed(connection, touched)
    return Relinked(groups.documents, len(moved), len(changes) - len(moved) + related, len(fresh), closed)


@dataclass(frozen=True, slots=True)
class _Change:
    """A membership that ends, and the one that begins."""

    row: Row[Any]
    to: str
    link: str | None


def _named(connection: Connection, groups: Groups) -> tuple[dict[str, str], dict[str, Place]]:
    """The id of each group: that of the bundle with which it has most facts in common; new ids, with the first member
    of each."""
    first: dict[str, Place] = {}
    common: Counter[tuple[str, str]] = Counter()
    ids: dict[str, str] = {}
    for place in groups.places:
        first.setdefault(place.group, place)
        if place.group.startswith(FIXED):
            ids[place.group] = place.group.removeprefix(FIXED)
        elif (old := groups.before[place.member]) not in groups.fixed:
            common[place.group, old] += 1
    order = {group: n for n, group in enumerate(first)}
    taken: set[str] = set()
    for (group, old), _ in sorted(common.items(), key=lambda item: (-item[1], order[item[0][0]], item[0][1])):
        if group not in ids and old not in taken:
            ids[group] = old
            taken.add(old)
    fresh: dict[str, Place] = {}
    for group, place in first.items():
        if group not in ids:
            ids[group] = _free(connection, group, {*fresh})
            fresh[ids[group]] = place
    return ids, fresh


def _free(connection: Connection, group: str, taken: set[str]) -> str:
    """An id that no bundle has had: that which its first fact gives it, else one made of that."""
    made, number = group, 0
    while made in taken or connection.execute(select(bundles.c.id).where(bundles.c.id == made)).first() is not None:
        number += 1
        made = stable_id(group.partition("-")[0], group, "linked anew", number)
    return made


def _changes(connection: Connection, groups: Groups, ids: Mapping[str, str]) -> list[_Change]:
    """The members that are in another bundle than before, or by another link."""
    places = {place.member: place for place in groups.places if not place.fixed}  # a fixed one stays where it is
    found: list[_Change] = []
    for part in chunks(sorted(places)):
        for row in connection.execute(select(members).where(members.c.id.in_(part)).order_by(members.c.id)):
            place = places[row.id]
            to = ids[place.group]
            if place.kept and to == row.bundle_id:
                continue
            link = link_from(row.link) if place.kept else place.link
            found.append(_Change(row, to, link_json(replace(link, thread=to) if link is not None else None)))
    return found


def _standing(connection: Connection, touched: Iterable[str], fresh: Mapping[str, Place]) -> dict[str, Standing]:
    """How contacts and proposals stand that are touched; of new ones nothing is told yet."""
    before: dict[str, Standing] = {}
    for part in chunks(sorted(set(touched) - set(fresh)), COMPARED):
        before |= known_of(connection, part).standings()
    for id in fresh:
        if id.startswith("ct-"):
            before[id] = Meets(None, ())
        elif id.startswith("pt-"):
            before[id] = Stands(None, {})
    return before


def _open(connection: Connection, id: str, place: Place, groups: Groups, now: str) -> None:
    """A bundle that its members are still to make."""
    query = select(bundles.c.kind, bundles.c.state).where(bundles.c.id == groups.before[place.member])
    row = connection.execute(query).one()
    new = {"id": id, "kind": row.kind, "state": row.state, "known_from": now}
    if row.kind == "proposal":
        thread = thread_from(row.state)
        thread.id, thread.version_of, thread.relation, thread.children, thread.replaced = id, None, None, [], False
        save_threads(connection, [thread], now)
        return
    connection.execute(insert(bundles).values(new))


def _replace(connection: Connection, changes: Sequence[_Change], now: str) -> None:
    for part in chunks([one.row.id for one in changes]):
        connection.execute(update(members).where(members.c.id.in_(part)).values(known_until=now))
    rows: list[dict[str, Any]] = []
    for one in changes:
        new = {name: getattr(one.row, name) for name in ("fact_key", "version_id", "item", "day")}
        rows.append(new | {"bundle_id": one.to, "link": one.link, "known_from": now} | _weight(one.link))
    for part in chunks(rows):
        connection.execute(insert(members), list(part))


def _weight(link: str | None) -> dict[str, Any]:
    told = link_from(link)
    return {"score": told.score if told else 1.0, "certain": int(told is None or told.certain)}


def _relate(connection: Connection, drafts: Mapping[str, Draft], ids: Mapping[str, str], now: str) -> int:
    """Let proposals be versions of those that they are now; how many are of another than before."""
    by_id = {ids[group]: draft for group, draft in drafts.items()}
    inside = set(by_id)
    count = 0
    for part in chunks(sorted(by_id)):
        query = select(bundles.c.state).where(bundles.c.id.in_(part), bundles.c.known_until.is_(None))
        changed = []
        for state in connection.execute(query).scalars():
            thread = thread_from(state)
            if _related(thread, by_id[thread.id], ids, inside):
                changed.append(thread)
        save_threads(connection, changed, now)
        count += len(changed)
    return count


def _related(thread: Thread, draft: Draft, ids: Mapping[str, str], inside: set[str]) -> bool:
    """Give a thread its relations, those with others than are gone through kept; whether that changes it."""
    before = thread.version_of, thread.relation, [*thread.children], thread.replaced
    others = [id for id in thread.children if id not in inside]
    if draft.version_of is not None or thread.version_of is None or thread.version_of in inside:
        thread.version_of = ids[draft.version_of] if draft.version_of is not None else None
        thread.relation = draft.relation
    thread.children = [*others, *dict.fromkeys(ids[group] for group in draft.children)]
    thread.replaced = draft.replaced or (bool(others) and thread.replaced)
    return before != (thread.version_of, thread.relation, thread.children, thread.replaced)


def _closed(connection: Connection, touched: Iterable[str]) -> int:
    count = 0
    for part in chunks(sorted(touched)):
        gone = select(func.count()).select_from(bundles)
        where = (bundles.c.id.in_(part), bundles.c.known_until.is_not(None))
        count += int(connection.execute(gone.where(*where)).scalar_one())
    return count
