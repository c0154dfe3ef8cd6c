"""An event in the making: what the readers of contacts, accusations and incidents hand to the assembly."""

from __future__ import annotations

from dataclasses import dataclass, field

from verbale.events.lexicon import Frame
from verbale.record import EventType, Status


@dataclass(slots=True)
class Trigger:
    """Words ``first:last`` that name an event in the sense of a frame; ``head`` governs them."""

    first: int
    last: int
    head: int
    frame: Frame
    verbal: bool


@dataclass(slots=True)
class Draft:
    """An event with actor ids in the order in which they were found. ``tokens`` are those that tell of it."""

    trigger: int
    sentence: int
    type: EventType
    mode: str | None
    status: Status = "happened"
    source: list[str] = field(default_factory=list)
    target: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    mediators: list[str] = field(default_factory=list)
    time: str | None = None
    place: str | None = None
    killed: int | None = None
    injured: int | None = None
    claimed_by: list[str] = field(default_factory=list)
    denied_by: list[str] = field(default_factory=list)
    said_in: str | None = None
    tokens: set[int] = field(default_factory=set)
    more_evidence: list[tuple[int, int]] = field(default_factory=list)
    chain: list[int] = field(default_factory=list)
    weak: bool = False  # no event unless another of its sentence bears it out
    said_of: bool = False  # says what another contact is: *it would be their first meeting*
    alone: bool = False  # a weak one that is an event if nothing else of its sentence takes it in
    pins: bool = False  # an accusation that names the author of a deed told beside it
    done: bool = False
    disputed: bool = False  # two sides blame each other for it
    moved: str | None = None  # the new day of a contact that is put off
    confidence: float = 0.6


def add(ids: list[str], *new: str) -> None:
    """Append ids that are not there yet."""
    for one in new:
        if one not in ids:
            ids.append(one)
