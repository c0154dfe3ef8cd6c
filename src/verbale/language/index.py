"""Find the facts that stand at a token or within a range, without comparing everything with everything."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from verbale.language.parse import Parse
from verbale.record import Span

T = TypeVar("T")


class SpanIndex(Generic[T]):
    """Items by the tokens that their spans cover. An item may have several spans."""

    def __init__(self, parse: Parse, items: Iterable[tuple[Span, T]]) -> None:
        self._parse = parse
        self._at: dict[int, list[tuple[Span, T]]] = {}
        for span, item in items:
            first, last = parse.token_range(span.start, span.end)
            for i in range(first, last):
                self._at.setdefault(i, []).append((span, item))

    def at(self, token: int) -> list[T]:
        """Items that cover the token, the shortest span first."""
        return [item for _, item in sorted(self._at.get(token, ()), key=lambda pair: len(pair[0].text))]

    def spans_at(self, token: int) -> list[tuple[Span, T]]:
        return self._at.get(token, [])

    def within(self, first: int, last: int) -> list[T]:
        """Items whose spans touch the tokens ``first:last``, in text order, each once."""
        found: list[T] = []
        seen: set[int] = set()
        for i in range(first, last):
            for _, item in self._at.get(i, ()):
                if id(item) not in seen:
                    seen.add(id(item))
                    found.append(item)
        return found
