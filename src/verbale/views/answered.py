"""What one party answered to one proposal, from the first text that tells it to the last."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from verbale.store.negotiations import bundles_of, negotiations
from verbale.store.query import Scope, facts_named
from verbale.views.positions import Answer, Side, Stand, matrix_of

MOST = 120  # texts of the proposal that are looked at, the latest


@dataclass(frozen=True, slots=True)
class Answered:
    """The ``answers`` of a ``party`` to a proposal, the oldest first; ``stand`` is what they come to, ``None`` where
    nobody can say who the party is. ``label`` is what the proposal is called."""

    party: Side
    label: str
    stand: Stand | None
    answers: tuple[Answer, ...]


def answered(connection: Connection, key: str, scope: Scope) -> Answered | None:
    """All answers of the party of a position (its key) to the proposal that it answers, as the world was and as it was
    known in a scope; ``None`` for a fact that is no position, or answers nothing that is known."""
    told = next(iter(facts_named(connection, [key])), None)
    proposal = told.data.get("proposal") if told is not None and told.kind == "position" else None
    within = replace(scope, track=None, since=None, until=None, parties=(), language=None)
    ids = bundles_of(connection, [proposal], within) if proposal else []
    if not ids:
        return None
    loaded = negotiations(connection, within, ids, MOST)
    day = date.fromisoformat(within.last) if within.last else None
    matrix = matrix_of(loaded.history, day, date.max, loaded)
    own = next((one for one in matrix.answers if one.fact == key), None)
    if own is None:
        return None
    rows = [one for one in matrix.answers if (one.party, one.proposal) == (own.party, own.proposal)]
    return Answered(
        party=Side(own.party, own.party_name, own.party_country),
        label=own.label,
        stand=next((cell for cells in matrix.cells for cell in cells if cell and own.id in cell.answers), None),
        answers=tuple(sorted(rows, key=lambda one: (one.date or "", one.text.told or "" if one.text else "", one.id))),
    )
