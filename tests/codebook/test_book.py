"""Loading and merging of codebook folders."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest
from pydantic import BaseModel

from verbale.codebook import Codebook, CodebookError, Section, codebook, languages
from verbale.codebook.book import merge


class Colour(BaseModel):
    key: str
    shade: str = "plain"
    forms: tuple[str, ...] = ()


class Colours(Section):
    file: ClassVar[str] = "colours.toml"
    colour: tuple[Colour, ...] = ()
    names: dict[str, str] = {}


def folder(root: Path, name: str, body: str) -> Path:
    (root / name / "en").mkdir(parents=True)
    (root / name / "en" / "colours.toml").write_text(body, encoding="utf-8")
    return root / name


def test_a_users_entry_is_merged_over_ours_by_key(tmp_path: Path) -> None:
    ours = folder(tmp_path, "ours", '[[colour]]\nkey = "red"\nforms = ["red"]\n[names]\na = "x"\n')
    theirs = folder(
        tmp_path,
        "theirs",
        '[[colour]]\nkey = "red"\nshade = "dark"\nforms = ["crimson"]\n[[colour]]\nkey = "blue"\n[names]\nb = "y"\n',
    )
    book = Codebook("en", (ours, theirs))
    section = book.section(Colours)
    assert [c.key for c in section.colour] == ["red", "blue"]
    assert section.colour[0].shade == "dark"
    assert section.colour[0].forms == ("red", "crimson")
    assert section.names == {"a": "x", "b": "y"}


def test_a_fault_names_file_and_entry(tmp_path: Path) -> None:
    bad = folder(tmp_path, "bad", '[[colour]]\nshade = "dark"\n')
    with pytest.raises(CodebookError, match=r"colours\.toml: colour\.0\.key"):
        Codebook("en", (bad,)).section(Colours)


def test_what_is_no_toml_is_reported(tmp_path: Path) -> None:
    bad = folder(tmp_path, "bad", "colour = [")
    with pytest.raises(CodebookError, match=r"colours\.toml"):
        Codebook("en", (bad,)).section(Colours)


def test_a_missing_file_is_reported() -> None:
    with pytest.raises(CodebookError, match=r"no en/colours\.toml"):
        Codebook("en").section(Colours)


def test_a_section_is_read_once(tmp_path: Path) -> None:
    book = Codebook("en", (folder(tmp_path, "ours", '[[colour]]\nkey = "red"\n'),))
    assert book.section(Colours) is book.section(Colours)
    assert codebook("en") is codebook("en")


def test_hashes_change_with_the_data(tmp_path: Path) -> None:
    one = Codebook("en", (folder(tmp_path, "one", '[[colour]]\nkey = "red"\n'),)).hashes()
    two = Codebook("en", (folder(tmp_path, "two", '[[colour]]\nkey = "blue"\n'),)).hashes()
    assert one["own"] == two["own"]
    assert one["1"] != two["1"]


def test_lists_without_keys_are_appended_without_doubles() -> None:
    assert merge({"a": [1, 2]}, {"a": [2, 3]}) == {"a": [1, 2, 3]}


def test_both_languages_are_there() -> None:
    assert {"en", "it"} <= set(languages())
