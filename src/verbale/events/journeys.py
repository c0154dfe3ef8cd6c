"""Who travels to whom: the host of a visitor, and what a clause with *where* tells of a journey."""

from __future__ import annotations

from verbale.events.arguments import verb_arguments
from verbale.events.circumstances import event_place, event_time
from verbale.events.parties import Parties
from verbale.events.scene import Scene
from verbale.record import Actor, Place, Time

BACK = 10  # tokens before *where* among which the place that it means is looked for
ERRAND = 16  # tokens after a journey among which it is told what for
AHEAD = 6  # tokens after *where* among which the contact is named
OFFICIAL = frozenset({"GOV", "MIL", "IGO", "SPY", "LEG"})  # who visits a government when in its capital


def host(scene: Scene, trigger: int, parties: Parties) -> bool:
    """Add the government of the place visited as the other party, if the text speaks of it.

    True where the visit is one by that alone: an official goes to another country's capital.
    """
    place = event_place(scene, trigger, [])
    if place is None or place.country is None:
        return False
    first, _ = scene.parse.token_range(place.start, place.end)
    actor = scene.actor_at(first) or _government(scene, place)
    visitor = scene.actors[next(iter(parties.found))]
    if actor is None or actor.id in parties.found or actor.country in (None, visitor.country):
        return False
    parties.found[actor.id] = first
    official = visitor.kind == "person" and visitor.sector in OFFICIAL and actor.kind in ("government", "state")
    return official and scene.lexicon.seats.get(place.text.casefold()) == place.country


def _government(scene: Scene, place: Place) -> Actor | None:
    for actor in scene.actors.values():
        if actor.kind in ("government", "state") and actor.country == place.country:
            return actor
    return None


def carried_on(scene: Scene, verb: int, party: int) -> list[int]:
    """The subject of the sentence before, where a main verb that has none of its own goes on with it."""
    token, first = scene.tokens[verb], scene.sentence_of(verb)[0]
    forms = [token, *(scene.tokens[c] for c in scene.parse.children[verb] if scene.tokens[c].rel == "aux")]
    finite = [t for t in forms if t.feats.get("VerbForm") == "Fin" and t.feats.get("Person", "3") == "3"]
    if token.head != verb or not finite or party < verb or not token.sentence:
        return []
    if any(t.rel in ("nsubj", "csubj", "expl") for t in (scene.tokens[c] for c in scene.parse.children[verb])):
        return []
    if any(t.rel == "nsubj" for t in scene.tokens[first:verb]):
        return []
    before = scene.parse.sentences[token.sentence - 1]
    here = scene.parse.sentences[token.sentence]
    if before.paragraph != here.paragraph:
        return []
    for at in range(before.first, before.last):
        if scene.tokens[at].head == at and scene.tokens[at].pos == "VERB":
            subjects = verb_arguments(scene, at).subject
            number = {t.feats.get("Number") for t in finite}
            return [s for s in subjects if scene.tokens[s].feats.get("Number", "Sing") in number]
    return []


def errand(scene: Scene, verb: int) -> list[int]:
    """The persons to whom a journey is made, by the infinitive that tells what for."""
    _, last = scene.sentence_of(verb)
    for token in scene.tokens[verb + 1 : min(verb + ERRAND, last)]:
        if token.norm in (";", ":") or token.feats.get("VerbForm") == "Fin":
            return []
        if token.pos == "VERB" and token.feats.get("VerbForm") == "Inf" and token.rel in ("advcl", "acl", "xcomp"):
            arguments = verb_arguments(scene, token.i)
            with_ = [head for preposition, head in arguments.oblique if preposition in scene.lexicon.with_]
            heads = [head for head in (*arguments.object, *with_) if head > token.i]
            return [head for head in heads if (a := scene.actor_at(head)) is not None and a.kind == "person"]
    return []


def travellers(scene: Scene, trigger: int) -> list[int]:
    """Who goes to the place where a contact is told: *X flies to Y, where a meeting with Z is planned*."""
    verb = _journey(scene, trigger)
    if verb is None:
        return []
    arguments = verb_arguments(scene, verb)
    return arguments.object if arguments.passive and not arguments.subject else arguments.subject


def of_journey(scene: Scene, trigger: int, time: Time | None, place: Place | None) -> tuple[Time | None, Place | None]:
    """Day and place of what a clause tells that follows a journey: *flies to X on Monday, where he will meet Y*."""
    where = _where(scene, trigger)
    if where is None:
        return time, place
    first, _ = scene.sentence_of(trigger)
    goals = scene.places_within(max(first, where - BACK), where)
    verb = _journey(scene, trigger)
    if verb is not None and scene.cue_at(verb) is None:
        time = time or event_time(scene, verb, [verb])
    return time, place or (goals[-1] if goals else None)


def _where(scene: Scene, trigger: int) -> int | None:
    """The word *where* that begins the clause of a trigger, not a sentence."""
    first, _ = scene.sentence_of(trigger)
    for at in range(trigger - 1, first, -1):
        token = scene.tokens[at]
        if token.norm in scene.lexicon.where:
            return at if trigger - at <= AHEAD or at in scene.parse.children[trigger] else None
        if token.norm in (";", ":"):
            return None
    return None


def _journey(scene: Scene, trigger: int) -> int | None:
    """The verb of the clause before *where*."""
    where = _where(scene, trigger)
    if where is None:
        return None
    first, _ = scene.sentence_of(trigger)
    return next((at for at in range(where - 1, first - 1, -1) if scene.tokens[at].pos == "VERB"), None)
