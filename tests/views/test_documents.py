"""Lists of texts, and one text with its versions, copies and facts, on both databases."""

from __future__ import annotations

import pytest

from tests.store.test_judgements import BODY, dispatch, judge, the
from verbale.record import Record
from verbale.store import Ledger
from verbale.store.documents import document_key
from verbale.store.forgetting import document_named, forget
from verbale.store.query import Scope
from verbale.views.documents import DocumentView, Tombstone, claims_in, document_of, documents_in, lines_in
from verbale.views.explained import explained

LATER = "2030-03-02T12:00:00.000Z"


def other(name: str, published: str | None) -> Record:
    """The dispatch under another id, without an address."""
    record = dispatch()
    given = {"id": name, "url": None, "published": published}
    return record.model_copy(update={"document": record.document.model_copy(update=given)})


def test_the_latest_texts_come_first_and_undated_ones_last(ledger: Ledger) -> None:
    days = {"a": "2025-03-01", "b": None, "c": "2025-03-03", "d": "2025-03-03", "e": None}
    for name, day in days.items():
        ledger.add(other(name, day))
    with ledger.reading() as connection:
        whole = documents_in(connection, Scope())
        assert [one.text.name for one in whole.rows] == ["d", "c", "a", "e", "b"]
        assert whole.after is None
        for size in (1, 2, 3, 4):
            found, after = [], ""
            while True:
                part = documents_in(connection, Scope(limit=size), after=after)
                found += part.rows
                if part.after is None:
                    break
                after = part.after
            assert tuple(found) == whole.rows, size
        assert [one.text.name for one in documents_in(connection, Scope(since="2025-03-02")).rows] == ["d", "c"]
        assert {one.copies for one in whole.rows} == {4}
        with pytest.raises(ValueError, match="no place in a list"):
            documents_in(connection, Scope(), after="tomorrow")


def test_a_version_has_the_facts_that_held_to_its_end(ledger: Ledger) -> None:
    ledger.add(dispatch())
    corrected = dispatch(BODY.replace("Arica", "Tacna"), shelled=False)
    ledger.add(corrected, retrieved="2030-03-01T11:00:00.000Z")
    key = document_key(corrected.document)
    with ledger.reading() as connection:
        new, old = (document_of(connection, key, Scope(), number) for number in (None, 1))
        assert isinstance(new, DocumentView)
        assert isinstance(old, DocumentView)
        assert (new.number, old.number, len(new.versions)) == (2, 1, 2)
        assert [pair for pair in new.versions[1].changes if "Tacna" in pair[1]]
        kinds = [
            sorted(one.kind for one in claims_in(connection, view.text.version, view.superseded, Scope()))
            for view in (old, new)
        ]
        assert kinds == [["incident", "position", "proposal"], ["position", "proposal"]]
        assert document_of(connection, key, Scope(), 3) is None
        assert document_of(connection, "u:nothing", Scope()) is None


def test_a_fact_that_was_rejected_is_told_so(ledger: Ledger) -> None:
    ledger.add(dispatch())
    fact = the(ledger, "incident")
    judge(ledger, fact.key, "reject")
    with ledger.reading() as connection:
        claims = claims_in(connection, fact.version, None, Scope())
        lines = lines_in(connection, claims, Scope())
    assert [(one.kind, one.rejected, one.judged) for one in lines if one.rejected] == [("incident", True, True)]
    (stance,) = (one for one in lines if one.kind == "position")
    assert (stance.status, stance.words, stance.start) == ("accepts", "Peru accepted", BODY.index("Peru accepted"))


def test_what_is_forgotten_leaves_hashes_alone(ledger: Ledger) -> None:
    record = dispatch()
    ledger.add(record)
    key = document_key(record.document)
    with ledger.writing() as connection:
        forget(connection, document_named(connection, key), LATER)
        assert document_of(connection, key, Scope()) == Tombstone(key, LATER, (record.document.sha256,))
        assert documents_in(connection, Scope()).rows == ()


def test_a_fact_tells_its_proposal_its_day_and_who_says_it(ledger: Ledger) -> None:
    ledger.add(dispatch())
    with ledger.reading() as connection:
        told = explained(connection, the(ledger, "position").key)
    assert told.about
    assert told.dated.told == "2025-03-03"
    assert told.voices == ()
