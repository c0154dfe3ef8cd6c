"""Two or more accounts of one contact, point by point."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from tests.conftest import Reading
from tests.threads.test_points import bare
from verbale.record import Record
from verbale.views.readouts import Comparison, Point, compare

THAI = """
Foreign Minister Somchai Rattanakul spoke by video with the Cambodian Foreign Minister this morning. He reaffirmed
that the border checkpoints would stay closed until Cambodian troops had filled in the trenches at Chong Bok.
Thailand cannot agree to bring the temple question before the International Court of Justice. He welcomed the
release of eighteen Thai truck drivers. The truce of 30 days will be observed.""".replace("\n", " ").strip()
KHMER = """
Il ministro degli Esteri cambogiano Sok Vannak ha informato il collega thailandese. La Cambogia porterà davanti
alla Corte internazionale di giustizia la sorte di quattro templi. Ha chiesto la riapertura senza condizioni di
tutti i valichi. Ha protestato per il taglio dell'elettricità nelle città di confine. La tregua, di 60 giorni, è
stata respinta. Il comunicato thailandese passa sotto silenzio la morte del tenente Suon Roun.""".replace(
    "\n", " "
).strip()


@pytest.fixture(scope="module")
def records(reader_records: tuple[Record, Record]) -> tuple[Record, Record]:
    return reader_records


@pytest.fixture(scope="module")
def reader_records(request: pytest.FixtureRequest) -> tuple[Record, Record]:
    read_en: Reading = request.getfixturevalue("read_en")
    read_it: Reading = request.getfixturevalue("read_it")
    return (
        read_en(THAI, id="thai", kind="readout", published="2024-05-05"),
        read_it(KHMER, id="khmer", kind="readout", published="2024-05-05"),
    )


def topics(points: tuple[Point, ...]) -> set[str | None]:
    return {point.topic for point in points}


def of(comparison: Comparison, topic: str) -> Point:
    return next(point for point in comparison.points if point.topic == topic)


def test_what_both_mention_and_what_one_alone(records: tuple[Record, Record]) -> None:
    comparison = compare(records)
    assert {"ceasefire", "crossings"} <= topics(comparison.shared)
    assert len(comparison.shared) == 3
    assert topics(comparison.only(0)) == {"detained"}
    assert "electricity" in topics(comparison.only(1))
    assert [teller.document for teller in comparison.accounts] == ["thai", "khmer"]


def test_words_are_those_of_the_texts(records: tuple[Record, Record]) -> None:
    for point in compare(records).points:
        for record, quotes in zip(records, point.words, strict=True):
            for quote in quotes:
                assert record.document.text[quote.start : quote.end] == quote.text


def test_one_says_what_the_other_left_out(records: tuple[Record, Record]) -> None:
    (point,) = [point for point in compare(records).points if point.left_out]
    (left,) = point.left_out
    assert (left.by, left.refuted, point.accounts) == (1, (), (1,))
    assert "Suon Roun" in left.words.text


def test_differences_are_told(records: tuple[Record, Record]) -> None:
    told = {one.kind: dict(one.told) for one in of(compare(records), "ceasefire").differences}
    assert told["numbers"] == {0: ("30",), 1: ("60",)}
    assert told["days"] == {0: ("P30D",), 1: ("P60D",)}
    assert told["manner"][1] == ("refused",)


def test_what_is_said_to_be_left_out_may_be_there_all_the_same() -> None:
    one = bare("The ministers met. They discussed the hostages at length.")
    other = bare("The ministers met. The hostages did not come up.", id="b")
    (point,) = compare([one, other]).points
    assert point.shared
    assert point.left_out[0].refuted == (0,)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister spoke to the press on Monday. The Maltese statement made no mention of the hostages.", "en"),
        ("The minister spoke to the press on Monday. The readout was silent on the hostages.", "en"),
        ("Il ministro ha parlato lunedì alla stampa. Il comunicato maltese tace sugli ostaggi.", "it"),
        ("Il ministro ha parlato lunedì alla stampa. Nessun cenno agli ostaggi nella nota maltese.", "it"),
    ],
)
def test_a_third_text_says_what_was_left_out(text: str, language: str) -> None:
    one = bare("The ministers met. They discussed the hostages at length. Visas were raised.")
    other = bare("The ministers met. They agreed on the dam. Sanctions were raised.", id="b")
    comparison = compare([one, other, bare(text, language, "c")])
    (point,) = [point for point in comparison.points if point.left_out]
    assert point.topic == "hostages"
    assert point.words[0]
    assert (point.left_out[0].by, point.left_out[0].refuted) == (2, (0,))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister spoke to the press. The statement of the other side is silent on the frigates.", "en"),
        ("Il ministro ha parlato alla stampa. La nota dell'altra parte tace sulle navi da guerra.", "it"),
    ],
)
def test_what_a_third_text_says_was_left_out_may_be_told_in_other_words(text: str, language: str) -> None:
    one = bare("The ministers met. Cotton was discussed. The warships must leave the bay at once. Visas were raised.")
    other = bare("The ministers met. They agreed on the dam. Sanctions were raised.", id="b")
    (point,) = [point for point in compare([one, other, bare(text, language, "c")]).points if point.left_out]
    assert [quote.text for quote in point.words[0]] == ["The warships must leave the bay at once"]
    assert point.left_out[0].refuted == (0,)


def test_three_accounts() -> None:
    texts = (
        "They met. They discussed the ceasefire.",
        "They met. The truce was raised.",
        "They met. Visas were discussed.",
    )
    comparison = compare([bare(text, id=str(n)) for n, text in enumerate(texts)])
    assert [point.accounts for point in comparison.points] == [(0, 1), (2,)]
    assert comparison.shared == ()


def test_no_account_one_account_and_an_unknown_language() -> None:
    assert compare([]).points == ()
    assert compare([bare("")]).points == ()
    unknown = compare([bare("Odesa wurde genannt. Lwiw nicht.", "xx"), bare("The port of Odesa was raised.", id="b")])
    assert any("Odesa" in quote.text for point in unknown.points for quotes in point.words for quote in quotes)


@pytest.mark.parametrize(
    "text",
    [
        ",." * 5000,
        "and the truce, " * 4000,
        "military " * 5000,
        "exchange prisoners " * 4000,
        "A. B. " * 4000,
        "1,000.5 " * 4000,
    ],
)
def test_the_work_grows_with_the_length_of_hostile_texts(text: str) -> None:
    part = text[: len(text) // 8]
    compare([bare(part), bare(part, "it", "b")])  # codebook and caches
    short = lines_run(lambda: compare([bare(part), bare(part, "it", "b")]))
    long = lines_run(lambda: compare([bare(part * 2), bare(part * 2, "it", "b")]))
    assert long < 2.5 * short


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of the package are run: the same on each machine, whatever its load."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        if "verbale" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
