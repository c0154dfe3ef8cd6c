"""The feed: what came, changed and was taken back, in the order of commit, and what it means for the negotiation."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.store.dispatching import at, meeting, truce
from tests.threads.synthetic import Draft
from verbale.store import Ledger, changes
from verbale.store.changes import NEWS, Entry, changes_after, kinds_of, latest_changes, number_before
from verbale.store.feed import SHOWN, VERBS, row_of
from verbale.store.tracking import Definition, make_track
from verbale.views.changes import feed_of, says

DAYS = [f"2025-04-{day:02d}T12:00:00.000Z" for day in range(1, 31)]


def told(ledger: Ledger, *topics: str, after: int = 0) -> Sequence[Entry]:
    with ledger.reading() as connection:
        return changes_after(connection, after, kinds_of(topics), limit=10_000).entries


def names(entries: Sequence[Entry]) -> list[str]:
    return [entry.name for entry in entries]


def test_a_document_comes_before_its_facts_and_these_before_what_they_mean(ledger: Ledger) -> None:
    ledger.add(truce("a", 2, "undecided"))
    entries = told(ledger)
    assert names(entries) == ["document.added", "proposal.added", "position.added", "position.taken"]
    assert [entry.id for entry in entries] == sorted(entry.id for entry in entries)
    assert len({entry.urn for entry in entries}) == 4
    assert {entry.document.url for entry in entries if entry.document} == {"https://wire.example/a"}
    assert entries[2].data["sentence"] == "Peru undecided it on day 2"


def test_a_position_changed_when_a_party_takes_another_stand_than_the_last_known(ledger: Ledger) -> None:
    ledger.add(truce("a", 2, "undecided"))
    ledger.add(truce("b", 4, "conditional", condition="if Chile withdraws"))
    ledger.add(truce("c", 4, "conditional", publisher="The Other Wire (synthetic)"))
    ledger.add(truce("d", 6, "rejects"))
    news = told(ledger, "position.taken", "position.changed")
    assert [(entry.verb, entry.data["was"], entry.data["stance"]) for entry in news] == [
        ("taken", None, "undecided"),
        ("changed", "undecided", "conditional"),
        ("changed", "conditional", "rejects"),
    ]
    assert len({entry.subject for entry in news}) == 1, "one proposal, one thread"
    change = news[1].data
    assert (change["party"], change["since"], change["was_since"]) == ("PER", "2025-03-04", "2025-03-02")
    assert change["conditions"] == ["if Chile withdraws"]
    assert news[1].document is not None
    assert news[1].document.id == "b"
    assert says(news[1]) == (
        "Government of PER: undecided → conditional, if Chile withdraws · ceasefire, 30 days, by Government of BRA"
    )


def test_an_older_article_that_comes_late_changes_no_position(ledger: Ledger) -> None:
    ledger.add(truce("late", 9, "accepts"))
    ledger.add(truce("early", 3, "rejects"))
    assert names(told(ledger, "position.taken", "position.changed")) == ["position.taken"]


@pytest.mark.parametrize("second", ["b", "c", "d", "e"])  # whichever name comes first where the days are the same
def test_sources_that_contradict_each_other_on_one_day_are_disputed_not_changed(ledger: Ledger, second: str) -> None:
    ledger.add(truce("a", 4, "accepts"))
    ledger.add(truce(second, 4, "rejects", publisher="The Other Wire (synthetic)"))
    ledger.add(truce("z", 4, "rejects", publisher="The Third Wire (synthetic)"))
    entries = told(ledger, "position.taken", "position.changed", "position.disputed")
    assert names(entries) == ["position.taken", "position.disputed"]
    assert (entries[1].data["stance"], entries[1].data["against"]) == ("accepts", "rejects")
    assert entries[1].data["sentence"] == "Peru rejects it on day 4"


def test_a_contact_is_announced_moved_and_held(ledger: Ledger) -> None:
    ledger.add(meeting("a", 2, "planned", "2025-03-10"))
    ledger.add(meeting("b", 3, "planned", "2025-03-10", publisher="The Other Wire (synthetic)"))
    ledger.add(meeting("c", 8, "postponed", "2025-03-10"))
    ledger.add(meeting("d", 13, "planned", "2025-03-14"))
    ledger.add(meeting("e", 15, "happened", "2025-03-14"))
    news = [entry for entry in told(ledger, "contact") if "was" in entry.data]
    assert len({entry.subject for entry in news}) == 1, "one meeting"
    assert [entry.verb for entry in news] == ["announced", "moved", "announced", "held"]
    assert news[-1].data["days"] == ["2025-03-14", "2025-03-14"]
    assert set(news[0].data["parties"]) == {"PER", "CHL"}
    assert says(news[0]).endswith("meeting announced 2025-03-10")


def test_a_contact_is_called_off(ledger: Ledger) -> None:
    ledger.add(meeting("a", 2, "planned", "2025-03-10"))
    ledger.add(meeting("b", 5, "cancelled", "2025-03-10"))
    (news,) = told(ledger, "contact.cancelled")
    assert (news.data["what"], news.data["was"]) == ("called off", "planned")


def test_the_same_document_twice_changes_nothing(ledger: Ledger) -> None:
    ledger.add(truce("a", 2, "accepts"))
    before = told(ledger)
    ledger.add(truce("a", 2, "accepts"))
    assert told(ledger) == before


def test_another_reader_that_reads_the_same_announces_nothing_anew(ledger: Ledger) -> None:
    ledger.add(truce("a", 2, "accepts"))
    ledger.add(meeting("m", 2, "planned", "2025-03-10"))
    last = told(ledger)[-1].id
    ledger.add(truce("a", 2, "accepts", reader="2"))
    ledger.add(meeting("m", 2, "planned", "2025-03-10", reader="2"))
    assert names(told(ledger, after=last)) == ["document.read again", "document.read again"]


def test_another_reader_that_reads_another_stance_changes_the_position(ledger: Ledger) -> None:
    body = "Peru accepted the 30-day truce of Brazil between Peru and Chile."
    first, second = (
        truce("a", 2, stance, reader=reader, body=body) for stance, reader in (("accepts", "1"), ("rejects", "2"))
    )  # type: ignore[arg-type]
    words = first.positions[0].evidence
    second = second.model_copy(
        update={
            "positions": (second.positions[0].model_copy(update={"evidence": words}),),
            "document": first.document,
        }
    )
    ledger.add(first)
    last = told(ledger)[-1].id
    ledger.add(second)
    entries = told(ledger, after=last)
    assert names(entries) == ["document.read again", "position.revised", "position.changed"]
    assert (entries[2].data["was"], entries[2].data["stance"]) == ("accepts", "rejects")


def test_a_corrected_article_takes_back_what_it_no_longer_tells(ledger: Ledger) -> None:
    ledger.add(truce("a", 2, "accepts"))
    last = told(ledger)[-1].id
    ledger.add(truce("a", 2, None, body="Corrected."))
    entries = told(ledger, after=last)
    assert "document.corrected" in names(entries)
    assert "position.retracted" in names(entries)
    (dropped,) = [entry for entry in entries if entry.name == "position.dropped"]
    assert (dropped.data["was"], dropped.data["stance"]) == ("accepts", None)
    assert says(dropped).startswith("Government of PER: no longer told (accepts)")


def test_pages_of_any_length_hold_the_same_changes(ledger: Ledger) -> None:
    for n, stance in enumerate(("undecided", "accepts", "rejects", "accepts"), 2):
        ledger.add(truce(f"t{n}", n, stance))  # type: ignore[arg-type]
        ledger.add(meeting(f"m{n}", n, "planned", f"2025-05-{n:02d}"))
    with ledger.reading() as connection:
        for topics in ((), ("position",), ("position.changed", "contact.announced"), ("incident",)):
            kinds = kinds_of(topics)
            whole = changes_after(connection, 0, kinds, limit=10_000)
            assert not whole.more
            for limit in (1, 3):
                found: list[Entry] = []
                number, more = 0, True
                while more:
                    page = changes_after(connection, number, kinds, limit=limit)
                    assert len(page.entries) <= limit
                    assert page.last > number
                    found += page.entries
                    number, more = page.last, page.more
                assert tuple(found) == whole.entries
            assert latest_changes(connection, kinds, limit=3).entries == whole.entries[-3:]


def test_since_is_a_number_a_day_or_a_moment_of_commit(ledger: Ledger) -> None:
    for n in range(3):
        at(ledger, DAYS[n])
        ledger.add(truce(f"t{n}", n + 2, "accepts"), retrieved="2025-03-20T00:00:00.000Z")
    with ledger.reading() as connection:
        documents = changes_after(connection, 0, kinds_of(["document"])).entries
        assert [entry.made for entry in documents] == DAYS[:3], "of commit, not of retrieval"
        assert number_before(connection, "0") == 0
        assert number_before(connection, "2025-04-01") == 0
        assert number_before(connection, "2025-04-02") == documents[1].id - 1
        assert number_before(connection, DAYS[2]) == documents[2].id - 1
        assert feed_of(connection, "2026-01-01").changes == ()
        assert [change.id for change in feed_of(connection, str(documents[2].id - 1), ["document"]).changes] == [
            documents[2].id
        ]
        for wrong in ("yesterday", "2025-13-01", "-1", ""):
            with pytest.raises(ValueError, match="neither the number"):
                number_before(connection, wrong)


def test_topics_that_there_are_not_are_refused() -> None:
    with pytest.raises(ValueError, match="no topic 'stance'"):
        kinds_of(["stance"])
    with pytest.raises(ValueError, match=r"no 'position\.held'"):
        kinds_of(["position.held"])
    with pytest.raises(ValueError, match=r"position\.held"):
        row_of("now", "position", "held", "x", {})
    assert len(kinds_of(VERBS)) == sum(len(verbs) for verbs in VERBS.values())
    assert all(len(word) <= 12 for topic, verbs in VERBS.items() for word in (topic, *verbs))


@pytest.mark.parametrize("window", [2, 7, 5_000])
def test_a_track_holds_only_the_changes_of_its_documents(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, window: int
) -> None:
    monkeypatch.setattr(changes, "WINDOW", window)
    with ledger.writing() as connection:
        make_track(connection, "Andes", Definition(parties=("PER", "CHL")), "Ana", DAYS[0])
    ledger.add(truce("a", 2, "accepts"))
    for n in range(4):
        draft = Draft(f"other{n}", "2025-03-02", f"Text {n}.")
        draft.statement(draft.government("MLI"), f"Mali will wait {n} days")
        ledger.add(draft.record())
    ledger.add(truce("b", 3, "rejects"))
    with ledger.reading() as connection:
        first = feed_of(connection, "0", track="Andes", limit=3)
        assert len(first.changes) <= 3
        found, page = [*first.changes], first
        while page.more:
            page = feed_of(connection, str(page.last), track="Andes", limit=3)
            found += page.changes
        assert {change.document.id for change in found if change.document} == {"a", "b"}
        assert [change.topic for change in found].count("document") == 2
        for windows in (1, 20):
            monkeypatch.setattr(changes, "WINDOWS", windows)
            assert feed_of(connection, track="Andes", limit=6).changes == tuple(found[-6:])
            news = [change for change in found if f"{change.topic}.{change.verb}" in NEWS]
            assert feed_of(connection, None, NEWS, "Andes", 9).changes == tuple(news)
        monkeypatch.setattr(changes, "WINDOWS", 20)
        with pytest.raises(ValueError, match="no track"):
            feed_of(connection, track="Alps")


def test_what_a_change_quotes_is_bounded(ledger: Ledger) -> None:
    draft = Draft("a", "2025-03-02")
    words = "Peru " + "wants peace and " * 2_000
    draft.statement(draft.person("Ana " + "Long" * 400, "PER"), words)
    ledger.add(draft.record())
    (entry,) = told(ledger, "statement")
    assert 0 < len(entry.data["sentence"]) <= SHOWN
    assert len(entry.data["who"][0]) <= 120


def test_a_fact_on_which_a_person_decided_is_marked(ledger: Ledger) -> None:
    from verbale.store.judging import judge_fact

    ledger.add(truce("a", 2, "accepts"))
    (fact,) = told(ledger, "position.added")
    with ledger.writing() as connection:
        judge_fact(connection, fact.subject, "correct", ["stance=rejects"], "Ana", "read it twice", DAYS[0])
    with ledger.reading() as connection:
        found = {f"{one.topic}.{one.verb}": one for one in feed_of(connection, "0").changes}
    assert found["position.added"].judged
    assert not found["proposal.added"].judged
    assert (found["position.changed"].data["was"], found["position.changed"].data["stance"]) == ("accepts", "rejects")
    assert "judgement.corrected" in found
