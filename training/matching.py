"""Statements of a record beside those of an annotated passage: which is which, and whose speaker is right."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from training.attribution import occurrences
from training.passages import Passage
from training.passages import Statement as Gold
from verbale.record import Actor, Statement

Numbers = npt.NDArray[np.float64]


def pairs(passage: Passage, statements: tuple[Statement, ...]) -> dict[str, Gold]:
    """Statement ids with the annotated statement that shares at least half of the union of their characters."""
    near = [
        (closeness(passage.text, gold, statement), number, statement.id)
        for number, gold in enumerate(passage.statements)
        for statement in statements
    ]
    held: dict[str, Gold] = {}
    used: set[int] = set()
    for share, number, name in sorted(near, reverse=True):
        if share >= 0.5 and number not in used and name not in held:
            held[name] = passage.statements[number]
            used.add(number)
    return held


def closeness(text: str, gold: Gold, statement: Statement) -> float:
    own = {i for span in statement.content for i in range(span.start, span.end)}
    return max(
        (len(own & set(range(*o))) / len(own | set(range(*o))) for o in occurrences(text, gold.content)), default=0
    )


def right(gold: Gold, statement: Statement, actors: dict[str, Actor]) -> bool:
    """Whether one of the speakers goes by one of the annotated names; a source without a name may be described."""
    wanted = [_key(name) for name in (*gold.speaker, gold.speaker_actor or "") if name]
    speakers = [actors[name] for name in statement.speakers]
    if gold.speaker_actor is None and all(actor.kind == "unnamed" for actor in speakers):
        return True
    names = {_key(n) for actor in speakers for n in (actor.name, *actor.aliases, *(m.text for m in actor.mentions))}
    return any(_same(name, other) for name in names for other in wanted)


def _key(name: str) -> tuple[str, ...]:
    return tuple(word for word in re.sub(r"[^\w\s]", " ", name.casefold()).split() if word != "the")


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """The same words, or the same last word with all others of the shorter name among those of the longer."""
    short, long = sorted((one, other), key=len)
    return one == other or bool(short and short[-1] == long[-1] and len(short[-1]) > 3 and set(short) <= set(long))


def calibration_error(claimed: Numbers, right_ones: Numbers, bins: int = 10) -> float:
    """Expected calibration error over bins of equal width (Naeini et al. 2015)."""
    places = np.minimum((claimed * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(claimed[places == b].mean() - right_ones[places == b].mean()) * (places == b).mean()
            for b in set(places)
        )
    )
