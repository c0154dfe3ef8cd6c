"""A new yes that is told of the proposal: *the exchange will go ahead*, says the ministry that had said no."""

from __future__ import annotations

from verbale.positions.lexicon import Effect, Frame
from verbale.positions.objects import Objects
from verbale.positions.parties import agent_after, answering
from verbale.positions.referents import Referent, same_side
from verbale.positions.scene import HARD, Scene
from verbale.positions.stands import Stand
from verbale.record import Actor

SUBJECT = 16  # tokens before the verb in which the proposal stands
AGENT = 24  # tokens after it in which stands by whom it was announced
LOOK = 40  # answers around it among which a refusal is looked for
ALLOWED: frozenset[Effect] = frozenset({"open", "may"})


def resumed(scene: Scene, objects: Objects, at: int, end: int, effects: list[Effect], frame: Frame) -> list[Stand]:
    """What who announces that a proposal goes ahead would answer with it; ``kept`` tells whether he does."""
    if set(effects) - ALLOWED:
        return []
    referent, first = _subject(scene, objects, at)
    announcers = _announcers(scene, at, end)
    if referent is None or not announcers or frame.stance != "accepts":
        return []
    statement = scene.statement_at(at)
    date = statement.said if statement is not None else None
    return [
        Stand(actor, referent, "accepts", at, first, end, None, date, 0.6, resumes=True)
        for actor in announcers
        if not any(same_side(actor, author) for author in referent.authors)
    ]


def kept(stands: list[Stand]) -> list[Stand]:
    """Without what goes ahead by the word of somebody who had not refused it; else as the answer of who had."""
    found: list[Stand] = []
    for n, stand in enumerate(stands):
        if stand.resumes:
            near = range(max(0, n - LOOK), min(n + LOOK, len(stands)))
            before = [stands[m] for m in near if m < n or (m > n and stands[m].earlier)]
            before = [s for s in before if s.referent is stand.referent and same_side(s.actor, stand.actor)]
            if not before or before[-1].stance not in ("rejects", "undecided"):
                continue
            stand.actor = before[-1].actor
        found.append(stand)
    return found


def _subject(scene: Scene, objects: Objects, at: int) -> tuple[Referent | None, int]:
    """The proposal named before the verb in its clause, else that of a pronoun there; and its first token."""
    for i in range(at - 1, max(scene.left_edge(at), at - SUBJECT) - 1, -1):
        if i in objects.by_token:
            return objects.meant.get(id(objects.by_token[i])), objects.by_token[i].first
        if scene.tokens[i].norm in HARD:
            break
    pronouns = [s.i for s in scene.parse.dependents(at, "nsubj") if s.pos == "PRON" and scene.is_in("pronouns", s.i)]
    return (objects.latest(at), min(pronouns[0], at)) if pronouns else (None, at)


def _announcers(scene: Scene, at: int, end: int) -> list[Actor]:
    statement = scene.statement_at(at)
    if statement is not None:
        speakers = (scene.by_id.get(s) for s in statement.speakers)
        return [speaker for speaker in speakers if speaker is not None and answering(scene, speaker)]
    for i in range(end, min(scene.last_of_sentence(end - 1), end + AGENT)):
        if scene.tokens[i].norm in (":", ",", ";") and i + 1 < len(scene.tokens):
            actors, _ = agent_after(scene, i + 1)
            if actors:
                return [actor for actor in actors if answering(scene, actor)]
    return []
