"""Files and standard input to documents, in order; what cannot be read is handed on in its place, not raised."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from verbale.reading.encoding import clean, decode, is_binary
from verbale.reading.errors import ReadingError
from verbale.reading.given import Given, give, too_long
from verbale.reading.html import decode_page, extract, looks_like_page
from verbale.reading.jsonlines import looks_like_lines, numbered_lines, parse_line
from verbale.settings import Settings

STANDARD_INPUT = "-"
TEXTS = frozenset({".txt", ".text"})
PAGES = frozenset({".html", ".htm", ".xhtml"})
LINES = frozenset({".jsonl", ".ndjson"})
MARKDOWN = frozenset({".md", ".markdown"})
_HEADING = re.compile(r"\s*#[ \t]+([^\n\r]{1,300}?)[ \t#]*(?:[\n\r]|$)")


@dataclass(frozen=True, slots=True)
class Told:
    """What the user says of documents that do not say it themselves; ``None`` where nothing is said."""

    published: str | None = None
    language: str | None = None


def read_sources(
    names: Iterable[str],
    told: Told | None = None,
    settings: Settings | None = None,
    stdin: BinaryIO | None = None,
    *,
    unique: bool = True,
) -> Iterator[Given | ReadingError]:
    """Documents of the files named, ``-`` for standard input; if ids are to be ``unique`` a second document with one
    that is in use is an error."""
    told, settings = told or Told(), settings or Settings()
    taken: set[str] = set()
    for name in names:
        for found in _read_source(name, told, settings, stdin):
            if unique and isinstance(found, Given) and found.document.id in taken:
                yield ReadingError(found.document.id, f"the id is used twice; its second document is left out ({name})")
                continue
            if isinstance(found, Given):
                taken.add(found.document.id)
            yield found


def files_in(names: Iterable[str]) -> Iterator[str]:
    """The names, each folder among them replaced by the files below it that can be read, in order."""
    readable = TEXTS | PAGES | LINES | MARKDOWN
    for name in names:
        if name == STANDARD_INPUT or "\0" in name or not Path(name).is_dir():
            yield name
            continue
        below = (path for path in Path(name).rglob("*") if path.suffix.lower() in readable and path.is_file())
        yield from sorted(str(path) for path in below)


def _read_source(name: str, told: Told, settings: Settings, stdin: BinaryIO | None) -> Iterator[Given | ReadingError]:
    try:
        if name == STANDARD_INPUT:
            yield from _read_input(stdin or sys.stdin.buffer, told, settings)
        elif Path(name).suffix.lower() in LINES:
            with _opened(name) as file:
                yield from _read_lines(file, name, told, settings)
        else:
            with _opened(name) as file:
                data = file.read(settings.max_bytes + 1)
            yield _read_file(data, name, Path(name), told, settings)
    except ReadingError as error:
        yield error
    except OSError as error:
        yield ReadingError(name, (error.strerror or str(error)).lower())


def _opened(name: str) -> BinaryIO:
    path = Path(name)
    try:
        if path.is_dir():
            raise ReadingError(name, "is a directory")
        if not path.exists():
            raise ReadingError(name, "there is no such file")
        return path.open("rb")
    except ValueError as error:  # a name with a NUL in it
        if isinstance(error, ReadingError):
            raise
        raise ReadingError(name, str(error)) from error


def _read_input(stdin: BinaryIO, told: Told, settings: Settings) -> Iterator[Given | ReadingError]:
    """Standard input is a text, or JSON Lines or a web page if it begins like one; its id is ``stdin``."""
    start = stdin.readline(_longest_line(settings) + 1)
    while start.isspace() and len(start) <= settings.max_bytes and (line := stdin.readline(settings.max_bytes + 1)):
        start += line
    if looks_like_lines(start):
        yield from _read_lines(io.BufferedReader(_Joined(start, stdin)), "stdin", told, settings)
        return
    start += stdin.read(max(0, settings.max_bytes + 1 - len(start)))
    while len(start) > settings.max_bytes and stdin.read(1 << 20):
        pass  # whoever writes to us would otherwise find the pipe closed
    suffix = ".html" if looks_like_page(start[:6000].decode("utf-8", "replace")) else ".txt"
    yield _read_file(start, "stdin", Path(f"stdin{suffix}"), told, settings)


class _Joined(io.RawIOBase):
    """What was read already, followed by the rest of its stream."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start = io.BytesIO(start)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._start.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _read_file(data: bytes, name: str, path: Path, told: Told, settings: Settings) -> Given:
    """The document of a file's bytes, of the format that its path tells. Raises ``ReadingError``."""
    if len(data) > settings.max_bytes:
        raise ReadingError(name, too_long(settings))
    if data and is_binary(data):
        raise ReadingError(name, "is not text (a binary file)")
    facts: dict[str, Any] = {}
    original: bytes | None = None
    if path.suffix.lower() in PAGES:
        text = decode_page(data)
        if text.strip("\ufffd \r\n\t"):
            page = extract(text)
            if page is None:
                raise ReadingError(name, "no article was found on this page")
            text = page.pop("text")
            facts, original = page, data
    else:
        text = decode(data)
        if path.suffix.lower() in MARKDOWN and (heading := _HEADING.match(text)):
            facts["title"] = heading.group(1)
    if told.published is not None:
        facts["published"] = told.published
    facts["language"] = told.language
    try:
        given = give(text, id=clean(path.stem), settings=settings, **facts)
    except ReadingError as error:
        raise ReadingError(name, error.reason) from error
    return replace(given, original=original) if original is not None else given


def _read_lines(file: BinaryIO, name: str, told: Told, settings: Settings) -> Iterator[Given | ReadingError]:
    start = file.peek(4)[:4] if isinstance(file, io.BufferedReader) else b""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        file = io.BytesIO(decode(file.read()).encode("utf-8"))
    empty = True
    for number, line in numbered_lines(file, name, _longest_line(settings)):
        empty = False
        if isinstance(line, ReadingError):
            yield line
            continue
        try:
            id, text, facts = parse_line(line, name, number)
            facts.setdefault("published", told.published)
            facts.setdefault("language", told.language)
        except ReadingError as error:
            yield error
            continue
        try:
            yield give(text, id=id, settings=settings, **facts)
        except ReadingError as error:
            yield ReadingError(error.name, f"{error.reason} ({name}, line {number})")
    if empty:
        yield ReadingError(name, "is empty")


def _longest_line(settings: Settings) -> int:
    """JSON may write a character with six bytes where UTF-8 needs two."""
    return 3 * settings.max_bytes + 100_000
