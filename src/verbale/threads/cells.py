"""What a careful reader takes from the rows of one party on one proposal.

The rows are gone through in time. The later word of the same authority holds. Two outlets that tell otherwise of one
answer are in dispute: the later telling holds, and the other is kept against it. The word of a member against that of
the party is dissent, unless the member has spoken for the party before; what outsiders say of a party never
overrides what it says itself. What contradicts is kept until the party has spoken again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from verbale.record import Span, Stance
from verbale.threads.parties import Authority, Party
from verbale.threads.rows import Row

STALE = timedelta(days=1)  # news that a party has not answered may be that late
LOOSE = timedelta(days=1)  # by which two texts may date one answer differently


@dataclass(frozen=True, slots=True)
class Cell:
    """A party's stand on a proposal: ``stance`` holds since ``since``, last told on ``last``.

    ``deciding`` is the row that made it so, ``path`` the rows that changed the stance, ``rows`` are all up to the day.
    ``dissent`` are the latest rows of members who say otherwise, ``against`` the rows that contradict and are not
    settled, dissent among them. ``sources`` are the outlets that tell the stance.
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
        """Whether sources disagree about what the party itself says; a member against its party is dissent."""
        own = self.deciding.authority is Authority.party
        return any(not own or row.authority is not Authority.member for row in self.against)

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
    party = _Party(rows, closed)
    stand = _begin(rows[0])
    for row in rows[1:]:
        _weigh(stand, row, party)
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


class _Party:
    """What all rows together tell: through whom the party has answered, and which texts tell of which stances."""

    def __init__(self, rows: Iterable[Row], closed: date | None) -> None:
        self.closed = closed
        self.spokesmen: dict[str, Row] = {}
        self.told: set[tuple[str, Stance]] = set()
        for row in rows:
            self.told.add((row.document, row.stance))
            if row.authority is Authority.party and not row.heard:
                for name in row.said_by:
                    self.spokesmen.setdefault(name, row)

    def spoke_through(self, member: str | None, day: date | None) -> bool:
        """Whether the party had answered through a member by some day."""
        spoke = self.spokesmen.get(member or "")
        return spoke is not None and (spoke.date or date.max) <= (day or date.max)

    def one_answer(self, now: Row, row: Row) -> bool:
        """Whether two outlets tell of one answer, and tell it otherwise: their days are the same or next to each
        other, neither tells of a change, and the first was still told when the second is said to have been given."""
        if now.stance == "undecided" or now.source == row.source or now.date is None or row.date is None:
            return False
        if now.authority != row.authority or now.heard != row.heard or row.date - now.date > LOOSE:
            return False
        if now.date == row.date:
            return not (now.date_origin == "published" == row.date_origin and now.published != row.published)
        if now.published is None or row.date > now.published or set(now.said_by) & set(row.said_by):
            return False
        return not {(now.document, row.stance), (row.document, now.stance)} & self.told


def _weigh(stand: _Stand, row: Row, party: _Party) -> None:
    now = stand.deciding
    if row.stance == now.stance:
        _confirm(stand, row)
    elif _told_again(stand, row):
        return
    elif _party_beside_member(now, row):
        _change(stand, row)
        stand.dissent[now.member or now.id] = now
    elif row.stance == "undecided" and _still_unanswered(now, row, party.closed):
        return  # the party has answered; this text had not heard of it
    elif row.authority is Authority.source and now.authority is not Authority.source:
        if contradict(now.stance, row.stance):
            stand.dissent[row.member or row.id] = row
    elif row.heard and not now.heard and now.authority is not Authority.source:
        if contradict(row.stance, now.stance):
            stand.against.append(row)
    elif _dissents(now, row, party):
        stand.dissent[row.member or row.id] = row
        stand.against.append(row)
    elif row.authority < now.authority and row.document == now.document and row.date == now.date:
        return  # in one text of one day the party's own word outweighs what a member adds to it
    elif party.one_answer(now, row):
        _dispute(stand, row)
    else:
        _change(stand, row)
        if _outvoted(now, row, party):
            stand.dissent[now.member or now.id] = now


def _told_again(stand: _Stand, row: Row) -> bool:
    """Whether a text repeats what a member said that day against its party."""
    said = stand.dissent.get(row.member or "")
    return said is not None and (said.stance, said.date) == (row.stance, row.date)


def _outvoted(now: Row, row: Row, party: _Party) -> bool:
    """Whether a party answers otherwise than a member did who was the first to speak, and had not spoken for it."""
    if now.authority is not Authority.member or row.authority is not Authority.party or row.heard:
        return False
    return contradict(now.stance, row.stance) and not party.spoke_through(now.member, now.date)


def _dispute(stand: _Stand, row: Row) -> None:
    """Two outlets tell one answer otherwise: that holds whose speaker is named, else the later one."""
    now = stand.deciding
    told = any(other.stance == row.stance and other.date == row.date for other in stand.against)
    if told or (bool(now.said_by), now.published or date.min) >= (bool(row.said_by), row.published or date.min):
        stand.against += [] if told else [row]
        return
    against, path = [*stand.against, now], stand.path[:-1]
    _change(stand, row)
    stand.against, stand.path = against, [*path, row]


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


def _dissents(now: Row, row: Row, party: _Party) -> bool:
    """Whether a member contradicts its party rather than speaks for it."""
    if row.authority is not Authority.member or not contradict(now.stance, row.stance):
        return False
    if now.authority is Authority.member:
        return now.member != row.member and now.document == row.document
    return not party.spoke_through(row.member, row.date)


def _party_beside_member(now: Row, row: Row) -> bool:
    """Whether a party speaks for itself in the text, and on the day, in which one of its members said otherwise."""
    if row.authority is not Authority.party or now.authority is not Authority.member or row.heard or now.heard:
        return False
    return row.document == now.document and row.date == now.date
