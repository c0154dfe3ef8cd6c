"""The actor files of the codebook: complete, free of duplicates, and alike in all languages."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

import pytest

from verbale.actors.lexicon import (
    Bodies,
    BodyNames,
    Countries,
    Crowd,
    Grammar,
    Office,
    Offices,
    People,
    Role,
)
from verbale.codebook import Codebook, CountryNames, Section

LANGUAGES = ("it", "en")
SECTIONS = (Countries, Bodies, People, CountryNames, BodyNames, Offices, Grammar)
# ISO 3166-1 alpha-3: the 193 members of the United Nations, its two observers, and who else speaks for itself.
MEMBERS = frozenset(
    """AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB BRN BTN BWA
    CAF CAN CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESP EST ETH
    FIN FJI FRA FSM GAB GBR GEO GHA GIN GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA
    JAM JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX
    MHL MKD MLI MLT MMR MNE MNG MOZ MRT MUS MWI MYS NAM NER NGA NIC NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG
    POL PRK PRT PRY QAT ROU RUS RWA SAU SDN SEN SGP SLB SLE SLV SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD
    TGO THA TJK TKM TLS TON TTO TUN TUR TUV TZA UGA UKR URY USA UZB VCT VEN VNM VUT WSM YEM ZAF ZMB ZWE""".split()
)
OTHERS = frozenset(("PSE", "VAT", "XKX", "TWN", "ESH", "HKG", "MAC", "GRL", "PRI", "NCL", "FLK", "GIB"))
KNOWN = MEMBERS | OTHERS
# One form, two countries. Each pair has its reason: none at present.
SHARED_COUNTRY_FORMS: frozenset[str] = frozenset()


def folded(form: str) -> str:
    """What two forms share if readers cannot tell them apart: case, accents and marks do not count."""
    flat = "".join(c for c in unicodedata.normalize("NFKD", form.casefold()) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in flat).split())


def repeated(items: Iterable[str]) -> list[str]:
    return sorted(item for item, count in Counter(items).items() if count > 1)


def owners(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Forms with more than one owner, from pairs of owner and form."""
    found: dict[str, set[str]] = defaultdict(set)
    for owner, form in pairs:
        found[folded(form)].add(owner)
    return {form: keys for form, keys in found.items() if len(keys) > 1}


@pytest.fixture(params=LANGUAGES)
def book(request: pytest.FixtureRequest) -> Codebook:
    return Codebook(str(request.param))


@pytest.mark.parametrize("kind", SECTIONS, ids=lambda kind: kind.__name__)
def test_section_loads(book: Codebook, kind: type[Section]) -> None:
    assert book.section(kind)


def test_every_state_is_there() -> None:
    assert len(MEMBERS) == 193
    assert set(Codebook("en").section(Countries).country) == KNOWN


def test_every_country_has_names_adjectives_and_capitals(book: Codebook) -> None:
    world, words = book.section(Countries).country, book.section(CountryNames).country
    assert set(words) == set(world)
    assert [code for code, word in words.items() if not word.names] == []
    without_adjective = {code for code, word in words.items() if not word.adjectives}
    assert without_adjective <= {"COG", "DMA", "FLK", "KNA"}  # Congolese is COD; the rest have none that is safe
    for code, word in words.items():
        assert repeated(map(folded, word.names)) == [], code
        assert all(form == form.lower() for form in word.adjectives), code
        assert all(form != form.lower() or " " in form for form in (*word.names, *word.capitals)), code


def test_country_forms_belong_to_one_country(book: Codebook) -> None:
    words = book.section(CountryNames).country
    pairs = [(code, form) for code, word in words.items() for form in (*word.names, *word.adjectives, *word.capitals)]
    assert set(owners(pairs)) <= SHARED_COUNTRY_FORMS


def test_italian_adjectives_have_all_their_forms() -> None:
    for code, word in Codebook("it").section(CountryNames).country.items():
        forms = set(word.adjectives)
        for form in forms:
            if form.endswith(("ese", "nse", "one")):
                assert form[:-1] + "i" in forms, (code, form)
            elif form.endswith(("ano", "ino", "eno", "ero", "uso", "usso")):
                assert {form[:-1] + "a", form[:-1] + "i", form[:-1] + "e"} <= forms, (code, form)
            elif form.endswith("co"):
                stem = form[:-2]
                assert f"{stem}ca" in forms, (code, form)
                assert {f"{stem}ci", f"{stem}chi"} & forms, (code, form)
                assert f"{stem}che" in forms, (code, form)


def test_english_adjectives_have_their_plural() -> None:
    for code, word in Codebook("en").section(CountryNames).country.items():
        forms = set(word.adjectives)
        for form in forms:
            if form.endswith(("ian", "can", "stani")) and form != "vatican":
                assert f"{form}s" in forms, (code, form)


@pytest.mark.parametrize(
    ("language", "code", "forms"),
    [
        ("it", "CYP", ("greco-cipriota", "turco-ciprioti")),
        ("it", "RUS", ("russo", "russa", "russi", "russe")),
        ("it", "TUR", ("turco", "turca", "turchi", "turche")),
        ("it", "GRC", ("greco", "greca", "greci", "greche")),
        ("it", "SSD", ("sudsudanese", "sud-sudanesi")),
        ("en", "GBR", ("british", "briton", "britons")),
        ("en", "FIN", ("finnish", "finn", "finns")),
        ("en", "CYP", ("greek cypriots", "turkish cypriot")),
        ("en", "IRQ", ("iraqi", "iraqis")),
    ],
)
def test_demonyms(language: str, code: str, forms: tuple[str, ...]) -> None:
    assert set(forms) <= set(Codebook(language).section(CountryNames).country[code].adjectives)


def test_pronouns_are_no_country() -> None:
    """*us* is a pronoun: the United States are US, in capitals, among the names only."""
    words = Codebook("en").section(CountryNames).country["USA"]
    assert "US" in words.names
    assert "us" not in words.adjectives


def test_bodies_are_told_apart(book: Codebook) -> None:
    bodies, names = book.section(Bodies).body, book.section(BodyNames).forms
    keys = [body.key for body in bodies]
    assert repeated(keys) == []
    assert set(names) <= set(keys)
    pairs = [
        (body.stands_for or body.key, form)
        for body in bodies
        for form in (body.name, *body.forms, *names.get(body.key, ()))
    ]
    assert owners(pairs) == {}


def test_bodies_refer_to_what_exists() -> None:
    book = Codebook("en")
    bodies = {body.key: body for body in book.section(Bodies).body}
    offices = {office.key for office in book.section(Offices).office}
    for body in bodies.values():
        assert body.country is None or body.country in KNOWN, body.key
        for reference in filter(None, (body.stands_for, body.part_of)):
            office, _, country = reference.partition(":")
            assert reference in bodies or (office in {*offices, "gov"} and country in KNOWN), (body.key, reference)
        office, _, country = body.key.partition(":")
        assert not country or (country in KNOWN and country == body.country), body.key


def test_igos_have_no_country_and_groups_a_home() -> None:
    for body in Codebook("en").section(Bodies).body:
        if body.kind == "igo":
            assert body.country is None, body.key
        if body.kind == "armed_group" and body.key not in {"al-qaeda", "islamic-state", "axis-of-resistance"}:
            assert body.country is not None, body.key


@pytest.mark.parametrize(
    ("language", "form", "key"),
    [
        ("it", "Forze di supporto rapido", "rsf"),
        ("it", "Cremlino", "gov:RUS"),
        ("it", "Farnesina", "foreign-ministry:ITA"),
        ("it", "Eliseo", "presidency:FRA"),
        ("it", "Casa Bianca", "presidency:USA"),
        ("it", "Pentagono", "defence-ministry:USA"),
        ("it", "Nazioni Unite", "un"),
        ("en", "Kremlin", "gov:RUS"),
        ("en", "Foggy Bottom", "foreign-ministry:USA"),
        ("en", "Downing Street", "prime-minister-office:GBR"),
        ("en", "Tamil Tigers", "ltte"),
        ("en", "UNIFIL", "unifil"),
    ],
)
def test_metonyms_and_groups(language: str, form: str, key: str) -> None:
    book = Codebook(language)
    names = book.section(BodyNames).forms
    found = {
        body.stands_for or body.key
        for body in book.section(Bodies).body
        if form in (body.name, *body.forms, *names.get(body.key, ()))
    }
    assert found == {key}


def test_people_are_told_apart() -> None:
    people = Codebook("en").section(People).person
    assert repeated(person.key for person in people) == []
    assert all(person.country is None or person.country in KNOWN for person in people)
    assert owners((person.key, form) for person in people for form in (person.name, *person.forms)) == {}


Keyed = Office | Role | Crowd
GROUPS: tuple[Callable[[Offices], tuple[Keyed, ...]], ...] = (
    lambda offices: offices.office,
    lambda offices: offices.role,
    lambda offices: offices.crowd,
)


@pytest.mark.parametrize("group", GROUPS, ids=("office", "role", "crowd"))
def test_office_keys_and_forms(book: Codebook, group: Callable[[Offices], tuple[Keyed, ...]]) -> None:
    items = group(book.section(Offices))
    assert repeated(item.key for item in items) == []
    for item in items:
        assert item.forms, item.key
        assert all(form == form.lower().strip() for form in item.forms), item.key
        assert repeated(item.forms) == [], item.key


def test_offices_are_the_same_in_all_languages() -> None:
    one, other = (
        {office.key: (office.name, office.kind, office.sector) for office in Codebook(code).section(Offices).office}
        for code in LANGUAGES
    )
    assert one == other
    assert all("{country}" in name for name, _, _ in one.values())


def test_roles_mean_the_same_in_all_languages() -> None:
    one, other = (
        {role.key: (role.sector, role.relation, role.title) for role in Codebook(code).section(Offices).role}
        for code in LANGUAGES
    )
    assert {key for key in one if key in other and one[key] != other[key]} == set()
    assert set(one) - set(other) == set()  # English alone tells spokesman from spokeswoman
    assert set(other) - set(one) == {"spokesman", "spokeswoman"}


@pytest.mark.parametrize(
    ("language", "key", "forms"),
    [
        ("it", "foreign-minister", ("ministro degli esteri", "ministra degli affari esteri", "ministri degli esteri")),
        ("it", "spokesperson", ("portavoce",)),
        ("it", "lieutenant-general", ("tenente generale",)),
        ("en", "foreign-minister", ("foreign minister", "foreign secretary", "minister of foreign affairs")),
        ("en", "lieutenant-general", ("lt. gen.", "lieutenant general")),
        ("en", "deputy-foreign-minister", ("deputy foreign minister", "vice minister of foreign affairs")),
    ],
)
def test_roles(language: str, key: str, forms: tuple[str, ...]) -> None:
    roles = {role.key: role for role in Codebook(language).section(Offices).role}
    assert set(forms) <= set(roles[key].forms)


def test_grammar_lists_are_lower_case_and_closed(book: Codebook) -> None:
    grammar = book.section(Grammar)
    assert set(grammar.definite) & set(grammar.articles)
    assert repeated(pronoun.form for pronoun in grammar.pronoun) == []
    for forms in (grammar.articles, grammar.both, grammar.in_place, grammar.of, grammar.collective):
        assert all(form == form.lower() for form in forms)
    assert all(size >= 0 for size in grammar.collective.values())


def test_italian_contractions_are_complete() -> None:
    grammar = Codebook("it").section(Grammar)
    endings = ("l", "llo", "lla", "ll'", "i", "gli", "lle")
    assert {f"ne{ending}" for ending in endings} <= set(grammar.in_place)
    assert {f"de{ending}" for ending in endings} <= set(grammar.of)
    assert grammar.drops_subjects
    assert not Codebook("en").section(Grammar).drops_subjects
