"""Sources without a verb: *according to*, *a suo dire*, and reporting nouns."""

from __future__ import annotations

from verbale.statements.content import DASHES, Found
from verbale.statements.cues import Cue
from verbale.statements.emit import Emitter, Unit
from verbale.statements.ends import LONGEST
from verbale.statements.lexicon import Entry
from verbale.statements.phrases import Phrase, finite


class SourceReader(Emitter):
    """Reads the cues that are no verbs."""

    def according(self, unit: Unit, cue: Cue) -> None:
        if cue.form == "viewpoint" and not self.opens(unit, cue.first):
            return
        stop = unit.stop(cue.last)
        phrase: Phrase | None
        if cue.form in ("according", "viewpoint"):
            phrase = self.speakers.source(cue.last, stop) or self.speakers.rest(cue, stop)
            if phrase is None or not self._spoken_by(cue, phrase):
                return
            after = self._past_apposition(phrase, stop)
        else:
            phrase = next(
                (
                    Phrase(k, k + 1, k)
                    for k in range(cue.first, cue.last)
                    if self.tokens[k].norm in self.index.sets["possessives"]
                ),
                None,
            )
            if cue.form == "relative":
                phrase = self.speakers.before(cue.first, unit.low)
            after = cue.last
        comma = after < stop and self.tokens[after].text == ","
        if cue.form == "relative" or self.opens(unit, cue.first):
            first = after + comma
            if first < stop and self._clause_follows(cue, comma, first, stop) and (cue.form != "viewpoint" or comma):
                self.emit(
                    unit, len(unit.cues), cue, phrase, Found(first, self._according_end(cue, first, stop), "that")
                )
            return
        lead = cue.first - 1
        while lead > unit.low and self.tokens[lead].text in (",", "(", *DASHES):
            lead -= 1
        start = self.edge(unit, lead)
        rest = (after + 1, stop) if comma and after + 1 < stop else None
        clause = self.content.clause_left(start, lead + 1)
        if clause or (rest is not None and any(finite(self.tokens[k]) for k in range(*rest))):
            self.emit(unit, len(unit.cues), cue, phrase, Found(start, lead + 1, "left"), rest=None if clause else rest)

    def _clause_follows(self, cue: Cue, comma: bool, first: int, stop: int) -> bool:
        """Whether a clause follows; after a comma, also one whose verb the parser did not know."""
        span = range(first, min(stop, first + 60))
        if any(finite(self.tokens[k]) for k in span):
            return True
        return comma and cue.form == "according" and any(self.tokens[k].pos in ("VERB", "X") for k in span)

    def _according_end(self, cue: Cue, first: int, stop: int) -> int:
        """The end of the sentence; within a relative clause, where the clause around it goes on."""
        stop = min(stop, first + LONGEST)
        for k in range(first + 1, stop - 1):
            if self.tokens[k].text == ":" and self.content.quotation(k) is None and self.content.opens(k + 1):
                return k
        if cue.form == "relative":
            for k in range(first + 1, stop - 1):
                if self.tokens[k].text == "," and self.ends.verb_next(k + 1, stop):
                    return k
        return stop

    def _past_apposition(self, phrase: Phrase, stop: int) -> int:
        """Past ``, the ambassador,`` after a source, if no finite verb stands between the commas."""
        at = phrase.last
        if at < stop and self.tokens[at].text == ",":
            for k in range(at + 1, min(stop, at + 14)):
                if finite(self.tokens[k]):
                    return at
                if self.tokens[k].text == ",":
                    if k + 1 < stop and self.tokens[k + 1].pos in ("ADJ", "VERB"):
                        return at
                    opener = self.tokens[at + 1]
                    return (
                        k
                        if opener.pos in ("DET", "PROPN", "NOUN") and self.tokens[k - 1].pos in ("PROPN", "NOUN", "ADJ")
                        else at
                    )
        return at

    def _spoken_by(self, cue: Cue, phrase: Phrase) -> bool:
        head = self.tokens[phrase.head]
        if (
            head.norm in self.index.sets["not_sources"]
            or self.speakers.silent(phrase)
            or head.feats.get("Person") == "1"
        ):
            return False
        if cue.form != "viewpoint":
            return True
        mention = self.speakers.mention(phrase)
        return mention is not None and not mention.place_like and mention.form in ("name", "description", "metonym")

    def noun(self, unit: Unit, number: int, cue: Cue) -> None:
        """*the statement by the ministry that …*; *Kiev's demand that …*"""
        phrase = self.speakers.owner(cue, unit.low, unit.high)
        if phrase is None:
            return
        after = max(cue.last, phrase.last)
        reach = Cue(
            cue.first,
            after,
            cue.head,
            cue.group,
            "noun",
            Entry(takes=("that",), links=cue.entry.links, act=cue.entry.act, polarity=cue.entry.polarity),
        )
        found = self.content.right(reach, after + 3, unit.stop(after))
        if found is None:
            return
        if found.how == "quote" and self.tokens[found.first - 1].text == "," and phrase.first < cue.first:
            self.emit(unit, number, cue, phrase, found)  # in the general's words, "…"
            return
        if found.how not in ("that", "link"):
            return
        found.last = unit.stop(after)
        self.emit(unit, number, cue, phrase, found)
