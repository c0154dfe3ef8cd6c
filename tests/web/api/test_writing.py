"""Judging, taking back, and reading a text."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.web.api.conftest import BASE
from tests.web.security.browsing import token, user
from verbale.record import Record
from verbale.store import Ledger
from verbale.store.access.audit import entries

TEXT = '"The truce holds," the Norwegian foreign minister said on Monday.'


def fact(api: TestClient, lane: str = "statement") -> str:
    (row,) = api.get("/api/v1/timeline", params={"lane": lane, "limit": 1}).json()
    return str(row["fact"])


def judge(api: TestClient, key: str, verdict: str, **more: Any) -> Any:
    return api.post("/api/v1/judgements", json={"fact": key, "verdict": verdict, **more})


def test_a_correction_holds_until_it_is_withdrawn(api: TestClient, ledger: Ledger) -> None:
    key = fact(api)
    was = api.get(f"/api/v1/facts/{key}").json()["says"]["act"]
    act = "threaten" if was != "threaten" else "urge"
    made = judge(api, key, "correct", changes={"act": act}, reason="It is plain.")
    assert (made.status_code, made.json()["author"], made.json()["change"]) == (201, "Rosa", {"act": act})
    id = made.json()["id"]
    assert api.get(f"/api/v1/facts/{key}").json()["says"]["act"] == act
    assert [one["id"] for one in api.get("/api/v1/judgements?by=Rosa").json()] == [id]
    back = api.delete(f"/api/v1/judgements/{id}")
    assert (back.status_code, back.json()["withdrawn_by"]) == (200, "Rosa")
    assert api.get(f"/api/v1/facts/{key}").json()["says"]["act"] == was
    assert api.delete(f"/api/v1/judgements/{id}").status_code == 409
    assert api.get("/api/v1/judgements").json() == []
    assert len(api.get("/api/v1/judgements?withdrawn=true").json()) == 1


def test_it_is_noted_with_the_token(api: TestClient, ledger: Ledger) -> None:
    id = judge(api, fact(api), "confirm").json()["id"]
    api.delete(f"/api/v1/judgements/{id}")
    with ledger.reading() as connection:
        noted = entries(connection).entries
    told = [(one.action, one.who, "token" in one.detail) for one in noted if one.action in ("judgement", "withdraw")]
    assert told == [("withdraw", "Rosa", True), ("judgement", "Rosa", True)]


def test_what_cannot_be(api: TestClient) -> None:
    key = fact(api)
    for status, asked in (
        (404, {"fact": "st-0000000000000000", "verdict": "confirm"}),
        (400, {"fact": key, "verdict": "correct"}),
        (400, {"fact": key, "verdict": "confirm", "changes": {"act": "urge"}}),
        (400, {"fact": key, "verdict": "correct", "changes": {"colour": "red"}}),
        (400, {"fact": key, "verdict": "correct", "changes": {"act": "sing"}}),
        (422, {"fact": key, "verdict": "merge"}),
        (422, {"fact": key, "verdict": "confirm", "more": 1}),
        (422, {"fact": key, "verdict": "confirm", "reason": "x" * 2_001}),
        (422, {"fact": key, "verdict": "correct", "changes": {"act": "x" * 201}}),
        (422, {"verdict": "confirm"}),
    ):
        assert api.post("/api/v1/judgements", json=asked).status_code == status, asked
    assert api.get("/api/v1/judgements").json() == []
    for id, status in ((1, 404), (0, 422), (2**31, 422)):
        assert api.delete(f"/api/v1/judgements/{id}").status_code == status


def test_reviewers_withdraw_their_own_admins_all(guarded: FastAPI, api: TestClient, ledger: Ledger) -> None:
    id = judge(api, fact(api), "confirm").json()["id"]
    other, admin = (
        token(ledger, user(ledger, name, role, None), role)[1] for name, role in (("Ugo", "reviewer"), ("Ada", "admin"))
    )
    client = TestClient(guarded, base_url=BASE)
    assert client.delete(f"/api/v1/judgements/{id}", headers=other).status_code == 403
    assert client.delete(f"/api/v1/judgements/{id}", headers=admin).json()["withdrawn_by"] == "Ada"


def test_a_text_is_read_and_not_stored(api: TestClient) -> None:
    before = api.get("/api/v1/documents").json()
    answer = api.post("/api/v1/read", json={"text": TEXT, "published": "2024-05-08", "title": "Calm"})
    assert answer.status_code == 200
    record = Record.model_validate_json(answer.content)
    assert (record.document.title, record.statements[0].content[0].text) == ("Calm", "The truce holds")
    assert api.get("/api/v1/documents").json() == before


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"text": " \n"}, 400),
        ({"text": "\x00"}, 400),
        ({"text": ""}, 422),
        ({"text": "x" * 200_001}, 422),
        ({"text": TEXT, "published": "2024-02-30"}, 400),
        ({"text": TEXT, "published": "Monday"}, 422),
        ({"text": TEXT, "language": "xx"}, 422),
        ({"text": TEXT, "kind": "poem"}, 422),
    ],
)
def test_a_text_that_cannot_be_read(given: dict[str, str], status: int, api: TestClient) -> None:
    answer = api.post("/api/v1/read", json=given)
    assert (answer.status_code, list(answer.json())) == (status, ["detail"])


def test_half_a_character_is_none(api: TestClient) -> None:
    for body in ('{"text": "\\ud800"}', '{"text": "a", "title": "\\udfff"}'):
        answer = api.post("/api/v1/read", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code == 422
