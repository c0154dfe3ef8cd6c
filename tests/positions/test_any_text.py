"""The stage holds its contract on any text: spans that hold, ids that exist, no exception, time linear in length."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from positions_bench import Stage

WORDS = [
    "Kenya", "Mali", "proposed", "a", "the", "ceasefire", "plan", "rejected", "it", "if", ",", ".", "“", "”", "not",
    "accepted", "by", "that", "to", "30-day", "truce", "and", "but", "new", "said", "yes", "on board", "\n",
]  # fmt: skip


@settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(WORDS), max_size=40))
def test_spans_hold(stage: Stage, words: list[str]) -> None:
    text = " ".join(words)
    found = stage("en", text, ("Kenya", "Mali"), {"30-day": "P30D"})
    spans = [s for p in found.proposals for s in (*p.evidence, *p.terms.conditions)]
    spans += [s for p in found.positions for s in (*p.evidence, *p.conditions)]
    assert all(text[s.start : s.end] == s.text and s.text for s in spans)
    proposals, positions = {p.id for p in found.proposals}, {p.id for p in found.positions}
    assert all(p.proposal in proposals for p in found.positions)
    assert all(p.supersedes is None or p.supersedes in positions for p in found.positions)
    assert all(p.version_of is None or p.version_of in proposals for p in found.proposals)


@pytest.mark.parametrize(
    "text", ["", "...", "Kenya Mali Kenya", "plan plan plan ceasefire truce", "truce rejected", "no yes no", "“”" * 9]
)
@pytest.mark.parametrize("language", ["it", "en"])
def test_odd_texts(stage: Stage, language: str, text: str) -> None:
    assert stage(language, text, ("Kenya", "Mali")).positions == ()


def test_many_proposals_take_time_in_proportion(stage: Stage) -> None:
    unit = "Kenya proposed a ceasefire, Mali rejected the plan, "
    assert len(stage("en", unit * 40, ("Kenya", "Mali")).proposals) >= 1
    began = time.process_time()
    stage("en", unit * 20 + "," * 2000, ("Kenya", "Mali"))
    assert time.process_time() - began < 20
