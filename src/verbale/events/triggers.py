"""Where a text may tell of an event: the trigger words of the frames, longest first, each token once."""

from __future__ import annotations

from verbale.events.draft import Trigger
from verbale.events.lexicon import Frame, Lexicon
from verbale.language.parse import Parse, Sentence, Token

VERBAL = frozenset({"VERB", "AUX"})
NOUNY_BEFORE = frozenset({"DET", "ADJ", "ADP", "NUM", "PROPN"})
DASHES = frozenset({"-", "–", "—", "--"})
CLOSED = frozenset({"PRON", "DET", "ADP", "CCONJ", "SCONJ", "PUNCT", "NUM", "ADV"})


def find_triggers(parse: Parse, lexicon: Lexicon, sentence: Sentence) -> list[Trigger]:
    """The triggers of a sentence in text order."""
    tokens = parse.tokens
    found: list[Trigger] = []
    at = sentence.first
    while at < sentence.last:
        trigger = _trigger(tokens, lexicon, at, sentence)
        if trigger is None:
            at += 1
        else:
            found.append(trigger)
            at = trigger.head + 1 if trigger.verbal else trigger.last
    return found


def _trigger(tokens: list[Token], lexicon: Lexicon, at: int, sentence: Sentence) -> Trigger | None:
    nouns = lexicon.nouns.match(tokens, at, sentence.last)
    verbs = lexicon.verbs.match(tokens, at, sentence.last)
    if not nouns and not verbs:
        return None
    best: tuple[int, Frame, bool] | None = None
    if nouns and is_nominal(tokens, at, nouns[0][0], sentence.first, lexicon):
        best = (*nouns[0], False)
    if verbs and is_verbal(tokens, at, verbs[0][0]) and (best is None or verbs[0][0] > best[0]):
        best = (*verbs[0], True)
    if best is None:
        return None
    last, frame, verbal = best
    return Trigger(at, last, _head(tokens, at, last, verbal), frame, verbal)


def is_nominal(tokens: list[Token], first: int, last: int, begin: int, lexicon: Lexicon) -> bool:
    token = tokens[last - 1] if last - first > 1 else tokens[first]
    if token.pos == "NOUN" or last - first > 2 or (last - first > 1 and tokens[first].pos == "NOUN"):
        return True
    if token.pos in CLOSED:
        return False
    if token.pos == "PROPN":
        opens = first == begin or (first > begin and tokens[first - 1].norm in DASHES)
        return token.text[:1].islower() or opens or last - first > 1
    before = tokens[first - 1] if first > begin else None
    if token.pos in VERBAL and (token.feats.get("Tense") == "Past" or (before is not None and before.pos == "PROPN")):
        return False
    if token.pos in VERBAL and any(t.pos == "AUX" for t in tokens[max(begin, first - 2) : first]):
        return False
    return before is not None and before.pos in NOUNY_BEFORE and before.norm not in lexicon.infinitive


def is_verbal(tokens: list[Token], first: int, last: int) -> bool:
    if any(t.pos in VERBAL for t in tokens[first:last]):
        return True
    if tokens[first].pos != "ADJ":
        return False
    return tokens[first].feats.get("VerbForm") == "Part" or (first > 0 and tokens[first - 1].pos == "AUX")


def _head(tokens: list[Token], first: int, last: int, verbal: bool) -> int:
    if verbal:
        verbs = [i for i in range(first, last) if tokens[i].pos == "VERB"]
        if verbs:
            return verbs[-1] if tokens[first].pos in ("PRON", "AUX") else verbs[0]
        return first
    outside = [i for i in range(first, last) if not first <= tokens[i].head < last or tokens[i].head == i]
    return outside[0] if outside else first
