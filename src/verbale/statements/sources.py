"""Sources without a verb: *according to*, *a suo dire*, and reporting nouns."""

from __future__ import annotations

from verbale.statements.content import DASHES, Found
from verbale.statements.cues import Cue
from verbale.statements.emit import Emitter, Unit
from verbale.statements.ends import LONGEST
from verbale.statements.lexicon import Entry
from verbale.statements.phrases import Phrase, finite, scan_right
from verbale.statements.quotations import Quotation

NAME = 6  # tokens between a source and its comma that may be the rest of its name


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
            phrase = self._whole_name(phrase, stop)
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
            if cue.form == "own" and phrase is None:
                phrase = self._possessor(cue)
            if cue.form == "relative":
                phrase = self.speakers.before(cue.first, unit.low)
            after = cue.last
        comma = after < stop and self.tokens[after].text == ","
        quotation = self.content.opens(after + comma) if after + comma < stop else None
        alone = quotation is not None and cue.form in ("according", "viewpoint") and self._stands_alone(quotation, stop)
        late = comma and cue.form in ("own", "according") and not self.opens(unit, cue.first)
        if quotation is not None and (alone or late):
            self.emit(unit, len(unit.cues), cue, phrase, Found(quotation.open, quotation.close, "quote"))
            return
        if cue.form == "relative" or self.opens(unit, cue.first):
            first = after + comma
            quoted = not self.index.speech.viewpoint_quoted or self._quoted(first, stop)
            if (
                first < stop
                and self._clause_follows(cue, comma, first, stop)
                and (cue.form != "viewpoint" or (comma and quoted))
            ):
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

    def _whole_name(self, phrase: Phrase, stop: int) -> Phrase:
        """With the words of a name that the parser cut off, up to the comma or quotation mark behind it."""
        for k in range(phrase.last, min(phrase.last + NAME, stop)):
            if self.tokens[k].text == "," or self.content.opens(k) is not None:
                named = k > phrase.last and self.tokens[k - 1].text[:1].isupper()
                return Phrase(phrase.first, k, phrase.head) if named else phrase
            if finite(self.tokens[k]) or self.tokens[k].pos == "PUNCT":
                break
        return phrase

    def _stands_alone(self, quotation: Quotation, stop: int) -> bool:
        """Whether no clause goes on behind a quotation: *for Osman, "a black day".*"""
        end = quotation.close
        return quotation.closed and (end >= stop or self.tokens[end].pos in ("PUNCT", "CCONJ"))

    def _quoted(self, first: int, last: int) -> bool:
        return any(self.content.opens(k) is not None for k in range(first, min(last, first + 60)))

    def _possessor(self, cue: Cue) -> Phrase | None:
        """The ministry in *by the ministry's account*."""
        genitive = next((k for k in range(cue.first, cue.last) if self.tokens[k].pos == "PART"), -1)
        if genitive <= cue.first + 1:
            return None
        found = scan_right(self.parse, cue.first + 1, genitive)
        return found or Phrase(cue.first + 1, genitive, genitive - 1)

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
        if at < stop and self.tokens[at].text == "(":
            close = next((k for k in range(at, min(stop, at + 60)) if self.tokens[k].text == ")"), at - 1)
            return close + 1
        if at + 1 < stop and self.tokens[at].text == "," and self._relative_aside(at + 1):
            return next((k for k in range(at + 2, min(stop, at + 30)) if self.tokens[k].text == ","), at)
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

    def _relative_aside(self, k: int) -> bool:
        """*according to Phnom Penh, which has written to the Council,*; *…, put out hours later,*."""
        token = self.tokens[k]
        relative = token.norm in self.index.sets["relatives"] and token.pos == "PRON"
        past = token.feats.get("VerbForm") == "Part" and token.feats.get("Tense") == "Past"
        return relative or (token.pos == "VERB" and past)

    def _spoken_by(self, cue: Cue, phrase: Phrase) -> bool:
        head = self.tokens[phrase.head]
        if (
            self._bare_noun(phrase)
            or head.norm in self.index.sets["not_sources"]
            or self.speakers.silent(phrase)
            or head.feats.get("Person") == "1"
        ):
            return False
        if cue.form != "viewpoint":
            return True
        mention = self.speakers.mention(phrase)
        return mention is not None and not mention.place_like and mention.form in ("name", "description", "metonym")

    def _predicated(self, unit: Unit, after: int) -> Found | None:
        """*The reply of the government was that …*: the clause after the copula."""
        k = after + (after < unit.high and self.tokens[after].text == ",")
        if k + 2 >= unit.high or self.tokens[k].pos not in ("AUX", "VERB"):
            return None
        if self.tokens[k + 1].norm not in self.index.sets["complementisers"]:
            return None
        return (
            Found(k + 2, unit.stop(k), "that", (after, after)) if self.tokens[k].rel in ("cop", "ROOT", "aux") else None
        )

    def _bare_noun(self, phrase: Phrase) -> bool:
        """*according to plan*, *secondo calendario*: one noun in the singular that names nobody."""
        head = self.tokens[phrase.head]
        one = phrase.last - phrase.first == 1 and head.pos == "NOUN" and head.feats.get("Number") == "Sing"
        one = one and self.tokens[max(phrase.first - 1, 0)].pos != "DET"
        return one and head.text.islower() and self.speakers.mention(phrase) is None

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
        found = self._predicated(unit, after) or self.content.right(reach, after + 5, unit.stop(after))
        if found is None:
            return
        if found.how == "quote" and self.tokens[found.first - 1].text == "," and phrase.first < cue.first:
            self.emit(unit, number, cue, phrase, found)  # in the general's words, "…"
            return
        if found.how not in ("that", "link"):
            return
        found.last = unit.stop(after)
        self.emit(unit, number, cue, phrase, found)
