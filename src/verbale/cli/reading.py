"""``verbale read``: files in, records out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from verbale.cli.run import read_each
from verbale.cli.terminal import report
from verbale.pipeline import Reader
from verbale.reading import Given, ReadingError, Told, read_sources
from verbale.record import Record
from verbale.settings import Settings, SettingsError, load_settings

MANY = 3  # files from which progress is shown


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
        settings = load_settings(config) if config else Settings()
    except SettingsError as error:
        sys.stderr.write(f"verbale: {' '.join(str(error).split())}\n")
        return 2
    if profile:
        settings = settings.model_copy(update={"profile": profile})
    status = 0
    writer = _WRITERS[format]()
    with _progress(files) as watched:
        for item in read_each(Reader(settings), read_sources(watched, Told(published, language), settings)):
            if isinstance(item, ReadingError):
                report(item.name, item.reason)
                status = 1
                continue
            given, record = item
            _warn(given)
            writer.write(record)
    writer.close()
    return status


def _warn(given: Given) -> None:
    for note in given.notes:
        report(given.document.id, f"{note.path.rpartition('/')[2]}: {note.reason}")


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


@contextmanager
def _progress(files: list[str]) -> Iterator[Iterator[str]]:
    """The files, with a bar on standard error when there are many, it is a terminal and the output is not one."""
    if len(files) < MANY or not sys.stderr.isatty() or sys.stdout.isatty():
        yield iter(files)
        return
    from rich.console import Console
    from rich.progress import track

    yield iter(track(files, description="Reading", console=Console(stderr=True), transient=True))
