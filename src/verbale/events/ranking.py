"""A second opinion on what the readers of single types found: where the odds of the pair say so, it is turned round."""

from __future__ import annotations

from collections.abc import Mapping

from verbale.events.acts import ActIndex
from verbale.events.draft import Draft
from verbale.events.hints import Judge
from verbale.events.pairs import Pairs, Party
from verbale.events.relations import judged, parties
from verbale.events.scene import Scene
from verbale.language.parse import Sentence
from verbale.record import EventType

DIRECTED: frozenset[EventType] = frozenset({"ACCUSE", "ASSAULT", "RETREAT"})
SURE = 0.8  # the other way round must be at least so likely, to be believed against a frame


def reconsider(
    scene: Scene,
    index: ActIndex,
    weights: Mapping[str, float],
    sentence: Sentence,
    drafts: list[Draft],
    judge: Judge | None,
) -> None:
    """Turn round those events of a sentence, of one source and one target in it, of which the pair says so."""
    doubtful = [d for d in drafts if d.type in DIRECTED and len(d.source) == 1 == len(d.target)]
    if not doubtful:
        return
    acts = index.find(scene.parse, sentence)
    pairs = Pairs(scene, acts)
    places: dict[str, list[Party]] = {}
    for party, actor in parties(scene, sentence):
        places.setdefault(actor.id, []).append(party)
    for draft in doubtful:
        one, other = (_nearest(draft, places.get(side[0], [])) for side in (draft.source, draft.target))
        if one and other and _backward(pairs, weights, one, other, draft.type, judge) >= SURE:
            draft.source, draft.target = draft.target, draft.source


def _nearest(draft: Draft, places: list[Party]) -> Party | None:
    """The mention that stands nearest to the words of an event."""
    return min(places, key=lambda party: abs(party.head - draft.trigger), default=None)


def _backward(
    pairs: Pairs, weights: Mapping[str, float], one: Party, other: Party, kind: EventType, judge: Judge | None
) -> float:
    """How likely the second does this to the first."""
    hint = judge.hint(pairs.scene, one, other) if judge is not None else None
    told = judged(pairs.readings(one, other), weights, hint)
    return sum(chance for chance, reading in told if reading.type == kind and not reading.onward)
