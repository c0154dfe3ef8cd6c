"""One connection to the store for a request at a time, given back before the answer goes out: who has none left waits
for half a minute, and the desk with it."""

from __future__ import annotations

import pytest
from sqlalchemy import event
from sqlalchemy.exc import TimeoutError
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from verbale.store import Ledger
from verbale.web.app import make_desk

HERE = "http://127.0.0.1:8400"
PAGES = (
    *("/", "/timeline", "/contacts", "/contacts/graph", "/readouts", "/incidents", "/map", "/actors", "/documents"),
    *("/search?q=ceasefire", "/brief", "/review", "/judgements", "/paste", "/account", "/people", "/audit"),
    *("/feed.atom", "/api/v1/positions", "/api/v1/changes"),
)


@pytest.mark.parametrize("path", PAGES)
def test_an_answer_that_is_taken_slowly_keeps_no_connection(ledger: Ledger, path: str) -> None:
    out: list[int] = []
    most: list[int] = []
    event.listen(ledger.engine, "checkout", lambda *_: most.append(ledger.engine.pool.checkedout()))  # type: ignore[attr-defined]
    desk = make_desk(ledger)

    async def watched(scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                out.append(ledger.engine.pool.checkedout())  # type: ignore[attr-defined]
            await send(message)

        await desk(scope, receive, sending)

    assert TestClient(watched, base_url=HERE).get(path).status_code == 200
    assert out == [0]
    assert max(most) == 1


def test_a_desk_without_a_free_connection_says_so(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_free() -> None:
        raise TimeoutError("limit reached")

    monkeypatch.setattr(ledger, "reading", none_free)
    client = TestClient(make_desk(ledger), base_url=HERE)
    assert client.get("/timeline").status_code == 503
    assert client.get("/api/v1/timeline").status_code == 503
