"""What a brief tells of proposals: positions new and changed, what became of proposals, who contradicts whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import Connection

from verbale.record import Stance
from verbale.store.aliases import aliases_of
from verbale.store.negotiations import Negotiations, negotiations
from verbale.store.recent import Window, bundles_touched, fresh, proposals_answered, retracted
from verbale.store.sighted import Text
from verbale.threads import Cell, ProposalState, Row, Thread
from verbale.views.citing import Line, Section, Sources, judged_by
from verbale.views.positions import labels

FACTS = 600  # facts that became known and are looked at, the last
PROPOSALS = 30  # proposals that are compared
TEXTS = 200  # of them
LINES = 24
SAYS: dict[Stance, str] = {
    "accepts": "accepts",
    "conditional": "conditional on",
    "undecided": "undecided on",
    "rejects": "rejects",
}
ALIKE = 0.3  # of the words of two conditions; with fewer in common they are taken for others


@dataclass(frozen=True)
class Tabled:
    """The proposals of which something became known, as they were known before and are known now."""

    sources: Sources
    now: Negotiations
    before: Negotiations
    new: frozenset[str]  # proposals that were not known
    names: dict[str, str] = field(default_factory=dict)
    wanted: frozenset[str] = frozenset()  # keys of the parties that were asked for

    @classmethod
    def of(cls, connection: Connection, window: Window, sources: Sources) -> Tabled:
        """Those that texts of the window put forward, answer or tell no more."""
        told = fresh(connection, window, ("proposal", "position"), FACTS)
        keys = [one.key for one in told if one.kind == "proposal"]
        keys += retracted(connection, window, ("proposal",), FACTS)
        answers = [one.key for one in told if one.kind == "position"]
        answers += retracted(connection, window, ("position",), FACTS)
        keys += proposals_answered(connection, answers)
        touched = bundles_touched(connection, keys, window)
        ids = [*touched][:PROPOSALS]
        now = negotiations(connection, window.scope, ids, TEXTS)
        before = negotiations(connection, window.before, ids, TEXTS)
        new = frozenset(id for id in now.shown if touched[id] and id not in before.shown)
        wanted = aliases_of(connection, window.scope.merged).widened(window.scope.parties)
        return cls(sources, now, before, new, labels(now.history), frozenset(wanted))

    @property
    def parties(self) -> frozenset[str]:
        """Keys of the parties that answered, or made proposals."""
        cells = (cell.party for state in self._now.values() for cell in state.cells)
        authors = (party for thread in self._threads() for party in thread.authors)
        return frozenset(party.key for party in (*cells, *authors))

    def positions(self) -> Section:
        """Each stand that is new, or another than it was."""
        lines: list[tuple[str, Line]] = []
        for id, state in self._now.items():
            earlier = self._then.get(id)
            for cell in self._asked(state):
                line = self._position(state, cell, earlier.cell(cell.party.key) if earlier else None)
                if line is not None:
                    lines.append((line.when or "", line))
            lines += [("", line) for line in self._dropped(state, earlier)]
        lines.sort(key=lambda pair: pair[0], reverse=True)
        found = [line for _, line in lines]
        return Section("positions", "Positions, new and changed", tuple(found[:LINES]), max(0, len(found) - LINES))

    def proposals(self) -> Section:
        """Proposals that came up, amended drafts, and what befell those that were known."""
        lines = [
            line
            for thread in self._threads()
            if (line := self._proposal(thread, self._now.get(thread.id), self._then.get(thread.id))) is not None
        ]
        return Section("proposals", "Proposals and drafts", tuple(lines[:LINES]), max(0, len(lines) - LINES))

    def contradictions(self, others: Iterable[Line] = ()) -> Section:
        """Where sources, or a party and its members, disagree, and something of it became known."""
        heard = self._heard
        lines: list[Line] = []
        for state in self._now.values():
            for cell in self._asked(state):
                rivals = {row.id: row for row in (*cell.against, *cell.dissent)}
                if any(id not in heard for id in (*rivals, cell.deciding.id)):
                    lines += [self._rival(state, cell, row) for row in rivals.values()]
        lines += others
        return Section("contradictions", "Contradictions", tuple(lines[:LINES]), max(0, len(lines) - LINES))

    def _asked(self, state: ProposalState | None) -> list[Cell]:
        """The cells of the parties that were asked for; of all where none of them has a stand of its own."""
        cells = list(state.cells) if state is not None else []
        return [cell for cell in cells if cell.party.key in self.wanted] if self._stand else cells

    @cached_property
    def _stand(self) -> bool:
        """Whether a party that was asked for has answered anything."""
        states = (*self._now.values(), *self._then.values())
        return any(cell.party.key in self.wanted for state in states for cell in state.cells)

    def _threads(self) -> list[Thread]:
        shown = set(self.now.shown)
        return [thread for thread in self.now.history.threads if thread.id in shown]

    @cached_property
    def _heard(self) -> frozenset[str]:
        """The rows that were known."""
        return frozenset(row.id for row in self.before.history.rows)

    @cached_property
    def _now(self) -> dict[str, ProposalState]:
        return self._states(self.now)

    @cached_property
    def _then(self) -> dict[str, ProposalState]:
        return self._states(self.before)

    def _states(self, told: Negotiations) -> dict[str, ProposalState]:
        shown = set(self.now.shown)
        return {state.thread.id: state for state in told.history.latest().proposals if state.thread.id in shown}

    def _position(self, state: ProposalState, cell: Cell, before: Cell | None) -> Line | None:
        changed = before is not None and before.stance != cell.stance
        passed = self._passed(cell)
        if before is not None and not changed and not passed and not self._other_terms(before, cell):
            return None
        telling = [row for row in cell.rows if row.stance == cell.stance]
        telling = [cell.deciding, *(row for row in telling if (row.date or cell.since) == cell.since)]
        marks = ["new"] if before is None else ["changed"] if changed or passed else ["conditions changed"]
        between = ", then ".join(f"{row.stance} on {_day(row.date) or 'a day not told'}" for row in passed)
        return self.sources.line(
            self._texts(telling),
            id=state.thread.id,
            fact=_key(self.now, cell.deciding.document, cell.deciding.position),
            when=_day(cell.since),
            who=self.now.history.named(cell.party),
            what=f"{SAYS[cell.stance]} {self._called(state.thread)}{f', after {between}' if between else ''}"
            + _on(cell),
            was=None if before is None else f"{before.stance}{_on(before)}",
            quote=cell.deciding.sentence,
            marks=[*marks, *_doubts(cell), *self._judged(telling)],
            accounts=[self._account(row, self.now.history.named(cell.party)) for row in passed],
        )

    def _passed(self, cell: Cell) -> tuple[Row, ...]:
        """Answers that came and went since the brief begins."""
        return tuple(row for row in cell.path[:-1] if row.stance != "undecided" and row.id not in self._heard)

    def _other_terms(self, before: Cell, cell: Cell) -> bool:
        """Whether a later day's answer names conditions in other words than those known, in the same language."""
        old, new = _last_terms(before), _last_terms(cell)
        if old is None or new is None or old.date is None or new.date is None or new.date <= old.date:
            return False
        texts = [self.before.texts.get(old.document), self.now.texts.get(new.document)]
        if None in texts or len({text.language for text in texts if text is not None}) != 1:
            return False
        one, other = _words(old), _words(new)
        return len(one & other) < ALIKE * len(one | other)

    def _dropped(self, state: ProposalState, before: ProposalState | None) -> list[Line]:
        """Answers that no text tells any more."""
        gone = [cell for cell in self._asked(before) if state.cell(cell.party.key) is None]
        kept = {row.document for row in self.now.history.rows}
        return [
            self.sources.line(
                [text for row in cell.rows if (text := self.before.texts.get(row.document)) is not None],
                id=state.thread.id,
                fact=_key(self.before, cell.deciding.document, cell.deciding.position),
                who=self.now.history.named(cell.party),
                what=f"no position on {self._called(state.thread)} is told any more",
                was=f"{cell.stance}{_on(cell)}",
                marks=["retracted"],
            )
            for cell in gone
            if state.thread.id not in self.now.cut | self.before.cut
            or not any(row.document in kept for row in cell.rows)
        ]

    def _proposal(self, thread: Thread, now: ProposalState | None, before: ProposalState | None) -> Line | None:
        status = now.status if now else None
        was = before.status if before else None
        if thread.id not in self.new and (status is None or (was is not None and was.status == status.status)):
            return None
        authors = ", ".join(self.now.history.named(party) for party in thread.authors)
        relation = {"amended": "an amended draft of", "split": "a part of"}.get(thread.relation or "", "")
        parent = f", {relation} {self.names.get(thread.version_of or '', 'another proposal')}" if relation else ""
        told = [member.tabled.document[0] for member in thread.members]
        if thread.id not in self.new and status is not None:
            told = [status.document]
        first = next((member for member in thread.members if member.tabled.document[0] in told), thread.members[0])
        words = first.tabled.main[0].span.text if first.tabled.main else thread.label
        return self.sources.line(
            [text for document in told if (text := self.now.texts.get(document)) is not None],
            id=thread.id,
            fact=_key(self.now, first.tabled.document[0], first.tabled.local),
            when=_day(status.date) if status else _day(thread.first),
            who=authors or "nobody named",
            what=f"{self.names[thread.id]}{parent}: {status.status if status else 'proposed'}",
            was=was.status if was else None,
            quote=status.evidence[0].text if status and status.evidence and thread.id not in self.new else words,
            marks=(["new"] if thread.id in self.new else ["changed"]) + ([] if thread.certain else ["uncertain"]),
        )

    def _rival(self, state: ProposalState, cell: Cell, row: Row) -> Line:
        party = self.now.history.named(cell.party)
        inside = row.member is not None
        what = f"{row.member} against {party}" if inside else "sources disagree on where it stands"
        return self.sources.line(
            self._texts((cell.deciding, row)),
            id=state.thread.id,
            fact=_key(self.now, cell.deciding.document, cell.deciding.position),
            when=_day(row.date),
            who=party,
            what=f"{what}: {self._called(state.thread)}",
            marks=["unsettled"] if row in cell.against else ["dissent"],
            accounts=[self._account(one, party) for one in (cell.deciding, row)],
        )

    def _account(self, row: Row, party: str) -> Line:
        return self.sources.line(
            self._texts((row,)),
            id=row.id,
            fact=_key(self.now, row.document, row.position),
            when=_day(row.date),
            who=row.member or party,
            what=f"{row.stance}, says {', '.join(row.said_by) or row.publisher or 'the text'}",
            quote=row.sentence,
            marks=self._judged((row,)),
        )

    def _called(self, thread: Thread) -> str:
        return f"the {self.names[thread.id]}"

    def _texts(self, rows: Iterable[Row]) -> list[Text]:
        return [text for row in rows if (text := self.now.texts.get(row.document)) is not None]

    def _judged(self, rows: Iterable[Row]) -> list[str]:
        behind = (self.now.facts.get((row.document, row.position)) for row in rows)
        return judged_by(one.mark for one in behind if one is not None)


def _key(told: Negotiations, document: str, local: str) -> str | None:
    behind = told.facts.get((document, local))
    return behind.key if behind is not None else None


def _on(cell: Cell) -> str:
    words = "; ".join(_conditions(cell))
    return f" ({words})" if words else ""


def _last_terms(cell: Cell) -> Row | None:
    return next((row for row in reversed(cell.rows) if row.conditions and row.stance == cell.stance), None)


def _words(row: Row) -> set[str]:
    return {word for span in row.conditions for word in span.text.casefold().split()}


def _conditions(cell: Cell) -> Sequence[str]:
    return [span.text for span in cell.conditions]


def _doubts(cell: Cell) -> list[str]:
    told = ((cell.disputed, "disputed"), (cell.uncertain, "uncertain"))
    return [mark for true, mark in told if true]


def _day(day: object) -> str | None:
    return str(day) if day is not None else None
