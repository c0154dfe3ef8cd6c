"""What later sentences add to an incident: its toll, who is blamed for it, who denies it."""

from __future__ import annotations

from collections import Counter

from verbale.events.arguments import head_before, verb_arguments
from verbale.events.draft import Draft, add
from verbale.events.scene import Scene
from verbale.events.toll import tolls

NEXT = 4  # tokens after a verb of claiming among which the deed is named
FAR = 20  # tokens after a denied deed among which a place would make it another
ARMED = frozenset({"armed_force", "armed_group", "state", "government", "people"})  # who may own to a deed
REACH = 2  # sentences after an incident that may still speak of it


def follow_up(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Complete incidents from the sentences after them, as far as these tell of no other incident.

    Drafts that only deny what was told before are given back no more.
    """
    _denied_again(scene, drafts)
    drafts = _told_again(scene, [draft for draft in drafts if draft.type != "ASSAULT" or not draft.weak])
    incidents = [draft for draft in drafts if draft.type == "ASSAULT"]
    with_incident = Counter(draft.sentence for draft in incidents)
    accusations: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.type == "ACCUSE" and draft.mode == "accusation":
            accusations.setdefault(draft.sentence, []).append(draft)
    last_of = {draft.sentence: draft for draft in incidents}
    for draft in incidents:
        for accusation in accusations.get(draft.sentence, ()):
            _accused_author(scene, draft, accusation)
    for sentence, draft in last_of.items():
        _read_on(scene, draft, sentence, with_incident, accusations)
    return drafts


def _told_again(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """The drafts without those incidents that only say more of the one before: *the raid killed four* after it."""
    kept: list[Draft] = []
    last: Draft | None = None
    for draft in drafts:
        if draft.type == "ASSAULT":
            if last is not None and _same_deed(scene, last, draft):
                _complete(scene, last, draft)
                continue
            last = draft
        kept.append(draft)
    return kept


def _same_deed(scene: Scene, last: Draft, draft: Draft) -> bool:
    """Whether a later sentence names by a noun with its article, without place or other day, what was told before."""
    if draft.place is not None or last.sentence == draft.sentence or not _close(scene, last.sentence, draft.sentence):
        return False
    children = (scene.tokens[c] for c in scene.parse.children[draft.trigger])
    definite = any(t.rel == "det" and t.feats.get("Definite") == "Def" for t in children)
    days = draft.time is None or last.time is None or draft.time[:10] == last.time[:10]
    tolls_agree = last.killed is None or draft.killed in (None, last.killed)
    return definite and scene.tokens[draft.trigger].pos == "NOUN" and days and tolls_agree


def _complete(scene: Scene, last: Draft, draft: Draft) -> None:
    last.killed = draft.killed if last.killed is None else last.killed
    last.injured = draft.injured if last.injured is None else last.injured
    last.source = last.source or draft.source
    last.time = last.time or draft.time
    add(last.claimed_by, *draft.claimed_by)
    add(last.denied_by, *(name for name in draft.denied_by if name not in last.claimed_by))
    sentence = scene.parse.sentences[draft.sentence]
    last.more_evidence.append((sentence.first, sentence.last))


def _denied_again(scene: Scene, drafts: list[Draft]) -> None:
    """Give what a sentence denies without saying where (*not one shot was fired*) to the incident told before."""
    last: Draft | None = None
    for draft in drafts:
        if draft.type != "ASSAULT":
            continue
        if not draft.weak:
            last = draft
        elif last is not None and _close(scene, last.sentence, draft.sentence):
            add(last.denied_by, *(name for name in draft.denied_by if name not in last.claimed_by))


def _close(scene: Scene, sentence: int, later: int) -> bool:
    sentences = scene.parse.sentences
    return later - sentence <= REACH and sentences[later].paragraph == sentences[sentence].paragraph


def _read_on(
    scene: Scene, draft: Draft, sentence: int, with_incident: Counter[int], accusations: dict[int, list[Draft]]
) -> None:
    sentences = scene.parse.sentences
    alone = with_incident[sentence] == 1  # else nobody can tell whose victims they are
    if alone:
        _rebuttal(scene, draft, draft.trigger + 1, sentences[sentence].last)
        _claim(scene, draft, draft.trigger + 1, sentences[sentence].last)
    for later in range(sentence + 1, min(sentence + 1 + REACH, len(sentences))):
        if later in with_incident or sentences[later].paragraph != sentences[sentence].paragraph:
            return
        if alone:
            _toll(scene, draft, later)
        _denial(scene, draft, later)
        _claim(scene, draft, sentences[later].first, sentences[later].last)
        if alone:
            _rebuttal(scene, draft, sentences[later].first, sentences[later].last)
        for accusation in accusations.get(later, ()):
            if accusation.pins or _bare(scene, accusation):
                _blame(scene, draft, accusation)


def _blame(scene: Scene, draft: Draft, accusation: Draft) -> None:
    """The accused is the author, unless somebody else was accused before: then nobody can tell."""
    if not draft.source and not draft.disputed:
        draft.source = list(accusation.target)
        add(draft.claimed_by, *(name for name in accusation.source if name not in draft.denied_by))
    elif _sides(scene, draft.source) & _sides(scene, accusation.source) and draft.claimed_by:
        draft.source, draft.disputed = [], True
        add(draft.denied_by, *accusation.source)


def _sides(scene: Scene, names: list[str]) -> set[str]:
    """Actors and those for whom they speak."""
    found = set(names)
    for name in names:
        actor = scene.actors.get(name)
        if actor is not None and actor.of is not None:
            found.add(actor.of)
    return found


def _rebuttal(scene: Scene, draft: Draft, first: int, last: int) -> None:
    """Who throws back a charge without naming the deed again: *the rebels denied responsibility*, *Bujumbura nega*."""
    for i in range(first, last):
        if not scene.lexicon.rebuttals.at(scene.tokens, i, last) and not _denies_all(scene, i, last):
            continue
        if scene.negated(i):
            continue
        deniers = [a for head in verb_arguments(scene, i).subject for a in scene.party(head)]
        if not deniers:
            before = head_before(scene, i)
            actor = scene.actor_at(before) if before is not None else None
            deniers = [actor] if actor is not None else []
        names = [actor.id for actor in deniers]
        if _sides(scene, names) & _sides(scene, draft.claimed_by):
            continue
        add(draft.denied_by, *names)
        return


def _claim(scene: Scene, draft: Draft, first: int, last: int) -> None:
    """Who owns to the deed told before: *the rebels claimed responsibility*, *the army acknowledged the operation*."""
    for i in range(first, last):
        token = scene.tokens[i]
        if token.lemma not in scene.lexicon.claiming or not scene.is_verb(i) or scene.negated(i):
            continue
        arguments = verb_arguments(scene, i)
        deeds = [at for at in (*arguments.object, *range(i + 1, min(i + NEXT, last))) if _names_deed(scene, at, last)]
        before = head_before(scene, i)
        heads = arguments.subject or ([before] if before is not None else [])
        authors = [a for head in heads for a in scene.party(head) if a.kind in ARMED]
        if deeds and authors and not draft.disputed:
            draft.source = draft.source or [actor.id for actor in authors]
            add(draft.claimed_by, *(actor.id for actor in authors))
            return


def _names_deed(scene: Scene, head: int, last: int) -> bool:
    token = scene.tokens[head]
    if scene.places_within(head, min(head + 6, last)):
        return False
    named = any(frame.type == "ASSAULT" for _, frame in scene.lexicon.nouns.match(scene.tokens, head, last))
    return named or bool({token.norm, token.lemma} & scene.lexicon.deeds)


def _denies_all(scene: Scene, i: int, last: int) -> bool:
    """Whether a verb of denying has no object and no clause: what it denies is all that was said."""
    if not scene.is_verb(i) or not scene.lexicon.denying.at(scene.tokens, i, last):
        return False
    relations = {scene.tokens[c].rel for c in scene.parse.children[i]}
    after = scene.tokens[i + 1] if i + 1 < last else None
    return not relations & {"obj", "ccomp", "xcomp", "csubj", "obl"} and (
        after is None or after.pos in ("PUNCT", "CCONJ")
    )


def _toll(scene: Scene, draft: Draft, later: int) -> None:
    sentence = scene.parse.sentences[later]
    for count in tolls(scene, sentence.first, sentence.last):
        used = False
        if count.killed is not None and draft.killed is None:
            draft.killed, used = count.killed, True
        if count.injured is not None and draft.injured is None:
            draft.injured, used = count.injured, True
        if used:
            said = scene.said_in(count.first)
            if said is not None:
                add(draft.claimed_by, *(name for name in said.speakers if name in scene.actors))
            draft.more_evidence.append((sentence.first, sentence.last))


def _denial(scene: Scene, draft: Draft, later: int) -> None:
    """A denial in a later sentence that names the deed by a word without a place (*any such attack*)."""
    sentence = scene.parse.sentences[later]
    for i in range(sentence.first, sentence.last):
        frames = scene.lexicon.nouns.match(scene.tokens, i, sentence.last)
        if not any(frame.type == "ASSAULT" for _, frame in frames):
            continue
        said = scene.said_in(i)
        if said is not None and said.polarity == "denied" and not scene.places_within(i, min(i + FAR, sentence.last)):
            add(draft.denied_by, *(name for name in said.speakers if name in scene.actors))


def _bare(scene: Scene, accusation: Draft) -> bool:
    """Whether an accusation says not of what: then it is of what was told before."""
    relations = {scene.tokens[c].rel for c in scene.parse.children[accusation.trigger]}
    return not relations & {"xcomp", "ccomp", "advcl", "obl"}


def _accused_author(scene: Scene, draft: Draft, accusation: Draft) -> None:
    """In one sentence with an accusation of an attack, the accused is the author and the accuser claims it."""
    gap = accusation.trigger - draft.trigger
    if accusation.pins and not draft.source and 0 < gap < FAR:
        draft.source = list(accusation.target)
        add(draft.claimed_by, *accusation.source)
    if gap > 0:
        return
    if (
        any(at == accusation.trigger for at in scene.parse.ancestors(draft.trigger))
        or draft.trigger - accusation.trigger < 6
    ):
        draft.source = list(accusation.target)
        add(draft.claimed_by, *accusation.source)
