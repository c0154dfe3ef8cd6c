"""Reads one unit: pairs each cue with its content and its speaker."""

from __future__ import annotations

from bisect import bisect_left

from verbale.statements.content import DASHES, Found
from verbale.statements.cues import Cue
from verbale.statements.draft import Draft
from verbale.statements.emit import Unit
from verbale.statements.phrases import Phrase, finite, scan_left, scan_right
from verbale.statements.quotations import Quotation
from verbale.statements.tags import TagReader


class ReportReader(TagReader):
    """Reads units into drafts."""

    def read(self, low: int, high: int, level: int, edge: int, spoken: bool = False) -> list[Draft]:
        """Drafts of the unit ``low:high``."""
        self.content.level = level
        unit = Unit(low, high, level, edge, spoken=spoken)
        unit.cues = [cue for cue in self.cue_finder.find(edge, high) if self.content.quotation(cue.first) is None]
        marks = [i for i in range(low, high) if self.tokens[i].text in ";:" and self.content.quotation(i) is None]
        unit.stops = [i for i in marks if self.tokens[i].text == ";"]
        self.tags(unit)
        for number, cue in enumerate(unit.cues):
            at = bisect_left(marks, cue.group)
            if at and marks[at - 1] >= unit.edge:
                unit.edge = marks[at - 1] + 1
            self._read_cue(unit, number, cue)
        return unit.drafts

    def _read_cue(self, unit: Unit, number: int, cue: Cue) -> None:
        if cue.form in ("according", "own", "relative", "viewpoint"):
            self.according(unit, cue)
        elif cue.form == "noun":
            self.noun(unit, number, cue)
        else:
            self._verb(unit, number, cue)

    # verbs

    def _verb(self, unit: Unit, number: int, cue: Cue) -> None:
        if (before := self.backward.colon(cue, unit.low)) is not None:
            phrase = self.late.subject(cue, unit.high)
            self.emit(unit, number, cue, phrase, Found(*before, "left"))
            return
        if cue.form == "reduced" and (self._past(cue) or self._joined(cue) or self._past_after_aside(unit, cue)):
            cue.form = "finite"
        if cue.form == "reduced" and cue.last < unit.high and self._only_verb(unit, cue):
            cue.form = "finite"
        stop = unit.stop(cue.last)
        limit = next(
            (c.first for c in unit.cues[number + 1 : number + 7] if self._limits(cue, c)),
            stop,
        )
        found = self.content.right(cue, min(limit, stop), stop)
        if found is not None:
            found.last = min(stop, found.last) if found.how not in ("quote", "name", "about") else found.last
        active = cue.form in ("finite", "infinitive", "participle")
        low = max(self.subject_edge(unit, cue), unit.after_stop(cue.group))
        phrase = self.speakers.subject(cue, low, found.first if found else stop) if active else None
        if phrase is not None and phrase.last == cue.group - 1 and self.content.parenthesis(cue, cue.last, stop):
            phrase = None  # Il testo, ha osservato il delegato, …
        zone = min(cue.group, phrase.first) if phrase is not None else cue.group
        quotation = self._quotation_left(unit, zone) if active or cue.form == "passive" else None
        if quotation is None and found is None and active:
            quotation, phrase = self._quotation_farther(unit, cue, phrase)
        if quotation is not None and found is None and not self._speech_like(quotation):
            found = self.content.bare(cue, stop)
            quotation = None if found is not None else quotation
        if quotation is not None and (
            found is None
            or found.how in ("quote", "colon", "about", "name")
            or self.tokens[found.first - 2].text == ","
        ):
            self._left_quote(unit, number, cue, phrase, quotation)
            if found is not None and found.how == "quote" and found.first not in unit.used:
                self.emit(unit, number, cue, phrase, found)
            return
        if found is not None and found.how == "quote" and self.tokens[zone - 1].text == "," and found.first > cue.last:
            self._left(unit, number, cue, phrase, zone, stop)
        if found is None and active:
            found, phrase = self._as_told(unit, cue, phrase, stop)
        if found is None:
            found = self.content.bare(cue, stop) or self.content.adjective(cue, stop) or self._gap(cue, zone, stop)
            if found is not None and phrase is not None and phrase.first >= found.first:
                phrase = None
        if found is not None:
            self.emit(unit, number, cue, phrase, found)
        elif active or cue.form == "passive":
            self._left(unit, number, cue, phrase, zone, stop)

    def _as_told(self, unit: Unit, cue: Cue, phrase: Phrase | None, stop: int) -> tuple[Found | None, Phrase | None]:
        """*As one of the survivors relates, the bridge was mined*: the clause after the comma."""
        at = next(
            (
                k
                for k in range(cue.group - 1, max(unit.low, cue.group - 12) - 1, -1)
                if self.tokens[k].norm in self.index.sets["as_said"]
            ),
            -1,
        )
        if at < 0 or not self.opens(unit, at) or not {"that", "bare"} & set(cue.entry.takes):
            return None, phrase
        if any(self.tokens[k].text == "," or finite(self.tokens[k]) for k in range(at + 1, cue.group)):
            return None, phrase
        reach = 16 if at + 1 == cue.group else 6
        for k in range(cue.last, min(stop - 1, cue.last + reach)):
            if self.tokens[k].norm in self.index.sets["as_said"]:
                return None, phrase
            if self.tokens[k].text == ",":
                verbs = any(finite(self.tokens[j]) for j in range(k + 1, min(stop, k + 40)))
                found = Found(k + 1, stop, "that", (cue.last, k)) if verbs else None
                return found, phrase or (scan_right(self.parse, at + 1, cue.group) if at + 1 < cue.group else None)
            if finite(self.tokens[k]) or self.tokens[k].text in ":;":
                return None, phrase
        return None, phrase

    def _limits(self, cue: Cue, other: Cue) -> bool:
        """Whether what belongs to ``cue`` ends at ``other``: not at what it takes itself (*denied asking for*)."""
        own = other.first == cue.last and other.form == "participle" and "" in cue.entry.links
        return not own and other.form not in ("noun", "according", "own", "viewpoint")

    def _past(self, cue: Cue) -> bool:
        token = self.tokens[cue.head]
        subject = any(self.tokens[c].rel == "nsubj" for c in self.parse.children[cue.head])
        return subject or token.norm in self.index.sure

    def _joined(self, cue: Cue) -> bool:
        """*came out and, reading from a card, pledged*: a second predicate taken for a participle."""
        token = self.tokens[cue.head]
        if self.index.speech.drops_subjects or token.feats.get("Tense") != "Past" or token.head >= cue.head:
            return False
        return token.rel == "conj" and (finite(self.tokens[token.head]) or self.tokens[cue.group - 1].pos == "CCONJ")

    def _only_verb(self, unit: Unit, cue: Cue) -> bool:
        """*the captains bragged of having won*: a past tense taken for a participle, and no other verb before it."""
        token = self.tokens[cue.head]
        if self.index.speech.drops_subjects or token.feats.get("Tense") != "Past" or cue.group <= unit.low:
            return False
        if self.tokens[cue.group - 1].pos not in ("NOUN", "PROPN", "PRON") or self._modifies(cue, unit.high):
            return False
        first = max(self.parse.sentences[token.sentence].first, unit.low)
        return cue.last - first < 20 and not any(finite(self.tokens[k]) for k in range(first, cue.group))

    def _past_after_aside(self, unit: Unit, cue: Cue) -> bool:
        """*Ghana, which has led the panel for years, suggested that*: a past tense that was taken for a participle."""
        if "that" not in cue.entry.takes or self.speakers.agent(cue, unit.high) is not None:
            return False
        aside = cue.group > unit.low and self.tokens[cue.group - 1].text == ","
        goes_on = any(
            self.tokens[k].text == "," and self.ends.verb_next(k + 1, unit.high)
            for k in range(cue.last, min(unit.high - 1, cue.last + 30))
        )
        return aside and not goes_on and scan_left(self.parse, cue.group, unit.low) is not None

    def _quotation_left(self, unit: Unit, zone: int) -> Quotation | None:
        """The quotation that ends right before the cue and its subject."""
        lead = zone - 1
        skipped = 0
        while lead >= unit.low and self.tokens[lead].pos == "ADV" and skipped < 2:
            lead, skipped = lead - 1, skipped + 1
        for _ in range(2):
            if lead < unit.low:
                return None
            quotation = self.content.quotation(lead)
            if quotation is not None:
                ends = quotation.close - 1 == lead and quotation.closed
                part = lead == zone - 1 and self._part(unit, quotation)
                return quotation if ends and not part and quotation.open not in unit.used else None
            if self.tokens[lead].text not in (",", *DASHES):
                return None
            lead -= 1
        return None

    def _quotation_farther(self, unit: Unit, cue: Cue, phrase: Phrase | None) -> tuple[Quotation | None, Phrase | None]:
        """A quotation before a long subject, with brackets or appositions: *"…," Ann Lee (R), an economist, said*."""
        for k in range(cue.group - 1, max(unit.low, cue.group - 26) - 1, -1):
            quotation = self.content.quotation(k)
            token = self.tokens[k]
            if quotation is not None:
                comma = self.tokens[quotation.close].text == ","
                spoken = comma or self.tokens[quotation.last - 1].text in ",?!…—"
                if quotation.close - 1 != k or not spoken or quotation.open in unit.used:
                    return None, phrase
                near = scan_right(self.parse, quotation.close + comma, cue.group)
                if near is None or near.head in self.content.times:
                    return (quotation, phrase) if phrase is not None else (None, None)
                return quotation, near
            if finite(token) or token.text in ";:" or (token.pos in ("SCONJ", "CCONJ") and token.head == cue.head):
                return None, phrase
        return None, phrase

    def _part(self, unit: Unit, quotation: Quotation) -> bool:
        """Whether a quotation is part of a clause: *the claim that it fell "without a shot" was disputed*."""
        before = self.tokens[quotation.open - 1] if quotation.open > unit.edge else None
        word = before is not None and before.pos != "PUNCT"
        return word and self.tokens[quotation.last - 1].text not in ",.?!…"

    def _speech_like(self, quotation: Quotation) -> bool:
        return any(finite(self.tokens[k]) for k in range(quotation.first, min(quotation.last, quotation.first + 60)))

    def _left_quote(self, unit: Unit, number: int, cue: Cue, phrase: Phrase | None, quotation: Quotation) -> None:
        unit.used.add(quotation.open)
        start = self.edge(unit, quotation.open)
        lead = [k for k in range(start, quotation.open) if self.tokens[k].pos != "PUNCT"]
        between = any(d.cue is not None and start <= d.cue.first < quotation.open for d in unit.drafts[-6:])
        colon = quotation.open > unit.low and self.tokens[quotation.open - 1].text == ":"
        if between and self._part(unit, quotation):  # … told me that he had "not seen a pen", the aide said
            if phrase is None or phrase.first < quotation.close:
                return
            between = False
        if phrase is None and self._part(unit, quotation) and self._has_object(cue, unit.high):
            phrase = self.late_subject(cue, unit.high) if cue.form == "finite" else None
            if phrase is None or not self.speakers.speakers(phrase):
                return  # …, whom they call "the cook", promised water
        first = start if lead and not between and not colon else quotation.open
        if first == start and phrase is None and (named := self._named_first(start, quotation.open)) is not None:
            phrase, first = named, quotation.open
        known = phrase is not None and (phrase.first < cue.first or bool(self.speakers.speakers(phrase)))
        if cue.form == "finite" and not known:
            phrase = self.late_subject(cue, unit.high) or phrase
        self.emit(unit, number, cue, phrase, Found(first, quotation.close, "quote"))
        unit.edge = self._after_cue(cue, phrase, unit.high)

    def _named_first(self, first: int, last: int) -> Phrase | None:
        """*A teacher, on the road, "One," murmured, "only one"*: the speaker stands before the quotation."""
        if self.tokens[last - 1].text != "," or any(finite(self.tokens[k]) for k in range(first, last)):
            return None
        phrase = scan_right(self.parse, first, last)
        return phrase if phrase is not None and self.tokens[phrase.last].text == "," else None

    def _after_cue(self, cue: Cue, phrase: Phrase | None, high: int) -> int:
        at = max(cue.last, phrase.last if phrase is not None else 0)
        while at < high and self.tokens[at].text not in (",", ";", ":"):
            at += 1
        return min(at + 1, high)

    def _gap(self, cue: Cue, zone: int, stop: int) -> Found | None:
        """*a deal that Rabat said was near*: the cue stands inside a relative clause."""
        if "bare" not in cue.entry.takes or cue.last >= stop or zone < 1 or zone == cue.group:
            return None
        relative = self.tokens[zone - 1]
        verb = cue.last
        while verb < stop and self.tokens[verb].pos == "ADV":
            verb += 1
        if verb < stop and relative.norm in self.index.sets["relatives"] and finite(self.tokens[verb]):
            return Found(cue.last, stop, "bare")
        return None

    def _left(self, unit: Unit, number: int, cue: Cue, phrase: Phrase | None, zone: int, stop: int) -> None:
        """Content before the cue: *The deal is dead, he said*; *The deal, he said, is dead*."""
        if cue.form == "participle" or self._modifies(cue, stop):
            return
        lead = zone - 1
        if (
            lead <= unit.low
            or not ({"that", "bare"} & set(cue.entry.takes))
            or "next" in cue.entry.takes
            or self.tokens[lead].text not in (",", *DASHES)
        ):
            self._pending(unit, cue, phrase, stop)
            return
        start = self.edge(unit, lead)
        if start > unit.low:
            while start < lead and self.tokens[start].pos in ("CCONJ", "PUNCT") and self.content.opens(start) is None:
                start += 1
        if (
            start >= lead
            or self.tokens[lead - 1].pos in ("SCONJ", "CCONJ", "DET")
            or any(other.form == "participle" and other.first == start for other in unit.cues)
        ):
            return
        if phrase is None and cue.form == "finite":
            phrase = self.speakers.inverted(cue, stop)
            if phrase is not None and self._object_of(cue, phrase):
                return
        if phrase is not None and phrase.last <= cue.first and self._has_object(cue, stop):
            return
        tail = self._tail(cue, phrase, stop)
        if self.content.clause_left(start, lead):
            self.emit(unit, number, cue, phrase, Found(start, lead, "left"))
            if tail is not None and self._coordinated(unit, tail, stop):
                self.emit(unit, number, cue, phrase, Found(tail + 1, stop, "left"), second=True)
        elif (
            tail is not None
            and any(finite(self.tokens[k]) for k in range(tail, min(stop, tail + 30)))
            and (self._nominal(start, lead) or self._adjunct(start, lead))
        ):
            if self._nominal(start, lead):
                self.emit(unit, number, cue, phrase, Found(start, lead, "left"), rest=(tail, stop))
            else:
                self.emit(unit, number, cue, phrase, Found(tail, stop, "left"))
        else:
            return
        unit.edge = self._after_cue(cue, phrase, unit.high)

    def _modifies(self, cue: Cue, stop: int) -> bool:
        """*an aide informed of the plan said*: a participle whose noun has a verb of its own."""
        if cue.group != cue.head or self.tokens[cue.head].feats.get("VerbForm") != "Part":
            return False
        for k in range(cue.last, min(stop, cue.last + 8)):
            if self.tokens[k].pos == "PUNCT":
                return False
            if finite(self.tokens[k]):
                return True
        return False

    def _has_object(self, cue: Cue, stop: int) -> bool:
        """Whether a noun follows that must be the object of the verb, so that nothing said stands before it."""
        if cue.entry.hearer == "object" or cue.form == "passive":
            return False
        k = cue.last
        while k < stop and self.tokens[k].pos == "ADV":
            k += 1
        return k < stop and k not in self.content.times and self.tokens[k].pos in ("DET", "NOUN", "PROPN", "ADJ")

    def _object_of(self, cue: Cue, phrase: Phrase) -> bool:
        """*gave a talk, announced the winners*: what follows a second predicate is its object."""
        token = self.tokens[phrase.head]
        joined = token.rel == "obj" and token.head == cue.head and self.tokens[cue.head].rel == "conj"
        helped = any(self.tokens[k].pos == "AUX" for k in range(cue.group, cue.head))
        return joined and not helped and self.speakers.mention(phrase) is None

    def _nominal(self, first: int, last: int) -> bool:
        return any(self.tokens[k].pos in ("NOUN", "PROPN", "PRON") for k in range(first, last))

    def _adjunct(self, first: int, last: int) -> bool:
        """A date or adverb alone: *Since 2015, writes the WHO, the war has …*."""
        return all(k in self.content.times or self.tokens[k].pos in ("ADP", "ADV", "NUM") for k in range(first, last))

    def _tail(self, cue: Cue, phrase: Phrase | None, stop: int) -> int | None:
        """What goes on after the cue, its speaker and a comma."""
        at = max(cue.last, phrase.last if phrase is not None else 0)
        for k in range(at, min(stop, at + 12)):
            if self.tokens[k].text == "," or self.tokens[k].text in DASHES:
                return k + 1 if k + 1 < stop else None
            if finite(self.tokens[k]):
                return None
        return None

    def _coordinated(self, unit: Unit, tail: int, stop: int) -> bool:
        """*…, the aides said, and warned the Ghanaians …*: a second predicate of the reported clause."""
        if self.tokens[tail].pos != "CCONJ":
            return False
        for k in range(tail + 1, min(stop, tail + 5)):
            if finite(self.tokens[k]):
                return True
            if self.tokens[k].pos not in ("ADV", "PART") and self.tokens[k].norm not in self.index.sets["clitics"]:
                return False
        return False

    def _pending(self, unit: Unit, cue: Cue, phrase: Phrase | None, stop: int) -> None:
        """A cue whose colon ends the paragraph speaks in the next."""
        if stop == unit.high and self.tokens[unit.high - 1].text == ":" and unit.level == 0 and stop - cue.last < 20:
            phrase = phrase or self.speakers.inverted(cue, stop)
            self.floor.pending = (cue, phrase, self.speakers.speakers(phrase) if phrase else self.floor.topic)
