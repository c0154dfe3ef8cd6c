"""Step two: from mentions to actors, once it is known who speaks."""

from __future__ import annotations

from dataclasses import dataclass

from verbale.actors.clusters import Cluster, actor_of
from verbale.actors.coreference import Antecedents
from verbale.actors.descriptions import Description, DescriptionReader
from verbale.actors.echoes import Echoes, doubt_namesakes
from verbale.actors.forms import pieces, slug
from verbale.actors.homes import Homes
from verbale.actors.mentions import office_identity
from verbale.actors.metonyms import MetonymReader, Reading
from verbale.actors.origins import Origins
from verbale.actors.senses import PAPERS, ActorIndex
from verbale.actors.surroundings import Surroundings
from verbale.actors.voices import Voices
from verbale.codebook import Codebook
from verbale.language.parse import Parse
from verbale.record import Actor, Document, Mention, Note, Place, Statement

_LEAD = 3  # sentences, from 0, that may tell which state a text is about
_LISTED = 8  # mentions after a collective that may stand within its words
_APART = frozenset(("counterpart", "relative"))  # relations that do not make one act for the other


@dataclass(frozen=True, slots=True)
class Resolved:
    """What resolution leaves: actors, the document with its issuer, statements whose speakers and
    addressees are actor ids, and the places that are no metonyms."""

    document: Document
    actors: tuple[Actor, ...]
    statements: tuple[Statement, ...]
    places: tuple[Place, ...]
    notes: tuple[Note, ...]


def resolve_actors(
    parse: Parse,
    codebook: Codebook,
    mentions: tuple[Mention, ...],
    statements: tuple[Statement, ...],
    places: tuple[Place, ...],
    document: Document,
) -> Resolved:
    """Actors in text order of their first mention, ids ``a1`` …; every speaker of a statement is one of them."""
    return _Resolver(parse, codebook.derived(ActorIndex), mentions, statements, places, document).run()


class _Resolver:
    def __init__(
        self,
        parse: Parse,
        index: ActorIndex,
        mentions: tuple[Mention, ...],
        statements: tuple[Statement, ...],
        places: tuple[Place, ...],
        document: Document,
    ) -> None:
        self.parse, self.index, self.mentions = parse, index, mentions
        self.statements, self.places, self.document = statements, places, document
        self.by_id = {mention.id: mention for mention in mentions}
        self.place_of = {mention.id: n for n, mention in enumerate(mentions)}
        self.used: dict[str, int] = {}  # how many new actors were given a key
        self.engaged = frozenset(i for s in statements for i in (*s.speakers, *s.addressees))
        self.needed = self.engaged | {m.of for m in mentions if m.of is not None}
        self.clusters: dict[str, Cluster] = {}
        self.of_mention: dict[str, Cluster] = {}
        self.readings: dict[str, Reading] = {}
        self.home: str | None = None
        self.home_heads: list[int] = []  # tokens of the mentions that tell it
        self.acting: set[str] = set()
        self.notes: list[tuple[Cluster, str]] = []

    def run(self) -> Resolved:
        self.readings = MetonymReader(self.parse, self.index, self.engaged).read_all(self.mentions)
        self.acting = {f"gov:{m.country}" for m in self.mentions if self.readings.get(m.id) == "acts"}
        self.around = Surroundings(self.parse, self.index, self.mentions, self.places, self.statements, self.readings)
        self.mentions = Origins(self.parse, self.index, self.around.place_at).told(self.mentions)
        self.mentions = self._without_places(self.mentions)
        self.by_id = {m.id: m for m in self.mentions}
        self.home = self._find_home() or self.around.sole
        if self.home not in self.around.scenes | self.around.datelines:
            self.home, self.home_heads = None, []
        descriptions = DescriptionReader(self.parse, self.index)
        self.echoes = Echoes(self.parse, self.index)
        for mention in self.mentions:  # those that know who they are
            if mention.key is not None and self.identity(mention) is not None:
                self._take_known(mention, descriptions)
        antecedents = Antecedents(self.parse, self.index, self.statements, self.of_mention, self.by_id, self.notes)
        for mention in self.mentions:  # in text order: descriptions, pronouns and collectives look back
            cluster = self.of_mention.get(mention.id)
            if cluster is None and self.readings.get(mention.id) != "place":
                cluster = self._refer(mention, descriptions, antecedents)
            if cluster is not None:
                if mention.form != "pronoun" and id(cluster) not in antecedents.recent:
                    cluster.context = antecedents.context(mention)
                    cluster.abroad = cluster.context is None and antecedents.elsewhere(mention, self.home)
                antecedents.passed(mention, cluster)
                self.echoes.passed(mention, cluster)
        doubt_namesakes(self.mentions, self.of_mention)
        self.statements = Voices(self.parse, self.by_id, self.of_mention).given(self.statements)
        self._affiliate(descriptions)
        return self._finish()

    def _without_places(self, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """The mentions without those names that nobody knows and that are places wherever they stand in the text."""
        named: dict[str, list[Mention]] = {}
        for mention in mentions:
            if mention.form == "name" and mention.kind in ("person", "organisation"):
                named.setdefault(mention.key or slug(mention.span.text), []).append(mention)
        spans = {(place.start, place.end) for place in self.places}
        gone = {
            mention.id
            for key, same in named.items()
            if key not in self.index.people
            and key not in self.index.bodies
            and all((m.span.start, m.span.end) in spans and m.id not in self.engaged and not m.role for m in same)
            for mention in same
        }
        return tuple(m for m in mentions if m.id not in gone) if gone else mentions

    def identity(self, mention: Mention) -> str | None:
        """The key under which a mention's actor is kept; None where it is a place."""
        reading = self.readings.get(mention.id)
        if mention.form == "metonym" and reading == "place":
            return None
        if mention.form == "country" and reading == "acts":
            return f"gov:{mention.country}"
        if mention.form == "demonym" and mention.kind == "state" and f"gov:{mention.country}" in self.acting:
            return f"gov:{mention.country}"  # *the Israeli raid*
        return mention.key

    def _take_known(self, mention: Mention, descriptions: DescriptionReader) -> None:
        key = self.identity(mention)
        assert key is not None
        cluster = self.clusters.get(key)
        if cluster is None and mention.form == "name" and mention.kind == "organisation":
            cluster = self.echoes.body(mention)
        if cluster is None:
            cluster = self.clusters[key] = Cluster(key, mention.name or mention.span.text, mention.kind or "unnamed")
            if key.startswith("gov:") and mention.country:
                cluster.kind = "government"
                _, cluster.name = (
                    office_identity(self.index, "government", mention.country)
                    if ("government" in self.index.offices)
                    else (key, cluster.name)
                )
                cluster.sector = "GOV"
            person = self.index.people.get(key)
            cluster.curated = person is not None
            if person is not None and person.role:
                cluster.roles.add(slug(person.role))
        cluster.add(mention)
        self.of_mention[mention.id] = cluster
        descriptions.learn(mention, cluster)
        self.echoes.learn(mention, cluster)

    def _refer(self, mention: Mention, descriptions: DescriptionReader, antecedents: Antecedents) -> Cluster | None:
        if mention.form == "pronoun":
            cluster = antecedents.pronoun(mention, self.needed)
        elif mention.form == "collective":
            cluster = antecedents.same_words(mention) or self._new(mention)
            if not cluster.mentions:
                cluster.kind, cluster.number = "unnamed", "plur"
                if not self._listed(mention, cluster):
                    antecedents.members(mention, cluster)
        elif mention.form == "description":
            seen = descriptions.describe(mention)
            if seen.group == PAPERS:
                return self._issued(mention, seen, antecedents)
            if mention.id in self.needed and not seen.vague and not seen.indefinite:
                seen.definite = True  # *the army* in *the army chief*
            owner = self.of_mention.get(mention.of) if mention.of else None
            cluster = self.echoes.body(mention) if mention.kind != "person" else None
            cluster = cluster or self._office(mention, seen, owner, descriptions, antecedents.recent)
            cluster = cluster or descriptions.named(
                mention, seen, owner, antecedents.recent, antecedents.last_named(mention)
            )
            if cluster is None and seen.definite and seen.plain:
                cluster = self.echoes.force(mention)
            if cluster is None and seen.role is None and seen.group is None:
                cluster = self.echoes.native(mention)
            if cluster is None and not self._matters(mention, seen):
                return None
            cluster = cluster or self._new(mention)
            descriptions.learn(mention, cluster)
        else:
            cluster = self._new(mention)
        if cluster is not None:
            cluster.add(mention)
            self.of_mention[mention.id] = cluster
        return cluster

    def _issued(self, mention: Mention, seen: Description, antecedents: Antecedents) -> Cluster | None:
        """Who speaks by a letter or statement: its owner, the government of its country, else who spoke last."""
        if mention.id not in self.engaged:
            return None
        cluster = self.of_mention.get(mention.of) if mention.of else None
        if cluster is None and mention.country is not None:
            cluster = self._government(mention.country)
        if cluster is None and mention.of is None and mention.country is None and seen.definite:
            cluster = antecedents.issuer(mention)
        if cluster is not None:
            cluster.add(mention.model_copy(update={"form": "pronoun"}))
            self.of_mention[mention.id] = cluster
        return cluster

    def _government(self, country: str) -> Cluster:
        key, name = office_identity(self.index, "government", country)
        known = self.clusters.get(key)
        return known or self.clusters.setdefault(key, Cluster(key, name, "government", country, sector="GOV"))

    def _office(
        self,
        mention: Mention,
        seen: Description,
        owner: Cluster | None,
        descriptions: DescriptionReader,
        recent: dict[int, int],
    ) -> Cluster | None:
        """The organ of its owner's state (*Mensah's government*), or of the one state that the text is about."""
        if not seen.office or seen.group is None or not seen.plain:
            return None
        if not seen.definite and mention.id not in self.needed:
            return None
        if mention.country is not None and mention.key is None:
            return None  # *the Chechen government*
        country = owner.country if owner is not None and owner.kind != "igo" else None
        guessed = country is None and owner is None
        if guessed:
            country = self.home if not descriptions.met(seen.group, recent) else None
        if country is None:
            return None
        key, name = office_identity(self.index, seen.group, country)
        cluster = self.clusters.get(key)
        if cluster is None:
            cluster = self.clusters[key] = Cluster(key, name, mention.kind or "organisation", country)
            cluster.guessed, cluster.group = guessed, seen.group
        return cluster

    def _find_home(self) -> str | None:
        """The one state whose organs or leaders act in the opening; who only speaks there is left out."""
        speaking: set[int] = set()
        for span in (self.by_id[i].span for s in self.statements for i in s.speakers if i in self.by_id):
            speaking.update(range(*self.parse.token_range(span.start, span.end)))
        found: dict[int, dict[str, list[int]]] = {}
        for mention in self.mentions:
            if mention.sentence > _LEAD:
                break
            if mention.kind == "organisation":
                continue
            acts = self.readings.get(mention.id) == "acts" or mention.form in ("description", "name")
            if acts and mention.country and mention.head not in speaking:
                found.setdefault(mention.sentence, {}).setdefault(mention.country, []).append(mention.head)
        first = found[min(found)] if found else {}
        if len(first) != 1:
            return None
        ((country, self.home_heads),) = first.items()
        return country

    def _matters(self, mention: Mention, seen: Description) -> bool:
        """Whether a description that brings in somebody new is worth an actor: not *wounded*, *every state*."""
        if mention.id in self.needed or mention.country or mention.of or seen.definite:
            return True
        return not seen.vague and mention.kind in ("armed_group", "armed_force", "igo", "organisation")

    def _listed(self, mention: Mention, cluster: Cluster) -> bool:
        """Members that the words themselves list: *the presidents of France and Germany*."""
        at = self.place_of[mention.id] + 1
        nested = [m for m in self.mentions[at : at + _LISTED] if mention.span.covers(m.span)]
        members = [self.of_mention[m.id] for m in nested if m.id in self.of_mention]
        if len(members) < 2:
            return False
        cluster.members = list(dict.fromkeys(members))
        return True

    def _new(self, mention: Mention) -> Cluster:
        kind = mention.kind or "unnamed"
        key = mention.key or f"{'unnamed' if kind in ('person', 'unnamed') else kind}:{slug(mention.span.text)}"
        if mention.country and mention.key is None:
            key += f":{mention.country}"
        if mention.key is None and (kind == "person" or (kind == "people" and mention.number == "sing")):
            kind = "unnamed"
        name = " ".join(mention.span.text.split())
        cluster = Cluster(key, name, kind)
        n = self.used[key] = self.used.get(key, 0) + 1
        if n > 1 or key in self.clusters:
            cluster.key = f"{key}#{n + (n == 1)}"
        self.clusters[cluster.key] = cluster
        return cluster

    def _affiliate(self, descriptions: DescriptionReader) -> None:
        """Hand countries down from those that an actor speaks for, and from its surroundings."""
        for mention in self.mentions:
            cluster = self.of_mention.get(mention.id)
            of = self.of_mention.get(mention.of) if mention.of else None
            if of is not None and (role := descriptions.describe(mention).role) and role.relation in _APART:
                continue
            acts_for = cluster is not None and (cluster.person_like() or (of is not None and of.kind != "person"))
            if cluster is not None and acts_for and of is not None and of is not cluster and cluster.of is None:
                cluster.of = of
        clusters = {id(c): c for c in (*self.clusters.values(), *self.of_mention.values())}
        Homes(self.index, self.around, list(clusters.values()), self.engaged).settle(self.home, self.home_heads)

    def _finish(self) -> Resolved:
        used = {id(c): c for c in self.of_mention.values() if c.mentions}
        for cluster in list(used.values()):
            for other in (cluster.of, *cluster.members):
                if other is not None and other.mentions:
                    used.setdefault(id(other), other)
        order = sorted(used.values(), key=lambda c: (min(m.span.start for m in c.mentions), c.key))
        ids = {id(cluster): f"a{n}" for n, cluster in enumerate(order, 1)}
        actors = tuple(actor_of(cluster, ids) for cluster in order)
        statements = tuple(
            s.model_copy(
                update={"speakers": self._actor_ids(s.speakers, ids), "addressees": self._actor_ids(s.addressees, ids)}
            )
            for s in self.statements
        )
        notes = tuple(Note(path=f"actors/{ids[id(c)]}/members", reason=why) for c, why in self.notes if id(c) in ids)
        issuer = self._issuer(ids)
        document = self.document if issuer is None else self.document.model_copy(update={"issuer": issuer})
        return Resolved(document, actors, statements, self._places(), notes)

    def _actor_ids(self, mentions: tuple[str, ...], ids: dict[int, str]) -> tuple[str, ...]:
        found = [ids[id(self.of_mention[m])] for m in mentions if m in self.of_mention]
        return tuple(dict.fromkeys(found))

    def _places(self) -> tuple[Place, ...]:
        acting = {
            (m.span.start, m.span.end)
            for m in self.mentions
            if m.id in self.of_mention and (self.readings.get(m.id) == "acts")
        }
        starts = dict(acting)
        people = {
            i
            for m in self.mentions
            if (cluster := self.of_mention.get(m.id)) is not None
            and cluster.kind == "person"
            and any(other.form == "name" and " " in other.span.text for other in cluster.mentions)
            for i in (m.span.start, m.span.end)
        }
        return tuple(
            p
            for p in self.places
            if not (p.start in starts and p.end <= starts[p.start])
            and not (p.lat is None and p.country is None and {p.start, p.end} & people)  # a surname after *a*, *to*
        )

    def _issuer(self, ids: dict[int, str]) -> str | None:
        """Who issues the text, where its head or first sentences say so by words like *readout*."""
        forms = self.index.issues
        if not forms or not self.parse.tokens:
            return None
        head = self.parse.sentences[: 4 if self.document.kind != "news" else 3]
        last = min(head[-1].last, 120)
        words = [pieces(token.norm) for token in self.parse.tokens[:last]]
        for i in range(last):
            for form in forms:
                flat = tuple(p for w in words[i : i + 2 * len(form)] for p in w)[: len(form)]
                if flat == form and words[i]:
                    return self._issuer_near(i, ids)
        return None

    def _issuer_near(self, i: int, ids: dict[int, str]) -> str | None:
        sentence = self.parse.tokens[i].sentence
        here = [m for m in self.mentions if m.sentence == sentence and m.head > i and m.id in self.of_mention]
        for mention in here:
            cluster = self.of_mention[mention.id]
            while cluster.kind == "person" and cluster.of is not None and cluster.of is not cluster:
                cluster = cluster.of
            if cluster.kind not in ("people", "unnamed"):
                return ids.get(id(cluster))
        return None
