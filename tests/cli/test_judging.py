"""The commands by which persons decide, ask, and keep a store."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.threads.synthetic import Draft
from verbale.cli import app
from verbale.record import Record
from verbale.store import Ledger
from verbale.store.query import Scope, find_facts

HOSTILE = "\x1b[31mAna\u202e"


def dispatch(id: str = "a") -> Record:
    words = " ".join(f"{id}{n}" for n in range(30))
    text = f"=Peru accepted the truce \x1b[2J of Brazil. {words}."
    draft = Draft(id, "2025-03-03", text, f"Wire {id} (synthetic)")
    chile, peru, brazil = (draft.government(code) for code in ("CHL", "PER", "BRA"))
    truce = draft.proposal(by=(brazil,), between=(chile, peru), duration="P30D", words="the truce \x1b[2J of Brazil")
    draft.position(peru, truce, "accepts", words="=Peru accepted")
    draft.event("CONSULT", "meeting", "planned", (chile, peru), time="2025-03-10", words=f"a meeting no. {id}")
    return draft.record()


@pytest.fixture
def store(tmp_path: Path) -> str:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        for id in ("a", "b"):
            ledger.add(dispatch(id))
    return str(path)


def run(store: str, *arguments: str) -> Result:
    runner = CliRunner(env={"VERBALE_STORE": store, "VERBALE_AUTHOR": "Ana", "NO_COLOR": "1", "COLUMNS": "140"})
    result = runner.invoke(app, arguments)
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output or "json" in arguments
    return result


def keys(store: str, kind: str) -> list[str]:
    with Ledger.open(store) as ledger, ledger.reading() as connection:
        return sorted((fact.key for fact in find_facts(connection, Scope(), (kind,))), key=str)


def test_a_fact_is_judged_listed_explained_and_released(store: str) -> None:
    key = keys(store, "position")[0]
    made = run(store, "judge", key[:10], "correct", "stance=rejects", "--reason", HOSTILE)
    assert (made.exit_code, made.output) == (0, f"judgement 1: fact {key} correct stance=rejects\n")
    assert "Ana" in run(store, "judgements").output
    (listed,) = json.loads(run(store, "judgements", "--format", "json").output)
    assert (listed["author"], listed["change"], listed["target"]) == ("Ana", {"stance": "rejects"}, key)
    (row,) = csv.DictReader(io.StringIO(run(store, "judgements", "--format", "csv").output))
    assert row["about"].startswith("'=Peru accepted")
    shown = run(store, "explain", key).output
    assert "stance       rejects" in shown
    assert "»=Peru accepted«" in shown
    assert "judged by Ana: stance rejects" in shown
    assert json.loads(run(store, "explain", key, "--format", "json").output)["says"]["stance"] == "rejects"
    assert run(store, "judge", "--withdraw", "1").output.startswith("judgement 1 is withdrawn")
    assert run(store, "judgements").output == "No judgements.\n"
    assert "withdrawn" in run(store, "judgements", "--withdrawn").output


def test_what_cannot_be_is_one_line_and_status_2(store: str) -> None:
    key = keys(store, "position")[0]
    for arguments, reason in (
        (("judge", key, "correct", "stance=perhaps"), "it may be accepts, conditional, rejects, undecided"),
        (("judge", "po-0000", "confirm"), "there is no fact"),
        (("judge", "--withdraw", "7"), "there is no judgement 7"),
        (("merge", "treaty", "a", "b"), "it may be actor, proposal, contact, incident, statement"),
        (("merge", "actor", "CHL", "XYZ"), "no text names an actor 'XYZ'"),
        (("split", key), "linked to nothing"),
        (("explain", HOSTILE), "there is no fact"),
        (("track", "show", "none"), "there is no track 'none'"),
        (("track", "new", "empty"), "a track needs a party"),
        (("forget", "none"), "there is no document 'none'"),
        (("restore", "/nowhere/x.zip"), "there is no such file"),
    ):
        result = run(store, *arguments)
        assert (result.exit_code, result.stdout) == (2, ""), arguments
        assert reason in result.stderr, arguments
        assert result.stderr.count("\n") == 1, arguments
    for wrong in (
        ("judge",),
        ("judge", key),
        ("judge", key, "--withdraw", "1"),
        ("forget",),
        ("forget", "a", "--scrub"),
    ):
        assert run(store, *wrong).exit_code == 2


def test_bundles_and_actors_are_merged_and_split(store: str) -> None:
    one, other = keys(store, "contact")
    with Ledger.open(store) as ledger, ledger.reading() as connection:
        held = {fact.key: fact.bundle for fact in find_facts(connection, Scope(), ("contact",))}
    if held[one] == held[other]:
        assert run(store, "split", one).exit_code == 0
    made = run(store, "merge", "contact", one, other, "--reason", "the same")
    assert made.exit_code == 0, made.output
    assert "merge into=" in made.output
    assert run(store, "split", one).exit_code == 0
    assert run(store, "split", one, "--into", other).exit_code == 0
    assert run(store, "merge", "actor", "CHL", "PER").exit_code == 0
    assert run(store, "verify").output.startswith("no fault")


def test_tracks_are_made_listed_changed_and_ended(store: str) -> None:
    proposed = run(store, "track", "propose")
    assert "verbale track new" in proposed.output
    assert [one["origins"] for one in json.loads(run(store, "track", "propose", "--format", "json").output)] == [2]
    made = run(store, "track", "new", "Andes", "--party", "CHL", "--party", "PER", "--party", "URY")
    assert (made.exit_code, made.stdout) == (0, "Andes: 2 texts of 2 origins\n")
    assert "no text names a party 'URY' yet" in made.stderr
    assert run(store, "track", "edit", "andes", "--name", "The Andes", "--subject", "truce").exit_code == 0
    (listed,) = json.loads(run(store, "track", "list", "--format", "json").output)
    assert (listed["name"], listed["subjects"], listed["texts"]) == ("The Andes", ["truce"], 2)
    assert "The Andes" in run(store, "track", "show", "the andes").output
    assert run(store, "track", "list", "--format", "csv").output.splitlines()[1].startswith("The Andes,CHL; PER; URY,")
    assert run(store, "track", "end", "The Andes").output == "ended: The Andes\n"
    assert "No tracks" in run(store, "track", "list").output


def test_a_store_is_linked_anew(store: str) -> None:
    told = "0 facts moved, 0 linked for other reasons; 0 bundles opened, 0 closed (2 documents)\n"
    run(store, "relink")
    assert run(store, "relink").output == told
    made = json.loads(run(store, "relink", "--format", "json").output)
    assert made == {"documents": 2, "moved": 0, "reasons": 0, "opened": 0, "closed": 0}
    assert run(store, "relink", "--track", "nowhere").exit_code == 2


def test_a_store_is_checked_saved_restored_and_a_document_forgotten(store: str, tmp_path: Path) -> None:
    for name in ("backup.zip", "backup.db"):
        assert run(store, "backup", str(tmp_path / name)).exit_code == 0
        new = str(tmp_path / f"new-{name}.db")
        assert run(new, "restore", str(tmp_path / name)).output.startswith("restored ")
        assert keys(new, "position") == keys(store, "position")
        assert run(new, "restore", str(tmp_path / name)).exit_code == 2
    assert run(store, "verify").output.startswith("no fault: ")
    assert run(store, "forget", "a").output.startswith("forgotten: t:")
    assert len(keys(store, "position")) == 1
    assert run(store, "forget", "--scrub").exit_code == 0
    assert json.loads(run(store, "verify", "--format", "json").output)["faults"] == []
    with Ledger.open(store) as ledger, ledger.writing() as connection:
        connection.exec_driver_sql("UPDATE versions SET text = text || 'x' WHERE forgotten IS NULL")
        connection.exec_driver_sql("DELETE FROM blocks")
    broken = run(store, "verify", "--limit", "1")
    assert broken.exit_code == 1
    assert "its text is not that of its hash" in broken.output
    assert "more\n" in broken.output
