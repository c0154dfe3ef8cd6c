"""The matrix of a store: what was so, what was known, what persons judged, and how many origins tell it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.threads.synthetic import Draft
from tests.views.truce import NOW, add, judge, position, text
from verbale.store import Ledger
from verbale.store.judging import withdraw
from verbale.store.merging import merge_actors
from verbale.store.negotiations import negotiations
from verbale.store.query import Scope, find_facts, scope_of
from verbale.store.tracking import Definition, make_track
from verbale.views.positions import Answer, PositionMatrix, Stand, matrix_of, positions


def asked(ledger: Ledger, **scope: Any) -> PositionMatrix:
    with ledger.reading() as connection:
        return positions(connection, scope_of(connection, **scope))


def cell(matrix: PositionMatrix, party: str, proposal: int = 0) -> Stand | None:
    row = next((n for n, side in enumerate(matrix.parties) if side.key == party), None)
    return matrix.cells[row][proposal] if row is not None else None


def stances(matrix: PositionMatrix, party: str) -> list[str]:
    """The stances of a cell in time."""
    stand = cell(matrix, party)
    return [] if stand is None else [*(stance for stance, _ in stand.before), stand.stance]


def test_an_empty_store_has_an_empty_matrix(ledger: Ledger) -> None:
    assert asked(ledger) == PositionMatrix(None, (), (), (), (), ())


def test_the_world_on_a_day_by_all_that_is_known_and_what_was_known_then(ledger: Ledger) -> None:
    first = text("a", "2025-03-04", ("PER", "accepts"))
    later = text("b", "2025-03-09", ("BOL", "rejects"), date="2025-03-05")
    last = text("c", "2025-03-20", ("PER", "rejects"), publisher="Post")
    add(ledger, first, later, last)
    now = asked(ledger)
    assert (stances(now, "PER"), stances(now, "BOL")) == (["accepts", "rejects"], ["rejects"])
    then = asked(ledger, as_of="2025-03-06")
    assert (stances(then, "PER"), stances(then, "BOL")) == (["accepts"], ["rejects"])
    assert then.as_of == "2025-03-06"
    known = asked(ledger, as_of="2025-03-06", known_at="2025-03-06")
    assert (stances(known, "PER"), stances(known, "BOL")) == (["accepts"], [])
    assert asked(ledger, known_at="2025-03-04T19:00:00Z").proposals == ()
    assert {mention.text.name for mention in known.proposals[0].mentions if mention.text} == {"a"}


def test_copies_of_one_text_are_one_origin(ledger: Ledger) -> None:
    add(
        ledger,
        text("a", "2025-03-04", ("PER", "accepts")),
        text("b", "2025-03-04", ("PER", "accepts"), publisher="Post"),
    )
    stand = cell(asked(ledger), "PER")
    assert stand is not None
    assert (stand.documents, stand.origins, stand.one_source) == (2, 1, True)
    assert stand.sources == ("Wire", "Post")
    other = (
        "A wholly different report from the capital says what the foreign ministry told reporters on its steps. " * 3
    )
    add(ledger, text("c", "2025-03-04", ("PER", "accepts"), publisher="Star", head=other))
    matrix = asked(ledger)
    stand = cell(matrix, "PER")
    assert stand is not None
    assert (stand.documents, stand.origins, stand.one_source) == (3, 2, False)
    assert (matrix.proposals[0].documents, matrix.proposals[0].origins) == (3, 2)


def test_answers_tell_their_document_and_the_key_by_which_they_are_judged(ledger: Ledger) -> None:
    add(ledger, text("report-1", "2025-03-04", ("PER", "accepts")))
    (answer,) = asked(ledger).answers
    assert (answer.source, answer.publisher, answer.judged) == ("report-1", "Wire", None)
    assert answer.fact == position(ledger, "accepts")
    assert answer.sentence.endswith("PER accepts.")


def test_a_rejected_answer_is_gone_and_back_when_the_judgement_is_withdrawn(ledger: Ledger) -> None:
    add(ledger, text("a", "2025-03-04", ("PER", "accepts"), ("BOL", "rejects")))
    judgement = judge(ledger, position(ledger, "accepts"), "reject")
    assert (stances(asked(ledger), "PER"), stances(asked(ledger), "BOL")) == ([], ["rejects"])
    assert stances(asked(ledger, known_at="2025-12-31"), "PER") == ["accepts"]  # before it was judged
    with ledger.writing() as connection:
        withdraw(connection, judgement, "Ana", "2030-02-02T10:00:00.000Z")
    assert stances(asked(ledger), "PER") == ["accepts"]


def answer_of(matrix: PositionMatrix, party: str) -> Answer:
    (answer,) = (one for one in matrix.answers if one.party == party)
    return answer


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("stance=conditional", ("PER", "conditional", "2025-03-04")),
        ("date=2025-03-02", ("PER", "accepts", "2025-03-02")),
        ("party=BOL", ("BOL", "accepts", "2025-03-04")),
    ],
)
def test_a_corrected_answer_is_told_as_corrected_and_marked(
    ledger: Ledger, change: str, expected: tuple[str, str, str]
) -> None:
    add(ledger, text("a", "2025-03-04", ("PER", "accepts")))
    judge(ledger, position(ledger, "accepts"), "correct", change)
    matrix = asked(ledger)
    (answer,) = matrix.answers
    assert (answer.party, answer.stance, answer.date) == expected
    assert answer.judged is not None
    assert (answer.judged.verdict, answer.judged.author) == ("correct", "Ana")
    stand = cell(matrix, expected[0])
    assert stand is not None
    assert stand.judged
    assert len(matrix.parties) == 1


def test_a_confirmed_answer_outlives_a_reader_that_finds_it_no_more(ledger: Ledger) -> None:
    add(ledger, text("a", "2025-03-04", ("PER", "accepts")))
    judge(ledger, position(ledger, "accepts"), "confirm")
    record = text("a", "2025-03-04", ("PER", "accepts")).record()
    better = record.model_copy(
        update={"positions": (), "reader": record.reader.model_copy(update={"version": "better"})}
    )
    ledger.add(better)
    (answer,) = asked(ledger).answers
    assert (answer.party, answer.stance, answer.evidence[0].text) == ("PER", "accepts", "PER accepts")
    assert answer.judged is not None


def test_a_rejected_proposal_takes_its_answers_with_it(ledger: Ledger) -> None:
    add(
        ledger,
        text("a", "2025-03-04", ("PER", "accepts")),
        text("b", "2025-03-05", ("BOL", "rejects"), publisher="Post"),
    )
    with ledger.reading() as connection:
        proposals = find_facts(connection, Scope(), ("proposal",))
    judge(ledger, next(one.key for one in proposals if one.name == "b"), "reject")
    matrix = asked(ledger)
    assert (stances(matrix, "PER"), stances(matrix, "BOL")) == (["accepts"], [])
    assert matrix.proposals[0].documents == 1


def test_merged_parties_are_one_row(ledger: Ledger) -> None:
    draft = text("a", "2025-03-04")
    front = draft.actor("front", "armed_group", "The Front")
    draft.position(front, "pr1", "accepts", words="The Front accepts")
    other = text("b", "2025-03-08", publisher="Post", extra="Nothing more was told by anyone that evening. ")
    army = other.actor("people-s-front", "armed_group", "People's Front")
    other.position(army, "pr1", "rejects", words="People's Front rejects")
    add(ledger, draft, other)
    assert {side.key for side in asked(ledger).parties} == {"front", "people-s-front"}
    with ledger.writing() as connection:
        merge_actors(connection, "people-s-front", "front", "Ana", "the same", NOW)
    matrix = asked(ledger)
    assert [side.key for side in matrix.parties] == ["front"]
    assert stances(matrix, "front") == ["accepts", "rejects"]


def test_contradictions_are_shown_not_averaged(ledger: Ledger) -> None:
    draft = text("a", "2025-03-04", ("PER", "accepts"), date="2025-03-04")
    other = text("b", "2025-03-04", ("PER", "rejects"), date="2025-03-04", publisher="Post")
    add(ledger, draft, other)
    matrix = asked(ledger)
    stand = cell(matrix, "PER")
    assert stand is not None
    assert stand.disputed
    against = {answer.id: answer for answer in matrix.answers}[stand.against[0]]
    assert {stand.stance, against.stance} == {"accepts", "rejects"}
    assert against.disputed


def test_an_amended_draft_is_a_proposal_of_its_own_that_names_its_parent(ledger: Ledger) -> None:
    add(ledger, text("a", "2025-03-04", ("PER", "accepts")))
    draft = text("b", "2025-03-10", publisher="Post")
    amended = draft.proposal(
        by=(draft.government("CHL"),),
        between=(draft.government("PER"), draft.government("BOL")),
        duration="P14D",
        version_of="pr1",
        words="an amended text of 14 days",
    )
    draft.position(draft.government("BOL"), amended, "accepts", words="Bolivia took the amended text")
    add(ledger, draft)
    matrix = asked(ledger)
    new = next(one for one in matrix.proposals if one.duration == "P14D")
    old = next(one for one in matrix.proposals if one.duration == "P30D")
    assert (new.relation, new.version_of, new.parent) == ("amended", old.id, old.label)
    assert old.status == "amended"
    with ledger.reading() as connection:  # the parent is not asked for, yet named
        alone = negotiations(connection, Scope(), [new.id])
    (shown,) = matrix_of(alone.history, told=alone).proposals
    assert (shown.id, shown.parent) == (new.id, old.label)
    then = asked(ledger, known_at="2025-03-06")
    assert [(one.status, one.documents) for one in then.proposals] == [("proposed", 1)]


def test_a_track_a_party_and_a_limit_choose_proposals(ledger: Ledger) -> None:
    add(ledger, text("a", "2025-03-04", ("PER", "accepts"), ("BOL", "rejects")))
    other = Draft("z", "2025-03-06", "Egypt proposed a 9-day pause. Chad accepted the pause of 9 days.", "Wire")
    pause = other.proposal("humanitarian pause", (other.government("EGY"),), (other.government("TCD"),), "P9D")
    other.position(other.government("TCD"), pause, "accepts", words="Chad accepted the pause")
    add(ledger, other)
    assert len(asked(ledger).proposals) == 2
    assert [one.duration for one in asked(ledger, limit=1).proposals] == ["P9D"]
    by_party = asked(ledger, parties=["PER"])
    assert [one.duration for one in by_party.proposals] == ["P30D"]
    assert [side.key for side in by_party.parties] == ["PER"]
    assert {answer.party for answer in by_party.answers} == {"PER"}
    with ledger.writing() as connection:
        make_track(connection, "Andes", Definition(parties=("PER", "BOL")), "Ana", NOW)
    matrix = asked(ledger, track="andes")
    assert ([one.duration for one in matrix.proposals], matrix.track) == (["P30D"], "Andes")


def test_only_the_latest_texts_are_looked_at_and_it_is_told(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    from verbale.store import negotiations

    texts = [
        text(f"t{n}", f"2025-03-{n + 4:02}", ("PER", "accepts" if n < 5 else "rejects"), publisher=f"W{n}")
        for n in range(6)
    ]
    add(ledger, *texts)
    whole = asked(ledger)
    assert (stances(whole, "PER"), whole.proposals[0].cut) == (["accepts", "rejects"], False)
    monkeypatch.setattr(negotiations.negotiations, "__defaults__", (None, 2))
    matrix = asked(ledger)
    assert (stances(matrix, "PER"), matrix.proposals[0].cut) == (["accepts", "rejects"], True)
    assert len(matrix.answers) == 2
