"""Sentences that say who said what stood before them: *«…». Così il presidente*; *… Lo ha annunciato il ministro*."""

from __future__ import annotations

from verbale.language.parse import Parse
from verbale.statements.cues import Cue, CueFinder
from verbale.statements.draft import Range
from verbale.statements.late import LateFinder
from verbale.statements.lexicon import Entry, SpeechIndex
from verbale.statements.phrases import Phrase, finite
from verbale.statements.speakers import SpeakerFinder

REACH = 8  # tokens from the first word of such a sentence to its reporting verb


class BackwardFinder:
    """Looks at the first words of a sentence."""

    def __init__(
        self, parse: Parse, index: SpeechIndex, cues: CueFinder, speakers: SpeakerFinder, late: LateFinder
    ) -> None:
        self.parse, self.tokens, self.index = parse, parse.tokens, index
        self.cues, self.speakers, self.late = cues, speakers, late

    def after(self, at: int, paragraph: int) -> tuple[Cue, Phrase] | None:
        """Cue and speaker of the sentence that begins at token ``at``, if it speaks of the words before it."""
        if at >= len(self.tokens):
            return None
        sentence = self.parse.sentences[self.tokens[at].sentence]
        if sentence.paragraph != paragraph or not self._backward(at):
            return None
        return self.within(at, sentence.last) or self._verbless(at, sentence.last)

    def closing(self, at: int, high: int) -> tuple[Cue, Phrase] | None:
        """*«…»: così in serata il ministro*, *«…», parola di Rossi*: after a quotation in its sentence."""
        if at + 1 >= high or self.tokens[at].pos == "ADP" or not self._backward(at):
            return None
        if self.pronoun(at):
            return self.within(at, high)
        size = 1 if self.tokens[at].norm in self.index.sets["backward"] else 2
        cue = Cue(at, at + size, at, at, "noun", Entry())
        phrase = self.speakers.inverted(cue, high)
        if phrase is not None and self.tokens[phrase.head].norm in self.index.nouns:
            noun = Cue(phrase.head, phrase.head + 1, phrase.head, phrase.head, "noun", Entry())
            phrase = self.speakers.owner(noun, at, high)
        if phrase is not None and self.speakers.may_speak(phrase):
            return cue, phrase
        return self.within(at + size, high)

    def within(self, at: int, high: int) -> tuple[Cue, Phrase] | None:
        """*Lo ha detto ieri il generale*, *A dirlo è il generale*: a reporting verb whose subject follows."""
        for cue in self.cues.find(at, min(high, at + REACH)):
            if cue.form == "finite" and self.tokens[cue.last : cue.last + 1]:
                phrase = self.late.subject(cue, high)
                return (cue, phrase) if phrase is not None else None
        return self._cleft(at, high)

    def pronoun(self, at: int) -> bool:
        """Whether the token is an object pronoun that takes up words said before."""
        norm = self.tokens[at].norm
        return (
            self.tokens[at].pos == "PRON" and norm in self.index.sets["backward"] and norm in self.index.sets["clitics"]
        )

    def colon(self, cue: Cue, low: int) -> Range | None:
        """*Lo scambio si farà venerdì: lo ha annunciato il ministero*: the clause before the colon, or None."""
        at = cue.group - 1
        if cue.form != "finite" or at <= low or self.tokens[at].text not in ":;" or not self.pronoun(cue.group):
            return None
        return low, at

    def _backward(self, at: int) -> bool:
        words = self.index.sets["backward"]
        if self.tokens[at].norm in self.index.sets["clitics"] and self.tokens[at].pos != "PRON":
            return False
        pair = " ".join(token.norm for token in self.tokens[at : at + 2])
        return self.tokens[at].norm in words or pair in words

    def _cleft(self, at: int, high: int) -> tuple[Cue, Phrase] | None:
        if at + 2 >= high:
            return None
        norm = self.tokens[at + 1].norm
        tail = next((end for end in self.index.sets["enclitics"] if norm.endswith(end)), None)
        if tail is None or norm[: -len(tail)] not in self.index.verbs:
            return None
        k = at + 2
        while k < high and self.tokens[k].pos in ("AUX", "ADV"):
            k += 1
        phrase = self.speakers.source(k, high) if k > at + 2 else None
        return (Cue(at + 1, at + 2, at + 1, at, "noun", Entry()), phrase) if phrase is not None else None

    def _verbless(self, at: int, high: int) -> tuple[Cue, Phrase] | None:
        """*Così il presidente, lasciando la sede*: a mention and no finite verb before a comma."""
        phrase = self.speakers.source(at + 1, high) if at + 1 < high else None
        if phrase is None or phrase.first != at + 1 or not self.speakers.speakers(phrase):
            return None
        for k in range(at, high):
            token = self.tokens[k]
            if token.text in ",.;:":
                break
            if finite(token) and token.rel != "amod":
                return None
        return Cue(at, at + 1, at, at, "noun", Entry()), phrase
