"""Texts with marks: pieces that give the text again, with the facts of each."""

from __future__ import annotations

from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from verbale.web.marking import LAYERS, Claim, marked, page_of, pages, paragraphs

TEXT = "Kaldera said on Friday that Norvik had agreed to a truce.\nNorvik denied it."


def claim(words: str, fact: str, kind: str = "statement") -> Claim:
    start = TEXT.index(words)
    return Claim(start, start + len(words), fact, kind)


def test_a_claim_within_another_is_a_layer_on_it() -> None:
    pieces = marked(TEXT, [claim("Norvik had agreed to a truce", "s1"), claim("a truce", "p1", "proposal")])
    assert [(one.text, one.facts) for one in pieces[1:3]] == [
        ("Norvik had agreed to ", ("s1",)),
        ("a truce", ("s1", "p1")),
    ]
    assert pieces[2].inner == "p1"
    assert pieces[2].kinds == ("statement", "proposal")


def test_claims_that_overlap_are_both_told_where_they_do() -> None:
    pieces = marked(TEXT, [claim("Norvik had agreed", "a"), claim("agreed to a truce", "b")])
    assert [one.facts for one in pieces if one.facts] == [("a",), ("a", "b"), ("b",)]


def test_a_fact_opens_once_though_it_rests_on_several_words() -> None:
    pieces = marked(TEXT, [claim("Kaldera", "s1"), claim("a truce", "s1")])
    assert [claim.fact for one in pieces for claim in one.opens] == ["s1"]
    assert sum("s1" in one.facts for one in pieces) == 2


def test_what_is_not_claimed_has_no_fact() -> None:
    assert all(not one.facts and one.inner == "" for one in marked(TEXT, []))


def test_paragraphs_end_with_the_line() -> None:
    told = list(paragraphs(marked(TEXT, [claim("to a truce.\nNorvik", "s1")])))
    assert ["".join(one.text for one in part) for part in told] == TEXT.splitlines(keepends=True)
    assert told[1][0].facts == ("s1",)


spans = st.tuples(st.integers(-3, 70), st.integers(-3, 70), st.sampled_from("abcdef"))


@given(st.text("ab \n", max_size=60), st.lists(spans, max_size=12))
def test_pieces_joined_give_the_text(text: str, given_spans: list[tuple[int, int, str]]) -> None:
    claims = [Claim(max(0, start), end, fact, "event") for start, end, fact in given_spans]
    pieces = marked(text, claims)
    assert "".join(one.text for one in pieces) == text
    at = 0
    for one in pieces:
        held = {claim.fact for claim in claims if claim.start <= at and at + len(one.text) <= claim.end}
        assert set(one.facts) <= held
        assert len(held) > LAYERS or set(one.facts) == held
        at += len(one.text)


@given(st.text("ab \n", max_size=80), st.lists(spans, max_size=8), st.integers(1, 20))
def test_pages_joined_give_the_text_and_their_pieces_too(
    text: str, given_spans: list[tuple[int, int, str]], size: int
) -> None:
    claims = [Claim(max(0, start), end, fact, "event") for start, end, fact in given_spans]
    ranges = pages(text, size)
    assert "".join(text[start:end] for start, end in ranges) == text
    assert all(end - start <= size for start, end in ranges)
    told = "".join(one.text for part in ranges for one in marked(text, claims, part))
    assert told == text
    assert all(ranges[page_of(ranges, at)][0] <= at < ranges[page_of(ranges, at)][1] for at in range(len(text)))


def test_many_claims_on_one_place_take_no_square_of_time() -> None:
    text = "a" * 40_000

    def seconds(count: int) -> float:
        claims = [Claim(n, len(text) - n, str(n), "event") for n in range(count)]
        begun = perf_counter()
        pieces = marked(text, claims)
        assert all(len(one.facts) <= LAYERS for one in pieces)
        return perf_counter() - begun

    few = min(seconds(2_000) for _ in range(5))
    assert min(seconds(16_000) for _ in range(3)) < 30 * max(few, 0.002)
