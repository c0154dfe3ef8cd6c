"""A browser for tests: it keeps a cookie, and sends back what forms hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from fastapi import FastAPI
from httpx import Response
from starlette.testclient import TestClient

from tests.store.access.hands import WORD
from verbale.store import Ledger
from verbale.store.access.passwords import hashed
from verbale.store.access.tokens import Token, make_token
from verbale.store.access.users import User, add_user
from verbale.store.engine import noting
from verbale.web.app import make_desk
from verbale.web.deps import LedgerNow
from verbale.web.security.audit import record
from verbale.web.security.bodies import LongForm
from verbale.web.security.limits import PasteLimited
from verbale.web.security.visitors import AdminNow, ReviewerNow, VisitorNow
from verbale.web.settings import DeskSettings

LOCAL = DeskSettings()
LOGIN = DeskSettings(login=True)
_CSRF = re.compile(r'<meta name="csrf" content="([^"]+)">')


@dataclass
class Browser:
    """One browser at one address. ``csrf`` is that of the page that was loaded last."""

    client: TestClient
    csrf: str = ""

    def get(self, path: str, **more: Any) -> Response:
        told = self.client.get(path, **more)
        if found := _CSRF.search(told.text):
            self.csrf = found.group(1)
        return told

    def post(self, path: str, **fields: Any) -> Response:
        return self.client.post(path, data={"csrf": self.csrf, **fields})

    def login(self, name: str = "Ana", password: str = WORD, next: str = "/account") -> Response:
        self.get("/login")
        return self.post("/login", name=name, password=password, next=next)

    @property
    def cookies(self) -> dict[str, str]:
        return dict(self.client.cookies)


def browser(desk: FastAPI, address: str = "192.0.2.1", base: str = "http://127.0.0.1:8400") -> Browser:
    """A new browser in front of a desk."""
    return Browser(TestClient(desk, base_url=base, follow_redirects=False, client=(address, 50_000)))


def desk_of(ledger: Ledger, settings: DeskSettings = LOGIN, **changes: Any) -> FastAPI:
    """A desk with some addresses more, a role each."""
    desk = make_desk(ledger, replace(settings, **changes))

    @desk.get("/api/test/reader")
    @desk.post("/api/test/reader")
    def reads(visitor: VisitorNow) -> dict[str, str]:
        return {"name": visitor.name, "role": visitor.role, "via": visitor.via}

    @desk.post("/test/reviewer")
    def reviews(visitor: ReviewerNow, ledger: LedgerNow) -> dict[str, str]:
        with noting(ledger.engine) as connection:
            record(connection, visitor, "judgement", "fact-1", {"verdict": "confirm"})
        return {"name": visitor.name}

    @desk.post("/test/admin")
    def looks_after(visitor: AdminNow) -> dict[str, str]:
        return {"name": visitor.name}

    @desk.post("/test/paste", dependencies=[PasteLimited])
    def pastes(visitor: VisitorNow) -> dict[str, str]:
        return {"name": visitor.name}

    @desk.post("/test/long")
    def reads_long(form: LongForm, _: VisitorNow) -> dict[str, int]:
        return {name: len(str(value)) for name, value in form.items()}

    return desk


def user(ledger: Ledger, name: str = "Ana", role: str = "reader", password: str | None = WORD) -> User:
    """A user of the store."""
    with noting(ledger.engine) as connection:
        return add_user(connection, name, role, hashed(password, name) if password else None, ledger.clock())


def token(ledger: Ledger, of: User, role: str = "reader", days: int | None = None) -> tuple[Token, dict[str, str]]:
    """A token, and the header that carries it."""
    with noting(ledger.engine) as connection:
        made, secret = make_token(connection, of, "of the tests", role, days, ledger.clock())
    return made, {"Authorization": f"Bearer {secret}"}
