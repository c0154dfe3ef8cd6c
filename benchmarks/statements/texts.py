"""The texts of the comparison, each set with the scorer that belongs to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from benchmarks.accuracy import (
    LANGUAGES,
    data_document,
    data_rows,
    gold_document,
    gold_files,
    run_bench,
    run_scorer,
)
from verbale.record import Document, Record, Statement


@dataclass(frozen=True)
class Figures:
    """Shares of one: of what was predicted that is right, of the gold that was found, and their harmonic mean."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, f1: float, gold: int, predicted: int) -> Self:
        """From an F1 rounded to three places. Exact, because hits are whole and the counts below two thousand."""
        hits = round(f1 * (gold + predicted) / 2) if f1 == f1 else 0
        return cls(hits / max(predicted, 1), hits / max(gold, 1), 2 * hits / max(gold + predicted, 1))


@dataclass(frozen=True)
class Scores:
    """``found``: the content was found. ``right``: and its speaker. ``None`` where the scorer does not say."""

    found: Figures | None
    right: Figures


@dataclass(frozen=True)
class Texts:
    """Documents of one language, and what scores their records."""

    name: str
    documents: list[Document]
    score: Callable[[list[Record]], Scores]

    @property
    def words(self) -> int:
        return sum(len(document.text.split()) for document in self.documents)


def joined(record: Record) -> Record:
    """The record with the parts of a cut quotation as one statement, as PolNeAR counts them; ours keeps them apart."""
    out: list[Statement] = []
    for statement in record.statements:
        last = out[-1] if out else None
        if last is not None and _goes_on(record.document.text, last, statement):
            out[-1] = last.model_copy(update={"content": (*last.content, *statement.content)})
        else:
            out.append(statement)
    return record.model_copy(update={"statements": tuple(out)})


def _goes_on(text: str, one: Statement, other: Statement) -> bool:
    """Whether two direct quotations stand in one paragraph and hang on one cue and one speaker."""
    cue = other.cue is None or other.cue == one.cue
    speaker = other.speaker_span in (None, one.speaker_span) and other.speakers == one.speakers
    direct = one.kind == other.kind == "direct" and one.nested_in == other.nested_in
    return direct and cue and speaker and "\n" not in text[one.content[-1].end : other.content[0].start]


def polnear(data: Path, *, join: bool = False) -> Texts | None:
    """PolNeAR's development part, scored by ``bench.py statements``; ``None`` if it is not there."""
    path = data / "data" / "statements" / "polnear-dev.jsonl"
    if not path.is_file():
        return None
    rows = data_rows(path)

    def score(records: list[Record]) -> Scores:
        lines = ((joined(record) if join else record).to_json() for record in records)
        figures = run_bench(data / "score" / "bench.py", "statements", rows, lines)
        precision, recall, f1 = (figures[name] / 100 for name in ("precision", "recall on speech cues", "F1"))
        return Scores(None, Figures(precision, recall, f1))

    name = "PolNeAR dev, en, cut quotations joined" if join else "PolNeAR dev, en"
    return Texts(name, [data_document(row, "en") for row in rows], score)


def passages(corpus: Path, language: str, scorer: Path) -> Texts | None:
    """The test split of ``corpus/statements`` in a language, scored by ``score.py``; ``None`` if it is not there."""
    paths = gold_files(corpus / "statements", (language,), split="test")
    if not paths:
        return None

    def score(records: list[Record]) -> Scores:
        lines = (record.to_json() for record in records)
        groups: dict[str, Any] = run_scorer(scorer, paths, lines, corpus.name)["groups"]
        row = groups[language]["types"]["statements"]
        found, right = (Figures.of(row[name], row["gold"], row["predicted"]) for name in ("found", "right"))
        return Scores(found, right)

    documents = [gold_document(path) for path in paths]
    return Texts(f"our passages, {language}", documents, score)


def load_texts(data: Path, corpus: Path) -> list[Texts]:
    """All sets that are there."""
    scorer = data / "score" / "score.py"
    found = [
        polnear(data),
        polnear(data, join=True),
        *(passages(corpus, language, scorer) for language in sorted(LANGUAGES)),
    ]
    return [texts for texts in found if texts is not None]
