"""What stands behind a fact, and what persons decided."""

from __future__ import annotations

import pytest

from tests.store.test_judgements import BODY, dispatch, judge, the
from tests.store.test_merging import meeting
from verbale.store import Ledger
from verbale.store.decided import JudgementError
from verbale.store.judging import withdraw
from verbale.store.query import Scope, find_facts
from verbale.views.explained import explained
from verbale.views.judged import judged

NOW = "2030-03-01T12:00:00.000Z"


def test_a_fact_is_explained_from_its_text_to_its_judgements(ledger: Ledger) -> None:
    ledger.add(dispatch(), retrieved="2025-03-03T08:00:00.000Z")
    key = the(ledger, "incident").key
    judge(ledger, key, "correct", "killed=5")
    with ledger.reading() as connection:
        told = explained(connection, key[:10])
    (words,) = told.evidence
    assert BODY[words.start : words.end] == words.words == "Peru had shelled Arica"
    assert (words.before + words.words + words.after).startswith(BODY)
    assert told.sentence == "Chile said on Monday that Peru had shelled Arica, killing 3."
    assert told.says == {
        "type": "ASSAULT",
        "status": "happened",
        "mode": "shelling",
        "source": ["Government of PER"],
        "place": "Arica",
        "country": "CHL",
        "killed": 5,
    }
    assert (told.source.publisher, told.source.url) == ("The Wire (synthetic)", "https://wire.example/truce")
    assert (told.source.retrieved, told.source.number, told.read_by.version) == ("2025-03-03T08:00:00.000Z", 1, "1")
    assert [(one.author, one.verdict, one.reason) for one in told.judgements] == [("Ana", "correct", "read it twice")]
    assert [(one.by, one.judged, one.says["killed"]) for one in told.revisions] == [("1", False, 3), ("Ana", True, 5)]
    assert told.revisions[0].known_until == told.revisions[1].known_from == NOW
    assert told.link is not None
    assert (told.link.texts, told.link.origins, told.link.reasons, told.others) == (1, 1, (), ())


def test_a_link_is_explained_by_its_reasons_and_copies_are_no_origin(ledger: Ledger) -> None:
    first = meeting(
        "a", "2025-03-01", ("CHL", "PER"), "2025-03-10", "the meeting of both in Arica on 10 March this year"
    )
    ledger.add(first)
    ledger.add(meeting("b", "2025-03-02", ("CHL", "PER"), "2025-03-10", "a meeting"))
    copy = first.document.model_copy(update={"id": "c", "publisher": "Copier"})
    ledger.add(first.model_copy(update={"document": copy}))
    with ledger.reading() as connection:
        facts = {fact.name: fact for fact in find_facts(connection, Scope(), ("contact",))}
        told = explained(connection, facts["b"].key)
        copied = explained(connection, facts["c"].key)
    assert told.link is not None
    assert (told.link.texts, told.link.origins) == (3, 2)
    assert {"parties", "day"} <= {one.feature for one in told.link.reasons}
    assert any("a meeting" in one.here for one in told.link.reasons)
    assert {one.name: one.copy for one in told.others} == {"a": True, "c": False}
    assert copied.source.origin == "a"


def test_a_fact_that_is_told_no_more_is_explained_all_the_same(ledger: Ledger) -> None:
    ledger.add(dispatch())
    key = the(ledger, "position").key
    ledger.add(dispatch(reader="2", stance=None))
    with ledger.reading() as connection:
        told = explained(connection, key)
        assert (told.holds, told.says["stance"], told.link) == (False, "accepts", None)
        with pytest.raises(JudgementError, match="there is no fact"):
            explained(connection, "po-zzzz")


def test_judgements_are_listed_with_whom_they_contradict(ledger: Ledger) -> None:
    ledger.add(dispatch())
    key = the(ledger, "incident").key
    first = judge(ledger, key, "correct", "killed=5", "injured=1")
    second = judge(ledger, key, "correct", "killed=6", author="Ben")
    third = judge(ledger, key, "confirm", author="Cai")
    fourth = judge(ledger, the(ledger, "position").key, "reject", author="Ben")
    with ledger.writing() as connection:
        listed = judged(connection, limit=10)
        assert [(one.id, one.against) for one in listed] == [
            (fourth.id, ()),
            (third.id, ()),
            (second.id, (first.id,)),
            (first.id, (second.id,)),
        ]
        assert listed[0].about == "Peru accepted the 30-day truce of Brazil."
        assert listed[0].document == "a"
        assert [one.id for one in judged(connection, limit=10, author="Ben", target=key[:8])] == [second.id]
        withdraw(connection, second.id, "Ben", NOW)
        assert [one.id for one in judged(connection, limit=2)] == [fourth.id, third.id]
        everything = judged(connection, limit=10, withdrawn=True)
        assert [(one.id, one.withdrawn_by, one.against) for one in everything if one.withdrawn] == [
            (second.id, "Ben", ())
        ]
    judge(ledger, key, "reject", author="Dan")
    with ledger.reading() as connection:
        assert len(judged(connection, limit=1)[0].against) == 2
