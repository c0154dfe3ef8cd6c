"""The gate: it finds out who asks, lets nobody past but to the login, and sees to how often.

Where the desk needs no user everybody at this machine is its admin. That must not be so for who comes through a proxy,
so its marks on a request are refused then.
"""

from __future__ import annotations

import hmac
import logging
from contextlib import suppress
from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit

from sqlalchemy.exc import DBAPIError, TimeoutError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from verbale.store import Ledger
from verbale.store.access import sessions, tokens
from verbale.store.access.here import local_name
from verbale.store.access.sessions import SECRET, new_secret
from verbale.store.access.tokens import Token
from verbale.store.engine import noting
from verbale.web.security.answers import for_programs, refuse
from verbale.web.security.cookies import cookie_name, give_cookie
from verbale.web.security.csrf import SAFE, csrf_for
from verbale.web.security.headers import FILES
from verbale.web.security.limits import limits_of, network, too_many, who
from verbale.web.security.visitors import NOBODY, Visitor
from verbale.web.settings import DeskSettings

LOGIN = "/login"
OPEN = frozenset({LOGIN, "/language", "/favicon.ico"})  # for nobody
PROXIED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
WAIT = 100  # milliseconds for which it is tried to note that somebody was here

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """Who asks, the key of what forms must send back, and a cookie to set. ``refused``: a token that is none."""

    visitor: Visitor
    key: bytes
    cookie: str | None = None
    refused: bool = False


class Gate:
    """The middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or (scope["path"].startswith(FILES) and scope["method"] in SAFE):
            await self.app(scope, receive, send)
            return
        state, headers = scope["app"].state, Headers(scope=scope)
        settings: DeskSettings = state.settings
        if not settings.guarded and any(name in headers for name in PROXIED):
            reason = "a proxy stands before this desk, which needs no user: verbale serve --login"
            await refuse(scope, receive, send, 403, reason, plain=True)
            return
        try:
            found = await run_in_threadpool(find, state.ledger, settings, state.key, Request(scope))
        except (DBAPIError, TimeoutError) as error:
            logger.warning("the store failed at the gate: %s", error)
            await refuse(scope, receive, send, 503, "the store cannot be asked at the moment", plain=True)
            return
        scope.setdefault("state", {}).update(visitor=found.visitor, csrf_key=found.key)
        if await _turned_away(scope, receive, send, found):
            return
        await self.app(scope, receive, _with_cookie(send, settings, found.cookie))


def find(ledger: Ledger, settings: DeskSettings, key: bytes, request: Request) -> Found:
    """Who asks, by the token, else the cookie."""
    address = request.client.host if request.client else ""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        with ledger.reading() as connection:
            token = tokens.token_given(connection, given.strip(), ledger.clock())
        if token is None:
            return Found(replace(NOBODY, address=address), b"", refused=True)
        _note_token(ledger, token)
        return Found(Visitor(token.user, token.role, "", "token", address, str(token.id), token.user_id), b"")
    secret = request.cookies.get(cookie_name(settings), "")
    if settings.guarded and SECRET.fullmatch(secret):
        now = ledger.clock()
        with ledger.reading() as connection:
            session = sessions.session_of(connection, secret, now)
        if session is not None:
            if sessions.stale(session, now):
                _note_session(ledger, session.id, now)
            own = session.csrf.encode()
            name, role = session.name, session.role
            visitor = Visitor(name, role, csrf_for(own), "session", address, session.id, session.user_id)
            return Found(visitor, own)
    cookie = None
    if not SECRET.fullmatch(secret):
        secret = cookie = new_secret()
    own = hmac.digest(key, secret.encode(), "sha256")
    if settings.guarded:
        return Found(replace(NOBODY, csrf=csrf_for(own), address=address), own, cookie)
    return Found(Visitor(local_name(), "admin", csrf_for(own), "local", address), own, cookie)


def local_path(given: str) -> str:
    """A path of this desk to go on to, or that of the overview if it is anything else (an open redirect)."""
    told = given[:2000]
    if not told.startswith("/") or told[1:2] in ("/", "\\") or not told.isprintable() or "\\" in told:
        return "/"
    try:
        parts = urlsplit(told)
    except ValueError:
        return "/"
    return "/" if parts.scheme or parts.netloc or parts.path == LOGIN else told


def _note_token(ledger: Ledger, token: Token) -> None:
    today = ledger.clock()[:10]
    if token.used != today:
        with suppress(DBAPIError, TimeoutError), noting(ledger.engine, WAIT) as connection:
            tokens.used_on(connection, token.id, today)


def _note_session(ledger: Ledger, id: str, now: str) -> None:
    with suppress(DBAPIError, TimeoutError), noting(ledger.engine, WAIT) as connection:  # whoever writes comes first
        sessions.touch(connection, id, now)


async def _turned_away(scope: Scope, receive: Receive, send: Send, found: Found) -> bool:
    """Whether the request has been answered here: nobody came, or too often."""
    limits, visitor = limits_of(scope["app"]), found.visitor
    seconds = 0
    if found.refused:
        seconds = limits.wait("token guesses", network(visitor.address))
    elif visitor.via == "token" and for_programs(scope):
        seconds = limits.wait("api", who(visitor))
    if not seconds and scope["method"] not in SAFE:
        seconds = limits.wait("writes", who(visitor))
    if seconds:
        told = too_many(seconds)
        await refuse(scope, receive, send, told.status_code, told.detail, told.headers)
        return True
    if found.refused:
        await refuse(scope, receive, send, 401, "that token is not valid", {"WWW-Authenticate": "Bearer"})
        return True
    guarded = scope["app"].state.settings.guarded
    if visitor.via != "nobody" or not guarded or scope["path"] in OPEN:
        return False
    await _to_login(scope, receive, send, found)
    return True


async def _to_login(scope: Scope, receive: Receive, send: Send, found: Found) -> None:
    if for_programs(scope):
        reason = "a token is needed: Authorization: Bearer vb_…"
        await refuse(scope, receive, send, 401, reason, {"WWW-Authenticate": "Bearer"})
        return
    request = Request(scope)
    if request.headers.get("hx-request") == "true":  # a script: the browser shall go, not the script
        there = _path_of(request.headers.get("hx-current-url", ""))
        response = Response(status_code=401, headers={"HX-Redirect": _login_for(there)})
    else:
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        there = here if scope["method"] in SAFE else "/"
        response = Response(status_code=303, headers={"Location": _login_for(there)})
    if found.cookie is not None:
        give_cookie(response, scope["app"].state.settings, found.cookie)
    await response(scope, receive, send)


def _path_of(address: str) -> str:
    """The path and query of an address; that of the overview where it is none."""
    try:
        where = urlsplit(address)
    except ValueError:
        return "/"
    return where.path + (f"?{where.query}" if where.query else "")


def _login_for(there: str) -> str:
    told = local_path(there)
    return LOGIN if told == "/" else f"{LOGIN}?next={quote(told, safe='')}"


def _with_cookie(send: Send, settings: DeskSettings, cookie: str | None) -> Send:
    """Set the cookie of a new visitor with the answer, unless the page sets one."""
    if cookie is None:
        return send

    async def setting(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            mine = f"{cookie_name(settings)}="
            if not any(told.startswith(mine) for told in headers.getlist("set-cookie")):
                made = Response()
                give_cookie(made, settings, cookie)
                headers.append("set-cookie", made.headers["set-cookie"])
        await send(message)

    return setting
