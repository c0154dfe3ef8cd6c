"""What a careful reader takes from many answers of one party: never an average."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.threads.synthetic import Draft
from verbale.record import Record, Stance
from verbale.threads import Cell, History

DAY = date(2025, 3, 31)


def told(
    id: str,
    published: str,
    *answers: tuple[str, Stance, str | None],
    publisher: str | None = None,
    said_by: str | None = None,
    **fields: Any,
) -> Record:
    """A text in which parties answer Chile's truce: a government by its code, a member as *Name/CODE*."""
    draft = Draft(id, published, publisher=publisher or f"outlet of {id}")
    between = (draft.government("PER"), draft.government("BOL"))
    proposal = draft.proposal(by=(draft.government("CHL"),), between=between, duration="P30D", **fields)
    speaker = actor(draft, said_by) if said_by else None
    for who, stance, day in answers:
        draft.position(actor(draft, who), proposal, stance, day, said_by=speaker)
    return draft.record()


def actor(draft: Draft, who: str) -> str:
    name, _, country = who.partition("/")
    if not country:
        return draft.government(name)
    if name[0].islower():
        return draft.actor(f"unnamed:{name}", "unnamed", name, country, "GOV")
    return draft.actor(name.lower().replace(" ", "-"), "person", name, country, "GOV")


def cell(*records: Record, party: str = "PER", on: date = DAY) -> Cell:
    (proposal,) = History.of(records).state_at(on).proposals
    found = proposal.cell(party)
    assert found is not None
    return found


def test_the_later_word_holds_and_replaces_the_earlier() -> None:
    found = cell(
        told("a", "2025-03-04", ("PER", "undecided", None)), told("b", "2025-03-07", ("PER", "accepts", "2025-03-06"))
    )
    assert (found.stance, found.since) == ("accepts", date(2025, 3, 6))
    assert found.rows[1].supersedes == found.rows[0].id
    assert (found.rows[0].date_origin, found.rows[1].date_origin) == ("published", "stated")
    assert not found.disputed


def test_the_day_that_is_asked_for_decides() -> None:
    texts = (told("a", "2025-03-04", ("PER", "rejects", None)), told("b", "2025-03-07", ("PER", "accepts", None)))
    assert cell(*texts, on=date(2025, 3, 6)).stance == "rejects"
    state = History.of(texts).state_at(date(2025, 3, 6), known=DAY)
    assert state.proposals[0].cells[0].stance == "rejects"


def test_what_was_so_then_and_is_known_only_later() -> None:
    texts = (
        told("a", "2025-03-04", ("PER", "rejects", None)),
        told("b", "2025-03-09", ("PER", "accepts", "2025-03-06")),
    )
    history = History.of(texts)
    day = date(2025, 3, 7)
    assert history.state_at(day).proposals[0].cells[0].stance == "rejects"
    assert history.state_at(day, known=DAY).proposals[0].cells[0].stance == "accepts"


def test_two_outlets_that_disagree_about_one_day_are_both_kept() -> None:
    found = cell(told("a", "2025-03-04", ("PER", "accepts", None)), told("b", "2025-03-04", ("PER", "rejects", None)))
    assert found.disputed
    assert {found.stance, *(row.stance for row in found.against)} == {"accepts", "rejects"}


def test_a_later_word_of_the_party_settles_it() -> None:
    texts = (
        told("a", "2025-03-04", ("PER", "accepts", None)),
        told("b", "2025-03-04", ("PER", "rejects", None)),
        told("c", "2025-03-06", ("PER", "rejects", None)),
    )
    found = cell(*texts)
    assert (found.stance, found.disputed) == ("rejects", False)


def test_a_minister_who_says_no_to_his_governments_yes_is_dissent() -> None:
    found = cell(
        told("a", "2025-03-04", ("PER", "accepts", None)), told("b", "2025-03-06", ("Rosa Quispe/PER", "rejects", None))
    )
    assert (found.stance, found.disputed) == ("accepts", False)
    assert [(row.member, row.stance) for row in found.dissent] == [("Rosa Quispe", "rejects")]
    assert found.against == found.dissent


def test_the_dissent_remains_visible_when_the_government_has_spoken_again() -> None:
    found = cell(
        told("a", "2025-03-04", ("PER", "accepts", None)),
        told("b", "2025-03-06", ("Rosa Quispe/PER", "rejects", None)),
        told("c", "2025-03-08", ("PER", "accepts", None)),
    )
    assert (found.disputed, [row.member for row in found.dissent]) == (False, ["Rosa Quispe"])


def test_a_minister_who_was_the_first_to_say_no_dissents_from_a_later_yes() -> None:
    found = cell(
        told("a", "2025-03-04", ("Rosa Quispe/PER", "rejects", None)),
        told("b", "2025-03-06", ("PER", "accepts", None)),
    )
    assert (found.stance, found.disputed) == ("accepts", False)
    assert [(row.member, row.stance) for row in found.dissent] == [("Rosa Quispe", "rejects")]


def test_what_a_minister_said_that_day_and_is_told_again_does_not_move_his_government() -> None:
    found = cell(
        told("a", "2025-03-04", ("Rosa Quispe/PER", "rejects", "2025-03-03"), ("PER", "undecided", "2025-03-03")),
        told("b", "2025-03-07", ("Rosa Quispe/PER", "rejects", "2025-03-03")),
    )
    assert (found.stance, [row.member for row in found.dissent]) == ("undecided", ["Rosa Quispe"])


def test_two_outlets_that_tell_the_answer_of_neighbouring_days_otherwise_are_in_dispute() -> None:
    first = told("a", "2025-03-05", ("PER", "accepts", "2025-03-04"))
    found = cell(first, told("b", "2025-03-06", ("PER", "conditional", "2025-03-05")))
    assert (found.stance, found.disputed) == ("conditional", True)
    assert [(row.stance, row.document) for row in found.against] == [("accepts", "a")]


def test_a_copy_that_comes_later_does_not_turn_a_dispute_over() -> None:
    day = "2025-03-05"
    texts = (
        told("a", day, ("PER", "accepts", day)),
        told("b", "2025-03-06", ("PER", "conditional", day)),
        told("c", "2025-03-08", ("PER", "accepts", day)),
    )
    found = cell(*texts)
    assert (found.stance, [row.document for row in found.against]) == ("conditional", ["a"])


def test_of_two_tellings_of_one_day_that_holds_whose_speaker_is_named() -> None:
    named = told("a", "2025-03-05", ("PER", "rejects", "2025-03-04"), said_by="Juan Rojas/PER")
    found = cell(named, told("b", "2025-03-06", ("PER", "accepts", "2025-03-04")))
    assert (found.stance, found.disputed) == ("rejects", True)
    assert [(row.stance, row.document) for row in found.against] == [("accepts", "b")]


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(told("b", "2025-03-07", ("PER", "rejects", "2025-03-06")), id="the first was out before"),
        pytest.param(
            told("b", "2025-03-06", ("PER", "accepts", "2025-03-04"), ("PER", "rejects", "2025-03-05")),
            id="the second tells of the change",
        ),
        pytest.param(
            told("b", "2025-03-06", ("PER", "rejects", "2025-03-05"), publisher="outlet of a"), id="one outlet"
        ),
        pytest.param(
            told("b", "2025-03-06", ("PER", "rejects", "2025-03-05"), said_by="Juan Rojas/PER"), id="one speaker"
        ),
    ],
)
def test_a_new_answer_of_the_next_day_is_a_change_of_mind(later: Record) -> None:
    found = cell(told("a", "2025-03-05", ("PER", "accepts", "2025-03-04"), said_by="Juan Rojas/PER"), later)
    assert (found.stance, found.disputed) == ("rejects", False)
    assert [row.stance for row in found.path] == ["accepts", "rejects"]


def test_a_minister_through_whom_the_government_has_answered_changes_its_mind() -> None:
    found = cell(
        told("a", "2025-03-04", ("PER", "accepts", None), said_by="Rosa Quispe/PER"),
        told("b", "2025-03-06", ("Rosa Quispe/PER", "rejects", None)),
    )
    assert (found.stance, found.disputed) == ("rejects", False)


def test_a_minister_answers_for_a_government_that_has_not() -> None:
    found = cell(
        told("a", "2025-03-04", ("PER", "undecided", None)),
        told("b", "2025-03-06", ("Rosa Quispe/PER", "accepts", None)),
    )
    assert (found.stance, found.disputed) == ("accepts", False)


def test_two_ministers_of_one_text_who_contradict_each_other_are_disputed() -> None:
    found = cell(told("a", "2025-03-04", ("Rosa Quispe/PER", "accepts", None), ("Juan Rojas/PER", "rejects", None)))
    assert found.disputed


def test_what_outsiders_say_never_overrides_the_partys_own_word() -> None:
    found = cell(
        told("a", "2025-03-04", ("PER", "rejects", None)),
        told("b", "2025-03-06", ("PER", "accepts", None), said_by="Ana Soto/CHL"),
    )
    assert (found.stance, found.disputed) == ("rejects", True)
    assert found.against[0].heard
    assert found.against[0].said_by == ("Ana Soto",)


def test_what_only_an_outsider_says_is_uncertain() -> None:
    found = cell(told("b", "2025-03-06", ("PER", "accepts", None), said_by="Ana Soto/CHL"))
    assert (found.stance, found.uncertain) == ("accepts", True)


def test_an_anonymous_official_does_not_move_his_government() -> None:
    found = cell(
        told("a", "2025-03-04", ("PER", "accepts", None)), told("b", "2025-03-06", ("an official/PER", "rejects", None))
    )
    assert (found.stance, found.disputed) == ("accepts", False)
    assert [row.member for row in found.dissent] == ["an official"]


def test_news_that_has_not_heard_of_the_answer_takes_nothing_back() -> None:
    found = cell(
        told("a", "2025-03-04", ("PER", "accepts", "2025-03-04")), told("b", "2025-03-05", ("PER", "undecided", None))
    )
    assert (found.stance, found.disputed, len(found.rows)) == ("accepts", False, 2)


def test_a_party_may_think_again() -> None:
    found = cell(
        told("a", "2025-03-04", ("PER", "accepts", None)), told("b", "2025-03-11", ("PER", "undecided", "2025-03-10"))
    )
    assert found.stance == "undecided"


def test_an_answer_dated_after_its_text_is_dated_by_the_text() -> None:
    found = cell(told("a", "2025-03-04", ("PER", "accepts", "2025-03-08")))
    assert (found.since, found.deciding.date_origin) == (date(2025, 3, 4), "published")


def test_an_undated_answer_that_the_same_text_replaces_is_not_later_than_its_successor() -> None:
    found = cell(told("a", "2025-03-08", ("PER", "conditional", None), ("PER", "accepts", "2025-03-05")))
    assert [(row.stance, row.date_origin) for row in found.rows] == [("conditional", "before"), ("accepts", "stated")]
    assert found.stance == "accepts"


def test_the_author_takes_no_position_on_his_own_proposal() -> None:
    history = History.of([told("a", "2025-03-04", ("CHL", "accepts", None), ("PER", "accepts", None))])
    assert [row.party.key for row in history.rows] == ["PER"]


def test_sources_are_outlets_and_one_is_marked() -> None:
    one = told("a", "2025-03-04", ("PER", "accepts", None), publisher="Wire")
    same = told("b", "2025-03-05", ("PER", "accepts", None), publisher="Wire")
    other = told("c", "2025-03-05", ("PER", "accepts", None), publisher="Gazette")
    assert cell(one, same).one_source
    assert cell(one, same, other).sources == ("Wire", "Gazette")


def test_nobody_known_gets_no_cell_and_keeps_his_row() -> None:
    draft = Draft("a", "2025-03-04")
    between = (draft.government("PER"), draft.government("BOL"))
    proposal = draft.proposal(by=(draft.government("CHL"),), between=between)
    draft.position(draft.actor("unnamed:a-source", "unnamed", "a source"), proposal, "accepts")
    history = History.of([draft.record()])
    assert len(history.rows) == 1
    assert history.latest().proposals[0].cells == ()


@pytest.mark.parametrize(
    ("later", "status"),
    [("in force", "in force"), ("violated", "violated"), ("lapsed", "suspended"), ("proposed", "agreed")],
)
def test_what_befell_a_proposal_goes_on_but_never_back_to_proposed(later: Any, status: str) -> None:
    both = (("PER", "accepts", None), ("BOL", "accepts", None))
    first = told("a", "2025-03-04", *both, status="agreed")
    history = History.of([first, told("b", "2025-03-09", status=later)])
    reached = history.latest().proposals[0].status
    assert reached is not None
    assert reached.status == status


def test_agreed_is_not_believed_while_one_says_no() -> None:
    text = told("a", "2025-03-04", ("PER", "accepts", None), ("BOL", "rejects", None), status="agreed")
    reached = History.of([text]).latest().proposals[0].status
    assert reached is not None
    assert reached.status == "proposed"


def test_a_no_of_one_does_not_reject_what_another_is_still_studying() -> None:
    texts = (
        told("a", "2025-03-04", ("PER", "undecided", None)),
        told("b", "2025-03-05", ("BOL", "rejects", None), status="rejected"),
    )
    reached = History.of(texts).latest().proposals[0].status
    assert reached is not None
    assert reached.status == "proposed"
    more = (*texts, told("c", "2025-03-06", ("PER", "rejects", None), ("BOL", "rejects", None), status="rejected"))
    reached = History.of(more).latest().proposals[0].status
    assert reached is not None
    assert reached.status == "rejected"


def test_a_party_that_takes_back_its_yes_suspends_what_was_agreed_and_nothing_else() -> None:
    both = (("PER", "accepts", None), ("BOL", "accepts", None))
    back = told("b", "2025-03-09", ("PER", "rejects", "2025-03-08"))
    for status, expected in (("agreed", "suspended"), ("proposed", "proposed")):
        reached = History.of([told("a", "2025-03-04", *both, status=status), back]).latest().proposals[0].status
        assert reached is not None
        assert reached.status == expected


def test_what_a_later_text_teaches_is_not_known_before() -> None:
    later = told("b", "2025-03-09", ("PER", "accepts", None), put_forward="2025-03-02")
    history = History.of([told("a", "2025-03-04", ("PER", "accepts", None)), later])
    assert history.state_at(date(2025, 3, 5)).proposals[0].thread.forward is None
    assert history.state_at(date(2025, 3, 9)).proposals[0].thread.forward is not None


def test_in_one_text_the_partys_own_word_outweighs_a_members() -> None:
    found = cell(told("a", "2025-03-04", ("PER", "accepts", None), ("Rosa Quispe/PER", "conditional", None)))
    assert (found.stance, found.disputed, len(found.rows)) == ("accepts", False, 2)


def test_what_an_anonymous_official_tells_of_his_government_is_not_its_word() -> None:
    found = cell(
        told("a", "2025-03-04", ("PER", "rejects", None)),
        told("b", "2025-03-06", ("PER", "accepts", None), said_by="an official/PER"),
    )
    assert (found.stance, found.disputed) == ("rejects", False)
    assert [row.said_by for row in found.dissent] == [("an official",)]
