"""Incidents: strikes, clashes, seizures, withdrawals, each with its author, place, day and toll.

Several triggers of one sentence are one incident unless each has a place of its own; a count of victims goes to the
incident that stands nearest. What is threatened, feared or planned is none.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from verbale.events.arguments import head_before, noun_arguments, verb_arguments
from verbale.events.circumstances import event_place, event_time
from verbale.events.deeds import (
    aimed,
    at_play,
    by_weapon,
    fallen,
    named_place,
    other_subject,
    takes_people,
    takes_place,
    told_next,
)
from verbale.events.draft import Draft, Trigger, add
from verbale.events.scene import Scene
from verbale.events.status import Reality, reality
from verbale.events.toll import Count, tolls
from verbale.record import Actor, Place, Status

SPECIFIC = (
    "drone strike",
    "airstrike",
    "shelling",
    "bombing",
    "clash",
    "abduction",
    "seizure of territory",
    "withdrawal",
    "release",
    "attack",
)
REAL = frozenset({"happened", "ongoing", "denied"})
NEVER: frozenset[Status] = frozenset({"cancelled", "postponed", "refused"})  # what is said of meetings, not of attacks
SINCE = 8  # tokens before a deed among which *since* may stand
ARMED = frozenset({"armed_force", "armed_group", "state", "government"})


@dataclass(slots=True)
class Incident:
    """Triggers that tell of one incident."""

    triggers: list[Trigger]
    how: Reality
    place: Place | None
    source: list[Actor] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)

    @property
    def main(self) -> Trigger:
        return min(self.triggers, key=lambda t: (t.frame.weak, SPECIFIC.index(t.frame.mode or "attack"), t.first))


def incidents(scene: Scene, triggers: list[Trigger]) -> list[Draft]:
    """The incidents of one sentence."""
    groups: list[Incident] = []
    for trigger in sorted(triggers, key=lambda t: t.frame.weak):
        _place_into(scene, groups, trigger)
    groups.sort(key=lambda group: group.main.first)
    first, last = scene.sentence_of(triggers[0].head)
    for count in tolls(scene, first, last):
        if groups:
            min(groups, key=lambda group: min(abs(count.first - t.head) for t in group.triggers)).counts.append(count)
    told = [group for group in groups if group.place is not None]
    groups = [group for group in groups if not told or group.place is not None or group.counts or group.source]
    for group in groups:
        group.source = [actor for actor in group.source if not _counted(scene, actor, group.counts)]
    drafts = [_draft(scene, group) for group in groups]
    return [draft for draft in drafts if draft is not None]


def _place_into(scene: Scene, groups: list[Incident], trigger: Trigger) -> None:
    how = reality(scene, trigger.head, NEVER)
    place = event_place(scene, trigger.head, how.chain, goal=trigger.frame.type == "ASSAULT")
    source = _authors(scene, trigger)
    for group in groups:
        if trigger.frame.weak and trigger.verbal and how.status in REAL and group.how.status not in REAL:
            continue  # people were killed, while somebody only tried or threatened something
        if _same(scene, group, trigger, place):
            group.triggers.append(trigger)
            group.place = group.place or place
            group.source = group.source or source
            if group.how.status == "happened" and how.status not in REAL:
                group.how = how
            return
    groups.append(Incident([trigger], how, place, source))


def _counted(scene: Scene, actor: Actor, counts: list[Count]) -> bool:
    """Whether an actor is those who were killed or hurt: *shot dead three militiamen*."""
    numbers = [count.number for count in counts if count.number is not None]
    return any(actor in scene.actors_within(number, number + 2) for number in numbers)


def _same(scene: Scene, group: Incident, trigger: Trigger, place: Place | None) -> bool:
    modes = {group.main.frame.mode, trigger.frame.mode}
    if len(modes & {"seizure of territory", "withdrawal", "release"}) and len(modes) > 1 and not trigger.frame.weak:
        return False
    if place is None or group.place is None or place.id == group.place.id:
        return True
    near = min(abs(trigger.head - other.head) for other in group.triggers)
    linked = any(
        scene.tokens[trigger.head].head == other.head or scene.tokens[other.head].head == trigger.head
        for other in group.triggers
    )
    return trigger.frame.weak or (linked and near < 8)


def _authors(scene: Scene, trigger: Trigger) -> list[Actor]:
    frame = trigger.frame
    if not trigger.verbal:
        return _authors_of_noun(scene, trigger)
    arguments = verb_arguments(scene, trigger.head)
    found: list[Actor] = []
    for head in arguments.subject:
        if head == trigger.head or _lent(scene, trigger, head):
            continue
        for part in scene.joined(head):
            token = scene.tokens[part]
            thing = token.lemma in scene.lexicon.perpetrators or token.norm in scene.lexicon.perpetrators
            event = scene.lexicon.nouns.at(scene.tokens, part, len(scene.tokens))
            actor = scene.actor_at(part)
            if actor is None or (thing and actor.kind == "organisation"):  # shells and jets are nobody
                actor = scene.owner(part) if thing or event else None
            if actor is not None and actor not in found:
                found.append(actor)
    if not found and not arguments.subject and not arguments.passive and not frame.weak:
        found = _silent(scene, trigger)
    if "source" in frame.prepositions.values():
        for preposition, head in arguments.oblique:
            if frame.prepositions.get(preposition) == "source" and scene.place_at(head) is None:
                found.extend(actor for actor in scene.party(head) if actor not in found)
    return found


def _lent(scene: Scene, trigger: Trigger, subject: int) -> bool:
    """Whether a finite verb of a time clause has its subject from the main clause only because its own was not seen."""
    verb = scene.tokens[trigger.head]
    return (
        trigger.frame.weak
        and verb.rel == "advcl"
        and verb.feats.get("VerbForm") == "Fin"
        and scene.tokens[subject].head != trigger.head
    )


def _silent(scene: Scene, trigger: Trigger) -> list[Actor]:
    before = head_before(scene, trigger.head)
    if before is not None:
        actor = scene.actor_at(before)
        return [actor] if actor else []
    said = scene.said_in(trigger.head)
    reported = any(scene.cue_at(at) is said for at in scene.parse.ancestors(trigger.head))
    if said is not None and reported and scene.tokens[trigger.head].feats.get("VerbForm") == "Inf":
        return [scene.actors[name] for name in said.speakers if name in scene.actors]
    return []


def _authors_of_noun(scene: Scene, trigger: Trigger) -> list[Actor]:
    frame, noun = trigger.frame, trigger.head
    arguments = noun_arguments(scene, noun)
    found: list[Actor] = []
    for head in arguments.subject:
        actor = scene.actor_at(head) or scene.nationality(head)
        if actor is not None and actor not in found:
            found.append(actor)
    for preposition, head in arguments.oblique:
        if frame.noun_prepositions.get(preposition) == "source" and scene.place_at(head) is None:
            found.extend(actor for actor in scene.party(head) if actor not in found)
        elif preposition in scene.lexicon.of and not found and scene.tokens[head].lemma in scene.lexicon.perpetrators:
            owner = scene.owner(head)
            found.extend([owner] if owner else [])
    if not found:
        found = _neighbours(scene, trigger)
    return _blamed(scene, noun) or found or _claiming(scene, noun)


def _neighbours(scene: Scene, trigger: Trigger) -> list[Actor]:
    """A nationality adjective next to the noun, whatever the tree says."""
    first, last = scene.sentence_of(trigger.head)
    for at in (trigger.first - 1, trigger.last, trigger.first - 2):
        if first <= at < last:
            actor = scene.nationality(at) or (scene.actor_at(at) if scene.tokens[at].pos == "ADJ" else None)
            if actor is not None:
                return [actor]
    return []


def _blamed(scene: Scene, noun: int) -> list[Actor]:
    """Who a participle after the noun blames: *a raid attributed to X*."""
    for child in scene.parse.children[noun]:
        if scene.tokens[child].rel in ("acl", "amod"):
            for end, frame in scene.lexicon.verbs.match(scene.tokens, child, len(scene.tokens)):
                if frame.key == "pin-on" and end:
                    for preposition, head in verb_arguments(scene, child).oblique:
                        if frame.prepositions.get(preposition) == "target":
                            return scene.party(head)
    return []


def _claiming(scene: Scene, noun: int) -> list[Actor]:
    """Who claims the deed: *X claimed the attack*."""
    verb = scene.governing_verb(noun)
    if verb is None or scene.tokens[verb].lemma not in scene.lexicon.claiming:
        return []
    return [actor for head in verb_arguments(scene, verb).subject for actor in scene.party(head)]


def _draft(scene: Scene, group: Incident) -> Draft | None:
    main = group.main
    if group.how.status not in REAL:
        return None
    frame = main.frame
    place = group.place
    if place is None and not named_place(scene, group):
        place = event_place(scene, main.head, group.how.chain, anywhere=True, goal=frame.type == "ASSAULT")
        place = None if place is not None and _told_from(scene, main.head, place) else place
    draft = Draft(main.head, scene.tokens[main.head].sentence, frame.type, _mode(scene, group), group.how.status)
    for count in group.counts:
        draft.killed = count.killed if draft.killed is None else draft.killed
        draft.injured = count.injured if draft.injured is None else draft.injured
        draft.tokens.update(range(count.first, count.last))
        _claimed(scene, draft, count.first)
    if not _believable(scene, group, draft, place) or (not group.counts and _dates(scene, main)):
        if group.how.status != "denied" or frame.type != "ASSAULT" or scene.said_in(main.head) is None:
            return None
        draft.weak = True
    draft.place = place.id if place else None
    time = event_time(scene, main.head, group.how.chain)
    if time is None:
        times = (event_time(scene, t.head, group.how.chain) for t in group.triggers if t is not main)
        time = next((found for found in times if found is not None), None)
    draft.time = time.value if time else None
    draft.source = [actor.id for actor in group.source]
    draft.chain = group.how.chain
    for trigger in group.triggers:
        draft.tokens.update(range(trigger.first, trigger.last))
    for span in (place, time):
        if span is not None:
            first, last = scene.parse.token_range(span.start, span.end)
            if scene.tokens[first].sentence == draft.sentence:
                draft.tokens.update(range(first, last))
    said = scene.said_in(main.head)
    draft.said_in = said.id if said else None
    _claimed(scene, draft, main.head)
    if scene.lexicon.claiming and _claiming(scene, main.head):
        add(draft.claimed_by, *(actor.id for actor in _claiming(scene, main.head)))
    return draft


def _told_from(scene: Scene, trigger: int, place: Place) -> bool:
    """Whether a place stands outside the quotation in which the deed is told: it is where the speaker belongs."""
    said = scene.said_in(trigger)
    if said is None or said.kind != "direct":
        return False
    first, _ = scene.parse.token_range(place.start, place.end)
    return scene.said_in(first) is not said


def _dates(scene: Scene, trigger: Trigger) -> bool:
    """Whether a deed only says since when: *for the first time since the fighting began*."""
    first, _ = scene.sentence_of(trigger.head)
    for at in range(trigger.first - 1, max(first, trigger.first - SINCE) - 1, -1):
        if scene.lexicon.since.at(scene.tokens, at, trigger.first):
            return True
        if scene.tokens[at].pos == "PUNCT":
            return False
    return False


def _mode(scene: Scene, group: Incident) -> str | None:
    """The mode of the main trigger, or of the craft or weapon that is told beside it and says more."""
    mode = group.main.frame.mode
    if mode == "seizure of territory" and takes_people(scene, group.main):
        return "abduction"
    if mode not in ("attack", "shelling", "bombing"):
        return mode
    modes = [mode, *(t.frame.mode or mode for t in group.triggers if t.frame.weak and t.frame.nouns)]
    return min(modes, key=SPECIFIC.index)


def _claimed(scene: Scene, draft: Draft, token: int) -> None:
    """Who asserts the incident or its toll; who denies it."""
    said = scene.said_in(token)
    if said is None:
        return
    into = draft.denied_by if said.polarity == "denied" or draft.status == "denied" else draft.claimed_by
    add(into, *(name for name in said.speakers if name in scene.actors))


def _believable(scene: Scene, group: Incident, draft: Draft, place: Place | None) -> bool:
    """Whether it is an incident: with a place, and with an author or victims where the word alone says little."""
    frame = group.main.frame
    armed = any(actor.kind in ARMED for actor in group.source)
    soldiers = any(actor.kind in ("armed_force", "armed_group") for actor in group.source) and group.main.verbal
    toll = draft.killed is not None or draft.injured is not None
    battle = any(t.frame.weak and t.verbal for t in group.triggers) and _in_battle(scene, group, draft)
    named = toll or soldiers or (armed and not frame.ambiguous)
    if place is None and not battle and not (named and named_place(scene, group)):
        return False
    if frame.weak:
        weapon = by_weapon(scene, group) or any(not t.verbal for t in group.triggers)
        victims = bool(draft.killed or draft.injured) and (bool(group.source) or weapon or battle)
        return victims or (armed and aimed(scene, group))
    if group.main.verbal and not group.source and other_subject(scene, group):
        return False
    if frame.type == "RETREAT":
        return armed
    if draft.mode == "abduction" and place is not None:
        return True
    if "object" in frame.needs and not (toll or takes_place(scene, group.main)):
        return False
    if frame.ambiguous:
        known = toll or armed or by_weapon(scene, group) or (group.main.verbal and told_next(scene, draft))
        return not at_play(scene, group) and known
    return True


def _in_battle(scene: Scene, group: Incident, draft: Draft) -> bool:
    """Whether fallen fighters are told of right after a battle was named."""
    sentence = scene.parse.sentences[draft.sentence - 1] if draft.sentence else None
    if sentence is None or not group.counts or not fallen(scene, group):
        return False
    here = scene.parse.sentences[draft.sentence]
    dated = any(time.type == "DATE" for time in scene.times_within(here.first, here.last))
    if sentence.paragraph != here.paragraph or not dated:
        return False
    for i in range(sentence.first, sentence.last):
        clashes = [f for _, f in scene.lexicon.nouns.match(scene.tokens, i, sentence.last) if f.mode == "clash"]
        if clashes:
            draft.mode = "clash"
            draft.more_evidence.append((i, i + 1))
            return True
    return False
