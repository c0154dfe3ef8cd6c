"""Paragraphs: what the parser reads at once.

A blank line always ends a paragraph. A single line break does too (web text and machine translation have
nothing else), unless the lines around it were wrapped to one width.
"""

from __future__ import annotations

import re

LONGEST = 20_000  # characters the parser is given at once; longer paragraphs are cut at a space

_BREAK = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]+")
_ENDS = re.compile(r"""[.!?…:;]["'”’»)\]]*\s*$""")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Character ranges of the paragraphs of ``text``, in order, without outer whitespace."""
    found: list[tuple[int, int]] = []
    for start, end in _blocks(text):
        for a, b in _split_lines(text, start, end):
            found.extend(_cut(text, a, b))
    return found


def _blocks(text: str) -> list[tuple[int, int]]:
    """Ranges between blank lines."""
    out: list[tuple[int, int]] = []
    at = 0
    for gap in re.finditer(r"\n[^\S\n]*(?:\r?\n[^\S\n]*)+|\f|\u2029", text):
        out.append((at, gap.start()))
        at = gap.end()
    out.append((at, len(text)))
    return [trimmed for a, b in out if (trimmed := _trim(text, a, b)) is not None]


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None


def _split_lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    at = start
    for gap in _BREAK.finditer(text, start, end):
        lines.append((at, gap.start()))
        at = gap.end()
    lines.append((at, end))
    lines = [trimmed for a, b in lines if (trimmed := _trim(text, a, b)) is not None]
    if len(lines) > 2 and _wrapped(text, lines):
        return [(start, end)]
    return lines


def _wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether the lines look like one paragraph cut to a width: alike in length, few ending a sentence."""
    widths = [b - a for a, b in lines[:-1]]
    longest = max(widths)
    if not 40 <= longest <= 100 or lines[-1][1] - lines[-1][0] > longest + 10:
        return False
    full = sum(width >= 0.75 * longest for width in widths)
    ended = sum(bool(_ENDS.search(text, max(a, b - 4), b)) for a, b in lines[:-1])
    return full >= 0.8 * len(widths) and ended <= 0.5 * len(widths)


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    while end - start > LONGEST:
        at = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        at = at if at > 0 else start + LONGEST
        out.append((start, at))
        start = at
        while start < end and text[start].isspace():
            start += 1
    if end > start:
        out.append((start, end))
    return out
