"""What a person's judgement makes of a fact: a revision of its own that stands over the machine's.

The latest judgement that is not withdrawn decides. A better reader may read the sentence anew: its revision is stored,
and closed at once under the judged one. When the judgement is withdrawn the machine's last revision holds again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select, update

from verbale.store.facts import dumps, when_of
from verbale.store.sql import chunks, insert_one, upsert
from verbale.store.tables import facts, judgements, participants

COLUMNS = frozenset({"type", "mode", "status", "place", "country"})  # corrected as they are
NUMBERS = frozenset({"killed", "injured"})
ROLES = frozenset({"speaker", "source", "target", "host", "mediator", "party", "by"})
FIELDS = COLUMNS | NUMBERS | ROLES | {"date", "stance"}


def restated(connection: Connection, keys: Iterable[str], since: str) -> None:
    """Bring the facts with these keys in line with the judgements that hold."""
    for part in chunks(sorted(set(keys))):
        holding = active(connection, part)
        for key in part:
            _restate(connection, key, holding.get(key), since)


def active(connection: Connection, targets: Sequence[str], subject: str = "fact") -> dict[str, Row[Any]]:
    """The judgement that decides, by target."""
    query = select(judgements).where(
        judgements.c.subject == subject, judgements.c.target.in_(targets), judgements.c.withdrawn.is_(None)
    )
    return {row.target: row for row in connection.execute(query.order_by(judgements.c.id))}


def current(connection: Connection, key: str) -> Row[Any] | None:
    """The revision of a fact that holds."""
    query = select(facts).where(facts.c.key == key, facts.c.known_until.is_(None))
    return connection.execute(query.order_by(facts.c.id.desc()).limit(1)).first()


def by_reader(connection: Connection, key: str) -> Row[Any] | None:
    """The machine's last revision of a fact, whether it holds or not."""
    query = select(facts).where(facts.c.key == key, facts.c.made_by == "reader")
    return connection.execute(query.order_by(facts.c.id.desc()).limit(1)).first()


def evidence_words(data: str) -> str:
    """The words of a stored fact's evidence."""
    return " ".join(span["text"] for span in json.loads(data)["evidence"])


def _restate(connection: Connection, key: str, judgement: Row[Any] | None, since: str) -> None:
    holds, machine = current(connection, key), by_reader(connection, key)
    if machine is None or holds is None:
        return
    if judgement is None and holds.made_by == "reader":
        return
    connection.execute(update(facts).where(facts.c.id == holds.id).values(known_until=since))
    row = {name: value for name, value in machine._mapping.items() if name not in ("id", "known_until")}
    row |= {"known_from": since, "known_until": None}
    who = [
        dict(one._mapping)
        for one in connection.execute(select(participants).where(participants.c.fact_id == machine.id))
    ]
    if judgement is not None:
        row |= {"made_by": "judgement", "judged": judgement.id, "rejected": int(judgement.verdict == "reject")}
        if judgement.verdict == "correct":
            row, who = corrected(row, who, json.loads(judgement.change))
    made = insert_one(connection, facts, row)
    upsert(connection, participants, [one | {"fact_id": made, "day": row["day"]} for one in who])


def corrected(
    row: dict[str, Any], who: list[dict[str, Any]], change: dict[str, Any]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A revision with the fields of ``change`` as a person gives them; ``FIELDS`` names those that there are."""
    row, data = dict(row), json.loads(row["data"])
    for name, value in change.items():
        if name in COLUMNS:
            row[name] = value
        elif name == "stance":
            row["status"] = value
        elif name in NUMBERS:
            data[name] = value
        elif name == "date":
            when = when_of(value, row["day"])
            row |= {"day": when.day, "begin": when.begin, "until": when.until, "precision": when.precision}
        elif name in ROLES:
            who = [one for one in who if one["role"] != name]
            who += [
                {"role": name, "actor": actor, "party": actor, "kind": row["kind"]} for actor in dict.fromkeys(value)
            ]
    row["data"] = dumps(data | {"corrected": sorted(change)})
    return row, who
