"""The feed: what each transaction added, changed and took back, in the order in which it was committed.

Every change has a topic and a verb (``VERBS``). Of facts it is told that they were added, revised or retracted; of
contacts and proposals, what that means: *a contact was announced, held, moved, called off*, *a party takes another
stand than the last that was known*. Writers are one at a time, so the numbers of changes are in the order of commit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from verbale.record import Document, Stance
from verbale.store.bundling import Linked
from verbale.store.facts import Fact, dumps
from verbale.store.memory import names_of
from verbale.store.standing import Meets, Standing, Stands, bundles_of, known_of
from verbale.store.tables import bundles, changes
from verbale.threads.cells import Cell
from verbale.threads.fates import State, What
from verbale.threads.proposals import Thread

SHOWN = 300  # characters of a sentence
NAME = 120  # characters of a name or a label
MANY = 12  # names or conditions of one change

OF_FACTS = ("added", "revised", "retracted")
CONTACTS: dict[What, str] = {
    "proposed": "proposed",
    "planned": "announced",
    "moved": "moved",
    "refused": "refused",
    "called off": "cancelled",
    "denied": "denied",
    "held": "held",
}
# ``taken``: the first stand of a party on a proposal; ``changed``: another than the last known; ``disputed``: texts
# contradict each other; ``dropped``: no text tells it any more.
POSITIONS = ("taken", "changed", "disputed", "dropped")
VERBS: dict[str, tuple[str, ...]] = {
    "position": (*POSITIONS, *OF_FACTS),
    "contact": (*CONTACTS.values(), "dropped", *OF_FACTS),
    "proposal": OF_FACTS,
    "incident": OF_FACTS,
    "statement": OF_FACTS,
    "event": OF_FACTS,
    "document": ("added", "corrected", "read again", "forgotten"),
    "judgement": ("confirmed", "rejected", "corrected", "merged", "split", "withdrawn"),
    "track": ("made", "changed", "ended"),
}

Before = Mapping[str, Standing]


@dataclass(frozen=True, slots=True)
class Source:
    """A document that is being added: its key, the number of its version, the moment, since when we know what it tells,
    and what ``watch`` said of those of its facts that were there already."""

    document: str
    version: int | None
    now: str
    known: str
    before: Before

    def row(self, topic: str, verb: str, subject: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """A change that this document makes."""
        return row_of(self.now, topic, verb, subject, data, self.version)


def document(
    connection: Connection, key: str, number: int, outcome: str, told: Document, version: int, now: str
) -> None:
    """A document that came, was corrected, or was read again."""
    data = {"version": number, "title": (told.title or "")[:SHOWN] or None, "id": told.id[:SHOWN]}
    append(connection, [row_of(now, "document", outcome, key, data, version)])


def watch(connection: Connection, keys: Iterable[str]) -> Before:
    """How the contacts and proposals stand that the facts with these keys tell of: to be asked before a change."""
    return known_of(connection, bundles_of(connection, keys)).standings()


def facts(
    connection: Connection,
    new: Sequence[Fact],
    changed: Sequence[Fact],
    gone: Sequence[Any],
    linked: Sequence[Linked],
    source: Source,
) -> None:
    """Facts that came, say something else, or are told no more; and what it means for contacts and positions."""
    bundle = {one.fact: one.bundle for one in linked}
    rows = [source.row(fact.kind, "added", fact.key, _told(fact, bundle, source.known)) for fact in new]
    rows += [source.row(fact.kind, "revised", fact.key, _told(fact, bundle, source.known)) for fact in changed]
    rows += [
        source.row(row.kind, "retracted", row.key, {"sentence": _sentence(row.data), "known": source.known})
        for row in gone
    ]
    append(connection, rows)
    came = {fact.key for fact in new}
    joined = {one.bundle for one in linked if one.kind == "contact" and one.fact in came}
    joined |= {
        bundle[fact.data["proposal"]] for fact in new if fact.kind == "position" and fact.data["proposal"] in bundle
    }
    fresh = known_of(connection, joined - set(source.before))
    _compare(connection, fresh.standings(without=source.document), fresh.standings(), source)
    news(connection, source.before, source.now, source.version)


def news(connection: Connection, before: Before, now: str, version: int | None = None) -> None:
    """What has become of contacts and positions since ``before`` (see ``watch``)."""
    if before:
        after = known_of(connection, before).standings()
        _compare(connection, before, after, Source("", version, now, now, before))


def _compare(connection: Connection, before: Before, after: Before, source: Source) -> None:
    rows: list[dict[str, Any]] = []
    for id in sorted(after):
        old, new = before[id], after[id]
        if isinstance(old, Meets) and isinstance(new, Meets):
            rows += _contact(connection, id, old, new, source)
        elif isinstance(old, Stands) and isinstance(new, Stands):
            rows += _positions(connection, id, old, new, source)
    append(connection, rows)


def row_of(
    now: str, topic: str, verb: str, subject: str, data: Mapping[str, Any], version: int | None = None
) -> dict[str, Any]:
    """A change. Raises ``ValueError`` for a topic or a verb that there is not."""
    if verb not in VERBS.get(topic, ()):
        raise ValueError(f"the feed knows no {topic}.{verb}")
    return {
        "made": now,
        "topic": topic,
        "verb": verb,
        "subject": subject[:80],
        "version_id": version,
        "data": dumps(data),
    }


def append(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Add changes to the feed, in this order."""
    if rows:
        connection.execute(insert(changes), list(rows))


def _told(fact: Fact, bundle: Mapping[str, str], known: str) -> dict[str, Any]:
    return {
        "type": fact.type,
        "mode": fact.mode,
        "status": fact.status,
        "day": fact.when.begin,
        "who": _names(one.name for one in fact.participants),
        "sentence": fact.data["sentence"][:SHOWN],
        "bundle": bundle.get(fact.key),
        "known": known,
    }


def _sentence(data: str) -> str:
    return str(json.loads(data).get("sentence", ""))[:SHOWN]


def _contact(connection: Connection, id: str, old: Meets, new: Meets, source: Source) -> Iterator[dict[str, Any]]:
    """What the texts that came change in the state of a contact."""
    before, after = old.state, new.state
    if _same(before, after):
        return
    state = connection.execute(select(bundles.c.state).where(bundles.c.id == id)).scalar_one()
    known = json.loads(state)
    parties = [str(party) for party in known["parties"][:MANY]]
    named = names_of(connection, parties)
    earlier = {one.fact for one in old.told}
    newest = next((one for one in reversed(new.told) if one.fact not in earlier), new.told[-1] if new.told else None)
    telling = newest.sight if newest else None
    data = {
        "what": after.what if after else None,
        "days": _days(after),
        "was": before.what if before else None,
        "was_days": _days(before),
        "disputed": bool(after and after.disputed),
        "parties": parties,
        "who": _names(named.get(party, party) for party in parties),
        "mode": next(iter(known["modes"]), None),
        "sentence": telling.sentence[:SHOWN] if telling else "",
        "said_by": _names(voice.name for voice in telling.said_by) if telling else [],
    }
    yield source.row("contact", CONTACTS[after.what] if after else "dropped", id, data)


def _same(one: State | None, other: State | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.what, one.day) == (other.what, other.day)


def _days(state: State | None) -> list[str] | None:
    return [day.isoformat() for day in state.day] if state is not None and state.day else None


def _positions(connection: Connection, id: str, old: Stands, new: Stands, source: Source) -> Iterator[dict[str, Any]]:
    """Each party whose stand on a proposal is another than the last that was known."""
    moved: list[tuple[str, str]] = []
    for party in sorted(old.cells.keys() | new.cells.keys()):
        verb = _moved(old.cells.get(party), new.cells.get(party))
        if verb is not None:
            moved.append((party, verb))
    thread = new.thread or old.thread
    if not moved or thread is None:
        return
    authors = [party.key for party in thread.authors]
    named = names_of(connection, [*authors, *(party for party, _ in moved)])
    about = _about(thread, [named.get(party, party) for party in authors])
    for party, verb in moved:
        data = about | _stand(verb, old.cells.get(party), new.cells.get(party))
        data |= {"party": party, "who": _names([named.get(party, party)])}
        yield source.row("position", verb, id, data)


def _moved(old: Cell | None, new: Cell | None) -> str | None:
    if old is None or new is None:
        return None if old is new else "taken" if old is None else "dropped"
    if old.stance == new.stance or _contradicted(old, new):
        return "disputed" if new.disputed and not old.disputed else None
    return "changed"


def _contradicted(old: Cell, new: Cell) -> bool:
    """Whether what was told before still stands against what is told now: then nobody has changed his mind."""
    return any(row.id == old.deciding.id for row in new.against)


def _stand(verb: str, old: Cell | None, new: Cell | None) -> dict[str, Any]:
    row = new.deciding if new is not None else None
    stance = new.stance if new is not None else None
    against: Stance | None = None
    if verb == "disputed" and old is not None and new is not None:
        before = {one.id for one in old.rows}
        row = next((one for one in (*reversed(new.against), new.deciding) if one.id not in before), row)
        stance, against = old.stance, row.stance if row else None
    return {
        "stance": stance,
        "against": against,
        "since": new.since.isoformat() if new and new.since else None,
        "was": old.stance if old else None,
        "was_since": old.since.isoformat() if old and old.since else None,
        "disputed": bool(new and new.disputed),
        "uncertain": bool(new and new.uncertain),
        "conditions": _names(span.text for span in new.conditions) if new else [],
        "sentence": row.sentence[:SHOWN] if row else "",
        "said_by": _names(row.said_by) if row else [],
    }


def _about(thread: Thread, authors: Iterable[str]) -> dict[str, Any]:
    return {
        "kind": thread.kind,
        "label": thread.label[:NAME],
        "duration": thread.duration,
        "by": _names(authors),
    }


def _names(found: Iterable[str]) -> list[str]:
    """Names, each once, as many and as long as a line can hold."""
    return list(dict.fromkeys(name[:NAME] for name in found))[:MANY]
