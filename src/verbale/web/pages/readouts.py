"""Readouts: the contacts of which several sides have published an account, and the accounts compared point by point."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from verbale.views.compared import Compared, compared
from verbale.views.documents import documents_in
from verbale.views.readouts import Comparison, Point
from verbale.web.asked import AskedNow
from verbale.web.deps import Reading, SettingsNow
from verbale.web.rendering import page
from verbale.web.security.visitors import VisitorNow

router = APIRouter(include_in_schema=False)

LISTED = 12  # contacts of one page: their accounts are compared to count the points
OFFERED = 60  # texts that can be chosen to be compared
Shown = Literal["all", "shared", "only", "differ", "left out"]
CHOICES: tuple[Shown, ...] = get_args(Shown)


@router.get("/readouts")
def readouts(
    request: Request, asked: AskedNow, connection: Reading, settings: SettingsNow, visitor: VisitorNow
) -> Response:
    """The contacts with two accounts or more, the latest first."""
    found = compared(connection, asked.scope(connection, limit=LISTED), folders=settings.reading.codebook.folders)
    others = documents_in(connection, asked.scope(connection, limit=OFFERED)).rows
    return page(request, "readouts.html", asked, connection, found=found, counted=counted, others=others)


@router.get("/readouts/compare")
def compare(
    request: Request,
    asked: AskedNow,
    connection: Reading,
    settings: SettingsNow,
    visitor: VisitorNow,
    document: Annotated[list[Annotated[str, Query(max_length=2_000)]], Query(min_length=2, max_length=6)],
    shown: Shown = "all",
) -> Response:
    """Texts that are chosen by hand, compared."""
    found = compared(connection, asked.scope(connection), document, settings.reading.codebook.folders)
    return _comparison(request, asked, connection, found[0], shown)


@router.get("/readouts/{id}")
def readout(
    request: Request,
    id: str,
    asked: AskedNow,
    connection: Reading,
    settings: SettingsNow,
    visitor: VisitorNow,
    shown: Shown = "all",
) -> Response:
    """The accounts of one contact, point by point."""
    try:
        found = compared(connection, asked.scope(connection), [id], settings.reading.codebook.folders)
    except ValueError as error:
        raise HTTPException(404, str(error)) from error
    return _comparison(request, asked, connection, found[0], shown)


def _comparison(request: Request, asked: AskedNow, connection: Reading, told: Compared, shown: Shown) -> Response:
    points = [point for point in told.comparison.points if _is(point, shown)]
    return page(
        request,
        "readout.html",
        asked,
        connection,
        told=told,
        points=points,
        shown_points=shown,
        counted=counted(told.comparison),
    )


def counted(comparison: Comparison) -> dict[Shown, int]:
    """How many points each choice shows."""
    return {one: sum(_is(point, one) for point in comparison.points) for one in CHOICES}


def _is(point: Point, shown: Shown) -> bool:
    if shown == "shared":
        return point.shared
    if shown == "only":
        return len(point.accounts) == 1
    if shown == "differ":
        return bool(point.differences)
    return bool(point.left_out) if shown == "left out" else True
