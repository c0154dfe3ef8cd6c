"""What a careful reader takes from the rows of one party on one proposal.

The rows are gone through in time. The later word of the same authority holds. The word of a member against that of
the party is dissent, unless the member has spoken for the party before; what outsiders say of a party never
overrides what it says itself. What contradicts is kept, and marks the cell until the party has spoken again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from verbale.record import Span, Stance
from verbale.threads.parties import Authority, Party
from verbale.threads.rows import Row

STALE = timedelta(days=1)  # news that a party has not answered may be that late


@dataclass(frozen=True, slots=True)
class Cell:
    """A party's stand on a proposal: ``stance`` holds since ``since``, last told on ``last``.

    ``deciding`` is the row that made it so, ``path`` the rows that changed the stance, ``rows`` are all up to the day.
    ``dissent`` are the latest rows of members who say otherwise, ``against`` the rows that contradict and are not
    settled. ``sources`` are the outlets that tell the stance.
    """

    party: Party
    thread: str
    stance: Stance
    since: date | None
    last: date | None
    deciding: Row
    conditions: tuple[Span, ...]
    dissent: tuple[Row, ...]
    against: tuple[Row, ...]
    sources: tuple[str, ...]
    path: tuple[Row, ...]
    rows: tuple[Row, ...]

    @property
    def disputed(self) -> bool:
        return bool(self.against)

    @property
    def uncertain(self) -> bool:
        """Whether a link to the proposal, or the voice, is doubtful."""
        return not self.deciding.certain or self.deciding.authority is Authority.source or self.deciding.heard

    @property
    def one_source(self) -> bool:
        return len(self.sources) < 2


@dataclass(slots=True)
class _Stand:
    """The state while the rows are gone through."""

    deciding: Row
    last: Row
    conditions: tuple[Span, ...]
    telling: dict[str, None] = field(default_factory=dict)
    dissent: dict[str, Row] = field(default_factory=dict)
    against: list[Row] = field(default_factory=list)
    path: list[Row] = field(default_factory=list)


def cell_of(rows: Sequence[Row], closed: date | None = None) -> Cell:
    """The cell that the rows of one party on one thread make; ``rows`` are in time and not empty.

    From the day ``closed`` on, when the draft was replaced or agreed on, nobody falls back into not having answered.
    """
    spokesmen = _spokesmen(rows)
    stand = _begin(rows[0])
    for row in rows[1:]:
        _weigh(stand, row, spokesmen, closed)
    return Cell(
        party=rows[0].party,
        thread=rows[0].thread,
        stance=stand.deciding.stance,
        since=stand.deciding.date,
        last=stand.last.date,
        deciding=stand.deciding,
        conditions=stand.conditions,
        dissent=tuple(stand.dissent.values()),
        against=tuple(stand.against),
        sources=tuple(stand.telling),
        path=tuple(stand.path),
        rows=tuple(rows),
    )


def contradict(one: Stance, other: Stance) -> bool:
    """Whether two stances cannot both be so: a yes of any kind and a no."""
    return (one == "rejects") != (other == "rejects") and "undecided" not in (one, other)


def _begin(row: Row) -> _Stand:
    return _Stand(row, row, row.conditions, {row.source: None}, path=[row])


def _spokesmen(rows: Iterable[Row]) -> dict[str, Row]:
    """Members through whom the party has answered, each with the first row."""
    found: dict[str, Row] = {}
    for row in rows:
        if row.authority is Authority.party and not row.heard:
            for name in row.said_by:
                found.setdefault(name, row)
    return found


def _weigh(stand: _Stand, row: Row, spokesmen: dict[str, Row], closed: date | None) -> None:
    now = stand.deciding
    if row.stance == now.stance:
        _confirm(stand, row)
    elif _party_beside_member(now, row):
        _change(stand, row)
        stand.dissent[now.member or now.id] = now
    elif row.stance == "undecided" and _still_unanswered(now, row, closed):
        return  # the party has answered; this text had not heard of it
    elif row.authority is Authority.source and now.authority is not Authority.source:
        if contradict(now.stance, row.stance):
            stand.dissent[row.member or row.id] = row
    elif row.heard and not now.heard and now.authority is not Authority.source:
        if contradict(row.stance, now.stance):
            stand.against.append(row)
    elif _dissents(now, row, spokesmen):
        stand.dissent[row.member or row.id] = row
        stand.against.append(row)
    elif row.authority < now.authority and row.document == now.document and row.date == now.date:
        return  # in one text of one day the party's own word outweighs what a member adds to it
    elif _same_day_elsewhere(now, row):
        stand.against.append(row)
    else:
        _change(stand, row)


def _confirm(stand: _Stand, row: Row) -> None:
    stand.telling.setdefault(row.source)
    stand.dissent.pop(row.member or row.id, None)
    if row.conditions:
        stand.conditions = row.conditions
    better = (row.authority, not row.heard, row.certain) > (
        stand.deciding.authority,
        not stand.deciding.heard,
        stand.deciding.certain,
    )
    if better and row.date == stand.deciding.date:
        stand.deciding = row
    stand.last = row
    if row.authority is Authority.party and not row.heard:
        stand.against = [other for other in stand.against if not _after(row, other)]


def _change(stand: _Stand, row: Row) -> None:
    stand.dissent.pop(row.member or row.id, None)
    settled = row.authority is Authority.party and not row.heard
    stand.against = [other for other in stand.against if not (settled and _after(row, other))]
    stand.dissent = {name: other for name, other in stand.dissent.items() if other.stance != row.stance}
    stand.deciding = stand.last = row
    stand.path.append(row)
    stand.conditions = row.conditions
    stand.telling = {row.source: None}


def _after(row: Row, other: Row) -> bool:
    """Whether the party has spoken since: on a later day, or in a later text."""
    if row.date is not None and other.date is not None and row.date != other.date:
        return row.date > other.date and (other.date_origin == "stated" or row.document != other.document)
    return (row.published or date.min) > (other.published or date.min)


def _still_unanswered(now: Row, row: Row, closed: date | None) -> bool:
    """Whether news of no answer is older than the answer, or comes too soon after it to be a change of mind."""
    if row.date is None or now.date is None or row.document == now.document:
        return True
    if closed is not None and row.date >= closed:
        return True
    return row.date - now.date <= STALE and row.date_origin == "published"


def _dissents(now: Row, row: Row, spokesmen: dict[str, Row]) -> bool:
    """Whether a member contradicts its party rather than speaks for it."""
    if row.authority is not Authority.member or not contradict(now.stance, row.stance):
        return False
    if now.authority is Authority.member:
        return now.member != row.member and now.document == row.document
    spoke = spokesmen.get(row.member or "")
    return spoke is None or (spoke.date or date.max) > (row.date or date.max)


def _party_beside_member(now: Row, row: Row) -> bool:
    """Whether a party speaks for itself in the text, and on the day, in which one of its members said otherwise."""
    if row.authority is not Authority.party or now.authority is not Authority.member or row.heard or now.heard:
        return False
    return row.document == now.document and row.date == now.date


def _same_day_elsewhere(now: Row, row: Row) -> bool:
    """Whether two outlets tell different answers of one day, neither a change of the other."""
    if now.stance == "undecided" or now.source == row.source or now.date != row.date:
        return False
    if now.date_origin == "published" == row.date_origin and now.published != row.published:
        return False
    return now.authority == row.authority and now.heard == row.heard
