"""What became of a contact: planned, held, moved to another day, called off, refused, denied, as it became known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from verbale.record import Model, Status
from verbale.threads.days import Days
from verbale.threads.sights import Sight, Voice
from verbale.threads.tabled import Quoted

What = Literal["proposed", "planned", "moved", "refused", "called off", "denied", "held"]

_WHAT: dict[Status, What] = {
    "proposed": "proposed",
    "planned": "planned",
    "postponed": "moved",
    "refused": "refused",
    "cancelled": "called off",
    "denied": "denied",
    "happened": "held",
    "ongoing": "held",
}
_RANK: dict[What, int] = {
    "proposed": 0,
    "planned": 1,
    "moved": 2,
    "refused": 3,
    "called off": 3,
    "denied": 4,
    "held": 5,
}
PLANS = frozenset({"proposed", "planned"})
OFF = frozenset({"refused", "called off"})


class Stage(Model):
    """One thing told of a contact: first ``known`` by publication, later told again by others of ``documents``.

    ``day`` is when it was held, or is now due; of a contact that was moved without a new day it is ``None``, and
    ``moved_from`` the day on which it was due before.
    """

    what: What
    known: date | None
    day: tuple[date, date] | None
    moved_from: tuple[date, date] | None = None
    said_by: tuple[Voice, ...] = ()
    documents: tuple[str, ...]
    sights: tuple[str, ...]
    evidence: tuple[Quoted, ...] = ()
    own: bool = False  # somebody who takes part says so


class State(Model):
    """How it stands on a day. ``due`` is the day from which it was moved while no new one is told. ``overdue``:
    the day is past and no text tells whether it was held. ``disputed``: one text tells it as held, another denies it or
    calls it off afterwards. ``settled``: one who takes part says so, or two texts do; the word of a party stands
    against a single text of others."""

    what: What
    known: date | None
    day: tuple[date, date] | None
    due: tuple[date, date] | None = None
    overdue: bool = False
    disputed: bool = False
    settled: bool = False


def fate(members: Iterable[Sight]) -> tuple[Stage, ...]:
    """The stages of one contact, in the order in which they became known."""
    stages: list[Stage] = []
    ordered = sorted(members, key=_in_time)
    parties = frozenset(key for sight in ordered for key in sight.parties)
    for sight in ordered:
        new = _stage(sight, stages, parties)
        place = next((n for n, stage in enumerate(stages) if _same(stage, new)), None)
        if place is None:
            stages.append(new)
        else:
            stages[place] = _told_again(stages[place], new)
    return tuple(stages)


def state_on(members: Iterable[Sight], day: date, known: date | None = None) -> State | None:
    """The state on ``day`` by what was published by ``known`` (default: that day); ``None`` before the first text."""
    by = known or day
    return state_of(fate(sight for sight in members if sight.published is None or sight.published <= by), day)


def state_of(stages: Sequence[Stage], day: date) -> State | None:
    """The state on ``day`` by all of ``stages``."""
    state: State | None = None
    for stage in stages:
        state = _after(state, stage)
    if state is None or state.day is None:
        return state
    if state.what == "held" and state.day[0] > day:
        return state.model_copy(update={"what": "planned"})
    if state.what in PLANS | {"moved"} and state.day[1] < day:
        return state.model_copy(update={"overdue": True})
    return state


def _in_time(sight: Sight) -> tuple[date, int, str, int]:
    start = sight.evidence[0].start if sight.evidence else 0
    return sight.published or date.max, _RANK[_what(sight)], sight.document, start


def _what(sight: Sight) -> What:
    return _WHAT.get(sight.status, "planned")


def _stage(sight: Sight, before: Sequence[Stage], parties: frozenset[str]) -> Stage:
    what, day = _what(sight), sight.days
    moved_from: Days | None = None
    if sight.anew is not None:
        day, moved_from = sight.anew, day
    elif what == "moved":
        plans = [stage.day for stage in reversed(before) if stage.day is not None and stage.what in PLANS]
        due = next((plan for plan in plans if day is not None and _meet(plan, day)), next(iter(plans), None))
        moved_from = due
        if due is not None and day is not None and day[0] <= due[1]:  # the day that it was put off from
            day = next((plan for plan in plans if plan[0] > due[1]), None)
        elif due is None:
            day, moved_from = None, day  # a contact that was put off is told with the day on which it was due
    return Stage(
        what=what,
        known=sight.published,
        day=day,
        moved_from=moved_from,
        said_by=sight.said_by,
        documents=(sight.document,),
        sights=(sight.id,),
        evidence=tuple(Quoted(sight.document, sight.sha256, span) for span in sight.evidence[:1]),
        own=any(voice.party in parties for voice in sight.said_by) or bool(parties & set(sight.denied_by)),
    )


def _same(stage: Stage, new: Stage) -> bool:
    """Whether a text tells a stage again. A plan for the day to which a contact was moved tells of the move."""
    if stage.what != new.what:
        return stage.what == "moved" and new.what in PLANS and stage.day is not None and _meet(stage.day, new.day)
    return stage.day is None or new.day is None or _meet(stage.day, new.day)


def _meet(one: Days, other: Days | None) -> bool:
    return other is not None and one[0] <= other[1] and other[0] <= one[1]


def _told_again(stage: Stage, new: Stage) -> Stage:
    day = stage.day
    if day is None or (new.day is not None and new.day[1] - new.day[0] < day[1] - day[0]):
        day = new.day
    return stage.model_copy(
        update={
            "day": day,
            "moved_from": stage.moved_from or new.moved_from,
            "own": stage.own or new.own,
            "documents": tuple(dict.fromkeys((*stage.documents, *new.documents))),
            "sights": tuple(dict.fromkeys((*stage.sights, *new.sights))),
        }
    )


def _after(state: State | None, stage: Stage) -> State:
    settled = stage.own or len(stage.documents) > 1
    due = stage.moved_from if stage.day is None else None
    new = State(what=stage.what, known=stage.known, day=stage.day, due=due, settled=settled)
    if state is None:
        return new
    if stage.what == "held":
        kept = state.what == "denied" and state.settled and not new.settled
        both = {"day": stage.day or state.day, "disputed": state.disputed or state.what == "denied"}
        return (state if kept else new).model_copy(update=both)
    if state.what == "held":
        if stage.what == "denied" and stage.own and not state.settled:
            return new.model_copy(update={"day": stage.day or state.day, "disputed": True})
        return state.model_copy(update={"disputed": state.disputed or stage.what in OFF | {"denied"}})
    if stage.what in PLANS and state.what not in PLANS:
        fresh = stage.day is not None and (state.day is None or not _meet(stage.day, state.day))
        return new if fresh and state.what != "denied" else state
    if stage.what == "proposed" and state.what == "planned":
        return state
    if stage.what != "moved" and new.day is None:
        return new.model_copy(update={"day": state.day})
    return new
