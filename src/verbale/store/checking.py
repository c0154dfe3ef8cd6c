"""What the checks of a store share: faults, and whether words stand where they are said to stand."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from verbale.store.tables import versions

KNOWN = 32  # texts that are kept in memory


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong, and where."""

    place: str
    reason: str


class Texts:
    """Texts by the hash under which they are quoted; the latest are kept."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: OrderedDict[str, str | None] = OrderedDict()

    def of(self, sha256: str) -> str | None:
        """The text with a hash; ``None`` if the store has none."""
        if sha256 not in self._known:
            query = select(versions.c.text).where(versions.c.sha256 == sha256, versions.c.forgotten.is_(None))
            self._known[sha256] = self._connection.execute(query.limit(1)).scalar()
            if len(self._known) > KNOWN:
                self._known.popitem(last=False)
        self._known.move_to_end(sha256)
        return self._known[sha256]

    def quotes(self, told: Any) -> Iterator[str]:
        """What is wrong with the quotations in some JSON."""
        for quote in quotes_in(told):
            text = self.of(quote["sha256"])
            if text is None:
                yield f"quotes a text that the store has not ({quote['sha256'][:12]}…)"
            elif not stands(quote["span"], text):
                yield f"quotes words that do not stand there: {quote['span']['text'][:60]!r}"


def stands(span: dict[str, Any], text: str) -> bool:
    """Whether a span's words stand at its offsets."""
    start, end = span["start"], span["end"]
    return bool(0 <= start <= end <= len(text) and text[start:end] == span["text"])


def spans_in(told: Any) -> Iterator[dict[str, Any]]:
    """The spans in some JSON, at any depth."""
    if isinstance(told, dict):
        if {"start", "end", "text"} <= told.keys():
            yield told
            return
        told = [*told.values()]
    if isinstance(told, list):
        for one in told:
            yield from spans_in(one)


def quotes_in(told: Any) -> Iterator[dict[str, Any]]:
    """Spans with the hash of their text, at any depth."""
    if isinstance(told, dict):
        if {"sha256", "span"} <= told.keys():
            yield told
            return
        told = [*told.values()]
    if isinstance(told, list):
        for one in told:
            yield from quotes_in(one)
