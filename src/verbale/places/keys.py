"""The form under which a place name is looked up: no case, no accents, no punctuation.

Transliterations differ in marks that carry no difference between places (*Sana'a*, *Sanaa*; *Al-Fashir*,
*Al Fashir*); both sides of a look-up go through ``name_key``, so that these agree.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from hashlib import blake2b

_DROPPED = frozenset("'\u2018\u2019\u201b\u02bb\u02bc\u02bd\u02be\u02bf\u02b9\u02ba`\u00b4.\u0640")
_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ð": "d", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """``name`` as it is looked up; empty if it holds no letter or digit."""
    if name.isascii() and name.isalpha():
        return name.lower()
    kept: list[str] = []
    for character in unicodedata.normalize("NFKD", name).lower().translate(_LETTERS):
        if character.isalnum():
            kept.append(character)
        elif character not in _DROPPED and not unicodedata.combining(character):
            kept.append(" ")
    return " ".join("".join(kept).split())


def key_hash(key: str) -> int:
    """48 bits of BLAKE2b: two of a million names meet with a chance of one in 280."""
    return int.from_bytes(blake2b(key.encode(), digest_size=6).digest(), "big")
