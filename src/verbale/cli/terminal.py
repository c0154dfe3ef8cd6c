"""What is special about a terminal: encodings, closed pipes, progress."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from typing import NoReturn

from verbale.harmless import one_line

MANY = 3  # files from which progress is shown


def report(name: str, reason: str) -> None:
    """One line on standard error: what could not be read, or is doubtful, and why."""
    sys.stderr.write(f"verbale: {one_line(name, 300)}: {one_line(reason, 500)}\n")


@contextlib.contextmanager
def progress(files: list[str], *, quiet: bool) -> Iterator[Iterator[str]]:
    """The files, with a bar on standard error when there are many and it is a terminal; none if ``quiet``."""
    if quiet or len(files) < MANY or not sys.stderr.isatty():
        yield iter(files)
        return
    from rich.console import Console
    from rich.progress import track

    yield iter(track(files, description="Reading", console=Console(stderr=True), transient=True))


def speak_utf8() -> None:
    """Write UTF-8 with plain line ends whatever the locale, and never fail on a character."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace", newline="\n")


def run(command: Callable[[], int]) -> NoReturn:
    """Run a command and leave with its status; without a word if nobody reads on (0) or the user interrupts (130)."""
    try:
        status = command()
        sys.stdout.flush()
    except BrokenPipeError:
        status = 0
        _silence()
    except KeyboardInterrupt:
        status = 130
        _silence()
    sys.exit(status)


def _silence() -> None:
    """Send what is still buffered nowhere, so that the interpreter does not fail on it when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with contextlib.suppress(OSError, ValueError):  # no file stands behind the stream
        os.dup2(nowhere, sys.stdout.fileno())
