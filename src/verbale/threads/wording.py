"""How much two texts say in the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from unicodedata import east_asian_width
from zlib import crc32

WORDS = 120  # words of one fact that are kept
RUN = 3  # words that make a run: long enough that two texts seldom share one by chance
LONGEST = 40  # letters; what is longer is no word

_WORD = re.compile(r"\w+")


def words_of(texts: Iterable[str]) -> str:
    """The first ``WORDS`` words, in small letters and without punctuation, joined by spaces."""
    found: list[str] = []
    for text in texts:
        for match in _WORD.finditer(text):
            word = match[0].casefold()
            found += ["".join(pair) for pair in pairwise(word)] if _unspaced(word) else [word]
            if len(found) >= WORDS:
                return " ".join(found[:WORDS])
    return " ".join(found)


def _unspaced(word: str) -> bool:
    """Whether it is a stretch of a script that puts no spaces between words: these are cut into pairs of letters."""
    return len(word) > LONGEST or (len(word) > 2 and east_asian_width(word[0]) == "W")


@lru_cache(maxsize=4096)
def runs(words: str) -> frozenset[str]:
    """Every run of ``RUN`` words; of a shorter text the whole."""
    parts = words.split()
    if len(parts) <= RUN:
        return frozenset({words}) if parts else frozenset()
    return frozenset(" ".join(parts[n : n + RUN]) for n in range(len(parts) - RUN + 1))


def overlap(one: str, other: str) -> tuple[float, int]:
    """The share of the shorter text's runs that the other has (0..1), and about how many words that is."""
    first, second = runs(one), runs(other)
    shared = len(first & second)
    if not shared:
        return 0.0, 0
    shortest = min(len(one.split()), len(other.split()))
    return shared / min(len(first), len(second)), min(shortest, shared + RUN - 1)


def sketch(words: str, size: int) -> tuple[str, ...]:
    """``size`` short hashes, chosen so that texts with most runs in common are likely to share one (the smallest
    of all hashes: Broder, On the resemblance and containment of documents, 1997)."""
    return tuple(f"{value:08x}" for value in sorted({crc32(run.encode("utf-8")) for run in runs(words)})[:size])
