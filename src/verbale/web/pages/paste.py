"""A text that somebody pastes: read on the spot, shown with its claims, and kept only where a reviewer says so."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Form, HTTPException, Request
from sqlalchemy import Connection
from starlette.responses import RedirectResponse, Response

from verbale.api import read
from verbale.reading import ReadingError
from verbale.reading.encoding import clean
from verbale.record import DocumentKind, Record, sha256
from verbale.store.facts import Fact, facts_of
from verbale.store.memory import parties_of
from verbale.views.documents import FactLine
from verbale.views.tables import sheets
from verbale.web.asked import Asked, AskedNow
from verbale.web.deps import LedgerNow, Reading, SettingsNow
from verbale.web.marking import PAGE, Claim, marked, pages, paragraphs
from verbale.web.rendering import page
from verbale.web.security.audit import record as note
from verbale.web.security.limits import PasteLimited
from verbale.web.security.visitors import VisitorNow
from verbale.web.settings import DeskSettings

router = APIRouter(include_in_schema=False)

LONGEST = 200_000  # characters
SHOWN = 4 * PAGE  # characters of the text on the page
LINES = 400  # facts beside it
KINDS: tuple[str, ...] = get_args(DocumentKind)
LANGUAGES = ("", "en", "it")
MAIN = frozenset({"speaker", "source", "by", "party"})  # roles that come first
_one_reading = threading.Lock()  # a reader is one a process, and reads one text at a time


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was given with a text."""

    text: str = ""
    title: str = ""
    publisher: str = ""
    published: str = ""
    language: str = ""
    kind: str = "news"

    def check(self) -> None:
        """Raise ``ValueError`` for what cannot be read, before it is."""
        if len(self.text) > LONGEST:
            raise ValueError(f"the text has {len(self.text):,} characters; {LONGEST:,} can be pasted")
        if self.published:
            date.fromisoformat(self.published)
        if self.kind not in KINDS or self.language not in LANGUAGES:
            raise ValueError("the kind or the language is none of those offered")

    def read(self, settings: DeskSettings) -> Record:
        """The record of the text. Raises ``ReadingError`` where it cannot be read."""
        with _one_reading:
            return read(
                self.text,
                published=self.published or None,
                language=self.language or None,
                title=self.title.strip()[:300] or None,
                publisher=self.publisher.strip()[:200] or None,
                kind=self.kind,  # type: ignore[arg-type]
                id=f"pasted-{sha256(self.text)[:12]}",
                settings=settings.reading,
            )


@router.get("/paste")
def form(request: Request, asked: AskedNow, connection: Reading, visitor: VisitorNow) -> Response:
    """Where to paste."""
    return _page(request, asked, connection, Pasted())


@router.post("/paste", dependencies=[PasteLimited])
def pasted(
    request: Request,
    asked: AskedNow,
    settings: SettingsNow,
    ledger: LedgerNow,
    visitor: VisitorNow,
    text: Annotated[str, Form()] = "",
    title: Annotated[str, Form(max_length=300)] = "",
    publisher: Annotated[str, Form(max_length=200)] = "",
    published: Annotated[str, Form(max_length=10)] = "",
    language: Annotated[str, Form(max_length=8)] = "",
    kind: Annotated[str, Form(max_length=16)] = "news",
    act: Annotated[str, Form(max_length=8)] = "read",
) -> Response:
    """Read a text and show what it says; ``act`` *keep* stores it as well."""
    if act == "keep" and not visitor.may("reviewer"):
        raise HTTPException(403, f"this needs the role reviewer; yours is {visitor.role}")
    given = Pasted(clean(text).replace("\r\n", "\n").replace("\r", "\n"), title, publisher, published, language, kind)
    try:
        given.check()
        told = given.read(settings)
    except ValueError as error:
        reason = error.reason if isinstance(error, ReadingError) else str(error)
        with ledger.reading() as connection:
            return _page(request, asked, connection, given, reason=reason)
    if act != "keep":
        with ledger.reading() as connection:
            return _page(request, asked, connection, given, told)
    added = ledger.add(told)
    if added.outcome == "forgotten":
        with ledger.reading() as connection:
            return _page(request, asked, connection, given, told, forgotten=True)
    with ledger.writing() as connection:
        note(connection, visitor, "paste", added.document, {"outcome": added.outcome}, ledger.clock())
    return RedirectResponse(asked.link(f"/documents/{added.document}"), 303)


def _page(
    request: Request,
    asked: Asked,
    connection: Connection,
    given: Pasted,
    record: Record | None = None,
    reason: str = "",
    forgotten: bool = False,
) -> Response:
    shown: dict[str, Any] = {"given": asdict(given), "record": record, "reason": reason, "kinds": KINDS}
    shown["forgotten"] = forgotten
    if record is not None:
        shown |= _shown(connection, record)
    status = 400 if reason else 409 if forgotten else 200
    return page(request, "paste.html", asked, connection, status=status, longest=LONGEST, **shown)


def _shown(connection: Connection, record: Record) -> dict[str, Any]:
    told = facts_of(record, record.document.id, parties_of(connection, record))
    claims = [Claim(one["start"], one["end"], fact.local, fact.kind) for fact in told for one in fact.evidence]
    body = record.document.text
    part = pages(body, SHOWN)[0]
    labels = {fact.key: str(fact.data.get("label") or "") for fact in told}
    lines = sorted((_line(fact, labels) for fact in told), key=lambda one: one.start)
    return {
        "paragraphs": tuple(paragraphs(marked(body, claims, part))),
        "cut": part[1] < len(body),
        "counts": Counter(fact.kind for fact in told),
        "lines": lines[:LINES],
        "all": len(lines),
        "sheets": sheets(record),
    }


def _line(fact: Fact, labels: dict[str, str]) -> FactLine:
    who = tuple(dict.fromkeys(one.name for one in fact.participants if one.role in MAIN))
    what = str(fact.data.get("label") or fact.mode or fact.type or fact.kind)
    if fact.kind == "statement":
        what = str(fact.type)
    elif fact.kind == "position":
        what = labels.get(fact.data["proposal"], "")
    elif not fact.mode:
        what = what.lower() if fact.kind != "proposal" else what
    return FactLine(
        key=fact.local,
        kind=fact.kind,
        who=who,
        others=tuple(dict.fromkeys(one.name for one in fact.participants if one.name not in who)),
        what=what,
        status=fact.status,
        begin=fact.when.begin,
        until=fact.when.until,
        precision=fact.when.precision,
        words=" … ".join(one["text"] for one in fact.evidence)[:300],
        start=min((one["start"] for one in fact.evidence), default=0),
        confidence=fact.confidence,
        judged=False,
        rejected=False,
    )
