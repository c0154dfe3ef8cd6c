"""Weights survive packing: the same parse from the restored pipeline, half the numbers."""

from __future__ import annotations

import pytest

from verbale.language.weights import pack, unpack
from verbale.pipeline import Reader


def test_packing_restores_the_pipeline(reader: Reader) -> None:
    nlp = reader.parser("it").model.nlp
    again = unpack(pack(nlp))
    text = "La delegazione ha lasciato Ginevra senza un accordo, ha detto la portavoce."
    left = [(t.text, t.pos_, t.dep_, t.head.i, t.lemma_, t.ent_type_) for t in nlp(text)]
    right = [(t.text, t.pos_, t.dep_, t.head.i, t.lemma_, t.ent_type_) for t in again(text)]
    assert left == right


def test_other_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match="not a weights file"):
        unpack(b"nothing of the kind")
