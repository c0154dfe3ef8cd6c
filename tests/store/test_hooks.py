"""Web hooks: signed, in order, tried again, one change never lost and none sent past another."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.store.dispatching import at, truce
from tests.store.listening import Listener, Post, listening
from verbale.store import Ledger, delivering
from verbale.store.changes import changes_after, kinds_of
from verbale.store.delivering import DELIVERY, EVENT, SIGNATURE, deliver, is_signed, signature
from verbale.store.hooks import FIRST_WAIT, LONGEST_WAIT, Hook, HookError, add_hook, end_hook, hook_of, hooks_of, later

NOW = "2025-04-01T12:00:00.000Z"
SECONDS = 1743508800
SECRET = "a secret of the tests"
STANCES = ("undecided", "accepts", "rejects", "accepts")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """A store with four stands of one party on one proposal."""
    at(ledger, NOW)
    for n, stance in enumerate(STANCES, 2):
        ledger.add(truce(f"t{n}", n, stance))  # type: ignore[arg-type]
    return ledger


def hooked(ledger: Ledger, listener: Listener, after: int | None = 0, topics: tuple[str, ...] = ("position",)) -> Hook:
    with ledger.writing() as connection:
        return add_hook(connection, listener.url, NOW, secret=SECRET, topics=topics, after=after)


def again(ledger: Ledger, hook: Hook) -> Hook:
    with ledger.reading() as connection:
        return hook_of(connection, hook.id)


def numbers(ledger: Ledger, *topics: str) -> list[int]:
    with ledger.reading() as connection:
        return [entry.id for entry in changes_after(connection, 0, kinds_of(topics), limit=1_000).entries]


def test_changes_are_sent_in_order_signed_and_once(filled: Ledger) -> None:
    with listening() as listener:
        hook = hooked(filled, listener)
        (done,) = deliver(filled)
        assert (done.taken, done.error) == (len(listener.posts), None)
        assert deliver(filled) == []
    assert listener.ids == numbers(filled, "position")
    assert [post.told["verb"] for post in listener.posts if post.told["verb"] in ("taken", "changed")] == [
        "taken",
        "changed",
        "changed",
        "changed",
    ]
    assert again(filled, hook).delivered >= listener.ids[-1]
    for post in listener.posts:
        assert is_signed(SECRET, post.headers[SIGNATURE], post.body, SECONDS)
        assert post.headers["Content-Type"].startswith("application/json")
        assert post.headers[EVENT] == f"position.{post.told['verb']}"
        assert post.told["document"]["url"].startswith("https://wire.example/")
    assert len({post.headers[DELIVERY] for post in listener.posts}) == len(listener.posts)


def test_a_signature_holds_for_one_body_one_secret_and_a_while() -> None:
    header = signature(SECRET, SECONDS, b'{"id":1}')
    assert (
        header == f"t={SECONDS},v1=3734dd6b8388f9289ce580ef0e9e9500d3eff0102e19d3a49ae30e6c62d2e34f"
    )  # as openssl tells it
    assert is_signed(SECRET, header, b'{"id":1}', SECONDS + 299)
    assert not is_signed(SECRET, header, b'{"id":1}', SECONDS + 301)
    assert not is_signed(SECRET, header, b'{"id":2}', SECONDS)
    assert not is_signed("another", header, b'{"id":1}', SECONDS)
    for broken in ("", "t=x,v1=y", "v1=00", header.replace("t=1", "t=2"), f"t=²,{header[13:]}"):
        assert not is_signed(SECRET, broken, b'{"id":1}', SECONDS)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (500, "answered 500"),
        (404, "answered 404"),
        (302, "answered 302"),
        ("close", "RemoteProtocolError"),
        ("hang", "in time"),
    ],
)
def test_a_change_that_is_not_taken_holds_up_its_hook_and_no_other(
    filled: Ledger, answer: int | str, reason: str
) -> None:
    failing = [answer]

    def third_fails(posts: list[Post]) -> int | str:
        return failing[0] if len(posts) >= 3 and failing else 200

    with listening(third_fails) as bad, listening() as good:
        hook = hooked(filled, bad)
        hooked(filled, good)
        broken, well = sorted(deliver(filled, timeout=0.5), key=lambda done: done.hook.id)
        assert broken.taken == 2
        assert reason in (broken.error or "")
        assert well.error is None
        wanted = numbers(filled, "position")
        assert good.ids == wanted
        assert bad.ids == wanted[:3], "nothing is sent past a change that was not taken"
        assert broken.again == later(NOW, FIRST_WAIT)
        assert again(filled, hook).last_error == broken.error
        assert deliver(filled) == [], "it is left in peace for a while"

        failing.clear()
        at(filled, later(NOW, FIRST_WAIT))
        (done,) = deliver(filled)
        assert (done.taken, done.error) == (len(wanted) - 2, None)
    assert bad.ids == [*wanted[:3], *wanted[2:]]
    first, second = bad.posts[2], bad.posts[3]
    assert (first.body, first.headers[DELIVERY]) == (second.body, second.headers[DELIVERY])
    assert first.headers[SIGNATURE] != second.headers[SIGNATURE], "signed at the moment of sending"
    assert again(filled, hook).failures == 0


def test_an_address_that_is_gone_is_tried_ever_more_rarely(filled: Ledger) -> None:
    with listening() as listener:
        hook = hooked(filled, listener)
    now, waits = NOW, []
    for _ in range(13):
        at(filled, now)
        (done,) = deliver(filled)
        assert done.again is not None
        assert "Connect" in (done.error or "")
        waits.append(next(n for n in range(LONGEST_WAIT + 1) if later(now, n) == done.again))
        now = done.again
    assert waits[:3] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert waits[-1] == LONGEST_WAIT
    assert again(filled, hook).delivered == 0


def test_a_hook_is_told_of_its_topics_and_of_what_comes_after_it_was_made(filled: Ledger) -> None:
    with listening() as listener:
        hooked(filled, listener, None, ("position.changed",))
        assert deliver(filled) == []
        filled.add(truce("new", 20, "rejects"))
        deliver(filled)
    (post,) = listener.posts
    assert (post.told["data"]["was"], post.told["data"]["stance"]) == ("accepts", "rejects")


def test_what_is_none_of_a_hook_is_looked_at_once(filled: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivering, "SKIPPED", 1)
    with listening() as listener:
        hook = hooked(filled, listener, 0, ("incident",))
        assert deliver(filled) == []
    assert again(filled, hook).delivered == max(numbers(filled))


def test_two_that_deliver_at_once_send_nothing_twice(filled: Ledger) -> None:
    started = threading.Event()

    def slow(posts: list[Post]) -> int:
        started.set()
        time.sleep(0.05)
        return 200

    with listening(slow) as listener:
        hooked(filled, listener)
        results: list[object] = []
        other = threading.Thread(target=lambda: results.append(deliver(filled)))
        other.start()
        started.wait(5)
        mine = deliver(filled)
        other.join(20)
    assert listener.ids == numbers(filled, "position")
    assert mine == []
    assert results[0] != []


def test_one_that_was_killed_while_it_sent_sends_the_same_again(tmp_path: Path) -> None:
    store = tmp_path / "killed.db"
    program = "import sys; from verbale.cli import main; sys.argv[0] = 'verbale'; main()"
    with listening(lambda posts: "hang" if len(posts) == 2 else 200) as listener, Ledger.open(store) as ledger:
        ledger.add(truce("a", 2, "accepts"))
        ledger.add(truce("b", 3, "rejects"))
        hook = hooked(ledger, listener)
        command = [sys.executable, "-c", program, "hook", "deliver", "--timeout", "60", "--store", str(store)]
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while len(listener.posts) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        os.kill(running.pid, signal.SIGKILL)
        running.wait(10)
        assert len(listener.posts) == 2
        assert again(ledger, hook).delivered == listener.ids[0]
        assert deliver(ledger) == [], "the one that was killed may still be at it"
        moment = ledger.clock()
        at(ledger, later(moment, 300))
        (done,) = deliver(ledger)
        wanted = numbers(ledger, "position")
    assert done.error is None
    assert listener.ids == [*wanted[:2], *wanted[1:]]
    assert listener.posts[1].headers[DELIVERY] == listener.posts[2].headers[DELIVERY]


def test_a_hook_that_is_removed_is_told_no_more_and_its_secret_is_erased(filled: Ledger) -> None:
    with listening() as listener:
        hook = hooked(filled, listener)
        with filled.writing() as connection:
            end_hook(connection, hook.id, NOW)
        assert deliver(filled) == []
    assert listener.posts == []
    with filled.reading() as connection:
        assert hooks_of(connection) == ()
        assert SECRET not in str(connection.exec_driver_sql("SELECT * FROM hooks").all())
        with pytest.raises(HookError, match="no hook"):
            hook_of(connection, hook.id)


def test_a_hook_removed_while_it_is_served_stops_there(filled: Ledger) -> None:
    def removing(posts: list[Post]) -> int:
        if len(posts) == 2:
            with filled.writing() as connection:
                end_hook(connection, hook.id, NOW)
        return 200

    with listening(removing) as listener:
        hook = hooked(filled, listener)
        deliver(filled)
    assert len(listener.posts) == 2


def test_a_track_that_has_ended_is_a_failure_and_not_a_crash(filled: Ledger) -> None:
    from verbale.store.tracking import Definition, end_track, make_track

    with listening() as listener, listening() as good:
        with filled.writing() as connection:
            track = make_track(connection, "Andes", Definition(parties=("PER", "CHL")), "Ana", NOW)
            add_hook(connection, listener.url, NOW, secret=SECRET, topics=["position"], track="andes", after=0)
            end_track(connection, track, NOW)
        hooked(filled, good)
        broken, well = sorted(deliver(filled), key=lambda done: done.hook.id)
    assert "no track 'Andes'" in (broken.error or "")
    assert well.error is None
    assert listener.posts == []


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://example.org/x", "only http"),
        ("file:///etc/passwd", "only http"),
        ("example.org/x", "only http"),
        ("https://", "not an address"),
        ("http://exa mple.org/", "not an address"),
        ("http://example.org:99999/", "not an address"),
        ("http://[::1", "not an address"),
        ("http://example.org/\x1b[2J", "not an address"),
    ],
)
def test_addresses_that_cannot_be_sent_to_are_refused(ledger: Ledger, url: str, reason: str) -> None:
    with pytest.raises(HookError, match=reason), ledger.writing() as connection:
        add_hook(connection, url, NOW)


def test_secrets_topics_and_tracks_are_checked(ledger: Ledger) -> None:
    with ledger.writing() as connection:
        with pytest.raises(HookError, match="at least 16"):
            add_hook(connection, "https://example.org", NOW, secret="short")
        with pytest.raises(HookError, match="no topic"):
            add_hook(connection, "https://example.org", NOW, topics=["peace"])
        with pytest.raises(HookError, match="no track"):
            add_hook(connection, "https://example.org", NOW, track="nowhere")
        hook = add_hook(connection, "https://ana:hidden@example.org/x?key=1", NOW)
        other = add_hook(connection, "https://example.org/y", NOW)
    assert len(hook.secret) >= 32
    assert hook.secret != other.secret
    assert hook.shown == "https://example.org/x?key=1"
