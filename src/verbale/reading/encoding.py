"""Bytes to text: byte-order marks, UTF-8, UTF-16, UTF-32 and the usual single-byte encodings.

Order of decision: a byte-order mark; UTF-16 by where its NULs stand; valid UTF-8; the encoding that the file
declares; damaged UTF-8, if most of its non-ASCII bytes are sound; Windows-1252, if every other byte makes a
western letter or mark where one may stand; charset-normalizer, if there is enough to guess from; else UTF-8 with
U+FFFD.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

REPLACEMENT = "\ufffd"
ENOUGH = 0.04  # share of bytes beyond ASCII from which a statistical guess at the encoding is worth something
LEAST = 30  # … and how many of them there must be
LOOKED_AT = 200_000  # bytes that the guesses look at

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC: tuple[bytes, ...] = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
)
_MAGIC += (b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"RIFF", b"OggS", b"ID3", b"SQLite format 3\x00", b"Rar!", b"{\\rtf")
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_WESTERN_LETTERS = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüœšžßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒŠŽ")
_WESTERN_MARKS = frozenset("“”‘’‚„…–—«»‹›€£§°ºª·•¡¿©®™\u00a0\u00ad½¼¾²³")
_ALIASES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}


def clean(text: str) -> str:
    """``text`` without a leading byte-order mark; each NUL and lone surrogate is U+FFFD, one for one."""
    text = text.removeprefix("\ufeff").replace("\x00", REPLACEMENT)
    return _SURROGATES.sub(REPLACEMENT, text)


def is_binary(data: bytes) -> bool:
    """Whether ``data`` is a picture, an archive or the like rather than text in an encoding that we read."""
    if data.startswith(_MAGIC):
        return True
    if data.startswith(tuple(mark for mark, _ in _MARKS)) or _utf16(data):
        return False
    sample = data[:LOOKED_AT]
    return len(_CONTROLS.findall(sample)) > 0.02 * len(sample) or 0.3 * len(sample) < sample.count(0) < len(sample)


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of ``data``; ``declared`` is the encoding that the file names for itself, if any. Never raises."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return clean(data[len(mark) :].decode(encoding, "replace"))
    encoding = _utf16(data) or "utf-8"
    try:
        return clean(data.decode(encoding))
    except UnicodeDecodeError:
        return clean(data.decode(_guess(data, encoding, declared), "replace"))


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: text in a western script has a NUL in every other byte."""
    sample = data[:4000]
    half = len(sample) // 2
    if half < 2 or 0 not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _guess(data: bytes, encoding: str, declared: str | None) -> str:
    if encoding != "utf-8":
        return encoding
    if declared and (known := _codec(declared)) not in (None, "utf-8"):
        return str(known)
    if _mostly_utf8(data):
        return "utf-8"
    if _western(data):
        return "cp1252"
    beyond = sum(byte >= 0x80 for byte in data[:LOOKED_AT])
    if beyond >= LEAST and beyond >= ENOUGH * len(data[:LOOKED_AT]):
        best = from_bytes(data[:LOOKED_AT]).best()
        if best is not None and best.encoding:
            return best.encoding
    return "utf-8"


def _codec(name: str) -> str | None:
    name = name.strip().lower()
    try:
        return _ALIASES.get(name) or codecs.lookup(name).name
    except (LookupError, ValueError):
        return None


def _mostly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    bad = text.count(REPLACEMENT)
    return sum(char > "\x7f" for char in text) - bad > bad


def _western(data: bytes) -> bool:
    """Whether Windows-1252 makes letters inside words, and marks, of all bytes beyond ASCII."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    foreign = [n for n, char in enumerate(text) if char > "\x7f"]
    letters = [n for n in foreign if text[n] in _WESTERN_LETTERS]
    if any(text[n] not in _WESTERN_LETTERS and text[n] not in _WESTERN_MARKS for n in foreign):
        return False
    inside = sum(_by_ascii_letter(text, n) for n in letters)
    return inside >= 0.7 * len(letters)


def _by_ascii_letter(text: str, n: int) -> bool:
    """Whether a plain letter stands beside, or the letter is a word of its own (*è*)."""
    around = text[max(0, n - 1) : n] + text[n + 1 : n + 2]
    return any(char.isascii() and char.isalpha() for char in around) or not any(char.isalpha() for char in around)
