"""The contract: spans and ids that do not hold cannot be made into a record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.record import Actor, Document, Event, ReaderInfo, Record, Span, Statement, Time, record_schema, sha256

TEXT = "The envoy said talks would resume on Monday."
SCHEMA_FILE = Path(__file__).parents[2] / "docs" / "record.schema.json"


def record(text: str = TEXT, **parts: object) -> Record:
    document = Document(id="d", sha256=sha256(text), text=text, language="en")
    return Record.model_validate({"reader": ReaderInfo(version="0"), "document": document, **parts})


def test_a_span_must_have_the_length_of_its_text() -> None:
    with pytest.raises(ValueError, match="length"):
        Span(start=0, end=3, text="The envoy")


def test_a_span_must_stand_in_the_text() -> None:
    said = Span(start=0, end=9, text="His envoy")
    with pytest.raises(ValueError, match="not 'His envoy'"):
        record(statements=(Statement(id="s1", content=(said,), kind="indirect"),))


def test_an_unknown_id_is_refused() -> None:
    evidence = Span.of(TEXT, 0, 9)
    with pytest.raises(ValueError, match="'a7' is not in actors"):
        record(events=(Event(id="e1", type="CONSULT", source=("a7",), evidence=(evidence,)),))


def test_an_id_used_twice_is_refused() -> None:
    one = Actor(id="a1", key="x", name="X", kind="person")
    with pytest.raises(ValueError, match="twice"):
        record(actors=(one, one))


def test_a_time_keeps_its_offset_and_its_last_day_apart() -> None:
    at = TEXT.index("Monday")
    time = Time(
        id="t1", start=at, end=at + 6, text="Monday", value="2024-05-06", begin="2024-05-06", until="2024-05-06"
    )
    made = json.loads(record(times=(time,)).to_json())
    assert made["times"][0]["end"] == at + 6
    assert made["times"][0]["until"] == "2024-05-06"


def test_the_record_says_its_schema_first() -> None:
    assert record().to_json().startswith('{"schema":"verbale/record/1"')


def test_the_published_schema_is_the_one_of_the_models() -> None:
    assert json.loads(SCHEMA_FILE.read_text(encoding="utf-8")) == record_schema()


def test_a_record_survives_the_round_trip() -> None:
    made = record(statements=(Statement(id="s1", content=(Span.of(TEXT, 15, 43),), kind="indirect"),))
    assert Record.model_validate_json(made.to_json()) == made


def test_a_record_is_one_line_to_every_reader() -> None:
    made = record("The envoy\u2028said\u2029no\x85.")
    assert len(made.to_json().splitlines()) == 1
    assert Record.model_validate_json(made.to_json()) == made


@given(st.text(), st.data())
def test_a_span_cut_from_a_text_holds_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = Span.of(text, start, end)
    assert text[span.start : span.end] == span.text
