"""The file of judged facts: what the reader is scored on, and trained with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.threads.synthetic import Draft
from verbale.cli import app
from verbale.evaluation import Evaluator, Gold, read_gold
from verbale.evaluation.report import Score
from verbale.export.judged import lines, passages
from verbale.record import Record
from verbale.store import Ledger
from verbale.store.forgetting import forget
from verbale.store.judging import judge_fact, withdraw
from verbale.store.query import Scope, StoredFact, find_facts

BODY = (
    "Peru accepted the 30-day truce of Brazil on Monday. Chile said that Peru had shelled Arica, killing 3. "
    "Ana Quispe met Jorge Soto in Lima. Chile accused Peru of bad faith. Nobody knows what Bolivia wants."
)


def article() -> Record:
    draft = Draft("a", "2025-03-05", BODY, "The Wire (synthetic)")
    peru, chile, brazil = (draft.government(code) for code in ("PER", "CHL", "BRA"))
    truce = draft.proposal(by=(brazil,), between=(peru, chile), duration="P30D", words="the 30-day truce of Brazil")
    draft.position(peru, truce, "accepts", date="2025-03-03", words="Peru accepted")
    arica = draft.place("Arica", "CHL")
    draft.event("ASSAULT", "shelling", "happened", (peru,), place=arica, killed=3, words="Peru had shelled Arica")
    quispe, soto = draft.person("Ana Quispe", "PER", peru), draft.person("Jorge Soto", "CHL", chile)
    draft.event("CONSULT", "meeting", source=(quispe, soto), words="Ana Quispe met Jorge Soto in Lima")
    draft.event("ACCUSE", "accusation", source=(chile,), target=(peru,), words="Chile accused Peru of bad faith")
    draft.event("THREATEN", "threat", source=(chile,), target=(peru,), words="Nobody knows what Bolivia wants")
    draft.statement(chile, "Peru had shelled Arica, killing 3", said="2025-03-05")
    return draft.record()


@pytest.fixture
def judged(ledger: Ledger) -> Ledger:
    ledger.add(article())
    return ledger


def the(ledger: Ledger, kind: str) -> StoredFact:
    with ledger.reading() as connection:
        (fact,) = find_facts(connection, Scope(rejected=True), (kind,))
    return fact


def judge(ledger: Ledger, kind: str, verdict: str, *changes: str, author: str = "Ana", type: str = "") -> int:
    with ledger.writing() as connection:
        found = find_facts(connection, Scope(rejected=True), (kind,))
        (key,) = (one.key for one in found if type in ("", one.type))
        return judge_fact(connection, key, verdict, changes, author, "read it twice", ledger.clock()).id


def written(ledger: Ledger) -> list[dict[str, Any]]:
    with ledger.reading() as connection:
        return [json.loads(line) for line in lines(connection)]


def scored(ledger: Ledger, folder: Path, record: Record) -> dict[str, Score]:
    """The reader that reads ``record``, on the file."""
    file = folder / "judged.jsonl"
    with ledger.reading() as connection:
        file.write_text("".join(lines(connection)), encoding="utf-8")
    evaluator = Evaluator()
    for gold in read_gold(file):
        assert isinstance(gold, Gold), gold
        assert gold.text == record.document.text
        evaluator.add(gold, record)
    return {one.type: one for one in evaluator.result().groups[-1].scores}


def test_a_confirmed_fact_is_an_annotated_passage(judged: Ledger) -> None:
    judge(judged, "position", "confirm")
    (told,) = written(judged)
    assert told["text"] == article().document.text
    assert told["positions"] == [
        {
            "actor": ["Government of PER"],
            "country": "PER",
            "proposal": None,
            "stance": "accepts",
            "date": "2025-03-03",
            "conditions": [],
            "evidence": "Peru accepted",
        }
    ]
    assert (told["layers"], told["partial"], told["rejected"]) == (["positions"], True, {})
    assert (told["writer"], told["verdict"], told["reason"]) == ("Ana", "confirm", "read it twice")
    assert told["judged"] == judged.clock()
    assert told["sentence"] == "Peru accepted the 30-day truce of Brazil on Monday."
    assert (told["id"], told["language"], told["published"]) == (the(judged, "position").key, "en", "2025-03-05")


def test_a_corrected_fact_stands_as_corrected(judged: Ledger, tmp_path: Path) -> None:
    judge(judged, "position", "correct", "stance=conditional", "date=2025-03")
    (told,) = written(judged)
    assert (told["positions"][0]["stance"], told["positions"][0]["date"]) == ("conditional", "2025-03")
    assert told["corrected"] == ["date", "stance"]
    score = scored(judged, tmp_path, article())["positions"]
    assert (score.gold, score.predicted, score.found.hits, score.right.hits, score.wrong) == (1, 1, 1, 0, 1)


def test_each_kind_is_found_right_again_by_the_reader_that_read_it(judged: Ledger, tmp_path: Path) -> None:
    for kind in ("position", "proposal", "contact", "incident", "statement"):
        judge(judged, kind, "confirm")
    judge(judged, "event", "confirm", type="ACCUSE")
    found = scored(judged, tmp_path, article())
    assert set(found) == {"positions", "proposals", "contacts", "incidents", "statements", "accusations"}
    for name, score in found.items():
        assert (score.gold, score.predicted, score.right.hits) == (1, 1, 1), name


def test_a_rejected_fact_is_an_error_of_the_machine_and_nothing_beside_it_is(judged: Ledger, tmp_path: Path) -> None:
    judge(judged, "incident", "reject")
    (told,) = written(judged)
    assert (told["incidents"], told["verdict"]) == ([], "reject")
    assert told["rejected"]["incidents"][0]["evidence"] == "Peru had shelled Arica"
    score = scored(judged, tmp_path, article())["incidents"]
    assert (score.gold, score.predicted, score.extra) == (0, 1, 1)
    assert score.right.precision == 0.0

    better = article().model_copy(update={"events": tuple(one for one in article().events if one.type != "ASSAULT")})
    score = scored(judged, tmp_path, better)["incidents"]
    assert (score.gold, score.predicted, score.extra) == (0, 0, 0)


def test_facts_that_nobody_judged_are_no_errors(judged: Ledger, tmp_path: Path) -> None:
    judge(judged, "statement", "confirm")
    other = Draft("a", "2025-03-05", article().document.text, "The Wire (synthetic)")
    bolivia = other.government("BOL")
    other.statement(bolivia, "Nobody knows what Bolivia wants")
    more = article()
    statement = other.record().statements[0].model_copy(update={"id": "s9", "speakers": (more.actors[0].id,)})
    score = scored(judged, tmp_path, more.model_copy(update={"statements": (*more.statements, statement)}))
    assert (score["statements"].predicted, score["statements"].extra) == (1, 0)


def test_what_is_withdrawn_disputed_or_forgotten_is_left_out(judged: Ledger) -> None:
    made = judge(judged, "position", "confirm")
    judge(judged, "incident", "confirm")
    judge(judged, "incident", "reject", author="Ben")
    judge(judged, "statement", "reject")
    judge(judged, "statement", "confirm")
    assert [(told["id"][:2], told["verdict"]) for told in written(judged)] == [("po", "confirm"), ("st", "confirm")]
    with judged.writing() as connection:
        withdraw(connection, made, "Ana", judged.clock())
    assert [told["id"][:2] for told in written(judged)] == ["st"]
    with judged.writing() as connection:
        forget(connection, 1, judged.clock())
    assert written(judged) == []


def test_facts_without_a_scored_type_are_written_and_not_scored(judged: Ledger, tmp_path: Path) -> None:
    judge(judged, "event", "confirm", type="THREATEN")
    (told,) = written(judged)
    assert (told["events"][0]["type"], told["layers"]) == ("THREATEN", [])
    assert scored(judged, tmp_path, article()) == {}


def test_a_long_text_is_cut_between_paragraphs(ledger: Ledger) -> None:
    around = "\n".join(f"Paragraph {n} of a long text about something else that nobody judges." for n in range(200))
    draft = Draft("long", "2025-03-05", f"{around}\nPeru accepted the truce.\n{around}")
    truce = draft.proposal(words="the truce")
    draft.position(draft.government("PER"), truce, "accepts", words="Peru accepted")
    ledger.add(draft.record())
    judge(ledger, "position", "confirm")
    (told,) = written(ledger)
    assert 1_000 < len(told["text"]) < 2_600
    assert told["text"].startswith("Paragraph ")
    assert told["text"].endswith("nobody judges.")
    assert "\nPeru accepted the truce.\n" in told["text"]


def test_many_judgements_of_one_fact_are_one_line(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verbale.export.judged.PAGE", 2)
    ledger.add(article())
    for _ in range(3):
        judge(ledger, "position", "confirm")
        judge(ledger, "incident", "reject")
    assert [told["id"][:2] for told in written(ledger)] == ["po", "in"]


def test_hostile_text_stays_on_its_line(ledger: Ledger) -> None:
    draft = Draft("h", "2025-03-05", 'Peru \u2028"accepted"\u0085 the truce.\nIt did.')
    draft.position(draft.government("PER"), draft.proposal(words="the truce"), "accepts", words='Peru \u2028"accepted"')
    ledger.add(draft.record())
    judge(ledger, "position", "confirm")
    with ledger.reading() as connection:
        (line,) = lines(connection)
        (told,) = passages(connection)
    assert len(line.splitlines()) == 1
    assert json.loads(line) == told


def test_the_command_writes_the_file(tmp_path: Path) -> None:
    store, file = tmp_path / "ledger.db", tmp_path / "judged.jsonl"
    with Ledger.open(store) as ledger:
        ledger.add(article())
        judge(ledger, "position", "confirm")
    made = CliRunner().invoke(app, ["judgements", "--store", str(store), "--export", str(file)])
    assert (made.exit_code, made.stdout) == (0, f"1 passage in {file}\n")
    (gold,) = read_gold(file)
    assert isinstance(gold, Gold)
    shown = CliRunner().invoke(app, ["judgements", "--store", str(store), "--export", "-"])
    assert shown.stdout == file.read_text(encoding="utf-8")
    refused = CliRunner().invoke(app, ["judgements", "--store", str(store), "--export", str(tmp_path)])
    assert refused.exit_code == 2
    assert "cannot be written" in refused.stderr
