"""Sessions: who is logged in. The cookie holds a secret, the store its SHA-256 alone."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from verbale.store.access.roles import Role, role_given
from verbale.store.clock import stamp
from verbale.store.tables import sessions, users

IDLE = timedelta(hours=12)  # without a request
LONGEST = timedelta(days=7)
TOUCHED = timedelta(minutes=5)  # how exactly it is known when the last request came
SECRET = re.compile(r"[A-Za-z0-9_-]{43}")  # 256 bits


@dataclass(frozen=True, slots=True)
class Session:
    """A session in use, and what its user may do now."""

    id: str
    user_id: int
    name: str
    role: Role
    csrf: str
    seen: str


def new_secret() -> str:
    """256 bits by chance."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def begin_session(connection: Connection, user_id: int, now: str) -> str:
    """Log a user in: the secret for the cookie. Sessions that are over are erased."""
    connection.execute(delete(sessions).where(sessions.c.until <= now))
    secret = new_secret()
    row = {"user_id": user_id, "csrf": new_secret(), "made": now, "seen": now, "until": later(now, LONGEST)}
    connection.execute(insert(sessions).values(id=digest_of(secret), **row))
    return secret


def session_of(connection: Connection, secret: str, now: str) -> Session | None:
    """The session of a cookie, if it is not over."""
    if not SECRET.fullmatch(secret):
        return None
    alive = (sessions.c.ended.is_(None), sessions.c.until > now, users.c.ended.is_(None))
    query = select(sessions, users.c.name, users.c.role).join(users, users.c.id == sessions.c.user_id)
    row = connection.execute(query.where(sessions.c.id == digest_of(secret), *alive)).first()
    if row is None or later(row.seen, IDLE) <= now:
        return None
    return Session(row.id, row.user_id, row.name, role_given(row.role), row.csrf, row.seen)


def stale(session: Session, now: str) -> bool:
    """Whether it should be noted that a request came."""
    return later(session.seen, TOUCHED) <= now


def touch(connection: Connection, id: str, now: str) -> None:
    """Note that a request came."""
    connection.execute(update(sessions).where(sessions.c.id == id, sessions.c.ended.is_(None)).values(seen=now))


def end_session(connection: Connection, id: str, now: str) -> None:
    """Log out."""
    connection.execute(update(sessions).where(sessions.c.id == id, sessions.c.ended.is_(None)).values(ended=now))


def end_sessions(connection: Connection, user_id: int, now: str, keep: str | None = None) -> None:
    """Log a user out everywhere, but for the session ``keep``."""
    where = [sessions.c.user_id == user_id, sessions.c.ended.is_(None)]
    if keep is not None:
        where.append(sessions.c.id != keep)
    connection.execute(update(sessions).where(*where).values(ended=now))


def later(now: str, time: timedelta) -> str:
    """A moment after another."""
    return stamp(datetime.fromisoformat(now).astimezone(UTC) + time)
