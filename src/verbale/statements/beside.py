"""Names right beside a quotation that no reporting word holds: in brackets before it, or in what follows it."""

from __future__ import annotations

from verbale.record import Mention
from verbale.statements.content import DASHES
from verbale.statements.cues import Cue
from verbale.statements.draft import Range
from verbale.statements.phrases import Phrase, finite
from verbale.statements.quotations import Quotation
from verbale.statements.reports import ReportReader

NEAR = 40  # tokens around a quotation that are looked at
LABEL = 8  # tokens before a colon that may be a label without a verb
NOTE = 5  # words between a quotation and a name without a verb: *copyright Ann Lee*
STOPS = ".?!…"


class BesideReader:
    """What readers of loose quotations share."""

    def __init__(self, reader: ReportReader) -> None:
        self.parse, self.tokens, self.index = reader.parse, reader.tokens, reader.index
        self.reader, self.speakers, self.finisher = reader, reader.speakers, reader.finisher
        self.backward, self.quotations = reader.backward, reader.finisher.quotations

    def _bracketed(self, quotation: Quotation) -> Phrase | None:
        """*the envoy Luis Rey ("all or nothing")*: words in brackets after a person's name."""
        mark = quotation.open - 1
        end = self.tokens[min(quotation.close, len(self.tokens) - 1)].text
        if mark < 1 or self.tokens[mark].text != "(" or end != ")":
            return None
        named = [m for m in self.speakers.mentions.at(mark - 1) if m.kind == "person" and m.form == "name"]
        return self._phrase(named[0]) if named and self._range(named[0])[1] == mark else None

    def _following(self, quotation: Quotation, high: int) -> Phrase | None:
        """*«We are ready»: on the stairs, Ann Lee counts her guards*; *«We are ready», copyright Ann Lee*."""
        at = quotation.close
        if at + 1 >= high or not (self.tokens[at].text in (":", ",") or self._tells(at, high)):
            return None
        scene = self.tokens[at].text != ","
        if not self._speech(quotation) and (not scene or quotation.last - quotation.first < 4):
            return None
        owned: Phrase | None = None
        for k in range(at + 1, min(high, at + (NEAR if scene else NOTE))):
            token = self.tokens[k]
            if token.text in STOPS + ";" or (not scene and (finite(token) or token.text == ",")):
                break
            for mention in self.speakers.mentions.at(k):
                if self._range(mention)[0] != k or mention.kind != "person" or mention.form != "name":
                    continue
                led = self.tokens[k - 1]
                if led.pos != "ADP":
                    return self._phrase(mention)
                if owned is None and {led.norm, led.lemma} & self.index.sets["of"]:
                    owned = self._phrase(mention)
        return owned

    def _tells(self, at: int, high: int) -> bool:
        """*«…» è la frase con cui Tizio saluta*: a copula and a word for speech."""
        words = self.tokens[at : min(high, at + LABEL)]
        spoken = any(w.norm in self.index.nouns or (w.norm in self.index.verbs and w.pos == "VERB") for w in words[1:])
        return words[0].pos == "AUX" and spoken and not any(self.index.has("negations", word) for word in words)

    def _closing(self, quotation: Quotation, high: int) -> tuple[Cue, Phrase] | None:
        at = quotation.close
        at += at < high and (self.tokens[at].text in ",:" or self.tokens[at].text in DASHES)
        return self.backward.closing(at, high)

    def _speech(self, quotation: Quotation) -> bool:
        """Whether a quotation holds a clause."""
        words = range(quotation.first, min(quotation.last, quotation.first + NEAR))
        return len(words) > 3 and any(finite(self.tokens[k]) for k in words)

    def _range(self, mention: Mention) -> Range:
        return self.parse.token_range(mention.span.start, mention.span.end)

    def _phrase(self, mention: Mention) -> Phrase:
        return Phrase(*self._range(mention), mention.head)

    def _paragraph(self, i: int) -> int:
        return self.parse.sentences[self.tokens[i].sentence].paragraph
