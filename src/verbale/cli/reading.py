"""``verbale read``: files in, records out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from verbale.cli.run import read_each, settings_of, warn
from verbale.cli.terminal import progress, report
from verbale.pipeline import Reader
from verbale.reading import ReadingError, Told, read_sources
from verbale.record import Record
from verbale.settings import SettingsError


def read_files(
    files: list[str],
    published: str | None,
    language: str | None,
    format: str,
    profile: str | None,
    config: Path | None,
) -> int:
    """Read, write, report; the exit status is 1 if anything could not be read, 2 if the settings cannot be used."""
    try:
        settings = settings_of(config, profile)
    except SettingsError as error:
        sys.stderr.write(f"verbale: {' '.join(str(error).split())}\n")
        return 2
    status = 0
    writer = _WRITERS[format]()
    with progress(files, quiet=sys.stdout.isatty()) as watched:
        for item in read_each(Reader(settings), read_sources(watched, Told(published, language), settings)):
            if isinstance(item, ReadingError):
                report(item.name, item.reason)
                status = 1
                continue
            given, record = item
            warn(given)
            writer.write(record)
    writer.close()
    return status


class _Lines:
    """A record a line, each written when it is ready."""

    def write(self, record: Record) -> None:
        sys.stdout.write(record.to_json() + "\n")
        sys.stdout.flush()

    def close(self) -> None:
        """Nothing remains to be written."""


class _Array(_Lines):
    """One JSON array."""

    def __init__(self) -> None:
        self._before = "["

    def write(self, record: Record) -> None:
        sys.stdout.write(self._before + "\n" + record.to_json(indent=2))
        self._before = ","

    def close(self) -> None:
        sys.stdout.write("[]\n" if self._before == "[" else "\n]\n")


class _Pretty(_Lines):
    """For people."""

    def __init__(self) -> None:
        from verbale.cli.pretty import console, show_record  # rich is slow to import

        self._console = console()
        self._show: Callable[..., None] = show_record
        self._first = True

    def write(self, record: Record) -> None:
        if not self._first:
            self._console.print()
        self._first = False
        self._show(self._console, record)


_WRITERS: dict[str, Callable[[], _Lines]] = {"jsonl": _Lines, "json": _Array, "pretty": _Pretty}
