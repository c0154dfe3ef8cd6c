"""The timeline: what was said, done, met, proposed and answered, by the days on which it was so.

Facts of one bundle are one row. A contact stands where it was held, or is due, by all that is known of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import Connection
from sqlalchemy.sql import ColumnElement

from verbale.store.clock import Clock, now
from verbale.store.listing import Line, Telling, bundled, latest, lines_of, most, tellings
from verbale.store.query import Scope, StoredFact, facts_by_id, facts_named
from verbale.store.search import folded
from verbale.store.sighted import Mark, Text, marks_of, texts_of
from verbale.store.tables import facts
from verbale.views.contacts import Contact, contacts_named, reference_day
from verbale.views.dating import spelled
from verbale.views.incidents import Incident, incidents_named
from verbale.views.walking import parts

Lane = Literal["statement", "contact", "incident", "position", "proposal", "agreement", "accusation", "action"]
Sign = Literal["solid", "hollow", "crossed"]
LANES: tuple[Lane, ...] = get_args(Lane)
EVENTS: dict[str, Lane] = {"AGREE": "agreement", "ACCUSE": "accusation"}
HOLLOW = frozenset({"planned", "proposed", "postponed", "moved", "hypothetical", "overdue"})
CROSSED = frozenset({"cancelled", "called off", "refused", "denied", "rejected", "lapsed"})
SPARE = 20  # rows that are looked at beyond those that are shown
TEXTS = 40  # of one bundle, among which the row's fact is chosen
EXACT = ("day", "week", "month", "season", "year", "published", "none")
MAIN = frozenset({"speaker", "source", "by", "party"})  # roles that come first


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. ``day`` is where it stands, ``when`` how exactly that is known. ``who`` are those who speak, act or
    answer, ``others`` those to whom it was said or done. ``sign`` is hollow for what is still to come or only proposed,
    crossed for what is not or no longer so. ``texts`` tell it, ``origins`` of which are no copies; ``text`` is the one
    that ``sentence`` is from. ``outlets`` are those whose texts tell it, as far as they are looked at; ``copied``:
    all these texts are copies of others. ``judged`` are the facts of the row that a person judged."""

    lane: Lane
    fact: str
    bundle: str | None
    day: str | None
    begin: str | None
    until: str | None
    precision: str
    when: str
    who: tuple[str, ...]
    others: tuple[str, ...]
    parties: tuple[str, ...]
    what: str
    status: str | None
    sign: Sign
    place: str | None
    country: str | None
    texts: int
    origins: int
    said_by: tuple[str, ...]
    sentence: str
    text: Text
    outlets: tuple[str, ...]
    copied: bool
    judged: tuple[Mark, ...]


@dataclass
class _Row:
    """Facts that make one row: those that were met, then all of their bundle."""

    bundle: str | None
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class EntryList:
    """Rows, the latest first. ``older`` is the last day of those that have no room in the list, ``None`` where all
    have."""

    entries: tuple[Entry, ...]
    older: str | None


def timeline(connection: Connection, scope: Scope, lanes: Sequence[Lane] = (), clock: Clock = now) -> tuple[Entry, ...]:
    """The rows of a scope, the latest first, at most ``scope.limit``; ``lanes`` are those to show (none: all).

    A plan for a later day than ``scope.as_of`` or ``scope.until`` is left out, as everything that was so later.
    """
    return entry_list(connection, scope, lanes, clock).entries


def entry_list(connection: Connection, scope: Scope, lanes: Sequence[Lane] = (), clock: Clock = now) -> EntryList:
    """The rows of a scope, and where the next ones begin."""
    rows, edge = _rows(connection, scope, lanes or LANES)
    whole = lines_of(connection, [row.bundle for row in rows if row.bundle], scope, TEXTS)
    chosen = [(row, min(whole.get(row.bundle or "", row.lines), key=_best)) for row in rows]
    counted = tellings(connection, whole, scope)
    told = facts_by_id(connection, [line.id for _, line in chosen], scope)
    marks = marks_of(connection, [line.judged for row in rows for line in whole.get(row.bundle or "", row.lines)])
    made = _Made(
        counted=counted,
        labels=_labels(connection, told.values(), scope),
        texts=texts_of(
            connection, [line.version for row, _ in chosen for line in whole.get(row.bundle or "", row.lines)]
        ),
        contacts=contacts_named(connection, _of("contact", chosen), scope, reference_day(scope, clock)),
        incidents=incidents_named(connection, _of("incident", chosen), scope),
    )
    found = []
    for row, line in chosen:
        lines = whole.get(row.bundle or "", row.lines)
        own = tuple(marks[one.judged].of(one.key) for one in lines if one.judged in marks)
        found.append(made.entry(told[line.id], row.bundle, [one.version for one in lines], own))
    kept = [entry for entry in found if _within(entry, scope) and (entry.day or "") >= edge]
    kept.sort(key=lambda entry: (entry.day or "", entry.fact), reverse=True)
    older = kept[scope.limit].day or "" if len(kept) > scope.limit else edge
    return EntryList(tuple(kept[: scope.limit]), older or None)


def _rows(connection: Connection, scope: Scope, lanes: Sequence[Lane]) -> tuple[list[_Row], str]:
    """Rows enough for a scope, and the day before which there may be others."""
    kinds: list[str] = [lane for lane in lanes if lane not in (*EVENTS.values(), "action")]
    more: list[ColumnElement[bool]] = []
    if len(kinds) < len(lanes):
        kinds.append("event")
        more = _of_lanes(lanes)
    enough = scope.limit + scope.limit // 4 + SPARE  # some will turn out to be older
    rows: dict[object, _Row] = {}
    seen, last = 0, ""
    for part in parts(latest(connection, scope, kinds, *more), scope.limit):
        of = bundled(connection, [line.key for line in part], scope)
        alone = facts_by_id(connection, [line.id for line in part if line.key not in of], scope)
        threads = bundled(connection, [_proposal(fact) for fact in alone.values() if fact.kind == "position"], scope)
        for line in part:
            bundle = of.get(line.key)
            key = bundle or _same(alone[line.id], threads)
            if key not in rows and len(rows) == enough:
                return list(rows.values()), line.day or ""
            rows.setdefault(key, _Row(bundle, [])).lines.append(line)
            seen, last = seen + 1, line.day or ""
    return list(rows.values()), last if seen == most(scope) else ""


def _of_lanes(lanes: Sequence[Lane]) -> list[ColumnElement[bool]]:
    """Of events only those of some lanes."""
    wanted = [type for type, lane in EVENTS.items() if lane in lanes]
    left_out = [type for type, lane in EVENTS.items() if lane not in lanes]
    if "action" in lanes:
        return [(facts.c.kind != "event") | facts.c.type.not_in(left_out)] if left_out else []
    return [(facts.c.kind != "event") | facts.c.type.in_(wanted)]


def _same(fact: StoredFact, threads: Mapping[str, str]) -> object:
    """What tells a fact that is of no bundle again: an answer of the same party to the same proposal, or an event in
    the same words."""
    if fact.kind == "position":
        proposal = _proposal(fact)
        return (
            "position",
            fact.parties("party"),
            threads.get(proposal, proposal),
            fact.status,
            fact.begin or fact.told,
        )
    words = " ".join(folded(" ".join(words for _, _, words in fact.evidence)).split())
    return (fact.kind, fact.type, fact.day, fact.parties(), words)


def _proposal(fact: StoredFact) -> str:
    return str(fact.data.get("proposal", ""))


def _best(line: Line) -> tuple[int, int]:
    """The fact that dates its bundle best; of those the one that became known first."""
    return EXACT.index(line.precision) if line.precision in EXACT else len(EXACT), line.id


def _of(kind: str, chosen: Iterable[tuple[_Row, Line]]) -> list[str]:
    """The bundles of a kind."""
    return [row.bundle for row, line in chosen if line.kind == kind and row.bundle]


def _labels(connection: Connection, told: Iterable[StoredFact], scope: Scope) -> dict[str, str]:
    """The labels of the proposals that are answered."""
    wanted = [_proposal(fact) for fact in told if fact.kind == "position"]
    return {fact.key: str(fact.data.get("label") or "") for fact in facts_named(connection, wanted, scope)}


def _within(entry: Entry, scope: Scope) -> bool:
    """Whether a row that was moved to the day of its best fact still is in the scope."""
    if entry.day is None:
        return scope.since is None
    return (scope.since or "") <= entry.day <= (scope.last or "9999")


@dataclass(frozen=True)
class _Made:
    """What all rows share."""

    counted: Mapping[str, Telling]
    labels: Mapping[str, str]
    texts: Mapping[int, Text]
    contacts: Mapping[str, Contact]
    incidents: Mapping[str, Incident]

    def entry(self, fact: StoredFact, bundle: str | None, versions: Sequence[int], judged: tuple[Mark, ...]) -> Entry:
        contact, incident = self.contacts.get(bundle or ""), self.incidents.get(bundle or "")
        day, begin, until = fact.day, fact.begin, fact.until
        when = spelled(begin, until, fact.precision, fact.told)
        who, what, status = _who(fact), self._what(fact), fact.status
        others = tuple(one for one in fact.names() if one not in who)
        if contact is not None:
            who, others, status = contact.met or who, (), contact.standing
            if contact.begin is not None:
                day, begin, until, when = contact.begin, contact.begin, contact.until, contact.when
        elif incident is not None:
            who, others, what = incident.doers, tuple(one.name for one in incident.targets), incident.what
            status = f"accounts differ: {', '.join(incident.differ)}" if incident.differ else status
        texts = [self.texts[version] for version in versions]
        count = self.counted.get(bundle or "") or Telling(
            len({text.document for text in texts}), len({text.origin for text in texts})
        )
        return Entry(
            lane=_lane(fact),
            fact=fact.key,
            bundle=bundle,
            day=day,
            begin=begin,
            until=until,
            precision=fact.precision,
            when=when,
            who=who,
            others=others,
            parties=fact.parties(),
            what=what,
            status=status,
            sign=_sign(
                fact, status if contact is not None or (incident is not None and incident.differ) else fact.status
            ),
            place=fact.place,
            country=fact.country,
            texts=count.texts,
            origins=count.origins,
            said_by=tuple(fact.data.get("said_by", ())),
            sentence=fact.sentence,
            text=self.texts[fact.version],
            outlets=tuple(dict.fromkeys(text.outlet for text in texts)),
            copied=all(text.copy for text in texts),
            judged=judged,
        )

    def _what(self, fact: StoredFact) -> str:
        if fact.kind == "statement":
            denied = " (denied)" if fact.data.get("polarity") == "denied" and fact.type != "deny" else ""
            return f"{fact.type or 'statement'}{denied}"
        if fact.kind == "position":
            label = self.labels.get(_proposal(fact))
            return f"{fact.status}: {label}" if label else fact.status or "position"
        if fact.kind == "proposal":
            return str(fact.data.get("label") or fact.type or "proposal")
        return fact.mode or ("contact" if fact.kind == "contact" else (fact.type or "event").lower())


def _lane(fact: StoredFact) -> Lane:
    if fact.kind == "event":
        return EVENTS.get(fact.type or "", "action")
    return next(lane for lane in LANES if lane == fact.kind)


def _who(fact: StoredFact) -> tuple[str, ...]:
    return fact.names(*MAIN)


def _sign(fact: StoredFact, status: str | None) -> Sign:
    if fact.kind in ("statement", "position"):
        return "solid"
    if status in CROSSED:
        return "crossed"
    return "hollow" if status in HOLLOW or (fact.kind == "proposal" and status is None) else "solid"
