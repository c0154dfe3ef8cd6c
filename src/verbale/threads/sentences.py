"""The sentence around a place in a text, by its punctuation alone."""

from __future__ import annotations

import re

REACH = 400  # characters to either side in which a sentence's edge is looked for
AHEAD = 20  # characters of the next sentence that tell that it begins

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\W\d_]*[^\W\d_a-zà-öø-ÿ])|\n+")


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence or sentences in which ``text[start:end]`` stands, on one line; at most ``REACH`` beyond it."""
    left = max(0, start - REACH)
    seen = _END.finditer(text, left, min(len(text), start + AHEAD))  # what follows an end tells that it is one
    before = [match.end() for match in seen if match.end() <= start]
    after = _END.search(text, max(start, end - 1), min(len(text), end + REACH))
    first = before[-1] if before else left
    last = after.end() if after else min(len(text), end + REACH)
    cut_left = "…" if not before and left > 0 else ""
    cut_right = "…" if after is None and last < len(text) else ""
    return cut_left + " ".join(text[first:last].split()) + cut_right
