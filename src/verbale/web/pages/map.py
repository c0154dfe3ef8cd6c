"""The map: incidents, and meetings that were held or are to be, where they were; the same rows as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection
from starlette.responses import JSONResponse, Response

from verbale.store.clock import Clock
from verbale.views.contacts import Contact, contacts
from verbale.views.incidents import Incident, incident_day, incident_list
from verbale.web.asked import Asked, AskedNow
from verbale.web.deps import LedgerNow, Reading
from verbale.web.languages import language_of, translations
from verbale.web.paged import Paged, paged
from verbale.web.pages.contacts import day_of
from verbale.web.rendering import page, shown, spelled_day
from verbale.web.security.visitors import VisitorNow
from verbale.web.telling import DIFFER, event_told

router = APIRouter(include_in_schema=False)

Layer = Literal["incidents", "held", "planned"]
LAYERS: tuple[Layer, ...] = get_args(Layer)
PLANNED = frozenset({"proposed", "planned", "moved", "overdue"})
LayersNow = Annotated[list[Layer], Query(alias="layer", max_length=len(LAYERS))]


@dataclass(frozen=True, slots=True)
class Point:
    """A row of the map. ``lat`` and ``lon`` are ``None`` where nobody knows where the place lies: it stands in the
    table alone."""

    layer: Layer
    fact: str
    day: str
    begin: str | None
    until: str | None
    what: str
    who: str
    status: str | None
    place: str
    country: str
    lat: float | None
    lon: float | None
    texts: int
    origins: int


@router.get("/map")
def map_page(
    request: Request,
    asked: AskedNow,
    ledger: LedgerNow,
    connection: Reading,
    visitor: VisitorNow,
    layers: LayersNow = [],  # noqa: B006
) -> Response:
    """The map with its table."""
    found = _points(connection, asked, tuple(layers) or LAYERS, ledger.clock)
    return page(
        request,
        "map.html",
        asked,
        connection,
        layers=LAYERS,
        chosen=tuple(layers) or LAYERS,
        found=found,
        told=lambda one: event_told(one.what, language_of(request)),
    )


@router.get("/map.json")
def map_points(
    request: Request,
    asked: AskedNow,
    ledger: LedgerNow,
    connection: Reading,
    visitor: VisitorNow,
    layers: LayersNow = [],  # noqa: B006
) -> Response:
    """The rows that have a place on the map, for the script that draws them."""
    language = language_of(request)
    found = _points(connection, asked, tuple(layers) or LAYERS, ledger.clock)
    return JSONResponse({"points": [_told(one, language) for one in found.rows if one.lat is not None]})


def _points(connection: Connection, asked: Asked, layers: tuple[Layer, ...], clock: Clock) -> Paged[Point]:
    """The rows of some layers that have a place, the latest first; what is ahead comes with the first page."""
    scope = asked.scope(connection)
    rows: list[Point] = []
    edges: list[str] = []
    if "incidents" in layers:
        told = incident_list(connection, scope)
        rows += [_incident(one) for one in told.incidents if one.place]
        edges += [told.older] if told.older else []
    if {"held", "planned"} & set(layers):
        met = contacts(connection, scope, clock=clock)
        made = [_contact(one, layer) for one in met.contacts if one.place and (layer := _layer(one))]
        rows += [one for one in made if one.layer in layers]
        edges += [met.older] if met.older else []
    rows.sort(key=lambda one: (one.day, one.fact), reverse=True)
    return paged(rows, max(edges, default=None), asked.until)


def _layer(contact: Contact) -> Layer | None:
    if contact.standing == "held":
        return "held"
    return "planned" if contact.standing in PLANNED else None


def _incident(one: Incident) -> Point:
    return Point(
        layer="incidents",
        fact=one.facts[0],
        day=incident_day(one),
        begin=one.begin,
        until=one.until,
        what=one.what,
        who=", ".join(one.doers),
        status="disputed" if one.differ else None,
        place=one.place or "",
        country=one.country or "",
        lat=one.lat,
        lon=one.lon,
        texts=one.texts,
        origins=one.origins,
    )


def _contact(one: Contact, layer: Layer) -> Point:
    return Point(
        layer=layer,
        fact=one.facts[0],
        day=day_of(one),
        begin=one.begin,
        until=one.until,
        what=one.modes[0] if one.modes else "contact",
        who=", ".join(one.met),
        status=one.standing,
        place=one.place or "",
        country=one.country or "",
        lat=one.lat,
        lon=one.lon,
        texts=one.texts,
        origins=one.origins,
    )


def _told(one: Point, language: str) -> dict[str, Any]:
    """A row as the script shows it, all words made."""
    translated = translations(language)
    return {
        "fact": one.fact,
        "layer": one.layer,
        "lat": one.lat,
        "lon": one.lon,
        "day": spelled_day(one.begin or one.day, language),
        "what": shown(event_told(one.what, language), 120),
        "who": shown(one.who, 160),
        "status": translated.gettext(DIFFER if one.layer == "incidents" else one.status) if one.status else "",
        "place": shown(one.place, 80),
        "texts": translated.ngettext("%(num)s article", "%(num)s articles", one.texts) % {"num": one.texts},
    }
