"""Sentences of a text as ranges of its words, by punctuation alone, and where one sentence turns to another matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from verbale.threads.points.lexicon import PointLexicon
from verbale.threads.points.wording import Word

LONGEST = 120  # words of a sentence; what is longer is no prose
_END = re.compile(r"\n|[.!?…]")
_MARK = re.compile(r"[.)°]+\s")
_BREAK = re.compile(r"[,;:—–]|\s-\s")


def sentences(text: str, words: Sequence[Word], lexicon: PointLexicon) -> Iterator[tuple[int, int]]:
    """Ranges of words, one a sentence or line."""
    first = 0
    for n in range(1, len(words)):
        if n - first == 1 and _counts(text, words, first):
            first = n
        elif n - first >= LONGEST or _ends(text, words[n - 1], words[n], lexicon):
            yield first, n
            first = n
    if first < len(words):
        yield first, len(words)


def _counts(text: str, words: Sequence[Word], n: int) -> bool:
    """Whether a word is the number of a thing in a list: *2.* or *b)* where a line begins."""
    word = words[n]
    line = n == 0 or "\n" in text[words[n - 1].end : word.start]
    short = (word.norm.isdigit() and len(word.norm) <= 2) or len(word.norm) == 1
    return line and short and bool(_MARK.match(text[word.end : words[n + 1].start]))


def _ends(text: str, word: Word, following: Word, lexicon: PointLexicon) -> bool:
    between = text[word.end : following.start]
    mark = _END.search(between)
    if mark is None:
        return False
    if mark[0] != ".":
        return mark[0] == "\n" or following.capital
    shortened = word.norm in lexicon.abbreviations or (word.capital and word.end - word.start == 1)
    starts = following.capital or following.norm[0].isdigit() or any(c in between for c in '\n•«“"')
    return starts and not shortened and not between.startswith("." + following.norm) and len(between) > 1


def turns(text: str, words: Sequence[Word], first: int, last: int, lexicon: PointLexicon) -> list[int]:
    """Words of a sentence with which another matter may begin: after a comma or a word like *and*, where what follows
    stands by itself."""
    sentence = words[first:last]
    found = set()
    for hit in lexicon.coordinators.find(sentence):
        sure = not (words[first + hit.first].accented and len(words[first + hit.first].norm) == 1)
        if sure and _opens(words, first + hit.last, last, lexicon.openers):
            found.add(first + hit.last)
    for n in range(first + 1, last):
        if _BREAK.search(text[words[n - 1].end : words[n].start]) and _opens(words, n, last, lexicon.listers):
            found.add(n)
    return sorted(found)


def _opens(words: Sequence[Word], at: int, last: int, openers: frozenset[str]) -> bool:
    return at < last and words[at].norm in openers
