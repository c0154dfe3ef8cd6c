"""Rules and taggers together: what both see, what only one sees, and how far to trust each.

The rules pair cues, contents and speakers; the taggers find spans that no rule reaches and know where contents end.
A tagged content that no draft covers becomes a draft, its cue and source being the nearest that are tagged (on the gold
spans of PolNeAR the nearest is right for 95 in 100). ``weigh`` then says how likely each draft is.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from verbale.language.parse import Parse
from verbale.statements.attributes import AttributeFinder
from verbale.statements.cues import Cue, CueFinder
from verbale.statements.draft import Draft, Finisher, Range
from verbale.statements.lexicon import Entry
from verbale.statements.quotations import Quotations
from verbale.statements.speakers import SpeakerFinder
from verbale.statements.tagging import Tagged, Tags, overlap, phrase
from verbale.statements.weigh import likely, signs
from verbale.statements.weights import Weights

REACH = 60  # tokens between a content and its cue, or a cue and its source, at most
ACROSS = 12  # tokens that the end of a sentence counts for
DEEPEST = 8  # contents that are remembered for a token
SAME = 0.5  # overlap, as a share of the union, of what is one content


@dataclass(frozen=True, slots=True)
class Linked:
    """Tagged contents with the cue and the source that are nearest to them."""

    content: tuple[Tagged, ...]
    cue: Tagged | None
    source: Tagged | None


class Linker:
    """Ties tagged contents to cues and cues to sources, within a paragraph."""

    def __init__(self, parse: Parse, tags: Tags, quotations: Quotations) -> None:
        self.parse, self.tags, self.quotations = parse, tags, quotations
        self._of_paragraph: dict[tuple[str, int], list[Tagged]] = {}
        for layer, spans in tags.spans.items():
            for span in spans:
                self._of_paragraph.setdefault((layer, self._paragraph(span.first)), []).append(span)

    def linked(self) -> list[Linked]:
        """What the tagged contents belong to; those of one cue are one, save two quotations on either side of it."""
        found: list[Linked] = []
        for content in self.tags.spans["content"]:
            cue = self._nearest("cue", content)
            last = found[-1] if found else None
            if (
                last is not None
                and cue is not None
                and last.cue is cue
                and not self._apart(last.content[-1], cue, content)
            ):
                found[-1] = Linked((*last.content, content), cue, last.source)
            else:
                found.append(Linked((content,), cue, self._nearest("source", cue or content)))
        return found

    def _apart(self, one: Tagged, cue: Tagged, other: Tagged) -> bool:
        between = one.last <= cue.first and cue.last <= other.first
        far = self.parse.tokens[other.first].sentence - self.parse.tokens[one.last - 1].sentence > 1
        return far or (between and self._quoted(one) and self._quoted(other))

    def _quoted(self, span: Tagged) -> bool:
        quotation = self.quotations.at(span.first, 0)
        return quotation is not None and span.last <= quotation.close

    def _nearest(self, layer: str, to: Tagged) -> Tagged | None:
        """The nearest span of a layer; one within ``to`` belongs to something else."""
        best, least = None, REACH
        spans = self._of_paragraph.get((layer, self._paragraph(to.first)), [])
        for at in range(bisect_left(spans, to.first - REACH, key=lambda span: span.last), len(spans)):
            span = spans[at]
            if span.first > to.last + REACH:
                break
            if to.first <= span.first and span.last <= to.last:
                continue
            gap = max(span.first - to.last, to.first - span.last, 0)
            tokens = self.parse.tokens
            between = abs(tokens[min(span.last, to.last) - 1].sentence - tokens[max(span.first, to.first)].sentence)
            if gap + ACROSS * between < least:
                best, least = span, gap + ACROSS * between
        return best

    def _paragraph(self, i: int) -> int:
        return self.parse.sentences[self.parse.tokens[i].sentence].paragraph


@dataclass(slots=True)
class Candidate:
    """A draft with what speaks for it and against it (``weights.SIGNS``)."""

    draft: Draft
    ruled: bool  # found by the rules, not by the taggers alone
    signs: tuple[float, ...]


def weighed(candidates: list[Candidate], weights: Weights) -> list[Candidate]:
    """The candidates that are likely enough; ``confidence`` becomes the chance that span and speaker are right.

    Of two that share a cue and some of their content only the likelier is kept.
    """
    chances = [likely(candidate.signs, weights.found) for candidate in candidates]
    kept: dict[int, list[Candidate]] = {}  # by cue
    out = []
    for number in sorted(range(len(candidates)), key=lambda n: -chances[n]):
        candidate = candidates[number]
        cue = candidate.draft.cue
        rivals = kept.setdefault(cue.first, []) if cue is not None else []
        least = weights.keep if candidate.ruled else weights.add
        if chances[number] < least or any(_share(candidate.draft, rival.draft) for rival in rivals[:DEEPEST]):
            continue
        candidate.draft.confidence = likely(candidate.signs, weights.right)
        rivals.append(candidate)
        out.append(candidate)
    return out


def _share(one: Draft, other: Draft) -> bool:
    """Whether two drafts of one level claim a token both."""
    return one.level == other.level and any(overlap(a, b) > 0 for a in one.content for b in other.content)


class Combiner:
    """Adds what the taggers see to the drafts of the rules."""

    def __init__(
        self,
        parse: Parse,
        cues: CueFinder,
        speakers: SpeakerFinder,
        attributes: AttributeFinder,
        finisher: Finisher,
    ) -> None:
        self.parse, self.tokens = parse, parse.tokens
        self.cues, self.speakers, self.attributes, self.finisher = cues, speakers, attributes, finisher

    def candidates(self, drafts: list[Draft], turns: list[Draft], tags: Tags) -> list[Candidate]:
        """The drafts of the rules, and those for tagged contents that none of them is about, outside of turns."""
        turn = bytearray(len(self.tokens))
        for first, last in (span for draft in turns for span in draft.content):
            turn[first:last] = b"\1" * (last - first)
        taken: dict[int, list[Range]] = {}
        for span in (span for draft in drafts for span in draft.content):
            for here in (taken.setdefault(i, []) for i in range(*span)):
                if len(here) < DEEPEST:
                    here.append(span)
        added = []
        for link in Linker(self.parse, tags, self.finisher.quotations).linked():
            # Whatever shares half of the union with a range holds the middle of it.
            same = any(
                overlap(span, (part.first, part.last)) >= SAME
                for part in link.content
                for span in taken.get((part.first + part.last) // 2, ())
            )
            speech = sum(part.speech for part in link.content) / len(link.content)
            if speech < 0.5 or same or any(turn[part.first] for part in link.content):
                continue
            new = self._draft(link)
            if new is not None and self._proposition(new):
                added.append(new)
        return [self._candidate(d, tags, True) for d in drafts] + [self._candidate(d, tags, False) for d in added]

    def _proposition(self, draft: Draft) -> bool:
        """Whether a content has a verb or stands in quotation marks: *called for a truce* says nothing."""
        verbs = any(self.tokens[i].pos in ("VERB", "AUX") for span in draft.content for i in range(*span))
        return verbs or self.finisher.kind(draft) != "indirect"

    def _candidate(self, draft: Draft, tags: Tags, ruled: bool) -> Candidate:
        direct = self.finisher.kind(draft) == "direct"
        return Candidate(draft, ruled, signs(draft, tags, ruled=ruled, direct=direct))

    def _draft(self, link: Linked) -> Draft | None:
        content = [r for part in link.content if (r := self.finisher.trim(part.first, part.last, 0)) is not None]
        if not content or (link.cue is None and link.source is None):
            return None
        cue = self._cue(link.cue) if link.cue is not None else None
        who = phrase(self.parse, link.source) if link.source is not None else None
        draft = Draft(content, 0, cue, cue.entry if cue else Entry(), who, confidence=link.content[0].sure)
        if who is not None:
            draft.phrase, draft.speakers = self.speakers.who(who)
        if cue is not None:
            sentence = self.parse.sentences[self.tokens[cue.first].sentence]
            zone = self.attributes.zone(cue, sentence.first, sentence.last, content)
            draft.addressees = self.attributes.addressees(cue, zone)
            draft.venue = self.attributes.venue(cue, zone)
            draft.said = self.attributes.said(cue, zone, sentence.first)
        return draft

    def _cue(self, span: Tagged) -> Cue:
        """A tagged cue with what the codebook knows of it."""
        known = self.cues.find(span.first, span.last)
        entry = known[0].entry if known else Entry()
        verbs = [i for i in range(span.first, span.last) if self.tokens[i].pos == "VERB"]
        return Cue(span.first, span.last, verbs[-1] if verbs else span.first, span.first, "finite", entry)
