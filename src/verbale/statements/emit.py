"""Makes drafts of what the readers of cues find: content, speaker, attributes."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from verbale.language.parse import Parse
from verbale.statements.attributes import AttributeFinder
from verbale.statements.backward import BackwardFinder
from verbale.statements.content import ContentFinder, Found
from verbale.statements.cues import GUESSED, Cue, CueFinder
from verbale.statements.draft import Draft, Finisher, Range
from verbale.statements.ends import EndFinder
from verbale.statements.late import LateFinder
from verbale.statements.lexicon import SpeechIndex
from verbale.statements.phrases import Phrase
from verbale.statements.speakers import SpeakerFinder

FARTHEST = 160  # tokens a clause before its cue may begin ahead of it
SURE = {
    "quote": 0.92,
    "colon": 0.85,
    "that": 0.85,
    "link": 0.8,
    "bare": 0.75,
    "left": 0.75,
    "name": 0.7,
    "about": 0.6,
    "adjective": 0.6,
}


@dataclass(slots=True)
class Floor:
    """Who spoke last, for quotations without a cue and for dropped subjects."""

    speakers: tuple[str, ...] = ()
    phrase: Phrase | None = None
    paragraph: int = -9
    topic: tuple[str, ...] = ()
    pending: tuple[Cue, Phrase | None, tuple[str, ...]] | None = None


@dataclass(slots=True)
class Unit:
    """Tokens ``low:high`` read at quotation depth ``level``; ``edge`` is where the next clause begins."""

    low: int
    high: int
    level: int
    edge: int
    cues: list[Cue] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    drafts: list[Draft] = field(default_factory=list)
    spoken: bool = False  # inside somebody's own words: first persons report nothing new

    def stop(self, i: int) -> int:
        """The first semicolon after token ``i``, or the end."""
        at = bisect_left(self.stops, i)
        return self.stops[at] if at < len(self.stops) else self.high

    def after_stop(self, i: int) -> int:
        """Where the clause of token ``i`` begins after a semicolon."""
        at = bisect_left(self.stops, i)
        return self.stops[at - 1] + 1 if at else self.low


class Emitter:
    """What the readers of cues share."""

    def __init__(
        self,
        parse: Parse,
        index: SpeechIndex,
        cues: CueFinder,
        content: ContentFinder,
        speakers: SpeakerFinder,
        attributes: AttributeFinder,
        finisher: Finisher,
    ) -> None:
        self.parse, self.tokens, self.index = parse, parse.tokens, index
        self.cue_finder, self.content, self.speakers = cues, content, speakers
        self.attributes, self.finisher = attributes, finisher
        self.late = LateFinder(parse, index, content, speakers)
        self.backward = BackwardFinder(parse, index, cues, speakers, self.late)
        self.ends = EndFinder(parse, index, content, attributes)
        self.floor = Floor()

    def edge(self, unit: Unit, i: int) -> int:
        """Where the clause that ends before token ``i`` may begin."""
        first = self.parse.sentences[self.tokens[max(i - 1, unit.low)].sentence].first
        quotation = self.content.quotation(first) if first < len(self.tokens) else None
        if quotation is not None and quotation.open < first:
            first = self.parse.sentences[self.tokens[quotation.open].sentence].first
        return max(unit.edge, first, i - FARTHEST)

    def opens(self, unit: Unit, i: int) -> bool:
        """Whether a clause begins at ``i``: at the edge, or after a conjunction, relative or complementiser."""
        k = i - 1
        while k >= unit.edge and (self.tokens[k].text == "," or self.tokens[k].pos == "ADV"):
            k -= 1
        if k < unit.edge:
            return True
        token = self.tokens[k]
        joins = (
            token.pos in ("CCONJ", "SCONJ")
            or token.norm in self.index.sets["relatives"]
            or token.norm in self.index.sets["complementisers"]
        )
        return joins and k >= i - 3

    def emit(
        self,
        unit: Unit,
        number: int,
        cue: Cue,
        phrase: Phrase | None,
        found: Found,
        rest: Range | None = None,
        second: bool = False,
    ) -> None:
        """Make a draft of a cue and its content."""
        first, last = found.first, found.last
        if found.how == "colon" and (quotation := self.content.opens(first)) is not None:
            found = Found(quotation.open, quotation.close, "quote")
            first, last = found.first, found.last
        elif found.how not in ("quote", "name", "about", "left"):
            last = self.ends.end(unit.cues, number, found, unit.high if found.how == "colon" else last)
        more: list[Found] = []
        if found.how in ("that", "bare", "link") and not second and cue.form not in ("own", "according", "relative"):
            more = self.ends.parts(cue, found, last, unit.high)
            last = more.pop(0).last
        if found.how in ("that", "link"):
            last = self.ends.quoted(first, last)
        if found.how in ("quote", "name", "about"):
            quotation = self.content.quotation(last - 1)
            if quotation is not None:
                unit.used.add(quotation.open)
        spans = [self.finisher.trim(first, last, unit.level)]
        if rest is not None:
            spans.append(self.finisher.trim(rest[0], rest[1], unit.level))
        content = [span for span in spans if span is not None]
        if len(content) > 1:  # marks stay where the quotation is only a part
            content = [self.finisher.with_marks(span, unit.level) for span in content]
        short = bool(content) and content[0][1] - content[0][0] <= 6
        if not content or ((found.how == "link" or short) and found.how != "quote" and self._unnamed(content[0])):
            return
        if found.how in ("bare", "left") and self._answers(cue.last):
            return
        draft = Draft(content, unit.level, cue, cue.entry, confidence=SURE[found.how])
        draft.unit = (unit.low, unit.high)
        if not self._speak(unit, cue, phrase, found, draft) or self._named(cue, found, draft.phrase):
            return
        zone = self.attributes.zone(cue, unit.low, unit.high, content)
        draft.addressees = self.attributes.addressees(cue, zone)
        draft.venue = self.attributes.venue(cue, zone) or self.ends.venue
        self.ends.venue = None
        draft.said = self.attributes.said(cue, zone, unit.low)
        if draft.said is None and draft.inherited and unit.drafts:
            draft.said = unit.drafts[-1].said
        if cue.entry is GUESSED:
            draft.confidence *= 0.8
        unit.drafts.append(draft)
        for part in more:
            self.emit(unit, number, cue, phrase, part, second=True)

    def _named(self, cue: Cue, found: Found, phrase: Phrase | None) -> bool:
        """A name that things or people go by: *so-called*, *everybody calls him "the cook"*."""
        if found.how not in ("name", "quote") or cue.lemma not in self.index.sets["names"]:
            return False
        if phrase is not None and self.tokens[phrase.head].norm in self.index.sets["everybody"]:
            return True
        passive = cue.form in ("passive", "reduced") and self.speakers.agent(cue, found.first) is None
        return cue.reflexive or passive or cue.form == "reduced"

    def _answers(self, i: int) -> bool:
        """*said yes*: an answer, not its words."""
        if i >= len(self.tokens) or self.tokens[i].norm not in self.index.sets["answers"]:
            return False
        following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        return following is None or following.pos in ("PUNCT", "ADP", "ADV", "CCONJ", "PART", "SCONJ")

    def _unnamed(self, content: Range) -> bool:
        return any(
            t.norm in self.index.sets["unnamed"] for t in self.tokens[content[0] : min(content[1], content[0] + 5)]
        )

    def _speak(self, unit: Unit, cue: Cue, phrase: Phrase | None, found: Found, draft: Draft) -> bool:
        """Fill in who speaks; False where nobody does."""
        limit = found.first if found.first >= cue.last else unit.stop(cue.last)
        if found.hearer is not None:
            limit = found.hearer[1]
        if cue.form in ("passive", "reduced"):
            phrase = self.speakers.agent(cue, limit)
            if phrase is None and (
                cue.form == "reduced"
                or (cue.entry.hearer == "object" and found.how == "link" and cue.entry.act not in ("urge", "ask"))
            ):
                return False
        elif phrase is None and cue.form == "finite" and self._may_invert(cue, found):
            phrase = self.speakers.inverted(cue, limit)
            if phrase is None and self.index.speech.drops_subjects:
                phrase = self.speakers.institution(cue, limit)
        if phrase is not None:
            named = self.tokens[phrase.head + 1 : phrase.last][:1]
            unsaid = self.tokens[phrase.head].norm in self.index.sets["not_sources"]
            unsaid = unsaid and not (named and named[0].pos == "PROPN")  # dice piano Tizio
            if (
                unsaid
                or self.speakers.silent(phrase)
                or (unit.spoken and self.tokens[phrase.head].feats.get("Person") == "1" and not self._told(cue))
            ):
                return False
            draft.phrase, draft.speakers = self.speakers.who(phrase)
            return True
        if cue.form in ("passive", "own") or (cue.reflexive and found.how != "adjective" and not self._middle(cue)):
            draft.confidence *= 0.8
            return True
        return self._inherit(unit, cue, draft)

    def _middle(self, cue: Cue) -> bool:
        """*si è detto convinto che*: a verb that is reflexive by itself has a subject."""
        own = tuple(self.index.sets["impersonal_clitics"])
        words = self.index.verbs.get(self.tokens[cue.head].norm, ())
        return any(word.lemma.split()[0].endswith(own) for word in words if cue.lemma in (word.lemma, cue.lemma))

    def _told(self, cue: Cue) -> bool:
        """Whether a first person reports what was said before: *I asked him to wait*, not *I say*."""
        helped = any(t.pos == "AUX" for t in self.tokens[cue.group : cue.head])
        return cue.entry.act != "assert" and (helped or self.tokens[cue.head].feats.get("Tense") == "Past")

    def _may_invert(self, cue: Cue, found: Found) -> bool:
        """Whether a subject may follow the verb: not where an object or the content's own subject would."""
        if found.last <= cue.first or found.how in ("quote", "colon"):
            return True
        direct = cue.entry.hearer != "object" and (found.how == "that" or self._own_link(cue, found))
        return direct and self.index.speech.drops_subjects

    def _own_link(self, cue: Cue, found: Found) -> bool:
        """*smentisce il vescovo di aver firmato*: a verb whose noun before the infinitive is no object."""
        return found.how == "link" and "that" in cue.entry.takes and cue.entry.act != "accuse"

    def _inherit(self, unit: Unit, cue: Cue, draft: Draft) -> bool:
        """The speaker of a conjoined or subjectless cue."""
        opens = self.opens(unit, cue.group) and self.tokens[max(cue.group - 1, 0)].pos not in ("CCONJ", "SCONJ")
        if cue.form == "finite" and not self.index.speech.drops_subjects and (opens or cue.group == unit.edge):
            return False
        if unit.spoken and self.tokens[cue.head].feats.get("Person") == "1":
            return False
        draft.inherited = True
        draft.confidence *= 0.8
        recent = unit.drafts[-6:]
        around = [d for d in recent if any(a <= cue.first < b for a, b in d.content)]
        for other in reversed(recent):
            within = other in around or not all(
                other.cue is not None and any(a <= other.cue.first < b for a, b in d.content) for d in around
            )
            if other.cue is not None and other.cue.first < cue.first and not within and other.cue.form != "noun":
                # The words for the speaker stand with the other cue: here the subject is dropped.
                draft.speakers, draft.phrase = other.speakers, None if other.speakers else other.phrase
                return bool(other.speakers) or other.phrase is not None or self.index.speech.drops_subjects
        low = self.subject_edge(unit, cue)
        governor = self.speakers.governing(cue, low) if cue.group > unit.edge else None
        if governor is not None and not any(a <= governor.head < b for a, b in draft.content):
            draft.phrase, draft.speakers = self.speakers.who(governor)
            return not self.speakers.silent(governor)
        if not self.index.speech.drops_subjects:
            return False
        lead = self.speakers.leading(unit.edge, cue.group)
        lead = lead if cue.form == "participle" or (lead is not None and self._opening(unit, lead)) else None
        if lead is not None and not any(a <= lead.head < b for a, b in draft.content):
            draft.phrase, draft.speakers = self.speakers.who(lead)
            return True
        local = self._announced(unit, draft) or self._named_before(unit, cue)
        if local is not None:
            draft.speakers = self.speakers.speakers(local)
            return True
        draft.speakers = self.floor.topic
        return bool(self.floor.topic) or self.index.speech.drops_subjects

    def _opening(self, unit: Unit, lead: Phrase) -> bool:
        """Whether a clause begins with the name of a person."""
        lone = all(self.tokens[k].pos in ("ADV", "PUNCT") for k in range(unit.edge, lead.first))
        mention = self.speakers.mention(lead) if lone else None
        return mention is not None and mention.kind == "person" and mention.form == "name"

    def _announced(self, unit: Unit, draft: Draft) -> Phrase | None:
        """*Rossi prende tempo: «…», ha detto*: the clause before the colon names the speaker."""
        quotation = self.content.quotation(draft.content[0][0])
        colon = quotation.open - 1 if quotation is not None else -1
        if colon <= unit.low or self.tokens[colon].text != ":":
            return None
        phrase = self.speakers.announcer(unit.low, colon)
        return phrase if phrase is not None and self.speakers.speakers(phrase) else None

    def _named_before(self, unit: Unit, cue: Cue) -> Phrase | None:
        """*Rossi non ci crede: ha detto che*: the subject of the clause before a colon or semicolon."""
        if (
            unit.edge <= unit.low
            or self.tokens[unit.edge - 1].text not in ":;"
            or self.content.quotation(unit.edge - 1)
        ):
            return None
        phrase = self.speakers.main_subject(unit.low, unit.edge - 1)
        return phrase if phrase is not None and self.speakers.speakers(phrase) else None

    def subject_edge(self, unit: Unit, cue: Cue) -> int:
        """Left bound for a subject: after the last quotation before the cue."""
        for k in range(cue.group - 1, max(unit.low, cue.group - 40) - 1, -1):
            if self.content.quotation(k) is not None:
                return k + 1
        return max(unit.low, cue.group - 60)
