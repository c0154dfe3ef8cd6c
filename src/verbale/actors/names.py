"""Runs of capitalised words that may be names, and whom the names of a text belong to."""

from __future__ import annotations

from dataclasses import dataclass, field

from verbale.actors.forms import caseless, close, pieces, same_given, signs, slug
from verbale.actors.senses import ActorIndex, Hit
from verbale.language.parse import NameLabel, Parse, Token

_LONGEST = 8  # tokens of a name
_NAMESAKES = 50  # persons with one part of a name in common that are told apart
NAMELIKE = frozenset(("PROPN", "X"))
_TIED = frozenset(("flat", "compound", "goeswith"))


@dataclass(slots=True, eq=False)
class Run:
    """Tokens ``first:last`` that look like one name; ``person`` is the codebook's key where it knows the person."""

    first: int
    last: int
    label: NameLabel | None = None
    person: str | None = None
    surname_of: tuple[str, ...] = ()


def hits_at(parse: Parse, hits: list[Hit]) -> list[Hit | None]:
    """The hit that covers each token."""
    at: list[Hit | None] = [None] * len(parse.tokens)
    for hit in hits:
        at[hit.first : hit.last] = [hit] * (hit.last - hit.first)
    return at


def bounds(parse: Parse, hit_at: list[Hit | None]) -> list[tuple[int, int]]:
    """Sentences as token ranges; what the parser cut within a form, or without a mark in between, is joined again."""
    joined: list[tuple[int, int]] = []
    paragraph = -1
    for sentence in parse.sentences:
        first = sentence.first
        if sentence.last <= first:
            continue
        within = first > 0 and hit_at[first] is not None and hit_at[first] is hit_at[first - 1]
        cut = first > 0 and parse.tokens[first - 1].pos != "PUNCT" and parse.tokens[first - 1].text[-1] not in ".!?:;"
        title = first > 1 and hit_at[first - 1] is not None and parse.tokens[first].text[:1].isupper()
        dotted = title and parse.tokens[first - 1].text == "." and hit_at[first - 1] is hit_at[first - 2]
        short = dotted or (title and _abbreviated(parse, first - 1)) or _initial(parse, first)
        if joined and sentence.paragraph == paragraph and (within or cut or short):
            joined[-1] = (joined[-1][0], sentence.last)
        else:
            joined.append((first, sentence.last))
        paragraph = sentence.paragraph
    return joined


def _initial(parse: Parse, i: int) -> bool:
    """Whether the initial of a middle name ends before token ``i``: *Jon T. Berg*."""
    if i < 2 or not parse.tokens[i].text[:1].isupper():
        return False
    mark = i - 1 if parse.tokens[i - 1].text == "." else i
    letter = parse.tokens[mark - 1]
    named = mark > 1 and parse.tokens[mark - 2].pos in NAMELIKE
    return named and letter.text.rstrip(".").isupper() and len(letter.text.rstrip(".")) == 1 and letter.pos in NAMELIKE


def _abbreviated(parse: Parse, i: int) -> bool:
    """Whether token ``i`` ends in a full stop that is part of it: *Gen.*"""
    text = parse.tokens[i].text
    return len(text) > 1 and text.endswith(".")


def speaker_labels(parse: Parse, index: ActorIndex, hit_at: list[Hit | None]) -> dict[int, int]:
    """Names in the labels of turns (*MS. LEE:*, *TERESA LOZADA:*): first token to the token after the last.

    A name without a title counts where the text has labels of those who ask, or where labels come back.
    """
    found: list[tuple[int, int, bool]] = []
    asked = False
    paragraph = -1
    for sentence in parse.sentences:
        if sentence.paragraph == paragraph:
            continue
        paragraph = sentence.paragraph
        colon = _colon(parse, sentence.first)
        first = sentence.first
        for i in range(sentence.first, colon):  # past titles and offices
            hit = hit_at[i]
            title = hit is not None and hit.sense("person", "surname") is None
            first = i + 1 if title or not parse.tokens[i].text[:1].isalpha() else first
        words = [token for token in parse.tokens[first:colon] if token.text[:1].isalpha()]
        asking = any(token.norm.strip(".") in index.askers for token in parse.tokens[sentence.first : colon])
        asked = asked or asking
        if words and not asking:
            found.append((first, colon, first > sentence.first))
    titled = {parse.tokens[colon - 1].norm for _, colon, title in found if title}
    return {first: colon for first, colon, title in found if title or asked or parse.tokens[colon - 1].norm in titled}


def _colon(parse: Parse, first: int) -> int:
    """The colon after capitalised words that open a paragraph; ``first`` if there is none."""
    for i in range(first, min(first + _LONGEST, len(parse.tokens))):
        token = parse.tokens[i]
        if token.text == ":":
            return i
        if token.text[:1] in "\"“«‘'—-–" or (token.text[:1].isalpha() and not token.text[:1].isupper()):
            break
    return first


class RunFinder:
    """Finds the runs of one parse."""

    def __init__(self, parse: Parse, index: ActorIndex, hit_at: list[Hit | None]) -> None:
        self.tokens, self.index, self.hit_at = parse.tokens, index, hit_at
        self.starts = {first for first, _ in bounds(parse, hit_at)}
        self.labels = speaker_labels(parse, index, hit_at)
        self.label_at: dict[int, tuple[int, int, NameLabel]] = {}
        for name in parse.names:
            for i in range(name.first, name.last):
                self.label_at[i] = (name.first, name.last, name.label)

    def find(self) -> list[Run]:
        runs: list[Run] = []
        i = 0
        while i < len(self.tokens):
            if i in self.labels:
                runs.append(Run(i, self.labels[i], "PER"))
                i = self.labels[i]
                continue
            if (body := self._body(i)) is not None:
                runs.append(body)
                i = body.last
                continue
            if not self._part(i, i):
                i += 1
                continue
            last = self._end(i)
            run = self._run(i, last)
            if run is not None:
                runs.append(run)
            i = last
        runs.extend(self._echoes(runs))
        return sorted(runs, key=lambda run: run.first)

    def _echoes(self, runs: list[Run]) -> list[Run]:
        """*Jon Berg … Berg said*: a word that opens a sentence, whatever it was taken for, if it ends a longer name."""
        taken = {i for run in runs for i in range(run.first, run.last)}
        ends = {self.tokens[run.last - 1].norm for run in runs if run.last - run.first > 1 and run.label != "ORG"}
        found = []
        for i in self.starts - taken:
            token = self.tokens[i]
            plain = token.norm in self.index.pronouns or token.norm in self.index.articles or len(token.norm) < 3
            if token.norm in ends and token.text[:1].isupper() and not plain and self.hit_at[i] is None:
                found.append(Run(i, i + 1))
        return found

    def _body(self, i: int) -> Run | None:
        """A body's name of several words by the names model, none of which the codebook knows but nationalities."""
        label = self.label_at.get(i)
        if label is None or label[2] != "ORG" or label[0] != i or not 2 <= label[1] - i <= _LONGEST:
            return None
        hits = [hit for hit in self.hit_at[i : label[1]] if hit is not None]
        ends = self.tokens[i].text[:1].isupper() and self.tokens[label[1] - 1].text[:1].isupper()
        plain = all(hit.sense("adjective") and hit.last < label[1] for hit in hits)
        return Run(i, label[1], "ORG") if ends and plain and i not in self.starts else None

    def _end(self, first: int) -> int:
        last = first + 1
        while last < len(self.tokens) and last - first < _LONGEST:
            if last in self.starts or self._parted(last):
                break
            if self._part(last, first):
                last += 1
            elif step := self._link(last, first):
                last += step
            else:
                break
        return last

    def _parted(self, i: int) -> bool:
        """Whether the names model, or a time word before, puts a border before token ``i``."""
        before, here = self.label_at.get(i - 1), self.label_at.get(i)
        if before is not None and here is not None and before[:2] != here[:2]:
            return True
        hit, earlier = self.hit_at[i], self.hit_at[i - 1]
        if hit is not None and hit.first == i and hit.sense("person") and earlier is not hit:
            return True
        token = self.tokens[i - 1]
        loose = token.rel in ("obl", "advmod") or token.dep.endswith("tmod")
        return loose and not i - 1 <= token.head <= i and self.tokens[i].head != i - 1

    def _part(self, i: int, first: int) -> bool:
        token = self.tokens[i]
        if not self._capital(token):
            return False
        hit, label = self.hit_at[i], self.label_at.get(i)
        if hit is not None and not hit.sense("person", "surname"):
            within = label is not None and label[2] == "PER" and self._only_name(label[0], label[1], hit)
            within = within or (label is not None and label[2] != "ORG" and label[0] < hit.first < hit.last < label[1])
            flat = token.rel == "flat" and i > first and hit.sense("country", "capital") is not None
            return within or flat
        if (token.norm in self.index.pronouns or token.norm in self.index.articles) and not self._hyphened(i, first):
            return False
        opens = label is not None and label[2] == "PER" and label[0] == i and label[1] - i > 1 and token.pos != "ADP"
        if (label is not None and (opens or i not in self.starts)) or token.pos in NAMELIKE or hit is not None:
            return True
        if token.pos not in ("NOUN", "ADJ", "VERB", "ADV", "NUM", "INTJ"):
            return False
        follows = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        tied = follows is not None and follows.head == i and follows.rel in _TIED
        return i not in self.starts or tied

    def _hyphened(self, i: int, first: int) -> bool:
        """*Chun Mi-ok*: the first syllable of a given name, which looks like a pronoun."""
        return i > first and i + 2 < len(self.tokens) and self.tokens[i + 1].text == "-" and not self.tokens[i].space

    def _capital(self, token: Token) -> bool:
        text = token.text
        if text[:1].isupper() or (text[:1].isalpha() and not text.isascii() and caseless(text)):
            return True
        head, hyphen, tail = text.partition("-")  # al-Amin
        short = head in self.index.particles or (len(head) <= 3 and token.pos in NAMELIKE)
        return bool(hyphen) and short and tail[:1].isupper()

    def _only_name(self, first: int, last: int, hit: Hit) -> bool:
        """Whether a country's word in a person's name is part of it (*Israel Katz*): no role stands there too."""
        if last - first <= hit.last - hit.first or not hit.sense("country", "capital", "adjective"):
            return False
        others = {id(other): other for other in self.hit_at[first:last] if other is not None and other is not hit}
        return not any(other.sense("role", "office", "crowd", "body") for other in others.values())

    def _link(self, i: int, first: int) -> int:
        """How many tokens at ``i`` join the parts of a name: a hyphen, a particle, the full stop of an initial."""
        token = self.tokens[i]
        follows = i + 1 < len(self.tokens) and i + 1 not in self.starts
        if not follows:
            return 0
        glued = self.tokens[i - 1].end == token.start
        if token.text in ("-", "'", "’") and glued and token.end == self.tokens[i + 1].start:
            return 2 if self.tokens[i + 1].text[:1].isalpha() else 0
        if token.text == "." and glued and len(self.tokens[i - 1].text) <= 2 and self._part(i + 1, first):
            return 1
        label = self.label_at.get(i)
        if label is not None and label[2] == "PER" and label[0] <= first and i + 1 < label[1]:
            return next((at - i for at in range(i + 1, label[1]) if self._part(at, first)), 0)
        if token.text[:1].islower() and (token.norm in self.index.particles or token.pos == "PROPN"):
            for step in (1, 2):
                at = i + step
                if at < len(self.tokens) and self._part(at, first):
                    return step
                if at >= len(self.tokens) or self.tokens[at].norm not in (*self.index.particles, "-"):
                    break
        return 0

    def _run(self, first: int, last: int) -> Run | None:
        while (
            first > 1 and self.tokens[first - 1].text == "-" and self.tokens[first - 1].end == self.tokens[first].start
        ):
            before = self.tokens[first - 2]
            if before.end != self.tokens[first - 1].start or before.norm not in self.index.particles:
                break
            first -= 2
        run = Run(first, last)
        labels = [self.label_at[i][2] for i in range(first, last) if i in self.label_at]
        run.label = labels[0] if labels else None
        for i in range(first, last):
            hit = self.hit_at[i]
            if hit is None:
                continue
            known = hit.sense("person")
            if known is not None:
                run.person = known.key
            elif hit.last == last and hit.sense("surname"):
                run.surname_of = tuple(dict.fromkeys(s.key for s in hit.senses if s.kind == "surname"))
        return run if any(pieces(self.tokens[i].norm) for i in range(first, last)) else None


@dataclass(slots=True, eq=False)
class Known:
    """A person of this text."""

    key: str
    name: str
    parts: tuple[str, ...]
    curated: bool = False
    others: set[str] = field(default_factory=set)  # parts of other names: *known as …*


@dataclass(slots=True)
class Registry:
    """The persons named in a text, by the parts of their names. Add the longest names first."""

    parse: Parse
    index: ActorIndex
    by_key: dict[str, Known] = field(default_factory=dict)
    by_part: dict[str, list[Known]] = field(default_factory=dict)
    by_sign: dict[str, list[Known]] = field(default_factory=dict)  # surnames with one letter left out

    def text(self, run: Run) -> str:
        return " ".join(self.parse.span(run.first, run.last).text.split())

    def add(self, run: Run) -> Known | None:
        """The person that a run names, made known if new."""
        name = self.text(run)
        parts = pieces(name)
        if not parts:
            return None
        key = self.index.speller.key(name)
        curated = run.person or self._curated(run, parts)
        if curated is None and len(parts) > 1 and self.find(parts) is None:
            curated = self.index.speller.known.get(key)
        if curated is not None:
            return self._make(curated, self.index.people[curated].name, parts, True)
        known = self.find(parts) or self._near(parts)
        return known or self._make(key or slug(name), name, parts, False)

    def call(self, bearer: Run, run: Run) -> None:
        """Give the person that ``bearer`` names the words of ``run`` as another name."""
        known, parts = self.add(bearer), pieces(self.text(run))
        if known is not None and parts and not set(parts) & self.by_part.keys():
            known.others.update(parts)
            for part in parts:
                self.by_part.setdefault(part, []).append(known)

    def _near(self, parts: tuple[str, ...]) -> Known | None:
        """The person of the text whose name these parts misspell by one letter: a surname, or a given name."""
        last = parts[-1]
        if len(parts) > 1:
            holders = [k for k in self.by_part.get(last, [])[-_NAMESAKES:] if k.parts[-1] == last and len(k.parts) > 1]
            found = [k for k in holders if len(k.parts) == len(parts) and same_given(parts[0], k.parts[0])]
            found = [k for k in found if k.parts[1:] == parts[1:]]
        else:
            found = [k for sign in signs(last) for k in self.by_sign.get(sign, ())] if len(last) > 5 else []
            found = [k for k in found if k.parts[-1][0] == last[0]]
        return found[0] if len({k.key for k in found}) == 1 else None

    def find(self, parts: tuple[str, ...]) -> Known | None:
        """The one person of the text whose name these parts shorten: by the last part, else by any."""
        holders = [k for k in self.by_part.get(parts[-1], [])[-_NAMESAKES:] if set(parts) <= {*k.parts, *k.others}]
        last = [k for k in holders if k.parts[-1] == parts[-1]]
        chosen = last or holders
        return chosen[-1] if chosen else None

    def _curated(self, run: Run, parts: tuple[str, ...]) -> str | None:
        """The codebook's person of this surname: a lone one, or one whose first name begins alike."""
        if not run.surname_of:
            return None
        if len(parts) == 1:
            if self.find(parts) is not None or len(run.surname_of) > 1:
                return None
            return run.surname_of[0]
        alike = []
        for key in run.surname_of:
            person = self.index.people[key]
            firsts = [pieces(form)[0] for form in (person.name, *person.forms) if len(pieces(form)) > 1]
            if any(parts[0][0] == first[0] and close(parts[0], first) for first in firsts):
                alike.append(key)
        return alike[0] if len(alike) == 1 else None

    def _make(self, key: str, name: str, parts: tuple[str, ...], curated: bool) -> Known:
        known = self.by_key.get(key)
        if known is None:
            known = self.by_key[key] = Known(key, name, parts, curated)
            if curated:
                known.parts = tuple(dict.fromkeys((*pieces(name)[:-1], *parts[:-1], pieces(name)[-1], parts[-1])))
            for part in known.parts:
                self.by_part.setdefault(part, []).append(known)
            for sign in signs(known.parts[-1]) if len(known.parts[-1]) > 5 and not curated else ():
                self.by_sign.setdefault(sign, []).append(known)
        else:
            for part in parts:
                if known not in self.by_part.setdefault(part, []):
                    self.by_part[part].append(known)
            known.parts = (*(p for p in parts if p not in known.parts), *known.parts)
        return known
