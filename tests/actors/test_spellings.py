"""One key for every spelling of a person, another one for everybody else: the table is ``spellings.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from verbale.record import Record

Reading = Callable[..., Record]
TABLE = tomllib.loads((Path(__file__).parent / "spellings.toml").read_text(encoding="utf-8"))


def key(read_en: Reading, title: str, name: str) -> str:
    """The key of the person of this name in a sentence of an English article."""
    record = read_en(f"{title} {name} said that the talks would go on.".strip())
    found = [a.key for a in record.actors if any(m.text.endswith(name) for m in a.mentions)]
    found = found or [a.key for a in record.actors if a.kind == "person" and not title]
    assert found, f"no {name!r} in {[m.text for a in record.actors for m in a.mentions]}"
    return found[0]


def spellings() -> list[Any]:
    rows = []
    for person in TABLE["person"]:
        first, *others = person["forms"]
        for form in others:
            marks = [pytest.mark.xfail(strict=True, reason="known")] if form in person.get("known", []) else []
            rows.append(pytest.param(person["as"], first, form, id=f"{first}: {form}", marks=marks))
    return rows


@pytest.mark.parametrize(("title", "first", "form"), spellings())
def test_one_key(title: str, first: str, form: str, read_en: Reading) -> None:
    assert key(read_en, title, form) == key(read_en, title, first)


def test_nobody_shares_a_key(read_en: Reading) -> None:
    keys = [key(read_en, person["as"], person["forms"][0]) for person in TABLE["person"]]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("row", TABLE["apart"], ids=lambda row: " / ".join(row["pair"]))
def test_two_keys(row: dict[str, Any], read_en: Reading) -> None:
    one, other = (key(read_en, "", words) for words in row["pair"])
    assert one != other
