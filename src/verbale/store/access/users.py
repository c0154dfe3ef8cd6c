"""Users: made, changed and removed by an admin, found by their name. Whatever lowers what a user may do ends the
sessions at once; removing one ends the tokens too."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, or_, select, update

from verbale.store.access.passwords import hashed, matches, outdated
from verbale.store.access.roles import AccessError, Role, role_given, sound
from verbale.store.access.sessions import end_sessions
from verbale.store.engine import noting
from verbale.store.ledger import Ledger
from verbale.store.sql import insert_one
from verbale.store.tables import tokens, users

LONGEST = 60  # characters of a name


@dataclass(frozen=True, slots=True)
class User:
    """``password``: whether there is one; who has none comes by a token only."""

    id: int
    name: str
    role: Role
    made: str
    password: bool


def add_user(connection: Connection, name: str, role: str, password: str | None, now: str) -> User:
    """Make a user, or take a removed one back; ``password`` is a hash (``passwords.hashed``).

    Raises ``AccessError``.
    """
    shown = name_given(name)
    told = {"name": shown, "role": role_given(role), "password": password, "made": now, "ended": None}
    row = connection.execute(select(users).where(users.c.key == key_of(shown))).first()
    if row is not None and row.ended is None:
        raise AccessError(f"there is a user {row.name!r} already")
    if row is not None:
        connection.execute(update(users).where(users.c.id == row.id).values(told))
    else:
        insert_one(connection, users, {"key": key_of(shown), **told})
    return user_named(connection, shown)


def users_of(connection: Connection) -> tuple[User, ...]:
    """All users, by name."""
    query = select(users).where(users.c.ended.is_(None)).order_by(users.c.key)
    return tuple(_user(row) for row in connection.execute(query))


def user_named(connection: Connection, name: str) -> User:
    """The user of a name, whatever the case of its letters. Raises ``AccessError``."""
    row = connection.execute(select(users).where(users.c.key == key_of(name), users.c.ended.is_(None))).first()
    if row is None:
        raise AccessError(f"there is no user {name[:LONGEST]!r}")
    return _user(row)


def user_of(connection: Connection, id: int) -> User:
    """The user of a number. Raises ``AccessError``."""
    row = connection.execute(select(users).where(users.c.id == id, users.c.ended.is_(None))).first()
    if row is None:
        raise AccessError(f"there is no user {id}")
    return _user(row)


def set_role(connection: Connection, user: User, role: str, now: str) -> User:
    """Give a user another role. Who is logged in is logged out."""
    if role_given(role) != user.role:
        connection.execute(update(users).where(users.c.id == user.id).values(role=role))
        end_sessions(connection, user.id, now)
    return user_of(connection, user.id)


def set_password(connection: Connection, user: User, password: str, now: str, keep: str | None = None) -> None:
    """Give a user another password (a hash). Who is logged in is logged out, but for the session ``keep``."""
    connection.execute(update(users).where(users.c.id == user.id).values(password=password))
    end_sessions(connection, user.id, now, keep)


def remove_user(connection: Connection, user: User, now: str) -> None:
    """Let a user in no more; the name stays in what it has judged and in the audit log."""
    connection.execute(update(users).where(users.c.id == user.id).values(ended=now, password=None))
    connection.execute(update(tokens).where(tokens.c.user_id == user.id, tokens.c.ended.is_(None)).values(ended=now))
    end_sessions(connection, user.id, now)


def last_admin(connection: Connection, user: User) -> bool:
    """Whether without that user nobody could look after users, which nobody can who comes by a token only."""
    if user.role != "admin":
        return False
    admins = select(users.c.id, users.c.password).where(users.c.ended.is_(None), users.c.role == "admin")
    # On a server two admins may be on the point of removing each other: whoever comes second waits here.
    rows = connection.execute(admins.order_by(users.c.id).with_for_update()).all()
    return not any(row.id != user.id and (row.password is not None or not user.password) for row in rows)


def can_come(connection: Connection, now: str) -> bool:
    """Whether anybody could log in or use a token."""
    alive = users.c.ended.is_(None)
    valid = (tokens.c.ended.is_(None), or_(tokens.c.until.is_(None), tokens.c.until > now))
    by_password = select(users.c.id).where(alive, users.c.password.is_not(None))
    by_token = select(users.c.id).join(tokens, tokens.c.user_id == users.c.id).where(alive, *valid)
    return any(connection.execute(query.limit(1)).first() is not None for query in (by_password, by_token))


def authenticate(ledger: Ledger, name: str, password: str) -> User | None:
    """The user of a name and a password. As much is computed where there is no such user. A hash of older parameters is
    made anew."""
    with ledger.reading() as connection:
        alive = (users.c.key == key_of(name), users.c.ended.is_(None))
        row = connection.execute(select(users).where(*alive)).first()
    if not matches(row.password if row is not None else None, password) or row is None:
        return None
    if outdated(row.password):
        _hash_anew(ledger, row, password)
    return _user(row)


def name_given(name: str) -> str:
    """A name as it is kept. Raises ``AccessError``."""
    told = " ".join(unicodedata.normalize("NFC", name).split())
    if not 1 <= len(told) <= LONGEST:
        raise AccessError(f"a name has 1 to {LONGEST} characters")
    if not told.isprintable() or not any(sign.isalnum() for sign in told):
        raise AccessError("a name has letters or digits, and nothing that cannot be seen")
    return told


def key_of(name: str) -> str:
    """By what a name is found: letters of one case."""
    return " ".join(unicodedata.normalize("NFKC", sound(name[:200])).casefold().split())[:100]


def _hash_anew(ledger: Ledger, row: Any, password: str) -> None:
    try:
        again = hashed(password, row.name)
    except AccessError:  # made when shorter ones were let through
        return
    with noting(ledger.engine) as connection:
        same = (users.c.id == row.id, users.c.password == row.password)
        connection.execute(update(users).where(*same).values(password=again))


def _user(row: Any) -> User:
    return User(row.id, row.name, role_given(row.role), row.made, row.password is not None)
