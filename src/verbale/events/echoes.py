"""What is said again of a contact told before, without its parties: *that appointment was cancelled*."""

from __future__ import annotations

from verbale.events.arguments import is_passive
from verbale.events.circumstances import event_place, event_time
from verbale.events.draft import Draft, Trigger
from verbale.events.scene import Scene
from verbale.events.status import DECIDED, reality
from verbale.language.parse import Sentence
from verbale.record import Status

REACH = 2  # sentences back to which a word such as *the meeting* may point
FAR = 8  # sentences back where the word comes with a day or place of its own
SHORT = 14  # tokens of a sentence that says no more than what became of it
FACE_TO_FACE = frozenset({"meeting", "talks", "summit"})
SETTLED: frozenset[Status] = frozenset({"cancelled", "postponed"})
OPEN = frozenset({"planned", "proposed", "hypothetical"})


def echo(scene: Scene, contacts: list[Draft], trigger: Trigger) -> None:
    """Give the last contact that is not settled the status that a word without parties has here."""
    if trigger.verbal or not contacts:
        return
    how = reality(scene, trigger.head)
    last = contacts[-1]
    sentence = scene.tokens[trigger.head].sentence
    if how.status not in DECIDED or sentence - last.sentence > REACH or last.trigger >= trigger.head:
        return
    near = how.cue in (*how.chain[:2], *scene.parse.children[trigger.head])
    if last.status not in OPEN or not near or not _points_back(scene, last, trigger):
        return
    _settle(last, how.status, range(trigger.first, max(trigger.last, *(at + 1 for at in how.chain[:2]))), sentence)


def _points_back(scene: Scene, last: Draft, trigger: Trigger) -> bool:
    """Whether a word with an article or a pointing word names the same kind of contact."""
    relations = {scene.tokens[c].dep for c in scene.parse.children[trigger.head] if c < trigger.head}
    same = trigger.frame.mode == last.mode or {trigger.frame.mode, last.mode} <= FACE_TO_FACE
    return same and "det" in relations and "det:poss" not in relations


def again(scene: Scene, contacts: list[Draft], trigger: Trigger) -> Draft | None:
    """The contact of parties told before that a noun names anew, with another day, place or fate: *the Oslo meeting
    of 3 May will go ahead*.
    """
    if trigger.verbal or not _definite(scene, trigger):
        return None
    sentence = scene.tokens[trigger.head].sentence
    kin = [d for d in contacts if sentence - d.sentence <= FAR and d.trigger < trigger.head and _alike(d, trigger)]
    if not kin:
        return None
    how = reality(scene, trigger.head)
    time, place = event_time(scene, trigger.head, how.chain), event_place(scene, trigger.head, how.chain)
    draft = Draft(trigger.head, sentence, "CONSULT", trigger.frame.mode, how.status)
    draft.time, draft.place = time.value if time else None, place.id if place else None
    same = next((d for d in reversed(kin) if _same_occasion(scene, d, draft)), None)
    if (time is None and place is None) or (same is not None and same.status == how.status):
        return None
    known = same or kin[-1]
    draft.source, draft.hosts, draft.mediators = [*known.source], [*known.hosts], [*known.mediators]
    draft.tokens.update(range(trigger.first, trigger.last))
    for span in (time, place):
        if span is not None:
            draft.tokens.update(range(*scene.parse.token_range(span.start, span.end)))
    if how.cue is not None:
        draft.tokens.add(how.cue)
    said = scene.said_in(trigger.head)
    draft.said_in, draft.chain = said.id if said else None, how.chain
    return draft


def _alike(known: Draft, trigger: Trigger) -> bool:
    return trigger.frame.mode == known.mode or {trigger.frame.mode, known.mode} <= FACE_TO_FACE


def _same_occasion(scene: Scene, known: Draft, new: Draft) -> bool:
    """Whether nothing that is told of two contacts keeps them apart."""
    days = known.time is None or new.time is None or known.time[:10] == new.time[:10]
    names = {p.id: (p.name or p.text).casefold() for p in scene.places if p.id in (known.place, new.place)}
    return days and (known.place is None or new.place is None or names[known.place] == names[new.place])


def _definite(scene: Scene, trigger: Trigger) -> bool:
    """Whether a noun names an occasion that is known: with a definite article, be it in one word with a preposition."""
    before = [scene.tokens[c] for c in scene.parse.children[trigger.head] if c < trigger.head]
    if any({t.norm, t.lemma} & scene.lexicon.another for t in before):
        return False
    definite = any(t.rel == "det" and t.feats.get("Definite") == "Def" for t in before)
    return definite or any(t.rel == "case" and t.lemma != t.norm for t in before)


def _settle(last: Draft, status: Status, words: range, sentence: int) -> None:
    last.status = status
    if sentence == last.sentence:
        last.tokens.update(words)
    else:
        last.more_evidence.append((words.start, words.stop))


def echo_of_pronoun(scene: Scene, contacts: list[Draft], sentence: Sentence) -> None:
    """The same where only a pronoun stands for the contact, in the next sentence: *It has been called off*."""
    if not contacts or sentence.last - sentence.first > SHORT:
        return
    last = contacts[-1]
    if last.status not in OPEN or scene.tokens[sentence.first].sentence - last.sentence > REACH:
        return
    for i in range(sentence.first, sentence.last):
        cues = [c for _, c in scene.lexicon.cues.match(scene.tokens, i, sentence.last) if c.status in SETTLED]
        if cues and _stands_for(scene, i):
            _settle(last, cues[0].status, range(sentence.first, i + 1), scene.tokens[i].sentence)
            return


def _stands_for(scene: Scene, verb: int) -> bool:
    """Whether what a verb calls off is a pronoun, or left out: *it was postponed*, *they called it off*."""
    children = [scene.tokens[c] for c in scene.parse.children[verb]]
    objects = [t for t in children if t.rel == ("nsubj" if is_passive(scene, verb) else "obj")]
    return all(t.pos == "PRON" for t in objects) and (bool(objects) or is_passive(scene, verb))
