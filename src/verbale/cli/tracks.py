"""``verbale track``: negotiation tracks listed, shown, made, changed, ended, and proposed from what is stored."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from rich.text import Text
from sqlalchemy import Connection

from verbale.cli.opened import show, with_ledger, write_csv
from verbale.cli.pretty import console, grid, write
from verbale.cli.terminal import report
from verbale.harmless import one_line
from verbale.store import Ledger
from verbale.store.tracking import Definition, Track, track_named
from verbale.store.tracks import Proposed, close_track, edit_track, new_track, propose, strangers
from verbale.views.tracks import Tracked, tracked, tracks

CELL = 200
COLUMNS = (
    "name",
    "parties",
    "places",
    "subjects",
    "since",
    "until",
    "texts",
    "origins",
    "first",
    "last",
    "author",
    "made",
)


def show_tracks(store: str, format: str) -> int:
    """List the tracks in use."""
    return show(store, tracks, {"pretty": _pretty, "csv": _csv}, format)


def show_track(store: str, name: str, format: str) -> int:
    """Show one track."""
    view: Callable[[Connection], tuple[Tracked, ...]] = lambda connection: (tracked(connection, name),)  # noqa: E731
    return show(store, view, {"pretty": _pretty, "csv": _csv}, format)


def show_proposed(store: str, format: str) -> int:
    """Show the tracks that the texts suggest."""
    return show(store, propose, {"pretty": _pretty_proposed, "csv": _csv_proposed}, format)


def make(store: str, name: str, definition: Definition, author: str) -> int:
    """Make a track."""

    def work(ledger: Ledger) -> int:
        with ledger.writing() as connection:
            track = new_track(connection, name, definition, author, ledger.clock())
            return _say(connection, store, track)

    return with_ledger(store, work, create=True)


def edit(store: str, name: str, change: dict[str, Any], author: str, to: str | None) -> int:
    """Change a track: what ``change`` names is replaced, the rest stays."""

    def work(ledger: Ledger) -> int:
        with ledger.writing() as connection:
            track = track_named(connection, name)
            told = track.definition
            fields = {field: getattr(told, field) for field in ("parties", "places", "subjects", "since", "until")}
            changed = edit_track(connection, track, Definition(**fields | change), author, ledger.clock(), to)
            return _say(connection, store, changed)

    return with_ledger(store, work)


def end(store: str, name: str, author: str) -> int:
    """End a track."""

    def work(ledger: Ledger) -> int:
        with ledger.writing() as connection:
            track = track_named(connection, name)
            close_track(connection, track, author, ledger.clock())
        sys.stdout.write(f"ended: {one_line(track.name)}\n")
        return 0

    return with_ledger(store, work)


def _say(connection: Connection, store: str, track: Track) -> int:
    for key in strangers(connection, track.definition):
        report(store, f"no text names a party {key!r} yet")
    made = tracked(connection, track.name)
    sys.stdout.write(f"{one_line(track.name)}: {made.texts} texts of {made.origins} origins\n")
    return 0


def _pretty(found: tuple[Tracked, ...]) -> None:
    if not found:
        sys.stdout.write("No tracks; verbale track propose suggests some.\n")
        return
    out = console()
    rows = []
    for one in found:
        of = [f"{name} ({key})" if name != key else key for key, name in one.parties]
        days = f"{one.first or '?'} – {one.last or '?'}" if one.texts else ""
        told = f"{one.texts} texts, {one.origins} origins"
        cells = (one.name, ", ".join(of), ", ".join(one.places), ", ".join(one.subjects), told, days, one.author)
        rows.append([Text(one_line(cell, CELL), style="bold" if n == 0 else "") for n, cell in enumerate(cells)])
    write(
        out, grid(["track", "parties", "places", "subjects", "told in", "days", "by"], rows, out.width, frozenset({1}))
    )


def _csv(found: tuple[Tracked, ...]) -> None:
    write_csv(COLUMNS, ([_cell(one, name) for name in COLUMNS] for one in found))


def _cell(one: Tracked, name: str) -> Any:
    value = getattr(one, name)
    if name == "parties":
        return "; ".join(key for key, _ in value)
    return "; ".join(value) if isinstance(value, tuple) else value


def _pretty_proposed(found: tuple[Proposed, ...]) -> None:
    if not found:
        sys.stdout.write("Nothing to propose: no two parties meet in texts of two origins, or they have a track.\n")
        return
    for one in found:
        told = f"{one.texts} texts of {one.origins} origins, {one.since or '?'} – {one.until or '?'}"
        sys.stdout.write(f"{one_line(one.name, 120)}  ({told})\n")
        for key, name in one.parties:
            sys.stdout.write(f"  {one_line(key, 60):<24} {one_line(name, 80)}\n")
        if one.places:
            sys.stdout.write(f"  often told: {one_line(', '.join(one.places), CELL)}\n")
        options = " ".join(f"--party {one_line(key)}" for key, _ in one.parties)
        sys.stdout.write(f"  verbale track new '{one_line(one.name, 120).replace(chr(39), '')}' {options}\n")


def _csv_proposed(found: tuple[Proposed, ...]) -> None:
    columns = ("name", "parties", "names", "places", "texts", "origins", "since", "until")
    write_csv(columns, map(_row, found))


def _row(one: Proposed) -> tuple[object, ...]:
    keys, names = ("; ".join(part) for part in zip(*one.parties, strict=True))
    return one.name, keys, names, "; ".join(one.places), one.texts, one.origins, one.since, one.until
