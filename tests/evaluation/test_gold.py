"""Annotated articles: what is wrong with one is told by file and place, and stops no other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from verbale.evaluation import Gold, GoldError, load_gold, read_gold

TEXT = "Ana Quispe said on Monday that Peru accepted the truce of 30 days."


def article(**given: Any) -> dict[str, Any]:
    told = {
        "id": "one",
        "language": "en",
        "published": "2025-03-05",
        "title": None,
        "text": TEXT,
        "statements": [
            {
                "speaker": ["Ana Quispe"],
                "speaker_actor": "Ana Quispe",
                "speaker_country": "PER",
                "content": "Peru accepted the truce of 30 days",
                "kind": "indirect",
                "nested_in": None,
            }
        ],
        "times": [{"text": "Monday", "value": "2025-03-03"}, {"text": "30 days", "value": "P30D"}],
    }
    return told | given


def stored(folder: Path, name: str, told: Any) -> Path:
    file = folder / name
    file.write_text(told if isinstance(told, str) else json.dumps(told), encoding="utf-8")
    return file


def test_an_article_is_loaded_with_the_layers_that_it_has(tmp_path: Path) -> None:
    gold = load_gold(stored(tmp_path, "one.json", article()))
    assert gold.facts("contacts") is None
    assert [time.words for time in gold.facts("times") or ()] == ["Monday", "30 days"]


def test_what_is_not_in_layers_is_not_scored(tmp_path: Path) -> None:
    gold = load_gold(stored(tmp_path, "one.json", article(layers=["times"], split="dev", writer="a")))
    assert gold.facts("statements") is None
    assert len(gold.facts("times") or ()) == 2


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("{", "is no JSON"),
        ("[1]", "holds no JSON object"),
        ("[" * 100_000, "is no JSON"),
        (article(text=7), "text: "),
        (article(text="   ", statements=[], times=[]), "text: is empty"),
        (article(published="soon"), "published: "),
        ({"id": "x", "text": "y"}, "language: Field required"),
        (article(times=[{"text": "Sunday", "value": None}]), "times/0: the words 'Sunday' are not in the text"),
        (article(times=[{"text": "", "value": None}]), "times/0: the words '' are not"),
        (article(statements=[{"content": "Peru", "kind": "shouted"}]), "statements/0/kind: "),
        (article(statements=[{"content": "Peru", "nested_in": 3}]), "statements/0/nested_in: there is no other"),
        (article(statements=[{"content": "Peru", "nested_in": 0}]), "statements/0/nested_in: there is no other"),
        (article(contacts=[{"participants": [], "medium": "call", "status": "done", "evidence": "x"}]), "status: "),
        (
            article(
                proposals=[], positions=[{"actor": ["Peru"], "proposal": "P1", "stance": "accepts", "evidence": "Peru"}]
            ),
            "positions/0/proposal: there is no proposal 'P1'",
        ),
        (article(layers=["times", "places"]), "places: is in layers, but is not there"),
        (article(layers=["peace"]), "layers/0: "),
    ],
)
def test_a_faulty_file_is_told_with_its_place(tmp_path: Path, told: Any, reason: str) -> None:
    file = stored(tmp_path, "bad.json", told)
    with pytest.raises(GoldError) as caught:
        load_gold(file)
    assert reason in caught.value.reason
    assert caught.value.file == file


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_bytes(b'{"id": "\xff"}')
    with pytest.raises(GoldError, match="not UTF-8"):
        load_gold(tmp_path / "bad.json")
    with pytest.raises(GoldError, match="No such file"):
        load_gold(tmp_path / "none.json")


def test_the_others_go_on(tmp_path: Path) -> None:
    stored(tmp_path, "a.json", article())
    stored(tmp_path, "b.json", "{")
    stored(tmp_path, "c.json", article())
    stored(tmp_path, "d.json", article(id="two"))
    stored(tmp_path, "notes.txt", "no article")
    first, second, third, fourth = read_gold(tmp_path)
    assert isinstance(first, Gold)
    assert isinstance(second, GoldError)
    assert isinstance(third, GoldError)
    assert "that of a.json" in third.reason
    assert isinstance(fourth, Gold)
    assert [*read_gold(tmp_path / "d.json")] == [fourth]


def test_json_lines_hold_an_article_a_line(tmp_path: Path) -> None:
    told = [json.dumps(article()), "", "no json", json.dumps(article(id="two")), json.dumps(article())]
    file = stored(tmp_path, "judged.jsonl", "\n".join(told))
    found = [one.id if isinstance(one, Gold) else one.reason for one in read_gold(file)]
    assert (found[0], found[2]) == ("one", "two")
    assert str(found[1]).startswith("line 3: is no JSON")
    assert found[3] == "its id 'one' is that of judged.jsonl"
    assert [one for one in read_gold(tmp_path) if isinstance(one, Gold)] == list(read_gold(file))[::2][:2]


def test_rejected_facts_must_be_in_the_text_too(tmp_path: Path) -> None:
    told = article(partial=True, rejected={"incidents": [{"evidence": "nowhere"}]})
    with pytest.raises(GoldError, match="rejected/incidents/0: the words 'nowhere' are not in the text"):
        load_gold(stored(tmp_path, "a.json", told))
