"""A noun phrase around a role, an office or a group."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from verbale.actors.names import Run
from verbale.actors.senses import Hit, Sense


@dataclass(slots=True, eq=False)
class Phrase:
    """A noun phrase without the name beside it. ``run`` follows directly, ``apposed`` after or before a comma."""

    first: int
    last: int
    hit: Hit
    sense: Sense
    inner: Sense | None = None  # the body within a role's own words: *army spokesman*
    affiliations: list[Hit] = field(default_factory=list)
    definite: bool = False
    indefinite: bool = False
    possessive: int | None = None  # index of *his*
    owner: Run | Hit | None = None  # of *the mayor's aides*, *the government's spokesman*, *il portavoce di Mensah*
    others: list[Hit] = field(default_factory=list)  # further parties: the presidents of France *and Germany*
    number: Literal["sing", "plur"] | None = None
    gender: Literal["masc", "fem"] | None = None
    run: Run | None = None
    apposed: Run | None = None
