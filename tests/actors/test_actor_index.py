"""The closed lists and their index."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from verbale.actors import find_mentions
from verbale.actors.forms import close, fold, pieces, slug
from verbale.actors.senses import ActorIndex
from verbale.actors.spelling import Speller
from verbale.codebook import Codebook, codebook
from verbale.language.parse import Parse


def test_folding() -> None:
    assert slug("Slavenka Drakulić") == "slavenka-drakulic"
    assert slug("Lech Wałęsa") == "lech-walesa"
    assert fold("TÜRKİYE") == "turkiye"
    assert pieces("U.N.-backed") == ("u", "n", "backed")


@pytest.mark.parametrize(
    ("a", "b", "same"), [("sergei", "sergey", True), ("s", "sergey", True), ("marta", "karl", False)]
)
def test_first_names(a: str, b: str, same: bool) -> None:
    assert close(a, b) is same


@pytest.mark.parametrize("language", ["en", "it"])
def test_lists_fit_together(language: str) -> None:
    index = ActorIndex(codebook(language))
    for key, body in index.bodies.items():
        assert body.country is None or body.country in index.countries, key
        for other in (body.part_of, body.stands_for):
            office, _, country = (other or "").partition(":")
            known = other is None or other in index.bodies or office == "gov" or office in index.offices
            assert known, (key, other)
            assert not country or country in index.countries, (key, other)
    for key, person in index.people.items():
        assert person.country is None or person.country in index.countries, key


def test_an_abbreviation_needs_its_capitals(parse_en: Callable[[str], Parse]) -> None:
    index = ActorIndex(codebook("en"))
    assert not index.scan(parse_en("They told us"))
    assert [h.senses[0].key for h in index.scan(parse_en("They told the US"))] == ["USA"]


def test_a_user_adds_a_body_without_python(tmp_path: Path, parse_en: Callable[[str], Parse]) -> None:
    (tmp_path / "world").mkdir()
    fields = ['key = "front-x"', 'name = "Quiet Front"', 'kind = "armed_group"', 'country = "CHL"', 'forms = ["QFX"]']
    (tmp_path / "world" / "bodies.toml").write_text("\n".join(["[[body]]", *fields]))
    parse = parse_en("QFX said no.")
    (mention,) = find_mentions(parse, Codebook("en", (tmp_path,)))
    assert (mention.key, mention.country) == ("front-x", "CHL")


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Sergei Lavrov", "Sergej Lawrow", True),
        ("Abd al-Rahman Nasser", "Abdelrahman Naser", True),
        ("Юрий Щербаков", "Yuri Shcherbakov", True),
        ("Hassan Rashid", "Hussein Rashid", False),
        ("Li Chen", "Li Shen", False),
    ],
)
def test_comparison_forms(a: str, b: str, same: bool) -> None:
    speller = Speller(codebook("en"))
    assert (speller.key(a) == speller.key(b)) is same


def test_a_body_and_its_abbreviation(parse_en: Callable[[str], Parse]) -> None:
    parse = parse_en("The Quiet Plains Liberation Front (QPLF) left. The QPLF said no.")
    mentions = find_mentions(parse, codebook("en"))
    keys = {m.key for m in mentions if m.span.text in ("Quiet Plains Liberation Front", "QPLF")}
    assert len(keys) == 1
