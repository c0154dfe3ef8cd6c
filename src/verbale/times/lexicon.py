"""The codebook sections about time, and the index that gives each token its classes.

``LANG/times.toml`` lists the words of a language by *class* and *value* (``[class.month]`` ``3 = ["march"]``)
and the patterns that build expressions over classes; ``world/times.toml`` holds what is the same everywhere.
Forms are lower-case with plain apostrophes, written as they are tokenised after splitting at spaces, hyphens
and after apostrophes; a form of several words is matched word by word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from verbale.codebook import Codebook, Section
from verbale.language.parse import Token


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Pattern(Entry):
    """An expression: ``match`` is written in the notation of ``times.grammar``; ``make`` names what it builds."""

    key: str
    make: Literal["moment", "period", "duration", "offset", "set", "reference", "range"]
    match: str


class Tenses(Entry):
    """How a language marks that something lies ahead or behind, beyond the features of the parse."""

    future_words: tuple[str, ...] = ()  # auxiliaries: will, shall
    future_endings: tuple[str, ...] = ()  # of finite verbs: -rà, -ranno
    planned_words: tuple[str, ...] = ()  # scheduled, expected, previsto: what they govern lies ahead
    past_words: tuple[str, ...] = ()  # auxiliaries of a past tense: had, has been


class TimeWords(Section):
    """``LANG/times.toml``."""

    file: ClassVar[str] = "times.toml"
    classes: dict[str, dict[str, tuple[str, ...]]] = Field(alias="class")
    parts: dict[str, str] = {}  # named pieces of patterns
    pattern: tuple[Pattern, ...]
    tenses: Tenses
    capitals: tuple[str, ...] = ()  # forms that count only with a capital letter: may, march, sun
    numeric_order: Literal["dmy", "mdy"] = "dmy"
    decimal_clock: bool = False  # whether 14.30 may be a clock time
    publication_words: tuple[str, ...] = ()  # published, updated, pubblicato: a date beside them is the document's


class Holiday(Entry):
    """A feast: a fixed date, an offset from Easter, the nth weekday of a month, or a day of another calendar."""

    month: int | None = None
    day: int | None = None
    easter: int | None = None  # days from Western Easter Sunday
    orthodox_easter: int | None = None
    weekday: int | None = None  # ISO: Monday is 1
    nth: int | None = None  # with weekday and month; -1 is the last
    islamic: tuple[int, int] | None = None  # month and day, tabular calendar: right within a day or two
    hebrew: tuple[int, int] | None = None  # months counted from Nisan
    whole_month: bool = False  # Ramadan: the lunar month that begins with this day
    begins: int = 0  # days between the stated day and the first day of the feast


class TimeWorld(Section):
    """``world/times.toml``: feasts by key, zones by abbreviation (UTC offset)."""

    file: ClassVar[str] = "times.toml"
    world: ClassVar[bool] = True
    holiday: dict[str, Holiday] = {}
    zone: dict[str, str] = {}


class Edge(NamedTuple):
    """A class that ``length`` tokens from some token on belong to."""

    kind: str
    value: str
    length: int


Edges = tuple[Edge, ...]

FIRST_FIGURES, LAST_FIGURES = 1400, 2199  # four figures that may be a year
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:[.,]\d+)?")
_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.h]([0-5]\d)(?::[0-5]\d)?(a\.?m\.?|p\.?m\.?)?")
_HOUR = re.compile(r"(1[0-2]|0?[1-9])(a\.?m\.?|p\.?m\.?)")
_DATE = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d{2})|(\d{4})[./](\d{1,2})[./](\d{1,2})")
_DAY_CLOCK = re.compile(r"(\d{1,2})t(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(z|[+-]\d\d:?\d\d)?")
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th|º|ª|°|\.º)")
_DECADE = re.compile(r"'?(\d{4}|\d{2})'?s")
_APOSTROPHE_YEAR = re.compile(r"'(\d\d)")
_ZONE = re.compile(r"(?:gmt|utc)([+-]\d{1,2})(?::?(\d\d))?")
_FOOTNOTED = re.compile(r"(\d{1,4})\.?\[[\d\[\]]*")  # a year or day with its footnotes, as copied from an encyclopedia
_LAST_OF_YEAR = frozenset("0123456789s")
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}


class Lexicon:
    """Classes of tokens: words by look-up, figures by their shape. Built once a codebook."""

    def __init__(self, codebook: Codebook) -> None:
        words = codebook.section(TimeWords)
        self._capitals = frozenset(words.capitals)
        self._decimal_clock = words.decimal_clock
        self._single: dict[str, list[Edge]] = {}
        self._longer: dict[str, list[tuple[tuple[str, ...], Edge]]] = {}
        for kind, values in words.classes.items():
            for value, forms in values.items():
                for form in forms:
                    self._add(form, kind, value)
        for zone, offset in codebook.section(TimeWorld).zone.items():
            self._add(zone, "zone", offset)
        self._join_hundreds(words)

    def _join_hundreds(self, words: TimeWords) -> None:
        """*Centocinque*: where a language writes the hundreds and what follows them as one word."""
        for hundred, forms in words.classes.get("hundreds", {}).items():
            for number, endings in words.classes.get("number", {}).items():
                if 0 < int(number) < 100:
                    for ending in endings:
                        for form in forms:
                            if " " not in ending:
                                self._add(form + ending, "number", str(int(hundred) + int(number)))

    def _add(self, form: str, kind: str, value: str) -> None:
        self._put(parts := split_form(form), kind, value)
        loose = tuple(piece for part in parts for piece in _loose(part))
        if "'" in form and " " not in form and (form,) != parts:  # o'clock
            self._put((form,), kind, value)
        if (words := tuple(form.split())) != parts and "-" in form:  # al-Fitr, left whole
            self._put(words, kind, value)
        if loose != parts:  # in some texts a space follows the apostrophe, which is then a token of its own
            self._put(loose, kind, value)

    def _put(self, parts: tuple[str, ...], kind: str, value: str) -> None:
        edge = Edge(kind, value, len(parts))
        if len(parts) == 1:
            self._single.setdefault(parts[0], []).append(edge)
        else:
            self._longer.setdefault(parts[0], []).append((parts, edge))

    def edges(self, tokens: Sequence[Token]) -> list[Edges | None]:
        """The classes that begin at each token; ``None`` for the many that have none."""
        single, longer = self._single, self._longer
        out: list[Edges | None] = []
        for token in tokens:
            norm = token.norm
            found: list[Edge] | None = single.get(norm)
            if found is not None and norm in self._capitals and token.text.islower():
                found = None
            more = longer.get(norm)
            if more is not None:
                found = [*(found or ()), *self._phrases(tokens, token.i, more)]
            if norm[:1].isdigit() or (norm[:1] in "'gu" and norm[-1:] in "0123456789s"):
                found = [*(found or ()), *self._figures(norm)]
            elif found is None and "-" in norm and norm[-1] in _LAST_OF_YEAR:
                found = self._part_of_year(norm)
            out.append(tuple(found) if found else None)
        return out

    def _part_of_year(self, norm: str) -> list[Edge]:
        """*Mid-2013* and *mid-1990s*, which are one token."""
        head, _, tail = norm.rpartition("-")
        edge = next((edge for edge in self._single.get(head, ()) if edge.kind == "edge"), None)
        years = [other for other in self._figures(tail) if other.kind in ("year", "decade")]
        return [Edge(f"edge{other.kind}", f"{edge.value} {other.value}", 1) for other in years] if edge else []

    @staticmethod
    def _phrases(tokens: Sequence[Token], i: int, options: list[tuple[tuple[str, ...], Edge]]) -> list[Edge]:
        return [
            edge
            for parts, edge in options
            if i + len(parts) <= len(tokens) and all(tokens[i + k].norm == part for k, part in enumerate(parts))
        ]

    def _figures(self, norm: str) -> list[Edge]:
        if norm.isdecimal() and norm.isascii():
            return _whole_number(norm)
        if "[" in norm and (noted := _FOOTNOTED.fullmatch(norm)) is not None:
            return _whole_number(noted.group(1))
        for shape, read in _SHAPES:
            match = shape.fullmatch(norm)
            if match is not None:
                return read(match, self._decimal_clock)
        if norm[-1] in _FRACTIONS and (whole := norm[:-1]).isdecimal() and len(whole) < 6:
            return [Edge("number", str(int(whole) + _FRACTIONS[norm[-1]]), 1)]
        return []


def split_form(form: str) -> tuple[str, ...]:
    """The tokens of a form in the codebook."""
    return tuple(part for part in re.split(r"\s+|(?<=\w')(?=\w)|(?<=\w)(-)(?=\w)", form) if part)


def _loose(part: str) -> tuple[str, ...]:
    return (part[:-1], "'") if len(part) > 1 and part.endswith("'") else (part,)


def _whole_number(norm: str) -> list[Edge]:
    if len(norm) > 6:
        return []
    number = int(norm)
    edges = [Edge("number", str(number), 1)]
    if number == 0:  # the year 0 is none
        edges.append(Edge("long", norm, 1))
    elif len(norm) == 4 and number < 2400 and number % 100 < 60:  # 0600 GMT
        edges.append(Edge("joined", f"{norm[:2]}:{norm[2:]}", 1))
    if len(norm) <= 2:
        edges.append(Edge("figure", norm, 1))
        if number <= 24:
            edges.append(Edge("hour", norm, 1))
    elif len(norm) == 4 and FIRST_FIGURES <= number <= LAST_FIGURES:
        edges.append(Edge("year", norm, 1))
    elif len(norm) >= 4:
        edges.append(Edge("long", norm, 1))
    return edges


def _clock(match: re.Match[str], decimal: bool) -> list[Edge]:
    hour, minute, half = int(match.group(1)), match.group(2), match.group(3)
    value = f"{meridiem_hour(hour, half[0] if half else None):02d}:{minute}"
    if half:
        return [Edge("clock", value, 1)]
    if match.group(0)[-3] != ".":
        return [Edge("time", value, 1)]
    number = Edge("number", match.group(0), 1)
    return [Edge("dotted", value, 1), number] if decimal else [number]


def meridiem_hour(hour: int, half: str | None) -> int:
    """The hour on a clock of 24, for ``half`` "a" (before noon), "p" (after) or None."""
    if half == "p" and hour < 12:
        return hour + 12
    return 0 if half == "a" and hour == 12 else hour


def _hour(match: re.Match[str], decimal: bool) -> list[Edge]:
    return [Edge("clock", f"{meridiem_hour(int(match.group(1)), match.group(2)[0]):02d}:00", 1)]


def _date(match: re.Match[str], decimal: bool) -> list[Edge]:
    if match.group(5):
        return [Edge("isodate", f"{match.group(5)}-{int(match.group(6)):02d}-{int(match.group(7)):02d}", 1)]
    first, second, dotted = int(match.group(1)), int(match.group(3)), match.group(2) == "."
    if (dotted or len(match.group(4)) == 2) and not (0 < min(first, second) <= 12 and 0 < max(first, second) <= 31):
        return []
    return [Edge("slashed", f"{first}/{second}/{match.group(4)}", 1)]


def _day_clock(match: re.Match[str], decimal: bool) -> list[Edge]:
    return [Edge("dayclock", match.group(0), 1)]


def _ordinal(match: re.Match[str], decimal: bool) -> list[Edge]:
    return [Edge("ordinal", str(int(match.group(1))), 1)]


def _decade(match: re.Match[str], decimal: bool) -> list[Edge]:
    return [Edge("decade", match.group(1), 1)] if match.group(1)[-1] == "0" else []


def _apostrophe_year(match: re.Match[str], decimal: bool) -> list[Edge]:
    return [Edge("shortyear", match.group(1), 1)]


def _zone(match: re.Match[str], decimal: bool) -> list[Edge]:
    return [Edge("zone", f"{match.group(1)[0]}{int(match.group(1)[1:]):02d}:{match.group(2) or '00'}", 1)]


def _decimal(match: re.Match[str], decimal: bool) -> list[Edge]:
    text = match.group(0)
    if text.count(",") > 1 or re.fullmatch(r"\d{1,3}[.,]\d{3}", text):
        return [Edge("number", re.sub("[.,]", "", text), 1)]
    return [Edge("number", text.replace(",", "."), 1)]


_SHAPES = (
    (_CLOCK, _clock),
    (_HOUR, _hour),
    (_DATE, _date),
    (_DAY_CLOCK, _day_clock),
    (_ORDINAL, _ordinal),
    (_DECADE, _decade),
    (_APOSTROPHE_YEAR, _apostrophe_year),
    (_ZONE, _zone),
    (_DIGITS, _decimal),
)
