"""Incidents: what all texts tell of each, side by side, with what they disagree on."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from verbale.views.incidents import incident_list
from verbale.web.asked import AskedNow
from verbale.web.deps import Reading
from verbale.web.languages import language_of
from verbale.web.paged import paged
from verbale.web.rendering import page
from verbale.web.security.visitors import VisitorNow
from verbale.web.telling import event_told

router = APIRouter(include_in_schema=False)


@router.get("/incidents")
def incidents_page(
    request: Request,
    asked: AskedNow,
    connection: Reading,
    visitor: VisitorNow,
    disputed: bool = False,
) -> Response:
    """All incidents, or those whose accounts differ."""
    listed = incident_list(connection, asked.scope(connection))
    found = paged(listed.incidents, listed.older, asked.until)
    rows = [one for one in found.rows if one.differ or one.days] if disputed else list(found.rows)
    return page(
        request,
        "incidents.html",
        asked,
        connection,
        found=found,
        rows=rows,
        disputed=disputed,
        told=lambda one: event_told(one.what, language_of(request)),
    )
