"""Tracks: what belongs to them, how they change, and which are proposed."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.threads.synthetic import Draft
from verbale.record import Record
from verbale.store import Ledger
from verbale.store.judging import withdraw
from verbale.store.merging import merge_actors
from verbale.store.query import find_facts, scope_of
from verbale.store.tables import changes, tracks
from verbale.store.tracking import Definition, TrackError, track_named, tracks_of
from verbale.store.tracks import close_track, edit_track, new_track, propose, strangers
from verbale.views.tracks import tracked

NOW = "2030-03-01T12:00:00.000Z"


def talks(id: str, sides: tuple[str, str], host: str = "BRA", place: str = "Arica", text: str = "") -> Record:
    draft = Draft(id, f"2025-03-{len(id):02}", text, publisher=f"Wire {id} (synthetic)")
    one, other, at = (draft.government(code) for code in (*sides, host))
    words = f"the talks number {id} of {sides[0]} and {sides[1]}"
    draft.event("CONSULT", "talks", "planned", (one, other), place=draft.place(place), hosts=(at,), words=words)
    return draft.record()


def fill(ledger: Ledger) -> None:
    for n, sides in enumerate([("CHL", "PER"), ("CHL", "PER"), ("PER", "CHL"), ("BOL", "ARG"), ("BOL", "CHL")], 1):
        ledger.add(talks("x" * n, sides, text=f"Filler {n} {'abcdefgh'[n] * 9} about the border no. {n * 7}."))


def found(ledger: Ledger, name: str) -> set[str]:
    with ledger.reading() as connection:
        return {fact.name for fact in find_facts(connection, scope_of(connection, track=name), ("contact",))}


@pytest.mark.parametrize(
    ("definition", "texts"),
    [
        (Definition(("CHL", "PER")), {"x", "xx", "xxx"}),
        (Definition(("ARG",)), {"xxxx"}),
        (Definition(("CHL", "URY"), places=("Arica",)), {"x", "xx", "xxx", "xxxxx"}),
        (Definition(("CHL", "URY"), subjects=("border no. 14",)), {"xx"}),
        (Definition(places=("Arica",)), {"x", "xx", "xxx", "xxxx", "xxxxx"}),
        (Definition(subjects=("border no. 28",)), {"xxxx"}),
        (Definition(("CHL", "PER"), since="2025-03-02"), {"xx", "xxx"}),
        (Definition(("CHL", "PER"), until="2025-03-02"), {"x", "xx"}),
    ],
)
def test_what_belongs_to_a_track_whether_it_was_there_before_or_comes_later(
    ledger: Ledger, definition: Definition, texts: set[str]
) -> None:
    with ledger.writing() as connection:
        new_track(connection, "Before", definition, "Ana", NOW)
    fill(ledger)
    with ledger.writing() as connection:
        new_track(connection, "After", definition, "Ana", NOW)
        view = tracked(connection, "after")
    assert found(ledger, "before") == found(ledger, "After") == texts
    assert (view.texts, view.origins) == (len(texts), len(texts))


def test_a_track_is_changed_renamed_and_ended_and_what_it_was_is_kept(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.writing() as connection:
        track = new_track(connection, "Arica", Definition(("CHL", "PER")), "Ana", NOW)
        edit_track(connection, track, Definition(("BOL", "ARG")), "Ben", NOW, "Salta")
    assert found(ledger, "Salta") == {"xxxx"}
    with ledger.writing() as connection:
        with pytest.raises(TrackError, match="there is no track 'Arica'"):
            track_named(connection, "Arica")
        close_track(connection, track_named(connection, "salta"), "Ben", NOW)
        assert tracks_of(connection) == ()
        rows = connection.execute(select(tracks.c.name, tracks.c.author, tracks.c.ended).order_by(tracks.c.id)).all()
        told = select(changes.c.verb, changes.c.subject).where(changes.c.topic == "track").order_by(changes.c.id)
        assert connection.execute(told).all() == [("made", "Arica"), ("changed", "Salta"), ("ended", "Salta")]
    assert rows == [("Arica", "Ana", NOW), ("Salta", "Ben", NOW)]


def test_what_is_no_track_is_refused(ledger: Ledger) -> None:
    with ledger.writing() as connection:
        new_track(connection, "Arica", Definition(("CHL", "PER")), "Ana", NOW)
        for name, definition, author, reason in (
            ("ARICA", Definition(("CHL",)), "Ana", "already"),
            (" ", Definition(("CHL",)), "Ana", "needs a name"),
            ("Salta", Definition(), "Ana", "needs a party"),
            ("Salta", Definition(("CHL",)), "", "needs an author"),
            ("Salta", Definition(("CHL",), since="March"), "Ana", "is no day"),
            ("Salta", Definition(tuple(f"k{n}" for n in range(61))), "Ana", "at most 60 parties"),
        ):
            with pytest.raises(ValueError, match=reason):
                new_track(connection, name, definition, author, NOW)
        assert strangers(connection, Definition(("CHL", "URY"))) == ("CHL", "URY")


def test_sides_that_meet_in_several_origins_are_proposed_without_who_hosts(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.reading() as connection:
        (proposed,) = propose(connection)
    assert proposed.parties == (("CHL", "Government of CHL"), ("PER", "Government of PER"))
    assert (proposed.name, proposed.texts, proposed.origins) == ("Government of CHL – Government of PER", 3, 3)
    assert (proposed.places, proposed.since, proposed.until) == (("Arica",), "2025-03-01", "2025-03-03")
    with ledger.writing() as connection:
        new_track(connection, proposed.name, Definition(("CHL", "PER")), "Ana", NOW)
        assert propose(connection) == ()


def test_copies_are_no_second_origin(ledger: Ledger) -> None:
    record = talks("a", ("CHL", "PER"), text="One long text that all outlets print in the same words, word for word.")
    ledger.add(record)
    for id in ("b", "c"):
        copy = record.document.model_copy(update={"id": id, "publisher": id})
        ledger.add(record.model_copy(update={"document": copy}))
    with ledger.reading() as connection:
        assert propose(connection) == ()


def test_a_track_follows_merged_actors(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.writing() as connection:
        new_track(connection, "South", Definition(("ARG", "PER")), "Ana", NOW)
        assert tracked(connection, "South").texts == 0
        made = merge_actors(connection, "CHL", "ARG", "Ana", "only here", NOW)
    assert found(ledger, "South") == {"x", "xx", "xxx"}
    with ledger.writing() as connection:
        withdraw(connection, made.id, "Ana", NOW)
    assert found(ledger, "South") == set()
