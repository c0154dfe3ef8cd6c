"""The brief: a page to print, and the same as Markdown or as a page that stands alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection, func, select
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from verbale.export.brief import copies, html, markdown
from verbale.store import Ledger
from verbale.store.tables import versions
from verbale.views.brief import Brief, brief
from verbale.web.asked import Asked, AskedNow
from verbale.web.deps import LedgerNow, Reading
from verbale.web.rendering import page
from verbale.web.security.visitors import VisitorNow

router = APIRouter(include_in_schema=False)
Moment = Annotated[str, Query(max_length=40)]


@router.get("/brief")
def show(request: Request, asked: AskedNow, ledger: LedgerNow, connection: Reading, visitor: VisitorNow) -> Response:
    """What became known, within the desk; by default since the day before the last text came."""
    told = _brief(connection, ledger, asked)
    return page(request, "brief.html", asked, connection, brief=told, copies=copies(told))


@router.get("/brief.md")
def as_markdown(asked: AskedNow, ledger: LedgerNow, connection: Reading, visitor: VisitorNow) -> Response:
    """The same for people who edit it."""
    told = markdown(_brief(connection, ledger, asked))
    return PlainTextResponse(told, media_type="text/markdown", headers=_download("md"))


@router.get("/brief.html")
def as_page(asked: AskedNow, ledger: LedgerNow, connection: Reading, visitor: VisitorNow) -> Response:
    """The same as a file that stands alone."""
    return HTMLResponse(html(_brief(connection, ledger, asked)), headers=_download("html"))


def _brief(connection: Connection, ledger: Ledger, asked: Asked) -> Brief:
    return brief(
        connection,
        asked.since or since_by_default(connection, ledger),
        asked.until or asked.known_at or None,
        asked.track or None,
        ledger.clock,
        asked.as_of or None,
        asked.party,
    )


def since_by_default(connection: Connection, ledger: Ledger) -> str:
    """The day before the last text became known."""
    last = connection.execute(select(func.max(versions.c.retrieved))).scalar() or ledger.clock()
    return (date.fromisoformat(last[:10]) - timedelta(days=1)).isoformat()


def _download(suffix: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="brief.{suffix}"'}
