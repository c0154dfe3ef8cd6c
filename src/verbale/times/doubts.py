"""What looks like a time and is none: *2000 people*, *may* the verb, a surname *May*, *a week* for *per week*."""

from __future__ import annotations

from collections.abc import Sequence

from verbale.language.parse import Parse, Token
from verbale.times.grammar import Match
from verbale.times.lexicon import Edges

_FIRST_PLAIN_YEAR, _LAST_PLAIN_YEAR = 1500, 2100
_NAME_WORDS = frozenset({"month", "monthshort", "weekday", "season", "holiday", "number", "units", "ordinal", "the"})
_COUNTED = frozenset({"number", "unit", "units", "vague", "tens", "couple"})
_MONEY_OR_CODE = frozenset("$€£#/+=")


def is_doubtful(match: Match, parse: Parse, edges: Sequence[Edges | None]) -> bool:
    """Whether a match is better left alone: its words, so alone, are as well a name, a verb or a number."""
    make = match.pattern.make
    first = parse.tokens[match.first]
    after = parse.tokens[match.last] if match.last < len(parse.tokens) else None
    if after is not None and after.sentence != first.sentence:
        after = None
    if make == "duration":
        return _no_duration(match, first, after, parse, edges)
    if make == "set" and match.step("repeatedquality") is not None:  # weekly: of a meeting, or a magazine
        return first.pos != "ADJ"
    if make == "set" and match.steps[0].kind == "per":
        return _no_rate(match, first, after, parse, edges)
    if make == "reference":
        return _no_reference(match, first, edges)
    if make == "range":
        return _no_range(match, parse, edges)
    if make == "moment":
        if _numbered_weekday(match) and _counting(match, after, edges):
            return True
        return _no_moment(match, first, after, edges) or _within_name(match, parse)
    if match.step("figure") is not None and _has(edges, match.last, "counted"):  # l'83 per cento
        return True
    last = match.steps[-1]
    if last.kind == "year" and match.step("month", "monthshort", "season", "ordinal", "quarter", "half") is None:
        return _no_year(parse.tokens[last.at], parse, edges)
    if match.last - match.first == 1:
        if match.step("decade") is not None and _possessed(first, parse):
            return True
        if match.step("weekend") is not None and match.first and _has(edges, match.first - 1, "article"):
            return True
        if match.step("month", "season") is not None and _verb_or_person(first, parse):
            return True
    if match.step("season") is not None and not match.step("year", "yearshift") and _has(edges, match.last, "of"):
        return True
    return _within_name(match, parse)


def _numbered_weekday(match: Match) -> bool:
    """Whether a weekday is followed by a number alone: *lunedì 20*, *Monday the 20th*."""
    kinds = [step.kind for step in match.steps if step.kind != "the"]
    return len(kinds) > 1 and kinds[-1] in ("figure", "ordinal") and kinds[-2] == "weekday"


def _counting(match: Match, after: Token | None, edges: Sequence[Edges | None]) -> bool:
    """Whether the figures after a weekday count what follows: *lunedì 20 persone*, *Monday the first car*."""
    if not 1 <= int(match.steps[-1].value) <= 31 or _has(edges, match.last, "counted"):
        return True
    return after is not None and (after.pos in ("NOUN", "ADJ", "PROPN", "NUM") or after.norm in _MONEY_OR_CODE)


def _has(edges: Sequence[Edges | None], at: int, *kinds: str) -> bool:
    return at < len(edges) and any(edge.kind in kinds for edge in edges[at] or ())


def _possessed(token: Token, parse: Parse) -> bool:
    """Whether two figures are somebody's age: *in his 30s*."""
    before = parse.tokens[token.i - 1] if token.i else None
    return before is not None and len(token.norm) < 5 and (before.pos == "PRON" or "Poss" in before.feats)


def _ends(edges: Sequence[Edges | None], at: int, kind: str, length: int) -> bool:
    """Whether words of a class, so many tokens long, end right before token ``at``."""
    found = edges[at - length] if at >= length else None
    return any(edge.kind == kind and edge.length == length for edge in found or ())


def _verb_or_person(token: Token, parse: Parse) -> bool:
    if token.i > 0 and parse.tokens[token.i - 1].pos == "ADP":
        return False
    after = parse.tokens[token.i + 1] if token.i + 1 < len(parse.tokens) else None
    if token.text[:1].isupper() and after is not None and after.pos == token.pos == "PROPN":  # April Winters
        return True
    before = parse.tokens[token.i - 1] if token.i else None
    if before is not None and before.pos == "PROPN" and before.sentence == token.sentence:  # a surname
        return True
    return token.pos in ("VERB", "AUX") or _name_label(token.i, token.i + 1, parse) == "PER"


def _no_moment(match: Match, first: Token, after: Token | None, edges: Sequence[Edges | None]) -> bool:
    bare_noun = after is not None and after.pos == "NOUN" and not _has(edges, match.last, "part")
    if match.step("holiday", "clockword") is not None:  # a Christmas truce, the noon briefing
        return bare_noun and match.step("year") is None
    hour = match.step("hour")
    if hour is not None and match.step("meridiem", "oclock", "oreword", "part") is None:  # alle due parti
        spoken = not _has(edges, hour.at, "figure")
        if after is not None and (after.pos in ("NOUN", "PROPN", "NUM") or (spoken and after.pos in ("ADJ", "DET"))):
            return True
        return spoken and after is None and hour.value == "1"
    return match.last - match.first == 1 and first.pos in ("VERB", "AUX") and match.step("weekday") is not None


def _no_rate(match: Match, first: Token, after: Token | None, parse: Parse, edges: Sequence[Edges | None]) -> bool:
    """Whether *al giorno* does not follow what is counted by the day."""
    before = parse.tokens[match.first - 1] if match.first else None
    if before is None or before.sentence != first.sentence or before.pos not in ("NOUN", "NUM", "SYM"):
        return True
    return _has(edges, before.i, "month", "unit") or (after is not None and _has(edges, after.i, "of", "month"))


def _no_duration(match: Match, first: Token, after: Token | None, parse: Parse, edges: Sequence[Edges | None]) -> bool:
    unit = match.step("unit", "units", "unitdoubtful")
    if unit is None:
        return match.step("span") is None
    before = parse.tokens[match.first - 1] if match.first else None
    same = before is not None and before.sentence == first.sentence
    if unit.value == "year" and _age(match, before if same else None, after, parse, edges):
        return True
    article_only = match.steps[0].kind == "article" and len(match.steps) == 2
    if article_only and same and before is not None:  # so many tonnes a week
        return before.pos in ("NOUN", "NUM", "SYM") and before.norm != "-"
    bare = len(match.steps) == 1 and unit.kind == "units"
    joined = same and before is not None and (before.norm == "-" or _has(edges, before.i, "number"))
    return bare and (joined or _name_label(match.first, match.last, parse) is not None)


def _age(match: Match, before: Token | None, after: Token | None, parse: Parse, edges: Sequence[Edges | None]) -> bool:
    """Whether so many years are how old somebody is."""
    if _has(edges, match.last, "old"):
        return True
    if _has(edges, match.last, "hyphen") and _has(edges, match.last + 1, "old"):
        return not _has(edges, match.last + 2, "lasting")  # a four-year-old war
    if before is None or match.step("number") is None or before.i == 0:
        return False
    if any(_ends(edges, match.first, "ages", length) for length in (1, 2)):
        return True
    owner = parse.tokens[before.i - 1]
    closed = after is None or after.pos == "PUNCT"
    return owner.pos == "PROPN" and (_has(edges, before.i, "of") or (before.norm in (",", "(") and closed))


def _no_reference(match: Match, first: Token, edges: Sequence[Edges | None]) -> bool:
    if _has(edges, match.last, *_COUNTED):
        return True
    if match.last - match.first == 1 and _has(edges, match.first, "unit"):  # ora: "now" and "hour"
        return first.pos != "ADV"
    return False


def _no_range(match: Match, parse: Parse, edges: Sequence[Edges | None]) -> bool:
    years = match.all("year")
    if len(years) < 2 or match.step("month", "monthshort") is not None:
        return False
    rising = int(years[0].value) < int(years[1].value)
    return not rising or any(_no_year(parse.tokens[step.at], parse, edges, ranged=True) for step in years)


def _name_at(at: int, parse: Parse) -> int | None:
    names = parse.names
    low, high = 0, len(names)
    while low < high:
        middle = (low + high) // 2
        if names[middle].last <= at:
            low = middle + 1
        else:
            high = middle
    return low if low < len(names) and names[low].first <= at else None


def _name_label(first: int, last: int, parse: Parse) -> str | None:
    found = _name_at(first, parse)
    return parse.names[found].label if found is not None and parse.names[found].last >= last else None


def _within_name(match: Match, parse: Parse) -> bool:
    """Whether a longer name holds the words: *Black September*, *Liceo XXV Aprile*."""
    if not all(step.kind in _NAME_WORDS for step in match.steps):
        return False
    found = _name_at(match.first, parse)
    if found is None or parse.names[found].last < match.last:
        return False
    name = parse.names[found]
    longer = name.last - name.first > match.last - match.first
    return longer and not any(token.norm == "," for token in parse.tokens[name.first : name.last])


def _no_year(token: Token, parse: Parse, edges: Sequence[Edges | None], *, ranged: bool = False) -> bool:
    """Whether four figures alone are a number: of things, of money, part of a code."""
    year = int(token.norm)
    if not _FIRST_PLAIN_YEAR <= year <= _LAST_PLAIN_YEAR:
        return True
    tokens = parse.tokens
    before = tokens[token.i - 1] if token.i else None
    after = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
    if before is not None and (before.pos == "SYM" or before.norm in _MONEY_OR_CODE) and not ranged:
        return True
    if _numbered(token.i, edges):
        return True
    if not ranged and before is not None and before.end == token.start and before.norm in ("-", "–", "."):
        return not edges[token.i - 2]
    if after is None or after.sentence != token.sentence:
        return False
    if after.norm in _MONEY_OR_CODE or _has(edges, after.i, "counted"):
        return True
    return after.pos in ("NOUN", "ADJ") and after.end > token.end + 1 and _counts(token, before, parse)


def _numbered(at: int, edges: Sequence[Edges | None]) -> bool:
    """Whether the figures are the number of a resolution or a flight, alone or as the second of two."""
    if _ends(edges, at, "code", 1):
        return True
    listed = at > 2 and _has(edges, at - 1, "and", "comma") and _has(edges, at - 2, "number")
    return listed and _ends(edges, at - 2, "code", 1)


def _counts(token: Token, before: Token | None, parse: Parse) -> bool:
    """Whether the figures count the noun that follows."""
    following = parse.tokens[token.i + 1 : token.i + 4]
    noun = next((t for t in following if t.pos == "NOUN"), following[0])
    plural = noun.feats.get("Number") == "Plur"
    counted = token.head == noun.i and token.rel == "nummod"
    led = before is not None and before.pos in ("DET", "ADP", "PUNCT", "ADJ")
    return (plural and (int(token.norm) % 100 == 0 or not led)) or (counted and not led)
