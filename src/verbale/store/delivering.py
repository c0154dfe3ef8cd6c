"""Delivering the feed to web hooks: one signed POST a change, in order, until the address takes it.

Each hook goes its own way in a thread: an address that fails, or hangs, holds up its own changes and nobody else's.
A change is marked as taken after the answer, so a process that is killed in between sends it again, under the same
delivery id (at least once). No transaction is open while an address is waited for.

The signature is Stripe's scheme (https://docs.stripe.com/webhooks#verify-manually): ``t=SECONDS,v1=HEX``, where ``HEX``
is the HMAC-SHA256 (RFC 2104) of ``SECONDS.BODY`` under the secret.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import threading
import uuid
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from verbale.store.changes import Entry, changes_after, kinds_of
from verbale.store.facts import dumps
from verbale.store.hooks import Hook, HookError, failed, hold, hook_of, hooks_of, let_go, taken
from verbale.store.ledger import Ledger
from verbale.store.tracking import track_named
from verbale.version import VERSION

if TYPE_CHECKING:
    import httpx

TIMEOUT = 10.0  # seconds that an address may take to connect, to take a part of the body, to begin its answer
HELD = 4 * TIMEOUT  # a hook is held that long for one change
BATCH = 50  # changes that are looked up at once
SKIPPED = 1_000  # changes that are none for a hook, after which it is written down that they were looked at
AT_ONCE = 16  # hooks that are served side by side
SIGNATURE, DELIVERY, EVENT = "Verbale-Signature", "Verbale-Delivery", "Verbale-Event"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What came of one hook: how many changes were taken, and why the next was not (``None``: there is no next)."""

    hook: Hook
    taken: int
    error: str | None = None
    again: str | None = None  # when it is tried again


def signature(secret: str, seconds: int, body: bytes) -> str:
    """The value of the header ``Verbale-Signature``."""
    mac = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256)
    return f"t={seconds},v1={mac.hexdigest()}"


def is_signed(secret: str, header: str, body: bytes, now: float, tolerance: float = 300) -> bool:
    """Whether a header signs a body and is not older than ``tolerance`` seconds: what a receiver has to check."""
    parts = dict(part.strip().partition("=")[::2] for part in header.split(","))
    told = parts.get("t", "")
    if not (told.isascii() and told.isdigit()) or abs(now - int(told)) > tolerance:
        return False
    return hmac.compare_digest(signature(secret, int(told), body), f"t={told},v1={parts.get('v1', '')}")


def body_of(entry: Entry) -> bytes:
    """What is sent of a change: JSON, the same bytes at every try."""
    told = {
        "id": entry.id,
        "urn": entry.urn,
        "made": entry.made,
        "topic": entry.topic,
        "verb": entry.verb,
        "subject": entry.subject,
        "document": asdict(entry.document) if entry.document is not None else None,
        "data": entry.data,
    }
    return dumps(told).encode()


def headers_of(hook: Hook, entry: Entry, body: bytes, now: str) -> Mapping[str, str]:
    """The headers of a delivery. Its id is the same at every try."""
    seconds = int(datetime.fromisoformat(now).timestamp())
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": f"Verbale/{VERSION}",
        SIGNATURE: signature(hook.secret, seconds, body),
        DELIVERY: f"{hook.id}-{entry.urn.removeprefix('urn:uuid:')}",
        EVENT: entry.name,
    }


def deliver(ledger: Ledger, timeout: float = TIMEOUT) -> list[Delivered]:
    """Send all that is due to all hooks, once. Hooks that another process holds, or to which nothing is due, are left
    out of the answer."""
    import httpx  # only those who deliver load it

    with ledger.reading() as connection:
        waiting = hooks_of(connection)
    if not waiting:
        return []
    stop = threading.Event()
    limits = httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)
    with (
        httpx.Client(timeout=timeout, follow_redirects=False, limits=limits) as client,
        ThreadPoolExecutor(min(AT_ONCE, len(waiting)), "hook") as pool,
    ):
        try:
            sent = [pool.submit(_Delivery(ledger, client, timeout, stop).all, hook) for hook in waiting]
            return [done for future in sent if (done := future.result()) is not None]
        finally:
            stop.set()  # where we are interrupted, no thread begins another change


class _Delivery:
    """The changes that are due to one hook."""

    def __init__(self, ledger: Ledger, client: httpx.Client, timeout: float, stop: threading.Event) -> None:
        self.ledger, self.client, self.stop = ledger, client, stop
        self.holder = uuid.uuid4().hex
        self.held = max(HELD, 4 * timeout)
        self.count = 0

    def all(self, hook: Hook) -> Delivered | None:
        """Send one change after the other, until there is none or one fails."""
        if hook.next_try is not None and hook.next_try > self.ledger.clock():
            return None
        try:
            while not self.stop.is_set():
                entries, last = self._due(hook)
                if not entries:
                    self._skip(hook, last)
                    break
                error = self._send(hook, entries)
                if error is not None:
                    return self._failed(hook, error)
                with self.ledger.reading() as connection:
                    now = hook_of(connection, hook.id)
                if now.delivered == hook.delivered:
                    break  # another process is at it
                hook = now
        except HookError:
            pass  # the hook was removed meanwhile
        except ValueError as error:  # a topic or a track that there is no more
            return self._failed(hook, str(error))
        finally:
            with self.ledger.writing() as connection:
                let_go(connection, hook.id, self.holder)
        return Delivered(hook, self.count) if self.count else None

    def _due(self, hook: Hook) -> tuple[tuple[Entry, ...], int]:
        """The next changes for a hook, and the number up to which there are no others."""
        with self.ledger.reading() as connection:
            track = track_named(connection, hook.track) if hook.track else None
            at = hook.delivered
            while True:
                page = changes_after(connection, at, kinds_of(hook.topics), track, BATCH)
                if page.entries or not page.more:
                    return page.entries, page.last
                at = page.last

    def _send(self, hook: Hook, entries: Sequence[Entry]) -> str | None:
        """Send changes in order; why one was not taken, or nothing."""
        for entry in entries:
            held = None if self.stop.is_set() else self._hold(hook)
            if held is None:
                return None
            if held.delivered >= entry.id:
                continue
            if (error := self._post(held, entry)) is not None:
                return error
            with self.ledger.writing() as connection:
                if taken(connection, held, self.holder, entry.id):
                    self.count += 1
        return None

    def _hold(self, hook: Hook) -> Hook | None:
        with self.ledger.writing() as connection:
            return hold(connection, hook.id, self.holder, self.ledger.clock(), self.held)

    def _skip(self, hook: Hook, last: int) -> None:
        """Remember that there is nothing for a hook up to a number, so that it is not looked for again."""
        if last - hook.delivered >= SKIPPED and self._hold(hook) is not None:
            with self.ledger.writing() as connection:
                taken(connection, hook, self.holder, last)

    def _post(self, hook: Hook, entry: Entry) -> str | None:
        """Send a change; why it was not taken, or nothing. What the address answers beside the status is not read."""
        import httpx

        body = body_of(entry)
        headers = headers_of(hook, entry, body, self.ledger.clock())
        try:
            with self.client.stream("POST", hook.url, content=body, headers=dict(headers)) as answer:
                return None if answer.is_success else f"answered {answer.status_code}"
        except httpx.TimeoutException:
            return "did not answer in time"
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, UnicodeError) as error:
            return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__

    def _failed(self, hook: Hook, error: str) -> Delivered:
        with self.ledger.writing() as connection:
            hook = hold(connection, hook.id, self.holder, self.ledger.clock(), self.held) or hook
            again = failed(connection, hook, self.holder, error, self.ledger.clock())
        logger.debug("hook %s: %s", hook.id, error)
        return Delivered(hook, self.count, error, again)
