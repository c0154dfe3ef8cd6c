"""Words that only their place beside a quotation makes a report: *"…," crowed the old man*."""

from __future__ import annotations

from bisect import insort

from verbale.statements.content import DASHES, Found
from verbale.statements.cues import Cue
from verbale.statements.emit import Unit
from verbale.statements.lexicon import Entry
from verbale.statements.phrases import Phrase, finite, scan_right
from verbale.statements.quotations import Quotation
from verbale.statements.sources import SourceReader

NEAR = 8  # tokens after a quotation in which a known cue rules out a guessed one
SPOKEN = ",?!…"  # marks before a closing quotation mark that leave the sentence open


class TagReader(SourceReader):
    """Reads what follows a quotation and its comma."""

    def tags(self, unit: Unit) -> None:
        """Adds cues that the lexicon does not name to ``unit.cues``, and drafts for reporting nouns."""
        i = unit.low
        while i < unit.high:
            quotation = self.content.quotation(i)
            if quotation is None:
                i += 1
                continue
            if quotation.open == i and quotation.closed and quotation.close < unit.high:
                self._tag(unit, quotation)
            i = max(quotation.close, i + 1)

    def _tag(self, unit: Unit, quotation: Quotation) -> None:
        comma = self.tokens[quotation.close].text == "," or self.tokens[quotation.close].text in DASHES
        at = quotation.close + comma
        if at >= unit.high or not (comma or self.tokens[quotation.last - 1].text in SPOKEN):
            return
        if self._noun_tag(unit, quotation, at):
            return
        alone = all(self.tokens[k].pos == "PUNCT" for k in range(unit.edge, quotation.open))
        known = any(at <= cue.first < at + NEAR and cue.form in ("finite", "passive", "according") for cue in unit.cues)
        if not alone or known:
            return
        verb = self._before_subject(at, unit.high) or self._after_subject(at, unit.high)
        if verb:
            words = self.index.verbs.get(self.tokens[verb].norm, ())
            entry = next((word.entry for word in words if not word.rest), Entry())
            cue = Cue(verb, self._past_object(verb, unit.high), verb, verb, "finite", entry)
            insort(unit.cues, cue, key=lambda cue: cue.first)

    def _past_object(self, verb: int, high: int) -> int:
        """The end of a verb and its object before a subject: *allarga le braccia | il ministro*."""
        found = scan_right(self.parse, verb + 1, min(high, verb + 6))
        if found is None or found.last >= high or self.tokens[found.last].pos not in ("DET", "PROPN"):
            return verb + 1
        return found.last if self.speakers.source(found.last, high) is not None else verb + 1

    def _before_subject(self, at: int, high: int) -> int:
        """The verb of *gongola il portavoce*: right after the comma, a subject or an institution after it; or 0."""
        while at < high and (self.tokens[at].pos == "ADV" or self.tokens[at].norm in self.index.sets["clitics"]):
            if self.tokens[at].norm in self.index.verbs:
                break
            at += 1
        if at + 1 >= high or not self._verb_here(at):
            return 0
        k = at + 1
        while k < high and (self.tokens[k].pos == "ADV" or k in self.content.times):
            k += 1
        if k >= high:
            return 0
        following = self.tokens[k]
        placed = following.pos == "ADP" and self.tokens[at].feats.get("Number") == "Plur"
        subject = following.pos in ("DET", "NOUN", "PROPN") or following.feats.get("Case") == "Nom"
        named = any(letter.isupper() for letter in following.text)
        return at if subject or named or (placed and self.index.speech.drops_subjects) else 0

    def _verb_here(self, at: int) -> bool:
        token = self.tokens[at]
        known = any(not word.rest for word in self.index.verbs.get(token.norm, ()))
        return (finite(token) and token.pos == "VERB") or (
            known and token.pos not in ("AUX", "PROPN") and token.text.islower()
        )

    def _after_subject(self, at: int, high: int) -> int:
        """The verb of *the old man crowed*, or 0."""
        phrase = scan_right(self.parse, at, min(high, at + 12))
        if phrase is None or phrase.first != at or self.tokens[phrase.head].pos not in ("NOUN", "PROPN", "PRON"):
            return 0
        verb = phrase.last
        while verb < high and self.tokens[verb].pos == "ADV":
            verb += 1
        return verb if verb < high and finite(self.tokens[verb]) and self.tokens[verb].pos == "VERB" else 0

    def _noun_tag(self, unit: Unit, quotation: Quotation, at: int) -> bool:
        """*…, was the reply of the ministry*, *…, è la replica di Parigi*, *…, is how she put it*."""
        k = at
        while k < unit.high and self.tokens[k].pos == "AUX":
            k += 1
        linked = k > at
        if linked and k < unit.high and self.tokens[k].norm in self.index.sets["how"]:
            phrase = self.speakers.source(k + 1, unit.high)
            return self._emit_tag(unit, quotation, Cue(at, k + 1, k, at, "noun", Entry()), phrase)
        first = k
        while k < unit.high and k < first + 4 and self.tokens[k].pos in ("DET", "ADJ", "PRON"):
            k += 1
        word = self.index.nouns.get(self.tokens[k].norm) if k < unit.high else None
        if word is None or not (linked or k > first) or self.tokens[k].pos not in ("NOUN", "VERB", "ADV"):
            return False
        cue = Cue(k, k + 1, k, k, "noun", word.entry)
        return self._emit_tag(unit, quotation, cue, self.speakers.owner(cue, at, unit.high))

    def _emit_tag(self, unit: Unit, quotation: Quotation, cue: Cue, phrase: Phrase | None) -> bool:
        if phrase is None:
            return False
        unit.used.add(quotation.open)
        unit.cues = [c for c in unit.cues if not cue.first <= c.first < phrase.last]
        self.emit(unit, len(unit.cues), cue, phrase, Found(quotation.open, quotation.close, "quote"))
        return True
