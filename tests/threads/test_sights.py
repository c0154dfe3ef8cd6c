"""What is kept of a fact: bounded, whole in JSON, found again by its keys."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tests.threads import crowd
from tests.threads.synthetic import Draft
from verbale.threads.accounts import Accounts, accounts
from verbale.threads.blocks import SOUGHT, STORED, blocks, sought
from verbale.threads.bundles import Bundle, found, joined
from verbale.threads.fates import Stage, fate, state_of
from verbale.threads.features import distance, same_person
from verbale.threads.linking import Link
from verbale.threads.matching import links
from verbale.threads.parties import Parties
from verbale.threads.seen import Sight, Where
from verbale.threads.sights import sights
from verbale.threads.wording import overlap, words_of

days = st.dates(min_value=date.min, max_value=date.max)
keys = st.lists(st.sampled_from(["PER", "BOL", "CHL", "un", "ana-ruiz", "grupo"]), unique=True, max_size=6).map(tuple)
places = st.builds(
    Where,
    name=st.text(max_size=8),
    country=st.sampled_from([None, "PER", "BOL"]),
    lat=st.none() | st.floats(-90, 90),
    lon=st.none() | st.floats(-180, 180),
    wide=st.booleans(),
)
seen = st.builds(
    Sight,
    id=st.text(min_size=1, max_size=4),
    kind=st.sampled_from(["contact", "incident", "statement"]),
    fact=st.just("e1"),
    document=st.sampled_from("abc"),
    sha256=st.just(""),
    published=st.none() | days,
    language=st.sampled_from([None, "it", "en"]),
    type=st.sampled_from(["CONSULT", "ASSAULT"]),
    mode=st.sampled_from([None, "call", "talks", "meeting", "shelling", "attack"]),
    status=st.sampled_from(["happened", "planned", "postponed", "cancelled", "denied", "refused", "proposed"]),
    parties=keys,
    people=st.dictionaries(st.sampled_from(["PER", "BOL"]), st.just(("ana-ruiz",)), max_size=2),
    around=keys,
    short=st.dictionaries(st.sampled_from(["grupo"]), st.just("gr"), max_size=1),
    days=st.none() | st.tuples(days, days).map(lambda pair: (min(pair), max(pair))),
    anew=st.none() | days.map(lambda day: (day, day)),
    place=st.none() | places,
    killed=st.none() | st.integers(0, 5),
    injured=st.none() | st.integers(0, 5),
    denied=st.booleans(),
    words=st.sampled_from(["", "one two", "one two three four five six seven", "six seven eight nine ten"]),
    marks=st.lists(st.sampled_from(["P30D", "BOL", "45"]), unique=True).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(seen, min_size=1, max_size=6))
def test_whatever_is_seen_is_bounded_and_whole_in_json(told: list[Sight]) -> None:
    bundles: dict[str, Bundle] = {}
    for sight in told:
        assert Sight.model_validate_json(sight.model_dump_json()) == sight
        assert len(blocks(sight)) <= STORED
        assert len(sought(sight)) <= SOUGHT
        assert all(len(key) < 120 for key in (*blocks(sight), *sought(sight)))
        ranked = links(sight, bundles.values())
        assert all(0 <= link.score <= 1 for link in ranked)
        assert not any(link.certain for link in ranked[1:])
        assert all(TypeAdapter(Link).validate_json(TypeAdapter(Link).dump_json(link)) == link for link in ranked)
        bundle = joined(bundles[ranked[0].thread], sight, ranked[0]) if ranked else found(sight)
        assert Bundle.model_validate_json(bundle.model_dump_json()) == bundle
        bundles[bundle.id] = bundle
    stages = fate(told)
    assert all(Stage.model_validate_json(stage.model_dump_json()) == stage for stage in stages)
    assert state_of(stages, date(2024, 5, 5)) is not None
    found_accounts = accounts(told)
    assert Accounts.model_validate_json(found_accounts.model_dump_json()) == found_accounts


@pytest.mark.parametrize("kind", ["contact", "incident"])
def test_what_would_be_linked_is_found_by_its_keys(kind: str) -> None:
    """Among facts of a crowded month no link is lost because two facts share no key."""
    luck = random.Random(11)
    told = (crowd.contacts if kind == "contact" else crowd.incidents)(luck, 40, 30)
    for n, later in enumerate(told):
        for earlier in told[:n]:
            if links(later, [found(earlier)]):
                assert set(sought(later)) & set(blocks(earlier)), (later, earlier)


def test_a_bundle_does_not_grow_with_its_members() -> None:
    sights_of_one = [
        crowd.sight(
            "incident",
            1,
            n,
            date(2025, 3, 2),
            mode="shelling",
            killed=n,
            days=(date(2025, 3, 1),) * 2,
            place=crowd.TOWNS[0],
            words=f"shells number {n} fell here",
            parties=[f"p{n}"],
            doers=[f"p{n}"],
        )
        for n in range(300)
    ]
    bundle = found(sights_of_one[0])
    for sight in sights_of_one[1:]:
        (link,) = links(sight, [bundle])
        bundle = joined(bundle, sight, link)
    assert bundle.size == 300
    assert len(bundle.model_dump_json()) < 4000


@pytest.mark.parametrize(
    ("kind", "days", "floors"),
    [("contact", 60, (0.99, 0.96, 0.9)), ("incident", 60, (0.9, 0.88, 0.75)), ("contact", 20, (0.92, 0.85, 0.85))],
)
def test_of_a_crowd_few_are_taken_for_another(kind: str, days: int, floors: tuple[float, float, float]) -> None:
    """Sixty events of six parties within ``days``: right among certain pairs, among all linked, found of the true."""
    make = crowd.contacts if kind == "contact" else crowd.incidents
    runs = [crowd.measured(make(random.Random(seed), 60, days)) for seed in range(3)]
    assert all(sum(figures) / 3 >= floor for figures, floor in zip(zip(*runs, strict=True), floors, strict=True))


def test_what_is_kept_of_a_record() -> None:
    draft = Draft("a", "2024-05-03", "The Front for the Lakes (FFL) met Ana Ruiz", publisher="Wire")
    front = draft.actor("front-for-the-lakes", "armed_group", "Front for the Lakes")
    ana = draft.person("Ana Ruiz", country="PER")
    draft.event("CONSULT", "meeting", source=(front, ana), time="2024-05-02TEV", words="met")
    draft.event("CONSULT", "meeting", "hypothetical", source=(front, ana), words="The")
    draft.event("AID", source=(ana,), words="Ruiz")
    draft.statement(ana, "Front for the Lakes (FFL) met")
    record = draft.record()
    contact, statement = sorted(sights(record, Parties([record])), key=lambda sight: sight.kind)
    assert contact.kind == "contact"
    assert set(contact.parties) == {"front-for-the-lakes", "PER"}
    assert contact.people == {"PER": ("ana-ruiz",)}
    assert contact.short == {"front-for-the-lakes": "ffl"}
    assert contact.days == (date(2024, 5, 2), date(2024, 5, 2))
    assert contact.late
    assert statement.marks == ("front-for-the-lakes",)
    assert statement.telling == "Ana Ruiz"
    assert sights(record, Parties([record])) == sights(record, Parties([record]))


def test_facts_of_one_place_in_a_text_have_ids_of_their_own() -> None:
    draft = Draft("a", "2024-05-03", "they met and met")
    for _ in range(3):
        draft.event("CONSULT", "meeting", source=(draft.government("PER"),), words="met")
    record = draft.record()
    assert len({sight.id for sight in sights(record, Parties([record]))}) == 3


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ana-ruiz", "ana-ruiz", True),
        ("ruiz", "ana-ruiz", True),
        ("minister-ana-ruiz", "ana-ruiz", True),
        ("farruh-olimzoda", "faruh-olimzoda", True),
        ("ana-ruiz", "eva-ruiz", False),
        ("ana", "ana-ruiz", False),
        ("ruiz", "luiz", False),
    ],
)
def test_spellings_of_a_name(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same
    assert same_person(other, one) is same


def test_kilometres() -> None:
    paris, london = Where(name="", lat=48.8566, lon=2.3522), Where(name="", lat=51.5074, lon=-0.1278)
    assert distance(paris, london) == pytest.approx(343.6, abs=1)
    assert distance(paris, Where(name="Paris")) is None


def test_words_alike() -> None:
    one, other = (
        words_of(["«Siamo pronti», ha detto, “a firmare domani”"]),
        words_of(["siamo pronti ha detto a firmare"]),
    )
    assert one == "siamo pronti ha detto a firmare domani"
    assert overlap(one, other) == (1.0, 6)
    assert overlap(one, "") == (0.0, 0)
    assert len(words_of(["word " * 500]).split()) == 120
    assert (
        overlap(
            words_of(["我们将在最后一名士兵离开山谷后立即开放边境口岸并释放所有被关押的人员"]),
            words_of(["最后一名士兵离开山谷后立即开放边境口岸"]),
        )[0]
        > 0.8
    )
