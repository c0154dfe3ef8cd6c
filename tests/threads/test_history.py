"""Twelve dispatches about one proposal: the state of each day, by a person's reading and by the reader's.

The texts (history.jsonl) were written before the program had seen them and have not been changed. So were the states
(history.toml), of which two things were changed afterwards: a stance is dated by the day since when it holds, no longer
by the day when it was last told, and for the truce of 14 September either of two words will do.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.threads.synthetic import Draft
from verbale.pipeline import Reader
from verbale.reading import make_document
from verbale.record import Record
from verbale.threads import Cell, History, ProposalState, State

HERE = Path(__file__).parent
DISPATCHES = [json.loads(line) for line in (HERE / "history.jsonl").read_text(encoding="utf-8").splitlines()]
EXPECTED = tomllib.loads((HERE / "history.toml").read_text(encoding="utf-8"))
BY_HAND = tomllib.loads((HERE / "history_by_hand.toml").read_text(encoding="utf-8"))["dispatch"]
PEOPLE = {
    "Marta Irías": "HND",
    "Óscar Baquedano": "HND",
    "Julio Argüello": "NIC",
    "Tomás Espinoza": "NIC",
    "Ricardo Solanilla": "PAN",
}
LATE = timedelta(days=2)  # by which the day of publication may stand for that of an answer


def names() -> Iterator[tuple[str, str, str]]:
    """Every single thing that is expected: day, proposal, and the status or a party."""
    for day in EXPECTED["day"]:
        for name, told in day.items():
            if name != "date":
                yield day["date"], name, "status"
                yield from ((day["date"], name, party) for party in told if party in ("HND", "NIC"))


def told_on(day: str, name: str) -> dict[str, Any]:
    told: dict[str, Any] = next(item for item in EXPECTED["day"] if item["date"] == day)[name]
    return told


def of_name(state: State, name: str) -> ProposalState | None:
    """The proposal that has the kind and duration of ``name``, and no other author."""
    want = EXPECTED["proposals"][name]
    found = [
        proposal
        for proposal in state.proposals
        if proposal.thread.kind == want["kind"]
        and proposal.thread.duration == want.get("duration")
        and {party.key for party in proposal.thread.authors} <= {want["by"]}
    ]
    assert len(found) < 2, f"{name} is {len(found)} proposals"
    return found[0] if found else None


def check(history: History, day: str, name: str, what: str) -> None:
    proposal = of_name(history.state_at(date.fromisoformat(day)), name)
    assert proposal is not None, f"{name} is not found"
    told = told_on(day, name)
    if what == "status":
        expected = told["status"] if isinstance(told["status"], list) else [told["status"]]
        assert proposal.status is not None
        assert proposal.status.status in expected
        return
    cell = proposal.cell(what)
    assert cell is not None, f"{what} has no stand"
    stance, since = told[what]
    assert cell.stance == stance
    assert holds_since(cell, date.fromisoformat(since)), f"since {cell.since}, not {since}"
    assert bool(cell.against) == (what in told.get("disputed", ()))  # of two sources, or of a party and its member
    if what in told.get("dissent", {}):
        member, other = told["dissent"][what]
        assert (member, other) in [(row.member, row.stance) for row in cell.dissent]


def holds_since(cell: Cell, since: date) -> bool:
    """Whether the day is right; a day of publication may be a little later than the answer."""
    if cell.since is None:
        return False
    if cell.deciding.date_origin == "published":
        return since <= cell.since <= since + LATE
    return cell.since == since


def by_hand(told: dict[str, Any]) -> Record:
    """The record that a person would make of a dispatch."""
    document = next(item for item in DISPATCHES if item["id"] == told["id"])
    draft = Draft(told["id"], document["published"], document["text"], document["publisher"], document["language"])

    def actor(name: str) -> str:
        if name in PEOPLE:
            key = name.lower().replace(" ", "-")
            country = PEOPLE[name]
            return draft.actor(key, "person", name, country, "GOV", mention=name.split()[-1])
        return draft.actor(f"gov:{name}", name=name, country=name, sector="GOV", mention=document["text"][:1])

    for country in ("HND", "NIC"):
        actor(country)
    ids: dict[str, str] = {}
    for item in told["proposals"]:
        ids[item["name"]] = draft.proposal(
            kind=item["kind"],
            by=(actor(item["by"]),) if "by" in item else (),
            between=tuple(actor(name) for name in item.get("between", ())),
            duration=item.get("duration"),
            put_forward=item.get("put_forward"),
            version_of=ids.get(item.get("version_of", "")),
            status=item.get("status", "proposed"),
            words=item["words"],
        )
    for item in told.get("positions", ()):
        said_by = actor(item["said_by"]) if "said_by" in item else None
        fields = {key: item.get(key) for key in ("date", "words", "condition")}
        draft.position(actor(item["party"]), ids[item["on"]], item["stance"], said_by=said_by, **fields)
    for item in told.get("agreements", ()):
        draft.agreement(tuple(actor(name) for name in item["parties"]), item["words"], item["time"])
    record = draft.record()
    assert record.document.text == document["text"], "words that the dispatch does not hold"
    return record


@pytest.fixture(scope="module")
def read_by_hand() -> History:
    return History.of([by_hand(told) for told in BY_HAND])


@pytest.fixture(scope="module")
def read_by_program(reader: Reader) -> History:
    documents = [make_document(**{key: value for key, value in told.items() if key != "url"}) for told in DISPATCHES]
    return History.of(reader.read_all(documents))


@pytest.mark.parametrize(("day", "name", "what"), list(names()))
def test_the_state_of_each_day_by_a_persons_reading(read_by_hand: History, day: str, name: str, what: str) -> None:
    check(read_by_hand, day, name, what)


def test_what_descends_from_what(read_by_hand: History) -> None:
    state = read_by_hand.latest()
    for name, want in EXPECTED["proposals"].items():
        proposal = of_name(state, name)
        assert proposal is not None
        parent = want.get("version_of") or want.get("split_from")
        before = of_name(state, parent) if parent else None
        assert [party.key for party in proposal.thread.authors] == [want["by"]]
        assert proposal.thread.version_of == (before.thread.id if before else None)
        assert proposal.thread.relation == ("amended" if "version_of" in want else "split" if parent else None)


def test_nothing_else_is_on_the_table(read_by_hand: History) -> None:
    assert len(read_by_hand.threads) == len(EXPECTED["proposals"])
    assert all(thread.certain for thread in read_by_hand.threads)


def test_the_general_and_what_his_government_says_are_told_apart(read_by_hand: History) -> None:
    proposal = of_name(read_by_hand.state_at(date(2025, 9, 12)), "truce20")
    assert proposal is not None
    cell = proposal.cell("NIC")
    assert cell is not None
    assert cell.conditions
    assert {(row.member, row.said_by) for row in cell.against} >= {("Tomás Espinoza", ("Tomás Espinoza",))}


@pytest.mark.parametrize(("day", "name", "what"), list(names()))
def test_the_state_of_each_day_by_the_program(read_by_program: History, day: str, name: str, what: str) -> None:
    check(read_by_program, day, name, what)
