"""What somebody is said to call a thing: *dismissed the text as "a scrap"*, and names that are nobody's words."""

from __future__ import annotations

from verbale.statements.content import Found
from verbale.statements.cues import Cue
from verbale.statements.emit import Unit
from verbale.statements.phrases import Phrase, finite
from verbale.statements.quotations import Quotation
from verbale.statements.sources import SourceReader

REACH = 16  # tokens between a verb of naming and the name


class NameReader(SourceReader):
    """Reads verbs that take an object and what it is called, in quotation marks."""

    def names(self, unit: Unit) -> None:
        """Makes drafts of *… as "…"*, and takes cues out of ``unit.cues`` that only give a thing its name."""
        kept: list[Cue] = []
        for number, cue in enumerate(unit.cues):
            if self._linked(unit, number, cue):
                continue
            quotation = self._naming(unit, cue) if "name" in cue.entry.takes else None
            if quotation is None:
                kept.append(cue)
                continue
            low = max(self.subject_edge(unit, cue), unit.after_stop(cue.group))
            active = cue.form in ("finite", "infinitive", "participle")
            phrase = self.speakers.subject(cue, low, quotation.open) if active else None
            if self._nickname(cue, phrase, quotation):
                continue
            found = self._as(cue, quotation, unit.stop(cue.last))
            if found is None:
                kept.append(cue)
            else:
                self.emit(unit, number, cue, phrase, found)
        unit.cues = kept

    def _linked(self, unit: Unit, number: int, cue: Cue) -> bool:
        """*the army's threat to "close the road"*, *told me "no"*: what only a quotation makes content."""
        if cue.form == "noun":
            return self._noun_linked(unit, number, cue)
        at = cue.last
        quotation = self.content.opens(at + 1) if at + 1 < unit.high else None
        told = cue.form == "finite" and {"that", "bare"} & set(cue.entry.takes) and cue.entry.hearer == "object"
        if quotation is None or not told or self.tokens[at].pos != "PRON":
            return False
        phrase = self.speakers.subject(cue, max(self.subject_edge(unit, cue), unit.after_stop(cue.group)), at)
        self.emit(unit, number, cue, phrase, Found(quotation.open, quotation.close, "quote"))
        return True

    def _noun_linked(self, unit: Unit, number: int, cue: Cue) -> bool:
        """*la promessa di Hadad di «non sparare»*, *the army's threat to "close the road"*."""
        phrase = self.speakers.owner(cue, unit.low, unit.high)
        if phrase is None or not cue.entry.links:
            return False
        at = max(cue.last, phrase.last)
        quotation = self.content.opens(at + 1) if at + 1 < unit.high else None
        if quotation is None:
            return False
        link = self.tokens[at]
        if not (link.norm in cue.entry.links or link.lemma in cue.entry.links):
            return False
        self.emit(unit, number, cue, phrase, Found(quotation.open, quotation.close, "quote"))
        return True

    def _naming(self, unit: Unit, cue: Cue) -> Quotation | None:
        """The quotation after a verb, if nothing but an object stands between."""
        for k in range(cue.last, min(unit.high, cue.last + REACH)):
            if (quotation := self.content.opens(k)) is not None:
                return quotation
            token = self.tokens[k]
            if finite(token) or token.text in ",.;:?!" or token.norm in self.index.sets["complementisers"]:
                return None
        return None

    def _as(self, cue: Cue, quotation: Quotation, stop: int) -> Found | None:
        """*dismissed the text as "…"*, *bolla come «…» l'offerta*: the object is part of the content."""
        at = quotation.open - 1
        while at > cue.last and self.tokens[at].pos in ("DET", "ADV", "ADJ"):
            at -= 1
        if at < cue.last or self.tokens[at].norm not in self.index.sets["as_said"]:
            return None
        first = cue.last
        while first < at and self.tokens[first].pos == "ADV":
            first += 1
        if first < at:
            return Found(first, quotation.close, "name")
        last = quotation.close
        while last < stop and self.tokens[last].pos != "PUNCT" and not finite(self.tokens[last]):
            last += 1
        return Found(quotation.open, last, "link" if last > quotation.close else "name")

    def _nickname(self, cue: Cue, phrase: Phrase | None, quotation: Quotation) -> bool:
        """*known as "El Profe"*, *what they call the "Cairo Declaration"*: a name that anybody would use."""
        if cue.form == "reduced" and self.title(quotation):
            return True
        if cue.form in ("passive", "reduced"):
            return self._agent(cue, quotation) is None
        if cue.reflexive and (phrase is None or not self.speakers.speakers(phrase)):
            return True
        before = self.tokens[quotation.open - 1]
        if before.pos == "DET" and before.feats.get("Definite") != "Ind" and self.title(quotation):
            return True
        every = any(token.norm in self.index.sets["everybody"] for token in self.tokens[cue.group - 2 : cue.group])
        return every or (phrase is not None and self._generic(phrase))

    def _agent(self, cue: Cue, quotation: Quotation) -> Phrase | None:
        """*described by the envoy as "…"*, *called "…" by the envoy*."""
        after = Cue(cue.first, quotation.close, cue.head, cue.group, cue.form, cue.entry)
        return self.speakers.agent(cue, quotation.open) or self.speakers.agent(
            after, min(quotation.close + 3, len(self.tokens))
        )

    def _generic(self, phrase: Phrase) -> bool:
        """*che tutti chiamano «il contabile»*, *as everybody calls it*."""
        token = self.tokens[phrase.head]
        return token.pos == "PRON" and token.feats.get("PronType") in ("Ind", "Tot")

    def title(self, quotation: Quotation) -> bool:
        """Whether all words of weight have capitals, and there is no verb: *"Declaration of Principles"*."""
        words = self.tokens[quotation.first : quotation.last][:REACH]
        heavy = [word for word in words if word.pos in ("NOUN", "PROPN", "ADJ", "VERB", "X")]
        return bool(heavy) and all(w.text[:1].isupper() for w in heavy) and not any(finite(w) for w in words)
