"""How a language calls the countries: one section that actors, places and events all read."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from verbale.codebook.book import Section


class CountryWords(BaseModel):
    """How a language calls a country. All inflected forms are listed."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    names: tuple[str, ...]  # "Russia", "Federazione Russa"
    adjectives: tuple[str, ...] = ()  # lower-case adjective and inhabitant forms: russo, russa, russi, russe
    capitals: tuple[str, ...] = ()  # capital and other seats that stand for the government: Mosca


class CountryNames(Section):
    """``LANG/countries.toml``, by ISO 3166-1 alpha-3 code."""

    file: ClassVar[str] = "countries.toml"
    country: dict[str, CountryWords]
