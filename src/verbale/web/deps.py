"""What a page needs of the desk: the ledger, and a connection that sees one state of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, cast

from fastapi import Depends, Request
from sqlalchemy import Connection

from verbale.store import Ledger
from verbale.web.settings import DeskSettings


def ledger_of(request: Request) -> Ledger:
    """The store of the desk."""
    return cast(Ledger, request.app.state.ledger)


def settings_of(request: Request) -> DeskSettings:
    """How the desk is served."""
    return cast(DeskSettings, request.app.state.settings)


def reading(ledger: LedgerNow) -> Iterator[Connection]:
    """A connection for one request."""
    with ledger.reading() as connection:
        yield connection


LedgerNow = Annotated[Ledger, Depends(ledger_of)]
SettingsNow = Annotated[DeskSettings, Depends(settings_of)]
# Given back before the answer is sent, so that whoever takes it slowly keeps none.
Reading = Annotated[Connection, Depends(reading, scope="function")]
