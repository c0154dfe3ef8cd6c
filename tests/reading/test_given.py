"""Texts and what is told about them."""

from __future__ import annotations

import pytest

from verbale.reading import ReadingError, give, make_document
from verbale.reading.dates import check_published
from verbale.settings import Settings

ITALIAN = "Il ministro ha detto che la tregua regge e che i colloqui riprenderanno lunedì."


@pytest.mark.parametrize(
    "value", ["2025-03-16", "2025-03-16T14:00", "2025-03-16T14:00:05Z", "2025-03-16T14:00:05.123456789+02:00"]
)
def test_a_date_is_kept_as_given(value: str) -> None:
    assert check_published(value) == (value, ())


@pytest.mark.parametrize(
    "value", ["2025-02-30", "16/03/2025", "yesterday", "20250316", "2025-03", 20250316, True, ["x"]]
)
def test_what_is_no_date_becomes_null_with_a_note(value: object) -> None:
    published, notes = check_published(value)
    assert published is None
    assert notes[0].path == "document/published"
    assert "not an ISO 8601 date" in notes[0].reason


def test_the_far_future_is_kept_with_a_note() -> None:
    published, notes = check_published("2525-01-01")
    assert published == "2525-01-01"
    assert "far future" in notes[0].reason


def test_the_text_is_never_changed() -> None:
    text = "Caffe\u0301.\r\nIl ministro ha detto di no.\r\n\r\n"
    assert make_document(text, language="it").text == text


def test_the_language_is_identified_and_normalised() -> None:
    assert make_document(ITALIAN).language == "it"
    assert make_document("The minister said on Monday that the truce would hold.").language == "en"
    assert make_document(ITALIAN, language="IT_it").language == "it"


def test_a_language_that_is_not_read_is_named() -> None:
    french = "Le ministre des Affaires étrangères a déclaré mardi que les pourparlers reprendraient."
    with pytest.raises(ReadingError, match=r"^d1: the language seems to be 'fr', which is not read \(read are: .*it"):
        give(french, id="d1")
    with pytest.raises(ReadingError, match=r"^d1: language 'xx' is not read"):
        give(ITALIAN, id="d1", language="xx")
    with pytest.raises(ReadingError, match=r"^d1: the language cannot be told"):
        give("1234 5678", id="d1")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("\ufeff", "is empty"),
        ("\x00\x00", "holds nothing but NUL"),
        (" \n\t\u200b", "holds nothing but white space"),
    ],
)
def test_a_text_with_nothing_in_it_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        give(text, language="it")


def test_the_limit_is_of_bytes() -> None:
    settings = Settings(max_bytes=20)
    give("a" * 20, language="en", settings=settings)
    with pytest.raises(ReadingError, match="longer than 20 bytes"):
        give("à" * 11, language="en", settings=settings)


def test_notes_tell_what_was_wrong_with_what_was_told() -> None:
    given = give(ITALIAN, published="never", kind="leaflet", title=7)
    assert given.document.published is None
    assert given.document.kind == "other"
    assert given.document.title is None
    assert {note.path for note in given.notes} == {"document/published", "document/kind", "document/title"}
