"""Windows, spans read off probabilities, links, and what the signs of a draft count for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.language.models import ModelError
from verbale.language.networks import load_network, model_file, network
from verbale.language.parse import Parse
from verbale.language.pieces import LONGEST, Pieces, windows
from verbale.statements.combine import Linked, Linker
from verbale.statements.quotations import find_quotations
from verbale.statements.tagging import LABELS, LAYERS, Tags, load_tagger, overlap, stretches
from verbale.statements.weigh import likely
from verbale.statements.weights import SIGNS, load_weights

Parsed = Callable[[str], Parse]
VOCABULARY = ["[PAD]", "[CLS]", "[SEP]", "[UNK]", *"abcdefghijklmnopqrstuvwxyz.,'", *(f"##{c}" for c in "abcdefgh")]


def tags(parse: Parse, **spans: tuple[int, int]) -> Tags:
    """Sure tags: for each layer a range of tokens."""
    out = np.zeros((len(parse.tokens), len(LAYERS), LABELS), dtype=np.float32)
    out[:, :, 0] = 1
    for layer, (first, last) in spans.items():
        out[first:last, LAYERS.index(layer)] = (0, 0, 1, 0, 0)
        out[first, LAYERS.index(layer)] = (0, 1, 0, 0, 0)
    return Tags.of(parse, out)


def linked(parse: Parse, **spans: tuple[int, int]) -> list[Linked]:
    return Linker(parse, tags(parse, **spans), find_quotations(parse)).linked()


@pytest.mark.parametrize("word", ["cab", "Café", "U.S.", "żółć", "a" * 500, "🕊️", "'"])
def test_every_word_has_pieces(word: str) -> None:
    pieces = Pieces(VOCABULARY).of(word)
    assert 1 <= len(pieces) <= 8
    assert all(0 <= piece < len(VOCABULARY) for piece in pieces)


@settings(deadline=None, max_examples=30)
@given(lengths=st.lists(st.integers(1, 90), min_size=1, max_size=6))
def test_windows_and_stretches_hold_each_token_once(parse_en: Parsed, lengths: list[int]) -> None:
    parse = parse_en("\n\n".join("bad cab " * n for n in lengths))
    held = [i for w in windows(parse, Pieces(VOCABULARY)) for i in range(w.first, w.last)]
    assert held == list(range(len(parse.tokens)))
    assert all(
        len(w.pieces) <= LONGEST and len(w.places) == w.last - w.first for w in windows(parse, Pieces(VOCABULARY))
    )
    assert [i for first, last in stretches(parse) for i in range(first, last)] == held


def test_spans_end_with_their_paragraph_and_at_a_new_beginning(parse_en: Parsed) -> None:
    parse = parse_en("The bridge fell. It rained.\n\nNobody came.")
    found = tags(parse, content=(0, len(parse.tokens))).spans["content"]
    assert [(s.first, s.last) for s in found] == [(0, 7), (7, 10)]
    assert all(s.speech == pytest.approx(1) for s in found)


def test_the_nearest_cue_and_source_are_linked(parse_en: Parsed) -> None:
    parse = parse_en("The bridge is closed, Anna Berg said. Rain fell.")
    words = [t.text for t in parse.tokens]
    said, anna = words.index("said"), words.index("Anna")
    (link,) = linked(parse, content=(0, 4), cue=(said, said + 1), source=(anna, anna + 2))
    assert link.cue is not None
    assert link.source is not None
    assert (link.cue.first, link.source.first, link.source.last) == (said, anna, anna + 2)


def test_a_source_within_the_content_is_not_its_own(parse_en: Parsed) -> None:
    parse = parse_en("The minister has left, witnesses agree.")
    (link,) = linked(parse, content=(0, 4), source=(0, 2))
    assert link.source is None


@given(st.tuples(st.integers(0, 50), st.integers(1, 50)), st.tuples(st.integers(0, 50), st.integers(1, 50)))
def test_overlap_is_a_share(one: tuple[int, int], other: tuple[int, int]) -> None:
    a, b = (one[0], one[0] + one[1]), (other[0], other[0] + other[1])
    assert overlap(a, b) == overlap(b, a)
    assert 0 <= overlap(a, b) <= 1
    assert overlap(a, a) == 1


def test_likelihood_follows_the_signs() -> None:
    assert likely((1.0, 0.0), (0.0, 5.0)) == 0.5
    assert likely((1.0, 1.0), (0.0, 5.0)) > 0.99


def test_what_ships_fits_together() -> None:
    for name in ("statements-plain", "statements-en"):
        weights = load_weights(name)
        assert weights is not None
        assert len(weights.found) == len(weights.right) == len(SIGNS)
        assert 0 < weights.keep < 1
    assert load_network("statements") is load_network("statements")
    assert load_network("xx-statements") is None


def test_a_file_that_is_no_network_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="statements"):
        network("statements", b"nothing")
    (tmp_path / "statements-plain.json").write_text('{"found": [1]}')
    with pytest.raises(ModelError, match=r"statements-plain\.json"):
        load_weights("statements-plain", tmp_path)


def test_a_folder_without_all_files_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"statements\.onnx missing"):
        load_tagger("en", "full", tmp_path)
    half = tmp_path / "half"
    half.mkdir()
    (half / "statements.onnx").write_bytes(model_file("statements.onnx") or b"")
    with pytest.raises(ModelError, match=r"statements-plain\.json missing"):
        load_tagger("en", "fast", half)
