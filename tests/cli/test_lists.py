"""The lists of a ledger, as a user asks for them: timeline, contacts, incidents, actors, search."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.threads.synthetic import Draft
from tests.views.negotiation import everything
from tests.views.test_contacts import fill
from verbale.cli import app
from verbale.cli.commands.lists import asked
from verbale.store import Ledger
from verbale.store.tracking import Definition, make_track

HOSTILE = "Pwn \x1b[31mred\u202e [link](http://x) | =1+1 <b>bold</b>"
LISTS = ("timeline", "contacts", "incidents", "actors")
Ask = Callable[..., Result]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of a small negotiation, with a track of it and one hostile text."""
    path = tmp_path_factory.mktemp("lists") / "ledger.db"
    with Ledger.open(path, clock=lambda: "2030-03-01T12:00:00.000Z") as ledger:
        draft = Draft("hostile", "2025-03-11", publisher=HOSTILE)
        chile = draft.government("CHL")
        draft.statement(draft.actor("=cmd", "person", HOSTILE, country="CHL", of=chile), f"Hear this: {HOSTILE}")
        where = draft.place(HOSTILE)
        draft.event("CONSULT", "call", source=(chile,), time="2025-03-11", place=where, words=f"A call, {HOSTILE}")
        draft.event("ASSAULT", "clash", source=(chile,), time="2025-03-11", place=where, killed=1, words=HOSTILE)
        fill(ledger, *everything(), draft.record())
        with ledger.writing() as connection:
            make_track(connection, "North", Definition(parties=("NOR", "FIN")), "Ana", ledger.clock())
    return path


@pytest.fixture
def ask(store: Path) -> Ask:
    runner = CliRunner(env={"COLUMNS": "120", "TERM": "dumb", "NO_COLOR": "1"})
    return lambda *words: runner.invoke(app, [words[0], "--store", str(store), *words[1:]])


def test_the_timeline_goes_day_by_day_with_signs_and_sources(ask: Ask) -> None:
    shown = ask("timeline", "--track", "north").stdout
    days = [line for line in shown.splitlines() if line.startswith("2025-")]
    assert days == sorted(days)
    assert "● contact Jon Berg, Aino Salmi – meeting (held)" in shown
    assert "✕ contact Jon Berg, Aino Salmi – call (called off)" in shown
    assert "○ proposal Government of NOR → Government of FIN – a 30-day truce" in shown
    assert "undated, told on 2025-03-09 · Wire C, 2025-03-09, answered" in shown
    assert "3 texts, 2 origins" in shown
    assert "shelling: 3/5 killed (accounts differ: killed, by whom, denied)" in shown


def test_contacts_are_grouped_by_how_they_stand(ask: Ask) -> None:
    shown = ask("contacts", "--as-of", "2025-03-09", "--track", "north").stdout
    assert "Contacts as of 2025-03-09" in shown
    assert shown.index("Ahead") < shown.index("2025-03-12  planned in 3 days") < shown.index("Called off")
    assert "2025-03-02 told as planned for 2025-03-12 by Wire A" in shown


def test_incidents_show_each_account(ask: Ask) -> None:
    shown = ask("incidents", "--party", "NOR").stdout
    assert "2025-03-08  shelling, Vardo (70.370, 31.110)  3/5 killed" in shown
    assert "Wire D: 5 killed, by Government of NOR, denied by Government of FIN" in shown


def test_actors_are_found_by_name(ask: Ask) -> None:
    shown = ask("actors", "berg").stdout
    assert "Jon Berg  jon-berg  person, NOR" in shown
    assert "for Government of NOR (NOR) 2025-03-02 to 2025-03-13" in shown
    assert "Nobody was found." in ask("actors", "nobody").stdout


def test_search_shows_sentences_and_facts(ask: Ask) -> None:
    shown = ask("search", "mining", "strait").stdout
    assert "Norway accused Finland of mining the strait." in shown
    assert "event Government of NOR: accusation" in shown
    assert "Nothing was found." in ask("search", "unheard").stdout


def test_an_argument_with_a_blank_is_a_phrase() -> None:
    assert asked(["new truce", "oslo"]) == '"new truce" oslo'
    assert asked(['"new truce"']) == '"new truce"'


@pytest.mark.parametrize("command", [*LISTS, "search"])
def test_json_holds_the_whole_view_and_csv_a_row_each(ask: Ask, command: str) -> None:
    words = ("strait",) if command == "search" else ()
    made = json.loads(ask(command, *words, "--format", "json").stdout)
    rows = made["contacts"] if command == "contacts" else made
    table = list(csv.reader(io.StringIO(ask(command, *words, "--format", "csv").stdout, newline="")))
    assert len(table) == len(rows) + 1 > 1
    assert all(len(row) == len(table[0]) for row in table)


@pytest.mark.parametrize("command", [*LISTS, "search"])
def test_nothing_that_a_text_holds_is_obeyed(ask: Ask, command: str) -> None:
    words = ("pwn",) if command == "search" else ()
    shown = ask(command, *words, "--party", "CHL").stdout
    assert "Pwn" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    for row in csv.reader(io.StringIO(ask(command, *words, "--format", "csv").stdout, newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("search", "?!"), "there is no word to look for in '?!'"),
        (("actors", "?!"), "there is no name in '?!'"),
        (("timeline", "--lane", "gossip"), "--lane: 'gossip' is none of statement, contact"),
        (("contacts", "--standing", "maybe"), "--standing: 'maybe' is none of proposed, planned"),
        (("incidents", "--track", "south"), "there is no track 'south'"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(ask: Ask, words: tuple[str, ...], reason: str) -> None:
    done = ask(*words)
    assert done.exit_code == 2
    assert reason in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", LISTS)
def test_a_store_that_is_not_there_is_told(command: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, [command, "--store", str(tmp_path / "none.db")])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "there is no such store" in done.stderr
    assert not (tmp_path / "none.db").exists()
