"""Who did what at the desk: every page that changes something notes it with ``record``, in the same transaction."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, TimeoutError
from starlette.applications import Starlette

from verbale.store import Ledger
from verbale.store.access.audit import append
from verbale.store.clock import now
from verbale.store.engine import noting
from verbale.web.security.visitors import Visitor

WAIT = 2_000  # milliseconds for which the note of a refusal waits

logger = logging.getLogger(__name__)


def record(
    connection: Connection,
    visitor: Visitor,
    action: str,
    subject: str = "",
    detail: Mapping[str, Any] | None = None,
    at: str | None = None,
) -> None:
    """Note what a visitor did (``verbale.store.access.audit.ACTIONS``) to what, with what matters of how."""
    told = dict(detail or {})
    if visitor.via == "token":
        told["token"] = visitor.key
    append(connection, visitor.name, action, subject, at or now(), detail=told, address=visitor.address)


def note_refusal(desk: Starlette, visitor: Visitor, subject: str, reason: str) -> None:
    """Note that something was refused; not more often than somebody would read, and without failing."""
    from verbale.web.security.limits import limits_of, network

    if limits_of(desk).wait("notes", network(visitor.address)):
        return
    ledger: Ledger = desk.state.ledger
    try:
        with noting(ledger.engine, WAIT) as connection:
            record(connection, visitor, "refusal", subject, {"reason": reason}, ledger.clock())
    except (DBAPIError, TimeoutError) as error:
        logger.warning("a refusal could not be noted: %s", error)
