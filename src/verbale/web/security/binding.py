"""Where a desk may listen: at this machine always; elsewhere only if somebody could log in there."""

from __future__ import annotations

from verbale.store import Ledger
from verbale.store.access.users import can_come
from verbale.web.settings import DeskSettings


def refuse_to_bind(ledger: Ledger, settings: DeskSettings) -> str | None:
    """Why the desk cannot be opened, in one line: it is for users, and there is none with a password or a token.
    ``None`` if it can."""
    if not settings.guarded:
        return None
    with ledger.reading() as connection:
        if can_come(connection, ledger.clock()):
            return None
    where = "with --login" if settings.loopback and not settings.names else f"at {settings.host}"
    return (
        f"{where} the desk is for users only, and there is none who has a password or a token: "
        "make one with verbale user add NAME --role admin"
    )
