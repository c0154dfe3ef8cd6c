"""The stage: what is on the table, and where each party stands on it, as facts of the record."""

from __future__ import annotations

from itertools import pairwise

from verbale.codebook import Codebook
from verbale.language.parse import Parse
from verbale.positions.appositions import with_appositions
from verbale.positions.domain import is_all_diplomacy, is_diplomacy
from verbale.positions.fate import accused, status_of
from verbale.positions.lexicon import Lexicon
from verbale.positions.mentions import Mention, noun_phrases
from verbale.positions.offers import put_forward
from verbale.positions.referents import Referent, gather
from verbale.positions.scene import Scene
from verbale.positions.stances import StanceFinder
from verbale.positions.stands import Stand
from verbale.positions.terms import between_of, put_forward_of, terms_of
from verbale.positions.versions import is_first_text, settle_versions
from verbale.record import Actor, Event, Note, Position, Proposal, Span, Statement, Time

LABEL_TOKENS = 12
OLDEST = 2  # years before the text's latest date after which an answer is history


def find_positions(
    parse: Parse,
    codebook: Codebook,
    actors: tuple[Actor, ...],
    times: tuple[Time, ...],
    statements: tuple[Statement, ...],
    events: tuple[Event, ...],
) -> tuple[tuple[Proposal, ...], tuple[Position, ...], tuple[Note, ...]]:
    """Proposals and positions in text order, with notes on what was left blank. Never raises on odd text."""
    if not parse.tokens:
        return (), (), ()
    lexicon: Lexicon = codebook.derived(Lexicon)
    scene = Scene.of(parse, lexicon, actors, times, statements)
    mentions = put_forward(scene, with_appositions(scene, noun_phrases(scene))) if is_diplomacy(scene) else []
    if not mentions:
        return (), (), ()
    now = _latest_year(times)
    referents, meant = gather(scene, mentions, now)
    settle_versions(scene, referents)
    stands = _distinct(_not_history(_not_declined(StanceFinder(scene, mentions, meant).find()), now))
    answered = {id(stand.referent) for stand in stands}
    dense = is_all_diplomacy(scene)
    told = {id(r) for r in referents if r.licensed or id(r) in answered}
    told |= {id(r.version_of) for r in referents if id(r) in told and r.version_of and is_first_text(r.version_of)}
    kept = [r for r in referents if id(r) in told and (dense or r.known not in (None, "other"))]
    known = {id(r) for r in kept}
    stands = [stand for stand in stands if id(stand.referent) in known]
    kept.sort(key=lambda r: _main(r).first)
    ids = {id(referent): f"pr{n}" for n, referent in enumerate(kept, start=1)}
    claimed = accused(scene, events)
    proposals = tuple(_proposal(scene, referent, ids, stands, claimed) for referent in kept)
    positions = _positions(scene, stands, ids)
    notes = tuple(
        Note(path=f"proposals/{p.id}/by", reason="the text does not say who put it forward")
        for p in proposals
        if not p.by
    )
    return proposals, positions, notes


def _latest_year(times: tuple[Time, ...]) -> int:
    return max((int(t.value[:4]) for t in times if t.value and t.value[:4].isdigit()), default=0)


def _not_history(stands: list[Stand], now: int) -> list[Stand]:
    """Without answers of years ago: news dates the answers to what is on the table more closely than by a year."""
    return [s for s in stands if s.date is None or (len(s.date) > 4 and now - int(s.date[:4]) < OLDEST)]


def _not_declined(stands: list[Stand]) -> list[Stand]:
    """Without what a party says of a mere meeting to which it does not come: that is no answer to a proposal."""
    meetings = [s for s in stands if all(m.gathering and not m.draft for m in s.referent.mentions)]
    declined = {(s.actor.id, id(s.referent)) for s in meetings if s.stance == "rejects"}
    return [s for s in stands if (s.actor.id, id(s.referent)) not in declined]


def _distinct(stands: list[Stand]) -> list[Stand]:
    """One row for an answer that is told twice: same party, proposal, stance and clause."""
    seen: set[tuple[str, int, str, str | None]] = set()
    found: list[Stand] = []
    for stand in sorted(stands, key=lambda s: s.at):
        key = (stand.actor.id, id(stand.referent), stand.stance, stand.date)
        if key not in seen:
            seen.add(key)
            found.append(stand)
    return found


def _main(referent: Referent) -> Mention:
    """The mention that puts it forward, else that describes it, else the first."""
    mentions = referent.mentions
    return next((m for m in mentions if m.offered), next((m for m in mentions if m.described), mentions[0]))


def _proposal(
    scene: Scene, referent: Referent, ids: dict[int, str], stands: list[Stand], claimed: frozenset[int]
) -> Proposal:
    main = _main(referent)
    first, last = main.evidence or (main.first, main.last)
    others = [scene.parse.span(m.first, m.last) for m in referent.mentions if m is not main]
    evidence = (scene.parse.span(first, last), *others)
    parent = ids.get(id(referent.version_of)) if referent.version_of is not None else None
    return Proposal(
        id=ids[id(referent)],
        kind=referent.known or referent.broad or "other",
        label=scene.parse.span(main.first, min(main.last, main.first + LABEL_TOKENS)).text,
        by=tuple(dict.fromkeys(actor.id for actor in referent.authors)),
        between=between_of(scene, referent),
        terms=terms_of(scene, referent, main),
        put_forward=put_forward_of(referent),
        version_of=parent,
        evidence=_unique(evidence),
        status=status_of(scene, referent, [s for s in stands if s.referent is referent], claimed),
        said_in=scene.said_in(first, last),
        confidence=0.8 if main.offered else 0.65 if main.described else 0.5,
    )


def _unique(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple({(span.start, span.end): span for span in spans}.values())


def _positions(scene: Scene, stands: list[Stand], ids: dict[int, str]) -> tuple[Position, ...]:
    before = _superseded(stands)
    found: list[Position] = []
    for n, stand in enumerate(stands):
        last = max(stand.last, stand.first + 1)
        replaced = before.get(n)
        found.append(
            Position(
                id=f"po{n + 1}",
                actor=stand.actor.id,
                proposal=ids[id(stand.referent)],
                stance=stand.stance,
                conditions=(scene.parse.span(*stand.condition),) if stand.condition else (),
                date=stand.date,
                evidence=(scene.parse.span(stand.first, last),),
                said_in=scene.said_in(stand.first, last),
                supersedes=None if replaced is None else f"po{replaced + 1}",
                confidence=stand.confidence,
            )
        )
    return tuple(found)


def _superseded(stands: list[Stand]) -> dict[int, int]:
    """For each row the row that it replaces: by the dates where all have one, else as told, the past perfect first."""
    groups: dict[tuple[str, int], list[int]] = {}
    for n, stand in enumerate(stands):
        groups.setdefault((stand.actor.id, id(stand.referent)), []).append(n)
    replaced: dict[int, int] = {}
    for rows in groups.values():
        dates = [stands[n].date for n in rows]
        if all(dates):
            rows.sort(key=lambda n: (str(stands[n].date)[:10], n))
        else:
            rows.sort(key=lambda n: (not stands[n].earlier, n))
        replaced |= {later: sooner for sooner, later in pairwise(rows)}
    return replaced
