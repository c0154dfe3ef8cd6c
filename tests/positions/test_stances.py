"""Where the parties stand: one answer a row, in both languages."""

from __future__ import annotations

import pytest
from positions_bench import Stage

TRUCE = "Kenya has proposed a ceasefire in the war. "
TREGUA = "Il Kenya ha proposto una tregua nella guerra. "


@pytest.mark.parametrize(
    ("answer", "stance"),
    [
        ("Mali accepted the plan.", "accepts"),
        ("Mali gave the green light on Tuesday.", "accepts"),
        ("Mali said yes.", "accepts"),
        ("The proposal was accepted by Mali.", "accepts"),
        ("Mali agreed in principle but asked for guarantees.", "conditional"),
        ("Mali would sign it only if the army withdrew.", "conditional"),
        ("Mali accepted the text on condition that the prisoners were freed.", "conditional"),
        ("Mali is studying the proposal.", "undecided"),
        ("Mali has yet to commit to it.", "undecided"),
        ("Mali has not said whether it will sign.", "undecided"),
        ("Mali has not ruled out the plan.", "undecided"),
        ("Mali turned the plan down.", "rejects"),
        ("Mali will not sign the text.", "rejects"),
        ("Mali refused to accept the proposal.", "rejects"),
        ("The plan was rejected by Mali on Monday.", "rejects"),
        ("Mali withdrew its consent.", "rejects"),
    ],
)
def test_one_answer_in_english(stage: Stage, answer: str, stance: str) -> None:
    found = stage("en", TRUCE + answer, ("Kenya", "Mali"), {"Tuesday": "2024-06-04", "Monday": "2024-06-03"})
    assert found.stances() == [("Mali", stance)]


@pytest.mark.parametrize(
    ("answer", "stance"),
    [
        ("Il Mali ha accettato il piano.", "accepts"),
        ("Il Mali ha dato il via libera martedì.", "accepts"),
        ("Il Mali ha fatto sapere che ci sta.", "accepts"),
        ("La proposta è stata approvata dal Mali.", "accepts"),
        ("Il Mali accetterà la proposta solo se l'esercito si ritira.", "conditional"),
        ("Il Mali è d'accordo in linea di principio.", "conditional"),
        ("Il Mali ha detto di sì, purché i prigionieri siano liberati.", "conditional"),
        ("Il Mali sta valutando la proposta.", "undecided"),
        ("Il Mali deve ancora rispondere.", "undecided"),
        ("Il Mali non ha escluso il piano.", "undecided"),
        ("Il Mali ha preso tempo.", "undecided"),
        ("Il Mali ha respinto il piano.", "rejects"),
        ("Il Mali lo ha bocciato.", "rejects"),
        ("Il Mali ha detto di no.", "rejects"),
        ("Il Mali non firmerà mai questo testo.", "rejects"),
        ("La proposta è stata respinta dal Mali.", "rejects"),
    ],
)
def test_one_answer_in_italian(stage: Stage, answer: str, stance: str) -> None:
    found = stage("it", TREGUA + answer, ("Kenya", "Mali"), {"martedì": "2024-06-04"})
    assert found.stances() == [("Mali", stance)]


def test_conditions_are_spans_and_dates_belong_to_the_clause(stage: Stage) -> None:
    text = "In May Egypt tabled a truce for the war. Chad accepted it on Tuesday provided that all troops leave."
    found = stage("en", text, ("Egypt", "Chad"), {"May": "2024-05", "Tuesday": "2024-06-04"})
    assert [c.text for c in found.positions[0].conditions] == ["provided that all troops leave"]
    assert found.positions[0].date == "2024-06-04"
    assert found.proposals[0].put_forward == "2024-05"


def test_ellipsis_is_the_answer_of_the_other_party(stage: Stage) -> None:
    found = stage("en", TRUCE + "Chad said yes. Niger did not.", ("Kenya", "Chad", "Niger"))
    assert found.stances() == [("Chad", "accepts"), ("Niger", "rejects")]
    found = stage("it", TREGUA + "Il Ciad ha detto di no, il Niger invece sì.", ("Kenya", "Ciad", "Niger"))
    assert found.stances() == [("Ciad", "rejects"), ("Niger", "accepts")]


def test_we_is_who_speaks(stage: Stage) -> None:
    text = "Kenya put forward a truce in the war. “We will not sign this,” said the rebels."
    found = stage("en", text, {"Kenya": (), "the rebels": ()}, said={"We will not sign this": "the rebels"})
    assert found.stances() == [("the rebels", "rejects")]
    assert found.positions[0].said_in == "s1"


def test_each_of_two_parties_has_its_own_row(stage: Stage) -> None:
    found = stage("en", TRUCE + "Both Mali and Niger rejected the plan.", ("Kenya", "Mali", "Niger"))
    assert found.stances() == [("Mali", "rejects"), ("Niger", "rejects")]


def test_a_change_of_mind_supersedes(stage: Stage) -> None:
    text = TREGUA + "Il Mali lo ha respinto; poi ci ha ripensato."
    first, second = stage("it", text, ("Kenya", "Mali")).positions
    assert (first.stance, second.stance) == ("rejects", "accepts")
    assert first.supersedes is None
    assert second.supersedes == first.id


def test_what_is_told_in_the_past_perfect_came_before(stage: Stage) -> None:
    text = TRUCE + "Mali withdrew its consent to the plan, which it had accepted in March."
    found = stage("en", text, {"Kenya": (), "Mali": ("it",)}, {"March": "2024-03"})
    assert found.stances() == [("Mali", "rejects"), ("Mali", "accepts")]
    assert found.positions[0].supersedes == found.positions[1].id


@pytest.mark.parametrize(
    "answer",
    [
        "Mali might accept the plan.",
        "Britain urged Mali to accept the plan.",
        "Kenya hopes that Mali will sign the text.",
        "Britain welcomed the proposal.",
        "Mali refused to meet the envoy.",
        "Mali rejected the accusation.",
        "Mali accepted the resignation of the minister.",
        "Kenya supports its plan and accepts the text.",
    ],
)
def test_no_answer_in_english(stage: Stage, answer: str) -> None:
    assert stage("en", TRUCE + answer, ("Kenya", "Mali", "Britain")).stances() == []


@pytest.mark.parametrize(
    "answer",
    [
        "Il Mali potrebbe accettare il piano.",
        "La Francia ha esortato il Mali ad accettare la proposta.",
        "La Francia ha accolto con favore la proposta.",
        "Il Mali ha rifiutato un incontro con il Niger.",
        "Il Mali ha respinto le accuse.",
        "Se il Mali accetta il piano, la guerra finirà.",
    ],
)
def test_no_answer_in_italian(stage: Stage, answer: str) -> None:
    assert stage("it", TREGUA + answer, ("Kenya", "Mali", "Francia", "Niger")).stances() == []
