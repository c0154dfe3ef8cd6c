"""Comparison forms of names and words: folded, cut into pieces, and keys made of them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that do not decompose into a base letter and a mark.
_LETTERS = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "a"}
    | dict.fromkeys("ʿʾʻʼʹʺ")
)
_PIECE = re.compile(r"[^\W_]+")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """``word`` without case, marks over letters and special letters."""
    if word.isascii():
        return word.casefold()
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_LETTERS)


@lru_cache(maxsize=65536)
def pieces(text: str) -> tuple[str, ...]:
    """The folded runs of letters and digits of a text."""
    return tuple(_PIECE.findall(fold(text)))


def cased_pieces(text: str) -> list[str]:
    """The runs of letters and digits as they stand."""
    return _PIECE.findall(text)


def slug(name: str) -> str:
    """A key made of a name: *Slavenka Drakulić* becomes ``slavenka-drakulic``."""
    return "-".join(pieces(name))


def signs(word: str) -> set[str]:
    """A word, and what is left of it without one letter: two words of one letter's difference share one of these."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def same_given(a: str, b: str) -> bool:
    """Whether two given names are one misspelt: of one letter's difference, the same consonants, no other ending."""
    if min(len(a), len(b)) < 4 or a[0] != b[0] or not signs(a) & signs(b):
        return False
    consonants = [[c for c in name if c not in "aeiouy"] for name in (a, b)]
    return consonants[0] == consonants[1] and (a + b)[-1] != "a" and a[-1] != "a"


def caseless(text: str) -> bool:
    """Whether a word is of a script without capitals, or opens with a letter-like mark before one (*ʿAbbās*)."""
    first = text[1:2] if unicodedata.category(text[0]) in ("Lm", "Sk") else text[:1]
    return first.isupper() or (first.isalpha() and first.lower() == first.upper())


def close(a: str, b: str) -> bool:
    """Whether two first names may be one in two spellings: most pairs of letters agree, or one is an initial."""
    if len(a) == 1 or len(b) == 1:
        return True
    first, second = {a[i : i + 2] for i in range(len(a) - 1)}, {b[i : i + 2] for i in range(len(b) - 1)}
    return 2 * len(first & second) >= min(len(first), len(second))
