"""Direct speech whose speaker is named in the same sentence: found, and given to that name.

Each ``case`` of the tables has a ``text``, the ``content`` of a statement in it and the ``speaker``, by the name in
the text; ``known = true`` marks what is not read yet.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from verbale.record import Record

Reading = Callable[..., Record]
CASES = [
    (language, case)
    for language in ("it", "en")
    for case in tomllib.loads(Path(__file__).with_name(f"direct_{language}.toml").read_text("utf-8"))["case"]
]


def speakers(record: Record, content: str) -> set[str]:
    """Names of those who say just these words, final stop apart."""
    names = {actor.id: {actor.name, *actor.aliases} for actor in record.actors}
    wanted = content.rstrip(".")
    said = [s for s in record.statements if " ".join(span.text for span in s.content).rstrip(".") == wanted]
    return {name for statement in said for speaker in statement.speakers for name in names[speaker]}


@pytest.mark.parametrize(("language", "case"), CASES, ids=[case["text"][:60] for _, case in CASES])
def test_direct_speech_goes_to_the_name_in_its_sentence(
    language: str, case: dict[str, str], read_it: Reading, read_en: Reading, request: pytest.FixtureRequest
) -> None:
    if case.get("known"):
        request.node.add_marker(pytest.mark.xfail(strict=True, reason="not read yet"))
    record = {"it": read_it, "en": read_en}[language](case["text"], published="2024-05-06")
    assert case["speaker"] in speakers(record, case["content"])
