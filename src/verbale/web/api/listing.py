"""The views of a part of the store, as the command line writes them with ``--format json``."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from verbale.record import DocumentKind
from verbale.views.actors import ActorRow, actors
from verbale.views.brief import Brief, brief
from verbale.views.changes import Feed, feed_of
from verbale.views.compared import Compared, compared
from verbale.views.contacts import ContactList, Standing, contacts
from verbale.views.documents import DocumentList, documents_in
from verbale.views.found import FoundText, search
from verbale.views.incidents import Incident, incidents
from verbale.views.judged import Decision, judged
from verbale.views.positions import PositionMatrix, positions
from verbale.views.timeline import Entry, Lane, timeline
from verbale.views.tracks import Tracked, tracks
from verbale.web.api.common import KEY, NUMBER, Limit, Moment, TrackName, Within, Word, router_of
from verbale.web.asked import LIMIT, NAME
from verbale.web.deps import LedgerNow, Reading, SettingsNow
from verbale.web.pages.brief import since_by_default

router = router_of("Views")

COLUMNS = 60  # proposals of one matrix
COMPARED = 24  # contacts whose readouts are compared at once
FOUND = 240  # texts that a search tells
OUTLET = 120


@router.get("/tracks", summary="The tracks in use")
def list_tracks(connection: Reading) -> tuple[Tracked, ...]:
    """Each negotiation that is followed: its parties, places and subjects, and in how many texts it is told."""
    return tracks(connection)


@router.get("/positions", summary="Where each party stands")
def position_matrix(asked: Within, connection: Reading) -> PositionMatrix:
    """The matrix of parties by proposals, at most 60 of these: stances with their days, conditions and sources."""
    return positions(connection, asked.scope(connection, limit=min(asked.limit, COLUMNS)))


@router.get("/timeline", summary="What was said, done, met, proposed and answered, by days")
def list_timeline(
    asked: Within,
    ledger: LedgerNow,
    connection: Reading,
    lane: Annotated[list[Lane], Query(max_length=8, description="Only rows of these lanes.")] = [],  # noqa: B006
) -> tuple[Entry, ...]:
    """One row for each thing, however many texts tell it."""
    return timeline(connection, asked.scope(connection), lane, ledger.clock)


@router.get("/contacts", summary="Meetings, calls and visits: planned, held, moved, called off")
def list_contacts(
    asked: Within,
    ledger: LedgerNow,
    connection: Reading,
    standing: Annotated[list[Standing], Query(max_length=9, description="Only those that stand so.")] = [],  # noqa: B006
) -> ContactList:
    """Those ahead first, by their day, with the days that are left; then the others, the latest first."""
    return contacts(connection, asked.scope(connection), standing, ledger.clock)


@router.get("/readouts", summary="Contacts of which several sides published an account, compared")
def list_readouts(asked: Within, connection: Reading, settings: SettingsNow) -> tuple[Compared, ...]:
    """Point by point; at most 24 contacts."""
    scope = asked.scope(connection, limit=min(asked.limit, COMPARED))
    return compared(connection, scope, folders=settings.reading.codebook.folders)


@router.get("/incidents", summary="What happened on the ground, with the tolls of all texts")
def list_incidents(asked: Within, connection: Reading) -> tuple[Incident, ...]:
    """Each incident once; where accounts differ all of them are told, nothing is added up."""
    return incidents(connection, asked.scope(connection))


@router.get("/actors", summary="Who speaks for whom, in which roles, since when")
def list_actors(
    asked: Within,
    connection: Reading,
    name: Annotated[str, Query(max_length=120, description="Words of the name; the last one may be a beginning.")] = "",
) -> tuple[ActorRow, ...]:
    """The actors of the latest texts, those first that most of them name; or those called *name*."""
    return actors(connection, asked.scope(connection), name)


@router.get("/documents", summary="The texts")
def list_documents(
    asked: Within,
    connection: Reading,
    kind: Annotated[DocumentKind, Query(default_factory=str, description="Only texts of this kind.")],
    publisher: Annotated[str, Query(max_length=OUTLET, description="A part of the name of the outlet.")] = "",
    after: Annotated[
        str, Query(max_length=30, description="What the answer before told under *after*: the texts that follow.")
    ] = "",
) -> DocumentList:
    """By the day of publication, the latest first; *since* and *until* are days of publication."""
    scope = asked.scope(connection)
    return documents_in(connection, scope, publisher=publisher, kind=kind, after=after)


@router.get("/search", summary="Full-text search")
def search_texts(
    asked: Within,
    connection: Reading,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=300,
            description="Words, all of which a text must hold; *quoted ones* in their order.",
            examples=["ceasefire", '"thirty days" truce'],
        ),
    ],
) -> tuple[FoundText, ...]:
    """The best texts first, at most 240: the sentences that hold the words, and the facts that rest on them."""
    return search(connection, asked.scope(connection, limit=min(asked.limit, FOUND)), q)


@router.get("/brief", summary="What became known since a day, with numbered sources")
def tell_brief(asked: Within, ledger: LedgerNow, connection: Reading) -> Brief:
    """*since* and *until* are days of knowing here; by default since the day before the last text came. *language* and
    *limit* do not count."""
    since = asked.since or since_by_default(connection, ledger, asked)
    until = asked.until or asked.known_at or None
    return brief(connection, since, until, asked.track or None, ledger.clock, asked.as_of or None, asked.party)


@router.get("/changes", summary="What was added, changed and taken back, in the order of commit")
def list_changes(
    connection: Reading,
    since: Annotated[
        Moment,
        Query(
            default_factory=str,
            description="The number of a change: those after it; or a day or moment of commit. Without it the last.",
            examples=["0", "2025-03-01"],
        ),
    ],
    track: TrackName,
    topic: Annotated[
        list[Word],
        Query(max_length=24, description="Topics, or topics with a verb: *position*, *position.changed*."),
    ] = [],  # noqa: B006
    limit: Limit = LIMIT,
) -> Feed:
    """Who wants to follow asks again with *since* as the answer told *last*; *more* says that there is more already."""
    return feed_of(connection, since or None, topic, track or None, limit)


@router.get("/judgements", summary="What persons decided", tags=["Judgements"])
def list_judgements(
    connection: Reading,
    by: Annotated[str, Query(max_length=NAME, description="Only those of this author.")] = "",
    about: Annotated[str, Query(max_length=KEY, description="Only those on keys that begin so.")] = "",
    withdrawn: Annotated[bool, Query(description="Also those that were withdrawn.")] = False,
    before: Annotated[int, Query(ge=0, le=NUMBER, description="Only those with a lower number; 0 is none.")] = 0,
    limit: Limit = LIMIT,
) -> tuple[Decision, ...]:
    """The latest first, with what contradicts them."""
    return judged(
        connection,
        limit=limit,
        withdrawn=withdrawn,
        author=by.strip() or None,
        target=about.strip() or None,
        before=before or None,
    )
