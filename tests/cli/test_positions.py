"""``verbale positions``, as a user runs it, and what its exports look like."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from tests.threads.synthetic import Draft
from verbale.cli.matrix import marks_of, show_positions
from verbale.cli.positions import COLUMNS, csv_rows, inert
from verbale.record import Record
from verbale.views.positions import position_matrix

ENGLISH = (
    "Chile on Monday proposed a 30-day ceasefire between Peru and Bolivia. "
    "Peru accepted the Chilean proposal on Tuesday. Bolivia rejected the ceasefire.\n"
)
ITALIAN = "La Bolivia ha accettato ieri la tregua di trenta giorni proposta lunedì dal Cile a Perù e Bolivia.\n"
FRENCH = "Le ministre des Affaires étrangères a déclaré mardi que les pourparlers reprendraient.\n"


def verbale(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from verbale.cli import main; main()", *arguments]
    done = subprocess.run(command, capture_output=True, env={**os.environ, **environment}, timeout=120)
    return subprocess.CompletedProcess(
        command, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace")
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two texts in two languages, and one that cannot be read."""
    path = tmp_path_factory.mktemp("archive") / "news.jsonl"
    lines = [
        {"id": "en", "text": ENGLISH, "published": "2025-03-05", "language": "en", "publisher": "Wire"},
        {"id": "fr", "text": FRENCH, "published": "2025-03-06"},
        {"id": "it", "text": ITALIAN, "published": "2025-03-08", "language": "it", "publisher": "Gazzetta"},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_texts_in_two_languages_make_one_column_and_bad_ones_are_told(archive: Path) -> None:
    done = verbale("positions", str(archive), "--format", "json")
    assert done.returncode == 1
    assert done.stderr.startswith("verbale: fr: the language seems to be 'fr'")
    matrix = json.loads(done.stdout)
    (proposal,) = matrix["proposals"]
    assert (proposal["kind"], proposal["duration"], proposal["by"]) == ("ceasefire", "P30D", ["Chile"])
    assert {mention["quote"]["document"] for mention in proposal["mentions"]} == {"en", "it"}
    stands = {party["key"]: cells[0] for party, cells in zip(matrix["parties"], matrix["cells"], strict=True)}
    assert stands["PER"]["stance"] == "accepts"
    assert stands["BOL"]["stance"] == "accepts"
    assert [stance for stance, _ in stands["BOL"]["before"]] == ["rejects"]
    texts = {"en": ENGLISH, "it": ITALIAN}
    reasons = [reason for mention in proposal["mentions"] for reason in mention["reasons"]]
    assert {reason["feature"] for reason in reasons} >= {"author", "duration", "sides"}
    quotes = [quote for reason in reasons for quote in (*reason["here"], *reason["there"])]
    assert {quote["document"] for quote in quotes} == {"en", "it"}
    quotes += [quote for answer in matrix["answers"] for quote in answer["evidence"]]
    for quote in quotes:
        assert texts[quote["document"]][quote["start"] : quote["end"]] == quote["text"]


def test_as_of_an_earlier_day_the_later_text_is_not_known(archive: Path) -> None:
    done = verbale("positions", str(archive), "--format", "csv", "--as-of", "2025-03-06")
    rows = list(csv.DictReader(io.StringIO(done.stdout, newline="")))
    assert {row["document"] for row in rows} == {"en"}
    assert {(row["party_country"], row["stance"]) for row in rows} == {("PER", "accepts"), ("BOL", "rejects")}


@pytest.mark.parametrize("day", ["tomorrow", "2025-02-30", "05/03/2025"])
def test_a_day_that_is_none_is_told(archive: Path, day: str) -> None:
    done = verbale("positions", str(archive), "--as-of", day)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"verbale: --as-of: '{day}' is not a day (YYYY-MM-DD)\n"


def test_nothing_read_is_an_empty_matrix(tmp_path: Path) -> None:
    for format, expected in (("pretty", "No positions were found.\n"), ("csv", ",".join(COLUMNS) + "\r\n")):
        done = verbale("positions", str(tmp_path / "missing.txt"), "--format", format)
        assert (done.returncode, done.stdout) == (1, expected)
    assert json.loads(verbale("positions", str(tmp_path / "no.txt"), "--format", "json").stdout)["parties"] == []


def hostile() -> Record:
    draft = Draft("=cmd()", "2025-03-04", publisher='@SUM(A1)", and\nmore')
    front = draft.actor("front", "armed_group", "\x1b[31m+Front[bold]\u202e")
    proposal = draft.proposal(by=(draft.government("CHL"),), between=(front, draft.government("PER")))
    draft.position(front, proposal, "accepts", condition="-1+1, if “they” pay")
    return draft.record()


def test_no_cell_of_the_csv_is_a_formula_and_all_come_back() -> None:
    (cells,) = csv_rows(position_matrix([hostile()]).answers)
    row = dict(zip(COLUMNS, cells, strict=True))
    assert row["document"] == "'=cmd()"
    assert row["publisher"].startswith("'@SUM")
    assert row["conditions"].startswith("'-1+1")
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    assert next(csv.reader(io.StringIO(out.getvalue(), newline=""))) == cells


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\ta", "\ra"])
def test_what_a_spreadsheet_computes_is_made_inert(cell: str) -> None:
    assert inert(cell) == f"'{cell}"


def test_plain_cells_stay_as_they_are() -> None:
    assert [inert(cell) for cell in ("", "a=b", "2025-03-04", "1-1")] == ["", "a=b", "2025-03-04", "1-1"]


def shown(capsys: pytest.CaptureFixture[str], *records: Record, width: int = 100) -> str:
    show_positions(Console(width=width, color_system=None, force_terminal=False), position_matrix(records))
    return capsys.readouterr().out


def test_what_comes_from_outside_is_shown_not_obeyed(capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(capsys, hostile())
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "[bold]" in out


@pytest.mark.parametrize("width", [40, 80, 140])
def test_lines_are_no_wider_than_the_terminal(capsys: pytest.CaptureFixture[str], width: int) -> None:
    out = shown(capsys, hostile(), width=width)
    assert max(map(len, out.splitlines())) <= width


def test_a_cell_shows_sign_day_marks_and_dissent_and_its_sentences_stand_below(
    capsys: pytest.CaptureFixture[str],
) -> None:
    first, second = Draft("a", "2025-03-04", publisher="Wire"), Draft("b", "2025-03-06", publisher="Wire")
    minister = second.actor("rosa-quispe", "person", "Rosa Quispe", "PER", "GOV")
    for draft in (first, second):
        draft.proposal(by=(draft.government("CHL"),), between=(draft.government("PER"), draft.government("BOL")))
    first.position(first.government("PER"), "pr1", "accepts", words="Peru said so.")
    second.position(minister, "pr1", "rejects", words="Rosa Quispe said so.")
    matrix = position_matrix([first.record(), second.record()])
    (stand,) = (cells[0] for cells in matrix.cells)
    assert stand is not None
    assert marks_of(stand) == "¹"
    out = shown(capsys, first.record(), second.record())
    assert "✓ accepts¹ 03-04" in out
    assert "✗ Rosa Quispe" in out
    assert "2025-03-04 (published)  Government of PER ✓ accepts" in out
    assert "Wire [b]" in out or "Wire [b," in out
    assert "Rosa Quispe said so." in out
