"""The corpus holds what it promises, and its loader refuses what does not hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.passages import CorpusError, load

CORPUS = Path(__file__).parents[2] / "corpus"


def test_every_passage_of_the_corpus_holds() -> None:
    passages = load(CORPUS)
    assert len(passages) >= 9
    assert {passage.language for passage in passages} >= {"it", "en"}


def test_the_bundled_dispatches_are_the_annotated_ones() -> None:
    bundled = CORPUS.parent / "src" / "verbale" / "examples" / "dispatches.jsonl"
    rows = [json.loads(line) for line in bundled.read_text(encoding="utf-8").splitlines()]
    annotated = {passage.id: passage.text for passage in load(CORPUS / "examples")}
    assert {row["id"]: row["text"] for row in rows} == annotated


def test_the_statement_passages_are_split_by_writer() -> None:
    passages = load(CORPUS / "statements")
    for language in ("it", "en"):
        own = [passage for passage in passages if passage.language == language]
        assert len(own) >= 400
        assert sum(len(passage.statements) for passage in own if passage.split == "test") >= 500
        splits = {split: {p.writer for p in own if p.split == split} for split in ("train", "dev", "test")}
        assert not splits["train"] & splits["test"]
        assert not splits["dev"] & (splits["train"] | splits["test"])


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"text": "Nothing of it."}, "is not in the text"),
        ({"id": "other"}, "id is 'other'"),
        ({"split": "all"}, "split"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_what_does_not_hold_is_refused(tmp_path: Path, change: dict[str, object], fault: str) -> None:
    source = CORPUS / "examples" / "01-truce-put-forward.json"
    row = json.loads(source.read_text(encoding="utf-8")) | change
    (tmp_path / source.name).write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(CorpusError, match=fault):
        load(tmp_path)
