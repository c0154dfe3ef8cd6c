"""Labelled turns of transcripts: who has the floor from which paragraph on."""

from __future__ import annotations

from dataclasses import dataclass, field

from verbale.language.parse import Parse
from verbale.statements.lexicon import SpeechIndex
from verbale.statements.phrases import finite

LONGEST_LABEL = 10  # tokens


@dataclass(slots=True)
class Turn:
    """A turn: the label's tokens and those of each of its paragraphs."""

    label: tuple[int, int]
    paragraphs: list[tuple[int, int]] = field(default_factory=list)
    question: bool = False
    told: bool = False  # by one who tells the news: no statement, but read like any other text


def paragraph_ranges(parse: Parse) -> list[tuple[int, int]]:
    """Token ranges of the paragraphs, in order."""
    found: dict[int, tuple[int, int]] = {}
    for sentence in parse.sentences:
        first, _ = found.get(sentence.paragraph, (sentence.first, sentence.last))
        found[sentence.paragraph] = (first, sentence.last)
    return [(a, b) for a, b in found.values() if b > a]


def find_turns(parse: Parse, index: SpeechIndex) -> list[Turn]:
    """The turns of a transcript: at least two labels, of which one asks or one comes back. Else none."""
    ranges = paragraph_ranges(parse)
    labels = [_label(parse, first, last) for first, last in ranges]
    names = [_name(parse, first, label) for (first, _), label in zip(ranges, labels, strict=True) if label]
    narrators = _narrators(parse, index, ranges, labels)
    asked = any(_asks(name, index) or name in narrators for name in names)
    if len(names) < 2 or not (asked or (len(names) >= 4 and len(set(names)) < len(names))):
        return []
    turns: list[Turn] = []
    for (first, last), colon in zip(ranges, labels, strict=True):
        if colon:
            name = _name(parse, first, colon)
            turn = Turn((first, colon), [(colon + 1, last)] if colon + 1 < last else [], _asks(name, index))
            turn.told = name in narrators
            turns.append(turn)
        elif turns:
            turns[-1].paragraphs.append((first, last))
    return [turn for turn in turns if turn.paragraphs]


def _narrators(parse: Parse, index: SpeechIndex, ranges: list[tuple[int, int]], labels: list[int]) -> set[str]:
    """Names of presenters, and of correspondents whom the words before their first turn announce."""
    found: set[str] = set()
    seen: set[str] = set()
    end = 0
    for (first, last), colon in zip(ranges, labels, strict=True):
        if colon:
            name = _name(parse, first, colon)
            if name not in seen and (_is(name, index, "narrator_labels") or _announced(parse, index, name, end)):
                found.add(name)
            seen.add(name)
        end = last
    return found


def _announced(parse: Parse, index: SpeechIndex, name: str, end: int) -> bool:
    """*Moira Kelleher reports from Belfast.* / *Da Nuova Delhi, Sandro Pellizzari.* before *PELLIZZARI:*"""
    if not end:
        return False
    sentence = parse.sentences[parse.tokens[end - 1].sentence]
    tokens = parse.tokens[sentence.first : min(sentence.last, end)]
    named = any(token.norm == name.split()[-1] for token in tokens)
    verbs = [token for token in tokens if finite(token)]
    if not name or not parse.tokens[end].text.isupper():
        return False
    return named and (not verbs or any(token.norm in index.sets["narrates"] for token in tokens))


def _label(parse: Parse, first: int, last: int) -> int:
    """Index of the colon that ends a paragraph's label, or 0."""
    for i in range(first, min(last, first + LONGEST_LABEL)):
        token = parse.tokens[i]
        if token.text == ":":
            words = [t for t in parse.tokens[first:i] if t.text[:1].isalpha()]
            capital = words and all(t.text[:1].isupper() or t.pos in ("ADP", "DET") for t in words)
            shouted = words and (all(t.text.isupper() for t in words) or len(words) <= 4)
            return i if i > first and capital and shouted else 0
        if token.text in '.!?"“«':
            if token.text == "." and i > first and len(parse.tokens[i - 1].text) <= 3:
                continue
            return 0
    return 0


def _name(parse: Parse, first: int, colon: int) -> str:
    return " ".join(token.norm for token in parse.tokens[first:colon])


def _asks(name: str, index: SpeechIndex) -> bool:
    return _is(name, index, "question_labels")


def _is(name: str, index: SpeechIndex, labels: str) -> bool:
    return any(word.strip(".") in index.sets[labels] for word in name.split()[:1] + name.split()[-1:])
