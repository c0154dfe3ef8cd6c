"""A record for people: the text with the claims marked in place, and below it who said, met, wants and did what.

With colour, statements are underlined, each in the colour of its number, speakers are bold and times and places faint;
without, statements stand in numbered brackets. Everything that comes from outside is shown, never obeyed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from verbale.harmless import harmless, one_line
from verbale.record import Document, Record, Statement
from verbale.views.tables import Sheet, sheets

COLOURS = ("cyan", "green", "yellow", "magenta", "blue", "red")
STANCES = {"accepts": "green", "conditional": "yellow", "undecided": "dim", "rejects": "red"}
WIDTH = 100  # columns where there is no terminal to ask
WIDEST = 140
NARROW = 18  # columns that a cell gets beside words of the text
GAP = 2  # columns between the cells of a table
LONGEST_CELL = 120  # characters; the text above has the rest


def console() -> Console:
    """Standard output: colour only on a terminal and without ``NO_COLOR``, as wide as the terminal."""
    if sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        out = Console(highlight=False, markup=False, emoji=False)
        out.width = min(out.width, WIDEST)
        return out
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isascii() and columns.isdigit() and int(columns) >= 20 else WIDTH
    return Console(
        width=min(width, WIDEST),
        highlight=False,
        markup=False,
        emoji=False,
        color_system=None,
        force_terminal=False,
        legacy_windows=False,
    )


def show_record(out: Console, record: Record) -> None:
    """Write a record to the console."""
    colour = _colourful(out)
    parts: list[RenderableType] = [*_head(record.document, out.width), marked_text(record, colour=colour)]
    for sheet in sheets(record):
        if sheet.rows:
            parts += [Text(), Text(sheet.title, style="bold"), table(sheet, out.width)]
    if record.notes:
        parts += [Text(), Text("Notes", style="bold")]
        parts += [Text(f"{one_line(note.path)}: {one_line(note.reason)}", style="dim") for note in record.notes]
    write(out, Group(*parts))


def write(out: Console, what: RenderableType) -> None:
    """Render to standard output without the blanks that pad lines to the console's width."""
    with out.capture() as rendered:
        out.print(what)
    for line in rendered.get().splitlines():
        sys.stdout.write(line.rstrip(" ") + "\n")
    sys.stdout.flush()


def _colourful(out: Console) -> bool:
    return out.is_terminal and out.color_system is not None and not out.no_color


def _head(document: Document, width: int) -> Iterator[RenderableType]:
    title = one_line(document.title or document.id, max(10, width - 8))
    yield Rule(Text(title, style="bold"), style="dim", align="left", characters="─")
    named = document.id if document.title else None
    parts = (document.publisher, document.published or "undated", document.language, named)
    line = " · ".join(one_line(part) for part in parts if part)
    quality = document.quality
    if quality.machine_translated >= 0.5:
        line += f" · looks machine-translated ({quality.machine_translated:.0%})"
    if quality.truncated:
        line += " · breaks off"
    yield Text(line, style="dim")
    yield Text()


def marked_text(record: Record, *, colour: bool) -> Text:
    """The document's text with statements, speakers, times and places marked where they stand."""
    shown = harmless(record.document.text)
    if not colour:
        return Text(_bracketed(shown, record.statements))
    text = Text(shown)
    for span in (*record.times, *record.places):
        text.stylize("italic dim", span.start, span.end)
    for n, statement in enumerate(record.statements):
        style = f"underline {COLOURS[n % len(COLOURS)]}"
        for span in statement.content:
            text.stylize(style, span.start, span.end)
    for statement in record.statements:
        if statement.speaker_span is not None:
            text.stylize("bold", statement.speaker_span.start, statement.speaker_span.end)
        if statement.cue is not None:
            text.stylize("italic", statement.cue.start, statement.cue.end)
    return _numbered(text, record.statements)


def _numbered(text: Text, statements: tuple[Statement, ...]) -> Text:
    """The styled text with each statement's number raised before it."""
    starts = sorted((span.start, n) for n, statement in enumerate(statements) for span in statement.content[:1])
    out = Text()
    at = 0
    for start, n in starts:
        out.append_text(text[at:start]) if start > at else None
        out.append(_raised(n + 1), style=f"bold {COLOURS[n % len(COLOURS)]}")
        at = start
    out.append_text(text[at:])
    return out


def _raised(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))


def _bracketed(text: str, statements: tuple[Statement, ...]) -> str:
    """``⟦1 … ⟧``; the closing bracket bears its number too where brackets stand inside brackets."""
    marks: list[tuple[int, int, int, str]] = []
    for n, statement in enumerate(statements, 1):
        for span in statement.content:
            marks.append((span.start, 1, -span.end, f"⟦{n} "))
            marks.append((span.end, 0, -span.start, f"⟧{_raised(n)}"))
    pieces: list[str] = []
    at = 0
    for offset, _, _, mark in sorted(marks):
        pieces += (text[at:offset], mark)
        at = offset
    return "".join((*pieces, text[at:]))


def table(sheet: Sheet, width: int) -> Table:
    """A sheet as a table without lines; columns with nothing in them are left out."""
    kept = [n for n in range(len(sheet.columns)) if any(row[n] for row in sheet.rows)]
    rows = [[_cell(row[n], sheet.columns[n]) for n in kept] for row in sheet.rows]
    wide = frozenset(n for n, column in enumerate(kept) if sheet.columns[column] in sheet.wide)
    return grid([sheet.columns[n] for n in kept], rows, width, wide)


def grid(columns: list[str], rows: list[list[Text]], width: int, wide: frozenset[int] = frozenset()) -> Table:
    """A table without lines, no wider than ``width``, nothing cut off; without a head where no column has a name.

    Where it does not fit, all but the ``wide`` columns are narrowed first.
    """
    shown = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), show_header=any(columns))
    wanted = [max(_cells(Text(name)), *(_cells(row[n]) for row in rows)) for n, name in enumerate(columns)]
    if wide and sum(wanted) + GAP * len(wanted) > width:
        wanted = [cells if n in wide else min(cells, NARROW) for n, cells in enumerate(wanted)]
    for name, fit in zip(columns, fitted(wanted, width), strict=True):
        shown.add_column(Text(name, style="dim"), width=fit, overflow="fold")
    for row in rows:
        shown.add_row(*row)
    return shown


def fitted(wanted: list[int], width: int) -> list[int]:
    """Widths of columns, the widest narrowed until all fit: a table that does not fit would be cut off."""
    fit = [max(1, columns) for columns in wanted]
    while sum(fit) + GAP * len(fit) > width and max(fit) > 1:
        fit[fit.index(max(fit))] -= 1
    return fit


def _cells(text: Text) -> int:
    return max((cell_len(line) for line in text.plain.split("\n")), default=0)


def _cell(text: str, column: str) -> Text:
    style = STANCES.get(text, "") if column == "stance" else "bold" if column == "who" else ""
    return Text(one_line(text, LONGEST_CELL), style=style)
