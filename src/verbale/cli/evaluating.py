"""``verbale evaluate``: the installed reader against articles that the user annotated."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import RenderableType
from rich.text import Text

from verbale.cli.opened import write_json
from verbale.cli.run import read_each, settings_of
from verbale.cli.terminal import report
from verbale.evaluation import Evaluation, Evaluator, Gold, GoldError, read_gold
from verbale.evaluation.comparison import MEANING
from verbale.evaluation.measures import Interval
from verbale.evaluation.report import ALL, WRONGS, Error, Figure, Group
from verbale.harmless import one_line
from verbale.pipeline import Reader
from verbale.reading import Given, ReadingError, give
from verbale.settings import Settings, SettingsError

SENTENCE = 300  # characters that are shown of a sentence


def evaluate(path: Path, errors: int, format: str, profile: str | None, config: Path | None) -> int:
    """Read, compare, write; the status is 1 if an article could not be used, 2 if none could or settings are wrong."""
    try:
        settings = settings_of(config, profile)
    except SettingsError as error:
        sys.stderr.write(f"verbale: {' '.join(str(error).split())}\n")
        return 2
    evaluator = Evaluator(errors)
    golds: dict[str, Gold] = {}
    count = 0
    for item in read_each(Reader(settings), _articles(path, settings, golds)):
        if isinstance(item, ReadingError):
            report(item.name, item.reason)
            evaluator.skip(item.name, item.reason)
            continue
        _, record = item
        evaluator.add(golds.pop(record.document.id), record)
        count += 1
    result = evaluator.result()
    if not count:
        report(str(path), "holds no annotated article that can be used (see docs/evaluation.md)")
        return 2
    write_json(result) if format == "json" else _pretty(result)
    return int(bool(result.skipped))


def _articles(path: Path, settings: Settings, golds: dict[str, Gold]) -> Iterator[Given | ReadingError]:
    """The articles to be read; their annotations are put into ``golds``."""
    for gold in read_gold(path):
        if isinstance(gold, GoldError):
            yield ReadingError(str(gold.file), gold.reason)
            continue
        told = {"published": gold.published, "language": gold.language, "title": gold.title}
        try:
            given = give(gold.text, id=gold.id, settings=settings, **told)
        except ReadingError as error:
            yield error
            continue
        golds[gold.id] = gold
        yield given


def _pretty(result: Evaluation) -> None:
    from rich.console import Group as Lines

    from verbale.cli.pretty import console, write

    out = console()
    groups = [group for group in result.groups if group.language != ALL or len(result.groups) > 2]
    for group in groups:
        write(out, Lines(*_group(group, out.width)))
    if result.errors:
        write(out, Lines(*_errors(result)))


def _group(group: Group, width: int) -> Iterator[RenderableType]:
    from verbale.cli.pretty import grid

    name = "all languages" if group.language == ALL else one_line(group.language, 20)
    yield Text(f"{name}: {_count(group.articles, 'article')}, score {_share(group.score)}", style="bold")
    heads = ["", "annotated", "read", "found F1", "right F1", "missed", "wrong", "extra", "right means"]
    rows = [
        [
            Text(score.type, style="bold"),
            Text(str(score.gold)),
            Text(str(score.predicted)),
            Text(_figure(score.found)),
            Text(_figure(score.right)),
            *(Text(str(getattr(score, name))) for name in WRONGS),
            Text(MEANING[score.type], style="dim"),
        ]
        for score in group.scores
    ]
    yield grid(heads, rows, width)
    told = [
        f"{one.type} {one.name} {_share(one.agreement.share)} of {one.agreement.n}"
        + (f" (κ {one.agreement.kappa:.2f})" if one.agreement.kappa is not None else "")
        for one in group.attributes
    ]
    if told:
        yield Text("Agreement on the facts that were found: " + "; ".join(told), style="dim")
    yield Text()


def _errors(result: Evaluation) -> Iterator[Text]:
    before = None
    for error in result.errors:
        if (error.type, error.kind) != before:
            before = error.type, error.kind
            yield Text(f"{error.type}, {error.kind}", style="bold underline")
        yield _error(error)


def _error(error: Error) -> Text:
    text = Text("  ")
    text.append(one_line(error.words, 200), style="bold")
    for name in error.gold:
        text.append(f"\n    {name}: annotated {one_line(error.gold[name], 80)}, read {one_line(error.read[name], 80)}")
    text.append(f"\n    [{one_line(error.document, 60)}] {one_line(error.sentence, SENTENCE)}", style="dim")
    return text


def _figure(figure: Figure) -> str:
    return _share(figure.f1) + _interval(figure.f1_interval)


def _interval(interval: Interval | None) -> str:
    return f" [{interval.low:.2f}, {interval.high:.2f}]" if interval is not None else ""


def _share(value: float | None) -> str:
    return f"{value:.3f}" if value is not None else "–"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
