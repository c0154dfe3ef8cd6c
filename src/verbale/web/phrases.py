"""Sentences that are made below the desk, in English: why something is refused, why texts are taken for one, when
something was. Here stand their moulds, so that the desk can say them in the visitor's language.

What a mould leaves open is kept as it is, but for ``CLOSED``: there stand words of closed classes, which are
translated. A sentence that fits none stays English.
"""

from __future__ import annotations

import re
from functools import cache
from typing import get_args

from verbale.record import Stance
from verbale.threads.status import Befell
from verbale.views.contacts import STANDINGS
from verbale.web.languages import OWN, translations

CLOSED = frozenset({"word", "other", "role", "own", "field", "said", "deed", "standing", "stance", "befell"})
LISTED = frozenset({"modes"})  # words of a closed class with *or* between them
CALLED = frozenset({"called", "parent", "points"})  # parts with commas between them: *ceasefire, 21 days, by Oman*
NUMBERS = frozenset({"number", "most", "killed", "injured"})
DAYS = frozenset({"day", "until", "since"})
CHOICES = {"standing": STANDINGS, "stance": get_args(Stance), "befell": get_args(Befell)}
LONGEST = 500  # characters of a sentence that is looked at
_OPEN = re.compile(r"%\((\w+)\)s")


def _(mould: str) -> str:
    return mould


MOULDS = (
    # when something was
    _("undated, told on %(day)s"), _("undated"), _("%(day)s to %(until)s"),
    # what there is not
    _("there is no version %(number)s of the document %(key)s"), _("there is no document %(key)s"),
    _("there are several documents %(key)s"), _("there is no actor %(key)s in these texts"),
    _("there is no judgement %(key)s"), _("there is no contact %(key)s"), _("there is no track %(name)s"),
    _("several contacts begin with %(key)s"), _("there is no fact %(key)s"),
    _("there is no fact %(key)s; at least %(number)s characters of its key are needed"),
    _("%(key)s is the beginning of several keys: %(names)s"), _("there is no word to look for in %(given)s"),
    _("the desk does not speak %(given)s"), _("that is nothing that could be in a store"),
    _("the store failed"), _("%(given)s is no place in a list of texts"),
    _("the brief would end (%(until)s) before it begins (%(since)s)"), _("Invalid isoformat string: %(given)s"),
    # what is asked for in another way than it can be
    _("kind may be %(names)s, not %(given)s"), _("the kind or the language is none of those offered"),
    _("the text has %(number)s characters; %(most)s can be pasted"), _("is empty"),
    _("party: not more than %(number)s at once"),
    _("%(name)s: Input should be less than or equal to %(number)s"),
    _("%(name)s: Input should be greater than or equal to %(number)s"), _("%(name)s: Field required"),
    _("%(name)s: String should have at most %(number)s characters"),
    _("%(name)s: Input should be a valid integer, unable to parse string as an integer"),
    _("%(name)s: Input should be a valid boolean, unable to interpret input"),
    _("%(name)s: List should have at most %(number)s items after validation, not %(most)s"),
    _("%(name)s: List should have at least %(number)s items after validation, not %(most)s"),
    _("%(name)s: Input should be %(given)s"), _("%(name)s: String should match pattern %(given)s"),
    # who may what
    _("you are not logged in"), _("this needs the role %(role)s; yours is %(own)s"), _("that token is not valid"),
    _("too many requests: try again in %(number)s seconds"), _("that is no form"), _("it came too slowly"),
    _("this comes from another site"), _("this comes from nowhere"), _("at most %(number)s bytes can be sent"),
    _("the %(name)s field or the header X-CSRF-Token is missing"),
    _("this page is out of date: load it again, and try again"),
    # users and tokens
    _("you have no such token"), _("only who is logged in with a password can change it"),
    _("that is not your password"), _("the two new passwords differ"),
    _("a token cannot look after tokens and users"), _("%(name)s is the last admin: make another one first"),
    _("there is a user %(name)s already"), _("there is no user %(name)s"), _("a name has 1 to %(number)s characters"),
    _("a name has letters or digits, and nothing that cannot be seen"),
    _("a password has at least %(number)s characters"), _("a password has at most %(number)s characters"),
    _("that password is guessed at once: not the name itself, not one character again and again"),
    _("a token needs a label, 1 to %(number)s characters: for what is it?"),
    _("%(name)s is a %(own)s: a token of theirs cannot have the role %(role)s"),
    _("a token is made for 1 to %(number)s days"), _("%(name)s has %(number)s tokens: end one first"),
    _("there is no token %(number)s"), _("%(given)s is no role: %(names)s"),
    # judging
    _("a fact can be judged by %(names)s, not by %(given)s"), _("%(key)s was judged or told anew meanwhile"),
    _("judgement %(number)s is by %(name)s: only an admin can withdraw it"),
    _("judgement %(number)s was withdrawn on %(day)s by %(name)s"),
    _("nothing is changed; what is right as it is can be confirmed"),
    _("%(key)s is told no more: no text or reader holds it now"),
    _("%(key)s is linked to nothing: only proposals, contacts, incidents and statements are"),
    _("%(field)s is longer than %(number)s characters"), _("%(field)s cannot be left empty"),
    _("%(field)s: nobody is known as %(given)s; give a key (verbale actors), a country code, a name that the text uses "
      "(%(names)s), or new:NAME for somebody whom no text has named"),
    # why texts are taken for one
    _("no other of its kind is known between these parties"), _("both are: %(word)s"),
    _("%(word)s and %(other)s both stop the fighting"), _("%(word)s may be another word for %(other)s"),
    _("one text names no party"), _("parties: %(names)s"), _("one of the texts has no date"),
    _("%(number)s days apart"), _("said %(number)s days apart"), _("told %(number)s days apart"),
    _("told %(number)s days apart, one without its day"), _("a day apart"), _("a day apart, at night"),
    _("the same: %(names)s"), _("in common: %(names)s"), _("the same persons"),
    _("other persons of the same parties"), _("a text names nobody, and speaks of %(names)s"),
    _("one text does not tell by what means"), _("%(word)s and %(other)s are both face to face"),
    _("talks may be by telephone"), _("in %(name)s"), _("not in %(name)s"), _("not at %(name)s"),
    _("same: %(names)s"), _("near: %(names)s"), _("%(number)s words alike"),
    _("%(number)s words alike, %(share)s of the shorter text"), _("put off from %(day)s to %(until)s"),
    _("put off from %(day)s"), _("put off from %(day)s without a new day"), _("the one that is planned"),
    _("no place is told; both speak of %(names)s"), _("%(word)s is often called %(other)s"),
    _("done by %(names)s"), _("%(killed)s killed, %(injured)s injured"), _("%(killed)s killed"),
    _("%(injured)s injured"), _("a text mostly tells it once"), _("neither text names the speaker"),
    _("both by %(names)s"), _("one names a person, the other only %(name)s"), _("both: %(names)s"),
    _("%(day)s and %(until)s"), _("the amended draft that is known"),
    _("an amended text without terms of its own, beside a draft that is one"),
    _("a plan without terms, of the same author and day as the text's only other proposal of theirs"),
    _("as %(name)s judged"), _("claimed by %(names)s"), _("denied by %(names)s"), _("hosted by %(names)s"),
    # the marks of a brief
    _("new"), _("changed"), _("conditions changed"), _("retracted"), _("uncertain"), _("unsettled"), _("dissent"),
    _("more is told"), _("replaced later"), _("tomorrow"), _("in %(number)s days"), _("version %(number)s"),
    _("no text tells whether it was held"), _("confirmed by %(name)s"), _("rejected by %(name)s"),
    _("corrected by %(name)s"), _("place not told"), _("nobody named"), _("not told who"), _("no toll"),
    _("told without numbers"),
    # the lines of a brief
    _("accepts the %(called)s"), _("conditional on the %(called)s"), _("undecided on the %(called)s"),
    _("rejects the %(called)s"), _("texts disagree on the %(modes)s"), _("%(stance)s, says %(names)s"),
    _("accounts of the %(modes)s differ: %(points)s"), _("no position on the %(called)s is told any more"),
    _("sources disagree on where it stands: the %(called)s"), _("%(said)s, moved from %(day)s"),
    _("%(standing)s: %(modes)s"), _("%(standing)s: %(modes)s in %(name)s"),
    _("%(standing)s: %(modes)s with %(names)s"), _("%(standing)s: %(modes)s with %(names)s in %(name)s"),
    _("%(standing)s %(day)s"), _("%(standing)s %(day)s to %(until)s"), _("%(stance)s (%(given)s)"),
    _("%(said)s, after %(deed)s"), _("%(said)s, then %(deed)s"), _("%(stance)s on %(day)s"), _("%(name)s: %(stance)s"),
    _("%(called)s: %(befell)s"), _("%(called)s, an amended draft of %(parent)s: %(befell)s"),
    _("%(called)s, a part of %(parent)s: %(befell)s"), _("by %(names)s"), _("%(number)s day"), _("%(number)s days"),
    _("%(number)s weeks"), _("%(number)s months"), _("%(number)s hours"), _("denied: %(given)s"),
)  # fmt: skip


def phrased(text: object, language: str) -> str:
    """A sentence in a language, English where no mould fits."""
    told = "" if text is None else str(text)
    if language == OWN or not told or len(told) > LONGEST:
        return told
    catalogue = translations(language)
    whole = catalogue.gettext(told)
    if whole != told:
        return whole
    for mould, pattern in _patterns():
        if found := pattern.fullmatch(told):
            values = {name: _value(name, value, language) for name, value in found.groupdict().items()}
            return catalogue.gettext(mould) % values
    parts = told.split("; ")
    return "; ".join(phrased(part, language) for part in parts) if len(parts) > 1 else told


def listed(text: str, language: str) -> str:
    """A sentence of parts with commas between them, each on its own."""
    return ", ".join(phrased(part, language) for part in text.split(", "))


def worded(word: str, language: str) -> str:
    """A word of a closed class; types of events may come in small letters."""
    translated = translations(language).gettext
    for form in (word, word.upper()):
        if word and (told := translated(form)) != form:
            return told if form == word else told.lower()
    return word


def _value(name: str, value: str, language: str) -> str:
    if name in LISTED:
        return " / ".join(worded(word, language) for word in value.split(" or "))
    if name in CALLED:
        return listed(value, language)
    if name in NUMBERS:
        return value.replace(" or ", " / ")
    return phrased(value, language) if name in CLOSED else value


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The moulds with something open, those that say most first."""
    found = [(mould, _OPEN.sub("", mould)) for mould in MOULDS if _OPEN.search(mould)]
    found.sort(key=lambda pair: -len(pair[1]))
    return tuple((mould, re.compile(_pattern(mould))) for mould, _ in found)


def _pattern(mould: str) -> str:
    parts = _OPEN.split(mould)
    return "".join(_group(part) if n % 2 else re.escape(part) for n, part in enumerate(parts))


def _group(name: str) -> str:
    if name in NUMBERS:
        return rf"(?P<{name}>[\d.,]+(?: or [\d.,]+)*)"
    if name in DAYS:
        return rf"(?P<{name}>\d{{4}}[\dT:.Z-]*)"
    if name in LISTED:
        return rf"(?P<{name}>[a-z ]+?)"
    if name in CALLED:
        return rf"(?P<{name}>(?:(?!, after ).)+?)"
    if name in CHOICES:
        return rf"(?P<{name}>{'|'.join(CHOICES[name])})"
    return rf"(?P<{name}>.+?)"
