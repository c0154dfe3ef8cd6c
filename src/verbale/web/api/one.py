"""One contact, comparison, actor, document or fact by its key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import HTTPException, Path, Query

from verbale.store.decided import JudgementError
from verbale.views.actors import ActorRow, actor_known
from verbale.views.compared import Compared, compared
from verbale.views.contacts import Contact, contacts_named, reference_day
from verbale.views.documents import DocumentView, FactLine, Tombstone, claims_in, document_of, lines_in
from verbale.views.explained import Explained, explained
from verbale.web.api.common import KEY, Then, Word, refusals, router_of
from verbale.web.deps import LedgerNow, Reading, SettingsNow

router = router_of("One thing")

FACTS = 200  # of a document in one answer
ADDRESS = 2_000
Key = Annotated[str, Path(max_length=KEY, description="Its key or id.")]
Place = Annotated[int, Query(ge=0, le=1_000_000, description="How many of its facts come before.")]


@dataclass(frozen=True, slots=True)
class DocumentAnswer:
    """A text with some of the facts that it tells, in their order; ``further`` asks for those that follow (*first*),
    ``None`` where there are none."""

    document: DocumentView
    facts: tuple[FactLine, ...]
    further: int | None


@router.get("/contacts/{id}", summary="A contact", responses=refusals(404))
def one_contact(id: Key, asked: Then, ledger: LedgerNow, connection: Reading) -> Contact:
    """All that texts told of it, stage by stage, and who says so."""
    scope = asked.scope(connection)
    found = contacts_named(connection, [id], scope, reference_day(scope, ledger.clock)).get(id)
    if found is None:
        raise HTTPException(404, f"there is no contact {id!r}")
    return found


@router.get("/readouts/compare", summary="Texts that are chosen, compared", responses=refusals(404))
def compare_documents(
    asked: Then,
    connection: Reading,
    settings: SettingsNow,
    document: Annotated[
        list[Annotated[Word, Query(min_length=1, max_length=ADDRESS)]],
        Query(min_length=2, max_length=6, description="Keys, ids or addresses of documents, two to six."),
    ],
) -> Compared:
    """Point by point, in any languages."""
    return _compared(asked, connection, settings, document)


@router.get("/readouts/{id}", summary="The accounts of one contact, compared", responses=refusals(404))
def one_readout(id: Key, asked: Then, connection: Reading, settings: SettingsNow) -> Compared:
    """Point by point: what all mention, what only some, what is said to be left out, where they differ."""
    return _compared(asked, connection, settings, [id])


def _compared(asked: Then, connection: Reading, settings: SettingsNow, chosen: list[str]) -> Compared:
    scope = asked.scope(connection)
    try:
        (found,) = compared(connection, scope, chosen, settings.reading.codebook.folders)
    except ValueError as error:
        raise HTTPException(404, str(error)) from error
    return found


@router.get("/actors/{key:path}", summary="An actor", responses=refusals(404))
def one_actor(key: Key, asked: Then, connection: Reading) -> ActorRow:
    """Its names and roles, for whom it speaks, and since when."""
    found = actor_known(connection, asked.scope(connection), key)
    if found is None:
        raise HTTPException(404, f"there is no actor {key!r} in these texts")
    return found


@router.get("/documents/{key}", summary="A text with the facts that it tells", responses=refusals(404, 410))
def one_document(
    key: Key,
    asked: Then,
    connection: Reading,
    version: Annotated[
        int,
        Query(default_factory=int, ge=1, le=1_000_000, description="The number of a version; else the one known then."),
    ],
    first: Place = 0,
) -> DocumentAnswer:
    """The version, its origin and copies, what is doubtful in it, and its facts, at most 200."""
    scope = asked.scope(connection)
    told = document_of(connection, key, scope, version or None)
    if told is None:
        raise HTTPException(404, f"there is no document {key!r}{f' with a version {version}' if version else ''}")
    if isinstance(told, Tombstone):
        raise HTTPException(410, f"the document {key!r} was forgotten on {told.forgotten[:10]}")
    claimed = claims_in(connection, told.text.version, told.superseded, scope)
    lines = lines_in(connection, claimed[first : first + FACTS], scope)
    further = first + FACTS if len(claimed) > first + FACTS else None
    return DocumentAnswer(told, tuple(lines), further)


@router.get("/facts/{key}", summary="A fact, and all that stands behind it", responses=refusals(404))
def one_fact(key: Key, connection: Reading) -> Explained:
    """The sentence and the place in its text, who says so and through whom, what read it, with what it was linked and
    why, its revisions and judgements. The beginning of a key is enough where no other begins so."""
    try:
        return explained(connection, key)
    except JudgementError as error:
        raise HTTPException(404, str(error)) from error
