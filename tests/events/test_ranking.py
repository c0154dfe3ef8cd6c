"""Events between two parties are turned round where the pair clearly says so, and left alone elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.events.test_relations import actors
from verbale.codebook import codebook
from verbale.events.acts import ActIndex
from verbale.events.draft import Draft
from verbale.events.lexicon import Lexicon
from verbale.events.ranking import reconsider
from verbale.events.relations import load_weights
from verbale.events.scene import Scene
from verbale.language.parse import Parse

CASES = [
    ("en", "Norland accused Suvania of theft.", ("a1", "a2")),
    ("en", "Norland was accused by Suvania of theft.", ("a2", "a1")),
    ("it", "Norlandia ha accusato Suvania di furto.", ("a1", "a2")),
    ("it", "Norlandia è stata accusata da Suvania di furto.", ("a2", "a1")),
]


@pytest.mark.parametrize("given", [("a1", "a2"), ("a2", "a1")])
@pytest.mark.parametrize(("language", "text", "wanted"), CASES)
def test_the_pair_turns_a_wrong_reading_round(
    language: str,
    text: str,
    wanted: tuple[str, str],
    given: tuple[str, str],
    parse_en: Callable[[str], Parse],
    parse_it: Callable[[str], Parse],
) -> None:
    parse = (parse_it if language == "it" else parse_en)(text)
    book = codebook(language)
    who = actors(text, "Norlandia" if language == "it" else "Norland", "Suvania")
    scene = Scene(parse, book.derived(Lexicon), who, (), (), ())
    index: ActIndex = book.derived(ActIndex)
    verb = next(i for i, token in enumerate(parse.tokens) if token.text.startswith("accus"))
    draft = Draft(verb, 0, "ACCUSE", "accusation", source=[given[0]], target=[given[1]])
    reconsider(scene, index, load_weights(), parse.sentences[0], [draft], None)
    assert (draft.source[0], draft.target[0]) == wanted


def test_what_has_no_target_is_left_alone(parse_en: Callable[[str], Parse]) -> None:
    text = "Norland accused Suvania of theft."
    parse, book = parse_en(text), codebook("en")
    scene = Scene(parse, book.derived(Lexicon), actors(text, "Norland", "Suvania"), (), (), ())
    index: ActIndex = book.derived(ActIndex)
    drafts = [Draft(1, 0, "ASSAULT", "attack", source=["a2"])]
    reconsider(scene, index, load_weights(), parse.sentences[0], drafts, None)
    assert (drafts[0].source, drafts[0].target) == (["a2"], [])
