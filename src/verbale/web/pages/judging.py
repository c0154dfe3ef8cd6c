"""What was judged: by whom, when and why; what contradicts each other; the file of it for evaluating and training."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from sqlalchemy import Connection
from starlette.responses import RedirectResponse, Response, StreamingResponse

from verbale.export.judged import NAME as FILE
from verbale.export.judged import lines
from verbale.store import Ledger
from verbale.store.decided import Judgement, JudgementError
from verbale.store.reviewing import judgements_named
from verbale.store.reviewing import undo as withdrawn
from verbale.views.judged import judged
from verbale.views.queue import disputes
from verbale.web.asked import AskedNow
from verbale.web.deps import LedgerNow, Reading
from verbale.web.rendering import page
from verbale.web.security.audit import record
from verbale.web.security.visitors import ReviewerNow, Visitor, VisitorNow

router = APIRouter(include_in_schema=False)

NUMBER = 2**31
AUTHOR = 200  # characters of a name


@router.get("/judgements")
def judgements(
    request: Request,
    asked: AskedNow,
    connection: Reading,
    visitor: VisitorNow,
    by: Annotated[str, Query(max_length=AUTHOR)] = "",
    withdrawn: bool = False,
    about: Annotated[str, Query(max_length=80)] = "",
    before: Annotated[int, Query(ge=0, lt=NUMBER)] = 0,
    refused: Annotated[int, Query(ge=0, lt=NUMBER)] = 0,
) -> Response:
    """What persons decided, the latest first; above it what two of them see differently."""
    found = judged(
        connection,
        limit=asked.limit + 1,
        withdrawn=withdrawn,
        author=by.strip() or None,
        target=about.strip() or None,
        before=before or None,
    )
    return page(
        request,
        "judgements.html",
        asked,
        connection,
        found=found[: asked.limit],
        further=found[asked.limit - 1].id if len(found) > asked.limit else None,
        disputes=disputes(connection, asked.scope(connection)) if not before else (),
        by=by.strip(),
        withdrawn=withdrawn,
        about=about.strip(),
        refused=refused,
    )


@router.get(f"/{FILE}")
def judged_file(ledger: LedgerNow, visitor: VisitorNow) -> Response:
    """All facts that are judged as annotated passages, JSON Lines."""
    told = {"Content-Disposition": f'attachment; filename="{FILE}"'}
    return StreamingResponse(_written(ledger), media_type="application/jsonl; charset=utf-8", headers=told)


@router.post("/judgements/{id}/withdraw")
def withdraw(request: Request, id: int, asked: AskedNow, ledger: LedgerNow, visitor: ReviewerNow) -> Response:
    """Take a judgement back: one's own, as an admin anybody's."""
    if not 0 < id < NUMBER:
        raise HTTPException(404, f"there is no judgement {id}")
    with ledger.writing() as connection:
        undo_all(connection, visitor, [id], ledger.clock())
    kept = {name: value for name, value in request.query_params.items() if name in ("by", "withdrawn", "about")}
    return RedirectResponse(asked.link("/judgements", **kept), 303)


def undo_all(connection: Connection, visitor: Visitor, ids: Iterable[int], now: str) -> None:
    """Withdraw judgements and note it. Raises ``HTTPException``: 404 for those that there are not, 403 for those of
    others, 409 for what is withdrawn already."""
    try:
        found = judgements_named(connection, [*dict.fromkeys(ids)])
    except JudgementError as error:
        raise HTTPException(404, str(error)) from error
    for one in found:
        if not may_undo(visitor, one):
            raise HTTPException(403, f"judgement {one.id} is by {one.author}: only an admin can withdraw it")
    try:
        for one in withdrawn(connection, [one.id for one in found], visitor.name, now):
            detail = {"id": one.id, "verdict": one.verdict, "author": one.author}
            record(connection, visitor, "withdraw", one.target, detail, now)
    except JudgementError as error:
        raise HTTPException(409, str(error)) from error


def may_undo(visitor: Visitor, judgement: Judgement) -> bool:
    """Whether a visitor may withdraw a judgement: reviewers their own, admins all."""
    return visitor.may("admin") or (visitor.may("reviewer") and judgement.author == visitor.name)


def note(connection: Connection, visitor: Visitor, made: Judgement, now: str) -> None:
    """Note in the audit log that a judgement was made."""
    action = made.verdict if made.verdict in ("merge", "split") else "judgement"
    shown = {name: value for name, value in made.change.items() if name not in ("facts", "relations")}
    detail = {"id": made.id, "verdict": made.verdict, "change": shown, "reason": made.reason}
    record(connection, visitor, action, made.target, detail, now)


def _written(ledger: Ledger) -> Iterator[str]:
    with ledger.reading() as connection:
        yield from lines(connection)
