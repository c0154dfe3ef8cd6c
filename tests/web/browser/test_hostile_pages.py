"""Hostile texts in a real browser: nothing runs, nobody else is asked, no dialog opens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from tests.web.browser.conftest import served, watched
from tests.web.test_hostile import LISTS, hostile_store
from verbale.store import Ledger
from verbale.store.tables import documents, facts
from verbale.web.settings import DeskSettings

EVERY = 25  # of the documents; their lists show all of them


@pytest.fixture(scope="module")
def hostile_ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(hostile_store(tmp_path_factory.mktemp("hostile"))) as ledger:
        yield ledger


def test_nothing_is_obeyed(hostile_ledger: Ledger, browser: Browser) -> None:
    with hostile_ledger.reading() as connection:
        keys = connection.execute(select(documents.c.key).order_by(documents.c.id)).scalars().all()
        rows = connection.execute(select(facts.c.key).order_by(facts.c.id).limit(30)).scalars().all()
    pages = [one for one in LISTS if ".json" not in one and ".html" not in one]
    pages += [f"/documents/{key}" for key in keys[::EVERY]]
    pages += [f"/?fact={key}" for key in rows]
    with served(hostile_ledger, DeskSettings()) as address:
        context = browser.new_context(locale="en-GB")
        tab = watched(context, lambda text: "status of 404" in text or "status of 400" in text)
        for page in pages:
            tab.page.goto(address + page)
            tab.page.wait_for_load_state("networkidle")
            assert tab.page.evaluate("window.obeyed") is None, page
            assert tab.page.url.startswith(address), page
            assert tab.faults == [], page
        context.close()
