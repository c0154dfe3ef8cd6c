"""Fixtures shared by all tests: one reader a session, so that each model is loaded once."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest

from tests.databases import MISSING, Server, binaries
from verbale.language.parse import Parse
from verbale.pipeline import Reader
from verbale.reading import make_document
from verbale.record import Record
from verbale.store import Ledger

Parsed = Callable[[str], Parse]
Reading = Callable[..., Record]


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="session")
def parse_it(reader: Reader) -> Parsed:
    return lambda text: next(reader.parser("it").parse_all([make_document(text, language="it")]))


@pytest.fixture(scope="session")
def parse_en(reader: Reader) -> Parsed:
    return lambda text: next(reader.parser("en").parse_all([make_document(text, language="en")]))


@pytest.fixture(scope="session")
def read_it(reader: Reader) -> Reading:
    return lambda text, **given: reader.read(make_document(text, language="it", **given))


@pytest.fixture(scope="session")
def read_en(reader: Reader) -> Reading:
    return lambda text, **given: reader.read(make_document(text, language="en", **given))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A server of PostgreSQL on a socket of its own, for this session."""
    if binaries() is None:
        pytest.skip(MISSING)
    server = Server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a store that nothing is in yet: of a file, and of a database of the server."""
    if request.param == "sqlite":
        yield str(tmp_path / "ledger.db")
        return
    server: Server = request.getfixturevalue("postgresql")
    with server.database("template_ledger") as url:
        yield url


@pytest.fixture
def ledger(empty_store: str) -> Iterator[Ledger]:
    """An empty ledger whose clock stands at noon of 1 March 2030."""
    with Ledger.open(empty_store, clock=lambda: "2030-03-01T12:00:00.000Z") as opened:
        yield opened


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything that a test needs has been installed, a skip is a fault: ``VERBALE_NO_SKIPS=1``.

    A known failure of a table of cases is no skip, though its report is of that kind.
    """
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("VERBALE_NO_SKIPS") == "1":
        report.outcome = "failed"
    return report
