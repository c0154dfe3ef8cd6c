"""The fit of pairs learns which signs tell, and its figures count what they say."""

from __future__ import annotations

from training.pairs import Pair, fit, score
from training.passages import Passage
from verbale.events.acts import Act
from verbale.events.pairs import Reading, odds

PASSAGE = Passage(
    id="x", language="en", published=None, title=None, text="x", layers=("events",), split="train", writer="w",
    written_for="test",
)  # fmt: skip
ACT = Act(0, 1, 0, "AID", "verb", 1)


def pair(joined: bool, forth: bool = True) -> Pair:
    readings = (
        Reading(None, None, True, ("nothing",)),
        Reading(ACT, "AID", True, ("act", "subject" if forth else "object")),
        Reading(ACT, "AID", False, ("act", "object" if forth else "subject")),
    )
    if not joined:
        readings = (readings[0], *(Reading(r.act, r.type, r.onward, ("act", "far")) for r in readings[1:]))
    return Pair(PASSAGE, "AID" if joined else None, readings, ((1 if forth else 2) if joined else 0,))


def test_fit_finds_what_tells_the_readings_apart() -> None:
    pairs = [pair(True) for _ in range(30)] + [pair(False) for _ in range(30)]
    weights = fit(pairs)
    assert weights["subject"] > 0 > weights["object"]
    assert weights["far"] < 0
    chances = odds(list(pairs[0].readings), weights)
    assert chances[1] == max(chances)


def test_figures() -> None:
    pairs = [pair(True), pair(False)]
    perfect = score(pairs, {"subject": 5.0, "object": -5.0, "far": -9.0})
    assert (perfect["type"], perfect["direction"], perfect["nothing"]) == (100.0, 100.0, 100.0)
    swapped = score(pairs, {"subject": -5.0, "object": 5.0, "far": -9.0})
    assert (swapped["direction"], swapped["seen"]) == (0.0, 100.0)


def test_pairs_without_an_agreeing_reading_are_left_out_of_the_fit() -> None:
    lost = Pair(PASSAGE, "AID", pair(True).readings[:1], ())
    assert fit([lost, *(pair(True) for _ in range(10))]) == fit([pair(True) for _ in range(10)])
