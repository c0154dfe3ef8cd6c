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
        parted = quotation.open > unit.edge and self.tokens[quotation.open - 1].text in (*DASHES, ".")
        alone = parted or all(self.tokens[k].pos == "PUNCT" for k in range(unit.edge, quotation.open))
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
        if self._compound(at, high):
            return self.tokens[at + 2].pos in ("DET", "PROPN")
        known = self.tokens[at].norm in self.index.verbs and self.tokens[at].text.islower()
        return known and self._verb_here(at) and self.tokens[at + 1].pos in ("DET", "PROPN")

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
        phrase = self.speakers.subject(cue, at, found.first) or self.late_subject(cue, unit.high)
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
        return self.late.subject(cue, high)

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
        while k < high and self._between(k):
            k += 1
        if (
            k < high and self.tokens[k].pos == "ADP" and self.index.speech.drops_subjects
        ):  # ha reagito da Cuba il ministro
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

    def _between(self, k: int) -> bool:
        """What may stand between a verb and its subject: adverbs, times, an infinitive (*si lascia sfuggire*)."""
        token = self.tokens[k]
        return token.pos == "ADV" or k in self.content.times or token.feats.get("VerbForm") == "Inf"

    def _compound(self, at: int, high: int) -> bool:
        """Whether a compound past tense begins at ``at``: *ha sorriso*."""
        if at < 0 or at + 1 >= high:
            return False
        helper, verb = self.tokens[at : at + 2]
        past = verb.feats.get("VerbForm") == "Part" and verb.pos == "VERB"
        active = not self.index.has("passives", helper) or verb.lemma in self.index.sets["intransitive"]
        reflexive = at > 0 and self.tokens[at - 1].norm in self.index.sets["impersonal_clitics"]
        return past and self.index.has("perfects", helper) and (active or reflexive)

    def _verb_here(self, at: int) -> bool:
        token = self.tokens[at]
        known = any(not word.rest for word in self.index.verbs.get(token.norm, ()))
        return (finite(token) and token.pos == "VERB") or (known and token.pos != "AUX" and token.text.islower())

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
