"""What counts as a paragraph."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from verbale.language.normal import plain
from verbale.language.paragraphs import LONGEST, paragraphs


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in paragraphs(text)]


def test_blank_lines_end_paragraphs() -> None:
    assert cut("One.\n\nTwo.\r\n \r\nThree.\n") == ["One.", "Two.", "Three."]


def test_single_breaks_end_paragraphs_where_nothing_else_does() -> None:
    assert cut("Il ministro è partito.\nLa tregua regge.\n") == ["Il ministro è partito.", "La tregua regge."]


def test_lines_wrapped_to_one_width_are_one_paragraph() -> None:
    text = (
        "The delegation that arrived in the capital late on\n"
        "Sunday had been expected since the middle of last\n"
        "week, when a storm closed the only airport that is\n"
        "open to flights of the mission.\n"
    )
    assert len(cut(text)) == 1


def test_a_paragraph_without_end_is_cut_at_a_space() -> None:
    text = "word " * 20_000
    pieces = cut(text)
    assert all(len(piece) <= LONGEST for piece in pieces)
    assert " ".join(pieces).split() == text.split()


@given(st.text(alphabet=st.sampled_from("ab .\n\r\t\u2028\f“”"), max_size=400))
def test_nothing_but_whitespace_is_lost(text: str) -> None:
    ranges = paragraphs(text)
    assert "".join("".join(text[a:b].split()) for a, b in ranges) == "".join(text.split())
    assert all(a < b for a, b in ranges)
    assert ranges == sorted(ranges)


@given(st.text())
def test_the_plain_form_has_the_same_length(text: str) -> None:
    assert len(plain(text)) == len(text)
