"""The pattern language of the codebook."""

from __future__ import annotations

from pathlib import Path

import pytest

from verbale.codebook import codebook
from verbale.language.parse import Token
from verbale.positions.lexicon import Lexicon
from verbale.positions.patterns import PatternIndex, compile_pattern


def _tokens(*words: str) -> list[Token]:
    return [Token(i, i, i + 1, "x", word, word, "VERB", {}, i, "root", 0, True) for i, word in enumerate(words)]


def _forms(lemma: str) -> frozenset[str]:
    return frozenset({lemma, lemma + "s", lemma + "ed"})


@pytest.mark.parametrize(
    ("pattern", "words", "end"),
    [
        ("~turn .. down", ("turned", "the", "plan", "down"), 4),
        ("~turn .. down", ("turned", "the", "plan", ".", "down"), 0),
        ("~weigh up?", ("weighs", "up"), 2),
        ("~weigh up?", ("weighs", "it"), 1),
        ("in principle|theory", ("in", "theory"), 2),
        ("yes", ("no",), 0),
        ("~give .. go-ahead|yes", ("gives", "its", "go", "-", "ahead"), 5),
    ],
)
def test_match(pattern: str, words: tuple[str, ...], end: int) -> None:
    index: PatternIndex[str] = PatternIndex()
    index.add(pattern, "found", _forms)
    tokens = _tokens(*words)
    assert [e for e, _ in index.match(tokens, 0, len(tokens))] == ([end] if end else [])


@pytest.mark.parametrize("pattern", ["", ".. down", "turn ..", "up? turn"])
def test_a_pattern_without_ends_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        compile_pattern(pattern, _forms)


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_codebook_compiles_and_covers_all_stances(language: str) -> None:
    lexicon = Lexicon(codebook(language))
    stances = {frame.stance for frame in lexicon.stances.frame}
    assert stances == {"accepts", "conditional", "undecided", "rejects", "answers", "reverses", "none"}
    assert {kind.key for kind in lexicon.proposals.kind} >= {"ceasefire", "humanitarian pause", "peace plan"}


def test_a_frame_is_added_by_data_alone(tmp_path: Path) -> None:
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "stances.toml").write_text('[[frame]]\nstance = "rejects"\npatterns = ["~pooh-pooh"]\n', encoding="utf-8")
    lexicon = Lexicon(codebook("en", (tmp_path,)))
    tokens = _tokens("pooh-poohed", "it")
    assert [frame.stance for _, frame in lexicon.frames.match(tokens, 0, 2)] == ["rejects"]
