"""The figures of many articles: by fact type and language, with the errors that make them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from verbale.evaluation.attributes import Label
from verbale.evaluation.comparison import Compared, Pair, compare, spans_of
from verbale.evaluation.gold import TYPES, Gold, Type
from verbale.evaluation.measures import Agreement, Interval, agreement, f1, f1_interval, wilson
from verbale.record import Record
from verbale.threads.sentences import sentence_around

Wrong = Literal["missed", "wrong", "extra"]
WRONGS: tuple[Wrong, ...] = ("missed", "wrong", "extra")
ALL = "all"


@dataclass(frozen=True, slots=True)
class Figure:
    """How much of one kind of hit there is: ``precision`` of what was read, ``recall`` of what was annotated (with
    Wilson intervals), and ``f1`` (its interval by resampling articles)."""

    hits: int
    f1: float | None
    f1_interval: Interval | None
    precision: float | None
    precision_interval: Interval | None
    recall: float | None
    recall_interval: Interval | None


@dataclass(frozen=True, slots=True)
class Score:
    """One fact type: ``gold`` facts were annotated in ``articles`` articles, ``predicted`` were read."""

    type: Type
    articles: int
    gold: int
    predicted: int
    found: Figure
    right: Figure
    missed: int
    wrong: int
    extra: int


@dataclass(frozen=True, slots=True)
class Attribute:
    """How often the facts of a type that were found agree in one attribute."""

    type: Type
    name: str
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Group:
    """The articles of a language, or all. ``score`` is the mean of the F1 of ``right`` over the fact types."""

    language: str
    articles: int
    score: float | None
    scores: tuple[Score, ...]
    attributes: tuple[Attribute, ...]


@dataclass(frozen=True, slots=True)
class Error:
    """One fact that was missed, read wrongly, or read where the annotation has none; ``gold`` and ``read`` say what
    both have of the attributes that differ."""

    document: str
    type: Type
    kind: Wrong
    words: str
    sentence: str
    gold: dict[str, str]
    read: dict[str, str]


@dataclass(frozen=True, slots=True)
class Skipped:
    """An article that could not be used."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of an annotated sample: figures for all articles and for each language, some errors of each kind."""

    groups: tuple[Group, ...]
    errors: tuple[Error, ...]
    skipped: tuple[Skipped, ...]


class Evaluator:
    """Takes up articles one after the other; keeps counts, and ``errors`` examples of each kind and fact type."""

    def __init__(self, errors: int = 0) -> None:
        self.most = errors
        self._languages: list[str] = []
        self._compared: list[tuple[str, dict[Type, Compared]]] = []
        self._errors: list[Error] = []
        self._count: Counter[tuple[Type, Wrong]] = Counter()
        self._skipped: list[Skipped] = []

    def add(self, gold: Gold, record: Record) -> None:
        """Compare an article with its record."""
        found = {kind: one for kind in TYPES if (one := compare(gold, record, kind)) is not None}
        for kind, one in found.items():
            for pair in one.pairs:
                self._note(kind, pair, gold, record)
        slim = {
            kind: Compared(one.gold, one.predicted, one.found, one.right, _labels(one.pairs))
            for kind, one in found.items()
        }
        self._compared.append((gold.language, slim))

    def skip(self, name: str, reason: str) -> None:
        """An article of which there is no record."""
        self._skipped.append(Skipped(name, reason))

    def result(self) -> Evaluation:
        """The figures of all that were added."""
        languages = sorted({language for language, _ in self._compared})
        groups = [self._group(language) for language in languages]
        groups.append(self._group(ALL))
        order = {kind: n for n, kind in enumerate(TYPES)}
        errors = sorted(self._errors, key=lambda error: (order[error.type], WRONGS.index(error.kind)))
        return Evaluation(tuple(groups), tuple(errors), tuple(self._skipped))

    def _group(self, language: str) -> Group:
        own = [found for name, found in self._compared if language in (ALL, name)]
        scores = [_score(kind, told) for kind in TYPES if (told := [found[kind] for found in own if kind in found])]
        right = [score.right.f1 for score in scores if score.right.f1 is not None]
        return Group(
            language=language,
            articles=len(own),
            score=sum(right) / len(right) if right else None,
            scores=tuple(scores),
            attributes=tuple(_attributes(own)),
        )

    def _note(self, kind: Type, pair: Pair, gold: Gold, record: Record) -> None:
        if pair.right:
            return
        wrong: Wrong = "wrong" if pair.gold and pair.read else "missed" if pair.gold else "extra"
        if self._count[kind, wrong] >= self.most:
            return
        self._count[kind, wrong] += 1
        text = record.document.text
        spans = spans_of(pair.read) if pair.read is not None else ()
        words = pair.gold.words if pair.gold is not None else " … ".join(span.text for span in spans)
        start = spans[0].start if spans else text.find(words)
        differing = {name: one for name, one in pair.deciding.items() if not one.same}
        self._errors.append(
            Error(
                document=gold.id,
                type=kind,
                kind=wrong,
                words=words,
                sentence=sentence_around(text, start, spans[0].end if spans else start + len(words))
                if start >= 0
                else "",
                gold={name: one.gold for name, one in differing.items()},
                read={name: one.read for name, one in differing.items()},
            )
        )


def _labels(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """Pairs without what only their words need."""
    return tuple(Pair(None, None, one.right, one.deciding, one.further) for one in pairs if one.deciding)


def _score(kind: Type, told: list[Compared]) -> Score:
    gold, predicted = sum(one.gold for one in told), sum(one.predicted for one in told)
    found, right = sum(one.found for one in told), sum(one.right for one in told)
    return Score(
        type=kind,
        articles=len(told),
        gold=gold,
        predicted=predicted,
        found=_figure(found, gold, predicted, [(one.gold, one.predicted, one.found) for one in told]),
        right=_figure(right, gold, predicted, [(one.gold, one.predicted, one.right) for one in told]),
        missed=gold - found,
        wrong=found - right,
        extra=predicted - found,
    )


def _figure(hits: int, gold: int, predicted: int, counts: list[tuple[int, int, int]]) -> Figure:
    return Figure(
        hits=hits,
        f1=f1(gold, predicted, hits),
        f1_interval=f1_interval(counts),
        precision=hits / predicted if predicted else None,
        precision_interval=wilson(hits, predicted),
        recall=hits / gold if gold else None,
        recall_interval=wilson(hits, gold),
    )


def _attributes(own: list[dict[Type, Compared]]) -> Iterable[Attribute]:
    for kind in TYPES:
        labels: dict[str, list[Label]] = {}
        for found in own:
            for pair in found[kind].pairs if kind in found else ():
                for name, one in (*pair.deciding.items(), *pair.further.items()):
                    labels.setdefault(name, []).append(one)
        for name, told in labels.items():
            same = sum(one.same for one in told)
            measured = agreement([(one.gold, one.read) for one in told], same)
            if not told[0].nominal:
                measured = Agreement(measured.n, measured.share, None)
            yield Attribute(kind, name, measured)
