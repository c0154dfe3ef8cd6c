"""Who met, called, visited, wrote to whom, and whether it came about."""

from __future__ import annotations

import pytest

TWO = {"Okello": ("person", "UGA"), "Marr": ("person", "KEN")}
STATES = {"Sudan": ("government", "SDN"), "Chad": ("government", "TCD")}
STATI = {"Sudan": ("government", "SDN"), "Ciad": ("government", "TCD")}


@pytest.mark.parametrize(
    ("language", "text", "mode", "status"),
    [
        ("en", "President Okello met President Marr in Nairobi.", "meeting", "happened"),
        ("en", "Okello and Marr met in Nairobi.", "meeting", "happened"),
        ("en", "Okello spoke by telephone with Marr.", "call", "happened"),
        ("en", "Okello telephoned Marr.", "call", "happened"),
        ("en", "Okello wrote to Marr.", "letter", "happened"),
        ("en", "Okello will meet Marr in Nairobi.", "meeting", "planned"),
        ("en", "Okello is due to meet Marr in Nairobi.", "meeting", "planned"),
        ("en", "A meeting between Okello and Marr was called off.", "meeting", "cancelled"),
        ("en", "The summit between Okello and Marr was postponed.", "summit", "postponed"),
        ("en", "Okello turned down a meeting with Marr.", "meeting", "refused"),
        ("en", "President Okello offered to meet President Marr.", "meeting", "proposed"),
        ("en", "Okello did not meet Marr.", "meeting", "denied"),
        ("en", "No meeting between Okello and Marr is planned.", "meeting", "denied"),
        ("en", "Okello flew to Nairobi to see Marr.", "visit", "happened"),
        ("it", "Il presidente Okello ha incontrato il presidente Marr a Nairobi.", "meeting", "happened"),
        ("it", "Okello e Marr si sono incontrati a Nairobi.", "meeting", "happened"),
        ("it", "Okello ha telefonato a Marr.", "call", "happened"),
        ("it", "Okello ha avuto un colloquio telefonico con Marr.", "call", "happened"),
        ("it", "Okello incontrerà Marr a Nairobi.", "meeting", "planned"),
        ("it", "Okello dovrebbe incontrare Marr a Nairobi.", "meeting", "planned"),
        ("it", "L'incontro tra Okello e Marr è stato annullato.", "meeting", "cancelled"),
        ("it", "Il vertice tra Okello e Marr è stato rinviato.", "summit", "postponed"),
        ("it", "Okello ha rifiutato un incontro con Marr.", "meeting", "refused"),
        ("it", "Okello vuole incontrare Marr.", "meeting", "proposed"),
        ("it", "Okello non ha incontrato Marr.", "meeting", "denied"),
    ],
)
def test_a_contact_has_both_parties_its_medium_and_its_status(tell, language, text, mode, status) -> None:
    told = tell(language, text, TWO)
    (event,) = told.of("CONSULT")
    assert told.named(event.source) == {"Okello", "Marr"}
    assert (event.mode, event.status) == (mode, status)


def test_states_that_hold_talks_are_one_contact_with_place_and_day(tell) -> None:
    text = "Sudan and Chad held talks in Geneva on Monday."
    told = tell("en", text, STATES, ("Geneva",), {"Monday": "2025-06-09"})
    (event,) = told.of("CONSULT")
    assert (event.mode, event.place, event.time) == ("talks", "p1", "2025-06-09")
    assert event.evidence[0].text == "Sudan and Chad held talks in Geneva on Monday"


def test_the_time_is_that_of_the_contact_not_of_the_report(tell) -> None:
    text = "Chad said on Friday that its president would meet Okello in May."
    told = tell(
        "en",
        text,
        {"its president": ("person", "TCD"), "Okello": ("person", "UGA")},
        (),
        {"Friday": "2025-06-06", "May": "2026-05"},
    )
    (event,) = told.of("CONSULT")
    assert event.time == "2026-05"


def test_a_plural_mention_is_enough(tell) -> None:
    told = tell("en", "The two leaders met in Nairobi.", {"The two leaders": ("person", None)})
    assert len(told.of("CONSULT")) == 1


@pytest.mark.parametrize(
    ("language", "text", "actors"),
    [
        ("en", "Okello met in Nairobi.", {"Okello": ("person", "UGA")}),
        ("en", "Okello held a news conference in Nairobi.", {"Okello": ("person", "UGA")}),
        ("en", "The price of wheat met expectations in Chicago.", {}),
        ("it", "Okello ha parlato ai giornalisti a Nairobi.", {"Okello": ("person", "UGA")}),
    ],
)
def test_what_is_no_contact(tell, language, text, actors) -> None:
    assert not tell(language, text, actors).of("CONSULT")


def test_who_hosts_talks_is_no_participant(tell) -> None:
    actors = {"Kenya": ("government", "KEN"), **STATES}
    told = tell("en", "Kenya hosted talks between Sudan and Chad in Nairobi.", actors)
    (event,) = told.of("CONSULT")
    assert told.named(event.source) == {"Sudan", "Chad"}


def test_a_denied_statement_denies_its_contact(tell) -> None:
    text = "Sudan ha negato che Okello abbia incontrato Marr."
    told = tell(
        "it", text, {**TWO, "Sudan": ("government", "SDN")}, said=(("Sudan", "Okello abbia incontrato Marr", "denied"),)
    )
    (event,) = told.of("CONSULT")
    assert (event.status, event.said_in) == ("denied", "s1")
