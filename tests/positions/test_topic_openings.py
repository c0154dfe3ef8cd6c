"""What a sentence announces, views that nobody has told yet, and a yes that is told of the proposal itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from verbale.record import Record

Rows = list[tuple[str, str, str]]
TWO = (
    "Norway has proposed a 40-day truce in the border war between Eritrea and Djibouti. "
    "It has also put forward an exchange of prisoners. "
)
DUE = (
    "La Norvegia ha proposto una tregua di quaranta giorni nella guerra di confine fra Eritrea e Gibuti. "
    "Ha proposto anche uno scambio di prigionieri. "
)


def rows(record: Record) -> Rows:
    """Country, kind of the proposal and stance."""
    actors = {actor.id: actor for actor in record.actors}
    kinds = {proposal.id: str(proposal.kind) for proposal in record.proposals}
    return [(actors[p.actor].country or actors[p.actor].name, kinds[p.proposal], p.stance) for p in record.positions]


@pytest.mark.parametrize(
    ("answer", "stance"),
    [
        ("Eritrea has accepted the truce. On the exchange of prisoners it has not yet replied.", "undecided"),
        ("Eritrea has accepted the truce. As for the exchange of prisoners, it has rejected it.", "rejects"),
        ("Eritrea has accepted the truce. Regarding the exchange of prisoners, it said no.", "rejects"),
        ("Eritrea has accepted the truce. About the prisoner exchange it has said nothing.", "undecided"),
        ("Eritrea has accepted the truce. With regard to the prisoner exchange, it has said yes.", "accepts"),
        (
            "Eritrea has accepted the truce. When it comes to the prisoner exchange, it will accept it only if doctors "
            "may visit the camps.",
            "conditional",
        ),
    ],
)
def test_the_opening_of_a_sentence_tells_its_object_in_english(
    read_en: Callable[..., Record], answer: str, stance: str
) -> None:
    found = rows(read_en(TWO + answer, published="1998-06-14"))
    assert found == [("ERI", "ceasefire", "accepts"), ("ERI", "prisoner exchange", stance)]


@pytest.mark.parametrize(
    ("answer", "stance"),
    [
        ("L'Eritrea ha accettato la tregua. Sullo scambio di prigionieri non ha ancora risposto.", "undecided"),
        ("L'Eritrea ha accettato la tregua. Quanto allo scambio di prigionieri, l'ha respinto.", "rejects"),
        ("L'Eritrea ha accettato la tregua. Riguardo allo scambio di prigionieri ha detto di no.", "rejects"),
        ("L'Eritrea ha accettato la tregua. In merito allo scambio dei prigionieri ha detto di sì.", "accepts"),
        (
            "L'Eritrea ha accettato la tregua. Per quanto riguarda lo scambio di prigionieri, lo firmerà solo se i "
            "medici potranno entrare nei campi.",
            "conditional",
        ),
        ("L'Eritrea ha accettato la tregua. Sullo scambio dei prigionieri prende tempo.", "undecided"),
    ],
)
def test_the_opening_of_a_sentence_tells_its_object_in_italian(
    read_it: Callable[..., Record], answer: str, stance: str
) -> None:
    found = rows(read_it(DUE + answer, published="1998-06-14"))
    assert found == [("ERI", "ceasefire", "accepts"), ("ERI", "prisoner exchange", stance)]


def test_a_topic_lasts_until_another_proposal_is_named(read_en: Callable[..., Record]) -> None:
    text = TWO + "On the exchange of prisoners Eritrea has not replied. The truce is no matter: Eritrea accepted it."
    assert ("ERI", "ceasefire", "accepts") in rows(read_en(text, published="1998-06-14"))


@pytest.mark.parametrize(
    "answer",
    [
        "Eritrea has not yet said what it thinks of the truce.",
        "Eritrea has not said where it stands on the truce.",
        "Eritrea has yet to say what it makes of the truce.",
        "Eritrea would not say how it felt about the truce.",
        "Eritrea has not made its view of the truce known.",
        "Eritrea has given no hint of what it thinks of the truce.",
        "Eritrea has kept its thoughts on the truce to itself.",
        "Eritrea declined to say how it viewed the truce.",
        "Eritrea will say on Friday what it thinks of the truce.",
    ],
)
def test_a_view_that_is_not_told_is_undecided_in_english(read_en: Callable[..., Record], answer: str) -> None:
    assert rows(read_en(TWO + answer, published="1998-06-14")) == [("ERI", "ceasefire", "undecided")]


@pytest.mark.parametrize(
    "answer",
    [
        "L'Eritrea non ha ancora detto che cosa pensa della tregua.",
        "L'Eritrea non ha detto come giudica la tregua.",
        "L'Eritrea non ha ancora fatto sapere cosa pensi della tregua.",
        "Sulla tregua l'Eritrea deve ancora dire che cosa ne pensa.",
        "L'Eritrea non ha reso nota la sua posizione sulla tregua.",
        "L'Eritrea non ha ancora espresso un parere sulla tregua.",
        "L'Eritrea non ha chiarito quale sia la sua opinione sulla tregua.",
    ],
)
def test_a_view_that_is_not_told_is_undecided_in_italian(read_it: Callable[..., Record], answer: str) -> None:
    assert rows(read_it(DUE + answer, published="1998-06-14")) == [("ERI", "ceasefire", "undecided")]


@pytest.mark.parametrize(
    "answer",
    [
        "Eritrea has said what it thinks of the truce.",
        "Eritrea has not said what it thinks of the drought.",
        "Sweden asked Eritrea what it thought of the truce.",
    ],
)
def test_a_view_that_is_told_or_of_something_else_is_no_row(read_en: Callable[..., Record], answer: str) -> None:
    assert rows(read_en(TWO + answer, published="1998-06-14")) == []


@pytest.mark.parametrize(
    "answer",
    [
        "L'Eritrea ha detto che cosa pensa della tregua.",
        "L'Eritrea non ha detto che cosa pensa della siccità.",
    ],
)
def test_a_view_that_is_told_or_of_something_else_is_no_row_in_italian(
    read_it: Callable[..., Record], answer: str
) -> None:
    assert rows(read_it(DUE + answer, published="1998-06-14")) == []


@pytest.mark.parametrize(
    "answer",
    [
        "On Monday Eritrea withdrew its consent to the prisoner exchange. But the exchange will go ahead, its "
        "government announced on Thursday.",
        "On Monday Eritrea rejected the prisoner exchange. On Thursday the Eritrean foreign ministry said that the "
        "exchange would take place after all.",
        "The prisoner exchange will be held on Sunday, the Eritrean government said on Thursday. It had withdrawn its "
        "consent to the exchange on Monday.",
    ],
)
def test_what_had_been_refused_goes_ahead_in_english(read_en: Callable[..., Record], answer: str) -> None:
    record = read_en(TWO + answer, published="1998-06-14")
    assert sorted(rows(record)) == [
        ("ERI", "prisoner exchange", "accepts"),
        ("ERI", "prisoner exchange", "rejects"),
    ]
    yes, no = sorted(record.positions, key=lambda p: p.stance)
    assert yes.supersedes == no.id
    assert (yes.date or "1998-06-11")[:10] == "1998-06-11"


@pytest.mark.parametrize(
    "answer",
    [
        "Lunedì l'Eritrea ha ritirato il suo assenso allo scambio di prigionieri. Lo scambio però si farà: lo ha "
        "annunciato giovedì il ministero degli Esteri eritreo.",
        "Lunedì l'Eritrea ha respinto lo scambio di prigionieri. Giovedì il governo eritreo ha detto che lo scambio "
        "avrà luogo.",
        "Lo scambio di prigionieri si terrà domenica: lo ha annunciato giovedì il governo eritreo. Lunedì l'Eritrea "
        "aveva ritirato il proprio assenso allo scambio.",
    ],
)
def test_what_had_been_refused_goes_ahead_in_italian(read_it: Callable[..., Record], answer: str) -> None:
    record = read_it(DUE + answer, published="1998-06-14")
    assert sorted(rows(record)) == [
        ("ERI", "prisoner exchange", "accepts"),
        ("ERI", "prisoner exchange", "rejects"),
    ]
    yes, no = sorted(record.positions, key=lambda p: p.stance)
    assert yes.supersedes == no.id
    assert (yes.date or "1998-06-11")[:10] == "1998-06-11"


@pytest.mark.parametrize(
    "answer",
    [
        "The exchange of prisoners will go ahead, the Swedish government said.",
        "The exchange of prisoners will take place on Sunday, Eritrea announced.",
        "Eritrea rejected the prisoner exchange. The exchange will not go ahead, its government said.",
        "Eritrea rejected the prisoner exchange. The exchange will go ahead, Sweden said.",
    ],
)
def test_that_it_goes_ahead_is_no_yes_of_who_had_not_refused(read_en: Callable[..., Record], answer: str) -> None:
    assert all(stance != "accepts" for _, _, stance in rows(read_en(TWO + answer, published="1998-06-14")))


@pytest.mark.parametrize(
    "answer",
    [
        "Eritrea has now withdrawn its consent to the truce.",
        "Eritrea has since taken back its acceptance of the truce.",
    ],
)
def test_consent_withdrawn_in_english(read_en: Callable[..., Record], answer: str) -> None:
    assert rows(read_en(TWO + answer, published="1998-06-14")) == [("ERI", "ceasefire", "rejects")]


@pytest.mark.parametrize(
    "answer",
    [
        "L'Eritrea ha ora ritirato il proprio consenso alla tregua.",
        "L'Eritrea, dal canto suo, ha revocato la sua adesione alla tregua.",
        "L'Eritrea si è rimangiata il sì alla tregua.",
    ],
)
def test_consent_withdrawn_in_italian(read_it: Callable[..., Record], answer: str) -> None:
    assert rows(read_it(DUE + answer, published="1998-06-14")) == [("ERI", "ceasefire", "rejects")]
