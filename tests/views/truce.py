"""Texts about a truce that Chile put to Peru and Bolivia, for tests of what a store shows."""

from __future__ import annotations

from tests.threads.synthetic import Draft
from verbale.record import Record
from verbale.store import Ledger
from verbale.store.judging import judge_fact
from verbale.store.query import Scope, find_facts

NOW = "2030-02-01T10:00:00.000Z"
WORDS = (
    "Chile proposed a 30-day ceasefire between Peru and Bolivia on the third of March, in a long statement that named "
    "the bridge at Desaguadero, the fishing grounds of the lake and the wells of the plain as the places to be left. "
)
OTHER = "The evening report from the capital was short, and nobody who spoke on the record added a word to it. "


def text(
    id: str,
    day: str,
    *stances: tuple[str, str],
    publisher: str = "Wire",
    date: str | None = None,
    head: str = WORDS,
    extra: str = "",
    words: str = "a 30-day ceasefire",
    duration: str | None = "P30D",
) -> Draft:
    """A text about the truce of Chile; ``stances`` are countries with what they answer."""
    draft = Draft(id, day, f"{head}{extra} " + " ".join(f"{who} {says}." for who, says in stances), publisher)
    sides = (draft.government("PER"), draft.government("BOL"))
    truce = draft.proposal(
        by=(draft.government("CHL"),), between=sides, duration=duration, put_forward="2025-03-03", words=words
    )
    for who, says in stances:
        draft.position(draft.government(who), truce, says, date, words=f"{who} {says}")  # type: ignore[arg-type]
    return draft


def add(ledger: Ledger, *texts: Draft | Record) -> None:
    """Each is fetched on the morning after it was published."""
    for one in texts:
        record = one.record() if isinstance(one, Draft) else one
        ledger.add(record, retrieved=f"{record.document.published}T20:00:00.000Z")


def position(ledger: Ledger, status: str) -> str:
    """The key of the only position with a stance."""
    with ledger.reading() as connection:
        (fact,) = (one for one in find_facts(connection, Scope(), ("position",)) if one.status == status)
    return fact.key


def judge(ledger: Ledger, key: str, verdict: str, *changes: str) -> int:
    with ledger.writing() as connection:
        return judge_fact(connection, key, verdict, changes, "Ana", "read it", NOW).id


def news(id: str, day: str, publisher: str = "Post", head: str = OTHER) -> Draft:
    return Draft(id, day, f"{head} This is {id}.", publisher)


def meeting(draft: Draft, status: str, day: str | None, words: str, **fields: object) -> Draft:
    who = (draft.government("PER"), draft.government("BOL"))
    draft.event("CONSULT", "meeting", status, who, day, words=words, **fields)  # type: ignore[arg-type]
    return draft


def shelling(draft: Draft, killed: int | None, words: str, speaker: str | None = None) -> Draft:
    said = draft.statement(draft.person(speaker, "PER"), words) if speaker else None
    place = draft.place("Puno", "PER", (-15.8, -70.0))
    source = (draft.government("BOL"),)
    target = (draft.government("PER"),)
    draft.event(
        "ASSAULT",
        "shelling",
        "happened",
        source,
        "2025-03-08",
        place,
        words,
        target=target,
        killed=killed,
        said_in=said,
    )
    return draft
