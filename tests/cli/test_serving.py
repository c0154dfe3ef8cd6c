"""``verbale serve`` as a user gives it: a process that answers until it is stopped, or one line that says why not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from verbale.store import Ledger

VERBALE = [sys.executable, "-c", "from verbale.cli import main; main()"]


@contextmanager
def serving(*arguments: str) -> Iterator[str]:
    """The address of a desk in a process of its own."""
    running = subprocess.Popen([*VERBALE, "serve", "--port", "0", *arguments], stdout=subprocess.PIPE, text=True)
    try:
        assert running.stdout is not None
        told = running.stdout.readline()
        yield next(word for word in told.split() if word.startswith("http://"))
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(20)


def refused(*arguments: str, environment: dict[str, str] | None = None) -> str:
    """The one line of a command that may not work."""
    done = subprocess.run(
        [*VERBALE, *arguments], capture_output=True, text=True, timeout=120, env={**os.environ, **(environment or {})}
    )
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr


@pytest.fixture
def store(tmp_path: Path) -> str:
    with Ledger.open(tmp_path / "desk.db"):
        return str(tmp_path / "desk.db")


def test_the_examples_open_by_one_command() -> None:
    with serving("--examples") as address:
        page = httpx.get(address, timeout=30)
        assert page.status_code == 200
        assert "Where each party stands" in page.text
        assert "Kyrgyzstan" in page.text


def test_an_empty_store_has_a_desk_too(store: str) -> None:
    with serving("--store", store) as address:
        for path in ("", "timeline", "contacts", "map", "brief", "review", "documents", "actors", "api/openapi.json"):
            assert httpx.get(address + path, timeout=30).status_code == 200, path
        assert httpx.get(address, headers={"Host": "evil.example"}, timeout=30).status_code in (400, 403, 421)


def test_two_desks_on_free_ports_do_not_share_a_cookie(store: str) -> None:
    with serving("--store", store) as address:
        port = address.rstrip("/").rpartition(":")[2]
        assert [*httpx.get(address, timeout=30).cookies] == [f"verbale_{port}"]


def test_what_cannot_be_served_is_told(store: str, tmp_path: Path) -> None:
    assert "there is no such store" in refused("serve", "--store", str(tmp_path / "none.db"), "--port", "0")
    assert "verbale user add" in refused("serve", "--store", store, "--host", "0.0.0.0", "--port", "0")
    assert "verbale user add" in refused("serve", "--store", store, "--login", "--port", "0")


def test_a_port_that_is_taken_is_told(store: str) -> None:
    with serving("--store", store) as address:
        port = address.rstrip("/").rpartition(":")[2]
        assert port in refused("serve", "--store", store, "--port", port)


def test_the_demo_ends_with_the_command_that_opens_the_desk() -> None:
    done = subprocess.run([*VERBALE, "demo"], capture_output=True, text=True, timeout=300)
    last = done.stdout.strip().splitlines()[-1]
    assert last.endswith("verbale serve --examples --open")
