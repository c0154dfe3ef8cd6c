"""The scorer of readouts: what counts right, and each annotated point once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.readouts import Gold, matched, measure, ratios, right
from verbale.pipeline import Reader
from verbale.views.positions import Quote
from verbale.views.readouts import Point


def point(a: tuple[int, int] | None, b: tuple[int, int] | None) -> Point:
    words = tuple((Quote("x", *side, ""),) if side else () for side in (a, b))
    return Point(None, "", words, (), ())


def gold(a: tuple[int, int] | None, b: tuple[int, int] | None) -> Gold:
    return Gold("", ((a,) if a else (), (b,) if b else ()), None)


@pytest.mark.parametrize(
    ("found", "annotated", "is_right"),
    [
        (((0, 5), (0, 5)), ((4, 9), (0, 2)), True),
        (((0, 5), (0, 5)), ((5, 9), (0, 2)), False),
        (((0, 5), None), ((4, 9), None), True),
        (((0, 5), None), ((4, 9), (0, 2)), False),
        (((0, 5), (0, 5)), ((4, 9), None), False),
    ],
)
def test_right(found: tuple[object, object], annotated: tuple[object, object], is_right: bool) -> None:
    assert right(point(*found), gold(*annotated)) is is_right  # type: ignore[arg-type]


def test_an_annotated_point_counts_once() -> None:
    points = [point((0, 9), None), point((2, 4), None)]
    assert len(matched(points, [gold((0, 9), None)])) == 1
    assert len(matched(points, [gold((0, 9), None), gold((7, 9), None)])) == 2


def test_a_pair_is_measured(tmp_path: Path, reader: Reader) -> None:
    given = {"title": "", "publisher": "x", "url": "https://x.example/1", "published": "2024-05-05", "language": "en"}
    pair = {
        "id": "p",
        "a": {"id": "a", "text": "The ministers met. They discussed the ceasefire. Visas were raised.", **given},
        "b": {"id": "b", "text": "The ministers met. The truce was not mentioned.", **given},
        "points": [
            {
                "matter": "truce",
                "a": ["the ceasefire"],
                "b": ["The truce"],
                "omitted": {"by": "b", "words": "The truce was not mentioned"},
            },
            {"matter": "visas", "a": ["Visas were raised"], "b": [], "omitted": None},
        ],
    }
    path = tmp_path / "pairs.jsonl"
    path.write_text(json.dumps(pair) + "\n", encoding="utf-8")
    counts, faults = measure(path, reader)
    assert faults == []
    assert ratios(counts["en"], ("both", "only", "omitted")) == (1.0, 1.0)
