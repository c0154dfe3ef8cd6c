"""Contacts that dense news tells in passing: moved, called off, denied, by travellers, between sides."""

from __future__ import annotations

import pytest

PAIR = {"Halvdan Rud": ("person", "NOR"), "Ana Belo": ("person", "TLS")}
SIDES = {"Manila": ("government", "PHL"), "Front": ("armed_group", "PHL")}


def contacts(told):
    return [(e.status, e.time, told.named(e.source)) for e in told.of("CONSULT")]


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        (
            "en",
            "Talks between Manila and the Front, due on Thursday, have been put back to Monday.",
            {"Thursday": "2024-05-02", "Monday": "2024-05-06"},
        ),
        (
            "en",
            "The talks between Manila and the Front, which were to open on Thursday, were postponed until Monday.",
            {"Thursday": "2024-05-02", "Monday": "2024-05-06"},
        ),
        (
            "it",
            "I colloqui fra Manila e il Front, previsti per giovedì, slittano a lunedì.",
            {"giovedì": "2024-05-02", "lunedì": "2024-05-06"},
        ),
        (
            "it",
            "L'incontro di giovedì tra Manila e il Front è stato rinviato a lunedì.",
            {"giovedì": "2024-05-02", "lunedì": "2024-05-06"},
        ),
        (
            "en",
            "A planned meeting between Manila and the Front has been moved from Thursday to Monday.",
            {"Thursday": "2024-05-02", "Monday": "2024-05-06"},
        ),
        (
            "it",
            "I colloqui fra Manila e il Front sono stati spostati da giovedì a lunedì.",
            {"giovedì": "2024-05-02", "lunedì": "2024-05-06"},
        ),
    ],
)
def test_a_contact_moved_to_another_day_is_put_off_and_planned_anew(tell, language, text, days) -> None:
    told = tell(language, text, SIDES, (), days)
    assert sorted(contacts(told), key=lambda one: one[0]) == [
        ("planned", "2024-05-06", {"Manila", "Front"}),
        ("postponed", "2024-05-02", {"Manila", "Front"}),
    ]


def test_a_contact_put_off_by_someone_to_no_day_is_one(tell) -> None:
    told = tell(
        "en", "Talks between Manila and the Front were postponed on Monday.", SIDES, (), {"Monday": "2024-05-06"}
    )
    assert [status for status, _, _ in contacts(told)] == ["postponed"]


@pytest.mark.parametrize(
    ("language", "text", "status"),
    [
        ("en", "At a meeting with Ana Belo, Halvdan Rud asked for more time.", "happened"),
        ("en", "During Friday's talks with Ana Belo, Halvdan Rud proposed a pause.", "happened"),
        ("en", "In an account of the call with Ana Belo, Halvdan Rud demands an apology.", "happened"),
        ("it", "Nell'incontro con Ana Belo, Halvdan Rud ha chiesto più tempo.", "happened"),
        ("it", "Durante il colloquio con Ana Belo Halvdan Rud ha proposto una pausa.", "happened"),
        ("it", "Non si farà il vertice tra Ana Belo e Halvdan Rud.", "cancelled"),
        ("it", "Non si terrà più l'incontro tra Ana Belo e Halvdan Rud.", "cancelled"),
        ("it", "Resta fissato per sabato l'incontro tra Ana Belo e Halvdan Rud.", "planned"),
        ("it", "Rimane confermato il vertice tra Ana Belo e Halvdan Rud.", "planned"),
        ("en", "The meeting between Ana Belo and Halvdan Rud remains scheduled for Saturday.", "planned"),
        ("en", "A meeting between Ana Belo and Halvdan Rud will not go ahead.", "cancelled"),
        ("it", "Ana Belo sarà a Oslo per vedere Halvdan Rud.", "planned"),
        ("it", "Ana Belo era a Oslo per incontrare Halvdan Rud.", "happened"),
        ("en", "Ana Belo will be in Oslo to see Halvdan Rud.", "planned"),
    ],
)
def test_status_of_what_is_told_in_passing(tell, language, text, status) -> None:
    told = tell(language, text, PAIR)
    assert [(s, who) for s, _, who in contacts(told)] == [(status, set(PAIR))]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "Ana Belo is expected on Tuesday in Oslo, where she will meet Halvdan Rud.", "Tuesday"),
        ("it", "Ana Belo è attesa martedì a Oslo, dove incontrerà Halvdan Rud.", "martedì"),
        ("it", "Ana Belo volerà martedì a Oslo, dove vedrà Halvdan Rud.", "martedì"),
    ],
)
def test_what_follows_a_journey_has_its_day_and_place(tell, language, text, day) -> None:
    told = tell(language, text, PAIR | {"she": ("person", "TLS")}, ("Oslo",), {day: "2024-05-07"})
    (event,) = told.of("CONSULT")
    assert "Halvdan Rud" in told.named(event.source)
    assert (event.status, event.time, event.place) == ("planned", "2024-05-07", "p1")


@pytest.mark.parametrize(
    ("language", "text", "collective"),
    [
        (
            "en",
            "A meeting between the two foreign ministers, Ana Belo and Halvdan Rud, is set for May.",
            "the two foreign ministers",
        ),
        ("it", "L'incontro tra i due ministri, Ana Belo e Halvdan Rud, è fissato per maggio.", "i due ministri"),
    ],
)
def test_names_in_apposition_stand_for_the_collective(tell, language, text, collective) -> None:
    told = tell(language, text, PAIR | {collective: ("unnamed", None)})
    assert [who for _, _, who in contacts(told)] == [set(PAIR)]


def test_a_subject_after_the_comma_is_no_party(tell) -> None:
    text = "After the call between the two ministers, Ana Belo flew home."
    told = tell("en", text, {"the two ministers": ("unnamed", None), "Ana Belo": ("person", "TLS")})
    assert [who for _, _, who in contacts(told)] == [{"the two ministers"}]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("it", "Gli inviati di Manila e quelli del Front hanno discusso per ore."),
        ("it", "Colloqui tra gli inviati di Manila e quelli del Front si sono tenuti a Davao."),
        ("en", "Talks between the envoys of Manila and those of the Front were held in Davao."),
    ],
)
def test_those_of_a_party_stand_for_it(tell, language, text) -> None:
    told = tell(language, text, SIDES)
    assert [who for _, _, who in contacts(told)] == [set(SIDES)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Halvdan Rud denied that engineers had met Ana Belo in Dili."),
        ("it", "Halvdan Rud ha negato che alcuni ingegneri avessero incontrato Ana Belo a Dili."),
    ],
)
def test_who_denies_what_others_did_was_not_there(tell, language, text) -> None:
    assert contacts(tell(language, text, PAIR)) == []


def test_envoys_met_by_nobody_told_are_no_contact(tell) -> None:
    text = "Prices fell after Monday's talks with Norwegian envoys in Dili."
    assert contacts(tell("en", text, {"Norwegian envoys": ("unnamed", "NOR")}, ("Dili",))) == []


NEIGHBOURS = {"Okello": ("person", "UGA"), "Kenya": ("government", "KEN"), "Sudan": ("government", "SDN")}


@pytest.mark.parametrize(
    ("language", "text", "mode"),
    [
        ("it", "Il ministro Okello sarà ricevuto a Nairobi sabato. Kenya e Sudan tacciono.", "visit"),
        ("en", "The minister, Okello, will be received in Nairobi on Saturday. Kenya was silent.", "visit"),
    ],
)
def test_who_is_received_in_another_country_visits_it(read_it, read_en, language, text, mode) -> None:
    record = (read_en if language == "en" else read_it)(
        text.replace("Il ministro Okello", "Il ministro degli Esteri ugandese, Daniel Okello,").replace(
            "The minister, Okello,", "The Ugandan foreign minister, Daniel Okello,"
        ),
        published="2024-05-01",
    )
    (event,) = [e for e in record.events if e.type == "CONSULT"]
    countries = {a.country for a in record.actors if a.id in event.source}
    assert (event.mode, event.status, countries) == (mode, "planned", {"UGA", "KEN"})


def test_talks_told_as_held_here_were_where_the_report_was_written(read_en) -> None:
    text = "OSLO — Peru dropped its objections after talks here between Ana Belo and Halvdan Rud."
    record = read_en(text, published="2024-05-01")
    (event,) = [e for e in record.events if e.type == "CONSULT"]
    assert [p.text for p in record.places if p.id == event.place] == ["OSLO"]
