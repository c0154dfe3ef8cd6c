"""What a person's judgement makes of a fact: a revision of its own that stands over the machine's.

All corrections that are not withdrawn are applied, of two of one field the later; whether the fact is rejected the last
judgement tells. A better reader may read the sentence anew: its revision is stored,
and closed at once under the judged one. A fact that a person confirmed or corrected outlives a reader that finds it no
more, as long as its words stand in the text: it is *kept*, which its ``local`` id shows by a star. When the judgement
is withdrawn the machine's last revision holds again; one that was only kept is told no more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select, update

from verbale.store.bundling import unlink
from verbale.store.facts import dumps, when_of
from verbale.store.sql import chunks, insert_one, upsert
from verbale.store.tables import facts, judgements, participants, versions
from verbale.threads.sentences import sentence_around

OF_FACTS = ("confirm", "reject", "correct")
KEPT = "*"  # ends the local id of a fact that only a person's judgement holds
COLUMNS = {"type": "type", "act": "type", "mode": "mode", "status": "status", "stance": "status", "country": "country"}
DATA = frozenset({"act", "killed", "injured", "label", "duration", "start", "scope", "proposal"})
ROLES = frozenset(
    {"speaker", "addressee", "source", "target", "host", "mediator", "claims", "denies", "by", "between", "party"}
)
_SPANS = ("conditions", "cue", "speaker")  # of ``data``, beside the evidence


def restated(connection: Connection, keys: Iterable[str], since: str) -> None:
    """Bring facts of which a reader's revision was just stored in line with the judgements that hold."""
    for part in chunks(sorted(set(keys))):
        for key, judged in active(connection, part).items():
            restate(connection, key, judged, since)


def active(connection: Connection, targets: Sequence[str]) -> dict[str, list[Row[Any]]]:
    """The judgements about facts that hold, by fact, in the order in which they were made."""
    query = select(judgements).where(
        judgements.c.subject == "fact", judgements.c.target.in_(targets), judgements.c.verdict.in_(OF_FACTS)
    )
    found: dict[str, list[Row[Any]]] = {}
    for row in connection.execute(query.where(judgements.c.withdrawn.is_(None)).order_by(judgements.c.id)):
        found.setdefault(row.target, []).append(row)
    return found


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


def restate(connection: Connection, key: str, judged: Sequence[Row[Any]], since: str) -> None:
    """Make the revision that the judgements ask for that hold, all corrections and the last verdict; without any let
    the machine's revision hold again."""
    holds, machine = current(connection, key), by_reader(connection, key)
    if machine is None or holds is None or (not judged and holds.made_by == "reader"):
        return
    kept = holds.local.endswith(KEPT)
    connection.execute(update(facts).where(facts.c.id == holds.id).values(known_until=since))
    if not judged and kept:
        unlink(connection, [key], since)
        return
    row = _copied(machine) | {"known_from": since}
    if kept:
        row |= {name: getattr(holds, name) for name in ("local", "version_id", "reading_id")}
        placed = json.loads(holds.data)
        moved = {name: placed[name] for name in ("evidence", "sentence", *_SPANS) if name in placed}
        row["data"] = dumps(json.loads(machine.data) | moved)
    who = _who(connection, machine.id)
    if judged:
        row |= {"made_by": "judgement", "judged": judged[-1].id, "rejected": int(judged[-1].verdict == "reject")}
        change = {name: value for one in judged if one.change for name, value in json.loads(one.change).items()}
        if change:
            told = connection.execute(select(versions.c.day).where(versions.c.id == row["version_id"])).scalar()
            row, who = corrected(row, who, change, told)
    _insert(connection, row, who)


def corrected(
    row: dict[str, Any], who: list[dict[str, Any]], change: dict[str, Any], told: str | None
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A revision with the fields of ``change`` as a person gives them; ``told`` is the day of publication."""
    row, data = dict(row), json.loads(row["data"])
    for name, value in change.items():
        if name in COLUMNS:
            row[COLUMNS[name]] = value
        if name in DATA:
            data[name] = value
        elif name == "place":
            row |= {"place": value, "country": change.get("country"), "lat": None, "lon": None}
        elif name == "date":
            when = when_of(value, told)
            row |= {"day": when.day, "begin": when.begin, "until": when.until, "precision": when.precision}
        elif name in ROLES:
            who = [one for one in who if one["role"] != name]
            pairs = dict.fromkeys((one, one) if isinstance(one, str) else (one[0], one[1]) for one in value)
            who += [{"role": name, "actor": actor, "party": party, "kind": row["kind"]} for actor, party in pairs]
    row["data"] = dumps(data | {"corrected": sorted(change)})
    return row, who


def outlive(
    connection: Connection, rows: Iterable[Row[Any]], place: dict[str, int], text: str, since: str
) -> frozenset[str]:
    """Keep those of the facts that a reading tells no more which a person confirmed or corrected, if their words stand
    in its text; their keys. ``place`` are the ids of the version and of its reading."""
    kept: list[str] = []
    for row in rows:
        if row.made_by != "judgement" or row.rejected:
            continue
        data = json.loads(row.data)
        if row.version_id != place["version_id"]:
            moved = _moved(data, text)
            if moved is None:
                continue
            data = moved
        elif row.local.endswith(KEPT):
            kept.append(row.key)
            continue
        connection.execute(update(facts).where(facts.c.id == row.id).values(known_until=since))
        local = row.local if row.local.endswith(KEPT) else _free(connection, row.local + KEPT, place["version_id"])
        new = _copied(row) | place | {"known_from": since, "local": local, "data": dumps(data)}
        _insert(connection, new, _who(connection, row.id))
        kept.append(row.key)
    return frozenset(kept)


def _moved(data: dict[str, Any], text: str) -> dict[str, Any] | None:
    """The data of a fact with its words where they stand in another text; ``None`` where its evidence does not."""
    evidence = [_found(span, text) for span in data["evidence"]]
    if not evidence or any(span is None for span in evidence):
        return None
    others = {name: [span for one in data[name] if (span := _found(one, text))] for name in _SPANS if name in data}
    main = evidence[0] or {}
    sentence = sentence_around(text, main["start"], main["end"])
    return data | others | {"evidence": evidence, "sentence": sentence}


def _found(span: dict[str, Any], text: str) -> dict[str, Any] | None:
    """A span at that place of its words in ``text`` which is the nearest to where it was."""
    after = text.find(span["text"], max(0, span["start"]))
    before = text.rfind(span["text"], 0, max(0, span["start"]) + len(span["text"]))
    places = [at for at in (before, after) if at >= 0]
    if not places:
        return None
    start = min(places, key=lambda at: (abs(at - span["start"]), at))
    return {"start": start, "end": start + len(span["text"]), "text": span["text"]}


def _free(connection: Connection, local: str, version: int) -> str:
    """A local id that no fact of the version which holds has."""
    query = select(facts.c.local).where(facts.c.version_id == version, facts.c.known_until.is_(None))
    taken = set(connection.execute(query).scalars())
    while local in taken:
        local += KEPT
    return local


def _copied(row: Row[Any]) -> dict[str, Any]:
    return {name: value for name, value in row._mapping.items() if name not in ("id", "known_until")}


def _who(connection: Connection, fact: int) -> list[dict[str, Any]]:
    found = connection.execute(select(participants).where(participants.c.fact_id == fact))
    return [dict(one._mapping) for one in found]


def _insert(connection: Connection, row: dict[str, Any], who: list[dict[str, Any]]) -> None:
    made = insert_one(connection, facts, row)
    upsert(connection, participants, [one | {"fact_id": made, "day": row["day"]} for one in who])
