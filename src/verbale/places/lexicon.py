"""The codebook sections about places, and the index that the stage reads them through.

``world/regions.toml`` says which places exist that the gazetteer of towns lacks; ``LANG/places.toml`` holds a
language's names for them and for towns abroad, and the closed classes of words around a place name.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from verbale.codebook import Codebook, CodebookError, CountryNames, Section
from verbale.places.gazetteer import Entry, Gazetteer, Hit, Kind, gazetteer
from verbale.places.keys import name_key

Evidence = Literal["city", "region", "water"]


class Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Region(Row):
    """A region, sea, river or meeting place. ``size`` is log10 of the inhabitants, for waters a weight."""

    key: str
    name: str  # canonical, English
    kind: Kind
    country: str | None = None  # null where several share it
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    size: float = Field(ge=0, le=10)
    forms: tuple[str, ...] = ()  # names that are the same in all languages of the Latin script


class Regions(Section):
    """``world/regions.toml``."""

    file: ClassVar[str] = "regions.toml"
    world: ClassVar[bool] = True
    region: tuple[Region, ...]


class PlaceNoun(Row):
    """Nouns for a kind of place. ``after``: it follows the name (*Kharkiv region*); ``named``: it is part of it
    (*fiume Giordano*, *Lake Chad*)."""

    kind: Evidence
    forms: tuple[str, ...]
    after: bool = False
    named: bool = False


class PlaceWords(Section):
    """``LANG/places.toml``. Word lists are lower-case and hold all inflected forms."""

    file: ClassVar[str] = "places.toml"
    locative: tuple[str, ...]  # prepositions (with their article) before places only
    inside: tuple[str, ...]  # prepositions before the larger place: "Izyum, in the Kharkiv region"
    directional: tuple[str, ...]  # prepositions before places and people
    of: tuple[str, ...]
    articles: tuple[str, ...]
    links: tuple[str, ...]  # small words inside a name
    conjunctions: tuple[str, ...]
    directions: tuple[str, ...]  # northern, sud
    qualities: tuple[str, ...] = ()  # those of them that are adjectives: "centrale" before "di" is a plant
    acts: tuple[str, ...] = ()  # agreements that are called after a town: "the Oslo accords"
    soil: tuple[str, ...]  # nouns for the land of a nation: "Syrian soil"
    sites: tuple[str, ...] = ()  # nouns of what stands at a place: a name that is not known is one beside them
    deeds: tuple[str, ...] = ()  # nouns of what befalls a place: the same where the name follows with *of*
    onto: tuple[str, ...] = ()  # prepositions of what is hit: the shelling on Monday on Talmin
    strikes: tuple[str, ...] = ()  # verb forms of what is done to a place: shelled, left
    beside: tuple[str, ...] = ()  # prepositions that stand before places even where the name seems a person's
    titles: tuple[str, ...]  # words before a person's name
    organisations: tuple[str, ...]  # head nouns of bodies, papers and firms
    ordinary: tuple[str, ...]  # words that are also names of towns
    never: tuple[str, ...]  # words that are no place even after a preposition: months, bodies
    noun: tuple[PlaceNoun, ...]
    abbreviations: dict[str, tuple[str, ...]] = {}  # further names of countries, by ISO alpha-3
    divisions: dict[str, dict[str, tuple[str, ...]]] = {}  # short forms of first-level divisions, by country and name
    regions: dict[str, tuple[str, ...]] = {}  # names of the places of world/regions.toml, by key
    exonyms: dict[str, dict[str, str]] = {}  # names of towns, by country: form -> name in the gazetteer
    rewrites: dict[str, str] = {}  # words of a name that are also written otherwise: st -> saint


class PlaceLexicon:
    """What one language knows about places. Raises ``CodebookError`` for a name that resolves to nothing."""

    def __init__(self, codebook: Codebook) -> None:
        self.gazetteer: Gazetteer = gazetteer()
        words = codebook.section(PlaceWords)
        self.locative = frozenset(words.locative)
        self.inside = frozenset(words.inside)
        self.directional = frozenset(words.directional)
        self.of = frozenset(words.of)
        self.articles = frozenset(words.articles)
        self.links = frozenset(words.links)
        self.conjunctions = frozenset(words.conjunctions)
        self.directions = frozenset(words.directions)
        self.qualities = frozenset(words.qualities)
        self.acts = frozenset(words.acts)
        self.soil = frozenset(words.soil)
        self.sites = frozenset(words.sites)
        self.deeds = frozenset(words.deeds)
        self.strikes = frozenset(words.strikes)
        self.onto = frozenset(words.onto)
        self.beside = frozenset(words.beside)
        self.titles = frozenset(words.titles)
        self.organisations = frozenset(words.organisations)
        self.ordinary = frozenset(name_key(word) for word in words.ordinary)
        self.never = frozenset(
            name_key(word) for word in (*words.never, *words.organisations, *words.directions, *words.titles)
        )
        self.noun_before = {form: noun for noun in words.noun if not noun.after for form in noun.forms}
        self.noun_after = {form: noun for noun in words.noun if noun.after for form in noun.forms}
        self.nouns = {**self.noun_before, **self.noun_after}
        self.rewrites = words.rewrites
        self.known: dict[str, tuple[Hit, ...]] = {}  # names of the codebook, by key
        self.exact: dict[str, Entry] = {}  # short forms, in their exact spelling
        self.heads: set[str] = set()  # lower-case first words of such names: "valle" of "valle della Bekaa"
        self.countries: dict[str, Entry] = {}  # by ISO alpha-3
        self.demonyms: dict[str, str] = {}
        for entry in self.gazetteer.entries():
            if entry.kind != "country":
                break  # countries stand first in the file
            if entry.country:
                self.countries[entry.country] = entry
        self._add_regions(codebook.section(Regions), words)
        self._add_countries(words)
        self._add_nations(codebook)
        self._add_exonyms(words)
        self._add_divisions(words)

    def _add(self, form: str, entry: Entry) -> None:
        key = name_key(form)
        if form[:1].islower() and " " in form:
            self.heads.add(form.split()[0])
        held = self.known.get(key, ())
        if all(hit.entry.number != entry.number for hit in held):
            self.known[key] = (*held, Hit(entry, True))

    def _add_regions(self, regions: Regions, words: PlaceWords) -> None:
        keys = {region.key for region in regions.region}
        for key in words.regions:
            if key not in keys:
                raise CodebookError(f"places.toml: regions.{key} is not in regions.toml")
        for n, region in enumerate(regions.region):
            entry = Entry(
                -1 - n, region.name, region.kind, region.country, None, region.lat, region.lon, region.size, None
            )
            for form in (*region.forms, *words.regions.get(region.key, ())):
                self._add(form, entry)

    def _add_countries(self, words: PlaceWords) -> None:
        for code, forms in words.abbreviations.items():
            if code not in self.countries:
                raise CodebookError(f"places.toml: abbreviations.{code} is no country of the gazetteer")
            for form in forms:
                self._add_country_form(form, code)

    def _add_country_form(self, form: str, code: str) -> None:
        if form.isupper() and len(form) < 7:
            self.exact[form] = self.countries[code]
        else:
            self._add(form, self.countries[code])

    def _add_nations(self, codebook: Codebook) -> None:
        for code, nation in codebook.section(CountryNames).country.items():
            if code in self.countries:
                for name in nation.names:
                    self._add_country_form(name, code)
                for adjective in nation.adjectives:
                    self.demonyms.setdefault(adjective.lower(), code)

    def _add_exonyms(self, words: PlaceWords) -> None:
        for code, names in words.exonyms.items():
            for form, name in names.items():
                entry = self._town(name, code)
                if entry is None:
                    raise CodebookError(f"places.toml: exonyms.{code}.{form}: no {name} in the gazetteer")
                self._add(form, entry)

    def _add_divisions(self, words: PlaceWords) -> None:
        for code, divisions in words.divisions.items():
            for name, forms in divisions.items():
                entry = self._division(name, code)
                if entry is None:
                    raise CodebookError(f"places.toml: divisions.{code}.{name}: no such division in the gazetteer")
                for form in forms:
                    self.exact[form] = entry

    def _town(self, name: str, country: str) -> Entry | None:
        hits = [h for h in self.gazetteer.find(name_key(name)) if h.entry.country == country]
        towns = [h for h in hits if h.entry.kind in ("city", "capital")] or hits
        return max(towns, key=lambda h: (h.entry.kind == "capital", h.primary, h.entry.size)).entry if towns else None

    def _division(self, name: str, country: str) -> Entry | None:
        hits = self.gazetteer.find(name_key(name))
        return next((h.entry for h in hits if h.entry.country == country and h.entry.kind == "region"), None)

    def find(self, key: str) -> tuple[Hit, ...]:
        """All readings of a name: those of the codebook first."""
        known = self.known.get(key, ())
        found = self.gazetteer.find(key)
        if not known:
            return found or self._rewritten(key)
        if not found:
            return known
        numbers = {hit.entry.number for hit in known}
        return (*known, *(hit for hit in found if hit.entry.number not in numbers))

    def _rewritten(self, key: str) -> tuple[Hit, ...]:
        first, space, rest = key.partition(" ")
        other = self.rewrites.get(first)
        return self.gazetteer.find(other + space + rest) if other and rest else ()
