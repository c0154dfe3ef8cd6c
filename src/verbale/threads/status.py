"""What became of a proposal: put forward, amended, split, agreed, in force, violated, suspended, rejected.

A text's *proposed* never takes back what a later stage has reached, since every text that mentions a proposal calls it
one. What a single text only concludes from the answers it tells (agreed, rejected) is believed where the answers of
all texts bear it out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from verbale.record import Span
from verbale.threads.days import Day
from verbale.threads.parties import Authority, Party
from verbale.threads.proposals import Member, Thread
from verbale.threads.rows import Row

Befell = Literal["proposed", "amended", "split", "agreed", "in force", "violated", "suspended", "rejected"]

_STAGE: dict[Befell, int] = {
    "proposed": 0,
    "rejected": 1,
    "amended": 1,
    "split": 1,
    "agreed": 2,
    "in force": 3,
    "violated": 3,
    "suspended": 3,
}


@dataclass(frozen=True, slots=True)
class Befallen:
    """One thing that befell a proposal, on the day that the text tells or else on that of its publication."""

    status: Befell
    date: Day | None
    published: Day | None
    document: str
    evidence: tuple[Span, ...]
    withdrawn: bool = False  # a party that had accepted says no: what was agreed on is suspended


def befell(thread: Thread, threads: Mapping[str, Thread], rows: Sequence[Row]) -> tuple[Befallen, ...]:
    """All that befell a thread, in time."""
    concluded = _Concluded(thread, rows)
    found = [one for member in thread.members for one in _told(thread, member, concluded)]
    found += [_of_child(threads[child]) for child in thread.children if child in threads]
    found += _withdrawals(rows)
    return tuple(sorted(found, key=_in_time))


class _Concluded:
    """The answers that were known on each day on which a text concludes that all agreed, or all refused."""

    def __init__(self, thread: Thread, rows: Sequence[Row]) -> None:
        self._here: dict[str, list[Row]] = {}
        for row in rows:
            self._here.setdefault(row.document, []).append(row)
        self._known = _answers_by(rows, {_published(member) for member in thread.members if _concludes(member)})

    def borne_out(self, member: Member) -> bool:
        """Whether the answers that were known by then are all a yes, of two parties at least, or all a no.

        A text that tells of no yes has not concluded it from the answers: there it is told.
        """
        known = self._known[_published(member)]
        here = self._here.get(member.tabled.document[0], [])
        if member.tabled.status == "rejected":
            return len(known) > 1 and set(known.values()) == {"rejects"}
        if not any(row.stance == "accepts" for row in here):
            return True
        return len(known) > 1 and set(known.values()) == {"accepts"}


def _concludes(member: Member) -> bool:
    return member.tabled.status in ("agreed", "rejected")


def _published(member: Member) -> Day:
    return member.tabled.told or Day.max


def _answers_by(rows: Sequence[Row], days: set[Day]) -> dict[Day, dict[Party, str]]:
    """The latest answer of each party, as far as published by each of ``days``."""
    told = sorted(enumerate(rows), key=lambda item: item[1].published or Day.min)
    latest: dict[Party, tuple[int, str]] = {}
    found: dict[Day, dict[Party, str]] = {}
    at = 0
    for day in sorted(days):
        while at < len(told) and (told[at][1].published or Day.min) <= day:
            place, row = told[at]
            if row.party.answers and (row.party not in latest or latest[row.party][0] < place):
                latest[row.party] = (place, row.stance)
            at += 1
        found[day] = {party: stance for party, (_, stance) in latest.items()}
    return found


def status_on(day: Day, told: Sequence[Befallen]) -> Befallen | None:
    """The last stage reached by ``day``."""
    reached: Befallen | None = None
    for one in told:
        if one.date is not None and one.date > day:
            continue
        if one.withdrawn and (reached is None or _STAGE[reached.status] < _STAGE["agreed"]):
            continue
        if reached is None or _STAGE[one.status] > _STAGE[reached.status] or _moves(reached, one):
            reached = one
    return reached


def _moves(reached: Befallen, one: Befallen) -> bool:
    """Whether a stage of the same rank replaces another: a truce that was broken can hold again and be suspended."""
    return one.status != reached.status and _STAGE[one.status] == _STAGE[reached.status]


def _in_time(one: Befallen) -> tuple[Day, Day, int, str]:
    return one.date or Day.max, one.published or Day.max, _STAGE[one.status], one.document


def _told(thread: Thread, member: Member, concluded: _Concluded) -> Iterator[Befallen]:
    proposal = member.tabled
    published = proposal.told

    def told(status: Befell, day: Day | None, evidence: tuple[Span, ...]) -> Befallen:
        return Befallen(status, day or published, published, proposal.document[0], evidence)

    yield told("proposed", proposal.forward[0] if proposal.forward else None, proposal.evidence)
    for one in proposal.agreed:
        if sum(party not in thread.authors for party in one.who) > 1:
            yield told("agreed", one.day, one.evidence)
    if proposal.status in ("in force", "violated", "lapsed"):
        yield told("suspended" if proposal.status == "lapsed" else proposal.status, None, proposal.evidence)
    elif proposal.status in ("agreed", "rejected") and concluded.borne_out(member):
        yield told(proposal.status, None, proposal.evidence)


def _withdrawals(rows: Sequence[Row]) -> Iterator[Befallen]:
    """Where a party itself goes from yes to no."""
    latest: dict[Party, Row] = {}
    for row in rows:
        if row.authority is not Authority.party or row.heard or not row.party.answers:
            continue
        before = latest.get(row.party)
        if before is not None and before.stance == "accepts" and row.stance == "rejects":
            yield Befallen("suspended", row.date, row.published, row.document, row.evidence, withdrawn=True)
        latest[row.party] = row


def _of_child(child: Thread) -> Befallen:
    """A parent is amended, or split, on the day when the version or the part is first told of."""
    first = child.members[0].tabled
    forward = child.forward[0] if child.forward else None
    status: Befell = "split" if child.relation == "split" else "amended"
    return Befallen(status, forward or first.told, first.told, first.document[0], first.evidence)
