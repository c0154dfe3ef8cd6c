"""The topics: the same in all languages, each named by words that can be found."""

from __future__ import annotations

from collections import Counter

import pytest

from verbale.codebook import Codebook
from verbale.threads.points import PointLexicon, TopicIndex, Topics, TopicWords

LANGUAGES = ("it", "en")


@pytest.fixture(params=LANGUAGES)
def book(request: pytest.FixtureRequest) -> Codebook:
    return Codebook(str(request.param))


def test_every_topic_and_concept_has_words(book: Codebook) -> None:
    world, words = book.section(Topics), book.section(TopicWords)
    assert set(words.topic) == {topic.key for topic in world.topic}
    assert set(words.concept) == set(world.concept)
    assert all(words.topic.values())
    assert all(words.concept.values())


def test_keys_are_used_once(book: Codebook) -> None:
    world = book.section(Topics)
    count = Counter([topic.key for topic in world.topic])
    assert max(count.values()) == 1
    assert len(set(world.concept)) == len(world.concept)


def test_there_is_enough_to_talk_about() -> None:
    assert len(Codebook("en").section(Topics).topic) >= 120


def test_all_terms_are_terms(book: Codebook) -> None:
    assert PointLexicon(book).known


def test_manners_are_the_same_in_all_languages() -> None:
    manners = [set(Codebook(language).section(TopicWords).manner) for language in LANGUAGES]
    assert manners[0] == manners[1]


def test_a_fact_belongs_to_one_topic() -> None:
    count = Counter(fact for topic in Codebook("en").section(Topics).topic for fact in topic.facts)
    assert [fact for fact, n in count.items() if n > 1] == []
    assert TopicIndex(Codebook("en")).by_fact["ceasefire"] == "ceasefire"
