"""Noun phrases and clauses, by word order first and by the parser's heads where they agree with it."""

from __future__ import annotations

from dataclasses import dataclass

from verbale.language.parse import Parse, Token

NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "X", "SYM"))
INSIDE = frozenset(("NOUN", "PROPN", "NUM", "X", "SYM", "ADJ", "DET", "PART"))
LONGEST = 40  # tokens of a noun phrase, at most


@dataclass(slots=True)
class Phrase:
    """Tokens ``first:last`` with the head token."""

    first: int
    last: int
    head: int


def finite(token: Token) -> bool:
    return token.pos in ("VERB", "AUX") and token.feats.get("VerbForm") == "Fin"


def phrase_of(parse: Parse, head: int, low: int, high: int) -> Phrase:
    """The noun phrase of a head token, without clauses that hang on it, within the tokens ``low:high``."""
    tokens = parse.tokens
    first = head
    while first > low and head - first < LONGEST:
        token = tokens[first - 1]
        within = (
            token.pos in INSIDE
            or (token.pos == "PRON" and token.feats.get("Poss") == "Yes")
            or token.norm in ("-", ".")
        )
        if not within or not _belongs(tokens, first - 1, head):
            break
        first -= 1
    last = head + 1
    while last < high and last - head < LONGEST:
        token = tokens[last]
        within = token.pos in INSIDE or token.pos == "ADP" or (token.pos == "PRON" and token.feats.get("Poss") == "Yes")
        if not within or not _hangs(tokens, last, first, head):
            break
        last += 1
    last = _coordinated(parse, head, last, high)
    while last > head + 1 and tokens[last - 1].pos in ("ADP", "DET", "PART") and tokens[last - 1].norm != "'s":
        last -= 1
    return Phrase(first, last, head)


def _coordinated(parse: Parse, head: int, last: int, high: int) -> int:
    """The end of a phrase with a second name joined right after it: *Lavrov and Fidan*."""
    tokens = parse.tokens
    if last + 1 >= high or tokens[last].pos != "CCONJ":
        return last
    for child in parse.children[head]:
        if (
            tokens[child].rel == "conj"
            and tokens[child].pos in ("NOUN", "PROPN")
            and last < child < min(high, last + 6)
        ):
            while child + 1 < high and tokens[child + 1].rel == "flat":
                child += 1
            return child + 1
    return last


def _belongs(tokens: list[Token], i: int, head: int) -> bool:
    """Whether the token before a head is its dependent, or a dependent of one between."""
    at = i
    for _ in range(6):
        at = tokens[at].head
        if at == head:
            return True
        if at < i - 3 or at > head:
            return False
    return False


def _hangs(tokens: list[Token], i: int, first: int, head: int) -> bool:
    """Whether the token after a head depends, over at most six steps, on a token of the phrase before it."""
    at = i
    for _ in range(6):
        above = tokens[at].head
        if above == at or tokens[at].rel in ("acl", "advcl", "ccomp", "parataxis", "nsubj", "obl", "advmod"):
            return False
        if first <= above < i and (at == i or above <= head or above < i):
            return True
        at = above
    return False


def scan_right(parse: Parse, i: int, high: int) -> Phrase | None:
    """The noun phrase that begins at token ``i``, by parts of speech alone."""
    tokens = parse.tokens
    at, head = i, -1
    while at < min(high, i + LONGEST):
        token = tokens[at]
        owner = token.pos == "PRON" and token.feats.get("Poss") == "Yes"
        named = token.text[:1].isupper() and at + 1 < high and tokens[at + 1].pos == "PROPN"
        if token.pos == "PRON" and not owner:
            return Phrase(i, at + 1, at) if at == i else _closed(tokens, i, at, head)
        if token.pos in ("NOUN", "PROPN", "X", "NUM") or (at == i and _inner_capital(token)):
            head = at if head < 0 or (token.pos in ("NOUN", "PROPN") and tokens[head].pos == "NUM") else head
        elif named:
            pass
        elif token.pos == "ADP" and head < 0:
            return None
        elif not owner and not _continues(tokens, at, head):
            break
        at += 1
    return _closed(tokens, i, at, head)


def _inner_capital(token: Token) -> bool:
    """A name with a particle before a hyphen or apostrophe, whatever the parser takes it for: *al-Shamiri*."""
    return token.text[:1].islower() and any(letter.isupper() for letter in token.text)


def _continues(tokens: list[Token], at: int, head: int) -> bool:
    """Whether a word that is no noun may go on with a noun phrase: not an article after its noun."""
    token = tokens[at]
    if token.pos == "DET":
        return head < 0 or tokens[at - 1].pos in ("ADP", "CCONJ", "DET")
    if token.pos == "PART":
        return at > 0 and not tokens[at - 1].space
    return token.pos in ("ADJ", "ADP")


def _closed(tokens: list[Token], i: int, at: int, head: int) -> Phrase | None:
    while at > i and tokens[at - 1].pos in ("ADP", "DET"):
        at -= 1
    if head < 0 or at <= head:
        return None
    for k in range(head, at):  # the parser's head, if it is one of the nouns before any preposition
        if tokens[k].pos == "ADP":
            break
        if tokens[k].pos in ("NOUN", "PROPN") and not i <= tokens[k].head < at:
            return Phrase(i, at, k)
    return Phrase(i, at, head)


def _clause_within(tokens: list[Token], first: int, last: int) -> bool:
    """Whether a clause that is not relative stands between two commas: no apposition."""
    verb = next((k for k in range(first, last) if finite(tokens[k]) and tokens[k].rel != "amod"), None)
    return verb is not None and not any(tokens[k].pos == "PRON" for k in range(first, verb))


def scan_left(parse: Parse, end: int, low: int) -> Phrase | None:
    """The noun phrase that ends just before token ``end``, by parts of speech, with an apposition between commas."""
    tokens = parse.tokens
    at = end
    if at > low and tokens[at - 1].text == ",":
        comma = next((k for k in range(at - 2, max(low, at - 30) - 1, -1) if tokens[k].text == ","), None)
        if comma is None or _clause_within(tokens, comma + 1, at - 1):
            return None
        at = comma
    start = at
    while start > max(low, at - LONGEST) and (
        tokens[start - 1].pos in INSIDE or tokens[start - 1].pos in ("ADP", "PRON")
    ):
        start -= 1
    if start == at:
        return None
    while start < at and tokens[start].pos == "ADP":  # "In Washington Pompeo": keep what follows the place
        nouns = [k for k in range(start + 1, at) if tokens[k].pos in ("NOUN", "PROPN", "PRON")]
        if len(nouns) < 2:
            return None
        start = nouns[0] + 1
        if tokens[start].pos not in ("PROPN", "DET", "PRON", "ADP"):
            return None
    heads = [k for k in range(start, at) if tokens[k].pos in NOMINAL]
    if not heads:
        return None
    head = next(
        (k for k in heads if not any(tokens[j].pos == "ADP" for j in range(start, k)) and tokens[k].head not in heads),
        heads[0],
    )
    return Phrase(start, at, head)
