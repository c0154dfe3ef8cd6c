"""The many ways in which news tells of contacts, charges and attacks: one short passage for each kind."""

from __future__ import annotations

import pytest

TWO = {"Okello": ("person", "UGA"), "Marr": ("person", "KEN")}
SIDES = {"Sudan": ("government", "SDN"), "Chad": ("government", "TCD")}
LATI = {"Sudan": ("government", "SDN"), "Ciad": ("government", "TCD")}


@pytest.mark.parametrize(
    ("language", "text", "mode", "status"),
    [
        ("en", "Okello's meeting with Marr, scheduled for Friday, has been scrapped.", "meeting", "cancelled"),
        ("en", "Okello wrote on Saturday to Marr.", "letter", "happened"),
        ("en", "Okello cabled Marr overnight.", "letter", "happened"),
        ("en", "Okello sent for Marr on Thursday night.", "meeting", "happened"),
        ("en", "Okello summoned Marr on Monday.", "meeting", "happened"),
        ("en", "Okello received a telephone call from Marr.", "call", "happened"),
        ("en", "Okello called Marr on Monday.", "call", "happened"),
        ("en", "Okello had lunch with Marr in Nairobi.", "meeting", "happened"),
        ("en", "Okello will not meet Marr.", "meeting", "refused"),
        ("en", "Okello had been due to see Marr in Nairobi.", "meeting", "cancelled"),
        ("en", "Okello had no plan to meet Marr.", "meeting", "denied"),
        ("en", "The meeting between Okello and Marr is off.", "meeting", "cancelled"),
        ("it", "Okello ha ricevuto una telefonata da Marr.", "call", "happened"),
        ("it", "Okello ha scritto ieri a Marr.", "letter", "happened"),
        ("it", "Okello ha pranzato a Nairobi con Marr.", "meeting", "happened"),
        ("it", "Okello non intende incontrare Marr.", "meeting", "refused"),
        ("it", "Okello non incontrerà Marr.", "meeting", "refused"),
        ("it", "Okello avrebbe dovuto incontrare Marr a Nairobi.", "meeting", "cancelled"),
        ("it", "La telefonata fra Okello e Marr è stata spostata a lunedì.", "call", "postponed"),
        ("it", "Okello potrebbe incontrare Marr in maggio.", "meeting", "proposed"),
        ("it", "Sono rinviati i colloqui che Okello avrebbe dovuto avere con Marr.", "talks", "postponed"),
    ],
)
def test_contacts_are_told_in_many_words(tell, language, text, mode, status) -> None:
    told = tell(language, text, TWO)
    (event,) = told.of("CONSULT")
    assert told.named(event.source) == {"Okello", "Marr"}
    assert (event.mode, event.status) == (mode, status)


def test_would_in_a_report_is_a_plan(tell) -> None:
    text = "Sudan said that Okello would meet Marr in May."
    told = tell("en", text, {**TWO, **SIDES}, said=(("Sudan", "Okello would meet Marr in May", "affirmed"),))
    assert [event.status for event in told.of("CONSULT")] == ["planned"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A meeting between Okello and Marr is planned for Monday. It has been called off."),
        ("en", "A meeting between Okello and Marr is planned for Monday. The meeting was cancelled."),
        ("it", "È previsto un incontro fra Okello e Marr. L'incontro è stato annullato."),
    ],
)
def test_a_later_sentence_may_cancel_a_contact_without_naming_its_parties(tell, language, text) -> None:
    (event,) = tell(language, text, TWO).of("CONSULT")
    assert event.status == "cancelled"
    assert len(event.evidence) == 2


def test_a_question_is_no_contact_that_happened(tell) -> None:
    told = tell("en", "Did Okello call Marr on Monday?", TWO)
    assert all(event.status != "happened" for event in told.of("CONSULT"))


def test_to_agree_to_go_on_is_an_agreement(tell) -> None:
    told = tell("en", "Sudan and Chad agreed to keep talking.", SIDES)
    assert not told.of("CONSULT")
    assert [event.status for event in told.of("AGREE")] == ["happened"]


@pytest.mark.parametrize(
    ("language", "text", "actors"),
    [
        ("en", "Chad blames Sudan for an air raid on the town.", SIDES),
        ("en", "Chad criticised Sudan for the delay.", SIDES),
        ("en", "Chad complained that Sudan had tortured prisoners.", SIDES),
        ("it", "Il Ciad ha puntato l'indice contro il Sudan.", LATI),
        ("it", "Il Ciad ha biasimato il Sudan per il ritardo.", LATI),
    ],
)
def test_charges_are_told_in_many_words(tell, language, text, actors) -> None:
    told = tell(language, text, actors)
    (event,) = told.of("ACCUSE")
    accuser = "Ciad" if language == "it" else "Chad"
    assert (told.named(event.source), told.named(event.target)) == ({accuser}, {"Sudan"})


def test_to_say_that_the_other_side_shelled_is_to_accuse_it(tell) -> None:
    said = (("Chad", "Sudan shelled the town", "affirmed"),)
    told = tell("en", "Chad said that Sudan shelled the town.", SIDES, said=said)
    assert [event.mode for event in told.of("ACCUSE")] == ["allegation"]


ARMY = {"Sudanese troops": ("armed_force", "SDN")}


@pytest.mark.parametrize(
    ("language", "text", "place", "killed", "injured"),
    [
        ("en", "Six guerrillas and a marine were killed in a gunfight near Tine.", "Tine", 7, None),
        ("en", "A school was burned in an arson attack in Tine, in which no one was hurt.", "Tine", None, 0),
        ("en", "The death toll from the mortar attack on Tine rose to nine.", "Tine", 9, None),
        ("it", "Una bomba ha devastato una bottega a Tine: tre operaie uccise, diciannove feriti.", "Tine", 3, 19),
        ("it", "Un raid aereo ha colpito Tine. Due persone sono rimaste uccise e sei ferite.", "Tine", 2, 6),
        ("it", "Sale a nove il numero dei morti nell'attacco con mortai su Tine.", "Tine", 9, None),
    ],
)
def test_the_toll_of_an_incident(tell, language, text, place, killed, injured) -> None:
    (event,) = tell(language, text, {}, (place,)).of("ASSAULT")
    assert (event.killed, event.injured, event.place) == (killed, injured, "p1")


def test_a_place_that_no_gazetteer_knows_is_left_blank_and_the_incident_kept(tell) -> None:
    (event,) = tell("en", "Sudanese troops shelled Zerbokay on Monday, killing four villagers.", ARMY).of("ASSAULT")
    assert (event.place, event.killed) == (None, 4)


def test_aircraft_make_a_bombing_an_airstrike(tell) -> None:
    told = tell("en", "Sudanese jets bombed Tine.", {"Sudanese jets": ("armed_force", "SDN")}, ("Tine",))
    assert [event.mode for event in told.of("ASSAULT")] == ["airstrike"]


def test_a_shell_hits_where_it_lands_not_where_it_came_from(tell) -> None:
    (event,) = tell("en", "Rockets fired from Birao landed in Tine, wounding two.", {}, ("Birao", "Tine")).of("ASSAULT")
    assert event.place == "p2"


@pytest.mark.parametrize(
    ("language", "text", "actors", "places"),
    [
        ("en", "Chad attacked well and hit the post twice in Turin.", SIDES, ("Turin",)),
        ("it", "Il Ciad ha attaccato bene e ha colpito due volte il palo a Torino.", LATI, ("Torino",)),
        ("en", "The spokesman talked with workers in Lyon.", {"The spokesman": ("unnamed", None)}, ("Lyon",)),
    ],
)
def test_games_and_talks_at_home_are_no_events(tell, language, text, actors, places) -> None:
    assert not tell(language, text, actors, places).of("CONSULT", "ASSAULT")
