"""What the words of a language can mean for an actor: one index over all closed lists, and the scan that reads it.

Forms are compared by their folded pieces, so that hyphens, full stops and accents do not matter; a form
written with a capital needs one in the text. The scan is leftmost-longest and linear in the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from verbale.actors.forms import cased_pieces, pieces, slug
from verbale.actors.lexicon import (
    Bodies,
    Body,
    BodyNames,
    Countries,
    Crowd,
    Grammar,
    Office,
    Offices,
    People,
    Person,
    Pronoun,
    Role,
)
from verbale.actors.spelling import Speller
from verbale.codebook import Codebook, CountryNames
from verbale.language.parse import Parse, Token

SenseKind = Literal[
    "country", "capital", "adjective", "body", "person", "surname", "office", "role", "crowd", "collective", "both"
]
PAPERS = "papers"  # the crowd of letters, statements and the like, which speak for whoever issued them
_LONGEST = 12  # pieces of a form


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a form. ``capitals`` tells which pieces need a capital letter, ``shouted`` all of them."""

    kind: SenseKind
    key: str  # country code, key of body, person, office, role or crowd; for a collective its form
    capitals: tuple[bool, ...]
    shouted: bool = False
    size: int = 0
    role: Role | None = None
    regional: bool = False  # an adjective of a people or region that is not the state's own: *Chechen*


@dataclass(slots=True)
class Hit:
    """Tokens ``first:last`` and the senses that they can have there."""

    first: int
    last: int
    senses: tuple[Sense, ...]

    def sense(self, *kinds: SenseKind) -> Sense | None:
        """The first sense of one of the kinds."""
        return next((s for s in self.senses if s.kind in kinds), None)


class ActorIndex:
    """All closed lists of a language. Built once a codebook (``codebook.derived(ActorIndex)``)."""

    def __init__(self, codebook: Codebook) -> None:
        self._trie: dict[str, Any] = {}
        self._dotted: set[tuple[str, ...]] = set()  # abbreviations that end in a full stop
        offices, grammar = codebook.section(Offices), codebook.section(Grammar)
        self.grammar = grammar
        self.speller: Speller = codebook.derived(Speller)
        self.countries = codebook.section(Countries).country
        self.bodies: dict[str, Body] = {body.key: body for body in codebook.section(Bodies).body}
        self.people: dict[str, Person] = {person.key: person for person in codebook.section(People).person}
        self.offices: dict[str, Office] = {office.key: office for office in offices.office}
        self.crowds: dict[str, Crowd] = {}
        self.pronouns: dict[str, Pronoun] = {pronoun.form.lower(): pronoun for pronoun in grammar.pronoun}
        self.articles = frozenset(grammar.articles)
        self.definite = frozenset(grammar.definite)
        self.in_place = frozenset(grammar.in_place)
        self.topic = frozenset(grammar.topic)
        self.motion = frozenset(grammar.motion)
        self.of = frozenset(grammar.of) - self.in_place - self.motion  # true genitives, and ``topic``
        self.issues = tuple(pieces(form) for form in grammar.issues)
        self.particles = frozenset(grammar.particles)
        self.authors = frozenset(offices.authors)
        self.askers = frozenset(offices.askers)
        self.called = frozenset(pieces(form) for form in offices.called)
        self.others = frozenset(offices.others)
        self.origin = frozenset(offices.origin)
        self.unaligned = frozenset(offices.unaligned)
        self.scene = frozenset(offices.scene)
        self.ordinals: dict[tuple[str, ...], bool] = {pieces(form): False for form in grammar.former}
        self.ordinals.update((pieces(form), True) for form in grammar.latter)  # whether the latter
        self.place_objects = frozenset(grammar.place_objects)
        self.surnames: dict[str, list[str]] = {}
        self._add_countries(codebook.section(CountryNames), offices.regional)
        self._add_bodies(codebook.section(BodyNames))
        self._add_people()
        for office in offices.office:
            self._add_all("office", office.key, office.forms)
        for role in offices.role:
            self._add_all("role", role.key, role.forms, role)
        for crowd in offices.crowd:
            self.crowds.setdefault(crowd.key, crowd)
            self._add_all("crowd", crowd.key, crowd.forms)
        paper = Crowd(key=PAPERS, forms=offices.papers, kind="unnamed", takes_up=True)
        self.crowds[PAPERS] = paper
        self._add_all("crowd", PAPERS, paper.forms)
        for form, size in grammar.collective.items():
            self._add(form, Sense("collective", form, (), size=size))
        for form in grammar.both:
            self._add(form, Sense("both", form, (), size=2))

    def country_name(self, code: str) -> str:
        """The English name of a state as it stands after *of*."""
        country = self.countries.get(code)
        if country is None:
            return code
        return f"the {country.name}" if country.article else country.name

    def _add_countries(self, names: CountryNames, regional: dict[str, tuple[str, ...]]) -> None:
        for code, forms in regional.items():
            for form in forms:
                self._add(form, Sense("adjective", code, (), regional=True))
        taken = {pieces(form) for forms in regional.values() for form in forms}
        for code, words in names.country.items():
            self._add_all("country", code, words.names)
            self._add_all("capital", code, words.capitals)
            for form in words.adjectives:
                if pieces(form) in taken:
                    continue
                self._add(form.lower(), Sense("adjective", code, ()))

    def _add_bodies(self, names: BodyNames) -> None:
        for key, body in self.bodies.items():
            self._add_all("body", key, (*body.forms, body.name, *names.forms.get(key, ())))

    def _add_people(self) -> None:
        for key, person in self.people.items():
            last: set[str] = set()
            for form in (person.name, *person.forms):
                parts = pieces(form)
                if len(parts) > 1:
                    self._add_all("person", key, (form,))
                    last.add(_surname(form))
                else:
                    last.add(form)
            for surname in sorted(last):
                holders = self.surnames.setdefault(slug(surname), [])
                if key not in holders:
                    holders.append(key)
                self._add_all("surname", key, (surname,))

    def _add_all(self, kind: SenseKind, key: str, forms: tuple[str, ...], role: Role | None = None) -> None:
        for form in forms:
            cased = cased_pieces(form)
            shouted = "".join(cased).isupper() and len("".join(cased)) <= 4
            self._add(form, Sense(kind, key, tuple(piece[:1].isupper() for piece in cased), shouted, role=role))

    def _add(self, form: str, sense: Sense) -> None:
        parts = pieces(form)
        if not parts or len(parts) > _LONGEST:
            return
        node = self._trie
        if form.endswith("."):
            self._dotted.add(parts)
        for part in parts:
            node = node.setdefault(part, {})
        held: list[Sense] = node.setdefault("", [])
        if sense not in held:
            held.append(sense)

    def scan(self, parse: Parse, first: int = 0, last: int | None = None) -> list[Hit]:
        """The longest forms in the tokens ``first:last``, from left to right, without overlap."""
        tokens = parse.tokens
        last = len(tokens) if last is None else last
        hits: list[Hit] = []
        i = first
        while i < last:
            hit = self.match(tokens, i, last)
            if hit is None:
                i += 1
            else:
                hits.append(hit)
                i = hit.last
        return hits

    def match(self, tokens: list[Token], i: int, last: int) -> Hit | None:
        """The longest form that begins at token ``i``."""
        start = pieces(tokens[i].norm)
        if not start or start[0] not in self._trie:
            return None
        node = self._trie
        cased: list[str] = []
        folded: tuple[str, ...] = ()
        best: Hit | None = None
        for k in range(i, min(last, i + 2 * _LONGEST)):
            token = tokens[k]
            parts = pieces(token.norm)
            if not parts and token.text not in ("-", ".", "'", "’") and k > i:
                break
            for part in parts:
                node = node.get(part, _NOTHING)
            if node is _NOTHING:
                break
            cased.extend(cased_pieces(token.text))
            folded += parts
            if parts and "" in node and (senses := _senses(node[""], cased, tokens[i])):
                best = Hit(i, k + 1, senses)
                if (
                    (len(parts[-1]) == 1 or folded in self._dotted)
                    and k + 1 < last
                    and tokens[k + 1].text == "."
                    and tokens[k + 1].start == token.end
                ):
                    best.last = k + 2  # the last full stop of an abbreviation
        return best


_WORDS = frozenset(("PRON", "DET", "ADV", "SCONJ", "CCONJ", "ADP", "AUX", "VERB", "PART", "INTJ"))
_NOTHING: dict[str, Any] = {}


def _senses(held: list[Sense], cased: list[str], token: Token) -> tuple[Sense, ...]:
    """The senses that the capitals allow; *Who* is no abbreviation where the parser sees a word of another class."""
    word = token.pos in _WORDS and not token.text.isupper()
    return tuple(s for s in held if _cased(s, cased) and not (word and s.shouted))


def _cased(sense: Sense, cased: list[str]) -> bool:
    if len(cased) != len(sense.capitals):
        return not sense.capitals
    if sense.shouted:  # an abbreviation; *Nato*, *Onu* are written so as well, *Us* is another word
        whole = "".join(cased)
        return all(piece.isupper() or piece.isdigit() for piece in cased) or (len(whole) > 2 and whole.istitle())
    return all(not wanted or piece[:1].isupper() for wanted, piece in zip(sense.capitals, cased, strict=True))


def _surname(name: str) -> str:
    """The last word of a name, or the one before an abbreviation (*King Jr.*)."""
    words = name.split()
    return words[-2] if len(words) > 2 and words[-1].endswith(".") else words[-1]
