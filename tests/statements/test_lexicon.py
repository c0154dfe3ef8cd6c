"""The reporting words: enough of them, in one schema, with the forms that news uses."""

from __future__ import annotations

import pytest

from verbale.codebook import codebook
from verbale.statements.lexicon import Speech, SpeechIndex

ACTS = {"assert", "deny", "accuse", "urge", "promise", "ask", "concede", "threaten", "suggest", "warn"}


@pytest.mark.parametrize("language", ["en", "it"])
def test_every_act_has_verbs(language: str) -> None:
    speech = codebook(language).section(Speech)
    assert len(speech.verb) >= 150
    assert {entry.act for entry in speech.verb.values()} == ACTS


@pytest.mark.parametrize(
    ("language", "form", "lemma"),
    [
        ("en", "denied", "deny"),
        ("en", "accusing", "accuse"),
        ("en", "pledges", "pledge"),
        ("en", "vowed", "vow"),
        ("it", "dichiarò", "dichiarare"),
        ("it", "negherà", "negare"),
        ("it", "annunciano", "annunciare"),
        ("it", "smentisce", "smentire"),
        ("it", "disse", "dire"),
        ("it", "replicato", "replicare"),
    ],
)
def test_forms(language: str, form: str, lemma: str) -> None:
    index = codebook(language).derived(SpeechIndex.of)
    assert lemma in {word.lemma for word in index.verbs[form]}


@pytest.mark.parametrize("language", ["en", "it"])
def test_denials_are_denied(language: str) -> None:
    speech = codebook(language).section(Speech)
    assert all(entry.polarity == "denied" for entry in speech.verb.values() if entry.act == "deny")
