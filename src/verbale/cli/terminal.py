"""What is special about a terminal: encodings, closed pipes, and characters that would command it."""

from __future__ import annotations

import contextlib
import os
import sys
import unicodedata
from collections.abc import Callable, Iterator
from typing import NoReturn

MANY = 3  # files from which progress is shown
# Characters that are not shown but obeyed: controls, and marks that turn the direction of writing.
_OBEYED = dict.fromkeys((*range(32), *range(127, 160)), "�")
_OBEYED |= dict.fromkeys((*range(8234, 8239), *range(8294, 8298)), "�")
_SHOWN = _OBEYED | {0x09: " ", 0x0A: "\n", 0x0D: " ", 0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_ONE_LINE = _SHOWN | dict.fromkeys((10, 11, 12, 133, 8232, 8233), " ")


def harmless(text: str) -> str:
    """``text`` with everything that a terminal would obey replaced, one for one; line breaks stay."""
    return text.translate(_SHOWN)


def one_line(text: str, longest: int = 0) -> str:
    """``text`` harmless and on one line; cut with an ellipsis if it is over ``longest`` characters (0: never)."""
    text = " ".join(text.translate(_ONE_LINE).split())
    if longest and len(text) > longest:
        cut = longest - 1
        while cut > 0 and unicodedata.combining(text[cut]):
            cut -= 1
        return text[:cut].rstrip() + "…"
    return text


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
