"""``verbale evaluate`` on a small annotated sample, with the reader that is installed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from verbale.cli import app, evaluating
from verbale.pipeline import Reader

ENGLISH = {
    "id": "en-1",
    "language": "en",
    "published": "2025-03-05",
    "text": '"We accept the truce of 30 days," Peru\'s foreign minister, Ana Quispe, said on Monday.',
    "statements": [
        {
            "speaker": ["Ana Quispe"],
            "speaker_actor": "Ana Quispe",
            "speaker_country": "PER",
            "content": "We accept the truce of 30 days",
            "kind": "direct",
            "nested_in": None,
        }
    ],
    "times": [{"text": "Monday", "value": "2025-03-03"}, {"text": "30 days", "value": "P31D"}],
}
ITALIAN = {
    "id": "it-1",
    "language": "it",
    "published": "2025-03-05",
    "text": "Lunedì il ministro Luis Rojas ha telefonato ad Ana Quispe.",
    "layers": ["times"],
    "times": [{"text": "Lunedì", "value": "2025-03-03"}],
}


@pytest.fixture
def folder(tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(evaluating, "Reader", lambda settings: reader)
    for told in (ENGLISH, ITALIAN):
        (tmp_path / f"{told['id']}.json").write_text(json.dumps(told), encoding="utf-8")
    return tmp_path


def evaluate(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "120"}).invoke(app, ["evaluate", *arguments])


def test_for_people(folder: Path) -> None:
    result = evaluate(str(folder))
    assert result.exit_code == 0
    for words in ("en: 1 article", "it: 1 article", "all languages: 2 articles", "statements", "same speaker"):
        assert words in result.stdout
    assert "times, wrong" in result.stdout
    assert "value: annotated P31D, read P30D" in result.stdout


def test_for_machines(folder: Path) -> None:
    told = json.loads(evaluate(str(folder), "--format", "json", "--errors", "1").stdout)
    english, italian, all_ = told["groups"]
    assert [group["language"] for group in told["groups"]] == ["en", "it", "all"]
    (times,) = italian["scores"]
    assert (times["type"], times["right"]["f1"]) == ("times", 1.0)
    counts = {score["type"]: (score["gold"], score["wrong"]) for score in english["scores"]}
    assert counts == {"statements": (1, 0), "times": (2, 1)}
    assert all_["articles"] == 2
    (error,) = told["errors"]
    assert (error["type"], error["kind"], error["words"]) == ("times", "wrong", "30 days")
    assert error["sentence"] == ENGLISH["text"]
    assert json.loads(evaluate(str(folder), "--format", "json", "--errors", "0").stdout)["errors"] == []


def test_faulty_articles_are_reported_and_the_others_go_on(folder: Path) -> None:
    (folder / "a.json").write_text("{", encoding="utf-8")
    (folder / "b.json").write_text(json.dumps(ENGLISH | {"id": "b", "language": "xx"}), encoding="utf-8")
    (folder / "c.json").write_text(json.dumps(ENGLISH | {"id": "c", "times": [{"text": "Sunday", "value": None}]}))
    result = evaluate(str(folder), "--format", "json")
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert len(lines) == 3
    assert "a.json: is no JSON" in lines[0]
    assert "language 'xx' is not read" in lines[1]
    assert "c.json: times/0: the words 'Sunday' are not in the text" in lines[2]
    told = json.loads(result.stdout)
    assert told["groups"][-1]["articles"] == 2
    assert len(told["skipped"]) == 3


def test_a_folder_without_articles_is_told(tmp_path: Path) -> None:
    result = evaluate(str(tmp_path))
    assert result.exit_code == 2
    assert "holds no annotated article" in result.stderr
    assert evaluate(str(tmp_path / "none")).exit_code == 2
