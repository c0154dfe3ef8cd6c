"""The desk under other hands: by keyboard and screen reader, on a telephone, on paper, and with the line down."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.web.browser.conftest import watched

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 900}
SERIOUS = ("serious", "critical")


def test_the_keyboard_comes_back_to_where_it_was(read_only: str, tab: Page) -> None:
    tab.goto(f"{read_only}/")
    cell = tab.locator("table.matrix td > a.fact").nth(3)
    cell.focus()
    key = cell.get_attribute("data-fact")
    tab.keyboard.press("Enter")
    expect(tab.locator("#evidence")).to_be_focused()
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("link", name="Close the evidence")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(tab.locator("#evidence")).to_be_empty()
    expect(tab.locator("table.matrix td a.fact:focus")).to_have_attribute("data-fact", str(key))


def test_escape_comes_back_after_a_walk_through_the_answers(read_only: str, tab: Page) -> None:
    tab.goto(f"{read_only}/")
    cell = tab.locator("table.matrix td", has_text="4 answers").first.locator("a.fact").first
    key = cell.get_attribute("data-fact")
    cell.click()
    tab.locator("#e-answers ~ ol a.fact").last.click()
    expect(tab.locator("#evidence [data-of]")).not_to_have_attribute("data-of", str(key))
    tab.keyboard.press("Escape")
    expect(tab.locator("main a.fact:focus")).to_have_attribute("data-fact", str(key))


def test_a_cell_says_all_of_itself_to_a_screen_reader(read_only: str, tab: Page) -> None:
    tab.goto(f"{read_only}/")
    table = tab.get_by_role("table", name=re.compile("Stance of each party"))
    row = table.get_by_role("row", name=re.compile("^Tajikistan"))
    expect(row.get_by_role("rowheader")).to_have_text("Tajikistan")
    expect(row.get_by_role("link", name="accepts", exact=True).first).to_be_visible()  # the glyph is silent
    expect(table.get_by_role("columnheader").first).to_be_visible()


def test_on_a_telephone_the_matrix_shows_that_it_goes_on(read_only: str, browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE, locale="en-GB")
    tab = watched(context)
    tab.page.goto(f"{read_only}/")
    frame = tab.page.locator(".scroll", has=tab.page.locator("table.matrix"))
    expect(frame).to_have_class(re.compile("goes-on"))
    party = frame.locator("tbody th").first
    before = party.bounding_box()
    frame.evaluate("frame => frame.scrollTo(frame.scrollWidth, 0)")
    expect(frame).not_to_have_class(re.compile("goes-on"))
    after = party.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["x"] - after["x"]) < 2  # whose row it is stays in sight
    caption = frame.locator("caption").bounding_box()
    assert caption is not None
    assert caption["width"] <= PHONE["width"]
    context.close()
    assert tab.faults == []


def test_on_a_telephone_a_cell_leads_to_its_sentence_and_back(read_only: str, browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE, locale="en-GB")
    tab = watched(context)
    tab.page.goto(f"{read_only}/")
    cell = tab.page.locator("table.matrix td > a.fact").first
    cell.click()
    expect(tab.page.locator("#evidence mark").first).to_be_in_viewport()
    tab.page.get_by_role("link", name="Close the evidence").click()
    expect(cell).to_be_in_viewport()
    expect(cell).to_be_focused()
    context.close()
    assert tab.faults == []


def test_on_a_telephone_unused_filters_take_no_room(read_only: str, browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE, locale="en-GB")
    tab = watched(context)
    tab.page.goto(f"{read_only}/contacts")
    expect(tab.page.locator("#f-track")).not_to_be_visible()
    tab.page.get_by_text("Filters", exact=True).click()
    tab.page.locator("#f-party").fill("KGZ TJK")
    tab.page.get_by_role("button", name="Show").click()
    expect(tab.page.get_by_role("checkbox", name="Kyrgyzstan")).to_be_checked()
    tab.page.get_by_role("checkbox", name="Kyrgyzstan").uncheck()
    tab.page.get_by_role("button", name="Show").click()
    expect(tab.page.get_by_role("checkbox", name="Kyrgyzstan")).to_have_count(0)
    assert re.search(r"party=TJK", tab.page.url)
    context.close()
    assert tab.faults == []


def test_on_paper_there_is_no_furniture_and_nothing_cut_off(read_only: str, tab: Page) -> None:
    tab.emulate_media(media="print", color_scheme="dark")
    tab.set_viewport_size({"width": 680, "height": 960})
    tab.goto(f"{read_only}/readouts")
    readout = tab.locator("main tbody th a").first.get_attribute("href")
    for path in ("/", "/brief?since=2024-03-01", readout):
        tab.goto(f"{read_only}{path}")
        for gone in (".sections", ".filters", ".foot", ".quick"):
            for one in tab.locator(gone).all():
                expect(one).not_to_be_visible()
        wide = tab.evaluate(
            "[...document.querySelectorAll('table, ul, ol')].map((one) => one.getBoundingClientRect().right)"
        )
        assert max(wide) <= 681, path
        assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_what_cannot_be_sent_is_told(own_desk: str, browser: Browser) -> None:
    context = browser.new_context(locale="en-GB")
    tab = watched(context, lambda text: "ERR_INTERNET_DISCONNECTED" in text or text.startswith("htmx:"))
    tab.page.goto(f"{own_desk}/review")
    shown = tab.page.locator("#review-h").inner_text()
    context.set_offline(True)
    tab.page.keyboard.press("c")
    expect(tab.page.get_by_role("alert").filter(has_text="does not answer")).to_be_visible()
    expect(tab.page.locator("#review-h")).to_have_text(shown)
    context.set_offline(False)
    tab.page.keyboard.press("c")
    expect(tab.page.locator("#silent")).not_to_be_visible()
    expect(tab.page.get_by_role("button", name=re.compile("Undo"))).to_be_visible()
    context.close()
    assert tab.faults == []


def test_fifty_facts_are_judged_by_keys_alone(own_desk: str, tab: Page) -> None:
    tab.goto(f"{own_desk}/review")
    judged: list[str] = []
    for number in range(50):
        fact = str(tab.locator("#review form.verdicts").get_attribute("action"))
        judged.append(fact.partition("?")[0])
        tab.keyboard.press("cr"[number % 2])
        expect(tab.locator("#review form.verdicts")).not_to_have_attribute("action", fact)
        expect(tab.locator("#review")).to_be_focused()
        expect(tab.locator("#review.htmx-added")).to_have_count(0)
    assert len(set(judged)) == 50
    tab.keyboard.press("u")
    expect(tab.locator("#review")).to_contain_text("Withdrawn")
    tab.goto(f"{own_desk}/judgements?withdrawn=true")
    expect(tab.locator("main tbody tr")).to_have_count(50)


def test_a_key_that_comes_with_the_next_fact_judges_nothing(own_desk: str, tab: Page) -> None:
    tab.goto(f"{own_desk}/review")
    tab.evaluate(
        """() => document.addEventListener("htmx:afterSwap", () => document.getElementById("review").dispatchEvent(
        new KeyboardEvent("keydown", {key: "r", bubbles: true})), {once: true})"""
    )
    tab.keyboard.press("c")
    expect(tab.locator("#review .done")).to_contain_text("Confirmed")
    expect(tab.locator("#review.htmx-added")).to_have_count(0)
    assert "done=" not in tab.url  # nothing was sent past the script
    tab.goto(f"{own_desk}/judgements")
    expect(tab.locator("main tbody tr")).to_have_count(1)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["telephone", "desk"])
@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("/", "table.matrix td > a.fact"),
        ("/contacts", "th.whom a.fact"),
        ("/readouts", "main tbody th a"),
        ("/documents", "main tbody th a"),
        ("/actors", "main tbody th a"),
        ("/incidents", "main a.fact"),
    ],
)
def test_what_stands_behind_a_row_is_accessible(
    path: str, link: str, size: ViewportSize, read_only: str, browser: Browser
) -> None:
    context = browser.new_context(viewport=size, locale="en-GB")
    tab = watched(context)
    tab.page.goto(f"{read_only}{path}")
    tab.page.locator(link).first.click()
    tab.page.wait_for_load_state("networkidle")
    expect(tab.page.locator("#evidence article, main h1").last).to_be_visible()
    assert tab.page.locator("h1").count() == 1
    wide = tab.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    found = [one for one in Axe().run(tab.page).response["violations"] if one["impact"] in SERIOUS]
    context.close()
    assert [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found] == []
    assert tab.faults == []
