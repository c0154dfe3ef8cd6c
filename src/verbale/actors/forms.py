"""Comparison forms of names and words: folded, cut into pieces, and keys made of them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that do not decompose into a base letter and a mark.
_LETTERS = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "a"}
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
