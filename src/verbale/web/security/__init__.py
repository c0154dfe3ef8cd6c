"""What guards the desk, from the outside in: safe headers, known hosts, the gate, bounded bodies, own requests only."""

from __future__ import annotations

import secrets

from starlette.applications import Starlette

from verbale.web.security.limits import Limits


def guard(desk: Starlette) -> None:
    """Put the guards around an application, whose ``state`` holds ``ledger`` and ``settings``. What is added to it
    afterwards stands outside of them."""
    from verbale.web.security.bodies import BoundedBodies
    from verbale.web.security.csrf import OwnRequestsOnly
    from verbale.web.security.gate import Gate
    from verbale.web.security.headers import SafeHeaders
    from verbale.web.security.hosts import KnownHostsOnly

    desk.state.key = secrets.token_bytes(32)  # of forms before login
    desk.state.limits = Limits()
    for one in (OwnRequestsOnly, BoundedBodies, Gate, KnownHostsOnly, SafeHeaders):  # the last stands outermost
        desk.add_middleware(one)
