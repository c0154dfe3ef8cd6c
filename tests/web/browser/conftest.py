"""The desk in Debian's Chromium: a real server over a copy of the example store, and pages that forgive nothing.

A test fails on any error of the console, and on any request that would leave the machine.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tests.web.conftest import NOON
from verbale.store import Ledger
from verbale.web.app import make_desk
from verbale.web.settings import DeskSettings

MISSING = "Chromium is not installed (Debian's package chromium)"
QUIET = (  # a browser that asks nobody but the desk
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
SCREENS = Path(__file__).parents[3] / "build" / "screens"
TRACK = "Kyrgyzstan – Tajikistan"


@contextmanager
def served(ledger: Ledger, settings: DeskSettings) -> Iterator[str]:
    """A real server in a thread; its address."""
    config = uvicorn.Config(make_desk(ledger, settings), host="127.0.0.1", port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(1_000):
        if server.started:
            break
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser a session."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def read_only(example_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk that tests only look at."""
    path = tmp_path_factory.mktemp("served") / "desk.db"
    shutil.copy(example_store, path)
    with Ledger.open(path, clock=lambda: NOON) as ledger, served(ledger, DeskSettings()) as address:
        yield address


@pytest.fixture
def own_desk(ledger: Ledger) -> Iterator[str]:
    """The address of a desk of this test's own."""
    with served(ledger, DeskSettings()) as address:
        yield address


@dataclass
class Watched:
    """A tab, and what went wrong in it."""

    page: Page
    faults: list[str]


def watched(context: BrowserContext, allowed: Callable[[str], bool] = lambda _: False) -> Watched:
    """A new tab; each error of its console and each foreign request is noted, but for messages that are ``allowed``."""
    tab = Watched(context.new_page(), [])

    def said(message: ConsoleMessage) -> None:
        if message.type == "error" and not allowed(message.text):
            tab.faults.append(f"{message.type}: {message.text}")

    def asked(request: Request) -> None:
        if urlsplit(request.url).hostname not in ("127.0.0.1", None):
            tab.faults.append(f"request to {request.url}")

    tab.page.on("console", said)
    tab.page.on("pageerror", lambda error: tab.faults.append(f"script: {error}"))
    tab.page.on("request", asked)
    tab.page.on("dialog", lambda dialog: (tab.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    return tab


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab of 1280 pixels that must stay without faults."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    opened = watched(context)
    yield opened.page
    context.close()
    assert opened.faults == []
