"""The codebook sections about what diplomacy talks about: what each file holds and means.

``world/topics.toml`` lists the topics, the same in all languages; ``LANG/topics.toml`` tells by which words a language
names each (terms in the language of ``wording.py``), and by which words an account tells how a matter was dealt with,
what it leaves out, and the occasion.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from verbale.codebook import Codebook, Section
from verbale.codebook.nations import CountryNames
from verbale.threads.points.wording import Terms, folded


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Topic(Entry):
    """``broad`` topics give way to any other; an ``occasion`` is what the contact itself is called (*visit, talks*): in
    an opening sentence it is no matter. ``loose`` topics go with any other (*thanks*). ``group`` joins topics by which
    two accounts may call one matter. ``facts``: kinds of proposals and types or modes of events that are of this topic.
    """

    key: str
    label: str
    group: str
    broad: bool = False
    occasion: bool = False
    loose: bool = False
    facts: tuple[str, ...] = ()


class Topics(Section):
    """``world/topics.toml``. ``concept``: keys of what helps to know a matter again and is none by itself."""

    file: ClassVar[str] = "topics.toml"
    world: ClassVar[bool] = True
    topic: tuple[Topic, ...]
    concept: tuple[str, ...] = ()


class TopicWords(Section):
    """``LANG/topics.toml``. All words lower-case."""

    file: ClassVar[str] = "topics.toml"
    joints: tuple[str, ...]  # words that may stand between any two of a term
    idle: tuple[str, ...] = ()  # terms of words that tell no matter: said, minister, side, also
    abbreviations: tuple[str, ...] = ()  # whose full stop ends no sentence
    coordinators: tuple[str, ...] = ()  # terms that may open another matter in one sentence: and, as well as
    openers: tuple[str, ...] = ()  # words of which one must follow a coordinator then: of, the, to, that
    fronted: tuple[str, ...] = ()  # words that open what only leads to the matter: with, in, as for
    listers: tuple[str, ...] = ()  # words of which one must follow a comma then: of, the
    occasion: tuple[str, ...] = ()  # terms by which the contact itself is told: met with, held a telephone call
    mood: tuple[str, ...] = ()  # terms that tell how it was, and no matter: in a friendly atmosphere
    background: tuple[str, ...] = ()  # terms that tell what went before, and no matter: it was their third meeting
    follows: tuple[str, ...] = ()  # terms that take up the matter of the sentence before: replied, in this regard
    omission: tuple[str, ...] = ()  # terms that say that something was left out: made no mention of
    unsaid: tuple[str, ...] = ()  # the same of what stands before them: was not raised
    silence: tuple[str, ...] = ()  # terms that say so only of an account or of talks: does not contain
    sources: tuple[str, ...] = ()  # words for accounts and talks: communiqué, readout
    manner: dict[str, tuple[str, ...]] = {}  # how a matter was dealt with: agreed, discussed, demanded …
    numbers: dict[str, int] = {}
    topic: dict[str, tuple[str, ...]]
    concept: dict[str, tuple[str, ...]] = {}


class PointLexicon:
    """The sections of one language, indexed. Built once a codebook; of a language without topics it is empty."""

    def __init__(self, codebook: Codebook) -> None:
        self.known = _tells(codebook)
        words = codebook.section(TopicWords) if self.known else TopicWords(joints=(), topic={})
        self.joints = frozenset(map(folded, words.joints))
        self.topics: Terms[str] = self._terms(words.topic)
        self.concepts: Terms[str] = self._terms(words.concept)
        self.manners: Terms[str] = self._terms(words.manner)
        self.idle = self._terms({"": words.idle})
        self.omissions = self._terms({"": words.omission})
        self.follows = self._terms({"": words.follows})
        self.unsaid = self._terms({"": words.unsaid})
        self.silences = self._terms({"": words.silence})
        self.sources = self._terms({"": words.sources})
        self.occasions = self._terms({"": words.occasion})
        self.moods = self._terms({"": words.mood})
        self.backgrounds = self._terms({"": words.background})
        self.coordinators = self._terms({"": words.coordinators})
        self.openers = frozenset(map(folded, words.openers))
        self.fronted = frozenset(map(folded, words.fronted))
        self.listers = frozenset(map(folded, words.listers))
        self.abbreviations = frozenset(map(folded, words.abbreviations))
        self.numbers = {folded(word): number for word, number in words.numbers.items()}
        self.countries = self._terms(_adjectives(codebook))

    def _terms(self, table: dict[str, tuple[str, ...]]) -> Terms[str]:
        terms: Terms[str] = Terms(self.joints)
        for key, entries in table.items():
            for entry in entries:
                terms.add(entry, key)
        return terms


def _adjectives(codebook: Codebook) -> dict[str, tuple[str, ...]]:
    """How a language calls what is of a country; not the names, which the record finds and which may be of a place."""
    if not any((folder / codebook.language / CountryNames.file).is_file() for folder in codebook.folders):
        return {}
    return {key: country.adjectives for key, country in codebook.section(CountryNames).country.items()}


def _tells(codebook: Codebook) -> bool:
    return any((folder / codebook.language / TopicWords.file).is_file() for folder in codebook.folders)


class TopicIndex:
    """The topics of all languages by key. Built once a codebook."""

    def __init__(self, codebook: Codebook) -> None:
        self.by_key = {topic.key: topic for topic in codebook.section(Topics).topic}
        self.by_fact = {fact: topic.key for topic in self.by_key.values() for fact in topic.facts}

    def specific(self, key: str) -> bool:
        """Whether a topic is a matter of its own wherever it is named."""
        topic = self.by_key.get(key)
        return topic is not None and not topic.broad and not topic.occasion
