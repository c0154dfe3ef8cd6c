"""Toponyms in context: a line of ``en.txt`` or ``it.txt`` is a case, and names all that must be found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Parsed
from verbale.codebook import codebook
from verbale.places import find_places

HERE = Path(__file__).parent
SHARED = "-"  # several countries, or none


def cases(language: str) -> list[tuple[str, str, str]]:
    lines = (HERE / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    rows = [[part.strip() for part in line.split("|")] for line in lines if line and not line.startswith("#")]
    return [(language, text, wanted) for text, wanted in rows]


@pytest.mark.parametrize(("language", "text", "wanted"), [*cases("en"), *cases("it")])
def test_all_and_only(language: str, text: str, wanted: str, parse_en: Parsed, parse_it: Parsed) -> None:
    parse = {"en": parse_en, "it": parse_it}[language](text)
    places, _ = find_places(parse, codebook(language))
    found = "; ".join(f"{place.text} {place.country or SHARED}" for place in places)
    assert found == wanted


@pytest.mark.parametrize("language", ["en", "it"])
def test_enough_cases(language: str) -> None:
    assert sum(len(wanted.split(";")) for _, _, wanted in cases(language) if wanted) >= 200
