"""A body that only the text knows is named by its abbreviation, so that texts in two languages name the same."""

from __future__ import annotations

import pytest

from tests.conftest import Reading
from verbale.record import Record


def key_of(record: Record, name: str) -> str:
    (found,) = {actor.key for actor in record.actors if any(span.text == name for span in actor.mentions)}
    return found


def test_two_languages_name_one_group(read_en: Reading, read_it: Reading) -> None:
    english = read_en("The Front for Northern Dignity (FND) rejected the plan on Friday, its spokesman said.")
    italian = read_it("Il Fronte per la dignità del Nord (FND) ha respinto il piano venerdì, ha detto il portavoce.")
    assert key_of(english, "Front for Northern Dignity") == key_of(italian, "Fronte per la dignità del Nord") == "fnd"


def test_the_whole_name_before_and_after_its_abbreviation_is_one(read_en: Reading) -> None:
    text = "The Quiet Hills Front (QHF) agreed. The QHF will sign on Monday. The Quiet Hills Front has 900 fighters."
    record = read_en(text)
    assert key_of(record, "QHF") == key_of(record, "Quiet Hills Front") == "qhf"


@pytest.mark.parametrize("brackets", ["(UN)", "(OSCE)"])
def test_an_abbreviation_that_means_somebody_else_names_nobody(read_en: Reading, brackets: str) -> None:
    record = read_en(f"The Union of Nomads {brackets} rejected the plan on Friday.")
    assert all(actor.key != "un" or "Nomads" not in actor.name for actor in record.actors)
