"""Who said what: from a parse to its statements."""

from __future__ import annotations

from verbale.codebook import Codebook
from verbale.language.parse import Parse
from verbale.record import Document, Mention, Note, Statement, Time
from verbale.statements.attributes import AttributeFinder
from verbale.statements.content import ContentFinder
from verbale.statements.cues import Cue, CueFinder
from verbale.statements.draft import Draft, Finisher
from verbale.statements.emit import Floor
from verbale.statements.lexicon import SpeechIndex
from verbale.statements.phrases import Phrase, finite
from verbale.statements.quotations import Quotation, find_quotations
from verbale.statements.reports import ReportReader
from verbale.statements.speakers import SpeakerFinder
from verbale.statements.turns import Turn, find_turns
from verbale.statements.units import after_dateline, find_units


def find_statements(
    parse: Parse,
    codebook: Codebook,
    mentions: tuple[Mention, ...],
    times: tuple[Time, ...],
    document: Document,
) -> tuple[tuple[Statement, ...], tuple[Note, ...]]:
    """Statements of a document, in text order, with notes on those whose speaker is blank.

    ``speakers`` and ``addressees`` hold mention ids.
    """
    if not parse.tokens:
        return (), ()
    return _Reading(parse, codebook.derived(SpeechIndex.of), mentions, times).run()


LONGEST = 120  # tokens of a quotation whose closing mark is missing, at most
NEAR = 40  # tokens around a quotation that are looked at


class _Reading:
    """One document being read."""

    def __init__(
        self, parse: Parse, index: SpeechIndex, mentions: tuple[Mention, ...], times: tuple[Time, ...]
    ) -> None:
        self.parse, self.tokens, self.index = parse, parse.tokens, index
        self.quotations = find_quotations(parse)
        timed = frozenset(i for time in times for i in range(*parse.token_range(time.start, time.end)))
        self.content = ContentFinder(parse, index, self.quotations, timed)
        self.speakers = SpeakerFinder(parse, index, mentions, timed)
        attributes = AttributeFinder(parse, index, self.speakers, times)
        self.finisher = Finisher(parse, self.quotations)
        cues = CueFinder(parse, index)
        self.reader = ReportReader(parse, index, cues, self.content, self.speakers, attributes, self.finisher)
        self.backward = self.reader.backward
        self.drafts: list[Draft] = []
        self.turns: list[Draft] = []
        self.used: set[int] = set()
        self.covered = bytearray(len(parse.tokens))  # 1 for tokens that somebody said
        self.before: tuple[int, int] | None = None  # the sentence before, if nobody has said it
        self.subject: tuple[int, tuple[str, ...]] = (-1, ())  # where it ended, and the person it was about

    def run(self) -> tuple[tuple[Statement, ...], tuple[Note, ...]]:
        self._close_quotations()
        turns = find_turns(self.parse, self.index)
        floor: list[Turn | None] = [None] * len(self.tokens)
        for turn in turns:
            self._turn(turn)
            for first, last in (turn.label, *turn.paragraphs):
                floor[first:last] = [turn] * (last - first)
        for low, high in find_units(self.parse, self.quotations, self.index):
            turn_here = floor[high - 1]
            while low < high and turn_here is not None and low <= turn_here.label[1] and high > turn_here.label[1]:
                low = turn_here.label[1] + 1
            if low < high and (turn_here is None or not turn_here.question):
                self._unit(low, high, turn_here is not None and not turn_here.told)
        statements = self.finisher.statements(self.drafts, self.turns)
        return statements, _notes(statements)

    def _close_quotations(self) -> None:
        """*"The tracks are clear, said the colonel. He left.*: a quotation that is never closed ends at its cue."""
        parents = {id(q.parent) for q in self.quotations.all if q.parent is not None}
        for quotation in self.quotations.all:
            if quotation.closed or quotation.parent is not None or quotation.continues or id(quotation) in parents:
                continue
            for i in range(quotation.first + 1, min(quotation.last - 2, quotation.first + LONGEST)):
                if self.tokens[i].text == "," and self._tagged(i + 1, quotation.last):
                    self.quotations.cut(quotation, i)
                    break

    def _tagged(self, at: int, high: int) -> bool:
        """Whether a reporting verb and its subject follow a comma at once."""
        for cue in self.reader.cue_finder.find(at, min(high, at + 5))[:1]:
            following = self.tokens[cue.last] if cue.last < high else None
            subject = following is not None and following.pos in ("DET", "PROPN", "NOUN")
            return cue.form == "finite" and cue.group == at and subject and "that" in cue.entry.takes
        return False

    def _turn(self, turn: Turn) -> None:
        """The turn of one who answers is one statement."""
        content = [r for a, b in turn.paragraphs if (r := self.finisher.trim(a, b, 0)) is not None]
        if turn.question or turn.told or not content:
            return
        head = max((i for i in range(*turn.label) if self.tokens[i].text[:1].isalpha()), default=turn.label[0])
        phrase = Phrase(turn.label[0], turn.label[1], head)
        draft = Draft(content, 0, phrase=phrase, speakers=self.speakers.speakers(phrase), confidence=0.9)
        self.turns.append(draft)
        self.drafts.append(draft)

    def _unit(self, low: int, high: int, spoken: bool) -> None:
        floor = self.reader.floor
        paragraph = self.parse.sentences[self.tokens[low].sentence].paragraph
        edge = after_dateline(self.parse, low, high)
        pending, floor.pending = floor.pending, None
        drafts = self.reader.read(low, high, 0, edge, spoken)
        drafts.extend(self._afterwards(edge, high, paragraph))
        outer = self._outer(low, high)
        self._cover(drafts)
        loose = [q for q in outer if q.open not in self.used and not self.covered[q.first]]
        for quotation in loose:
            draft = self._loose(quotation, drafts, edge, high, paragraph, pending)
            if draft is not None:
                drafts.append(draft)
                pending = None
        self._chain(drafts)
        self._cover(drafts)
        for draft in drafts:
            if (draft.speakers or draft.phrase) and self._whole(draft):
                floor.speakers, floor.phrase, floor.paragraph = draft.speakers, draft.phrase, paragraph
        self.before = None if drafts or spoken else (edge, high)
        self._topic(drafts, low, high)
        self.drafts.extend(drafts)
        for quotation in outer:
            if quotation.open >= low and self.covered[quotation.first]:
                self._inner(quotation)

    def _afterwards(self, edge: int, high: int, paragraph: int) -> list[Draft]:
        """*The road is open. Lo ha detto ieri il generale*: who said the sentence before."""
        before = self.before
        if before is None or self.parse.sentences[self.tokens[before[0]].sentence].paragraph != paragraph:
            return []
        told = self.backward.after(edge, paragraph) if self._takes_up(edge) else None
        content = self.finisher.trim(*before, 0)
        if told is None or content is None:
            return []
        cue, phrase = told
        return [Draft([content], 0, cue, cue.entry, phrase, self.speakers.speakers(phrase), confidence=0.7)]

    def _takes_up(self, edge: int) -> bool:
        """Whether a sentence opens with a pronoun, or an infinitive with one, for the sentence before."""
        if self.backward.pronoun(edge):
            return True
        following = self.tokens[edge + 1].norm if edge + 1 < len(self.tokens) else ""
        return any(following.endswith(ending) for ending in self.index.sets["enclitics"])

    def _cover(self, drafts: list[Draft]) -> None:
        for draft in drafts:
            for first, last in draft.content:
                self.covered[first:last] = b"\1" * (last - first)

    def _whole(self, draft: Draft) -> bool:
        """Whether the draft is one quotation and nothing else."""
        first, last = draft.content[0]
        quotation = self.quotations.at(first, 0)
        return quotation is not None and last <= quotation.close

    def _outer(self, low: int, high: int) -> list[Quotation]:
        found: list[Quotation] = []
        i = low
        while i < high:
            quotation = self.quotations.at(i, 0)
            if quotation is not None:
                found.append(quotation)
                i = max(quotation.close, i + 1)
            else:
                i += 1
        return found

    def _loose(
        self,
        quotation: Quotation,
        drafts: list[Draft],
        edge: int,
        high: int,
        paragraph: int,
        pending: tuple[Cue, Phrase | None, tuple[str, ...]] | None,
    ) -> Draft | None:
        """A quotation without a cue in its unit: announced by a colon, or the running words of the last speaker."""
        floor = self.reader.floor
        content = self.finisher.trim(quotation.open, quotation.close, 0)
        near, far = max(edge, quotation.open - NEAR), min(high, quotation.close + NEAR)
        before = [k for k in range(near, quotation.open) if self.tokens[k].pos != "PUNCT"]
        after = [k for k in range(quotation.close, far) if self.tokens[k].pos != "PUNCT"]
        if content is None or after:
            return None
        draft = Draft([content], 0, confidence=0.55)
        told = self.backward.after(high, paragraph) if not before or self.tokens[before[-1] + 1].text == ":" else None
        if told is not None:
            draft.cue, draft.phrase = told
            draft.entry, draft.confidence = told[0].entry, 0.75
            draft.speakers = self.speakers.speakers(told[1])
            return draft
        if before and self.tokens[before[-1] + 1].text != ":" and self.tokens[content[0]].text[:1].isupper():
            return self._resumed(draft, quotation, drafts)
        if not before and pending is not None:
            draft.cue, draft.phrase, draft.speakers = pending
            draft.entry, draft.confidence = pending[0].entry, 0.75
            return draft
        last = drafts[-1] if drafts else None
        if before and last is not None and last.content[-1][1] == quotation.open - 1:  # … said that …: "…"
            draft.speakers, draft.phrase = last.speakers, last.phrase
            return draft
        if before and self.tokens[quotation.open - 1].text == ":":
            draft.phrase = self.speakers.announcer(edge, quotation.open - 1)
            draft.speakers = self.speakers.speakers(draft.phrase) if draft.phrase else ()
            named = draft.phrase is not None and self.tokens[draft.phrase.head].pos == "PROPN"
            return draft if draft.speakers or named else None
        clause = quotation.last - quotation.first > (1 if floor.paragraph == paragraph else 3)
        if floor.paragraph != paragraph and not self._sentence_like(quotation, high):
            return self._about(draft, quotation) if not before else None
        known = floor.speakers if paragraph != floor.paragraph else (floor.speakers or floor.phrase)
        if before or not clause or not known or paragraph - floor.paragraph > 1:
            return self._about(draft, quotation) if not before and clause else None
        draft.speakers = floor.speakers
        draft.phrase = floor.phrase if floor.phrase and floor.paragraph == paragraph else None
        draft.confidence = 0.7 if floor.paragraph == paragraph else 0.5
        return draft

    def _about(self, draft: Draft, quotation: Quotation) -> Draft | None:
        """*The minister was blunt. "We will not sign."*: the person whom the sentence right before is about."""
        end, speakers = self.subject
        words = range(quotation.first, min(quotation.last, quotation.first + NEAR))
        clause = len(words) > 3 and any(finite(self.tokens[k]) for k in words)
        if end != quotation.open or not speakers or not clause:
            return None
        near = self.parse.sentences[self.tokens[end - 1].sentence].paragraph == quotation.paragraph
        if not near and self.tokens[end - 1].text != ":":
            return None
        draft.speakers, draft.confidence = speakers, 0.5
        return draft

    def _sentence_like(self, quotation: Quotation, high: int) -> bool:
        """Whether a quotation that fills a paragraph is speech rather than a heading or a title."""
        ended = (
            self.tokens[quotation.last - 1].text in ".!?…" or self.tokens[min(quotation.close, high - 1)].text in ".!?"
        )
        span = range(quotation.first, min(quotation.last, quotation.first + NEAR))
        return ended and len(span) > 5 and any(finite(self.tokens[k]) for k in span)

    def _resumed(self, draft: Draft, quotation: Quotation, drafts: list[Draft]) -> Draft | None:
        """A second quotation after the cue of the first, in what was parsed as one sentence."""
        for other in drafts:
            direct = self.finisher.kind(other) == "direct"
            if direct and other.cue is not None and other.content[-1][1] < other.cue.first < quotation.open:
                draft.speakers, draft.phrase, draft.confidence = other.speakers, other.phrase, 0.65
                return draft
        return None

    def _chain(self, drafts: list[Draft]) -> None:
        """A quotation that the next paragraph takes up is one statement."""
        for draft in drafts:
            _first, last = draft.content[-1]
            quotation = self.quotations.at(last - 1, 0)
            while (
                quotation is not None and quotation.continues is not None and quotation.first <= last <= quotation.close
            ):
                quotation = quotation.continues
                self.used.add(quotation.open)
                if (more := self.finisher.trim(quotation.open, quotation.close, 0)) is not None:
                    draft.content.append(more)

    def _topic(self, drafts: list[Draft], low: int, high: int) -> None:
        """Whom the next sentence is about if it names nobody: the last speaker, else the subject of this one."""
        about = self.speakers.main_subject(low, high)
        self.subject = (high, self.speakers.persons(about) if about is not None else ())
        spoke = [d for d in drafts if d.speakers]
        if spoke:
            self.reader.floor.topic = spoke[-1].speakers
            return
        subject = self.speakers.topic(low, high)
        speakers = self.speakers.speakers(subject) if subject is not None else ()
        if speakers:
            self.reader.floor.topic = speakers
        elif about is not None and (only := self.speakers.only_person(low, high)):
            self.reader.floor.topic = only

    def _inner(self, quotation: Quotation) -> None:
        """Reports inside the words of a quotation."""
        first = quotation.first
        while first < quotation.last:
            sentence = self.parse.sentences[self.tokens[first].sentence]
            last = min(sentence.last, quotation.last)
            kept = self.reader.floor
            self.reader.floor = Floor()
            self.drafts.extend(self.reader.read(first, last, quotation.depth + 1, first, True))
            self.reader.floor = kept
            first = last


def _notes(statements: tuple[Statement, ...]) -> tuple[Note, ...]:
    return tuple(
        Note(path=f"statements/{s.id}/speakers", reason="the text names no source")
        for s in statements
        if not s.speakers and s.speaker_span is None
    )
