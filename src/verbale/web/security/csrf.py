"""Forged requests: whatever changes something must carry what only a page of this desk could tell its visitor.

That is ``SALT.HMAC(key of the session, SALT)``: another one in each answer, so that nothing is learnt of it from how
well an answer is compressed (BREACH). It comes as the form field ``csrf`` or the header ``X-CSRF-Token``. Beside it the
browser's own word counts: ``Sec-Fetch-Site`` and ``Origin``, where it gives them.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from verbale.web.security.answers import refuse
from verbale.web.security.audit import note_refusal
from verbale.web.security.bodies import MOST, Again
from verbale.web.security.hosts import LOCAL, host_of
from verbale.web.security.visitors import Visitor, visitor_of

FIELD, HEADER = "csrf", "x-csrf-token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
FIELDS = 400  # of a form
_LONGEST = 200  # characters of what is compared


def csrf_for(key: bytes) -> str:
    """What a page tells its visitor."""
    salt = secrets.token_urlsafe(12)
    return f"{salt}.{_sign(key, salt)}"


def is_csrf(key: bytes, given: str) -> bool:
    """Whether a visitor sends back what a page told."""
    salt, _, sign = given[:_LONGEST].partition(".")
    return hmac.compare_digest(sign.encode("utf-8", "replace"), _sign(key, salt).encode())


def _sign(key: bytes, salt: str) -> str:
    return hmac.new(key, b"csrf " + salt.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


class OwnRequestsOnly:
    """The middleware that refuses forged requests (403)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        reason = foreign(headers, scope)
        visitor = visitor_of(Request(scope))
        if reason is None and scope["method"] not in SAFE and visitor.via != "token":
            try:
                reason = await _unproven(scope, receive, headers)
            except (MultiPartException, HTTPException):
                await refuse(scope, receive, send, 400, "that is no form")
                return
        if reason is None:
            await self.app(scope, receive, send)
            return
        await _noted(scope, visitor, reason)
        await refuse(scope, receive, send, 403, reason)


def foreign(headers: Headers, scope: Scope) -> str | None:
    """Why a request comes from another site; ``None`` if it does not. A link to a page is welcome from anywhere."""
    site, safe = headers.get("sec-fetch-site"), scope["method"] in SAFE
    if site is not None and site not in ("same-origin", "none"):
        navigates = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
        if not (safe and navigates):
            return "this comes from another site"
    origin = headers.get("origin")
    if origin is None or safe:
        return None
    if origin == "null":  # what Referrer-Policy: no-referrer makes of any origin, and a frame without one has
        known = site is not None or not _tells_its_site(headers, scope)
        return None if known else "this comes from nowhere"
    return None if origin.lower() in _own(headers, scope) else "this comes from another site"


def _tells_its_site(headers: Headers, scope: Scope) -> bool:
    """Browsers say ``Sec-Fetch-Site`` to what they trust: TLS, and this machine."""
    return bool(scope["app"].state.settings.https) or host_of(headers.get("host", "")) in LOCAL


def _own(headers: Headers, scope: Scope) -> tuple[str, ...]:
    scheme = "https" if scope["app"].state.settings.https else scope.get("scheme", "http")
    host = headers.get("host", "").lower()
    try:
        port = urlsplit(f"//{host}").port
    except ValueError:
        return ()
    usual = {"http": 80, "https": 443}.get(scheme)
    if port is None or port == usual:
        bare = host.removesuffix(f":{usual}")
        return (f"{scheme}://{bare}", f"{scheme}://{bare}:{usual}")
    return (f"{scheme}://{host}",)


async def _unproven(scope: Scope, receive: Receive, headers: Headers) -> str | None:
    """Why it is not proven that a page of ours made the request."""
    given = headers.get(HEADER)
    if given is None and headers.get("content-type", "").partition(";")[0].strip().lower() in FORMS:
        body = Request({**scope, "state": {}}, Again(scope["state"]["body"], receive))
        async with body.form(max_files=0, max_fields=FIELDS, max_part_size=MOST) as form:
            told = form.get(FIELD)
            given = told if isinstance(told, str) else None
    if given is None:
        return f"the {FIELD} field or the header X-CSRF-Token is missing"
    key: bytes = scope["state"]["csrf_key"]
    return None if is_csrf(key, given) else "this page is out of date: load it again, and try again"


async def _noted(scope: Scope, visitor: Visitor, reason: str) -> None:
    await run_in_threadpool(note_refusal, scope["app"], visitor, f"{scope['method']} {scope['path']}", reason)
