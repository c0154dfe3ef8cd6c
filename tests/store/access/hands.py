"""What tests of users share: a clock that is set by hand, and hashes that cost little."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher

from verbale.store.access import passwords
from verbale.store.clock import stamp

WORD = "a long enough word"


@dataclass
class Hands:
    """A clock."""

    moment: datetime = datetime(2030, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> str:
        return stamp(self.moment)

    def on(self, **time: float) -> str:
        """Let time pass."""
        self.moment += timedelta(**time)
        return self()


@contextmanager
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hash with the least that argon2 can do."""
    passwords._nobodys.cache_clear()
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    yield
    passwords._nobodys.cache_clear()
