"""Who may ask: a token, a session, or anybody at this machine where the desk needs no user."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.web.api.conftest import BASE
from verbale.store import Ledger
from verbale.web.security.limits import RULES, Limits

PATH = "/api/v1/tracks"


def test_nobody_is_told_nothing(guarded: FastAPI, reader: dict[str, str]) -> None:
    client = TestClient(guarded, base_url=BASE, follow_redirects=False)
    for path in (PATH, "/api/openapi.json", "/api/v1/nothing"):
        answer = client.get(path)
        assert (answer.status_code, list(answer.json())) == (401, ["detail"]), path
        assert answer.headers["www-authenticate"] == "Bearer"
    assert client.get(PATH, headers={"Authorization": "Bearer vb_wrong"}).status_code == 401
    assert client.get(PATH, headers=reader).status_code == 200


def test_the_manual_is_for_persons(guarded: FastAPI) -> None:
    answer = TestClient(guarded, base_url=BASE, follow_redirects=False).get("/api/docs")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=%2Fapi%2Fdocs")


def test_a_reader_cannot_judge(guarded: FastAPI, reader: dict[str, str]) -> None:
    client = TestClient(guarded, base_url=BASE, headers=reader)
    asked = {"fact": "st-0000", "verdict": "confirm"}
    assert client.post("/api/v1/judgements", json=asked).status_code == 403
    assert client.delete("/api/v1/judgements/1").status_code == 403
    assert client.post("/api/v1/read", json={"text": "The minister said that the truce holds."}).status_code == 200


def test_at_this_machine_reading_needs_no_token_and_judging_does(desk: TestClient, reviewer: dict[str, str]) -> None:
    assert desk.get(PATH).status_code == 200
    asked = {"fact": "st-0000", "verdict": "confirm"}
    assert desk.post("/api/v1/judgements", json=asked).status_code == 403
    assert desk.post("/api/v1/judgements", json=asked, headers=reviewer).status_code == 404


def test_too_often(guarded: FastAPI, api: TestClient) -> None:
    guarded.state.limits = Limits()
    answers = [api.get(PATH) for _ in range(RULES["api"].amount + 1)]
    assert [one.status_code for one in answers[:-1]] == [200] * RULES["api"].amount
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) > 0
    assert "try again" in answers[-1].json()["detail"]


def test_errors_are_json(api: TestClient, ledger: Ledger) -> None:
    for answer, status in (
        (api.get("/api/v1/nothing"), 404),
        (api.get("/api/"), 404),
        (api.put(PATH), 405),
        (api.post("/api/v1/read", content=b"{" * 2_000_001), 413),
        (api.post("/api/v1/read", content=b"{", headers={"Content-Type": "application/json"}), 422),
    ):
        assert (answer.status_code, list(answer.json())) == (status, ["detail"])
        assert isinstance(answer.json()["detail"], str)
