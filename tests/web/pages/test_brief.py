"""The brief on the desk: from which day on, each line with its evidence and its sources, and the files of it."""

from __future__ import annotations

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from tests.views.truce import add, text
from tests.web.conftest import NOON
from verbale.store import Ledger
from verbale.store.access.here import local_name
from verbale.store.access.visits import note_visit
from verbale.store.engine import noting
from verbale.store.judging import fact_named
from verbale.views.brief import Brief, brief
from verbale.views.citing import Line
from verbale.web.asked import Asked
from verbale.web.pages.brief import since_by_default

ALL = "/brief?since=2024-03-01"


@pytest.fixture
def told(ledger: Ledger) -> Brief:
    with ledger.reading() as connection:
        return brief(connection, "2024-03-01", clock=ledger.clock)


def lines(told: Brief) -> list[Line]:
    own = [line for section in told.sections for line in section.lines]
    return own + [account for line in own for account in line.accounts]


def visited(ledger: Ledger, moment: str) -> None:
    with noting(ledger.engine) as connection:
        note_visit(connection, local_name(), "", moment)


def test_every_line_leads_to_a_fact(desk: TestClient, ledger: Ledger, told: Brief) -> None:
    page = unescape(desk.get(ALL).text)
    with ledger.reading() as connection:
        for line in lines(told):
            assert line.fact is not None, line
            assert fact_named(connection, line.fact) == line.fact
            assert f'data-fact="{line.fact}">{line.what}</a>' in page
    kinds = {(section.id, (line.fact or "")[:2]) for section in told.sections for line in section.lines}
    assert kinds >= {
        ("positions", "po"),
        ("proposals", "pr"),
        ("contacts", "co"),
        ("incidents", "in"),
        ("statements", "st"),
    }


def test_sources_are_numbered_and_cited(desk: TestClient, told: Brief) -> None:
    page = desk.get(ALL).text
    listed = re.findall(r'<li id="source-(\d+)" value="(\d+)">', page)
    assert listed == [(str(one.number), str(one.number)) for one in told.sources]
    cited = {*re.findall(r'<a class="cite" href="#source-(\d+)">', page)}
    assert cited == {number for number, _ in listed}
    for one in told.sources:
        assert f'href="/documents/{one.document}?since=2024-03-01"' in page


def test_a_corrected_article_has_no_fact(ledger: Ledger, desk: TestClient) -> None:
    add(ledger, text("late", "2024-03-25", ("PER", "accepts")))
    add(ledger, text("late", "2024-03-26", ("PER", "rejects")))
    with ledger.reading() as connection:
        found = brief(connection, "2024-03-25", clock=ledger.clock)
    corrected = [line for section in found.sections if section.id == "corrections" for line in section.lines]
    assert all(line.fact is None for line in corrected)
    assert desk.get("/brief?since=2024-03-25").status_code == 200


def test_it_begins_the_day_before_the_last_text(ledger: Ledger, desk: TestClient) -> None:
    assert 'name="since" value=""' in desk.get("/brief").text
    assert "What became known since Mar 23, 2024" in desk.get("/brief").text
    with ledger.reading() as connection:
        for asked, day in (
            (Asked(), "2024-03-23"),
            (Asked(until="2024-03-10"), "2024-03-08"),
            (Asked(known_at="2024-03-10T00:00:00Z"), "2024-03-08"),
            (Asked(track="Kyrgyzstan – Tajikistan"), "2024-03-23"),
            (Asked(track="Kyrgyzstan – Tajikistan", until="2024-03-10"), "2024-03-08"),
            (Asked(until="2020-01-02"), "2020-01-01"),
            (Asked(until="0001-01-01"), "0001-01-01"),
        ):
            assert since_by_default(connection, ledger, asked) == day, asked


def test_or_at_the_last_visit(ledger: Ledger, desk: TestClient) -> None:
    visited(ledger, "2024-03-10T09:00:00.000Z")
    page = desk.get("/brief").text
    assert "What became known since your last visit on Mar 10, 2024" in page
    assert 'href="/brief.md?since=2024-03-10"' in page
    assert desk.get("/brief.md").text.splitlines()[2].startswith("What became known since 2024-03-10")
    assert "your last visit" not in desk.get(ALL).text
    assert "your last visit" not in desk.get("/brief?until=2024-03-10").text


def test_who_was_here_after_the_last_text_sees_that_again(ledger: Ledger, desk: TestClient) -> None:
    visited(ledger, "2024-03-26T08:00:00.000Z")
    assert NOON > "2024-03-26T08:00:00.000Z"
    assert "What became known since Mar 23, 2024" in desk.get("/brief").text


def test_files(desk: TestClient) -> None:
    page = desk.get(f"{ALL}&until=2024-03-20").text
    for suffix, kind in (("md", "text/markdown"), ("html", "text/html")):
        link = unescape(re.search(rf'href="(/brief\.{suffix}\?[^"]+)"', page)[1])  # type: ignore[index]
        made = desk.get(link)
        assert made.headers["content-type"].startswith(kind)
        assert made.headers["content-disposition"] == f'attachment; filename="brief.{suffix}"'
        assert "since 2024-03-01 up to 2024-03-20" in made.text
    assert "<script" not in made.text


def test_filters(desk: TestClient) -> None:
    assert "Tajikistan" in desk.get(f"{ALL}&party=TJK&track=Kyrgyzstan – Tajikistan").text
    assert "Nothing new is told." in desk.get("/brief?since=2030-01-01&until=2030-01-02").text
    for wrong in ("since=2024-03-10&until=2024-03-01", "since=never", "until=never", "track=Nowhere", "as_of=0"):
        for file in ("brief", "brief.md", "brief.html"):
            assert desk.get(f"/{file}?{wrong}").status_code == 400, (file, wrong)


def test_what_is_told_is_text(ledger: Ledger, desk: TestClient) -> None:
    add(ledger, text("x", "2024-03-26", ("PER", "accepts"), publisher="<script>alert(1)</script>"))
    page = desk.get("/brief").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
