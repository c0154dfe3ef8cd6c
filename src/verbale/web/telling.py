"""What the rows of the views say, their closed words in the visitor's language."""

from __future__ import annotations

from dataclasses import replace

from verbale.views.citing import Line
from verbale.views.timeline import Entry
from verbale.web.languages import OWN, translations
from verbale.web.phrases import listed, phrased, worded

TOLLS = frozenset({"killed", "injured"})
DENIED = "denied: "  # how a statement begins that denies its words
DIFFER = "accounts differ"  # how the status of a row begins where they do


def event_told(what: str, language: str) -> str:
    """What an incident or a contact was: *shelling or attack: 2/3 killed, 4 injured*."""
    head, _, rest = what.partition(": ")
    named = " / ".join(worded(mode, language) for mode in head.split(" or ") if mode)
    return f"{named}: {', '.join(_toll(part, language) for part in rest.split(', '))}" if rest else named


def _toll(part: str, language: str) -> str:
    numbers, _, word = part.rpartition(" ")
    if word not in TOLLS:
        return part
    catalogue = translations(language)
    many = int(numbers) if numbers.isdecimal() else 2
    if word == "killed":
        return catalogue.ngettext("%(num)s killed", "%(num)s killed", many) % {"num": numbers}
    return catalogue.ngettext("%(num)s injured", "%(num)s injured", many) % {"num": numbers}


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
    return worded(word, language), rest


def differs(entry: Entry) -> bool:
    """Whether the texts of a row tell different things."""
    return bool(entry.status) and str(entry.status).startswith(DIFFER)


def line_told(line: Line, section: str, language: str) -> Line:
    """A line of a brief with all that is no text of a document in a language."""
    if language == OWN:
        return line
    return replace(
        line,
        when=phrased(line.when, language) or None,
        who=_together(line.who, language),
        what=_what(line.what, section, language),
        was=listed(line.was, language) if line.was else line.was,
        marks=tuple(phrased(mark, language) for mark in line.marks),
        accounts=tuple(line_told(account, section, language) for account in line.accounts),
    )


def _what(what: str, section: str, language: str) -> str:
    """What a line says; of statements and corrections that is quoted."""
    if section == "incidents":
        return listed(what, language)
    quoted = section == "corrections" or (section == "statements" and not what.startswith(DENIED))
    return what if quoted else phrased(what, language)


def _together(who: str, language: str) -> str:
    told = phrased(who, language)
    first, also, last = who.rpartition(" and ")
    if told != who or not also:
        return told
    return translations(language).gettext("%(names)s and %(name)s") % {"names": first, "name": last}
