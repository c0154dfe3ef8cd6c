"""Mentions of what is on the table: noun phrases, with what they say about kind, duration and author."""

from __future__ import annotations

from dataclasses import dataclass, field

from verbale.positions.drafts import is_account, is_amended, is_rewritten, is_version_of, part_versions
from verbale.positions.kinds import duration_in, kind_of, period
from verbale.positions.lexicon import ProposalNoun
from verbale.positions.scene import HARD, MODIFIERS, VERBS, Scene
from verbale.record import Actor, ProposalKind

LEFT = 7  # tokens before a noun that can belong to it
RIGHT = 9  # tokens after it
LASTING = 12  # tokens after a noun in which its duration may stand
AROUND = 3  # tokens after a noun that may tell it from others: of their own
MARKS = ("new", "old", "other", "similar")


@dataclass(slots=True, eq=False)
class Mention:
    """One expression for something proposed: tokens ``first:last``, noun at ``head``.

    ``content`` is the kind that a description gives (*the text calls for a ceasefire*), which counts where no
    mention names one. ``evidence`` are the tokens of the clause that puts it forward or describes it.
    """

    first: int
    last: int
    head: int
    kind: ProposalKind | None
    usual: ProposalKind | None = None
    broad: ProposalKind | None = None
    open: bool = False
    content: ProposalKind | None = None
    weak: bool = False
    timed: bool = False  # a truce only by its term: three days of quiet
    offers: bool = False
    asks: bool = False
    meeting: bool = False
    gathering: bool = False  # a meeting, not a mediation
    extends: bool = False  # an extension of what is known
    draft: bool = False  # a plan or a text of which there can be a first and an amended one
    definite: bool = False
    indefinite: bool = False
    generic: bool = False
    marks: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    duration: str | None = None
    authors: list[Actor] = field(default_factory=list)
    evidence: tuple[int, int] | None = None
    offered: bool = False
    asked: bool = False  # wished for or demanded by somebody: a proposal only if it is answered
    described: bool = False
    named: bool = False  # described by no more than its name, its author or an answer beside it
    clause: bool = False
    absorbed: bool = False  # it only tells what another mention holds
    put_forward: str | None = None
    verb: int = -1
    part_of: Mention | None = None  # the text that was divided, of which this is one part

    @property
    def licensed(self) -> bool:
        return self.offered or self.described


def noun_phrases(scene: Scene) -> list[Mention]:
    """Mentions in text order."""
    tokens = scene.tokens
    mentions: list[Mention] = []
    at = 0
    while at < len(tokens):
        found = scene.lexicon.nouns.match(tokens, at, scene.last_of_sentence(at))
        if not found or _is_verb(scene, at, found[0]) or (at > 0 and _in_condition(scene, at)):
            at += 1
            continue
        last, noun = found[0]
        if mentions and noun.asks and noun.offers and mentions[-1].head < at < mentions[-1].last:
            mentions[-1].last = at  # a plan calls for a truce: a verb that the parser takes for a noun
            at = last
            continue
        if _names_party(scene, at, noun) or _by_way(scene, at):
            at = last
            continue
        mention = _phrase(scene, at, last, noun)
        if mention is None and noun.timed:  # the pause: it has been told how long
            mention = next(
                (m for end, n in found[1:] if end == last and n.weak and (m := _phrase(scene, at, end, n))), None
            )
        if mention is not None and is_account(scene, mention):
            mention = None
        if mention is not None and not (mentions and _is_part(scene, mentions[-1], mention)):
            if mentions and mention.first - 1 > mentions[-1].head and scene.is_in("offer_agents", mention.first - 1):
                mentions[-1].last = min(
                    mentions[-1].last, mention.first - 1
                )  # takes the exchange out of, from its plan
            if mentions and mention.first < mentions[-1].last and mentions[-1].head < at:
                if is_version_of(scene, mentions[-1], mention):
                    part_versions(scene, mentions[-1], mention)
                    mentions.append(mention)
                else:
                    join(mentions[-1], mention)
            else:
                mentions.append(mention)
        at = last
    return mentions


def _is_verb(scene: Scene, at: int, found: tuple[int, ProposalNoun]) -> bool:
    """Whether the word is a verb here: *the plan calls for a truce*."""
    return scene.tokens[at].pos in VERBS and (found[0] == at + 1 or found[1].asks)


def _in_condition(scene: Scene, at: int) -> bool:
    """Whether the noun is a part of a linking phrase: *a patto che*."""
    last = scene.last_of_sentence(at)
    found = scene.lexicon.conditions.match(scene.tokens, at - 1, last)
    if found and found[0][0] > at + 1:
        return True
    starts = range(max(scene.first_of_sentence(at), at - 2), at)  # on the table
    return any(end > at for i in starts for end, _ in scene.lexicon.standing.match(scene.tokens, i, last)[:1])


def _names_party(scene: Scene, at: int, noun: ProposalNoun) -> bool:
    """Whether the noun belongs to the name of a party: *the mission of Iran, the guarantors of the Rio Protocol*."""
    loose = noun.weak or noun.kind == "other"
    return any(actor.kind != "unnamed" or loose for _, actor in scene.actors.spans_at(at))


def _by_way(scene: Scene, at: int) -> bool:
    """Whether the noun only tells at whose wish something is done: *on the initiative of Mali, su iniziativa di*."""
    tokens = scene.tokens
    for i in range(max(scene.first_of_sentence(at), at - 3), at):
        whole = tokens[i].norm == tokens[i].lemma  # sulla proposta di: about the proposal
        if whole and any(end > at for end, _ in scene.lexicon.by_way.match(tokens, i, scene.last_of_sentence(at))):
            return True
    return False


def _is_part(scene: Scene, outer: Mention, inner: Mention) -> bool:
    """Whether what follows only counts the parts of what is named: *a Peruvian plan in seven points*."""
    before = scene.tokens[inner.first - 1]
    near = 1 <= inner.first - outer.last <= 2 and before.pos == "ADP"
    if not near or inner.kind is not None or inner.broad is None or inner.definite:
        return False
    if scene.tokens[inner.head].feats.get("Number") != "Plur":
        return False
    outer.last = inner.last
    return True


def join(outer: Mention, inner: Mention) -> None:
    """*A proposal for a ceasefire*: one mention, named by the first noun, of the kind of the second."""
    if outer.kind == "other" and inner.broad is not None:
        outer.kind = None  # an amnesty plan is a plan
    outer.extends = outer.extends or (outer.weak and inner.definite and inner.kind is not None)
    outer.kind = outer.kind or inner.kind
    outer.usual = outer.usual or inner.usual
    outer.broad = outer.broad or inner.broad
    outer.weak = outer.weak and inner.weak
    outer.offers = outer.offers or inner.offers
    outer.draft = outer.draft or inner.draft
    outer.asks = outer.asks and (inner.asks or inner.kind is not None)
    outer.duration = outer.duration or inner.duration
    outer.last = max(outer.last, inner.last)
    outer.authors = outer.authors or inner.authors
    outer.marks |= inner.marks
    outer.meeting = outer.meeting or inner.meeting
    outer.gathering = outer.gathering or inner.gathering


def _lasting_after(scene: Scene, last: int) -> str | None:
    """*A ceasefire at sea for a month*: a duration tied to what stands before it, with no verb or comma between."""
    edge = scene.right_edge(last - 1, LASTING)
    stop = next((i for i in range(last, edge) if _ends_phrase(scene, i)), edge)
    return duration_in(scene, last, stop, tied=True)


def _ends_phrase(scene: Scene, i: int) -> bool:
    token = scene.tokens[i]
    return token.pos in VERBS | {"SCONJ"} or token.norm == "," or scene.is_in("agents", i)


def _phrase(scene: Scene, at: int, last: int, noun: ProposalNoun) -> Mention | None:
    tokens = scene.tokens
    first, final = _left(scene, at), _right(scene, last)
    words = [tokens[i].norm for i in range(first, final)]
    sets = scene.lexicon.sets
    if any(word in sets["block"] for word in words[: last - first + 2]):
        return None
    duration = duration_in(scene, first, final) or _lasting_after(scene, final)
    if noun.timed and duration is None:
        return None
    before = {tokens[i].norm for i in range(first, at)}
    loose = {tokens[i].norm for i in range(first, at) if not scene.in_time(i)}  # three-month is no number of plans
    owned = bool(before & sets["genitives"])  # the article is the possessor's
    definite = owned or (_is_definite(scene, first, before) and not loose & sets["indefinite"] - sets["numbers"])
    around = before | _words_after(scene, last)
    inside = tokens[at].head in range(at + 1, last)
    draft = (noun.broad is not None or noun.kind == "peace plan") and not noun.concluded
    amended = is_rewritten(scene, final) or (draft and is_amended(scene, first, at, final))
    return Mention(
        first=first,
        last=final,
        head=last - 1 if inside else at,
        kind=noun.kind or kind_of(scene, first, final),
        usual=noun.usual,
        broad=noun.broad,
        open=noun.open,
        weak=noun.weak,
        timed=noun.timed,
        offers=noun.offers,
        asks=noun.asks,
        meeting=noun.meeting,
        gathering=noun.gathering,
        draft=draft,
        definite=definite,
        indefinite=bool(loose & sets["indefinite"]) and not definite,
        generic=bool(before & sets["generic"]),
        names=_names(scene, first, final) if noun.broad else frozenset(),
        marks=frozenset(name for name in MARKS if around & sets[name] or (name == "new" and amended)),
        duration=duration,
        authors=_authors(scene, first, at, last, final),
    )


def is_name(scene: Scene, i: int) -> bool:
    """Whether a token is a proper name or an adjective written like one, not at the beginning of its sentence."""
    token = scene.tokens[i]
    capital = token.text[:1].isupper() and i > scene.first_of_sentence(i)
    return token.pos == "PROPN" or (capital and token.pos in ("ADJ", "X"))


def _names(scene: Scene, first: int, last: int) -> frozenset[str]:
    """The names in a phrase that tell one text from another; those of parties and days do not."""
    own = (i for i in range(first, last) if is_name(scene, i) and not scene.in_time(i) and not scene.mention_at(i))
    return frozenset(scene.tokens[i].norm for i in own)


def _words_after(scene: Scene, last: int) -> set[str]:
    """The words right after a noun that can tell it from others, up to a verb."""
    found: set[str] = set()
    for i in range(last, min(last + AROUND, scene.last_of_sentence(last - 1))):
        if scene.tokens[i].pos in ("AUX", "SCONJ") or scene.tokens[i].norm in HARD or _turns(scene, i):
            break
        if not scene.in_time(i):
            found.add(scene.tokens[i].norm)
    return found


def _turns(scene: Scene, i: int) -> bool:
    """Whether a comma and a preposition turn to something else: *the first version, on the second* …"""
    return scene.tokens[i].norm == "," and i + 1 < len(scene.tokens) and scene.tokens[i + 1].pos == "ADP"


def _is_definite(scene: Scene, first: int, before: set[str]) -> bool:
    """Whether an article, a possessor or a preposition with the article in it makes the phrase definite."""
    if before & (scene.lexicon.sets["definite"] | scene.lexicon.sets["genitives"]):
        return True
    token = scene.tokens[first - 1] if first > 0 else None
    return token is not None and token.pos == "ADP" and token.norm != token.lemma


def _left(scene: Scene, at: int) -> int:
    """First token of the noun phrase whose noun is at ``at``: articles, adjectives, a duration, an actor."""
    tokens = scene.tokens
    articles = scene.lexicon.sets["definite"] | scene.lexicon.sets["indefinite"]
    first = at
    stop = max(scene.first_of_sentence(at), at - LEFT)
    while first > stop and _belongs_left(scene, first - 1, at):
        first -= 1
        if tokens[first].pos == "DET" and tokens[first].norm in articles:
            break
    if (mention := scene.mention_at(first)) is not None:
        first = max(stop, min(first, scene.parse.token_range(mention[0].start, mention[0].end)[0]))
    return first


def _belongs_left(scene: Scene, i: int, at: int) -> bool:
    token = scene.tokens[i]
    if any(scene.is_in(name, i) for name in (*MARKS, "generic")):
        return True
    if token.norm in HARD or token.norm == "," or token.pos not in MODIFIERS:
        in_date = scene.in_time(i) and (scene.in_time(i + 1) or i + 1 == at)
        return token.norm not in HARD and token.pos not in VERBS and (in_date or _lasts(scene, i, at))
    if token.pos == "PRON":
        return scene.is_in("definite", i)
    if token.pos == "ADV":
        return scene.in_time(i) or (scene.tokens[i + 1].pos == "ADJ" and i > 0 and scene.tokens[i - 1].pos == "DET")
    return True


def _lasts(scene: Scene, i: int, at: int) -> bool:
    """Whether token ``i`` ties a duration before it to the noun: *ventuno giorni di tregua*."""
    return i == at - 1 and i > 0 and scene.is_in("authors", i) and period(scene, i - 1) is not None


def _right(scene: Scene, last: int) -> int:
    """One past what belongs to a noun after it: adjectives, *of* and *for* phrases, a duration."""
    tokens = scene.tokens
    at = last
    stop = min(scene.last_of_sentence(last - 1), last + RIGHT)
    while at < stop and _belongs_right(scene, at, stop):
        at += 1
    while at > last and tokens[at - 1].pos in ("ADP", "DET"):
        at -= 1
    return at


def _belongs_right(scene: Scene, at: int, stop: int) -> bool:
    token, before = scene.tokens[at], scene.tokens[at - 1]
    timed = scene.in_time(at)
    if token.norm in HARD or token.norm == "," or token.pos in ("CCONJ", "SCONJ") or token.pos in VERBS:
        return False
    if token.pos == "ADP":
        if at + 1 >= stop or not (scene.is_in("authors", at) or scene.is_in("lasting", at)):
            return False
        if scene.lexicon.conditions.match(scene.tokens, at, scene.last_of_sentence(at)):
            return False
        return not scene.in_time(at + 1) or period(scene, at + 1) is not None
    if timed:
        return period(scene, at) is not None
    if token.pos in ("ADV", "PRON", "PART"):
        return False
    if token.pos == "DET":
        return before.pos in ("ADP", "DET")
    return not (token.pos == "PROPN" and before.pos == "NOUN")


def _counts(scene: Scene, i: int) -> bool:
    """Whether a token is the number of a compound: *three-point*."""
    after = scene.tokens[i + 1] if i + 1 < len(scene.tokens) else None
    return scene.tokens[i].pos == "NUM" and after is not None and after.norm == "-"


def _authors(scene: Scene, first: int, at: int, last: int, final: int) -> list[Actor]:
    """Who is named in the noun phrase as its author: *the American plan, Qatar's draft, l'idea di Mosca*."""
    before = [_author_at(scene, i) for i in range(first, at)]
    after = [_author_at(scene, i) for i in range(last, final) if _is_tied(scene, i, last)]
    return list({actor.id: actor for actor in [*before, *after] if actor is not None}.values())


def _author_at(scene: Scene, i: int) -> Actor | None:
    """The actor at a token of a phrase, or the person whose surname it is (*il piano Baker*)."""
    token = scene.tokens[i]
    actor = scene.actor_at(i)
    common = actor is not None and actor.kind in ("unnamed", "people", "person")
    content = common and token.pos == "NOUN" and token.norm in scene.lexicon.kind_pairs
    if content or (common and _modifies(scene, i)) or _counts(scene, i) or scene.in_time(i):
        return None
    return actor or (scene.surnames.get(token.norm) if token.pos == "PROPN" else None)


def _modifies(scene: Scene, i: int) -> bool:
    """Whether who is named at token ``i`` only tells what is exchanged or freed: *the prisoner exchange*."""
    mention = scene.mention_at(i)
    if mention is None:
        return False
    last = scene.parse.token_range(mention[0].start, mention[0].end)[1]
    named = scene.tokens[last - 1].norm in scene.lexicon.kind_pairs
    return named and last < len(scene.tokens) and scene.tokens[last].pos == "NOUN"


def _is_tied(scene: Scene, i: int, last: int) -> bool:
    """Whether what stands after the noun is its author's name: after *of, by*, or an adjective."""
    before = i - 2 if scene.tokens[i - 1].pos == "DET" else i - 1
    tied = (
        scene.is_in("authors", before) or scene.tokens[i].pos == "ADJ" or (scene.tokens[i].pos == "PROPN" and i == last)
    )
    return tied and not any(scene.is_in("between", j) for j in range(last, i))
