"""The codebook sections about actors: what each file holds and means.

``world/*.toml`` says who exists (key, canonical English name, kind, home country, sector); ``LANG/*.toml`` says
by which words a language calls them. Forms are written with their usual capitals, without an article.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from verbale.codebook import Section
from verbale.record import ActorKind


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Country(Entry):
    """A state (or a territory that speaks for itself), keyed by its ISO 3166-1 alpha-3 code."""

    name: str  # canonical, English: "Russia"
    article: bool = False  # whether the name takes one: the United States
    capital: str | None = None  # canonical, English: "Moscow"
    army: bool = True  # whether it has armed forces
    seats: tuple[str, ...] = ()  # other cities that stand for its government ("Tel Aviv", "The Hague")


class Countries(Section):
    """``world/countries.toml``."""

    file: ClassVar[str] = "countries.toml"
    world: ClassVar[bool] = True
    country: dict[str, Country]


class Body(Entry):
    """A body known by name: organisation, armed group, armed force, organ or palace of one state."""

    key: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    stands_for: str | None = None  # a palace or seat: the key of the body or "gov:RUS" that it stands for
    part_of: str | None = None  # key of the body, or "gov:RUS", that it belongs to
    forms: tuple[str, ...] = ()  # names that are the same in all languages of the Latin script: "Hamas", "NATO"


class Bodies(Section):
    """``world/bodies.toml``: international bodies, organs, palaces, parties and armed groups."""

    file: ClassVar[str] = "bodies.toml"
    world: ClassVar[bool] = True
    body: tuple[Body, ...]


class Person(Entry):
    """A leader or negotiator, past or present, whose name has several spellings."""

    key: str
    name: str  # canonical, English romanisation
    country: str | None = None
    role: str | None = None  # English: "president"
    sector: str | None = None
    forms: tuple[str, ...] = ()  # other spellings, in any script; the surname alone is derived
    gender: Literal["masc", "fem"] | None = None


class Rewrite(Entry):
    """A regular expression and what stands for it in comparison, where ``when`` is found in the name."""

    of: str
    to: str
    when: str = ""


class People(Section):
    """``world/people.toml``: a help, never a condition: names it does not hold must work as well."""

    file: ClassVar[str] = "people.toml"
    world: ClassVar[bool] = True
    letters: dict[str, str] = Field(default_factory=dict)  # letters of any script -> Latin ones, for comparison
    rewrites: tuple[Rewrite, ...] = ()  # in this order, on folded lower-case names
    variants: tuple[tuple[str, ...], ...] = ()  # spellings of one given name or name part
    patronymic: str = ""  # what middle names that are left out end in
    person: tuple[Person, ...]


class BodyNames(Section):
    """``LANG/bodies.toml``: forms by the key of the body."""

    file: ClassVar[str] = "bodies.toml"
    forms: dict[str, tuple[str, ...]]


class Office(Entry):
    """An organ that every state has: with a country (*the Russian foreign ministry*) it is an actor."""

    key: str  # "foreign-ministry"
    name: str  # English, filled with the country: "{country} Ministry of Foreign Affairs" -> "Russian …" is written
    # "Ministry of Foreign Affairs of {country}"
    kind: ActorKind
    sector: str
    forms: tuple[str, ...]  # lower-case: "ministero degli esteri", "ministero degli affari esteri"
    abroad: bool = False  # sits or travels in other states: an embassy, a delegation


class Role(Entry):
    """What a person is or does: *president, foreign minister, special envoy, general, spokeswoman*."""

    key: str  # the same in all languages: "foreign-minister"
    forms: tuple[str, ...]  # lower-case, all inflections: "ministro degli esteri", "ministri degli esteri"
    sector: str | None = None
    relation: Literal["holder", "spokesperson", "counterpart", "deputy", "member", "relative"] = "holder"
    gender: Literal["masc", "fem"] | None = None
    also: tuple[str, ...] = ()  # keys of other roles by whose words its holder may be called
    abroad: bool = False  # works between countries or in others: an envoy, a mediator
    title: bool = False  # may stand before a name without an article: "President Mensah", "Gen. Berg"


class Crowd(Entry):
    """A noun for unnamed or collective people: *officials, residents, a diplomat, the rebels, witnesses*."""

    key: str
    forms: tuple[str, ...]
    kind: ActorKind  # unnamed, people, armed_group, armed_force, government …
    sector: str | None = None
    takes_up: bool = False  # in the singular it means a body named before: the group, the movement


class Offices(Section):
    """``LANG/offices.toml``: organs, roles and groups of people by common nouns."""

    file: ClassVar[str] = "offices.toml"
    office: tuple[Office, ...]
    role: tuple[Role, ...]
    crowd: tuple[Crowd, ...]
    askers: tuple[str, ...] = ()  # words that label the turns of those who ask: "question", "q"
    papers: tuple[str, ...] = ()  # what speaks for whoever issued it: "letter", "communiqué", "the text"
    authors: tuple[str, ...] = ()  # prepositions before whoever issued a paper: by, from, da
    called: tuple[str, ...] = ()  # words between a name and another name of its bearer: "known as", "alias"
    origin: tuple[str, ...] = ()  # prepositions before the place that somebody is from
    scene: tuple[str, ...] = ()  # keys of offices, roles and groups that speak of the place where they are: residents
    unaligned: tuple[str, ...] = ()  # keys of roles and groups that speak for no state: observers, peacekeepers
    others: tuple[str, ...] = ()  # adjectives that make a role somebody else's: next, former, other
    regional: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # country code -> adjectives of its peoples
    # and regions, which never mean its government: "chechen"


class Pronoun(Entry):
    form: str
    number: Literal["sing", "plur"] | None = None
    gender: Literal["masc", "fem"] | None = None
    person: Literal["1", "2", "3"] = "3"
    possessive: bool = False
    neuter: bool = False  # never a person: it, its


class Grammar(Section):
    """``LANG/grammar.toml``: the closed classes that coreference needs."""

    file: ClassVar[str] = "grammar.toml"
    pronoun: tuple[Pronoun, ...]
    articles: tuple[str, ...]  # lower-case forms, to be stripped from names: il, lo, l', the
    definite: tuple[str, ...]
    collective: dict[str, int] = Field(default_factory=dict)  # "la coppia", "le parti", "the two": size, 0 if open
    both: tuple[str, ...] = ()  # "both", "entrambi", "ambedue"
    former: tuple[str, ...] = ()  # "the former", "il primo", "quest'ultimo": refer to one of two
    latter: tuple[str, ...] = ()
    in_place: tuple[str, ...] = ()  # prepositions that make a country or capital a place: in, a, near, presso
    of: tuple[str, ...] = ()  # prepositions that tie a role to its country or body: of, di, della, for
    drops_subjects: bool = False
    topic: tuple[str, ...] = ()  # prepositions of ``of`` that may name a subject matter or company: for, with, per, con
    motion: tuple[str, ...] = ()  # prepositions of motion, which make a capital a place: to, from, da, verso
    particles: tuple[str, ...] = ()  # lower-case parts of names: al, bin, de, von
    issues: tuple[str, ...] = ()  # words by which a text says that it is one body's own: readout, "statement by"
    place_objects: tuple[str, ...] = ()  # lemmas of verbs whose object, if a capital, is the city: leave, visit, shell
