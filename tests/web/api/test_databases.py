"""Odd inputs on each database: what one of them cannot hold is refused, it is no failure of the store."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.views.truce import add, text
from tests.web.api.conftest import BASE
from verbale.store import Ledger
from verbale.web.app import make_desk

NUL = "%00"
PATHS = (
    "/?track={0}", "/actors?name=a{0}b", "/actors/{0}", "/documents?publisher={0}", "/documents/{0}", "/search?q=a{0}",
    "/facts/{0}{0}{0}{0}", "/judgements?by={0}", "/timeline?party={0}", "/contacts?language={0}", "/readouts/{0}",
    "/readouts/compare?document={0}&document=a", "/brief?party={0}", "/feed.atom?track={0}", "/?fact=st-{0}abcd",
    "/api/v1/actors/{0}", "/api/v1/facts/abcd{0}", "/api/v1/search?q={0}a", "/api/v1/timeline?party={0}",
)  # fmt: skip


@pytest.mark.parametrize("odd", [NUL, "%ED%A0%80", "%F0%9F%95%8A", "%25", "%27%22--", "%E2%80%AE", "9" * 30])
def test_odd_characters(odd: str, empty_store: str) -> None:
    with Ledger.open(empty_store, clock=lambda: "2025-03-05T12:00:00.000Z") as ledger:
        add(ledger, text("a", "2025-03-04", ("PER", "accepts")))
        client = TestClient(make_desk(ledger), base_url=BASE, follow_redirects=False)
        for path in PATHS:
            answer = client.get(path.format(odd))
            assert answer.status_code < 500, (path, answer.text[-300:])
