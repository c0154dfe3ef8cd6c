"""The words of the sixteen types beyond the frames: ``LANG/acts.toml``, and where a sentence has them.

The frames of ``events.toml`` say in detail where the parties of contacts, accusations and incidents stand. These lists
are wide and say less: who of two parties acts, and whether the words join them at all, is weighed by ``pairs``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from verbale.codebook import Codebook, Section
from verbale.events.lexicon import Lexicon, Phrases
from verbale.events.triggers import VERBAL, is_nominal, is_verbal
from verbale.language.parse import Parse, Sentence
from verbale.record import EventType

Kind = Literal["verb", "turned", "noun"]
MOST_ACTS = 24  # of one sentence; more is a list, not news


class ActWords(BaseModel):
    """How a language says an act of a type: ``turned`` verbs have the target as subject (*come under fire*)."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    type: EventType
    verbs: tuple[str, ...] = ()
    turned: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    modes: dict[str, tuple[str, ...]] = {}  # told by a word of the phrase or of its object: the first that fits


class Acts(Section):
    """``LANG/acts.toml``."""

    file: ClassVar[str] = "acts.toml"
    act: tuple[ActWords, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """Words ``first:last`` around ``head`` that may say an act; ``words`` is the length of the phrase.

    ``type`` is None for a verb that no list has: somebody does something, nobody knows what.
    """

    first: int
    last: int
    head: int
    type: EventType | None
    kind: Kind
    words: int


class ActIndex:
    """The acts of a language with the plain triggers of its frames, ready for matching."""

    def __init__(self, codebook: Codebook) -> None:
        lexicon: Lexicon = codebook.derived(Lexicon)
        self.verbs: Phrases[tuple[EventType, Kind]] = Phrases()
        self.nouns: Phrases[tuple[EventType, Kind]] = Phrases()
        verbs: dict[tuple[str, EventType, Kind], None] = {}
        nouns: dict[tuple[str, EventType], None] = {}
        for act in codebook.section(Acts).act:
            verbs.update(dict.fromkeys((phrase, act.type, "verb") for phrase in lexicon.inflected(act.verbs)))
            verbs.update(dict.fromkeys((phrase, act.type, "turned") for phrase in lexicon.inflected(act.turned)))
            nouns.update(dict.fromkeys((phrase, act.type) for phrase in act.nouns))
        for frame in lexicon.words.frame:
            if not (frame.ambiguous or frame.weak or frame.object_words):
                verbs.update(dict.fromkeys((phrase, frame.type, "verb") for phrase in lexicon.inflected(frame.verbs)))
                nouns.update(dict.fromkeys((phrase, frame.type) for phrase in frame.nouns))
        for phrase, kind, how in verbs:
            self.verbs.add(phrase, (kind, how))
        for phrase, kind in nouns:
            self.nouns.add(phrase, (kind, "noun"))
        self.lexicon = lexicon
        self._modes: dict[EventType, list[tuple[str, frozenset[str]]]] = {}
        for act in codebook.section(Acts).act:
            modes = [(mode, frozenset(words)) for mode, words in act.modes.items()]
            self._modes.setdefault(act.type, []).extend(modes)

    def _nominal(self, parse: Parse, first: int, last: int, begin: int) -> bool:
        """Whether the words are a noun phrase: *manovre congiunte* has its noun first."""
        named = last - first > 1 and parse.tokens[first].pos == "NOUN"
        return named or is_nominal(parse.tokens, first, last, begin, self.lexicon)

    def mode(self, parse: Parse, act: Act, kind: EventType) -> str | None:
        """The mode of a type that an act's own words tell, else those that hang on it."""
        near = [*range(act.first, act.last), *parse.children[act.head]]
        told = {word for i in near for word in (parse.tokens[i].norm, parse.tokens[i].lemma)}
        return next((mode for mode, words in self._modes.get(kind, ()) if told & words), None)

    def find(self, parse: Parse, sentence: Sentence) -> list[Act]:
        """The acts that the words of a sentence may say, in text order; one place may have several types."""
        tokens = parse.tokens
        found: list[Act] = []
        taken: set[int] = set()
        for at in range(sentence.first, sentence.last):
            if len(found) >= MOST_ACTS:
                break
            verbs = self.verbs.match(tokens, at, sentence.last)
            if verbs and is_verbal(tokens, at, verbs[0][0]):
                head = next((i for i in range(at, verbs[0][0]) if tokens[i].pos in VERBAL), at)
                for last, (kind, how) in dict.fromkeys(verbs):
                    found.append(Act(at, last, head, kind, how, last - at))
                    if last - at > 1:
                        taken.add(last - 1)
                continue
            nouns = self.nouns.match(tokens, at, sentence.last) if at not in taken else []
            if nouns and self._nominal(parse, at, nouns[0][0], sentence.first):
                last = nouns[0][0]
                outside = (i for i in range(at, last) if not at <= tokens[i].head < last or tokens[i].head == i)
                head = next(outside, at)
                found.extend(Act(at, last, head, kind, how, last - at) for last, (kind, how) in dict.fromkeys(nouns))
            elif (
                not verbs
                and at not in taken
                and tokens[at].pos == "VERB"
                and tokens[at].lemma not in self.lexicon.light
            ):
                found.append(Act(at, at + 1, at, None, "verb", 1))
        return found
