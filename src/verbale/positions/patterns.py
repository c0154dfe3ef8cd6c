"""A small pattern language over tokens, for words and idioms that the codebook lists.

A pattern is words with blanks between: ``say`` is the word itself (of a preposition also its contracted forms),
``~say`` any form of the verb, ``a|~b`` one of several, ``a?`` may be missing, ``..`` up to six tokens without
a full stop, semicolon or quotation mark: ``~turn .. down``; ``_`` is a blank within one token (held terms).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from verbale.language.parse import Token

T = TypeVar("T")
GAP = 6
AGENT = 6  # tokens after a participle in which its agent stands
STOPS = frozenset('.;!?"«»“”')
_VERBAL = frozenset({"VERB", "AUX", "ADJ"})
_FUNCTIONAL = frozenset({"ADP", "DET", "PRON", "CCONJ", "SCONJ", "PART", "NUM", "PUNCT"})
_VERBAL_LEFT = frozenset({"AUX", "PRON", "PART", "ADV", "PROPN"})

Inflect = Callable[[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Step:
    """One place of a pattern: plain words, verb forms, whether it may be missing; no words at all is a gap."""

    words: frozenset[str]
    verbs: frozenset[str]
    optional: bool = False

    @property
    def gap(self) -> bool:
        return not self.words and not self.verbs


def compile_pattern(pattern: str, inflect: Inflect) -> tuple[Step, ...]:
    """The steps of a pattern. Raises ``ValueError`` for one that begins or ends with a gap or is empty."""
    steps: list[Step] = []
    for part in pattern.split():
        if part == "..":
            steps.append(Step(frozenset(), frozenset()))
            continue
        optional = part.endswith("?")
        choices = part.rstrip("?").replace("_", " ").split("|")
        words = frozenset(c for c in choices if not c.startswith("~"))
        verbs = frozenset(form for c in choices if c.startswith("~") for form in inflect(c[1:]))
        steps.append(Step(words, verbs, optional))
    if not steps or steps[0].gap or steps[0].optional or steps[-1].gap:
        raise ValueError(f"a pattern must begin and end with words: {pattern!r}")
    return tuple(steps)


def with_hyphens(pattern: str) -> list[str]:
    """The pattern, and those in which a word with a hyphen is the three tokens that the parser makes of it."""
    parts = pattern.split()
    found = [pattern]
    for n, part in enumerate(parts):
        for choice in part.split("|"):
            pieces = choice.split("-")
            if len(pieces) > 1 and all(pieces):
                found.append(" ".join([*parts[:n], " - ".join(pieces), *parts[n + 1 :]]))
    return found


def is_word(tokens: list[Token], at: int, step: Step) -> bool:
    """Whether a token fills a place. A verb form that stands like a noun (*la firma*) is none."""
    token, before = tokens[at], tokens[at - 1] if at > 0 else None
    if token.norm in step.words or (token.pos == "ADP" and token.lemma in step.words):
        return True
    if token.norm not in step.verbs:
        return False
    if token.pos in _VERBAL or (
        " " in token.text and " " not in token.norm
    ):  # a repaired word has no trusted part of speech
        return True
    if token.pos == "ADV" and _has_agent(tokens, at):
        return True  # a participle that the parser takes for an adverb
    verbal = before is not None and before.pos in _VERBAL_LEFT and before.feats.get("Poss") != "Yes"
    return token.pos not in _FUNCTIONAL and verbal


def _has_agent(tokens: list[Token], at: int) -> bool:
    """Whether an agent (*by Mali, da Roma*) depends on a token and follows it."""
    return any(token.head == at and token.dep == "obl:agent" for token in tokens[at + 1 : at + AGENT])


@dataclass(slots=True)
class PatternIndex(Generic[T]):
    """Patterns with what they stand for, by the words that they can begin with."""

    by_first: dict[str, list[tuple[tuple[Step, ...], T]]] = field(default_factory=dict)

    def add(self, pattern: str, item: T, inflect: Inflect) -> None:
        for variant in with_hyphens(pattern):
            steps = compile_pattern(variant, inflect)
            for word in steps[0].words | steps[0].verbs:
                self.by_first.setdefault(word, []).append((steps, item))

    def match(self, tokens: list[Token], at: int, last: int) -> list[tuple[int, T]]:
        """What begins at token ``at`` and ends before ``last``: ``(one past its last token, item)``, longest first."""
        token = tokens[at]
        options = self.by_first.get(token.norm)
        if options is None and token.pos == "ADP":
            options = self.by_first.get(token.lemma)
        if not options:
            return []
        found = [(end, item) for steps, item in options if (end := match_steps(steps, tokens, at, last)) > 0]
        found.sort(key=lambda pair: -pair[0])
        return found


def match_steps(steps: tuple[Step, ...], tokens: list[Token], at: int, last: int) -> int:
    """One past the last token of the match that begins at ``at``, or 0."""
    places = {at}
    k = 0
    while k < len(steps):
        step = steps[k]
        if step.gap:
            places = {p for start in places for p in _through_gap(tokens, start, last)}
        else:
            filled = {p + 1 for p in places if p < last and is_word(tokens, p, step)}
            places = filled | places if step.optional else filled
        if not places:
            return 0
        k += 1
    return min(places) if any(step.gap for step in steps) else max(places)


def _through_gap(tokens: list[Token], start: int, last: int) -> list[int]:
    reached = [start]
    for p in range(start, min(start + GAP, last)):
        if tokens[p].norm in STOPS:
            break
        reached.append(p + 1)
    return reached
