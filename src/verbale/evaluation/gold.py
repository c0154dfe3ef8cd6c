"""Annotated articles: one JSON file each, as docs/evaluation.md describes them, checked when they are loaded."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from verbale.record import ProposalKind, Stance, StatementKind

Type = Literal["statements", "contacts", "accusations", "incidents", "proposals", "positions", "times", "places"]
TYPES: tuple[Type, ...] = get_args(Type)
LARGEST = 20_000_000  # bytes of one file

Names = tuple[str, ...]
ContactStatus = Literal["held", "ongoing", "planned", "proposed", "cancelled", "postponed", "refused", "denied"]


class GoldError(ValueError):
    """A file that cannot be used: ``file`` and the reason."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file, self.reason = file, reason


class _Part(BaseModel, ABC):
    model_config = ConfigDict(frozen=True, extra="ignore")

    @property
    @abstractmethod
    def words(self) -> str:
        """What was copied from the text: by it a fact is found again."""


class GoldStatement(_Part):
    """``speaker`` holds the names that the text has for the source, ``speaker_actor`` its canonical name in English,
    ``None`` for a source without a name. ``nested_in`` is the index of the statement that holds this one."""

    speaker: Names = ()
    speaker_actor: str | None = None
    speaker_country: str | None = None
    content: str
    kind: StatementKind | None = None
    nested_in: int | None = None

    @property
    def words(self) -> str:
        return self.content


class GoldContact(_Part):
    """``participants`` holds for each the names that the text has for it."""

    participants: tuple[Names, ...]
    countries: Names = ()
    medium: str
    status: ContactStatus
    date: str | None = None
    place: str | None = None
    evidence: str

    @property
    def words(self) -> str:
        return self.evidence


class GoldAccusation(_Part):
    by: Names = ()
    by_country: str | None = None
    against: Names = ()
    against_country: str | None = None
    evidence: str

    @property
    def words(self) -> str:
        return self.evidence


class GoldIncident(_Part):
    by: Names = ()
    by_country: str | None = None
    place: str | None = None
    place_country: str | None = None
    killed: int | None = None
    injured: int | None = None
    date: str | None = None
    claimed_by: Names = ()
    evidence: str

    @property
    def words(self) -> str:
        return self.evidence


class GoldTerms(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    duration: str | None = None
    scope: str | None = None


class GoldProposal(_Part):
    key: str = ""
    kind: ProposalKind
    by: Names = ()
    terms: GoldTerms = GoldTerms()
    evidence: str

    @property
    def words(self) -> str:
        return self.evidence


class GoldPosition(_Part):
    actor: Names
    country: str | None = None
    proposal: str | None = None
    stance: Stance
    date: str | None = None
    evidence: str

    @property
    def words(self) -> str:
        return self.evidence


class GoldTime(_Part):
    text: str
    value: str | None

    @property
    def words(self) -> str:
        return self.text


class GoldPlace(_Part):
    text: str
    country: str | None

    @property
    def words(self) -> str:
        return self.text


GoldFact = (
    GoldStatement | GoldContact | GoldAccusation | GoldIncident | GoldProposal | GoldPosition | GoldTime | GoldPlace
)


def _day(value: Any) -> Any:
    """A publication date must be one; ``None`` is none."""
    if isinstance(value, str):
        from datetime import datetime

        datetime.fromisoformat(value)
    return value


class Rejected(BaseModel):
    """Facts that a person looked at and rejected: the text does not say so."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    statements: tuple[GoldStatement, ...] = ()
    contacts: tuple[GoldContact, ...] = ()
    accusations: tuple[GoldAccusation, ...] = ()
    incidents: tuple[GoldIncident, ...] = ()
    proposals: tuple[GoldProposal, ...] = ()
    positions: tuple[GoldPosition, ...] = ()

    def facts(self, kind: Type) -> tuple[GoldFact, ...]:
        """The rejected facts of a type."""
        found: tuple[GoldFact, ...] = getattr(self, kind, ())
        return found


class Gold(BaseModel):
    """One article. A fact type that is ``None``, or is not in ``layers`` where those are given, is not scored.
    ``partial``: not all that the text says is annotated, so what is read beside it is an error only where it is among
    ``rejected``."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    language: str
    published: Annotated[str | None, BeforeValidator(_day)] = None
    title: str | None = None
    text: str
    layers: tuple[Type, ...] | None = None
    statements: tuple[GoldStatement, ...] | None = None
    contacts: tuple[GoldContact, ...] | None = None
    accusations: tuple[GoldAccusation, ...] | None = None
    incidents: tuple[GoldIncident, ...] | None = None
    proposals: tuple[GoldProposal, ...] | None = None
    positions: tuple[GoldPosition, ...] | None = None
    times: tuple[GoldTime, ...] | None = None
    places: tuple[GoldPlace, ...] | None = None
    partial: bool = False
    rejected: Rejected = Rejected()

    def facts(self, kind: Type) -> tuple[GoldFact, ...] | None:
        """The facts of a type, ``None`` where the article is not annotated for it."""
        if self.layers is not None and kind not in self.layers:
            return None
        found: tuple[GoldFact, ...] | None = getattr(self, kind)
        return found


def load_gold(file: Path) -> Gold:
    """One annotated article. Raises ``GoldError`` saying what is wrong and where."""
    try:
        if file.stat().st_size > LARGEST:
            raise GoldError(file, f"is longer than {LARGEST:,} bytes")
        return _gold(file, file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise GoldError(file, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise GoldError(file, f"is not UTF-8 (byte {error.start})") from error


def _gold(file: Path, text: str, place: str = "") -> Gold:
    """The article of a file, or of the line of one that ``place`` names."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise GoldError(file, f"{place}is no JSON: {error}") from error
    if not isinstance(told, dict):
        raise GoldError(file, f"{place}holds no JSON object")
    try:
        gold = Gold.model_validate(told)
    except ValidationError as error:
        first = error.errors()[0]
        raise GoldError(file, f"{place}{_place(first['loc'])}: {first['msg']}") from error
    for reason in _faults(gold):
        raise GoldError(file, f"{place}{reason}")
    return gold


def read_gold(path: Path) -> Iterator[Gold | GoldError]:
    """The articles of a folder (its ``*.json`` and ``*.jsonl`` files, by name) or of one file, and what is wrong with
    the others. A file of JSON Lines holds an article a line."""
    files = sorted((*path.glob("*.json"), *path.glob("*.jsonl"))) if path.is_dir() else [path]
    seen: dict[str, Path] = {}
    for file in files:
        for gold in _lines(file) if file.suffix == ".jsonl" else _one(file):
            if isinstance(gold, Gold) and gold.id in seen:
                yield GoldError(file, f"its id {gold.id!r} is that of {seen[gold.id].name}")
                continue
            if isinstance(gold, Gold):
                seen[gold.id] = file
            yield gold


def _one(file: Path) -> Iterator[Gold | GoldError]:
    try:
        yield load_gold(file)
    except GoldError as error:
        yield error


def _lines(file: Path) -> Iterator[Gold | GoldError]:
    """The articles of JSON Lines; empty lines are none. A line that is too long ends the file."""
    try:
        with file.open("rb") as handle:
            number = 0
            while line := handle.readline(LARGEST + 1):
                number += 1
                if len(line) > LARGEST:
                    yield GoldError(file, f"line {number}: is longer than {LARGEST:,} bytes")
                    return
                if not line.strip():
                    continue
                try:
                    yield _gold(file, line.decode("utf-8-sig"), f"line {number}: ")
                except UnicodeDecodeError as error:
                    yield GoldError(file, f"line {number}: is not UTF-8 (byte {error.start})")
                except GoldError as error:
                    yield error
    except OSError as error:
        yield GoldError(file, error.strerror or str(error))


def _place(location: tuple[int | str, ...]) -> str:
    return "/".join(map(str, location)) or "the article"


def _faults(gold: Gold) -> Iterator[str]:
    """What a schema cannot say."""
    if not gold.text.strip():
        yield "text: is empty"
    if gold.layers is not None:
        yield from (f"{kind}: is in layers, but is not there" for kind in gold.layers if getattr(gold, kind) is None)
    for kind in TYPES:
        for n, fact in enumerate(gold.facts(kind) or ()):
            if not fact.words.strip() or fact.words not in gold.text:
                yield f"{kind}/{n}: the words {fact.words[:60]!r} are not in the text"
        for n, fact in enumerate(gold.rejected.facts(kind)):
            if not fact.words.strip() or fact.words not in gold.text:
                yield f"rejected/{kind}/{n}: the words {fact.words[:60]!r} are not in the text"
    count = len(gold.statements or ())
    for n, statement in enumerate(gold.statements or ()):
        if statement.nested_in is not None and (not 0 <= statement.nested_in < count or statement.nested_in == n):
            yield f"statements/{n}/nested_in: there is no other statement {statement.nested_in}"
    keys = {proposal.key for proposal in gold.proposals or ()}
    for n, position in enumerate(gold.positions or ()):
        if gold.proposals is not None and position.proposal is not None and position.proposal not in keys:
            yield f"positions/{n}/proposal: there is no proposal {position.proposal!r}"
