"""The documentation says what the program does."""

from __future__ import annotations

import doctest
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_help_in_the_documentation_is_the_programs(generate: ModuleType) -> None:
    page = (ROOT / "docs" / "cli.md").read_text()
    assert generate.with_help(page) == page, "docs/cli.md is stale: run python docs/generate.py"


def test_every_option_and_command_is_told(generate: ModuleType) -> None:
    page = (ROOT / "docs" / "cli.md").read_text()
    for command in ("read", "positions", "demo", "schema"):
        assert f"verbale {command}" in page


def test_the_example_of_the_api_runs() -> None:
    page = (ROOT / "docs" / "api.md").read_text()
    examples = "\n".join(re.findall(r"```pycon\n(.*?)```", page, re.DOTALL))
    test = doctest.DocTestParser().get_doctest(examples, {}, "api.md", "docs/api.md", 0)
    assert test.examples
    results = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE).run(test)
    assert results.failed == 0


def test_the_kinds_of_glitch_are_told() -> None:
    page = (ROOT / "docs" / "reading.md").read_text()
    source = "".join(path.read_text() for path in (ROOT / "src" / "verbale" / "reading").glob("*.py"))
    kinds = {"broken term", "calque", "repeated word", "unclosed quotation", "undecodable", "mojibake"}
    for kind in kinds:
        assert f'"{kind}"' in source
        assert f"`{kind}`" in page
