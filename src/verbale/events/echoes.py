"""What is said again of a contact told before, without its parties: *that appointment was cancelled*."""

from __future__ import annotations

from verbale.events.arguments import is_passive
from verbale.events.draft import Draft, Trigger
from verbale.events.scene import Scene
from verbale.events.status import DECIDED, reality
from verbale.language.parse import Sentence
from verbale.record import Status

REACH = 2  # sentences back to which a word such as *the meeting* may point
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
