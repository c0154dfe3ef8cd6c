"""How lists name their sources and what persons judged, on one line each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text as Line

from verbale.harmless import one_line
from verbale.store.sighted import Mark, Text

NAME = 60  # characters of a name
SENTENCE = 300


def counted(texts: int, origins: int) -> str:
    """How many texts tell it, and how many of them are no copies."""
    if texts == 1:
        return "1 text"
    return f"{texts} texts, {origins} origin{'s' if origins > 1 else ''}"


def source(text: Text) -> str:
    """The outlet, the day and the id of a text."""
    parts = (
        one_line(text.outlet, NAME),
        text.told or "undated",
        *([one_line(text.name, NAME)] if text.publisher else []),
    )
    return ", ".join(parts)


def judged(marks: Sequence[Mark]) -> str:
    """Who judged what; empty where nobody did."""
    said = {"confirm": "confirmed", "reject": "rejected", "correct": "corrected"}
    told = dict.fromkeys(f"{said.get(mark.verdict, mark.verdict)} by {one_line(mark.author, 40)}" for mark in marks)
    return ", ".join(told)


def names(told: Iterable[str], most: int = 6) -> str:
    """Names joined by commas; beyond ``most`` the rest is only counted."""
    shown = list(told)
    rest = f" and {len(shown) - most} more" if len(shown) > most else ""
    return ", ".join(one_line(name, NAME) for name in shown[:most]) + rest


def quoted(text: str, indent: int = 4) -> RenderableType:
    """A sentence below its row."""
    return Padding(Line(one_line(text, SENTENCE)), (0, 0, 0, indent))


def faint(*parts: str) -> RenderableType:
    """What qualifies a row, the empty parts left out."""
    return Padding(Line(" · ".join(part for part in parts if part), style="dim"), (0, 0, 0, 4))
