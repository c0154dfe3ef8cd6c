"""Expressions in context with the value they must get: a line of ``en.txt`` or ``it.txt`` is a case."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Parsed
from verbale.codebook import codebook
from verbale.times import find_times

HERE = Path(__file__).parent


def cases(language: str) -> list[tuple[str, str, str, str]]:
    lines = (HERE / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    rows = [[part.strip() for part in line.split("|")] for line in lines if line and not line.startswith("#")]
    return [(language, published, text, wanted) for published, text, wanted in rows]


@pytest.mark.parametrize(("language", "published", "text", "wanted"), [*cases("en"), *cases("it")])
def test_value(language: str, published: str, text: str, wanted: str, parse_en: Parsed, parse_it: Parsed) -> None:
    parse = {"en": parse_en, "it": parse_it}[language](text)
    times, notes = find_times(parse, codebook(language), published)
    if not wanted:
        assert [time.text for time in times] == []
    noted = {note.path for note in notes}
    for part in filter(None, wanted.split(";")):
        words, _, value = (piece.strip() for piece in part.rpartition("="))
        found = [time for time in times if words.casefold() in time.text.casefold()]
        assert found, f"{words!r} is not in {[time.text for time in times]}"
        if value == "-":
            assert found[0].value is None
            assert f"times/{found[0].id}/value" in noted
        else:
            assert found[0].value == value
