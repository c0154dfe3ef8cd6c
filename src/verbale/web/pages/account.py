"""Logging in and out, and what visitors look after themselves: their tokens and their password."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Path, Query, Request
from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from verbale.store import Ledger
from verbale.store.access.passwords import LONGEST, SHORTEST, hashed
from verbale.store.access.roles import ROLES, AccessError, may
from verbale.store.access.sessions import begin_session, end_session, new_secret
from verbale.store.access.tokens import Token, end_token, make_token, token_of, tokens_of
from verbale.store.access.users import User, authenticate, key_of, set_password, user_named, user_of
from verbale.store.engine import noting
from verbale.web.asked import Asked, AskedNow
from verbale.web.deps import LedgerNow, SettingsNow
from verbale.web.rendering import page, render
from verbale.web.security.audit import record
from verbale.web.security.cookies import give_cookie
from verbale.web.security.gate import LOGIN, local_path
from verbale.web.security.limits import check, network
from verbale.web.security.visitors import Visitor, VisitorNow, visitor_of

router = APIRouter(include_in_schema=False)

DAYS = (30, 90, 365)  # for which a token is made here
NUMBER = 2**31 - 1  # the largest that a row has

Name = Annotated[str, Form(max_length=200)]
Password = Annotated[str, Form(max_length=LONGEST)]
Number = Annotated[int, Path(ge=1, le=NUMBER)]


@router.get(LOGIN)
def login_page(request: Request, next: Annotated[str, Query(max_length=2000)] = "/") -> Response:
    """The form; who is logged in already goes on."""
    if visitor_of(request).via != "nobody":
        return RedirectResponse(local_path(next), 303)
    return render(request, "login.html", Asked(), next=local_path(next), problem="")


@router.post(LOGIN)
def login(
    request: Request,
    ledger: LedgerNow,
    settings: SettingsNow,
    name: Name = "",
    password: Password = "",
    next: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """Log in: another session than any before. The answer to a wrong name is that to a wrong password."""
    visitor = visitor_of(request)
    if not settings.guarded:
        return RedirectResponse("/", 303)
    check(request, "login", network(visitor.address))
    check(request, "login by name", key_of(name))
    user = authenticate(ledger, name, password)
    now = ledger.clock()
    if user is None:
        with noting(ledger.engine) as connection:
            record(connection, visitor, "failed login", name[:60], at=now)
        told = render(request, "login.html", Asked(), status=401, next=local_path(next), problem="wrong")
        told.headers["WWW-Authenticate"] = "Bearer"
        return told
    with noting(ledger.engine) as connection:
        if visitor.via == "session":
            end_session(connection, visitor.key, now)
        secret = begin_session(connection, user.id, now)
        record(connection, replace(visitor, name=user.name, via="session"), "login", user.name, at=now)
    response = RedirectResponse(local_path(next), 303)
    give_cookie(response, settings, secret, lasting=True)
    return response


@router.post("/logout")
def logout(request: Request, visitor: VisitorNow, ledger: LedgerNow, settings: SettingsNow) -> Response:
    """Log out; the cookie is another one from now on."""
    if visitor.via == "session":
        with noting(ledger.engine) as connection:
            end_session(connection, visitor.key, ledger.clock())
            record(connection, visitor, "logout", visitor.name, at=ledger.clock())
    response = RedirectResponse(LOGIN if settings.guarded else "/", 303)
    give_cookie(response, settings, new_secret())
    return response


@router.get("/account")
def account(request: Request, asked: AskedNow, visitor: VisitorNow, ledger: LedgerNow) -> Response:
    """Who somebody is here, with their tokens."""
    return _account(request, visitor, ledger, asked)


@router.post("/account/tokens")
def add_token(
    request: Request,
    visitor: VisitorNow,
    ledger: LedgerNow,
    label: Name = "",
    role: Annotated[str, Form(max_length=20)] = "reader",
    days: Annotated[int, Form(ge=1, le=max(DAYS))] = DAYS[1],
) -> Response:
    """Make a token. Its secret is in this answer and nowhere else."""
    in_person(visitor)
    now = ledger.clock()
    try:
        with noting(ledger.engine) as connection:
            token, secret = make_token(connection, own(connection, visitor), label, role, days, now)
            detail = {"label": token.label, "role": token.role, "until": token.until}
            record(connection, visitor, "token made", f"{token.user}: {token.id}", detail, now)
    except AccessError as error:
        return _account(request, visitor, ledger, Asked(), problem=str(error))
    return _account(request, visitor, ledger, Asked(), made=token, secret=secret)


@router.post("/account/tokens/{number}/end")
def finish_token(number: Number, visitor: VisitorNow, ledger: LedgerNow) -> Response:
    """End one of one's own tokens."""
    in_person(visitor)
    now = ledger.clock()
    with noting(ledger.engine) as connection, suppress(AccessError):
        token = token_of(connection, number, now)
        if token.user_id == own(connection, visitor).id:
            end_token(connection, token, now)
            record(connection, visitor, "token ended", f"{token.user}: {token.id}", {"label": token.label}, now)
            return RedirectResponse("/account", 303)
    raise HTTPException(404, "you have no such token")


@router.post("/account/password")
def change_password(
    request: Request,
    visitor: VisitorNow,
    ledger: LedgerNow,
    old: Password = "",
    new: Password = "",
    again: Password = "",
) -> Response:
    """Change one's own password; everywhere else one is logged out."""
    if visitor.via != "session":
        raise HTTPException(403, "only who is logged in with a password can change it")
    check(request, "login by name", key_of(visitor.name))
    if authenticate(ledger, visitor.name, old) is None:
        return _account(request, visitor, ledger, Asked(), problem="that is not your password")
    if new != again:
        return _account(request, visitor, ledger, Asked(), problem="the two new passwords differ")
    try:
        made = hashed(new, visitor.name)
    except AccessError as error:
        return _account(request, visitor, ledger, Asked(), problem=str(error))
    now = ledger.clock()
    with noting(ledger.engine) as connection:
        set_password(connection, own(connection, visitor), made, now, keep=visitor.key)
        record(connection, visitor, "password changed", visitor.name, at=now)
    return RedirectResponse("/account", 303)


def own(connection: Connection, visitor: Visitor) -> User:
    """The user that a visitor is; at this machine the one of the same name, if there is one. Raises ``AccessError``."""
    if visitor.user_id is not None:
        return user_of(connection, visitor.user_id)
    return user_named(connection, visitor.name)


def in_person(visitor: Visitor) -> None:
    """Refuse a token: one that leaked must not make others, nor let anybody in. Raises ``HTTPException``."""
    if visitor.via == "token":
        raise HTTPException(403, "a token cannot look after tokens and users")


def _account(
    request: Request,
    visitor: Visitor,
    ledger: Ledger,
    asked: Asked,
    *,
    problem: str = "",
    made: Token | None = None,
    secret: str = "",
) -> Response:
    now = ledger.clock()
    with ledger.reading() as connection:
        user = None
        with suppress(AccessError):
            user = own(connection, visitor)
        return page(
            request,
            "account.html",
            asked,
            connection,
            status=400 if problem else 200,
            user=user,
            tokens=tokens_of(connection, now, user.id) if user is not None else (),
            roles=[role for role in ROLES if user is not None and may(user.role, role)],
            days=DAYS,
            shortest=SHORTEST,
            problem=problem,
            made=made,
            secret=secret,
        )
