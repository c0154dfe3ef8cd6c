"""When a party took its stance: the date in the clause that tells it."""

from __future__ import annotations

from verbale.positions.clauses import clause_start
from verbale.positions.mentions import Mention
from verbale.positions.scene import HARD, VERBS, Scene


def date_of(
    scene: Scene, at: int, clause: tuple[int, int], mention: Mention | None, condition: tuple[int, int] | None
) -> str | None:
    """The date in the stance clause that is nearest to the stance; none of the proposal or the condition."""
    first, last = clause
    nearest: tuple[int, str] | None = None
    for i in _dated_tokens(scene, first, at, last):
        if condition and condition[0] <= i < condition[1]:
            continue
        if mention and (
            mention.first <= i < mention.last
            or (mention.evidence and mention.verb > at and mention.verb <= i < mention.evidence[1])
        ):
            continue
        for _, time in scene.times.spans_at(i):
            if (
                time.type in ("DATE", "TIME")
                and time.value
                and time.value[0].isdigit()
                and (nearest is None or abs(i - at) < nearest[0])
            ):
                nearest = (abs(i - at), time.value)
    return nearest[1] if nearest else _said(scene, at)


def _dated_tokens(scene: Scene, first: int, at: int, last: int) -> list[int]:
    """Tokens of the clause that may date it: the clause itself and what opens it before its subject."""
    tokens = scene.tokens
    opening = first
    start = max(scene.first_of_sentence(first), first - 8)
    while (
        opening > start
        and tokens[opening - 1].norm not in HARD
        and tokens[opening - 1].pos not in VERBS | {"CCONJ", "SCONJ"}
    ):
        if tokens[opening - 1].norm == "," and not scene.in_time(opening - 2):
            break
        opening -= 1
    begin = clause_start(scene, at)
    return [*range(opening, first), *range(max(first, begin), last)]


def _said(scene: Scene, at: int) -> str | None:
    """Who answers in the first person answers when he says so."""
    statement = scene.statement_at(at)
    if statement is None:
        return None
    near = range(max(scene.first_of_sentence(at), at - 6), at + 1)
    return statement.said if any(scene.is_in("first_person", i) for i in near) else None
