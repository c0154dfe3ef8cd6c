"""Fixtures shared by all tests: one reader a session, so that each model is loaded once."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator

import pytest

from verbale.language.parse import Parse
from verbale.pipeline import Reader
from verbale.reading import make_document
from verbale.record import Record

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
