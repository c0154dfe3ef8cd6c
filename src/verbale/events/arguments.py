"""Who stands where around a trigger: subject, object and prepositional phrases, passives turned round.

Heads are wrong one time in five, so each position that a frame needs and the tree does not give is looked for once more
in the order of the words, up to the next verb or clause mark.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from verbale.events.scene import CLAUSE, Scene
from verbale.record import Actor

NEAR = 9  # tokens that word order may bridge where the tree gives nothing
DEPTH = 4  # control, coordination and relative clauses that are followed for a subject
MARKS = frozenset({";", ":", ".", "?", "!", "(", ")", "—", "–"})


@dataclass(slots=True)
class Arguments:
    """Heads by position. ``oblique`` holds ``(preposition lemma, head)``."""

    subject: list[int] = field(default_factory=list)
    object: list[int] = field(default_factory=list)
    oblique: list[tuple[str, int]] = field(default_factory=list)
    passive: bool = False


def is_passive(scene: Scene, verb: int) -> bool:
    """Whether a verb form is passive: by a passive auxiliary, subject or feature."""
    children = [scene.tokens[c] for c in scene.parse.children[verb]]
    if {"nsubj", "obj"} <= {child.dep for child in children}:
        return False
    token = scene.tokens[verb]
    if token.feats.get("Voice") == "Pass":
        return True
    return any(scene.tokens[c].dep in ("aux:pass", "nsubj:pass", "obl:agent") for c in scene.parse.children[verb])


def verb_arguments(scene: Scene, verb: int, depth: int = 0) -> Arguments:
    """The arguments of a verb, as if it were active."""
    found = Arguments(passive=is_passive(scene, verb))
    lexicon = scene.lexicon
    for token in scene.parse.dependents(verb, "nsubj", "csubj", "obj", "iobj", "obl", "nmod"):
        if token.rel in ("nsubj", "csubj"):
            heads = _antecedent(scene, verb, token.i) if token.norm in lexicon.relative else [token.i]
            (found.object if found.passive else found.subject).extend(heads)
        elif token.rel == "obj":
            heads = _antecedent(scene, verb, token.i) if token.norm in lexicon.relative else [token.i]
            found.object.extend(heads)
        else:
            preposition = scene.preposition(token.i)
            if token.rel == "iobj":
                found.oblique.append(("", token.i))
            elif found.passive and (token.dep == "obl:agent" or preposition in lexicon.agent):
                found.subject.append(token.i)
            else:
                found.oblique.append((preposition, token.i))
    if found.passive and not found.subject:
        for result in scene.parse.dependents(verb, "xcomp"):
            for token in scene.parse.dependents(result.i, "obl"):
                if scene.preposition(token.i) in lexicon.agent:
                    found.subject.append(token.i)
    if depth < DEPTH:
        _inherit(scene, verb, found, depth)
    return found


def _antecedent(scene: Scene, verb: int, relative: int) -> list[int]:
    """What a relative pronoun stands for: the noun that its clause hangs on, else the word before it."""
    if scene.tokens[verb].rel == "acl":
        return [scene.tokens[verb].head]
    before = relative - 1
    first, _ = scene.sentence_of(relative)
    while before >= first and scene.tokens[before].pos == "PUNCT":
        before -= 1
    return [before] if before >= first and scene.tokens[before].pos in ("NOUN", "PROPN") else []


def _inherit(scene: Scene, verb: int, found: Arguments, depth: int) -> None:
    """Subject or object from the construction that a verb without its own stands in."""
    token = scene.tokens[verb]
    head = token.head
    missing = found.object if found.passive else found.subject
    if missing or head == verb:
        return
    if token.rel == "acl":
        participle = (
            token.feats.get("VerbForm") == "Part" and token.feats.get("Tense") != "Pres" and not _active(scene, verb)
        )
        if participle and token.dep != "acl:relcl":
            found.passive = True
            found.object.append(head)
            agents = [i for preposition, i in found.oblique if preposition in scene.lexicon.agent]
            found.subject.extend(agents)
        elif scene.actor_at(head) is not None or token.dep == "acl:relcl":
            missing.append(head)
        else:
            governor = scene.governing_verb(head)
            if governor is not None and governor != verb:
                missing.extend(verb_arguments(scene, governor, depth + 1).subject)
    elif token.rel in ("xcomp", "ccomp", "advcl", "conj", "parataxis") and scene.tokens[head].pos in (
        *CLAUSE,
        "ADJ",
        "NOUN",
    ):
        if token.rel in ("ccomp", "parataxis") and token.feats.get("VerbForm") == "Fin":
            return
        above = verb_arguments(scene, head, depth + 1)
        controlled = (
            token.rel in ("xcomp", "ccomp", "advcl") and scene.tokens[head].lemma in scene.lexicon.object_control
        )
        if controlled and (above.object or above.oblique):
            missing.extend(above.object or [i for _, i in above.oblique[:1]])
        elif above.passive:
            missing.extend(above.object)
        else:
            missing.extend(above.subject)


def _active(scene: Scene, verb: int) -> bool:
    """Whether a participle has an auxiliary of the active perfect."""
    return any(scene.tokens[c].rel == "aux" for c in scene.parse.children[verb])


def noun_arguments(scene: Scene, noun: int) -> Arguments:
    """The prepositional phrases of a noun, those of its light verb with them; its owner as subject."""
    found = Arguments()
    for token in scene.parse.dependents(noun, "nmod", "obl", "amod", "compound", "det", "acl"):
        preposition = scene.preposition(token.i) if token.rel in ("nmod", "obl") else ""
        if token.rel == "acl":
            continue
        if preposition and token.dep != "nmod:poss":
            found.oblique.append((preposition, token.i))
        else:
            found.subject.append(token.i)
    return found


def actor_after(scene: Scene, i: int, *, through: frozenset[str] | None = None) -> Actor | None:
    """The first actor after a trigger, before any verb or clause mark, and any preposition but those of ``through``."""
    _, last = scene.sentence_of(i)
    for at in range(i + 1, min(i + 1 + NEAR, last)):
        token = scene.tokens[at]
        actor = scene.actor_at(at)
        if actor is not None and token.norm not in scene.lexicon.relative:
            return actor
        if token.pos in CLAUSE or token.norm in MARKS:
            return None
        if through is not None and token.pos == "ADP" and token.lemma not in through and token.norm not in through:
            return None
    return None


def head_before(scene: Scene, i: int) -> int | None:
    """The nearest actor's token before a trigger, with no verb or clause mark between."""
    first, _ = scene.sentence_of(i)
    for at in range(i - 1, max(first, i - NEAR) - 1, -1):
        token = scene.tokens[at]
        if scene.actor_at(at) is not None:
            return at
        if token.pos == "VERB" or token.norm in MARKS or token.norm in scene.lexicon.relative:
            return None
    return None
