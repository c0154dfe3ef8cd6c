"""A desk over a small real store: the example dispatches, read once a session, and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from verbale.cli.examples import fill_with_examples
from verbale.store import Ledger
from verbale.web.app import make_desk
from verbale.web.settings import DeskSettings

NOON = "2024-03-26T12:00:00.000Z"  # two days after the last dispatch: what is planned is still ahead


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the example dispatches, with a track. Not to be changed: copy it."""
    path = tmp_path_factory.mktemp("desk") / "examples.db"
    with Ledger.open(path) as ledger:
        fill_with_examples(ledger)
    return path


@pytest.fixture
def ledger(example_store: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A copy of the example store."""
    path = tmp_path / "desk.db"
    shutil.copy(example_store, path)
    with Ledger.open(path, clock=lambda: NOON) as opened:
        yield opened


@pytest.fixture
def desk(ledger: Ledger) -> Iterator[TestClient]:
    """The desk on loopback without log-in: everybody is the person at this machine."""
    made = make_desk(ledger, DeskSettings())
    with TestClient(made, base_url="http://127.0.0.1:8400", follow_redirects=False) as client:
        yield client
