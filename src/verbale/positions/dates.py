"""When a party took its stance: the date in the clause that tells it."""

from __future__ import annotations

from verbale.positions.clauses import clause_start
from verbale.positions.mentions import Mention
from verbale.positions.referents import same_side
from verbale.positions.scene import HARD, VERBS, Scene
from verbale.record import Actor

AUXILIARY = 3  # tokens before a verb in which its auxiliary stands


def date_of(
    scene: Scene,
    at: int,
    clause: tuple[int, int],
    mention: Mention | None,
    condition: tuple[int, int] | None,
    party: Actor | None,
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
    return nearest[1] if nearest else _said(scene, at, party)


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
    if first < begin < at and _goes_on(scene, begin, at, last):
        begin = first
    return [*range(opening, first), *range(max(first, begin), last)]


def _goes_on(scene: Scene, begin: int, at: int, last: int) -> bool:
    """Whether *and* joins an answer without a date to a verb with the same subject: *dropped its reserve on Monday and
    accepted*."""
    tokens = scene.tokens
    if begin < 2 or tokens[begin - 1].pos != "CCONJ" or tokens[begin - 2].norm == "," or tokens[at].rel != "conj":
        return False
    own = any(scene.in_time(i) for i in range(begin, last))
    same = tokens[at].feats.get("Tense") == tokens[tokens[at].head].feats.get("Tense")
    return same and not own and all(tokens[i].pos in ("PRON", "AUX", "ADV") for i in range(begin, at))


def _said(scene: Scene, at: int, party: Actor | None) -> str | None:
    """Who answers in the first person, or for his own side in reported speech, answers when he says so."""
    statement = scene.statement_at(at)
    if statement is None:
        return None
    speakers = (scene.by_id[s] for s in statement.speakers if s in scene.by_id)
    before = any(scene.is_in("before_that", i) for i in range(max(scene.first_of_sentence(at), at - AUXILIARY), at))
    own = party is not None and any(same_side(speaker, party) for speaker in speakers)
    if own and statement.kind != "direct" and not before:
        return _day(statement.said)
    near = range(max(scene.first_of_sentence(at), at - 6), at + 1)
    return _day(statement.said) if any(scene.is_in("first_person", i) for i in near) else None


def _day(said: str | None) -> str | None:
    """When it was said, if that is a day or a part of one."""
    return said if said and said[0].isdigit() and len(said) >= len("YYYY-MM-DD") else None
