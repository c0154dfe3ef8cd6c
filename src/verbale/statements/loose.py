"""Quotations that no reporting word holds: announced by a colon or a name, signed after them, or running on."""

from __future__ import annotations

from dataclasses import dataclass

from verbale.record import Mention
from verbale.statements.beside import LABEL, NEAR, STOPS, BesideReader
from verbale.statements.content import DASHES
from verbale.statements.cues import Cue
from verbale.statements.draft import Draft
from verbale.statements.phrases import Phrase, finite, scan_right
from verbale.statements.quotations import Quotation
from verbale.statements.reports import ReportReader

SIGNED = 20  # tokens after a quotation that may say whose it was
SIGNS = DASHES | {"―", "~"}
Pending = tuple[Cue, Phrase | None, tuple[str, ...]]


@dataclass(slots=True)
class Scene:
    """Whom the last sentence, and the paragraph it stands in, are about."""

    end: int = -1  # token after the last sentence
    subject: tuple[str, ...] = ()
    paragraph: int = -1
    persons: tuple[str, ...] = ()  # the one person named in the paragraph, if subject of one of its sentences
    spoken: bool = False  # whether somebody has been quoted in the paragraph


class LooseReader(BesideReader):
    """Finds out whose words a quotation without a cue in its unit are."""

    def __init__(self, reader: ReportReader) -> None:
        super().__init__(reader)
        self.scene = Scene()

    def told(self, low: int, high: int, about: Phrase | None, spoken: bool) -> None:
        """Take note of a unit that has been read: ``about`` is its main subject."""
        scene, paragraph = self.scene, self._paragraph(low)
        subject = self.speakers.persons(about) if about is not None else ()
        persons = self.speakers.only_person(low, high)
        if paragraph != scene.paragraph:
            scene.paragraph, scene.persons, scene.spoken = paragraph, (), False
            kept = persons if subject else ()
        else:
            kept = scene.persons if persons in ((), scene.persons) else ()
        scene.end, scene.subject, scene.persons = high, subject, kept
        scene.spoken = scene.spoken or spoken

    def read(
        self, quotation: Quotation, drafts: list[Draft], edge: int, high: int, pending: Pending | None
    ) -> Draft | None:
        """The statement that a quotation makes, or None where nothing says that somebody spoke it."""
        content = self.finisher.trim(quotation.open, quotation.close, 0)
        if content is None:
            return None
        draft = Draft([content], 0, confidence=0.55)
        low = self._lead(quotation, edge)
        before = any(self.tokens[k].pos != "PUNCT" for k in range(low, quotation.open))
        colon = quotation.open > low and self.tokens[quotation.open - 1].text.endswith(":")
        if not before and (signature := self._signature(quotation)) is not None:
            return self._by(draft, signature, 0.75)
        paragraph = quotation.paragraph
        if before and (phrase := self._bracketed(quotation)) is not None:
            return self._by(draft, phrase, 0.7)
        closing = self._closing(quotation, high) if not before else None
        if closing is not None:
            draft.cue = closing[0]
            return self._by(draft, closing[1], 0.75)
        if not before and (phrase := self._following(quotation, high)) is not None:
            return self._by(draft, phrase, 0.65)
        if self._goes_on(quotation, high) and not self._remark(quotation, before, high):
            return self._headed(draft, quotation, low, high) if colon else None
        told = self.backward.after(high, paragraph) if not before or colon else None
        if told is not None:
            draft.cue, draft.entry = told[0], told[0].entry
            return self._by(draft, told[1], 0.75)
        if not colon and (resumed := self._resumed(draft, quotation, drafts, before)) is not None:
            return resumed
        if self._goes_on(quotation, high):
            return None
        if not before and pending is not None:
            draft.cue, draft.phrase, draft.speakers = pending
            draft.entry, draft.confidence = pending[0].entry, 0.75
            return draft
        if before:
            return self._announced(draft, quotation, drafts, low) if colon else None
        return self._running(draft, quotation, high)

    def _by(self, draft: Draft, phrase: Phrase, confidence: float) -> Draft:
        draft.phrase, draft.speakers = self.speakers.who(phrase)
        draft.confidence = confidence
        return draft

    def _lead(self, quotation: Quotation, edge: int) -> int:
        """Where the words begin that lead to a quotation: after the last stop or quotation before it."""
        k = quotation.open
        while k > max(edge, quotation.open - NEAR):
            before = self.tokens[k - 1]
            ended = before.text in STOPS and (k < quotation.open or self.tokens[quotation.first].text[:1].isupper())
            if ended or self._rule(k - 1) or self.quotations.at(k - 1, 0) is not None:
                break
            k -= 1
        return k

    def _goes_on(self, quotation: Quotation, high: int) -> bool:
        """Whether the sentence goes on after a quotation."""
        ended = self.tokens[quotation.last - 1].text in STOPS
        for k in range(quotation.close, min(high, quotation.close + NEAR)):
            token = self.tokens[k]
            if token.text in STOPS or self._rule(k):
                return False
            if token.pos != "PUNCT":
                return not (ended and token.text[:1].isupper())
        return False

    def _remark(self, quotation: Quotation, before: bool, high: int) -> bool:
        """*«Non ce ne andremo»: parola di generale.*: a few words without a verb after speech."""
        words = self.tokens[quotation.close : high]
        few = len(words) <= LABEL and not any(finite(word) for word in words)
        return few and not before and bool(words) and words[0].pos == "PUNCT" and self._speech(quotation)

    def _rule(self, k: int) -> bool:
        """*+++*, *|*: what parts the items of a ticker."""
        return not self.tokens[k].text.strip("+|•*#/=_")

    # announced by a colon

    def _announced(self, draft: Draft, quotation: Quotation, drafts: list[Draft], low: int) -> Draft | None:
        colon = quotation.open - 1
        last = drafts[-1] if drafts else None
        if last is not None and last.content[-1][1] == colon:  # … said that …: "…"
            draft.speakers, draft.phrase = last.speakers, last.phrase
            return draft
        phrase = self._announcer(low, colon) or self._pronominal(low, colon)
        if phrase is not None and self._speaks(phrase):
            return self._by(draft, phrase, 0.6)
        phrase = self._label(low, colon) if self._speech(quotation) or self._ended(quotation) else None
        if phrase is not None:
            return self._by(draft, phrase, 0.5)
        floor = self.reader.floor
        same = floor.paragraph == quotation.paragraph and (floor.speakers or floor.phrase)
        if same and (self._adverbial(low, colon) or self._words(low, colon)):
            draft.speakers, draft.phrase = floor.speakers, floor.phrase
            return draft
        return None

    def _headed(self, draft: Draft, quotation: Quotation, low: int, high: int) -> Draft | None:
        """*Baku: "counter-offensive", not "offensive"*: words of one whose name alone stands before the colon."""
        colon = quotation.open - 1
        if any(finite(self.tokens[k]) for k in range(low, colon)):
            return None
        named = self._named(low, colon)
        end = quotation.close
        while end < min(high, quotation.close + NEAR) and not self._rule(end) and self.tokens[end].text not in STOPS:
            if self.tokens[end].text in ":;" or finite(self.tokens[end]):
                return None
            end += 1
        content = self.finisher.trim(quotation.open, end, 0)
        if named is None or content is None:
            return None
        draft.content = [content]
        return self._by(draft, self._phrase(named), 0.5)

    def _speaks(self, phrase: Phrase) -> bool:
        """Whether a phrase may be a speaker: a mention, a name, *the other*; no relative, no reporting noun."""
        head = self.tokens[phrase.head]
        if self.speakers.speakers(phrase):
            return True
        return head.pos != "NOUN" and head.norm not in self.index.sets["relatives"] | self.index.sets["how"]

    def _label(self, low: int, colon: int) -> Phrase | None:
        """*Un pilota, intercettato:*, *Khava Lee (village of Sernovo):*: who is no known actor, without a verb."""
        if any(finite(self.tokens[k]) for k in range(low, colon)) or colon - low > LABEL:
            return None
        while low < colon and self.tokens[low].pos in ("ADV", "CCONJ", "PUNCT", "NUM"):
            low += 1
        phrase = scan_right(self.parse, low, colon)
        if phrase is None or self.tokens[phrase.head].norm in self.index.nouns:
            return None
        opener, head = self.tokens[phrase.first], self.tokens[phrase.head]
        somebody = opener.pos == "DET" and opener.feats.get("Definite") == "Ind"
        return phrase if head.pos == "PROPN" or somebody else None

    def _words(self, low: int, colon: int) -> bool:
        """*Poi la chiosa:*, *Then his answer:*: a reporting noun, and nobody whose it is."""
        return any(self.tokens[k].norm in self.index.nouns and self.tokens[k].pos == "NOUN" for k in range(low, colon))

    def _announcer(self, low: int, colon: int) -> Phrase | None:
        """Who speaks after a colon: the owner of a reporting noun, the subject, or the name that is the label."""
        while low < colon and (self.tokens[low].pos in ("PUNCT", "NUM", "SYM") or low in self.reader.content.times):
            low += 1
        told = any(finite(self.tokens[k]) for k in range(low, colon))
        main = self.speakers.main_subject(low, colon) if told else None
        if main is not None and self.tokens[main.head].norm in self.index.nouns:
            main = self._owner(low, colon) or main
        if main is not None and self.speakers.speakers(main):
            return main
        if (owner := self._owner(low, colon)) is not None:
            return owner
        if told and (first := self._first(low, colon)) is not None:
            return first
        subject = self.speakers.announcer(low, colon)
        if told and subject is not None and self.speakers.speakers(subject):
            return subject
        named = self._named(low, colon)
        return self._phrase(named) if named is not None else subject

    def _owner(self, low: int, colon: int) -> Phrase | None:
        """*The army's reply, also by text:*, *From the account of Ann Lee:*"""
        for k in range(colon - 1, max(low, colon - 12) - 1, -1):
            word = self.index.nouns.get(self.tokens[k].norm)
            owner = self.speakers.owner(Cue(k, k + 1, k, k, "noun", word.entry), low, colon) if word else None
            if owner is not None and self.tokens[owner.head].norm in self.index.sets["possessives"]:
                continue
            if owner is not None and self.speakers.speakers(owner):
                return owner
        return None

    def _first(self, low: int, colon: int) -> Phrase | None:
        """A person or body with whom the clause begins."""
        for mention in self.speakers.mentions.at(low):
            if not mention.place_like and self._range(mention)[0] == low:
                return self._phrase(mention)
        return None

    def _named(self, low: int, colon: int) -> Mention | None:
        """The name of a label without a verb: *Ann Lee, in Rome:*, *UKRAINE, LEE:*; a person before a country."""
        found = [m for m in self.speakers.mentions.within(low, colon) if self._free(m, low) and m.form != "pronoun"]
        persons = [m for m in found if m.kind == "person"]
        return persons[0] if persons else found[-1 if found[0].place_like else 0] if found else None

    def _free(self, mention: Mention, low: int) -> bool:
        """Whether a mention neither follows a preposition nor owns what follows it."""
        first, last = self._range(mention)
        led = first > low and self.tokens[first - 1].pos == "ADP"
        return not led and not (last < len(self.tokens) and self.tokens[last].pos == "PART")

    def _pronominal(self, low: int, colon: int) -> Phrase | None:
        """*The other:*, *Il secondo:*"""
        words = self.tokens[low:colon]
        other = len(words) == 2 and words[0].pos == "DET" and words[1].pos in ("ADJ", "NUM", "PRON")
        return Phrase(low, colon, colon - 1) if other else None

    def _adverbial(self, low: int, colon: int) -> bool:
        """*And again:*, *E ancora:*: a few words that name nobody and tell nothing."""
        few = colon - low <= 3
        return few and all(self.tokens[k].pos in ("ADV", "CCONJ", "SCONJ", "PUNCT", "ADP") for k in range(low, colon))

    # signed after it

    def _signature(self, quotation: Quotation) -> Phrase | None:
        """*"They are bandits." (Igor Lee, commander.)*, *"They are bandits" — a diplomat, off the record.*"""
        at = quotation.close
        paragraph = quotation.paragraph
        if at < len(self.tokens) and self.tokens[at].text == ".":
            at += 1
        speech = self._speech(quotation)
        if at + 1 >= len(self.tokens) or self._paragraph(at) != paragraph or quotation.last - quotation.first < 3:
            return None
        bracket = self.tokens[at].text == "("
        if not bracket and self.tokens[at].text not in SIGNS:
            return None
        end = at + 1
        while end < min(len(self.tokens), at + SIGNED) and self.tokens[end].text not in (")" if bracket else STOPS):
            token = self.tokens[end]
            if self._paragraph(end) != paragraph:
                break
            if finite(token) or token.text in ";:" or self.quotations.at(end, 0) is not None:
                return None
            end += 1
        if self._paragraph(min(end, len(self.tokens) - 1)) != paragraph and bracket:
            return None
        phrase = scan_right(self.parse, at + 1, end)
        if phrase is None or phrase.first != at + 1:
            return None
        mention = self.speakers.mention(phrase)
        named = mention is not None and mention.kind in ("person", "unnamed")
        if not speech:
            person = mention is not None and mention.kind == "person" and mention.form == "name"
            person = person or (mention is None and self.speakers.may_speak(phrase))
            return phrase if person and bracket and not self.reader.title(quotation) else None
        if bracket:  # (Lee, 61, a nurse)
            unknown = mention is None and self.speakers.may_speak(phrase)
            named = (
                named or unknown or (self.tokens[phrase.head].pos == "PROPN" and self.tokens[phrase.last].text == ",")
            )
        last = phrase.last >= len(self.tokens) or self._paragraph(phrase.last) != paragraph
        alone = last and self.tokens[phrase.head].pos == "PROPN"  # — Ann Lee, at the end of the paragraph
        return phrase if named or (not bracket and (alone or self.tokens[phrase.first].pos == "DET")) else None

    # running on

    def _resumed(self, draft: Draft, quotation: Quotation, drafts: list[Draft], before: bool) -> Draft | None:
        """The second part of a quotation that its cue cut in two, or the next after it in one unit."""
        parted = quotation.dashed or (quotation.open > 0 and self.tokens[quotation.open - 1].text in (",", *DASHES))
        if before and not parted and not self.tokens[quotation.first].text[:1].isupper():
            return None
        for other in drafts:
            cue = other.cue
            if cue is None or self.finisher.kind(other) != "direct":
                continue
            last = other.content[-1][1]
            around = self.tokens[last - 1 : last + 2]
            said = any(token.text in (",", "?", "!", *DASHES) for token in around)
            if last < cue.first < quotation.open and (not parted or said):
                draft.speakers, draft.phrase, draft.confidence = other.speakers, other.phrase, 0.65
                return draft
        return None

    def _running(self, draft: Draft, quotation: Quotation, high: int) -> Draft | None:
        """The next words of who spoke last, or the first of one whom the text is about."""
        floor, paragraph = self.reader.floor, quotation.paragraph
        near = floor.paragraph == paragraph
        clause = quotation.last - quotation.first > (1 if near else 3)
        if not near and not self._sentence_like(quotation, high):
            return self._about(draft, quotation) or self._next(draft, quotation)
        known = (floor.speakers or floor.phrase) if near else floor.speakers
        if not clause or not known or paragraph - floor.paragraph > 1:
            return (self._about(draft, quotation) or self._next(draft, quotation)) if clause else None
        draft.speakers = floor.speakers
        draft.phrase = floor.phrase if near else None
        draft.confidence = 0.7 if near else 0.5
        return draft

    def _about(self, draft: Draft, quotation: Quotation) -> Draft | None:
        """*The minister was blunt. "We will not sign."*: the person whom the sentence right before is about."""
        scene = self.scene
        if scene.end != quotation.open or not self._speech(quotation):
            return None
        near = scene.paragraph == quotation.paragraph or self.tokens[scene.end - 1].text == ":"
        draft.speakers, draft.confidence = (scene.subject, 0.5) if near else (scene.persons, 0.45)
        if not near and (scene.spoken or scene.paragraph != quotation.paragraph - 1 or not self._ended(quotation)):
            return None
        return draft if draft.speakers else None

    def _next(self, draft: Draft, quotation: Quotation) -> Draft | None:
        """*"We had two cows and a mill." Alba Lee speaks softly.*: the person with whom the next sentence begins."""
        at = quotation.close
        if at + 1 >= len(self.tokens) or not self._ended(quotation) or not self._speech(quotation):
            return None
        at += self.tokens[at].text in STOPS
        if at >= len(self.tokens) or self._paragraph(at) != quotation.paragraph:
            return None
        for mention in self.speakers.mentions.at(at):
            first, last = self._range(mention)
            verb = last < len(self.tokens) and finite(self.tokens[last])
            if first == at and verb and mention.kind == "person" and mention.form == "name":
                draft.speakers, draft.confidence = (mention.id,), 0.45
                return draft
        return None

    def _ended(self, quotation: Quotation) -> bool:
        close = self.tokens[min(quotation.close, len(self.tokens) - 1)]
        return self.tokens[quotation.last - 1].text in STOPS or close.text in STOPS

    def _sentence_like(self, quotation: Quotation, high: int) -> bool:
        """Whether a quotation that fills a paragraph is speech rather than a heading or a title."""
        span = range(quotation.first, min(quotation.last, quotation.first + NEAR))
        return self._ended(quotation) and len(span) > 5 and any(finite(self.tokens[k]) for k in span)
