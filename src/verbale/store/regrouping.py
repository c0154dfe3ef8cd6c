"""Which facts belong together by all texts in the order of their publication, whatever the order of adding.

Nothing is written here. What persons merged or split stays as it is: those bundles are *fixed*, their facts stay in
them, and others may join.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Row, select

from verbale.store.aliases import Aliases, aliases_of, merged_sight, merged_tabled
from verbale.store.scratch import Scratch
from verbale.store.sql import chunks, unindexed
from verbale.store.tables import bundles, documents, judgements, members, track_versions, versions
from verbale.store.tracking import Track
from verbale.threads.bundles import found, joined
from verbale.threads.codec import link_from, tabled_from
from verbale.threads.linking import Link
from verbale.threads.matching import links
from verbale.threads.parties import Parties
from verbale.threads.proposals import Relation, Table
from verbale.threads.sights import Sight
from verbale.threads.tabled import Tabled

FIXED = "="
KINDS = ("proposal", "contact", "incident", "statement")
Tick = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a member belongs: the key of its group, by which link (none: it founds it); ``fixed`` if a person said. The
    key of a fixed bundle is ``FIXED`` and its id. ``kept``: the link is, but for the bundle, the one that is stored."""

    member: int
    group: str
    link: Link | None
    fixed: bool
    kept: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """What a proposal is a version of; keys of groups."""

    version_of: str | None
    relation: Relation | None
    children: tuple[str, ...]
    replaced: bool


@dataclass(slots=True)
class Groups:
    """All places in the order in which they were found, the bundle of each member before, and the drafts."""

    places: list[Place] = field(default_factory=list)
    before: dict[int, str] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    fixed: frozenset[str] = frozenset()
    documents: int = 0


def regrouped(connection: Connection, track: Track | None, tick: Tick) -> Groups:
    """The groups of all facts, or of those that are linked with facts of a track."""
    chosen = _of_track(connection, track) if track is not None else None
    ordered = _in_order(connection, chosen)
    groups = Groups(fixed=fixed_bundles(connection), documents=len(ordered))
    with Scratch() as scratch:
        grouping = _Grouping(groups, scratch, aliases_of(connection))
        for version in ordered:
            grouping.take(_members(connection, version, chosen))
            tick(1)
    grouping.finish()
    return groups


def fixed_bundles(connection: Connection) -> frozenset[str]:
    """The bundles of which a person said what belongs to them, or of what they are a version."""
    query = select(judgements.c.target, judgements.c.verdict, judgements.c.change).where(
        judgements.c.subject.in_(KINDS),
        judgements.c.verdict.in_(("merge", "split")),
        judgements.c.withdrawn.is_(None),
    )
    found_ids: set[str] = set()
    for target, verdict, change in connection.execute(query):
        told = json.loads(change)
        relations = told.get("relations") or {}
        found_ids |= {told["into"], *relations, target if verdict == "merge" else told["from"]}
        for one in relations.values():
            found_ids |= {*one["children"], *filter(None, [one["version_of"]])}
    return frozenset(found_ids)


def _of_track(connection: Connection, track: Track) -> frozenset[str]:
    """The bundles of which facts of a track are members, and the versions of proposals among them."""
    own = (
        select(members.c.bundle_id)
        .join(track_versions, track_versions.c.version_id == members.c.version_id)
        .where(track_versions.c.track_id == track.id, members.c.known_until.is_(None))
    )
    chosen = set(connection.execute(own.distinct()).scalars())
    new = sorted(chosen)
    while new:
        related: set[str] = set()
        for part in chunks(new):
            held = bundles.c.known_until.is_(None)
            related |= set(connection.execute(select(bundles.c.id).where(bundles.c.parent.in_(part), held)).scalars())
            above = select(bundles.c.parent).where(bundles.c.id.in_(part), bundles.c.parent.is_not(None), held)
            related |= set(connection.execute(above).scalars())
        new = sorted(related - chosen)
        chosen |= related
    return frozenset(chosen)


def _in_order(connection: Connection, chosen: frozenset[str] | None) -> list[int]:
    """The versions that have members, by publication, the undated last; of one day by the key of the document."""
    query = (
        select(versions.c.id, versions.c.day, documents.c.key, versions.c.number)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(select(members.c.id).where(_open_in(versions.c.id)).exists())
    )
    rows = connection.execute(query).all()
    if chosen is not None:
        wanted: set[int] = set()
        for part in chunks(sorted(chosen)):
            own = select(members.c.version_id).where(members.c.bundle_id.in_(part), members.c.known_until.is_(None))
            wanted |= set(connection.execute(own.distinct()).scalars())
        rows = [row for row in rows if row.id in wanted]
    ordered = sorted(rows, key=lambda row: (row.day is None, row.day or "", row.key, row.number))
    return [row.id for row in ordered]


def _open_in(version: Any) -> Any:
    return (members.c.version_id == version) & members.c.known_until.is_(None)


def _members(connection: Connection, version: int, chosen: frozenset[str] | None) -> list[Row[Any]]:
    query = (
        select(members.c.id, members.c.bundle_id, members.c.fact_key, members.c.item, members.c.link, bundles.c.kind)
        .join(bundles, bundles.c.id == members.c.bundle_id)
        .where(_open_in(version), unindexed(bundles.c.kind).in_(KINDS))
    )
    rows: list[Row[Any]] = [*connection.execute(query.order_by(members.c.fact_key))]
    return [row for row in rows if chosen is None or row.bundle_id in chosen]


class _Grouping:
    """What is known so far, as texts are gone through one by one."""

    def __init__(self, groups: Groups, scratch: Scratch, merged: Aliases) -> None:
        self._groups, self._scratch, self._merged = groups, scratch, merged
        self._table = Table(Parties(()))

    def take(self, rows: Sequence[Row[Any]]) -> None:
        """The members of one text."""
        for row in rows:
            self._groups.before[row.id] = row.bundle_id
        self._proposals([row for row in rows if row.kind == "proposal"])
        told = [(Sight.model_validate_json(row.item), row) for row in rows if row.kind != "proposal"]
        for sight, row in sorted(told, key=_in_text):
            self._sight(merged_sight(sight, self._merged), row)

    def finish(self) -> None:
        """Note what is a version of what."""
        for id, thread in self._table.threads.items():
            self._groups.drafts[id] = Draft(thread.version_of, thread.relation, tuple(thread.children), thread.replaced)

    def _sight(self, sight: Sight, row: Row[Any]) -> None:
        fixed = row.bundle_id in self._groups.fixed
        if fixed:
            link, id = link_from(row.link), FIXED + row.bundle_id
            state = self._scratch.get(id)
            if state is None:
                state = found(sight).model_copy(update={"id": id})
            else:
                state = joined(state, sight, link or Link(sight.id, id, 1.0, True, ()))
        else:
            ranked = links(sight, self._scratch.candidates(sight))
            link = ranked[0] if ranked else None
            before = self._scratch.get(link.thread) if link is not None else None
            state = joined(before, sight, link) if before is not None and link is not None else found(sight)
        self._scratch.put(state, sight)
        self._groups.places.append(_place(row, state.id, link, fixed))

    def _proposals(self, rows: Sequence[Row[Any]]) -> None:
        if not rows:
            return
        items = {row.id: merged_tabled(tabled_from(row.item), self._merged) for row in rows}
        by_item = {items[row.id].id: row for row in rows}
        fixed = {
            item: (FIXED + row.bundle_id, link_from(row.link))
            for item, row in by_item.items()
            if row.bundle_id in self._groups.fixed
        }
        for member, thread in self._table.add_items(_parents_first([*items.values()]), fixed):
            id = member.tabled.id
            self._groups.places.append(_place(by_item[id], thread.id, member.link, id in fixed))
            thread.members.clear()  # a thread knows what it needs of them


def _place(row: Row[Any], group: str, link: Link | None, fixed: bool) -> Place:
    """A place; a link that is stored already is not kept in memory."""
    before = link_from(row.link)
    kept = fixed or (link and replace(link, thread="")) == (before and replace(before, thread=""))
    return Place(row.id, group, None if kept else link, fixed, kept)


def _in_text(pair: tuple[Sight, Row[Any]]) -> tuple[int, str, str]:
    sight, row = pair
    return sight.evidence[0].start if sight.evidence else 0, sight.id, row.fact_key


def _parents_first(items: Iterable[Tabled]) -> list[Tabled]:
    """The proposals of a text as they stand in it, each after the one of which it is a version."""
    ordered = sorted(items, key=lambda item: (len(item.local), item.local, item.id))
    own = {item.local: item for item in ordered}
    once: dict[str, Tabled] = {}
    for item in ordered:
        chain = [item]
        while (parent := own.get(chain[-1].version_of or "")) is not None and parent not in chain:
            chain.append(parent)
        once |= {one.id: one for one in reversed(chain) if one.id not in once}
    return [*once.values()]
