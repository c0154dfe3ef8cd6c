"""Sentences with a marked source and target are taken apart and coded."""

from __future__ import annotations

import pytest

from benchmarks.plv import FALLBACK, code, unmark
from verbale.pipeline import Reader


@pytest.mark.parametrize(
    ("marked", "text", "parts"),
    [
        ("<s>Norland</s> left <t>Suvania</t>.", "Norland left Suvania.", {"s": "Norland", "t": "Suvania"}),
        ("In <t>Suvania</t> <s>Norland</s> won <t>twice</t>.", "In Suvania Norland won twice.", {"t": "Suvania"}),
        ("No marks at all.", "No marks at all.", {}),
    ],
)
def test_marks_are_taken_out(marked: str, text: str, parts: dict[str, str]) -> None:
    bare, spans = unmark(marked)
    assert bare == text
    assert {name: bare[slice(*spans[name])] for name in parts} == parts


def test_rows_are_coded_in_order(reader: Reader) -> None:
    rows = [
        {"uid": 7, "marked": "<s>Norland</s> imposed sanctions on <t>Suvania</t>."},
        {"uid": 8, "marked": "<t>Suvania</t> was invaded by <s>Norland</s>."},
        {"uid": 9, "marked": "Norland and Suvania."},
    ]
    assert list(code(rows, reader)) == [
        {"uid": 7, "root": "SANCTION"},
        {"uid": 8, "root": "ASSAULT"},
        {"uid": 9, "root": FALLBACK},
    ]
