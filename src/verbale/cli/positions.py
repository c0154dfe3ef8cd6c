"""``verbale positions``: files or a store in, the matrix of parties and proposals out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from verbale.cli.opened import inert, show, write_csv, write_json
from verbale.cli.run import read_each, settings_of, warn
from verbale.cli.terminal import progress, report
from verbale.pipeline import Reader
from verbale.reading import ReadingError, Told, read_sources
from verbale.record import Record
from verbale.settings import Settings, SettingsError
from verbale.store.query import scope_of
from verbale.views.positions import Answer, PositionMatrix, position_matrix, positions

COLUMNS = (
    "party",
    "party_country",
    "by",
    "proposal",
    "label",
    "kind",
    "stance",
    "date",
    "date_origin",
    "conditions",
    "said_by",
    "publisher",
    "document",
    "evidence",
    "confidence",
    "link",
    "certain",
    "disputed",
    "supersedes",
    "fact",
    "judged",
    "title",
    "url",
    "origin",
)


def show_stored_matrix(store: str, scope: dict[str, Any], history: bool, format: str) -> int:
    """Ask a store; the exit status is 2 if it or an option cannot be used."""

    def pretty(matrix: PositionMatrix) -> None:
        from verbale.cli.matrix import show_stored  # rich is slow to import
        from verbale.cli.pretty import console

        show_stored(console(), matrix, history)

    def view(connection: Connection) -> PositionMatrix:
        return positions(connection, scope_of(connection, **scope))

    return show(store, view, {"pretty": pretty, "csv": _csv}, format)


def show_matrix(
    files: list[str],
    published: str | None,
    language: str | None,
    as_of: str | None,
    format: str,
    profile: str | None,
    config: Path | None,
) -> int:
    """Read, lay together, write; the exit status is 1 if anything could not be read, 2 for settings or a day that
    cannot be used."""
    try:
        settings = settings_of(config, profile)
        day = date.fromisoformat(as_of) if as_of else None
    except SettingsError as error:
        sys.stderr.write(f"verbale: {' '.join(str(error).split())}\n")
        return 2
    except ValueError:
        report("--as-of", f"{as_of!r} is not a day (YYYY-MM-DD)")
        return 2
    records, status = _read(files, Told(published, language), settings)
    _WRITERS[format](position_matrix(records, day))
    return status


def _read(files: list[str], told: Told, settings: Settings) -> tuple[list[Record], int]:
    """The records, held in memory, and the exit status."""
    records: list[Record] = []
    status = 0
    with progress(files, quiet=False) as watched:
        for item in read_each(Reader(settings), read_sources(watched, told, settings)):
            if isinstance(item, ReadingError):
                report(item.name, item.reason)
                status = 1
                continue
            given, record = item
            warn(given)
            records.append(record)
    return records, status


def _pretty(matrix: PositionMatrix) -> None:
    from verbale.cli.matrix import show_positions  # rich is slow to import
    from verbale.cli.pretty import console

    show_positions(console(), matrix)


def _csv(matrix: PositionMatrix) -> None:
    """A row an answer, as RFC 4180 wants it."""
    write_csv(COLUMNS, csv_rows(matrix.answers))


def csv_rows(answers: Iterable[Answer]) -> Iterator[list[str]]:
    """The cells of each answer in the order of ``COLUMNS``, none of which a spreadsheet takes for a formula."""
    for answer in answers:
        text, judged = answer.text, answer.judged
        cells = (
            answer.party_name,
            answer.party_country or "",
            answer.by or "",
            answer.proposal,
            answer.label,
            answer.kind,
            answer.stance,
            answer.date or "",
            answer.date_origin or "",
            "; ".join(answer.conditions),
            ", ".join(answer.said_by),
            answer.publisher or "",
            answer.source,
            " … ".join(quote.text for quote in answer.evidence),
            f"{answer.confidence:.2f}",
            f"{answer.link:.2f}",
            "yes" if answer.certain else "no",
            "yes" if answer.disputed else "no",
            answer.supersedes or "",
            answer.fact or "",
            f"{judged.verdict}ed by {judged.author}" if judged else "",
            (text.title or "") if text else "",
            (text.url or "") if text else "",
            str(text.origin) if text else "",
        )
        yield [inert(cell) for cell in cells]


_WRITERS = {"pretty": _pretty, "json": write_json, "csv": _csv}
