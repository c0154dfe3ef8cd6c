"""Who takes the stance, where the sentence names the party late, in part, by a pronoun or only by its words."""

from __future__ import annotations

import pytest
from positions_bench import Stage

TRUCE = "Kenya has proposed a ceasefire in the war between Mali and Niger. "
TREGUA = "Il Kenya ha proposto una tregua nella guerra fra Mali e Niger. "
PARTIES = ("Kenya", "Mali", "Niger")


@pytest.mark.parametrize(
    ("language", "answer", "expected"),
    [
        ("en", "Both accepted it.", [("Mali", "accepts"), ("Niger", "accepts")]),
        ("en", "Neither has replied.", [("Mali", "undecided"), ("Niger", "undecided")]),
        ("en", "The delegation of Mali rejected the plan.", [("Mali", "rejects")]),
        ("en", "As for Niger, it has agreed.", [("Niger", "accepts")]),
        ("en", "Mali accepted the plan and so did Niger.", [("Mali", "accepts"), ("Niger", "accepts")]),
        ("en", "Mali, Kenya said, is on board.", [("Mali", "accepts")]),
        ("it", "La delegazione del Mali ha respinto il piano.", [("Mali", "rejects")]),
        ("it", "Quanto al Niger, ha accettato.", [("Niger", "accepts")]),
        ("it", "Il Mali ha accettato, e così ha fatto il Niger.", [("Mali", "accepts"), ("Niger", "accepts")]),
        ("it", "Il Mali ha detto di sì, il Niger no.", [("Mali", "accepts"), ("Niger", "rejects")]),
    ],
)
def test_party(stage: Stage, language: str, answer: str, expected: list[tuple[str, str]]) -> None:
    before = TRUCE if language == "en" else TREGUA
    assert stage(language, before + answer, PARTIES).stances() == expected


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ("No, never", "rejects"),
        ("By all means", "accepts"),
        ("Only if the army leaves", "conditional"),
        ("We will see", "undecided"),
        ("Over our dead bodies", "rejects"),
    ],
)
def test_a_quotation_that_opens_with_an_answer(stage: Stage, words: str, stance: str) -> None:
    text = f"{TRUCE}“{words},” said Mali."
    assert stage("en", text, PARTIES, said={words: "Mali"}).stances() == [("Mali", stance)]


@pytest.mark.parametrize(
    ("words", "stance"),
    [("D'accordo", "accepts"), ("Mai", "rejects"), ("Vedremo", "undecided"), ("Va bene, ma senza armi", "conditional")],
)
def test_an_answer_after_a_colon(stage: Stage, words: str, stance: str) -> None:
    assert stage("it", f"{TREGUA}Mali: «{words}».", PARTIES).stances() == [("Mali", stance)]


def test_the_former_and_the_latter(stage: Stage) -> None:
    text = "Kenya has proposed a ceasefire. It was read to Mali and Niger. The former accepted it, the latter refused."
    assert stage("en", text, PARTIES).stances() == [("Mali", "accepts"), ("Niger", "rejects")]


def test_a_condition_is_no_answer_of_whom_it_names(stage: Stage) -> None:
    found = stage("en", TRUCE + "Mali will sign the plan if Niger accepts it.", PARTIES)
    assert found.stances() == [("Mali", "conditional")]
