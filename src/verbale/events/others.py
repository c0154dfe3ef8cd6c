"""The other types of the codebook, where a frame clearly applies: agreements, requests, threats, sanctions …"""

from __future__ import annotations

from verbale.events.arguments import verb_arguments
from verbale.events.circumstances import event_time
from verbale.events.draft import Draft, Trigger
from verbale.events.scene import Scene
from verbale.events.status import reality

PARTY = frozenset({"person", "state", "government", "armed_force", "armed_group", "igo", "organisation"})


def other(scene: Scene, trigger: Trigger) -> Draft | None:
    """The event of a verb whose roles are filled as its frame asks."""
    frame, verb = trigger.frame, trigger.head
    if not trigger.verbal:
        return None
    arguments = verb_arguments(scene, verb)
    if frame.object_words and not _has_object(scene, trigger, arguments.object):
        return None
    draft = Draft(verb, scene.tokens[verb].sentence, frame.type, frame.mode)
    for head in arguments.subject:
        _take(scene, head, draft.source, draft)
    heads = [(frame.object, head) for head in arguments.object]
    heads += [(frame.prepositions.get(preposition, "none"), head) for preposition, head in arguments.oblique]
    for role, head in heads:
        if role == "target":
            _take(scene, head, draft.target, draft)
        elif role == "source":
            _take(scene, head, draft.source, draft)
    draft.target = [name for name in draft.target if name not in draft.source]
    if ("source" in frame.needs and not draft.source) or ("target" in frame.needs and not draft.target):
        return None
    how = reality(scene, verb)
    time = event_time(scene, verb, how.chain)
    said = scene.said_in(verb)
    draft.status, draft.time, draft.said_in = how.status, time.value if time else None, said.id if said else None
    draft.tokens.update(range(trigger.first, trigger.last))
    draft.tokens.update(arguments.object[:1])
    draft.confidence = 0.5
    return draft


def _take(scene: Scene, head: int, into: list[str], draft: Draft) -> None:
    for part in scene.joined(head):
        actor = scene.actor_at(part)
        if actor is not None and actor.kind in PARTY and actor.id not in into:
            into.append(actor.id)
            draft.tokens.add(part)


def _has_object(scene: Scene, trigger: Trigger, objects: list[int]) -> bool:
    words = trigger.frame.object_words
    return any(scene.tokens[head].lemma in words or scene.tokens[head].norm in words for head in objects)
