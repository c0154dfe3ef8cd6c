"""The overview: the matrix and the cards over the example store, and the links that lead to the sentence."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

TRACK = "Kyrgyzstan – Tajikistan"


def test_the_matrix_leads_to_the_sentence(desk: TestClient) -> None:
    page = desk.get("/", params={"track": TRACK})
    assert page.status_code == 200
    assert "Kyrgyzstan" in page.text
    assert "accepts" in page.text
    cells = re.findall(r'<td>\s*<a class="fact [^"]*" href="([^"]+)" hx-get="([^"]+)"', page.text)
    assert len(cells) > 3
    link, part = (one.replace("&amp;", "&") for one in cells[0])
    beside = desk.get(link)
    assert beside.status_code == 200
    assert "<mark>" in beside.text
    assert "Where each party stands" in beside.text
    panel = desk.get(part, headers={"HX-Request": "true"})
    assert "<mark>" in panel.text
    assert "<html" not in panel.text


def test_each_word_of_a_stance_stands_beside_its_sign(desk: TestClient) -> None:
    page = desk.get("/").text
    for sign in re.findall(r'<span class="sign is-accepts">(.*?)</span> (\w+)', page):
        assert "aria-hidden" in sign[0]
        assert sign[1] == "accepts"


def test_what_is_new_since_the_last_visit(desk: TestClient) -> None:
    assert "Latest changes" in desk.get("/").text
    assert desk.get("/").status_code == 200  # the same visit goes on


def test_a_state_that_cannot_be_is_told(desk: TestClient) -> None:
    for query, reason in (
        ("track=Nowhere", "Nowhere"),
        ("as_of=2024-13-01", "month"),
        ("since=yesterday", "Invalid"),
        ("limit=0", "limit"),
        ("limit=many", "limit"),
    ):
        page = desk.get(f"/?{query}")
        assert page.status_code == 400, query
        assert reason in page.text, query


def test_a_fact_that_there_is_not(desk: TestClient) -> None:
    assert desk.get("/facts/po-0000000000000000").status_code == 404
    assert desk.get("/?fact=po-0000000000000000").status_code == 200


def test_italian(desk: TestClient) -> None:
    page = desk.get("/", headers={"Accept-Language": "it-IT,it;q=0.9,en;q=0.5"})
    assert '<html lang="it">' in page.text
