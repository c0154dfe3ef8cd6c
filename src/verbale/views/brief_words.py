"""What a brief tells of words: the few statements that matter most, and the articles that were corrected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import Connection

from verbale.store.listing import bundled, tellings
from verbale.store.query import StoredFact, facts_named
from verbale.store.recent import Fresh, Window, corrections, fresh, unheard
from verbale.store.sighted import Text, marks_of, sighted, texts_of
from verbale.views.citing import Line, Section, Sources, judged_by

FACTS = 800  # statements that became known and are looked at, the last
CHOSEN = 60  # of them that are read
LINES = 7
OF_ONE = 2  # lines for one speaker
CORRECTIONS = 12
# What an act weighs: words that bind, threaten or give way go before those that only tell.
WEIGHTS = {"threaten": 3.0, "promise": 2.5, "concede": 2.5, "warn": 2.0, "deny": 1.5, "suggest": 1.0, "accuse": 1.0}
ORIGINS = 3  # beyond so many, another origin adds nothing
SHORT, LONG = 40, 280  # characters of a sentence that says something, and can be read in one line


def said(connection: Connection, window: Window, sources: Sources, parties: frozenset[str]) -> Section:
    """The statements that weigh most among those first told: what kind of act they are, how many origins tell them,
    and whether they are of a party that has a stand (``parties``)."""
    told = unheard(connection, fresh(connection, window, ("statement",), FACTS), window)
    best = sorted(told, key=lambda one: (-_worth(one), one.id))[:CHOSEN]
    facts = {fact.key: fact for fact in facts_named(connection, [one.key for one in best], window.scope)}
    bundle = bundled(connection, facts, window.scope)
    origins = {id: count.origins for id, count in tellings(connection, bundle.values(), window.scope).items()}
    ranked = sorted(
        (fact for fact in facts.values() if _tells(fact)),
        key=lambda fact: (-_weight(fact, origins.get(bundle.get(fact.key, ""), 1), parties), fact.id),
    )
    chosen = _varied(ranked, bundle)
    members = sighted(connection, [bundle[fact.key] for fact in chosen if fact.key in bundle], window.scope)
    texts = texts_of(connection, [fact.version for fact in chosen])
    lines = []
    for fact in chosen:
        told_by = [one.text for one in members.get(bundle.get(fact.key, ""), ())]
        lines.append(_line(connection, fact, [texts[fact.version], *told_by], sources))
    return Section("statements", "Statements that matter most", tuple(lines), max(0, len(told) - len(lines)))


def _worth(one: Fresh) -> float:
    return WEIGHTS.get(one.type or "", 0.0) + one.confidence


def _tells(fact: StoredFact) -> bool:
    """Whether somebody says it himself, in words that stand alone."""
    return not fact.rejected and bool(fact.names("speaker")) and not fact.data.get("nested_in")


def _weight(fact: StoredFact, origins: int, parties: frozenset[str]) -> float:
    weight = WEIGHTS.get(fact.type or "", 0.0) + fact.confidence
    weight += min(origins, ORIGINS) - 1
    weight += 2.0 if parties & set(fact.parties("speaker")) else 0.0
    weight += 0.5 if fact.mode == "direct" else 0.0
    words = sum(end - start for start, end, _ in fact.evidence)
    return weight - (2.0 if words < SHORT else 0.5 if words > LONG else 0.0)


def _varied(ranked: list[StoredFact], bundle: Mapping[str, str]) -> list[StoredFact]:
    """The first ones, each thing once, and not all of one speaker."""
    chosen: list[StoredFact] = []
    speakers: Counter[str] = Counter()
    told: set[str] = set()
    for fact in ranked:
        who, what = fact.names("speaker")[0], bundle.get(fact.key, fact.key)
        if speakers[who] >= OF_ONE or what in told or len(chosen) >= LINES:
            continue
        speakers[who] += 1
        told.add(what)
        chosen.append(fact)
    return sorted(chosen, key=lambda fact: (fact.day or "", fact.id), reverse=True)


def _line(connection: Connection, fact: StoredFact, texts: list[Text], sources: Sources) -> Line:
    mark = marks_of(connection, [fact.judged]).get(fact.judged) if fact.judged is not None else None
    return sources.line(
        texts,
        id=fact.key,
        fact=fact.key,
        when=fact.begin or fact.told,
        who=", ".join(fact.names("speaker")),
        what=_what(fact),
        marks=[
            *([fact.type] if fact.type and fact.type != "assert" else []),
            *judged_by([mark.of(fact.key) if mark else None]),
        ],
    )


def _what(fact: StoredFact) -> str:
    """The words; of a denial it is told that they are what is denied."""
    words = " … ".join(text for _, _, text in fact.evidence)
    if fact.data.get("polarity") == "denied":
        return f"denied: {words}"
    return f"“{words}”" if fact.mode == "direct" else words


def corrected(connection: Connection, window: Window, sources: Sources) -> Section:
    """Articles of which another version came, with the words that changed."""
    found = corrections(connection, window, CORRECTIONS + 1)
    texts = texts_of(connection, [one.version for one in found])
    lines = []
    for one in found[:CORRECTIONS]:
        text = texts[one.version]
        pairs = "; ".join(f"“{old or '–'}” is now “{new or '–'}”" for old, new in one.changes)
        more = f" and {one.more} more differences" if one.more else ""
        lines.append(
            sources.line(
                [text],
                id=text.document,
                when=text.told,
                who=text.outlet,
                what=f"{text.title or text.name}: {pairs or 'a new version'}{more}",
                marks=[f"version {one.number}"],
            )
        )
    return Section("corrections", "Corrected articles", tuple(lines), max(0, len(found) - CORRECTIONS))
