"""Sport, markets, history, fiction, weather: the words of conflict without its events."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from verbale.record import Record

PASSAGES = sorted((Path(__file__).parents[2] / "corpus" / "events").glob("ev-*-z-*.json"))
MOST = {"en": 3, "it": 2}  # five in all


@pytest.mark.parametrize("language", ["en", "it"])
def test_texts_of_other_worlds_yield_next_to_no_events(
    language: str, read_en: Callable[..., Record], read_it: Callable[..., Record]
) -> None:
    read = read_it if language == "it" else read_en
    passages = [json.loads(path.read_text(encoding="utf-8")) for path in PASSAGES if f"-{language}-" in path.stem]
    assert len(passages) == 50
    told = [
        (passage["text"], event.type)
        for passage in passages
        for event in read(passage["text"], published=passage["published"]).events
    ]
    assert len(told) <= MOST[language], told


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Italian jets bombed a stadium in Tripoli during the cup final, killing 12 fans, the Libyan army said.", "en"),
        ("Rebels shelled a clinic and a stadium in Goma during a league match, killing 12 patients and fans.", "en"),
        ("L'aviazione etiope ha bombardato il museo di Macallè durante una mostra, uccidendo 4 visitatori.", "it"),
    ],
)
def test_a_real_attack_at_a_match_or_museum_is_one(
    text: str, language: str, read_en: Callable[..., Record], read_it: Callable[..., Record]
) -> None:
    events = (read_it if language == "it" else read_en)(text, published="2021-03-02").events
    assert [event.killed for event in events if event.type == "ASSAULT"] == [12 if language == "en" else 4]


def test_deeds_of_other_centuries_are_history(read_en: Callable[..., Record]) -> None:
    old = read_en("Rebel fighters attacked Goma in 1866 and killed 30 civilians.", published="2019-10-14")
    new = read_en("Rebel fighters attacked Goma in 2016 and killed 30 civilians.", published="2019-10-14")
    assert not [event for event in old.events if event.type == "ASSAULT"]
    assert [event for event in new.events if event.type == "ASSAULT"]


def test_a_storm_kills_without_being_an_author(read_en: Callable[..., Record]) -> None:
    record = read_en("Hurricane Odile struck Mexico overnight, killing 9.", published="2014-09-15")
    assert not record.events
