"""What is on the table: kind, author, terms, and which mentions mean one proposal."""

from __future__ import annotations

import pytest
from positions_bench import Stage


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "Kenya proposed a truce in the war.", "ceasefire"),
        ("en", "Kenya offered a two-week humanitarian pause in the war.", "humanitarian pause"),
        ("en", "Kenya tabled a plan for a prisoner swap.", "prisoner exchange"),
        ("en", "Kenya proposed that both armies pull back their troops.", "troop withdrawal"),
        ("en", "Kenya offered to host peace talks between the armies.", "talks format"),
        ("en", "Kenya has put forward a peace plan.", "peace plan"),
        ("en", "Kenya proposed the deployment of observers along the border.", "other"),
        ("it", "Il Kenya ha proposto un cessate il fuoco nella guerra.", "ceasefire"),
        ("it", "Il Kenya ha offerto una tregua umanitaria nella guerra.", "humanitarian pause"),
        ("it", "Il Kenya propone che le parti si scambino i prigionieri.", "prisoner exchange"),
        ("it", "Il Kenya ha proposto il ritiro delle truppe.", "troop withdrawal"),
        ("it", "Il Kenya ha presentato un piano di pace.", "peace plan"),
        ("it", "Il Kenya ha proposto di aprire un corridoio umanitario.", "other"),
    ],
)
def test_kind_and_author(stage: Stage, language: str, text: str, kind: str) -> None:
    found = stage(language, text, ("Kenya",))
    assert found.kinds() == [kind]
    assert found.authors() == [["Kenya"]]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Kenya proposed a 45-day ceasefire.", "45-day"),
        ("en", "Kenya proposed a ceasefire of 45 days.", "45 days"),
        ("it", "Il Kenya ha proposto una tregua di 45 giorni.", "45 giorni"),
        ("it", "Il piano del Kenya prevede 45 giorni di tregua.", "45 giorni"),
    ],
)
def test_duration(stage: Stage, language: str, text: str, words: str) -> None:
    found = stage(language, text, ("Kenya",), {words: "P45D"})
    assert [(p.kind, p.terms.duration) for p in found.proposals] == [("ceasefire", "P45D")]


def test_a_deadline_is_no_duration(stage: Stage) -> None:
    text = "Kenya proposed a ceasefire to begin within 72 hours."
    assert stage("en", text, ("Kenya",), {"72 hours": "PT72H"}).proposals[0].terms.duration is None


def test_all_mentions_are_one_proposal(stage: Stage) -> None:
    text = "Kenya proposed a 30-day truce. Under the plan the guns would fall silent. Mali rejected the proposal."
    found = stage("en", text, ("Kenya", "Mali"), {"30-day": "P30D"})
    assert len(found.proposals) == 1
    assert {"the plan", "the proposal"} <= {span.text for span in found.proposals[0].evidence}


def test_rivals_are_kept_apart(stage: Stage) -> None:
    text = "Kenya proposed a truce. Qatar offered a separate ceasefire in the north. Mali accepted the Qatari offer."
    found = stage("en", text, {"Kenya": (), "Qatar": ("Qatari",), "Mali": ()})
    assert found.authors() == [["Kenya"], ["Qatar"]]
    assert found.positions[0].proposal == found.proposals[1].id


def test_an_amended_text_is_a_version(stage: Stage) -> None:
    text = "In May Qatar proposed a ceasefire. Mali rejected it. In June Qatar presented an amended version. "
    text += "Mali accepted the new text."
    found = stage("en", text, ("Qatar", "Mali"), {"May": "2024-05", "June": "2024-06"})
    assert found.proposals[1].version_of == found.proposals[0].id
    assert [(p.proposal, p.stance) for p in found.positions] == [("pr1", "rejects"), ("pr2", "accepts")]


def test_the_author_behind_by(stage: Stage) -> None:
    found = stage(
        "it", "La tregua messa a punto da Egitto e Qatar è stata accettata dal Mali.", ("Egitto", "Qatar", "Mali")
    )
    assert found.authors() == [["Egitto", "Qatar"]]
    found = stage("en", "The truce drafted by Egypt was accepted by Mali.", ("Egypt", "Mali"))
    assert found.authors() == [["Egypt"]]


def test_status_follows_the_answers(stage: Stage) -> None:
    text = "Kenya proposed a truce in the war. Mali rejected it."
    assert stage("en", text, ("Kenya", "Mali")).proposals[0].status == "rejected"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The truce was violated on Monday, the army said. Soldiers died in the fighting."),
        ("en", "Mali wants peace and a lasting ceasefire, its minister said after the war."),
        ("en", "The company accepted a takeover offer. The board had rejected an earlier proposal."),
        ("en", "After the war the soldier proposed to Anna, and Anna accepted at once."),
        ("en", "Parliament approved the budget bill proposed by Mali after a long war of words over troops and peace."),
        ("en", "Mali suggested that Kenya was behind the attack on the army."),
        ("it", "La tregua è stata violata lunedì. Sono morti tre soldati."),
        ("it", "Il parlamento ha approvato la proposta di legge del Mali sulla pace fiscale."),
        ("it", "La società ha respinto l'offerta di acquisto. Il Mali ha accettato il contratto."),
    ],
)
def test_no_proposal(stage: Stage, language: str, text: str) -> None:
    found = stage(language, text, ("Mali", "Kenya", "Anna"))
    assert found.proposals == ()
    assert found.positions == ()
