"""One answer of one party, and what a negation or a contrary makes of an answer."""

from __future__ import annotations

from dataclasses import dataclass

from verbale.positions.lexicon import Answer
from verbale.positions.referents import Referent
from verbale.record import Actor, Stance

FLIP: dict[Answer, Answer | None] = {
    "accepts": "rejects",
    "conditional": None,
    "rejects": "undecided",
    "undecided": None,
    "answers": "undecided",
    "reverses": None,
    "none": None,
}
OPPOSITE: dict[Stance, Stance] = {
    "accepts": "rejects",
    "rejects": "accepts",
    "conditional": "rejects",
    "undecided": "accepts",
}


@dataclass(slots=True)
class Stand:
    """One answer of one party, before it gets its id."""

    actor: Actor
    referent: Referent
    stance: Stance
    at: int
    first: int
    last: int
    condition: tuple[int, int] | None
    date: str | None
    confidence: float
    earlier: bool = False  # told in the past perfect
    reversed: bool = False  # told only as a change of mind
    resumes: bool = False  # told only by announcing that the proposal goes ahead
