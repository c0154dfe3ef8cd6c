"""``damage.toml``: what bad machine translation and careless copying do to a language, and its index by first word.

A pattern is a few words: ``a|b`` is either word, ``chiamat*`` any word that begins so, ``{days}`` any word of the
set of that name, ``_`` any one word; square brackets set off the damaged words where the others are only what they
stand beside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from verbale.codebook import Codebook, CodebookError, Section
from verbale.language.normal import plain
from verbale.language.terms import Terms


class Calque(BaseModel):
    """Words carried over from another language. ``forms`` are signs; ``repairs`` also say what is meant.

    ``weight`` (0..1) is how much one of them tells of machine translation.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: str
    weight: float = Field(gt=0, lt=1)
    forms: tuple[str, ...] = ()
    repairs: dict[str, str] = {}


class Damage(Section):
    """``function_words`` never stand twice in a row; ``linking`` words may join a term's head to itself
    (*cessate di cessate*); ``open_ended`` words cannot end a text; ``cut_marks`` say that it goes on elsewhere."""

    file: ClassVar[str] = "damage.toml"
    function_words: tuple[str, ...]
    linking: tuple[str, ...] = ()
    open_ended: tuple[str, ...] = ()
    cut_marks: tuple[str, ...] = ()
    sets: dict[str, tuple[str, ...]] = {}
    calque: tuple[Calque, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a pattern."""

    words: frozenset[str]
    beginnings: tuple[str, ...]
    anything: bool = False

    def fits(self, word: str) -> bool:
        return self.anything or word in self.words or (bool(self.beginnings) and word.startswith(self.beginnings))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A calque's pattern; words ``first:last`` of it are the damaged ones."""

    slots: tuple[Slot, ...]
    first: int
    last: int
    weight: float
    repair: str | None


class DamageIndex:
    """Patterns by their first word, heads of terms, closed classes. Built once a codebook."""

    def __init__(self, codebook: Codebook) -> None:
        damage = codebook.section(Damage)
        self.function_words = frozenset(damage.function_words)
        self.linking = frozenset(damage.linking)
        self.open_ended = frozenset((*damage.open_ended, *damage.function_words))
        self.cut_marks = tuple(mark.casefold() for mark in damage.cut_marks)
        self.heads = dict(_heads(codebook.section(Terms), self.function_words))
        self.by_word: dict[str, list[Pattern]] = {}
        self.by_beginning: dict[str, list[Pattern]] = {}
        for calque in damage.calque:
            told = [(form, None) for form in calque.forms] + [(form, repair) for form, repair in calque.repairs.items()]
            for form, repair in told:
                self._add(compile_pattern(form, damage.sets, calque.weight, repair))
        for options in (*self.by_word.values(), *self.by_beginning.values()):
            options.sort(key=lambda pattern: (pattern.repair is None, -len(pattern.slots)))
        self.lengths = tuple(sorted({len(beginning) for beginning in self.by_beginning}))

    def _add(self, pattern: Pattern) -> None:
        if pattern.slots[0].anything:
            raise CodebookError("damage.toml: a pattern may not begin with _")
        for word in pattern.slots[0].words:
            self.by_word.setdefault(word, []).append(pattern)
        for beginning in pattern.slots[0].beginnings:
            self.by_beginning.setdefault(beginning, []).append(pattern)

    def starting_with(self, word: str) -> list[Pattern]:
        """Patterns whose first slot may fit ``word``: those with a repair and the longer ones first."""
        found = list(self.by_word.get(word, ()))
        for length in self.lengths:
            found += self.by_beginning.get(word[:length], ()) if len(word) >= length else ()
        return sorted(found, key=lambda pattern: (pattern.repair is None, -len(pattern.slots)))


def compile_pattern(form: str, sets: dict[str, tuple[str, ...]], weight: float, repair: str | None) -> Pattern:
    """The pattern that ``form`` writes. Raises ``CodebookError`` for an unknown set or unbalanced brackets."""
    parts = form.replace("[", " [ ").replace("]", " ] ").split()
    first: int = 0
    last: int | None = None
    slots: list[Slot] = []
    for part in parts:
        if part == "[":
            first = len(slots)
        elif part == "]":
            last = len(slots)
        else:
            slots.append(_slot(part, sets, form))
    if not slots or ("[" in parts) != ("]" in parts):
        raise CodebookError(f"damage.toml: {form!r} is not a pattern")
    return Pattern(tuple(slots), first, len(slots) if last is None else last, weight, repair)


def _slot(part: str, sets: dict[str, tuple[str, ...]], form: str) -> Slot:
    if part == "_":
        return Slot(frozenset(), (), anything=True)
    words: list[str] = []
    for option in part.split("|"):
        if option.startswith("{") and option.endswith("}"):
            if option[1:-1] not in sets:
                raise CodebookError(f"damage.toml: {form!r}: no set {option}")
            words += sets[option[1:-1]]
        else:
            words.append(option)
    words = [plain(word).casefold() for word in words]
    exact = frozenset(word for word in words if not word.endswith("*"))
    return Slot(exact, tuple(word[:-1] for word in words if word.endswith("*")))


def _heads(terms: Terms, function_words: frozenset[str]) -> list[tuple[str, str]]:
    """First word of each term of several words, with the term as it is usually written."""
    found = []
    for term in reversed(terms.term):
        words = re.findall(r"[^\s'-]+'?", plain(term.forms[0]).casefold())
        if len(words) > 1 and len(words[0]) > 3 and words[0] not in function_words and words.count(words[0]) == 1:
            found.append((words[0], term.forms[0]))
    return found
