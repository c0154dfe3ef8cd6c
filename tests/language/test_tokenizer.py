"""Tokens of texts without spaces."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.language.tokenizer import LONGEST, make_doc
from verbale.pipeline import Reader


def test_prose_is_tokenized_as_ever(reader: Reader) -> None:
    nlp = reader.parser("en").model.nlp
    text = "“They won't,” she said.  (See https://example.org/a/b.)"
    assert [t.text for t in make_doc(nlp, text)] == [t.text for t in nlp.make_doc(text)]


def test_marks_without_a_space_take_linear_time(reader: Reader) -> None:
    nlp = reader.parser("en").model.nlp
    started = time.process_time()
    doc = make_doc(nlp, "," * 60_000)
    assert len(doc) == 60_000
    assert time.process_time() - started < 10  # minutes, were it quadratic


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["a", ",", " ", "“", "\n", "’s", "." * LONGEST, "ab" * LONGEST]), max_size=30))
def test_the_text_is_kept(reader: Reader, parts: list[str]) -> None:
    text = "".join(parts)
    assert make_doc(reader.parser("en").model.nlp, text).text == text
