"""A store behind a command: opened, asked, closed; what is wrong with it or with the options becomes one line."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import Any, TypeVar

from pydantic import BaseModel
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from verbale.store import Ledger, StoreError

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins so is obeyed by spreadsheets

View = TypeVar("View")


def with_ledger(store: str, work: Callable[[Ledger], int], *, create: bool = False) -> int:
    """Open a store and do ``work``; the status is 2 if it cannot be used or an option (``ValueError``) is wrong."""
    try:
        with Ledger.open(store, create=create) as ledger:
            return work(ledger)
    except StoreError as error:
        return _refused(str(error))
    except DBAPIError as error:
        return _refused(f"the store failed: {error.orig}")
    except ValueError as error:
        return _refused(str(error))


def show(
    store: str, view: Callable[[Connection], View], writers: Mapping[str, Callable[[View], None]], format: str
) -> int:
    """Write a view of a store by one of ``writers``, which need not hold ``json``."""

    def work(ledger: Ledger) -> int:
        with ledger.reading() as connection:
            made = view(connection)
        writer: Callable[[View], None] = writers.get(format, write_json)
        writer(made)
        return 0

    return with_ledger(store, work)


def write_json(view: Any) -> None:
    """A view as JSON."""
    sys.stdout.write(json.dumps(plain(view), ensure_ascii=False, indent=2) + "\n")


def plain(view: Any) -> Any:
    """A view (data classes, models, mappings and sequences of them) as plain values."""
    if isinstance(view, BaseModel):
        return view.model_dump(mode="json")
    if is_dataclass(view) and not isinstance(view, type):
        return {name: plain(value) for name, value in asdict(view).items()}
    if isinstance(view, dict):
        return {str(name): plain(value) for name, value in view.items()}
    if isinstance(view, list | tuple | set | frozenset):
        return [plain(value) for value in view]
    return view if view is None or isinstance(view, str | int | float | bool) else str(view)


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows as RFC 4180 wants them, none of whose cells a spreadsheet takes for a formula."""
    writer = csv.writer(sys.stdout, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([inert("" if cell is None else str(cell)) for cell in row] for row in rows)


def inert(cell: str) -> str:
    """``cell`` with an apostrophe before what a spreadsheet would compute."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _refused(reason: str) -> int:
    sys.stderr.write(f"verbale: {' '.join(reason.split())}\n")
    return 2
