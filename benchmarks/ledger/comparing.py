"""What the views of a store show of a track, against what a careful person wrote (``*.expected.toml``).

Each check is one thing that the person wrote: a cell of the matrix, the state of a contact and the texts that tell it,
an incident with its tolls, a copy, a correction, a row of the timeline, who speaks for whom, a line of the brief.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select

from benchmarks.ledger.annotated import Annotated, actor_key
from verbale.record import Record
from verbale.store import Ledger
from verbale.store.query import scope_of
from verbale.store.tables import documents, versions
from verbale.threads.parties import Parties
from verbale.views.actors import actors
from verbale.views.brief import brief
from verbale.views.compared import compared
from verbale.views.contacts import Contact, contacts
from verbale.views.incidents import Incident, incidents
from verbale.views.positions import Column, Quote, Stand, positions
from verbale.views.timeline import timeline

LATE = timedelta(days=2)  # by which a day of publication may stand for that of an answer
EVER = 2_000
STAGES = {
    "refused": "refused",
    "held": "held",
    "planned": "planned",
    "cancelled": "called off",
    "postponed": "moved",
    "denied": "denied",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was expected: whether it is so, and if not, what is shown instead."""

    what: str
    name: str
    right: bool
    shown: str = ""


def fill(ledger: Ledger, track: Annotated, records: Iterable[Record]) -> None:
    """Add the records of a track, each when it was fetched."""
    for record in records:
        ledger.add(record, retrieved=track.retrieved[record.document.id])


def compare(ledger: Ledger, track: Annotated) -> list[Check]:
    """All checks of a track."""
    looking = _Looking(track)
    with ledger.reading() as connection:
        found = [check for look in LOOKS for check in look(connection, looking)]
    return found


class _Looking:
    """A track, and the keys under which a store keeps those whom a person names."""

    def __init__(self, track: Annotated) -> None:
        self.track, self.expected = track, track.expected
        self.parties: dict[str, set[str]] = {}
        parties = Parties(track.records)
        for record in track.records:
            for actor in record.actors:
                for one in parties.of(record, actor.id):
                    self.parties.setdefault(actor.key, set()).add(one.party.key)

    def party(self, key: str) -> set[str]:
        """The keys of the party of somebody who is called by a key, or by *GOV ABC*."""
        words = key.split()
        if len(words) == 2 and len(words[1]) == 3 and words[1].isupper():
            return {words[1]}
        key = actor_key(key)
        _, _, country = key.partition(":")
        own = {country} if key.startswith(("gov:", "state:", "force:")) and len(country) == 3 else {key}
        return self.parties.get(key, set()) | own | {key.removeprefix("group:")}

    def stored(self, id: str) -> str | None:
        """The name under which the store has a text: a correction has that of what it corrects, which is gone."""
        for one in self.expected.get("correction", ()):
            if id in (one["old"], one["new"]):
                return str(one["old"]) if id == one["new"] else None
        return id

    def last(self) -> str:
        return max(str(told["published"]) for told in self.track.told)


def _matrix(connection: Connection, looking: _Looking) -> Iterator[Check]:
    proposals = {one["name"]: one for one in looking.expected["proposal"]}
    for told in looking.expected["matrix"]:
        day = str(told["date"])
        matrix = positions(connection, scope_of(connection, as_of=day, known_at=day, limit=EVER))
        sides = {party.key: row for party, row in zip(matrix.parties, matrix.cells, strict=True)}
        for cell in told["cell"]:
            name = f"{day} {cell['proposal']}: {cell['party']}"
            columns = _columns(matrix.proposals, proposals[cell["proposal"]])
            rows = [sides[key] for key in looking.party(cell["party"]) if key in sides]
            stands = [stand for row in rows for n in columns if (stand := row[n]) is not None]
            yield _cell(name, cell, stands)


def _columns(columns: Sequence[Column], wanted: dict[str, Any]) -> list[int]:
    """The column that a person means: of the kind and duration, in the same texts."""
    ids = set(wanted["documents"])

    def alike(n: int) -> float:
        told = {mention.text.name for mention in columns[n].mentions if mention.text is not None}
        return len(told & ids) / max(1, len(told | ids))

    found = [
        n
        for n, column in enumerate(columns)
        if column.kind == wanted["kind"] and (column.duration or None) == (wanted.get("duration") or None)
    ]
    return sorted(found, key=alike, reverse=True)[:1]


def _cell(name: str, cell: dict[str, Any], stands: Sequence[Stand]) -> Check:
    if not stands:
        return Check("matrix", name, False, "nothing")
    best = [stand for stand in stands if stand.stance in (cell["stance"], *cell.get("also", ()))]
    stand = (best or stands)[0]
    shown = f"{stand.stance} since {stand.since}, disputed {stand.disputed}, dissent {stand.dissent}"
    since = date.fromisoformat(stand.since) if stand.since else date.min
    wanted = date.fromisoformat(str(cell["since"]))
    near = wanted <= since <= wanted + LATE
    members = {words.rsplit(" ", 1)[0] for words in cell.get("dissent", ())}
    dissent = members <= {member for member, _ in stand.dissent}
    right = bool(best) and near and stand.disputed == cell.get("disputed", False) and dissent
    return Check("matrix", name, right, shown)


def _contact_checks(connection: Connection, looking: _Looking) -> Iterator[Check]:
    last = looking.last()
    known = contacts(connection, scope_of(connection, as_of=last, limit=EVER)).contacts
    for wanted in looking.expected["contact"]:
        found = _contact(known, wanted, looking)
        if found is None:
            yield Check("contacts", wanted["name"], False, "not found")
            continue
        standing = STAGES.get(wanted["status"], wanted["status"])
        texts = _texts(text.name for stage in found.stages for text in stage.texts)
        told = _current(connection, wanted["documents"])
        shown = f"{found.standing} {found.begin}, told by {sorted(texts)}"
        day = (
            found.begin == str(wanted["day"])
            or not wanted["day"]
            or (found.standing in ("called off", "denied") and not found.begin)
        )
        right = (
            found.standing in (standing, "disputed", "overdue" if standing == "planned" else standing)
            and day
            and len(texts & told) * 2 > len(told)
        )
        yield Check("contacts", wanted["name"], right, shown)
        yield Check("contacts whole", wanted["name"], texts == told, f"{sorted(texts ^ told)}")


def _contact(known: Sequence[Contact], wanted: dict[str, Any], looking: _Looking) -> Contact | None:
    sides = [looking.party(key) for key in wanted["parties"]]
    group = {"call": "call", "letter": "letter"}

    def fits(one: Contact) -> bool:
        keys = {party.key for party in one.parties}
        medium = {group.get(mode, "meeting") for mode in one.modes} or {group.get(wanted["mode"], "meeting")}
        return sum(bool(side & keys) for side in sides) >= 2 and group.get(wanted["mode"], "meeting") in medium

    def near(one: Contact) -> int:
        return sum(text.name in wanted["documents"] for stage in one.stages for text in stage.texts)

    found = [one for one in known if fits(one) and (str(wanted["day"]) in (one.begin, *one.days) or near(one))]
    return max(found, key=lambda one: ((one.begin or "") == str(wanted["day"]), near(one)), default=None)


def _incident_checks(connection: Connection, looking: _Looking) -> Iterator[Check]:
    known = incidents(connection, scope_of(connection, limit=EVER))
    for wanted in looking.expected["incident"]:
        name = f"{wanted['place']} {wanted['day']}"
        found = _incident(known, wanted)
        if found is None:
            yield Check("incidents", name, False, "not found")
            continue
        told = {(one.killed, one.injured) for one in found.versions}
        texts = {one.text.name for one in found.versions} | {
            text.name for one in found.versions for text in one.told_again
        }
        documents = _current(connection, wanted["documents"])
        tolls = {
            tuple(None if number in (-1, "") else number for number in toll[:2])
            for toll in wanted["tolls"]
            if looking.stored(toll[3]) in texts
        }
        denied = bool(wanted.get("denied_by")) <= any(one.denied_by or one.denied for one in found.versions)
        lacking = [toll for toll in tolls if toll not in told and toll != (None, None)]
        right = len(texts & documents) * 2 > len(documents) and not lacking and denied
        yield Check("incidents", name, right, f"lacks {lacking}, denial {denied}, texts {sorted(texts ^ documents)}")


def _incident(known: Sequence[Incident], wanted: dict[str, Any]) -> Incident | None:
    day = date.fromisoformat(str(wanted["day"])) if wanted["day"] else None

    def near(one: Incident) -> bool:
        return day is None or any(
            abs((date.fromisoformat(told[:10]) - day).days) <= 1 for told in (one.begin, *one.days) if told
        )

    found = [one for one in known if (one.place or "").casefold() == wanted["place"].casefold() and near(one)]
    return max(found, key=lambda one: one.texts, default=None)


def _origins(connection: Connection, looking: _Looking) -> Iterator[Check]:
    rows = connection.execute(select(documents.c.name, versions.c.origin, versions.c.changes).join(versions))
    told = list(rows)
    origin = {row.name: row.origin for row in told}
    for wanted in looking.expected.get("copies", ()):
        ids = [origin.get(one) for one in wanted["documents"]]
        yield Check("copies", ", ".join(wanted["documents"]), len(set(ids)) == 1, str(ids))
    copies = {one for wanted in looking.expected.get("copies", ()) for one in wanted["documents"]}
    alone = [row.origin for row in told if row.name not in copies and not row.changes]
    yield Check("copies", "the rest are origins", len(set(alone)) == len(alone))
    for wanted in looking.expected.get("correction", ()):
        changes = " ".join(row.changes or "" for row in told)
        words = [word for old, new in wanted["changed"] for word in new.split() if word not in old.split()]
        yield Check("corrections", wanted["new"], all(word in changes for word in words), changes[:200])


def _timeline(connection: Connection, looking: _Looking) -> Iterator[Check]:
    rows = timeline(connection, scope_of(connection, limit=EVER))
    for wanted in looking.expected["timeline"]:
        day = date.fromisoformat(str(wanted["day"]))
        who = {key for one in wanted["who"] for key in looking.party(one)}
        unknown = all(one.startswith("unnamed:") for one in wanted["who"])
        near = [
            row
            for row in rows
            if row.lane == wanted["lane"]
            and row.day
            and abs((date.fromisoformat(row.day) - day).days) <= (0 if row.precision == "day" else 3)
            and (who & set(row.parties) or not row.parties or unknown or "by whom" in (row.status or ""))
        ]
        sign = [row for row in near if (row.sign == "hollow") == wanted["planned"] or wanted["lane"] in ("proposal",)]
        shown = "; ".join(f"{row.lane} {row.day} {row.sign} {row.what}" for row in near) or "nothing"
        yield Check("timeline", f"{day} {wanted['lane']}: {wanted['what']}", bool(sign), shown)


def _actors(connection: Connection, looking: _Looking) -> Iterator[Check]:
    rows = actors(connection, scope_of(connection, limit=EVER))
    known = {one.name: one for one in rows} | {one.key: one for one in rows}
    for wanted in looking.expected["actor"]:
        found = known.get(wanted["key"]) or known.get(wanted["name"])
        if found is None:
            yield Check("actors", wanted["key"], False, "not found")
            continue
        parties = {one.party.key for one in found.speaks_for}
        since = min((one.since for one in found.speaks_for if one.since), default=None)
        right = bool(looking.party(wanted["speaks_for"]) & parties) and since == str(wanted["since"])
        yield Check("actors", wanted["key"], right, f"{parties} since {since}")


def _readouts(connection: Connection, looking: _Looking) -> Iterator[Check]:
    """Points by the words of each account; what was said to be left out by the text that says so."""
    found = compared(connection, scope_of(connection, limit=EVER))
    for wanted in looking.expected["readouts"]:
        pair = [wanted["a"], wanted["b"]]
        one = next((one for one in found if {text.name for text in one.texts} == set(pair)), None)
        if one is None:
            yield Check("readouts", " / ".join(pair), False, "not compared")
            continue
        order = [[text.name for text in one.texts].index(id) for id in pair]
        points = [[point.words[n] for n in order] for point in one.comparison.points]

        def told(words: str, side: int, points: Sequence[Sequence[Sequence[Quote]]] = points) -> set[int]:
            return {n for n, point in enumerate(points) if any(_overlap(words, quote.text) for quote in point[side])}

        for matter, first, second in wanted["both"]:
            yield Check("readouts", f"both: {matter}", bool(told(first, 0) & told(second, 1)))
        for side, name in enumerate(("only_a", "only_b")):
            for matter, words in wanted[name]:
                alone = {n for n, point in enumerate(points) if not point[1 - side]}
                yield Check("readouts", f"{name}: {matter}", bool(told(words, side) & alone))
        for _, matter, _, document in wanted["said_to_be_left_out"]:
            right = any(omission.text.name == document for omission in one.omissions)
            yield Check("left out", f"{matter} ({document})", right)


def _overlap(one: str, other: str) -> bool:
    """Whether two pieces of one text share words: half of the shorter."""
    mine, theirs = one.casefold().split(), other.casefold().split()
    return len(set(mine) & set(theirs)) * 2 >= min(len(set(mine)), len(set(theirs)))


def _brief(connection: Connection, looking: _Looking) -> Iterator[Check]:
    wanted = looking.expected["brief"]
    made = brief(connection, str(wanted["since"]), str(wanted["until"]))
    names = {source.number: source.name for source in made.sources}
    lines = {section.id: section.lines for section in made.sections}

    def cites(section: str, ids: Iterable[str], words: str = "") -> bool:
        return any(
            {names[n] for line in (one, *one.accounts) for n in line.sources} & set(ids) and words in one.what
            for one in lines.get(section, ())
        )

    for party, proposal, stance, document in wanted["new_positions"]:
        yield Check("brief", f"{party} {stance} {proposal}", cites("positions", [document], stance))
    contacts_of = {one["name"]: one["documents"] for one in looking.expected["contact"]}
    for name in wanted["planned"]:
        yield Check("brief", f"ahead: {name}", cites("ahead", contacts_of[name]))
    for name in (*wanted["held"], *wanted["called_off"]):
        yield Check("brief", f"told: {name}", cites("contacts", contacts_of[name]))
    for place, day in wanted["incidents"]:
        ids = [
            id
            for one in looking.expected["incident"]
            if (one["place"], str(one["day"])) == (place, str(day))
            for id in one["documents"]
        ]
        yield Check("brief", f"incident: {place} {day}", cites("incidents", ids))


def _texts(names: Iterable[str]) -> set[str]:
    return set(names)


def _current(connection: Connection, wanted: Sequence[str]) -> set[str]:
    """The documents of some texts by the names that the store has: a correction has that of what it corrects."""
    rows = connection.execute(select(documents.c.name))
    return {row.name for row in rows if row.name in wanted}


Look = Callable[[Connection, _Looking], Iterator[Check]]
LOOKS: tuple[Look, ...] = (_matrix, _contact_checks, _incident_checks, _origins, _timeline, _actors, _readouts, _brief)
