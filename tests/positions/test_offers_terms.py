"""Terms and fate of what is on the table: durations that change, conditions, status; authors in relative clauses."""

from __future__ import annotations

import pytest
from positions_bench import Stage

PARTIES = ("Kenya", "Mali", "Niger")


@pytest.mark.parametrize(
    ("language", "text", "times", "duration"),
    [
        (
            "en",
            "Kenya tabled an amended draft that cuts the truce from 30 days to 20 days.",
            {"30 days": "P30D", "20 days": "P20D"},
            "P20D",
        ),
        ("en", "Kenya tabled an amended draft that cuts the truce from 30 days to 20.", {"30 days": "P30D"}, "P20D"),
        (
            "it",
            "Il Kenya propone la tregua da trenta giorni a venti giorni.",
            {"trenta giorni": "P30D", "venti giorni": "P20D"},
            "P20D",
        ),
    ],
)
def test_a_changed_duration(stage: Stage, language: str, text: str, times: dict[str, str], duration: str) -> None:
    assert [p.terms.duration for p in stage(language, text, PARTIES, times).proposals] == [duration]


@pytest.mark.parametrize(
    ("language", "text", "condition"),
    [
        ("en", "Kenya proposed a truce provided that the army leaves Gao.", "provided that the army leaves Gao"),
        ("it", "Il Kenya ha proposto una tregua a patto che l'esercito lasci Gao.", "a patto che l'esercito lasci Gao"),
    ],
)
def test_the_condition_of_an_offer(stage: Stage, language: str, text: str, condition: str) -> None:
    (proposal,) = stage(language, text, PARTIES).proposals
    assert [span.text for span in proposal.terms.conditions] == [condition]


def test_the_condition_of_an_answer_is_not_the_proposals(stage: Stage) -> None:
    text = "Mali accepted the truce that Kenya proposed provided that the army leaves Gao."
    (proposal,) = stage("en", text, PARTIES).proposals
    assert proposal.terms.conditions == ()


@pytest.mark.parametrize(
    ("language", "text", "words", "status"),
    [
        ("en", "The 20-day ceasefire between Mali and Niger took effect at dawn.", "20-day", "in force"),
        ("en", "The 20-day ceasefire between Mali and Niger was violated at dawn.", "20-day", "violated"),
        ("it", "La tregua di venti giorni fra Mali e Niger è entrata in vigore all'alba.", "venti giorni", "in force"),
        (
            "it",
            "Il Mali ha sospeso la tregua di venti giorni con il Niger, dicono i mediatori.",
            "venti giorni",
            "lapsed",
        ),
    ],
)
def test_a_truce_that_is_told_apart_needs_no_answer(
    stage: Stage, language: str, text: str, words: str, status: str
) -> None:
    (proposal,) = stage(language, text, PARTIES, {words: "P20D"}).proposals
    assert proposal.status == status


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The prisoner exchange that Kenya has put forward in a separate document is before both armies."),
        ("it", "Lo scambio di prigionieri che il Kenya ha proposto in un documento a parte è davanti ai due eserciti."),
    ],
)
def test_the_author_in_a_relative_clause(stage: Stage, language: str, text: str) -> None:
    found = stage(language, text, PARTIES)
    assert found.kinds() == ["prisoner exchange"]
    assert found.authors() == [["Kenya"]]


def test_what_a_plan_holds_is_no_proposal_of_its_own(stage: Stage) -> None:
    text = (
        "Kenya's plan envisages a ceasefire, the withdrawal of troops and the exchange of prisoners. Mali accepted it."
    )
    assert stage("en", text, PARTIES).kinds() == ["peace plan"]


def test_an_amended_plan_without_a_first_draft_is_the_plan(stage: Stage) -> None:
    text = "Mali accepted Kenya's plan for a truce on Friday. Niger accepted the amended plan on Saturday, rebels said."
    assert stage("en", text, PARTIES).kinds() == ["ceasefire"]


def test_forty_proposals_stay_forty_or_fewer(stage: Stage) -> None:
    text = " ".join(f"Kenya proposed a truce of {n} days in the war." for n in range(2, 42))
    found = stage("en", text, PARTIES, {f"{n} days": f"P{n}D" for n in range(2, 42)})
    assert 1 < len(found.proposals) <= 40
    assert found.positions == ()
