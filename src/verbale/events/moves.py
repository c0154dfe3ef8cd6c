"""Contacts that are moved to another day: what is put off, and planned anew."""

from __future__ import annotations

from dataclasses import replace

from verbale.events.circumstances import VAGUE
from verbale.events.draft import Draft
from verbale.events.scene import CLAUSE, Scene
from verbale.record import Time

REACH = 9  # tokens after the word that puts off among which the new day is looked for


def new_day(scene: Scene, cue: int) -> Time | None:
    """The day to which a word puts something off: *put back to Monday*, *slitta a lunedì*."""
    _, last = scene.sentence_of(cue)
    for at in range(cue + 1, min(cue + REACH, last)):
        token = scene.tokens[at]
        if token.pos in CLAUSE or token.norm in (";", ":"):
            return None
        found = [
            t for t in scene.times_within(at, at + 1) if t.type in ("DATE", "TIME") and t.value not in (None, *VAGUE)
        ]
        if found and not _follows(scene, found[0], scene.lexicon.origin):
            return found[0] if _follows(scene, found[0], scene.lexicon.until) else None
    return None


def _follows(scene: Scene, time: Time, words: frozenset[str]) -> bool:
    """Whether a day follows one of these prepositions, or begins with it."""
    first, _ = scene.parse.token_range(time.start, time.end)
    begin, _ = scene.sentence_of(first)
    for at in range(first, max(begin, first - 3) - 1, -1):
        token = scene.tokens[at]
        if {token.norm, token.lemma} & words:
            return True
        if at < first and token.pos not in ("DET", "ADJ", "ADP"):
            return False
    return False


def anew(drafts: list[Draft]) -> list[Draft]:
    """The drafts, and for each that was moved one planned for the new day."""
    again = [
        replace(
            d,
            status="planned",
            time=d.moved,
            tokens=set(d.tokens),
            source=list(d.source),
            more_evidence=[*d.more_evidence],
        )
        for d in drafts
        if d.moved is not None and d.status == "postponed"
    ]
    known = {(d.status, d.time, *sorted(d.source)) for d in drafts}
    return [*drafts, *(d for d in again if ("planned", d.time, *sorted(d.source)) not in known)]
