"""Who signs, who keeps silent, whose government a minister means, and objects that only look like the proposal."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from verbale.record import Record

Rows = list[tuple[str, str]]
Reading = Callable[..., Record]
WAR = "Norway has proposed a 40-day truce in the border war between Eritrea and Djibouti. "
GUERRA = "La Norvegia ha proposto una tregua di quaranta giorni nella guerra di confine fra Eritrea e Gibuti. "
BOTH = [("DJI", "accepts"), ("ERI", "accepts")]


def rows(record: Record) -> Rows:
    actors = {actor.id: actor for actor in record.actors}
    return [(actors[p.actor].country or actors[p.actor].name, p.stance) for p in record.positions]


@pytest.mark.parametrize(
    "answer",
    [
        "Eritrea and Djibouti signed a 40-day truce on Monday.",
        "On Monday Eritrea and Djibouti initialled a 40-day ceasefire.",
    ],
)
def test_each_who_signs_accepts_in_english(read_en: Reading, answer: str) -> None:
    assert sorted(rows(read_en(WAR + answer, published="1998-06-14"))) == BOTH


@pytest.mark.parametrize(
    "answer",
    [
        "Lunedì Eritrea e Gibuti hanno firmato una tregua di quaranta giorni.",
        "Eritrea e Gibuti siglarono una tregua lunedì.",
    ],
)
def test_each_who_signs_accepts_in_italian(read_it: Reading, answer: str) -> None:
    assert sorted(rows(read_it(GUERRA + answer, published="1998-06-14"))) == BOTH


def test_who_is_named_after_the_number_signs(read_en: Reading) -> None:
    text = WAR + "The two foreign ministers, Haile Woldense and Mohamed Moussa, signed the truce on Monday."
    record = read_en(text, published="1998-06-14")
    assert sorted(name for name, _ in rows(record)) == ["Haile Woldense", "Mohamed Moussa"]


@pytest.mark.parametrize(
    "answer",
    [
        "General Sebhat Ephrem, who rejected the truce on Monday, did not comment.",
        "General Haile Samuel rejected the truce on Monday. He did not comment on Tuesday.",
    ],
)
def test_who_has_answered_keeps_his_answer_in_silence(read_en: Reading, answer: str) -> None:
    assert [stance for _, stance in rows(read_en(WAR + answer, published="1998-06-14"))] == ["rejects"]


@pytest.mark.parametrize(
    "answer",
    [
        "Il generale Sebhat Ephrem, che lunedì aveva respinto la tregua, non ha commentato.",
        "Il generale Sebhat Ephrem ha respinto la tregua. Martedì non ha risposto ai giornalisti.",
    ],
)
def test_who_has_answered_keeps_his_answer_in_silence_in_italian(read_it: Reading, answer: str) -> None:
    assert [stance for _, stance in rows(read_it(GUERRA + answer, published="1998-06-14"))] == ["rejects"]


def test_silence_of_another_is_undecided(read_en: Reading) -> None:
    text = WAR + "Eritrea rejected the truce. Djibouti did not comment on the truce."
    assert rows(read_en(text, published="1998-06-14")) == [("ERI", "rejects"), ("DJI", "undecided")]


def test_the_government_of_a_minister_is_his_own(read_it: Reading) -> None:
    text = (
        GUERRA + "L'Eritrea ha respinto la tregua. Gibuti prende tempo. Il ministro degli Esteri gibutiano, Mohamed "
        "Moussa, ha detto che il governo sta ancora esaminando la tregua."
    )
    assert {country for country, stance in rows(read_it(text, published="1998-06-14")) if stance == "undecided"} == {
        "DJI"
    }


def test_a_mediator_may_speak_of_the_government_of_others(read_en: Reading) -> None:
    text = (
        WAR + "Eritrea has received the text. The Norwegian envoy, Jon Berg, said that the government was studying it."
    )
    assert all(country != "NOR" for country, _ in rows(read_en(text, published="1998-06-14")))


@pytest.mark.parametrize(
    "answer",
    [
        "Il ministro eritreo ha preso atto di queste parole.",
        "L'Eritrea non chiude la porta a un testo diverso.",
    ],
)
def test_another_object_is_no_answer(read_it: Reading, answer: str) -> None:
    assert rows(read_it(GUERRA + answer, published="1998-06-14")) == []


@pytest.mark.parametrize(
    ("answer", "stance"),
    [
        ("L'Eritrea ha ritirato la sua adesione alla tregua.", "rejects"),
        ("L'Eritrea ha dato la propria adesione alla tregua.", "accepts"),
    ],
)
def test_an_article_is_no_pronoun(read_it: Reading, answer: str, stance: str) -> None:
    text = GUERRA + "Ha proposto anche uno scambio di prigionieri. " + answer
    record = read_it(text, published="1998-06-14")
    kinds = {proposal.id: proposal.kind for proposal in record.proposals}
    assert [(kinds[p.proposal], p.stance) for p in record.positions] == [("ceasefire", stance)]


def test_the_date_after_an_amended_object_is_that_of_the_answer(read_en: Reading) -> None:
    text = WAR + "Eritrea, which accepted the amended text on Saturday, has pulled back."
    (row,) = read_en(text, published="1998-06-14").positions
    assert (row.stance, row.date) == ("accepts", "1998-06-13")


def test_the_day_on_which_an_answer_is_awaited_is_not_its_date(read_it: Reading) -> None:
    text = GUERRA + "La risposta dell'Eritrea è attesa venerdì."
    (row,) = read_it(text, published="1998-06-14").positions
    assert (row.stance, row.date) == ("undecided", None)
