"""A text with what is claimed in it: cut into pieces, each with the facts that rest on it. Templates make the marks."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

LAYERS = 8  # facts of one piece that are told, the innermost ones
PAGE = 24_000  # characters of a text on one page

Range = tuple[int, int]
_BREAK = re.compile(r"\n+")


@dataclass(frozen=True, slots=True)
class Claim:
    """Words on which a fact rests: ``text[start:end]``."""

    start: int
    end: int
    fact: str
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text over which nothing changes. ``facts`` rest on it, the outermost first; ``kinds`` are theirs;
    ``opens`` are the claims of the facts that are met here for the first time."""

    text: str
    facts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    opens: tuple[Claim, ...] = ()

    @property
    def inner(self) -> str:
        """The fact that is meant by a click: the innermost one, empty where there is none."""
        return self.facts[-1] if self.facts else ""


def marked(text: str, claims: Iterable[Claim], part: Range | None = None) -> tuple[Piece, ...]:
    """The pieces of ``text[part]``, which joined give it again. Claims may overlap; what lies outside is left out.

    Line ends close a piece. The time is that of sorting the claims, and linear in the text.
    """
    first, last = part if part is not None else (0, len(text))
    within = _within(claims, first, last)
    starts: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for n, one in enumerate(within):
        starts.setdefault(one.start, []).append(n)
        ends.setdefault(one.end, []).append(n)
    breaks = (match.end() for match in _BREAK.finditer(text, first, last))
    edges = sorted({first, last, *starts, *ends, *breaks})
    found: list[Piece] = []
    active: OrderedDict[int, None] = OrderedDict()  # a dict would be walked over all that has left it
    seen: set[str] = set()
    for start, end in pairwise(edges):
        for n in ends.get(start, ()):
            active.pop(n, None)
        active.update(dict.fromkeys(starts.get(start, ())))
        own = [within[n] for n in islice(reversed(active), LAYERS)][::-1]
        opens = tuple(within[n] for n in starts.get(start, ()) if _new(within[n].fact, seen))
        facts = tuple(dict.fromkeys(one.fact for one in own))
        kinds = tuple(dict.fromkeys(one.kind for one in own))
        found.append(Piece(text[start:end], facts, kinds, opens))
    return tuple(found)


def paragraphs(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Pieces, those of one paragraph together; paragraphs of white space alone are left out."""
    held: list[Piece] = []
    for piece in pieces:
        held.append(piece)
        if piece.text.endswith("\n"):
            if any(one.text.strip() for one in held):
                yield tuple(held)
            held = []
    if any(one.text.strip() for one in held):
        yield tuple(held)


def pages(text: str, size: int = PAGE) -> tuple[Range, ...]:
    """The pages of a long text: each ends with a paragraph where one ends on it, else with a word."""
    found: list[Range] = []
    start = 0
    while len(text) - start > size:
        end = start + size
        cut = next((at for mark in ("\n", " ") if (at := text.rfind(mark, start + size // 2, end)) >= 0), end - 1)
        found.append((start, cut + 1))
        start = cut + 1
    return (*found, (start, len(text)))


def page_of(ranges: Sequence[Range], at: int) -> int:
    """The number (from 0) of the page with an offset, the last one for what lies behind."""
    return next((n for n, (start, end) in enumerate(ranges) if start <= at < end), len(ranges) - 1)


def _within(claims: Iterable[Claim], first: int, last: int) -> list[Claim]:
    """The claims that touch a part, cut to it; in the order of the text, the longer ones first."""
    cut = (
        Claim(max(one.start, first), min(one.end, last), one.fact, one.kind)
        for one in claims
        if one.start < last and one.end > first and one.start < one.end
    )
    return sorted(cut, key=lambda one: (one.start, -one.end))


def _new(fact: str, seen: set[str]) -> bool:
    if fact in seen:
        return False
    seen.add(fact)
    return True
