"""The manual of event types says what the codebook says, with examples enough of each type."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from verbale.codebook import codebook
from verbale.events.acts import Acts
from verbale.events.lexicon import EventTypes

ROOT = Path(__file__).parents[2]
TYPES = {entry.key: entry for entry in codebook("en").section(EventTypes).type}
ENOUGH = 15


@pytest.fixture(scope="module")
def manual() -> Any:
    spec = importlib.util.spec_from_file_location("docs_manual", ROOT / "docs" / "manual.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_pages_are_fresh(manual: Any) -> None:
    for name, text in manual.pages().items():
        path = ROOT / "docs" / "codebook" / name
        assert path.read_text(encoding="utf-8") == text, f"{name} is stale: run python docs/manual.py"


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("kind", sorted(TYPES))
def test_each_type_has_examples_of_its_kinds(manual: Any, kind: str, language: str) -> None:
    shown = [event for _, event in manual.examples()[kind, language]]
    assert len(shown) >= ENOUGH
    assert any(event["status"] != "happened" for event in shown)
    modes = {mode.key for mode in TYPES[kind].modes}
    assert {event["mode"] for event in shown} <= modes | {None}


@pytest.mark.parametrize("language", ["it", "en"])
def test_acts_know_all_types_and_only_their_modes(language: str) -> None:
    acts = codebook(language).section(Acts).act
    assert {act.type for act in acts} == set(TYPES)
    for act in acts:
        assert set(act.modes) <= {mode.key for mode in TYPES[act.type].modes}, act.type
        twice = [word for word, n in Counter((*act.verbs, *act.turned)).items() if n > 1]
        assert not twice, f"{act.type}: twice {twice}"
