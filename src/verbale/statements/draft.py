"""Statements in the making, and how they become records: spans, kind, nesting, ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from verbale.language.parse import Parse
from verbale.record import Span, Statement, StatementKind
from verbale.statements.cues import Cue
from verbale.statements.lexicon import Entry
from verbale.statements.phrases import Phrase
from verbale.statements.quotations import Quotations

LOOSE = frozenset(".,;:—–-…")
Range = tuple[int, int]


@dataclass(slots=True)
class Draft:
    """One statement: ``content`` as token ranges, at quotation depth ``level``."""

    content: list[Range]
    level: int
    cue: Cue | None = None
    entry: Entry = field(default_factory=Entry)
    phrase: Phrase | None = None
    speakers: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    venue: Range | None = None
    said: str | None = None
    confidence: float = 0.5
    unit: Range = (0, 0)
    inherited: bool = False  # the speaker is that of the statement before
    name: str = ""  # the id of its statement, once it has one


class Finisher:
    """Turns drafts into statements."""

    def __init__(self, parse: Parse, quotations: Quotations) -> None:
        self.parse, self.tokens, self.quotations = parse, parse.tokens, quotations

    def trim(self, first: int, last: int, level: int) -> Range | None:
        """A range without outer punctuation; whole quotations keep their marks only beside other words."""
        while first < last:
            quotation = self.quotations.at(first, level)
            whole = (
                quotation is not None
                and quotation.open == first
                and quotation.close >= last - self._loose_after(quotation.close, last)
            )
            if whole and quotation is not None and quotation.last > quotation.first:
                return self._bare(quotation.first, min(quotation.last, last))
            if self.tokens[last - 1].text in LOOSE:
                last -= 1
            elif self.tokens[first].text in LOOSE or self.tokens[first].text in ("!", "?", ")"):
                first += 1
            else:
                break
        return (first, last) if first < last else None

    def _loose_after(self, close: int, last: int) -> int:
        return last - close if close < last and all(self.tokens[k].text in LOOSE for k in range(close, last)) else 0

    def _bare(self, first: int, last: int) -> Range | None:
        while first < last and self.tokens[last - 1].text in (".", ",", ";"):
            last -= 1
        return (first, last) if first < last else None

    def with_marks(self, span: Range, level: int) -> Range:
        """The range with the quotation marks right around it."""
        first, last = span
        quotation = self.quotations.at(first, level)
        if quotation is not None and quotation.closed and quotation.first == first and quotation.close == last + 1:
            return quotation.open, quotation.close
        return span

    def kind(self, draft: Draft) -> StatementKind:
        """*direct* if all words stood between marks, *mixed* if some did."""
        quoted = words = 0
        for first, last in draft.content:
            for i in range(first, last):
                token = self.tokens[i]
                quotation = self.quotations.at(i, draft.level)
                if token.pos == "PUNCT" or (
                    quotation is not None and i in (quotation.open, quotation.close - 1) and quotation.closed
                ):
                    continue
                words += 1
                quoted += quotation is not None
        return "direct" if words and quoted == words else "mixed" if quoted else "indirect"

    def statements(self, drafts: list[Draft], turns: Sequence[Draft] = ()) -> tuple[Statement, ...]:
        """Statements in text order, each nested in the smallest that holds it."""
        chosen = _distinct(drafts)
        spoken = {id(draft) for draft in turns}
        chosen.sort(key=lambda d: (d.content[0][0], -d.content[-1][1], d.cue.first if d.cue else -1))
        out: list[Statement] = []
        stack: list[tuple[Draft, str]] = []
        for number, draft in enumerate(chosen, 1):
            first, last = draft.content[0][0], draft.content[-1][1]
            while stack and stack[-1][0].content[-1][1] <= first:
                stack.pop()
            outer = next((name for other, name in reversed(stack) if self._holds(other, draft, first, last)), None)
            name = f"s{number}"
            draft.name = name
            stack.append((draft, name))
            out.append(self._statement(draft, name, outer, id(draft) in spoken))
        return tuple(out)

    def _holds(self, outer: Draft, inner: Draft, first: int, last: int) -> bool:
        if inner.cue is None and outer.level == inner.level:
            return False
        at = inner.cue.first if inner.cue else first
        return (
            any(a <= first and last <= b and a <= at < b for a, b in outer.content) and outer.content != inner.content
        )

    def _statement(self, draft: Draft, name: str, outer: str | None, turn: bool) -> Statement:
        cue = draft.cue
        return Statement(
            id=name,
            speakers=draft.speakers,
            speaker_span=self._span(draft.phrase.first, draft.phrase.last) if draft.phrase else None,
            cue=self._span(cue.first, cue.last) if cue else None,
            content=tuple(self._span(a, b) for a, b in draft.content),
            kind="direct" if turn else self.kind(draft),
            act=draft.entry.act,
            polarity=draft.entry.polarity,
            addressees=draft.addressees,
            venue=self._span(*draft.venue) if draft.venue else None,
            said=draft.said,
            nested_in=outer,
            confidence=round(draft.confidence, 2),
        )

    def _span(self, first: int, last: int) -> Span:
        return self.parse.span(first, last)


def _distinct(drafts: list[Draft]) -> list[Draft]:
    """One draft for each content: the surest."""
    best: dict[tuple[Range, ...], Draft] = {}
    for draft in drafts:
        key = tuple(draft.content)
        if key not in best or draft.confidence > best[key].confidence:
            best[key] = draft
    return list(best.values())
