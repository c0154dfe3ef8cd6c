"""How real an event is: from tense, modality, negation, aspect and what the words above it say.

The trigger's own modifiers and the chain of its governors are read upward, as far as they speak of the event and not of
something that came after or before it (*refused to talk after the meeting* refuses no meeting).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from verbale.events.scene import CLAUSE, REACH, Scene
from verbale.record import Status

DECIDED: frozenset[Status] = frozenset({"cancelled", "postponed", "refused", "denied"})
BY_WEIGHT: tuple[Status, ...] = (
    "cancelled",
    "postponed",
    "refused",
    "denied",
    "hypothetical",
    "proposed",
    "planned",
    "ongoing",
)  # which of several holds
UPWARD = frozenset({"obj", "nsubj", "csubj", "obl", "nmod", "xcomp", "ccomp", "acl", "advcl", "conj", "iobj", "appos"})
DOWNWARD = frozenset({"amod", "advmod", "acl", "aux", "cop", "compound", "det", "mark", "nmod", "obl"})
UNREALISED = "unrealised"  # the cue of what was to have been; what is told of it besides says more
PHRASES = frozenset({"nmod", "obl"})  # what these say counts only as a time table: in programma, on the calendar


@dataclass(slots=True)
class Reality:
    """The status, the cue that decided it, and the verbs of the chain, nearest first."""

    status: Status
    cue: int | None = None
    chain: list[int] = field(default_factory=list)
    negated: bool = False


def reality(scene: Scene, trigger: int, without: frozenset[Status] = frozenset()) -> Reality:
    """The status of the event that a trigger names; ``without`` names statuses that events of its kind do not have."""
    chain = _chain(scene, trigger)
    said: dict[Status, int] = {}
    negated, unrealised = _none_of(scene, trigger), False
    _, last = scene.sentence_of(trigger)
    for step, at in enumerate(chain):
        no = (negated if step == 0 else False) or scene.negated(at)
        for where in _zone(scene, at, trigger if step else None):
            if where == trigger:
                continue
            if scene.tokens[where].norm in scene.lexicon.where or _beside(scene, chain, step, where):
                continue
            for end, cue in scene.lexicon.cues.match(scene.tokens, where, last):
                if (
                    scene.tokens[where].rel in PHRASES
                    and where not in chain
                    and cue.status not in ("planned", "ongoing")
                ):
                    continue
                if where < trigger < end:
                    continue
                itself = scene.tokens[where].norm in scene.lexicon.negation  # a cue that says *not*: non si farà
                no_here = not itself and (no or (where == at and negated and step == 1) or _not_so(scene, where))
                status = cue.negated if no_here else cue.status
                if status is None or status in without:
                    continue
                if cue.key == UNREALISED:
                    unrealised = True
                else:
                    said.setdefault(status, where)
        above = step == 1 and (negated or no) and scene.tokens[trigger].pos not in CLAUSE
        if (step == 0 and no) or (above and not said.keys() & DECIDED):
            said.setdefault(_not_to_be(scene, trigger, at, negated), at)
    _grammar(scene, chain, said)
    if unrealised and not said.keys() & DECIDED:
        said["cancelled"] = chain[-1]
    around = scene.said_in(trigger)
    if around is not None and around.polarity == "denied" and trigger not in said.values():
        said.setdefault("denied", trigger)
    for status in BY_WEIGHT:
        if status in said:
            return Reality(status, said[status], chain, negated)
    return Reality("happened", None, chain, negated)


def _beside(scene: Scene, chain: list[int], step: int, where: int) -> bool:
    """Whether a verb of the chain only stands beside the one below it: *stopped a car and shot the driver*."""
    below = scene.tokens[chain[step - 1]] if step else None
    return below is not None and where == chain[step] and below.rel == "conj" and below.pos in CLAUSE


def _not_to_be(scene: Scene, trigger: int, at: int, negated: bool) -> Status:
    """What a negation says: what will not be is refused by who would do it; an occasion that will not be is off."""
    if negated or not _to_come(scene, at):
        return "denied"
    if at == trigger or scene.tokens[trigger].rel != "nsubj":
        return "refused"
    articles = [scene.tokens[c] for c in scene.parse.children[trigger] if scene.tokens[c].rel == "det"]
    return "cancelled" if any(t.feats.get("Definite") == "Def" for t in articles) else "denied"


def _not_so(scene: Scene, cue: int) -> bool:
    """Whether a cue is negated: *did not plan*, *no plan to*."""
    return scene.negated(cue) or (scene.tokens[cue].pos == "NOUN" and _none_of(scene, cue))


def _to_come(scene: Scene, verb: int) -> bool:
    """Whether a verb tells what its subject will or would do: under a negation, what it will not do."""
    lexicon = scene.lexicon
    if scene.tokens[verb].pos not in CLAUSE:
        return False
    if scene.tokens[verb].feats.get("Tense") == "Fut":
        return True
    return any(
        scene.tokens[c].norm in lexicon.future or scene.tokens[c].norm in lexicon.unreal
        for c in scene.parse.children[verb]
        if c < verb
    )


def _none_of(scene: Scene, trigger: int) -> bool:
    """Whether the trigger is under *no*, *any* with a negation, or *without*."""
    words = scene.lexicon.no | scene.lexicon.without
    for child in scene.parse.children[trigger]:
        if scene.tokens[child].norm in words and child < trigger:
            return True
    for token in scene.before(trigger, 3, through=("DET", "ADJ", "ADP", "NOUN", "PRON")):
        if token.norm in scene.lexicon.after:
            return False
        if token.norm in words:
            return True
    return False


def _chain(scene: Scene, trigger: int) -> list[int]:
    """The trigger and the words above it that speak of it, nearest first."""
    chain = [trigger]
    if scene.tokens[trigger].head == trigger and scene.tokens[trigger].pos not in CLAUSE:
        chain.extend(_cut_off(scene, trigger))
    at = trigger
    while len(chain) < REACH:
        token = scene.tokens[at]
        if token.head == at or token.rel not in UPWARD or _parted(scene, at):
            break
        if token.rel == "conj" and token.pos in CLAUSE and (_finite(scene, at) or _has_subject(scene, at)):
            break
        if token.dep == "acl:relcl" and at != trigger:
            break
        at = token.head
        if at in chain:
            break
        chain.append(at)
    return chain


def _cut_off(scene: Scene, trigger: int) -> list[int]:
    """The predicate of a noun that the tree has cut off by giving it the last party for a subject.

    *A meeting of A and B was called off* is then read as *a meeting of A* and *B was called off*.
    """
    for child in scene.parse.children[trigger]:
        token = scene.tokens[child]
        if token.rel == "conj" and token.pos in CLAUSE and child > trigger:
            for subject in scene.parse.dependents(child, "nsubj"):
                joined = any(
                    t.pos == "CCONJ" for t in scene.before(subject.i, 3, through=("DET", "ADJ", "NOUN", "CCONJ"))
                )
                if joined and subject.i < child:
                    return [child]
    return []


def _finite(scene: Scene, verb: int) -> bool:
    """Whether a verb or its auxiliary is finite."""
    forms = [scene.tokens[verb], *(scene.tokens[c] for c in scene.parse.children[verb] if scene.tokens[c].rel == "aux")]
    return any(token.feats.get("VerbForm") == "Fin" for token in forms)


def _has_subject(scene: Scene, verb: int) -> bool:
    return any(scene.tokens[c].rel in ("nsubj", "csubj") for c in scene.parse.children[verb])


def _parted(scene: Scene, at: int) -> bool:
    """Whether a clause or phrase tells when the main clause was, or is a relative clause of it."""
    token = scene.tokens[at]
    words = scene.lexicon.after
    if token.rel in ("advcl", "obl", "nmod", "acl") and any(
        scene.tokens[c].norm in words or scene.tokens[c].lemma in words
        for c in scene.parse.children[at]
        if c < at and scene.tokens[c].rel in ("case", "mark", "advmod", "obl")
    ):
        return True
    return token.dep == "acl:relcl" or _setting(scene, at)


def _setting(scene: Scene, at: int) -> bool:
    """Whether a phrase before its verb names the occasion on which something else was done: *at the talks, A asked*."""
    token = scene.tokens[at]
    if token.rel != "obl" or token.head < at or scene.tokens[token.head].pos not in CLAUSE:
        return False
    cases = [scene.tokens[c] for c in scene.parse.children[at] if scene.tokens[c].rel == "case"]
    return any({t.norm, t.lemma} & scene.lexicon.setting for t in cases)


def _zone(scene: Scene, at: int, below: int | None) -> list[int]:
    """A word of the chain and those that modify it."""
    out = [at]
    for child in scene.parse.children[at]:
        token = scene.tokens[child]
        stays = (
            token.rel in ("xcomp", "advcl") and scene.tokens[at].lemma in scene.lexicon.continuing
        )  # remains scheduled
        if child == below or not (token.rel in DOWNWARD or stays) or abs(child - at) > REACH:
            continue
        if token.dep == "acl:relcl":
            if below is None and scene.tokens[at].pos not in CLAUSE:
                out.extend([child, *(c for c in scene.parse.children[child] if scene.tokens[c].rel in ("aux", "cop"))])
            continue
        out.append(child)
        if token.rel in ("acl", "amod", "nmod", "obl"):
            out.extend(c for c in scene.parse.children[child] if scene.tokens[c].rel in ("amod", "acl", "advmod"))
    return out


def _grammar(scene: Scene, chain: list[int], said: dict[Status, int]) -> None:
    """What auxiliaries, moods and conjunctions say."""
    lexicon = scene.lexicon
    for step, at in enumerate(chain):
        token = scene.tokens[at]
        if token.pos not in (*CLAUSE, "ADJ", "NOUN") and not (step and _is_somewhere(scene, at)):
            continue
        if step and scene.cue_at(at) is not None:
            return
        future = token.feats.get("Tense") == "Fut"
        _, last = scene.sentence_of(at)
        wished = any(cue.status == "proposed" for _, cue in lexicon.cues.match(scene.tokens, at, last))
        if token.feats.get("Mood") == "Cnd" and token.pos in CLAUSE and token.norm not in lexicon.due and not wished:
            said.setdefault("hypothetical", at)
        for child in scene.parse.children[at]:
            aux = scene.tokens[child]
            if aux.rel in ("aux", "cop") and child < at:
                future = future or aux.norm in lexicon.future or aux.feats.get("Tense") == "Fut"
                if aux.norm in lexicon.due:
                    said.setdefault("planned", child)
                elif aux.norm in lexicon.possible:
                    said.setdefault("proposed", child)
                elif aux.norm in lexicon.unreal or aux.feats.get("Mood") == "Cnd":
                    said.setdefault("planned" if _reported(scene, at) else "hypothetical", child)
            elif aux.rel in ("mark", "advmod", "cc") and aux.norm in lexicon.conditional and child < at:
                said.setdefault("hypothetical", child)
        if future:
            said.setdefault("planned", at)
        if step == 0 and _progressive(scene, at):
            said.setdefault("ongoing", at)


def _is_somewhere(scene: Scene, at: int) -> bool:
    """Whether a name is the predicate of a clause: *will be in Oslo*."""
    return any(scene.tokens[c].rel == "cop" for c in scene.parse.children[at])


def _reported(scene: Scene, verb: int) -> bool:
    """Whether a verb stands in what somebody is reported to have said, without an *if*: its *would* is a future."""
    if scene.said_in(verb) is None:
        return False
    first, last = scene.sentence_of(verb)
    return not any(token.norm in scene.lexicon.conditional for token in scene.tokens[first:last])


def _progressive(scene: Scene, at: int) -> bool:
    token = scene.tokens[at]
    if token.feats.get("VerbForm") not in ("Ger", "Part") or token.feats.get("Tense") == "Past":
        return False
    return any(
        scene.tokens[c].rel in ("aux", "cop") and scene.tokens[c].feats.get("Tense") == "Pres" and c < at
        for c in scene.parse.children[at]
    )
