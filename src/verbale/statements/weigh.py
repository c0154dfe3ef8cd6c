"""How likely a draft is a statement, and how likely its speaker is right too.

Two logistic regressions over signs (``weights.SIGNS``), fitted on passages that no tagger has learned from
(``training/weigh.py``). The second is the ``confidence`` of the record.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from verbale.statements.draft import Draft
from verbale.statements.tagging import Tags

BRIEF = 2  # tokens of a content that tells a tagger little


def signs(draft: Draft, tags: Tags, *, ruled: bool, direct: bool) -> tuple[float, ...]:
    """The signs of a draft, in the order of ``SIGNS``."""
    spans = draft.content
    tokens = sum(last - first for first, last in spans)
    tagged = sum(tags.support("content", a, b) * (b - a) for a, b in spans) / tokens
    thought = sum(tags.thought("content", a, b) * (b - a) for a, b in spans) / tokens
    trust = draft.confidence if ruled else 0.0
    cue = tags.support("cue", draft.cue.first, draft.cue.last) if draft.cue is not None else 0.0
    phrase = tags.support("source", draft.phrase.first, draft.phrase.last) if draft.phrase is not None else 0.0
    inner = float(draft.level > 0)
    return (
        1.0,
        float(ruled),
        trust,
        tagged,
        thought,
        float(draft.cue is not None),
        cue,
        float(draft.phrase is not None),
        phrase,
        float(bool(draft.speakers)),
        max((tags.agreement(a, b) for a, b in spans), default=0.0),
        inner,
        inner * trust,
        float(draft.inherited),
        float(direct),
        float(direct) * tagged,
        cue * phrase,
        float(tokens <= BRIEF),
    )


def likely(values: Sequence[float], weights: Sequence[float]) -> float:
    """A probability from signs and weights."""
    return 1 / (1 + math.exp(-sum(v * w for v, w in zip(values, weights, strict=True))))
