"""A store in each database, or in a file where that is enough; its clock is set by hand, hashes cost little."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.access.hands import Hands, cheap_hashes
from verbale.store import Ledger


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("VERBALE_AUTHOR", "Uta")
    with cheap_hashes(monkeypatch):
        yield


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def ledger(empty_store: str, hands: Hands) -> Iterator[Ledger]:
    with Ledger.open(empty_store, clock=hands) as opened:
        yield opened


@pytest.fixture
def file_ledger(tmp_path: Path, hands: Hands) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "file.db", clock=hands) as opened:
        yield opened
