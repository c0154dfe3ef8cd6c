"""A ledger in each database, whose clock is set by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.store.access.hands import Hands, cheap_hashes
from verbale.store import Ledger


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with cheap_hashes(monkeypatch):
        yield


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def ledger(empty_store: str, hands: Hands) -> Iterator[Ledger]:
    with Ledger.open(empty_store, clock=hands) as opened:
        yield opened
