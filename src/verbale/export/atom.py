"""The feed as Atom (RFC 4287): every entry has a name that stays, the moment of its commit, and text, never markup."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml import etree

from verbale.version import VERSION
from verbale.views.changes import Change, Feed

ATOM = "http://www.w3.org/2005/Atom"
TITLE = 200  # characters
TEXT = 2_000
NEVER = "1970-01-01T00:00:00Z"  # of a feed in which nothing has happened
# Everything that XML 1.0 does not allow.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(feed: Feed, title: str = "Verbale") -> bytes:
    """An Atom document, the latest change first."""
    root = etree.Element(_name("feed"), nsmap={None: ATOM})
    _add(root, "id", feed.urn)
    _add(root, "title", _clean(title, TITLE))
    _add(root, "updated", max((change.made for change in feed.changes), default=NEVER))
    _add(_add(root, "author"), "name", "Verbale")
    _add(root, "generator", "Verbale", version=VERSION)
    for change in reversed(feed.changes):
        _entry(root, change)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _entry(root: etree._Element, change: Change) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", change.urn)
    _add(entry, "title", _clean(change.says, TITLE))
    _add(entry, "updated", change.made)
    _add(entry, "published", change.made)
    _add(entry, "category", term=f"{change.topic}.{change.verb}")
    url = change.document.url if change.document is not None else None
    if url is not None and _is_link(url):
        _add(entry, "link", rel="related", href=url)
    _add(entry, "content", _clean(_text(change), TEXT), type="text")


def _text(change: Change) -> str:
    source = change.document
    cited = (
        ", ".join(part for part in (source.publisher, source.title or source.id, source.day) if part) if source else ""
    )
    return "\n\n".join(part for part in (change.says, change.sentence, cited) if part)


def _is_link(url: str) -> bool:
    try:
        parsed = urlsplit(url)
    except ValueError:
        return False
    plain = url.isascii() and not any(sign.isspace() or not sign.isprintable() or sign in '<>"' for sign in url)
    return plain and parsed.scheme in ("http", "https") and bool(parsed.netloc)


def _clean(text: str, longest: int) -> str:
    text = _FORBIDDEN.sub("\ufffd", text)
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _name(tag: str) -> str:
    return f"{{{ATOM}}}{tag}"


def _add(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, _name(tag), attrib=attributes)
    child.text = text
    return child
