"""Speakers that no list knows, missions of states, and descriptions whose bearer is named behind a comma."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from verbale.record import Actor, Record

Reading = Callable[..., Record]


def speakers(record: Record) -> list[list[Actor]]:
    actors = {actor.id: actor for actor in record.actors}
    return [[actors[name] for name in statement.speakers] for statement in record.statements]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A panel of hydrologists reported that the dam was leaking.", "A panel of hydrologists", None),
        ("The Norwegian mission in Geneva said that the talks had failed.", "The Norwegian mission in Geneva", "NOR"),
        ("OSLO – Anna Lindqvist said that the ferry had sailed.", "Anna Lindqvist", None),
        ("“The road is shut.” (Igor Malenko, a baker, in Donetsk)", "Igor Malenko", None),
    ],
)
def test_english(read_en: Reading, text: str, name: str, country: str | None) -> None:
    ((actor,),) = speakers(read_en(text))
    assert actor.name == name
    assert country is None or actor.country == country


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Il presidente della commissione elettorale, Carlo Venturi, ha detto che il voto era valido.",
            "Carlo Venturi",
        ),
        ("OSLO – Anna Lindqvist, che guidava i colloqui, ha detto che il traghetto era partito.", "Anna Lindqvist"),
        ("Un gruppo di idrologi ha riferito che la diga perdeva.", "Un gruppo di idrologi"),
    ],
)
def test_italian(read_it: Reading, text: str, name: str) -> None:
    ((actor,),) = speakers(read_it(text))
    assert actor.name == name


def test_i_is_who_speaks(read_en: Reading) -> None:
    record = read_en("“I told the colonel that the bridge would not hold,” Anna Lindqvist said.")
    names = {tuple(actor.name for actor in actors) for actors in speakers(record)}
    assert names == {("Anna Lindqvist",)}
