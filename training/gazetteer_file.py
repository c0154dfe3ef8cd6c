"""The file format of the gazetteer, written (``verbale.places.gazetteer`` reads it)."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import log10
from typing import Any

from verbale.places.gazetteer import DEGREE, KINDS, MAGIC, NAME_BLOCK, Kind
from verbale.places.keys import key_hash, name_key

# Generic parts of the English names of divisions: the name is also kept without them.
GENERIC = frozenset(
    "county parish borough census area municipality city and district region state province governorate oblast raion "
    "krai republic prefecture department territory zone division autonomous of the special administrative "
    "provincia di del della provincie provinz departamento departement caza de metropolitan capital federal "
    "voivodeship canton emirate okrug rayon woreda sub-county regency kabupaten kota gobernacion muhafazat".split()
)
ORDINARY = frozenset(
    "northern southern eastern western central north south east west free capital columbia upper lower national new "
    "northeastern northwestern southeastern southwestern white blue red green greater inner outer middle mid".split()
)


@dataclass
class Raw:
    """A place on its way into the file."""

    name: str
    kind: Kind
    country: str  # ISO alpha-2, "" for none
    latitude: float
    longitude: float
    people: float
    geonames: int = 0
    division: str = ""
    others: set[str] = field(default_factory=set)
    firsts: set[str] = field(default_factory=set)  # names besides ``name`` that are not "other" names


def plain_division(name: str) -> str:
    """A division's name without its generic words (*Rapides Parish* is *Rapides*), unless an ordinary word is left."""
    words = name.split()
    while words and name_key(words[-1]) in GENERIC:
        words.pop()
    while words and name_key(words[0]) in GENERIC:
        words.pop(0)
    left = " ".join(words)
    return name if name_key(left) in ORDINARY else left


def pack(places: list[Raw], given: set[str], family: set[str], codes: dict[str, Any]) -> bytes:
    """The bytes of the file. ``codes`` holds the countries by ISO alpha-2, each with its ``iso3``."""
    country_codes = sorted(codes)
    country_at = {code: n + 1 for n, code in enumerate(country_codes)}
    division_names_ = sorted({p.division for p in places if p.division})
    division_at = {name: n + 1 for n, name in enumerate(division_names_)}
    keys = sorted(
        (key_hash(key), -rank(place), number, other)
        for number, place in enumerate(places)
        for key, other in keys_of(place).items()
    )
    sections: dict[str, array[int]] = {
        "low": array("I", (digest & 0xFFFFFFFF for digest, *_ in keys)),
        "reference": array("I", (number * 2 + other for *_, number, other in keys)),
        "bucket": array("I", buckets([digest >> 32 for digest, *_ in keys])),
        "latitude": array("i", (round(p.latitude * DEGREE) for p in places)),
        "longitude": array("i", (round(p.longitude * DEGREE) for p in places)),
        "geonames": array("I", (p.geonames for p in places)),
        "size": array("H", (round(rank(p) * 1000) for p in places)),
        "kind": array("B", (KINDS.index(p.kind) for p in places)),
        "country": array("B", (country_at[p.country] if p.country else 0 for p in places)),
        "division": array("H", (division_at.get(p.division, 0) for p in places)),
        "given": array("I", sorted({key_hash(key) & 0xFFFFFFFF for key in given})),
        "family": array("I", sorted({key_hash(key) & 0xFFFFFFFF for key in family})),
    }
    names = bytearray()
    starts = array("I")
    for number, place in enumerate(places):
        if number % NAME_BLOCK == 0:
            starts.append(len(names))
        names += place.name.encode() + b"\n"
    sections["name_at"] = starts
    blobs: list[tuple[str, str, bytes]] = [(name, data.typecode, data.tobytes()) for name, data in sections.items()]
    blobs.append(("names", "B", bytes(names)))
    header = {"countries": [codes[code]["iso3"] for code in country_codes], "divisions": division_names_}
    return assemble(header, blobs)


def assemble(header: dict[str, Any], blobs: list[tuple[str, str, bytes]]) -> bytes:
    """Put the header before the arrays; its length depends on the offsets in it, so room is left."""
    room = len(json.dumps(header, ensure_ascii=False).encode()) + 64 * len(blobs) + 64
    base = -(-(len(MAGIC) + 4 + room) // 8) * 8
    room = base - len(MAGIC) - 4
    where: dict[str, tuple[int, int, str]] = {}
    body = bytearray()
    for name, code, blob in blobs:
        where[name] = (base + len(body), len(blob), code)
        body += blob + b"\0" * (-len(blob) % 8)
    text = json.dumps({**header, "sections": where}, ensure_ascii=False).encode()
    return MAGIC + room.to_bytes(4, "little") + text.ljust(room) + bytes(body)


def buckets(highs: list[int]) -> Iterator[int]:
    at = 0
    for value in range(1 << 16):
        yield at
        while at < len(highs) and highs[at] == value:
            at += 1
    yield at


def rank(place: Raw) -> float:
    return log10(max(place.people, 1.0))


def keys_of(place: Raw) -> dict[str, int]:
    """Keys of a place: 0 for the name under which it is known, 1 for the others."""
    keys = {name_key(other): 1 for other in place.others}
    first = {place.name} if place.kind in ("city", "capital") else {place.name, plain_division(place.name)}
    first |= place.others if place.kind == "country" else place.firsts
    keys.update({name_key(name): 0 for name in first})
    return {key: other for key, other in keys.items() if len(key) > 1 or (key and not key.isascii())}
