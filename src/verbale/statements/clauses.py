"""Clauses that nothing opens: without a complementiser right of their cue, or to its left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from verbale.language.parse import Parse
from verbale.statements.cues import Cue
from verbale.statements.lexicon import SpeechIndex
from verbale.statements.phrases import finite
from verbale.statements.quotations import Quotation, Quotations

How = Literal["that", "link", "quote", "colon", "bare", "name", "about", "adjective", "left"]
WINDOW = 30  # tokens between a cue and the word that opens its content, at most
FINAL = frozenset(".,;:!?…")
DASHES = frozenset(("—", "–", "-", "--"))


@dataclass(slots=True)
class Found:
    """Content of tokens ``first:last``; ``how`` it is tied to its cue."""

    first: int
    last: int
    how: How
    hearer: tuple[int, int] | None = None  # tokens between the cue and the content


class ClauseFinder:
    """What readers of content share, and the clauses without an opening word."""

    def __init__(self, parse: Parse, index: SpeechIndex, quotations: Quotations, times: frozenset[int]) -> None:
        self.parse, self.index, self.tokens = parse, index, parse.tokens
        self.quotations = quotations
        self.times = times  # tokens of time expressions
        self.level = 0  # depth of quotation that is read now

    def quotation(self, i: int) -> Quotation | None:
        """The quotation at token ``i``, seen from the level that is read."""
        return self.quotations.at(i, self.level)

    def opens(self, i: int) -> Quotation | None:
        """The quotation that opens at token ``i``."""
        found = self.quotation(i) if i < len(self.tokens) else None
        return found if found is not None and found.open == i else None

    def bare(self, cue: Cue, high: int) -> Found | None:
        """A clause without complementiser right of the cue: a subject and a finite verb, nothing that interrupts."""
        if "bare" not in cue.entry.takes or cue.form not in ("finite", "participle", "infinitive", "passive"):
            return None
        if cue.form == "participle" and cue.group and self.tokens[cue.group - 1].pos in ("NOUN", "PROPN"):
            return None
        start = self._skip_adjuncts(cue.last, high)
        if (
            start >= high
            or self.parenthesis(cue, start, high)
            or self.tokens[start].norm in self.index.sets["subordinators"]
            or self.tokens[start].norm in self.index.sets["relatives"]
            or self.tokens[start].pos == "PUNCT"
            or self.tokens[start].norm in cue.entry.links
        ):
            return None
        verb = None
        nominal = 0
        for k in range(start, min(high, start + WINDOW)):
            token = self.tokens[k]
            if k > start and (finite(token) or self._base_form(k, start)):
                verb = k if self.tokens[k - 1].pos != "CCONJ" else None
                break
            if (
                token.pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X")
                and token.norm not in self.index.sets["clitics"]
            ):
                nominal += 1
            if token.norm in self.index.sets["relatives"] and token.pos in ("PRON", "SCONJ"):
                return None
            if token.norm in self.index.sets["subordinators"]:
                return None
            if token.text in ":;!?" or (token.text == "," and self._lists(k, high) is False):
                return None
        if verb is None or not nominal:
            return None
        if cue.entry.hearer == "object":
            split = self._after_hearer(cue, start, verb)
            return Found(split, high, "bare", (cue.last, split)) if split is not None else None
        return Found(start, high, "bare", (cue.last, start))

    def parenthesis(self, cue: Cue, start: int, high: int) -> bool:
        """*Dal 2015, scrive l'Oms, la guerra …*: between commas, a verb and its subject."""
        if not self.index.speech.drops_subjects or not cue.group or self.tokens[cue.group - 1].text != ",":
            return False
        for k in range(start, min(high, start + 12)):
            if self.tokens[k].text == ",":
                return k > start
            if finite(self.tokens[k]):
                return False
        return False

    def _base_form(self, k: int, start: int) -> bool:
        """A present tense that looks like an infinitive: *they see*."""
        token = self.tokens[k]
        if token.pos not in ("VERB", "AUX") or token.feats.get("VerbForm") != "Inf" or self.index.speech.drops_subjects:
            return False
        before = self.tokens[max(start, k - 3) : k]
        led = k > start and self.tokens[k - 1].pos in ("NOUN", "PROPN", "PRON", "ADV", "NUM")
        return led and not any(t.pos == "AUX" or t.norm in self.index.sets["markers"] for t in before)

    def _lists(self, comma: int, high: int) -> bool:
        """Whether a comma before the verb closes or opens an apposition rather than the clause."""
        nxt = self.tokens[comma + 1] if comma + 1 < high else None
        return (
            nxt is not None
            and nxt.pos in ("DET", "PROPN", "NOUN", "ADJ", "NUM", "PRON", "AUX", "VERB")
            and nxt.pos not in ("AUX", "VERB")
            and comma > 0
        )

    def _skip_adjuncts(self, i: int, high: int) -> int:
        """Past adverbs, time expressions and prepositional hearers: *said on Monday*, *said again*."""
        leads = self.index.sets["hearers"] | self.index.sets["venue_prepositions"]
        while i < high:
            token = self.tokens[i]
            adverb = token.pos in ("ADV", "PART") and token.norm not in self.index.sets["subordinators"]
            dated = token.pos == "ADP" and i + 1 in self.times
            if i in self.times or adverb or dated:
                i += 1
                continue
            end = self._prepositional_end(i, high) if token.pos == "ADP" and token.lemma in leads else None
            if end is None:
                return i
            i = end
        return i

    def _prepositional_end(self, i: int, high: int) -> int | None:
        """Past a short prepositional phrase: up to and with its noun, if a venue or a hearer."""
        for k in range(i + 1, min(high, i + 6)):
            token = self.tokens[k]
            if token.pos in ("NOUN", "PROPN") and not (
                k + 1 < high and self.tokens[k + 1].pos in ("NOUN", "PROPN", "ADP")
            ):
                return k + 1
            if token.pos not in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON"):
                return None
        return None

    def _after_hearer(self, cue: Cue, start: int, verb: int) -> int | None:
        """Where the clause begins after the addressee: *told the crowd | her men would*."""
        token = self.tokens[start]
        if token.norm in self.index.sets["nobody"]:
            return None
        if token.pos == "PRON" and token.feats.get("Poss") != "Yes":
            return start + 1 if start + 1 < verb else None
        for k in range(start + 1, verb):
            before, here = self.tokens[k - 1], self.tokens[k]
            starts = (
                here.pos in ("DET", "PRON")
                or (here.pos == "PROPN" and before.pos == "NOUN")
                or (here.pos in ("NOUN", "ADJ", "NUM") and before.pos == "PROPN")
            )
            if starts and before.pos in ("NOUN", "PROPN"):
                return k
        return None

    def adjective(self, cue: Cue, high: int) -> Found | None:
        """*si è detto disposto a firmare*: a reflexive and what it predicates."""
        if not cue.reflexive or "adjective" not in cue.entry.takes or cue.last >= high:
            return None
        token = self.tokens[cue.last]
        if token.pos == "ADJ" or (token.pos == "VERB" and token.feats.get("VerbForm") == "Part"):
            return Found(cue.last, high, "adjective")
        return None

    def clause_left(self, first: int, last: int) -> bool:
        """Whether the tokens ``first:last`` hold a main clause, not only what introduces one."""
        start = first
        while start < last and (self.tokens[start].pos in ("PUNCT", "CCONJ") or self.tokens[start].i in self.times):
            start += 1
        if start >= last:
            return False
        opener = self.tokens[start]
        verbs = [k for k in range(start, last) if finite(self.tokens[k]) and not self._relative(k, start)]
        if not verbs:
            return any(self._past_like(k) for k in range(start, last))
        nonfinite = opener.pos == "VERB" and not finite(opener) and opener.feats.get("VerbForm") in ("Ger", "Part")
        if opener.norm in self.index.sets["subordinators"] or nonfinite or opener.pos == "ADP":
            return self._main(verbs)
        return True

    def _relative(self, k: int, start: int) -> bool:
        """Whether a relative stands before the verb in its part between commas: *his deputy, whom all call*."""
        for j in range(k - 1, start, -1):
            token = self.tokens[j]
            if token.norm in self.index.sets["relatives"] and token.pos == "PRON":
                return True
            if token.pos == "PUNCT" or finite(token):
                return False
        return False

    def _past_like(self, k: int) -> bool:
        """A past tense that was taken for a participle: the parser gives it a clause of its own."""
        token = self.tokens[k]
        past = token.pos == "VERB" and token.feats.get("VerbForm") == "Part" and token.feats.get("Tense") == "Past"
        return past and token.rel in ("root", "parataxis", "conj", "ccomp") and not self.index.speech.drops_subjects

    def _main(self, verbs: list[int]) -> bool:
        """Whether the parser takes one of the finite verbs for that of a main clause."""
        for k in verbs:
            token = self.tokens[k]
            if token.rel in ("aux", "cop"):
                token = self.tokens[token.head]
            if token.rel not in ("advcl", "acl"):
                return True
        return False
