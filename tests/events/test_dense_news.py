"""What dense news needs beside single sentences: guests, offers, journeys, claims, places that nobody knows."""

from __future__ import annotations

import pytest

PAIR = {"Halvdan Rud": ("person", "NOR"), "Ana Belo": ("person", "TLS")}
TRIO = PAIR | {"Tomas Weir": ("person", "IRL")}


def contacts(told):
    return [(e.mode, e.status, e.time, told.named(e.source)) for e in told.of("CONSULT")]


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("en", "Tomas Weir offered Halvdan Rud and Ana Belo a meeting in Oslo.", {"Halvdan Rud", "Ana Belo"}),
        ("en", "Halvdan Rud proposed a meeting to Ana Belo.", {"Halvdan Rud", "Ana Belo"}),
        ("it", "Tomas Weir ha proposto a Halvdan Rud e ad Ana Belo un incontro.", {"Halvdan Rud", "Ana Belo"}),
        ("en", "Halvdan Rud invited Ana Belo to Oslo.", {"Halvdan Rud", "Ana Belo"}),
        ("it", "Halvdan Rud ha invitato Ana Belo a Oslo.", {"Halvdan Rud", "Ana Belo"}),
    ],
)
def test_an_offer_is_a_contact_proposed(tell, language, text, who) -> None:
    told = tell(language, text, TRIO, ("Oslo",) if "Oslo" in text else ())
    assert [(status, names) for _, status, _, names in contacts(told)] == [("proposed", who)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Halvdan Rud spent two hours with Ana Belo on Monday."),
        ("it", "Halvdan Rud si è intrattenuto con Ana Belo."),
        ("en", "Halvdan Rud left Oslo without a word after talks with Ana Belo."),
        ("en", "Halvdan Rud flew to Oslo to persuade Ana Belo."),
        ("it", "Halvdan Rud è volato a Oslo per convincere Ana Belo."),
        ("it", "Halvdan Rud ha avuto contatti telefonici con Ana Belo."),
    ],
)
def test_contacts_told_by_what_was_done_together(tell, language, text) -> None:
    told = tell(language, text, PAIR, ("Oslo",) if "Oslo" in text else ())
    assert [(status, names) for _, status, _, names in contacts(told)] == [("happened", set(PAIR))]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Halvdan Rud flies to Oslo on Friday, where a meeting with Ana Belo has been confirmed."),
        ("it", "Halvdan Rud volerà venerdì a Oslo, dove è previsto un incontro con Ana Belo."),
    ],
)
def test_the_traveller_takes_part_in_what_is_told_of_the_goal(tell, language, text) -> None:
    day = "Friday" if language == "en" else "venerdì"
    told = tell(language, text, PAIR, ("Oslo",), {day: "2024-05-03"})
    assert [(s, t, names) for _, s, t, names in contacts(told)] == [("planned", "2024-05-03", set(PAIR))]


def test_what_has_been_done_after_a_journey_is_no_plan(tell) -> None:
    told = tell("it", "Halvdan Rud si è recato a Oslo, dove ha conferito con Ana Belo.", PAIR, ("Oslo",))
    assert [(status, names) for _, status, _, names in contacts(told)] == [("happened", set(PAIR))]


def test_what_both_will_not_do_is_off(tell) -> None:
    told = tell("en", "Halvdan Rud and Ana Belo will not meet in May after all.", PAIR)
    assert [(status, names) for _, status, _, names in contacts(told)] == [("cancelled", set(PAIR))]


def test_the_day_of_calling_off_is_not_that_of_the_meeting(tell) -> None:
    text = "On Monday Halvdan Rud called off a meeting with Ana Belo due on Friday."
    told = tell("en", text, PAIR, (), {"Monday": "2024-04-29", "Friday": "2024-05-03"})
    assert [(s, t) for _, s, t, _ in contacts(told)] == [("cancelled", "2024-05-03")]


def test_a_verb_beside_a_deed_is_no_cue_for_it(tell) -> None:
    text = "The rebels stopped a lorry near Tal Amin and shot dead three drivers."
    told = tell("en", text, {"The rebels": ("armed_group", None)}, ("Tal Amin",))
    assert [(e.killed, e.place) for e in told.of("ASSAULT")] == [(3, "p1")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Gunmen kidnapped three nurses in Kerema."),
        ("en", "The rebels seized three nurses in Kerema."),
        ("it", "Uomini armati hanno rapito tre infermieri a Kerema."),
    ],
)
def test_people_taken_are_an_abduction(tell, language, text) -> None:
    told = tell(language, text, {"The rebels": ("armed_group", None)} if "rebels" in text else {}, ("Kerema",))
    assert [(e.mode, e.place) for e in told.of("ASSAULT")] == [("abduction", "p1")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On Monday a train was attacked near Kerema. Nine passengers died."),
        ("it", "Lunedì un treno è stato assalito presso Kerema. Nove passeggeri sono morti."),
    ],
)
def test_victims_of_the_next_sentence_bear_out_an_attack(tell, language, text) -> None:
    told = tell(language, text, {}, ("Kerema",))
    assert [(e.killed, e.place) for e in told.of("ASSAULT")] == [(9, "p1")]


def test_the_same_deed_named_again_is_one_incident(tell) -> None:
    text = "Jets bombed Kerema on Monday. The raid killed four people, the Front said."
    told = tell("en", text, {"the Front": ("armed_group", None)}, ("Kerema",), {"Monday": "2024-04-29"})
    assert [(e.killed, e.place, e.time) for e in told.of("ASSAULT")] == [(4, "p1", "2024-04-29")]


def test_who_claims_a_deed_later_did_it(tell) -> None:
    text = "A bomb went off in Kerema on Monday, killing two soldiers. The Front claimed responsibility."
    told = tell("en", text, {"The Front": ("armed_group", None)}, ("Kerema",))
    (event,) = told.of("ASSAULT")
    assert (told.named(event.source), told.named(event.claimed_by)) == ({"The Front"}, {"The Front"})


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("en", "Shells fell on the market of Tolvara on Thursday, killing six people.", "Tolvara"),
        ("en", "The army shelled Tolvara, killing six people.", "Tolvara"),
        ("it", "Il bombardamento di Tolvara ha ucciso sei persone.", "Tolvara"),
        ("it", "Una bomba è esplosa al mercato di Tolvara e ha ucciso sei persone.", "Tolvara"),
    ],
)
def test_a_deed_stands_at_a_place_that_nobody_knows(read_it, read_en, language, text, place) -> None:
    record = (read_en if language == "en" else read_it)(text, published="2024-05-03")
    (event,) = [e for e in record.events if e.type == "ASSAULT"]
    assert [p.text for p in record.places if p.id == event.place] == [place]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("it", "I due si vedranno lunedì 20.", "2023-03-20"),
        ("it", "Lunedì 20 persone sono morte.", "2023-03-13"),
        ("en", "They will meet on Monday the 20th.", "2023-03-20"),
        ("en", "She was to fly to Oslo on Sunday.", "2023-03-19"),
    ],
)
def test_days_of_the_week_with_their_number(read_it, read_en, language, text, day) -> None:
    record = (read_en if language == "en" else read_it)(text, published="2023-03-16")
    assert record.times[0].value == day


def test_a_republic_is_no_newspaper(read_it) -> None:
    record = read_it(
        "Il ministro degli Esteri della Repubblica del Burundi, Jean Ndayi, è a Parigi.", published="2023-03-16"
    )
    assert {a.country for a in record.actors if a.name == "Jean Ndayi"} == {"BDI"}
