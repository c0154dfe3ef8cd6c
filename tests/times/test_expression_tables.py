"""Expressions in context, from ``expressions_LANG.toml``: several hundred a language, known failures included.

The tables were written from TIMEX3 and the annotation guide before the rules that serve them. A row marked ``known``
must fail: when it passes, its mark is to be taken off.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Parsed
from verbale.codebook import codebook
from verbale.times import find_times, infer_published

HERE = Path(__file__).parent
LANGUAGES = ("en", "it")


def rows(language: str) -> list[tuple[str | None, dict[str, Any]]]:
    with (HERE / f"expressions_{language}.toml").open("rb") as file:
        groups = tomllib.load(file)["group"]
    return [(group.get("published"), row) for group in groups for row in group["rows"]]


def cases() -> list[Any]:
    out = []
    for language in LANGUAGES:
        for published, row in rows(language):
            marks = [pytest.mark.xfail(strict=True, reason="known")] if row.get("known") else []
            out.append(pytest.param(language, published, row["text"], row["wanted"], marks=marks, id=row["text"]))
    return out


@pytest.mark.parametrize(("language", "published", "text", "wanted"), cases())
def test_value(
    language: str, published: str | None, text: str, wanted: dict[str, str], parse_en: Parsed, parse_it: Parsed
) -> None:
    parse = {"en": parse_en, "it": parse_it}[language](text)
    times, notes = find_times(parse, codebook(language), published or infer_published(parse, codebook(language)))
    noted = {note.path for note in notes}
    if not wanted:
        assert [time.text for time in times] == []
    at = 0
    for words, value in wanted.items():
        start = text.casefold().index(words.casefold(), at)
        at = start + len(words)
        found = next((time for time in times if time.start <= start and at <= time.end), None)
        assert found is not None, f"{words!r} is not in {[time.text for time in times]}"
        assert found.value == (None if value == "null" else value)
        assert value != "null" or f"times/{found.id}/value" in noted


@pytest.mark.parametrize("language", LANGUAGES)
def test_enough_rows(language: str) -> None:
    table = [row for _, row in rows(language)]
    assert sum(len(row["wanted"]) for row in table) >= 300
    assert sum(not row.get("known") for row in table) >= 0.9 * len(table)
