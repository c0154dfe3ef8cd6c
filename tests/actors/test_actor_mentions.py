"""Step one: the mentions themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from verbale.actors import find_mentions
from verbale.codebook import codebook
from verbale.language.parse import Parse
from verbale.record import Mention

Parsed = Callable[[str], Parse]


def found(parse: Parse) -> dict[str, Mention]:
    return {m.span.text: m for m in find_mentions(parse, codebook(parse.language))}


def test_mentions_nest(parse_en: Parsed) -> None:
    mentions = found(parse_en("The Chilean foreign ministry's spokeswoman, Ana Sol, said no."))
    assert mentions["Ana Sol"].of == mentions["The Chilean foreign ministry"].id
    assert mentions["The Chilean foreign ministry's spokeswoman"].key == mentions["Ana Sol"].key == "ana-sol"


def test_a_titled_name_is_one_mention_with_its_role(parse_it: Parsed) -> None:
    mentions = found(parse_it("Lo ha detto il segretario di Stato americano Tom Hale."))
    hale = mentions["il segretario di Stato americano Tom Hale"]
    assert (hale.name, hale.role, hale.country) == ("Tom Hale", "il segretario di Stato americano", "USA")


def test_ministers_share_their_title(parse_en: Parsed) -> None:
    mentions = found(parse_en("Foreign Ministers Berg and Quispe will meet on Monday."))
    assert {m.key for m in mentions.values() if m.kind == "person"} == {"berg", "quispe"}


def test_a_role_of_several_bodies(parse_en: Parsed) -> None:
    text = "Marta Lind, the joint special envoy of the United Nations and the Arab League, arrived."
    mentions = found(parse_en(text))
    assert mentions["Marta Lind"].of == mentions["United Nations"].id


def test_peoples_and_adjectives(parse_en: Parsed, parse_it: Parsed) -> None:
    mentions = found(parse_en("The Ukrainians fired on Russian ships."))
    assert mentions["The Ukrainians"].kind == "people"
    assert mentions["Russian"].kind == "state"
    mentions = found(parse_it("Gli americani hanno criticato il raid israeliano."))
    assert mentions["Gli americani"].country == "USA"
    assert mentions["israeliano"].country == "ISR"


def test_a_weekday_is_no_name(parse_en: Parsed) -> None:
    mentions = found(parse_en("The minister said on Monday that it was over."))
    assert "Monday" not in mentions
    assert mentions["The minister"].form == "description"


@pytest.mark.parametrize(
    "text", ["the", "Monday", "...", "may", "us", "He", "General", "un", "Il", "la parte", "due", "Le parti"]
)
def test_bare_words(parse_en: Parsed, parse_it: Parsed, text: str) -> None:
    for parse in (parse_en(text), parse_it(text)):
        assert not any(m.kind in ("person", "igo", "state") and m.form == "name" for m in found(parse).values())


def test_ids_count_up_in_text_order(parse_en: Parsed) -> None:
    mentions = find_mentions(parse_en("Chad's president met the Ghanaian envoy."), codebook("en"))
    assert [m.id for m in mentions] == [f"m{n}" for n in range(1, len(mentions) + 1)]
    assert [m.span.start for m in mentions] == sorted(m.span.start for m in mentions)
