"""Accusations: who charges whom, in so many words or by saying of the other side that it breaks faith."""

from __future__ import annotations

from collections.abc import Iterator

from verbale.events.arguments import actor_after, head_before, noun_arguments, verb_arguments
from verbale.events.draft import Draft, Trigger
from verbale.events.scene import CLAUSE, Scene
from verbale.events.status import reality
from verbale.record import Actor, Statement

UNREAL = frozenset({"hypothetical", "planned", "proposed", "refused", "denied", "cancelled", "postponed"})


def accusations(scene: Scene, trigger: Trigger) -> list[Draft]:
    """The accusations that a trigger makes, one for each accused."""
    if trigger.verbal:
        source, target, tokens = _of_verb(scene, trigger)
    else:
        source, target, tokens = _of_noun(scene, trigger)
    if not target or ("source" in trigger.frame.needs and not source):
        return []
    if trigger.verbal and reality(scene, trigger.head).status in UNREAL and not _reported(scene, trigger.head):
        return []
    if trigger.verbal and scene.negated(trigger.head):
        return []
    sources = [actor.id for actor in source]
    words = {*tokens, *range(trigger.first, trigger.last)}
    drafts = [_draft(scene, trigger.head, sources, name, words) for name in _each(scene, target) if name not in sources]
    for draft in drafts:
        draft.pins = trigger.frame.key == "pin-on"
    return drafts


def _reported(scene: Scene, verb: int) -> bool:
    """Whether a verb reports a statement of its own: then it is said, whatever stands above it."""
    return scene.cue_at(verb) is not None


def _draft(scene: Scene, at: int, sources: list[str], target: str, tokens: set[int]) -> Draft:
    draft = Draft(at, scene.tokens[at].sentence, "ACCUSE", "accusation", source=list(sources), target=[target])
    said = scene.said_in(at)
    draft.said_in = said.id if said else None
    draft.tokens = tokens
    return draft


def _each(scene: Scene, actors: list[Actor]) -> list[str]:
    """Ids of the accused; the members of a collective each for itself."""
    out: list[str] = []
    for actor in actors:
        for name in actor.members or (actor.id,):
            if name in scene.actors and name not in out:
                out.append(name)
    return out


def _of_verb(scene: Scene, trigger: Trigger) -> tuple[list[Actor], list[Actor], set[int]]:
    frame, verb = trigger.frame, trigger.head
    arguments = verb_arguments(scene, verb)
    tokens: set[int] = set()
    direct = "object_actor" in frame.needs
    target: list[Actor] = []
    for preposition, head in arguments.oblique:
        if frame.prepositions.get(preposition) == "target" and frame.key == "pin-on":
            target.extend(_named(scene, head, direct=True, tokens=tokens))
    if not target and frame.object == "target":
        for head in arguments.object[:2]:
            target.extend(_named(scene, head, direct=direct, tokens=tokens))
    if not target and frame.object == "target" and not arguments.passive and not arguments.object:
        after = actor_after(scene, verb)
        target = [after] if after else []
        tokens.add(min(verb + 1, len(scene.tokens) - 1))
    source: list[Actor] = []
    for head in arguments.subject:
        source.extend(actor for actor in scene.party(head) if actor not in source)
        tokens.add(head)
    if not source and not arguments.passive:
        source = _silent_subject(scene, verb, tokens)
    return source, [actor for actor in target if actor not in source], tokens


def _named(scene: Scene, head: int, *, direct: bool, tokens: set[int]) -> list[Actor]:
    found: list[Actor] = []
    for part in scene.joined(head):
        actor = scene.actor_at(part) or (None if direct else scene.owner(part))
        if actor is not None:
            found.append(actor)
            tokens.add(part)
    return found


def _silent_subject(scene: Scene, verb: int, tokens: set[int]) -> list[Actor]:
    """The accuser where the verb has no subject of its own: the speaker of what it reports, or who is named before."""
    said = scene.cue_at(verb)
    if said is not None and said.speakers:
        return [scene.actors[name] for name in said.speakers if name in scene.actors]
    before = head_before(scene, verb)
    if before is not None:
        tokens.add(before)
        actor = scene.actor_at(before)
        return [actor] if actor else []
    around = scene.said_in(verb)
    return [scene.actors[name] for name in around.speakers if name in scene.actors] if around else []


def _of_noun(scene: Scene, trigger: Trigger) -> tuple[list[Actor], list[Actor], set[int]]:
    arguments = noun_arguments(scene, trigger.head)
    source: list[Actor] = []
    target: list[Actor] = []
    tokens: set[int] = set()
    for preposition, head in arguments.oblique:
        role = trigger.frame.noun_prepositions.get(preposition)
        into = target if role == "target" else source if role == "source" else None
        if into is not None:
            into.extend(scene.party(head))
            tokens.add(head)
    for head in arguments.subject:
        actor = scene.actor_at(head)
        if actor is not None:
            source.append(actor)
            tokens.add(head)
    return source, [actor for actor in target if actor not in source], tokens


def allegations(scene: Scene, statements: tuple[Statement, ...]) -> Iterator[Draft]:
    """Charges of bad faith inside what somebody says of another: *X is stalling, Y said*."""
    for said in statements:
        if not said.speakers or said.polarity == "denied":
            continue
        seen: set[str] = set()
        for span in said.content:
            first, last = scene.parse.token_range(span.start, span.end)
            for i in range(first, last):
                draft = _allegation(scene, said, i, last)
                if draft is not None and draft.target[0] not in seen:
                    seen.add(draft.target[0])
                    yield draft


def _allegation(scene: Scene, said: Statement, i: int, last: int) -> Draft | None:
    if scene.tokens[i].pos not in (*CLAUSE, "ADJ"):
        return None
    matches = scene.lexicon.bad_faith.match(scene.tokens, i, last)
    if not matches or scene.said_in(i) is not said:
        return None
    negated = scene.negated(i)
    if not any(needs_negation == negated for _, needs_negation in matches):
        return None
    how = reality(scene, i)
    if how.status in ("hypothetical", "planned", "cancelled", "postponed") or (how.status in UNREAL and not negated):
        return None
    heads = verb_arguments(scene, i).subject
    accused = [actor for head in heads for actor in scene.party(head)]
    accused = [actor for actor in accused if not _own_side(scene, said, actor)]
    if not accused:
        return None
    draft = _draft(scene, i, [s for s in said.speakers if s in scene.actors], accused[0].id, {i, *heads[:1]})
    draft.mode, draft.said_in, draft.confidence = "allegation", said.id, 0.4
    return draft if draft.source else None


def _own_side(scene: Scene, said: Statement, actor: Actor) -> bool:
    """Whether an actor is the speaker or of the speaker's own side."""
    if actor.kind == "unnamed":
        return True
    for name in said.speakers:
        speaker = scene.actors.get(name)
        if speaker is None:
            continue
        if name == actor.id or speaker.of == actor.id or actor.of == name or name in actor.members:
            return True
        if speaker.country is not None and speaker.country == actor.country and speaker.sector == actor.sector:
            return True
        if speaker.kind == "unnamed":
            return True
    return False
