"""The gazetteer: one memory-mapped file of sorted hashes, made by ``training/gazetteer.py``.

Layout: ``MAGIC``, the length of a JSON header (4 bytes, little-endian), the header, then arrays aligned to
8 bytes. A name is found by its 48-bit hash: the upper 16 bits pick a slice of the table (``bucket``), the
lower 32 are searched in it (``low``); ``reference`` holds ``entry * 2 + 1`` where the name is another name of
the entry, ``entry * 2`` where it is the first. Pages are read when touched and shared between processes.
"""

from __future__ import annotations

import json
import mmap
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from verbale.places.keys import key_hash

MAGIC = b"verbale-gazetteer-1\n"
DATA = Path(__file__).with_name("data") / "gazetteer.bin"
NAME_BLOCK = 16  # entries that share one offset into the names
DEGREE = 10_000  # coordinates are stored as integers of 1/10000 degree

Kind = Literal["country", "region", "district", "city", "capital", "area", "water", "continent"]
KINDS: tuple[Kind, ...] = ("country", "region", "district", "city", "capital", "area", "water", "continent")


class GazetteerError(ValueError):
    """A gazetteer file that is missing or not of this version."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer or of the codebook. ``size`` is log10 of the inhabitants (an estimate for areas)."""

    number: int  # unique; negative for entries of the codebook
    name: str
    kind: Kind
    country: str | None  # ISO 3166-1 alpha-3
    admin1: str | None  # name of the first-level division
    latitude: float | None
    longitude: float | None
    size: float
    geonames: int | None


@dataclass(frozen=True, slots=True)
class Hit:
    """One reading of a name."""

    entry: Entry
    primary: bool  # whether it is the name under which the entry is known first


class Gazetteer:
    """Places by name. Raises ``GazetteerError`` where ``path`` is no gazetteer."""

    def __init__(self, path: Path = DATA) -> None:
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise GazetteerError(f"no gazetteer at {path}: {error}; rebuild it with training/gazetteer.py") from error
        if self._map[: len(MAGIC)] != MAGIC:
            raise GazetteerError(f"{path} is no gazetteer of this version; rebuild it with training/gazetteer.py")
        at = len(MAGIC)
        length = int.from_bytes(self._map[at : at + 4], "little")
        header: dict[str, Any] = json.loads(self._map[at + 4 : at + 4 + length])
        self._countries: list[str] = header["countries"]
        self._divisions: list[str] = header["divisions"]
        self._sections: dict[str, tuple[int, int, str]] = {k: tuple(v) for k, v in header["sections"].items()}
        self._bucket = self._array("bucket")
        self._low = self._array("low")
        self._reference = self._array("reference")
        self._latitude = self._array("latitude")
        self._longitude = self._array("longitude")
        self._geonames = self._array("geonames")
        self._size = self._array("size")
        self._kind = self._array("kind")
        self._country = self._array("country")
        self._division = self._array("division")
        self._name_at = self._array("name_at")
        self._names = self._sections["names"]
        self._given = self._array("given")
        self._family = self._array("family")
        self._entries = lru_cache(maxsize=16384)(self._make_entry)
        self.find = lru_cache(maxsize=32768)(self._find)
        self.is_given_name = lru_cache(maxsize=32768)(self._is_given_name)
        self.is_family_name = lru_cache(maxsize=32768)(self._is_family_name)

    def _array(self, name: str) -> Any:
        start, length, code = self._sections[name]
        view: Any = memoryview(self._map)[start : start + length]
        if sys.byteorder == "big":
            swapped = array(code, view.tobytes())
            swapped.byteswap()
            return swapped
        return view.cast(code)

    def __len__(self) -> int:
        return len(self._kind)

    def _find(self, key: str) -> tuple[Hit, ...]:
        """All readings of a name (``names.name_key``), the largest first."""
        digest = key_hash(key)
        high, low = digest >> 32, digest & 0xFFFFFFFF
        first, last = self._bucket[high], self._bucket[high + 1]
        at = bisect_left(self._low, low, first, last)
        hits: list[Hit] = []
        while at < last and self._low[at] == low:
            number, other = divmod(self._reference[at], 2)
            hits.append(Hit(self._entries(number), not other))
            at += 1
        return tuple(hits)

    def _is_given_name(self, key: str) -> bool:
        """Whether people are called so (first names of many languages)."""
        return self._holds(self._given, key)

    def _is_family_name(self, key: str) -> bool:
        """Whether it is a frequent surname."""
        return self._holds(self._family, key)

    @staticmethod
    def _holds(hashes: Any, key: str) -> bool:
        digest = key_hash(key) & 0xFFFFFFFF
        at = bisect_left(hashes, digest)
        return at < len(hashes) and bool(hashes[at] == digest)

    def entries(self) -> Iterator[Entry]:
        """All entries, in the order of the file."""
        return (self._make_entry(number) for number in range(len(self)))

    def _make_entry(self, number: int) -> Entry:
        division = self._division[number]
        country = self._country[number]
        return Entry(
            number=number,
            name=self._name(number),
            kind=KINDS[self._kind[number]],
            country=self._countries[country - 1] if country else None,
            admin1=self._divisions[division - 1] if division else None,
            latitude=self._latitude[number] / DEGREE,
            longitude=self._longitude[number] / DEGREE,
            size=self._size[number] / 1000,
            geonames=self._geonames[number] or None,
        )

    def _name(self, number: int) -> str:
        block, rest = divmod(number, NAME_BLOCK)
        base, length, _ = self._names
        at = base + self._name_at[block]
        for _ in range(rest):
            at = self._map.find(b"\n", at) + 1
        end = self._map.find(b"\n", at, base + length)
        return self._map[at:end].decode()


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer that ships, opened once a process."""
    return Gazetteer()
