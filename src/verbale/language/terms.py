"""Multi-word terms (*cessate il fuoco*) and damaged words with a known repair, held together as one token.

A parser trained on treebanks takes *cessate* for a verb; merged, and dressed for the embedding as the
codebook's ``like`` (a frequent word of the same kind), the term is parsed as the noun that it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pydantic import BaseModel, ConfigDict
from spacy.tokens import Doc

from verbale.codebook import Codebook, Section
from verbale.language.normal import plain
from verbale.record import Glitch


class Term(BaseModel):
    """``forms`` are matched without case; ``lemma`` is what stages look up; ``like`` dresses it for the parser."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: str
    lemma: str
    forms: tuple[str, ...]
    like: str
    pos: str = "NOUN"


class Terms(Section):
    """``terms.toml``: words of several parts that are one word to the reader."""

    file: ClassVar[str] = "terms.toml"
    term: tuple[Term, ...] = ()


class TermIndex:
    """Terms by the first word of each form. Built once a codebook."""

    def __init__(self, codebook: Codebook) -> None:
        self.by_first: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
        self.by_form: dict[str, Term] = {}
        for term in codebook.section(Terms).term:
            for form in term.forms:
                words = tuple(_words(form))
                self.by_first.setdefault(words[0], []).append((words, term))
                self.by_form[" ".join(words)] = term
        for options in self.by_first.values():
            options.sort(key=lambda option: -len(option[0]))


def _words(text: str) -> list[str]:
    return plain(text).casefold().replace("'", "' ").split()


@dataclass(frozen=True, slots=True)
class Held:
    """What a merged token stands for; ``lemma`` and ``pos`` are empty where the parser's are kept."""

    norm: str
    lemma: str
    pos: str
    like: str


def hold_together(doc: Doc, index: TermIndex, glitches: list[Glitch], offset: int) -> dict[int, Held]:
    """Merge terms and repaired words of one paragraph's Doc, which begins at ``offset`` of the text.

    Returns what each merged token stands for, by its character offset in the Doc.
    """
    found: dict[tuple[int, int], Held] = {}  # token range -> what it stands for
    taken: set[int] = set()
    for glitch in glitches:
        held = _repaired(glitch, index)
        span = doc.char_span(glitch.start - offset, glitch.end - offset, alignment_mode="expand")
        # Two repairs may meet in one token: the first one holds.
        if held is not None and span and taken.isdisjoint(range(span.start, span.end)):
            found[span.start, span.end] = held
            taken.update(range(span.start, span.end))
    norms = [token.lower_ for token in doc]
    i = 0
    while i < len(norms):
        for words, term in index.by_first.get(norms[i], ()):
            last = i + len(words)
            if tuple(norms[i:last]) == words and taken.isdisjoint(range(i, last)):
                found[i, last] = Held(" ".join(words), term.lemma, term.pos, term.like)
                i = last - 1
                break
        i += 1
    held_at = {doc[first].idx: held for (first, _), held in found.items()}
    if any(last - first > 1 for first, last in found):
        with doc.retokenize() as retokenizer:
            for first, last in sorted(found):
                if last - first > 1:
                    retokenizer.merge(doc[first:last])
    for token in doc:
        if token.idx in held_at:
            token.norm_ = held_at[token.idx].like
    return held_at


def _repaired(glitch: Glitch, index: TermIndex) -> Held | None:
    if glitch.repair is None:
        return None
    term = index.by_form.get(" ".join(_words(glitch.repair)))
    if term is not None:
        return Held(term.forms[0], term.lemma, term.pos, term.like)
    repair = plain(glitch.repair).casefold()
    return None if " " in repair else Held(repair, "", "", repair)
