"""Contacts: what is planned, with the days that are left, and what became of it; and who met whom as a graph."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection
from starlette.responses import Response

from verbale.store.clock import Clock
from verbale.views.contacts import STANDINGS, Contact, ContactList, Standing, contacts
from verbale.web.asked import MOST, Asked, AskedNow
from verbale.web.deps import LedgerNow, Reading
from verbale.web.drawing.graph import Level, drawn
from verbale.web.paged import Paged, paged
from verbale.web.rendering import page
from verbale.web.security.visitors import VisitorNow

router = APIRouter(include_in_schema=False)

WINDOW = 300  # contacts of which the graph is made


@router.get("/contacts")
def contacts_page(
    request: Request,
    asked: AskedNow,
    ledger: LedgerNow,
    connection: Reading,
    visitor: VisitorNow,
    standing: Annotated[list[Standing], Query(max_length=len(STANDINGS))] = [],  # noqa: B006
) -> Response:
    """All contacts, or those of some standings."""
    most = MOST if standing else asked.limit
    listed, found = _listed(connection, asked, most, ledger.clock)
    counted = Counter(one.standing for one in found.rows)
    return page(
        request,
        "contacts.html",
        asked,
        connection,
        standings=STANDINGS,
        chosen=tuple(one for one in STANDINGS if one in standing),
        counted=counted,
        day=listed.day,
        found=found,
        rows=[one for one in found.rows if not standing or one.standing in standing],
    )


@router.get("/contacts/graph")
def contacts_graph(
    request: Request,
    asked: AskedNow,
    ledger: LedgerNow,
    connection: Reading,
    visitor: VisitorNow,
    level: Level = "party",
) -> Response:
    """Who met whom, between parties or persons."""
    listed, found = _listed(connection, asked, WINDOW, ledger.clock)
    return page(
        request,
        "contacts_graph.html",
        asked,
        connection,
        level=level,
        day=listed.day,
        found=found,
        drawing=drawn(found.rows, level),
    )


def _listed(connection: Connection, asked: Asked, most: int, clock: Clock) -> tuple[ContactList, Paged[Contact]]:
    """Those ahead, and a page of the others."""
    listed = contacts(connection, asked.scope(connection, limit=most), clock=clock)
    return listed, paged(listed.contacts, listed.older, asked.until)


def day_of(contact: Contact) -> str:
    """The day by which a contact is sorted: its own, else the one on which it was last told of."""
    known = contact.stages[-1].known if contact.stages else None
    return contact.begin or known or ""
