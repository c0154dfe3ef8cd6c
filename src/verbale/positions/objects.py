"""What a stance is about: the mention beside it, and the proposal that it, a pronoun or nothing at all stands for."""

from __future__ import annotations

from bisect import bisect_left

from verbale.positions.clauses import clause_start, opens_condition
from verbale.positions.kinds import kind_of
from verbale.positions.lexicon import Frame
from verbale.positions.mentions import Mention
from verbale.positions.referents import Referent
from verbale.positions.scene import HARD, NOUNS, VERBS, Scene
from verbale.positions.stands import Stand

OBJECT_WINDOW = 16
QUOTES = frozenset('"«»“”')
APART = 9  # tokens from comma to comma of what is set apart
NEAR = 4  # tokens before a verb in which its object pronoun stands
LONG = 8  # sentences that *it* may look back where a text has one proposal
RELATIVE = 8  # tokens of a relative clause before its verb
REACH = 3  # sentences that *it* or a bare *agreed* may look back for the proposal
MORE = 12  # tokens in which the proposal may follow an answer told by a noun
MOST = 40  # mentions that are looked through at most
BEFORE = 18  # tokens before a passive or a relative clause in which its object stands


class Objects:
    """Finds the proposal that a stance is about. ``stands`` grows while the text is read."""

    def __init__(self, scene: Scene, mentions: list[Mention], meant: dict[int, Referent], stands: list[Stand]) -> None:
        self.scene = scene
        self.mentions = mentions
        self.meant = meant
        self.stands = stands
        self.by_token = {i: m for m in mentions if not m.clause and id(m) in meant for i in range(m.first, m.last)}
        self.starts = [m.first for m in mentions]
        self.on_offer = list({id(r): r for r in meant.values() if r.licensed}.values())[:MOST]
        self.put_forward_at = next((m for r in self.on_offer[:1] for m in r.mentions if m.licensed), None)

    def of(self, at: int, end: int, frame: Frame) -> tuple[Mention | None, Referent | None, bool]:
        """The mention (if one stands there), the proposal (None: none), and whether the words name it."""
        if frame.party == "owner":
            target: Mention | str = self._of_noun(end)
        else:
            target = object_of(self.scene, at, end, self.by_token, optional=frame.object == "optional")
        if isinstance(target, Mention):
            referent = self.meant.get(id(target))
            if referent is None and not target.generic:
                referent = self.latest(at)
            return target, referent, True
        if target == "counted":
            return None, self._counted(at, end), True
        if target == "pronoun":
            return None, None if self._means_another(at) else self.latest(at), True
        if self._about_another(at):
            return None, None, False
        if frame.conditioned:
            return None, self.latest(at), False
        if target == "other" or frame.object == "needed":
            return None, self._by_content(at, end, frame), False
        return None, self.latest(at), False

    def _counted(self, at: int, end: int) -> Referent | None:
        """*The second, the other*: one of several proposals by its place, else the latest."""
        first = next((i for i in range(end, min(end + 3, len(self.scene.tokens))) if self.scene.is_in("first", i)), -1)
        if first >= 0 and len(self.on_offer) > 1:
            return self.on_offer[0]
        latest = self.latest(at)
        return next((r for r in self.on_offer if latest is not None and r.version_of is latest), latest)

    def _by_content(self, at: int, end: int, frame: Frame) -> Referent | None:
        """*Agreed to silence their guns*: what was agreed is of the kind of a proposal that the text tells of.

        The one before it, or in a lead the only one of that kind that follows.
        """
        edge = self.scene.right_edge(end, 10) if end < len(self.scene.tokens) else end
        linked = any(self.scene.is_in("clause_links", i) for i in range(end, min(end + 4, edge)))
        kind = kind_of(self.scene, at if frame.promise else end, edge) if linked or frame.promise else None
        same = [r for r in self.on_offer if r.known == kind]
        if kind is None or not same:
            return None
        before = [r for r in same if r.mentions[0].first < at]
        return before[-1] if before else same[0] if len(same) == 1 else None

    def _of_noun(self, end: int) -> Mention | str:
        """What an answer told by a noun is about: the first mention after it in its own phrase."""
        for i in range(end, self.scene.right_edge(end, MORE) if end < len(self.scene.tokens) else end):
            if i in self.by_token:
                return self.by_token[i]
            if self.scene.tokens[i].pos in VERBS or self.scene.tokens[i].norm == ",":
                break
        return "none"

    def _about_another(self, at: int) -> bool:
        """Whether a relative clause tells what else it is about: *a dam, on which Mali is silent*."""
        scene = self.scene
        for i in range(at - 1, max(scene.left_edge(at), at - RELATIVE) - 1, -1):
            relative = scene.is_in("relatives", i) or scene.is_in("whose", i)
            if relative and i > 1 and scene.tokens[i - 1].pos == "ADP" and scene.is_in("object_links", i - 1):
                before = i - 3 if scene.tokens[i - 2].norm == "," else i - 2
                return before not in self.by_token
        return False

    def _means_another(self, at: int) -> bool:
        """Whether a pronoun means a visit or a request that the sentence has named last: *the visit is off, Mali
        cancelled it; she asked for the pass to reopen, and he will see to it*."""
        tokens = self.scene.tokens
        for i in range(at - 1, max(self.scene.first_of_sentence(at), at - BEFORE) - 1, -1):
            if i in self.by_token:
                return self.by_token[i].meeting
            if self.scene.is_in("engagements", i) and tokens[i].pos in NOUNS:
                return True
            if tokens[i].pos == "VERB" and self._asks_to_do(i, at):
                return not any(mention.clause and i <= mention.first < at for mention in self._near(at))
        return False

    def _asks_to_do(self, i: int, at: int) -> bool:
        """Whether the verb at token ``i`` asks for something to be done: *asked to reopen the pass*."""
        scene = self.scene
        if any(c < i and scene.tokens[c].rel == "obj" for c in scene.parse.children[i]):
            return False
        matched = scene.lexicon.offers.match(scene.tokens, i, at)
        link = next((end for end, offer in matched if offer.asks and offer.clause), at)
        follows = link + 1 < at and scene.is_in("clause_links", link) and not scene.is_in("subordinators", link)
        return follows and scene.tokens[link + 1].feats.get("VerbForm") == "Inf"

    def _near(self, at: int) -> list[Mention]:
        """The last mentions before token ``at``."""
        newest = bisect_left(self.starts, at)
        return self.mentions[max(0, newest - NEAR) : newest]

    def counted_before(self, at: int) -> Referent | None:
        """*On the second it has yet to reply*: one of several proposals that opens the clause."""
        start = clause_start(self.scene, at)
        for i in range(start, min(start + NEAR, at - 1)):
            if self.scene.is_in("objects", i) and self.scene.tokens[i].pos == "ADP":
                told = self.scene.is_in("counted", i + 1) and not _names_another(self.scene, i + 1)
                return self._counted(at, i + 1) if told else None
        return None

    def latest(self, at: int) -> Referent | None:
        """The proposal that was last spoken of, if it was put forward or answered and is near."""
        reach = LONG if len(self.on_offer) == 1 else REACH
        sentence = self.scene.tokens[at].sentence
        newest = bisect_left(self.starts, at) - 1
        for n in range(newest, max(-1, newest - MOST), -1):
            mention = self.mentions[n]
            if sentence - self.scene.tokens[mention.head].sentence > reach:
                break
            referent = self.meant.get(id(mention))
            asked = sentence - self.scene.tokens[mention.head].sentence <= 1
            if referent is not None and (referent.on_the_table or (asked and referent.asked)):
                return referent
        last = self.stands[-1] if self.stands else None
        if last is not None and sentence - self.scene.tokens[last.at].sentence <= reach - 1:
            return last.referent
        return self._next(at, sentence)

    def _next(self, at: int, sentence: int) -> Referent | None:
        """In a lead that answers before it explains: the proposal that follows, if it is the text's only one."""
        if len(self.on_offer) != 1:
            return None
        following = self.put_forward_at
        if following is None or following.first < at:
            return None
        return self.on_offer[0] if self.scene.tokens[following.head].sentence - sentence <= 1 else None


def object_of(scene: Scene, at: int, end: int, by_token: dict[int, Mention], *, optional: bool) -> Mention | str:
    """The mention that a stance is about; or ``pronoun``, ``counted`` (*the second*), ``none`` (nothing there),
    ``other`` (something else)."""
    tokens = scene.tokens
    inner = next((by_token[i] for i in range(at + 1, end) if i in by_token), None)
    if inner is not None:
        return inner
    if any(tokens[i].pos in ("PRON", "ADV", "DET") and scene.is_in("pronouns", i) for i in range(at + 1, end)):
        return "pronoun"
    if tokens[at].norm in scene.lexicon.enclitic or _clitic_before(scene, at):
        return "pronoun"
    whole = optional and end > at + 1
    after = _after(scene, end, by_token, optional=optional, whole=whole)
    if after != "none":
        return after
    return _before(scene, at, end, by_token)


def _clitic_before(scene: Scene, at: int) -> bool:
    """*Lo accetta*: an object pronoun before the verb, or where the words begin."""
    tokens = scene.tokens
    if scene.is_in("clitics", at) and tokens[at].pos == "PRON":
        return True
    return any(
        scene.is_in("clitics", i) and (tokens[i].pos == "PRON" or tokens[i + 1].pos in VERBS)
        for i in range(max(at - NEAR, clause_start(scene, at)), at)
    )


def _after(scene: Scene, end: int, by_token: dict[int, Mention], *, optional: bool, whole: bool) -> Mention | str:
    """What stands after the stance as its object: the first noun that no other preposition takes away.

    ``whole``: the words of the stance hold their own object (*gave its assent*), so that another noun is none.
    """
    tokens = scene.tokens
    preposition = -1
    nothing = "none"
    i = end - 1
    last = min(scene.last_of_sentence(end - 1), end + OBJECT_WINDOW)
    while i + 1 < last:
        i += 1
        token = tokens[i]
        if token.norm in HARD - QUOTES:
            break
        if i in by_token:
            return by_token[i] if _is_object(scene, by_token[i], end, preposition) else "none" if whole else "other"
        if token.pos in ("PRON", "DET", "CCONJ") and i <= end + 1 and scene.is_in("pronouns", i):
            if token.pos != "PRON" and i + 1 < last and tokens[i + 1].pos in (*NOUNS, "ADJ", "NUM"):
                continue
            return "other" if i + 1 < last and scene.is_in("relatives", i + 1) else "pronoun"
        if end < i <= end + 2 and scene.is_in("counted", i) and not _names_another(scene, i):
            return "counted"
        if token.norm == "," and (closing := _set_apart(scene, i, last)):
            i = closing
            continue
        if token.norm == "," or opens_condition(scene, i):
            return nothing
        if token.pos in ("SCONJ", "CCONJ"):
            return "other" if i == end and not whole and scene.is_in("clause_links", i) else nothing
        if token.pos in VERBS:
            return "other" if i > end and not whole and scene.is_in("clause_links", i - 1) else nothing
        if token.pos == "ADP":
            preposition = i
        elif preposition < 0 and token.pos in NOUNS and scene.is_in("engagements", i):
            return "other"
        elif token.pos in NOUNS and _passes_over(scene, i):
            nothing = "counted" if preposition < 0 and not scene.in_time(i) else nothing
        elif token.pos in NOUNS and nothing == "none":
            at_link = optional and preposition == end and scene.is_in("objects", preposition) and token.pos == "NOUN"
            if at_link or (preposition < 0 and not whole):
                return "other"
    return nothing


def _set_apart(scene: Scene, comma: int, last: int) -> int:
    """The comma that closes what a preposition opens after token ``comma``: *has studied, for a week, the text*."""
    if comma + 1 >= last or scene.tokens[comma + 1].pos != "ADP":
        return 0
    return next((i for i in range(comma + 2, min(comma + APART, last)) if scene.tokens[i].norm == ","), 0)


def _names_another(scene: Scene, i: int) -> bool:
    """Whether a word of counting goes with a noun of its own: *the first accusation*, or is part of a longer word."""
    after = i + 1
    if after < len(scene.tokens) and scene.tokens[after].norm == "-":
        return True
    return after < len(scene.tokens) and scene.tokens[after].pos in (*NOUNS, "ADJ")


def _passes_over(scene: Scene, i: int) -> bool:
    """Whether a noun is no object of its own: a date, or *the terms, parts of*."""
    return scene.in_time(i) or scene.is_in("parts", i) or scene.is_in("partial", i)


def _is_object(scene: Scene, mention: Mention, end: int, preposition: int) -> bool:
    """Whether a mention after a stance is what it is about: direct, at its preposition, or after *parts of*."""
    before = mention.first - 1
    if before < end or preposition != before:
        return True
    if before == end:
        return True
    return scene.is_in("parts", before - 1) or scene.is_in("partial", before - 1) or scene.in_time(before - 1)


def _before(scene: Scene, at: int, end: int, by_token: dict[int, Mention]) -> Mention | str:
    """The passive subject or the antecedent of a relative clause."""
    own = (scene.tokens[c] for c in scene.parse.children[at] if c >= end and scene.tokens[c].rel == "obj")
    if any(token.pos in NOUNS and not scene.in_time(token.i) for token in own):
        return "none"  # a truce during which shells killed nine people
    tokens = scene.tokens
    for i in range(at - 1, max(scene.first_of_sentence(at), at - BEFORE) - 1, -1):
        if i in by_token:
            mention = by_token[i]
            return mention if _passive_or_relative(scene, mention, at) else "none"
        if tokens[i].norm in HARD and tokens[i].norm not in '"«»“”()':
            break
    return "none"


def _passive_or_relative(scene: Scene, mention: Mention, at: int) -> bool:
    tokens = scene.tokens
    subjects = (s for s in scene.parse.dependents(at, "nsubj") if mention.last <= s.i < at and s.pos != "PRON")
    if any(scene.mention_at(s.i) is None and not scene.is_in("relatives", s.i) for s in subjects):
        return False  # a truce, while shelling killed nine
    if any(tokens[c].dep in ("aux:pass", "nsubj:pass", "csubj:pass") for c in scene.parse.children[at]):
        return True
    if at + 1 < len(tokens) and scene.is_in("agents", at + 1):
        return True
    if tokens[at].rel == "acl" and tokens[at].head in range(mention.first, mention.last):
        return True
    if (
        any(scene.is_in("agents", i) for i in range(at + 1, min(at + 6, scene.right_edge(at))))
        and tokens[at].feats.get("VerbForm") == "Part"
    ):
        return True
    return any(scene.is_in("relatives", i) for i in range(mention.last, min(mention.last + 3, at)))
