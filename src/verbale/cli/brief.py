"""``verbale brief``: a store in, a morning brief out."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from verbale.cli.opened import with_ledger, write_json
from verbale.export.brief import html, markdown
from verbale.store import Ledger
from verbale.views.brief import brief

_WRITERS = {"md": markdown, "html": html}


def write_brief(
    store: str,
    since: str,
    until: str | None,
    track: str | None,
    format: str,
    as_of: str | None = None,
    parties: Sequence[str] = (),
) -> int:
    """Write to standard output; the exit status is 2 if the store or an option cannot be used."""

    def work(ledger: Ledger) -> int:
        with ledger.reading() as connection:
            made = brief(connection, since, until, track, ledger.clock, as_of, parties)
        if format == "json":
            write_json(made)
            return 0
        sys.stdout.write(_WRITERS[format](made))
        return 0

    return with_ledger(store, work)
