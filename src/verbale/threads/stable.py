"""Names for content: the same in every run and on every machine."""

from __future__ import annotations

import hashlib


def stable_id(prefix: str, *parts: object) -> str:
    """``prefix`` and twelve hexadecimal digits of the SHA-256 of the parts."""
    text = "\x1f".join(map(str, parts))
    return f"{prefix}-{hashlib.sha256(text.encode('utf-8')).hexdigest()[:12]}"
