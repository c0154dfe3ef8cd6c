"""What is pinned of the ledger: how much of what careful persons wrote its views show (``corpus/tracks``)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from benchmarks.accuracy import CORPUS, Score
from benchmarks.ledger.annotated import Annotated, document_of, tracks
from benchmarks.ledger.comparing import Check, compare, fill
from verbale.pipeline import Reader
from verbale.record import Record
from verbale.store import Ledger

KINDS = ("matrix", "contacts", "incidents", "timeline", "brief")  # the rest is the same whoever reads


def track_scores(reader: Reader, folder: Path = CORPUS / "tracks") -> list[Score]:
    """The share of checks that are right: of the records of a person, and of those that the reader makes, by kind."""
    told = [*tracks(folder)]
    by_hand = [check for track in told for check in checked(track, track.records)]
    as_read = [
        check for track in told for check in checked(track, reader.read_all(document_of(one) for one in track.told))
    ]
    out = [_score("ledger: tracks by hand", by_hand)]
    for kind in KINDS:
        out.append(_score(f"ledger: {kind} as read", [check for check in as_read if check.what == kind]))
    return out


def checked(track: Annotated, records: Iterable[Record]) -> list[Check]:
    """The checks of a track in a store of its own."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "track.db") as ledger:
        fill(ledger, track, records)
        return compare(ledger, track)


def _score(task: str, checks: list[Check]) -> Score:
    right = sum(check.right for check in checks)
    return Score(task, "all", round(right / len(checks), 3) if checks else 0.0, len(checks))
