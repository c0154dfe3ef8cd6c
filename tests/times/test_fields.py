"""Type, modifier, days and zone; what is blank, and why; what no text may break."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Parsed
from verbale.codebook import codebook
from verbale.record import Time
from verbale.times import find_times

EN, IT = codebook("en"), codebook("it")


def only(parse_en: Parsed, text: str, published: str | None = "2025-06-11") -> Time:
    times, _ = find_times(parse_en(text), EN, published)
    assert len(times) == 1, [time.text for time in times]
    return times[0]


@pytest.mark.parametrize(
    ("text", "begin", "until"),
    [
        ("They met in February 2024.", "2024-02-01", "2024-02-29"),
        ("They met last week.", "2025-06-02", "2025-06-08"),
        ("They met last weekend.", "2025-06-07", "2025-06-08"),
        ("They met in 2014.", "2014-01-01", "2014-12-31"),
        ("They met on 3 May 2014.", "2014-05-03", "2014-05-03"),
        ("They met in the winter of 2017.", "2017-12-01", "2018-02-28"),
        ("They met in the 1990s.", "1990-01-01", "1999-12-31"),
        ("It fell in the third quarter of 2023.", "2023-07-01", "2023-09-30"),
        ("It fell in the past two months.", "2025-04-11", "2025-06-11"),
        ("The truce lasts 30 days.", None, None),
    ],
)
def test_first_and_last_day(text: str, begin: str | None, until: str | None, parse_en: Parsed) -> None:
    time = only(parse_en, text)
    assert (time.begin, time.until) == (begin, until)


@pytest.mark.parametrize(
    ("text", "kind", "mod"),
    [
        ("They met in early 2014.", "DATE", "START"),
        ("They met in mid-April.", "DATE", "MID"),
        ("They met in late November.", "DATE", "END"),
        ("It lasted nearly six years.", "DURATION", "APPROX"),
        ("It lasted less than an hour.", "DURATION", "LESS_THAN"),
        ("It lasted more than two months.", "DURATION", "MORE_THAN"),
        ("It lasted at least 20 hours.", "DURATION", "EQUAL_OR_MORE"),
        ("It fell shortly before 5 a.m.", "TIME", "BEFORE"),
        ("They meet every day.", "SET", None),
    ],
)
def test_type_and_modifier(text: str, kind: str, mod: str | None, parse_en: Parsed) -> None:
    time = only(parse_en, text)
    assert (time.type, time.mod) == (kind, mod)


def test_zone(parse_en: Parsed) -> None:
    assert only(parse_en, "The truce starts at 10:30 p.m. GMT on 12 June 2025.").zone == "+00:00"
    assert only(parse_en, "The truce starts at 10:30 p.m. on 12 June 2025.").zone is None


def test_without_publication_relative_words_stay_blank(parse_en: Parsed) -> None:
    text = "He came on Tuesday, left last week and signed on 3 May 2022 and in April."
    times, notes = find_times(parse_en(text), EN, None)
    assert [time.value for time in times] == [None, None, "2022-05-03", None]
    assert {note.path for note in notes} == {"times/t1/value", "times/t2/value", "times/t4/value"}


def test_an_impossible_publication_date_is_no_date(parse_en: Parsed) -> None:
    times, notes = find_times(parse_en("He came on Tuesday."), EN, "2025-02-31")
    assert times[0].value is None
    assert notes


def test_calendar_ends(parse_en: Parsed) -> None:
    for text in ("It was 99999 years ago.", "It was 900000000000 weeks ago.", "It was 40 centuries ago."):
        for published in ("0001-01-01", "2999-12-31", "9999-12-31", None):
            find_times(parse_en(text), EN, published)


def test_ids_are_in_text_order(parse_it: Parsed) -> None:
    times, _ = find_times(
        parse_it("Ieri a Roma, oggi a Doha, domani a Ginevra, poi dal 3 al 9 maggio."), IT, "2025-06-11"
    )
    assert [time.id for time in times] == ["t1", "t2", "t3", "t4", "t5"]
    assert [time.start for time in times] == sorted(time.start for time in times)


PIECES = st.sampled_from(
    (
        "31 February 99999 0 12 24 30 may March il 1° dell' anno scorso ' 90 - , . : 14.30 25:61 a.m. two and a half"
        " weeks ago later after the last next this early mid- di notte fra lunedì e 00/00/0000 32/13/2020 2020-13-45"
        " \" ( ) % $ ½ '68 s"
    ).split()
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(PIECES, max_size=30), published=st.sampled_from([None, "2025-06-11", "0001-01-01", "2999-12-31"]))
def test_no_text_raises_and_spans_hold(
    words: list[str], published: str | None, parse_en: Parsed, parse_it: Parsed
) -> None:
    text = " ".join(words)
    for parse, book in ((parse_en(text), EN), (parse_it(text), IT)):
        times, _ = find_times(parse, book, published)
        end = 0
        for time in times:
            assert text[time.start : time.end] == time.text
            assert time.start >= end
            end = time.end


@pytest.mark.parametrize("text", ["", " \n ", "," * 1500, "May " * 400, "2020-" * 400, "the " * 2000, "lunedì " * 400])
def test_strange_documents(text: str, parse_en: Parsed, parse_it: Parsed) -> None:
    find_times(parse_en(text), EN, "2025-06-11")
    find_times(parse_it(text), IT, "2025-06-11")
