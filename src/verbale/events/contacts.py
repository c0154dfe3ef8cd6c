"""Contacts: who met, called, visited or wrote to whom, or plans, refuses, denies to.

All participants are sources. A contact needs two of them, or one mention that is several (*the two leaders*).
"""

from __future__ import annotations

from verbale.events.arguments import Arguments, actor_after, head_before, noun_arguments, verb_arguments
from verbale.events.circumstances import dateline, event_place, event_time, of_attacks, of_calling_off
from verbale.events.draft import Draft, Trigger, add
from verbale.events.journeys import carried_on, errand, host, of_journey, travellers
from verbale.events.moves import new_day
from verbale.events.parties import Parties
from verbale.events.scene import CLAUSE, Scene
from verbale.events.status import Reality, reality
from verbale.record import Place

HERE = 4  # tokens after a trigger among which *here* may stand
BELOW = frozenset({"obj", "obl", "nmod", "xcomp", "nsubj", "acl", "ccomp", "advmod"})


def contact(scene: Scene, trigger: Trigger) -> Draft | None:
    """The contact that a trigger tells of; a ``weak`` one counts only as part of another of its sentence."""
    how = reality(scene, trigger.head)
    parties = Parties(scene)
    draft = Draft(trigger.head, scene.tokens[trigger.head].sentence, "CONSULT", trigger.frame.mode)
    if trigger.verbal:
        _of_verb(scene, trigger, parties, draft)
    else:
        _of_noun(scene, trigger, parties, draft, how)
    alone = len(parties.found) == 1 and not parties.plural and trigger.verbal and trigger.frame.mode != "visit"
    if alone and scene.lexicon.drops_subject:
        for head in carried_on(scene, trigger.head, min(parties.found.values())):
            parties.take(head)
    if len(parties.found) == 1 and not parties.plural:
        for head in travellers(scene, trigger.head):
            parties.take(head)
    mode = _medium(scene, trigger)
    if "medium" in trigger.frame.needs and mode is None and not _bare_call(scene, trigger.head):
        return None
    if mode is not None and trigger.frame.mode in ("talks", "meeting", "call", "letter"):
        draft.mode = mode
    draft.status, draft.chain = how.status, how.chain
    if how.status == "refused" and how.cue == trigger.head and parties.mutual(trigger.head):
        draft.status = "cancelled"  # of what both will not do, neither refuses it to the other
    if how.status == "happened" and trigger.frame.status is not None:
        draft.status = trigger.frame.status
    parties.by_name()
    draft.source = list(parties.found)
    draft.tokens.update(range(trigger.first, trigger.last), parties.found.values())
    if how.cue is not None:
        draft.tokens.add(how.cue)
    draft.weak = _is_weak(scene, trigger, parties, draft, mode)
    if not parties.found or (how.status == "planned" and _goes_on(scene, trigger.head)):
        return None
    if how.status == "happened" and scene.asked(trigger.head):
        draft.status = "hypothetical"
    if not draft.weak and _one_side(scene, parties):
        return None
    if "place" in trigger.frame.needs and not scene.places_within(*scene.sentence_of(trigger.head)):
        draft.weak = True
    _circumstances(scene, draft, how)
    return draft


def _is_weak(scene: Scene, trigger: Trigger, parties: Parties, draft: Draft, mode: str | None) -> bool:
    """Whether the words tell of a contact only together with others of their sentence."""
    needs = trigger.frame.needs
    if draft.said_of or not parties.enough or ("meeting" in needs and not parties.visited):
        return True
    if len(parties.found) > 1:
        return False
    bare_call = draft.mode == "call" and trigger.verbal and mode is None and trigger.last - trigger.first == 1
    if draft.mode in ("call", "letter") and trigger.verbal:  # the two telephoned, exchanged letters
        called = any(scene.tokens[c].rel in ("obj", "iobj") for c in scene.parse.children[trigger.head])
        return not (parties.two and not called if bare_call else trigger.last - trigger.first > 1)
    return draft.mode in ("visit", "letter") or bare_call or "object_actor" in needs


def _goes_on(scene: Scene, trigger: int) -> bool:
    """Whether the parties only say that they go on: *agreed to keep talking* is an agreement, no appointment."""
    head = scene.tokens[trigger].head
    goes = head != trigger and scene.tokens[trigger].rel in ("xcomp", "ccomp", "obj")
    return goes and scene.tokens[head].lemma in scene.lexicon.continuing


def _bare_call(scene: Scene, verb: int) -> bool:
    """Whether somebody calls a person, and does not call him something or call on or for something."""
    children = [scene.tokens[c] for c in scene.parse.children[verb]]
    if any(t.rel in ("xcomp", "ccomp", "iobj", "advcl", "compound") for t in children):
        return False
    objects = [t.i for t in children if t.rel == "obj"]
    people = [scene.actor_at(i) for i in objects]
    return len(objects) == 1 and all(a is not None and a.kind == "person" for a in people)


def _circumstances(scene: Scene, draft: Draft, how: Reality) -> None:
    moved = new_day(scene, how.cue) if how.status == "postponed" and how.cue is not None else None
    draft.moved = moved.value if moved else None
    attacks, off = of_attacks(scene, draft.trigger), of_calling_off(scene, draft.trigger, how)
    time = event_time(scene, draft.trigger, draft.chain, without=(moved, *attacks, *off))
    time = time or event_time(scene, draft.trigger, draft.chain, without=(moved, *attacks))
    place = _here(scene, draft.trigger) or event_place(scene, draft.trigger, draft.chain, without=(*attacks, *off))
    if time is None or place is None:
        time, place = of_journey(scene, draft.trigger, time, place)
    draft.time, draft.place = (time.value if time else None), (place.id if place else None)
    for span in (time, place, moved):
        if span is not None:
            draft.tokens.update(range(*scene.parse.token_range(span.start, span.end)))
    said = scene.said_in(draft.trigger)
    draft.said_in = said.id if said else None


def _here(scene: Scene, trigger: int) -> Place | None:
    """Where the report was written, if the words just after a trigger say *here*."""
    _, last = scene.sentence_of(trigger)
    for token in scene.tokens[trigger + 1 : min(trigger + HERE, last)]:
        if token.norm in scene.lexicon.here:
            return dateline(scene)
        if token.pos in CLAUSE or scene.actor_at(token.i) is not None:
            return None
    return None


def _of_verb(scene: Scene, trigger: Trigger, parties: Parties, draft: Draft) -> None:
    frame, verb = trigger.frame, trigger.head
    arguments = verb_arguments(scene, verb)
    for head in arguments.subject:
        parties.take(head)
    if not parties.found:
        _missing_subject(scene, verb, parties)
    _listed_before(scene, parties)
    if frame.object == "source":
        for head in arguments.object:
            parties.take(head)
    for preposition, head in arguments.oblique:
        if preposition in frame.prepositions or (preposition == "" and frame.object == "source"):
            parties.take(head)
    _, last = scene.sentence_of(verb)
    spare = not any(scene.lexicon.nouns.at(scene.tokens, head, last) for head in arguments.object)
    spare = spare and not ("object_actor" in frame.needs and arguments.object)
    if len(parties.found) < 2 and not parties.plural and frame.object == "source" and spare:
        after = actor_after(scene, trigger.last - 1, through=frozenset(frame.prepositions))
        parties.take_one(trigger.last, after)
    if len(parties.found) == 1 and not parties.plural and frame.object == "source":
        _carried_subject(scene, verb, parties)
    received = arguments.passive and scene.tokens[verb].lemma in scene.lexicon.guests
    if frame.mode == "visit":
        parties.visited = _is_visit_to(scene, trigger, arguments, parties)
    if (frame.mode == "visit" or received) and len(parties.found) == 1:
        draft.alone = host(scene, verb, parties)
        if received and len(parties.found) > 1:
            draft.mode = "visit"


def _is_visit_to(scene: Scene, trigger: Trigger, arguments: Arguments, parties: Parties) -> bool:
    """Whether a journey is made to a person: *joined Y in Oslo*, *flew to Oslo to persuade Y*."""
    heads = [head for head in arguments.object if head > trigger.head]
    if len(parties.found) == 1 and min(parties.found.values()) < trigger.head:
        for head in errand(scene, trigger.head):
            parties.take(head)
            heads.append(head)
    people = [actor for head in heads if (actor := scene.actor_at(head)) is not None and actor.kind == "person"]
    countries = [scene.actors[name].country for name in parties.found]
    return len(parties.found) > 1 and bool(people) and (len(set(countries)) > 1 or None in countries)


def _carried_subject(scene: Scene, verb: int, parties: Parties) -> None:
    """Where only one party stands, and after the verb: the subject goes on from the clause above."""
    if (
        min(parties.found.values()) < verb
        or _own_subject(scene, verb)
        or scene.tokens[verb].feats.get("Person") in ("1", "2")
    ):
        return
    head = scene.tokens[verb].head
    if scene.tokens[verb].rel not in ("acl", "advcl", "conj", "ccomp", "parataxis", "xcomp") or head == verb:
        return
    above = scene.governing_verb(head)
    if above is None or above == verb:
        return
    arguments = verb_arguments(scene, above)
    for at in arguments.object if arguments.passive and not arguments.subject else arguments.subject:
        if at < verb:
            parties.take(at)


def _own_subject(scene: Scene, verb: int) -> bool:
    """Whether a verb has a noun for its subject, be it no actor: then nobody from elsewhere did it."""
    return any(
        token.pos == "NOUN"
        and token.i < verb
        and not scene.actors_within(token.i, token.i + 1)
        and not scene.times_within(token.i, token.i + 1)
        for token in scene.parse.dependents(verb, "nsubj")
    )


def _listed_before(scene: Scene, parties: Parties) -> None:
    """*A and B met*: what is joined to a subject on its left by the order of words."""
    for token in list(parties.found.values()):
        span = scene.mention_at(token)
        begin, _ = scene.parse.token_range(span.start, span.end) if span else (token, token)
        while (
            begin >= 2 and scene.tokens[begin - 1].pos in ("DET", "ADJ", "NOUN") and scene.actor_at(begin - 1) is None
        ):
            begin -= 1
        if (
            begin >= 2
            and scene.tokens[begin - 1].pos == "CCONJ"
            and scene.tokens[begin - 2].sentence == scene.tokens[token].sentence
        ):
            parties.take_one(begin - 2, scene.actor_at(begin - 2))


def _missing_subject(scene: Scene, verb: int, parties: Parties) -> None:
    if _own_subject(scene, verb):
        return
    before = head_before(scene, verb)
    said = scene.said_in(verb)
    subjects = list(scene.parse.dependents(verb, "nsubj"))
    speaks = any(token.norm in scene.lexicon.first_person for token in subjects)
    if said is not None and (speaks or scene.tokens[verb].feats.get("Person") == "1"):
        before = None
    head = scene.tokens[verb].head
    if before is None and not subjects and scene.tokens[verb].rel == "xcomp" and scene.is_verb(head):
        before = head_before(scene, head)
    if before is not None and not scene.speaker_at(before):
        parties.take(before)
    elif said is not None and (not subjects or speaks):
        for speaker in said.speakers:
            parties.take_one(verb, scene.actors.get(speaker))


def _of_noun(scene: Scene, trigger: Trigger, parties: Parties, draft: Draft, how: Reality) -> None:
    frame, noun = trigger.frame, trigger.head
    arguments = noun_arguments(scene, noun)
    for preposition, head in arguments.oblique:
        if preposition in frame.noun_prepositions:
            parties.take(head, one_side=preposition in scene.lexicon.with_)
    for head in arguments.subject:
        parties.take_one(head, scene.actor_at(head))
    if any(scene.tokens[c].rel == "cop" for c in scene.parse.children[noun]):
        for token in scene.parse.dependents(noun, "nsubj"):
            parties.take(token.i)
            draft.said_of = token.pos in ("PRON", "DET")
    if frame.mode == "visit":
        for preposition, head in arguments.oblique:
            if preposition in scene.lexicon.toward and scene.place_at(head) is None:
                parties.take(head)
    _by_order(scene, trigger, parties)
    _mediators(scene, noun, draft)
    if parties.one_sided or not parties.enough:
        _of_governor(scene, trigger, parties, draft, how)
    if len(parties.found) < 2 and "subject" in frame.needs:
        verb = scene.governing_verb(noun)
        for head in verb_arguments(scene, verb).subject if verb is not None else ():
            parties.take(head)
    if len(parties.found) < 2:
        _of_relative(scene, noun, parties)
    if frame.mode == "visit" and len(parties.found) == 1:
        host(scene, noun, parties)


def _by_order(scene: Scene, trigger: Trigger, parties: Parties) -> None:
    """*meeting between A and B*, *meeting in C with A*: by the order of words, whatever the tree says."""
    lexicon = scene.lexicon
    _, last = scene.sentence_of(trigger.head)
    for at in range(trigger.last, min(trigger.last + 12, last)):
        token = scene.tokens[at]
        if (token.pos in CLAUSE and token.feats.get("VerbForm") != "Part") or token.norm in (";", ":", "."):
            return
        if trigger.frame.mode == "visit" and token.lemma in lexicon.of and not parties.found:
            parties.take_list(at + 1, last)
        if token.lemma in (lexicon.between - lexicon.of) or token.lemma in lexicon.with_:
            parties.take_list(at + 1, last, one_side=token.lemma in lexicon.with_)
            return


def _of_governor(scene: Scene, trigger: Trigger, parties: Parties, draft: Draft, how: Reality) -> None:
    """Participants from the verb that the noun depends on: *held talks*, *turned down a meeting with*."""
    verb = scene.governing_verb(trigger.head)
    lexicon = scene.lexicon
    if verb is None or verb == trigger.head:
        return
    lemma = scene.tokens[verb].lemma
    _, last = scene.sentence_of(verb)
    cued = lexicon.cues.at(scene.tokens, verb, last)
    gets_call = lemma in lexicon.receiving and trigger.frame.mode in ("call", "letter", "visit")
    if not (lemma in lexicon.light or cued or gets_call or verb in how.chain[:3]):
        return
    arguments = verb_arguments(scene, verb)
    below = scene.tokens[trigger.head].rel
    if lemma in lexicon.hosting and trigger.head in arguments.object:
        for head in arguments.subject:
            add(draft.hosts, *(actor.id for actor in scene.party(head)))
        return
    subjects = [head for head in arguments.subject if head != trigger.head]
    extra = Parties(scene)
    for head in subjects:
        extra.take(head)
    if not extra.found and not subjects and lemma in (lexicon.light | {lemma if cued else ""}):
        _missing_subject(scene, verb, extra)
    offered = how.status in ("proposed", "refused", "denied") and bool(cued)
    if offered and trigger.head not in arguments.subject:
        _to_whom(scene, trigger, arguments, extra)
    for preposition, head in arguments.oblique:
        partner = preposition in lexicon.with_ or preposition in trigger.frame.noun_prepositions
        owned = preposition in lexicon.of or preposition in lexicon.agent
        gets = lemma in lexicon.receiving and not arguments.passive
        if head != trigger.head and partner and (gets or not owned):
            extra.take(head)
    if below in BELOW or lemma in lexicon.light:
        for actor, token in extra.found.items():
            parties.found.setdefault(actor, token)
        parties.plural = parties.plural or (extra.plural and (lemma in lexicon.light or cued))


def _to_whom(scene: Scene, trigger: Trigger, arguments: Arguments, extra: Parties) -> None:
    """Those to whom a meeting is offered; who offers it to several of them need not be there."""
    offered = Parties(scene)
    for head in arguments.object:
        if head != trigger.head and scene.tokens[head].head != trigger.head:
            offered.take(head)
    for preposition, head in (*arguments.oblique, *noun_arguments(scene, trigger.head).oblique):
        if preposition == "" or (preposition in scene.lexicon.toward and scene.place_at(head) is None):
            offered.take(head)
    if offered.enough:
        extra.found.clear()
    extra.found.update(offered.found)
    extra.plural = extra.plural or offered.plural


def _of_relative(scene: Scene, noun: int, parties: Parties) -> None:
    """Participants from a clause about the occasion: *a dinner where both premiers were to speak*."""
    for child in scene.parse.children[noun]:
        if scene.tokens[child].dep == "acl:relcl":
            arguments = verb_arguments(scene, child)
            together = scene.lexicon.verbs.match(scene.tokens, child, scene.sentence_of(child)[1])
            for head in arguments.subject if noun not in arguments.subject else ():
                parties.take(head)
            for preposition, head in arguments.oblique:
                if preposition in scene.lexicon.with_:
                    parties.take(head)
            if any(frame.mode == "meeting" for _, frame in together):
                for head in arguments.object:
                    parties.take(head)


def _mediators(scene: Scene, noun: int, draft: Draft) -> None:
    for child in scene.parse.children[noun]:
        token = scene.tokens[child]
        if token.rel in ("acl", "amod") and token.lemma in (scene.lexicon.mediating | scene.lexicon.hosting):
            into = draft.mediators if token.lemma in scene.lexicon.mediating else draft.hosts
            for head in verb_arguments(scene, child).subject:
                add(into, *(actor.id for actor in scene.party(head)))


def _medium(scene: Scene, trigger: Trigger) -> str | None:
    """A call or letter by the words of the clause: *by telephone*, *in a letter*."""
    first, last = scene.sentence_of(trigger.head)
    low, high = max(first, trigger.first - 14), min(last, trigger.last + 14)
    for i in range(low, high):
        for _, mode in scene.lexicon.media.match(scene.tokens, i, last):
            between = scene.tokens[min(i, trigger.last) : max(i, trigger.first)]
            if not any(t.pos == "VERB" and t.i != trigger.head for t in between):
                return mode
    return None


def _one_side(scene: Scene, parties: Parties) -> bool:
    """Whether all participants serve one government: its own meetings are no contacts."""
    actors = [scene.actors[name] for name in parties.found]
    if len(actors) < 2 or any(_apart(scene, token) for token in parties.found.values()):
        return False
    countries = {actor.country for actor in actors}
    if len(countries) > 1 or None in countries:
        return False
    return all(actor.sector in ("GOV", "MIL", "SPY") or actor.kind in ("government", "state") for actor in actors)


def _apart(scene: Scene, token: int) -> bool:
    """Whether a description begins with the name of a region or people that is no state: *Abkhaz officials*."""
    span = scene.mention_at(token)
    actor = scene.actor_at(token)
    if span is None or actor is None or actor.kind != "unnamed":
        return False
    first, last = scene.parse.token_range(span.start, span.end)
    words = [t for t in scene.tokens[first:last] if t.pos in ("ADJ", "PROPN") and t.text[:1].isupper()]
    begins, _ = scene.sentence_of(token)
    named = [t for t in words if t.i > begins and t.norm not in scene.lexicon.nationality]
    return bool(named) and named[0].i < last - 1
