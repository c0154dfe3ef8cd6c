"""Patterns over classes of words, compiled to one automaton that is run wherever an expression may begin.

The notation of a pattern: names of classes one after another (``weekday figure month``), ``|`` between
alternatives, parentheses, ``?`` after what may be absent, ``<name>`` for a named part, and ``+`` after what
may be repeated. All patterns of a language run together, so the cost at a token does not grow with their
number (Thompson, "Regular expression search algorithm", CACM 11(6), 1968; states are made when first met).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from verbale.codebook import CodebookError
from verbale.times.lexicon import Edges, Pattern

_TOKEN = re.compile(r"\s*(?:([a-z][a-z_]*)|<([a-z_]+)>|([()|?+]))")
_LONGEST = 28  # tokens: no expression is longer, whatever is written


class Step(NamedTuple):
    """A class found at token ``at``."""

    kind: str
    value: str
    at: int
    last: int


@dataclass(slots=True)
class Match:
    """A pattern that holds from token ``first`` up to ``last``, and what its classes found there."""

    pattern: Pattern
    first: int
    last: int
    steps: tuple[Step, ...]

    def get(self, kind: str) -> str | None:
        """The value of the first step of a class."""
        for step in self.steps:
            if step.kind == kind:
                return step.value
        return None

    def step(self, *kinds: str) -> Step | None:
        return next((step for step in self.steps if step.kind in kinds), None)

    def all(self, *kinds: str) -> list[Step]:
        return [step for step in self.steps if step.kind in kinds]


@dataclass(slots=True)
class _Node:
    """A state of the non-deterministic automaton."""

    moves: list[tuple[str, int]] = field(default_factory=list)
    free: list[int] = field(default_factory=list)
    accepts: int = -1


@dataclass(slots=True)
class _State:
    """A set of nodes; ``moves`` is filled when a class is first tried."""

    nodes: frozenset[int]
    accepts: int
    moves: dict[str, _State | None] = field(default_factory=dict)


class Grammar:
    """The patterns of a language, earlier ones preferred among matches of the same length."""

    def __init__(self, patterns: Sequence[Pattern], parts: Mapping[str, str]) -> None:
        self.patterns = tuple(patterns)
        self._parts = parts
        self._nodes: list[_Node] = [_Node()]
        self._states: dict[frozenset[int], _State] = {}
        for rank, pattern in enumerate(self.patterns):
            start, end = self._compile(pattern.match, pattern.key, ())
            self._nodes[0].free.append(start)
            self._nodes[end].accepts = rank
        self._start = self._state(self._closure([0]))
        self.openers = frozenset(kind for at in self._start.nodes for kind, _ in self._nodes[at].moves)

    # Compiling -------------------------------------------------------------------------------------

    def _node(self) -> int:
        self._nodes.append(_Node())
        return len(self._nodes) - 1

    def _compile(self, source: str, where: str, within: tuple[str, ...]) -> tuple[int, int]:
        symbols = _symbols(source, where)
        start, end, rest = self._alternatives(symbols, 0, where, within)
        if rest != len(symbols):
            raise CodebookError(f"times pattern {where!r}: a bracket too many in {source!r}")
        return start, end

    def _alternatives(
        self, symbols: list[tuple[str, str]], at: int, where: str, within: tuple[str, ...]
    ) -> tuple[int, int, int]:
        start, end = self._node(), self._node()
        while True:
            first, last, at = self._sequence(symbols, at, where, within)
            self._nodes[start].free.append(first)
            self._nodes[last].free.append(end)
            if at < len(symbols) and symbols[at] == ("mark", "|"):
                at += 1
                continue
            return start, end, at

    def _sequence(
        self, symbols: list[tuple[str, str]], at: int, where: str, within: tuple[str, ...]
    ) -> tuple[int, int, int]:
        start = last = self._node()
        while at < len(symbols) and symbols[at] not in (("mark", "|"), ("mark", ")")):
            first, end, at = self._item(symbols, at, where, within)
            self._nodes[last].free.append(first)
            while at < len(symbols) and symbols[at] in (("mark", "?"), ("mark", "+")):
                if symbols[at][1] == "?":
                    self._nodes[first].free.append(end)
                else:
                    self._nodes[end].free.append(first)
                at += 1
            last = end
        return start, last, at

    def _item(
        self, symbols: list[tuple[str, str]], at: int, where: str, within: tuple[str, ...]
    ) -> tuple[int, int, int]:
        sort, value = symbols[at]
        if sort == "class":
            start, end = self._node(), self._node()
            self._nodes[start].moves.append((value, end))
            return start, end, at + 1
        if sort == "part":
            if value not in self._parts or value in within:
                raise CodebookError(f"times pattern {where!r}: <{value}> is not a part, or contains itself")
            first, last = self._compile(self._parts[value], where, (*within, value))
            return first, last, at + 1
        if value != "(":
            raise CodebookError(f"times pattern {where!r}: {value!r} has nothing before it")
        first, last, at = self._alternatives(symbols, at + 1, where, within)
        if at >= len(symbols):
            raise CodebookError(f"times pattern {where!r}: a bracket is not closed")
        return first, last, at + 1

    # Running ---------------------------------------------------------------------------------------

    def _closure(self, nodes: Sequence[int]) -> frozenset[int]:
        seen, stack = set(nodes), list(nodes)
        while stack:
            for to in self._nodes[stack.pop()].free:
                if to not in seen:
                    seen.add(to)
                    stack.append(to)
        return frozenset(seen)

    def _state(self, nodes: frozenset[int]) -> _State:
        state = self._states.get(nodes)
        if state is None:
            ranks = [self._nodes[at].accepts for at in nodes if self._nodes[at].accepts >= 0]
            state = self._states[nodes] = _State(nodes, min(ranks, default=-1))
        return state

    def _move(self, state: _State, kind: str) -> _State | None:
        to = [end for at in state.nodes for moved, end in self._nodes[at].moves if moved == kind]
        state.moves[kind] = found = self._state(self._closure(to)) if to else None
        return found

    def matches(self, edges: Sequence[Edges | None], first: int, stop: int) -> list[Match]:
        """Every match from token ``first`` that ends by ``stop``: the longest first."""
        found: list[tuple[int, int, int, Match]] = []
        stack: list[tuple[int, _State, tuple[Step, ...]]] = [(first, self._start, ())]
        stop = min(stop, first + _LONGEST)
        tries = 0
        while stack and tries < 400:
            at, state, steps = stack.pop()
            if state.accepts >= 0:
                match = Match(self.patterns[state.accepts], first, at, steps)
                found.append((-at, state.accepts, tries, match))
            if at >= stop:
                continue
            here = edges[at]
            if here is None:
                continue
            tries += 1
            for edge in reversed(here):
                moved = state.moves[edge.kind] if edge.kind in state.moves else self._move(state, edge.kind)
                if moved is not None and at + edge.length <= stop:
                    step = Step(edge.kind, edge.value, at, at + edge.length)
                    stack.append((at + edge.length, moved, (*steps, step)))
        found.sort(key=lambda item: item[:3])
        return [match for *_, match in found]


def _symbols(source: str, where: str) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    at = 0
    source = source.strip()
    while at < len(source):
        match = _TOKEN.match(source, at)
        if match is None:
            raise CodebookError(f"times pattern {where!r}: cannot read {source[at:]!r}")
        name, part, mark = match.groups()
        out.append(("class", name) if name else ("part", part) if part else ("mark", mark))
        at = match.end()
    return out
