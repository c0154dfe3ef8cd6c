"""What is sent: at most ``MOST`` bytes, within ``SECONDS``. It is read before a page is reached, so that the page gets
all of it or nothing."""

from __future__ import annotations

from typing import Annotated

import anyio
from fastapi import Depends, Request
from starlette.datastructures import FormData, Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from verbale.web.security.answers import refuse

MOST = 2_000_000
SECONDS = 30


class _TooLarge(Exception):
    pass


class _Gone(Exception):
    pass


class BoundedBodies:
    """The middleware that refuses what is too large (413) or comes too slowly (408)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        told = Headers(scope=scope).get("content-length", "0")
        try:
            if not (told.isdecimal() and len(told) < 20 and int(told) <= MOST):
                raise _TooLarge
            with anyio.fail_after(SECONDS):
                body = await _read(receive)
        except _TooLarge:
            reason = f"at most {MOST:,} bytes can be sent"
            await refuse(scope, receive, send, 413, reason, {"Connection": "close"})
        except TimeoutError:
            await refuse(scope, receive, send, 408, "it came too slowly", {"Connection": "close"})
        except _Gone:
            return
        else:
            scope.setdefault("state", {})["body"] = body
            await self.app(scope, Again(body, receive), send)


async def _read(receive: Receive) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _Gone
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > MOST:
            raise _TooLarge
        if not message.get("more_body", False):
            return b"".join(parts)


async def _long_form(request: Request) -> FormData:
    return await request.form(max_files=0, max_part_size=MOST)


# The fields of a form, each as long as the body may be; ``Form(…)`` of a page refuses those over 1 MiB. Long texts are
# best sent as multipart/form-data: else letters beyond ASCII are three times as long.
LongForm = Annotated[FormData, Depends(_long_form)]


class Again:
    """A body that has been read, given once more."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self.body, self.receive, self.given = body, receive, False

    async def __call__(self) -> Message:
        if self.given:
            return await self.receive()
        self.given = True
        return {"type": "http.request", "body": self.body, "more_body": False}
