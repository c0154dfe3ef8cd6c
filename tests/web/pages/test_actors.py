"""Actors on the desk: the table, and one with roles, statements, contacts and answers."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

from verbale.store import Ledger
from verbale.store.merging import merge_actors
from verbale.store.query import Scope
from verbale.views.actors import actor_known, actors


def test_the_table_finds_names(desk: TestClient) -> None:
    assert "Azamat Toktosunov" in desk.get("/actors").text
    page = desk.get("/actors?name=toktos").text
    assert 'href="/actors/azamat-toktosunov"' in page
    assert "Farrukh" not in page
    assert desk.get("/actors?name=%21").status_code == 400


def test_one_actor_has_roles_with_days_and_what_it_said(desk: TestClient) -> None:
    page = desk.get("/actors/azamat-toktosunov").text
    assert "the Kyrgyz foreign minister" in page
    assert re.search(r'<rect class="bar" x="[\d.]+" y="0.5" width="[\d.]+"', page)
    assert 'href="/timeline?party=azamat-toktosunov"' in page
    assert 'href="/actors/KGZ"' in page
    assert re.search(r'data-fact="st-', page)
    assert re.search(r'data-fact="co-', page)
    assert re.search(r'data-fact="po-', page)


def test_bars_stay_on_their_line(desk: TestClient) -> None:
    page = desk.get("/actors/azamat-toktosunov").text
    bars = re.findall(r'class="bar" x="([\d.]+)" y="0.5" width="([\d.]+)"', page)
    assert len(bars) > 2
    assert all(float(x) >= 0 and float(x) + float(width) <= 100.01 for x, width in bars)


def test_a_party_names_those_who_speak_for_it(desk: TestClient) -> None:
    assert 'href="/actors/azamat-toktosunov"' in desk.get("/actors/KGZ").text


def test_every_actor_of_the_table_has_a_page(desk: TestClient, ledger: Ledger) -> None:
    with ledger.reading() as connection:
        rows = actors(connection, Scope())
        assert all(actor_known(connection, Scope(), one.key) == one for one in rows)
    for one in rows[:12]:
        assert desk.get(f"/actors/{one.key}").status_code == 200, one.key


def test_who_was_merged_leads_to_the_other(desk: TestClient, ledger: Ledger) -> None:
    with ledger.writing() as connection:
        other = next(one.key for one in actors(connection, Scope(), "Olimzoda") if one.kind == "person")
        merge_actors(connection, other, "azamat-toktosunov", "Ana", None, ledger.clock())
    page = desk.get(f"/actors/{other}").text
    assert "A person said that these mean the same" in page
    assert '<code class="key">azamat-toktosunov</code>' in page
    assert f"<code>{other}</code>" in page


def test_nobody_is_not_found(desk: TestClient) -> None:
    for key in ("nobody", "a/b", "%00", "x" * 900, "%F0%9F%98%80"):
        assert desk.get(f"/actors/{key}").status_code == 404, key
