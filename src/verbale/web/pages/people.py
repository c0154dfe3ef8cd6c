"""What admins look after: users and their tokens, and the audit log."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from verbale.store import Ledger
from verbale.store.access.audit import ACTIONS, entries
from verbale.store.access.passwords import SHORTEST, hashed
from verbale.store.access.roles import ROLES, AccessError
from verbale.store.access.tokens import end_token, token_of, tokens_of
from verbale.store.access.users import (
    User,
    add_user,
    last_admin,
    name_given,
    remove_user,
    set_password,
    set_role,
    user_of,
    users_of,
)
from verbale.store.engine import noting
from verbale.web.asked import Asked, AskedNow
from verbale.web.deps import LedgerNow, Reading
from verbale.web.pages.account import NUMBER, Name, Number, Password, in_person
from verbale.web.rendering import page
from verbale.web.security.audit import record
from verbale.web.security.visitors import AdminNow

router = APIRouter(include_in_schema=False)

PEOPLE = "/people"
Role = Annotated[str, Form(max_length=20)]


@router.get(PEOPLE)
def people(request: Request, asked: AskedNow, ledger: LedgerNow, _: AdminNow) -> Response:
    """All users and tokens."""
    return _people(request, ledger, asked)


@router.post(PEOPLE)
def add(
    request: Request,
    visitor: AdminNow,
    ledger: LedgerNow,
    name: Name = "",
    role: Role = "reader",
    password: Password = "",
) -> Response:
    """Make a user; without a password one who comes by a token only."""
    in_person(visitor)
    now = ledger.clock()
    try:
        made = hashed(password, name_given(name)) if password else None
        with noting(ledger.engine) as connection:
            user = add_user(connection, name, role, made, now)
            record(connection, visitor, "user added", user.name, {"role": user.role}, now)
    except AccessError as error:
        return _people(request, ledger, Asked(), problem=str(error))
    return RedirectResponse(PEOPLE, 303)


@router.post("/people/{number}/role")
def change_role(request: Request, number: Number, visitor: AdminNow, ledger: LedgerNow, role: Role = "") -> Response:
    """Give a user another role."""
    in_person(visitor)
    now = ledger.clock()
    try:
        with noting(ledger.engine) as connection:
            user = _user(connection, number)
            if role != "admin":
                _keep_an_admin(connection, user)
            changed = set_role(connection, user, role, now)
            if changed.role != user.role:
                record(connection, visitor, "role changed", user.name, {"from": user.role, "to": changed.role}, now)
    except AccessError as error:
        return _people(request, ledger, Asked(), problem=str(error))
    return RedirectResponse(PEOPLE, 303)


@router.post("/people/{number}/password")
def change_password(
    request: Request, number: Number, visitor: AdminNow, ledger: LedgerNow, password: Password = ""
) -> Response:
    """Give a user another password."""
    in_person(visitor)
    now = ledger.clock()
    with ledger.reading() as connection:
        user = _user(connection, number)
    try:
        made = hashed(password, user.name)
        with noting(ledger.engine) as connection:
            set_password(connection, _user(connection, number), made, now)
            record(connection, visitor, "password changed", user.name, at=now)
    except AccessError as error:
        return _people(request, ledger, Asked(), problem=str(error))
    return RedirectResponse(PEOPLE, 303)


@router.post("/people/{number}/remove")
def remove(request: Request, number: Number, visitor: AdminNow, ledger: LedgerNow) -> Response:
    """Let a user in no more."""
    in_person(visitor)
    now = ledger.clock()
    try:
        with noting(ledger.engine) as connection:
            user = _user(connection, number)
            _keep_an_admin(connection, user)
            remove_user(connection, user, now)
            record(connection, visitor, "user removed", user.name, at=now)
    except AccessError as error:
        return _people(request, ledger, Asked(), problem=str(error))
    return RedirectResponse(PEOPLE, 303)


@router.post("/people/tokens/{number}/end")
def finish_token(number: Number, visitor: AdminNow, ledger: LedgerNow) -> Response:
    """End anybody's token."""
    in_person(visitor)
    now = ledger.clock()
    try:
        with noting(ledger.engine) as connection:
            token = token_of(connection, number, now)
            end_token(connection, token, now)
            record(connection, visitor, "token ended", f"{token.user}: {token.id}", {"label": token.label}, now)
    except AccessError as error:
        raise HTTPException(404, str(error)) from error
    return RedirectResponse(PEOPLE, 303)


@router.get("/audit")
def audit(
    request: Request,
    asked: AskedNow,
    _: AdminNow,
    connection: Reading,
    who: Annotated[str, Query(max_length=100)] = "",
    action: Annotated[str, Query(max_length=24)] = "",
    before: Annotated[int | None, Query(ge=1, le=NUMBER)] = None,
) -> Response:
    """Who did what, the latest first."""
    found = entries(connection, who.strip(), action, before, asked.limit)
    return page(request, "audit.html", asked, connection, found=found, who=who, action=action, actions=ACTIONS)


def _people(request: Request, ledger: Ledger, asked: Asked, *, problem: str = "") -> Response:
    with ledger.reading() as connection:
        return page(
            request,
            "people.html",
            asked,
            connection,
            status=400 if problem else 200,
            users=users_of(connection),
            tokens=tokens_of(connection, ledger.clock()),
            roles=ROLES,
            shortest=SHORTEST,
            problem=problem,
        )


def _user(connection: Connection, number: int) -> User:
    try:
        return user_of(connection, number)
    except AccessError as error:
        raise HTTPException(404, str(error)) from error


def _keep_an_admin(connection: Connection, user: User) -> None:
    if last_admin(connection, user):
        raise AccessError(f"{user.name!r} is the last admin: make another one first")
