"""What two parties of a sentence do to each other: type, direction, nothing; and that it is data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.codebook import codebook
from verbale.codebook.book import Codebook
from verbale.events import find_events
from verbale.events.acts import Act, ActIndex
from verbale.events.hints import Judge
from verbale.events.lexicon import EventTypes, Lexicon
from verbale.events.pairs import Hint, Reading, guessed, odds, party
from verbale.events.relations import classify, load_weights
from verbale.events.scene import Scene
from verbale.language.encoder import Encoder
from verbale.language.networks import load_network
from verbale.language.parse import Parse
from verbale.record import Actor, Span


def actors(text: str, *names: str) -> tuple[Actor, ...]:
    spans = [Span.of(text, text.index(name), text.index(name) + len(name)) for name in names]
    return tuple(
        Actor(id=f"a{n}", key=span.text, name=span.text, kind="government", mentions=(span,))
        for n, span in enumerate(spans, 1)
    )


def told(parse: Parse, language: str, one: str, other: str, judge: Judge | None = None) -> tuple[str, bool]:
    """The likeliest type between two names, and whether the first rather acts on the second."""
    book = codebook(language)
    scene = Scene(parse, book.derived(Lexicon), (), (), (), ())
    ranges = [parse.token_range(parse.text.index(n), parse.text.index(n) + len(n)) for n in (one, other)]
    first, second = (party(parse, *span) for span in ranges)
    index: ActIndex = book.derived(ActIndex)
    onward = classify(scene, index, load_weights(), first, second, judge)
    back = classify(scene, index, load_weights(), second, first, judge)
    return max(onward, key=lambda kind: onward[kind]), sum(onward.values()) > sum(back.values())


CASES = [
    ("en", "Norland imposed sanctions on Suvania.", "SANCTION", True),
    ("en", "Norland was sanctioned by Suvania.", "SANCTION", False),
    ("en", "Norland expelled two diplomats of Suvania.", "SANCTION", True),
    ("en", "Norland promised to release the soldiers of Suvania.", "AGREE", True),
    ("en", "Norland urged Suvania to withdraw.", "REQUEST", True),
    ("en", "Norland threatened to attack Suvania.", "THREATEN", True),
    ("en", "Norland deployed troops along the border with Suvania.", "MOBILIZE", True),
    ("en", "Norland received food aid from Suvania.", "AID", False),
    ("en", "Norland was praised by Suvania.", "SUPPORT", False),
    ("it", "Norlandia ha imposto sanzioni a Suvania.", "SANCTION", True),
    ("it", "Norlandia è stata sanzionata da Suvania.", "SANCTION", False),
    ("it", "Norlandia ha esortato Suvania a ritirarsi.", "REQUEST", True),
    ("it", "Norlandia ha minacciato di attaccare Suvania.", "THREATEN", True),
    ("it", "Norlandia ha elogiato Suvania.", "SUPPORT", True),
]


@pytest.mark.parametrize(("language", "text", "kind", "onward"), CASES)
def test_type_and_direction(
    language: str,
    text: str,
    kind: str,
    onward: bool,
    parse_en: Callable[[str], Parse],
    parse_it: Callable[[str], Parse],
) -> None:
    names = ("Norlandia", "Suvania") if language == "it" else ("Norland", "Suvania")
    one, other = names if onward else names[::-1]
    parse = (parse_it if language == "it" else parse_en)(text)
    assert told(parse, language, one, other) == (kind, True)


@pytest.fixture(scope="module")
def judge() -> Judge:
    network = load_network("en-encoder")
    assert network is not None
    return Judge(Encoder(network))


WORDS = [  # acts that need a word no list has, or a sense that only the sentence tells
    ("Norland thanked Suvania warmly for its help during the flood.", "SUPPORT", True),
    ("Norland got a tongue-lashing from Suvania over the dam.", "ACCUSE", False),
    ("The parliament of Norland showered Suvania with compliments.", "SUPPORT", True),
]


@pytest.mark.parametrize(("text", "kind", "onward"), WORDS)
def test_an_encoder_knows_more_words(
    text: str, kind: str, onward: bool, judge: Judge, parse_en: Callable[[str], Parse]
) -> None:
    parse = parse_en(text)
    names = ("Norland", "Suvania") if onward else ("Suvania", "Norland")
    assert told(parse, "en", *names, judge) == (kind, True)


def test_a_hint_counts_and_is_not_needed() -> None:
    act = Act(0, 1, 0, None, "verb", 1)
    readings = [Reading(None, None, True, ()), Reading(act, None, True, ()), Reading(act, None, False, ())]
    hint = Hint({"AID": -0.1, "ACCUSE": -3.0, "AGREE": -4.0, "REJECT": -9.0}, nothing=-5.0, onward=-0.1, backward=-6.0)
    more = guessed(readings, hint)
    assert [reading.type for reading in more] == [None, "AID", "ACCUSE", "AGREE", "AID", "ACCUSE", "AGREE"]
    chances = odds(more, {}, hint)
    assert chances.index(max(chances)) == 1
    assert odds(readings, {}) == pytest.approx([1 / 3] * 3)


def test_a_party_beyond_sight_gets_no_hint(judge: Judge, parse_en: Callable[[str], Parse]) -> None:
    text = "Norland, " + "and the town, " * 120 + "thanked Suvania."
    parse = parse_en(text)
    scene = Scene(parse, codebook("en").derived(Lexicon), (), (), (), ())
    ranges = [parse.token_range(text.index(name), text.index(name) + len(name)) for name in ("Norland", "Suvania")]
    one, other = (party(parse, *span) for span in ranges)
    assert scene.tokens[one.head].sentence == scene.tokens[other.head].sentence
    assert judge.hint(scene, one, other) is None


def test_nobody_acts_on_a_neighbour(parse_en: Callable[[str], Parse]) -> None:
    text = "Norland borders Suvania, and both have a coast."
    events, _ = find_events(parse_en(text), codebook("en"), actors(text, "Norland", "Suvania"), (), (), ())
    assert not events


def test_an_act_and_a_mode_are_edits_of_data(tmp_path: Path, parse_en: Callable[[str], Parse]) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "world").mkdir()
    (tmp_path / "world" / "events.toml").write_text(
        '[[type]]\nkey = "SANCTION"\nmodes = [{ key = "shunning", definition = "Nobody talks to them." }]\n'
    )
    (tmp_path / "en" / "acts.toml").write_text(
        '[[act]]\ntype = "SANCTION"\nverbs = ["blackfoot"]\n[act.modes]\nshunning = ["blackfoot"]\n'
    )
    text = "Norland blackfooted Suvania."
    parse, who = parse_en(text), actors("Norland blackfooted Suvania.", "Norland", "Suvania")
    assert not find_events(parse, codebook("en"), who, (), (), ())[0]
    book = Codebook("en", (tmp_path,))
    (event,), _ = find_events(parse, book, who, (), (), ())
    assert (event.type, event.mode, event.source, event.target) == ("SANCTION", "shunning", ("a1",), ("a2",))
    modes = next(entry.modes for entry in book.section(EventTypes).type if entry.key == "SANCTION")
    assert "shunning" in {mode.key for mode in modes}
    assert len(modes) > 1


@given(st.lists(st.lists(st.sampled_from(["a", "b", "c", "unknown"]), max_size=6), min_size=1, max_size=20))
def test_odds_are_probabilities(signs: list[list[str]]) -> None:
    readings = [Reading(None, None, True, tuple(some)) for some in signs]
    found = odds(readings, {"a": 1.5, "b": -2.0, "c": 400.0})
    assert sum(found) == pytest.approx(1)
    assert min(found) >= 0
