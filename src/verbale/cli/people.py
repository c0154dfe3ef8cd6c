"""``verbale user`` and ``verbale token``: who may come to the desk. Each change is in the audit log."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from verbale.cli.opened import with_ledger, write_json
from verbale.harmless import one_line
from verbale.store import Ledger
from verbale.store.access import users
from verbale.store.access.audit import append
from verbale.store.access.here import local_name
from verbale.store.access.passwords import LONGEST, SHORTEST, checked, hashed, normal
from verbale.store.access.roles import AccessError
from verbale.store.access.tokens import end_token, make_token, token_of, tokens_of
from verbale.store.engine import noting

ADDRESS = "terminal"


def add(store: str, name: str, role: str, password: bool, stdin: bool) -> int:
    """Make a user."""

    def work(ledger: Ledger) -> int:
        shown = users.name_given(name)
        made = hashed(_password(shown, stdin), shown) if password else None
        now = ledger.clock()
        with noting(ledger.engine) as connection:
            user = users.add_user(connection, shown, role, made, now)
            _note(connection, "user added", user.name, now, role=user.role)
        how = "a password" if user.password else "tokens only: make one with verbale token add"
        sys.stdout.write(f"user {one_line(user.name)}: {user.role}, comes by {how}\n")
        return 0

    return with_ledger(store, work)


def show_users(store: str, format: str) -> int:
    """List the users."""

    def work(ledger: Ledger) -> int:
        with ledger.reading() as connection:
            found = users.users_of(connection)
        if format == "json":
            write_json(list(found))
            return 0
        rows = [[one.name, one.role, "password" if one.password else "token only", one.made[:10]] for one in found]
        _table("There are no users.", ["name", "role", "comes by", "since"], rows)
        return 0

    return with_ledger(store, work)


def change_role(store: str, name: str, role: str) -> int:
    """Give a user another role."""

    def work(ledger: Ledger) -> int:
        now = ledger.clock()
        with noting(ledger.engine) as connection:
            user = users.user_named(connection, name)
            changed = users.set_role(connection, user, role, now)
            if changed.role != user.role:
                _note(connection, "role changed", user.name, now, **{"from": user.role, "to": changed.role})
        return 0

    return with_ledger(store, work)


def change_password(store: str, name: str, stdin: bool) -> int:
    """Give a user another password."""

    def work(ledger: Ledger) -> int:
        with ledger.reading() as connection:
            user = users.user_named(connection, name)
        made = hashed(_password(user.name, stdin), user.name)
        now = ledger.clock()
        with noting(ledger.engine) as connection:
            users.set_password(connection, users.user_named(connection, name), made, now)
            _note(connection, "password changed", user.name, now)
        return 0

    return with_ledger(store, work)


def remove(store: str, name: str) -> int:
    """Let a user in no more."""

    def work(ledger: Ledger) -> int:
        now = ledger.clock()
        with noting(ledger.engine) as connection:
            user = users.user_named(connection, name)
            users.remove_user(connection, user, now)
            _note(connection, "user removed", user.name, now)
        return 0

    return with_ledger(store, work)


def add_token(store: str, name: str, label: str, role: str, days: int | None) -> int:
    """Make a token, which is shown this once: it alone on standard output."""

    def work(ledger: Ledger) -> int:
        now = ledger.clock()
        with noting(ledger.engine) as connection:
            token, secret = make_token(connection, users.user_named(connection, name), label, role, days, now)
            detail = {"label": token.label, "role": token.role, "until": token.until}
            _note(connection, "token made", f"{token.user}: {token.id}", now, **detail)
        sys.stderr.write(f"token {token.id} of {one_line(token.user)} (it is not shown again):\n")
        sys.stdout.write(f"{secret}\n")
        return 0

    return with_ledger(store, work)


def show_tokens(store: str, format: str) -> int:
    """List the tokens."""

    def work(ledger: Ledger) -> int:
        with ledger.reading() as connection:
            found = tokens_of(connection, ledger.clock())
        if format == "json":
            write_json(list(found))
            return 0
        rows = [
            [str(one.id), one.label, one.user, one.role, (one.until or "for good")[:10], one.used or "never"]
            for one in found
        ]
        _table("There are no tokens.", ["", "for", "user", "role", "until", "last used"], rows)
        return 0

    return with_ledger(store, work)


def remove_token(store: str, id: int) -> int:
    """Let a token in no more."""

    def work(ledger: Ledger) -> int:
        now = ledger.clock()
        with noting(ledger.engine) as connection:
            token = token_of(connection, id, now)
            end_token(connection, token, now)
            _note(connection, "token ended", f"{token.user}: {token.id}", now, label=token.label)
        return 0

    return with_ledger(store, work)


def _password(name: str, stdin: bool) -> str:
    """A password from standard input, or twice from the terminal, where it is not seen. Raises ``AccessError``."""
    if stdin:
        return sys.stdin.readline(LONGEST + 2).rstrip("\r\n")
    if not _on_terminal():
        raise AccessError("there is no terminal to ask for the password: give it with --stdin")
    try:
        given = checked(getpass.getpass(f"Password of {one_line(name)} ({SHORTEST} characters at least): "), name)
        again = getpass.getpass("Once more: ")
    except EOFError as error:
        raise AccessError("no password was given") from error
    if normal(again) != given:
        raise AccessError("the two differ")
    return given


def _on_terminal() -> bool:
    return sys.stdin.isatty()


def _note(connection: Connection, action: str, subject: str, now: str, **detail: Any) -> None:
    append(connection, local_name(), action, subject, now, detail=detail, address=ADDRESS)


def _table(none: str, columns: list[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.text import Text

    from verbale.cli.pretty import console, grid, write

    out = console()
    if not rows:
        write(out, Text(none, style="dim"))
        return
    cells = [[Text(one_line(cell, 100)) for cell in row] for row in rows]
    write(out, grid(columns, cells, out.width))
