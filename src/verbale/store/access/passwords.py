"""Passwords: what one must be, and their hashes (argon2id, the parameters that argon2-cffi recommends: RFC 9106)."""

from __future__ import annotations

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from verbale.store.access.roles import AccessError, sound

SHORTEST, LONGEST = 12, 512  # characters
KINDS = 4  # different characters that a password has at least
hasher = PasswordHasher()


def checked(password: str, name: str) -> str:
    """A password that may be used by that user. Raises ``AccessError``."""
    told = normal(password)
    if len(told) < SHORTEST:
        raise AccessError(f"a password has at least {SHORTEST} characters")
    if len(told) > LONGEST:
        raise AccessError(f"a password has at most {LONGEST} characters")
    if len(set(told)) < KINDS or _folded(told).replace(_folded(name), "") == "":
        raise AccessError("that password is guessed at once: not the name itself, not one character again and again")
    return told


def hashed(password: str, name: str) -> str:
    """The hash of a password that may be used; it takes some hundredths of a second on purpose. Raises
    ``AccessError``."""
    return hasher.hash(checked(password, name))


def matches(known: str | None, given: str) -> bool:
    """Whether a password is the one of a hash. Where there is no hash the same work is done, and the answer is no."""
    try:
        return hasher.verify(known or _nobodys(), normal(given)[:LONGEST]) and known is not None
    except (VerificationError, InvalidHashError):
        return False


def outdated(known: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return hasher.check_needs_rehash(known)


def normal(password: str) -> str:
    """The same characters whatever the keyboard composed them of."""
    return unicodedata.normalize("NFC", sound(password))


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@cache
def _nobodys() -> str:
    return hasher.hash("the password of a user that there is not")
