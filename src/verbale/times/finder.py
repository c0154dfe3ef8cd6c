"""From a parse to its time expressions: match, read, keep the longest that makes sense."""

from __future__ import annotations

import dataclasses

from verbale.codebook import Codebook
from verbale.language.parse import Parse
from verbale.record import Note, Span, Time
from verbale.times.calendar import make_day, move, parse_day, unit_value
from verbale.times.context import FUTURE, Context, TenseWords
from verbale.times.doubts import is_doubtful
from verbale.times.draft import Draft
from verbale.times.durations import build_duration, build_offset, build_set
from verbale.times.grammar import Grammar, Match, Step
from verbale.times.lexicon import Edges, Lexicon, TimeWords, TimeWorld
from verbale.times.moments import Moments
from verbale.times.periods import build_period

_NAMES_DAY = ("figure", "ordinal", "number", "weekday")
_LINKS = ("from", "the", "to", "in", "between")


class Finder:
    """Lexicon, grammar and builders of one language. Built once a codebook."""

    def __init__(self, codebook: Codebook) -> None:
        words = codebook.section(TimeWords)
        self.lexicon = Lexicon(codebook)
        self.grammar = Grammar(words.pattern, words.parts)
        self.tenses = TenseWords(codebook)
        self.moments = Moments(codebook.section(TimeWorld).holiday, words.numeric_order)
        self.publication_words = frozenset(words.publication_words)

    def drafts(self, parse: Parse, published: str | None) -> list[Draft]:
        """Readings of all expressions, in text order; they do not overlap."""
        edges = self.lexicon.edges(parse.tokens)
        context = Context(parse, self.tenses, parse_day(published), edges)
        found: list[Draft] = []
        openers = self.grammar.openers
        for first, stop in _paragraphs(parse):
            at = first
            while at < stop:
                here = edges[at]
                if here is None:
                    at += 1
                    continue
                skipped = _no_time(here)
                if not any(edge.kind in openers for edge in here):
                    at += skipped or 1
                    continue
                made = self._read(parse, edges, at, stop, context)
                if made:
                    found.extend(made)
                    at = made[-1].last
                else:
                    at += skipped or 1
        return found

    def _read(self, parse: Parse, edges: list[Edges | None], at: int, stop: int, context: Context) -> list[Draft]:
        skipped = _no_time(edges[at] or ())
        for match in self.grammar.matches(edges, at, stop):
            if match.last - at <= skipped or is_doubtful(match, parse, edges):
                continue
            made = self._build(match, context)
            if made:
                for draft in made:
                    if draft.day is not None:
                        context.remember(draft.day, draft.unit, draft.first, explicit_year=draft.explicit_year)
                return made
        return []

    def _build(self, match: Match, context: Context) -> list[Draft]:
        make = match.pattern.make
        if make == "range":
            return self._range(match, context)
        if make == "moment":
            draft = self.moments.build(match, context)
        elif make == "period":
            draft = build_period(match, context)
        elif make == "duration":
            draft = build_duration(match, context)
        elif make == "offset":
            draft = build_offset(match, context, self.moments)
        elif make == "set":
            draft = build_set(match)
        else:
            draft = Draft(match.first, match.last, match.get("reference"))
        return [draft] if draft is not None else []

    def _range(self, match: Match, context: Context) -> list[Draft]:
        """*10 to 15 March*, *June–December 2013*, *2014-2016*: two expressions that share what is told once."""
        link = next((n for n, step in enumerate(match.steps) if step.kind in ("to", "hyphen", "and") and n), 0)
        halves = (match.steps[:link], match.steps[link + 1 :])
        if not halves[0] or not halves[1]:
            return []
        shared = [_missing(halves[0], halves[1]), _missing(halves[1], halves[0])]
        out: list[Draft] = []
        for half, more in zip(halves, shared, strict=True):
            leading = next((n for n, step in enumerate(half) if step.kind not in _LINKS), 0)
            own = half[leading:]
            part = dataclasses.replace(match, first=own[0].at, last=own[-1].last, steps=(*own, *more))
            day = any(step.kind in _NAMES_DAY for step in part.steps)
            draft = self.moments.build(part, context) if day else build_period(part, context)
            if draft is None:
                return []
            out.append(draft)
        if match.step("weekday") is not None and match.step("month", "monthshort") is None:
            return _one_week(out, context)
        return self._one_year(match, out, context)

    def _one_year(self, match: Match, pair: list[Draft], context: Context) -> list[Draft]:
        """Both ends of a range without a year lie in the year of the second (or the first the year before)."""
        first, second = pair
        if match.step("year", "shortyear", "yearshift") or first.day is None or second.day is None:
            return pair
        in_order = (first.day.month, first.day.day) <= (second.day.month, second.day.day)
        moved = make_day(second.day.year - (not in_order), first.day.month, first.day.day)
        if moved is not None and moved != first.day and first.unit in ("day", "month"):
            pair[0] = dataclasses.replace(first, day=moved, value=unit_value(moved, first.unit))
        return pair


def _one_week(pair: list[Draft], context: Context) -> list[Draft]:
    """*From Monday to Thursday*: the days of one stretch, the last one if it lies behind, else the next."""
    first, second = pair
    start, stop = first.day, second.day
    if start is None or stop is None or start <= stop:
        return pair
    gap = (stop.isoweekday() - start.isoweekday()) % 7
    if context.direction(first.first, first.last)[0] == FUTURE:
        later = move(start, gap)
        second = dataclasses.replace(second, day=later, value=unit_value(later, "day") if later else None)
    else:
        earlier = move(stop, -gap)
        first = dataclasses.replace(first, day=earlier, value=unit_value(earlier, "day") if earlier else None)
    return [first, second]


def _paragraphs(parse: Parse) -> list[tuple[int, int]]:
    """Token ranges of paragraphs: a sentence may have been cut after *p.m.* or *Sept.*"""
    out: list[tuple[int, int]] = []
    paragraph = -1
    for sentence in parse.sentences:
        if sentence.paragraph == paragraph:
            out[-1] = (out[-1][0], sentence.last)
        else:
            out.append((sentence.first, sentence.last))
            paragraph = sentence.paragraph
    return out


def _no_time(here: Edges) -> int:
    """How many tokens a phrase of the class ``nothing`` holds: *as soon as*, *Il Sole 24 Ore*."""
    return max((edge.length for edge in here if edge.kind == "nothing"), default=0)


def _missing(half: tuple[Step, ...], other: tuple[Step, ...]) -> tuple[Step, ...]:
    """Month and year that only the other half of a range tells."""
    kinds = {"month" if step.kind == "monthshort" else step.kind for step in half}
    wanted = [("month", "monthshort"), ("year", "shortyear", "yearshift")]
    return tuple(
        step
        for group in wanted
        if not kinds.intersection(group)
        for step in other
        if step.kind in group and kinds.intersection(("figure", "ordinal", "number", "month"))
    )


def times_of(drafts: list[Draft], parse: Parse) -> tuple[tuple[Time, ...], tuple[Note, ...]]:
    """The record of drafts: ids in text order, a note for what stays blank or is doubtful."""
    times: list[Time] = []
    notes: list[Note] = []
    for number, draft in enumerate(drafts, start=1):
        start, end = parse.tokens[draft.first].start, parse.tokens[draft.last - 1].end
        begin, until = draft.bounds()
        value = (
            draft.value if draft.value is None or not draft.value.startswith("XXXX-") or draft.type == "SET" else None
        )
        times.append(
            Time(
                **dict(Span.of(parse.text, start, end)),
                id=f"t{number}",
                value=value,
                type=draft.type,
                mod=draft.mod,
                begin=begin,
                until=until,
                zone=draft.zone,
            )
        )
        if draft.reason is not None:
            notes.append(Note(path=f"times/t{number}/value", reason=draft.reason))
    return tuple(times), tuple(notes)


def find_times(parse: Parse, codebook: Codebook, published: str | None) -> tuple[tuple[Time, ...], tuple[Note, ...]]:
    """Time expressions of a parse with their TIMEX3 values, relative ones counted from ``published`` (ISO 8601).

    Never raises for a text: what has no value, or a doubtful one, has a note that says why.
    """
    finder: Finder = codebook.derived(Finder)
    return times_of(finder.drafts(parse, published), parse)
