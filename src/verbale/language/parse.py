"""What the language stage hands to all others: tokens, sentences and names, with offsets into the text as given.

A ``Parse`` covers a whole document. Token indices run through the document, whitespace is no token,
and every offset counts code points of ``document.text``. ``Token.text`` is what stands there,
``Token.norm`` the same lower-cased with plain quotation marks and repairs applied: compare with ``norm`` or
``lemma``, cut evidence by ``start`` and ``end``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from verbale.record import Span

NameLabel = Literal["PER", "LOC", "ORG"]


@dataclass(slots=True)
class Token:
    """One word or mark. ``head`` is the index of its governor in the document (its own for a root)."""

    i: int
    start: int
    end: int
    text: str
    norm: str
    lemma: str  # lower-cased
    pos: str  # universal part of speech
    feats: Mapping[str, str]  # universal features: {"Tense": "Past", …}
    head: int
    dep: str  # universal relation, with subtype: nsubj:pass
    sentence: int
    space: bool  # whether whitespace follows

    @property
    def rel(self) -> str:
        """The universal relation without its subtype."""
        return self.dep.partition(":")[0]


@dataclass(slots=True)
class Sentence:
    """Tokens ``first`` up to, not including, ``last``; characters ``start:end``."""

    index: int
    paragraph: int
    first: int
    last: int
    start: int
    end: int


@dataclass(slots=True)
class Name:
    """A named entity: tokens ``first:last``."""

    first: int
    last: int
    label: NameLabel


@dataclass(slots=True)
class Parse:
    """The parse of one document."""

    text: str
    language: str
    tokens: list[Token]
    sentences: list[Sentence]
    names: list[Name]
    children: list[list[int]] = field(default_factory=list)  # of each token, in text order
    _extent: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.children = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                self.children[token.head].append(token.i)
        self._extent = _extents(self.tokens, self.children)

    def sentence_tokens(self, sentence: Sentence | int) -> list[Token]:
        if isinstance(sentence, int):
            sentence = self.sentences[sentence]
        return self.tokens[sentence.first : sentence.last]

    def extent(self, i: int) -> tuple[int, int]:
        """First token and one past the last token of the subtree of ``i`` (which may have holes)."""
        return self._extent[i]

    def subtree(self, i: int) -> list[int]:
        """Indices of ``i`` and all that depend on it, in text order."""
        out: list[int] = []
        stack = [i]
        while stack:
            at = stack.pop()
            out.append(at)
            stack.extend(self.children[at])
        out.sort()
        return out

    def ancestors(self, i: int) -> Iterator[int]:
        """The governors of ``i``, nearest first."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield i

    def dependents(self, i: int, *relations: str) -> list[Token]:
        """Children of ``i`` whose relation, without subtype, is one of ``relations``."""
        return [self.tokens[c] for c in self.children[i] if self.tokens[c].rel in relations]

    def span(self, first: int, last: int) -> Span:
        """The text from token ``first`` up to, not including, token ``last``."""
        return Span.of(self.text, self.tokens[first].start, self.tokens[last - 1].end)

    def token_range(self, start: int, end: int) -> tuple[int, int]:
        """Tokens that touch the characters ``start:end`` as ``(first, last)``; empty if ``first == last``."""
        first = _bisect(self.tokens, start)
        last = first
        while last < len(self.tokens) and self.tokens[last].start < end:
            last += 1
        return first, last


def _bisect(tokens: list[Token], start: int) -> int:
    """Index of the first token that ends after ``start``."""
    low, high = 0, len(tokens)
    while low < high:
        middle = (low + high) // 2
        if tokens[middle].end <= start:
            low = middle + 1
        else:
            high = middle
    return low


def _extents(tokens: list[Token], children: list[list[int]]) -> list[tuple[int, int]]:
    first = list(range(len(tokens)))
    last = [i + 1 for i in range(len(tokens))]
    order: list[int] = []
    for token in tokens:
        if token.head == token.i:
            stack = [token.i]
            while stack:
                at = stack.pop()
                order.append(at)
                stack.extend(children[at])
    for at in reversed(order):
        for child in children[at]:
            first[at] = min(first[at], first[child])
            last[at] = max(last[at], last[child])
    return list(zip(first, last, strict=True))
