"""``verbale timeline`` for people and for tables."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text
from sqlalchemy import Connection

from verbale.cli.asked import Asked, one_of
from verbale.cli.opened import show, write_csv
from verbale.cli.pretty import console, write
from verbale.cli.sources import counted, faint, judged, names, quoted, source
from verbale.harmless import one_line
from verbale.store.query import scope_of
from verbale.views.timeline import LANES, Entry, Lane, Sign, timeline

SIGNS: dict[Sign, str] = {"solid": "●", "hollow": "○", "crossed": "✕"}
COLOURS: dict[Lane, str] = {
    "statement": "cyan",
    "contact": "green",
    "incident": "red",
    "position": "yellow",
    "proposal": "magenta",
    "agreement": "blue",
    "accusation": "red",
    "action": "white",
}
COLUMNS = (
    "day",
    "begin",
    "until",
    "precision",
    "lane",
    "who",
    "others",
    "what",
    "status",
    "place",
    "texts",
    "origins",
    "said_by",
    "publisher",
    "document",
    "sentence",
    "judged",
    "fact",
    "bundle",
)


def show_timeline(store: str, lanes: list[str], format: str, asked: Asked) -> int:
    """Ask the store and write; the exit status is 2 for a store or options that cannot be used."""

    def view(connection: Connection) -> tuple[Entry, ...]:
        one_of("--lane", lanes, LANES)
        return timeline(connection, scope_of(connection, **asked), [lane for lane in LANES if lane in lanes])

    return show(store, view, {"pretty": _pretty, "csv": _csv}, format)


def _pretty(entries: tuple[Entry, ...]) -> None:
    """Days from the first to the last, the rows of each below it."""
    if not entries:
        write(console(), Text("Nothing was found.", style="dim"))
        return
    parts: list[RenderableType] = []
    day: str | None = ""
    for entry in reversed(entries):
        if entry.day != day:
            day = entry.day
            parts += [Text(), Text(day or "undated", style="bold underline")]
        parts += _row(entry)
    write(
        console(), Group(*parts[1:], Text(), Text("● so  ○ planned or proposed  ✕ not, or no longer, so", style="dim"))
    )


def _row(entry: Entry) -> list[RenderableType]:
    first = Text(f"{SIGNS[entry.sign]} {entry.lane} ", style=COLOURS[entry.lane])
    first.append(f"{names(entry.who)} " if entry.who else "", style="bold")
    first.append(f"→ {names(entry.others)} " if entry.others else "")
    first.append(f"{'– ' if entry.who or entry.others else ''}{one_line(entry.what, 120)}")
    status = entry.status if entry.lane in ("contact", "proposal", "incident") else None
    first.append(f" ({one_line(status)})" if status else "", style="dim")
    exact = entry.when if entry.when != entry.day else ""
    place = one_line(entry.place, 40) if entry.place else ""
    said = f"according to {names(entry.said_by)}" if entry.said_by else ""
    told = counted(entry.texts, entry.origins)
    rest = faint(exact, place, said, source(entry.text), told if entry.texts > 1 else "", judged(entry.judged))
    return [first, quoted(entry.sentence), rest]


def _csv(entries: tuple[Entry, ...]) -> None:
    write_csv(COLUMNS, map(_cells, entries))


def _cells(entry: Entry) -> list[object]:
    return [
        entry.day,
        entry.begin,
        entry.until,
        entry.precision,
        entry.lane,
        "; ".join(entry.who),
        "; ".join(entry.others),
        entry.what,
        entry.status,
        entry.place,
        entry.texts,
        entry.origins,
        "; ".join(entry.said_by),
        entry.text.publisher,
        entry.text.name,
        entry.sentence,
        judged(entry.judged),
        entry.fact,
        entry.bundle,
    ]
