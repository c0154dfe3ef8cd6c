"""Quotation marks of every kind: what opens, what closes, what is an apostrophe."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verbale.codebook import codebook
from verbale.language.parse import Parse
from verbale.reading import make_document
from verbale.statements import find_statements
from verbale.statements.quotations import find_quotations

Parsed = Callable[[str], Parse]
WORDS = [
    *("said", "that", "“", "”", '"', "‘", "’", "«", "»", ",", ".", ":", ";", "he", "Kone", "of", "to", "\n\n", "'"),
    *("according to", "accused", "shelling", "was", "it", "QUESTION:", "—", "claim", "by", "statement"),
]


def inner(parse: Parse) -> list[str]:
    return [parse.span(q.first, q.last).text for q in find_quotations(parse).all]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we go” and left.", ["we go"]),
        ('He said "we go" and "we stay" too.', ["we go", "we stay"]),
        ("He said «we go» and left.", ["we go"]),
        ("He said „we go“ and left.", ["we go"]),
        ("He said ‘we go’ and left.", ["we go"]),
        ("He said 'we go' and left.", ["we go"]),
        ("“They told us ‘go home’ twice,” he said.", ["They told us ‘go home’ twice,", "go home"]),
        ("The rebels' men and the army's guns aren't gone.", []),
        ("It's the '90s, isn't it?", []),
        ("He said “we go\n\nThe army left.", ["we go"]),
        ("Putin says “\n\nThe army left.", []),
        ("A ” stray mark and nothing else.", []),
    ],
)
def test_marks(parse_en: Parsed, text: str, expected: list[str]) -> None:
    assert inner(parse_en(text)) == expected


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=60,
    )
)
def test_any_text_gives_sound_statements(parse_en: Parsed, words: list[str]) -> None:
    text = " ".join(words)
    parse = parse_en(text)
    statements, _ = find_statements(parse, codebook("en"), (), (), make_document(text, language="en"))
    known = {s.id: s for s in statements}
    for statement in statements:
        spans = [*statement.content, *(s for s in (statement.cue, statement.speaker_span, statement.venue) if s)]
        assert all(text[s.start : s.end] == s.text and s.text for s in spans)
        if statement.nested_in:
            outer = known[statement.nested_in]
            assert any(
                o.start <= statement.content[0].start and statement.content[-1].end <= o.end for o in outer.content
            )
