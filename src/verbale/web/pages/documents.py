"""The texts: a list, and each one with what is claimed in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any, get_args

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from verbale.record import DocumentKind
from verbale.views.documents import Claimed, DocumentView, claims_in, document_of, documents_in, lines_in
from verbale.web.asked import AskedNow
from verbale.web.deps import Reading
from verbale.web.marking import Claim, marked, page_of, pages, paragraphs
from verbale.web.rendering import page
from verbale.web.security.visitors import VisitorNow

router = APIRouter(include_in_schema=False)

KINDS: tuple[str, ...] = get_args(DocumentKind)
FACTS = 150  # beside a text
WORDS = "at"  # what is marked by its offsets, as if it were a claim
_Word = Annotated[str, Query(max_length=120)]


@router.get("/documents")
def list_of_documents(
    request: Request,
    asked: AskedNow,
    connection: Reading,
    visitor: VisitorNow,
    publisher: _Word = "",
    kind: Annotated[str, Query(max_length=16)] = "",
    after: Annotated[str, Query(max_length=30)] = "",
) -> Response:
    """The texts of a scope, the latest first."""
    if kind and kind not in KINDS:
        raise HTTPException(400, f"kind may be {', '.join(KINDS)}, not {kind!r}")
    found = documents_in(connection, asked.scope(connection), publisher=publisher, kind=kind, after=after)
    return page(request, "documents.html", asked, connection, found=found, publisher=publisher, kind=kind, kinds=KINDS)


@router.get("/documents/{key}")
def document(
    request: Request,
    key: str,
    asked: AskedNow,
    connection: Reading,
    visitor: VisitorNow,
    mark: Annotated[str, Query(max_length=40)] = "",
    at: Annotated[str, Query(pattern=r"^(\d{1,9}-\d{1,9})?$")] = "",
    version: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
    number: Annotated[int | None, Query(alias="page", ge=1, le=1_000_000)] = None,
    facts: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """A text with all that is claimed in it; ``mark`` is the fact whose words stand out, ``at`` are
    offsets of other words that do."""
    told = document_of(connection, key, asked.scope(connection), version)
    if told is None:
        if version is not None:
            raise HTTPException(404, f"there is no version {version} of the document {key[:80]}")
        raise HTTPException(404, f"there is no document {key[:80]}")
    if not isinstance(told, DocumentView):
        return page(request, "document.html", asked, connection, status=410, told=None, tombstone=told)
    scope = asked.scope(connection)
    claimed = claims_in(connection, told.text.version, told.superseded, scope)
    shown = _part(told.body, claimed, mark, _range(at, len(told.body)), number)
    here: Sequence[Claimed] = shown.pop("claimed")
    lines = lines_in(connection, here[facts : facts + FACTS], scope)
    shown |= {"lines": lines, "first": facts, "more": max(0, len(here) - facts - len(lines)), "all": len(here)}
    return page(request, "document.html", asked, connection, told=told, shown_text=told.text, mark=mark, **shown)


def _range(at: str, most: int) -> tuple[int, int] | None:
    start, end = (int(part) for part in at.split("-")) if at else (0, 0)
    return (start, min(end, most)) if start < min(end, most) else None


def _part(
    body: str, claimed: Sequence[Claimed], mark: str, words: tuple[int, int] | None, number: int | None
) -> dict[str, Any]:
    """One page of a text: that with the marked words, if none is asked for."""
    ranges = pages(body)
    target = next((one for one in claimed if one.key == mark), None) if mark else None
    first = min(target.spans)[0] if target is not None and target.spans else words[0] if words and not mark else None
    at = page_of(ranges, first or 0) if number is None else min(number, len(ranges)) - 1
    start, end = ranges[at]
    here = [one for one in claimed if any(a < end and b > start for a, b in one.spans)]
    held = [one for one in here if not one.rejected or one.key == mark]
    claims = [Claim(a, b, one.key, one.kind) for one in held for a, b in one.spans]
    claims += [Claim(*words, WORDS, WORDS)] if words else []
    return {
        "paragraphs": tuple(paragraphs(marked(body, claims, (start, end)))),
        "counts": Counter(one.kind for one in held),
        "number": at + 1,
        "pages": len(ranges),
        "mark_missing": bool(mark) and first is None,
        "claimed": here,
    }
