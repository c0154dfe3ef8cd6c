"""The comparison of times: values from dateparser's periods, what is printed, and what is said where it is missing."""

from __future__ import annotations

import importlib.util
import json
from datetime import datetime
from pathlib import Path

import pytest

from benchmarks import times
from benchmarks.times import Row, dateparser_times, lines, main, peers, render, timex

BENCH = 'print("strict F1 50.0  relaxed F1 75.0  value F1 60.0  value recall 55.0  gold 8  predicted 4")'
README = "| task | peer | figure |\n| times, a corpus | HeidelTime | value F1 70.5 |\n| places, x | y | z |\n"
TEXT = "The pact was signed on 3 May 2019.\nIt was broken two years later."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data" / "times").mkdir(parents=True)
    (tmp_path / "score").mkdir()
    (tmp_path / "score" / "bench.py").write_text(BENCH)
    (tmp_path / "data" / "README.md").write_text(README)
    row = {"id": "a", "text": TEXT, "published": "2024-11-26", "times": []}
    (tmp_path / "data" / "times" / "en-tbaq.jsonl").write_text(json.dumps(row) + "\n")
    return tmp_path


@pytest.mark.parametrize(
    ("period", "value"),
    [
        ("time", "2019-05-03T14:05"),
        ("day", "2019-05-03"),
        ("week", "2019-W18"),
        ("month", "2019-05"),
        ("year", "2019"),
    ],
)
def test_value_of_a_period(period: str, value: str) -> None:
    assert timex(datetime(2019, 5, 3, 14, 5), period) == value


def test_lines_keep_their_offsets_and_are_bounded() -> None:
    text = "one\n\n" + "x" * 5000 + "\ntwo"
    assert [(start, text[start : start + 3], len(line)) for start, line in lines(text)] == [
        (0, "one", 3),
        (5, "xxx", times.LONGEST_LINE),
        (5006, "two", 3),
    ]


def test_without_dateparser_its_row_says_so(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "dateparser" else found(name))
    assert main([str(data)]) == 0
    printed = capsys.readouterr().out
    assert "| TBAQ (TempEval-3) | Verbale | 50.0 | 75.0 | 60.0 | 55.0 |" in printed
    assert "| TBAQ (TempEval-3) | dateparser.search | – | – | – | – | – |" in printed
    assert "dateparser is not installed" in printed
    assert "withheld parts" in printed
    assert "| times, a corpus | HeidelTime | value F1 70.5 |" in printed
    assert "places, x" not in printed


def test_no_texts(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 1


def test_no_readme_no_peers(tmp_path: Path) -> None:
    assert peers(tmp_path / "README.md") == []
    assert "HeidelTime" not in render([Row("a", "b")], [])


@pytest.mark.skipif(importlib.util.find_spec("dateparser") is None, reason="dateparser comes with the extra bench")
def test_dateparser_finds_a_full_date() -> None:
    row = {"id": "a", "text": TEXT, "published": "2024-11-26"}
    found = next(iter(dateparser_times([row], "en")))
    assert {"start": TEXT.index("3 May"), "value": "2019-05-03"} in [
        {"start": span["start"] + len(TEXT[span["start"] : span["end"]].split("3 May")[0]), "value": span["value"]}
        for span in found
    ]
