"""The review queue: one doubtful fact at a time, decided by a key or a button, and undone as quickly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from verbale.store.decided import LONGEST, Judgement, JudgementError
from verbale.store.judging import FIELDS
from verbale.store.restating import OF_FACTS
from verbale.store.reviewing import LINK, Meanwhile, Refused, Verdict, decide_by_form, judgements_named
from verbale.store.reviewing import Asked as Decided
from verbale.views.queue import KINDS, Queue, queue
from verbale.views.reviewed import reviewed
from verbale.web.asked import Asked, AskedNow
from verbale.web.deps import LedgerNow, Reading
from verbale.web.pages.judging import note, undo_all
from verbale.web.rendering import is_part, page
from verbale.web.security.visitors import ReviewerNow, VisitorNow

router = APIRouter(include_in_schema=False)

WAITING = 100  # facts of the queue through which one can leaf
SKIPPED = 60  # facts that an address leaves out
DONE = 4  # judgements that one form makes at most
KEY = 40  # characters of a key
NUMBER = 2**31

_Key = Annotated[str, Query(max_length=KEY)]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the queue: which fact, what is left out of it, and what was just ``done`` or ``undone``."""

    at: str
    kinds: tuple[str, ...]
    skip: tuple[str, ...]
    done: tuple[int, ...]
    undone: bool

    def link(self, asked: Asked, path: str = "/review", **changes: Any) -> str:
        """A link within the same queue."""
        told = {"at": self.at, "kind": self.kinds, "skip": self.skip, **changes}
        return asked.link(path, **told)


def place_of(
    at: _Key = "",
    kind: Annotated[list[_Key], Query(max_length=len(KINDS))] = [],  # noqa: B006
    skip: Annotated[list[_Key], Query(max_length=4 * SKIPPED)] = [],  # noqa: B006
    done: Annotated[list[Annotated[int, Query(ge=0, lt=NUMBER)]], Query(max_length=DONE)] = [],  # noqa: B006
    undone: bool = False,
) -> Place:
    """The place that a request names, bounded. Of what is left out the latest count."""
    kept = [key for key in dict.fromkeys(skip) if key][-SKIPPED:]
    return Place(at.strip(), tuple(one for one in KINDS if one in kind), tuple(kept), tuple(done), undone)


PlaceNow = Annotated[Place, Depends(place_of)]


async def form_of(request: Request) -> FormData:
    """What a form sends."""
    return await request.form(max_files=0)


FormNow = Annotated[FormData, Depends(form_of)]


@router.get("/review")
def review(request: Request, asked: AskedNow, place: PlaceNow, connection: Reading, visitor: VisitorNow) -> Response:
    """One fact with its sentence and what was read; only that part where a script asks for it."""
    return _shown(request, asked, place, connection)


@router.get("/review/list")
def review_list(
    request: Request, asked: AskedNow, place: PlaceNow, connection: Reading, visitor: VisitorNow
) -> Response:
    """The queue as a table."""
    found = queue(connection, asked.scope(connection), place.kinds or KINDS)
    return page(request, "review_list.html", asked, connection, queue=found, place=place, kinds=KINDS)


@router.post("/review/{key}")
def decide(
    request: Request,
    key: str,
    asked: AskedNow,
    place: PlaceNow,
    form: FormNow,
    ledger: LedgerNow,
    visitor: ReviewerNow,
) -> Response:
    """Confirm, reject or correct a fact, and go on to the next one."""
    given = _given(form)
    try:
        with ledger.writing() as connection:
            made = decide_by_form(connection, key[:KEY], given, visitor.name, ledger.clock())
            for one in made:
                note(connection, visitor, one, ledger.clock())
    except JudgementError as error:
        return _refused(request, asked, place, ledger, key[:KEY], given, form, error)
    if form.get("back") is not None:
        return _back(request, asked, form, key)
    following = str(form.get("next", ""))[:KEY]
    return _gone_on(request, asked, place, ledger, at=following, done=tuple(one.id for one in made))


@router.post("/review/{key}/undo")
def undo(
    request: Request,
    key: str,
    asked: AskedNow,
    place: PlaceNow,
    form: FormNow,
    ledger: LedgerNow,
    visitor: ReviewerNow,
) -> Response:
    """Withdraw what was just done, and show the fact again."""
    ids = [int(str(one)) for one in form.getlist("id")[:DONE] if str(one).isdecimal() and len(str(one)) < 10]
    with ledger.writing() as connection:
        undo_all(connection, visitor, ids, ledger.clock())
    if form.get("back") is not None:
        return _back(request, asked, form, key)
    return _gone_on(request, asked, place, ledger, at=key[:KEY], undone=True)


def _given(form: FormData) -> Decided:
    verdict = str(form.get("verdict", ""))
    if verdict not in OF_FACTS:
        raise HTTPException(400, f"a fact can be judged by {', '.join(OF_FACTS)}, not by {verdict[:40]!r}")
    names = dict.fromkeys(name for own in FIELDS.values() for name in own)
    return Decided(
        verdict=cast(Verdict, verdict),
        token=str(form.get("token", "")),
        reason=str(form.get("reason", ""))[:LONGEST] or None,
        values={name: str(form[f"f-{name}"]) for name in names if f"f-{name}" in form},
        into=str(form.get("into", ""))[:KEY],
        whole=form.get("whole") == "1",
    )


def _refused(
    request: Request,
    asked: Asked,
    place: Place,
    ledger: LedgerNow,
    key: str,
    given: Decided,
    form: FormData,
    error: JudgementError,
) -> Response:
    """The same fact as it is now, with what was entered, and why it was not taken."""
    late = isinstance(error, Meanwhile)
    if form.get("back") is not None:
        return _back(request, asked, form, key, judge="late" if late else "refused")
    errors = error.errors if isinstance(error, Refused) else {} if late else {"": str(error)}
    status = 409 if late else 400
    with ledger.reading() as connection:
        at = Place(key, place.kinds, place.skip, (), False)
        return _shown(request, asked, at, connection, status=status, given=given, errors=errors, late=late)


def _gone_on(
    request: Request,
    asked: Asked,
    place: Place,
    ledger: LedgerNow,
    *,
    at: str,
    done: tuple[int, ...] = (),
    undone: bool = False,
) -> Response:
    """The next fact: its part, or the way to its page."""
    address = place.link(asked, at=at, done=done, undone="true" if undone else None)
    if not is_part(request):
        return RedirectResponse(address, 303)
    with ledger.reading() as connection:
        shown = _shown(request, asked, Place(at, place.kinds, place.skip, done, undone), connection)
    shown.headers["HX-Push-Url"] = place.link(asked, at=at)
    return shown


def _back(request: Request, asked: Asked, form: FormData, key: str, **told: str) -> Response:
    """To the evidence of the fact from which it was judged: the panel, or the page that it stands beside."""
    if is_part(request):
        return RedirectResponse(asked.link(f"/facts/{key}", **told), 303)
    back = str(form["back"])
    local = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    return RedirectResponse(f"{back}#evidence" if local else asked.link(f"/facts/{key}", **told), 303)


def _shown(
    request: Request,
    asked: Asked,
    place: Place,
    connection: Connection,
    *,
    status: int = 200,
    given: Decided | None = None,
    errors: Mapping[str, str] | None = None,
    late: bool = False,
) -> Response:
    """A fact of the queue: the one that is asked for, else the first."""
    found = queue(connection, asked.scope(connection, limit=WAITING), place.kinds or KINDS)
    order = _order(found, place.skip)
    at = place.at or next(iter(order), "")
    one = None
    if at:
        try:
            one = reviewed(connection, at)
        except JudgementError as error:
            raise HTTPException(404, str(error)) from error
    done = _done(connection, place.done)
    before, after = _around(order, one.key if one else "")
    template = "_review.html" if is_part(request) else "review.html"
    return page(
        request,
        template,
        asked,
        connection,
        status=status,
        queue=found,
        one=one,
        why={waiting.key: waiting for waiting in found.waiting}.get(one.key) if one else None,
        dispute={dispute.key: dispute for dispute in found.disputes}.get(one.key) if one else None,
        number=order.index(one.key) + 1 if one and one.key in order else 0,
        count=len(order),
        before=before,
        after=after,
        place=place,
        kinds=KINDS,
        done=done,
        undo_key=_fact_of(done),
        labels=dict(choice for own in one.fields if own.name == "proposal" for choice in own.choices) if one else {},
        given=given,
        errors=errors or {},
        late=late,
        link_error=LINK,
        skip_link=place.link(asked, at=after, skip=(*place.skip, one.key)[-SKIPPED:]) if one else "",
    )


def _order(found: Queue, skip: Sequence[str]) -> list[str]:
    keys = [*(one.key for one in found.disputes), *(one.key for one in found.waiting)]
    return [key for key in dict.fromkeys(keys) if key not in skip]


def _around(order: Sequence[str], key: str) -> tuple[str, str]:
    """The keys before and after one; of one that is not in the queue the first comes after."""
    if key not in order:
        return "", next(iter(order), "")
    at = order.index(key)
    return order[at - 1] if at else "", order[at + 1] if at + 1 < len(order) else ""


def _fact_of(done: Sequence[Judgement]) -> str:
    """The fact that was judged; of a merge one that it moved."""
    for one in done:
        if one.subject == "fact" or one.verdict == "split":
            return one.target
        if moved := one.change.get("facts"):
            return str(moved[0])
    return ""


def _done(connection: Connection, ids: Sequence[int]) -> tuple[Judgement, ...]:
    """What was just decided, as far as it still holds."""
    try:
        return tuple(one for one in judgements_named(connection, ids) if one.withdrawn is None)
    except JudgementError:
        return ()
