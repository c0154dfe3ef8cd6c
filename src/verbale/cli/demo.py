"""``verbale demo``: the bundled dispatches, and the negotiation that they tell on one page."""

from __future__ import annotations

import sys
from importlib.resources import as_file, files
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from verbale.cli.matrix import LEGEND, answers, tables
from verbale.cli.pretty import console, grid, write
from verbale.cli.run import read_each
from verbale.cli.terminal import report
from verbale.harmless import one_line
from verbale.pipeline import Reader
from verbale.reading import ReadingError, read_sources
from verbale.record import Record
from verbale.views.negotiation import Day, Happening, Negotiation, negotiation

DESK = "serve --examples --open"


def show_demo() -> int:
    """Read the examples and write the overview; the exit status is 1 if one could not be read."""
    records: list[Record] = []
    status = 0
    with as_file(files("verbale") / "examples" / "dispatches.jsonl") as path:
        if not path.is_file():
            report("demo", "the example dispatches are not installed")
            return 1
        if sys.stderr.isatty():
            sys.stderr.write("Reading the example dispatches …\n")
        for item in read_each(Reader(), read_sources([str(path)])):
            if isinstance(item, ReadingError):
                report(item.name, item.reason)
                status = 1
            else:
                records.append(item[1])
    show_negotiation(console(), negotiation(records), len(records))
    return status


def show_negotiation(out: Console, told: Negotiation, documents: int) -> None:
    """Write an overview to the console."""
    statements = sum(len(day.said) + day.more for day in told.days)
    first, last = (told.days[0].date, told.days[-1].date) if told.days else ("", "")
    parts: list[RenderableType] = [
        Rule(Text("A negotiation on record", style="bold"), align="left", style="dim"),
        Text(
            f"{documents} dispatches, {first} to {last}: {statements} statements. Synthetic: nothing here happened.\n",
            "dim",
        ),
        _heading("Who said what"),
    ]
    parts += [_day(day, out.width) for day in told.days]
    parts += [_heading("Where they stand"), *tables(told.matrix, out.width)]
    parts += [Text(f"{LEGEND}\n", style="dim"), _heading("Who says so"), *answers(told.matrix)]
    sections = (
        ("Contacts held", told.held),
        ("Contacts planned or proposed", told.planned),
        ("Contacts that fell through, or are denied", told.fell_through),
        ("On the ground", told.incidents),
    )
    for title, rows in sections:
        if rows:
            parts += [_heading(title), _happenings(rows, out.width), Text()]
    closing = "Each line stands on its sentence: verbale read FILE shows the text with the claims marked in place.\n"
    parts.append(Text(closing, style="dim"))
    parts.append(
        Text.assemble("Open the desk on these dispatches in your browser:\n  ", (f"{program()} {DESK}", "bold"))
    )
    write(out, Group(*parts))


def program() -> str:
    """How this program was called, as it can be called again."""
    called = Path(sys.argv[0])
    return str(called) if called.name == "verbale" and called.is_file() else "verbale"


def _heading(title: str) -> Text:
    return Text(title, style="bold underline")


def _day(day: Day, width: int) -> Text:
    text = Text()
    text.append(f"{day.date or 'undated'}", style="bold")
    text.append("  " + one_line(" / ".join(day.titles), max(20, width - 14)) + "\n", style="italic")
    for said in day.said:
        who = one_line(said.who, 32)
        text.append("  " + who, style="bold cyan")
        text.append(f" ({said.act}) ", style="dim")
        text.append(one_line(said.what, max(24, width - len(who) - len(said.act) - 7)) + "\n")
    if day.more:
        text.append(f"  and {day.more} more\n", style="dim")
    return text


def _happenings(rows: tuple[Happening, ...], width: int) -> Table:
    cells = [
        [
            Text(one_line(row.date) or "undated", style="bold"),
            Text(one_line(row.what)),
            Text(row.status, style="dim"),
            Text(one_line(row.who, 80)),
            Text(one_line(row.where)),
            Text(one_line(row.details, 80)),
            Text(one_line(row.source, 60), style="dim"),
        ]
        for row in rows
    ]
    kept = [n for n in range(len(cells[0])) if any(row[n].plain for row in cells)]
    return grid([""] * len(kept), [[row[n] for n in kept] for row in cells], width)
