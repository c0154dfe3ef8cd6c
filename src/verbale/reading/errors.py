"""Why a document could not be read."""

from __future__ import annotations


class ReadingError(ValueError):
    """A document, file or line that cannot be read: ``name`` says which, ``reason`` why, on one line."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self.reason = reason
        super().__init__(f"{name}: {reason}")
