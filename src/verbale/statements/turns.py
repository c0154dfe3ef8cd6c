"""Labelled turns of transcripts: who has the floor from which paragraph on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from verbale.language.parse import Parse
from verbale.statements.lexicon import SpeechIndex
from verbale.statements.phrases import finite

LONGEST_LABEL = 10  # tokens
STOPS = frozenset((".", "?", "!", "…", "...", ")", '"', "”", "»", "’"))
DASHES = frozenset(("—", "–", "-", "--"))


@dataclass(slots=True)
class Turn:
    """A turn: the label's tokens and those of each of its paragraphs."""

    label: tuple[int, int]
    begin: int  # token with which the words of the turn begin
    paragraphs: list[tuple[int, int]] = field(default_factory=list)
    question: bool = False
    told: bool = False  # by one who tells the news: no statement, but read like any other text
    named: bool = True  # whether the label says who speaks: not *A.*, not a dash


@dataclass(slots=True, frozen=True)
class Label:
    """A label: its name ends before token ``end``, the words of the turn begin at ``start``."""

    name: str
    end: int
    start: int
    sure: bool  # by its form alone, without coming back


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
    labels = _labels(parse, index, ranges)
    names = [label.name for label in labels if label is not None]
    narrators = _narrators(parse, index, ranges, labels)
    asked = any(_asks(name, index) or name in narrators for name in names)
    back = len(names) >= 4 and len(set(names)) < len(names) and _speech(parse, ranges, labels)
    if len(names) < 2 or not (asked or back):
        return _dialogue(parse, ranges)
    askers = _askers(parse, index, ranges, labels)
    turns: list[Turn] = []
    for (first, last), label in zip(ranges, labels, strict=True):
        if label is not None:
            turn = Turn((first, label.end), label.start, question=label.name in askers)
            turn.paragraphs.extend([(label.start, last)] if label.start < last else [])
            turn.told = label.name in narrators
            turn.named = len(label.name) > 1
            turns.append(turn)
        elif turns and not turns[-1].named and parse.tokens[first].norm in index.sets["backward"]:
            break  # Così il ministro, raggiunto al telefono
        elif turns:
            turns[-1].paragraphs.append((first, last))
    return [turn for turn in turns if turn.paragraphs]


def _speech(parse: Parse, ranges: list[tuple[int, int]], labels: list[Label | None]) -> bool:
    """Whether half of what stands after labels at least ends like a sentence: no list of prices."""
    ends = [parse.tokens[last - 1].text for (_, last), label in zip(ranges, labels, strict=True) if label is not None]
    return 2 * sum(end in STOPS for end in ends) >= len(ends)


def _dialogue(parse: Parse, ranges: list[tuple[int, int]]) -> list[Turn]:
    """*— Did you sign? ¶ — I did.*: paragraphs that a dash opens, by turns of one who asks and one who answers."""
    turns: list[Turn] = []
    asks = False
    for first, last in ranges:
        dash = parse.tokens[first].text in DASHES and parse.tokens[first].space and last > first + 2
        if not dash:
            if turns and turns[-1].paragraphs and len(turns) > 1:
                break
            turns = []
            continue
        if not turns and parse.tokens[last - 1].text != "?":
            continue
        asks = not asks if turns else True
        turns.append(Turn((first, first), first + 1, [(first + 1, last)], asks, named=False))
    return turns if len(turns) > 1 else []


def _askers(
    parse: Parse,
    index: SpeechIndex,
    ranges: list[tuple[int, int]],
    labels: list[Label | None],
) -> frozenset[str]:
    """Names of those who ask: by their label, or because all their turns, two at least, are questions."""
    questions: dict[str, int] = {}
    others: set[str] = set()
    for (_, last), label in zip(ranges, labels, strict=True):
        if label is not None:
            if parse.tokens[last - 1].text == "?":
                questions[label.name] = questions.get(label.name, 0) + 1
            else:
                others.add(label.name)
    only = {name for name, count in questions.items() if count > 1 and name not in others}
    return frozenset(only | {label.name for label in labels if label is not None and _asks(label.name, index)})


def _narrators(
    parse: Parse,
    index: SpeechIndex,
    ranges: list[tuple[int, int]],
    labels: list[Label | None],
) -> set[str]:
    """Names of presenters, and of correspondents whom the words before their first turn announce."""
    found: set[str] = set()
    seen: set[str] = set()
    end = 0
    for (_, last), label in zip(ranges, labels, strict=True):
        if label is not None:
            name = label.name
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


def _labels(parse: Parse, index: SpeechIndex, ranges: list[tuple[int, int]]) -> list[Label | None]:
    """The label of each paragraph. One that only its place makes a label has to come back, or answer a *Q.*"""
    found = [_colon(parse, first, last) or _stop(parse, first, last) for first, last in ranges]
    names = Counter(label.name for label in found if label is not None)
    letters = any(len(name) == 1 and _asks(name, index) for name in names)
    return [
        label
        if label is not None and (label.sure or names[label.name] > 1 or (letters and len(label.name) == 1))
        else None
        for label in found
    ]


def _colon(parse: Parse, first: int, last: int) -> Label | None:
    """*MS. LEE:*, *Ann Lee (OSCE):*, *The prime minister:* at the head of a paragraph."""
    for i in range(first, min(last, first + LONGEST_LABEL)):
        token = parse.tokens[i]
        if token.text.endswith(":"):
            words = [t for t in parse.tokens[first:i] if t.text[:1].isalpha()]
            if i == first or not words or not words[0].text[:1].isupper():
                return None
            capital = all(t.text[:1].isupper() or t.pos in ("ADP", "DET") for t in words)
            shouted = all(t.text.isupper() for t in words) or len(words) <= 4
            listed = any(t.text == "," or t.pos == "NUM" for t in parse.tokens[first:i])
            if not (capital and shouted) and (listed or any(finite(t) for t in words)):
                return None
            bracket = next((k for k in range(first + 1, i) if parse.tokens[k].text == "("), i)
            return Label(_name(parse, first, i), bracket, i + 1, capital and shouted)
        if token.text in '.!?"“«':
            if token.text == "." and i > first and len(parse.tokens[i - 1].text) <= 3:
                continue
            return None
    return None


def _stop(parse: Parse, first: int, last: int) -> Label | None:
    """*Q. Did they?*, *SEN. LEE. Who gave the order?*: a letter, or a name in capitals, and a full stop."""
    opener = parse.tokens[first].text
    if len(opener) == 2 and opener[0].isupper() and opener[1] == "." and first + 1 < last:
        return Label(opener[0].lower(), first, first + 1, False)
    for i in range(first, min(last - 1, first + LONGEST_LABEL)):
        text = parse.tokens[i].text
        if text == "." and i > first:
            following = parse.tokens[i + 1].text
            title = len(parse.tokens[i - 1].text) <= 4 and i == first + 1 and len(parse.tokens[first].text) > 1
            if not (title and following.isupper() and len(following) > 1):
                return Label(_name(parse, first, i), i, i + 1, False)
        elif text.isupper() and text.endswith(".") and len(text) > 3 and i > first:
            return Label(_name(parse, first, i + 1), i + 1, i + 1, False)
        elif not text.isupper() and text not in ("-", "'", "’", "."):
            return None
    return None


def _name(parse: Parse, first: int, colon: int) -> str:
    return " ".join(token.norm for token in parse.tokens[first:colon]).strip(".")


def _asks(name: str, index: SpeechIndex) -> bool:
    return _is(name, index, "question_labels")


def _is(name: str, index: SpeechIndex, labels: str) -> bool:
    return any(word.strip(".") in index.sets[labels] for word in name.split()[:1] + name.split()[-1:])
