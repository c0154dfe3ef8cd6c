"""The memory of a negotiation: every answer in time, what became of each proposal, and the state on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from verbale.record import Record
from verbale.threads.cells import Cell, cell_of
from verbale.threads.days import Day, day_of
from verbale.threads.parties import Parties, Party
from verbale.threads.proposals import Table, Thread, in_order
from verbale.threads.rows import Row, rows_of
from verbale.threads.status import Befallen, befell, status_on


@dataclass(frozen=True, slots=True)
class ProposalState:
    """A proposal on a day: what last befell it, and the stand of each party that has answered."""

    thread: Thread
    status: Befallen | None
    cells: tuple[Cell, ...]

    def cell(self, party: str) -> Cell | None:
        """The stand of the party with this key."""
        return next((cell for cell in self.cells if cell.party.key == party), None)


@dataclass(frozen=True, slots=True)
class State:
    """What a careful reader would write down on ``date``, knowing what was published by ``known``."""

    date: Day
    known: Day
    proposals: tuple[ProposalState, ...]

    def proposal(self, thread: str) -> ProposalState | None:
        """The state of the proposal of this thread."""
        return next((state for state in self.proposals if state.thread.id == thread), None)


class History:
    """Threads, rows and what befell each thread; ``named`` tells what a party is called."""

    def __init__(
        self,
        threads: Iterable[Thread],
        named: Callable[[Party], str],
        recall: Callable[[Day], History | None] | None = None,
    ) -> None:
        self.threads: tuple[Thread, ...] = tuple(threads)
        self.named = named
        self._recall = recall
        self.rows: tuple[Row, ...] = rows_of(self.threads)
        self._by_thread: dict[str, list[Row]] = {thread.id: [] for thread in self.threads}
        for row in self.rows:
            self._by_thread[row.thread].append(row)
        known = {thread.id: thread for thread in self.threads}
        self.befell: dict[str, tuple[Befallen, ...]] = {
            thread.id: befell(thread, known, self._by_thread[thread.id]) for thread in self.threads
        }

    @classmethod
    def of(cls, records: Iterable[Record]) -> History:
        """The history that a set of records tells; the same for any order of them."""
        ordered = in_order(records)
        parties = Parties(ordered)
        table = Table(parties)
        for record in ordered:
            table.add(record)
        return cls(table.threads.values(), parties.name, _Earlier(ordered))

    def rows_on(self, thread: str, party: Party | None = None) -> tuple[Row, ...]:
        """The rows of a thread, or of one party on it, in time."""
        rows = self._by_thread.get(thread, [])
        return tuple(row for row in rows if party is None or row.party == party)

    def state_at(self, day: Day, known: Day | None = None) -> State:
        """The state on ``day``, by the texts that were published by ``known`` (default: ``day``) or have no date."""
        known = known or day
        history = self.as_known(known)
        states = [history._state(thread, day) for thread in history.threads]
        return State(day, known, tuple(state for state in states if state is not None))

    def as_known(self, known: Day) -> History:
        """The history that the texts tell which were published by ``known``: what came later has taught nothing."""
        return (self._recall(known) if self._recall is not None else None) or self

    def latest(self) -> State:
        """The state after the last text."""
        return self.state_at(Day.max)

    def _state(self, thread: Thread, day: Day) -> ProposalState | None:
        status = status_on(day, self.befell[thread.id])
        by_party: dict[Party, list[Row]] = {}
        for row in self._by_thread[thread.id]:
            if (row.date is None or row.date <= day) and row.party.answers:
                by_party.setdefault(row.party, []).append(row)
        if status is None and not by_party:
            return None
        closed = self._closed(thread, day)
        return ProposalState(thread, status, tuple(cell_of(rows, closed) for rows in by_party.values()))

    def _closed(self, thread: Thread, day: Day) -> Day | None:
        """The day from which nobody is asked about this draft any more."""
        ends = (one.date for one in self.befell[thread.id] if one.status in ("amended", "agreed", "in force"))
        return min((end for end in ends if end is not None and end <= day), default=None)


class _Earlier:
    """The histories that the first of some records tell, each made once."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = records
        self._made: dict[int, History] = {}

    def __call__(self, known: Day) -> History | None:
        told = [record for record in self._records if (day_of(record.document.published) or Day.min) <= known]
        if len(told) == len(self._records):
            return None
        if len(told) not in self._made:
            self._made[len(told)] = History.of(told)
        return self._made[len(told)]
