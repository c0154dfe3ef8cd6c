"""What is read at once: sentences, joined where a quotation or its cue runs on into the next."""

from __future__ import annotations

from verbale.language.parse import Parse
from verbale.statements.lexicon import SpeechIndex
from verbale.statements.quotations import Quotations

DATELINE = 14  # tokens
TOWN = 3  # words of a place in small letters before a dash
DASHES = frozenset(("—", "–", "-", "--"))


def find_units(parse: Parse, quotations: Quotations, index: SpeechIndex) -> list[tuple[int, int]]:
    """Token ranges of the units of a document, in order; none crosses a paragraph."""
    units: list[tuple[int, int]] = []
    paragraph = -1
    for sentence in parse.sentences:
        if sentence.last <= sentence.first:
            continue
        if units and sentence.paragraph == paragraph and _runs_on(parse, quotations, index, units[-1], sentence.first):
            units[-1] = (units[-1][0], sentence.last)
        else:
            units.append((sentence.first, sentence.last))
        paragraph = sentence.paragraph
    return units


def _runs_on(parse: Parse, quotations: Quotations, index: SpeechIndex, unit: tuple[int, int], first: int) -> bool:
    end = parse.tokens[first - 1]
    quotation = quotations.at(first - 1, 0)
    if quotation is not None and quotation.close > first:
        return True
    following = parse.tokens[first]
    if end.text == "." and first - 2 >= unit[0] and parse.tokens[first - 2].norm in index.sets["abbreviations"]:
        return True
    if end.text.endswith(".") and end.norm[:-1] in index.sets["abbreviations"]:
        return True
    small = following.text[:1].islower()
    if quotation is not None and quotation.close == first and first - 2 >= unit[0]:
        spoken = parse.tokens[first - 2].text
        return small or spoken == "," or (spoken in "?!…" and _cue_soon(parse, index, first))
    return end.text.endswith(":") or end.pos != "PUNCT" or (small and end.text not in ".!?;…")


def _cue_soon(parse: Parse, index: SpeechIndex, first: int) -> bool:
    """Whether a reporting verb stands among the next words, before any comma."""
    for token in parse.tokens[first : first + 6]:
        if token.text in ",.;":
            return False
        if token.norm in index.verbs and token.pos in ("VERB", "AUX"):
            return True
    return False


def after_dateline(parse: Parse, low: int, high: int) -> int:
    """Where a paragraph's text begins after *KHARTOUM, Sudan (Reuters) —*."""
    tokens = parse.tokens
    agency = tokens[low].text == "("  # (Reuters) -, cut off from its place by the full stop of a date
    if not agency and not tokens[low].text.isupper():
        return _town(parse, low, high)
    for i in range(low + 1, min(high - 1, low + DATELINE)):
        token = tokens[i]
        if token.text in DASHES and (token.space or tokens[i - 1].space):
            return i + 1 if not agency or tokens[i - 1].text == ")" else low
        if token.pos in ("VERB", "AUX") and token.text[:1].islower():
            return low
    return low


def _town(parse: Parse, low: int, high: int) -> int:
    """Past *Laayoune -*, *Nampula.*: a name in small letters and a dash before a capital."""
    tokens = parse.tokens
    at = low
    while at < min(high, low + TOWN) and tokens[at].pos == "PROPN" and tokens[at].text[:1].isupper():
        at += 1
    dash = low < at < high - 1 and tokens[at].text in DASHES and tokens[at].space and tokens[at - 1].space
    return at + 1 if dash and tokens[at + 1].text[:1].isupper() else low
