"""Users, sessions and tokens in both databases: who comes in, and who no more."""

from __future__ import annotations

import threading
import time

import pytest
from argon2 import PasswordHasher
from argon2.profiles import RFC_9106_LOW_MEMORY
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from tests.store.access.hands import WORD, Hands
from verbale.store import Ledger
from verbale.store.access import passwords
from verbale.store.access.audit import append, entries
from verbale.store.access.passwords import checked, hashed, matches
from verbale.store.access.roles import ROLES, AccessError, lower, may
from verbale.store.access.sessions import begin_session, end_session, session_of, stale, touch
from verbale.store.access.tokens import MOST, end_token, make_token, token_given, tokens_of, used_on
from verbale.store.access.users import (
    User,
    add_user,
    authenticate,
    can_come,
    last_admin,
    name_given,
    remove_user,
    set_password,
    set_role,
    user_named,
    users_of,
)
from verbale.store.access.visits import Visit, last_visit, note_look
from verbale.store.engine import noting
from verbale.store.feed import append as tell
from verbale.store.feed import row_of
from verbale.store.tables import audit, sessions, tokens, users


def made(ledger: Ledger, name: str = "Ana", role: str = "reviewer", password: str | None = WORD) -> User:
    with noting(ledger.engine) as connection:
        given = hashed(password, name) if password else None
        return add_user(connection, name, role, given, ledger.clock())


def test_a_user_comes_in_with_the_password_alone(ledger: Ledger) -> None:
    made(ledger)
    found = authenticate(ledger, " ANA ", WORD)
    assert found is not None
    assert (found.name, found.role, found.password) == ("Ana", "reviewer", True)
    for name, word in (
        ("Ana", WORD + " "),
        ("Ana", ""),
        ("Bo", WORD),
        ("", WORD),
        ("Ana\x00", WORD),
        ("\ud800", "\ud800"),
    ):
        assert authenticate(ledger, name, word) is None


def test_the_same_letters_composed_otherwise_are_the_same_password(ledger: Ledger) -> None:
    made(ledger, "Nicolò", password="perché no, perché no")
    assert authenticate(ledger, "Nicolo\u0300", "perche\u0301 no, perche\u0301 no") is not None


def test_whoever_does_not_come_in_costs_one_hash(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the time tells which names there are."""
    made(ledger)
    made(ledger, "tokens", password=None)
    with noting(ledger.engine) as connection:
        gone = add_user(connection, "gone", "reader", hashed(WORD, "gone"), ledger.clock())
        remove_user(connection, gone, ledger.clock())
    passwords._nobodys()
    calls: list[str] = []
    verify = PasswordHasher.verify

    def counted(self: PasswordHasher, hash: str, word: str) -> bool:
        calls.append(hash)
        return verify(self, hash, word)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    for name in ("Ana", "Bo", "tokens", "gone", "x" * 5000):
        assert authenticate(ledger, name, "another long word") is None
    assert len(calls) == 5
    assert len({tuple(hash.split("$")[1:4]) for hash in calls}) == 1, "hashes of the same cost"


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("short", "at least 12"),
        ("x" * 600, "at most 512"),
        ("Ana Maria Sol", "guessed at once"),
        ("anamariasolANAMARIASOL", "guessed at once"),
        ("aaaaaaaaaaaaaaaa", "guessed at once"),
    ],
)
def test_a_password_that_is_guessed_at_once_is_refused(word: str, reason: str) -> None:
    with pytest.raises(AccessError, match=reason):
        checked(word, "Ana Maria Sol")


def test_hashes_are_argon2id_as_recommended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "hasher", PasswordHasher())
    made = hashed(WORD, "Ana")
    low = RFC_9106_LOW_MEMORY
    assert made.startswith(f"$argon2id$v=19$m={low.memory_cost},t={low.time_cost},p={low.parallelism}$")
    assert matches(made, WORD)
    assert not matches(made, WORD + "x")
    assert not matches("no hash", WORD)


def test_a_hash_of_older_parameters_is_made_anew(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    made(ledger)
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    assert authenticate(ledger, "Ana", WORD) is not None
    with ledger.reading() as connection:
        assert "$m=16,t=2,p=1$" in str(connection.execute(select(users.c.password)).scalar_one())
    assert authenticate(ledger, "Ana", WORD) is not None


def test_a_name_is_given_once_whatever_its_case(ledger: Ledger) -> None:
    made(ledger, "Ana  Sol")
    for name in ("ana sol", "ANA SOL", " Ana Sol ", "\uff21na Sol"):
        with pytest.raises(AccessError, match="already"):
            made(ledger, name)
    with ledger.reading() as connection:
        assert user_named(connection, "ANA sol").name == "Ana Sol"
        with pytest.raises(AccessError, match="no user"):
            user_named(connection, "Ana")


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "a\u202eb", "a\x00b", "...", "a\x1b[31m"])
def test_names_that_cannot_be_told_apart_are_refused(name: str) -> None:
    with pytest.raises(AccessError):
        name_given(name)


def test_a_removed_user_is_taken_back_with_nothing_of_before(ledger: Ledger) -> None:
    user = made(ledger, role="admin")
    now = ledger.clock()
    with noting(ledger.engine) as connection:
        session = begin_session(connection, user.id, now)
        _, token = make_token(connection, user, "feed", "admin", None, now)
        remove_user(connection, user, now)
    with ledger.reading() as connection:
        assert users_of(connection) == ()
        assert session_of(connection, session, now) is None
        assert token_given(connection, token, now) is None
    assert authenticate(ledger, "Ana", WORD) is None
    again = made(ledger, "ana", role="reader", password="quite another word")
    assert (again.id, again.role) == (user.id, "reader")
    with ledger.reading() as connection:
        assert session_of(connection, session, now) is None
        assert token_given(connection, token, now) is None
    assert authenticate(ledger, "Ana", WORD) is None


def test_a_session_ends_by_time(ledger: Ledger, hands: Hands) -> None:
    user = made(ledger)
    with noting(ledger.engine) as connection:
        secret = begin_session(connection, user.id, hands())

    def found(now: str) -> bool:
        with ledger.reading() as connection:
            return session_of(connection, secret, now) is not None

    assert found(hands.on(hours=11.9))
    assert not found(hands.on(hours=0.2)), "nobody came for twelve hours"
    hands.on(hours=-0.2)
    for _ in range(16):  # somebody comes again and again, for seven days
        with noting(ledger.engine) as connection:
            session = session_of(connection, secret, hands())
            if session is not None:
                touch(connection, session.id, hands())
        hands.on(hours=10)
    assert not found(hands())


def test_that_a_request_came_is_noted_every_few_minutes(ledger: Ledger, hands: Hands) -> None:
    user = made(ledger)
    with noting(ledger.engine) as connection:
        secret = begin_session(connection, user.id, hands())
        session = session_of(connection, secret, hands())
        assert session is not None
    assert not stale(session, hands.on(minutes=4))
    assert stale(session, hands.on(minutes=1))


def test_secrets_are_not_in_the_store(ledger: Ledger) -> None:
    user = made(ledger)
    with noting(ledger.engine) as connection:
        session = begin_session(connection, user.id, ledger.clock())
        _, token = make_token(connection, user, "feed", "reader", None, ledger.clock())
        told = repr([connection.execute(select(table)).all() for table in (users, sessions, tokens)])
    assert session not in told
    assert token not in told
    assert WORD not in told


def test_a_lower_role_and_another_password_log_out_at_once(ledger: Ledger) -> None:
    user, now = made(ledger, role="admin"), ledger.clock()

    def here(secret: str) -> bool:
        with ledger.reading() as connection:
            return session_of(connection, secret, now) is not None

    with noting(ledger.engine) as connection:
        one, other = (begin_session(connection, user.id, now) for _ in range(2))
        kept = session_of(connection, one, now)
        assert kept is not None
        set_password(connection, user, hashed("quite another word", "Ana"), now, keep=kept.id)
    assert (here(one), here(other)) == (True, False)
    with noting(ledger.engine) as connection:
        set_role(connection, user, "admin", now)
    assert here(one), "the same role changes nothing"
    with noting(ledger.engine) as connection:
        assert set_role(connection, user, "reader", now).role == "reader"
    assert not here(one)


def test_logging_out_ends_one_session(ledger: Ledger) -> None:
    user, now = made(ledger), ledger.clock()
    with noting(ledger.engine) as connection:
        one, other = (begin_session(connection, user.id, now) for _ in range(2))
        found = session_of(connection, one, now)
        assert found is not None
        end_session(connection, found.id, now)
        assert session_of(connection, one, now) is None
        assert session_of(connection, other, now) is not None
        assert session_of(connection, found.id, now) is None, "the id in the store is no secret"


def test_sessions_that_are_over_are_erased_by_the_next(ledger: Ledger, hands: Hands) -> None:
    user = made(ledger)
    with noting(ledger.engine) as connection:
        begin_session(connection, user.id, hands())
        begin_session(connection, user.id, hands.on(days=8))
        assert len(connection.execute(select(sessions.c.id)).all()) == 1


def test_a_token_may_no_more_than_its_user_now(ledger: Ledger, hands: Hands) -> None:
    user = made(ledger, role="admin", password=None)
    with noting(ledger.engine) as connection:
        token, secret = make_token(connection, user, " the  feed ", "reviewer", 30, hands())
        assert (token.label, token.role, token.until) == ("the feed", "reviewer", "2030-03-31T12:00:00.000Z")
        assert token_given(connection, secret, hands()) == token
        low = set_role(connection, user, "reader", hands())
        found = token_given(connection, secret, hands())
        assert found is not None
        assert found.role == "reader"
        with pytest.raises(AccessError, match="cannot have the role reviewer"):
            make_token(connection, low, "more", "reviewer", 30, hands())


def test_a_token_ends_by_time_and_by_hand(ledger: Ledger, hands: Hands) -> None:
    user = made(ledger)
    with noting(ledger.engine) as connection:
        token, secret = make_token(connection, user, "feed", "reader", 1, hands())
        used_on(connection, token.id, "2030-03-01")
        found = token_given(connection, secret, hands())
        assert found is not None
        assert found.used == "2030-03-01"
        assert token_given(connection, secret, hands.on(days=1)) is None
        other, secret = make_token(connection, user, "feed", "reader", None, hands())
        assert tokens_of(connection, hands(), user.id) == (other,)
        end_token(connection, other, hands())
        assert token_given(connection, secret, hands()) is None
        for wrong in ("", "vb_", secret[:-1], secret[3:], "vb_" + "x" * 43, secret + "x", "vb_\x00" + "x" * 42):
            assert token_given(connection, wrong, hands()) is None


def test_tokens_are_bounded(ledger: Ledger) -> None:
    user = made(ledger)
    with noting(ledger.engine) as connection:
        for label, days in (("", 3), ("x" * 101, 3), ("a\u202eb", 3), ("a", 0), ("a", 9999)):
            with pytest.raises(AccessError):
                make_token(connection, user, label, "reader", days, ledger.clock())
        for _ in range(MOST):
            make_token(connection, user, "a", "reader", 3, ledger.clock())
        with pytest.raises(AccessError, match="end one first"):
            make_token(connection, user, "a", "reader", 3, ledger.clock())


def test_somebody_can_come_by_password_or_token(ledger: Ledger, hands: Hands) -> None:
    def somebody() -> bool:
        with ledger.reading() as connection:
            return can_come(connection, hands())

    assert not somebody()
    user = made(ledger, password=None)
    assert not somebody()
    with noting(ledger.engine) as connection:
        make_token(connection, user, "feed", "reader", 1, hands())
    assert somebody()
    hands.on(days=2)
    assert not somebody()
    other = made(ledger, "Bo")
    assert somebody()
    with noting(ledger.engine) as connection:
        remove_user(connection, other, hands())
    assert not somebody()


def test_the_last_admin_is_known(ledger: Ledger) -> None:
    one, reader = made(ledger, role="admin"), made(ledger, "Bo", "reader")
    with noting(ledger.engine) as connection:
        assert last_admin(connection, one)
        assert not last_admin(connection, reader)
    made(ledger, "Cai", "admin")
    with noting(ledger.engine) as connection:
        assert not last_admin(connection, one)


def test_an_admin_who_comes_by_a_token_only_is_not_enough(ledger: Ledger) -> None:
    """A token cannot look after users."""
    one = made(ledger, role="admin")
    with noting(ledger.engine) as connection:
        other = add_user(connection, "Bo", "admin", None, ledger.clock())
        assert last_admin(connection, one)
        assert not last_admin(connection, other)


def test_of_two_admins_who_remove_each_other_one_stays(ledger: Ledger) -> None:
    one, other = made(ledger, role="admin"), made(ledger, "Bo", "admin")
    told: list[bool] = []

    def second() -> None:
        with noting(ledger.engine) as connection:
            told.append(last_admin(connection, one))

    thread = threading.Thread(target=second)
    with noting(ledger.engine) as connection:
        assert not last_admin(connection, other)
        remove_user(connection, other, ledger.clock())
        thread.start()
        thread.join(0.5)
    thread.join(20)
    assert told == [True]


def test_roles_are_in_order() -> None:
    assert [[may(role, needed) for needed in ROLES] for role in ROLES] == [
        [True, False, False],
        [True, True, False],
        [True, True, True],
    ]
    assert not any(may(role, "reader") for role in ("", "Admin", "root"))
    assert lower("admin", "reviewer") == lower("reviewer", "admin") == "reviewer"


def test_the_audit_log_only_grows(ledger: Ledger) -> None:
    with noting(ledger.engine) as connection:
        for n in range(5):
            append(connection, "Ana" if n % 2 else "Bo", "login", f"s{n}", ledger.clock(), detail={"n": n})
        append(connection, "\ud800" * 300, "x" * 99, "a\x00b" * 200, ledger.clock(), detail={"long": "y" * 9000})
    for change in (update(audit).values(who="Eva"), delete(audit), delete(audit).where(audit.c.id == 1)):
        with pytest.raises(DBAPIError, match="append-only"), noting(ledger.engine) as connection:
            connection.execute(change)
    with ledger.reading() as connection:
        page = entries(connection, limit=2)
        assert [one.subject for one in entries(connection, before=page.before, limit=9).entries] == [
            "s3",
            "s2",
            "s1",
            "s0",
        ]
        assert [one.subject for one in entries(connection, who="Ana").entries] == ["s3", "s1"]
        assert [one.detail for one in entries(connection, "Bo", "login").entries] == [{"n": 4}, {"n": 2}, {"n": 0}]
        assert entries(connection, action="logout").entries == ()
        assert entries(connection, who="\x00\ud800").entries == ()
        assert entries(connection, limit=6).before is None
        cut = page.entries[0]
        assert (len(cut.who), len(cut.action), len(cut.subject)) == (100, 24, 200)
        assert set(cut.detail) == {"cut"}


def test_a_visit_begins_with_what_came_since_the_one_before(ledger: Ledger, hands: Hands) -> None:
    def news() -> None:
        with ledger.writing() as connection:
            tell(connection, [row_of(hands(), "track", "made", "t", {})])

    def last(track: str = "") -> Visit | None:
        with ledger.reading() as connection:
            return last_visit(connection, "Ana", track, hands())

    news()
    assert last() is None
    note_look(ledger, "Ana", "")
    first = hands()
    assert last() is None, "the first visit goes on"
    hands.on(hours=1)
    news()
    assert last() == Visit(1, first)
    note_look(ledger, "Ana", "")
    assert last() == Visit(1, first), "loading the page again shows the same news"
    hands.on(minutes=20)
    note_look(ledger, "Ana", "")
    assert last() == Visit(1, first)
    seen = hands()
    hands.on(hours=1)
    assert last() == Visit(2, seen)
    assert last("another track") is None


def test_what_came_while_a_page_was_made_is_new_at_the_next_visit(ledger: Ledger, hands: Hands) -> None:
    note_look(ledger, "Ana", "", 0)
    with ledger.writing() as connection:
        tell(connection, [row_of(hands(), "track", "made", "t", {})])
    note_look(ledger, "Ana", "", 0)
    hands.on(hours=1)
    with ledger.reading() as connection:
        visit = last_visit(connection, "Ana", "", hands())
    assert visit is not None
    assert visit.change == 0


def test_a_look_does_not_wait_for_a_writer(ledger: Ledger) -> None:
    """A store that is being filled for minutes must not keep a page waiting."""
    with ledger.writing() as connection:
        connection.execute(text("SELECT 1"))
        begun = time.monotonic()
        thread = threading.Thread(target=note_look, args=(ledger, "Ana", ""))
        thread.start()
        thread.join(5)
        assert not thread.is_alive()
        assert time.monotonic() - begun < 5
