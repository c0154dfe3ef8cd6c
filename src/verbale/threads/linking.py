"""Whether a proposal of one text is one that is already known: the evidence, weighed.

The weights are set by hand so that no feature alone makes a link, any three that agree make a certain one, and
another author or another duration forbids it. ``docs/threads.md`` gives the reason for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Protocol

from verbale.record import ProposalKind
from verbale.threads.days import Days, gap, same_length
from verbale.threads.parties import Party
from verbale.threads.tabled import Quotes, Tabled

LOWEST = 0.45  # below it no link is made
CERTAIN = 0.65  # from here on a link is not marked
MARGIN = 0.1  # by which the best of several must lead to be certain
LASTING = 120  # days after its last mention in which a proposal can be taken up
FRESH = 7  # days in which news goes on about the same
SAME_DAY = 1  # days by which two texts may differ about when something was put forward

SAME_KIND, NEAR_KIND, VAGUE_KIND = 0.3, 0.2, 0.1
AUTHOR, DURATION, FORWARD, START = 0.3, 0.25, 0.15, 0.1
BOTH_SIDES, ONE_SIDE = 0.2, 0.1
RECENT, ALONE = 0.1, 0.1
OTHER_DAY, OTHER_START, OLD = -0.2, -0.1, -0.1

VAGUE: frozenset[ProposalKind] = frozenset({"other", "peace plan"})  # a plan may hold anything
NEAR: frozenset[ProposalKind] = frozenset({"ceasefire", "humanitarian pause"})

Feature = Literal[
    # of proposals
    "kind", "author", "duration", "sides", "put forward", "start", "time", "alone", "version", "judged",
    # of contacts, incidents and statements
    "parties", "people", "day", "place", "mode", "toll", "speaker", "words", "venue", "names", "same text",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature that speaks for a link (or against: ``weight`` below 0), with the words on both sides."""

    feature: Feature
    weight: float
    says: str
    here: Quotes = ()
    there: Quotes = ()


@dataclass(frozen=True, slots=True)
class Link:
    """The mention ``tabled`` (an id) is one of the thread ``thread``."""

    tabled: str
    thread: str
    score: float
    certain: bool
    reasons: tuple[Reason, ...]


class Known(Protocol):
    """What linking asks of a thread."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> ProposalKind: ...
    @property
    def authors(self) -> Mapping[Party, Quotes]: ...
    @property
    def sides(self) -> Mapping[Party, Quotes]: ...
    @property
    def duration(self) -> str | None: ...
    @property
    def scope(self) -> str | None: ...
    @property
    def start(self) -> Days | None: ...
    @property
    def forward(self) -> Days | None: ...
    @property
    def first(self) -> date | None: ...
    @property
    def last(self) -> date | None: ...
    @property
    def main(self) -> Quotes: ...
    @property
    def replaced(self) -> bool: ...


def link(new: Tabled, known: Iterable[Known]) -> Link | None:
    """The best link of a proposal to one of the known threads, or none."""
    ranked = links(new, known)
    return ranked[0] if ranked else None


def links(new: Tabled, known: Iterable[Known]) -> list[Link]:
    """Every possible link, the best first. Only the first can be certain, and only if it leads the others clearly."""
    compared = [(thread, reasons) for thread in known if (reasons := compare(new, thread)) is not None]
    alone = len(compared) == 1
    found = [_link(new, thread, reasons, alone) for thread, reasons in compared]
    found = sorted((one for one in found if one.score >= LOWEST), key=lambda one: (-_sum(one), one.thread))
    close = len(found) > 1 and _sum(found[0]) - _sum(found[1]) < MARGIN
    return [one if n == 0 and not close else replace(one, certain=False) for n, one in enumerate(found)]


def _sum(one: Link) -> float:
    return round(sum(reason.weight for reason in one.reasons), 3)


def _link(new: Tabled, thread: Known, reasons: Sequence[Reason], alone: bool) -> Link:
    if alone:
        reasons = (*reasons, Reason("alone", ALONE, "no other of its kind is known between these parties"))
    score = round(min(1.0, max(0.0, sum(reason.weight for reason in reasons))), 3)
    agreed = {reason.feature for reason in reasons if reason.weight > 0}
    named = new.kind == thread.kind != "other" or bool(agreed & {"duration", "put forward"})
    return Link(new.id, thread.id, score, score >= CERTAIN and named, tuple(reasons))


def compare(new: Tabled, thread: Known) -> tuple[Reason, ...] | None:
    """What speaks for and against one thread; ``None`` where something forbids the link."""
    kind = _kind(new, thread)
    if kind is None or same_length(new.duration, thread.duration) is False or _other_author(new, thread):
        return None
    if thread.replaced and not new.duration and not _same_day(new, thread):
        return None  # words without terms mean the draft that is on the table, not the one that it replaced
    sides, time = _sides(new, thread), _time(new, thread)
    if sides is None or time is None:
        return None
    terms = tuple(_terms(new, thread))
    vague = kind.weight <= VAGUE_KIND
    if vague and not any(reason.feature in ("author", "duration") for reason in terms):
        return None  # "a text" of nobody is not told from any other
    return (kind, sides, time, *terms)


def _kind(new: Tabled, thread: Known) -> Reason | None:
    one, other = new.kind, thread.kind
    here, there = new.main, thread.main
    if one == other:
        weight = SAME_KIND if one != "other" else VAGUE_KIND
        return Reason("kind", weight, f"both are: {one}", here, there)
    if one in NEAR and other in NEAR:
        return Reason("kind", NEAR_KIND, f"{one} and {other} both stop the fighting", here, there)
    if (one == "other" and _has_terms(new.duration, new.scope)) or (
        other == "other" and _has_terms(thread.duration, thread.scope)
    ):
        return None  # it is a matter of its own, not a word for any
    if "other" in (one, other) or (one in VAGUE | NEAR and other in VAGUE | NEAR):
        return Reason("kind", VAGUE_KIND, f"{one} may be another word for {other}", here, there)
    return None


def _has_terms(duration: str | None, scope: str | None) -> bool:
    return bool(duration or scope)


def _other_author(new: Tabled, thread: Known) -> bool:
    """Whether both sides tell an author and not the same; a person of no known party contradicts only persons."""
    return contradict(set(new.authors), set(thread.authors))


def contradict(one: set[Party], other: set[Party]) -> bool:
    """Whether two sets of authors cannot be those of one proposal."""
    if not one or not other or one & other:
        return False
    persons = [all(party.kind == "person" for party in group) for group in (one, other)]
    return persons[0] == persons[1]


def _same_day(new: Tabled, thread: Known) -> bool:
    return new.forward is not None and thread.forward is not None and gap(new.forward, thread.forward) <= SAME_DAY


def _sides(new: Tabled, thread: Known) -> Reason | None:
    """Both must have a party in common, besides the author; where a text names none, the author must be the same."""
    mine = new.core or new.sides.keys()
    shared = [party for party in sorted(mine, key=lambda p: p.key) if party in thread.sides]
    if len(shared) < 2:
        shared = [party for party in sorted(new.sides, key=lambda p: p.key) if party in thread.sides]
    if not shared:
        same_author = bool(set(new.authors) & set(thread.authors))
        bare = not new.sides or not thread.sides
        return Reason("sides", 0.0, "one text names no party", (), ()) if bare and same_author else None
    here = tuple(span for party in shared for span in new.sides[party])
    there = tuple(span for party in shared for span in thread.sides[party])
    weight = BOTH_SIDES if len(shared) > 1 else ONE_SIDE
    return Reason("sides", weight, "parties: " + ", ".join(party.key for party in shared), here, there)


def _time(new: Tabled, thread: Known) -> Reason | None:
    if new.published is None or thread.first is None or thread.last is None:
        return Reason("time", OLD, "one of the texts has no date")
    apart = gap(new.published, (thread.first, thread.last))
    if apart > LASTING:
        return None
    if apart <= FRESH:
        return Reason("time", RECENT, f"{apart} days apart")
    return Reason("time", OLD if apart > LASTING // 2 else 0.0, f"{apart} days apart")


def _terms(new: Tabled, thread: Known) -> Iterator[Reason]:
    here, there = new.main, thread.main
    if shared := sorted(set(new.authors) & set(thread.authors), key=lambda party: party.key):
        mine = tuple(span for party in shared for span in new.authors[party])
        theirs = tuple(span for party in shared for span in thread.authors[party])
        yield Reason("author", AUTHOR, "by " + ", ".join(party.key for party in shared), mine, theirs)
    if same_length(new.duration, thread.duration):
        yield Reason("duration", DURATION, f"{new.duration} and {thread.duration}", here, there)
    if new.forward is not None and thread.forward is not None:
        days = gap(new.forward, thread.forward)
        same = days <= SAME_DAY
        yield Reason("put forward", FORWARD if same else OTHER_DAY, f"{days} days apart", here, there)
    if new.start is not None and thread.start is not None:
        same = gap(new.start, thread.start) == 0
        yield Reason("start", START if same else OTHER_START, f"{new.start[0]} and {thread.start[0]}", here, there)
