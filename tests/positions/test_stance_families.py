"""Families of ways to answer: light verbs, idioms, gestures, silence, bargaining, reversal, calling it names."""

from __future__ import annotations

import pytest
from positions_bench import Stage

TRUCE = "Kenya has proposed a ceasefire in the war. "
TREGUA = "Il Kenya ha proposto una tregua nella guerra. "


@pytest.mark.parametrize(
    ("answer", "stance"),
    [
        ("Mali put its initials to the text.", "accepts"),
        ("Mali will abide by the plan.", "accepts"),
        ("Mali can live with the proposal.", "accepts"),
        ("The plan won the backing of Mali.", "accepts"),
        ("Mali shook its head.", "rejects"),
        ("Mali will have none of it.", "rejects"),
        ("Mali threw the plan in the bin.", "rejects"),
        ("Mali backed out of the deal.", "rejects"),
        ("Mali called the plan a trap.", "rejects"),
        ("Mali no longer wants it.", "rejects"),
        ("Mali turned a deaf ear to the proposal.", "rejects"),
        ("The plan did not convince Mali.", "rejects"),
        ("Mali has kept silent.", "undecided"),
        ("Mali begged for three days to think.", "undecided"),
        ("Mali is awaiting instructions.", "undecided"),
        ("Mali has withheld its signature.", "undecided"),
        ("Mali neither accepted nor rejected the plan.", "undecided"),
        ("Mali will give an answer on Monday.", "undecided"),
        ("Mali left the plan on the table.", "undecided"),
        ("Mali does not reject the plan but wants guarantees.", "conditional"),
        ("Mali would come if the army withdrew.", "conditional"),
        ("Mali will sign the text as soon as the army withdraws.", "conditional"),
        ("Mali signed it with two reservations.", "conditional"),
        ("Mali wants two clauses changed first.", "conditional"),
        ("Mali could accept the plan provided the army withdrew.", "conditional"),
        ("Mali will sign it, its minister said, only if the army withdraws.", "conditional"),
    ],
)
def test_in_english(stage: Stage, answer: str, stance: str) -> None:
    found = stage("en", TRUCE + answer, ("Kenya", "Mali"), {"Monday": "2024-06-03", "three days": "P3D"})
    assert found.stances() == [("Mali", stance)]


@pytest.mark.parametrize(
    ("answer", "stance"),
    [
        ("Il Mali ha controfirmato il testo.", "accepts"),
        ("Il Mali ha fatto proprio il piano.", "accepts"),
        ("Il Mali non ha nulla da obiettare.", "accepts"),
        ("Il piano va bene al Mali.", "accepts"),
        ("Il Mali ha scosso la testa.", "rejects"),
        ("Il Mali ha cestinato il piano.", "rejects"),
        ("Il Mali si è tirato indietro.", "rejects"),
        ("Il Mali ha definito il piano una trappola.", "rejects"),
        ("Il Mali si rimangia la parola.", "rejects"),
        ("Il piano non ha convinto il Mali.", "rejects"),
        ("Il Mali ha chiesto tre giorni per pensarci.", "undecided"),
        ("Il Mali ci sta pensando.", "undecided"),
        ("Il Mali non si sbilancia.", "undecided"),
        ("Il Mali non ha fretta.", "undecided"),
        ("Il Mali nicchia.", "undecided"),
        ("Il Mali non dice di no, ma vuole garanzie.", "conditional"),
        ("Il Mali ci sta, salvo un punto.", "conditional"),
        ("Il Mali lo firmerà appena l'esercito avrà lasciato la città.", "conditional"),
        ("Il Mali ha accettato con due riserve.", "conditional"),
        ("Il Mali fa dipendere il suo sì da una garanzia.", "conditional"),
    ],
)
def test_in_italian(stage: Stage, answer: str, stance: str) -> None:
    found = stage("it", TREGUA + answer, ("Kenya", "Mali"), {"tre giorni": "P3D"})
    assert found.stances() == [("Mali", stance)]


def test_without_reservations_is_none(stage: Stage) -> None:
    found = stage("en", TRUCE + "Mali accepted it without reservations.", ("Kenya", "Mali"))
    assert found.stances() == [("Mali", "accepts")]


def test_what_is_repeated_is_one_answer(stage: Stage) -> None:
    found = stage("en", TRUCE + "Mali rejected the plan. Mali threw it out, its radio said.", ("Kenya", "Mali"))
    assert found.stances() == [("Mali", "rejects")]


def test_a_change_of_mind_told_twice_is_one_row(stage: Stage) -> None:
    text = TRUCE + "Mali had rejected the plan. Mali changed its mind and will sign it if the army withdraws."
    assert stage("en", text, ("Kenya", "Mali")).stances() == [("Mali", "rejects"), ("Mali", "conditional")]


@pytest.mark.parametrize(
    ("language", "answer"),
    [
        ("en", "If Mali rejects the plan, the war will go on."),
        ("en", "Mali would have accepted the plan."),
        ("en", "Mali denied that it had accepted the plan."),
        ("en", "Mali never said that it would accept the plan."),
        ("en", "A diplomat rejected the plan."),
        ("en", "Residents were quiet, and the soldiers fought on."),
        ("en", "Mali will attack if the army comes."),
        ("en", "Mali shook hands with the envoy."),
        ("it", "Il Mali non ha mai detto di accettare il piano."),
        ("it", "Un diplomatico ha respinto il piano."),
        ("it", "Il Mali avanza se l'esercito arretra."),
        ("it", "Il vertice si aprirà a Bamako."),
    ],
)
def test_no_answer(stage: Stage, language: str, answer: str) -> None:
    before = TRUCE if language == "en" else TREGUA
    assert stage(language, before + answer, ("Kenya", "Mali")).stances() == []
