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
        source, target, tokens, pins = _of_verb(scene, trigger)
    else:
        source, target, tokens = _of_noun(scene, trigger)
        pins = False
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
        draft.pins = pins
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


def _of_verb(scene: Scene, trigger: Trigger) -> tuple[list[Actor], list[Actor], set[int], bool]:
    """Accusers, accused, the tokens that name them, and whether a deed is laid to the accused (*blamed it on X*)."""
    frame, verb = trigger.frame, trigger.head
    arguments = verb_arguments(scene, verb)
    tokens: set[int] = set()
    direct = "object_actor" in frame.needs
    target: list[Actor] = []
    for preposition, head in arguments.oblique:
        if frame.prepositions.get(preposition) == "target" and frame.key == "pin-on":
            target.extend(_named(scene, head, direct=False, tokens=tokens))
    if not target and frame.object == "target":
        for head in arguments.object[:2]:
            target.extend(_named(scene, head, direct=direct, tokens=tokens))
    if not target and frame.object == "target" and not arguments.passive and not arguments.object:
        after = actor_after(scene, verb)
        target = [after] if after else []
        tokens.add(min(verb + 1, len(scene.tokens) - 1))
    pins = frame.key == "pin-on"
    if not target and not pins:
        for preposition, head in arguments.oblique:
            if frame.prepositions.get(preposition) == "target":
                target.extend(_named(scene, head, direct=True, tokens=tokens))
        pins = bool(target and arguments.object)
    source: list[Actor] = []
    for head in arguments.subject:
        source.extend(actor for actor in scene.party(head) if actor not in source)
        tokens.add(head)
    if not source and not arguments.passive:
        source = _silent_subject(scene, verb, tokens)
    return source, [actor for actor in target if actor not in source], tokens, pins


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


def complaints(scene: Scene, first: int, last: int) -> Iterator[Draft]:
    """Charges in a clause under a verb of charging: *complained that X had tortured Y*."""
    for i in range(first, last):
        if scene.tokens[i].pos not in CLAUSE or not scene.lexicon.clausal.at(scene.tokens, i, last):
            continue
        for clause in scene.parse.dependents(i, "ccomp"):
            arguments = verb_arguments(scene, clause.i)
            heads = [h for h in arguments.subject if i < h]
            accused = [actor for head in heads for actor in scene.party(head)]
            source = [a for h in verb_arguments(scene, i).subject for a in scene.party(h)]
            source = source or _silent_subject(scene, i, set())
            names = [actor.id for actor in source]
            accused = [a for a in accused if a.id not in names and a.kind != "unnamed"]
            if source and accused and not scene.negated(i) and not scene.negated(clause.i):
                yield _draft(scene, i, names, accused[0].id, {i, clause.i, *heads[:1]})


def _allegation(scene: Scene, said: Statement, i: int, last: int) -> Draft | None:
    if scene.tokens[i].pos not in (*CLAUSE, "ADJ"):
        return None
    matches = scene.lexicon.bad_faith.match(scene.tokens, i, last) or _deed(scene, i, last)
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


def _deed(scene: Scene, i: int, last: int) -> list[tuple[int, bool]]:
    """A verb of attack: to say that the other side did it is to accuse it."""
    frames = scene.lexicon.verbs.match(scene.tokens, i, last) if scene.tokens[i].pos in CLAUSE else []
    return [(end, False) for end, frame in frames if frame.type == "ASSAULT" and frame.mode != "seizure of territory"]


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
        if speaker.country is not None and speaker.country == actor.country and _of_state(speaker) and _of_state(actor):
            return True
        if speaker.kind == "unnamed":
            return True
    return False


def _of_state(actor: Actor) -> bool:
    """Whether an actor serves a state."""
    return actor.kind in ("state", "government", "armed_force") or actor.sector in ("GOV", "MIL", "SPY")
