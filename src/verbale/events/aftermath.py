"""What later sentences add to an incident: its toll, who is blamed for it, who denies it."""

from __future__ import annotations

from collections import Counter

from verbale.events.draft import Draft, add
from verbale.events.scene import Scene
from verbale.events.toll import tolls

FAR = 20  # tokens after a denied deed among which a place would make it another
REACH = 2  # sentences after an incident that may still speak of it


def follow_up(scene: Scene, drafts: list[Draft]) -> None:
    """Complete incidents from the sentences after them, as far as these tell of no other incident."""
    incidents = [draft for draft in drafts if draft.type == "ASSAULT"]
    with_incident = Counter(draft.sentence for draft in incidents)
    accusations: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.type == "ACCUSE" and draft.mode == "accusation":
            accusations.setdefault(draft.sentence, []).append(draft)
    last_of = {draft.sentence: draft for draft in incidents}
    for sentence, draft in last_of.items():
        _read_on(scene, draft, sentence, with_incident, accusations)
    for draft in incidents:
        for accusation in accusations.get(draft.sentence, ()):
            _accused_author(scene, draft, accusation)


def _read_on(
    scene: Scene, draft: Draft, sentence: int, with_incident: Counter[int], accusations: dict[int, list[Draft]]
) -> None:
    sentences = scene.parse.sentences
    alone = with_incident[sentence] == 1  # else nobody can tell whose victims they are
    for later in range(sentence + 1, min(sentence + 1 + REACH, len(sentences))):
        if later in with_incident or sentences[later].paragraph != sentences[sentence].paragraph:
            return
        if alone:
            _toll(scene, draft, later)
        _denial(scene, draft, later)
        for accusation in accusations.get(later, ()):
            if not draft.source and _bare(scene, accusation):
                draft.source = list(accusation.target)
                add(draft.claimed_by, *accusation.source)


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
