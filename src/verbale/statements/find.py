"""Who said what: from a parse to its statements."""

from __future__ import annotations

from verbale.codebook import Codebook
from verbale.language.parse import Parse
from verbale.record import Document, Mention, Note, Statement, Time
from verbale.statements.attributes import AttributeFinder
from verbale.statements.combine import Candidate, Combiner, weighed
from verbale.statements.content import DASHES, ContentFinder
from verbale.statements.cues import CueFinder
from verbale.statements.draft import Draft, Finisher
from verbale.statements.emit import Floor
from verbale.statements.features import features
from verbale.statements.lexicon import SpeechIndex
from verbale.statements.loose import LooseReader
from verbale.statements.phrases import Phrase
from verbale.statements.quotations import Quotation, find_quotations
from verbale.statements.reports import ReportReader
from verbale.statements.speakers import SpeakerFinder
from verbale.statements.tagging import Tagger
from verbale.statements.turns import Turn, find_turns
from verbale.statements.units import after_dateline, find_units


def find_statements(
    parse: Parse,
    codebook: Codebook,
    mentions: tuple[Mention, ...],
    times: tuple[Time, ...],
    document: Document,
    tagger: Tagger | None = None,
) -> tuple[tuple[Statement, ...], tuple[Note, ...]]:
    """Statements of a document, in text order, with notes on those whose speaker is blank.

    ``speakers`` and ``addressees`` hold mention ids. Without a ``tagger`` the rules stand alone.
    """
    if not parse.tokens:
        return (), ()
    reading = Reading(parse, codebook.derived(SpeechIndex.of), mentions, times)
    reading.draft()
    drafts = reading.drafts
    if tagger is not None:
        drafts = [item.draft for item in weighed(candidates(reading, tagger), tagger.weights)]
    statements = reading.finisher.statements(drafts, reading.turns)
    return statements, _notes(statements)


def candidates(reading: Reading, tagger: Tagger) -> list[Candidate]:
    """All that the rules and the taggers take for statements, with the signs for and against each."""
    classes = features(
        reading.parse, reading.index, reading.quotations, reading.mentions, reading.timed, reading.drafts
    )
    tags = tagger.read(reading.parse, classes)
    combiner = Combiner(
        reading.parse, reading.reader.cue_finder, reading.speakers, reading.attributes, reading.finisher
    )
    return combiner.candidates(reading.drafts, reading.turns, tags)


PARTED = 400  # tokens of a quotation that is looked through for a cue
INSET = 45  # tokens of a cue and its speaker between dashes
LONGEST = 120  # tokens of a quotation whose closing mark is missing, at most


class Reading:
    """One document being read by the rules."""

    def __init__(
        self, parse: Parse, index: SpeechIndex, mentions: tuple[Mention, ...], times: tuple[Time, ...]
    ) -> None:
        self.parse, self.tokens, self.index, self.mentions = parse, parse.tokens, index, mentions
        self.quotations = find_quotations(parse)
        self.timed = timed = frozenset(i for time in times for i in range(*parse.token_range(time.start, time.end)))
        self.content = ContentFinder(parse, index, self.quotations, timed)
        self.speakers = SpeakerFinder(parse, index, mentions, timed)
        self.attributes = AttributeFinder(parse, index, self.speakers, times)
        self.finisher = Finisher(parse, self.quotations)
        cues = CueFinder(parse, index)
        self.reader = ReportReader(parse, index, cues, self.content, self.speakers, self.attributes, self.finisher)
        self.backward = self.reader.backward
        self.drafts: list[Draft] = []
        self.turns: list[Draft] = []
        self.used: set[int] = set()
        self.covered = bytearray(len(parse.tokens))  # 1 for tokens that somebody said
        self.before: tuple[int, int] | None = None  # the sentence before, if nobody has said it
        self.loose = LooseReader(self.reader)

    def draft(self) -> None:
        """Fill ``drafts`` and ``turns``."""
        self._part_quotations()
        self._close_quotations()
        turns = find_turns(self.parse, self.index)
        floor: list[Turn | None] = [None] * len(self.tokens)
        partner = self._interviewed(turns)
        for turn in turns:
            self._turn(turn, partner)
            for first, last in ((turn.label[0], turn.begin), *turn.paragraphs):
                floor[first:last] = [turn] * (last - first)
        for low, high in find_units(self.parse, self.quotations, self.index):
            turn_here = floor[high - 1]
            if turn_here is not None and low < turn_here.begin <= high:
                low = turn_here.begin
            if low < high and (turn_here is None or not turn_here.question):
                self._unit(low, high, turn_here is not None and not turn_here.told)

    def _part_quotations(self) -> None:
        """*«Siamo pronti – ha detto Tizio – ma non oggi»*: a cue between two dashes or brackets within a quotation."""
        for quotation in list(self.quotations.all):
            if quotation.parent is not None or quotation.dashed or quotation.last - quotation.first > PARTED:
                continue
            opened = next(
                (i for i in range(quotation.first + 1, quotation.last - 2) if self._inset(i, quotation)), None
            )
            if opened is None:
                continue
            closing = (")",) if self.tokens[opened].text == "(" else DASHES
            closed = range(opened + 2, min(quotation.last - 1, opened + INSET))
            last = next((i for i in closed if self.tokens[i].text in closing and self.tokens[i].space), None)
            if last is not None:
                self.quotations.split(quotation, opened, last)
        self.quotations.all.sort(key=lambda quotation: quotation.open)

    def _inset(self, i: int, quotation: Quotation) -> bool:
        token, before = self.tokens[i], self.tokens[i - 1]
        mark = token.text == "(" or (token.text in DASHES and token.space and before.space)
        return mark and self._told(i + 1, quotation.last)

    def _told(self, at: int, high: int) -> bool:
        """Whether a verb of speech and a subject that may speak stand at ``at``."""
        cues = [cue for cue in self.reader.cue_finder.find(at, min(high, at + 6)) if cue.form == "finite"]
        if not cues or cues[0].group != at:
            return False
        self.content.level = len(self.quotations.levels)  # as if nothing were quoted
        late = self.reader.late_subject(cues[0], min(high, cues[0].last + INSET))
        self.content.level = 0
        return late is not None and self.speakers.may_speak(late)

    def _close_quotations(self) -> None:
        """*"The tracks are clear, said the colonel. He left.*: a quotation that is never closed ends at its cue."""
        parents = {id(q.parent) for q in self.quotations.all if q.parent is not None}
        for quotation in self.quotations.all:
            if quotation.closed or quotation.parent is not None or quotation.continues or id(quotation) in parents:
                continue
            for i in range(quotation.first + 1, min(quotation.last - 2, quotation.first + LONGEST)):
                if self.tokens[i].text in (",", "?", "!") and self._tagged(i + 1, quotation.last):
                    self.quotations.cut(quotation, i)
                    break

    def _tagged(self, at: int, high: int) -> bool:
        """Whether a reporting verb and its subject follow a comma at once: *said the colonel*, *he told the press*."""
        for cue in self.reader.cue_finder.find(at, min(high, at + 6))[:1]:
            following = self.tokens[cue.last] if cue.last < high else None
            if cue.form != "finite" or "that" not in cue.entry.takes or following is None:
                return False
            if cue.group == at:
                late = self.reader.late_subject(cue, min(high, cue.last + 24))
                subject = following.pos in ("DET", "PROPN", "NOUN")
                return subject or (late is not None and bool(self.speakers.speakers(late)))
            before = self.speakers.source(at, cue.group)
            return before is not None and before.last == cue.group and following.pos in ("PUNCT", "ADP", "NOUN", "DET")
        return False

    def _interviewed(self, turns: list[Turn]) -> tuple[str, ...]:
        """The one person whom the words before or after an interview name, for turns without names."""
        if not turns or all(turn.named for turn in turns):
            return ()
        first, last = turns[0].label[0], turns[-1].paragraphs[-1][1]
        return self.speakers.only_person(0, first) or self.speakers.only_person(last, min(len(self.tokens), last + 60))

    def _turn(self, turn: Turn, partner: tuple[str, ...]) -> None:
        """The turn of one who answers is one statement."""
        content = [r for a, b in turn.paragraphs if (r := self.finisher.trim(a, b, 0)) is not None]
        if turn.question or turn.told or not content:
            return
        head = max((i for i in range(*turn.label) if self.tokens[i].text[:1].isalpha()), default=turn.label[0])
        phrase = Phrase(turn.label[0], turn.label[1], head)
        draft = Draft(content, 0, phrase=phrase, speakers=self.speakers.speakers(phrase), confidence=0.9)
        if not turn.named:
            draft.phrase, draft.speakers, draft.confidence = None, partner, 0.6
        self.turns.append(draft)
        self.drafts.append(draft)

    def _unit(self, low: int, high: int, spoken: bool) -> None:
        floor = self.reader.floor
        paragraph = self.parse.sentences[self.tokens[low].sentence].paragraph
        edge = after_dateline(self.parse, low, high)
        pending, floor.pending = floor.pending, None
        drafts = self.reader.read(edge, high, 0, edge, spoken)
        drafts.extend(self._afterwards(edge, high, paragraph))
        outer = self._outer(low, high)
        self._cover(drafts)
        loose = [q for q in outer if q.open not in self.used and not self.covered[q.first]]
        for quotation in loose:
            draft = self.loose.read(quotation, drafts, edge, high, pending)
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
        return [Draft([content], 0, cue, cue.entry, *self.speakers.who(phrase), confidence=0.7)]

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
        self.loose.told(low, high, about, bool(drafts))
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

    def _joined(self, at: int, level: int) -> bool:
        """Whether the parser cut a sentence before ``at`` after a colon, or within a quotation."""
        inner = self.quotations.at(at, level)
        return self.tokens[at - 1].text == ":" or (inner is not None and inner.open < at)

    def _inner(self, quotation: Quotation) -> None:
        """Reports inside the words of a quotation."""
        first = quotation.first
        while first < quotation.last:
            sentence = self.parse.sentences[self.tokens[first].sentence]
            last = min(sentence.last, quotation.last)
            while last < quotation.last and self._joined(last, quotation.depth + 1):
                last = min(self.parse.sentences[self.tokens[last].sentence].last, quotation.last)
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
