"""Opening quotation marks that never close in their paragraph."""

from __future__ import annotations

import re

_MARK = re.compile('[“”„«»"]')
_CLOSERS = {"“": '”"', "„": '“”"', "«": "»", '"': '"”'}


def find_unclosed(text: str, spans: list[tuple[int, int]]) -> list[int]:
    """Offsets of the marks that open a quotation and never close it, paragraph by paragraph.

    A quotation that runs on opens again in the next paragraph, as printers have it; that is no fault.
    """
    found: list[int] = []
    pending: list[int] = []
    for start, end in spans:
        if pending and text[start] != text[pending[-1]]:
            found.extend(pending)
        pending = _left_open(text, start, end)
        if len(pending) > 1:
            found.extend(pending[:-1])
            pending = pending[-1:]
    return found + pending


def _left_open(text: str, start: int, end: int) -> list[int]:
    stack: list[int] = []
    for match in _MARK.finditer(text, start, end):
        at = match.start()
        mark = match.group()
        if stack and mark in _CLOSERS[text[stack[-1]]] and not (mark == '"' and _opens(text, at, start, end)):
            stack.pop()
        elif mark in "“„«" or (mark == '"' and _opens(text, at, start, end)):
            stack.append(at)
    return stack


def _opens(text: str, at: int, start: int, end: int) -> bool:
    """Whether a straight mark stands where one opens: after a space or bracket, before a word or the end."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return (before.isspace() or before in "([—–-") and not (after.isspace() and at + 1 < end)
