"""Records for people."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from verbale.cli.pretty import fitted, marked_text, table
from verbale.harmless import harmless, one_line
from verbale.reading import make_document
from verbale.record import Actor, Event, Place, Position, Proposal, ReaderInfo, Record, Span, Statement, Time
from verbale.views.negotiation import negotiation
from verbale.views.tables import Sheet, sheets

TEXT = "Berg said on Monday that “Kassala will not sign” the truce, and that talks in Geneva go on."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


def record(id: str = "d1", published: str = "2024-05-07", stance: str = "rejects") -> Record:
    outer, inner = span("“Kassala will not sign” the truce"), span("Kassala will not sign")
    monday, geneva = span("Monday"), span("Geneva")
    return Record(
        reader=ReaderInfo(version="0"),
        document=make_document(TEXT, id=id, language="en", published=published, title=f"Title of {id}"),
        actors=(
            Actor(id="a1", key="berg", name="Jon Berg", kind="person", country="NOR", sector="GOV"),
            Actor(id="a2", key="sdn", name="Government of Sudan", kind="government", country="SDN"),
        ),
        times=(Time(id="t1", value="2024-05-06", **monday.model_dump()),),
        places=(Place(id="p1", name="Geneva", country="CHE", **geneva.model_dump()),),
        statements=(
            Statement(
                id="s1", speakers=("a1",), speaker_span=span("Berg"), cue=span("said"), content=(outer,), kind="mixed"
            ),
            Statement(id="s2", content=(inner,), kind="direct", nested_in="s1", act="deny"),
        ),
        events=(
            Event(
                id="e1",
                type="CONSULT",
                mode="talks",
                status="ongoing",
                source=("a1", "a2"),
                place="p1",
                evidence=(geneva,),
            ),
            Event(id="e2", type="ASSAULT", killed=3, claimed_by=("a2",), evidence=(monday,), said_in="s1"),
            Event(id="e3", type="CONSULT", mode="call", status="cancelled", source=("a2",), evidence=(monday,)),
        ),
        proposals=(Proposal(id="pr1", kind="ceasefire", label="the truce", evidence=(span("the truce"),)),),
        positions=(Position(id="po1", actor="a2", proposal="pr1", stance=stance, evidence=(inner,), said_in="s1"),),
    )


def sheet(title: str) -> Sheet:
    return next(found for found in sheets(record()) if found.title == title)


def test_without_colour_statements_stand_in_numbered_brackets() -> None:
    shown = marked_text(record(), colour=False).plain
    assert "that ⟦1 “⟦2 Kassala will not sign⟧²” the truce⟧¹, and" in shown


def test_with_colour_speakers_are_bold_and_statements_underlined() -> None:
    out = Console(file=io.StringIO(), force_terminal=True, color_system="standard", width=200)
    with out.capture() as got:
        out.print(marked_text(record(), colour=True))
    assert "\x1b[1mBerg\x1b[0m" in got.get()
    assert "\x1b[4;" in got.get()
    assert "¹" in got.get()


def test_sheets_tell_who_says_so() -> None:
    assert sheet("Statements").rows[0][:3] == ("1", "Jon Berg", "assert")
    assert sheet("Statements").rows[1][:3] == ("2", "?", "deny in 1")
    assert sheet("Contacts").rows[0] == ("Jon Berg, Government of Sudan", "talks", "ongoing", "", "Geneva", "the text")
    assert sheet("Positions").rows[0][:3] == ("Government of Sudan", "rejects", "the truce (pr1)")
    assert sheet("Positions").rows[0][-1] == "Jon Berg [1]"
    assert sheet("On the ground").rows[0][-2:] == ("3 killed", "claimed by Government of Sudan")
    assert sheet("Accusations").rows == ()


def test_a_negotiation_keeps_each_change_of_mind_in_order() -> None:
    told = negotiation([record("late", "2024-05-09", "accepts"), record("early"), record("again", "2024-05-08")])
    assert [party.name for party in told.matrix.parties] == ["Government of Sudan"]
    assert [proposal.label for proposal in told.matrix.proposals] == ["ceasefire"]
    stand = told.matrix.cells[0][0]
    assert stand is not None
    assert stand.before == (("rejects", "2024-05-07"),)
    assert (stand.stance, stand.since) == ("accepts", "2024-05-09")
    assert [day.date for day in told.days] == ["2024-05-07", "2024-05-08", "2024-05-09"]
    assert len(told.held) == len(told.fell_through) == 3
    assert told.incidents[0].source == "Government of Sudan"


def test_an_overview_of_nothing() -> None:
    told = negotiation([])
    assert told.days == ()
    assert told.matrix.parties == ()


def test_nothing_from_outside_commands_the_terminal() -> None:
    assert harmless("a\x1b[31mb\r\nc\x9b\u202e\ud7ff") == "a\ufffd[31mb \nc\ufffd\ufffd\ud7ff"
    assert one_line("a\n\tb  c\x07", 0) == "a b c\ufffd"
    assert one_line("abcdefgh", 5) == "abcd…"


@pytest.mark.parametrize("width", [40, 50, 80, 120])
def test_no_table_is_cut_off(width: int) -> None:
    out = Console(file=io.StringIO(), width=width, color_system=None)
    with out.capture() as got:
        for found in sheets(record()):
            out.print(table(found, width))
    letters = "".join(got.get().split())
    assert max(map(len, got.get().splitlines())) <= width
    assert letters.count("t") == sum(_t(found) for found in sheets(record()))


def _t(found: Sheet) -> int:
    kept = [n for n in range(len(found.columns)) if any(row[n] for row in found.rows)]
    return sum(found.columns[n].count("t") + sum(row[n].count("t") for row in found.rows) for n in kept)


def test_columns_are_narrowed_from_the_widest() -> None:
    assert fitted([10, 24, 3], 100) == [10, 24, 3]
    assert fitted([10, 24, 3], 30) == [10, 11, 3]
