"""The options that say what a view looks at, on their way from the command line to ``store.query.scope_of``."""

from __future__ import annotations

from typing import TypedDict


class Asked(TypedDict):
    """What a user asks for; see ``Scope``."""

    as_of: str | None
    known_at: str | None
    track: str | None
    since: str | None
    until: str | None
    parties: tuple[str, ...]
    limit: int


def one_of(option: str, given: list[str], known: tuple[str, ...]) -> None:
    """Check the values of an option. Raises ``ValueError`` naming those that there are."""
    for value in given:
        if value not in known:
            raise ValueError(f"{option}: {value!r} is none of {', '.join(known)}")
