"""Points of an account: terms, sentences, passages, what is left out, and which passages are one matter."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.codebook import codebook
from verbale.record import Document, ReaderInfo, Record, sha256
from verbale.threads.points import Account, Passage, PointLexicon, SenseIndex, TopicIndex, account_of
from verbale.threads.points import aligned as aligned_by
from verbale.threads.points.sentences import sentences
from verbale.threads.points.wording import Terms, stem, words_of

INDEX: TopicIndex = codebook("en").derived(TopicIndex)
SENSES: SenseIndex = codebook("en").derived(SenseIndex)


def bare(text: str, language: str = "en", id: str = "a") -> Record:
    """A record without facts: what punctuation and words alone tell."""
    document = Document(id=id, sha256=sha256(text), text=text, language=language)
    return Record(reader=ReaderInfo(version="0"), document=document)


def read(text: str, language: str = "en", number: int = 0) -> Account:
    return account_of(bare(text, language), number, codebook(language).derived(PointLexicon), INDEX)


def aligned(accounts: Sequence[Account]) -> list[list[Passage]]:
    return aligned_by(accounts, INDEX, SENSES)


def found(terms: dict[str, str], text: str) -> list[str]:
    index: Terms[str] = Terms(frozenset({"of", "the", "all"}))
    for term, item in terms.items():
        index.add(term, item)
    return [hit.item for hit in index.find(words_of(text))]


@pytest.mark.parametrize(
    ("term", "text", "there"),
    [
        ("exchange prison*", "an Exchange of all the prisoners", True),
        ("exchange prison*", "an exchange between prisoners", False),
        ("exchang* & prison*", "prisoners were to be exchanged", True),
        ("exchang* & prison*", "prisoners, and after seven long and quiet years of waiting, an exchange", False),
        ("cease-fire", "a Cease Fire", True),
        ("cessazione ostilita", "la cessazione ostilità", True),
        ("no|not_one word", "not one word", True),
        ("made no? mention", "made mention", True),
        ("port|ports", "portion", False),
    ],
)
def test_terms(term: str, text: str, there: bool) -> None:
    assert bool(found({term: "x"}, text)) is there


def test_a_term_within_a_longer_one_is_left_out() -> None:
    assert found({"security": "security", "security council": "council"}, "the Security Council") == ["council"]


@pytest.mark.parametrize("term", ["", "a?", "x & y & z", "|a", "*", "sail*r"])
def test_what_is_no_term(term: str) -> None:
    with pytest.raises(ValueError, match="term"):
        found({term: "x"}, "a")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("prigionieri", "prigioniero"),
        ("acqua", "acque"),
        ("interpreters", "interpreti"),
        ("delegations", "delegation"),
    ],
)
def test_inflected_forms_share_a_stem(one: str, other: str) -> None:
    assert stem(one)[:4] == stem(other)[:4]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. K. R. Berg met Gen. Lind. They talked.", 2),
        ("- The truce holds\n- The bridge opens", 2),
        ("Sales of 1.5 million. Nothing else?", 2),
        ("«Accettiamo.» Così il ministro.", 2),
    ],
)
def test_sentences(text: str, count: int) -> None:
    words = words_of(text)
    assert len(list(sentences(text, words, codebook("en").derived(PointLexicon)))) == count


def test_who_met_whom_and_in_what_mood_is_no_point() -> None:
    text = "Minister Berg met his counterpart today in Oslo. The talks were held in a cordial atmosphere."
    assert read(text).passages == ()


def test_a_heading_is_no_point() -> None:
    text = "OSLO, 9 March\n\nPress service of the Embassy\n\nThe ministers met. The ceasefire was raised."
    assert [passage.span.text for passage in read(text).passages] == ["The ceasefire was raised"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("They met. The sanctions were raised. The minister replied that the matter would be looked into.", "en"),
        ("Si sono visti. Si è parlato delle sanzioni. Il ministro ha preso nota del suggerimento.", "it"),
    ],
)
def test_an_answer_belongs_to_the_matter_before(text: str, language: str) -> None:
    (point,) = aligned([read(text, language)])
    assert len(point) == 2


def test_an_account_comes_back_to_its_matter() -> None:
    text = (
        "They met. The nuclear plant at Rovno was raised. Visas were raised. The nuclear plant at Rovno must be safe."
    )
    assert [len(point) for point in aligned([read(text)])] == [2, 1]


def test_a_sentence_of_two_matters_is_two_passages() -> None:
    text = "They met. They called for the release of all prisoners and urged the reopening of the crossing."
    assert [next(iter(passage.topics)) for passage in read(text).passages] == ["prisoners", "crossings"]


def test_parts_that_no_other_account_tells_apart_are_one_point() -> None:
    one = read("They met. He raised the wheat that lies in the silos and the airport of the capital.")
    assert [len(point) for point in aligned([one])] == [2]
    other = read("They met. The airport was not ready.", number=1)
    assert sorted(len(point) for point in aligned([one, other])) == [1, 2]


def test_parts_that_each_say_how_a_matter_was_dealt_with_are_two_points() -> None:
    one = read("They met. They called for the release of all prisoners and urged the reopening of the crossing.")
    assert [len(point) for point in aligned([one])] == [1, 1]


def test_words_that_tell_hardly_anything_go_with_the_passage_before() -> None:
    account = read("They met. The embassy in Lima will open again. It is a turquoise dream.")
    assert [len(point) for point in aligned([account])] == [2]


def test_what_is_rare_in_the_accounts_counts_more() -> None:
    one = read("They met. The soldiers shall guard the lighthouse. The soldiers shall guard the road.")
    other = read("They met. Soldiers stood at a road. A lighthouse shone.", number=1)
    pairs = [{p.span.text.split()[-1] for p in point} for point in aligned([one, other])]
    assert {"lighthouse", "shone"} in pairs
    assert {"road"} in pairs


def test_what_is_of_a_country_is_no_matter_in_any_spelling() -> None:
    for text, language in (("They met. The Danish fishermen were held.", "en"), ("I pescatori danesi.", "it")):
        clues = [passage.clues for passage in read(text, language).passages]
        assert any("DNK" in one["country"] for one in clues)
        assert all("dan" not in one["stem"] | one["name"] for one in clues)


def test_a_list_is_a_passage_an_item() -> None:
    text = "Si sono visti. Hanno discusso della tregua nel nord, della centrale nucleare e dei visti d'ingresso."
    assert [next(iter(p.topics)) for p in read(text, "it").passages] == ["ceasefire", "nuclear-plant", "visas"]


@pytest.mark.parametrize(
    ("text", "language", "what"),
    [
        ("They met. The Maltese statement makes no mention of the hostages.", "en", "hostages"),
        ("They met. The hostages were not mentioned in the statement.", "en", "hostages"),
        ("They met. Sanctions did not come up.", "en", "sanctions"),
        ("They met. The readout is silent on the nuclear plant.", "en", "nuclear plant"),
        ("They met. The communiqué does not contain the ceasefire.", "en", "ceasefire"),
        ("Si sono visti. La nota di Malta non fa alcun cenno agli ostaggi.", "it", "ostaggi"),
        ("Si sono visti. Gli ostaggi non sono stati menzionati.", "it", "ostaggi"),
        ("Si sono visti. Il colloquio non ha toccato le sanzioni.", "it", "sanzioni"),
        ("Si sono visti. Il comunicato tace sulla centrale nucleare.", "it", "centrale nucleare"),
        ("They met. On the hostages, the Maltese readout is silent.", "en", "hostages"),
        ("They met. Neither statement mentions the hostages.", "en", "hostages"),
        ("They met. There is not a word about the hostages.", "en", "hostages"),
        ("They met. Missing from the Maltese statement was any thought of the hostages.", "en", "hostages"),
        ("Si sono visti. Nessun cenno agli ostaggi.", "it", "ostaggi"),
        ("Si sono visti. Nessuno dei comunicati menziona gli ostaggi.", "it", "ostaggi"),
        ("Si sono visti. Nemmeno una parola sugli ostaggi.", "it", "ostaggi"),
    ],
)
def test_what_is_said_to_be_left_out(text: str, language: str, what: str) -> None:
    (passage,) = read(text, language).passages
    assert passage.omits is not None
    assert what in passage.span.text.lower()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("They met. The two sides discussed the hostages.", "en"),
        ("They met. The agreement does not contain the ceasefire.", "en"),
        ("Si sono visti. Le parti hanno discusso degli ostaggi.", "it"),
        ("They met. The treaty holds, not a word less.", "en"),
        ("They met. The missing soldiers have long been absent from home.", "en"),
        ("Si sono visti. Vale il trattato, non una parola in meno.", "it"),
        ("Si sono visti. I ribelli non troveranno rifugio da nessuna parte.", "it"),
        ("Si sono visti. La corte non si è pronunciata sulle isole.", "it"),
    ],
)
def test_what_is_told_is_not_left_out(text: str, language: str) -> None:
    assert all(passage.omits is None for passage in read(text, language).passages)


def test_one_matter_in_two_languages() -> None:
    one = read("They met. He raised the grain corridor. The embassy in Lima will open again.")
    other = read("Si sono visti. L'ambasciata a Lima sarà riaperta. Si è parlato di scuole.", "it", 1)
    shared = [{p.account for p in point} for point in aligned([one, other])]
    assert shared == [{0}, {0, 1}, {1}]


@given(st.text(max_size=300), st.sampled_from(["en", "it"]))
def test_spans_hold_for_any_text(text: str, language: str) -> None:
    for passage in read(text, language).passages:
        assert text[passage.span.start : passage.span.end] == passage.span.text
        assert passage.span.text
