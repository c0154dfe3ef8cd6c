"""Made-up sentences hold both parties where they say, and who acts is in the right place."""

from __future__ import annotations

import random

from training.phrases import PARTIES, made_up
from verbale.codebook import codebook
from verbale.events.hints import LONGEST, pieces_of
from verbale.language.encoder import Encoder
from verbale.language.networks import load_network


def test_ranges_are_the_parties() -> None:
    examples = made_up(codebook("en"), ("ACCUSE", "AID"), 40, random.Random(3))
    known = {party.replace("'s", " 's") for party in PARTIES}
    assert len(examples) == 80
    assert {example.type for example in examples} == {"ACCUSE", "AID"}
    for example in examples:
        for first, last in (example.one, example.other):
            assert " ".join(example.words[first:last]) in known
    passive = [e for e in examples if "was" in e.words and "by" in e.words]
    assert passive
    assert all(e.one > e.other for e in passive)


def test_roles_cover_the_pieces_of_the_parties() -> None:
    network = load_network("en-encoder")
    assert network is not None
    pieces = Encoder(network).pieces
    words = ["Kyrgyzstan", "thanked", "the", "Uzbek", "government"]
    found, roles = pieces_of(words, (0, 1), (2, 5), pieces)
    assert len(found) == len(roles) <= LONGEST
    assert roles.count(1) == len(pieces.of("Kyrgyzstan"))
    assert roles.count(2) == sum(len(pieces.of(word)) for word in words[2:])
    cut, roles = pieces_of(words * 100, (0, 1), (498, 500), pieces)
    assert len(cut) <= LONGEST
    assert 2 not in roles
