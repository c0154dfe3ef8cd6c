"""The same proposal in many texts: what is linked, what is kept apart, and why."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.threads.synthetic import Draft
from verbale.record import Record
from verbale.threads import History, Parties, Table, Thread, linking, proposal_threads


def text(id: str, published: str | None, author: str | None = "CHL", sides: str = "PER BOL", **fields: Any) -> Record:
    """A text about one proposal of a state to two others."""
    draft = Draft(id, published, publisher=f"outlet of {id}")
    between = tuple(draft.government(side) for side in sides.split())
    by = (draft.government(author),) if author else ()
    draft.proposal(by=by, between=between, **fields)
    return draft.record()


def linked(*records: Record) -> list[list[str]]:
    return [sorted(member.tabled.document[0] for member in thread.members) for thread in proposal_threads(records)]


FIRST = text("a", "2025-03-03", duration="P30D", put_forward="2025-03-03")


def test_a_later_text_with_the_same_author_and_length_means_the_same_with_the_reasons() -> None:
    other = text("b", "2025-03-05", duration="P1M", put_forward="2025-03-03")
    (thread,) = proposal_threads([FIRST, other])
    link = thread.members[1].link
    assert link is not None
    assert link.certain
    assert link.score == 1.0
    features = {reason.feature for reason in link.reasons}
    assert features >= {"kind", "author", "duration", "sides", "put forward", "time", "alone"}
    sides = next(reason for reason in link.reasons if reason.feature == "sides")
    for quotes, document in ((sides.here, "b"), (sides.there, "a")):
        assert {quote.span.text for quote in quotes} == {"Government of PER", "Government of BOL"}
        assert {quote.document for quote in quotes} == {document}


def test_another_author_makes_a_rival() -> None:
    assert linked(FIRST, text("b", "2025-03-04", author="BRA", duration="P30D")) == [["a"], ["b"]]


def test_another_length_in_the_same_days_makes_a_rival() -> None:
    threads = proposal_threads([FIRST, text("b", "2025-03-04", duration="P20D")])
    assert [thread.version_of for thread in threads] == [None, None]


def test_other_parties_make_another_matter() -> None:
    assert linked(FIRST, text("b", "2025-03-04", author=None, sides="ERI DJI")) == [["a"], ["b"]]


def test_another_kind_makes_another_matter() -> None:
    assert linked(FIRST, text("b", "2025-03-04", kind="prisoner exchange")) == [["a"], ["b"]]


def test_what_was_long_ago_is_not_taken_up() -> None:
    assert linked(FIRST, text("b", "2025-09-04", duration="P30D")) == [["a"], ["b"]]


def test_a_text_of_nobody_between_nobody_is_not_linked() -> None:
    assert linked(FIRST, text("b", "2025-03-04", author=None, sides="", duration="P30D")) == [["a"], ["b"]]


def test_little_evidence_makes_an_uncertain_link() -> None:
    rival = text("b", "2025-03-04", author="BRA")
    bare = text("c", "2025-03-05", author=None)
    threads = proposal_threads([FIRST, rival, bare])
    (member,) = [member for thread in threads for member in thread.members if member.tabled.document[0] == "c"]
    assert member.link is not None
    assert not member.link.certain
    assert not next(thread for thread in threads if member in thread.members).certain


def test_a_plan_may_be_what_another_text_calls_by_its_kind_but_not_for_certain() -> None:
    plan = text("b", "2025-03-20", kind="other")
    (thread,) = proposal_threads([FIRST, plan])
    assert thread.kind == "ceasefire"
    assert not thread.members[1].certain


def two_drafts(id: str, published: str) -> Record:
    draft = Draft(id, published)
    chile, sides = draft.government("CHL"), (draft.government("PER"), draft.government("BOL"))
    first = draft.proposal(by=(chile,), between=sides, duration="P30D")
    draft.proposal(by=(chile,), between=sides, duration="P20D", version_of=first)
    return draft.record()


def test_an_amended_draft_is_a_version_and_later_texts_mean_it() -> None:
    later = text("c", "2025-03-10")
    first, second = proposal_threads([FIRST, two_drafts("b", "2025-03-07"), later])
    assert second.version_of == first.id
    assert second.relation == "amended"
    assert first.replaced
    assert [member.tabled.document[0] for member in second.members] == ["b", "c"]


def test_words_that_call_it_the_amended_text_mean_the_draft_that_is_known() -> None:
    draft = Draft("c", "2025-03-10")
    chile, sides = draft.government("CHL"), (draft.government("PER"), draft.government("BOL"))
    first = draft.proposal(by=(chile,), between=sides, duration="P30D")
    draft.proposal(between=sides, version_of=first)
    threads = proposal_threads([FIRST, two_drafts("b", "2025-03-07"), draft.record()])
    assert len(threads) == 2
    assert len(threads[1].members) == 2


def test_a_part_that_is_cut_off_is_split_from_the_whole() -> None:
    draft = Draft("b", "2025-03-07")
    chile, sides = draft.government("CHL"), (draft.government("PER"), draft.government("BOL"))
    whole = draft.proposal(by=(chile,), between=sides, duration="P30D")
    draft.proposal("prisoner exchange", by=(chile,), between=sides, version_of=whole)
    first, part = proposal_threads([FIRST, draft.record()])
    assert (part.version_of, part.relation) == (first.id, "split")
    assert not first.replaced


def test_two_proposals_of_one_text_never_become_one() -> None:
    draft = Draft("b", "2025-03-04")
    chile, sides = draft.government("CHL"), (draft.government("PER"), draft.government("BOL"))
    draft.proposal(by=(chile,), between=sides, duration="P30D")
    draft.proposal(by=(chile,), between=sides)
    assert sorted(map(len, linked(FIRST, draft.record()))) == [1, 2]


def test_a_plan_of_the_same_author_and_day_is_another_word_for_the_texts_truce_but_not_for_certain() -> None:
    draft = Draft("b", "2025-03-04")
    chile, sides = draft.government("CHL"), (draft.government("PER"), draft.government("BOL"))
    draft.proposal("peace plan", by=(chile,), put_forward="2025-03-03")
    draft.proposal(by=(chile,), between=sides, duration="P30D", put_forward="2025-03-03")
    (thread,) = proposal_threads([FIRST, draft.record()])
    assert [(member.tabled.kind, member.certain) for member in thread.members] == [
        ("ceasefire", True),
        ("ceasefire", True),
        ("peace plan", False),
    ]


def test_texts_without_a_date_come_last_and_without_hurry() -> None:
    (thread,) = proposal_threads([text("z", None, duration="P30D"), FIRST])
    assert [member.tabled.document[0] for member in thread.members] == ["a", "z"]


AUTHORS = st.sampled_from([None, "CHL", "BRA"])
TEXTS = st.builds(
    lambda author, duration, day, kind, sides: (author, duration, day, kind, sides),
    AUTHORS,
    st.sampled_from([None, "P30D", "P20D"]),
    st.integers(0, 40),
    st.sampled_from(["ceasefire", "prisoner exchange", "other", "humanitarian pause"]),
    st.sampled_from(["PER BOL", "PER", "ERI DJI", ""]),
)


def made(n: int, told: tuple[Any, ...]) -> Record:
    author, duration, day, kind, sides = told
    published = (date(2025, 3, 1) + timedelta(days=day)).isoformat()
    return text(f"d{n}", published, author, sides, duration=duration, kind=kind)


def shape(threads: tuple[Thread, ...]) -> list[tuple[object, ...]]:
    return [
        (
            thread.id,
            thread.kind,
            thread.duration,
            thread.version_of,
            [(member.tabled.id, member.score, member.certain) for member in thread.members],
        )
        for thread in threads
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_in_which_texts_are_given_does_not_matter(told: list[tuple[Any, ...]], random: Any) -> None:
    records = [made(n, one) for n, one in enumerate(told)]
    mixed = list(records)
    random.shuffle(mixed)
    assert shape(proposal_threads(records)) == shape(proposal_threads(mixed))
    assert [row.id for row in History.of(records).rows] == [row.id for row in History.of(mixed).rows]


@settings(max_examples=30, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_the_same_record_twice_changes_nothing(told: list[tuple[Any, ...]]) -> None:
    records = [made(n, one) for n, one in enumerate(told)]
    assert shape(proposal_threads(records)) == shape(proposal_threads([*records, *records]))


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_no_thread_holds_two_authors_or_two_lengths(told: list[tuple[Any, ...]]) -> None:
    for thread in proposal_threads([made(n, one) for n, one in enumerate(told)]):
        tabled = [member.tabled for member in thread.members]
        assert len({item.duration for item in tabled if item.duration}) <= 1
        assert len({party for item in tabled for party in item.authors}) <= 1
        assert all(member.score >= 0.45 for member in thread.members)


@settings(max_examples=30, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=6))
def test_records_can_be_added_one_by_one(told: list[tuple[Any, ...]]) -> None:
    records = sorted((made(n, one) for n, one in enumerate(told)), key=lambda r: (r.document.published, r.document.id))
    table = Table(Parties(records))
    for record in records:
        table.add(record)
    assert shape(tuple(table.threads.values())) == shape(proposal_threads(records))


def test_the_work_grows_with_the_texts_not_with_their_square(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    compare = linking.compare
    monkeypatch.setattr(linking, "compare", lambda *given: done.append(1) or compare(*given))

    def comparisons(count: int) -> int:
        done.clear()
        proposal_threads(made(n, ("CHL", f"P{n % 90 + 1}D", n % 40, "ceasefire", "PER BOL")) for n in range(count))
        return len(done)

    few = comparisons(300)
    assert few > 0
    assert comparisons(1200) < 6 * few
