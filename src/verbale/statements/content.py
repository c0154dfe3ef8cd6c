"""What is said: the part of a sentence that belongs to a cue, to its right or to its left."""

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


class ContentFinder:
    """Looks right and left of cues within a unit of tokens ``low:high`` at one level of quotation."""

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

    def right(self, cue: Cue, limit: int, high: int) -> Found | None:
        """Content that a complementiser, link, quotation mark or colon opens before ``limit``, up to ``high``."""
        takes = cue.entry.takes
        i = cue.last
        while i < min(limit, high, cue.last + WINDOW):
            token = self.tokens[i]
            if (quotation := self.opens(i)) is not None:
                return self._quote_right(cue, i, quotation)
            if (
                "that" in takes
                and token.norm in self.index.sets["complementisers"]
                and self._opens_clause(cue, i, high)
            ):
                return Found(i + 1, high, "that", (cue.last, i))
            if "whether" in takes and token.norm in self.index.sets["questions"]:
                return Found(i + 1, high, "that", (cue.last, i))
            if (after := self._link(cue, i, high)) is not None:
                denied = i > cue.last and self.index.has("negations", self.tokens[i - 1])
                return Found(i - 1 if denied else after, high, "link", (cue.last, i))
            if token.text == ":":
                return self._colon(cue, i, high)
            if token.text == "," or (token.text in DASHES and (token.space or self.tokens[i - 1].space)):
                jump = self._jump(i, high)
                if jump is None:
                    return None
                i = jump
                continue
            if token.pos == "PUNCT" and token.text not in ("(", ")") and token.text not in DASHES:
                return None
            if finite(token) or token.norm in self.index.sets["subordinators"]:
                return None
            i += 1
        return None

    def _colon(self, cue: Cue, i: int, high: int) -> Found | None:
        """Speech after a colon: a quotation, or a clause soon after an active cue."""
        if i + 1 >= high or cue.form == "noun":
            return None
        plain = cue.form == "finite" and i - cue.last <= 6 and "that" in cue.entry.takes
        return Found(i + 1, high, "colon", (cue.last, i)) if plain or self.opens(i + 1) is not None else None

    def _opens_clause(self, cue: Cue, i: int, high: int) -> bool:
        """Whether *that* opens a clause: not a demonstrative alone, not a relative after a comma."""
        if i + 1 >= high:
            return False
        if not any(self.tokens[k].pos in ("VERB", "AUX") for k in range(i + 1, min(high, i + 60))):
            return False
        aside = cue.group > 0 and self.tokens[cue.group - 1].text == "," and self.index.speech.drops_subjects
        if aside and cue.entry.hearer != "object" and self._subject_between(cue.last, i):
            return False  # *…, ha detto una fonte che …*: a relative
        return not (self.tokens[i - 1].text == "," and i - 1 > cue.last and self._noun_between(cue.last, i - 1))

    def _subject_between(self, first: int, last: int) -> bool:
        """Whether a noun phrase without a preposition fills the tokens ``first:last``."""
        if any(self.tokens[k].pos == "ADP" or self.tokens[k].text == "," for k in range(first, min(first + 1, last))):
            return False
        return any(self.tokens[k].pos in ("NOUN", "PROPN") for k in range(first, last))

    def _noun_between(self, first: int, last: int) -> bool:
        inner = any(self.tokens[k].text == "," for k in range(first, last))
        return not inner and any(self.tokens[k].pos in ("NOUN", "PROPN") for k in range(first, last))

    def _jump(self, comma: int, high: int) -> int | None:
        """Past a parenthesis ``, … ,`` to what follows it, if content opens there."""
        for k in range(comma + 1, min(high, comma + 16)):
            token = self.tokens[k]
            if k == comma + 1 and (self.opens(k) is not None or token.norm in self.index.sets["complementisers"]):
                return k
            if token.text == "," and k + 1 < high:
                following = self.tokens[k + 1]
                opens = following.norm in self.index.sets["complementisers"] or self.opens(k + 1) is not None
                return k + 1 if opens or following.norm in self.index.sets["markers"] else None
            if token.text == ":":
                return k
            if token.text in ";.!?" or finite(token):
                return None
        return None

    def _link(self, cue: Cue, i: int, high: int) -> int | None:
        """Where an infinitive or gerund begins after a linking word at ``i``, or directly for an empty link."""
        token = self.tokens[i]
        raised = cue.form == "passive" and "that" in cue.entry.takes
        for link in (*cue.entry.links, *(self.index.speech.markers[:1] if raised else ())):
            words = link.split()
            if not words:
                if i == cue.last and self._gerund(i):
                    return i
                continue
            if len(words) == 2 and self.tokens[cue.last].norm != words[0]:
                continue
            word = words[-1]
            if (
                token.norm == word or (token.pos in ("ADP", "SCONJ", "PART") and token.lemma == word)
            ) and self._nonfinite(i + 1, high):
                return i + 1
        return None

    def _gerund(self, i: int) -> bool:
        token = self.tokens[i]
        return token.pos in ("VERB", "AUX") and (
            token.feats.get("VerbForm") == "Ger"
            or (token.feats.get("VerbForm") == "Part" and token.feats.get("Tense") == "Pres")
        )

    def _nonfinite(self, i: int, high: int) -> bool:
        """Whether an infinitive or gerund stands at ``i``, after negations, adverbs and clitics."""
        for k in range(i, min(high, i + 4)):
            token = self.tokens[k]
            if token.pos in ("VERB", "AUX"):
                return token.feats.get("VerbForm", "Inf") in ("Inf", "Ger") or self._gerund(k)
            if self._noun_like_gerund(k, high):
                return True
            if not (
                token.pos in ("ADV", "PART")
                or self.index.has("negations", token)
                or token.norm in self.index.sets["clitics"]
            ):
                return False
        return False

    def _noun_like_gerund(self, k: int, high: int) -> bool:
        """A gerund that was taken for a noun: it has an object of its own."""
        token = self.tokens[k]
        if token.pos != "NOUN" or not token.norm.endswith(self.index.speech.gerund_endings or ("\0",)):
            return False
        following = self.tokens[k + 1] if k + 1 < high else None
        if following is not None and following.pos == "ADP":
            return following.norm not in self.index.sets["of"]
        return following is not None and following.pos in ("DET", "NOUN", "PROPN", "PRON", "NUM")

    def _quote_right(self, cue: Cue, i: int, quotation: Quotation) -> Found | None:
        takes = cue.entry.takes
        gap = range(cue.last, i)
        if any(finite(self.tokens[k]) for k in gap):
            return None
        before = self.tokens[i - 1]
        linked = before.norm in cue.entry.links or before.lemma in cue.entry.links
        adjacent = i == cue.last or before.text in ",:—–" or i - 1 in self.times or linked
        marked = before.text in ",:—–"
        if linked or self._quoted_link(cue, quotation):
            return Found(i, quotation.close, "about", (cue.last, i))
        if adjacent and not marked and not takes and not cue.entry.links:
            return None
        if adjacent and not marked and self._begins_clause(cue, quotation):
            return Found(i, self._clause_end(quotation.close), "bare", (cue.last, i))
        if adjacent:
            return Found(i, quotation.close, "quote", (cue.last, i))
        if "name" in takes:
            return Found(self._object(cue, i), self._series(quotation.close), "name")
        if "about" in takes and any(self.tokens[k].pos == "ADP" for k in gap):
            return Found(i, quotation.close, "about")
        if "bare" in takes or "that" in takes:
            return None
        return Found(i, quotation.close, "quote", (cue.last, i)) if not takes and not cue.entry.links else None

    def _quoted_link(self, cue: Cue, quotation: Quotation) -> bool:
        """*urged them "to keep calm"*: the linking word stands inside the quotation."""
        linking = self.tokens[quotation.first].norm in cue.entry.links
        return linking and self._nonfinite(quotation.first + 1, quotation.last)

    def _series(self, close: int) -> int:
        """The end of a series of quoted names: *"a nasty guy," an "anchor baby" and "sick"*."""
        for _ in range(6):
            k = close
            while k < len(self.tokens) and k < close + 4 and self.opens(k) is None:
                if self.tokens[k].text != "," and self.tokens[k].pos not in ("CCONJ", "DET"):
                    return close
                k += 1
            following = self.opens(k)
            if following is None:
                return close
            close = following.close
        return close

    def _begins_clause(self, cue: Cue, quotation: Quotation) -> bool:
        """*said "budget reforms" would help*: a quoted phrase that is the subject of an unquoted verb."""
        if "bare" not in cue.entry.takes or any(finite(self.tokens[k]) for k in range(quotation.first, quotation.last)):
            return False
        for k in range(quotation.close, min(quotation.close + 12, len(self.tokens))):
            token = self.tokens[k]
            if token.text in ",.;:!?" or token.sentence != self.tokens[quotation.open].sentence:
                return False
            if finite(token):
                return True
        return False

    def _clause_end(self, i: int) -> int:
        return max(i, self.parse.sentences[self.tokens[i - 1].sentence].last)

    def _object(self, cue: Cue, high: int) -> int:
        """Where the object begins that is called something: after the cue and its adverbs."""
        i = cue.last
        while i < high and self.tokens[i].pos == "ADV":
            i += 1
        return i

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
        if token.pos != "VERB" or token.feats.get("VerbForm") != "Inf" or self.index.speech.drops_subjects:
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
        verbs = [k for k in range(start, last) if finite(self.tokens[k])]
        if not verbs:
            return any(self._past_like(k) for k in range(start, last))
        nonfinite = opener.pos == "VERB" and not finite(opener) and opener.feats.get("VerbForm") in ("Ger", "Part")
        if opener.norm in self.index.sets["subordinators"] or nonfinite or opener.pos == "ADP":
            return self._main(verbs)
        return True

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
