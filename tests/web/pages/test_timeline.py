"""The timeline: lanes, filters, the rows as a table, and what its script is given."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from verbale.store import Ledger
from verbale.store.query import scope_of
from verbale.views.timeline import LANES, timeline

ODD = ("as_of=9999-12-31", "known_at=9999-12-31", "until=0001-01-01", "since=9999-12-31", "party=%00", "publisher=%00")


def _keys(page: str) -> list[str]:
    """The facts of the rows."""
    return re.findall(r'class="fact sentence"[^>]*data-fact="([^"]+)"', page)


def test_every_row_of_the_view_is_a_row_that_opens_its_evidence(desk: TestClient, ledger: Ledger) -> None:
    page = desk.get("/timeline?limit=500")
    assert page.status_code == 200
    with ledger.reading() as connection:
        rows = timeline(connection, scope_of(connection, limit=500), clock=ledger.clock)
    assert _keys(page.text) == [row.fact for row in rows]
    assert f'href="/timeline?limit=500&amp;fact={rows[0].fact}#evidence"' in page.text


def test_the_script_is_given_the_same_rows(desk: TestClient) -> None:
    asked = "limit=500&lane=contact&lane=incident&since=2024-03-05"
    items = desk.get(f"/timeline.json?{asked}").json()["items"]
    assert [item["id"] for item in items] == _keys(desk.get(f"/timeline?{asked}").text)
    assert {item["lane"] for item in items} == {"contact", "incident"}
    assert min(item["day"] for item in items) >= "2024-03-05"
    assert {"solid", "hollow"} <= {item["sign"] for item in items}


def test_a_lane_shows_that_lane_alone(desk: TestClient) -> None:
    for lane in LANES:
        items = desk.get(f"/timeline.json?lane={lane}&limit=500").json()["items"]
        assert {item["lane"] for item in items} <= {lane}


def test_an_outlet_shows_what_it_tells(desk: TestClient) -> None:
    every = desk.get("/timeline.json?limit=500").json()["items"]
    own = desk.get("/timeline.json?publisher=tien%20shan").json()["items"]
    assert 0 < len(own) < len(every)
    assert desk.get("/timeline.json?publisher=nobody%20at%20all").json()["items"] == []


def test_rows_of_copies_alone_can_be_left_out(desk: TestClient, ledger: Ledger) -> None:
    with ledger.reading() as connection:
        rows = timeline(connection, scope_of(connection, limit=500), clock=ledger.clock)
    copied = {row.fact for row in rows if row.copied}
    kept = set(_keys(desk.get("/timeline?origins=1&limit=500").text))
    assert kept == {row.fact for row in rows} - copied


def test_older_rows_have_a_link_and_no_row_is_lost_on_the_way(desk: TestClient) -> None:
    every = _keys(desk.get("/timeline?limit=500").text)
    seen: list[str] = []
    path = "/timeline?limit=60"
    for _ in range(20):
        page = desk.get(path).text
        seen += _keys(page)
        link = re.search(r'<p class="more"><a href="([^"]+)"', page)
        if link is None:
            break
        path = link[1].replace("&amp;", "&")
    assert sorted(set(seen)) == sorted(every)


def test_a_script_gets_the_rows_alone(desk: TestClient) -> None:
    part = desk.get("/timeline?lane=contact", headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert "<table" in part


def test_the_zoom_works_by_links(desk: TestClient) -> None:
    page = desk.get("/timeline?lane=contact").text
    ends = re.search(r'href="/timeline\?lane=contact&amp;since=([\d-]+)&amp;until=([\d-]+)" data-span="week"', page)
    assert ends
    assert ends.groups() == ("2024-03-21", "2024-03-27")  # around the latest text


def test_closed_words_are_told_in_the_language_of_the_visitor(desk: TestClient) -> None:
    page = desk.get("/timeline", headers={"Accept-Language": "it"})
    assert '<html lang="it">' in page.text


@pytest.mark.parametrize("asked", ODD)
@pytest.mark.parametrize("path", ["/timeline", "/timeline.json"])
def test_odd_parameters_break_nothing(desk: TestClient, path: str, asked: str) -> None:
    assert desk.get(f"{path}?{asked}").status_code == 200


@pytest.mark.parametrize("asked", ["lane=weather", "since=2024-02-30", "limit=501", "origins=perhaps"])
def test_what_cannot_be_asked_for_is_refused_with_the_reason(desk: TestClient, asked: str) -> None:
    page = desk.get(f"/timeline?{asked}")
    assert page.status_code == 400
    assert 'role="alert"' in page.text


def test_nothing_found_is_said(desk: TestClient) -> None:
    assert "Nothing is told" in desk.get("/timeline?since=1999-01-01&until=1999-01-02").text


def test_a_day_may_be_written_without_hyphens(desk: TestClient) -> None:
    compact = desk.get("/timeline.json?since=20240310&until=20240312&limit=500").json()
    assert compact == desk.get("/timeline.json?since=2024-03-10&until=2024-03-12&limit=500").json()
    assert compact["items"]


def test_what_only_some_deny_is_not_crossed_out(desk: TestClient) -> None:
    items = desk.get("/timeline.json?lane=incident&limit=500").json()["items"]
    differing = [item for item in items if item["differ"]]
    assert differing
    assert {item["sign"] for item in differing} == {"solid"}
