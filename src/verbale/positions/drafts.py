"""What tells a new draft from the text that it replaces: *has rewritten the truce; a shorter version of the plan*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.positions.clauses import shifts_before
from verbale.positions.scene import NOUNS, Scene

if TYPE_CHECKING:
    from verbale.positions.mentions import Mention

ACCOUNT = 30  # tokens around a text in which the word for an account of a talk stands


def is_amended(scene: Scene, first: int, at: int, last: int) -> bool:
    """Whether somebody has made a new draft of it: *has rewritten its plan, the plan was amended*."""
    amends, tokens = scene.lexicon.amends, scene.tokens
    while first > 0 and tokens[first - 1].pos == "DET":
        first -= 1
    for i in range(max(scene.first_of_sentence(first), first - 2), first):
        if any(end == first for end, _ in amends.match(tokens, i, first)) and _is_newly_done(scene, i):
            return True
    verb = tokens[at].head
    passive = tokens[at].dep == "nsubj:pass" and verb >= last
    return passive and bool(amends.match(tokens, verb, scene.last_of_sentence(verb))) and _is_newly_done(scene, verb)


def _is_newly_done(scene: Scene, at: int) -> bool:
    """Whether it is told as new: what *had been rewritten* before is the text that is on the table."""
    earlier = any(scene.is_in("before_that", c) for c in scene.parse.children[at])
    return not earlier and is_done(scene, at)


def is_rewritten(scene: Scene, at: int) -> bool:
    """Whether a participle after a noun tells that it is a new draft: *the truce redrafted by Mali*."""
    token = scene.tokens[min(at, len(scene.tokens) - 1)]
    participle = token.feats.get("VerbForm") == "Part" or token.pos == "ADV"
    auxiliary = any(scene.tokens[c].rel == "aux" for c in scene.parse.children[token.i])
    return participle and not auxiliary and bool(scene.lexicon.amends.match(scene.tokens, token.i, len(scene.tokens)))


def is_done(scene: Scene, at: int) -> bool:
    """Whether a verb tells what was done: not *to amend, may amend, has not amended*."""
    unreal = scene.tokens[at].feats.get("VerbForm") == "Inf" or scene.tokens[at].feats.get("Tense") == "Fut"
    return not unreal and not {"none", "negate", "undecided", "open", "may"} & set(shifts_before(scene, at))


def is_version_of(scene: Scene, outer: Mention, inner: Mention) -> bool:
    """*A shorter version of the plan, una versione ridotta del piano*: an indefinite draft, told by an adjective from
    the plan or draft that it replaces."""
    if not (outer.draft and outer.indefinite and inner.draft and inner.definite and outer.kind is None):
        return False
    told = range(outer.first, inner.first)
    return any(scene.tokens[i].pos == "ADJ" or scene.tokens[i].feats.get("VerbForm") == "Part" for i in told)


def part_versions(scene: Scene, outer: Mention, inner: Mention) -> None:
    """Mark the new text and the old one, which becomes a mention of its own."""
    before = inner.first - 1
    while before > outer.head + 1 and scene.tokens[before].pos in ("ADP", "DET"):
        before -= 1
    outer.last = max(before + (scene.tokens[before].pos not in ("ADP", "DET")), outer.head + 1)
    outer.indefinite, outer.definite = False, True
    outer.marks |= {"new"}
    inner.marks |= {"old"}


def is_account(scene: Scene, mention: Mention) -> bool:
    """Whether a text is what one side has published of a talk: *the readouts differ, the Chadian text is brief*."""
    if mention.kind is not None or not mention.draft or mention.offers or mention.content is not None:
        return False
    first = max(scene.first_of_sentence(mention.head), mention.first - ACCOUNT)
    near = range(first, min(mention.last + ACCOUNT, scene.last_of_sentence(mention.head)))
    return any(scene.is_in("accounts", i) and scene.tokens[i].pos in NOUNS for i in near)
