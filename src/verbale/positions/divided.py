"""A proposal that is divided: *has split its plan in two: a truce, and a swap of prisoners in a text of its own*."""

from __future__ import annotations

from verbale.positions.drafts import is_done
from verbale.positions.mentions import Mention
from verbale.positions.parties import agent_after, subject_of
from verbale.positions.scene import VERBS, Scene
from verbale.record import Actor

OBJECT = 8  # tokens between a verb of dividing and what is divided
GOES_ON = frozenset(";:,—–")  # what may end what the parser takes for a sentence
PARTS = 50  # tokens after it in which its parts are told


def read_divided(scene: Scene, mentions: list[Mention]) -> None:
    """Mark the parts of what is divided, and what is taken out of something: proposals of their own."""
    by_token = {i: mention for mention in mentions for i in range(mention.first, mention.last)}
    for token in scene.tokens:
        if token.pos not in VERBS:
            continue
        last = scene.last_of_sentence(token.i)
        if found := scene.lexicon.detaches.match(scene.tokens, token.i, last):
            if is_done(scene, token.i):
                _detach(scene, token.i, found[0][0], by_token)
        elif (found := scene.lexicon.divides.match(scene.tokens, token.i, last)) and is_done(scene, token.i):
            _divide(scene, token.i, found[0][0], by_token)


def _divide(scene: Scene, at: int, end: int, by_token: dict[int, Mention]) -> None:
    whole = _object(scene, at, end, by_token)
    if whole is None or not whole.draft:
        return
    start = max(end, whole.last)
    parts = _parts(scene, whole, start, by_token)
    kinds = {part.kind for part in parts}
    if len(kinds | {whole.kind}) > (2 if whole.kind is None else 1):
        _mark(whole, parts, _authors(scene, at, end, whole))


def _detach(scene: Scene, at: int, end: int, by_token: dict[int, Mention]) -> None:
    part = _object(scene, at, end, by_token)
    edge = scene.right_edge(end - 1, OBJECT + 1)
    whole = next((by_token[i] for i in range(end, edge) if i in by_token and by_token[i] is not part), None)
    if part is None or whole is None or part.kind is None or part.kind == whole.kind:
        return
    _mark(whole, [part], _authors(scene, at, end, whole))


def _mark(whole: Mention, parts: list[Mention], authors: list[Actor]) -> None:
    whole.described = True
    whole.authors = whole.authors or authors
    for part in parts:
        part.described, part.absorbed, part.part_of = True, False, whole
        part.authors = part.authors or list(whole.authors)


def _parts(scene: Scene, whole: Mention, first: int, by_token: dict[int, Mention]) -> list[Mention]:
    """What is named with its kind after what is divided: to the full stop, or in the next sentence if not before."""
    found: list[Mention] = []
    for i in range(first, min(first + PARTS, len(scene.tokens))):
        mention = by_token.get(i)
        if mention is not None and mention is not whole and mention.kind is not None and not mention.generic:
            found.append(mention)
        if found and i + 1 == scene.last_of_sentence(i) and scene.tokens[i].norm not in GOES_ON:
            break
    return list(dict.fromkeys(found))


def _object(scene: Scene, at: int, end: int, by_token: dict[int, Mention]) -> Mention | None:
    """What the verb divides: within its words or right after them, or the subject of the passive."""
    for subject in scene.parse.dependents(at, "nsubj"):
        if subject.dep.endswith("pass"):
            return by_token.get(subject.i)
    for i in range(at + 1, min(max(end, at + 1) + OBJECT, scene.right_edge(at))):
        if i in by_token:
            return by_token[i]
        if i >= end and (scene.tokens[i].pos in VERBS or scene.tokens[i].norm == ","):
            return None
    return None


def _authors(scene: Scene, at: int, end: int, whole: Mention) -> list[Actor]:
    """Who divides it: the subject, the agent of the passive, else the author of the whole."""
    agents, _ = agent_after(scene, end)
    if agents:
        return agents
    passive = any(s.dep.endswith("pass") for s in scene.parse.dependents(at, "nsubj"))
    subject = None if passive else subject_of(scene, at)
    return [subject[1]] if subject is not None else list(whole.authors)
