"""The index and the codebook's names: what they must hold, and that they agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from verbale.codebook import codebook
from verbale.places.gazetteer import DATA, Entry, Gazetteer, GazetteerError, gazetteer
from verbale.places.geometry import contains, distance
from verbale.places.keys import name_key
from verbale.places.lexicon import PlaceLexicon, PlaceWords, Regions


def entry(name: str, country: str, kind: str = "city") -> Entry:
    hits = gazetteer().find(name_key(name))
    return next(h.entry for h in hits if h.entry.country == country and h.entry.kind == kind)


def test_size() -> None:
    assert DATA.stat().st_size <= 12_582_912
    assert len(gazetteer()) > 230_000


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sana'a", "Sanaa"),
        ("Crans-Montana", "crans montana"),
        ("Łódź", "Lodz"),
        ("N’Djamena", "N'Djamena"),
        ("St. Louis", "St Louis"),
    ],
)
def test_keys_agree(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Харків", "UKR"),
        ("Москва", "RUS"),
        ("دمشق", "SYR"),
        ("Lwów", "UKR"),
        ("Moscou", "RUS"),
        ("Londres", "GBR"),
        ("Köln", "DEU"),
    ],
)
def test_other_languages_and_scripts(name: str, country: str) -> None:
    assert country in {hit.entry.country for hit in gazetteer().find(name_key(name))}


@pytest.mark.parametrize("name", ["Ukraine", "Ucraina", "Україна", "أوكرانيا"])
def test_countries_in_many_languages(name: str) -> None:
    assert any(h.entry.kind == "country" and h.entry.country == "UKR" for h in gazetteer().find(name_key(name)))


def test_containment() -> None:
    izyum, kharkiv = entry("Izyum", "UKR"), entry("Kharkiv", "UKR", "region")
    assert contains(kharkiv, izyum)
    assert contains(entry("Ukraine", "UKR", "country"), izyum)
    assert not contains(kharkiv, entry("Odesa", "UKR"))
    assert 100 < distance(izyum, entry("Kharkiv", "UKR")) < 130


def test_unknown_names_find_nothing() -> None:
    assert gazetteer().find(name_key("Qwxzyplonk")) == ()
    assert gazetteer().find("") == ()


def test_no_gazetteer(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"something else")
    for path in (tmp_path / "empty", tmp_path / "missing"):
        with pytest.raises(GazetteerError, match=r"training/gazetteer\.py"):
            Gazetteer(path)


@pytest.mark.parametrize("language", ["en", "it"])
def test_codebook_names_resolve(language: str) -> None:
    lexicon: PlaceLexicon = codebook(language).derived(PlaceLexicon)  # raises for a name that does not
    words = codebook(language).section(PlaceWords)
    assert sum(len(names) for names in words.exonyms.values()) >= 250
    for country, names in words.exonyms.items():
        for form in names:
            assert country in {hit.entry.country for hit in lexicon.find(name_key(form))}, form


@pytest.mark.parametrize("language", ["en", "it"])
def test_every_region_has_a_name(language: str) -> None:
    lexicon: PlaceLexicon = codebook(language).derived(PlaceLexicon)
    named = {hit.entry.number for hits in lexicon.known.values() for hit in hits if hit.entry.number < 0}
    regions = codebook(language).section(Regions).region
    missing = [region.key for n, region in enumerate(regions) if -1 - n not in named]
    assert len(missing) < 0.1 * len(regions), missing
