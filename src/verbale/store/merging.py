"""Merging and splitting: a person says that two actors, proposals, contacts, incidents or statements are one, or that a
fact is none of those with which it was linked. Each is a judgement that can be withdrawn.

The members of a bundle move with a link whose reason is *judged*; what they were linked by before stays in their closed
rows, so that they can move back. Actors are merged by name only (``aliases``): what the texts say is not touched.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, cast

from sqlalchemy import Connection, Row, insert, or_, select, update

from verbale.store.aliases import aliases_of
from verbale.store.bundling import Linked, rebuild, refile
from verbale.store.decided import Judgement, JudgementError, Subject, decide, holding, named
from verbale.store.drafts import merged_drafts, parted_drafts
from verbale.store.feed import news, watch
from verbale.store.sql import chunks, latest_first
from verbale.store.tables import appearances, bundles, facts, members, participants
from verbale.store.tracking import refill, tracks_of
from verbale.threads.bundles import found
from verbale.threads.codec import link_json, tabled_from
from verbale.threads.linking import Link, Reason
from verbale.threads.sights import Sight
from verbale.threads.stable import stable_id
from verbale.threads.tabled import Quoted

KINDS = ("proposal", "contact", "incident", "statement")
TOUCHED = 2000  # facts of an actor whose bundles are made anew when it is merged, the latest
CHAIN = 32  # merges of merges that are followed


def merge_bundles(
    connection: Connection, kind: str, first: str, second: str, author: str, reason: str | None, now: str
) -> Judgement:
    """Let all that is linked to ``first`` be linked to ``second`` (ids of bundles). Raises ``JudgementError``."""
    author = named(author)
    for id in (first, second):
        row = connection.execute(select(bundles.c.kind, bundles.c.known_until).where(bundles.c.id == id)).first()
        if row is None or row.known_until is not None:
            raise JudgementError(f"there is no {kind} {id}")
        if row.kind != kind:
            raise JudgementError(f"{id} is a {row.kind}, not a {kind}")
    if first == second:
        raise JudgementError(f"{first} is one already")
    moving = _members(connection, members.c.bundle_id == first)
    staying = _members(connection, members.c.bundle_id == second)
    before = watch(connection, [row.fact_key for row in (*moving, *staying)])
    change: dict[str, Any] = {"into": second, "facts": [row.fact_key for row in moving]}
    if kind == "proposal":
        change["relations"] = merged_drafts(connection, first, second, now)
    made = decide(connection, cast(Subject, kind), first, "merge", change, author, reason, now)
    _move(connection, moving, second, made, now)
    news(connection, before, now)
    return made


def split_fact(
    connection: Connection, fact: str, into: str | None, author: str, reason: str | None, now: str
) -> Judgement:
    """Take a fact (its key) out of its bundle, into another or one of its own. Raises ``JudgementError``."""
    author = named(author)
    rows = _members(connection, members.c.fact_key == fact)
    if not rows:
        raise JudgementError(f"{fact} is linked to nothing: only proposals, contacts, incidents and statements are")
    row = rows[0]
    kind = connection.execute(select(bundles.c.kind).where(bundles.c.id == row.bundle_id)).scalar_one()
    if into is not None:
        target = connection.execute(
            select(bundles).where(bundles.c.id == into, bundles.c.known_until.is_(None))
        ).first()
        if target is None or target.kind != kind:
            raise JudgementError(f"there is no {kind} {into}")
        if into == row.bundle_id:
            raise JudgementError(f"{fact} is in {into} already")
    elif len(_members(connection, members.c.bundle_id == row.bundle_id)) < 2:
        raise JudgementError(f"{fact} is alone in {row.bundle_id} already")
    to = into or _own(connection, kind, row)
    before = watch(connection, [fact])
    change = {"from": row.bundle_id, "into": to}
    made = decide(connection, kind, fact, "split", change, author, reason, now)
    _move(connection, rows, to, made, now)
    news(connection, before, now)
    return made


def merge_actors(
    connection: Connection, first: str, second: str, author: str, reason: str | None, now: str
) -> Judgement:
    """Let the key ``first`` mean the actor ``second``. Raises ``JudgementError``."""
    author = named(author)
    merged = aliases_of(connection)
    one, other = _known_actor(connection, first), _known_actor(connection, second)
    if first == second or merged.actor(first) == merged.actor(second):
        raise JudgementError(f"{first} and {second} are one already")
    if first in merged.actors:
        raise JudgementError(f"{first} was merged into {merged.actors[first]} already: withdraw that first")
    change: dict[str, Any] = {"into": second}
    if one["party"] == first:
        change |= {"party": other["party"], "kind": other["kind"], "country": other["country"]}
    made = decide(connection, "actor", first, "merge", change, author, reason, now)
    remake_bundles_of(connection, first, now)
    return made


def undo(connection: Connection, judgement: Judgement, now: str) -> None:
    """Undo a merge or split that has just been withdrawn."""
    if judgement.subject == "actor":
        remake_bundles_of(connection, judgement.target, now)
        return
    if judgement.verdict == "split":
        keys, back = [judgement.target], standing(connection, judgement.change["from"])
    else:
        later = {one.target for one in holding(connection, judgement.change["facts"], "split") if one.id > judgement.id}
        keys, back = [key for key in judgement.change["facts"] if key not in later], judgement.target
    _move_back(connection, keys, standing(connection, judgement.change["into"]), back, now)
    if judgement.subject == "proposal" and judgement.verdict == "merge":
        parted_drafts(connection, judgement.target, judgement.change["into"], judgement.change["relations"], now)


def standing(connection: Connection, bundle: str) -> str:
    """The bundle into which a bundle was merged, or itself."""
    seen = {bundle}
    for _ in range(CHAIN):
        merges = [one for one in holding(connection, [bundle], "merge") if one.subject in KINDS]
        if not merges or merges[-1].change["into"] in seen:
            break
        bundle = merges[-1].change["into"]
        seen.add(bundle)
    return bundle


def placed_as_judged(connection: Connection, linked: Sequence[Linked], since: str) -> tuple[Linked, ...]:
    """Facts that have just been linked, where persons have said that they belong."""
    asked = sorted({name for one in linked for name in (one.fact, one.bundle)})
    made = [one for one in holding(connection, asked, "merge", "split") if one.subject in KINDS]
    if not made:
        return tuple(linked)
    by_target = {one.target: one for one in made}
    placed: list[Linked] = []
    for one in linked:
        judgement = by_target.get(one.fact) or by_target.get(one.bundle)
        to = standing(connection, judgement.change["into"]) if judgement else one.bundle
        exists = connection.execute(select(bundles.c.id).where(bundles.c.id == to)).first()
        if judgement is not None and to != one.bundle and exists is not None:
            _move(connection, _members(connection, members.c.fact_key == one.fact), to, judgement, since)
            one = replace(one, bundle=to, founds=False)
        placed.append(one)
    return tuple(placed)


def remake_bundles_of(connection: Connection, actor: str, now: str) -> None:
    """Make the bundles anew in which an actor or party takes part, those of the latest facts."""
    where = or_(participants.c.actor == actor, participants.c.party == actor)
    query = (
        select(facts.c.key)
        .join(participants, participants.c.fact_id == facts.c.id)
        .where(where, facts.c.known_until.is_(None))
        .order_by(facts.c.id.desc())
        .limit(TOUCHED)
    )
    touched: dict[str, None] = {}
    for part in chunks(sorted(set(connection.execute(query).scalars()))):
        told = select(members.c.bundle_id).where(members.c.fact_key.in_(part), members.c.known_until.is_(None))
        touched.update(dict.fromkeys(connection.execute(told).scalars()))
    for bundle in sorted(touched):
        rebuild(connection, bundle, now)
        refile(connection, bundle)
    for track in tracks_of(connection):
        if track.definition.parties:
            refill(connection, track)


def _move(connection: Connection, rows: Sequence[Row[Any]], to: str, judgement: Judgement, now: str) -> None:
    says = f"{judgement.author}: {judgement.reason}" if judgement.reason else f"as {judgement.author} judged"
    moved = [(row, _judged(row, to, says)) for row in rows]
    _replace(connection, moved, to, now)


def _move_back(connection: Connection, keys: Sequence[str], source: str, to: str, now: str) -> None:
    """Move those facts that are in ``source`` to where they were before, with the links that they had there."""
    moved: list[tuple[Row[Any], str | None]] = []
    for row in (row for key in keys for row in _members(connection, members.c.fact_key == key)):
        if row.bundle_id != source:
            continue
        where = (members.c.fact_key == row.fact_key, members.c.bundle_id == to)
        before = connection.execute(select(members.c.link).where(*where).order_by(members.c.id.desc()).limit(1)).first()
        moved.append((row, before.link if before is not None else None))
    _replace(connection, moved, to, now)


def _replace(connection: Connection, moved: Iterable[tuple[Row[Any], str | None]], to: str, now: str) -> None:
    """Close members, and let them be members of ``to`` with the links given."""
    left: dict[str, None] = {}
    for row, link in moved:
        connection.execute(update(members).where(members.c.id == row.id).values(known_until=now))
        told = json.loads(link) if link else None
        new = {name: getattr(row, name) for name in ("fact_key", "version_id", "item", "day")}
        new |= {"bundle_id": to, "link": link, "known_from": now}
        new |= {"score": told["score"] if told else 1.0, "certain": int(told is None or told["certain"])}
        connection.execute(insert(members).values(new))
        left[row.bundle_id] = None
    for bundle in (*left, *([to] if left else [])):
        rebuild(connection, bundle, now)
        refile(connection, bundle)


def _judged(row: Row[Any], to: str, says: str) -> str | None:
    told = json.loads(row.item)
    if "answers" in told:
        id, here = told["id"], tabled_from(row.item).main
    else:
        sight = Sight.model_validate_json(row.item)
        id, here = sight.id, tuple(Quoted(sight.document, sight.sha256, span) for span in sight.evidence[:1])
    return link_json(Link(id, to, 1.0, True, (Reason("judged", 1.0, says[:300], here),)))


def _own(connection: Connection, kind: str, row: Row[Any]) -> str:
    """The id of a bundle of its own for a fact: the one that it would have founded, if that is free."""
    if kind == "proposal":
        item = tabled_from(row.item)
        prefix, made = "pt", stable_id("pt", item.id)
    else:
        sight = Sight.model_validate_json(row.item)
        made = found(sight).id
        prefix = made.partition("-")[0]
    number = 0
    while connection.execute(select(bundles.c.id).where(bundles.c.id == made)).first() is not None:
        number += 1
        made = stable_id(prefix, row.fact_key, "split", number)
    source = connection.execute(select(bundles.c.state).where(bundles.c.id == row.bundle_id)).scalar_one()
    state = json.loads(source) | {"id": made}
    if kind == "proposal":
        state |= {"version_of": None, "relation": None, "replaced": False, "children": []}
    new = {"id": made, "kind": kind, "state": json.dumps(state), "known_from": row.known_from}
    connection.execute(insert(bundles).values(new))
    return made


def _members(connection: Connection, where: Any) -> list[Row[Any]]:
    query = select(members).where(where, members.c.known_until.is_(None)).order_by(members.c.id)
    return [*connection.execute(query)]


def _known_actor(connection: Connection, key: str) -> dict[str, Any]:
    """The party of an actor or party that some text names. Raises ``JudgementError``."""
    columns = (appearances.c.party, appearances.c.party_kind.label("kind"), appearances.c.country)
    for column in (appearances.c.party, appearances.c.actor):
        query = select(*columns).where(column == key).order_by(latest_first(appearances.c.day)).limit(1)
        row = connection.execute(query).first()
        if row is not None:
            country = row.country if row.kind != "country" else row.party
            return {"party": row.party, "kind": row.kind, "country": country}
    raise JudgementError(f"no text names an actor {key!r}; verbale actors lists the keys")
