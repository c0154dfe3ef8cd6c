"""Proposals told as what somebody says should be done: *the bishops asked both bands to leave the buses in peace*."""

from __future__ import annotations

from verbale.positions.kinds import duration_in, kind_of
from verbale.positions.mentions import Mention
from verbale.positions.offered import dated
from verbale.positions.scene import VERBS, Scene
from verbale.record import Statement

ACTS = frozenset({"suggest", "urge", "ask"})
LONGEST = 40  # tokens of a content that can be one proposal


def read_requests(scene: Scene, mentions: list[Mention], clauses: list[Mention]) -> list[Mention]:
    """Clauses that put something forward by what the statements of the text say; ``clauses`` are those known already.

    What somebody asks for when a proposal is on the table already is a condition or a demand, no proposal.
    """
    known = [*mentions, *clauses]
    licensed = min((m.first for m in known if m.licensed), default=len(scene.tokens))
    covered = {i for m in known if not m.weak or m.clause for i in range(m.first, m.last)}
    found: list[Mention] = []
    for statement in scene.statements:
        if statement.act not in ACTS or statement.kind == "direct" or statement.cue is None or not statement.content:
            continue
        first, last = scene.parse.token_range(statement.content[0].start, statement.content[0].end)
        if first >= last or last - first > LONGEST or first > licensed or covered & set(range(first, last)):
            continue
        request = _request(scene, statement, first, last)
        if request is not None:
            found.append(request)
            licensed = min(licensed, first)
    return found


def _request(scene: Scene, statement: Statement, first: int, last: int) -> Mention | None:
    block = scene.lexicon.sets["block"]
    kind = kind_of(scene, first, last)
    has_verb = any(scene.tokens[i].pos in VERBS for i in range(first, last))
    if kind is None or not has_verb or any(scene.tokens[i].norm in block for i in range(first, last)):
        return None
    cue = statement.cue or statement.content[0]
    at, end = scene.parse.token_range(cue.start, cue.end)
    authors = [scene.by_id[s] for s in statement.speakers if s in scene.by_id]
    request = Mention(first, last, at, kind, authors=authors, clause=True, offered=True, verb=at)
    request.duration = duration_in(scene, first, last)
    request.evidence = (first, last)
    request.put_forward = dated(scene, at, end)
    return request
