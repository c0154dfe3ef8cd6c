"""Paragraphs that borrow the words of conflict: a match, a novel, a history lesson, a storm, a market.

A paragraph is elsewhere if it has several different words of such worlds; what happens there is no event, unless it has
armed parties, victims, or arms that no one speaks of in jest. What a sentence dates before ``MODERN`` is history.
"""

from __future__ import annotations

from verbale.events.draft import Draft
from verbale.events.scene import Scene

MODERN = 1900  # a deed of an earlier year is history
YEAR = 4  # digits
ENOUGH = 2  # different words that make a paragraph one of another world
ARMS = frozenset({"airstrike", "drone strike", "shelling", "bombing"})  # modes that metaphors do not have
REAL = frozenset({"armed_force", "armed_group"})


def elsewhere(scene: Scene) -> frozenset[int]:
    """The numbers of the paragraphs that tell of another world."""
    signs: dict[int, set[str]] = {}
    for token in scene.tokens:
        word = next((w for w in (token.norm, token.lemma) if w in scene.lexicon.elsewhere), None)
        if word is not None:
            signs.setdefault(scene.parse.sentences[token.sentence].paragraph, set()).add(token.lemma)
    return frozenset(paragraph for paragraph, words in signs.items() if len(words) >= ENOUGH)


def of_this_world(scene: Scene, drafts: list[Draft], other: frozenset[int]) -> list[Draft]:
    """The drafts without those of other worlds, and without what a force of nature did."""
    return [
        draft
        for draft in drafts
        if not _natural(scene, draft)
        and not _old(scene, draft)
        and (scene.parse.sentences[draft.sentence].paragraph not in other or _in_earnest(scene, draft))
    ]


def _in_earnest(scene: Scene, draft: Draft) -> bool:
    """Whether an event has armed parties or victims, or is told of bombs and shells: one can hit a stadium."""
    parties = [scene.actors[name] for name in (*draft.source, *draft.target) if name in scene.actors]
    if draft.type == "CONSULT":
        return any(actor.country or actor.kind == "igo" for actor in parties)
    armed = draft.mode in ARMS or any(actor.kind in REAL for actor in parties)
    return armed or bool(draft.killed or draft.injured)


def _old(scene: Scene, draft: Draft) -> bool:
    """Whether the only years that the sentence of an event tells are long past: *landed at Pevensey in 1066*."""
    first, last = scene.sentence_of(draft.trigger)
    years = [int(t.value[:4]) for t in scene.times_within(first, last) if t.value and t.value[:4].isdigit()]
    bare = (t.text for t in scene.tokens[first:last] if t.rel != "nummod" and len(t.text) == YEAR)
    years += [int(text) for text in bare if text.isdecimal()]  # few years before MODERN are read as times
    return bool(years) and max(years) < MODERN


def _natural(scene: Scene, draft: Draft) -> bool:
    names = [scene.actors[name] for name in draft.source if name in scene.actors]
    return bool(names) and all(_force(scene, actor.name) for actor in names)


def _force(scene: Scene, name: str) -> bool:
    return any(word in scene.lexicon.forces for word in name.casefold().split())
