"""The systems that are compared: each reads documents into records and says how long it took."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from benchmarks.statements.attribution import Attribution, make_record
from benchmarks.statements.quotations import Unavailable, find_by_textacy, load_textacy, spacy_docs
from benchmarks.statements.rules import find_by_rules
from verbale.language.parse import Parse
from verbale.pipeline import Reader
from verbale.record import Document, Record
from verbale.settings import Settings

PEERS = ("textacy", "rules", "verbale")


@dataclass(frozen=True)
class Run:
    """Records in the order of the documents, and the process time of parsing and finding, in seconds."""

    records: list[Record]
    seconds: float


class System(Protocol):
    """One line of the table."""

    @property
    def name(self) -> str: ...

    def read(self, documents: list[Document]) -> Run:
        """Records of documents of one language. Raises ``Unavailable`` with the reason if it cannot."""


@dataclass
class Bench:
    """The parses that the peers share, made and timed once for each set of documents."""

    reader: Reader = field(default_factory=Reader)
    _parsed: dict[tuple[str, ...], tuple[list[Parse], float]] = field(default_factory=dict)

    def parse(self, documents: list[Document]) -> tuple[list[Parse], float]:
        """Parses, and their seconds."""
        key = tuple(document.sha256 for document in documents)
        if key not in self._parsed:
            parser = self.reader.parser(documents[0].language or "")
            list(parser.parse_all(documents[:1]))  # the first text pays for what is built once
            self._parsed[key] = timed(lambda: list(parser.parse_all(documents)))
        return self._parsed[key]


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What the work returns, and its process time in seconds."""
    started = time.process_time()
    result = work()
    return result, time.process_time() - started


@dataclass
class Rules:
    """The dependency-rule baseline over our parse."""

    bench: Bench
    name: str = "dependency rules"

    def read(self, documents: list[Document]) -> Run:
        parses, parsing = self.bench.parse(documents)
        book = self.bench.reader.parser(documents[0].language or "").codebook
        find_by_rules(parses[0], book)
        found, seconds = timed(lambda: [find_by_rules(parse, book) for parse in parses])
        return _run(documents, parses, found, parsing + seconds)


@dataclass
class Textacy:
    """textacy over our parse; turning the parse into spaCy's form is not timed."""

    bench: Bench
    name: str = "textacy"

    def read(self, documents: list[Document]) -> Run:
        language = documents[0].language or ""
        quotations = load_textacy(language)
        parses, parsing = self.bench.parse(documents)
        vocab = self.bench.reader.parser(language).model.nlp.vocab
        docs = [spacy_docs(parse, vocab) for parse in parses]
        found, seconds = timed(lambda: [find_by_textacy(own, quotations) for own in docs])
        return _run(documents, parses, found, parsing + seconds)


def _run(documents: list[Document], parses: list[Parse], found: list[list[Attribution]], seconds: float) -> Run:
    triples = zip(documents, parses, found, strict=True)
    return Run([make_record(document, parse, items) for document, parse, items in triples], seconds)


@dataclass
class Verbale:
    """Our whole record: its time covers times, places, actors, events, proposals and positions too."""

    reader: Reader

    @property
    def name(self) -> str:
        return f"Verbale {self.reader.settings.profile}"

    def read(self, documents: list[Document]) -> Run:
        list(self.reader.read_all(documents[:1]))
        return Run(*timed(lambda: list(self.reader.read_all(documents))))


def make_systems(peers: tuple[str, ...]) -> list[System]:
    """The systems of the peers that are asked for. Raises ``ValueError`` for one that does not exist."""
    unknown = [name for name in peers if name not in PEERS]
    if unknown:
        raise ValueError(f"no peer {', '.join(map(repr, unknown))}; there are {', '.join(PEERS)}")
    bench = Bench()
    systems: list[System] = []
    if "textacy" in peers:
        systems.append(Textacy(bench))
    if "rules" in peers:
        systems.append(Rules(bench))
    if "verbale" in peers:
        systems += [Verbale(Reader(Settings(profile="full"))), Verbale(Reader(Settings(profile="fast")))]
    return systems


__all__ = ["PEERS", "Bench", "Run", "System", "Unavailable", "make_systems"]
