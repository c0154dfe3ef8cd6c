"""Judging facts, taking judgements back, and reading a text on the spot."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Body, HTTPException, Path
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.responses import Response

from verbale.reading.encoding import clean
from verbale.record import DocumentKind, Record
from verbale.store.decided import LONGEST as REASON
from verbale.store.decided import Judgement, JudgementError, judgement_by_id
from verbale.store.judging import LONGEST as VALUE
from verbale.store.judging import SHORTEST, fact_named, judge_fact
from verbale.web.api.common import KEY, NUMBER, refusals, router_of
from verbale.web.deps import LedgerNow, SettingsNow
from verbale.web.pages.judging import note, undo_all
from verbale.web.pages.paste import LONGEST, Pasted
from verbale.web.security.limits import PasteLimited
from verbale.web.security.visitors import ReviewerNow

router = router_of("Judgements")
reading = router_of("Reading")

FIELDS = 24
FieldName = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Value = Annotated[str, StringConstraints(max_length=VALUE)]


class Judging(BaseModel):
    """A judgement on a fact: it is as it should be, it is wrong, or it is right with some fields told otherwise."""

    model_config = ConfigDict(extra="forbid")

    fact: str = Field(min_length=SHORTEST, max_length=KEY, description="The key of the fact, or its beginning.")
    verdict: Literal["confirm", "reject", "correct"]
    changes: dict[FieldName, Value] = Field(
        default_factory=dict,
        max_length=FIELDS,
        description="What is correct, by field, with *correct* only; an empty value is *not known*.",
        examples=[{"date": "2025-03-01"}],
    )
    reason: str | None = Field(default=None, max_length=REASON)


class Given(BaseModel):
    """A text to be read."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=LONGEST)
    title: str = Field(default="", max_length=300)
    publisher: str = Field(default="", max_length=200)
    published: str = Field(
        default="",
        max_length=10,
        pattern="^([0-9]{4}-[0-9]{2}-[0-9]{2})?$",
        description="The day of publication (ISO 8601), from which *yesterday* is counted.",
    )
    language: Literal["", "en", "it"] = Field(default="", description="Identified where it is not given.")
    kind: DocumentKind = "news"


@router.post("/judgements", summary="Judge a fact", status_code=201, responses=refusals(404))
def make_judgement(given: Judging, ledger: LedgerNow, visitor: ReviewerNow) -> Judgement:
    """By a reviewer, whose name is the author's. It holds at once; nothing is deleted."""
    changes = [f"{name}={value}" for name, value in given.changes.items()]
    with ledger.writing() as connection:
        try:
            key = fact_named(connection, given.fact)
        except JudgementError as error:
            raise HTTPException(404, str(error)) from error
        made = judge_fact(connection, key, given.verdict, changes, visitor.name, given.reason, ledger.clock())
        note(connection, visitor, made, ledger.clock())
    return made


@router.delete("/judgements/{id}", summary="Withdraw a judgement", responses=refusals(404, 409))
def withdraw_judgement(
    id: Annotated[int, Path(ge=1, le=NUMBER, description="Its number.")], ledger: LedgerNow, visitor: ReviewerNow
) -> Judgement:
    """Reviewers their own, admins all. What it changed is again as others, or the reader, tell it."""
    with ledger.writing() as connection:
        undo_all(connection, visitor, [id], ledger.clock())
        return judgement_by_id(connection, id)


@reading.post("/read", summary="Read a text", response_model=Record, dependencies=[PasteLimited])
def read_text(given: Annotated[Given, Body()], settings: SettingsNow) -> Response:
    """The record of a text, which is not stored. Ten texts a minute."""
    text = clean(given.text).replace("\r\n", "\n").replace("\r", "\n")
    pasted = Pasted(text, given.title, given.publisher, given.published, given.language, given.kind)
    pasted.check()
    return Response(pasted.read(settings).to_json(), media_type="application/json")
