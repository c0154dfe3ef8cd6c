"""Under which names the desk may be asked for. Else any site could let its own name point to this machine and read the
desk through the visitor's browser (DNS rebinding)."""

from __future__ import annotations

import ipaddress
import re

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from verbale.web.security.answers import refuse
from verbale.web.settings import DeskSettings

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
EVERYWHERE = frozenset({"0.0.0.0", "::", ""})
_HOST = re.compile(r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<name>[a-z0-9_.-]+))(?::\d{1,5})?")


def host_of(header: str) -> str | None:
    """The name or number in a Host header; ``None`` if it is not one."""
    found = _HOST.fullmatch(header.strip().lower())
    return None if found is None else found["six"] or found["name"].rstrip(".") or None


def is_known(host: str | None, settings: DeskSettings) -> bool:
    """Whether the desk may be asked for so. No name but the given ones can be made to point here; numbers point to what
    they are."""
    if host is None:
        return False
    if host in LOCAL or host in {name.lower().rstrip(".") for name in settings.names}:
        return True
    if settings.host in EVERYWHERE:
        return _is_number(host)
    return host == settings.host.lower()


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


class KnownHostsOnly:
    """The middleware that refuses other names (421)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            told = Headers(scope=scope).getlist("host")
            if len(told) != 1 or not is_known(host_of(told[0]), scope["app"].state.settings):
                reason = "the desk is not asked for by this name; verbale serve --name HOST allows one"
                await refuse(scope, receive, send, 421, reason, plain=True)
                return
        await self.app(scope, receive, send)
