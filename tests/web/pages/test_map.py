"""The map: its points, and the table that says the same."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

ODD = ("as_of=9999-12-31", "known_at=9999-12-31", "until=0001-01-01", "since=9999-12-31", "party=%00", "limit=1")


def _rows(page: str) -> list[tuple[str, str]]:
    found = re.findall(r'<tr class="row" data-layer="(\w+)">.*?data-fact="([^"]+)"', page, re.S)
    return [(str(layer), str(fact)) for layer, fact in found]


def test_each_point_stands_in_the_table_too(desk: TestClient) -> None:
    points = desk.get("/map.json").json()["points"]
    rows = _rows(desk.get("/map").text)
    assert {layer for layer, _ in rows} == {"incidents", "held", "planned"}
    assert {(one["layer"], one["fact"]) for one in points} <= set(rows)
    for one in points:
        assert -90 <= one["lat"] <= 90
        assert -180 <= one["lon"] <= 180


def test_a_place_that_nobody_knows_is_told_in_the_table_alone(desk: TestClient) -> None:
    points = {one["fact"] for one in desk.get("/map.json").json()["points"]}
    page = desk.get("/map").text
    absent = [fact for _, fact in _rows(page) if fact not in points]
    assert page.count("not on the map") == len(absent)


def test_layers_can_be_chosen(desk: TestClient) -> None:
    rows = _rows(desk.get("/map?layer=held").text)
    assert rows
    assert {layer for layer, _ in rows} == {"held"}
    assert {one["layer"] for one in desk.get("/map.json?layer=incidents").json()["points"]} == {"incidents"}
    assert desk.get("/map?layer=weather").status_code == 400


def test_days_bound_the_map(desk: TestClient) -> None:
    every = _rows(desk.get("/map").text)
    some = _rows(desk.get("/map?since=2024-03-10&until=2024-03-20").text)
    assert 0 < len(some) < len(every)


def test_page_after_page_every_row_comes(desk: TestClient) -> None:
    every = set(_rows(desk.get("/map?limit=500").text))
    seen: set[tuple[str, str]] = set()
    path = "/map?limit=4"
    for _ in range(30):
        page = desk.get(path).text
        seen |= set(_rows(page))
        link = re.search(r'<p class="more"><a href="([^"]+)"', page)
        if link is None:
            break
        path = link[1].replace("&amp;", "&")
    assert seen == every


@pytest.mark.parametrize("asked", ODD)
@pytest.mark.parametrize("path", ["/map", "/map.json"])
def test_odd_parameters_break_nothing(desk: TestClient, path: str, asked: str) -> None:
    assert desk.get(f"{path}?{asked}").status_code == 200
