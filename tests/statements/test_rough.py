"""Texts that are no tidy news: nothing is invented, nothing is swallowed, and what is said in them is found."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from verbale.record import Record

Reading = Callable[..., Record]

POEM = {
    "en": "The river keeps no minutes,\nno seal, no date.\nTwo herons cross the border\nwhile one can wait.\n",
    "it": "Il fiume non tiene verbali,\nné firma, né sigillo.\nDue aironi passano il confine\ne dormono sul ciglio.\n",
}
PRICES = {
    "en": "Flour, 50 kg: 31.50\nRice, 25 kg: 22.00\nDiesel, litre: 1.90\nTea, 1 kg: 8.25\n" * 20,
    "it": "Farina, 50 kg: 31,50\nRiso, 25 kg: 22,00\nGasolio, litro: 1,90\nTè, 1 kg: 8,25\n" * 20,
}


def contents(record: Record) -> list[str]:
    return [" | ".join(span.text for span in statement.content) for statement in record.statements]


@pytest.fixture(params=["en", "it"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def read(language: str, read_en: Reading, read_it: Reading) -> Reading:
    return {"en": read_en, "it": read_it}[language]


def test_a_poem_and_a_price_list_say_nothing(read: Reading, language: str) -> None:
    assert contents(read(POEM[language])) == []
    assert contents(read(PRICES[language])) == []


def test_an_unclosed_quotation_ends_with_its_paragraph(read: Reading, language: str) -> None:
    text = {
        "en": 'Amina Kone said: "The ferry will not sail.\n\nThe harbour was empty.\n\nShe said: "Come back.',
        "it": "Amina Kone ha detto: «Il traghetto non partirà.\n\nIl porto era vuoto.\n\nHa detto: «Tornate.",
    }[language]
    found = contents(read(text))
    assert any("ferry" in c or "traghetto" in c for c in found)
    assert not any("\n" in c or "harbour" in c or "porto" in c for c in found)


def test_crossed_and_nested_marks_lose_no_paragraph(read: Reading, language: str) -> None:
    first, middle, last = {
        "en": (
            "“He told me ‘go home”, Omar Sy said.",
            '"Peace" they call it\' «here».',
            "“We will wait,” Ann Lee said.",
        ),
        "it": (
            "“Mi ha detto ‘va' a casa”, ha detto Sy.",
            '"Pace" la chiamano\' «qui».',
            "«Aspetteremo», ha detto Lee.",
        ),
    }[language]
    text = f"{first}\n\n{middle}\n\n{last}"
    found = contents(read(text))
    assert found[-1] in ("We will wait", "Aspetteremo")


def test_an_interview_of_two_hundred_turns(read: Reading, language: str) -> None:
    turn = {
        "en": "Q: What about district {n}?\n\nMS. LEE: The patrol in district {n} has orders to hold its fire.\n\n",
        "it": "D: E il distretto {n}?\n\nLEE: La pattuglia del distretto {n} ha l'ordine di non sparare.\n\n",
    }[language]
    record = read("".join(turn.format(n=n) for n in range(1, 101)))
    assert len(record.statements) == 100
    assert {s.kind for s in record.statements} == {"direct"}
    assert all(s.speaker_span is not None and "LEE" in s.speaker_span.text for s in record.statements)


def test_capitals_and_missing_stops_still_report(read: Reading, language: str) -> None:
    text = {
        "en": "THE MINISTER SAID THAT THE BRIDGE WAS CLOSED",
        "it": "IL MINISTRO HA DETTO CHE IL PONTE ERA CHIUSO",
    }[language]
    found = contents(read(text))
    assert found in (["THE BRIDGE WAS CLOSED"], ["IL PONTE ERA CHIUSO"])


def test_a_paragraph_of_five_thousand_words(read: Reading, language: str) -> None:
    sentence = {
        "en": "The envoy, Anna Berg, said that convoy {n} had reached the valley. It had snowed for days. ",
        "it": "L'inviata, Anna Berg, ha detto che il convoglio {n} era arrivato a valle. Nevicava da giorni. ",
    }[language]

    def seconds(times: int) -> tuple[float, Record]:
        started = time.process_time()
        record = read("".join(sentence.format(n=n) for n in range(times)))
        return time.process_time() - started, record

    small, _ = min((seconds(35) for _ in range(2)), key=lambda pair: pair[0])
    large, record = seconds(280)  # some 5,000 words
    assert large < small * 8 * 3  # a quadratic reader would need 64 times as long
    assert len(record.statements) > 0.98 * 280
    assert all(len(s.content) == 1 and len(s.content[0].text) < 60 for s in record.statements)
