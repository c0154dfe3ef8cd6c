"""The Python API: texts and documents to records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from verbale.pipeline import Reader
from verbale.reading import give
from verbale.record import Document, DocumentKind, Record
from verbale.settings import Settings


def read(
    text: str,
    *,
    published: str | None = None,
    language: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    kind: DocumentKind = "news",
    id: str = "text",
    settings: Settings | None = None,
) -> Record:
    """The record of one text.

    ``published`` is an ISO 8601 date or date-time, from which *yesterday* is counted; without it such dates stay blank.
    ``language`` is an ISO 639-1 code; without it the language is identified. Raises ``ReadingError`` for a text that
    is empty or too long, or whose language is not read; a ``published`` that is no date becomes null with a note.
    """
    given = give(
        text,
        id=id,
        published=published,
        language=language,
        title=title,
        publisher=publisher,
        url=url,
        kind=kind,
        settings=settings,
    )
    return given.annotate(_reader(settings or Settings()).read(given.document))


def read_documents(documents: Iterable[Document], *, settings: Settings | None = None) -> Iterator[Record]:
    """Records of many documents (see ``make_document``), in their order, parsed together and as they are asked for."""
    return _reader(settings or Settings()).read_all(documents)


@lru_cache(maxsize=4)
def _reader_of(settings: str) -> Reader:
    return Reader(Settings.model_validate_json(settings))


def _reader(settings: Settings) -> Reader:
    """One reader a process for the same settings, so that a codebook is indexed once."""
    return _reader_of(settings.model_dump_json())
