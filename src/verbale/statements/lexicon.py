"""The codebook section about reporting words, and the index that finds them by form.

``LANG/speech.toml`` names every word that reports speech, what kind of speech act it is and by what
construction its content follows. Forms are made from the endings of ``inflection`` (a lemma takes the
longest matching ending; ``other`` where none matches) and from ``forms`` for what is irregular, because lemmas
guessed by a parser are wrong for rare verbs. A name of several words is an idiom: its first word is inflected,
up to two words may stand between.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from verbale.codebook import Codebook, Section
from verbale.language.parse import Token
from verbale.record import Act

Takes = Literal["that", "bare", "whether", "how", "name", "about", "adjective", "next"]


class Entry(BaseModel):
    """What a reporting word means and how its content follows.

    ``takes``: *that* a clause with a complementiser, *bare* one without, *whether* an indirect question,
    *how* a clause with a question word, *name* an object and what it is called in quotation marks, *about* a
    quoted phrase after a preposition, *adjective* a reflexive predicate (*si è detto disposto*), *next* that its
    clause follows at once. ``links``: words before an infinitive or
    gerund (*urged X to think*: ``to``; *denied planting*: the empty string).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    act: Act = "assert"
    polarity: Literal["affirmed", "denied"] = "affirmed"
    takes: tuple[Takes, ...] = ()
    links: tuple[str, ...] = ()
    hearer: Literal["object", "to", "none"] = "none"
    forms: tuple[str, ...] = ()
    sure: tuple[str, ...] = ()  # forms that are this verb whatever part of speech the parser names


class Speech(Section):
    """``LANG/speech.toml``. All words lower-case, with plain apostrophes."""

    file: ClassVar[str] = "speech.toml"
    complementisers: tuple[str, ...]  # that, che
    questions: tuple[str, ...]  # whether, if
    markers: tuple[str, ...]  # words before an infinitive
    negations: tuple[str, ...]
    nobody: tuple[str, ...]  # a subject with one of these speaks not at all
    unreal: tuple[str, ...]  # auxiliaries that make a report a possibility: would say
    subordinators: tuple[str, ...]  # words that open an adverbial clause
    relatives: tuple[str, ...]
    conjunctions: tuple[str, ...]
    contrasts: tuple[str, ...]  # conjunctions that may open a new sentence
    impersonal: tuple[str, ...]  # subjects that are nobody: it
    clitics: tuple[str, ...] = ()
    impersonal_clitics: tuple[str, ...] = ()  # si dice
    agents: tuple[str, ...]  # by, da
    of: tuple[str, ...]  # prepositions that tie a speaker to a reporting noun
    hearers: tuple[str, ...]  # prepositions before an addressee
    answered: tuple[str, ...] = ()  # verbs of hearing whose subject is told what the infinitive says
    gerund_endings: tuple[str, ...] = ()  # of gerunds that look like nouns: *of burning crops*
    catenatives: tuple[str, ...]  # verbs that hand their subject and reality to a reporting infinitive
    perfects: tuple[str, ...]  # auxiliaries of the active
    passives: tuple[str, ...]  # auxiliaries of the passive
    according: tuple[str, ...]  # before the source: according to
    own_words: tuple[str, ...]  # complete phrases: a suo dire
    according_relative: tuple[str, ...]  # secondo cui
    viewpoint_quoted: bool = False  # only where part of the clause is quoted
    viewpoint: tuple[str, ...]  # before the source, but ambiguous: per
    as_said: tuple[str, ...]  # as X put it
    not_sources: tuple[str, ...] = ()  # nouns after *according to* that say nothing: the plan, the law
    drops_subjects: bool = False
    backward: tuple[str, ...] = ()  # open a sentence that says who said the quotation before it: *Lo ha detto …*
    answers: tuple[str, ...] = ()  # after a reporting verb they are an answer, not words said: *said no*
    absolute: tuple[str, ...] = ()  # before a subject and its participle: *with mediators confirming that*
    free_relatives: tuple[str, ...] = ()  # secondo *quanto* riferisce X
    institutions: tuple[str, ...] = ()  # before the house whose people speak: *minimizzano al Cremlino*
    how: tuple[str, ...] = ()  # *is how she put it*
    enclitics: tuple[str, ...] = ()  # object pronouns written on to an infinitive: *a dirlo è il ministro*
    narrator_labels: tuple[str, ...] = ()  # turn labels of those who tell the news
    narrates: tuple[str, ...] = ()  # verbs that announce a correspondent
    unnamed: tuple[str, ...] = ()  # *asked not to be named* is no statement
    interrogatives: tuple[str, ...] = ()  # question words that stay part of the question: why, how
    limiters: tuple[str, ...] = ()  # make possible speech real: *would say only that*
    facts: tuple[str, ...] = ()  # nouns before a clause that is their content: the fact that
    accounts: tuple[str, ...] = ()  # nouns of *by the ministry's account*, *nel suo racconto*
    account_prepositions: tuple[str, ...] = ()  # before them
    breaks: tuple[str, ...] = ()  # open a clause of the reporter's own: whereupon
    called: tuple[str, ...] = ()  # between a description and the name of whom it describes: by the name of
    through: tuple[str, ...] = ()  # between a body and the person by whom it speaks
    intransitive: tuple[str, ...] = ()  # verbs that form their past with the auxiliary of the passive
    everybody: tuple[str, ...] = ()  # subjects of *everyone calls him "the cook"*: no speaker
    names: tuple[str, ...] = ()  # verbs that give a name rather than an opinion, where nobody is told
    sure_forms: tuple[str, ...] = ()  # forms that are reporting verbs whatever part of speech the parser names
    sure_endings: tuple[str, ...] = ()  # of forms that can only be verbs: disse, suggerì
    reluctant: tuple[str, ...] = ()  # verbs whose infinitive was not said: refused to say
    silent_verbs: tuple[str, ...] = ()  # take *that* clauses of thought or fact; all others that do report
    abbreviations: tuple[str, ...] = ()  # titles whose full stop ends no sentence, without it
    possessives: tuple[str, ...]
    question_labels: tuple[str, ...]  # turn labels of those who ask
    venue_prepositions: tuple[str, ...]
    venue_nouns: tuple[str, ...]
    inflection: dict[str, tuple[str, ...]]
    irregular: dict[str, tuple[str, ...]] = {}  # more forms of a verb, or of the first word of an idiom
    verb: dict[str, Entry]
    noun: dict[str, Entry]


@dataclass(frozen=True, slots=True)
class Word:
    """A reporting word: ``rest`` are the fixed words of an idiom after its first."""

    lemma: str
    rest: tuple[str, ...]
    entry: Entry


Phrases = dict[str, list[tuple[str, ...]]]  # by first word, longest first


@dataclass(slots=True)
class SpeechIndex:
    """Reporting words by form. Build with ``codebook.derived(SpeechIndex.of)``."""

    speech: Speech
    verbs: dict[str, list[Word]] = field(default_factory=dict)
    nouns: dict[str, Word] = field(default_factory=dict)
    sure: frozenset[str] = frozenset()
    silent: set[str] = field(default_factory=set)
    according: Phrases = field(default_factory=dict)
    own_words: Phrases = field(default_factory=dict)
    according_relative: Phrases = field(default_factory=dict)
    called: Phrases = field(default_factory=dict)
    through: Phrases = field(default_factory=dict)
    sets: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, codebook: Codebook) -> SpeechIndex:
        speech = codebook.section(Speech)
        index = cls(speech)
        sure: set[str] = set(speech.sure_forms)
        for lemma, entry in speech.verb.items():
            first, *rest = lemma.split()
            word = Word(lemma, tuple(rest), entry)
            sure.update(entry.sure)
            irregular = speech.irregular.get(first, ())
            for form in {first, *entry.forms, *irregular, *inflected(first, speech.inflection)}:
                index.verbs.setdefault(form, []).append(word)
                if speech.sure_endings and not rest and form.endswith(speech.sure_endings):
                    sure.add(form)
        for words in index.verbs.values():
            words.sort(key=lambda word: -len(word.rest))
        for lemma, entry in speech.noun.items():
            for form in {lemma, f"{lemma}s", *entry.forms}:
                index.nouns[form] = Word(lemma, (), entry)
        index.sure = frozenset(sure)
        for lemma in speech.silent_verbs:
            index.silent |= {lemma, *speech.irregular.get(lemma, ()), *inflected(lemma, speech.inflection)}
        index.according = _by_first(speech.according)
        index.own_words = _by_first(speech.own_words)
        index.according_relative = _by_first(speech.according_relative)
        index.called = _by_first(speech.called)
        index.through = _by_first(speech.through)
        index.sets = {
            name: frozenset(value)
            for name, value in speech
            if isinstance(value, tuple) and all(isinstance(item, str) for item in value)
        }
        return index

    def has(self, group: str, token: Token) -> bool:
        """Whether the token is one of a closed class, by its form or (contracted prepositions) its lemma."""
        words = self.sets[group]
        return token.norm in words or (token.pos in ("ADP", "DET", "AUX", "VERB") and token.lemma in words)


def _by_first(phrases: tuple[str, ...]) -> Phrases:
    found: Phrases = {}
    for phrase in sorted(phrases, key=lambda text: -len(text.split())):
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append(words)
    return found


def inflected(lemma: str, inflection: dict[str, tuple[str, ...]]) -> set[str]:
    """Forms of a regular verb, by the endings of the longest ending of its lemma."""
    for size in range(min(len(lemma), 6), 0, -1):
        endings = inflection.get(lemma[-size:])
        if endings:
            return {lemma[:-size] + ending for ending in endings}
    return {lemma + ending for ending in inflection.get("other", ())}
