"""Words that only their place beside a quotation makes a report: *"…," crowed the old man*."""

from __future__ import annotations

from bisect import insort

from verbale.statements.content import DASHES, Found
from verbale.statements.cues import Cue
from verbale.statements.emit import Unit
from verbale.statements.lexicon import Entry
from verbale.statements.naming import NameReader
from verbale.statements.phrases import Phrase, finite, scan_right
from verbale.statements.quotations import Quotation

NEAR = 8  # tokens after a quotation in which a known cue rules out a guessed one
LATE = 40  # tokens between a verb and a subject after it
SPOKEN = ",?!…"  # marks before a closing quotation mark that leave the sentence open


class TagReader(NameReader):
    """Reads what follows a quotation and its comma."""

    def tags(self, unit: Unit) -> None:
        """Adds cues that the lexicon does not name to ``unit.cues``, and drafts for reporting nouns."""
        self.names(unit)
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
        if at >= unit.high:
            return
        spoken = comma or quotation.dashed or self.tokens[quotation.last - 1].text in SPOKEN
        if self._noun_tag(unit, quotation, at, spoken):
            return
        alone = all(self.tokens[k].pos == "PUNCT" for k in range(unit.edge, quotation.open))
        near = [c for c in unit.cues if at <= c.first < at + NEAR and c.form in ("finite", "passive", "according")]
        if not alone or not (spoken or self._run_in(quotation, at, unit.high)):
            return
        if near:
            self._quoted_first(unit, quotation, near[0], at)
            return
        verb = self._before_subject(at, unit.high) or self._after_subject(at, unit.high)
        if verb or (comma and (verb := self._subjectless(quotation, at, unit.high))):
            words = self.index.verbs.get(self.tokens[verb].norm, ())
            entry = next((word.entry for word in words if not word.rest), Entry())
            start = verb - self._compound(verb - 1, unit.high)
            cue = Cue(start, self._past_object(verb, unit.high), verb, start, "finite", entry)
            insort(unit.cues, cue, key=lambda cue: cue.first)

    def _run_in(self, quotation: Quotation, at: int, high: int) -> bool:
        """*«Non sono qui per il tè» ha scandito il ministro*: no comma, and a compound tense with its subject."""
        if at + 2 >= high or not self.index.speech.drops_subjects or not self._clause(quotation):
            return False
        return self._compound(at, high) and self.tokens[at + 2].pos in ("DET", "PROPN")

    def _clause(self, quotation: Quotation) -> bool:
        words = self.tokens[quotation.first : min(quotation.last, quotation.first + 60)]
        return len(words) > 3 and any(finite(word) for word in words)

    def _quoted_first(self, unit: Unit, quotation: Quotation, cue: Cue, at: int) -> None:
        """*"…," the colonel said in a speech that lasted hours*: what a relative says later is not the content."""
        if cue.form != "finite" or quotation.open in unit.used:
            return
        subject = cue.group == at or all(self.tokens[k].pos != "PUNCT" for k in range(at, cue.group))
        found = self.content.right(cue, unit.stop(cue.last), unit.stop(cue.last)) if subject else None
        if found is None or found.how != "that" or found.first - 1 == cue.last:
            return
        phrase = self.speakers.subject(cue, at, found.first)
        if phrase is None and cue.group > at:
            return
        unit.used.add(quotation.open)
        unit.cues = [other for other in unit.cues if other is not cue]
        self.emit(unit, len(unit.cues), cue, phrase, Found(quotation.open, quotation.close, "quote"))

    def _subjectless(self, quotation: Quotation, at: int, high: int) -> int:
        """The verb of *«…», ha martellato, e …*: a past tense without a subject, between commas; or 0."""
        if not self.index.speech.drops_subjects or not self._clause(quotation) or at + 2 >= high:
            return 0
        ended = self.tokens[at + 2].text in (",", ".", ";", ":")
        return at + 1 if ended and self._compound(at, high) else 0

    def late_subject(self, cue: Cue, high: int) -> Phrase | None:
        """*announced, to general surprise, the minister*: a subject after an insertion or a complement."""
        near = self.speakers.inverted(cue, high)
        if near is not None and self.speakers.speakers(near):
            return near
        for k in range(cue.last, min(high, cue.last + LATE)):
            if self.tokens[k].text in ".;:?!" or self.content.quotation(k) is not None:
                break
            if not self._may_begin(cue, k):
                continue
            phrase = self.speakers.source(k, high)
            mention = self.speakers.mention(phrase) if phrase is not None else None
            if mention is None or mention.place_like or mention.form not in ("name", "description"):
                continue
            if mention.kind not in ("state", "people", None):
                return phrase
        return near

    def _may_begin(self, cue: Cue, k: int) -> bool:
        """Whether a subject may begin at ``k``: after a comma, or after a complement of the verb."""
        token, before = self.tokens[k], self.tokens[k - 1]
        if token.pos not in ("DET", "NOUN", "PROPN", "ADJ", "X"):
            return False
        if before.text == "," or k == cue.last:
            return True
        gerund = k == cue.last + 1 and before.pos == "VERB" and not finite(before)
        starts = token.pos == "DET" or any(m.kind == "person" for m in self.speakers.mentions.at(k))
        return gerund or (starts and before.pos in ("NOUN", "PROPN", "ADV", "PRON"))

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
        at += self._compound(at, high)
        if at + 1 >= high or not (self._verb_here(at) or self._compound(at - 1, high)):
            return 0
        k = at + 1
        while k < high and (self.tokens[k].pos == "ADV" or k in self.content.times):
            k += 1
        if self._compound(at - 1, high) and k < high and self.tokens[k].pos == "ADP":  # ha reagito da Cuba il ministro
            cue = Cue(at, at + 1, at, at, "finite", Entry())
            return at if (late := self.late_subject(cue, high)) is not None and late.first > k else 0
        if k >= high:
            return 0
        following = self.tokens[k]
        placed = following.pos == "ADP" and self.tokens[at].feats.get("Number") == "Plur"
        pronoun = following.feats.get("Person") == "3" and following.norm not in self.index.sets["clitics"]
        subject = following.pos in ("DET", "NOUN", "PROPN") or following.feats.get("Case") == "Nom" or pronoun
        named = any(letter.isupper() for letter in following.text)
        return at if subject or named or (placed and self.index.speech.drops_subjects) else 0

    def _compound(self, at: int, high: int) -> bool:
        """Whether a compound past tense begins at ``at``: *ha sorriso*."""
        if at < 0 or at + 1 >= high:
            return False
        helper, verb = self.tokens[at : at + 2]
        past = verb.feats.get("VerbForm") == "Part" and verb.pos == "VERB"
        return past and self.index.has("perfects", helper) and not self.index.has("passives", helper)

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

    def _noun_tag(self, unit: Unit, quotation: Quotation, at: int, spoken: bool) -> bool:
        """*…, was the reply of the ministry*, *…, è la replica di Parigi*, *…, is how she put it*."""
        k = at
        while k < unit.high and self.tokens[k].pos == "AUX":
            k += 1
        linked = k > at
        how = linked and k < unit.high and self.tokens[k].norm in self.index.sets["how"]
        if not spoken and (not how or self.title(quotation)):
            return False
        if how:
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
