"""Actors of a store: for whom they speak, since when, in which roles."""

from __future__ import annotations

import pytest

from tests.threads.synthetic import Draft
from tests.views.negotiation import everything
from tests.views.test_contacts import NOW, fill
from verbale.record import Record
from verbale.store import Ledger, listing
from verbale.store.query import Scope
from verbale.store.tracking import Definition, make_track
from verbale.views.actors import ActorRow, actors


def ask(ledger: Ledger, name: str = "", **scope: object) -> tuple[ActorRow, ...]:
    with ledger.reading() as connection:
        return actors(connection, Scope(**scope), name)  # type: ignore[arg-type]


def only(found: tuple[ActorRow, ...]) -> ActorRow:
    (actor,) = found
    return actor


def appointed(day: str, country: str, role: str) -> Record:
    """A person who speaks for one state, later for another."""
    draft = Draft(f"appointed-{day}", day, publisher="Wire")
    envoy = draft.person("Élodie Navarro", country, draft.government(country))
    draft.statement(envoy, f"I speak for {country}.", said=day)
    record = draft.record()
    told = tuple(actor.model_copy(update={"role": role}) if actor.id == envoy else actor for actor in record.actors)
    return record.model_copy(update={"actors": told})


def test_who_speaks_for_whom_since_when_and_in_which_roles(ledger: Ledger) -> None:
    fill(
        ledger,
        appointed("2024-01-10", "CHL", "the Chilean envoy"),
        appointed("2024-06-10", "CHL", "The Chilean envoy"),
        appointed("2025-02-10", "PER", "adviser to Peru"),
    )
    actor = only(ask(ledger, "navarro"))
    assert (actor.name, actor.kind, actor.first, actor.last) == ("Élodie Navarro", "person", "2024-01-10", "2025-02-10")
    assert (actor.texts, actor.statements, actor.more) == (3, 3, False)
    assert [(one.role, one.first, one.last) for one in actor.roles] == [
        ("adviser to Peru", "2025-02-10", "2025-02-10"),
        ("The Chilean envoy", "2024-01-10", "2024-06-10"),
    ]
    assert [one.party.key for one in actor.speaks_for][-1] == "CHL"
    assert actor.speaks_for[-1].since == "2024-01-10"
    early = only(ask(ledger, "navarro", as_of="2024-03-01"))
    assert (early.last, early.texts, [one.party.key for one in early.speaks_for]) == ("2024-01-10", 1, ["CHL"])


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("navarro", True),
        ("NAVARRO elodie", True),
        ("elo", True),
        ("Élodie nav", True),
        ("nav elodie", False),  # only the last word may be a beginning
        ("varro", False),
        ("nobody", False),
    ],
)
def test_names_are_found_by_their_words(ledger: Ledger, name: str, found: bool) -> None:
    fill(ledger, appointed("2024-01-10", "CHL", "envoy"))
    assert [actor.name for actor in ask(ledger, name)] == (["Élodie Navarro"] if found else [])


def test_a_name_without_a_word_is_refused(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="there is no name in"):
        ask(ledger, "?!")


def test_those_whom_most_texts_name_come_first(ledger: Ledger) -> None:
    fill(ledger, *everything())
    found = ask(ledger)
    assert found[0].texts == max(actor.texts for actor in found)
    assert {actor.key for actor in found} == {"gov:NOR", "gov:FIN", "jon-berg", "aino-salmi"}
    assert len(ask(ledger, limit=2)) == 2


def test_a_scope_narrows_who_is_shown_and_what_is_told(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(ledger, *everything(), appointed("2024-01-10", "CHL", "envoy"))
    with ledger.writing() as connection:
        track = make_track(connection, "north", Definition(parties=("NOR", "FIN")), "Ana", NOW)

    def told() -> list[object]:
        return [
            ask(ledger, parties=("FIN",)),
            ask(ledger, track=track),
            ask(ledger, "berg", track=track),
            ask(ledger, "navarro", track=track),
            ask(ledger, known_at="2025-03-04T00:00:00.000Z"),
            ask(ledger, since="2025-01-01"),
        ]

    found = told()
    assert {actor.key for actor in ask(ledger, parties=("FIN",))} == {"gov:FIN", "aino-salmi"}
    assert only(ask(ledger, "berg", track=track)).key == "jon-berg"
    assert ask(ledger, "navarro", track=track) == ()
    assert only(ask(ledger, "berg", known_at="2025-03-04T00:00:00.000Z")).texts == 1
    assert "navarro" not in {actor.key for actor in ask(ledger, since="2025-01-01")}
    monkeypatch.setattr(listing, "FEW_VERSIONS", 0)
    assert told() == found


def test_beyond_the_texts_that_are_read_the_first_day_and_the_count_are_still_told(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("verbale.views.actors.ROWS", 2)
    monkeypatch.setattr("verbale.views.actors.COUNTED", 3)
    fill(ledger, *(appointed(f"2024-0{month}-10", "CHL", "envoy") for month in range(1, 6)))
    actor = only(ask(ledger, "navarro"))
    assert (actor.first, actor.last, actor.texts, actor.more) == ("2024-01-10", "2024-05-10", 3, True)
    assert [(one.party.key, one.since, one.last) for one in actor.speaks_for] == [("CHL", "2024-01-10", "2024-05-10")]


def test_a_corrected_text_is_not_counted_twice(ledger: Ledger) -> None:
    for words in ("I speak for Chile.", "I speak for Chile alone."):
        draft = Draft("page", "2025-02-01", publisher="Wire")
        draft.statement(draft.person("Ugo Neri", "CHL", draft.government("CHL")), words)
        record = draft.record()
        document = record.document.model_copy(update={"url": "https://wire.example/page"})
        ledger.add(record.model_copy(update={"document": document}))
    assert only(ask(ledger, "neri")).texts == 1
