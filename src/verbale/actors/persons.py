"""Which runs of names are persons and which are bodies: by introductions, the names model and the syntax."""

from __future__ import annotations

from verbale.actors.draft import Draft
from verbale.actors.forms import pieces, slug
from verbale.actors.names import Known, Registry, Run
from verbale.actors.phrase import Phrase
from verbale.actors.senses import ActorIndex, Hit, Sense
from verbale.language.parse import Parse, Token
from verbale.record import ActorKind

_CLOSING = frozenset(('"', "”", "»", "’", "'", "''"))
_OPENING = frozenset(('"', "“", "«", "‘", "'", "``"))
_CALLED = 7  # tokens between a name and another one
GROUPS = frozenset(("armed_force", "armed_group"))


class NameReader:
    """Makes the mentions of persons and unlisted bodies of one parse: ``drafts``, and by first token ``at_run``."""

    def __init__(self, parse: Parse, index: ActorIndex, hit_at: list[Hit | None], runs: list[Run]) -> None:
        self.parse, self.tokens, self.index = parse, parse.tokens, index
        self.hit_at, self.runs = hit_at, runs
        self.registry = Registry(parse, index)
        self.drafts: list[Draft] = []
        self.at_run: dict[int, Draft] = {}

    def read(self, phrases: list[Phrase]) -> None:
        """Decide for each run, given the phrases that stand beside them."""
        self._persons(self._introductions(phrases))

    def _introductions(self, phrases: list[Phrase]) -> dict[int, Phrase]:
        """Runs that a role introduces, by their first token, names after *and* in *Ministers A and B* included."""
        introduced: dict[int, Phrase] = {}
        from_run = {run.first: run for run in self.runs}
        for phrase in phrases:
            if phrase.run is not None:
                introduced.setdefault(phrase.run.first, phrase)
            if phrase.run is not None and phrase.number == "plur":
                at = phrase.run.last
                while at + 1 < len(self.tokens) and (self.tokens[at].pos == "CCONJ" or self.tokens[at].text == ","):
                    following = from_run.get(at + 1)
                    if following is None:
                        break
                    introduced.setdefault(following.first, phrase)
                    at = following.last
        for phrase in phrases:
            if phrase.apposed is not None:
                introduced.setdefault(phrase.apposed.first, phrase)
        return introduced

    def _persons(self, introduced: dict[int, Phrase]) -> None:
        """Decide which runs are persons, who they are, and make their mentions."""
        order = sorted(self.runs, key=lambda run: -len(pieces(self.registry.text(run))))
        self._other_names()
        known_at: dict[int, Known] = {}
        late: list[Run] = []
        for run in order:
            phrase = introduced.get(run.first)
            if phrase is not None and self._body_phrase(run, phrase):
                self._organisation(run, kind_of(self.index, phrase.sense))
            elif (
                phrase is not None
                or run.person
                or (self._person_like(run) and not (run.last - run.first > 1 and self._after_place(run)))
            ):
                known = self.registry.add(run)
                if known is not None:
                    known_at[run.first] = known
            else:
                late.append(run)
        for run in late:  # parts of names that are known by now, and bodies
            parts = pieces(self.registry.text(run))
            known = self.registry.find(parts) if parts else None
            # One token may hold several words (an address of electronic mail): only a run of tokens loses its first.
            several = len(parts) > 1 and run.last - run.first > 1
            if known is None and several and self._after_place(run) and (tail := self.registry.find(parts[1:])):
                known, run.first = tail, run.first + 1  # *a Lima Quispe ha detto*
            elif known is None and self._person_like(run):
                known = self.registry.add(run)
            if known is None and run.surname_of and self._lone_surname(run):
                known = self.registry.add(run)
            if known is not None:
                known_at[run.first] = known
            elif self._body_like(run) or self._nameless_body(run):
                self._organisation(run)
        for run in self.runs:
            if run.first in known_at:
                self._person(run, known_at[run.first], introduced.get(run.first))

    def _other_names(self) -> None:
        """Let a person be found by the name that the text says he is called by: *Jon Berg, known as the Wolf*."""
        ends = {run.last: run for run in self.runs}
        for run in self.runs:
            words: tuple[str, ...] = ()
            for i in range(run.first - 1, max(run.first - _CALLED, 0), -1):
                if self.tokens[i].text in _OPENING or self.tokens[i].norm in self.index.definite:
                    continue
                words = (*pieces(self.tokens[i].norm), *words)
                if words in self.index.called:
                    bearer = ends.get(i) or ends.get(i - 1)
                    if (
                        bearer is not None
                        and bearer is not run
                        and (bearer.last == i or self.tokens[i - 1].text in ",(")
                    ):
                        self.registry.call(bearer, run)
                    break

    def _after_place(self, run: Run) -> bool:
        """Whether a run follows a preposition of place, so that its first word may be a town."""
        return run.first > 0 and self._placed(self.tokens[run.first - 1])

    def _person_like(self, run: Run) -> bool:
        """Whether nothing but its place in the sentence and the names model tells that a run is a person."""
        if run.label == "PER":
            return run.last - run.first > 1 or self._governed(run, "nsubj")
        return run.label is None and self._acts(run)

    def _body_like(self, run: Run) -> bool:
        """A body by the names model; for a single word, which it often takes a town for, the syntax must agree."""
        if run.label != "ORG":
            return False
        before = self.tokens[run.first - 1] if run.first else None
        if before is None or self._placed(before):
            return False
        return run.last - run.first > 1 or self._governed(run, "nsubj", "obj", "nmod", "conj")

    def _governed(self, run: Run, *relations: str) -> bool:
        inside = range(run.first, run.last)
        return any(self.tokens[i].rel in relations and self.tokens[i].head not in inside for i in inside)

    def _acts(self, run: Run) -> bool:
        """Two to four names in a row that the names model, if there is one, has not seen: a subject, not a place."""
        hits = [hit for hit in self.hit_at[run.first : run.last] if hit is not None]
        words = [t for t in self.tokens[run.first : run.last] if t.text != "-" and t.norm not in self.index.particles]
        if not 2 <= len(words) <= 4 or run.last - run.first < 2 or any(hit.sense("surname") is None for hit in hits):
            return False
        before = self.tokens[run.first - 1] if run.first else None
        if before is not None and (before.norm in self.index.articles or before.pos == "DET" or self._placed(before)):
            return False
        if self.parse.names:
            return self._governed(run, "nsubj") or self._flat(run) or self._after_words(run)
        return self._governed(run, "nsubj", "obj", "iobj", "appos", "conj", "obl", "nmod")

    def _flat(self, run: Run) -> bool:
        """Whether the parser takes all words for the parts of one person's name."""
        inside = self.tokens[run.first : run.last]
        return all(t.pos == "PROPN" and (t.i == run.first or (t.rel == "flat" and t.head == run.first)) for t in inside)

    def _after_words(self, run: Run) -> bool:
        """*“…,” Jon Berg said*: right after the end of a quotation, before a verb or a comma."""
        before = self.tokens[run.first - 1].text if run.first > 1 else ""
        mark = self.tokens[run.first - 2].text if run.first > 1 else ""
        follows = self.tokens[run.last] if run.last < len(self.tokens) else None
        closed = before in _CLOSING and mark in ",?!…-–—"
        return closed and follows is not None and (follows.text == "," or follows.pos in ("VERB", "AUX"))

    def _nameless_body(self, run: Run) -> bool:
        """Without a names model: *the Quiet Valley Front*, two or more capitalised words after an article."""
        if self.parse.names or run.last - run.first < 2 or not run.first:
            return False
        before, placed = self.tokens[run.first - 1], self.tokens[max(run.first - 2, 0)]
        words = all(
            self.tokens[i].text[:1].isupper() and len(self.tokens[i].text) > 2 for i in range(run.first, run.last)
        )
        return words and before.norm in self.index.definite and before.pos == "DET" and not self._placed(placed)

    def _placed(self, token: Token) -> bool:
        words = (token.norm, token.lemma)
        return any(word in self.index.in_place or word in self.index.motion for word in words)

    def _lone_surname(self, run: Run) -> bool:
        token = self.tokens[run.last - 1]
        return len(token.text) > 3 and token.pos == "PROPN" and len(run.surname_of) == 1 and run.last - run.first == 1

    def _body_phrase(self, run: Run, phrase: Phrase) -> bool:
        """*the Quiet Valley Front, a rebel group*: an office or a group beside a name makes it a body."""
        if phrase.sense.kind == "role" or phrase.run is run or run.person is not None or run.label == "PER":
            return False
        before = self.tokens[run.first - 1] if run.first else None
        article = before is not None and (before.norm in self.index.articles or before.pos == "DET")
        return article or phrase.sense.kind == "office" or kind_of(self.index, phrase.sense) in GROUPS

    def _organisation(self, run: Run, kind: ActorKind = "organisation") -> None:
        name = self.registry.text(run)
        kind = "armed_group" if kind in GROUPS else "organisation"
        draft = Draft(run.first, run.last, "name", kind, slug(name), name, number="sing")
        self.drafts.append(draft)
        self.at_run[run.first] = draft

    def _shared_country(self, run: Run) -> str | None:
        """The country of all whom the codebook knows by a lone surname, if it is one."""
        countries = {self.index.people[key].country for key in run.surname_of}
        return next(iter(countries)) if len(countries) == 1 else None

    def _person(self, run: Run, known: Known, phrase: Phrase | None) -> None:
        first = phrase.first if phrase is not None and phrase.run is run else run.first
        draft = Draft(first, run.last, "name", "person", known.key, known.name, number="sing")
        curated = self.index.people.get(known.key) if known.curated else None
        if curated is not None:
            draft.country, draft.sector, draft.gender = curated.country, curated.sector, curated.gender
            if curated.sector == "IGO":
                draft.country = None
        elif run.surname_of and len(pieces(self.registry.text(run))) == 1 and len(known.parts) == 1:
            draft.country = self._shared_country(run)
        if phrase is not None:
            draft.role = role_text(self.parse, phrase)
            draft.gender = draft.gender or phrase.gender
            draft.sector = sector_of(self.index, phrase) or draft.sector
        self.drafts.append(draft)
        self.at_run[run.first] = draft


def kind_of(index: ActorIndex, sense: Sense) -> ActorKind:
    """The kind of actor that an office or a group of people is."""
    return index.offices[sense.key].kind if sense.kind == "office" else index.crowds[sense.key].kind


def role_text(parse: Parse, phrase: Phrase) -> str | None:
    """The words of a role, or None for a mere form of address: *Mr*, *Dr*."""
    role = phrase.sense.role
    words = sum(token.text[:1].isalpha() for token in parse.tokens[phrase.first : phrase.last])
    if role is not None and role.title and not role.sector and words == 1:
        return None
    return parse.span(phrase.first, phrase.last).text


def sector_of(index: ActorIndex, phrase: Phrase) -> str | None:
    """The PLOVER sector of a phrase: its role's, or that of the body within the role's words."""
    role = phrase.sense.role
    if role is not None and role.sector is not None:
        return role.sector
    sense = phrase.inner if role is not None else phrase.sense
    if sense is None:
        return None
    if sense.kind == "crowd":
        return index.crowds[sense.key].sector
    return index.offices[sense.key].sector
