"""The API with a token: of a reviewer, and of who may only read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.web.security.browsing import LOGIN, token, user
from verbale.store import Ledger
from verbale.web.app import make_desk
from verbale.web.security.limits import Limits

BASE = "http://127.0.0.1:8400"


@pytest.fixture
def guarded(ledger: Ledger) -> FastAPI:
    """A desk that needs a user, and counts no requests."""
    made = make_desk(ledger, replace(LOGIN))
    made.state.limits = Limits(lifted=True)
    return made


@pytest.fixture
def reviewer(ledger: Ledger) -> dict[str, str]:
    """The header of a reviewer."""
    return token(ledger, user(ledger, "Rosa", "reviewer", None), "reviewer")[1]


@pytest.fixture
def reader(ledger: Ledger) -> dict[str, str]:
    """The header of a reader."""
    return token(ledger, user(ledger, "Leo", "reader", None), "reader")[1]


@pytest.fixture
def api(guarded: FastAPI, reviewer: dict[str, str]) -> Iterator[TestClient]:
    """A reviewer's program."""
    with TestClient(guarded, base_url=BASE, headers=reviewer, follow_redirects=False) as client:
        yield client
