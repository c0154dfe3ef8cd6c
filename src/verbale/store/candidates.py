"""Where else a fact might belong: the contacts, incidents, statements or proposals that it is likest to, by the same
comparison by which it was linked."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Row, select

from verbale.store.aliases import aliases_of, merged_sight, merged_tabled
from verbale.store.doubts import told_of_links
from verbale.store.filing import latest_under, load_threads, sight_key
from verbale.store.listing import tellings
from verbale.store.query import Scope
from verbale.store.sql import chunks
from verbale.store.tables import bundles, members
from verbale.threads import linking, matching
from verbale.threads.blocks import sought
from verbale.threads.bundles import Bundle
from verbale.threads.codec import tabled_from
from verbale.threads.linking import Link
from verbale.threads.sights import Sight

MOST = 8  # that are listed
WHY = 3  # reasons of each
SHOWN = 160  # characters


@dataclass(frozen=True, slots=True)
class Candidate:
    """A bundle that a fact is in (``here``), or might be; ``says`` why, ``last`` is the day of which texts spoke of it
    last."""

    id: str
    kind: str
    label: str
    score: float
    certain: bool
    says: tuple[str, ...]
    last: str | None
    texts: int
    origins: int
    here: bool = False


def candidates(connection: Connection, key: str) -> tuple[Candidate, ...]:
    """The bundle of a fact, then others that it may be of, the best first; none where it is linked to nothing."""
    own = connection.execute(select(members).where(members.c.fact_key == key, members.c.known_until.is_(None))).first()
    if own is None:
        return ()
    ranked = [link for link in _links(connection, own) if link.thread != own.bundle_id][:MOST]
    told = [link.thread for link in ranked]
    rows = _bundles(connection, [own.bundle_id, *told])
    counted = tellings(connection, [own.bundle_id, *told], Scope())
    here = told_of_links(connection, [key])[key]

    def made(id: str, score: float, certain: bool, says: Iterable[str]) -> Candidate:
        row, count = rows[id], counted.get(id)
        return Candidate(
            id=id,
            kind=row.kind,
            label=_label(row.state),
            score=score,
            certain=certain,
            says=tuple(says)[:WHY],
            last=row.last,
            texts=count.texts if count else 0,
            origins=count.origins if count else 0,
            here=id == own.bundle_id,
        )

    why = [one["says"] for one in json.loads(own.link)["reasons"]] if own.link else []
    others = [made(one.thread, one.score, one.certain, _why(one)) for one in ranked if one.thread in rows]
    return (made(own.bundle_id, here.score, here.certain, why), *others)


def _links(connection: Connection, own: Row[tuple[object, ...]]) -> list[Link]:
    merged = aliases_of(connection)
    if "answers" in json.loads(own.item):
        item = merged_tabled(tabled_from(own.item), merged)
        return linking.links(item, [thread for thread, _ in load_threads(connection, [item])])
    sight = merged_sight(Sight.model_validate_json(own.item), merged)
    under = latest_under(connection, [sight_key(sight, key) for key in sought(sight)])
    ids = dict.fromkeys(id for found in under.values() for id in found)
    rows = _bundles(connection, [*ids])
    return matching.links(sight, [Bundle.model_validate_json(rows[id].state) for id in ids if id in rows])


def _bundles(connection: Connection, ids: Iterable[str]) -> dict[str, Row[tuple[object, ...]]]:
    found: dict[str, Row[tuple[object, ...]]] = {}
    for part in chunks(sorted(set(ids))):
        query = select(bundles).where(bundles.c.id.in_(part), bundles.c.known_until.is_(None))
        found |= {row.id: row for row in connection.execute(query)}
    return found


def _label(state: str) -> str:
    told = json.loads(state)
    return str(told.get("label") or told.get("words", {}).get("text", ""))[:SHOWN]


def _why(link: Link) -> list[str]:
    return [one.says for one in sorted(link.reasons, key=lambda one: -one.weight)]
