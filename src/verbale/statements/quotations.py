"""Where quotation marks open and close: one pass over the tokens, bounded by the paragraph.

Straight marks open and close by turns, read with the white space around them; single marks only where they
cannot be apostrophes. A mark that is never closed ends with its paragraph.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from verbale.language.parse import Parse, Token

OPENING = frozenset("“„«‟〝")
CLOSING = frozenset("”»〞")
STRAIGHT = frozenset(('"', "″", "＂", "''", "``"))
SINGLE_OPENING = frozenset("‘‚‹")
SINGLE_CLOSING = frozenset("’›")
SINGLE_STRAIGHT = frozenset("'")
PAIR = {"“": "”", "„": "“”", "«": "»", "‟": "”", "»": "«", "‘": "’", "‚": "‘’", "‹": "›", "'": "'", "”": "”"}
MARKS = OPENING | CLOSING | STRAIGHT
SINGLES = SINGLE_OPENING | SINGLE_CLOSING | SINGLE_STRAIGHT
ENDS = ".,!?…"
DASHES = frozenset(("—", "–", "-", "--"))
DASHED = 120  # tokens between two dashes that hold speech, at most
DEEPEST = 4
AHEAD = 8  # marks that are looked at to see whether one stands inside another of its kind


@dataclass(slots=True)
class Quotation:
    """Tokens ``first:last`` stand between marks: ``open`` is the opening one, ``close`` one past the closing."""

    open: int
    first: int
    last: int
    close: int
    closed: bool
    paragraph: int
    parent: Quotation | None = None
    depth: int = 0
    continues: Quotation | None = None  # the same speech in the next paragraph
    dashed: bool = False  # between dashes: *– We go – he said*


@dataclass(slots=True)
class Quotations:
    """All quotations of a document in the order of their opening marks."""

    all: list[Quotation] = field(default_factory=list)
    levels: list[list[Quotation | None]] = field(
        default_factory=list
    )  # by depth: the quotation of each token, marks included

    def at(self, i: int, level: int) -> Quotation | None:
        """The quotation of depth ``level`` that token ``i`` belongs to, as a mark or as a word."""
        return self.levels[level][i] if level < len(self.levels) else None

    def split(self, quotation: Quotation, first: int, last: int) -> None:
        """Part a quotation around the words ``first:last`` between two dashes or brackets in it."""
        level = self.levels[quotation.depth]
        rest = Quotation(last, last + 1, quotation.last, quotation.close, quotation.closed, quotation.paragraph)
        rest.depth, rest.parent, rest.continues, rest.dashed = (
            quotation.depth,
            quotation.parent,
            quotation.continues,
            True,
        )
        level[first:last] = [None] * (last - first)
        level[last : rest.close] = [rest] * (rest.close - last)
        quotation.last = quotation.close = first
        quotation.closed = quotation.dashed = True
        quotation.continues = None
        self.all.append(rest)

    def cut(self, quotation: Quotation, at: int) -> None:
        """Close a quotation whose closing mark is missing before token ``at``."""
        level = self.levels[quotation.depth]
        level[at : quotation.close] = [None] * (quotation.close - at)
        quotation.last = quotation.close = at
        quotation.closed = True


def find_quotations(parse: Parse) -> Quotations:
    """The quotations of a document. Linear in its length."""
    out = Quotations()
    if not parse.tokens:
        return out
    paragraphs: dict[int, tuple[int, int]] = {}
    for sentence in parse.sentences:
        first, _ = paragraphs.get(sentence.paragraph, (sentence.first, sentence.last))
        paragraphs[sentence.paragraph] = (first, sentence.last)
    previous: Quotation | None = None
    for number, (first, last) in paragraphs.items():
        found = _beside(_dashed(parse, first, last, number), _Scan(parse, first, last, number).run())
        outer = [q for q in found if q.parent is None and q.last > q.first]
        if previous is not None and outer and outer[0].open == first and not previous.closed:
            previous.continues = outer[0]
        previous = outer[-1] if outer and not outer[-1].closed else None
        out.all.extend(q for q in found if q.last > q.first)
    depth = max((q.depth for q in out.all), default=-1)
    out.levels = [[None] * len(parse.tokens) for _ in range(depth + 1)]
    for quotation in out.all:
        level = out.levels[quotation.depth]
        for i in range(quotation.open, quotation.close):
            level[i] = quotation
    return out


def _beside(dashed: list[Quotation], marked: list[Quotation]) -> list[Quotation]:
    """Speech between dashes, and what stands between marks outside of it."""
    if not dashed:
        return marked
    spoken = {i for quotation in dashed for i in range(quotation.open, quotation.close)}
    free = [q for q in marked if q.open not in spoken and q.close - 1 not in spoken]
    whole = {id(q) for q in free}
    return sorted((*dashed, *(q for q in free if q.parent is None or id(q.parent) in whole)), key=lambda q: q.open)


def _dashed(parse: Parse, first: int, last: int, paragraph: int) -> list[Quotation]:
    """*– We go tomorrow – said the colonel. – And you?*: the speech of a paragraph between dashes."""
    tokens = parse.tokens
    dashes = [i for i in range(first, last) if tokens[i].text in DASHES and (i == first or _free(tokens, i))]
    for number, i in enumerate(dashes[:-1]):
        if _begins_speech(tokens, i, first) and _ends_speech(tokens, dashes[number + 1], i, last):
            return _parts(tokens, dashes[number:], last, paragraph)
    return []


def _free(tokens: list[Token], i: int) -> bool:
    return i + 1 < len(tokens) and tokens[i].space and (tokens[i - 1].space or tokens[i - 1].end < tokens[i].start)


def _begins_speech(tokens: list[Token], i: int, first: int) -> bool:
    """A dash that opens a paragraph or follows a full stop, before a capital."""
    led = i == first or tokens[i - 1].text in (".", "!", "?", "…")
    return led and tokens[i].space and tokens[i + 1].text[:1].isupper()


def _ends_speech(tokens: list[Token], i: int, opened: int, last: int) -> bool:
    """A dash before a verb in small letters, or not far from one."""
    near = tokens[i + 1 : min(last, i + 4)]
    said = any(token.pos in ("VERB", "AUX") and token.feats.get("VerbForm") == "Fin" for token in near)
    marked = any(token.text in MARKS for token in tokens[opened:i])
    return bool(near) and near[0].text[:1].islower() and said and i - opened <= DASHED and not marked


def _stop(tokens: list[Token], opened: int, last: int) -> int:
    """The end of speech that no dash closes: its sentence if it goes on with one, else its paragraph."""
    if tokens[opened + 1].text[:1].isupper():
        return last
    return next((k + 1 for k in range(opened + 1, last) if tokens[k].text in (".", "!", "?", "…")), last)


def _parts(tokens: list[Token], dashes: list[int], last: int, paragraph: int) -> list[Quotation]:
    """Speech and cues by turns, from the first dash on."""
    found: list[Quotation] = []
    for k in range(0, len(dashes), 2):
        opened = dashes[k]
        close = dashes[k + 1] if k + 1 < len(dashes) else _stop(tokens, opened, last)
        if close > opened + 1:
            end = close + 1 if k + 1 < len(dashes) else close
            quotation = Quotation(opened, opened + 1, close, end, True, paragraph, dashed=True)
            found.append(quotation)
    return found


class _Scan:
    """The marks of one paragraph, tokens ``first:last``."""

    def __init__(self, parse: Parse, first: int, last: int, paragraph: int) -> None:
        self.tokens = parse.tokens
        self.first, self.last, self.paragraph = first, last, paragraph
        self.stack: list[tuple[int, str]] = []
        self.found: list[Quotation] = []
        self.single_closings = 0
        self.single_marks: list[int] = []
        self.marks = [i for i in range(first, last) if parse.tokens[i].text in MARKS]
        self.sentences = parse.sentences

    def run(self) -> list[Quotation]:
        tokens = self.tokens
        self.single_marks = [i for i in range(self.first, self.last) if tokens[i].text in SINGLES]
        closings = [i for i in self.single_marks if self._may_close(i)]
        self.single_closings = closings[-1] if closings else -1
        for i in range(self.first, self.last):
            text = tokens[i].text
            if text in MARKS:
                self._double(i, text)
            elif text in SINGLES:
                self._single(i, text)
        while self.stack:
            opened, mark = self.stack.pop()
            if mark not in SINGLES:
                self._add(opened, self.last, self.last, False)
        self.found.sort(key=lambda q: (q.open, -q.close))
        self._nest()
        return self.found

    def _nest(self) -> None:
        chain: list[Quotation] = []
        for quotation in self.found:
            while chain and chain[-1].close <= quotation.open:
                chain.pop()
            if chain:
                quotation.parent = chain[-1]
                quotation.depth = chain[-1].depth + 1
            chain.append(quotation)

    def _add(self, opened: int, last: int, close: int, closed: bool) -> None:
        self.found.append(Quotation(opened, opened + 1, last, close, closed, self.paragraph))

    def _spaced_before(self, i: int) -> bool:
        return i == self.first or self.tokens[i - 1].space or self.tokens[i - 1].end < self.tokens[i].start

    def _spaced_after(self, i: int) -> bool:
        return i + 1 >= self.last or self.tokens[i].space

    def _before(self, i: int) -> Token | None:
        return self.tokens[i - 1] if i > self.first else None

    def _looks_opening(self, i: int) -> bool:
        before = self._before(i)
        free = self._spaced_before(i) or (
            before is not None and (before.text in "([{—–-:" or before.text in MARKS | SINGLES)
        )
        return free and not self._spaced_after(i)

    def _looks_closing(self, i: int) -> bool:
        after = self.tokens[i + 1] if i + 1 < self.last else None
        return not self._spaced_before(i) and (self._spaced_after(i) or (after is not None and after.pos == "PUNCT"))

    def _close(self, i: int, depth: int) -> None:
        """Close the quotation ``depth`` of the stack with mark ``i``; what is open inside it closes unclosed."""
        while len(self.stack) > depth + 1:
            opened, mark = self.stack.pop()
            if mark not in SINGLES:
                self._add(opened, i, i, False)
        opened, _ = self.stack.pop()
        self._add(opened, i, i + 1, True)

    def _open(self, i: int, text: str) -> None:
        if len(self.stack) < DEEPEST:
            self.stack.append((i, text))

    def _double(self, i: int, text: str) -> None:
        open_at = next((d for d in range(len(self.stack) - 1, -1, -1) if self.stack[d][1] not in SINGLES), None)
        if open_at is None:
            if text in OPENING or self._looks_opening(i) or (text in STRAIGHT and not self._looks_closing(i)):
                self._open(i, text)
            return
        mark = self.stack[open_at][1]
        wanted = PAIR.get(mark, mark)
        if text in STRAIGHT and mark in STRAIGHT:
            if self._opens_again(i):
                self._again(i, text, open_at)
            else:
                self._close(i, open_at)
        elif text in wanted:
            same = text in OPENING and self._looks_opening(i) and not self._looks_closing(i)
            if same and mark != "„":
                self._open(i, text)
            else:
                self._close(i, open_at)
        elif text in CLOSING or self._looks_closing(i):
            outer = next((d for d in range(open_at, -1, -1) if text in PAIR.get(self.stack[d][1], "")), None)
            self._close(i, open_at if outer is None else outer)
        elif text == mark:
            self._again(i, text, open_at)
        elif self._looks_opening(i) or text in OPENING:
            self._open(i, text)

    def _opens_again(self, i: int) -> bool:
        """Whether a mark that may open or close can only open."""
        return self._looks_opening(i) and not self._looks_closing(i)

    def _again(self, i: int, text: str, open_at: int) -> None:
        """The same mark opens again: inside the one before, or the one before was never closed."""
        if self._nests(i):
            self._open(i, text)
        else:
            self._restart(i, text, open_at)

    def _nests(self, i: int) -> bool:
        """*"He calls it "progress"," she said*: whether marks follow that close this one and the one around it."""
        depth = 2
        after = bisect_right(self.marks, i)
        for k in self.marks[after : after + AHEAD]:
            text = self.tokens[k].text
            opens = text in OPENING if text not in STRAIGHT else self._opens_again(k)
            depth += 1 if opens else -1
            if not depth:
                return True
        return False

    def _restart(self, i: int, text: str, open_at: int) -> None:
        """The same mark opens again: the one before was never closed and ends before the sentence of the new one."""
        begins = self.sentences[self.tokens[i].sentence].first
        while len(self.stack) > open_at:
            opened, mark = self.stack.pop()
            end = begins if opened + 1 < begins else i
            if mark not in SINGLES or (end == i and opened in (self.first, begins)):
                self._add(opened, end, end, False)
        self._open(i, text)

    def _may_close(self, i: int) -> bool:
        return not self._spaced_before(i) and (
            self._spaced_after(i) or self.tokens[i + 1].text in ".,;:!?)—–" or self.tokens[i + 1].text in MARKS
        )

    def _single(self, i: int, text: str) -> None:
        open_at = next((d for d in range(len(self.stack) - 1, -1, -1) if self.stack[d][1] in SINGLES), None)
        if open_at is None:
            self._open_single(i, text)
        elif text not in SINGLE_OPENING and self._may_close(i):
            if not self._apostrophe(i):
                self._close(i, open_at)
        elif self._looks_opening(i) and i == self.sentences[self.tokens[i].sentence].first and self._opener(i, text):
            self._restart(i, text, open_at)  # 'They rammed us, she said. 'Twice.'

    def _open_single(self, i: int, text: str) -> None:
        if text in SINGLE_CLOSING and text != "’":
            return
        if self._looks_opening(i) and self._opener(i, text):
            self._open(i, text)

    def _opener(self, i: int, text: str) -> bool:
        """Whether a single mark before a word may open: one that closes follows, and it is no clipped word's."""
        if self.single_closings <= i or not self.tokens[i + 1].text[:1].isalnum():
            return False
        return text != "’" or self.tokens[i + 1].text[:1].isupper()

    def _apostrophe(self, i: int) -> bool:
        """Whether a single mark at the end of a word is that word's own: *the rebels' men*, *o' the war*."""
        before = self._before(i)
        if before is None or before.text in ENDS:
            return False
        if i >= self.single_closings:
            return False
        if before.norm.endswith("s") and self.tokens[i].pos != "PUNCT":
            return True
        after = self.tokens[i + 1] if i + 1 < self.last else None
        return after is not None and after.text[:1].islower() and len(before.text) <= 2 and self._ended_later(i)

    def _ended_later(self, i: int) -> bool:
        """Whether the next single mark that may close stands after a stop."""
        for k in self.single_marks[bisect_right(self.single_marks, i) :][:1]:
            return self._may_close(k) and self.tokens[k - 1].text in ENDS
        return False
