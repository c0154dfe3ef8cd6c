"""To whom, where and when something was said."""

from __future__ import annotations

from verbale.language.index import SpanIndex
from verbale.language.parse import Parse
from verbale.record import Time
from verbale.statements.cues import Cue
from verbale.statements.lexicon import SpeechIndex
from verbale.statements.phrases import finite
from verbale.statements.speakers import SpeakerFinder

NEAR = 16  # tokens around a cue


class AttributeFinder:
    """Addressee, venue and date of a statement, from the words around its cue that are not its content."""

    def __init__(self, parse: Parse, index: SpeechIndex, speakers: SpeakerFinder, times: tuple[Time, ...]) -> None:
        self.parse, self.index, self.tokens, self.speakers = parse, index, parse.tokens, speakers
        self.times: SpanIndex[Time] = SpanIndex(parse, ((time, time) for time in times))

    def zone(self, cue: Cue, low: int, high: int, content: list[tuple[int, int]]) -> tuple[int, int]:
        """The tokens around the cue, up to its content or the nearest finite verb to its right."""
        first, last = max(low, cue.first - NEAR), min(high, cue.last + NEAR)
        for a, b in content:
            if a >= cue.last:
                last = min(last, a)
            elif b <= cue.first:
                first = max(first, b)
        for k in range(cue.last, last):
            if finite(self.tokens[k]) or self.tokens[k].text == ";":
                last = k
                break
        return first, last

    def addressees(self, cue: Cue, zone: tuple[int, int]) -> tuple[str, ...]:
        """Mentions addressed: the object of *told*, or after *to*."""
        wanted = cue.entry.hearer
        if wanted == "none":
            return ()
        for k in range(cue.last, min(zone[1], cue.last + 8)):
            token = self.tokens[k]
            if token.text == ",":
                break
            led = token.pos == "ADP" and (
                token.norm in self.index.sets["hearers"] or token.lemma in self.index.sets["hearers"]
            )
            at = k + 1 if led else k
            if (led and wanted in ("to", "object")) or (wanted == "object" and k == cue.last and token.pos != "ADP"):
                phrase = self.speakers.source(at, zone[1])
                if phrase is not None and not self._place_to_speak(phrase.head):
                    return self.speakers.speakers(phrase)
        return ()

    def _place_to_speak(self, i: int) -> bool:
        return self.tokens[i].norm in self.index.sets["venue_nouns"]

    def venue(self, cue: Cue, zone: tuple[int, int]) -> tuple[int, int] | None:
        """*in an interview with CNN*; *told a news conference*."""
        return self.venue_in(cue.last, zone[1], cue.entry.hearer == "object")

    def venue_in(self, first: int, last: int, as_object: bool = False) -> tuple[int, int] | None:
        """A venue phrase among the tokens ``first:last``."""
        leads = self.index.sets["venue_prepositions"]
        for k in range(first, last):
            token = self.tokens[k]
            led = token.pos == "ADP" and (token.norm in leads or token.lemma in leads)
            if led or (as_object and k == first):
                end = self._venue_end(k, last, led)
                if end > k:
                    return k, end
        return None

    def _venue_end(self, k: int, last: int, led: bool) -> int:
        """Where the phrase that begins at ``k`` ends, or ``k`` if its first nouns name no venue."""
        venue = False
        nouns = 0
        end = k + 1 if led else k
        while end < min(last, k + 12) and not self.times.at(end):
            token = self.tokens[end]
            article = token.pos == "DET" and nouns and self.tokens[end - 1].pos != "ADP"
            if token.pos not in ("DET", "ADJ", "NOUN", "PROPN", "ADP", "X", "NUM", "PART") or article:
                break
            if token.pos == "ADP" and not venue:
                break
            venue = venue or (token.norm in self.index.sets["venue_nouns"])
            nouns += token.pos in ("NOUN", "PROPN")
            end += 1
        while end > k and self.tokens[end - 1].pos in ("ADP", "DET"):
            end -= 1
        return end if venue else k

    def said(self, cue: Cue, zone: tuple[int, int], low: int) -> str | None:
        """The date attached to the cue: after it, else before it."""
        for k in [*range(cue.last, zone[1]), *range(cue.first - 1, zone[0] - 1, -1)]:
            for time in self.times.at(k):
                if time.type in ("DATE", "TIME") and time.value:
                    return time.value
        return None
