"""What persons decided on the facts of some versions, as far as a view has to tell it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, select

from verbale.store.query import Scope, known
from verbale.store.sql import chunks
from verbale.store.tables import appearances, facts, judgements, participants


@dataclass(frozen=True, slots=True)
class Judged:
    """A fact of a version. ``verdict`` (``confirm`` ``reject`` ``correct``) is ``None`` where nobody has judged it;
    ``corrected`` names the fields that a person set, ``who`` holds the keys of those who take part, by role."""

    key: str
    kind: str
    type: str | None
    status: str | None
    begin: str | None
    rejected: bool = False
    verdict: str | None = None
    author: str | None = None
    corrected: frozenset[str] = frozenset()
    who: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def judged_facts(
    connection: Connection, versions: Iterable[int], scope: Scope, kinds: Iterable[str] = ("proposal", "position")
) -> dict[tuple[int, str], Judged]:
    """The facts of some versions by version and id in the record, as they were known."""
    names = ("id", "key", "kind", "local", "version_id", "type", "status", "begin", "rejected", "judged")
    columns = [facts.c[name] for name in names]
    found: dict[tuple[int, str], Judged] = {}
    decided: dict[int, tuple[tuple[int, str], int]] = {}
    for part in chunks(sorted(set(versions))):
        query = select(*columns).where(facts.c.version_id.in_(part), facts.c.kind.in_([*kinds]), *known(facts, scope))
        for row in connection.execute(query.order_by(facts.c.id)):
            place = row.version_id, row.local
            found[place] = Judged(row.key, row.kind, row.type, row.status, row.begin, bool(row.rejected))
            if row.judged is not None:
                decided[row.id] = place, row.judged
    for id, one in _decided(connection, decided, found).items():
        found[decided[id][0]] = one
    return found


def kinds_of_parties(connection: Connection, told: Iterable[Judged]) -> dict[str, str]:
    """The kinds of the parties that persons named."""
    wanted = {key for one in told if one.corrected for keys in one.who.values() for key in keys}
    found: dict[str, str] = {}
    for key in sorted(wanted):
        query = select(appearances.c.party_kind).where(appearances.c.party == key).limit(1)
        if (kind := connection.execute(query).scalar()) is not None:
            found[key] = kind
    return found


def _decided(
    connection: Connection,
    decided: Mapping[int, tuple[tuple[int, str], int]],
    found: Mapping[tuple[int, str], Judged],
) -> dict[int, Judged]:
    """Facts (by the number of the revision) with the judgement that stands behind them."""
    made: dict[int, Judged] = {}
    verdicts = _verdicts(connection, {judgement for _, judgement in decided.values()})
    for part in chunks(sorted(decided)):
        who: dict[int, dict[str, list[str]]] = {}
        parties = select(participants.c.fact_id, participants.c.role, participants.c.party)
        order = (participants.c.fact_id, participants.c.role, participants.c.actor, participants.c.party)
        for id, role, party in connection.execute(parties.where(participants.c.fact_id.in_(part)).order_by(*order)):
            who.setdefault(id, {}).setdefault(role, []).append(party)
        for id, data in connection.execute(select(facts.c.id, facts.c.data).where(facts.c.id.in_(part))):
            place, judgement = decided[id]
            verdict, author = verdicts.get(judgement, ("confirm", None))
            made[id] = replace(
                found[place],
                verdict=verdict,
                author=author,
                corrected=frozenset(json.loads(data).get("corrected", ())),
                who={role: tuple(dict.fromkeys(keys)) for role, keys in who.get(id, {}).items()},
            )
    return made


def _verdicts(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    found: dict[int, tuple[str, str]] = {}
    for part in chunks(sorted(set(ids))):
        query = select(judgements.c.id, judgements.c.verdict, judgements.c.author).where(judgements.c.id.in_(part))
        found |= {id: (verdict, author) for id, verdict, author in connection.execute(query)}
    return found
