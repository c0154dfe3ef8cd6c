"""Web hooks: who is told of which changes, and up to which change each has been told.

A hook holds the number of the last change that its address has taken. Whoever delivers holds the hook for a while
(``holder``, ``held_until``), so that two processes never send side by side; one that was killed lets it go by time.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import SplitResult, urlsplit

from sqlalchemy import Connection, or_, select, update

from verbale.store.changes import NEWS, kinds_of, last_number
from verbale.store.clock import stamp
from verbale.store.facts import dumps
from verbale.store.sql import insert_one
from verbale.store.tables import hooks
from verbale.store.tracking import track_named

SCHEMES = ("http", "https")
FIRST_WAIT = 5  # seconds after the first failure; doubled by each further one
LONGEST_WAIT = 3600
SECRET = 16  # characters that a secret must have at least
REASON = 300  # characters of an error that are kept


class HookError(ValueError):
    """A hook that there is not, or an address, a secret or a topic that cannot be used."""


@dataclass(frozen=True, slots=True)
class Hook:
    """``delivered`` is the number of the last change that was taken; ``next_try`` the moment before which a failing
    address is left in peace."""

    id: int
    url: str
    secret: str
    topics: tuple[str, ...]
    track: str | None
    delivered: int
    failures: int
    next_try: str | None
    last_error: str | None
    made: str

    @property
    def shown(self) -> str:
        """The address without a name and a password."""
        return _public(urlsplit(self.url))


def add_hook(
    connection: Connection,
    url: str,
    now: str,
    *,
    secret: str | None = None,
    topics: Iterable[str] = (),
    track: str | None = None,
    after: int | None = None,
) -> Hook:
    """A hook that is told of the changes after the number ``after`` (default: those to come). A secret is made where
    none is given. Raises ``HookError``."""
    checked = check_url(url)
    wanted = tuple(dict.fromkeys(topic.strip() for topic in topics)) or NEWS
    secret = secret or secrets.token_urlsafe(32)
    if len(secret) < SECRET:
        raise HookError(f"a secret has at least {SECRET} characters")
    try:
        kinds_of(wanted)
        named = track_named(connection, track).name if track else None
    except ValueError as error:
        raise HookError(str(error)) from error
    row = {
        "url": checked,
        "secret": secret,
        "topics": dumps(list(wanted)),
        "track": named,
        "delivered": last_number(connection) if after is None else max(0, after),
        "failures": 0,
        "made": now,
    }
    return hook_of(connection, insert_one(connection, hooks, row))


def check_url(url: str) -> str:
    """An address that can be sent to. Raises ``HookError``."""
    url = url.strip()
    try:
        parsed = urlsplit(url)
        usable = bool(parsed.hostname) and parsed.port != 0
    except ValueError as error:
        raise HookError("that is not an address") from error
    if parsed.scheme not in SCHEMES:
        raise HookError(f"{_public(parsed)!r}: only http:// and https:// are sent to")
    if not usable or any(sign.isspace() or not sign.isprintable() for sign in url):
        raise HookError(f"{_public(parsed)!r} is not an address")
    return url


def _public(url: SplitResult) -> str:
    return url._replace(netloc=url.netloc.rpartition("@")[2]).geturl()


def hooks_of(connection: Connection) -> tuple[Hook, ...]:
    """The hooks in use, the oldest first."""
    query = select(hooks).where(hooks.c.ended.is_(None)).order_by(hooks.c.id)
    return tuple(_hook(row) for row in connection.execute(query))


def hook_of(connection: Connection, id: int) -> Hook:
    """The hook with a number. Raises ``HookError``."""
    row = connection.execute(select(hooks).where(hooks.c.id == id, hooks.c.ended.is_(None))).first()
    if row is None:
        raise HookError(f"there is no hook {id}")
    return _hook(row)


def end_hook(connection: Connection, id: int, now: str) -> None:
    """Tell a hook no more; its secret is erased. Raises ``HookError``."""
    hook_of(connection, id)
    connection.execute(update(hooks).where(hooks.c.id == id).values(ended=now, secret=""))


def hold(connection: Connection, id: int, holder: str, now: str, seconds: float) -> Hook | None:
    """Hold a hook for a while, or a while longer; none if another holds it, it has been removed, or it is too early to
    try again."""
    free = or_(hooks.c.held_until.is_(None), hooks.c.held_until <= now, hooks.c.holder == holder)
    due = or_(hooks.c.next_try.is_(None), hooks.c.next_try <= now)
    where = (hooks.c.id == id, hooks.c.ended.is_(None), free, due)
    until = later(now, seconds)
    if connection.execute(update(hooks).where(*where).values(holder=holder, held_until=until)).rowcount == 0:
        return None
    return hook_of(connection, id)


def let_go(connection: Connection, id: int, holder: str) -> None:
    """Hold a hook no longer."""
    where = (hooks.c.id == id, hooks.c.holder == holder)
    connection.execute(update(hooks).where(*where).values(holder=None, held_until=None))


def taken(connection: Connection, hook: Hook, holder: str, number: int) -> bool:
    """The changes up to a number have been taken; whether the hook was still held."""
    where = (hooks.c.id == hook.id, hooks.c.holder == holder, hooks.c.delivered <= number)
    values = {"delivered": number, "failures": 0, "next_try": None, "last_error": None}
    return connection.execute(update(hooks).where(*where).values(values)).rowcount > 0


def failed(connection: Connection, hook: Hook, holder: str, reason: str, now: str) -> str:
    """A change was not taken: when to try again."""
    again = later(now, min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(hook.failures, 20)))
    values = {"failures": hook.failures + 1, "next_try": again, "last_error": reason[:REASON]}
    where = (hooks.c.id == hook.id, hooks.c.holder == holder)
    connection.execute(update(hooks).where(*where).values(values))
    return again


def later(now: str, seconds: float) -> str:
    """A moment some seconds after another."""
    return stamp(datetime.fromisoformat(now).astimezone(UTC) + timedelta(seconds=seconds))


def _hook(row: Any) -> Hook:
    return Hook(
        id=row.id,
        url=row.url,
        secret=row.secret,
        topics=tuple(json.loads(row.topics)),
        track=row.track,
        delivered=row.delivered,
        failures=row.failures,
        next_try=row.next_try,
        last_error=row.last_error,
        made=row.made,
    )
