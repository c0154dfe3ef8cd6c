"""What the rows of the views say, their closed words in the visitor's language."""

from __future__ import annotations

from verbale.views.timeline import Entry
from verbale.web.languages import translations

TOLLS = frozenset({"killed", "injured"})
DIFFER = "accounts differ"  # how the status of a row begins where they do


def event_told(what: str, language: str) -> str:
    """What an incident or a contact was: *shelling or attack: 2/3 killed, 4 injured*."""
    translated = translations(language).gettext
    head, _, rest = what.partition(": ")
    named = " / ".join(translated(mode) for mode in head.split(" or ") if mode)
    return f"{named}: {', '.join(_toll(part, language) for part in rest.split(', '))}" if rest else named


def _toll(part: str, language: str) -> str:
    numbers, _, word = part.rpartition(" ")
    return f"{numbers} {translations(language).gettext(word)}" if word in TOLLS else part


def entry_told(entry: Entry, language: str) -> tuple[str, str]:
    """What a row of the timeline says: a closed word, and what it is about."""
    translated = translations(language).gettext
    if entry.lane == "proposal":
        return translated("proposal"), entry.what
    if entry.lane == "incident":
        return event_told(entry.what, language), ""
    word, _, rest = entry.what.partition(": ")
    if entry.lane == "statement":
        verb, denied, _ = word.partition(" (denied)")
        return translated(verb) + (f" ({translated('denied')})" if denied else ""), rest
    return translated(word) if word else "", rest


def differs(entry: Entry) -> bool:
    """Whether the texts of a row tell different things."""
    return bool(entry.status) and str(entry.status).startswith(DIFFER)
