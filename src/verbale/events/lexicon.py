"""The codebook sections about events: the types, and by which words and in which syntax a language tells of them.

A trigger, a cue or any other phrase is written as words that are compared with the lower-case form or the lemma
of each token; ``..`` between two words lets up to six others stand there (*call .. off*).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from verbale.codebook import Codebook, CountryNames, Section
from verbale.language.parse import Token
from verbale.record import EventType, Status

Role = Literal["none", "source", "target", "host", "mediator", "claimant"]
T = TypeVar("T")
GAP = ".."
WIDEST_GAP = 6


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ModeDefinition(Entry):
    key: str
    definition: str


class TypeDefinition(Entry):
    """One PLOVER type in our words: what it is, what it is not, who acts on whom, and its modes."""

    key: EventType
    definition: str
    excludes: str
    source: str
    target: str
    modes: tuple[ModeDefinition, ...]


class EventTypes(Section):
    """``world/events.toml``."""

    file: ClassVar[str] = "events.toml"
    world: ClassVar[bool] = True
    type: tuple[TypeDefinition, ...]


class Frame(Entry):
    """What a group of trigger words means and where its roles stand.

    The subject of a verb is the source, as is the owner of a noun (possessive, nationality adjective, first part of a
    compound). ``object`` and ``prepositions`` speak of a verb, ``noun_prepositions`` of a noun. Passive voice is turned
    round before roles are given.
    """

    key: str
    type: EventType
    mode: str | None = None
    status: Status | None = None  # what the words alone say of it, where it is not that it happened: *invite*
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    object: Role = "target"
    prepositions: dict[str, Role] = {}
    noun_prepositions: dict[str, Role] = {}
    needs: tuple[
        Literal["source", "target", "medium", "object_actor", "object", "place", "meeting", "toll", "subject"], ...
    ] = ()
    object_words: tuple[str, ...] = ()  # what the object must be, where the verb alone says too little
    ambiguous: bool = False  # the words alone say little: an author who bears arms or victims must be told
    weak: bool = False  # means something only with another trigger in the sentence


class StatusCue(Entry):
    """Words that tell how real an event is. ``negated`` is what they say under a negation."""

    key: str
    status: Status
    words: tuple[str, ...]
    negated: Status | None = None


class Medium(Entry):
    key: str  # a mode of CONSULT
    words: tuple[str, ...]


class Toll(Entry):
    """How a language counts victims."""

    kill: tuple[str, ...]  # verbs whose object is killed
    die: tuple[str, ...]  # verbs whose subject is killed
    injure: tuple[str, ...]  # verbs whose object is injured
    dead: tuple[str, ...]  # nouns and adjectives after a number: 12 dead
    hurt: tuple[str, ...]  # the same for the injured
    casualties: tuple[str, ...]  # both
    victims: tuple[str, ...]  # nouns for people, so that "a soldier" counts as one
    nobody: tuple[str, ...]  # no one, nobody, nessuno
    none: tuple[str, ...]  # no, nessuna: before a noun
    without: tuple[str, ...]
    including: tuple[str, ...]  # what follows is a part of the number before
    total: tuple[str, ...]  # signs of a count over a whole war: since the war began
    vague: tuple[str, ...]  # dozens: no number
    tally: tuple[str, ...] = ()  # names of a count of the dead, whose number follows: death toll
    singular: tuple[str, ...]  # a, an, one


class Numbers(Entry):
    words: dict[str, int]
    multipliers: dict[str, int]
    joined: bool = False  # number words are written together: ventitre
    share: tuple[str, ...] = ()  # what makes a number before it a share, no count: per (cent)


class EventWords(Section):
    """``LANG/events.toml``."""

    file: ClassVar[str] = "events.toml"
    frame: tuple[Frame, ...]
    cue: tuple[StatusCue, ...]
    medium: tuple[Medium, ...]
    toll: Toll
    numbers: Numbers
    inflection: dict[str, tuple[str, ...]] = {}  # endings of the forms of a verb by the ending of its lemma
    irregular: dict[str, tuple[str, ...]] = {}  # further forms of a verb, by its lemma
    infinitive: tuple[str, ...] = ()  # particles before an infinitive that other words may be too: to
    receiving: tuple[str, ...] = ()  # verbs whose subject gets a call or a letter, from the other party
    continuing: tuple[str, ...] = ()  # verbs that say no more than that something goes on: keep, continue
    reciprocal: tuple[str, ...] = ()  # each other
    origin: tuple[str, ...] = ()  # prepositions of the place from where: from, da
    first_person: tuple[str, ...] = ()  # pronouns of who speaks: I, we
    games: tuple[str, ...] = ()  # words of sport: what is hit there is no target
    elsewhere: tuple[
        str, ...
    ] = ()  # words of stories, lessons, nature, markets, which tell of no conflict; those of games do not either
    forces: tuple[str, ...] = ()  # what kills without meaning to: storms, quakes, beasts
    clausal: tuple[str, ...] = ()  # verbs that charge the subject of their clause: complain that X shot
    passive: tuple[str, ...]  # lemmas of the auxiliaries of the passive: be, essere
    agent: tuple[str, ...]  # prepositions of the agent: by, da
    with_: tuple[str, ...]  # prepositions of the other party: with, con
    between: tuple[str, ...]  # prepositions of all parties: between, among
    of: tuple[str, ...]  # prepositions of the owner: of, di
    toward: tuple[str, ...]  # prepositions of the goal of a journey: to, a
    locative: tuple[str, ...]  # prepositions of a place
    after: tuple[str, ...]  # words that begin a time clause or phrase: what follows them is told as done
    when: tuple[str, ...] = ()  # other words that part an event from what the main clause says of it
    setting: tuple[str, ...] = ()  # prepositions that at the front of a sentence name the occasion: at the talks, …
    where: tuple[str, ...] = ()  # relative adverbs of place: where, dove
    here: tuple[str, ...] = ()  # adverbs of the place where the report was written: here, qui
    combatants: tuple[str, ...] = ()  # people whose death in numbers tells of a fight: soldiers, rebels
    accidents: tuple[str, ...] = ()  # what kills soldiers without a fight: crash, accident
    until: tuple[str, ...] = ()  # prepositions of the day to which something is put off: to, until
    those: tuple[str, ...] = ()  # pronouns for people of somebody: those of X
    delegates: tuple[str, ...] = ()  # nouns for people who sit for a party: envoys, negotiators
    guests: tuple[str, ...] = ()  # verbs whose object is a guest: receive, welcome
    rebuttals: tuple[str, ...] = ()  # what the accused say: deny responsibility, reject the charge
    denying: tuple[str, ...] = ()  # verbs that without object or clause deny what was told
    since: tuple[str, ...] = ()  # words before a deed that only say since when: since, dall'inizio
    conditional: tuple[str, ...]  # if, unless
    future: tuple[str, ...]  # auxiliaries of the future: will
    unreal: tuple[str, ...]  # auxiliaries of the conditional: would
    due: tuple[str, ...] = ()  # auxiliaries of what is expected, whatever their mood: dovrebbe
    possible: tuple[str, ...]  # auxiliaries of possibility: could, may
    drops_subject: bool = False  # a verb without a subject goes on with that of the sentence before
    another: tuple[str, ...] = ()  # words by which a noun names an occasion not told before: a, another, new
    negation: tuple[str, ...]  # not, never
    no: tuple[str, ...]  # determiners: no, any … not
    relative: tuple[str, ...]  # that, which, who
    light: tuple[str, ...]  # verbs without weight of their own: hold, have, take place
    object_control: tuple[str, ...]  # verbs whose object does what the infinitive says: accuse, urge
    deeds: tuple[str, ...] = ()  # what an author owns to besides: responsibility, the operation
    ending: tuple[str, ...] = ()  # verbs that end or cut what their object names: suspend aid, lift a siege
    claiming: tuple[str, ...] = ()  # verbs by which an author owns to a deed: claim, rivendicare
    hosting: tuple[str, ...] = ()  # verbs whose subject only lends the place
    mediating: tuple[str, ...] = ()  # verbs whose subject stands between the parties
    media: tuple[str, ...] = ()  # reporters, television: speaking to them is no contact
    bad_faith: tuple[str, ...] = ()  # predicates that allege bad faith or a breach, with a party as subject
    bad_faith_negated: tuple[str, ...] = ()  # the same under negation: does not want peace
    perpetrators: tuple[str, ...] = ()  # nouns for weapons and craft that act for their owner


class Phrases(Generic[T]):
    """Phrases by their first word; ``match`` finds the longest that begin at a token."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}

    def add(self, phrase: str, value: T) -> None:
        words = tuple(phrase.split())
        self._by_first.setdefault(words[0], []).append((words, value))

    def add_all(self, phrases: Iterable[str], value: T) -> Phrases[T]:
        for phrase in phrases:
            self.add(phrase, value)
        return self

    def match(self, tokens: list[Token], i: int, last: int) -> list[tuple[int, T]]:
        """``(one past the last token, value)`` of the longest phrases at ``i`` that end before ``last``."""
        token = tokens[i]
        found: list[tuple[int, int, T]] = []
        entries = self._by_first.get(token.norm, [])
        if token.lemma != token.norm:
            entries = entries + self._by_first.get(token.lemma, [])
        for words, value in entries:
            end = _end(words, tokens, i, last)
            if end:
                found.append((len(words), end, value))
        if len(found) > 1:
            longest = max(length for length, _, _ in found)
            found = [entry for entry in found if entry[0] == longest]
        return [(end, value) for _, end, value in found]

    def at(self, tokens: list[Token], i: int, last: int) -> bool:
        return bool(self.match(tokens, i, last))


def _end(words: tuple[str, ...], tokens: list[Token], i: int, last: int) -> int:
    at, gap = i + 1, 0
    for word in words[1:]:
        if word == GAP:
            gap = WIDEST_GAP
            continue
        stop = min(at + gap + 1, last)
        while at < stop and word not in (tokens[at].norm, tokens[at].lemma):
            at += 1
        if at >= stop:
            return 0
        at, gap = at + 1, 0
    return at


class Lexicon:
    """The section of a language, indexed once."""

    def __init__(self, codebook: Codebook) -> None:
        words = codebook.section(EventWords)
        self.words = words
        self.verbs: Phrases[Frame] = Phrases()
        self.nouns: Phrases[Frame] = Phrases()
        for frame in words.frame:
            self.verbs.add_all(self.inflected(frame.verbs), frame)
            self.nouns.add_all(frame.nouns, frame)
        self.cues: Phrases[StatusCue] = Phrases()
        for cue in words.cue:
            self.cues.add_all(self.inflected(cue.words), cue)
        self.media: Phrases[str] = Phrases()
        for medium in words.medium:
            self.media.add_all(medium.words, medium.key)
        self.bad_faith: Phrases[bool] = Phrases()
        self.bad_faith.add_all(self.inflected(words.bad_faith), False)
        self.bad_faith.add_all(self.inflected(words.bad_faith_negated), True)
        toll = words.toll
        self.toll: Phrases[str] = Phrases()
        for name in ("kill", "die", "injure", "tally", "dead", "hurt", "casualties"):
            self.toll.add_all(self.inflected(getattr(toll, name)), name)
        self.share = frozenset(words.numbers.share)
        self.total: Phrases[bool] = Phrases[bool]().add_all(toll.total, True)
        self.including: Phrases[bool] = Phrases[bool]().add_all(toll.including, True)
        countries = codebook.section(CountryNames).country
        self.nationality = {word: code for code, entry in countries.items() for word in entry.adjectives}
        self.seats = {
            name.casefold(): code for code, entry in countries.items() for name in (*entry.names, *entry.capitals)
        }
        self.with_ = frozenset(words.with_)
        self.between = frozenset(words.between)
        self.of = frozenset(words.of)
        self.infinitive = frozenset(words.infinitive)
        self.reciprocal = frozenset(words.reciprocal)
        self.origin = frozenset(words.origin)
        self.first_person = frozenset(words.first_person)
        self.games: Phrases[bool] = Phrases[bool]().add_all(self.inflected(words.games), True)
        self.elsewhere = frozenset((*words.elsewhere, *words.games))
        self.forces = frozenset(words.forces)
        self.receiving = frozenset(words.receiving)
        self.continuing = frozenset(words.continuing)
        self.clausal: Phrases[bool] = Phrases[bool]().add_all(self.inflected(words.clausal), True)
        self.passive = frozenset(words.passive)
        self.agent = frozenset(words.agent)
        self.toward = frozenset(words.toward)
        self.locative = frozenset(words.locative)
        self.after = frozenset((*words.after, *words.when))
        self.drops_subject = words.drops_subject
        self.another = frozenset(words.another)
        self.negation = frozenset(words.negation)
        self.no = frozenset(words.no)
        self.relative = frozenset(words.relative)
        self.light = frozenset(words.light)
        self.object_control = frozenset(words.object_control)
        self.setting = frozenset(words.setting)
        self.where = frozenset(words.where)
        self.here = frozenset(words.here)
        self.combatants = frozenset(words.combatants)
        self.accidents = frozenset((*words.accidents, *words.forces))
        self.until = frozenset(words.until)
        self.those = frozenset(words.those)
        self.delegates = frozenset(words.delegates)
        self.guests = frozenset(words.guests)
        self.rebuttals: Phrases[bool] = Phrases[bool]().add_all(self.inflected(words.rebuttals), True)
        self.denying: Phrases[bool] = Phrases[bool]().add_all(self.inflected(words.denying), True)
        self.since: Phrases[bool] = Phrases[bool]().add_all(words.since, True)
        self.conditional = frozenset(words.conditional)
        self.future = frozenset(words.future)
        self.unreal = frozenset(words.unreal)
        self.due = frozenset(words.due)
        self.possible = frozenset(words.possible)
        self.press = frozenset(words.media)
        self.claiming = frozenset(words.claiming)
        self.deeds = frozenset(words.deeds)
        self.ending = frozenset(words.ending)
        self.hosting = frozenset(words.hosting)
        self.mediating = frozenset(words.mediating)
        self.perpetrators = frozenset(words.perpetrators)
        self.victims = frozenset(toll.victims)
        self.nobody = frozenset(toll.nobody)
        self.none = frozenset(toll.none)
        self.without = frozenset(toll.without)
        self.singular = frozenset(toll.singular)
        self.vague = frozenset(toll.vague)

    def inflected(self, phrases: Iterable[str]) -> list[str]:
        """The phrases, and those that come of inflecting their first word where it is the lemma of a verb."""
        out: dict[str, None] = {}
        for phrase in phrases:
            out[phrase] = None
            first, space, rest = phrase.partition(" ")
            for form in self._forms(first):
                out[form + space + rest] = None
        return list(out)

    def _forms(self, lemma: str) -> Iterable[str]:
        yield from self.words.irregular.get(lemma, ())
        for ending in sorted(self.words.inflection, key=len, reverse=True):
            if lemma.endswith(ending) and len(lemma) > len(ending) + 1:
                stem = lemma[: len(lemma) - len(ending)]
                yield from (stem + form for form in self.words.inflection[ending])
                return
