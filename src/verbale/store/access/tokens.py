"""Tokens: how programs come. Each is of a user, may do what that user may or less, and is shown once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Select, or_, select, update

from verbale.store.access.roles import AccessError, Role, lower, may, role_given
from verbale.store.access.sessions import digest_of, later, new_secret
from verbale.store.access.users import User
from verbale.store.sql import insert_one
from verbale.store.tables import tokens, users

PREFIX = "vb_"  # by which scanners for leaked secrets know it
SECRET = re.compile(PREFIX + r"[A-Za-z0-9_-]{43}")
LONGEST = 100  # characters of a label
MOST = 50  # tokens that a user has at a time
DAYS = 3660  # for which a token is made at most


@dataclass(frozen=True, slots=True)
class Token:
    """``user`` is the name of its user, ``role`` what it may do now: never more than its user."""

    id: int
    label: str
    user_id: int
    user: str
    role: Role
    made: str
    until: str | None
    used: str | None


def make_token(
    connection: Connection, user: User, label: str, role: str, days: int | None, now: str
) -> tuple[Token, str]:
    """A token for some days, or for good, and its secret. Raises ``AccessError``."""
    told = " ".join(label.split())
    if not 1 <= len(told) <= LONGEST or not told.isprintable():
        raise AccessError(f"a token needs a label, 1 to {LONGEST} characters: for what is it?")
    if not may(user.role, role_given(role)):
        raise AccessError(f"{user.name!r} is a {user.role}: a token of theirs cannot have the role {role}")
    if days is not None and not 1 <= days <= DAYS:
        raise AccessError(f"a token is made for 1 to {DAYS} days")
    if len(tokens_of(connection, now, user.id)) >= MOST:
        raise AccessError(f"{user.name!r} has {MOST} tokens: end one first")
    secret = PREFIX + new_secret()
    until = later(now, timedelta(days=days)) if days is not None else None
    row = {"label": told, "user_id": user.id, "role": role, "made": now, "until": until}
    number = insert_one(connection, tokens, {"digest": digest_of(secret), **row})
    return token_of(connection, number, now), secret


def token_given(connection: Connection, secret: str, now: str) -> Token | None:
    """The token of a secret, if it is not over and its user is not removed."""
    if not SECRET.fullmatch(secret):
        return None
    row = connection.execute(_alive(now).where(tokens.c.digest == digest_of(secret))).first()
    return _token(row) if row is not None else None


def tokens_of(connection: Connection, now: str, user_id: int | None = None) -> tuple[Token, ...]:
    """The tokens in use, of one user or of all, the oldest first."""
    query = _alive(now).order_by(tokens.c.id)
    if user_id is not None:
        query = query.where(tokens.c.user_id == user_id)
    return tuple(_token(row) for row in connection.execute(query))


def token_of(connection: Connection, id: int, now: str) -> Token:
    """The token of a number. Raises ``AccessError``."""
    row = connection.execute(_alive(now).where(tokens.c.id == id)).first()
    if row is None:
        raise AccessError(f"there is no token {id}")
    return _token(row)


def end_token(connection: Connection, token: Token, now: str) -> None:
    """Let a token in no more."""
    connection.execute(update(tokens).where(tokens.c.id == token.id).values(ended=now))


def used_on(connection: Connection, id: int, day: str) -> None:
    """Note that a token was used."""
    connection.execute(update(tokens).where(tokens.c.id == id).values(used=day))


def _alive(now: str) -> Select[Any]:
    query = select(tokens, users.c.name, users.c.role.label("most")).join(users, users.c.id == tokens.c.user_id)
    valid = or_(tokens.c.until.is_(None), tokens.c.until > now)
    return query.where(tokens.c.ended.is_(None), users.c.ended.is_(None), valid)


def _token(row: Any) -> Token:
    role = lower(role_given(row.role), role_given(row.most))
    return Token(row.id, row.label, row.user_id, row.name, role, row.made, row.until, row.used)
