"""Which mentions mean one proposal: rival ones are kept apart, the rest is brought together in text order."""

from __future__ import annotations

from dataclasses import dataclass, field

from verbale.positions.kinds import same_length
from verbale.positions.mentions import Mention
from verbale.positions.scene import Scene
from verbale.record import Actor, ProposalKind

MEMORY = 8  # how many of the latest proposals a mention may take up
EXACT = ("ceasefire", "humanitarian pause", "prisoner exchange")  # what even a framework is called by, if it holds one
TRUCES = {"ceasefire", "humanitarian pause"}  # a pause is called a truce too
DATED = 2  # tokens after an agreement in which its year stands
CONTRAST = 12  # tokens after *the first version* in which *the second* may follow
REACH = 14  # sentences that a bare *the plan* may look back


@dataclass(slots=True, eq=False)
class Referent:
    """What several mentions mean."""

    kind: ProposalKind | None = None
    usual: ProposalKind | None = None
    broad: ProposalKind | None = None
    content: ProposalKind | None = None
    duration: str | None = None
    authors: list[Actor] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    names: frozenset[str] = frozenset()  # proper names that tell it from others: the Khartoum draft
    version_of: Referent | None = None
    licensed: bool = False
    explained: bool = False  # put forward or described, not only named
    asked: bool = False
    answered: bool = False

    @property
    def known(self) -> ProposalKind | None:
        """Its kind as named, as usual for its noun (*framework*), or as described."""
        exact = self.content if self.content in EXACT else None
        return self.kind or exact or self.usual or self.content

    @property
    def on_the_table(self) -> bool:
        return self.licensed or self.answered

    def take(self, mention: Mention) -> None:
        self.mentions.append(mention)
        if self.mentions[0].timed and mention.kind in TRUCES and mention.licensed:
            self.kind, self.duration = mention.kind, mention.duration or self.duration  # three days of quiet: a pause
        if not mention.weak or (self.broad is None and not mention.asks):
            self.kind = self.kind or mention.kind
        settled = any(m.names or m.authors for m in self.mentions[:-1])  # a later word leaves open what is told already
        if mention.content != "other" or not settled:
            self.content = self.content or mention.content
        self.usual = self.usual or mention.usual
        self.broad = self.broad or mention.broad
        self.names |= mention.names
        self.duration = self.duration or mention.duration
        self.asked = self.asked or mention.asked
        whose = mention.kind is not None or self.kind is None or mention.offers  # no version of what happened
        if (mention.licensed and not mention.named) or mention.asked or (whose and not self.authors):
            self.authors = self.authors or list(mention.authors)
        self.licensed = self.licensed or mention.licensed
        self.explained = self.explained or (mention.licensed and not mention.named)


def gather(scene: Scene, mentions: list[Mention], now: int) -> tuple[list[Referent], dict[int, Referent]]:
    """The referents in order of first mention, and the referent of each mention by ``id(mention)``.

    ``now``: the latest year that the text tells.
    """
    referents: list[Referent] = []
    meant: dict[int, Referent] = {}
    called: dict[str, ProposalKind] = {}
    for mention in mentions:
        noun = scene.tokens[mention.head].norm
        if mention.kind is None and mention.definite and mention.licensed and not mention.content:
            mention.usual = mention.usual or called.get(noun)
        elif mention.kind is not None and not mention.clause:
            called[noun] = mention.kind
        if (mention.absorbed and not mention.licensed) or _is_history(scene, mention, now):
            continue
        whole = meant.get(id(mention.part_of))
        referent = _resolve(scene, mention, referents) if whole is None else _part(scene, mention, whole, referents)
        if referent is None:
            continue
        referent.take(mention)
        meant[id(mention)] = referent
    for mention in mentions:
        whole, part = meant.get(id(mention.part_of)), meant.get(id(mention))
        if whole is not None and part is not None and part is not whole and whole.version_of is not part:
            part.version_of = part.version_of or whole
    return referents, meant


def _is_history(scene: Scene, mention: Mention, now: int) -> bool:
    """Whether it is an agreement of an earlier year, or dated by no more than its year: *the 2019 accord*."""
    told = mention.offered or (mention.described and not mention.named)
    if told or mention.draft or mention.broad is None:
        return False
    near = range(mention.first, min(mention.last + DATED, scene.right_edge(mention.last - 1, DATED + 1)))
    values = [time.value or "" for i in near for _, time in scene.times.spans_at(i) if time.type == "DATE"]
    years = [value for value in values if value[:4].isdigit()]
    return any(len(value) == len("YYYY") or int(value[:4]) < now for value in years)


def _resolve(scene: Scene, mention: Mention, referents: list[Referent]) -> Referent | None:
    recent = referents[-1 : -MEMORY - 1 : -1]
    fits = [r for r in recent if _compatible(scene, r, mention)]
    if mention.duration and mention.indefinite and not mention.licensed:
        fits = [r for r in fits if same_length(r.duration, mention.duration)]
    if (mention.weak or mention.extends) and mention.offered:
        same = [r for r in recent if r.known == mention.kind] if mention.extends else fits
        return _extension(same, referents)
    if "other" in mention.marks and not mention.weak:
        fits = [r for r in fits if "other" in r.mentions[0].marks and mention.definite]
    if "new" in mention.marks or ("old" in mention.marks and not mention.weak):
        version = _version(scene, mention, recent)
        if version is not None:
            return version if version in referents else _added(referents, version)
    if mention.generic and not mention.licensed:
        return fits[0] if fits and mention.kind else None
    if fits and not (mention.offered and not mention.definite and not _same_offer(fits[0], mention)):
        return _best(scene, fits, mention)
    if mention.draft and "old" in mention.marks and mention.definite:
        return _added(referents, Referent())
    if mention.weak or (mention.kind is None and mention.usual is None and mention.definite and not mention.licensed):
        return None
    if mention.kind is None and not mention.licensed and not mention.authors and mention.usual is None:
        return None if mention.definite else _added(referents, Referent())
    return _added(referents, Referent())


def _part(scene: Scene, mention: Mention, whole: Referent, referents: list[Referent]) -> Referent:
    """The referent of a part of what was divided. Under the kind of the whole, or of the first part where that has
    none, it goes on; the others are new."""
    if (whole.known in (None, mention.kind)) and _compatible(scene, whole, mention):
        return whole
    known = (r for r in referents[-MEMORY:] if r.known == mention.kind and _compatible(scene, r, mention))
    return next(known, None) or _added(referents, Referent(authors=list(whole.authors)))


def _extension(fits: list[Referent], referents: list[Referent]) -> Referent:
    """*A 30-day extension*: of what was spoken of last; its own proposal where that is one already."""
    base = next((r for r in fits if r.known), None)
    if base is not None and not base.licensed:
        return base
    return _added(referents, Referent(kind=base.known if base else None, version_of=base))


def _added(referents: list[Referent], referent: Referent) -> Referent:
    referents.append(referent)
    return referent


def _best(scene: Scene, fits: list[Referent], mention: Mention) -> Referent:
    """The latest that shares the author or the duration, else that was called so, else the latest on the table."""
    noun = scene.tokens[mention.head].norm
    for referent in fits:
        if mention.authors and _share(referent.authors, mention.authors):
            return referent
        if same_length(referent.duration, mention.duration):
            return referent
    if mention.weak:
        called = (r for r in fits if any(scene.tokens[m.head].norm == noun for m in r.mentions))
        if (same := next(called, None)) is not None:
            return same
    if mention.kind is not None:
        return next((r for r in fits if r.kind == mention.kind), fits[0])
    return next((r for r in fits if r.licensed), fits[0])


def _same_offer(referent: Referent, mention: Mention) -> bool:
    """Whether a proposal that is brought in with *a* can still be the one known: announced before it is explained."""
    if mention.duration and referent.duration:
        return same_length(mention.duration, referent.duration)
    if mention.authors and referent.authors:
        return _share(mention.authors, referent.authors) and mention.kind == referent.kind
    return not referent.explained and mention.kind is not None and mention.kind == referent.kind


def _compatible(scene: Scene, referent: Referent, mention: Mention) -> bool:
    last = referent.mentions[-1]
    if mention.asks and mention.weak and mention.kind and referent.known != mention.kind:
        return False
    if mention.kind and referent.known and mention.kind != referent.known and not _broader(referent, mention):
        return False
    if mention.weak and mention.kind is None and mention.duration is None and not _can_mean(scene, referent, mention):
        return False
    if mention.duration and referent.duration and not same_length(mention.duration, referent.duration):
        return False
    if mention.authors and referent.authors and not _share(mention.authors, referent.authors):
        return False
    if mention.kind == "other" and referent.known is None and referent.broad is not None:
        return False  # an amnesty is a part of the plan, not the plan
    if mention.clause and mention.asked and mention.kind != referent.known:
        return False
    if mention.names and referent.names and not mention.names & referent.names:
        return False
    near = scene.tokens[mention.head].sentence - scene.tokens[last.head].sentence <= REACH
    return near or mention.kind is not None or (mention.weak and referent.known not in (None, "other"))


def _can_mean(scene: Scene, referent: Referent, mention: Mention) -> bool:
    """Whether a weak noun (*the release*) can stand for a proposal: by its kind, or because it was called so."""
    if referent.known in (None, "other"):
        return True
    last = referent.mentions[-1]
    noun = scene.tokens[mention.head].norm
    called_so = any(scene.tokens[i].norm == noun for i in range(last.first, last.last))
    kinds = {kind for _, _, kind in scene.lexicon.kind_pairs.get(noun, ())}
    return called_so or not kinds or referent.known in kinds


def _broader(referent: Referent, mention: Mention) -> bool:
    """A peace plan may be called by what it holds, and the other way round, when the author is the same."""
    if {mention.kind, referent.known} == TRUCES and (
        mention.definite or same_length(mention.duration, referent.duration)
    ):
        return True
    return "peace plan" in (mention.kind, referent.kind) and _share(mention.authors, referent.authors)


def _share(one: list[Actor], other: list[Actor]) -> bool:
    return any(same_side(a, b) for a in one for b in other)


def same_side(one: Actor, other: Actor) -> bool:
    """Whether two actors are one, or one speaks for the other, or both for the same state."""
    if (
        one.id == other.id
        or one.of == other.id
        or other.of == one.id
        or one.id in other.members
        or other.id in one.members
    ):
        return True
    sides = {"state", "government"}
    if one.country is None or one.country != other.country:
        return False
    if one.kind in sides and other.kind in sides:
        return True
    official = {"GOV", None}
    return (
        one.kind in sides | {"person", "organisation"}
        and other.kind in sides | {"person", "organisation"}
        and (one.sector in official and other.sector in official and (one.kind in sides or other.kind in sides))
    )


def _is_contrasted(scene: Scene, mention: Mention) -> bool:
    """Whether the sentence goes on to *the second*, to which the first text has given way."""
    if not mention.draft or not any(scene.is_in("first", i) for i in range(mention.first, mention.last)):
        return False
    after = range(mention.last, min(mention.last + CONTRAST, scene.last_of_sentence(mention.head)))
    return any(scene.is_in("second", i) and scene.is_in("counted", i) for i in after)


def _version(scene: Scene, mention: Mention, recent: list[Referent]) -> Referent | None:
    """The referent of *the amended text* or *the first draft*: its own, tied to the version that it changes."""
    mark = "new" if "new" in mention.marks else "old"
    known = [r for r in recent if r.kind == mention.kind or mention.kind is None or r.kind is None]
    same = [r for r in known if any(mark in m.marks for m in r.mentions)]
    if same and not (mention.offered and not mention.definite):
        return same[0]
    others = [r for r in known if r not in same]
    base = next((r for r in others if r.licensed), others[0] if others else None)
    if base is None or (mention.kind is None and mention.weak):
        return None
    told_apart = base.explained or any("old" in m.marks for m in base.mentions)
    if mark == "new" and not mention.offered and not told_apart:
        return None  # one text on the table, called amended
    if mark == "new":
        return Referent(
            kind=base.kind, usual=base.usual, authors=[] if mention.authors else list(base.authors), version_of=base
        )
    older = Referent(kind=base.kind, usual=base.usual, authors=list(base.authors))
    contrasted = _is_contrasted(scene, mention)
    if base.version_of is None and (contrasted or any("new" in m.marks for m in base.mentions)):
        concluded = not mention.draft and (
            mention.broad is not None or mention.kind == "peace plan"
        )  # an earlier agreement is no draft of today's text
        base.version_of = None if concluded else older
        return older
    return None
