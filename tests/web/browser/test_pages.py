"""Each page at three widths, in both schemes: no fault of the console, none that axe-core finds serious, a picture."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.web.browser.conftest import SCREENS, watched

PAGES = {
    "overview": "/",
    "timeline": "/timeline",
    "contacts": "/contacts",
    "graph": "/contacts/graph",
    "readouts": "/readouts",
    "incidents": "/incidents",
    "map": "/map",
    "actors": "/actors",
    "documents": "/documents",
    "search": "/search?q=ceasefire",
    "brief": "/brief?since=2024-03-01",
    "review": "/review",
    "queue": "/review/list",
    "judgements": "/judgements",
    "paste": "/paste",
    "account": "/account",
    "people": "/people",
    "audit": "/audit",
    "api": "/api/docs",
}
WIDTHS = (360, 768, 1280)
SERIOUS = ("serious", "critical")


@pytest.mark.parametrize("name", PAGES)
def test_a_page(name: str, read_only: str, browser: Browser) -> None:
    for width in WIDTHS:
        for scheme in ("light", "dark") if width == WIDTHS[-1] else ("light",):
            context = browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB")
            tab = watched(context)
            tab.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            answer = tab.page.goto(read_only + PAGES[name])
            assert answer is not None
            assert answer.status == 200
            tab.page.wait_for_load_state("networkidle")
            SCREENS.mkdir(parents=True, exist_ok=True)
            dark = "-dark" if scheme == "dark" else ""
            tab.page.screenshot(path=SCREENS / f"{name}-{width}{dark}.png", full_page=True)
            wide = tab.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{name} is {wide} pixels wider than a window of {width}"
            found = Axe().run(tab.page).response["violations"]
            faults = [
                f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}"
                for one in found
                if one["impact"] in SERIOUS
            ]
            context.close()
            assert faults == [], f"{name}, {width} pixels, {scheme}"
            assert tab.faults == []
