"""The matrix of the example dispatches, cell by cell, in both languages together.

``examples_matrix.toml`` is a person's reading of the dispatches. It is compared with the matrix of the records that a
person wrote (``corpus/examples``), which tests how texts are laid together, and with that of the reader.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tests.threads.synthetic import Draft
from verbale.pipeline import Reader
from verbale.reading import make_document
from verbale.record import Record
from verbale.views.positions import Column, PositionMatrix, Stand, position_matrix

ROOT = Path(__file__).parents[2]
EXPECTED = tomllib.loads(Path(__file__).with_name("examples_matrix.toml").read_text(encoding="utf-8"))["proposal"]
TEXTS = [json.loads(line) for line in (files("verbale") / "examples/dispatches.jsonl").read_text("utf-8").splitlines()]
PARTIES = ("KGZ", "TJK")
LATE = timedelta(days=2)
BODIES = {"Red Cross": "icrc", "Croce Rossa": "icrc"}


def annotated(text: dict[str, Any]) -> Record:
    """The record that a person wrote of a dispatch, as far as it is about proposals and positions."""
    told = json.loads((ROOT / "corpus" / "examples" / f"{text['id']}.json").read_text(encoding="utf-8"))
    draft = Draft(text["id"], text["published"], text["text"], text["publisher"], text["language"])

    def author(names: list[str]) -> tuple[str, ...]:
        country = next((name for name in names if len(name) == 3 and name.isupper()), None)
        if country:
            return (draft.actor(f"gov:{country}", name=country, country=country, mention=text["text"][:1]),)
        known = next((key for name in names for part, key in BODIES.items() if part in name), None)
        if known:
            return (draft.actor(known, "organisation", names[-1], mention=names[-1]),)
        return (draft.actor("farruh-olimzoda", "person", "Farrukh Olimzoda", "TJK", "GOV", mention="Olimzoda"),)

    for country in PARTIES:
        draft.actor(f"gov:{country}", name=country, country=country, mention=text["text"][:1])
    ids: dict[str, str] = {}
    for item in told["proposals"]:
        terms = item.get("terms") or {}
        ids[item["key"]] = draft.proposal(
            kind=item["kind"],
            by=author(item["by"]) if item.get("by") else (),
            duration=terms.get("duration"),
            scope=terms.get("scope"),
            words=item["evidence"],
        )
    for item in told["positions"]:
        party = draft.actor(f"gov:{item['country']}", name=item["country"], country=item["country"])
        draft.position(party, ids[item["proposal"]], item["stance"], item["date"], item["evidence"])
    return draft.record()


@pytest.fixture(scope="module")
def by_hand() -> PositionMatrix:
    return position_matrix([annotated(text) for text in TEXTS])


@pytest.fixture(scope="module")
def by_program(reader: Reader) -> PositionMatrix:
    documents = [make_document(**{key: value for key, value in text.items() if key != "url"}) for text in TEXTS]
    return position_matrix(reader.read_all(documents))


def column(matrix: PositionMatrix, want: dict[str, Any]) -> Column:
    found = [
        proposal
        for proposal in matrix.proposals
        if proposal.kind == want["kind"]
        and proposal.duration == want.get("duration")
        and any(name in by for name in want["names"] for by in proposal.by)
    ]
    assert len(found) == 1, f"{want['name']} is {len(found)} proposals"
    return found[0]


def cell(matrix: PositionMatrix, proposal: Column, party: str) -> Stand | None:
    row = next((n for n, side in enumerate(matrix.parties) if side.key == party), None)
    return None if row is None else matrix.cells[row][matrix.proposals.index(proposal)]


def check(matrix: PositionMatrix, want: dict[str, Any], party: str) -> None:
    proposal = column(matrix, want)
    stand = cell(matrix, proposal, party)
    answers = want.get(party, [])
    if not answers:
        assert stand is None
        return
    assert stand is not None
    assert [stance for stance, _ in stand.before] + [stand.stance] == [answer["stance"] for answer in answers]
    days = [day for _, day in stand.before] + [stand.since]
    for day, answer in zip(days, answers, strict=True):
        first = date.fromisoformat(answer["first"])
        assert first <= date.fromisoformat(day or "") <= first + LATE
    rows = [answer for answer in matrix.answers if answer.id in stand.answers]
    assert {row.document[:2] for row in rows} == {where for answer in answers for where in answer["told"]}
    assert not stand.disputed
    texts = {text["id"]: text["text"] for text in TEXTS}
    for row in rows:
        assert row.evidence
        assert all(texts[quote.document][quote.start : quote.end] == quote.text for quote in row.evidence)
        assert row.evidence[0].text[:40].split("\n")[0] in row.sentence


def cases() -> Iterator[tuple[dict[str, Any], str]]:
    yield from ((want, party) for want in EXPECTED for party in PARTIES)


def called(value: Any) -> str:
    return value["name"] if isinstance(value, dict) else str(value)


@pytest.mark.parametrize(("want", "party"), list(cases()), ids=called)
def test_each_cell_of_a_persons_reading(by_hand: PositionMatrix, want: dict[str, Any], party: str) -> None:
    check(by_hand, want, party)


def test_a_persons_reading_has_no_other_proposal_and_no_other_party(by_hand: PositionMatrix) -> None:
    assert {side.key for side in by_hand.parties} == set(PARTIES)
    assert len(by_hand.proposals) == len(EXPECTED)
    assert by_hand.unanswered == ()


@pytest.mark.parametrize(("want", "party"), list(cases()), ids=called)
def test_each_cell_of_the_readers(by_program: PositionMatrix, want: dict[str, Any], party: str) -> None:
    check(by_program, want, party)


def test_the_readers_matrix_has_no_other_proposal_and_no_other_party(by_program: PositionMatrix) -> None:
    assert {side.key for side in by_program.parties} == set(PARTIES)
    found = [proposal.label for proposal in by_program.proposals]
    assert len(found) == len(EXPECTED), found
