"""`verbale user` and `verbale token`, as an admin gives them."""

from __future__ import annotations

import getpass
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.store.access.hands import WORD, cheap_hashes
from verbale.cli import app
from verbale.store import Ledger
from verbale.store.access.audit import entries
from verbale.store.access.tokens import token_given
from verbale.store.access.users import authenticate


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("VERBALE_AUTHOR", "Uta")
    with cheap_hashes(monkeypatch):
        yield


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    Ledger.open(path).close()
    return path


def run(store: Path, *words: str, given: str = "") -> Result:
    return CliRunner().invoke(app, [*words, "--store", str(store)], input=given)


def test_a_user_is_made_changed_and_removed(store: Path) -> None:
    told = run(store, "user", "add", "Ana Sol", "--role", "admin", "--stdin", given=f"{WORD}\n")
    assert (told.exit_code, told.stdout) == (0, "user Ana Sol: admin, comes by a password\n")
    with Ledger.open(store) as ledger:
        assert authenticate(ledger, "ana sol", WORD) is not None
    assert run(store, "user", "role", "ana sol", "reader").exit_code == 0
    assert run(store, "user", "password", "ana sol", "--stdin", given="quite another word").exit_code == 0
    told = run(store, "user", "list", "--format", "json")
    (one,) = json.loads(told.stdout)
    assert (one["name"], one["role"], one["password"]) == ("Ana Sol", "reader", True)
    assert "Ana Sol" in run(store, "user", "list").stdout
    assert run(store, "user", "remove", "Ana Sol").exit_code == 0
    assert "no users" in run(store, "user", "list").stdout
    with Ledger.open(store) as ledger, ledger.reading() as connection:
        found = entries(connection).entries
    assert [one.action for one in found] == ["user removed", "password changed", "role changed", "user added"]
    assert {(one.who, one.subject, one.address) for one in found} == {("Uta", "Ana Sol", "terminal")}


def test_a_token_is_shown_once(store: Path) -> None:
    run(store, "user", "add", "bot", "--no-password", "--role", "reviewer")
    told = run(store, "token", "add", "bot", "the feed", "--days", "30", "--role", "reviewer")
    assert told.exit_code == 0
    assert re.fullmatch(r"vb_[\w-]{43}\n", told.stdout), "nothing else, so that a script can keep it"
    secret = told.stdout.strip()
    with Ledger.open(store) as ledger, ledger.reading() as connection:
        assert token_given(connection, secret, ledger.clock()) is not None
    told = run(store, "token", "list", "--format", "json")
    (one,) = json.loads(told.stdout)
    assert (one["label"], one["user"], one["role"]) == ("the feed", "bot", "reviewer")
    assert secret not in told.stdout
    assert "the feed" in run(store, "token", "list").stdout
    assert run(store, "token", "remove", str(one["id"])).exit_code == 0
    with Ledger.open(store) as ledger, ledger.reading() as connection:
        assert token_given(connection, secret, ledger.clock()) is None
    assert "no tokens" in run(store, "token", "list").stdout


@pytest.mark.parametrize(
    ("words", "given", "reason"),
    [
        (("user", "add", "Bo"), "", "give it with --stdin"),
        (("user", "add", "Bo", "--stdin"), "short\n", "at least 12 characters"),
        (("user", "add", "Bo", "--stdin"), "", "at least 12 characters"),
        (("user", "add", "Maria Bianchi", "--stdin"), "mariabianchi\n", "guessed at once"),
        (("user", "add", "\x1b[31mBo", "--no-password"), "", "cannot be seen"),
        (("user", "add", "ana", "--no-password"), "", "'Ana' already"),
        (("user", "role", "Bo", "admin"), "", "no user 'Bo'"),
        (("user", "remove", "Bo"), "", "no user 'Bo'"),
        (("user", "password", "Bo", "--stdin"), WORD, "no user 'Bo'"),
        (("token", "add", "Bo", "x"), "", "no user 'Bo'"),
        (("token", "add", "Ana", "x", "--role", "admin"), "", "cannot have the role admin"),
        (("token", "remove", "7"), "", "no token 7"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(store: Path, words: tuple[str, ...], given: str, reason: str) -> None:
    run(store, "user", "add", "Ana", "--no-password")
    told = run(store, *words, given=given)
    assert told.exit_code == 2
    assert told.stdout == ""
    assert reason in told.stderr
    assert told.stderr.count("\n") == 1
    assert "\x1b" not in told.stderr


def test_no_store_is_made_by_the_way(tmp_path: Path) -> None:
    told = run(tmp_path / "none.db", "user", "add", "Ana", "--no-password")
    assert (told.exit_code, list(tmp_path.iterdir())) == (2, [])


@pytest.mark.parametrize(("again", "status"), [(WORD, 0), ("quite another word", 2)])
def test_on_a_terminal_the_password_is_asked_for_twice(
    store: Path, monkeypatch: pytest.MonkeyPatch, again: str, status: int
) -> None:
    asked: list[str] = []
    answers = iter((WORD, again))

    def ask(prompt: str) -> str:
        asked.append(prompt)
        return next(answers)

    monkeypatch.setattr(getpass, "getpass", ask)
    monkeypatch.setattr("verbale.cli.people._on_terminal", lambda: True)
    told = run(store, "user", "add", "Ana")
    assert told.exit_code == status
    assert len(asked) == 2
    assert WORD not in told.output
