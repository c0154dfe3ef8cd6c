"""Full-text search: documents, the sentences that hold the words, the facts that rest on them."""

from __future__ import annotations

import pytest

from tests.threads.synthetic import Draft
from tests.views.negotiation import everything, held
from tests.views.test_contacts import NOW, fill
from verbale.record import Record
from verbale.store import Ledger
from verbale.store.judging import judge_fact
from verbale.store.query import Scope
from verbale.views.found import FoundText, search, words_at

TEXT = "The perché of it all. Chile proposed a new truce. The old truce had failed! Nobody counted the costs."


def ask(ledger: Ledger, query: str, **scope: object) -> tuple[FoundText, ...]:
    with ledger.reading() as connection:
        return search(connection, Scope(**scope), query)  # type: ignore[arg-type]


def article(id: str = "article", published: str = "2025-02-03", language: str = "en") -> Record:
    draft = Draft(id, published, TEXT, "Wire", language)
    chile = draft.government("CHL")
    draft.proposal(by=(chile,), words="a new truce")
    draft.statement(chile, "The old truce had failed")
    return draft.record()


def test_the_sentences_and_the_facts_that_hold_the_words_are_told(ledger: Ledger) -> None:
    fill(ledger, article())
    (found,) = ask(ledger, "TRUCE failed")
    assert found.text.name == "article"
    assert [hit.sentence for hit in found.sentences] == ["Chile proposed a new truce.", "The old truce had failed!"]
    assert [hit.sentence[a:b] for hit in found.sentences for a, b in hit.marks] == ["truce", "truce", "failed"]
    assert [(fact.kind, fact.evidence) for fact in found.facts] == [
        ("statement", "The old truce had failed"),  # it holds both words
        ("proposal", "a new truce"),
    ]


@pytest.mark.parametrize(
    ("query", "hit"),
    [
        ("perche", True),
        ("PERCHÉ", True),
        ('"new truce"', True),
        ('"truce new"', False),
        ("truce missing", False),
        ("truce OR missing", False),  # nothing is an operator
        ("costs*", True),
        ("NEAR(", False),
    ],
)
def test_all_words_must_be_there_and_quoted_ones_in_their_order(ledger: Ledger, query: str, hit: bool) -> None:
    fill(ledger, article())
    assert bool(ask(ledger, query)) is hit


@pytest.mark.parametrize("query", ["", "   ", "?!", '""'])
def test_a_query_without_a_word_is_refused(ledger: Ledger, query: str) -> None:
    with pytest.raises(ValueError, match="there is no word to look for"):
        ask(ledger, query)


def test_a_scope_leaves_documents_out(ledger: Ledger) -> None:
    fill(ledger, article(), article("late", "2025-02-09", "it"), *everything())
    assert [one.text.name for one in ask(ledger, "truce", until="2025-02-05")] == ["article"]
    assert {one.text.name for one in ask(ledger, "truce", known_at="2025-02-04T00:00:00.000Z")} == {"article"}
    assert {one.text.name for one in ask(ledger, "truce", parties=("NOR",))} == {"answered"}
    assert [one.text.name for one in ask(ledger, "truce", language="it")] == ["late"]
    assert len(ask(ledger, "truce", limit=1)) == 1


def test_copies_stand_once(ledger: Ledger) -> None:
    fill(ledger, held(), held("copy", "Wire E"))
    (found,) = ask(ledger, "Salmi Oslo")
    assert found.copies == 1


def test_words_of_the_title_find_it_too(ledger: Ledger) -> None:
    record = article()
    fill(ledger, record.model_copy(update={"document": record.document.model_copy(update={"title": "Hopeful"})}))
    (found,) = ask(ledger, "hopeful")
    assert (found.sentences, found.facts) == ((), ())


def test_an_old_version_is_found_only_by_what_was_known_then(ledger: Ledger) -> None:
    url = "https://wire.example/1"
    for text, moment in (
        ("The first wording.", "2025-02-03T10:00:00.000Z"),
        ("The second.", "2025-02-04T10:00:00.000Z"),
    ):
        draft = Draft("page", "2025-02-03", text, "Wire")
        record = draft.record()
        document = record.document.model_copy(update={"url": url})
        ledger.add(record.model_copy(update={"document": document}), retrieved=moment)
    assert ask(ledger, "wording") == ()
    assert len(ask(ledger, "wording", known_at="2025-02-03T12:00:00.000Z")) == 1


def test_a_rejected_fact_is_left_out_and_a_confirmed_one_marked(ledger: Ledger) -> None:
    fill(ledger, article())
    statement, proposal = ask(ledger, "truce failed")[0].facts
    with ledger.writing() as connection:
        judge_fact(connection, statement.key, "reject", [], "Ana", None, NOW)
        judge_fact(connection, proposal.key, "confirm", [], "Ana", None, NOW)
    (left,) = ask(ledger, "truce failed")[0].facts
    assert left.key == proposal.key
    assert left.judged is not None
    assert (left.judged.verdict, left.judged.author) == ("confirm", "Ana")


def test_phrases_are_found_word_by_word() -> None:
    body = "Una tregua, dell’acqua: l'ACCORDO di tregua"
    assert [body[a:b] for a, b, _ in words_at(body, [["tregua"], ["accordo", "di"]], 9)] == [
        "tregua",
        "ACCORDO di",
        "tregua",
    ]
    assert words_at(body, [["tregua"]], 1) == [(4, 10, 0)]
    assert words_at("", [["x"]], 5) == []
