"""The comparison of statement systems: what the baseline finds, and the shape of the table."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.statements.__main__ import main
from benchmarks.statements.attribution import make_record
from benchmarks.statements.quotations import spacy_docs
from benchmarks.statements.rules import find_by_rules
from benchmarks.statements.systems import make_systems
from benchmarks.statements.table import HEAD, measure, render
from benchmarks.statements.texts import Figures, Scores, Texts
from verbale.codebook import codebook
from verbale.language.parse import Parse
from verbale.pipeline import Reader
from verbale.reading import make_document
from verbale.record import Record

ENGLISH = (
    "The talks have stalled, envoy Petra Lindqvist told reporters. “The road to the port stays closed,” she added."
)
ITALIAN = (
    "La ministra Carla Venturi ha detto che la tregua regge. «Il valico resta chiuso», ha aggiunto il generale Serra."
)

# Scorers of two lines each, in place of those that lie beside the measuring data.
BENCH = 'print("precision 75.0  recall on speech cues 50.0  F1 60.0  gold speech 8  predicted 4")'
SCORE = """
import json, sys
row = {"gold": 6, "predicted": 2, "found": 0.5, "right": 0.25}
groups = {language: {"types": {"statements": row}} for language in ("en", "it")}
print(json.dumps({"groups": groups, "bad_spans": 0, "absent": []}))
"""


def record(reader: Reader, text: str, language: str) -> Record:
    document = make_document(text, language=language)
    parse: Parse = next(reader.parser(language).parse_all([document]))
    return make_record(document, parse, find_by_rules(parse, codebook(language)))


@pytest.mark.parametrize(
    ("text", "language", "cue", "content", "speaker"),
    [
        ("Mayor Anna Kovacs said that the bridge was open.", "en", "said", "that the bridge was open", "Kovacs"),
        ("“The bridge is open again,” Anna Kovacs said.", "en", "said", "The bridge is open again", "Anna Kovacs"),
        ("According to the mayor, the bridge was open.", "en", "According", "the bridge was open", "the mayor"),
        ("Il sindaco ha detto che il ponte era aperto.", "it", "detto", "che il ponte era aperto", "Il sindaco"),
        ("Secondo il sindaco, il ponte era aperto.", "it", "Secondo", "il ponte era aperto", "il sindaco"),
    ],
)
def test_the_baseline_reads_plain_reports(
    reader: Reader, text: str, language: str, cue: str, content: str, speaker: str
) -> None:
    (statement,) = record(reader, text, language).statements
    assert statement.cue is not None
    assert statement.cue.text == cue
    assert content in statement.content[0].text
    assert statement.speaker_span is not None
    assert speaker in statement.speaker_span.text


@pytest.mark.parametrize("text", ["", "\n\n", "“”“", "Nobody was at the bridge.", '"' * 9, "said said said"])
def test_the_baseline_invents_nothing(reader: Reader, text: str) -> None:
    assert record(reader, text, "en").statements == ()


def test_a_phrase_without_a_name_is_an_unnamed_source(reader: Reader) -> None:
    read = record(reader, "A senior official said that the bridge was open.", "en")
    assert [actor.kind for actor in read.actors] == ["unnamed"]


def test_spacy_sees_our_tokens_and_sentences(reader: Reader) -> None:
    text = f"{ENGLISH}\n\nThe cease-fire holds. Nobody denied it."
    parser = reader.parser("en")
    parse = next(parser.parse_all([make_document(text, language="en")]))
    docs = spacy_docs(parse, parser.model.nlp.vocab)
    assert [first for first, _ in docs] == [0, sum(len(doc) for _, doc in docs[:1])]
    tokens = [token for _, doc in docs for token in doc]
    assert [token.lemma_ for token in tokens] == [token.lemma for token in parse.tokens]
    assert sum(len(list(doc.sents)) for _, doc in docs) == len(parse.sentences)


def test_figures_come_back_from_a_rounded_f1() -> None:
    figures = Figures.of(round(2 * 37 / (91 + 64), 3), 91, 64)
    assert (figures.precision, figures.recall) == (37 / 64, 37 / 91)
    assert Figures.of(float("nan"), 0, 0) == Figures(0.0, 0.0, 0.0)


def test_a_peer_that_is_missing_is_a_line_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "textacy" else find_spec(name))
    texts = Texts("two texts", [make_document(ENGLISH, language="en")], lambda _: pytest.fail("scored"))
    printed = render(measure(texts, make_systems(("textacy",))))
    assert printed.splitlines()[2].split("|")[1:-1] != []
    assert printed.splitlines()[2].count("–") == len(HEAD) - 2
    assert "textacy is not installed" in printed


def test_profiles_that_find_the_same_are_called_the_same() -> None:
    texts = Texts(
        "one text",
        [make_document("The bridge was open.", language="en")],
        lambda records: Scores(None, Figures(0.0, 0.0, 0.0)),
    )
    assert "Verbale fast: the same statements as Verbale full" in render(measure(texts, make_systems(("verbale",))))


def passage(id: str, language: str, text: str, split: str) -> dict[str, Any]:
    return {"id": id, "language": language, "published": "2031-05-06", "title": None, "text": text, "split": split}


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """``DATA`` and ``corpus``, with a text for each set and one of a split that is not measured."""
    data, corpus = tmp_path / "data", tmp_path / "corpus"
    for folder in (data / "data" / "statements", data / "score", corpus / "statements"):
        folder.mkdir(parents=True)
    (data / "score" / "bench.py").write_text(BENCH)
    (data / "score" / "score.py").write_text(SCORE)
    row = {"id": "p1", "published": "2031-05-06", "text": ENGLISH, "attributions": []}
    (data / "data" / "statements" / "polnear-dev.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    for item in (
        passage("e1", "en", ENGLISH, "test"),
        passage("i1", "it", ITALIAN, "test"),
        passage("e2", "en", "Broken {", "train"),
    ):
        (corpus / "statements" / f"{item['id']}.json").write_text(json.dumps(item), encoding="utf-8")
    return data, corpus


def test_one_run_prints_one_table(folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    data, corpus = folders
    assert main([str(data), "--corpus", str(corpus), "--peers", "rules,verbale"]) == 0
    out, err = capsys.readouterr()
    lines = [[cell.strip() for cell in line.split("|")[1:-1]] for line in out.splitlines() if line.startswith("|")]
    assert tuple(lines[0]) == HEAD
    assert {len(line) for line in lines} == {len(HEAD)}
    systems = ["dependency rules", "Verbale full", "Verbale fast"]
    polnear = "PolNeAR dev, en"
    sets = [polnear, f"{polnear}, cut quotations joined", "our passages, en", "our passages, it"]
    assert [tuple(line[:2]) for line in lines[2:]] == [(name, system) for name in sets for system in systems]
    assert lines[2][2:8] == ["–", "–", "–", "75.0", "50.0", "60.0"]
    assert lines[8][2:8] == ["100.0", "33.3", "50.0", "50.0", "16.7", "25.0"]
    assert all(int(line[8].replace(",", "")) > 0 for line in lines[2:])
    assert "cores" in out.splitlines()[-1]
    assert "our passages, en: 1 texts" in err


def test_what_cannot_be_run_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "--corpus", str(tmp_path), "--peers", "rules"]) == 1
    assert "no texts" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main([str(tmp_path), "--peers", "oracle"])
    assert "no peer 'oracle'" in capsys.readouterr().err
