"""One schema for all languages: what one language's folder holds, every other holds too."""

from __future__ import annotations

import ast
from pathlib import Path

from verbale.codebook import languages
from verbale.codebook.book import OWN

SOURCE = Path(__file__).parents[2] / "src" / "verbale"


def test_every_language_has_the_same_files() -> None:
    files = {language: {path.name for path in (OWN / language).glob("*.toml")} for language in languages()}
    assert files["it"] == files["en"]


def test_no_stage_imports_another_stage() -> None:
    stages = {"actors", "times", "places", "statements", "events", "positions", "reading"}
    for stage in stages:
        for path in (SOURCE / stage).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                name = node.module if isinstance(node, ast.ImportFrom) else None
                if name and name.startswith("verbale."):
                    other = name.split(".")[1]
                    assert other == stage or other not in stages, f"{path} imports {name}"
