"""The words of a text, and terms of several words in them, by spelling alone: a record holds no parse.

A term is words with blanks between: ``say`` is the word, ``prison*`` any that begins so, ``a|b*`` one of several,
``a?`` may be missing, and ``joints`` (articles, prepositions: ``exchange of all the prisoners``) may stand between any
two. ``a & b`` asks for both, in any order and at most ``NEAR`` words apart. Case, accents and hyphens do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from verbale.language.normal import plain

T = TypeVar("T")
NEAR = 6  # words between the two sides of a term
SKIP = 3  # joints between two words of a term
STEM = 6  # letters that a word shares with its inflected forms and, often, with its cognates
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,:]\d+)*")
_ENDINGS = "aeious"  # what inflection most often adds
_SPELT = str.maketrans({"k": "c", "j": "i", "y": "i", "w": "v", "z": "s", "h": None, "q": "c", "x": "s"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: ``norm`` without case and accents; ``start`` and ``end`` in code points of the text.
    ``accented`` words are another word without: Italian *è* and *e*."""

    norm: str
    start: int
    end: int
    capital: bool
    accented: bool


def words_of(text: str) -> list[Word]:
    """The words and numbers of a text, in order."""
    found = []
    for match in _WORD.finditer(plain(text)):
        norm = folded(match[0])
        found.append(Word(norm, match.start(), match.end(), match[0][0].isupper(), norm != match[0].casefold()))
    return found


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """A word without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def stem(norm: str) -> str:
    """What a word, its inflected forms and its cognates begin with, in a spelling that languages share."""
    spelt = norm.replace("ph", "f").translate(_SPELT)
    single = "".join(c for n, c in enumerate(spelt) if n == 0 or c != spelt[n - 1])
    return single.rstrip(_ENDINGS)[:STEM] or single


@dataclass(frozen=True, slots=True)
class Step:
    """One place of a term."""

    words: frozenset[str]
    beginnings: tuple[str, ...]
    optional: bool

    def fits(self, norm: str) -> bool:
        return norm in self.words or (bool(self.beginnings) and norm.startswith(self.beginnings))


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A term found at the words ``first:last``; of two sides, from the first word of one to the last of the other."""

    item: T
    first: int
    last: int
    sides: int = 1


def variants(term: str) -> list[str]:
    """The term without choices of several words, and with each of them: ``no|not_one word`` is two terms."""
    found = [""]
    for part in term.split():
        choices = part.rstrip("?").split("|")
        mark = "?" if part.endswith("?") else ""
        single = "|".join(choice for choice in choices if "_" not in choice)
        several = [choice.replace("_", " ") for choice in choices if "_" in choice]
        found = [f"{old} {new}".strip() for old in found for new in ([single + mark] if single else []) + several]
    return found


def steps_of(term: str) -> tuple[Step, ...]:
    """The places of a term without ``&``. Raises ``ValueError`` for one that is empty, begins with what
    may miss, or has a star within a word."""
    steps = []
    for part in term.replace("-", " ").split():
        choices = [folded(choice) for choice in part.rstrip("?").split("|")]
        words = frozenset(choice for choice in choices if not choice.endswith("*"))
        beginnings = tuple(choice[:-1] for choice in choices if choice.endswith("*"))
        if not all(choices) or not all(beginnings):
            raise ValueError(f"a term has an empty choice: {term!r}")
        if any("*" in choice[:-1] for choice in choices):
            raise ValueError(f"a star stands within a word of a term: {term!r}")
        steps.append(Step(words, beginnings, part.endswith("?")))
    if not steps or steps[0].optional:
        raise ValueError(f"a term must begin with words: {term!r}")
    return tuple(steps)


@dataclass(slots=True)
class Terms(Generic[T]):
    """Terms with what they stand for, by the words that they can begin with."""

    joints: frozenset[str]
    _exact: dict[str, list[tuple[tuple[Step, ...], T, int, int]]] = field(default_factory=dict)
    _beginning: dict[str, list[tuple[tuple[Step, ...], T, int, int]]] = field(default_factory=dict)
    _lengths: set[int] = field(default_factory=set)
    _pairs: int = 0

    def add(self, term: str, item: T) -> None:
        """Take up a term. Raises ``ValueError`` for one that is none."""
        sides = term.split("&")
        if len(sides) > 2:
            raise ValueError(f"a term has at most two sides: {term!r}")
        self._pairs += len(sides) - 1
        number = self._pairs if len(sides) == 2 else 0
        for side, text in ((side, variant) for side, whole in enumerate(sides) for variant in variants(whole)):
            steps = steps_of(text)
            entry = (steps, item, number, side)
            for word in steps[0].words:
                self._exact.setdefault(word, []).append(entry)
            for beginning in steps[0].beginnings:
                self._beginning.setdefault(beginning, []).append(entry)
                self._lengths.add(len(beginning))

    def find(self, words: Sequence[Word]) -> list[Hit[T]]:
        """All terms among ``words`` (of one sentence), in order; those within a longer one are left out."""
        whole: list[Hit[T]] = []
        halves: dict[int, tuple[list[Hit[T]], list[Hit[T]]]] = {}
        for at, word in enumerate(words):
            for steps, item, number, side in self._starting(word.norm):
                last = self._match(steps, words, at)
                if last and not number:
                    whole.append(Hit(item, at, last))
                elif last:
                    halves.setdefault(number, ([], []))[side].append(Hit(item, at, last))
        found = _outermost(whole)
        for one, other in halves.values():
            found += _paired(one, other)
        return sorted(found, key=lambda hit: (hit.first, hit.last))

    def _starting(self, norm: str) -> Iterable[tuple[tuple[Step, ...], T, int, int]]:
        yield from self._exact.get(norm, ())
        for length in self._lengths:
            if length <= len(norm):
                yield from self._beginning.get(norm[:length], ())

    def _match(self, steps: tuple[Step, ...], words: Sequence[Word], at: int) -> int:
        """One past the last word of the term that begins at ``at``, or 0."""
        place = at + 1
        for step in steps[1:]:
            here = place
            while here < len(words) and here < place + SKIP and not step.fits(words[here].norm):
                if words[here].norm not in self.joints:
                    break
                here += 1
            if here < len(words) and step.fits(words[here].norm):
                place = here + 1
            elif not step.optional:
                return 0
        return place


def _outermost(hits: list[Hit[T]]) -> list[Hit[T]]:
    """Without those that stand within a longer one: *security* in *Security Council*."""
    kept: list[Hit[T]] = []
    reach = -1
    for hit in sorted(hits, key=lambda hit: (hit.first, -hit.last)):
        longest = kept[-1] if kept else None
        same = longest is not None and (longest.first, longest.last) == (hit.first, hit.last)
        if hit.last > reach or same:
            kept.append(hit)
            reach = max(reach, hit.last)
    return kept


def _paired(one: list[Hit[T]], other: list[Hit[T]]) -> list[Hit[T]]:
    """The two sides of a term where they stand near each other, each with the nearest."""
    found = []
    start = 0
    for left in one:
        while start < len(other) and other[start].last + NEAR < left.first:
            start += 1
        for right in other[start : start + 2 * NEAR]:
            if right.first > left.last + NEAR:
                break
            if right.first >= left.last or left.first >= right.last:
                found.append(Hit(left.item, min(left.first, right.first), max(left.last, right.last), 2))
                break
    return found
