"""Who appears in the texts: a table, and each actor with roles, statements, contacts and answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from verbale.store.memory import names_of
from verbale.views.actors import ActorRow, actor_known, actors
from verbale.views.contacts import contacts
from verbale.views.timeline import timeline
from verbale.web.asked import AskedNow
from verbale.web.deps import LedgerNow, Reading
from verbale.web.rendering import page
from verbale.web.security.visitors import VisitorNow

router = APIRouter(include_in_schema=False)

LATEST = 8  # statements, contacts, answers
MEMBERS = 30
KEY = 200
THINNEST = 1.5  # percent of a bar

Place = tuple[float, float]


@router.get("/actors")
def table(
    request: Request,
    asked: AskedNow,
    connection: Reading,
    visitor: VisitorNow,
    name: Annotated[str, Query(max_length=120)] = "",
) -> Response:
    """The actors of a scope, those called ``name``."""
    rows = actors(connection, asked.scope(connection), name)
    return page(request, "actors.html", asked, connection, rows=rows, name=name)


@router.get("/actors/{key:path}")
def one_actor(
    request: Request, key: str, asked: AskedNow, ledger: LedgerNow, connection: Reading, visitor: VisitorNow
) -> Response:
    """An actor, or a party as which none appears itself."""
    found = actor_known(connection, asked.scope(connection), key) if len(key) <= KEY else None
    own = found.key if found else key
    members = actors(connection, asked.scope(connection, parties=(own,), limit=MEMBERS)) if len(key) <= KEY else ()
    members = tuple(one for one in members if one.key != own and any(to.party.key == own for to in one.speaks_for))
    if found is None and not members:
        raise HTTPException(404, f"there is no actor {key[:80]} in these texts")
    scope = asked.scope(connection, parties=(own,), limit=LATEST)
    return page(
        request,
        "actor.html",
        asked,
        connection,
        key=own,
        actor=found,
        name=found.name if found else names_of(connection, [own]).get(own, own),
        members=members,
        place=_places(found),
        said=timeline(connection, scope, ("statement",), ledger.clock),
        stands=timeline(connection, scope, ("position",), ledger.clock),
        met=contacts(connection, scope, clock=ledger.clock).contacts[:LATEST],
    )


def _places(actor: ActorRow | None) -> Callable[[str | None, str | None], Place | None]:
    """Where days stand on a line from the first day of an actor to the last: begin and length in percent."""
    spans = [(one.first, one.last) for one in actor.roles] if actor else []
    spans += [(one.since, one.last) for one in actor.speaks_for] if actor else []
    told = _days(spans)
    first, last = (min(told), max(told)) if told else (0, 0)

    def place(since: str | None, until: str | None) -> Place | None:
        days = _days([(since, until)])
        if not days or last == first:
            return None
        share = 100 / (last - first + 1)
        width = max(THINNEST, (max(days) - min(days) + 1) * share)
        return round(min(100 - width, (min(days) - first) * share), 2), round(width, 2)

    return place


def _days(told: Iterable[tuple[str | None, str | None]]) -> list[int]:
    return [date.fromisoformat(day).toordinal() for pair in told for day in pair if day]
