"""The languages of the interface: English in the templates, the others as catalogues of gettext in ``locale/``."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from starlette.requests import Request

OWN = "en"
COOKIE = "verbale_language"
NAMES = {"en": "English", "it": "Italiano"}


@cache
def translations(language: str) -> NullTranslations:
    """The catalogue of a language, as the standard library reads it."""
    if language == OWN:
        return NullTranslations()
    with (files("verbale.web") / "locale" / f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def language_of(request: Request) -> str:
    """What the visitor has chosen, else the first of what the browser asks for that there is, else English."""
    chosen = request.cookies.get(COOKIE, "")
    if chosen in NAMES:
        return chosen
    wanted: list[tuple[float, str]] = []
    for part in request.headers.get("accept-language", "")[:300].split(","):
        code, _, weight = part.strip().partition(";q=")
        try:
            wanted.append((float(weight or 1), code.split("-")[0].lower()))
        except ValueError:
            continue
    ranked = sorted(wanted, key=lambda one: -one[0])
    return next((code for _, code in ranked if code in NAMES), OWN)
