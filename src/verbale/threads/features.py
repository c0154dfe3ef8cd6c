"""What contacts, incidents and statements are compared by in the same way: parties, persons, places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import Literal

from verbale.threads.bundles import Bundle
from verbale.threads.linking import Feature, Reason
from verbale.threads.sights import Sight, Where
from verbale.threads.tabled import Quoted

EARTH = 6371.0  # kilometres
BESIDE = 15.0  # kilometres by which two texts may differ about where something was
FAR = 50.0  # kilometres from which on it was elsewhere
ALIKE = 0.85  # of two spellings of one name

Nearness = Literal["same", "near", "within", "unclear", "other"]


@dataclass(frozen=True, slots=True)
class Compared:
    """The reasons, and whether what they rest on can make a certain link."""

    reasons: tuple[Reason, ...]
    sure: bool


def reason(feature: Feature, weight: float, says: str, sight: Sight, bundle: Bundle) -> Reason:
    """A reason with the words of the new text and those of the first known one."""
    here = tuple(Quoted(sight.document, sight.sha256, span) for span in sight.evidence[:1])
    return Reason(feature, weight, says, here, (Quoted(bundle.document, bundle.sha256, bundle.words),))


def shared_parties(
    sight: Sight, bundle: Bundle, one: Iterable[str] | None = None, other: Iterable[str] | None = None
) -> list[tuple[str, str]]:
    """Pairs of keys that mean one party: the same, of the same acronym, or told by the name of the same person.

    ``one`` and ``other`` are the keys to compare; by default those of the sight and of the bundle.
    """
    left = list(dict.fromkeys(bundle.parties if other is None else other))
    pairs: list[tuple[str, str]] = []
    rest: list[str] = []
    for key in dict.fromkeys(sight.parties if one is None else one):
        twin = next((name for name in left if bundle.short.get(name, name) == sight.name(key) or name == key), None)
        if twin is not None:
            pairs.append((key, twin))
            left.remove(twin)
        else:
            rest.append(key)
    for key in rest:
        twin = next(
            (name for name in left if same_people(sight.people.get(key, ()), bundle.people.get(name, ()))), None
        )
        if twin is not None:
            pairs.append((key, twin))
            left.remove(twin)
    return pairs


def same_people(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether both name a person in common."""
    return any(same_person(first, second) for first in one for second in other)


@lru_cache(maxsize=65536)
def same_person(one: str, other: str) -> bool:
    """Whether two keys of persons may be spellings of one name: the same, one the end of the other, or alike."""
    if one == other:
        return True
    first, second = one.split("-"), other.split("-")
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) < len(longer):
        return longer[-len(shorter) :] == shorter
    return len(first) > 1 and SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def nearness(place: Where, known: Iterable[Where]) -> Nearness | None:
    """How near a place is to the nearest of those known; ``None`` where none is."""
    order: tuple[Nearness, ...] = ("same", "near", "within", "unclear", "other")
    found = {_nearness(place, other) for other in known}
    return next((one for one in order if one in found), None)


def _nearness(one: Where, other: Where) -> Nearness:
    if one.name.casefold() == other.name.casefold() and (one.country == other.country or not one.lat or not other.lat):
        return "same"
    if one.wide or other.wide:
        return "within" if one.country == other.country and one.country else "unclear"
    apart = distance(one, other)
    if apart is None:
        return "unclear" if one.country == other.country or not (one.country and other.country) else "other"
    return "same" if apart < 2 else "near" if apart <= BESIDE else "unclear" if apart < FAR else "other"


def distance(one: Where, other: Where) -> float | None:
    """Kilometres along the great circle (haversine); ``None`` without coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    north, east = radians(other.lat - one.lat), radians(other.lon - one.lon)
    chord = sin(north / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(east / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(chord)))
