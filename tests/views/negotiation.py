"""A small negotiation of invented texts, as several outlets tell it: what the lists are tested on."""

from __future__ import annotations

from tests.threads.synthetic import Draft
from verbale.record import Record

BERG, SALMI = "Jon Berg", "Aino Salmi"
COPY = (
    "Jon Berg of Norway and Aino Salmi of Finland met in Oslo on Wednesday, the ministry said. The talks lasted three "
    "hours and turned on the fishing limits, the mined strait and the exchange of the two crews held since winter."
)


def announced() -> Record:
    """2 March: the ministers are to meet on the 12th; a statement."""
    draft = Draft("announced", "2025-03-02", publisher="Wire A")
    berg, salmi = _ministers(draft)
    where = draft.place("Oslo", "NOR", (59.91, 10.75))
    draft.event(
        "CONSULT",
        "meeting",
        "planned",
        source=(berg, salmi),
        time="2025-03-12",
        place=where,
        words="Berg and Salmi will meet in Oslo on 12 March.",
    )
    draft.statement(berg, "We want the strait to be open to all.", said="2025-03-02")
    return draft.record()


def held(id: str = "held", publisher: str = "Wire B", text: str = COPY) -> Record:
    """13 March: they have met."""
    draft = Draft(id, "2025-03-13", publisher=publisher, text=text)
    berg, salmi = _ministers(draft)
    where = draft.place("Oslo", "NOR", (59.91, 10.75))
    words = "Jon Berg of Norway and Aino Salmi of Finland met in Oslo on Wednesday"
    draft.event("CONSULT", "meeting", source=(berg, salmi), time="2025-03-12", place=where, words=words)
    return draft.record()


def called_off() -> Record:
    """5 March: a call for the 6th is called off; another plan for the 20th."""
    draft = Draft("called-off", "2025-03-05", publisher="Wire A")
    berg, salmi = _ministers(draft)
    draft.event(
        "CONSULT", "call", "cancelled", source=(berg, salmi), time="2025-03-06", words="The call of 6 March is off."
    )
    draft.event(
        "CONSULT", "visit", "planned", source=(salmi,), time="2025-03-20", words="Salmi will visit Tromso on 20 March."
    )
    return draft.record()


def attacked(id: str, publisher: str, published: str, killed: int | None, by: str | None, **more: str) -> Record:
    """A shelling of 8 March."""
    draft = Draft(id, published, publisher=publisher)
    where = draft.place("Vardo", "NOR", (70.37, 31.11))
    doers = (draft.government(by),) if by else ()
    denied = (draft.government(more["denied_by"]),) if "denied_by" in more else ()
    draft.event(
        "ASSAULT",
        "shelling",
        source=doers,
        time="2025-03-08",
        place=where,
        killed=killed,
        denied_by=denied,
        words=f"The harbour of Vardo was shelled on Saturday, {killed} died, {publisher} reports.",
    )
    return draft.record()


def answered() -> Record:
    """9 March: a truce is proposed, one accepts it, one accuses."""
    draft = Draft("answered", "2025-03-09", publisher="Wire C")
    norway, finland = draft.government("NOR"), draft.government("FIN")
    truce = draft.proposal(
        by=(norway,), between=(norway, finland), duration="P30D", put_forward="2025-03-07", words="a 30-day truce"
    )
    draft.position(finland, truce, "accepts", date="2025-03-09", words="Finland accepted the truce on Sunday.")
    draft.event(
        "ACCUSE",
        "accusation",
        source=(norway,),
        target=(finland,),
        words="Norway accused Finland of mining the strait.",
    )
    draft.event("AGREE", "agreement", source=(norway, finland), words="Both agreed to go on talking.")
    return draft.record()


def everything() -> list[Record]:
    """All texts, in the order of their publication."""
    return [
        announced(),
        called_off(),
        attacked("first-toll", "Wire A", "2025-03-08", 3, "FIN"),
        attacked("other-toll", "Wire D", "2025-03-09", 5, "NOR", denied_by="FIN"),
        answered(),
        held(),
        held("held-copy", "Wire E"),
    ]


def _ministers(draft: Draft) -> tuple[str, str]:
    norway, finland = draft.government("NOR"), draft.government("FIN")
    return draft.person(BERG, "NOR", norway), draft.person(SALMI, "FIN", finland)
