"""Signs of damage in a text: machine translation, broken terms and characters, quotations left open, a cut-off end.

Nothing is changed in the text: each sign is a ``Glitch`` where it stands, with the repair where one is sure, for the
parser to read in its place. Glitches do not overlap, and the time is linear in the length of the text.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import islice

from verbale.codebook import Codebook
from verbale.language.normal import plain
from verbale.language.paragraphs import paragraphs
from verbale.reading.damage import DamageIndex, Pattern
from verbale.reading.mojibake import find_mojibake
from verbale.reading.quotes import find_unclosed
from verbale.record import Glitch, Quality

MOST = 1000  # glitches kept of one kind: a text of nothing else needs no longer list
USUAL_LENGTH = 400  # words; in a longer text each sign counts for less
BROKEN_TERM, REPEATED_WORD, UNCLOSED = (
    0.5,
    0.3,
    0.08,
)  # what one sign tells of machine translation (judgement, not fitted)

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*(?:'(?=\w))?")
_REPLACED = re.compile("\ufffd+")
_ENDS = re.compile(r"""(?:[.!?:;。؟।]|[.!?]["'”’»)\]]+|["”»)\]])[\s*_#-]*$""")
_SPACE = re.compile(r"\s")
_TRAILS_OFF = re.compile(r"(?:\.\.\.|…)[\s\])]*$")


@dataclass(frozen=True, slots=True)
class _Sign:
    glitch: Glitch
    weight: float


def assess(text: str, codebook: Codebook) -> Quality:
    """The quality of a text in the language of the codebook."""
    index: DamageIndex = codebook.derived(DamageIndex)
    words = _Words(text)
    spans = paragraphs(text)
    signs = [_Sign(glitch, 0.0) for glitch in islice(find_mojibake(text), MOST)]
    replaced = islice(_REPLACED.finditer(text), MOST)
    signs += [_Sign(_glitch(text, match.start(), match.end(), "undecodable"), 0.0) for match in replaced]
    opened = find_unclosed(text, spans)[:MOST]
    signs += [_Sign(_glitch(text, at, at + 1, "unclosed quotation"), UNCLOSED) for at in opened]
    signs += words.signs(index)
    return Quality(
        machine_translated=_score(signs, len(words.norms)),
        truncated=_truncated(text, spans, index),
        glitches=tuple(_kept(signs, words.flat)),
    )


def _glitch(text: str, start: int, end: int, kind: str, repair: str | None = None) -> Glitch:
    return Glitch(start=start, end=end, text=text[start:end], kind=kind, repair=repair)


def _score(signs: list[_Sign], words: int) -> float:
    """Chance that a machine translated the text: each sign an independent witness, diluted in long texts."""
    weight = sum(-math.log1p(-sign.weight) for sign in signs)
    return round(1 - math.exp(-weight * USUAL_LENGTH / max(words, USUAL_LENGTH)), 3)


def _kept(signs: list[_Sign], flat: str) -> list[Glitch]:
    """Glitches in text order: the first of two that overlap, not more than ``MOST`` of a kind."""
    kept: list[Glitch] = []
    count: dict[str, int] = {}
    for glitch in sorted((sign.glitch for sign in signs), key=lambda glitch: (glitch.start, -glitch.end)):
        count[glitch.kind] = count.get(glitch.kind, 0) + 1
        if count[glitch.kind] <= MOST and not (kept and glitch.start < kept[-1].end):
            kept.append(glitch)
    return _one_repair_a_word(kept, flat)


def _one_repair_a_word(glitches: list[Glitch], flat: str) -> list[Glitch]:
    """Of repairs with no space between them, one is kept: a token can be read as one thing only.

    A word goes before a mark (the quotation mark before a broken word).
    """
    out: list[Glitch] = []
    last = -1  # index in ``out`` of the last that has a repair
    for glitch in glitches:
        if glitch.repair is not None and last >= 0 and not _SPACE.search(flat, out[last].end, glitch.start):
            before = out[last].repair or ""
            if any(map(str.isalpha, before)):
                glitch = _without_repair(glitch)
            else:
                out[last] = _without_repair(out[last])
        if glitch.repair is not None:
            last = len(out)
        out.append(glitch)
    return out


def _without_repair(glitch: Glitch) -> Glitch:
    return glitch.model_copy(update={"repair": None})


def _truncated(text: str, spans: list[tuple[int, int]], index: DamageIndex) -> bool:
    """Whether the text breaks off: its last paragraph trails off, or is a sentence that does not end."""
    if not spans:
        return False
    start, end = spans[-1]
    last = text[max(start, end - 2000) : end]
    folded = last.casefold().rstrip(" .…[]()»>→")
    if _TRAILS_OFF.search(last) or folded.endswith(index.cut_marks):
        return True
    if _ENDS.search(last):
        return False
    norms = [match.group().casefold() for match in _WORD.finditer(plain(last))]
    return bool(norms) and (norms[-1] in index.open_ended or last[-1] in ",-–—(“«„" or len(norms) > 10)


class _Words:
    """The words of a text, and which of them follow each other with nothing but a space between."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.flat = plain(text)
        matches = list(_WORD.finditer(self.flat))
        self.norms = [match.group().casefold() for match in matches]
        self.starts = [match.start() for match in matches]
        self.ends = [match.end() for match in matches]
        self.joined = [_joined(self.flat, a, b) for a, b in zip(self.ends, self.starts[1:], strict=False)] + [False]

    def signs(self, index: DamageIndex) -> list[_Sign]:
        """Broken terms, calques and repeated words, none overlapping."""
        found: list[_Sign] = []
        i = 0
        while i < len(self.norms):
            sign, i = self._at(i, index)
            if sign is not None:
                found.append(sign)
        return found

    def _at(self, i: int, index: DamageIndex) -> tuple[_Sign | None, int]:
        norm = self.norms[i]
        if norm in index.heads and (last := self._repeated_head(i, index)) > i:
            return _Sign(self._cut(i, last, "broken term", index.heads[norm]), BROKEN_TERM), last + 1
        for pattern in index.starting_with(norm):
            if self._fits(i, pattern):
                first, last = i + pattern.first, i + pattern.last - 1
                return _Sign(self._cut(first, last, "calque", pattern.repair), pattern.weight), last + 1
        if norm in index.function_words:
            last = i
            while self.joined[last] and self.norms[last + 1] == norm:
                last += 1
            if last > i:
                return _Sign(self._cut(i, last, "repeated word", norm), REPEATED_WORD), last + 1
        return None, i + 1

    def _repeated_head(self, i: int, index: DamageIndex) -> int:
        """The last word of *head LINK head* (or more, or *head head*) that begins at ``i``; ``i`` if there is none."""
        last = i
        while self.joined[last]:
            if self.norms[last + 1] == self.norms[i]:
                last += 1
            elif (
                self.norms[last + 1] in index.linking
                and self.joined[last + 1]
                and self.norms[last + 2] == self.norms[i]
            ):
                last += 2
            else:
                break
        return last

    def _fits(self, i: int, pattern: Pattern) -> bool:
        last = i + len(pattern.slots)
        if last > len(self.norms) or not all(self.joined[i : last - 1]):
            return False
        return all(slot.fits(norm) for slot, norm in zip(pattern.slots, self.norms[i:last], strict=True))

    def _cut(self, first: int, last: int, kind: str, repair: str | None) -> Glitch:
        return _glitch(self.text, self.starts[first], self.ends[last], kind, repair)


def _joined(flat: str, end: int, start: int) -> bool:
    """Whether only a space (or nothing, after an elision) stands between two words on one line."""
    return end == start or (start - end <= 3 and not flat[end:start].strip(" "))
