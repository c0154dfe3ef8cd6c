"""Pages from templates: every one gets the visitor, the state that was asked for, its language, and links that keep it.

Templates escape everything; no text from outside becomes markup anywhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import escape
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import HTMLResponse

from verbale.export.brief import address
from verbale.harmless import one_line
from verbale.store.memory import names_of
from verbale.store.tracking import tracks_of
from verbale.version import VERSION
from verbale.views.answered import answered
from verbale.views.dating import length_of
from verbale.web.asked import Asked
from verbale.web.evidence import evidence_of, passages
from verbale.web.languages import NAMES, language_of, translations
from verbale.web.phrases import phrased, worded
from verbale.web.security.visitors import visitor_of
from verbale.web.telling import event_told, line_told
from verbale.web.words import SIGNS

OFFERED = 60  # parties that a filter offers
AS_JSON = frozenset(
    f"/{name}"
    for name in (
        "positions",
        "timeline",
        "contacts",
        "readouts",
        "incidents",
        "actors",
        "documents",
        "search",
        "judgements",
    )
)  # pages that are a view of the API, too
_STATE = frozenset(one.name for one in fields(Asked))

SECTIONS = (
    "overview",
    "timeline",
    "contacts",
    "readouts",
    "incidents",
    "map",
    "actors",
    "documents",
    "brief",
    "review",
)


def page(
    request: Request,
    template: str,
    asked: Asked,
    connection: Connection,
    *,
    status: int = 200,
    **context: Any,
) -> HTMLResponse:
    """A page of the desk, with the evidence of ``asked.fact`` beside it."""
    if asked.fact and "evidence" not in context:
        context["evidence"] = evidence_of(connection, asked.fact)
    shown = context.get("evidence")
    if shown is not None and "history" not in context:
        context["history"] = answered(connection, shown.key, asked.scope(connection))
    tracks = tracks_of(connection)
    known = [key for track in tracks if asked.track in ("", track.name) for key in track.definition.parties]
    names = names_of(connection, [*asked.party, *known[:OFFERED]])
    shared = {"tracks": [track.name for track in tracks], "offered": names, "evidence": None}
    return render(request, template, asked, status=status, **{**shared, **context})


def render(request: Request, template: str, asked: Asked, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A template that needs no store: errors, log-in, and parts of pages."""
    language = language_of(request)
    shared = {
        "request": request,
        "language": language,
        "languages": NAMES,
        "visitor": visitor_of(request),
        "guarded": request.app.state.settings.guarded,
        "asked": asked,
        "link": asked.link,
        "here": _here(request),
        "as_json": _as_json(request, asked),
        "tracks": [],
        "offered": {},
        "evidence": None,
        "history": None,
        "version": VERSION,
    }
    made = environment(language).get_template(template).render({**shared, **context})
    return HTMLResponse(made, status_code=status)


def is_part(request: Request) -> bool:
    """Whether a script asks for a part of a page, not a browser for all of it."""
    told = request.headers
    return told.get("hx-request") == "true" and told.get("hx-history-restore-request") != "true"


@cache
def environment(language: str) -> Environment:
    """The templates in a language."""
    made = Environment(
        loader=PackageLoader("verbale.web"),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    catalogue = translations(language)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        # What is translated becomes markup: were it ever a text from outside, it must be harmless all the same.
        lambda text: str(escape(catalogue.gettext(text))),
        lambda one, many, number: str(escape(catalogue.ngettext(one, many, number))),
        newstyle=True,
    )
    made.filters.update(
        shown=shown,
        length_of=length_of,
        address=address,
        day=lambda value: spelled_day(value, language),
        moment=lambda value: spelled_moment(value, language),
        number=lambda value: format_decimal(value, locale=language),
        phrase=lambda text: phrased(text, language),
        word=lambda text: worded(str(text or ""), language),
        event=lambda what: event_told(what, language),
        line=lambda line, section: line_told(line, section, language),
    )
    made.globals.update(static=static, signs=SIGNS, sections=SECTIONS, passages=passages)
    return made


def shown(text: object, longest: int = 0) -> str:
    """Text from outside on one line, without characters that are obeyed instead of shown."""
    return one_line("" if text is None else str(text), longest)


def spelled_day(value: str | date | None, language: str) -> str:
    """*3 Mar 2024* in the visitor's language; what is no day stays as it is."""
    if not value:
        return ""
    try:
        told = value if isinstance(value, date) else date.fromisoformat(value[:10])
    except ValueError:
        return str(value)
    return format_date(told, format="medium", locale=language)


def spelled_moment(value: str | None, language: str) -> str:
    """A moment of the store (UTC) in the visitor's language."""
    if not value:
        return ""
    try:
        told = datetime.fromisoformat(value.replace("Z", "+00:00")).astimezone(UTC)
    except ValueError:
        return value
    return f"{format_datetime(told, format='medium', locale=language, tzinfo=UTC)} UTC"


@cache
def static(name: str) -> str:
    """The address of a file of ``static/``, which changes when the file does."""
    data = (files("verbale.web") / "static").joinpath(*name.split("/")).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(data).hexdigest()[:10]}"


def _as_json(request: Request, asked: Asked) -> str:
    """Where programs get what this page shows; empty where there is no such view."""
    path = request.url.path
    view = "/positions" if path == "/" else path
    if view not in AS_JSON:
        return ""
    own = {name for name in request.query_params if name not in _STATE}
    more = {name: [value for value in request.query_params.getlist(name) if value] for name in own}
    return asked.link(f"/api/v1{view}", **dict(sorted(more.items())))


def _here(request: Request) -> Callable[..., str]:
    """Links to the page that is shown, with some parameters changed (``None``: left out)."""

    def here(**changes: Any) -> str:
        kept = [(name, value) for name, value in request.query_params.multi_items() if name not in changes and value]
        for name, value in changes.items():
            if value not in (None, "", (), []):
                kept += [(name, str(one)) for one in (value if isinstance(value, tuple | list) else (value,))]
        path = request.url.path
        return path + (f"?{urlencode(kept)}" if kept else "")

    return here
