"""One fact as a reviewer sees it: its words in their context, what was read, where it belongs, what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import Connection, select

from verbale.store.candidates import Candidate, candidates
from verbale.store.query import StoredFact, facts_named
from verbale.store.reviewing import Field, fields, token_of
from verbale.store.sighted import Text, texts_of
from verbale.store.tables import versions
from verbale.views.explained import Explained, explained

BEFORE, AFTER = 420, 320  # characters around the words
LONGEST = 3_000  # characters of a passage


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a passage: ``role`` is *claim*, *speaker*, *cue* or empty."""

    text: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a fact in their context; ``before`` and ``after``: the text goes on there."""

    pieces: tuple[Piece, ...]
    before: bool
    after: bool


@dataclass(frozen=True, slots=True)
class Reviewed:
    """``token`` must come back with the form, see ``store.reviewing``. ``told`` is what stands behind the fact; it can
    be judged where that ``holds``."""

    key: str
    told: Explained
    token: str
    passage: Passage
    language: str | None
    text: Text
    fields: tuple[Field, ...]
    candidates: tuple[Candidate, ...]


def reviewed(connection: Connection, given: str) -> Reviewed:
    """A fact by its key, or the beginning of it. Raises ``JudgementError`` if it is not one."""
    told = explained(connection, given)
    found = facts_named(connection, [told.key])
    version, spans = _spans(found[-1]) if found else (None, [])
    return Reviewed(
        key=told.key,
        told=told,
        token=token_of(connection, told.key),
        passage=_passage(connection, version, spans),
        language=found[-1].language if found else None,
        text=_text(connection, found, told),
        fields=fields(connection, found[-1]) if found else (),
        candidates=candidates(connection, told.key) if found else (),
    )


def _text(connection: Connection, found: Iterable[StoredFact], told: Explained) -> Text:
    for fact in found:
        return texts_of(connection, [fact.version])[fact.version]
    source = told.source
    return Text(
        source.document, source.name, source.title, source.publisher, source.url, "news", None, source.published, 0, 0
    )


def _spans(fact: StoredFact) -> tuple[int, list[tuple[int, int, str]]]:
    """Where the words of a fact stand, what matters more last."""
    marked = [(span["start"], span["end"], name) for name in ("cue", "speaker") for span in fact.data.get(name) or ()]
    return fact.version, [*marked, *((start, end, "claim") for start, end, _ in fact.evidence)]


def _passage(connection: Connection, version: int | None, spans: list[tuple[int, int, str]]) -> Passage:
    claims = [(start, end) for start, end, role in spans if role == "claim"]
    if version is None or not claims:
        return Passage((), False, False)
    text = str(connection.execute(select(versions.c.text).where(versions.c.id == version)).scalar_one())
    first = max(0, claims[0][0] - BEFORE)
    near = [end for start, end in claims if start < first + LONGEST]
    last = min(len(text), min(max(near), first + LONGEST) + AFTER)
    first, last = _widened(text, first, last)
    return Passage(tuple(_pieces(text, first, last, spans)), first > 0, last < len(text))


def _widened(text: str, first: int, last: int) -> tuple[int, int]:
    """The same place, but not in the middle of words."""
    while first > 0 and not text[first - 1].isspace() and first > last - LONGEST - BEFORE - AFTER:
        first -= 1
    while last < len(text) and not text[last].isspace() and last < first + LONGEST + BEFORE + AFTER:
        last += 1
    return first, last


def _pieces(text: str, first: int, last: int, spans: list[tuple[int, int, str]]) -> Iterable[Piece]:
    """The text between two offsets, cut where a span begins or ends; of several roles the later one counts."""
    cuts = sorted({first, last, *(at for start, end, _ in spans for at in (start, end) if first < at < last)})
    for one, other in pairwise(cuts):
        role = ""
        for start, end, name in spans:
            role = name if start <= one and other <= end else role
        yield Piece(text[one:other], role)
