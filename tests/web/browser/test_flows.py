"""What a person does at the desk, in a real browser: from a cell to its sentence, and the other ways through it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browser.conftest import TRACK, served, watched
from verbale.store import Ledger
from verbale.store.access import users
from verbale.store.access.passwords import hashed
from verbale.web.settings import DeskSettings


def test_from_the_matrix_to_the_sentence(read_only: str, tab: Page) -> None:
    tab.goto(f"{read_only}/?track={TRACK}")
    cell = tab.locator("table.matrix td a.fact").first
    stance = cell.inner_text()
    cell.click()
    panel = tab.locator("#evidence")
    expect(panel.locator("mark, .marked, .claim").first).to_be_visible()
    assert "fact=" in tab.url
    assert stance.split()[-1]
    again = tab.context.new_page()  # the state has a link
    again.goto(tab.url)
    expect(again.locator("#evidence")).to_contain_text(panel.locator("mark, .marked, .claim").first.inner_text()[:30])
    again.close()
    tab.keyboard.press("Escape")
    expect(panel).to_be_empty()
    assert "fact=" not in tab.url


def test_back_closes_what_was_opened(read_only: str, tab: Page) -> None:
    tab.goto(f"{read_only}/")
    tab.locator("table.matrix td a.fact").first.click()
    expect(tab.locator("#evidence")).not_to_be_empty()
    tab.go_back()
    expect(tab.locator("h1")).to_contain_text("All that is known")
    expect(tab.locator("#evidence")).to_be_empty()


def test_the_document_shows_the_claim_in_its_place(read_only: str, tab: Page) -> None:
    tab.goto(f"{read_only}/")
    tab.locator("table.matrix td a.fact").first.click()
    tab.locator("#evidence a[href*='/documents/']").first.click()
    expect(tab).to_have_url(re.compile("/documents/"))
    expect(tab.locator("a.claim.marked").first).to_be_visible()


def test_the_timeline_is_filtered(read_only: str, tab: Page) -> None:
    tab.goto(f"{read_only}/timeline")
    tab.wait_for_load_state("networkidle")
    everything = tab.locator("main tbody tr").count()
    tab.goto(f"{read_only}/timeline?lane=contact")
    tab.wait_for_load_state("networkidle")
    some = tab.locator("main tbody tr").count()
    assert 0 < some < everything
    expect(tab.locator(".vis-item").first).to_be_attached()


def test_the_map_has_points_and_a_table(read_only: str, tab: Page) -> None:
    tab.goto(f"{read_only}/map")
    tab.wait_for_load_state("networkidle")
    pin = tab.locator(".leaflet-container .pin").first
    expect(pin).to_be_visible()
    pin.press("Enter")
    tab.locator(".leaflet-popup a").first.click()
    expect(tab.locator("#evidence")).not_to_be_empty()
    assert tab.locator("main tbody tr").count() > 0


def test_readouts_side_by_side(read_only: str, tab: Page) -> None:
    tab.goto(f"{read_only}/readouts")
    tab.locator("main tbody th a").first.click()
    expect(tab.locator("table.points tbody tr").first).to_be_visible()
    whole = tab.locator("table.points tbody tr").count()
    tab.get_by_role("link", name="only by one").click()
    assert 0 < tab.locator("table.points tbody tr").count() < whole
    tab.locator("table.points td a.said").first.click()
    expect(tab.locator("#at")).to_be_attached()


def test_without_scripts_all_the_same(read_only: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    tab = watched(context)
    tab.page.goto(f"{read_only}/?track={TRACK}")
    tab.page.locator("table.matrix td a.fact").first.click()
    expect(tab.page.locator("#evidence mark, #evidence .claim").first).to_be_visible()
    for path in ("/timeline", "/contacts", "/map", "/review"):
        tab.page.goto(read_only + path)
        expect(tab.page.locator("h1")).to_be_visible()
    context.close()
    assert tab.faults == []


def test_review_and_undo_by_keyboard(own_desk: str, tab: Page) -> None:
    tab.goto(f"{own_desk}/review")
    first = tab.locator("main mark, main .claim").first.inner_text()
    tab.keyboard.press("c")
    expect(tab.get_by_role("button", name=re.compile("Undo")).first).to_be_visible()
    expect(tab.locator("main")).not_to_contain_text(f"«{first}»")
    tab.keyboard.press("u")
    expect(tab.locator("main")).to_contain_text(re.compile("taken back|withdrawn|undone", re.I))
    tab.goto(f"{own_desk}/judgements?withdrawn=true")
    expect(tab.locator("main")).to_contain_text("confirm")


def test_a_text_is_pasted_and_read(own_desk: str, tab: Page) -> None:
    tab.goto(f"{own_desk}/paste")
    tab.locator("textarea").fill(
        "The foreign minister of Norway, Ines Dahl, said on Monday that Norway accepts the 10-day truce of Chad. "
        '"We will sign it," she said.'
    )
    tab.get_by_role("button", name=re.compile("read", re.I)).first.click()
    expect(tab.locator("main")).to_contain_text("We will sign it")
    expect(tab.locator("main .claim, main mark").first).to_be_visible()


def test_log_in_and_refusal(ledger: Ledger, browser: Browser) -> None:
    with ledger.writing() as connection:
        users.add_user(connection, "ana", "reader", hashed("a long enough secret", "ana"), ledger.clock())
    with served(ledger, DeskSettings(login=True)) as address:
        context = browser.new_context(locale="en-GB")
        tab = watched(context, lambda text: "403" in text or "401" in text or "400" in text)
        tab.page.goto(f"{address}/contacts")
        expect(tab.page).to_have_url(re.compile(r"/login\?next="))
        tab.page.get_by_label(re.compile("name", re.I)).first.fill("ana")
        tab.page.get_by_label(re.compile("password", re.I)).first.fill("not this one at all")
        tab.page.get_by_role("button", name=re.compile("log in", re.I)).click()
        expect(tab.page.locator("main")).to_contain_text("do not go together")
        tab.page.get_by_label(re.compile("name", re.I)).first.fill("ana")
        tab.page.get_by_label(re.compile("password", re.I)).first.fill("a long enough secret")
        tab.page.get_by_role("button", name=re.compile("log in", re.I)).click()
        expect(tab.page).to_have_url(re.compile("/contacts"))
        answer = tab.page.goto(f"{address}/people")
        assert answer is not None
        assert answer.status == 403
        tab.page.goto(f"{address}/")
        tab.page.get_by_role("button", name="Log out").click()
        expect(tab.page).to_have_url(re.compile("/login"))
        tab.page.goto(f"{address}/")
        expect(tab.page).to_have_url(re.compile("/login"))
        context.close()
        assert tab.faults == []


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_language_is_chosen(language: str, read_only: str, browser: Browser) -> None:
    context = browser.new_context(locale="en-GB" if language == "it" else "it-IT")
    tab = watched(context)
    tab.page.goto(f"{read_only}/contacts")
    tab.page.locator(f".who a[hreflang={language}]").click()
    expect(tab.page.locator("html")).to_have_attribute("lang", language)
    assert "/contacts" in tab.page.url
    context.close()
    assert tab.faults == []
