"""Text from outside as it may be shown: without characters that are obeyed instead."""

from __future__ import annotations

import unicodedata

# Characters that are not shown but obeyed: controls, and marks that turn the direction of writing.
_OBEYED = dict.fromkeys((*range(32), *range(127, 160)), "�")
_OBEYED |= dict.fromkeys((*range(8234, 8239), *range(8294, 8298)), "�")
_SHOWN = _OBEYED | {0x09: " ", 0x0A: "\n", 0x0D: " ", 0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_ONE_LINE = _SHOWN | dict.fromkeys((10, 11, 12, 133, 8232, 8233), " ")


def harmless(text: str) -> str:
    """``text`` with everything that a terminal would obey replaced, one for one; line breaks stay."""
    return text.translate(_SHOWN)


def one_line(text: str, longest: int = 0) -> str:
    """``text`` harmless and on one line; cut with an ellipsis if it is over ``longest`` characters (0: never)."""
    text = " ".join(text.translate(_ONE_LINE).split())
    if longest and len(text) > longest:
        cut = longest - 1
        while cut > 0 and unicodedata.combining(text[cut]):
            cut -= 1
        return text[:cut].rstrip() + "…"
    return text
