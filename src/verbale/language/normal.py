"""A typographically plain copy of a text, of the same length.

Treebanks are written with straight quotation marks and apostrophes; news is not. The parser is
trained on, and reads, the plain form. Every replacement is one code point for one code point, so
an offset into the copy is an offset into the text as given.
"""

from __future__ import annotations

SHORTEST = 20  # letters of a paragraph that counts as shouted, at least

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201b\u02bc\u02b9\u2032\u0060\u00b4\u2039\u203a\u201a", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02", '"'),
        **dict.fromkeys("\u00a0\u2007\u202f\u2009\u200a\u2002\u2003\u3000\t\u000b\u000c", " "),
        **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\ufeff\u2060\u00ad", " "),
        **dict.fromkeys("\u2010\u2011\u2212", "-"),
        "\u2015": "\u2014",
    }
)


def plain(text: str) -> str:
    """Return ``text`` with plain quotation marks, apostrophes, hyphens and spaces; same length."""
    return text.translate(_PLAIN)


def sober(text: str) -> str:
    """A paragraph written in capitals throughout in small letters, any other as it is; same length.

    Taggers and parsers take every word of a shouted line for a name.
    """
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    if len(letters) < SHORTEST or capitals < 0.95 * len(letters):
        return text
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
