"""Countries of actors from the towns beside them and from the one state that a text speaks of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from verbale.record import Record

Reading = Callable[..., Record]


def country(record: Record, text: str) -> str | None:
    found = [a for a in record.actors if any(m.text == text for m in a.mentions)]
    assert found, [m.text for a in record.actors for m in a.mentions]
    return found[0].country


@pytest.mark.parametrize(
    ("text", "mention", "expected"),
    [
        ("The mayor of Lviv, Taras Bondar, said that the city was calm.", "Taras Bondar", "UKR"),
        ("“It is quiet,” said Amina Yusuf, a teacher from Kano.", "Amina Yusuf", "NGA"),
        ("Jon Berg of the Norwegian foreign ministry said that the talks would go on.", "Jon Berg", "NOR"),
        ("Fighting went on in Cali and Medellin. The bishops said that the road was closed.", "The bishops", "COL"),
        ("The Chechen president, Ruslan Isayev, said that the road was open.", "Ruslan Isayev", "RUS"),
        # A name is no evidence of where its bearer is from
        ("Egypt and Ukraine signed on Monday. Oleksandr Kovalenko said that it was late.", "Oleksandr Kovalenko", None),
        ("Egypt and Ukraine signed on Monday. Lars Nygaard said that it was late.", "Lars Nygaard", None),
        # Talks in a capital tell nothing about those who come to it, an envoy's place is not his home,
        ("The minister flew to Doha. The minister said that the road was open.", "The minister", None),
        ("The mediator said in Cali that the road was open.", "The mediator", None),
        # and troops that somebody speaks about are the other side's.
        ("General Anan Suwan said that the Cambodian troops had fired first.", "General Anan Suwan", None),
    ],
)
def test_countries_in_english(read_en: Reading, text: str, mention: str, expected: str | None) -> None:
    assert country(read_en(text), mention) == expected


@pytest.mark.parametrize(
    ("text", "mention", "expected"),
    [
        ("Il sindaco di Leopoli, Taras Bondar, ha detto che la città è calma.", "Taras Bondar", "UKR"),
        ("Si combatte a Cali e a Medellín. Il vescovo ha detto che la strada è chiusa.", "Il vescovo", "COL"),
        (
            "Il presidente ceceno Ruslan Isaev ha detto che la strada è aperta.",
            "Il presidente ceceno Ruslan Isaev",
            "RUS",
        ),
        ("Il mediatore ha detto a Cali che la strada è aperta.", "Il mediatore", None),
    ],
)
def test_countries_in_italian(read_it: Reading, text: str, mention: str, expected: str | None) -> None:
    assert country(read_it(text), mention) == expected


def test_the_government_of_a_region_is_not_that_of_its_state(read_en: Reading) -> None:
    record = read_en("The Chechen government said that the road was open.")
    (speaker,) = [a for a in record.actors if a.id in record.statements[0].speakers]
    assert (speaker.country, speaker.name) == ("RUS", "The Chechen government")


def test_brussels_speaks_for_the_union(read_en: Reading) -> None:
    record = read_en("Brussels said that the road was open.")
    (speaker,) = [a for a in record.actors if a.id in record.statements[0].speakers]
    assert (speaker.key, speaker.country) == ("eu", None)
