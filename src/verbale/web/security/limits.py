"""How often: a moving window for each kind of request, counted in memory (one process serves a desk)."""

from __future__ import annotations

import hashlib
import ipaddress
import math
import time
from typing import Literal

from fastapi import Depends, Request
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException

from verbale.web.security.visitors import Visitor, visitor_of

Rule = Literal["login", "login by name", "token guesses", "paste", "api", "writes", "notes"]
RULES: dict[Rule, RateLimitItem] = {
    "login": RateLimitItemPerMinute(5),  # from one address
    "login by name": RateLimitItemPerHour(20),  # from all addresses
    "token guesses": RateLimitItemPerMinute(30),  # from one address
    "paste": RateLimitItemPerMinute(10),
    "api": RateLimitItemPerMinute(120),  # with one token
    "writes": RateLimitItemPerMinute(120),
    "notes": RateLimitItemPerMinute(20),  # refusals that are noted in the audit log, from one address
}


class Limits:
    """What has been asked for lately. ``lifted`` lets everything through."""

    def __init__(self, lifted: bool = False) -> None:
        self.lifted = lifted
        self._windows = MovingWindowRateLimiter(MemoryStorage())

    def wait(self, rule: Rule, who: str) -> int:
        """Count a request: 0 if it may be, else the seconds after which to try again."""
        item, key = RULES[rule], hashlib.sha256(who.encode("utf-8", "replace")).hexdigest()[:32]
        if self.lifted or self._windows.hit(item, rule, key):
            return 0
        return max(1, math.ceil(self._windows.get_window_stats(item, rule, key).reset_time - time.time()))


def limits_of(desk: Starlette) -> Limits:
    """The limits of a desk."""
    found: Limits = desk.state.limits
    return found


def check(request: Request, rule: Rule, who: str) -> None:
    """Count a request. Raises ``HTTPException`` (429) if there were too many."""
    if seconds := limits_of(request.app).wait(rule, who):
        raise too_many(seconds)


def too_many(seconds: int) -> HTTPException:
    """The answer to one request too many."""
    return HTTPException(429, f"too many requests: try again in {seconds} seconds", {"Retry-After": str(seconds)})


def who(visitor: Visitor) -> str:
    """By what a visitor's requests are counted."""
    return f"{visitor.via} {visitor.key or visitor.name}" if visitor.name else f"address {visitor.address}"


def network(address: str) -> str:
    """The part of an address that one customer has: all of IPv4, the first 64 bits of IPv6."""
    try:
        told = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(told, ipaddress.IPv6Address):
        if told.ipv4_mapped is not None:
            return str(told.ipv4_mapped)
        return str(ipaddress.ip_network((told, 64), strict=False))
    return str(told)


def _paste(request: Request) -> None:
    visitor = visitor_of(request)
    check(request, "paste", visitor.name or visitor.address)


PasteLimited = Depends(_paste)
