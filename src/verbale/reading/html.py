"""Web pages: the article without what surrounds it, and what the page says about it (by trafilatura)."""

from __future__ import annotations

import logging
import re
from typing import Any

from verbale.reading.dates import check_published
from verbale.reading.encoding import decode

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_DEPTH = 2000  # elements open at once; a page nested deeper is no article, and parsers recurse
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^>]*?(/?)>")
_VOID = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "tr",
        "th",
        "dt",
        "dd",
        "option",
    )
)

# Dates that the page states, not such as are guessed from its words.
_DATES = {"extensive_search": False, "original_date": True}


def looks_like_page(text: str) -> bool:
    """Whether a text without a file name is a web page."""
    return _PAGE.match(text[:6000]) is not None


def decode_page(data: bytes) -> str:
    """The source of a page: by its byte-order mark, else UTF-8, else the encoding that it declares."""
    declared = _CHARSET.search(data[:4096])
    return decode(data, declared.group(1).decode("ascii") if declared else None)


def extract(source: str) -> dict[str, Any] | None:
    """Text, title, publisher, url and published of a page, where it tells them; null if it holds no article."""
    if _too_deep(source):
        return None
    from trafilatura import bare_extraction  # slow to import, and most runs read no page

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = bare_extraction(
            source, with_metadata=True, include_comments=False, include_tables=True, date_extraction_params=_DATES
        )
    except Exception:  # whatever an extractor does with a broken page, it is a page that cannot be read
        return None
    told = found if isinstance(found, dict) or found is None else found.as_dict()
    if not told or not (told.get("text") or "").strip():
        return None
    published, _ = check_published(told.get("date"))
    return {
        "text": told["text"],
        "title": told.get("title"),
        "publisher": told.get("sitename") or told.get("hostname"),
        "url": told.get("url"),
        "published": published,
    }


def _too_deep(source: str) -> bool:
    depth = 0
    for match in _TAG.finditer(source):
        closing, name, closed = match.groups()
        if closed or name.lower() in _VOID:
            continue
        depth += -1 if closing else 1
        if depth > _DEPTH:
            return True
        depth = max(depth, 0)
    return False
