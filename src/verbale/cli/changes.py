"""``verbale changes``: what came into a store, changed there or was taken back."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from pathlib import Path

from sqlalchemy import Connection

from verbale.cli.opened import plain, with_ledger
from verbale.cli.terminal import report
from verbale.harmless import one_line
from verbale.store import Ledger
from verbale.store.changes import NEWS
from verbale.views.changes import Change, Feed, feed_of


def show_changes(
    store: str,
    since: str | None,
    topics: list[str],
    track: str | None,
    limit: int,
    format: str,
    output: Path | None,
) -> int:
    """Write the feed to standard output, or to a file that is replaced as a whole."""

    def work(ledger: Ledger) -> int:
        with ledger.reading() as connection:
            feed = _feed(connection)
        if format == "pretty" and output is None:
            _pretty(feed)
            return 0
        told = _FORMATS[format](feed)
        if output is None:
            sys.stdout.write(told.decode())
        elif (reason := write_whole(output, told)) is not None:
            report(str(output), reason)
            return 1
        if feed.more and format != "atom":
            report("changes", f"there are more: go on with --since {feed.last}")
        return 0

    def _feed(connection: Connection) -> Feed:
        wanted = topics or (list(NEWS) if format == "atom" else [])
        return feed_of(connection, since, wanted, track, limit, latest=format == "atom")

    return with_ledger(store, work)


def write_whole(path: Path, told: bytes) -> str | None:
    """Write a file so that nobody ever reads half of it; why it could not be written, or nothing."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        return error.strerror or str(error)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(told)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(name, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(name)
        return error.strerror or str(error)
    return None


def _json(feed: Feed) -> bytes:
    return (json.dumps(plain(feed), ensure_ascii=False, indent=2) + "\n").encode()


def _lines(feed: Feed) -> bytes:
    return "".join(json.dumps(plain(change), ensure_ascii=False) + "\n" for change in feed.changes).encode()


def _atom(feed: Feed) -> bytes:
    from verbale.export.atom import atom  # lxml is loaded by those who want it

    return atom(feed)


def _text(feed: Feed) -> bytes:
    lines = [f"{change.id}\t{change.made}\t{_line(change)}\n" for change in feed.changes]
    return "".join(lines).encode()


def _line(change: Change) -> str:
    return one_line(change.says, 300) + (" [judged]" if change.judged else "")


def _pretty(feed: Feed) -> None:
    from rich.console import Group
    from rich.text import Text

    from verbale.cli.pretty import console, grid, write

    out = console()
    if not feed.changes:
        write(out, Text("Nothing has changed.", style="dim"))
        return
    rows = [
        [
            Text(str(change.id), style="dim"),
            Text(change.made[:16].replace("T", " "), style="dim"),
            Text(_line(change), style="bold" if f"{change.topic}.{change.verb}" in NEWS else ""),
            Text(one_line(change.sentence, 160)),
        ]
        for change in feed.changes
    ]
    table = grid(["", "known", "what", "sentence"], rows, out.width, frozenset({2, 3}))
    more = [Text(f"There are more: go on with --since {feed.last}", style="dim")] if feed.more else []
    write(out, Group(table, *more))


_FORMATS = {"json": _json, "jsonl": _lines, "atom": _atom, "pretty": _text}
