"""What is said: the part of a sentence that belongs to a cue, to its right or to its left."""

from __future__ import annotations

from verbale.statements.clauses import DASHES, FINAL, WINDOW, ClauseFinder, Found, How
from verbale.statements.cues import Cue
from verbale.statements.phrases import finite
from verbale.statements.quotations import Quotation

__all__ = ["DASHES", "FINAL", "WINDOW", "ContentFinder", "Found", "How"]


class ContentFinder(ClauseFinder):
    """Looks right and left of cues within a unit of tokens ``low:high`` at one level of quotation."""

    def right(self, cue: Cue, limit: int, high: int) -> Found | None:
        """Content that a complementiser, link, quotation mark or colon opens before ``limit``, up to ``high``."""
        takes = cue.entry.takes
        i = cue.last
        while i < min(limit, high, cue.last + WINDOW):
            token = self.tokens[i]
            if (quotation := self.opens(i)) is not None and self._embedded(cue, i, quotation, high):
                i = quotation.close
                continue
            if quotation is not None:
                return self._quote_right(cue, i, quotation)
            if (
                "that" in takes
                and token.norm in self.index.sets["complementisers"]
                and self._opens_clause(cue, i, high)
            ):
                return Found(i + 1, high, "that", (cue.last, i))
            if "whether" in takes and token.norm in self.index.sets["questions"]:
                return Found(i + 1, high, "that", (cue.last, i))
            if token.norm in self.index.sets["interrogatives"] and self._asks(cue, i, high):
                led = self.tokens[i - 1].pos == "ADP" and i - 1 >= cue.last
                return Found(i - led, high, "that", (cue.last, i - led))
            if token.norm in self.index.sets["nobody"]:
                return None
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
            mark = token.pos == "PUNCT" and not any(letter.isalnum() for letter in token.text)
            if mark and token.text not in ("(", ")") and token.text not in DASHES:
                return None
            if finite(token) or (token.norm in self.index.sets["subordinators"] and token.pos != "ADP"):
                return None
            i += 1
        return None

    def _colon(self, cue: Cue, i: int, high: int) -> Found | None:
        """Speech after a colon: a quotation, or a clause soon after an active cue."""
        if i + 1 >= high or cue.form == "noun" or self._free_relative(cue):
            return None
        plain = cue.form == "finite" and i - cue.last <= 6 and "that" in cue.entry.takes
        return Found(i + 1, high, "colon", (cue.last, i)) if plain or self.opens(i + 1) is not None else None

    def _means(self, gap: range) -> bool:
        """*ha risposto con un secco «no»*: a preposition, an article and no noun before the words."""
        words = self.tokens[gap.start : gap.stop]
        led = len(words) > 1 and words[0].pos == "ADP" and words[0].lemma in self.index.sets["absolute"]
        return led and words[1].pos == "DET" and all(word.pos in ("DET", "ADJ", "ADV") for word in words[1:])

    def _free_relative(self, cue: Cue) -> bool:
        """*si sfoga con chi lo chiama: «…»*: no words of those who call."""
        asker = self.tokens[cue.group - 1].norm if cue.group else ""
        return asker in self.index.sets["relatives"] & self.index.sets["interrogatives"]

    def _opens_clause(self, cue: Cue, i: int, high: int) -> bool:
        """Whether *that* opens a clause: not a demonstrative alone, not a relative after a comma."""
        if i + 1 >= high:
            return False
        if not any(self.tokens[k].pos in ("VERB", "AUX") for k in range(i + 1, min(high, i + 60))):
            return False
        aside = cue.group > 0 and self.tokens[cue.group - 1].text == "," and self.index.speech.drops_subjects
        if aside and cue.entry.hearer != "object" and self._subject_between(cue.last, i):
            return False  # *…, ha detto una fonte che …*: a relative
        if self._object_between(cue, i):
            return False
        return not (self.tokens[i - 1].text == "," and i - 1 > cue.last and self._noun_between(cue.last, i - 1))

    def _object_between(self, cue: Cue, i: int) -> bool:
        """*chronicles the deaths that followed*: an object and a relative clause; *next* allows no phrase."""
        close = "next" in cue.entry.takes
        if (self.index.speech.drops_subjects and not close) or cue.entry.hearer == "object":
            return False
        between = [k for k in range(cue.last, i) if k not in self.times and self.tokens[k].pos not in ("ADV", "PUNCT")]
        if not between or any(self.tokens[k].text == "," for k in range(cue.last, i)):
            return False
        nouns = [k for k in between if self.tokens[k].pos in ("NOUN", "PROPN")]
        if nouns and (self.tokens[nouns[-1]].norm in self.index.nouns or self._fact(nouns[-1])):
            return False
        return close or (bool(nouns) and self.tokens[between[0]].pos != "ADP")

    def _fact(self, i: int) -> bool:
        return self.tokens[i].norm in self.index.sets["facts"]

    def _asks(self, cue: Cue, i: int, high: int) -> bool:
        """Whether a question word opens what is asked or explained: *asked why*, *explained how*."""
        takes = cue.entry.takes
        if "whether" not in takes and ("how" not in takes or self.tokens[i].norm in self.index.sets["subordinators"]):
            return False
        if self.tokens[i - 1].pos == "ADP" and "whether" not in takes:
            return False
        if any(self.tokens[k].text == "," for k in range(cue.last, i)):
            return False
        if "whether" not in takes and any(self.tokens[k].pos in ("NOUN", "PROPN") for k in range(cue.last, i)):
            return False
        for k in range(i + 1, min(high, i + WINDOW)):
            if self.tokens[k].text in ",;:":
                return False
            if finite(self.tokens[k]):
                return True
        return False

    def _embedded(self, cue: Cue, i: int, quotation: Quotation, high: int) -> bool:
        """*accuses the "specialists" of guiding drones*: a quoted noun before the linking word."""
        if not cue.entry.links or i == cue.last or self.tokens[i - 1].pos not in ("DET", "ADJ", "NOUN", "ADP"):
            return False
        words = range(quotation.first, min(quotation.last, quotation.first + WINDOW))
        if quotation.last - quotation.first > WINDOW or any(finite(self.tokens[k]) for k in words):
            return False
        after = range(quotation.close, min(high, quotation.close + 8))
        return any(self._link(cue, k, high) is not None for k in after)

    def _subject_between(self, first: int, last: int) -> bool:
        """Whether a noun phrase without a preposition fills the tokens ``first:last``."""
        if any(self.tokens[k].pos == "ADP" or self.tokens[k].text == "," for k in range(first, min(first + 1, last))):
            return False
        return any(self.tokens[k].pos in ("NOUN", "PROPN") for k in range(first, last))

    def _noun_between(self, first: int, last: int) -> bool:
        inner = any(self.tokens[k].text == "," for k in range(first, last))
        return not inner and any(
            self.tokens[k].pos in ("NOUN", "PROPN") and k not in self.times for k in range(first, last)
        )

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
            ) and self._own_infinitive(cue, i, high, raised):
                return i + 1
        return None

    def _own_infinitive(self, cue: Cue, i: int, high: int, raised: bool) -> bool:
        """Whether an infinitive follows the link ``i`` that is the cue's own: not *led a group working to keep*."""
        if not self._nonfinite(i + 1, high):
            return False
        before = self.tokens[i - 1]
        running = before.feats.get("VerbForm") == "Part" and before.feats.get("Tense") == "Pres"
        if i > cue.last and ((before.pos == "VERB" and running) or before.norm in self.index.sets["subordinators"]):
            return False  # … prima di partire
        marker = self.tokens[i].norm in self.index.sets["markers"] and not self.index.speech.drops_subjects
        if raised and not cue.entry.links:
            return all(self.tokens[k].pos == "ADV" for k in range(cue.last, i))
        return not (marker and cue.entry.act in ("assert", "promise", "suggest") and self._object_between(cue, i))

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
        if "about" in takes and (len(gap) <= 3 or any(self.tokens[k].pos == "ADP" for k in gap)):
            return Found(i, quotation.close, "about")
        if self._means(gap):
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
