"""What stands behind a fact, as the panel beside a page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from verbale.store.decided import JudgementError
from verbale.views.explained import AROUND, Explained, Words, explained
from verbale.views.voices import Voice
from verbale.web.marking import Claim, Piece, marked

CLAIM, VOICE = "claim", "voice"


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text: its pieces, and whether it begins and ends with the text."""

    pieces: tuple[Piece, ...]
    first: bool
    last: bool


def evidence_of(connection: Connection, key: str) -> Explained | None:
    """What stands behind a fact, ``None`` where there is none of that key."""
    try:
        return explained(connection, key)
    except JudgementError:
        return None


def passages(told: Explained) -> tuple[Passage, ...]:
    """The words of a fact in their text, those that stand near each other together: pieces of the kind ``claim``, and
    ``voice`` for the words that say who speaks."""
    return tuple(_passage(first, text, told.evidence, told.voices) for first, text in _joined(told.evidence))


def _joined(evidence: Sequence[Words]) -> list[tuple[int, str]]:
    """The parts of the text around some words, each with its offset."""
    found: list[tuple[int, str]] = []
    for one in sorted(evidence, key=lambda words: (words.start, words.end)):
        first, text = one.start - len(one.before), one.before + one.words + one.after
        if found and first <= found[-1][0] + len(found[-1][1]):
            start, held = found[-1]
            found[-1] = start, held + text[max(0, start + len(held) - first) :]
        else:
            found.append((first, text))
    return found


def _passage(first: int, text: str, evidence: Sequence[Words], voices: Sequence[Voice]) -> Passage:
    claims = [Claim(one.start - first, one.end - first, CLAIM, CLAIM) for one in evidence]
    claims += [Claim(start - first, end - first, VOICE, VOICE) for one in voices for start, end in one.places]
    begin = _word_from(text) if first else 0
    own = [one for one in evidence if first <= one.start < first + len(text)]
    last = max(own, key=lambda one: one.end)
    end = _word_to(text, last.end - first) if len(last.after) == AROUND else len(text)
    return Passage(marked(text, claims, (begin, end)), not first, end == len(text))


def _word_from(text: str) -> int:
    """Where the first whole word begins."""
    space = text.find(" ", 0, 30)
    return space + 1


def _word_to(text: str, least: int) -> int:
    """Where the last whole word ends, not before ``least``."""
    space = text.rfind(" ", max(least, len(text) - 30))
    return space if space >= least else len(text)
