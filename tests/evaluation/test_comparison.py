"""Records against annotations: what is found, what is right, what is an error of which kind."""

from __future__ import annotations

from typing import Any

import pytest

from tests.threads.synthetic import Draft
from verbale.evaluation import Evaluator, Gold
from verbale.evaluation.comparison import compare
from verbale.evaluation.names import same_name
from verbale.evaluation.report import Evaluation, Score

TEXT = (
    "Peru's foreign minister, Ana Quispe, met her colleague Luis Rojas of Chile in Arica on Monday. "
    "Quispe said Peru would accept the truce of 30 days. A diplomat said that talks were close. "
    "Chile accused Peru of shelling Arica, where 3 people were killed."
)
GOLD: dict[str, Any] = {
    "id": "one",
    "language": "en",
    "published": "2025-03-05",
    "text": TEXT,
    "statements": [
        {
            "speaker": ["Quispe", "Ana Quispe"],
            "speaker_actor": "Ana Quispe",
            "speaker_country": "PER",
            "content": "Peru would accept the truce of 30 days",
            "kind": "indirect",
        },
        {"speaker": ["A diplomat"], "content": "talks were close", "kind": "indirect"},
    ],
    "contacts": [
        {
            "participants": [["Ana Quispe", "Peru's foreign minister"], ["Luis Rojas"]],
            "countries": ["PER", "CHL"],
            "medium": "meeting",
            "status": "held",
            "date": "2025-03-03",
            "evidence": "met her colleague Luis Rojas of Chile in Arica on Monday",
        }
    ],
    "accusations": [
        {
            "by": ["Chile"],
            "by_country": "CHL",
            "against": ["Peru"],
            "against_country": "PER",
            "evidence": "Chile accused Peru of shelling Arica",
        }
    ],
    "incidents": [
        {"by": ["Peru"], "by_country": "PER", "place": "Arica", "killed": 3, "evidence": "shelling Arica"},
    ],
    "proposals": [
        {"key": "P1", "kind": "ceasefire", "terms": {"duration": "P30D"}, "evidence": "the truce of 30 days"},
    ],
    "positions": [
        {
            "actor": ["Peru"],
            "country": "PER",
            "proposal": "P1",
            "stance": "accepts",
            "evidence": "Peru would accept the truce of 30 days",
        }
    ],
    "times": [{"text": "Monday", "value": "2025-03-03"}],
    "places": [{"text": "Arica", "country": "CHL"}],
}


def gold(**given: Any) -> Gold:
    return Gold.model_validate(GOLD | given)


class Read(Draft):
    """A record of the article, by default one without a fault."""

    def __init__(self) -> None:
        super().__init__("one", "2025-03-05", TEXT)
        self.peru, self.chile = (
            self.actor(f"gov:{code}", name=name, country=code) for code, name in (("PER", "Peru"), ("CHL", "Chile"))
        )
        self.quispe, self.rojas = self.person("Ana Quispe", "PER"), self.person("Luis Rojas", "CHL")
        self.diplomat = self.actor("unnamed-1", "unnamed", "A diplomat")
        self.arica = self.place("Arica", "CHL")

    def whole(self) -> Read:
        self.statement(self.quispe, "Peru would accept the truce of 30 days")
        self.statement(self.diplomat, "talks were close")
        met = "met her colleague Luis Rojas of Chile"
        self.event("CONSULT", "talks", source=(self.quispe, self.rojas), words=met)
        self.event("ACCUSE", source=(self.chile,), target=(self.peru,), words="Chile accused Peru")
        self.event("ASSAULT", "shelling", source=(self.peru,), place=self.arica, killed=3, words="shelling Arica")
        truce = self.proposal(duration="P30D", words="the truce of 30 days")
        self.position(self.peru, truce, "accepts", words="Peru would accept")
        self.time("Monday", "2025-03-03")
        return self


def evaluated(draft: Draft, errors: int = 5, **given: Any) -> Evaluation:
    evaluator = Evaluator(errors)
    evaluator.add(gold(**given), draft.record())
    return evaluator.result()


def scores(result: Evaluation) -> dict[str, Score]:
    return {score.type: score for score in result.groups[-1].scores}


def test_a_faultless_record_has_every_point() -> None:
    result = evaluated(Read().whole())
    assert result.errors == ()
    for score in result.groups[-1].scores:
        assert (score.found.f1, score.right.f1) == (1, 1), score.type
    assert result.groups[-1].score == 1
    assert [group.language for group in result.groups] == ["en", "all"]


def test_an_empty_record_misses_all() -> None:
    result = evaluated(Draft("one", "2025-03-05", TEXT), errors=1)
    assert {(error.type, error.kind) for error in result.errors} == {(kind, "missed") for kind in scores(result)}
    assert all(score.found.f1 == 0 for score in result.groups[-1].scores)
    (error,) = [error for error in result.errors if error.type == "contacts"]
    assert error.sentence == TEXT.split(". ")[0] + "."
    assert scores(result)["statements"].missed == 2


def test_a_wrong_speaker_is_found_and_not_right() -> None:
    draft = Read()
    draft.statement(draft.rojas, "Peru would accept the truce of 30 days")
    result = evaluated(draft)
    score = scores(result)["statements"]
    assert (score.gold, score.predicted, score.found.hits, score.right.hits) == (2, 1, 1, 0)
    assert (score.missed, score.wrong, score.extra) == (1, 1, 0)
    (error,) = [error for error in result.errors if error.type == "statements" and error.kind == "wrong"]
    assert (error.gold, error.read) == ({"speaker": "ana quispe"}, {"speaker": "Luis Rojas"})


@pytest.mark.parametrize("speaker", ["quispe", "diplomat", None])
def test_a_source_without_a_name_must_be_left_without_one(speaker: str | None) -> None:
    draft = Read()
    draft.statement(getattr(draft, speaker) if speaker else None, "talks were close")
    compared = compare(gold(), draft.record(), "statements")
    assert compared is not None
    assert (compared.found, compared.right) == (1, int(speaker != "quispe"))


def test_words_must_overlap_by_half() -> None:
    for words, found in (("Peru would accept the truce", 1), ("the truce of 30 days", 1), ("30 days", 0)):
        draft = Read()
        draft.statement(draft.quispe, words)
        compared = compare(gold(), draft.record(), "statements")
        assert compared is not None
        assert compared.found == found, words


@pytest.mark.parametrize(
    ("mode", "status", "right", "differs"),
    [
        ("summit", "happened", 1, set()),
        ("call", "happened", 0, {"medium"}),
        ("meeting", "planned", 0, {"status"}),
        ("letter", "denied", 0, {"status", "medium"}),
    ],
)
def test_contacts_are_judged_by_status_and_medium(mode: str, status: Any, right: int, differs: set[str]) -> None:
    draft = Read()
    draft.event("CONSULT", mode, status, (draft.quispe, draft.rojas), words="met her colleague Luis Rojas")
    result = evaluated(draft)
    assert scores(result)["contacts"].right.hits == right
    assert {name for error in result.errors if error.kind == "wrong" for name in error.gold} == differs


def test_a_contact_of_others_is_another_contact() -> None:
    draft = Read()
    draft.event("CONSULT", "meeting", source=(draft.quispe, draft.diplomat), words="met her colleague Luis Rojas")
    score = scores(evaluated(draft))["contacts"]
    assert (score.found.hits, score.missed, score.extra) == (0, 1, 1)


def test_a_position_of_another_party_is_another_position() -> None:
    draft = Read()
    truce = draft.proposal(duration="P10D", words="the truce of 30 days")
    draft.position(draft.chile, truce, "accepts", words="Peru would accept")
    result = scores(evaluated(draft))
    assert (result["positions"].found.hits, result["positions"].extra) == (0, 1)
    assert (result["proposals"].found.hits, result["proposals"].right.hits) == (1, 0)


def test_incidents_need_perpetrator_toll_and_place() -> None:
    for by, killed, at, right in ((True, 3, True, 1), (False, 3, True, 0), (True, 2, True, 0), (True, 3, False, 0)):
        draft = Read()
        source, place = (draft.peru,) if by else (), draft.arica if at else None
        draft.event("ASSAULT", "shelling", source=source, place=place, killed=killed, words="shelling Arica")
        score = scores(evaluated(draft))["incidents"]
        assert (score.found.hits, score.right.hits) == (1, right)


def test_extra_places_and_repeated_times_are_no_errors() -> None:
    draft = Read().whole()
    draft.place("Chile", "CHL")
    draft.times.append(draft.times[0].model_copy(update={"id": "t9"}))
    result = scores(evaluated(draft))
    assert (result["places"].predicted, result["places"].extra) == (1, 0)
    assert (result["times"].predicted, result["times"].right.f1) == (1, 1)


def test_of_two_candidates_the_right_one_is_taken_and_nothing_twice() -> None:
    draft = Read()
    draft.statement(draft.rojas, "Peru would accept the truce of 30 days")
    draft.statement(draft.quispe, "Peru would accept the truce")
    score = scores(evaluated(draft))["statements"]
    assert (score.found.hits, score.right.hits, score.extra) == (1, 1, 1)


def test_a_type_that_is_not_annotated_is_not_scored() -> None:
    result = evaluated(Read().whole(), contacts=None, layers=["statements", "times"])
    assert list(scores(result)) == ["statements", "times"]
    assert compare(gold(contacts=None), Read().record(), "contacts") is None


def test_languages_are_told_apart_and_together() -> None:
    evaluator = Evaluator()
    evaluator.add(gold(), Read().whole().record())
    evaluator.add(gold(id="two", language="it"), Read().record())
    evaluator.skip("three", "is no JSON")
    result = evaluator.result()
    assert [(group.language, group.articles) for group in result.groups] == [("en", 1), ("it", 1), ("all", 2)]
    by_language = {group.language: group.scores[0].right.recall for group in result.groups}
    assert by_language == {"en": 1, "it": 0, "all": 0.5}
    assert result.errors == ()
    assert [one.name for one in result.skipped] == ["three"]


def test_agreement_is_told_of_what_was_found() -> None:
    found = {(one.type, one.name): one.agreement for one in evaluated(Read().whole()).groups[-1].attributes}
    assert (found["statements", "speaker"].n, found["statements", "speaker"].kappa) == (2, 1)
    kind = found["statements", "kind"]
    assert (kind.n, kind.share) == (2, 0), "the record has them as direct"
    assert found["contacts", "exact medium"].share == 0
    assert found["contacts", "medium"].share == 1
    assert found["times", "value"].kappa is None, "no category"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ana Quispe", "Quispe", True),
        ("Foreign Minister Ana Quispe", "Ana Quispe", True),
        ("ANA QUISPÉ", "ana quispe", True),
        ("The Kremlin", "Kremlin", True),
        ("Ana Quispe", "Luis Quispe", False),
        ("Ana", "Ana Quispe", False),
        ("Wu", "Ana Wu", False),
        ("", "Ana", False),
    ],
)
def test_names_are_compared_without_accents_articles_and_first_names(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same
