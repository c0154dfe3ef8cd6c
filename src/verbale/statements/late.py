"""Subjects that stand far behind their verb: *ha detto ieri, passando la penna al collega, Tizio*."""

from __future__ import annotations

from verbale.language.parse import Parse
from verbale.statements.content import ContentFinder
from verbale.statements.cues import Cue
from verbale.statements.lexicon import SpeechIndex
from verbale.statements.phrases import Phrase, finite
from verbale.statements.speakers import SpeakerFinder

LATE = 45  # tokens between a verb and a subject after it


class LateFinder:
    """Finds the subject after an insertion, a complement or a gerund."""

    def __init__(self, parse: Parse, index: SpeechIndex, content: ContentFinder, speakers: SpeakerFinder) -> None:
        self.parse, self.tokens, self.index = parse, parse.tokens, index
        self.content, self.speakers = content, speakers

    def subject(self, cue: Cue, high: int) -> Phrase | None:
        """The subject right after ``cue``, if it may speak, else one after what stands between."""
        near = self.speakers.inverted(cue, high)
        if near is not None and self.speakers.may_speak(near) and not self._governed(near):
            return near
        k, relative, owner = cue.last, False, None
        while k < min(high, cue.last + LATE):
            quotation = self.content.quotation(k)
            token = self.tokens[k]
            if token.text in ".;:?!" or (quotation is not None and self.tokens[k - 1].text == ","):
                break
            if quotation is not None:  # dice al «Corriere» padre Rossi
                k = max(quotation.close, k + 1)
                continue
            relative = token.text != "," and (relative or self._relative(k))
            if not relative and self._may_begin(cue, k) and (phrase := self._speaker(k, high)) is not None:
                led = self._led(phrase)
                if not led:
                    return phrase
                owner = owner or (phrase if led in self.index.sets["of"] else None)
            k += 1
        return owner or near

    def _relative(self, k: int) -> bool:
        token = self.tokens[k]
        return token.norm in self.index.sets["relatives"] and token.pos in ("PRON", "SCONJ", "ADV")

    def _speaker(self, k: int, high: int) -> Phrase | None:
        phrase = self.speakers.source(k, high)
        mention = self.speakers.mention(phrase) if phrase is not None else None
        if mention is None or mention.place_like or mention.form not in ("name", "description"):
            return None
        return phrase if mention.kind not in ("state", "people", None) else None

    def _governed(self, near: Phrase) -> bool:
        """*a Sua Maestà*, *le consegne a Tizio*: what is only the hearer of the words."""
        mention = self.speakers.mention(near)
        if mention is None:
            return False
        hearers = self.index.sets["hearers"]
        between = self.tokens[near.head + 1 : min(mention.head, near.last)]
        told = any(token.pos == "ADP" and (token.norm in hearers or token.lemma in hearers) for token in between)
        return told or self._led(near) in hearers

    def _led(self, phrase: Phrase) -> str:
        """The preposition before a mention: *a Sua Maestà*, *con il ministro Tizio*; or nothing."""
        mention = self.speakers.mention(phrase)
        k = self.parse.token_range(mention.span.start, mention.span.end)[0] if mention is not None else 0
        named = self.tokens[k].pos == "PROPN"
        k -= 1
        while k > 0 and named and self.tokens[k].pos == "PROPN":
            k -= 1
        return self.tokens[k].lemma if k >= 0 and self.tokens[k].pos == "ADP" else ""

    def _may_begin(self, cue: Cue, k: int) -> bool:
        """Whether a subject may begin at ``k``: after a comma, or after a complement of the verb."""
        token, before = self.tokens[k], self.tokens[k - 1]
        if token.pos not in ("DET", "NOUN", "PROPN", "ADJ", "X"):
            return False
        if before.text in (",", "»", "”", '"') or k == cue.last:
            return True
        gerund = k == cue.last + 1 and before.pos == "VERB" and not finite(before) and token.pos == "PROPN"
        starts = token.pos == "DET" or any(m.kind == "person" for m in self.speakers.mentions.at(k))
        return gerund or (starts and before.pos in ("NOUN", "PROPN", "ADV", "PRON", "NUM", "ADJ"))
