"""What makes a deed an incident: where it was done, with what, to whom, and what is told of it next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.events.arguments import noun_arguments, verb_arguments
from verbale.events.draft import Draft, Trigger
from verbale.events.scene import Scene
from verbale.events.toll import tolls

if TYPE_CHECKING:
    from verbale.events.incidents import Incident

NEAR = 12  # tokens about a deed among which its place is named


def named_place(scene: Scene, group: Incident) -> bool:
    """Whether a name that no gazetteer knows stands where the place would: after a preposition, or as what is hit."""
    lexicon = scene.lexicon
    first, last = scene.sentence_of(group.main.head)
    for at in range(max(first, group.main.head - NEAR), min(last, group.main.head + NEAR)):
        token = scene.tokens[at]
        if token.pos != "PROPN" or not token.text[:1].isupper() or scene.times_within(at, at + 1):
            continue
        if scene.actor_at(at) is not None and scene.preposition(at) == "":
            continue
        if scene.preposition(at) in lexicon.locative or (token.rel == "obj" and scene.actor_at(at) is None):
            return True
    return False


def takes_place(scene: Scene, trigger: Trigger) -> bool:
    """Whether what is taken or entered is a place, or a part of one."""
    arguments = verb_arguments(scene, trigger.head)
    heads = [*arguments.object, *(h for p, h in arguments.oblique if p in trigger.frame.prepositions)]
    below = [child for head in heads for child in scene.parse.children[head]]
    return any(scene.place_at(at) is not None for at in (*heads, *below))


def at_play(scene: Scene, group: Incident) -> bool:
    """Whether the sentence tells of a game."""
    first, last = scene.sentence_of(group.main.head)
    return any(scene.lexicon.games.at(scene.tokens, i, last) for i in range(first, last))


def aimed(scene: Scene, group: Incident) -> bool:
    """Whether a weapon is told with the place that it was aimed at: *the rockets of X on Y*."""
    main = group.main
    if main.verbal:
        return False
    aims = [p for p, role in main.frame.noun_prepositions.items() if role == "target"]
    return any(p in aims and scene.place_at(head) for p, head in noun_arguments(scene, main.head).oblique)


def by_weapon(scene: Scene, group: Incident) -> bool:
    """Whether the subject of a toll is a weapon: *a missile killed three*; not a storm or a train."""
    heads = [head for t in group.triggers if t.verbal for head in verb_arguments(scene, t.head).subject]
    return any(
        scene.tokens[head].lemma in scene.lexicon.perpetrators or scene.tokens[head].norm in scene.lexicon.perpetrators
        for head in heads
    )


def other_subject(scene: Scene, group: Incident) -> bool:
    """Whether the deed is done by something that neither fights nor is a weapon: a storm, a team."""
    if not group.main.frame.ambiguous:
        return False
    arguments = verb_arguments(scene, group.main.head)
    return bool(arguments.subject) and not by_weapon(scene, group)


def takes_people(scene: Scene, trigger: Trigger) -> bool:
    """Whether those taken are people, not ground: *seized three observers*."""
    people = scene.lexicon.victims | scene.lexicon.combatants
    heads = verb_arguments(scene, trigger.head).object if trigger.verbal else []
    return any({scene.tokens[head].norm, scene.tokens[head].lemma} & people for head in heads)


def told_next(scene: Scene, draft: Draft) -> bool:
    """Whether the next sentence counts victims and tells of no deed of its own: *A train was attacked. Two died.*"""
    sentences = scene.parse.sentences
    if draft.sentence + 1 >= len(sentences):
        return False
    here, after = sentences[draft.sentence], sentences[draft.sentence + 1]
    if after.paragraph != here.paragraph or scene.places_within(after.first, after.last):
        return False
    return any(count.killed or count.injured for count in tolls(scene, after.first, after.last))


def fallen(scene: Scene, group: Incident) -> bool:
    """Whether those counted bore arms, and no accident is told: *seven rebels were killed*."""
    first, last = scene.sentence_of(group.main.head)
    words = [{token.norm, token.lemma} for token in scene.tokens[first:last]]
    if any(word & scene.lexicon.accidents for word in words):
        return False
    near = [w for c in group.counts for w in words[max(0, c.first - first - NEAR) : c.first - first + NEAR]]
    return any(word & scene.lexicon.combatants for word in near)
