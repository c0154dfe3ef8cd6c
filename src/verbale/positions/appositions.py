"""What stands beside a general name and tells what it is: *an offer, a six-week truce; a plan: truce, vote*."""

from __future__ import annotations

from verbale.positions.mentions import Mention, join
from verbale.positions.scene import HARD, NOUNS, VERBS, Scene

APPOSED = frozenset(",:—–-(")
ANNOUNCES = frozenset(":—–")
BETWEEN = 12  # tokens between a general name and the colon after which it is explained
ITEM = 5  # tokens in which the next item of a list must have its noun


def with_appositions(scene: Scene, mentions: list[Mention]) -> list[Mention]:
    """Mentions in text order, a general one made one with the special one that explains it."""
    kept: list[Mention] = []
    for mention in mentions:
        before = kept[-1] if kept else None
        if before is None or not _explains(scene, before, mention):
            kept.append(mention)
        elif mention.kind == "other" or (before.broad is not None and is_list(scene, mention.last)):
            mention.absorbed = True
            kept.append(mention)
        elif mention.first == before.last + 1:
            join(before, mention)
        else:
            before.kind, before.duration = mention.kind, before.duration or mention.duration
            before.evidence = (before.first, mention.last)
            mention.absorbed = True
            kept.append(mention)
    return kept


def _explains(scene: Scene, before: Mention, mention: Mention) -> bool:
    """Whether a mention with a kind stands in apposition to one without, or after the colon that it announces."""
    if before.kind is not None or before.weak or before.absorbed or mention.kind is None or mention.definite:
        return False
    if mention.first == before.last + 1:
        return scene.tokens[before.last].norm in APPOSED
    colon = mention.first - 1
    if before.broad is None or colon - before.last > BETWEEN or scene.tokens[colon].norm not in ANNOUNCES:
        return False
    return all(scene.tokens[i].norm not in HARD for i in range(before.last, colon))


def is_list(scene: Scene, at: int) -> bool:
    """Whether what ends before token ``at`` is the first item of a list: another noun follows a comma or *and*."""
    tokens = scene.tokens
    stop = scene.right_edge(at, ITEM + 1) if at < len(tokens) else at
    comma = next((i for i in range(at, stop) if tokens[i].norm == "," or tokens[i].pos == "CCONJ"), stop)
    if any(tokens[i].pos in VERBS for i in range(at, comma)):
        return False
    for i in range(comma + 1, min(comma + ITEM, scene.right_edge(comma, ITEM)) if comma < stop else 0):
        if tokens[i].pos in VERBS:
            return False
        if tokens[i].pos in NOUNS:
            return True
    return False
