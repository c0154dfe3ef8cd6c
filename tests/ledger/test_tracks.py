"""Annotated negotiations in a store: its views show what careful persons wrote, save what is listed here.

The records are those of a faultless reader, so this tests the ledger, not the reading.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.ledger.annotated import Annotated, tracks
from benchmarks.ledger.comparing import Check, compare, fill
from verbale.store import Ledger
from verbale.store.verifying import verify

FOLDER = Path(__file__).parents[2] / "corpus" / "tracks"
TRACKS = list(tracks(FOLDER))

# What the views show otherwise, with the reason.
_UNNAMED = "two officials whom the text does not name are told as a source that disagrees, not as members who dissent"
_OMITTED = "a third text says it in words that name the matter otherwise"
_DUE = "a contact that is called off stands on the day for which it was planned"
OTHERWISE: dict[str, dict[str, str]] = {
    "alpha": {},
    "beta": {
        "matrix | 2017-03-08 pullback-v2: KHM": _UNNAMED,
        "timeline | 2017-03-14 contact: Laos calls off the Bogor summit and rejects v2": _DUE,
        "actors | souliya-vongdara": "a first text names the minister without saying of what",
    },
    "examples": {},
    "gamma": {
        "timeline | 2011-11-05 proposal: first stage carried out: two Armenians, three Azerbaijanis home": (
            "what befell a proposal is told in its row, not in a row of its own"
        ),
        "actors | gagik-avdalyan": "the first text that names him does not say for whom he speaks",
        "left out | Red Cross visits (gamma-06-resoconto-armenia)": _OMITTED,
    },
}


@pytest.fixture(scope="module", params=TRACKS, ids=lambda track: str(track.name))
def track(request: pytest.FixtureRequest) -> Annotated:
    found: Annotated = request.param
    return found


@pytest.fixture(scope="module")
def checks(track: Annotated, tmp_path_factory: pytest.TempPathFactory) -> list[Check]:
    with Ledger.open(tmp_path_factory.mktemp("tracks") / f"{track.name}.db") as ledger:
        fill(ledger, track, track.records)
        assert list(verify(ledger)) == []
        return compare(ledger, track)


def test_the_views_show_what_a_person_wrote(track: Annotated, checks: list[Check]) -> None:
    wrong = {f"{check.what} | {check.name}" for check in checks if not check.right and check.what != "readouts"}
    assert wrong == set(OTHERWISE[track.name])


def test_most_points_of_the_readouts_are_right(checks: list[Check]) -> None:
    told = [check.right for check in checks if check.what == "readouts"]
    assert sum(told) >= len(told) * 0.4
