"""Bytes to text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.reading.encoding import clean, decode, is_binary

ITALIAN = "«Perché no?», ha detto il ministro. È così: l’accordo c’è già."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "iso-8859-15"]
)
def test_a_text_comes_out_as_it_went_in(encoding: str) -> None:
    text = ITALIAN.replace("’", "'") if encoding == "iso-8859-15" else ITALIAN
    assert decode(text.encode(encoding)) == text


def test_other_alphabets_are_guessed_from_enough_text() -> None:
    text = "Министр иностранных дел заявил, что переговоры о прекращении огня продолжатся в понедельник в Женеве. " * 5
    assert decode(text.encode("cp1251")) == text


def test_one_stray_byte_in_a_short_text_is_western_only_where_a_letter_may_stand() -> None:
    assert decode(b"Non so perch\xe9.") == "Non so perché."
    assert decode(b"Non so \xff\xfe nulla.") == "Non so \ufffd\ufffd nulla."


def test_mostly_sound_utf8_stays_utf8() -> None:
    assert decode("È già così ".encode() + b"\xe8.") == "È già così \ufffd."


def test_the_declared_encoding_decides_where_utf8_fails() -> None:
    assert decode("Переговоры".encode("koi8-r"), "KOI8-R") == "Переговоры"
    assert decode("trêve".encode(), "koi8-r") == "trêve"
    assert decode(b"perch\xe9", "no-such-encoding") == "perché"


def test_line_endings_stay_and_what_is_no_character_is_replaced_one_for_one() -> None:
    assert clean("\ufeffa\r\nb\x00c\ud800d\ufeff") == "a\r\nb\ufffdc\ufffdd\ufeff"


def test_binary_is_told_from_text() -> None:
    assert is_binary(b"%PDF-1.7 ...")
    assert is_binary(bytes(range(256)) * 20)
    assert not is_binary(ITALIAN.encode("utf-16-le"))
    assert not is_binary(b"\x00\x00")
    assert not is_binary(ITALIAN.encode("cp1252"))


@given(st.binary(max_size=200))
def test_any_bytes_become_a_text_without_nul_or_surrogates(data: bytes) -> None:
    text = decode(data)
    text.encode("utf-8")
    assert "\x00" not in text


@given(st.text(max_size=100))
def test_utf8_is_kept_exactly(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode()) == clean("\ufeff" + text)
