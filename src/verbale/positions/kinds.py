"""What kind of proposal words name, and how long it is to last."""

from __future__ import annotations

import re

from verbale.positions.clauses import shifts_before
from verbale.positions.scene import Scene
from verbale.record import ProposalKind

CHANGE = 7  # tokens between the old and the new duration
HOURS = {"W": 168, "D": 24, "H": 1}
_NUMBER = re.compile(r"\d+")
_WHOLE = re.compile(r"P(?:T(?=\d+H))?(?P<n>\d+)(?P<unit>[WDH])")


def kind_of(scene: Scene, first: int, last: int) -> ProposalKind | None:
    """The kind that the tokens ``first:last`` name first, or None."""
    tokens, lexicon = scene.tokens, scene.lexicon
    seen: dict[int, set[int]] = {}
    for i in range(first, last):
        word = tokens[i].norm
        for number, side, kind in lexicon.kind_pairs.get(word, ()):
            sides = seen.setdefault(number, set())
            sides.add(side)
            if len(sides) == 2:
                return kind
        if (known := lexicon.kind_words.get(word)) is not None:
            return _more_exact(scene, i, last, known, seen)
    return None


def _more_exact(scene: Scene, i: int, last: int, known: ProposalKind, seen: dict[int, set[int]]) -> ProposalKind:
    """*Tregua umanitaria*: a word whose pair is half seen, or completed by the next two words, is of that kind."""
    pairs = scene.lexicon.kind_pairs
    after = [item for j in range(i + 1, min(i + 3, last)) for item in pairs.get(scene.tokens[j].norm, ())]
    for number, side, kind in pairs.get(scene.tokens[i].norm, ()):
        near = {s for n, s, _ in after if n == number}
        if len(seen.get(number, set()) | {side} | near) == 2:
            return kind
    return known


def period(scene: Scene, i: int) -> str | None:
    """The duration that covers token ``i``."""
    for _, time in scene.times.spans_at(i):
        if time.type == "DURATION" and time.value and time.value.startswith("P"):
            return time.value
    return None


def same_length(one: str | None, other: str | None) -> bool:
    """Whether two durations are equally long, however they are counted: three days and 72 hours."""
    return one is not None and other is not None and (one == other or _hours(one) == _hours(other) != 0)


def _hours(value: str) -> int:
    """A period of whole weeks, days or hours in hours, else 0."""
    found = _WHOLE.fullmatch(value)
    return int(found["n"]) * HOURS[found["unit"]] if found else 0


def duration_in(scene: Scene, first: int, last: int, *, tied: bool = False) -> str | None:
    """The first duration among the tokens that says how long, not within or after what time.

    ``tied``: only one that a preposition like *of, for* ties to what is said before it, or the verb at ``first``.
    """
    for i in range(first, last):
        value = period(scene, i)
        if value is None or (i > first and period(scene, i - 1) == value):
            continue
        if i > 0 and scene.is_in("changed_from", i - 1):
            return _changed(scene, i, last, value)
        lasting = i > 0 and (scene.is_in("lasting", i - 1) or (i - 1 == first and _lasts(scene, i)))
        if lasting or not (tied or (i > 0 and scene.is_in("within", i - 1))):
            return value
    return None


def _lasts(scene: Scene, i: int) -> bool:
    """Whether a verb of lasting ends right before token ``i``: *durava quaranta giorni*."""
    told = any(end == i for end, _ in scene.lexicon.lasts.match(scene.tokens, i - 1, i))
    return told and not {"none", "may"} & set(shifts_before(scene, i - 1))


def former_duration(scene: Scene, first: int, last: int) -> str | None:
    """The old one of two durations: *from 30 days to 20*."""
    for i in range(max(first, 1), last):
        value = period(scene, i) if scene.is_in("changed_from", i - 1) else None
        if value is not None and _changed(scene, i, last, value) is not None:
            return value
    return None


def replaced_duration(scene: Scene, first: int, last: int) -> tuple[str, str] | None:
    """The new and the old one of two durations: *thirty days instead of forty-five, 30 giorni anziché 45 giorni*."""
    for i in range(first, last - 2):
        value = period(scene, i)
        if value is None or period(scene, i + 1) == value:
            continue
        for end, _ in scene.lexicon.instead.match(scene.tokens, i + 1, last):
            if end < last and (old := _like(scene, end, value)) not in (None, value):
                return value, str(old)
    return None


def _like(scene: Scene, i: int, value: str) -> str | None:
    """The duration at token ``i``, or of its bare number in the unit of ``value``."""
    if (told := period(scene, i)) is not None:
        return told
    digits = scene.lexicon.numbers.get(scene.tokens[i].norm, scene.tokens[i].text)
    return _NUMBER.sub(digits, value, count=1) if digits.isdecimal() else None


def _changed(scene: Scene, i: int, last: int, value: str) -> str | None:
    """The new one of two durations: *from 30 days to 20, da trenta giorni a venti giorni*; None if it is not told."""
    for j in range(i + 1, min(i + CHANGE, last + CHANGE, scene.last_of_sentence(i)) - 1):
        if scene.is_in("changed_to", j) and period(scene, j) != value:
            digits = scene.lexicon.numbers.get(scene.tokens[j + 1].norm, scene.tokens[j + 1].text)
            return period(scene, j + 1) or (_NUMBER.sub(digits, value, count=1) if digits.isdecimal() else None)
    return None
