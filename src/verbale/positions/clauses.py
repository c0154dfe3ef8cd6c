"""What stands around a stance: shifts before it, conditions and dates beside it, and its object."""

from __future__ import annotations

from verbale.positions.lexicon import Effect
from verbale.positions.mentions import Mention
from verbale.positions.patterns import PatternIndex
from verbale.positions.scene import HARD, NOUNS, VERBS, Scene

SHIFT_WINDOW = 12
OBJECT_WINDOW = 16
CONDITION_WINDOW = 24
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


def condition_around(scene: Scene, at: int, end: int, *, refusal: bool, until: int = 0) -> tuple[int, int] | None:
    """The condition of a stance as ``(first, last)`` tokens. A ``refusal`` has those of its own (*unless*).

    ``until``: where another party's part begins, if it does.
    """
    index = scene.lexicon.unless if refusal else scene.lexicon.conditions
    edge = _end_of_reach(scene, end, until)
    for i in range(end, edge):
        found = _first(index, scene, i, edge)
        if found and not _bare_time(scene, i, found):
            return i, _condition_end(scene, found)
    start = scene.left_edge(at)
    found = _first(index, scene, start, at)
    commas = [j for j in range(found, at) if scene.tokens[j].norm == ","] if found else []
    return (start, commas[-1]) if commas else None


def _first(index: PatternIndex[bool], scene: Scene, i: int, last: int) -> int:
    found = index.match(scene.tokens, i, last)
    return found[0][0] if found else 0


def _bare_time(scene: Scene, i: int, end: int) -> bool:
    return end < len(scene.tokens) and scene.in_time(end) and scene.in_time(i)


def _end_of_reach(scene: Scene, end: int, until: int = 0) -> int:
    """Conditions are looked for to the end of the sentence, through quotation marks, up to another clause's subject."""
    tokens = scene.tokens
    last = min(scene.last_of_sentence(end - 1), end + CONDITION_WINDOW)
    for i in range(end, last):
        if tokens[i].norm in ";:." or (until and i >= until and tokens[i].pos == "CCONJ"):
            return i
        if tokens[i].norm == "," and i + 1 < last and (tokens[i + 1].pos in VERBS or _new_subject(scene, i + 1, last)):
            return i
        if tokens[i].pos == "CCONJ" and i + 1 < last and _new_subject(scene, i + 1, last):
            return i
    return last


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
            return any(scene.is_in("reserve", j) for j in range(i + 1, min(i + 12, scene.last_of_sentence(i))))
    return False


def object_of(scene: Scene, at: int, end: int, by_token: dict[int, Mention], *, optional: bool) -> Mention | str:
    """The mention that a stance is about; or ``pronoun``, ``none`` (nothing there), ``other`` (something else)."""
    tokens = scene.tokens
    inner = next((by_token[i] for i in range(at + 1, end) if i in by_token), None)
    if inner is not None:
        return inner
    if any(tokens[i].pos in ("PRON", "ADV") and scene.is_in("pronouns", i) for i in range(at + 1, end)):
        return "pronoun"
    if tokens[at].norm in scene.lexicon.enclitic or any(
        scene.is_in("clitics", i) and (tokens[i].pos == "PRON" or tokens[i + 1].pos in VERBS)
        for i in range(max(at - 4, clause_start(scene, at)), at)
    ):
        return "pronoun"
    after = _after(scene, end, by_token, optional=optional)
    if after != "none":
        return after
    return _before(scene, at, by_token)


def _after(scene: Scene, end: int, by_token: dict[int, Mention], *, optional: bool) -> Mention | str:
    """What stands after the stance as its object: the first noun that no other preposition takes away."""
    tokens = scene.tokens
    preposition = -1
    for i in range(end, scene.right_edge(end, OBJECT_WINDOW)):
        token = tokens[i]
        if i in by_token:
            return by_token[i] if _is_object(scene, by_token[i], end, preposition) else "other"
        if token.pos == "PRON" and i <= end + 1 and scene.is_in("pronouns", i):
            return "pronoun"
        if token.norm == "," or _first(scene.lexicon.conditions, scene, i, scene.last_of_sentence(i)):
            return "none"
        if token.pos in ("SCONJ", "CCONJ") and i >= end:
            return "other" if i == end and scene.is_in("clause_links", i) else "none"
        if token.pos in VERBS:
            return "other" if i > end and scene.is_in("clause_links", i - 1) else "none"
        if token.pos == "ADP":
            preposition = i
        elif token.pos in NOUNS and not _passes_over(scene, i):
            at_link = optional and preposition == end and scene.is_in("objects", preposition)
            if preposition < 0 or at_link:
                return "other"
    return "none"


def _passes_over(scene: Scene, i: int) -> bool:
    """Whether a noun is no object of its own: a date, or *the terms, parts of*."""
    return scene.in_time(i) or scene.is_in("parts", i) or scene.is_in("partial", i)


def _is_object(scene: Scene, mention: Mention, end: int, preposition: int) -> bool:
    """Whether a mention after a stance is what it is about: direct, at its preposition, or after *parts of*."""
    before = mention.first - 1
    if before < end or preposition != before:
        return True
    if before == end:
        return True
    return scene.is_in("parts", before - 1) or scene.is_in("partial", before - 1) or scene.in_time(before - 1)


def _before(scene: Scene, at: int, by_token: dict[int, Mention]) -> Mention | str:
    """The passive subject or the antecedent of a relative clause."""
    tokens = scene.tokens
    for i in range(at - 1, max(scene.first_of_sentence(at), at - 18) - 1, -1):
        if i in by_token:
            mention = by_token[i]
            return mention if _passive_or_relative(scene, mention, at) else "none"
        if tokens[i].norm in HARD and tokens[i].norm not in '"«»“”()':
            break
    return "none"


def _passive_or_relative(scene: Scene, mention: Mention, at: int) -> bool:
    tokens = scene.tokens
    if any(tokens[c].dep in ("aux:pass", "nsubj:pass", "csubj:pass") for c in scene.parse.children[at]):
        return True
    if at + 1 < len(tokens) and scene.is_in("agents", at + 1):
        return True
    if tokens[at].rel == "acl" and tokens[at].head in range(mention.first, mention.last):
        return True
    if (
        any(scene.is_in("agents", i) for i in range(at + 1, min(at + 6, scene.right_edge(at))))
        and tokens[at].feats.get("VerbForm") == "Part"
    ):
        return True
    return any(scene.is_in("relatives", i) for i in range(mention.last, min(mention.last + 3, at)))
