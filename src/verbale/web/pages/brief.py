"""The brief: a page to print, and the same as Markdown or as a page that stands alone."""

from __future__ import annotations

from datetime import date, timedelta

from fastapi import APIRouter, Request
from sqlalchemy import Connection, select
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from verbale.export.brief import copies, html, markdown
from verbale.store import Ledger
from verbale.store.access.visits import last_visit
from verbale.store.clock import moment_of
from verbale.store.tables import track_versions, versions
from verbale.store.tracking import track_named
from verbale.views.brief import Brief, brief
from verbale.web.asked import Asked, AskedNow
from verbale.web.deps import LedgerNow, Reading
from verbale.web.rendering import page
from verbale.web.security.visitors import Visitor, VisitorNow

router = APIRouter(include_in_schema=False)


@router.get("/brief")
def show(request: Request, asked: AskedNow, ledger: LedgerNow, connection: Reading, visitor: VisitorNow) -> Response:
    """What became known, within the desk; by default since the visitor's last visit."""
    since = _since(connection, ledger, asked, visitor)
    told = _brief(connection, ledger, asked, since)
    visited = not asked.since and since != since_by_default(connection, ledger, asked)
    return page(request, "brief.html", asked, connection, brief=told, copies=copies(told), visited=visited)


@router.get("/brief.md")
def as_markdown(asked: AskedNow, ledger: LedgerNow, connection: Reading, visitor: VisitorNow) -> Response:
    """The same for people who edit it."""
    told = markdown(_brief(connection, ledger, asked, _since(connection, ledger, asked, visitor)))
    return PlainTextResponse(told, media_type="text/markdown", headers=_download("md"))


@router.get("/brief.html")
def as_page(asked: AskedNow, ledger: LedgerNow, connection: Reading, visitor: VisitorNow) -> Response:
    """The same as a file that stands alone."""
    told = html(_brief(connection, ledger, asked, _since(connection, ledger, asked, visitor)))
    return HTMLResponse(told, headers=_download("html"))


def _brief(connection: Connection, ledger: Ledger, asked: Asked, since: str) -> Brief:
    return brief(
        connection,
        since,
        asked.until or asked.known_at or None,
        asked.track or None,
        ledger.clock,
        asked.as_of or None,
        asked.party,
    )


def _since(connection: Connection, ledger: Ledger, asked: Asked, visitor: Visitor) -> str:
    """The day that is asked for; else that of the last visit, but no later than for anybody."""
    usual = asked.since or since_by_default(connection, ledger, asked)
    visit = last_visit(connection, visitor.name, asked.track, ledger.clock()) if visitor.name else None
    if asked.since or visit is None or _ending(asked):
        return usual
    return min(usual, visit.at[:10])


def since_by_default(connection: Connection, ledger: Ledger, asked: Asked) -> str:
    """The day before the last text became known, of the track and by the moment that are asked for."""
    ending = _ending(asked)
    last = select(versions.c.retrieved)
    if ending:
        last = last.where(versions.c.retrieved <= moment_of(ending))
    if asked.track:
        within = track_versions.c.track_id == track_named(connection, asked.track).id
        last = last.join(track_versions, track_versions.c.version_id == versions.c.id).where(within)
        last = last.order_by(track_versions.c.version_id.desc())
    else:
        last = last.order_by(versions.c.retrieved.desc())
    told = connection.execute(last.limit(1)).scalar() or ending or ledger.clock()
    day = date.fromisoformat(told[:10])
    return (day - timedelta(days=1) if day > date.min else day).isoformat()


def _ending(asked: Asked) -> str:
    """The last moment of knowing that is asked for, empty for now."""
    return asked.until or asked.known_at


def _download(suffix: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="brief.{suffix}"'}
