"""A second opinion on what the readers of single types found: the odds of the pair turn it round, or take it away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
UNLIKELY = 0.03  # as unlikely must the way of a frame be, with nothing between its parties instead, to be dropped


def reconsider(
    scene: Scene,
    index: ActIndex,
    weights: Mapping[str, float],
    sentence: Sentence,
    drafts: list[Draft],
    judge: Judge | None,
) -> list[Draft]:
    """The events of a sentence, those with one source and one target in it turned round where the pair says so."""
    doubtful = [d for d in drafts if d.type in DIRECTED and len(d.source) == 1 == len(d.target)]
    if not doubtful:
        return drafts
    acts = index.find(scene.parse, sentence)
    pairs = Pairs(scene, acts)
    places: dict[str, list[Party]] = {}
    for party, actor in parties(scene, sentence):
        places.setdefault(actor.id, []).append(party)
    dropped: set[int] = set()
    for draft in doubtful:
        onward, backward, nothing = 0.0, 0.0, 1.0
        for one, other in _nearest(draft, places):
            onward, backward, nothing = _ways(pairs, weights, one, other, draft.type, judge)
        if backward >= SURE:
            draft.source, draft.target = draft.target, draft.source
        elif judge is not None and nothing > 1 - UNLIKELY and 0 < onward < UNLIKELY:
            dropped.add(id(draft))
    return [draft for draft in drafts if id(draft) not in dropped]


def _nearest(draft: Draft, places: dict[str, list[Party]]) -> Iterator[tuple[Party, Party]]:
    """The mentions of source and target that stand nearest to the words of an event, if both stand in its sentence."""
    found = [places.get(side[0]) for side in (draft.source, draft.target)]
    if found[0] and found[1]:
        one, other = (min(some, key=lambda party: abs(party.head - draft.trigger)) for some in found if some)
        yield one, other


def _ways(
    pairs: Pairs, weights: Mapping[str, float], one: Party, other: Party, kind: EventType, judge: Judge | None
) -> tuple[float, float, float]:
    """How likely the first does this to the second, the second to the first, and neither does anything."""
    hint = judge.hint(pairs.scene, one, other) if judge is not None else None
    onward = backward = nothing = 0.0
    for chance, reading in judged(pairs.readings(one, other), weights, hint):
        if reading.act is None:
            nothing += chance
        elif reading.type == kind:
            onward, backward = onward + chance * reading.onward, backward + chance * (not reading.onward)
    return onward, backward, nothing
