"""Which language a text is in, among those that we read (by py3langid, an n-gram classifier)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from verbale.codebook import languages
from verbale.language.models import own_languages
from verbale.settings import Settings

LOOKED_AT = 10_000  # characters; more changes nothing
SURE = 0.5  # probability from which another language is named as the text's
LEAST = 0.1  # probability that a language that we read needs …
SHARE = 0.5  # … and at least this part of the likeliest language's


class UnknownLanguage(ValueError):
    """The language is not one that we read, or cannot be told. The message is the reason, on one line."""


def readable(settings: Settings) -> tuple[str, ...]:
    """Languages that have both a codebook and a pipeline, sorted."""
    parsed = {*own_languages(), *settings.pipelines}
    return tuple(code for code in languages(settings.codebook.folders) if code in parsed)


def settle_language(text: str, given: str | None, settings: Settings) -> str:
    """The language given, or else identified, as ISO 639-1. Raises ``UnknownLanguage``."""
    known = readable(settings)
    if given is not None and given.strip():
        code = given.strip().lower().replace("_", "-").partition("-")[0]
        if code not in known:
            raise UnknownLanguage(f"language {given.strip()[:40]!r} is not read (read are: {', '.join(known)})")
        return code
    return identify(text, known)


def identify(text: str, known: tuple[str, ...]) -> str:
    """The language of ``text`` among ``known``. Raises ``UnknownLanguage`` naming what it seems to be."""
    ranked: list[tuple[str, float]] = _identifier().rank(text[:LOOKED_AT])
    best, likely = ranked[0]
    code, probability = next((pair for pair in ranked if pair[0] in known), (best, 0.0))
    if probability >= LEAST and probability >= SHARE * likely:
        return code
    listed = ", ".join(known)
    if likely >= SURE:
        raise UnknownLanguage(f"the language seems to be {best!r}, which is not read (read are: {listed})")
    raise UnknownLanguage(f"the language cannot be told from the text; say which it is (read are: {listed})")


@lru_cache(maxsize=1)
def _identifier() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
