"""Accounts of one contact, point by point: what all mention, what only some, what is said to be left out, and where
they differ. What a point is: docs/readouts.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from verbale.codebook import codebook
from verbale.record import Record, Span
from verbale.threads.points import (
    Difference,
    Passage,
    PointLexicon,
    SenseIndex,
    TopicIndex,
    account_of,
    aligned,
    differences,
)
from verbale.views.positions import Quote


@dataclass(frozen=True, slots=True)
class Teller:
    """An account. ``who``: whose it is, as far as told; ``document`` is the id of the text."""

    document: str
    who: str | None
    title: str | None
    publisher: str | None
    url: str | None
    published: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An account (``by``, its number) says in ``words`` that another, or the talks, left the point out. ``refuted`` are
    the accounts that have it all the same."""

    by: int
    words: Quote
    refuted: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One matter. ``words[n]`` are the words of account ``n``, none where it does not mention it; ``topic`` is a key of
    the codebook, or null where no topic covers the matter and ``label`` is made of its words."""

    topic: str | None
    label: str
    words: tuple[tuple[Quote, ...], ...]
    left_out: tuple[LeftOut, ...]
    differences: tuple[Difference, ...]

    @property
    def accounts(self) -> tuple[int, ...]:
        """Numbers of the accounts that mention it."""
        return tuple(n for n, quotes in enumerate(self.words) if quotes)

    @property
    def shared(self) -> bool:
        """Whether all accounts mention it."""
        return all(self.words)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Accounts side by side; ``points`` in the order of the first account, then of the others."""

    accounts: tuple[Teller, ...]
    points: tuple[Point, ...]

    @property
    def shared(self) -> tuple[Point, ...]:
        """Points that all accounts mention."""
        return tuple(point for point in self.points if point.shared)

    def only(self, account: int) -> tuple[Point, ...]:
        """Points that one account alone mentions."""
        return tuple(point for point in self.points if point.accounts == (account,))


def compare(records: Sequence[Record], folders: tuple[Path, ...] = ()) -> Comparison:
    """Compare accounts of one contact, in any languages. ``folders``: codebooks merged over the one that ships.

    Raises ``CodebookError`` for a faulty codebook. Languages without topics are compared by names and numbers.
    """
    book = codebook(_language(records), folders)
    index: TopicIndex = book.derived(TopicIndex)
    senses: SenseIndex = book.derived(SenseIndex)
    read = [
        account_of(record, n, codebook(record.document.language or "", folders).derived(PointLexicon), index)
        for n, record in enumerate(records)
    ]
    points = tuple(_point(records, passages, index) for passages in aligned(read, index, senses))
    return Comparison(tuple(_teller(record) for record in records), points)


def _language(records: Sequence[Record]) -> str:
    return next((record.document.language for record in records if record.document.language), "")


def _teller(record: Record) -> Teller:
    document = record.document
    issuer = next((actor.name for actor in record.actors if actor.id == document.issuer), None)
    return Teller(
        document.id, issuer, document.title, document.publisher, document.url, document.published, document.language
    )


def _point(records: Sequence[Record], passages: Sequence[Passage], index: TopicIndex) -> Point:
    words = tuple(
        tuple(_quote(records[n], passage.span) for passage in passages if passage.account == n)
        for n in range(len(records))
    )
    topic = _topic(passages, index)
    return Point(
        topic=topic,
        label=index.by_key[topic].label if topic is not None else passages[0].span.text,
        words=words,
        left_out=tuple(_left_out(records, passage, passages) for passage in passages if passage.omits is not None),
        differences=differences(records, passages),
    )


def _topic(passages: Sequence[Passage], index: TopicIndex) -> str | None:
    """The topic that most of the passages name, specific ones and the weightiest first."""
    weight: Counter[str] = Counter()
    for passage in passages:
        for key, value in passage.topics.items():
            weight[key] += round(value * 100)
    return max(weight, key=lambda key: (weight[key], index.specific(key), key), default=None)


def _left_out(records: Sequence[Record], passage: Passage, point: Sequence[Passage]) -> LeftOut:
    assert passage.omits is not None
    others = {other.account for other in point if other.omits is None and other.account != passage.account}
    return LeftOut(passage.account, _quote(records[passage.account], passage.omits), tuple(sorted(others)))


def _quote(record: Record, span: Span) -> Quote:
    return Quote(record.document.id, span.start, span.end, span.text)
