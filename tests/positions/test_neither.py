"""Answers of parties that are only counted: *neither government, none of the parties, entrambe le capitali*."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from verbale.record import Record

Rows = list[tuple[str, str]]
WAR = "Norway has proposed a 40-day truce in the border war between Eritrea and Djibouti. "
GUERRA = "La Norvegia ha proposto una tregua di quaranta giorni nella guerra di confine fra Eritrea e Gibuti. "


def rows(record: Record) -> Rows:
    """Who answers what: by country, so that it does not matter in whose words."""
    actors = {actor.id: actor for actor in record.actors}
    return sorted((actors[p.actor].country or actors[p.actor].name, p.stance) for p in record.positions)


def of_both(stance: str) -> Rows:
    return [("DJI", stance), ("ERI", stance)]


@pytest.mark.parametrize(
    ("answer", "stance"),
    [
        ("Neither government has replied so far.", "undecided"),
        ("Neither capital has yet responded to the plan.", "undecided"),
        ("Neither of the two has answered the proposal.", "undecided"),
        ("None of the parties has reacted to it.", "undecided"),
        ("The rains have begun. Neither side has said whether it will sign.", "undecided"),
        ("Both governments are studying the text.", "undecided"),
        ("Neither side accepted the truce.", "rejects"),
        ("Both have turned it down.", "rejects"),
        ("The two neighbours accepted the truce on Monday.", "accepts"),
        ("Both armies have agreed to it.", "accepts"),
        ("Each of the two sides has said yes.", "accepts"),
    ],
)
def test_each_of_the_two_in_english(read_en: Callable[..., Record], answer: str, stance: str) -> None:
    assert rows(read_en(WAR + answer, published="1998-06-14")) == of_both(stance)


@pytest.mark.parametrize(
    ("answer", "stance"),
    [
        ("Nessuno dei due governi ha ancora risposto.", "undecided"),
        ("Nessuna delle due capitali si è finora espressa sul piano.", "undecided"),
        ("Nessuna delle parti si è pronunciata sulla proposta.", "undecided"),
        ("Sono cominciate le piogge. Nessuno dei due paesi ha detto se firmerà.", "undecided"),
        ("Entrambi i governi stanno studiando il testo.", "undecided"),
        ("Nessuna delle due parti ha accettato la tregua.", "rejects"),
        ("Entrambe le capitali l'hanno respinta.", "rejects"),
        ("I due vicini hanno accettato la tregua lunedì.", "accepts"),
        ("Ambedue gli eserciti l'hanno accettata.", "accepts"),
        ("Ciascuno dei due governi ha detto di sì.", "accepts"),
    ],
)
def test_each_of_the_two_in_italian(read_it: Callable[..., Record], answer: str, stance: str) -> None:
    assert rows(read_it(GUERRA + answer, published="1998-06-14")) == of_both(stance)


def test_the_two_may_be_named_long_before(read_en: Callable[..., Record]) -> None:
    text = WAR + "It would hold along the whole border. Rain has set in. Roads are cut. Neither has replied."
    assert rows(read_en(text, published="1998-06-14")) == of_both("undecided")


def test_an_army_and_its_people_are_one_side_with_their_government(read_it: Callable[..., Record]) -> None:
    text = GUERRA + "Soldati eritrei e profughi gibutiani si ritirano. Nessuno dei due governi ha risposto."
    assert rows(read_it(text, published="1998-06-14")) == of_both("undecided")


@pytest.mark.parametrize(
    "text",
    [
        # which two, nobody can tell
        "Norway has proposed a truce in the war. Chad, Niger and Sudan sent troops. Neither government has replied.",
        "Norway has proposed a truce in the war of the lake. Neither side has replied to the plan.",
        # what is counted is no party
        WAR + "Both villages rejected the tax.",
        WAR + "Two fishermen refused it.",
        WAR + "Neither proposal was new, the envoy said.",
        WAR + "For two weeks nobody has accepted anything.",
    ],
)
def test_no_row_in_english(read_en: Callable[..., Record], text: str) -> None:
    assert [stand for stand in rows(read_en(text, published="1998-06-14")) if len(stand[0]) == 3] == []


@pytest.mark.parametrize(
    "text",
    [
        "La Norvegia ha proposto una tregua nella guerra. Ciad, Niger e Sudan hanno mandato soldati. "
        "Nessuno dei governi ha risposto.",
        GUERRA + "Due pescatori l'hanno rifiutata.",
        GUERRA + "Nessuna delle due proposte era nuova, ha detto l'inviato.",
        GUERRA + "Entrambi i villaggi hanno respinto la tassa.",
    ],
)
def test_no_row_in_italian(read_it: Callable[..., Record], text: str) -> None:
    assert [stand for stand in rows(read_it(text, published="1998-06-14")) if len(stand[0]) == 3] == []


@pytest.mark.parametrize("answer", ["It has neither accepted nor rejected the plan.", "It said neither yes nor no."])
def test_neither_before_a_verb_counts_nobody(read_en: Callable[..., Record], answer: str) -> None:
    text = WAR + "Eritrea received the text on Monday. " + answer
    assert {country for country, _ in rows(read_en(text, published="1998-06-14"))} <= {"ERI"}
