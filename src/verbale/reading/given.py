"""A text and what is told about it, checked and made into a ``Document``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

from verbale.codebook import codebook
from verbale.reading.dates import check_published, check_retrieved
from verbale.reading.encoding import clean
from verbale.reading.errors import ReadingError
from verbale.reading.identify import UnknownLanguage, settle_language
from verbale.reading.quality import assess
from verbale.record import Document, DocumentKind, Note, Record, sha256
from verbale.settings import Settings

KINDS: tuple[str, ...] = get_args(DocumentKind)


@dataclass(frozen=True, slots=True)
class Given:
    """A document ready to be read, and the notes on what was wrong with what was told about it."""

    document: Document
    notes: tuple[Note, ...] = ()
    retrieved: str | None = None  # when the text was fetched, ISO 8601, where that is told
    original: bytes | None = None  # what the text was extracted from

    def annotate(self, record: Record) -> Record:
        """The record of this document with our notes before its own."""
        return record.model_copy(update={"notes": (*self.notes, *record.notes)}) if self.notes else record


def give(text: str, *, id: str = "text", settings: Settings | None = None, **told: Any) -> Given:
    """Check a text and what is told about it: ``published``, ``language``, ``title``, ``publisher``, ``url``, ``kind``,
    ``retrieved``.

    Raises ``ReadingError`` for a text that is empty or too long, and for a language that is not read or cannot be
    told. A date that is none, an unknown kind and a title that is no string become blank with a note.
    """
    settings = settings or Settings()
    text = clean(text)
    check_text(id, text, settings)
    return _given(text, id, settings, told)


def make_document(
    text: str,
    *,
    id: str = "text",
    published: str | None = None,
    language: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    kind: DocumentKind = "news",
    settings: Settings | None = None,
) -> Document:
    """The document of a text, which may be empty if its language is told. Raises ``ReadingError`` as ``give`` does."""
    told = {"published": published, "language": language, "title": title, "publisher": publisher, "url": url}
    return _given(clean(text), id, settings or Settings(), {**told, "kind": kind}).document


def check_text(name: str, text: str, settings: Settings) -> None:
    """Raise ``ReadingError`` if there is nothing to read in ``text``, or too much."""
    if not text:
        raise ReadingError(name, "is empty")
    if not text.strip("\ufffd"):
        raise ReadingError(name, "holds nothing but NUL or undecodable bytes")
    if not text.replace("\ufffd", " ").replace("\u200b", " ").replace("\ufeff", " ").strip():
        raise ReadingError(name, "holds nothing but white space")
    if len(text) > settings.max_bytes or len(text.encode("utf-8")) > settings.max_bytes:
        raise ReadingError(name, too_long(settings))


def too_long(settings: Settings) -> str:
    """The reason why a text over the limit is not read."""
    return f"is longer than {settings.max_bytes:,} bytes"


def _given(text: str, id: str, settings: Settings, told: dict[str, Any]) -> Given:
    published, date_notes = check_published(told.get("published"))
    notes = list(date_notes)
    words: dict[str, str | None] = {}
    for field in ("title", "publisher", "url"):
        value = told.get(field)
        words[field] = clean(value) or None if isinstance(value, str) else None
        if value is not None and not isinstance(value, str):
            notes.append(Note(path=f"document/{field}", reason="what was given is not a string"))
    kind = told.get("kind") or "news"
    if kind not in KINDS:
        notes.append(Note(path="document/kind", reason=f"{str(kind)[:40]!r} is not one of {', '.join(KINDS)}"))
        kind = "other"
    language = told.get("language")
    if language is not None and not isinstance(language, str):
        raise ReadingError(id, "language is not a string")
    try:
        language = settle_language(text, language, settings)
    except UnknownLanguage as error:
        raise ReadingError(id, str(error)) from error
    document = Document(
        id=id,
        sha256=sha256(text),
        text=text,
        kind=kind,
        published=published,
        published_origin="given" if published else None,
        language=language,
        quality=assess(text, codebook(language, settings.codebook.folders)),
        **words,
    )
    retrieved, doubts = check_retrieved(told.get("retrieved"))
    return Given(document, (*notes, *doubts), retrieved)
