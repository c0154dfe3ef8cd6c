"""What stands around a stance: shifts before it, conditions, hedges and demands beside it."""

from __future__ import annotations

from verbale.positions.lexicon import Effect
from verbale.positions.patterns import PatternIndex
from verbale.positions.scene import VERBS, Scene

SHIFT_WINDOW = 12
CONDITION_WINDOW = 24
DEMAND = 26  # tokens after a doubted refusal in which a demand may follow
QUOTES = frozenset('"«“')
ASIDE = 9  # tokens from comma to comma of *its envoy said*
GOVERNOR = 4  # tokens before a clause in which the verb stands that makes it a wish: hopes that


def shifts_before(scene: Scene, at: int) -> list[Effect]:
    """What changes the stance at ``at``, nearest last: from the beginning of the clause to it."""
    effects: list[Effect] = []
    i = clause_start(scene, at)
    for before in range(max(scene.first_of_sentence(at), i - GOVERNOR), i):
        effects += [effect for end, effect in scene.lexicon.shifts.match(scene.tokens, before, i) if end == i]
    while i < at:
        found = [] if scene.in_time(i) else scene.lexicon.shifts.match(scene.tokens, i, at)  # the month of May
        if found:
            effects.append(found[0][1])
            i = max(found[0][0], i + 1)
            continue
        i += 1
    return effects


def clause_start(scene: Scene, at: int) -> int:
    """First token of the clause that ``at`` is in: after a comma, a linking word or a conjunction of verbs."""
    tokens = scene.tokens
    first = max(scene.left_edge(at, SHIFT_WINDOW), 0)
    seen_verb = False
    for i in range(at - 1, first - 1, -1):
        token = tokens[i]
        if token.norm == ",":
            return i + 1
        if token.pos == "CCONJ" and seen_verb:
            return i + 1
        if token.pos == "CCONJ" and tokens[i + 1].pos in VERBS:
            return i + 1
        if token.pos in ("SCONJ", "PRON") and scene.is_in("subordinators", i) and not scene.is_in("condition_words", i):
            return i + 1
        seen_verb = seen_verb or token.pos in VERBS
    return first


def condition_around(
    scene: Scene, at: int, end: int, *, refusal: bool, until: int = 0, coming: bool = False
) -> tuple[int, int] | None:
    """The condition of a stance as ``(first, last)`` tokens. A ``refusal`` has those of its own (*unless*), what is
    ``coming`` also *when, as soon as*.

    ``until``: where another party's part begins, if it does.
    """
    index = scene.lexicon.unless if refusal else scene.lexicon.conditions
    edge = _end_of_reach(scene, end, until)
    linked = end - at > 1 and scene.tokens[end - 1].pos == "ADP"  # agreed on one condition
    for i in range(end - linked, edge):
        found = _first(index, scene, i, edge) or (coming and _first(scene.lexicon.later, scene, i, edge)) or 0
        if found and i > 0 and scene.is_in("without", i - 1):
            continue
        if found and not _bare_time(scene, i, found):
            return i, _condition_end(scene, found)
    start = scene.left_edge(at)
    found = _first(index, scene, start, at)
    commas = [j for j in range(found, at) if scene.tokens[j].norm == ","] if found else []
    return (start, commas[-1]) if commas else None


def opens_condition(scene: Scene, i: int) -> bool:
    """Whether a condition begins at token ``i``."""
    return _first(scene.lexicon.conditions, scene, i, scene.last_of_sentence(i)) > 0


def _first(index: PatternIndex[bool], scene: Scene, i: int, last: int) -> int:
    found = index.match(scene.tokens, i, last)
    return found[0][0] if found else 0


def _bare_time(scene: Scene, i: int, end: int) -> bool:
    return end < len(scene.tokens) and scene.in_time(end) and scene.in_time(i)


def _end_of_reach(scene: Scene, end: int, until: int = 0) -> int:
    """Conditions are looked for to the end of the sentence, through quotation marks, up to another clause's subject."""
    tokens = scene.tokens
    last = min(scene.last_of_sentence(end - 1), end + CONDITION_WINDOW)
    passed = 0
    for i in range(end, last):
        if tokens[i].norm == "," and (closing := _aside(scene, i, last)):
            passed = closing
        if i < passed:
            continue
        if tokens[i].norm in ";:." or (until and i >= until and tokens[i].pos == "CCONJ"):
            return i
        if tokens[i].norm == "," and i + 1 < last and _qualifies(scene, i + 1, last):
            continue
        if tokens[i].norm == "," and i + 1 < last and (tokens[i + 1].pos in VERBS or _new_subject(scene, i + 1, last)):
            return i
        if tokens[i].pos == "CCONJ" and i + 1 < last and _new_subject(scene, i + 1, last):
            return i
    return last


def _qualifies(scene: Scene, i: int, last: int) -> bool:
    """Whether a condition or a hedge begins at token ``i``, though it begins with a verb: *provided, tolta*."""
    return opens_condition(scene, i) or bool(scene.lexicon.hedges.match(scene.tokens, i, last))


def _aside(scene: Scene, comma: int, last: int) -> int:
    """The comma after which a condition follows what only tells who says so: *will sign, its envoy said, if*; or 0."""
    for i in range(comma + 2, min(comma + ASIDE, last - 1)):
        if scene.tokens[i].norm == ",":
            opening = i + 2 if scene.tokens[i + 1].norm in QUOTES else i + 1
            return i if opening < last and _qualifies(scene, opening, last) else 0
    return 0


def _new_subject(scene: Scene, i: int, last: int) -> bool:
    """Whether a new clause with a party of its own begins at ``i``."""
    tokens = scene.tokens
    if tokens[i].pos in ("CCONJ", "DET", "ADV") and i + 1 < last:
        i += 1
    if tokens[i].pos == "DET" and i + 1 < last:
        i += 1
    if scene.mention_at(i) is None:
        return False
    return any(tokens[j].pos in VERBS for j in range(i + 1, min(i + 7, last)))


def _condition_end(scene: Scene, start: int) -> int:
    last = min(scene.last_of_sentence(start - 1), start + CONDITION_WINDOW)
    for i in range(start, last):
        norm = scene.tokens[i].norm
        if norm in ';:.»”"' or (norm == "," and i > start + 1):
            return max(i, start)
    return last


def hedged(scene: Scene, at: int, end: int, *, until: int = 0) -> bool:
    """*In principle*, or *but* with a reservation after it, in the same clause."""
    first = clause_start(scene, at)
    last = _end_of_reach(scene, end, until)
    if any(scene.lexicon.hedges.match(scene.tokens, i, last) for i in range(first, last)):
        return True
    for i in range(end, last):
        if scene.is_in("adverse", i) and not _new_subject(scene, i + 1, last):
            if i + 1 < last and scene.tokens[i + 1].pos == "ADP":
                return True  # but with, ma senza
            return any(scene.is_in("reserve", j) for j in range(i + 1, min(i + 12, scene.last_of_sentence(i))))
    return _first_of_all(scene, end, until)


def _first_of_all(scene: Scene, end: int, until: int) -> bool:
    """*Yes, but first the rebels must leave*: a demand on another party after *but*."""
    last = min(until or scene.last_of_sentence(end - 1), end + SHIFT_WINDOW)
    at = next((i for i in range(end, last - 1) if scene.is_in("adverse", i)), -1)
    return at >= 0 and scene.is_in("demands", at + 1) and scene.tokens[at + 1].pos == "ADV"


def resumed_condition(scene: Scene, at: int) -> tuple[int, int] | None:
    """The condition with which a quotation goes on after its cue: *"We agree," he said, "provided they leave."*"""
    n = scene.inside[at]
    said = scene.statements[n] if n >= 0 else None
    for following in scene.statements[n + 1 : n + 3] if said is not None and said.kind != "indirect" else ():
        first, _ = scene.parse.token_range(following.content[0].start, following.content[0].end)
        same = said is not None and following.speakers == said.speakers
        near = first < len(scene.tokens) and scene.tokens[first].sentence == scene.tokens[at].sentence
        if same and near and first > at:
            found = _first(scene.lexicon.conditions, scene, first, scene.last_of_sentence(first))
            return (first, _condition_end(scene, found)) if found else None
    return None


def demanded(scene: Scene, end: int) -> bool:
    """Whether a demand follows what is no refusal: *does not reject it, but wants …*; also in the next sentence,
    if that has no subject or a pronoun."""
    tokens = scene.tokens
    last = scene.last_of_sentence(end - 1)
    if any(scene.is_in("demands", i) for i in range(end, min(last, end + DEMAND))):
        return True
    following = tokens[last : last + DEMAND]
    if not following or following[0].pos not in VERBS | {"PRON", "CCONJ", "ADV"} or scene.mention_at(last) is not None:
        same = following and following[0].pos == "PRON"
        if not same:
            return False
    sentence = following[0].sentence
    return any(scene.is_in("demands", t.i) for t in following if t.sentence == sentence)
