"""What a brief tells: only what became known meanwhile, with what was before, and from where."""

from __future__ import annotations

import pytest

from tests.threads.synthetic import Draft
from tests.views.truce import OTHER, WORDS, add, judge, meeting, news, position, shelling, text
from verbale.store import Ledger
from verbale.store.tracking import Definition, TrackError, make_track
from verbale.views.brief import Brief, brief
from verbale.views.citing import Line, Section


def told(ledger: Ledger, since: str, until: str | None = None, track: str | None = None) -> Brief:
    with ledger.reading() as connection:
        return brief(connection, since, until, track, ledger.clock)


def section(made: Brief, id: str) -> Section:
    return next((one for one in made.sections if one.id == id), Section(id, "", ()))


def only(made: Brief, id: str) -> Line:
    (line,) = section(made, id).lines
    return line


def test_nothing_new_is_no_section(ledger: Ledger) -> None:
    add(ledger, text("a", "2025-03-04", ("PER", "accepts")))
    made = told(ledger, "2025-03-05")
    assert (made.sections, made.sources, made.articles) == ((), (), 0)


def test_a_position_is_new_once_and_changed_when_it_changes(ledger: Ledger) -> None:
    add(ledger, text("a", "2025-03-04", ("PER", "accepts")))
    add(ledger, text("b", "2025-03-05", ("PER", "accepts"), publisher="Post", head=OTHER))  # only repeats it
    add(ledger, text("c", "2025-03-09", ("PER", "rejects"), publisher="Star", head=f"{OTHER}{WORDS}"))
    first = only(told(ledger, "2025-03-04", "2025-03-04"), "positions")
    assert (first.who, first.was, first.marks[0]) == ("Government of PER", None, "new")
    assert first.what.startswith("accepts the ceasefire")
    assert section(told(ledger, "2025-03-05", "2025-03-08"), "positions").lines == ()
    changed = only(told(ledger, "2025-03-06"), "positions")
    assert (changed.was, changed.marks[0]) == ("accepts", "changed")
    assert changed.what.startswith("rejects the ceasefire")
    assert changed.quote.endswith("PER rejects.")


def test_what_is_learnt_late_is_news(ledger: Ledger) -> None:
    record = text("a", "2025-03-04", ("PER", "accepts")).record()
    ledger.add(record, retrieved="2026-01-10T08:00:00.000Z")
    assert only(told(ledger, "2026-01-10"), "positions").when == "2025-03-04"
    assert told(ledger, "2025-03-01", "2025-03-10").sections == ()


def test_copies_are_counted_as_one_origin_and_named_as_copies(ledger: Ledger) -> None:
    for publisher in ("Wire", "Post", "Star"):
        add(ledger, text(publisher.lower(), "2025-03-04", ("PER", "accepts"), publisher=publisher))
    add(ledger, text("own", "2025-03-04", ("PER", "accepts"), publisher="Sun", head=OTHER))
    made = told(ledger, "2025-03-04")
    line = only(made, "positions")
    assert (line.articles, line.origins) == (4, 2)
    assert (made.articles, made.origins) == (4, 2)
    cited = {one.outlet: one for one in made.sources}
    original = next(one for one in made.sources if one.outlet in ("Wire", "Post", "Star") and one.copy_of is None)
    assert cited["Sun"].copy_of is None
    copies = [one for one in made.sources if one.copy_of is not None]
    assert {one.copy_of for one in copies} == {original.number}
    assert len(copies) == 2
    assert [one.number for one in made.sources] == [1, 2, 3, 4]


def test_every_number_that_is_cited_is_among_the_sources(ledger: Ledger) -> None:
    add(ledger, text("a", "2025-03-04", ("PER", "accepts"), ("BOL", "rejects")))
    add(ledger, shelling(news("b", "2025-03-09"), 3, "Shells fell on Puno, killing three"))
    made = told(ledger, "2025-03-01")
    lines = [line for one in made.sections for line in one.lines]
    cited = {number for line in (*lines, *(one for line in lines for one in line.accounts)) for number in line.sources}
    assert cited == {one.number for one in made.sources}
    assert all(line.sources for line in lines)


def test_a_planned_contact_has_its_days_left_and_is_then_held(ledger: Ledger) -> None:
    add(ledger, meeting(news("a", "2025-03-04"), "planned", "2025-03-12", "Peru and Bolivia will meet on the 12th"))
    ahead = only(told(ledger, "2025-03-04", "2025-03-09"), "ahead")
    assert ahead.marks == ("new", "in 3 days")
    assert ahead.when == "2025-03-12"
    assert only(told(ledger, "2025-03-05", "2025-03-11"), "ahead").marks == ("tomorrow",)
    over = only(told(ledger, "2025-03-10", "2025-03-14"), "contacts")
    assert over.what.startswith("overdue")
    assert over.was == "planned 2025-03-12"
    add(ledger, meeting(news("b", "2025-03-13", "Star", WORDS), "happened", "2025-03-12", "Peru and Bolivia met"))
    held = only(told(ledger, "2025-03-13", "2025-03-14"), "contacts")
    assert held.what.startswith("held: meeting")
    assert held.quote.endswith("Peru and Bolivia met")
    assert section(told(ledger, "2025-03-13", "2025-03-14"), "ahead").lines == ()


def test_a_contact_that_is_called_off_tells_what_it_was(ledger: Ledger) -> None:
    add(ledger, meeting(news("a", "2025-03-04"), "planned", "2025-03-12", "Peru and Bolivia will meet on the 12th"))
    off = meeting(news("b", "2025-03-06", "Star", WORDS), "cancelled", "2025-03-12", "The meeting of the 12th is off")
    add(ledger, off)
    line = only(told(ledger, "2025-03-05", "2025-03-07"), "contacts")
    assert line.what.startswith("called off")
    assert line.was == "planned 2025-03-12"


def test_rival_tolls_stand_side_by_side(ledger: Ledger) -> None:
    add(ledger, shelling(news("a", "2025-03-09"), 3, "Shells fell on Puno, killing three", "Rosa Quispe"))
    add(
        ledger,
        shelling(news("b", "2025-03-09", "Star", WORDS), 12, "Twelve died when shells fell on Puno", "Ana Mamani"),
    )
    made = told(ledger, "2025-03-09")
    line = only(made, "incidents")
    assert "3 or 12 killed" in line.what
    names = {one.number: one.name for one in made.sources}
    assert {(one.who, one.what, names[one.sources[0]]) for one in line.accounts} == {
        ("Rosa Quispe", "shelling, by Government of BOL, 3 killed", "a"),
        ("Ana Mamani", "shelling, by Government of BOL, 12 killed", "b"),
    }
    assert "killed" in only(made, "contradictions").what


def test_an_incident_that_is_only_told_again_is_no_news(ledger: Ledger) -> None:
    add(ledger, shelling(news("a", "2025-03-09", "Post"), 3, "Shells fell on Puno, killing three"))
    add(ledger, shelling(news("b", "2025-03-11", "Star", WORDS), 3, "Shells that fell on Puno killed three"))
    assert section(told(ledger, "2025-03-11"), "incidents").lines == ()
    add(ledger, shelling(news("c", "2025-03-12", "Sun", f"{WORDS}{OTHER}"), 7, "The shells on Puno killed seven"))
    line = only(told(ledger, "2025-03-12"), "incidents")
    assert line.marks[0] == "more is told"
    assert line.was == "3 killed"


def test_a_minister_against_his_government_and_two_sources_that_disagree(ledger: Ledger) -> None:
    add(ledger, text("a", "2025-03-04", ("PER", "accepts"), date="2025-03-04"))
    draft = text("b", "2025-03-06", ("BOL", "accepts"), publisher="Post", head=OTHER, date="2025-03-06")
    minister = draft.person("Rosa Quispe", "PER")
    draft.position(minister, "pr1", "rejects", words="Rosa Quispe said no", said_by=minister)
    add(ledger, draft)
    add(ledger, text("c", "2025-03-06", ("BOL", "rejects"), publisher="Star", head=WORDS * 2, date="2025-03-06"))
    lines = section(told(ledger, "2025-03-05"), "contradictions").lines
    by_party = {line.who: line for line in lines}
    assert by_party["Government of PER"].what.startswith("Rosa Quispe against Government of PER")
    assert by_party["Government of BOL"].what.startswith("sources disagree")
    assert {account.what.partition(",")[0] for account in by_party["Government of BOL"].accounts} == {
        "accepts",
        "rejects",
    }
    assert section(told(ledger, "2025-03-07"), "contradictions").lines == ()  # nothing of them is new


def test_new_proposals_and_amended_drafts(ledger: Ledger) -> None:
    add(ledger, text("a", "2025-03-04", ("PER", "accepts")))
    draft = text("b", "2025-03-10", publisher="Post", head=OTHER)
    sides = (draft.government("PER"), draft.government("BOL"))
    draft.proposal(
        by=(draft.government("CHL"),), between=sides, duration="P14D", version_of="pr1", words="a text of 14 days"
    )
    add(ledger, draft)
    first = only(told(ledger, "2025-03-04", "2025-03-05"), "proposals")
    assert (first.who, first.marks[0]) == ("Government of CHL", "new")
    new, old = sorted(section(told(ledger, "2025-03-10"), "proposals").lines, key=lambda line: line.marks, reverse=True)
    assert "an amended draft of ceasefire, 30 days" in new.what
    assert (old.was, old.marks[0]) == ("proposed", "changed")
    assert old.what.endswith("amended")


def test_corrected_articles_tell_the_words_that_changed(ledger: Ledger) -> None:
    for day, number in (("2025-03-04", "seven"), ("2025-03-06", "nine")):
        draft = Draft("a", "2025-03-04", f"{WORDS}The bridge was closed for {number} days.", "Wire")
        draft.statement(draft.person("Rosa Quispe", "PER"), f"The bridge was closed for {number} days")
        record = draft.record()
        document = record.document.model_copy(update={"url": "https://wire.example/a", "title": "The bridge"})
        ledger.add(record.model_copy(update={"document": document}), retrieved=f"{day}T20:00:00.000Z")
    line = only(told(ledger, "2025-03-05"), "corrections")
    assert (line.who, line.marks) == ("Wire", ("version 2",))
    assert line.what == "The bridge: “seven” is now “nine”"
    assert section(told(ledger, "2025-03-04", "2025-03-04"), "corrections").lines == ()


def test_the_few_statements_that_bind_go_before_those_that_only_tell(ledger: Ledger) -> None:
    draft = text("a", "2025-03-04", ("PER", "accepts"))
    minister = draft.person("Rosa Quispe", "PER")
    draft.statement(minister, "We will withdraw every gun from the lake by Sunday evening", act="promise")
    for n in range(30):
        speaker = draft.person(f"Bystander Number{chr(65 + n)}")
        draft.statement(speaker, f"The weather on the lake was quite fine again that day, said {n}", act="assert")
    add(ledger, draft)
    found = section(told(ledger, "2025-03-04"), "statements")
    assert len(found.lines) < 10
    assert found.more == 31 - len(found.lines)
    best = next(line for line in found.lines if line.who == "Rosa Quispe")
    assert best.what == "“We will withdraw every gun from the lake by Sunday evening”"
    assert best.marks == ("promise",)
    assert section(told(ledger, "2025-03-05"), "statements").lines == ()


def test_what_a_person_judged_is_told(ledger: Ledger) -> None:
    add(ledger, text("a", "2025-03-04", ("PER", "accepts")))
    judge(ledger, position(ledger, "accepts"), "correct", "stance=conditional")
    line = only(told(ledger, "2025-03-01"), "positions")
    assert line.what.startswith("conditional")
    assert "corrected by Ana" in line.marks
    changed = only(told(ledger, "2030-02-01"), "positions")  # the day on which it was judged
    assert (changed.was, changed.marks[0]) == ("accepts", "changed")


def test_an_answer_that_is_rejected_is_told_as_retracted(ledger: Ledger) -> None:
    add(ledger, text("a", "2025-03-04", ("PER", "accepts")))
    judge(ledger, position(ledger, "accepts"), "reject")
    line = only(told(ledger, "2030-02-01"), "positions")
    assert (line.was, line.marks) == ("accepts", ("retracted",))


def test_a_track_leaves_out_the_rest(ledger: Ledger) -> None:
    add(ledger, text("a", "2025-03-04", ("PER", "accepts")))
    other = news("z", "2025-03-04", "Sun")
    pause = other.proposal("humanitarian pause", (other.government("EGY"),), (other.government("TCD"),), "P9D")
    other.position(other.government("TCD"), pause, "accepts", words="Chad accepted the pause")
    add(ledger, other)
    with ledger.writing() as connection:
        make_track(connection, "Andes", Definition(parties=("PER", "BOL")), "Ana", "2030-02-01T10:00:00.000Z")
    assert len(section(told(ledger, "2025-03-01"), "positions").lines) == 2
    made = told(ledger, "2025-03-01", track="Andes")
    assert only(made, "positions").who == "Government of PER"
    assert (made.track, made.articles) == ("Andes", 1)


@pytest.mark.parametrize(
    ("since", "until", "track", "error"),
    [
        ("yesterday", None, None, ValueError),
        ("2025-03-10", "2025-03-01", None, ValueError),
        ("2025-03-01", None, "Andes", TrackError),
    ],
)
def test_what_cannot_be_told_is_an_error(
    ledger: Ledger, since: str, until: str | None, track: str | None, error: type[Exception]
) -> None:
    with pytest.raises(error):
        told(ledger, since, until, track)


def test_a_stand_that_came_and_went_is_told_with_the_one_that_holds(ledger: Ledger) -> None:
    for n, (day, stance) in enumerate(
        (("2025-03-04", "accepts"), ("2025-03-07", "rejects"), ("2025-03-10", "accepts"))
    ):
        add(ledger, text("abc"[n], day, ("PER", stance), head=OTHER * (n + 1), publisher=f"Wire {n}", date=day))
    back = only(told(ledger, "2025-03-05"), "positions")
    assert back.what == "accepts the ceasefire, 30 days, by Government of CHL, after rejects on 2025-03-07"
    assert (back.was, back.marks[0]) == ("accepts", "changed")
    assert [(one.when, one.what) for one in back.accounts] == [("2025-03-07", "rejects, says Wire 1")]
    whole = only(told(ledger, "2025-03-01"), "positions")
    assert whole.what.endswith("after accepts on 2025-03-04, then rejects on 2025-03-07")
    assert section(told(ledger, "2025-03-10"), "positions").lines[0].accounts == ()


def test_of_a_party_only_what_it_takes_part_in(ledger: Ledger) -> None:
    add(ledger, text("a", "2025-03-04", ("PER", "accepts"), ("BOL", "rejects")))
    add(ledger, meeting(news("b", "2025-03-05"), "planned", "2025-03-12", "Peru and Bolivia will meet on the 12th"))
    other = news("c", "2025-03-06", "Star", WORDS)
    other.event("CONSULT", "call", source=(other.government("NOR"), other.government("SWE")), time="2025-03-05")
    other.statement(other.person("Jon Berg", "NOR"), "We shall open the harbour to everybody")
    add(ledger, other)

    def of(*parties: str) -> Brief:
        with ledger.reading() as connection:
            return brief(connection, "2025-03-01", "2025-03-09", None, ledger.clock, None, parties)

    assert {one.who for one in section(of("PER"), "positions").lines} == {"Government of PER"}
    assert len(section(of(), "positions").lines) == 2
    assert [len(section(of(key), "ahead").lines) for key in ("PER", "BOL", "NOR")] == [1, 1, 0]
    assert [len(section(of(key), "contacts").lines) for key in ("PER", "NOR")] == [0, 1]
    assert [len(section(of(key), "statements").lines) for key in ("PER", "NOR")] == [0, 1]
    assert [of(key).articles for key in ("PER", "NOR", "XXX")] == [2, 1, 0]
    assert of("XXX").sections == ()
    assert of("PER").parties == ("Government of PER",)
