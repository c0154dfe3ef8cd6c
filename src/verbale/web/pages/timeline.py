"""The timeline: lanes of what was said, done, met, proposed and answered, to be zoomed, and the same rows by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from sqlalchemy import Connection
from starlette.responses import JSONResponse, Response

from verbale.store.clock import Clock
from verbale.views.timeline import LANES, Entry, Lane, entry_list
from verbale.web.asked import MOST, NAME, AskedNow
from verbale.web.deps import LedgerNow, Reading
from verbale.web.languages import language_of
from verbale.web.paged import Paged, whole_days
from verbale.web.rendering import is_part, page, shown, spelled_day
from verbale.web.security.visitors import VisitorNow
from verbale.web.telling import differs, entry_told

router = APIRouter(include_in_schema=False)

SPANS: dict[str, int] = {"day": 1, "week": 7, "month": 30, "quarter": 91}  # days
LABEL = 60  # letters of an item


@dataclass(frozen=True, slots=True)
class Filters:
    """What the timeline is asked for beside that which all pages share."""

    lanes: tuple[Lane, ...]
    publisher: str
    origins: bool

    @property
    def any(self) -> bool:
        """Whether rows are left out by their texts."""
        return bool(self.publisher) or self.origins

    def keeps(self, entry: Entry) -> bool:
        wanted = self.publisher.casefold()
        told = not wanted or any(wanted in outlet.casefold() for outlet in entry.outlets)
        return told and not (self.origins and entry.copied)


def filters_of(
    lane: Annotated[list[Lane], Query(max_length=len(LANES))] = [],  # noqa: B006
    publisher: Annotated[str, Query(max_length=NAME)] = "",
    origins: bool = False,
) -> Filters:
    """The filters of a request; lanes in their order."""
    return Filters(tuple(one for one in LANES if one in lane), publisher.strip(), origins)


FiltersNow = Annotated[Filters, Depends(filters_of)]


@router.get("/timeline")
def timeline_page(
    request: Request,
    asked: AskedNow,
    filters: FiltersNow,
    ledger: LedgerNow,
    connection: Reading,
    visitor: VisitorNow,
) -> Response:
    """The lanes and the rows; only the rows where a script asks for them."""
    found = _rows(connection, asked, filters, ledger.clock)
    shared: dict[str, Any] = {
        "lanes": LANES,
        "filters": filters,
        "found": found,
        "days": [(day, tuple(rows)) for day, rows in groupby(found.rows, key=lambda entry: entry.day or "")],
        "told": lambda entry: entry_told(entry, language_of(request)),
        "differs": differs,
    }
    if is_part(request):
        return page(request, "_timeline.html", asked, connection, **shared)
    outlets = sorted({outlet for entry in found.rows for outlet in entry.outlets})[:60]
    middle = _middle(asked.since, asked.until, found.rows)
    return page(
        request, "timeline.html", asked, connection, middle=middle, spans=_spans(middle), outlets=outlets, **shared
    )


@router.get("/timeline.json")
def timeline_items(
    request: Request,
    asked: AskedNow,
    filters: FiltersNow,
    ledger: LedgerNow,
    connection: Reading,
    visitor: VisitorNow,
) -> Response:
    """The same rows for the script that draws them."""
    found = _rows(connection, asked, filters, ledger.clock)
    items = [_item(entry, language_of(request)) for entry in found.rows if entry.day]
    return JSONResponse({"items": items, "older": found.older})


def _rows(connection: Connection, asked: AskedNow, filters: Filters, clock: Clock) -> Paged[Entry]:
    """A page of rows. What is left out by its texts is looked for among as many rows as a page can have."""
    most = MOST if filters.any else asked.limit
    listed = entry_list(connection, asked.scope(connection, limit=most), filters.lanes, clock)
    found = whole_days(listed.entries, listed.older, lambda entry: entry.day or "")
    kept = tuple(entry for entry in found.rows if filters.keeps(entry)) if filters.any else found.rows
    return Paged(kept, found.older, found.cut)


def _item(entry: Entry, language: str) -> dict[str, Any]:
    word, about = entry_told(entry, language)
    who = shown(", ".join(entry.who), LABEL)
    what = shown(": ".join(part for part in (word, about) if part), LABEL)
    return {
        "id": entry.fact,
        "lane": entry.lane,
        "day": entry.day,
        "until": entry.until if entry.begin and entry.until and entry.until > (entry.day or "") else None,
        "sign": entry.sign,
        "label": f"{who}: {what}" if who else what,
        "place": shown(entry.place or "", LABEL),
        "when": spelled_day(entry.day, language),
        "sentence": shown(entry.sentence, 300),
        "outlet": shown(entry.text.outlet, 80),
        "judged": bool(entry.judged),
        "differ": differs(entry),
    }


def _middle(since: str, until: str, rows: Sequence[Entry]) -> date | None:
    """The day around which one looks closer: the middle of what is asked for, else that of the latest text, so that
    plans stand ahead of it."""
    if since and until:
        first, last = date.fromisoformat(since), date.fromisoformat(until)
        return first + (last - first) // 2
    told = max((entry.text.told for entry in rows if entry.text.told), default="")
    latest = until or since or told or max((entry.day for entry in rows if entry.day), default="")
    return date.fromisoformat(latest) if latest else None


def _spans(middle: date | None) -> dict[str, tuple[str, str]]:
    """First and last day of a day, a week, a month and a quarter around a day."""
    found: dict[str, tuple[str, str]] = {}
    if middle is None:
        return found
    for name, days in SPANS.items():
        try:
            first = middle - timedelta(days=days // 2)
            found[name] = (first.isoformat(), (first + timedelta(days=days - 1)).isoformat())
        except OverflowError:
            continue
    return found
