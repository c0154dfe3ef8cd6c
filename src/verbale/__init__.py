"""Verbale: the record of peace and ceasefire diplomacy.

``verbale.read(text)`` gives the ``Record`` of a text. Importing this package loads no model and no parser; the first
reading in a language does.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from verbale.version import VERSION as __version__

if TYPE_CHECKING:
    from verbale.api import read, read_documents
    from verbale.pipeline import Reader
    from verbale.reading import ReadingError, make_document
    from verbale.record import Document, Record
    from verbale.settings import Settings

__all__ = [
    "Document",
    "Reader",
    "ReadingError",
    "Record",
    "Settings",
    "__version__",
    "make_document",
    "read",
    "read_documents",
]

_HOMES = {
    "Document": "verbale.record",
    "Reader": "verbale.pipeline",
    "ReadingError": "verbale.reading",
    "Record": "verbale.record",
    "Settings": "verbale.settings",
    "make_document": "verbale.reading",
    "read": "verbale.api",
    "read_documents": "verbale.api",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module 'verbale' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
