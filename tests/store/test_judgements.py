"""Judgements of persons on facts: they stand over the machine, over better readers and over corrected texts."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.threads.synthetic import Draft
from verbale.record import Record
from verbale.store import Ledger
from verbale.store.decided import Judgement, JudgementError
from verbale.store.judging import judge_fact, withdraw
from verbale.store.query import Scope, StoredFact, find_facts, revisions_of
from verbale.store.tables import changes, judgements, members

URL = "https://wire.example/truce"
BODY = "Chile said on Monday that Peru had shelled Arica, killing 3. Peru accepted the 30-day truce of Brazil."
NOW = "2030-03-01T12:00:00.000Z"  # the moment of the clock
LATER = "2030-03-06T10:00:00.000Z"


def dispatch(
    body: str = BODY, reader: str = "1", stance: str | None = "accepts", shelled: bool = True, extra: str = ""
) -> Record:
    draft = Draft("a", "2025-03-03", body, "The Wire (synthetic)")
    chile, peru, brazil = (draft.government(code) for code in ("CHL", "PER", "BRA"))
    if extra:
        draft.event("ACCUSE", source=(chile,), words=extra)
    if shelled:
        words = "Peru had shelled Arica"
        draft.event("ASSAULT", "shelling", source=(peru,), words=words, killed=3, place=draft.place("Arica", "CHL"))
    truce = draft.proposal(by=(brazil,), between=(chile, peru), duration="P30D", words="the 30-day truce of Brazil")
    if stance:
        draft.position(peru, truce, stance, words="Peru accepted")  # type: ignore[arg-type]
    record = draft.record()
    document = record.document.model_copy(update={"url": URL})
    info = record.reader.model_copy(update={"version": reader})
    return record.model_copy(update={"document": document, "reader": info})


def the(ledger: Ledger, kind: str, *, rejected: bool = False) -> StoredFact:
    """The only fact of a kind."""
    with ledger.reading() as connection:
        (fact,) = find_facts(connection, Scope(rejected=rejected), (kind,))
    return fact


def judge(ledger: Ledger, key: str, verdict: str, *changes: str, author: str = "Ana", now: str = NOW) -> Judgement:
    with ledger.writing() as connection:
        return judge_fact(connection, key, verdict, changes, author, "read it twice", now)


def told(ledger: Ledger, *topics: str) -> list[tuple[str, str, str]]:
    with ledger.reading() as connection:
        rows = connection.execute(select(changes).where(changes.c.topic.in_(topics)).order_by(changes.c.id)).all()
    return [(row.topic, row.verb, row.subject) for row in rows]


def test_no_judgement_holds_what_a_server_cannot_keep(ledger: Ledger) -> None:
    """Else a store in a file could not be moved to a server."""
    ledger.add(dispatch())
    key = the(ledger, "incident").key
    with ledger.writing() as connection:
        made = judge_fact(connection, key, "confirm", (), "A\x00na", "read\x00it", NOW)
    assert (made.author, made.reason) == ("A�na", "read�it")
    with pytest.raises(JudgementError, match="NUL"):
        judge(ledger, key, "correct", "place=Ari\x00ca")


def test_a_correction_stands_over_the_machine_with_author_time_and_reason(ledger: Ledger) -> None:
    ledger.add(dispatch())
    before = the(ledger, "position")
    made = judge(ledger, before.key[:9], "correct", "stance=conditional", "date=2025-03-02", now=LATER)
    after = the(ledger, "position")
    assert (after.key, after.status, after.begin) == (before.key, "conditional", "2025-03-02")
    assert (after.made_by, after.judged, after.data["corrected"]) == ("judgement", made.id, ["date", "stance"])
    assert (made.author, made.reason, made.made) == ("Ana", "read it twice", LATER)
    assert ("judgement", "corrected", before.key) in told(ledger, "judgement")
    assert "changed" in {verb for _, verb, _ in told(ledger, "position")}
    with ledger.reading() as connection:
        then = find_facts(connection, Scope(known_at="2030-03-05T23:00:00.000Z"), ("position",))
    assert [fact.status for fact in then] == ["accepts"]


def test_a_rejected_fact_is_left_out_and_comes_back_when_that_is_withdrawn(ledger: Ledger) -> None:
    ledger.add(dispatch())
    key = the(ledger, "position").key
    made = judge(ledger, key, "reject")
    with ledger.reading() as connection:
        assert find_facts(connection, Scope(), ("position",)) == []
    with ledger.writing() as connection:
        gone = withdraw(connection, made.id, "Ben", "2030-03-07T10:00:00.000Z")
    assert (gone.withdrawn, gone.withdrawn_by) == ("2030-03-07T10:00:00.000Z", "Ben")
    assert (the(ledger, "position").made_by, the(ledger, "position").status) == ("reader", "accepts")
    with ledger.reading() as connection:
        assert connection.execute(select(judgements.c.id)).scalars().all() == [made.id]
        assert len(revisions_of(connection, key)) == 3
    with ledger.writing() as connection, pytest.raises(JudgementError, match="withdrawn on 2030-03-07 by Ben"):
        withdraw(connection, made.id, "Ben", NOW)


def test_a_judgement_survives_a_better_reader_and_a_corrected_text(ledger: Ledger) -> None:
    ledger.add(dispatch())
    key = the(ledger, "incident").key
    judge(ledger, key, "correct", "killed=5", "source=CHL", "place=Tacna", "country=PER")
    assert ledger.add(dispatch(reader="2", extra="said on Monday")).outcome == "read again"
    ledger.add(dispatch(BODY.replace("Monday", "Sunday"), reader="2"))
    after = the(ledger, "incident")
    assert (after.key, after.data["killed"], after.place, after.country) == (key, 5, "Tacna", "PER")
    assert after.parties("source") == ("CHL",)
    assert after.evidence[0][2] == "Peru had shelled Arica"
    with ledger.reading() as connection:
        last = [fact for fact in revisions_of(connection, key) if fact.made_by == "reader"][-1]
    assert (last.data["killed"], last.parties("source")) == (3, ("PER",))


@pytest.mark.parametrize("verdict", ["confirm", "correct"])
def test_what_a_person_confirmed_is_kept_when_a_reader_finds_it_no_more(ledger: Ledger, verdict: str) -> None:
    ledger.add(dispatch())
    keys = {kind: the(ledger, kind).key for kind in ("incident", "position")}
    judge(ledger, keys["incident"], verdict, *(["killed=4"] if verdict == "correct" else []))
    blind = dispatch(reader="2", stance=None, shelled=False, extra="Peru had shelled")
    assert ledger.add(blind).gone == 1
    with ledger.reading() as connection:
        assert find_facts(connection, Scope(), ("position",)) == []
        bundle = select(members.c.bundle_id).where(members.c.known_until.is_(None))
        assert connection.execute(bundle.where(members.c.fact_key == keys["incident"])).first() is not None
    kept = the(ledger, "incident")
    assert (kept.key, kept.local.endswith("*")) == (keys["incident"], True)
    other = BODY.replace("Chile said", "On its wire Chile said")
    ledger.add(dispatch(other, reader="2", stance=None, shelled=False))
    moved = the(ledger, "incident")
    start, end, words = moved.evidence[0]
    assert other[start:end] == words == "Peru had shelled Arica"
    assert moved.sentence == "On its wire Chile said on Monday that Peru had shelled Arica, killing 3."
    ledger.add(dispatch(other, reader="3"))
    assert (the(ledger, "incident").key, the(ledger, "incident").local) == (keys["incident"], "e1")


def test_what_was_only_kept_goes_when_its_judgement_is_withdrawn_or_its_words_are_gone(ledger: Ledger) -> None:
    ledger.add(dispatch())
    made = judge(ledger, the(ledger, "incident").key, "confirm")
    ledger.add(dispatch(reader="2", shelled=False))
    with ledger.writing() as connection:
        withdraw(connection, made.id, "Ana", NOW)
        assert find_facts(connection, Scope(rejected=True), ("incident",)) == []
        assert connection.execute(select(members).where(members.c.known_until.is_(None))).all()
    judge(ledger, the(ledger, "position").key, "confirm")
    ledger.add(dispatch(BODY.replace("Peru accepted the 30-day", "Nobody spoke of the 30-day"), stance=None))
    with ledger.reading() as connection:
        assert find_facts(connection, Scope(), ("position",)) == []


def test_a_rejected_fact_that_comes_back_is_rejected_again(ledger: Ledger) -> None:
    ledger.add(dispatch())
    key = the(ledger, "incident").key
    judge(ledger, key, "reject")
    ledger.add(dispatch(reader="2", shelled=False))
    ledger.add(dispatch(reader="3"))
    assert the(ledger, "incident", rejected=True).key == key
    with ledger.reading() as connection:
        assert find_facts(connection, Scope(), ("incident",)) == []


def test_corrections_of_two_authors_add_up_and_the_later_of_one_field_holds(ledger: Ledger) -> None:
    ledger.add(dispatch())
    key = the(ledger, "incident").key
    first = judge(ledger, key, "correct", "killed=5", "injured=2", author="Ana")
    second = judge(ledger, key, "correct", "killed=6", author="Ben")
    judge(ledger, key, "confirm", author="Cai")
    data = the(ledger, "incident").data
    assert (data["killed"], data["injured"]) == (6, 2)
    with ledger.writing() as connection:
        withdraw(connection, second.id, "Ben", NOW)
    assert the(ledger, "incident").data["killed"] == 5
    with ledger.writing() as connection:
        withdraw(connection, first.id, "Ana", NOW)
    data = the(ledger, "incident").data
    assert (data["killed"], data["injured"], the(ledger, "incident").made_by) == (3, None, "judgement")


def test_a_corrected_party_does_not_hide_the_fact_from_the_next_reader(ledger: Ledger) -> None:
    ledger.add(dispatch())
    key = the(ledger, "position").key
    judge(ledger, key, "correct", "party=Government of CHL")
    ledger.add(dispatch(reader="2"))
    after = the(ledger, "position")
    assert (after.key, after.parties("party")) == (key, ("CHL",))


@pytest.mark.parametrize(
    ("kind", "verdict", "changes", "reason"),
    [
        ("position", "correct", ["stance=maybe"], "accepts, conditional, rejects, undecided"),
        ("position", "correct", ["killed=3"], "of a position can be corrected stance, party, date, proposal"),
        ("position", "correct", ["stance="], "cannot be left empty"),
        ("position", "correct", ["party=Atlantis"], "new:NAME"),
        ("position", "correct", ["party=CHL,PER"], "one actor"),
        ("position", "correct", ["proposal=po-"], "there is no fact"),
        ("position", "correct", [], "FIELD=VALUE"),
        ("position", "confirm", ["stance=rejects"], "takes no FIELD=VALUE"),
        ("position", "bless", [], "confirm, reject, correct"),
        ("incident", "correct", ["status=agreed"], "cancelled"),
        ("incident", "correct", ["type=CONSULT"], "ASSAULT, COERCE, RETREAT"),
        ("incident", "correct", ["date=last week"], "TIMEX3"),
        ("incident", "correct", ["date=2025-02-30"], "TIMEX3"),
        ("incident", "correct", ["killed=many"], "a whole number"),
        ("incident", "correct", ["country=Peru"], "three capitals"),
        ("incident", "correct", ["place=" + "x" * 201], "longer than 200"),
        ("proposal", "correct", ["duration=a month"], "P30D"),
        ("proposal", "correct", ["status=accepts"], "in force"),
    ],
)
def test_what_cannot_be_said_is_refused_with_what_may_be(
    ledger: Ledger, kind: str, verdict: str, changes: list[str], reason: str
) -> None:
    ledger.add(dispatch())
    key = the(ledger, kind).key
    with pytest.raises(JudgementError, match=reason):
        judge(ledger, key, verdict, *changes)
    with ledger.reading() as connection:
        assert connection.execute(select(judgements)).all() == []


def test_the_beginning_of_a_key_must_be_that_of_one_fact(ledger: Ledger) -> None:
    ledger.add(dispatch())
    with pytest.raises(JudgementError, match="4 characters"):
        judge(ledger, "po-", "confirm")
    with pytest.raises(JudgementError, match="there is no fact"):
        judge(ledger, "po-%%", "confirm")
    with pytest.raises(JudgementError, match="needs an author"):
        judge(ledger, the(ledger, "position").key, "confirm", author=" ")
