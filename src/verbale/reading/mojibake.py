"""UTF-8 that was once read as Windows-1252 (*perchÃ©*), and what it was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verbale.record import Glitch

_LEADS = "".join(bytes([byte]).decode("cp1252") for byte in range(0xC2, 0xF5))
_UNDEFINED = {0x81, 0x8D, 0x8F, 0x90, 0x9D}  # Windows-1252 leaves these five open; readers pass them through
_FOLLOWERS = "".join(
    re.escape(chr(byte) if byte in _UNDEFINED else bytes([byte]).decode("cp1252")) for byte in range(0x80, 0xC0)
)
_BROKEN = re.compile(f"[{_LEADS}][{_FOLLOWERS}]{{1,3}}")
_LETTER = re.compile(r"\w|['’-]")
LONGEST = 40  # characters of a word looked at on each side


def find_mojibake(text: str) -> Iterator[Glitch]:
    """Broken characters: a broken letter with the whole word that it belongs to, a broken mark by itself."""
    done = 0
    for match in _BROKEN.finditer(text):
        meant = _meant(match.group())
        if meant is None or match.start() < done:
            continue
        start, end = match.span()
        if meant.isalpha():
            while start > done and match.start() - start < LONGEST and _LETTER.match(text[start - 1]):
                start -= 1
            end = _word_end(text, end)
        repair = _BROKEN.sub(lambda broken: _meant(broken.group()) or broken.group(), text[start:end])
        yield Glitch(start=start, end=end, text=text[start:end], kind="mojibake", repair=repair)
        done = end


def _word_end(text: str, end: int) -> int:
    limit = end + LONGEST
    while end < min(limit, len(text)):
        broken = _BROKEN.match(text, end)
        meant = _meant(broken.group()) if broken else None
        if broken is not None and meant is not None:
            if not meant.isalpha():
                break
            end = broken.end()
        elif _LETTER.match(text[end]):
            end += 1
        else:
            break
    return end


def _meant(broken: str) -> str | None:
    """The characters whose UTF-8 bytes stand there; null if they are no such bytes."""
    for length in range(len(broken), 1, -1):
        try:
            data = b"".join(
                bytes([ord(char)]) if ord(char) in _UNDEFINED else char.encode("cp1252") for char in broken[:length]
            )
            meant = data.decode("utf-8")
        except UnicodeError:
            continue
        if len(meant) == 1 and length == len(broken):
            return meant
        return meant + broken[length:]
    return None
