"""The date of publication as it is given: kept when it is one, null with a note when it is not."""

from __future__ import annotations

import re
from datetime import datetime

from verbale.record import Note

PATH = "document/published"
FAR = 2100  # a fixed year, not the clock: the same document must give the same record on any day

_ISO = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?", re.ASCII
)


def check_published(given: object) -> tuple[str | None, tuple[Note, ...]]:
    """An ISO 8601 date or date-time as it is given, or null; with a note where a reader would wonder.

    >>> check_published("2025-03-16")
    ('2025-03-16', ())
    """
    if given is None or given == "":
        return None, ()
    value = given.strip() if isinstance(given, str) else None
    if value is None or not _is_date(value):
        shown = repr(given) if len(repr(given)) <= 60 else repr(given)[:57] + "…"
        return None, (Note(path=PATH, reason=f"{shown} is not an ISO 8601 date (YYYY-MM-DD) or date-time"),)
    if int(value[:4]) >= FAR:
        return value, (Note(path=PATH, reason=f"{value} lies in the far future"),)
    return value, ()


def check_retrieved(given: object) -> tuple[str | None, tuple[Note, ...]]:
    """When a text was fetched: as it is given, or null with a note when it is no date or date-time."""
    value, notes = check_published(given)
    doubts = tuple(note.model_copy(update={"path": "document/retrieved"}) for note in notes)
    return (value if not doubts else None), doubts


def _is_date(value: str) -> bool:
    if not _ISO.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(re.sub(r"([.,]\d{6})\d+", r"\1", value))
    except ValueError:
        return False
    return True
