"""The commands of the feed: changes and hooks."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from lxml import etree
from typer.testing import CliRunner, Result

from tests.store.dispatching import at, meeting, truce
from tests.store.listening import listening
from verbale.cli import app
from verbale.cli.changes import write_whole
from verbale.store import Ledger

SECRET = "a secret of the tests"


@pytest.fixture
def store(tmp_path: Path) -> str:
    path = str(tmp_path / "ledger.db")
    with Ledger.open(path) as ledger:
        at(ledger, "2025-04-01T12:00:00.000Z")
        ledger.add(truce("a", 2, "undecided"))
        ledger.add(meeting("m", 3, "planned", "2025-03-10"))
        at(ledger, "2025-04-02T12:00:00.000Z")
        ledger.add(truce("b", 4, "rejects"))
    return path


def verbale(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "120", "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}).invoke(app, arguments)


def test_changes_for_people(store: str) -> None:
    result = verbale("changes", "--store", store, "--since", "2025-04-02")
    assert result.exit_code == 0
    assert "undecided → rejects" in result.stdout
    assert "meeting" not in result.stdout
    assert "2025-04-02 12:00" in result.stdout
    limited = verbale("changes", "--store", store, "--since", "0", "--limit", "1")
    assert "go on with --since 1" in limited.stdout
    assert "Nothing has changed" in verbale("changes", "--store", store, "--since", "2026-01-01").stdout


def test_changes_for_machines(store: str) -> None:
    whole = json.loads(verbale("changes", "--store", store, "--format", "json").stdout)
    assert [change["id"] for change in whole["changes"]] == [*range(1, whole["last"] + 1)]
    assert not whole["more"]
    lines = verbale("changes", "--store", store, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == whole["changes"]
    some = verbale("changes", "--store", store, "--since", "0", "--limit", "2", "--format", "jsonl")
    assert some.stdout.splitlines() == lines[:2]
    assert "go on with --since 2" in some.stderr
    news = verbale("changes", "--store", store, "--topic", "position.changed", "--topic", "contact", "--format", "json")
    names = [f"{change['topic']}.{change['verb']}" for change in json.loads(news.stdout)["changes"]]
    assert names == ["contact.added", "contact.announced", "position.changed"]


def test_an_atom_file_is_replaced_as_a_whole(store: str, tmp_path: Path) -> None:
    file = tmp_path / "feed.atom"
    file.write_text("old")
    file.chmod(0o640)
    result = verbale("changes", "--store", store, "--format", "atom", "--output", str(file))
    assert (result.exit_code, result.stdout) == (0, "")
    titles = [node.text for node in etree.parse(file).getroot().iter("{*}title")]
    assert titles[1].startswith("Government of PER: undecided → rejects")
    assert len(titles) == 4, "positions and contacts, no single facts"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir() if "atom" in path.name) == ["feed.atom"]


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_left(store: str, tmp_path: Path) -> None:
    result = verbale("changes", "--store", store, "--format", "json", "--output", str(tmp_path / "no" / "x.json"))
    assert result.exit_code == 1
    assert "No such file" in result.stderr
    (tmp_path / "folder").mkdir()
    assert write_whole(tmp_path / "folder", b"x") is not None
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".folder")]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--since", "yesterday"), "neither the number of a change nor an ISO date"),
        (("--topic", "peace"), "there is no topic 'peace'"),
        (("--track", "nowhere"), "no track"),
    ],
)
def test_wrong_options_are_one_line(store: str, options: tuple[str, ...], reason: str) -> None:
    result = verbale("changes", "--store", store, *options)
    assert result.exit_code == 2
    assert reason in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    result = verbale("changes", "--store", str(tmp_path / "none.db"))
    assert result.exit_code == 2
    assert not (tmp_path / "none.db").exists()


def test_hooks_are_added_listed_served_and_removed(store: str) -> None:
    with listening() as listener:
        added = verbale("hook", "add", listener.url, "--secret", SECRET, "--after", "0", "--store", store)
        assert added.exit_code == 0
        assert SECRET not in added.stdout
        delivered = verbale("hook", "deliver", "--store", store)
        assert (delivered.exit_code, delivered.stdout) == (0, "hook 1: 3 delivered\n")
        assert len(listener.posts) == 3
    listed = verbale("hook", "list", "--store", store)
    assert listener.url in listed.stdout
    assert SECRET not in listed.stdout
    told = json.loads(verbale("hook", "list", "--format", "json", "--store", store).stdout)
    assert "secret" not in told[0]
    assert verbale("hook", "remove", "1", "--store", store).exit_code == 0
    assert "There are no hooks" in verbale("hook", "list", "--store", store).stdout
    assert verbale("hook", "remove", "1", "--store", store).exit_code == 2


def test_an_address_that_fails_makes_the_status_1(store: str) -> None:
    with listening(lambda posts: 503) as listener:
        verbale("hook", "add", listener.url, "--secret", SECRET, "--after", "0", "--store", store)
        result = verbale("hook", "deliver", "--store", store)
    assert result.exit_code == 1
    assert "answered 503; tried again after 20" in result.stderr
    assert "failed 1 times" in " ".join(verbale("hook", "list", "--store", store).stdout.split())


def test_a_secret_that_is_made_is_shown_once(store: str) -> None:
    added = verbale("hook", "add", "https://ana:hidden@example.org/x", "--store", store)
    secret = added.stdout.splitlines()[-1].rpartition(" ")[2]
    assert len(secret) >= 32
    assert "hidden" not in added.stdout
    listed = verbale("hook", "list", "--store", store, "--format", "json").stdout
    assert secret not in listed
    assert "hidden" not in listed


def test_addresses_that_cannot_be_used_are_one_line(store: str) -> None:
    result = verbale("hook", "add", "ftp://example.org", "--store", store)
    assert result.exit_code == 2
    assert "only http:// and https://" in result.stderr
