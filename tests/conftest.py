"""Fixtures shared by all tests: one reader a session, so that each model is loaded once."""

from __future__ import annotations

from collections.abc import Callable

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
