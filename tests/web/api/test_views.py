"""The views as JSON: the same as the command line writes, of the part of the store that is asked for."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from verbale.cli.opened import plain
from verbale.store import Ledger
from verbale.store.forgetting import document_named, forget
from verbale.store.query import Scope, scope_of
from verbale.views.contacts import contacts
from verbale.views.explained import explained
from verbale.views.positions import positions
from verbale.views.timeline import timeline

TRACK = "Kyrgyzstan – Tajikistan"
VIEWS = ("positions", "timeline", "contacts", "readouts", "incidents", "actors", "documents", "brief")


def told(api: TestClient, path: str, **asked: Any) -> Any:
    answer = api.get(f"/api/v1/{path}", params=asked)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def test_the_views_are_those_of_the_command_line(api: TestClient, ledger: Ledger) -> None:
    with ledger.reading() as connection:
        scope = scope_of(connection, track=TRACK, as_of="2024-03-20", limit=60)
        assert told(api, "positions", track=TRACK, as_of="2024-03-20") == plain(positions(connection, scope))
        assert told(api, "contacts") == plain(contacts(connection, Scope(limit=100), clock=ledger.clock))
        rows = timeline(connection, Scope(limit=5), ("statement",), ledger.clock)
        assert told(api, "timeline", lane="statement", limit=5) == plain(rows)


@pytest.mark.parametrize("view", VIEWS)
def test_a_track_that_there_is_not(view: str, api: TestClient) -> None:
    answer = api.get(f"/api/v1/{view}", params={"track": "Nowhere"})
    assert (answer.status_code, "Nowhere" in answer.json()["detail"]) == (400, True)


@pytest.mark.parametrize("view", VIEWS)
def test_days_and_bounds(view: str, api: TestClient) -> None:
    for asked in ({"as_of": "2024-02-30"}, {"known_at": "later"}):
        answer = api.get(f"/api/v1/{view}", params=asked)
        assert (answer.status_code, list(answer.json())) == (400, ["detail"]), asked
    for asked in ({"as_of": "20240220"}, {"since": "2024-W01-1"}, {"limit": "0"}, {"limit": "501"}, {"limit": "x"}):
        answer = api.get(f"/api/v1/{view}", params=asked)
        assert answer.status_code == 422, asked
        assert isinstance(answer.json()["detail"], str)
    assert api.get(f"/api/v1/{view}?party=%00").status_code == 400
    assert api.get(f"/api/v1/{view}", params={"as_of": "", "track": ""}).status_code == 200


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_day_and_the_last(view: str, day: str, api: TestClient) -> None:
    for name in ("as_of", "known_at", "since", "until"):
        assert api.get(f"/api/v1/{view}", params={name: day}).status_code in (200, 400), name


def test_a_filter_filters(api: TestClient) -> None:
    held = told(api, "contacts", standing="held")["contacts"]
    assert {one["standing"] for one in held} == {"held"}
    assert {one["lane"] for one in told(api, "timeline", lane=["incident", "position"])} == {"incident", "position"}
    assert told(api, "timeline", party="XYZ") == []
    assert [one["text"]["kind"] for one in told(api, "documents", kind="readout")["rows"]] == ["readout"] * 2
    assert {"Toktosunov" in one["name"] for one in told(api, "actors", name="toktos")} == {True}
    assert {one["topic"] for one in told(api, "changes", topic="contact.held")["changes"]} == {"contact"}


def test_documents_go_on_where_the_list_before_ended(api: TestClient) -> None:
    first = told(api, "documents", limit=5)
    second = told(api, "documents", limit=5, after=first["after"])
    keys = [row["text"]["document"] for page in (first, second) for row in page["rows"]]
    assert (len(keys), len({*keys}), second["after"]) == (9, 9, None)
    assert api.get("/api/v1/documents?after=nowhere").status_code == 400


def test_the_feed_is_followed_by_its_numbers(api: TestClient) -> None:
    seen, since, more = [], 0, True
    while more:
        page = told(api, "changes", since=since, limit=60)
        seen += [one["id"] for one in page["changes"]]
        since, more = page["last"], page["more"]
    assert seen == sorted({*seen})
    assert len(seen) > 120
    assert told(api, "changes", since=since)["changes"] == []
    assert api.get("/api/v1/changes?topic=weather").status_code == 400


def test_one_contact_and_its_accounts(api: TestClient) -> None:
    (both,) = told(api, "readouts")
    id = both["contact"]["id"]
    assert told(api, f"contacts/{id}")["standing"] == "held"
    one = told(api, f"readouts/{id}")
    assert one == both
    assert len(one["comparison"]["accounts"]) == 2
    chosen = [text["document"] for text in one["texts"]]
    assert told(api, "readouts/compare", document=chosen)["comparison"] == one["comparison"]
    assert api.get("/api/v1/readouts/compare", params={"document": [chosen[0], "none"]}).status_code == 404
    assert api.get("/api/v1/readouts/compare", params={"document": chosen[:1]}).status_code == 422
    assert api.get(f"/api/v1/contacts/{id}?as_of=2024-01-01").status_code == 404


def test_one_text_with_its_facts(api: TestClient) -> None:
    key = told(api, "documents")["rows"][0]["text"]["document"]
    one = told(api, f"documents/{key}")
    assert one["document"]["key"] == key
    body = one["document"]["body"]
    assert all(fact["words"][:20] in body for fact in one["facts"] if " … " not in fact["words"])
    assert one["further"] is None
    assert told(api, f"documents/{key}", first=len(one["facts"]) - 1)["facts"] == one["facts"][-1:]
    assert api.get(f"/api/v1/documents/{key}?version=2").status_code == 404


def test_a_forgotten_text_is_gone(api: TestClient, ledger: Ledger) -> None:
    key = told(api, "documents")["rows"][0]["text"]["document"]
    with ledger.writing() as connection:
        forget(connection, document_named(connection, key), ledger.clock())
    answer = api.get(f"/api/v1/documents/{key}")
    assert (answer.status_code, "forgotten" in answer.json()["detail"]) == (410, True)


def test_one_fact(api: TestClient, ledger: Ledger) -> None:
    key = told(api, "timeline", limit=1)[0]["fact"]
    with ledger.reading() as connection:
        assert told(api, f"facts/{key}") == plain(explained(connection, key))
    assert told(api, f"facts/{key[:-2]}")["key"] == key
    for none in ("st-0000000000000000", "st-", "%25", "x" * 40):
        assert api.get(f"/api/v1/facts/{none}").status_code == 404, none


def test_one_actor(api: TestClient) -> None:
    for key in (one["key"] for one in told(api, "actors")):
        assert told(api, f"actors/{key}")["key"] == key
    assert api.get("/api/v1/actors/nobody").status_code == 404


def test_search_needs_a_word(api: TestClient) -> None:
    (best, *_) = told(api, "search", q="ceasefire")
    (hit, *_) = best["sentences"]
    assert {hit["sentence"][start:end].lower() for start, end in hit["marks"]} == {"ceasefire"}
    assert api.get("/api/v1/search").status_code == 422
    assert api.get("/api/v1/search?q=%21").status_code == 400


def test_the_brief_begins_the_day_before_the_last_text(api: TestClient) -> None:
    assert told(api, "brief")["since"] == "2024-03-23"
    assert told(api, "brief", since="2024-03-01")["articles"] == 9


def test_a_store_that_fails(api: TestClient, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise OperationalError("select", {}, Exception("disk I/O error"))

    monkeypatch.setattr("verbale.web.api.listing.tracks", failing)
    answer = api.get("/api/v1/tracks")
    assert (answer.status_code, answer.json()["detail"]) == (503, "the store failed")  # why is told to the log alone
