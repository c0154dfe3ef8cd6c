"""What accounts that share a point tell differently: numbers, days, how it was dealt with, and where a party stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from verbale.record import Record
from verbale.threads.points.passages import Passage

Kind = Literal["numbers", "days", "manner", "stance"]


@dataclass(frozen=True, slots=True)
class Difference:
    """``told``: what each account has that not all have, by its number; accounts that tell nothing are left out."""

    kind: Kind
    told: tuple[tuple[int, tuple[str, ...]], ...]


def differences(records: Sequence[Record], point: Iterable[Passage]) -> tuple[Difference, ...]:
    """Where at least two accounts of a point tell something of a kind, and each something that another does not."""
    by_account: dict[int, list[Passage]] = {}
    for passage in point:
        by_account.setdefault(passage.account, []).append(passage)
    if len(by_account) < 2:
        return ()
    found = (
        _difference("numbers", {n: _clues(own, "number") for n, own in by_account.items()}),
        _difference("days", {n: _clues(own, "day") for n, own in by_account.items()}),
        _difference("manner", {n: {m for p in own for m in p.manners} for n, own in by_account.items()}),
        _difference("stance", {n: _stances(records[n], own) for n, own in by_account.items()}),
    )
    return tuple(one for one in found if one is not None)


def _clues(passages: Iterable[Passage], kind: str) -> set[str]:
    return {value for passage in passages for value in passage.clues.get(kind, ())}


def _difference(kind: Kind, told: Mapping[int, set[str]]) -> Difference | None:
    telling = {n: values for n, values in told.items() if values}
    if len(telling) < 2:
        return None
    common = set.intersection(*telling.values())
    own = {n: values - common for n, values in telling.items()}
    if sum(bool(values) for values in own.values()) < 2:
        return None
    return Difference(kind, tuple((n, tuple(sorted(values))) for n, values in sorted(own.items())))


def _stances(record: Record, passages: Sequence[Passage]) -> set[str]:
    """Who stands where, by the positions whose words stand in the passages."""
    names = {actor.id: actor.name or actor.key for actor in record.actors}
    return {
        f"{names[position.actor]}: {position.stance}"
        for position in record.positions
        for passage in passages
        if any(passage.span.touches(span) for span in position.evidence)
    }
