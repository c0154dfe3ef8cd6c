"""Step one: every expression that refers to an actor, with what its own words tell."""

from __future__ import annotations

from verbale.actors.bearers import Bearers, ordinals
from verbale.actors.bodies import LocalBodies
from verbale.actors.draft import Draft, finish, gender_of, number_of
from verbale.actors.forms import slug
from verbale.actors.names import Run, RunFinder, hits_at
from verbale.actors.persons import GROUPS, NameReader, kind_of, role_text, sector_of
from verbale.actors.phrase import Phrase
from verbale.actors.phrases import PhraseFinder
from verbale.actors.senses import PAPERS, ActorIndex, Hit, Sense
from verbale.codebook import Codebook
from verbale.language.parse import Parse, Token
from verbale.record import Mention

_NOUNLIKE = frozenset(("NOUN", "PROPN", "ADJ", "X", "VERB"))
_APART = frozenset(("counterpart", "relative"))  # relations that do not make one act for the other


def find_mentions(parse: Parse, codebook: Codebook) -> tuple[Mention, ...]:
    """Mentions in text order, ids ``m1`` …; the same words are mentioned once."""
    if not parse.tokens:
        return ()
    return MentionFinder(parse, codebook.derived(ActorIndex)).find()


class MentionFinder:
    """Finds the mentions of one parse."""

    def __init__(self, parse: Parse, index: ActorIndex) -> None:
        self.parse, self.tokens, self.index = parse, parse.tokens, index
        local = LocalBodies(parse, index, index.scan(parse))
        self.hits, self.bodies = local.hits, local.bodies
        self.hit_at = hits_at(parse, self.hits)
        self.runs = RunFinder(parse, index, self.hit_at).find()
        self.at_hit: dict[int, Draft] = {}  # first token of a hit -> its mention
        self.at_run: dict[int, Draft] = {}
        self.at_pronoun: dict[int, Draft] = {}
        self.drafts: list[Draft] = []

    def find(self) -> tuple[Mention, ...]:
        named_bodies = self._named_bodies()
        phrases = self._phrases(named_bodies)
        names = NameReader(self.parse, self.index, self.hit_at, self.runs)
        names.read(phrases)
        self.at_run = names.at_run
        self.drafts.extend(names.drafts)
        bearers = Bearers(self.parse, self.index, self.hit_at, self.runs, self.at_run, self.at_hit)
        bearers.natives()
        for hit in self.hits:
            if hit.first not in named_bodies:
                self._simple(hit)
        for phrase in phrases:
            self._described(phrase)
        self._pronouns()
        for phrase in sorted(phrases, key=lambda phrase: phrase.sense.kind == "role"):  # offices before their people
            self._affiliate(phrase)
        bearers.affiliate()
        self._nationalities(phrases)
        return finish(self.parse, self.drafts)

    def _named_bodies(self) -> set[int]:
        """*the Quiet Army*: an unknown name that ends in a capitalised word for a body; where such words begin."""
        by_end = {run.last: run for run in self.runs}
        taken: set[int] = set()
        for hit in self.hits:
            sense = hit.sense("office", "crowd")
            run = by_end.get(hit.first)
            if (
                sense is None
                or sense.key == PAPERS
                or run is None
                or not self.tokens[hit.first].text[:1].isupper()
                or run.person is not None
            ):
                continue
            kind = kind_of(self.index, sense)
            draft = Draft(run.first, hit.last, "name", "armed_group" if kind in GROUPS else "organisation")
            draft.name = " ".join(self.parse.span(run.first, hit.last).text.split())
            draft.key, draft.number = slug(draft.name), "sing"
            self.drafts.append(draft)
            self.at_hit[hit.first] = draft
            self.runs.remove(run)
            taken.add(hit.first)
        return taken

    def _phrases(self, taken: set[int]) -> list[Phrase]:
        finder = PhraseFinder(self.parse, self.index, self.hit_at, self.runs)
        found: list[Phrase] = []
        for hit in self.hits:
            sense = hit.sense("role", "office", "crowd")
            if sense is None or hit.first in taken or hit.sense("person", "body", "country"):
                continue
            nouns = any(self.tokens[i].pos in _NOUNLIKE for i in range(hit.first, hit.last))
            if not nouns and not (sense.role is not None and sense.role.title and self._before_name(hit)):
                continue
            if hit.last - hit.first == 1 and self.tokens[hit.first].pos in ("VERB", "ADJ") and not self._titled(hit):
                continue
            found.append(finder.phrase(hit, sense))
        finder.join(found)
        return found

    def _before_name(self, hit: Hit) -> bool:
        """Whether a title stands between an article and a person's name, whatever the parser takes it for."""
        article = hit.first > 0 and self.tokens[hit.first - 1].norm in self.index.articles
        return article and any(run.first == hit.last for run in self.runs)

    def _titled(self, hit: Hit) -> bool:
        """Whether a word taken for a verb or adjective stands as a noun: after an article or before a name."""
        before = self.tokens[hit.first - 1] if hit.first else None
        article = before is not None and (before.norm in self.index.articles or before.pos == "DET")
        follows = self.tokens[hit.last] if hit.last < len(self.tokens) else None
        if follows is not None and follows.pos == "NOUN" and self.tokens[hit.first].head == follows.i:
            after = self.hit_at[hit.last]
            return article and after is not None and after.sense("adjective") is not None  # *l'ambasciatore etiope*
        native = self.hit_at[hit.last] if hit.last < len(self.tokens) else None
        if native is not None and native.sense("adjective") and hit.senses[0].kind == "role" and hit.first:
            return article or self.tokens[hit.first - 1].text == ","  # *…, viceministra ucraina*
        return article or (follows is not None and follows.pos == "PROPN")

    def _simple(self, hit: Hit) -> None:
        """Countries, capitals, bodies, peoples and collectives."""
        if (sense := hit.sense("body")) is not None:
            self._body(hit, sense)
        elif (sense := hit.sense("country", "capital")) is not None:
            if any(draft.first <= hit.first < draft.last and draft.kind == "person" for draft in self._around(hit)):
                return
            capital = sense.kind == "capital"
            draft = Draft(hit.first, hit.last, "metonym" if capital else "country", country=sense.key, place_like=True)
            draft.kind, draft.number = ("government" if capital else "state"), "sing"
            draft.key = f"gov:{sense.key}" if capital else f"state:{sense.key}"
            draft.name = self.index.countries[sense.key].name if sense.key in self.index.countries else None
            self._add(hit, draft)
        elif (sense := hit.sense("adjective")) is not None and not sense.regional and self._one_native(hit):
            draft = Draft(hit.first - 1, hit.last, "description", "person", country=sense.key, number="sing")
            draft.gender, draft.head = gender_of(self.tokens[hit.last - 1]), hit.last - 1
            self._add(hit, draft)
        elif (sense := hit.sense("adjective")) is not None and self._stands_alone(hit):
            plural = number_of(self.tokens[hit.last - 1])
            draft = Draft(hit.first, hit.last, "demonym", "people", f"people:{sense.key}", country=sense.key)
            draft.name = self.parse.span(hit.first, hit.last).text
            draft.key = f"people:{slug(draft.name)}" if sense.regional else draft.key
            draft.number = plural or "plur"
            self._add(self._with_article(hit, draft), draft)
        elif (sense := hit.sense("collective", "both")) is not None:
            self._collective(hit, sense)

    def _around(self, hit: Hit) -> list[Draft]:
        near = [self.at_run[i] for i in range(max(0, hit.first - 6), hit.last) if i in self.at_run]
        return near

    def _add(self, hit: Hit, draft: Draft) -> None:
        self.drafts.append(draft)
        self.at_hit[hit.first] = draft

    def _body(self, hit: Hit, sense: Sense) -> None:
        body = self.bodies.get(sense.key) or self.index.bodies[sense.key]
        target = self.index.bodies.get(body.stands_for or "")
        draft = Draft(hit.first, hit.last, "metonym" if body.stands_for else "name", body.kind, body.key, body.name)
        draft.country, draft.sector = body.country, body.sector
        if body.stands_for is not None:
            draft.key = body.stands_for
            if target is not None:
                draft.kind, draft.name, draft.country = target.kind, target.name, target.country or body.country
            elif body.stands_for.startswith("gov:"):
                code = body.stands_for[4:]
                draft.kind, draft.country = "government", code
                draft.name = self.government(code)
        if draft.kind == "igo":
            draft.country = None
        draft.of_key = target.part_of if target is not None else body.part_of
        draft.number = "sing"
        self._add(hit, draft)

    def government(self, code: str) -> str:
        """*Government of Russia*, by the codebook's office of that key."""
        office = self.index.offices.get("government")
        pattern = office.name if office is not None else "Government of {country}"
        return pattern.replace("{country}", self.index.country_name(code))

    def _stands_alone(self, hit: Hit) -> bool:
        """Whether a demonym is a noun: *the Ukrainians*, *gli americani*; not *Ukrainian drones*."""
        last = self.tokens[hit.last - 1]
        follows = self.tokens[hit.last] if hit.last < len(self.tokens) else None
        if follows is not None and follows.pos in ("NOUN", "PROPN", "ADJ") and follows.sentence == last.sentence:
            return False
        if follows is not None and follows.text == "-" and follows.start == last.end:
            return False
        before = self.tokens[hit.first - 1] if hit.first else None
        if last.pos in ("NOUN", "PROPN") and number_of(last) == "plur":
            return True
        article = before is not None and (before.norm in self.index.definite or before.lemma in self.index.definite)
        return last.pos == "NOUN" and article and last.rel in ("nsubj", "obj", "obl", "conj")

    def _one_native(self, hit: Hit) -> bool:
        """*the Norwegian said*: one person, by the article, the number and the verb that follows."""
        last = self.tokens[hit.last - 1]
        before = self.tokens[hit.first - 1] if hit.first else None
        follows = self.tokens[hit.last] if hit.last < len(self.tokens) else None
        if before is None or follows is None or number_of(last) == "plur" or last.rel != "nsubj":
            return False
        article = before.norm in self.index.definite and before.feats.get("Number") != "Plur"
        return article and follows.pos in ("VERB", "AUX") and follows.feats.get("Number") != "Plur"

    def _with_article(self, hit: Hit, draft: Draft) -> Hit:
        if hit.first and self.tokens[hit.first - 1].norm in self.index.articles:
            draft.first -= 1
            draft.name = self.parse.span(draft.first, draft.last).text
        return hit

    def _collective(self, hit: Hit, sense: Sense) -> None:
        last = hit.last
        follows = self.tokens[last] if last < len(self.tokens) else None
        if (
            follows is not None
            and follows.pos in ("NOUN", "PROPN", "ADJ", "NUM")
            and follows.sentence == self.tokens[hit.first].sentence
        ):
            nested = self.hit_at[last]
            noun = nested.sense("role", "crowd", "office") if nested is not None else None
            if noun is None and follows.head != self.tokens[last - 1].i:
                return
            if nested is not None and noun is not None:
                last = nested.last
        if self.tokens[hit.last - 1].feats.get("PronType") == "Rcp":
            return
        draft = Draft(hit.first, last, "collective", None, None, number="plur")
        draft.name = self.parse.span(draft.first, draft.last).text
        self._add(hit, draft)

    def _described(self, phrase: Phrase) -> None:
        """The mention of a phrase, unless it belongs to the mention of the name that follows it."""
        if phrase.run is not None and (named := self.at_run.get(phrase.run.first)) is not None:
            self.at_hit.setdefault(phrase.hit.first, named)
            return
        if phrase.hit.first in self.at_hit:
            return
        draft = Draft(phrase.first, phrase.last, "description", number=phrase.number, gender=phrase.gender)
        draft.head = self._head(phrase)
        draft.sector = sector_of(self.index, phrase)
        if phrase.sense.kind == "role":
            draft.kind, draft.role = "person", self.parse.span(phrase.first, phrase.last).text
        else:
            draft.kind = kind_of(self.index, phrase.sense)
        draft.name = self.parse.span(phrase.first, phrase.last).text
        if phrase.others and phrase.number == "plur":
            draft.form, draft.number = "collective", "plur"
        named = self.at_run.get(phrase.apposed.first) if phrase.apposed is not None else self._own_name(phrase)
        if named is not None:
            draft.country, draft.sector = named.country, named.sector or draft.sector
            draft.key, draft.name, draft.kind = named.key, named.name, named.kind
            if named.kind == "person":
                draft.role = self.parse.span(phrase.first, phrase.last).text
            if phrase.gender and named.gender is None:
                named.gender = phrase.gender
        self._add(phrase.hit, draft)

    def _own_name(self, phrase: Phrase) -> Draft | None:
        """The body beside a word for what it is: *the ELN rebel group*, *il movimento Hezbollah*."""
        if phrase.sense.kind != "crowd" or kind_of(self.index, phrase.sense) not in GROUPS:
            return None
        sides = (phrase.hit.first, phrase.hit.last)
        beside = [h for h in phrase.affiliations if h.sense("body") and (h.last == sides[0] or h.first == sides[1])]
        named = self.at_hit.get(beside[0].first) if beside else None
        return named if named is not None and named.kind in GROUPS else None

    def _head(self, phrase: Phrase) -> int:
        inside = range(phrase.hit.first, phrase.hit.last)
        nouns = [i for i in inside if self.tokens[i].pos in ("NOUN", "PROPN")]
        outer = [i for i in nouns if not phrase.first <= self.tokens[i].head < phrase.last]
        return (outer or nouns or [phrase.hit.last - 1])[0]

    def _affiliate(self, phrase: Phrase) -> None:
        """Country and ``of`` of a phrase's mention, and of the name beside it."""
        draft = self.at_hit[phrase.hit.first]
        if draft.form == "collective":
            return
        country, of = self._belongs(phrase)
        regional = any((sense := hit.sense("adjective")) and sense.regional for hit in phrase.affiliations)
        if regional and draft.kind != "person":  # *the Chechen government* is none of Russia's organs
            draft.country = draft.country or country
        elif phrase.sense.kind == "office":
            self._office(phrase, draft, country)
        elif country is not None and draft.kind == "government" and draft.key is None:
            draft.key, draft.name, draft.country = (
                f"gov:{country}",
                self.government(country),
                country,
            )  # *the Russian side*
        targets = [draft]
        if phrase.apposed is not None and phrase.apposed.first in self.at_run:
            targets.append(self.at_run[phrase.apposed.first])
        role = phrase.sense.role
        for target in targets:
            apart = role is not None and role.relation in _APART and (phrase.run or phrase.apposed)
            same = of is not None and of.key is not None and of.key == target.key
            if of is not None and of is not target and target.of is None and not apart and not same:
                target.of = of
            if of is not None and of.kind == "igo":
                target.country = None
                target.sector = "IGO" if role is not None and role.sector in (None, "GOV") else target.sector
            elif country is not None and (role is None or target.country is None or target.kind != "person"):
                target.country = country
            elif country is not None and role is not None and role.relation != "counterpart":
                target.country = target.country or country
            target.sector = target.sector or sector_of(self.index, phrase)
            if target.role is None and phrase.sense.kind == "role" and target is not draft:
                target.role = role_text(self.parse, phrase)

    def _belongs(self, phrase: Phrase) -> tuple[str | None, Draft | None]:
        country: str | None = None
        of: Draft | None = None
        for hit in phrase.affiliations:
            sense = hit.sense("body", "office", "crowd") or hit.sense("country", "adjective", "capital")
            if sense is None:
                continue
            mention = self.at_hit.get(hit.first)
            if sense.kind in ("country", "adjective", "capital"):
                country = country or sense.key
            elif mention is not None:
                of = of or mention
                country = country or mention.country
        if (
            of is not None
            and of.country is None
            and country is not None
            and of.kind != "igo"
            and of.form == "description"
        ):
            of.country = country
        if phrase.possessive is not None:
            of = of or self.at_pronoun.get(phrase.possessive)
        if isinstance(phrase.owner, Run):
            of = of or self.at_run.get(phrase.owner.first)
        elif isinstance(phrase.owner, Hit):
            of = of or self.at_hit.get(phrase.owner.first)
            if of is not None and of.form in ("country", "metonym", "demonym"):
                of = None
        return country, of

    def _office(self, phrase: Phrase, draft: Draft, country: str | None) -> None:
        office = self.index.offices[phrase.sense.key]
        draft.country = draft.country or country
        if draft.country is not None and draft.form == "description":
            draft.key, draft.name = office_identity(self.index, office.key, draft.country)

    def _nationalities(self, phrases: list[Phrase]) -> None:
        """*the Israeli raid*: adjectives that belong to no described actor, as mentions of their state."""
        taken = {hit.first for phrase in phrases for hit in phrase.affiliations}
        for hit in self.hits:
            sense = hit.sense("adjective")
            if sense is None or hit.first in taken or hit.first in self.at_hit or hit.sense("country", "body"):
                continue
            if sense.regional:
                continue
            draft = Draft(hit.first, hit.last, "demonym", "state", f"state:{sense.key}", country=sense.key)
            draft.name = self.index.countries[sense.key].name if sense.key in self.index.countries else None
            self.drafts.append(draft)

    def _pronouns(self) -> None:
        for draft in ordinals(self.parse, self.index):
            self.at_pronoun[draft.head] = draft
            self.drafts.append(draft)
        covered = {i for draft in self.drafts if draft.form == "collective" for i in range(draft.first, draft.last)}
        for token in self.tokens:
            pronoun = self.index.pronouns.get(token.norm)
            if pronoun is None or pronoun.person == "2" or token.i in covered or token.i in self.at_pronoun:
                continue
            if (token.dep == "expl" and not self._told(token)) or token.feats.get("PronType") == "Rcp":
                continue
            opens = token.pos == "PROPN" and token.rel == "nsubj" and not pronoun.possessive
            if token.pos != "PRON" and not opens and not (pronoun.possessive and token.pos in ("DET", "ADJ")):
                continue
            draft = Draft(token.i, token.i + 1, "pronoun", number=pronoun.number, gender=pronoun.gender, head=token.i)
            draft.person = pronoun.person
            self.at_pronoun[token.i] = draft
            if not pronoun.possessive and pronoun.number is None:
                draft.number = number_of(token)
            if not pronoun.possessive and pronoun.gender is None and not pronoun.neuter:
                draft.gender = gender_of(token) if pronoun.number == "sing" else None
            self.drafts.append(draft)

    def _told(self, token: Token) -> bool:
        """Whether an *it* that the parser takes for no one's opens a sentence before a full verb: *It said that …*."""
        follows = self.tokens[token.i + 1] if token.i + 1 < len(self.tokens) else None
        return token.i == self.parse.sentences[token.sentence].first and follows is not None and follows.pos == "VERB"


def office_identity(index: ActorIndex, office: str, country: str) -> tuple[str, str]:
    """Key and English name of a state's organ: ``foreign-ministry:RUS``, *Ministry of Foreign Affairs of Russia*."""
    name = index.offices[office].name.replace("{country}", index.country_name(country))
    return (f"gov:{country}" if office == "government" else f"{office}:{country}"), name
