"""JSON Lines: a document a line. Blank lines are skipped; keys that we do not know are ignored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, BinaryIO

from verbale.reading.encoding import clean, decode
from verbale.reading.errors import ReadingError

FIELDS = ("published", "language", "title", "publisher", "url", "kind", "retrieved")


def numbered_lines(file: BinaryIO, name: str, longest: int) -> Iterator[tuple[int, bytes | ReadingError]]:
    """Lines with their numbers from 1; one over ``longest`` bytes is skipped to its end and reported."""
    number = 0
    while line := file.readline(longest + 1):
        number += 1
        if len(line) > longest and not line.endswith(b"\n"):
            while (rest := file.readline(1 << 20)) and not rest.endswith(b"\n"):
                pass
            yield number, ReadingError(f"{name}:{number}", f"is longer than {longest:,} bytes")
        elif line.strip():
            yield number, line


def parse_line(line: bytes, name: str, number: int) -> tuple[str, str, dict[str, Any]]:
    """Id, text and what else is told. Raises ``ReadingError`` naming file and line.

    A line without an id is called after the file and the line.
    """
    where = f"{name}:{number}"
    try:
        told = json.loads(decode(line))
    except RecursionError:
        raise ReadingError(where, "is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise ReadingError(where, f"is not JSON: {error.msg} at column {error.colno}") from None
    except ValueError as error:
        raise ReadingError(where, f"is not JSON: {error}") from None
    if not isinstance(told, dict):
        raise ReadingError(where, "is not a JSON object")
    if "text" not in told:
        raise ReadingError(where, 'has no "text"')
    if not isinstance(told["text"], str):
        raise ReadingError(where, '"text" is not a string')
    given = told.get("id")
    if isinstance(given, bool) or not isinstance(given, str | int | None):
        raise ReadingError(where, '"id" is not a string')
    id = clean(str(given)) if given not in (None, "") else f"{PurePath(name).stem}-{number}"
    return id, told["text"], {field: told[field] for field in FIELDS if told.get(field) is not None}


def looks_like_lines(data: bytes) -> bool:
    """Whether data without a file name is JSON Lines: its first line with anything on it is an object with a text."""
    first = data.lstrip()[:1]
    if first != b"{":
        return False
    try:
        told = json.loads(decode(data.lstrip().split(b"\n", 1)[0]))
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and "text" in told
