"""The table of the comparison, in Markdown, and the machine that it was measured on."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.statements.quotations import Unavailable
from benchmarks.statements.systems import System
from benchmarks.statements.texts import Figures, Scores, Texts
from verbale.record import Record

HEAD = ("texts", "system", "found P", "R", "F1", "right P", "R", "F1", "words/s")
NOTES = """\
`found`: the content of the statement; `right`: its speaker too. PolNeAR: precision over all attributions, recall over
those whose cue is a speech verb, as `bench.py` counts. The peers read our parse and do not resolve pronouns; the actor
of theirs is a noun phrase and the names in it. Words a second of process time, parsing included; for Verbale the whole
record is in it, times, places, events and positions too."""


@dataclass(frozen=True)
class Row:
    """One system on one set of texts; ``reason`` tells why there are no scores."""

    texts: str
    system: str
    scores: Scores | None = None
    speed: float | None = None
    reason: str | None = None


def measure(texts: Texts, systems: Iterable[System]) -> list[Row]:
    """A row for each system. Two Verbale profiles that found the same are told apart by a reason on the second."""
    rows: list[Row] = []
    seen: dict[str, list[Record]] = {}
    for system in systems:
        try:
            run = system.read(texts.documents)
        except Unavailable as error:
            rows.append(Row(texts.name, system.name, reason=str(error)))
            continue
        same = next((name for name, records in seen.items() if _same_statements(records, run.records)), None)
        seen[system.name] = run.records
        reason = f"the same statements as {same}" if same else None
        rows.append(Row(texts.name, system.name, texts.score(run.records), texts.words / run.seconds, reason))
    return rows


def _same_statements(one: list[Record], other: list[Record]) -> bool:
    return all(a.statements == b.statements for a, b in zip(one, other, strict=True))


def render(rows: list[Row]) -> str:
    """The table, and below it the reasons for what is blank."""
    cells = [HEAD, *(_cells(row) for row in rows)]
    widths = [max(len(line[k]) for line in cells) for k in range(len(HEAD))]
    rule = [("-" * widths[k]) if k < 2 else "-" * (widths[k] - 1) + ":" for k in range(len(HEAD))]
    lines = [_line(cells[0], widths), f"| {' | '.join(rule)} |", *(_line(line, widths) for line in cells[1:])]
    reasons = [f"- {row.texts}, {row.system}: {row.reason}" for row in rows if row.reason]
    return "\n".join([*lines, "", NOTES, *(["", *reasons] if reasons else [])])


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    padded = (cell.ljust(w) if k < 2 else cell.rjust(w) for k, (cell, w) in enumerate(zip(cells, widths, strict=True)))
    return f"| {' | '.join(padded)} |"


def _cells(row: Row) -> tuple[str, ...]:
    found, right = (row.scores.found, row.scores.right) if row.scores else (None, None)
    speed = "–" if row.speed is None else f"{row.speed:,.0f}"
    return (row.texts, row.system, *_percent(found), *_percent(right), speed)


def _percent(figures: Figures | None) -> tuple[str, str, str]:
    if figures is None:
        return ("–", "–", "–")
    return (f"{100 * figures.precision:.1f}", f"{100 * figures.recall:.1f}", f"{100 * figures.f1:.1f}")


def machine() -> str:
    """CPU model, number of cores and Python of this machine."""
    model = platform.processor() or platform.machine()
    cpu = Path("/proc/cpuinfo")
    if cpu.is_file():
        named = (
            line.partition(":")[2].strip() for line in cpu.read_text().splitlines() if line.startswith("model name")
        )
        model = next(named, model)
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}"
