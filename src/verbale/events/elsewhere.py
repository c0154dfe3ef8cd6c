"""Paragraphs that borrow the words of conflict: a match, a novel, a history lesson, a storm, a market.

A paragraph is elsewhere if it has several different words of such worlds, or years before ``MODERN``, for what it
tells; what happens there is no event, unless it has armed parties of some country or victims.
"""

from __future__ import annotations

from verbale.events.draft import Draft
from verbale.events.scene import Scene

MODERN = 1900  # a deed of an earlier year is history
ENOUGH = 2  # signs that make a paragraph one of another world
REAL = frozenset({"armed_force", "armed_group"})


def elsewhere(scene: Scene) -> frozenset[int]:
    """The numbers of the paragraphs that tell of another world."""
    signs: dict[int, set[str]] = {}
    for token in scene.tokens:
        word = next((w for w in (token.norm, token.lemma) if w in scene.lexicon.elsewhere), None)
        if word is not None:
            signs.setdefault(scene.parse.sentences[token.sentence].paragraph, set()).add(token.lemma)
    for sentence in scene.parse.sentences:
        for time in scene.times_within(sentence.first, sentence.last):
            year = (time.value or "")[:4]
            if year.isdigit() and int(year) < MODERN:
                signs.setdefault(sentence.paragraph, set()).add(year)
    return frozenset(paragraph for paragraph, words in signs.items() if len(words) >= ENOUGH)


def of_this_world(scene: Scene, drafts: list[Draft], other: frozenset[int]) -> list[Draft]:
    """The drafts without those of other worlds, and without what a force of nature did."""
    return [
        draft
        for draft in drafts
        if not _natural(scene, draft)
        and (scene.parse.sentences[draft.sentence].paragraph not in other or _in_earnest(scene, draft))
    ]


def _in_earnest(scene: Scene, draft: Draft) -> bool:
    """Whether an event has armed parties of some country in it, or victims: a shell can hit a stadium."""
    parties = [scene.actors[name] for name in (*draft.source, *draft.target) if name in scene.actors]
    if draft.type == "CONSULT":
        return any(actor.country or actor.kind == "igo" for actor in parties)
    armed = any(actor.kind in REAL and actor.country for actor in parties)
    return armed or bool(draft.killed or draft.injured)


def _natural(scene: Scene, draft: Draft) -> bool:
    names = [scene.actors[name] for name in draft.source if name in scene.actors]
    return bool(names) and all(_force(scene, actor.name) for actor in names)


def _force(scene: Scene, name: str) -> bool:
    return any(word in scene.lexicon.forces for word in name.casefold().split())
