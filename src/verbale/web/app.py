"""The desk as an application: its pages, the API, and what guards them."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DataError, DBAPIError, TimeoutError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles

from verbale.store import Ledger
from verbale.version import VERSION
from verbale.web.api import ROUTERS as OPERATIONS
from verbale.web.asked import Asked
from verbale.web.pages import ROUTERS
from verbale.web.rendering import is_part, render
from verbale.web.security import guard
from verbale.web.security.answers import for_programs
from verbale.web.settings import DeskSettings

logger = logging.getLogger(__name__)


def make_desk(ledger: Ledger, settings: DeskSettings | None = None) -> FastAPI:
    """The desk over a store that is open."""
    desk = FastAPI(
        title="Verbale",
        version=VERSION,
        description="The record of peace and ceasefire diplomacy, each fact tied to its sentence.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    desk.state.ledger = ledger
    desk.state.settings = settings or DeskSettings()
    for router in (*ROUTERS, *OPERATIONS):
        desk.include_router(router)
    desk.mount("/static", StaticFiles(packages=[("verbale.web", "static")]), name="static")
    desk.add_middleware(GZipMiddleware, minimum_size=800)
    guard(desk)
    desk.add_exception_handler(HTTPException, _refused)
    desk.add_exception_handler(RequestValidationError, _invalid)
    desk.add_exception_handler(ValueError, _invalid)
    desk.add_exception_handler(DBAPIError, _failed)
    desk.add_exception_handler(TimeoutError, _busy)
    return desk


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code in (301, 302, 303, 307, 308):
        return Response(status_code=error.status_code, headers=headers)
    made = _told(request, error.status_code, str(error.detail))
    made.headers.update(headers)
    return made


def _invalid(request: Request, error: Exception) -> Response:
    if isinstance(error, RequestValidationError):
        told = [f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}" for one in error.errors()]
        return _told(request, 422 if for_programs(request.scope) else 400, "; ".join(told)[:500])
    return _told(request, 400, str(error)[:500])


def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, DBAPIError)
    if isinstance(error, DataError):  # a number or a character that no column can hold
        return _told(request, 400, "that is nothing that could be in a store")
    logger.error("the store failed: %s", " ".join(str(error.orig).split())[:300])  # not for whoever asks
    return _told(request, 503, "the store failed")


def _busy(request: Request, _: Exception) -> Response:
    """No connection to the store became free."""
    return _told(request, 503, "the desk has too much to do at the moment: try again")


def _told(request: Request, status: int, reason: str) -> Response:
    """An error: JSON for programs, a page for persons."""
    if for_programs(request.scope):
        return JSONResponse({"detail": reason}, status_code=status)
    title = HTTPStatus(status).phrase
    template = "_error.html" if is_part(request) else "error.html"
    return render(request, template, Asked(), status=status, title=title, code=status, reason=reason)
