"""Who is one party in many records."""

from __future__ import annotations

from tests.threads.synthetic import Draft
from verbale.threads import Authority, Parties


def test_a_state_its_government_and_its_organs_are_one_party() -> None:
    draft = Draft("d")
    state = draft.actor("state:PER", "state", "Peru", "PER")
    government = draft.government("PER")
    ministry = draft.actor("foreign-ministry:PER", name="Ministry", country="PER", sector="GOV")
    record = draft.record()
    parties = Parties([record])
    found = [parties.of(record, actor)[0] for actor in (state, government, ministry)]
    assert {one.party.key for one in found} == {"PER"}
    assert {one.authority for one in found} == {Authority.party}
    assert parties.name(found[0].party) == "Peru"


def test_a_spokesman_answers_for_his_principal_and_stays_visible() -> None:
    draft = Draft("d")
    front = draft.actor("valley-front", "armed_group", "Valley Front", "PER")
    deputy = draft.actor("rosa-quispe", "person", "Rosa Quispe", of=front)
    aide = draft.actor("unnamed:aide", "unnamed", "an aide", of=deputy)
    record = draft.record()
    found = Parties([record]).of(record, deputy)[0]
    assert (found.party.key, found.member, found.authority) == ("valley-front", "Rosa Quispe", Authority.member)
    assert found.reasons == ("answers for Valley Front",)
    assert found.evidence[0].text == "Rosa Quispe"
    assert Parties([record]).of(record, aide)[0].party.key == "valley-front"
    assert Parties([record]).of(record, aide)[0].authority is Authority.member


def test_a_loop_of_principals_ends() -> None:
    draft = Draft("d")
    draft.actor("anna-lind", "person", "Anna Lind", of="a2")
    draft.actor("karl-lind", "person", "Karl Lind", of="a1")
    record = draft.record()
    assert Parties([record]).of(record, "a1")[0].party.key == "anna-lind"


def test_who_is_described_only_is_never_the_same_in_two_documents() -> None:
    records = []
    for id in ("one", "two"):
        draft = Draft(id, text=f"A diplomat spoke to {id}.")
        draft.actor("unnamed:a-diplomat", "unnamed", "A diplomat")
        draft.actor("armed_group:rebels", "armed_group", "rebels", mention="spoke")
        records.append(draft.record())
    parties = Parties(records)
    found = [parties.of(record, actor)[0].party for record in records for actor in ("a1", "a2")]
    assert len({party.key for party in found}) == 4
    assert not any(party.identified for party in found)


def test_an_anonymous_official_is_a_source_in_his_party() -> None:
    draft = Draft("d")
    draft.actor("unnamed:an-official:PER", "unnamed", "an official", "PER", "GOV")
    record = draft.record()
    found = Parties([record]).of(record, "a1")[0]
    assert (found.party.key, found.authority, found.member) == ("PER", Authority.source, "an official")


def test_other_texts_tell_whom_a_person_answers_for() -> None:
    full, bare, wrong = Draft("full"), Draft("bare"), Draft("wrong")
    full.actor("rosa-quispe", "person", "Rosa Quispe", "PER", "GOV")
    also = Draft("also")
    also.actor("rosa-quispe", "person", "Rosa Quispe", "PER", "GOV")
    bare.actor("rosa-quispe", "person", "Rosa Quispe")
    wrong.actor("rosa-quispe", "person", "Rosa Quispe", "BOL", "GOV")
    records = [draft.record() for draft in (full, also, bare, wrong)]
    parties = Parties(records)
    assert [parties.of(record, "a1")[0].party.key for record in records] == ["PER"] * 4
    assert len(parties.of(records[2], "a1")[0].reasons) == 2


def test_a_surname_alone_is_not_taken_for_the_same_person() -> None:
    one, other = Draft("one"), Draft("other")
    one.actor("quispe", "person", "Quispe", "PER", "GOV")
    other.actor("quispe", "person", "Quispe")
    records = [one.record(), other.record()]
    assert Parties(records).of(records[1], "a1")[0].party.kind == "person"


def test_a_person_of_whom_two_texts_tell_two_things_is_left_to_each() -> None:
    one, other = Draft("one"), Draft("other")
    one.actor("rosa-quispe", "person", "Rosa Quispe", "PER", "GOV")
    other.actor("rosa-quispe", "person", "Rosa Quispe", "BOL", "GOV")
    records = [one.record(), other.record()]
    parties = Parties(records)
    assert [parties.of(record, "a1")[0].party.key for record in records] == ["PER", "BOL"]


def test_a_collective_is_each_of_its_members() -> None:
    draft = Draft("d")
    members = (draft.government("PER"), draft.government("BOL"))
    both = draft.actor("unnamed:both", "unnamed", "both", members=members)
    record = draft.record()
    assert [one.party.key for one in Parties([record]).of(record, both)] == ["PER", "BOL"]


def test_a_parliament_and_an_army_are_members_not_the_voice_of_the_state() -> None:
    draft = Draft("d")
    parliament = draft.actor("parliament:PER", name="Congress", country="PER", sector="LEG")
    army = draft.actor("armed-forces:PER", "armed_force", "Army", "PER", "MIL")
    record = draft.record()
    found = [Parties([record]).of(record, actor)[0] for actor in (parliament, army)]
    assert {one.party.key for one in found} == {"PER"}
    assert {one.authority for one in found} == {Authority.member}
