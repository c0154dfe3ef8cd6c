"""The sentence around a place in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.threads.sentences import REACH, sentence_around


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("It rained. Peru said yes. Bolivia did not.", "said yes", "Peru said yes."),
        ("«Va bene». Il Perù accetta «tutto». E la Bolivia no.", "accetta", "Il Perù accetta «tutto»."),
        ("A title\n\nPeru said\nyes", "yes", "yes"),
        ("At 6 a.m. on Monday Peru said yes. Then it slept.", "Peru", "At 6 a.m. on Monday Peru said yes."),
        ("Peru said yes. Bolivia said no.", "yes. Bolivia", "Peru said yes. Bolivia said no."),
        ("Èlia tace. Öst accetta. Łódź no.", "accetta", "Öst accetta."),
    ],
)
def test_the_sentence_around(text: str, words: str, sentence: str) -> None:
    start = text.index(words)
    assert sentence_around(text, start, start + len(words)) == sentence


def test_a_text_without_an_end_is_cut_on_both_sides() -> None:
    text = "word " * 1000
    shown = sentence_around(text, 2500, 2504)
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) <= 2 * REACH + 10


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 20))
def test_any_place_of_any_text_lies_in_its_sentence(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    words = text[start : start + length]
    assert " ".join(words.split()) in sentence_around(text, start, start + len(words)) or not words.strip()
