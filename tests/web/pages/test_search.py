"""Full-text search on the desk."""

from __future__ import annotations

import re

from starlette.testclient import TestClient


def test_sentences_show_the_words_and_the_facts_that_rest_on_them(desk: TestClient) -> None:
    page = desk.get("/search?q=tregua").text
    assert "<mark>tregua</mark>" in page
    assert re.search(r'data-fact="(st|pr|po)-', page)
    assert 'href="/documents/t:' in page


def test_filters_and_the_state_stand_in_the_address(desk: TestClient) -> None:
    def titles(query: str) -> list[str]:
        return re.findall(r"<h2 lang=[^>]*><a[^>]*>([^<]*)", desk.get(f"/search?{query}").text)

    assert len(titles("q=tregua")) > len(titles("q=tregua&until=2024-03-09")) > 0
    assert titles("q=tregua&language=en") == []
    assert titles("q=Toktosunov&language=en")
    assert titles("q=Toktosunov&party=nobody-of-that-name") == []
    page = desk.get("/search?q=tregua&until=2024-03-09").text
    assert 'value="2024-03-09"' in page
    assert "fact=" in page
    assert "until=2024-03-09" in page


def test_a_query_without_a_word_is_told_on_the_page(desk: TestClient) -> None:
    answer = desk.get("/search", params={"q": '"!?"<b>'})
    assert answer.status_code == 200
    answer = desk.get("/search", params={"q": "!?<>"})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert "!?&lt;&gt;" in answer.text
    assert 'name="q"' in answer.text


def test_no_query_of_any_kind_fails(desk: TestClient) -> None:
    for query in (
        "NEAR(",
        '"',
        "a* OR b",
        "'; DROP TABLE facts; --",
        "\x00",
        "ß" * 200,
        "AND",
        "(",
        "word:x",
        "%(num)s",
    ):
        assert desk.get("/search", params={"q": query}).status_code in (200, 400), query
    assert desk.get("/search", params={"q": "a" * 301}).status_code == 400
    assert desk.get("/search").status_code == 200


def test_a_long_list_goes_on(desk: TestClient) -> None:
    page = desk.get("/search?q=Dushanbe&limit=2").text
    assert len(re.findall(r"<h2 lang=", page)) == 2
    assert 'rel="next"' in page
