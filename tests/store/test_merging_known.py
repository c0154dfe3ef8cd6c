"""What persons merged and split is not there before they did: the views of an earlier moment show what was known."""

from __future__ import annotations

import pytest

from tests.store.test_merging import meeting, offer
from tests.threads.synthetic import Draft
from verbale.store import Ledger
from verbale.store.judging import withdraw
from verbale.store.merging import merge_actors, merge_bundles, split_fact
from verbale.store.query import Scope, find_facts, scope_of
from verbale.views.actors import actors
from verbale.views.contacts import contacts
from verbale.views.found import search
from verbale.views.positions import PositionMatrix, positions
from verbale.views.timeline import timeline

TOLD, MERGED, BACK = "2025-03-02T08:00:00.000Z", "2025-04-01T08:00:00.000Z", "2025-05-01T08:00:00.000Z"
BEFORE, BETWEEN, AFTER = "2025-03-20", "2025-04-20", "2025-05-20"


def at(ledger: Ledger, moment: str | None, **more: object) -> Scope:
    with ledger.reading() as connection:
        return scope_of(connection, known_at=moment, **more)  # type: ignore[arg-type]


def told(id: str, key: str, name: str) -> Draft:
    """A text in which a group meets the government of Chile."""
    draft = Draft(id, "2025-03-01", f"This is {id}, of {name}.", f"Wire {id}")
    group = draft.actor(key, "armed_group", name)
    words = f"{name} will meet the ministers"
    draft.event("CONSULT", "meeting", "planned", (group, draft.government("CHL")), "2025-03-10", words=words)
    return draft


@pytest.fixture
def groups(ledger: Ledger) -> Ledger:
    """One group under two keys, which are merged in April and parted in May."""
    for id, key, name in (("a", "group:front", "Front of the Lake"), ("b", "group:lakemen", "Lakemen")):
        ledger.add(told(id, key, name).record(), retrieved=TOLD)
    with ledger.writing() as connection:
        made = merge_actors(connection, "group:lakemen", "group:front", "Ana", "one group", MERGED)
    with ledger.writing() as connection:
        withdraw(connection, made.id, "Ana", BACK)
    return ledger


@pytest.mark.parametrize(("moment", "merged"), [(BEFORE, False), (BETWEEN, True), (AFTER, False), (None, False)])
def test_actors_are_one_only_while_the_merge_held(groups: Ledger, moment: str | None, merged: bool) -> None:
    scope = at(groups, moment)
    asked = at(groups, moment, parties=["group:front"])
    with groups.reading() as connection:
        rows = {row.key: row.merged for row in actors(connection, scope)}
        meets = {party.key for one in contacts(connection, scope).contacts for party in one.parties}
        who = {one.party for fact in find_facts(connection, scope, ("contact",)) for one in fact.who}
        lanes = {party for row in timeline(connection, scope) for party in row.parties}
        found = {fact.name for fact in find_facts(connection, asked, ("contact",))}
        texts = {one.text.name for one in search(connection, asked, "this")}
        met = {party.key for one in contacts(connection, asked).contacts for party in one.parties}
    keys = {"group:front"} if merged else {"group:front", "group:lakemen"}
    assert set(rows) & {"group:front", "group:lakemen"} == keys
    assert rows["group:front"] == (("group:lakemen",) if merged else ())
    assert meets == who == keys | {"CHL"}
    assert lanes & {"group:front", "group:lakemen"} == keys
    assert found == texts == ({"a", "b"} if merged else {"a"})
    assert met == {"group:front", "CHL"}


def test_contacts_that_were_merged_and_split_are_what_they_were(ledger: Ledger) -> None:
    ledger.add(meeting("a", "2025-03-01", ("CHL", "PER"), "2025-03-10", "the meeting in Arica"), retrieved=TOLD)
    ledger.add(meeting("b", "2025-03-01", ("BOL", "ARG"), "2025-03-20", "the talks in Salta"), retrieved=TOLD)
    with ledger.reading() as connection:
        one, other = find_facts(connection, Scope(), ("contact",))
    assert one.bundle
    assert other.bundle
    with ledger.writing() as connection:
        merge_bundles(connection, "contact", one.bundle, other.bundle, "Ana", None, MERGED)
    with ledger.writing() as connection:
        split_fact(connection, one.key, None, "Ana", None, BACK)
    shown: list[set[tuple[str, ...]]] = []
    linked: list[int] = []
    for moment in (BEFORE, BETWEEN, AFTER):
        scope = at(ledger, moment)
        with ledger.reading() as connection:
            found = contacts(connection, scope).contacts
            shown.append({tuple(sorted(party.key for party in contact.parties)) for contact in found})
            linked.append(len({fact.bundle for fact in find_facts(connection, scope, ("contact",))}))
    apart = {("CHL", "PER"), ("ARG", "BOL")}
    assert shown == [apart, {("ARG", "BOL", "CHL", "PER")}, apart]
    assert linked == [2, 1, 2]


def table(ledger: Ledger, moment: str) -> PositionMatrix:
    scope = at(ledger, moment)
    with ledger.reading() as connection:
        return positions(connection, scope)


def test_proposals_and_their_drafts_are_what_they_were_before_a_merge(ledger: Ledger) -> None:
    ledger.add(offer("a", "2025-03-01", "BOL", "P30D", amended="P14D"), retrieved=TOLD)
    ledger.add(offer("b", "2025-03-01", "ARG", "P60D"), retrieved=TOLD)
    earlier = table(ledger, BEFORE)
    ids = {one.duration: one.id for one in (*earlier.proposals, *earlier.unanswered)}
    with ledger.writing() as connection:
        merge_bundles(connection, "proposal", ids["P30D"], ids["P60D"], "Ana", None, MERGED)
    assert table(ledger, BEFORE) == earlier
    assert len(table(ledger, BETWEEN).proposals) == len(earlier.proposals) - 1
    draft = next(one for one in table(ledger, BETWEEN).unanswered if one.id == ids["P14D"])
    assert draft.version_of == ids["P60D"]
