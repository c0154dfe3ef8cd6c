"""Short texts of our own, and who appears in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from verbale.record import Actor, Record

Reading = Callable[..., Record]


def actor(record: Record, text: str) -> Actor:
    """The actor that has a mention of these words."""
    found = [a for a in record.actors if any(m.text == text for m in a.mentions)]
    assert found, f"nobody is mentioned as {text!r} in {[m.text for a in record.actors for m in a.mentions]}"
    return found[0]


def speakers(record: Record) -> list[str]:
    names = {a.id: a.name for a in record.actors}
    return [names[i] for s in record.statements for i in s.speakers]


FOREIGN = "Ministry of Foreign Affairs of Chile"
ENGLISH = [
    ("The Norwegian foreign minister, Jon Berg,", "Jon Berg", "Jon Berg", "NOR", "person"),
    ("Kenyan President Amos Wekesa", "Kenyan President Amos Wekesa", "Amos Wekesa", "KEN", "person"),
    ("Marta Lind, the Swedish envoy,", "Marta Lind", "Marta Lind", "SWE", "person"),
    ("Peru's foreign minister, Luz Quispe,", "Luz Quispe", "Luz Quispe", "PER", "person"),
    ("The president of Ghana, Kojo Mensah,", "Kojo Mensah", "Kojo Mensah", "GHA", "person"),
    ("The Permanent Representative of Ghana, Mr. Kojo Mensah,", "Mr. Kojo Mensah", "Kojo Mensah", "GHA", "person"),
    ("The Chilean foreign ministry", "The Chilean foreign ministry", FOREIGN, "CHL", "government"),
    ("Ottawa", "Ottawa", "Government of Canada", "CAN", "government"),
    ("Chad", "Chad", "Government of Chad", "TCD", "government"),
    ("The Kremlin", "Kremlin", "Government of Russia", "RUS", "government"),
    ("Hezbollah", "Hezbollah", "Hezbollah", "LBN", "armed_group"),
    ("The Israeli army", "Israeli army", "Israel Defense Forces", "ISR", "armed_force"),
]
ITALIAN = [
    ("Il ministro cileno Jon Berg", "Il ministro cileno Jon Berg", "Jon Berg", "CHL", "person"),
    ("Il presidente del Ghana, Kojo Mensah,", "Kojo Mensah", "Kojo Mensah", "GHA", "person"),
    ("Marta Lind, l'inviata svedese,", "Marta Lind", "Marta Lind", "SWE", "person"),
    ("L'ambasciatore norvegese a Lima, Jon Berg,", "Jon Berg", "Jon Berg", "NOR", "person"),
    ("Il ministero degli Esteri cileno", "Il ministero degli Esteri cileno", FOREIGN, "CHL", "government"),
    ("Ottawa", "Ottawa", "Government of Canada", "CAN", "government"),
    ("Il Ciad", "Ciad", "Government of Chad", "TCD", "government"),
    ("Il Cremlino", "Cremlino", "Government of Russia", "RUS", "government"),
]


@pytest.mark.parametrize(("subject", "mention", "name", "country", "kind"), ENGLISH)
def test_english_introductions(
    read_en: Reading, subject: str, mention: str, name: str, country: str, kind: str
) -> None:
    found = actor(read_en(f"{subject} said that the talks would go on."), mention)
    assert (found.name, found.country, found.kind) == (name, country, kind)


@pytest.mark.parametrize(("subject", "mention", "name", "country", "kind"), ITALIAN)
def test_italian_introductions(
    read_it: Reading, subject: str, mention: str, name: str, country: str, kind: str
) -> None:
    found = actor(read_it(f"{subject} ha detto che i colloqui continuano."), mention)
    assert (found.name, found.country, found.kind) == (name, country, kind)


def test_a_capital_is_a_place_after_a_preposition_of_place(read_en: Reading, read_it: Reading) -> None:
    for record in (
        read_en("The envoys met in Ottawa on Monday. They left Ottawa on Tuesday."),
        read_it("Gli inviati si sono visti a Ottawa lunedì."),
    ):
        assert not any("Ottawa" in m.text for a in record.actors for m in a.mentions)


def test_a_metonym_is_no_place(read_en: Reading) -> None:
    record = read_en("Khartoum has not answered the offer made in Geneva, the mediators said.")
    assert actor(record, "Khartoum").key == "gov:SDN"
    assert "Khartoum" not in [p.text for p in record.places]


def test_surname_takes_up_the_full_name(read_en: Reading) -> None:
    record = read_en("The Swedish envoy Marta Lind met reporters. Lind said that the talks would go on.")
    assert speakers(record) == ["Marta Lind"]
    assert {"Lind"} <= {m.text for m in actor(record, "Lind").mentions}


def test_a_title_takes_up_its_holder(read_en: Reading, read_it: Reading) -> None:
    record = read_en(
        "Peru's foreign minister, Luz Quispe, met the envoy. The minister said that the talks would go on."
    )
    assert speakers(record) == ["Luz Quispe"]
    record = read_it(
        "Il ministro degli Esteri norvegese Jon Berg è arrivato. Il ministro ha detto che i colloqui continuano."
    )
    assert speakers(record) == ["Jon Berg"]


def test_a_pronoun_takes_up_the_last_subject_of_its_gender(read_en: Reading) -> None:
    record = read_en("Spokeswoman Ana Sol met President Kojo Mensah of Ghana. She said that the talks would go on.")
    assert speakers(record) == ["Ana Sol"]


def test_the_first_person_of_a_quotation_is_its_speaker(read_en: Reading) -> None:
    record = read_en('"I will not sign this text," the Norwegian foreign minister, Jon Berg, said.')
    assert any(m.text == "I" for m in actor(record, "Jon Berg").mentions)


def test_collective_words_have_members(read_en: Reading, read_it: Reading) -> None:
    first = "Ghana's president, Kojo Mensah, and Kenya's president, Amos Wekesa, arrived."
    record = read_en(f"{first} The two presidents will meet on Monday.")
    names = {a.id: a.name for a in record.actors}
    assert [names[i] for i in actor(record, "The two presidents").members] == ["Kojo Mensah", "Amos Wekesa"]
    first = "Il presidente del Ghana Kojo Mensah ha chiamato il presidente del Kenya Amos Wekesa."
    record = read_it(f"{first} La coppia ha parlato di pace.")
    names = {a.id: a.name for a in record.actors}
    assert [names[i] for i in actor(record, "La coppia").members] == ["Kojo Mensah", "Amos Wekesa"]


def test_two_sides_that_nobody_named_have_a_note(read_en: Reading) -> None:
    record = read_en("The two sides agreed to keep talking.")
    assert actor(record, "The two sides").members == ()
    assert [n.path.split("/")[0] for n in record.notes if "members" in n.path] == ["actors"]


def test_a_spokesperson_speaks_for_an_institution(read_en: Reading, read_it: Reading) -> None:
    record = read_en("The Chilean foreign ministry's spokeswoman, Ana Sol, said that the talks would go on.")
    sol = actor(record, "Ana Sol")
    by_id = {a.id: a for a in record.actors}
    assert sol.country == "CHL"
    assert sol.of is not None
    assert by_id[sol.of].key == "foreign-ministry:CHL"
    record = read_it("La portavoce del ministero degli Esteri cileno Ana Sol ha detto che i colloqui continuano.")
    sol = actor(record, "La portavoce del ministero degli Esteri cileno Ana Sol")
    assert (sol.name, sol.country) == ("Ana Sol", "CHL")


def test_a_body_of_many_states_gives_no_country(read_en: Reading) -> None:
    record = read_en("Marta Lind, the United Nations special envoy, said that the talks would go on.")
    lind = actor(record, "Marta Lind")
    assert lind.country is None
    assert lind.sector == "IGO"


def test_unnamed_sources_stay_unnamed(read_en: Reading, read_it: Reading) -> None:
    found = actor(read_en("A senior Kenyan diplomat said that the talks would go on."), "A senior Kenyan diplomat")
    assert (found.kind, found.country) == ("unnamed", "KEN")
    record = read_it("Una fonte diplomatica occidentale ha detto che i colloqui continuano.")
    assert actor(record, record.actors[0].mentions[0].text).kind == "unnamed"


@pytest.mark.parametrize("spelling", ["Volodymyr Zelensky", "Volodymyr Zelenskyy", "Zelenskiy"])
def test_spellings_have_one_key(read_en: Reading, spelling: str) -> None:
    record = read_en(f"{spelling} said that the talks would go on.")
    assert actor(record, spelling).name == "Volodymyr Zelensky"


def test_two_people_of_one_surname_stay_two(read_en: Reading) -> None:
    record = read_en("The Swedish envoy Marta Lind met the Danish envoy Karl Lind. Marta Lind said that it went well.")
    assert {a.key for a in record.actors if a.kind == "person"} == {"marta-lind", "karl-lind"}


def test_his_counterpart_has_the_other_country(read_it: Reading) -> None:
    record = read_it("Il presidente del Kenya Amos Wekesa ha chiamato la sua controparte ghanese Kojo Mensah.")
    found = actor(record, "la sua controparte ghanese Kojo Mensah")
    assert (found.name, found.country, found.of) == ("Kojo Mensah", "GHA", None)


def test_ids_are_in_text_order(read_en: Reading) -> None:
    record = read_en("Chad said no. Ghana said yes. Chad's president, Issa Abakar, met the Swedish envoy Marta Lind.")
    firsts = [min(m.start for m in a.mentions) for a in record.actors]
    assert firsts == sorted(firsts)
    assert [a.id for a in record.actors] == [f"a{n}" for n in range(1, len(record.actors) + 1)]
