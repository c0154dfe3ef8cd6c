"""By what two passages are known to deal with one matter, and what follows for the points."""

from __future__ import annotations

import pytest

from tests.threads.test_points import INDEX, SENSES, aligned, read
from verbale.codebook import codebook
from verbale.threads.points import Topics
from verbale.threads.points.signs import WEIGHTS, odds, signs


def test_all_topics_and_concepts_have_a_sense() -> None:
    topics = codebook("en").section(Topics)
    assert {topic.key for topic in topics.topic} <= SENSES.topics.keys()
    assert set(topics.concept) <= SENSES.concepts.keys()


def test_what_names_nothing_has_no_sense() -> None:
    (passage,) = read("They met. The turquoise dream was purple and oblong.").passages
    assert not SENSES.directions([passage]).any()
    assert SENSES.directions([]).shape[0] == 0


def test_near_matters_are_nearer_than_others() -> None:
    one = read("They met. The warships must leave.").passages
    other = read("They met. The sailors were tired. The schoolbooks were printed.", number=1).passages
    sense = signs(one, other, INDEX, SENSES, frozenset())[0, :, list(WEIGHTS).index("sense")]
    assert sense[0] > sense[1]


def test_what_stands_at_the_same_place_is_likelier() -> None:
    one = read("They met. Sanctions were raised. The dam was raised. Visas were raised.").passages
    other = read("They met. Sanctions were raised. Cotton was raised. The theatre was raised.", number=1).passages
    place = signs(one, other, INDEX, SENSES, frozenset())[:, :, list(WEIGHTS).index("place")]
    assert place[0, 0] == 0 < place[0, 1] < place[0, 2]


def test_the_signs_of_no_passages() -> None:
    assert odds((), (), INDEX, SENSES, frozenset()).shape == (0, 0)


def test_the_pairs_are_the_likeliest_together() -> None:
    one = read("They met. The dam and the river were raised. The dam of Kor was raised.")
    other = read("They met. The dam of Kor and the river were raised. The river was raised.", number=1)
    shared = [point for point in aligned([one, other]) if len({passage.account for passage in point}) == 2]
    assert len(shared) == 2


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ministers of both countries signed a peace treaty yesterday. Visas were raised.", "en"),
        ("I due ministri hanno firmato ieri un trattato di pace. Si è parlato dei visti.", "it"),
    ],
)
def test_what_only_the_opening_tells_is_no_point(text: str, language: str) -> None:
    (point,) = aligned([read(text, language)])
    assert "visas" in point[0].topics


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("They met. The call came a day after the shelling of the port. Visas were raised.", "en"),
        ("They met. It was their third meeting this year. Visas were raised.", "en"),
        ("They met. The treaty was signed in May on an island. Visas were raised.", "en"),
        ("Si sono visti. La telefonata segue di un giorno il bombardamento del porto. Si è parlato dei visti.", "it"),
        ("Si sono visti. Le delegazioni si erano viste in agosto per la pesca. Si è parlato dei visti.", "it"),
    ],
)
def test_what_went_before_is_no_point(text: str, language: str) -> None:
    (point,) = aligned([read(text, language)])
    assert "visas" in point[0].topics


def test_what_the_opening_tells_is_a_point_if_another_account_has_it() -> None:
    one = read("The ministers of both countries signed a peace treaty yesterday. Visas were raised.")
    other = read("The envoys met. The peace treaty was raised.", number=1)
    assert any(len(point) == 2 and "peace-treaty" in point[0].topics for point in aligned([one, other]))


def test_the_numbers_of_a_list_are_no_points() -> None:
    text = "They met.\n1. The dam was raised.\n2. Visas were raised.\nc) Cotton was raised."
    assert [passage.span.text for passage in read(text).passages] == [
        "The dam was raised",
        "Visas were raised",
        "Cotton was raised",
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("They met. The hostages were raised at length. That subject was not discussed.", "en"),
        ("They met. The hostages were raised at length. On that point the Maltese note is silent.", "en"),
        ("Si sono visti. Si è parlato a lungo degli ostaggi. Il comunicato maltese sorvola su questo punto.", "it"),
    ],
)
def test_what_is_left_out_may_be_the_matter_before(text: str, language: str) -> None:
    (point,) = aligned([read(text, language)])
    assert [passage.omits is not None for passage in point] == [False, True]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("They met. The return of the bells was not gone into.", "en"),
        ("They met. The bells were at no time raised.", "en"),
        ("They met. The Maltese side kept quiet about the bells.", "en"),
        ("They met. The minutes skip the bells.", "en"),
        ("Si sono visti. Delle campane non si è fatta parola.", "it"),
        ("Si sono visti. Le campane non furono menzionate.", "it"),
        ("Si sono visti. Delle campane non si è trattato.", "it"),
        ("Si sono visti. La restituzione delle campane non era all'ordine del giorno.", "it"),
    ],
)
def test_more_words_for_what_is_left_out(text: str, language: str) -> None:
    (passage,) = read(text, language).passages
    assert passage.omits is not None
    assert any(word in passage.span.text for word in ("bells", "campane"))


def test_what_is_absent_on_the_ground_is_not_left_out() -> None:
    (passage,) = read("Si sono visti. Chiesta l'assenza di soldati da ambo le parti.", "it").passages
    assert passage.omits is None
