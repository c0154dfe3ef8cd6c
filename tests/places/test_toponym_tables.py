"""Toponyms in context, from ``toponyms_LANG.toml``: what the record must hold, and nothing else.

The tables were written from the annotation guide before the rules that serve them. They run through the actor stage,
which takes out capitals and countries that stand for a government. A row marked ``known`` must fail: when it passes,
its mark is to be taken off.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Parsed
from verbale.actors import find_mentions, resolve_actors
from verbale.codebook import codebook
from verbale.places import find_places
from verbale.reading import make_document

HERE = Path(__file__).parent
LANGUAGES = ("en", "it")
SHARED = "-"  # of several countries, or of none that the text tells


def rows(language: str) -> list[dict[str, Any]]:
    with (HERE / f"toponyms_{language}.toml").open("rb") as file:
        groups = tomllib.load(file)["group"]
    return [row for group in groups for row in group["rows"]]


def cases() -> list[Any]:
    out = []
    for language in LANGUAGES:
        for row in rows(language):
            marks = [pytest.mark.xfail(strict=True, reason="known")] if row.get("known") else []
            out.append(pytest.param(language, row["text"], row["wanted"], marks=marks, id=row["text"]))
    return out


@pytest.mark.parametrize(("language", "text", "wanted"), cases())
def test_all_and_only(language: str, text: str, wanted: dict[str, str], parse_en: Parsed, parse_it: Parsed) -> None:
    parse, book = {"en": parse_en, "it": parse_it}[language](text), codebook(language)
    places, _ = find_places(parse, book)
    document = make_document(text, language=language)
    found = {p.text: p for p in resolve_actors(parse, book, find_mentions(parse, book), (), places, document).places}
    assert {name: place.country or SHARED for name, place in found.items()} == {
        name: value.partition("/")[0] for name, value in wanted.items()
    }
    for name, value in wanted.items():
        assert value.partition("/")[2] in ("", found[name].admin1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_enough_rows(language: str) -> None:
    table = rows(language)
    assert sum(len(row["wanted"]) for row in table) >= 200
    assert sum(not row.get("known") for row in table) >= 0.9 * len(table)
