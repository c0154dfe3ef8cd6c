"""The codebook sections about proposals and stances: what each file holds and means.

``LANG/proposals.toml`` says by what words a language calls what is on the table, and by which verbs it is put
there; ``LANG/stances.toml`` how a party answers. Patterns are written in the language of ``patterns.py``.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from verbale.codebook import Codebook, Section
from verbale.positions.patterns import PatternIndex
from verbale.record import ProposalKind, ProposalStatus, Stance

Answer = Literal["accepts", "conditional", "undecided", "rejects", "answers", "reverses", "none"]
Effect = Literal["undecided", "negate", "none", "open", "doubt", "may"]


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Kind(Entry):
    """By which words a kind of proposal is known: one of ``words``, or one of each group of a pair."""

    key: ProposalKind
    words: tuple[str, ...] = ()
    pairs: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()


class ProposalNoun(Entry):
    """Nouns for what is proposed. Without ``kind`` any kind (*plan, text*); ``weak`` ones never bring in a proposal
    of their own (*release, extension*), they only take up one that is there."""

    forms: tuple[str, ...]
    kind: ProposalKind | None = None
    weak: bool = False
    offers: bool = False  # the noun itself says that it is proposed: with an author it is on the table
    meeting: bool = False  # only a meeting: whoever proposes it, a proposal only if somebody answers it
    gathering: bool = False  # one comes to it or not: who declines it has not answered a proposal
    asks: bool = False  # a call or an invitation: a proposal only if somebody answers it
    usual: ProposalKind | None = None  # what it is if nothing else tells: a roadmap is a peace plan
    broad: ProposalKind | None = None  # what it is if not even what it holds is told: a paper that nobody describes
    open: bool = False  # it may be about anything: where a complement follows, ``broad`` does not hold
    timed: bool = False  # names a proposal only if its duration stands beside it: three days of quiet
    concluded: bool = False  # what is made, not drafted: an earlier agreement is no first draft of today's


class Offer(Entry):
    """Ways to put something on the table. ``clause``: also with a clause (*proposed that, ha proposto di*);
    ``object`` whether with a noun."""

    patterns: tuple[str, ...]
    clause: bool = False
    sure: bool = False  # its clause is always a proposal; else (*suggested that*) the mood must show it
    object: bool = True
    direct: bool = False  # only with a direct object: brought a paper, not brought to an agreement
    standing: bool = False  # only tells that it is on the table: whoever is named did not put it there
    asks: bool = False  # only wished or demanded (*called for, vuole che*): a proposal if somebody answers it


class StatusWords(Entry):
    """What a text says became of it (*took effect, expired*)."""

    status: ProposalStatus
    patterns: tuple[str, ...]
    begins: bool = False  # how it came about (signed, took effect): takes back nothing of what became of it


class Proposals(Section):
    """``LANG/proposals.toml``. All words lower-case, with plain apostrophes."""

    file: ClassVar[str] = "proposals.toml"
    kind: tuple[Kind, ...]
    noun: tuple[ProposalNoun, ...]
    offer: tuple[Offer, ...]
    describes: tuple[str, ...]  # verbs whose subject is a proposal: calls for, prevede
    status: tuple[StatusWords, ...]
    amends: tuple[str, ...] = ()  # patterns of what makes a new draft of its object: rewrite, emendare
    divides: tuple[str, ...] = ()  # patterns of what makes several texts of its object: split in two, dividere
    detaches: tuple[str, ...] = ()  # patterns of what takes its object out of a text: carve out of, stralciare da
    clause_links: tuple[str, ...]  # before the clause that tells what is proposed: that, to, che, di
    agents: tuple[str, ...]  # before the author of what is drafted, proposed …: by, da
    authors: tuple[str, ...]  # before the author of a noun: of, from, di
    under: tuple[str, ...]  # prepositions before a proposal that is then described: under the plan
    standing: tuple[str, ...] = ()  # patterns after a noun that is put forward: on the table
    holding: tuple[str, ...] = ()  # patterns between a noun and what it holds: under which, in base al quale
    unreal: tuple[str, ...]  # auxiliaries that tell what a proposal would do: would
    between: tuple[str, ...]
    parties: tuple[str, ...] = ()  # before who has it with whom: with, between
    start: tuple[str, ...]  # before the day on which it begins: from, starting, a partire da
    lasting: tuple[str, ...]  # before its duration: of, for, by, di, per
    by_way: tuple[str, ...] = ()  # patterns that hold a noun but tell only at whose wish: on the initiative of
    lasts: tuple[str, ...] = ()  # patterns of verbs right before its duration: last, durare
    changed_from: tuple[str, ...] = ()  # before the duration that no longer holds: from 30 days to 20
    changed_to: tuple[str, ...] = ()
    within: tuple[str, ...]  # before a term that is no duration: within, entro
    scope: tuple[str, ...]  # before where it holds: in, across, along, covering
    guarantors: tuple[str, ...]  # before who vouches for it: guaranteed by
    purposes: tuple[str, ...] = ()  # before what a truce is for: for, so that, per
    relief: tuple[str, ...] = ()  # words of relief: a short truce for them is a humanitarian pause
    topics: tuple[str, ...] = ()  # before what a proposal is about: for, on, about
    indefinite: tuple[str, ...]
    definite: tuple[str, ...]
    numbers: tuple[str, ...] = ()  # those of indefinite that can stand after an article: the two plans
    particles: tuple[str, ...] = ()  # after a verb they make it another one: put back, mettere da parte
    accounts: tuple[str, ...] = ()  # what tells of a talk: the text of a readout is no proposal
    instead: tuple[str, ...] = ()  # patterns between the new duration and the old one: instead of, anziché
    genitives: tuple[str, ...] = ()  # what marks a possessor before its noun: 's
    generic: tuple[str, ...]  # before what is wished for, not on the table: any, every, no
    new: tuple[str, ...]  # new, amended, second
    old: tuple[str, ...]  # first, previous, original
    other: tuple[str, ...]  # separate, another
    similar: tuple[str, ...]  # same, similar, identical
    block: tuple[str, ...]  # words that make it something else: marriage, tax, budget
    elsewhere: tuple[str, ...] = ()  # words of sport, business and weddings: a text with more of them has none either
    domain: tuple[str, ...]  # words of war and diplomacy; a text with fewer than three has no proposals


class NumberWords(Section):
    """The words for numbers of ``LANG/times.toml``; its other tables are not needed here."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    file: ClassVar[str] = "times.toml"
    classes: dict[str, dict[str, tuple[str, ...]]] = Field(alias="class")

    def values(self) -> dict[str, str]:
        """The figures of each word."""
        groups = (self.classes.get(name, {}) for name in ("number", "tens"))
        return {form: value for group in groups for value, forms in group.items() for form in forms if " " not in form}


class Frame(Entry):
    """Ways to take a stance. ``answers`` is none by itself, only with a shift (*has yet to reply*); ``reverses`` is
    the contrary of what the party said before (*changed its mind*); ``none`` only looks like one (*welcomed*).

    ``object``: *needed* the proposal must be named or meant by a pronoun; *optional* it may be left out (*agreed,
    said no*). ``party``: where the party stands: ``owner`` beside a noun (*Mali's yes, da Roma un no*), ``judge`` whom
    the proposal does not suit (*for Mali it is unacceptable*), ``speaker`` who says it (*there will be no truce*).
    ``promise``: plain tense is not enough (*would respect the truce*).
    """

    stance: Answer
    patterns: tuple[str, ...]
    object: Literal["needed", "optional"] = "needed"
    party: Literal["subject", "owner", "judge", "speaker"] = "subject"
    joint: bool = False  # counts only for several parties together (*reached a truce*)
    promise: bool = False
    again: bool = False  # told of the proposal (*will go ahead*): the new yes of who announces it and had refused it
    conditioned: bool = False  # counts only with a condition (*would come if*), and is then conditional
    negated: Stance | None = None  # what a plain negation makes of it, where it is not the contrary: has not signed


class Shift(Entry):
    """What stands before a stance and changes it. ``undecided``: has yet to; ``negate``: not; ``none``: might, urged
    to, whether; ``open``: will, is ready to; ``doubt``: did not rule out; ``may``: could, a stance only with a
    condition."""

    effect: Effect
    patterns: tuple[str, ...]


class Echo(Entry):
    """An answer by ellipsis, after another party's: *Moscow did not*, *la guerriglia invece sì*."""

    patterns: tuple[str, ...]
    stance: Literal["same", "opposite", "accepts", "rejects"]
    inverted: bool = False  # the party follows: so did Mali


class Retort(Entry):
    """Words that are an answer where they open a quotation or follow a party and a colon: *no; by all means*."""

    patterns: tuple[str, ...]
    stance: Stance


class Stances(Section):
    """``LANG/stances.toml``. All words lower-case, with plain apostrophes."""

    file: ClassVar[str] = "stances.toml"
    frame: tuple[Frame, ...]
    shift: tuple[Shift, ...]
    echo: tuple[Echo, ...]
    retort: tuple[Retort, ...] = ()
    condition: tuple[str, ...]  # patterns that open a condition: provided, a patto che
    later: tuple[str, ...] = ()  # patterns that open a condition of what is still to come: will sign when
    unless: tuple[str, ...]  # those that make a refusal a condition: unless, until
    adverse: tuple[str, ...]  # but, ma
    reserve: tuple[str, ...]  # what follows but and makes a yes conditional: changes, questions, not
    hedge: tuple[str, ...]  # patterns: in principle
    partial: tuple[str, ...]  # nouns for a part: parts of the plan
    parts: tuple[str, ...]  # nouns that stand for the whole: the terms of the plan
    subordinators: tuple[str, ...]  # words that begin another clause
    clitics: tuple[str, ...] = ()  # object pronouns before the verb
    pronouns: tuple[str, ...]  # object pronouns after the verb: it, this
    enclitics: tuple[str, ...] = ()  # object pronouns on an infinitive: lo in accettarlo
    object_links: tuple[str, ...]  # prepositions that a stance can have before its object: agreed to, on, with
    agents: tuple[str, ...]
    senders: tuple[str, ...] = ()  # before who sends an answer, first in its clause: from
    owners: tuple[str, ...]  # of: the approval of Moscow
    judges: tuple[str, ...] = ()  # before whom it suits or not: unacceptable to, per
    possessives: tuple[str, ...]  # his, its, their
    first_person: tuple[str, ...]  # we, our, I
    before_that: tuple[str, ...]  # auxiliaries of the past perfect: what was before what is told
    silences: tuple[str, ...] = ()  # words of silence: who has answered and does not comment keeps his answer
    signs: tuple[str, ...] = ()  # forms of verbs for a signature
    nothing: tuple[str, ...]  # objects that negate: signed nothing
    questions: tuple[str, ...] = ()  # words that open an indirect question: whether, what, se
    relatives: tuple[str, ...]  # who, which, che
    without: tuple[str, ...] = ()  # takes away what a pattern names further on: accepted without reservations
    outsiders: tuple[str, ...] = ()  # words for those whose answer is no position: diplomats, mediators
    whose: tuple[str, ...] = ()  # relative words of possession: whose, cui
    replies: tuple[str, ...] = ()  # nouns for an answer that has just been told: this is the reply of Mali
    engagements: tuple[str, ...] = ()  # nouns that a pronoun may mean instead of a proposal: visit, trip
    about: tuple[str, ...] = ()  # patterns before the proposal that a sentence announces as its topic: on, quanto a
    topic: tuple[str, ...] = ()  # patterns before whom a sentence is about: as for, quanto a
    both: tuple[str, ...] = ()  # both, each, neither: of two parties
    both_alone: tuple[str, ...] = ()  # those of them that need no noun: both, neither; the two
    governments: tuple[str, ...] = ()  # what needs no name where a member of it speaks: the government, il governo
    camps: tuple[str, ...] = ()  # nouns for parties that are counted so: sides, governments, capitals
    demands: tuple[str, ...] = ()  # what makes a doubted refusal a condition: does not reject it but wants
    counted: tuple[str, ...] = ()  # what stands for one of several proposals: the first, the other
    first: tuple[str, ...] = ()  # of two parties or proposals the one named first: the former
    second: tuple[str, ...] = ()  # … the one named second: the latter
    drops_subjects: bool = False
    inflection: dict[str, tuple[str, ...]]
    verb: dict[str, tuple[str, ...]]  # irregular forms, further to the regular ones


class Inflection:
    """Forms of verbs: regular by the endings of ``inflection``, irregular as listed."""

    def __init__(self, stances: Stances) -> None:
        self.stances = stances
        self.enclitic: set[str] = set()
        self._made: dict[str, frozenset[str]] = {}

    def __call__(self, lemma: str) -> frozenset[str]:
        if lemma not in self._made:
            self._made[lemma] = frozenset(self._forms(lemma))
        return self._made[lemma]

    def _forms(self, lemma: str) -> set[str]:
        forms = {lemma, *self.stances.verb.get(lemma, ())}
        for size in range(min(len(lemma), 6), 0, -1):
            if endings := self.stances.inflection.get(lemma[-size:]):
                forms |= {lemma[:-size] + ending for ending in endings}
                break
        else:
            forms |= {lemma + ending for ending in self.stances.inflection.get("other", ())}
        joined = {lemma[:-1] + clitic for clitic in self.stances.enclitics}
        self.enclitic |= joined
        return forms | joined


class Lexicon:
    """Both sections, indexed. Build with ``codebook.derived(Lexicon)``."""

    def __init__(self, codebook: Codebook) -> None:
        self.proposals = codebook.section(Proposals)
        self.stances = codebook.section(Stances)
        inflect = Inflection(self.stances)
        self.nouns: PatternIndex[ProposalNoun] = PatternIndex()
        self.offers: PatternIndex[Offer] = PatternIndex()
        self.describes: PatternIndex[bool] = PatternIndex()
        self.status: PatternIndex[StatusWords] = PatternIndex()
        self.start: PatternIndex[bool] = PatternIndex()
        self.guarantors: PatternIndex[bool] = PatternIndex()
        self.standing: PatternIndex[bool] = PatternIndex()
        self.amends: PatternIndex[bool] = PatternIndex()
        self.lasts: PatternIndex[bool] = PatternIndex()
        self.by_way: PatternIndex[bool] = PatternIndex()
        self.divides: PatternIndex[bool] = PatternIndex()
        self.detaches: PatternIndex[bool] = PatternIndex()
        self.holding: PatternIndex[bool] = PatternIndex()
        self.instead: PatternIndex[bool] = PatternIndex()
        self.under: PatternIndex[bool] = PatternIndex()
        self.frames: PatternIndex[Frame] = PatternIndex()
        self.shifts: PatternIndex[Effect] = PatternIndex()
        self.echoes: PatternIndex[Echo] = PatternIndex()
        self.retorts: PatternIndex[Retort] = PatternIndex()
        self.conditions: PatternIndex[bool] = PatternIndex()
        self.unless: PatternIndex[bool] = PatternIndex()
        self.hedges: PatternIndex[bool] = PatternIndex()
        self.later: PatternIndex[bool] = PatternIndex()
        self.topics: PatternIndex[bool] = PatternIndex()
        self.abouts: PatternIndex[bool] = PatternIndex()
        for noun in self.proposals.noun:
            for form in noun.forms:
                self.nouns.add(form, noun, inflect)
        for offer in self.proposals.offer:
            for pattern in offer.patterns:
                self.offers.add(pattern, offer, inflect)
        for words in self.proposals.status:
            for pattern in words.patterns:
                self.status.add(pattern, words, inflect)
        for frame in self.stances.frame:
            for pattern in frame.patterns:
                self.frames.add(pattern, frame, inflect)
        for shift in self.stances.shift:
            for pattern in shift.patterns:
                self.shifts.add(pattern, shift.effect, inflect)
        for echo in self.stances.echo:
            for pattern in echo.patterns:
                self.echoes.add(pattern, echo, inflect)
        for retort in self.stances.retort:
            for pattern in retort.patterns:
                self.retorts.add(pattern, retort, inflect)
        plain = (
            (self.describes, self.proposals.describes),
            (self.start, self.proposals.start),
            (self.under, self.proposals.under),
            (self.guarantors, self.proposals.guarantors),
            (self.standing, self.proposals.standing),
            (self.amends, self.proposals.amends),
            (self.lasts, self.proposals.lasts),
            (self.by_way, self.proposals.by_way),
            (self.divides, self.proposals.divides),
            (self.detaches, self.proposals.detaches),
            (self.holding, self.proposals.holding),
            (self.instead, self.proposals.instead),
            (self.conditions, self.stances.condition),
            (self.unless, self.stances.unless),
            (self.hedges, self.stances.hedge),
            (self.later, self.stances.later),
            (self.topics, self.stances.topic),
            (self.abouts, self.stances.about),
        )
        for index, patterns in plain:
            for pattern in patterns:
                index.add(pattern, True, inflect)
        self.enclitic = frozenset(inflect.enclitic)
        self.sets: dict[str, frozenset[str]] = {
            name: frozenset(value)
            for section in (self.proposals, self.stances)
            for name, value in section
            if isinstance(value, tuple) and all(isinstance(item, str) for item in value)
        }
        self.sets["condition_words"] = frozenset(
            step for index in (self.conditions, self.unless) for step in index.by_first
        )
        self.sets["objects"] = frozenset(word for word in self.proposals.clause_links) | self.sets["object_links"]
        self.sets["offer_agents"] = frozenset(self.proposals.agents)
        self.numbers = codebook.section(NumberWords).values()
        self.kind_words = {word: kind.key for kind in self.proposals.kind for word in kind.words}
        self.kind_pairs = _pairs(self.proposals.kind)


def _pairs(kinds: tuple[Kind, ...]) -> dict[str, list[tuple[int, int, ProposalKind]]]:
    """For each word of a pair: number of the pair, which of its two groups the word is in, and the kind."""
    found: dict[str, list[tuple[int, int, ProposalKind]]] = {}
    number = 0
    for kind in kinds:
        for pair in kind.pairs:
            for side, words in enumerate(pair):
                for word in words:
                    found.setdefault(word, []).append((number, side, kind.key))
            number += 1
    return found
