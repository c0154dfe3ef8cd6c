"""Who comes in, as what, and who no more: login, sessions, tokens, roles, users and the audit log."""

from __future__ import annotations

import re

import pytest
from argon2 import PasswordHasher

from tests.store.access.hands import WORD, Hands
from tests.web.security.browsing import LOCAL, Browser, browser, desk_of, token, user
from verbale.store import Ledger
from verbale.store.access.audit import Entry, entries
from verbale.store.access.passwords import hashed
from verbale.store.access.users import remove_user, set_password, set_role, user_named, users_of
from verbale.store.engine import noting
from verbale.web.security.binding import refuse_to_bind
from verbale.web.security.gate import local_path
from verbale.web.settings import DeskSettings

COOKIE = "verbale_8400"


def log(ledger: Ledger, action: str = "") -> tuple[Entry, ...]:
    with ledger.reading() as connection:
        return entries(connection, action=action).entries


def named(ledger: Ledger) -> dict[str, str]:
    with ledger.reading() as connection:
        return {one.name: one.role for one in users_of(connection)}


def inside(there: Browser) -> bool:
    return there.get("/account").status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/account", "/people", "/audit", "/nothing", "/static", "/logins", "/login/x", "//login"]
)
def test_nobody_sees_nothing_but_the_login(file_ledger: Ledger, path: str) -> None:
    told = browser(desk_of(file_ledger)).get(path)
    assert told.status_code == 303
    assert told.headers["location"].startswith("/login")
    assert told.text == ""


@pytest.mark.parametrize("path", ["/api/test/reader", "/api/openapi.json", "/api/nothing"])
def test_programs_are_told_that_a_token_is_needed(file_ledger: Ledger, path: str) -> None:
    told = browser(desk_of(file_ledger)).get(path)
    assert (told.status_code, told.headers["www-authenticate"]) == (401, "Bearer")
    assert "token" in told.json()["detail"]


def test_after_login_one_comes_where_one_wanted(file_ledger: Ledger) -> None:
    user(file_ledger)
    there = browser(desk_of(file_ledger))
    away = there.get("/account?track=a%26b&x=1").headers["location"]
    assert away == "/login?next=%2Faccount%3Ftrack%3Da%2526b%26x%3D1"
    page = there.get(away)
    wanted = re.search(r'name="next" value="([^"]+)"', page.text)
    assert wanted is not None
    told = there.post("/login", name="Ana", password=WORD, next=wanted.group(1).replace("&amp;", "&"))
    assert (told.status_code, told.headers["location"]) == (303, "/account?track=a%26b&x=1")
    assert inside(there)
    assert there.get("/login").status_code == 303, "who is logged in goes on"


def test_a_script_takes_the_browser_to_the_login(file_ledger: Ledger) -> None:
    told = browser(desk_of(file_ledger)).get(
        "/facts/x", headers={"HX-Request": "true", "HX-Current-URL": "https://evil.example/timeline?limit=9"}
    )
    assert (told.status_code, told.headers["hx-redirect"]) == (401, "/login?next=%2Ftimeline%3Flimit%3D9")


@pytest.mark.parametrize(
    "next",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/a\\b",
        "/a\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "evil.example",
        "",
        "/login?next=/login",
        "http:/evil.example",
        " //evil.example",
        "/\u202e",
    ],
)
def test_nobody_is_sent_elsewhere_after_login(file_ledger: Ledger, next: str) -> None:
    user(file_ledger)
    there = browser(desk_of(file_ledger))
    told = there.login(next=next)
    assert (told.status_code, told.headers["location"]) == (303, "/")
    assert there.client.get("/login", params={"next": next}).headers["location"] == "/"


def test_paths_of_the_desk_are_gone_on_to() -> None:
    for path in ("/", "/timeline?party=A&party=B#x", "/facts/a:b", "/documents/è"):
        assert local_path(path) == path


def test_a_session_is_another_than_any_before_the_login(ledger: Ledger) -> None:
    """A cookie that somebody else chose is worth nothing (session fixation)."""
    user(ledger)
    desk = desk_of(ledger)
    there, attacker = browser(desk), browser(desk)
    chosen = "A" * 43
    there.client.cookies.set(COOKIE, chosen, domain="127.0.0.1")
    told = there.login()
    given = told.headers["set-cookie"]
    assert chosen not in given
    assert {"HttpOnly", "SameSite=lax", "Max-Age=604800"} <= set(given.split("; "))
    attacker.client.cookies.set(COOKIE, chosen)
    assert not inside(attacker)
    first = given.split("=", 1)[1].split(";")[0]
    there.client.cookies.clear()
    there.login()
    second = there.client.cookies[COOKIE]
    assert second != first


def test_logging_in_again_ends_the_session_before(ledger: Ledger) -> None:
    user(ledger)
    desk = desk_of(ledger)
    there, copy = browser(desk), browser(desk)
    there.login()
    copy.client.cookies.set(COOKIE, there.client.cookies[COOKIE])
    assert inside(copy)
    there.get("/account")
    there.post("/login", name="Ana", password=WORD)
    assert inside(there)
    assert not inside(copy)


def test_logging_out_ends_the_session_for_whoever_has_copied_it(ledger: Ledger) -> None:
    user(ledger)
    desk = desk_of(ledger)
    there, copy = browser(desk), browser(desk)
    there.login()
    there.get("/account")
    copy.client.cookies.set(COOKIE, there.client.cookies[COOKIE])
    assert there.client.post("/logout").status_code == 403, "another site logs nobody out"
    assert inside(copy)
    told = there.post("/logout")
    assert (told.status_code, told.headers["location"]) == (303, "/login")
    assert not inside(there)
    assert not inside(copy)
    assert [one.action for one in log(ledger)] == ["logout", "refusal", "login"]


def test_a_session_is_over_when_nobody_came_for_long(ledger: Ledger, hands: Hands) -> None:
    user(ledger)
    there = browser(desk_of(ledger))
    there.login()
    for _ in range(3):
        hands.on(hours=10)
        assert inside(there), "each request is noted"
    hands.on(hours=12.1)
    assert not inside(there)
    there.login()
    for _ in range(20):
        hands.on(hours=9)
        there.get("/account")
    assert not inside(there), "a week is the most"


def test_who_is_removed_or_may_less_is_out_at_once(ledger: Ledger) -> None:
    made = user(ledger, role="admin")
    there = browser(desk_of(ledger))
    there.login()
    assert inside(there)
    with noting(ledger.engine) as connection:
        set_role(connection, made, "reader", ledger.clock())
    assert not inside(there)
    there.login()
    assert there.get("/people").status_code == 403
    with noting(ledger.engine) as connection:
        remove_user(connection, made, ledger.clock())
    assert not inside(there)
    assert there.login().status_code == 401


def test_another_password_logs_out_everywhere_else(ledger: Ledger) -> None:
    user(ledger)
    desk = desk_of(ledger)
    here, elsewhere = browser(desk), browser(desk, "192.0.2.2")
    here.login()
    elsewhere.login()
    here.get("/account")
    new = "quite another word"
    for fields in (
        {"old": "wrong, wrong, wrong", "new": new, "again": new},
        {"old": WORD, "new": new, "again": new + "x"},
        {"old": WORD, "new": "short", "again": "short"},
        {"old": WORD, "new": "Ana", "again": "Ana"},
    ):
        assert here.post("/account/password", **fields).status_code == 400
    assert here.post("/account/password", old=WORD, new=new, again=new).status_code == 303
    assert inside(here)
    assert not inside(elsewhere)
    assert elsewhere.login().status_code == 401
    assert elsewhere.login(password=new).status_code == 303


def test_a_wrong_name_is_answered_like_a_wrong_password(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    user(ledger)
    user(ledger, "token only", password=None)
    desk = desk_of(ledger)
    desk.state.limits.lifted = True
    browser(desk).login("warm up")
    calls: list[str] = []
    verify = PasswordHasher.verify

    def counted(self: PasswordHasher, hash: str, word: str) -> bool:
        calls.append(hash)
        return verify(self, hash, word)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    told = []
    for name in ("Ana", "Nobody", "token only", "", "\x00", "x" * 200):
        there = browser(desk)
        answer = there.login(name, "not the right word")
        told.append(
            (answer.status_code, re.sub(r'content="[^"]+\.[0-9a-f]{64}"|value="[^"]+\.[0-9a-f]{64}"', "", answer.text))
        )
    assert len(calls) == 6, "one hash each: the time tells nothing"
    assert len(set(told)) == 1
    assert told[0][0] == 401
    failed = log(ledger, "failed login")
    assert [one.who for one in failed] == [""] * 7
    assert failed[-2].subject == "Ana"
    assert failed[0].address == "192.0.2.1"


def test_passwords_are_not_tried_out_from_one_address(file_ledger: Ledger) -> None:
    user(file_ledger)
    desk = desk_of(file_ledger)
    there = browser(desk)
    assert [there.login(password=f"guess number {n} of it").status_code for n in range(6)] == [401] * 5 + [429]
    told = there.login()
    assert told.status_code == 429, "even the right one"
    assert 1 <= int(told.headers["retry-after"]) <= 60
    assert browser(desk, "192.0.2.2").login().status_code == 303, "others come in"
    assert len(log(file_ledger, "failed login")) == 5


def test_passwords_of_one_name_are_not_tried_out_from_many_addresses(file_ledger: Ledger) -> None:
    user(file_ledger)
    user(file_ledger, "Bo")
    desk = desk_of(file_ledger)
    told = [
        browser(desk, f"192.0.2.{n}").login(("Ana", "ANA ")[n % 2], "a wrong long word").status_code for n in range(21)
    ]
    assert told == [401] * 20 + [429]
    assert int(browser(desk, "192.0.2.99").login().headers["retry-after"]) > 60
    assert browser(desk, "192.0.2.99").login("Bo").status_code == 303


def test_the_login_needs_a_page_of_ours(file_ledger: Ledger) -> None:
    """Else another site could log a visitor in as somebody else."""
    user(file_ledger)
    there = browser(desk_of(file_ledger))
    assert there.client.post("/login", data={"name": "Ana", "password": WORD}).status_code == 403
    there.get("/login")
    there.client.cookies.clear()
    assert there.post("/login", name="Ana", password=WORD).status_code == 403


def test_before_login_nothing_is_done_but_to_log_in(file_ledger: Ledger) -> None:
    there = browser(desk_of(file_ledger))
    there.get("/login")
    for path in ("/people", "/account/tokens", "/test/admin", "/logout"):
        assert there.post(path, name="Eva", role="admin").headers["location"] == "/login"
    assert named(file_ledger) == {}


def test_where_nobody_logs_in_there_is_no_login(file_ledger: Ledger) -> None:
    user(file_ledger)
    there = browser(desk_of(file_ledger, LOCAL))
    assert there.get("/login?next=/people").headers["location"] == "/people"
    there.get("/account")
    told = there.post("/login", name="Ana", password=WORD)
    assert (told.status_code, told.headers["location"]) == (303, "/")


GET, POST = "GET", "POST"
NEEDED = [
    (GET, "/account", "reader"),
    (GET, "/api/test/reader", "reader"),
    (GET, "/people", "admin"),
    (GET, "/audit", "admin"),
    (POST, "/test/reviewer", "reviewer"),
    (POST, "/test/admin", "admin"),
    (POST, "/people", "admin"),
    (POST, "/people/1/role", "admin"),
    (POST, "/people/1/password", "admin"),
    (POST, "/people/1/remove", "admin"),
    (POST, "/people/tokens/1/end", "admin"),
]


@pytest.mark.parametrize("role", ["reader", "reviewer", "admin"])
def test_each_does_what_the_role_lets(file_ledger: Ledger, role: str) -> None:
    user(file_ledger, "Boss", "admin")
    _, header = token(file_ledger, user(file_ledger, role=role), role)
    there = browser(desk_of(file_ledger))
    there.login()
    there.get("/account")
    order = ("reader", "reviewer", "admin")
    for method, path, needed in NEEDED:
        lets = order.index(role) >= order.index(needed)
        own = there.client.request(method, path, data={"csrf": there.csrf} if method == POST else None)
        program = there.client.request(method, path, headers=header)
        for told in (own, program) if method == GET or path.startswith("/test") else (own,):
            assert (told.status_code != 403) == lets, (path, told.status_code)
        if not lets:
            assert program.status_code == 403
        if path == "/people/1/remove" and lets:
            break
    refused = log(file_ledger, "refusal")
    assert {one.who for one in refused} <= {"Ana"}
    if role == "reader":
        assert {one.subject for one in refused} >= {"POST /people/1/role", "GET /audit"}
        assert named(file_ledger) == {"Ana": "reader", "Boss": "admin"}


def test_a_reader_makes_no_token_above_the_own_role(file_ledger: Ledger) -> None:
    user(file_ledger)
    there = browser(desk_of(file_ledger))
    there.login()
    there.get("/account")
    for role in ("reviewer", "admin", "root"):
        assert there.post("/account/tokens", label="x", role=role, days=30).status_code == 400
    assert there.post("/account/tokens", label="x", role="reader", days=99_999).status_code == 400
    assert there.post("/account/tokens", label="", role="reader", days=30).status_code == 400


def test_a_token_is_shown_once_and_ends(ledger: Ledger, hands: Hands) -> None:
    user(ledger, role="reviewer")
    desk = desk_of(ledger)
    there = browser(desk)
    there.login()
    there.get("/account")
    told = there.post("/account/tokens", label="the feed", role="reviewer", days=30)
    found = re.search(r'value="(vb_[\w-]{43})"', told.text)
    assert found is not None
    assert told.headers["cache-control"] == "no-store"
    header = {"Authorization": f"Bearer {found.group(1)}"}
    page = there.get("/account").text
    assert "vb_" not in page
    assert "the feed" in page
    program = browser(desk).client
    assert program.get("/api/test/reader", headers=header).json() == {"name": "Ana", "role": "reviewer", "via": "token"}
    assert "set-cookie" not in program.get("/api/test/reader", headers=header).headers
    assert program.post("/test/reviewer", headers=header).status_code == 200, "a token needs no proof"
    judged = log(ledger, "judgement")[0]
    assert (judged.who, judged.subject) == ("Ana", "fact-1")
    assert judged.detail == {"verdict": "confirm", "token": "1"}
    assert "Mar 1, 2030" in there.get("/account").text, "the day of its last use"
    assert there.post("/account/tokens/1/end").status_code == 303
    assert program.get("/api/test/reader", headers=header).status_code == 401
    assert there.post("/account/tokens/1/end").status_code == 404
    assert [one.action for one in log(ledger)][:3] == ["token ended", "judgement", "token made"]


def test_nobody_ends_the_token_of_another(ledger: Ledger) -> None:
    _, header = token(ledger, user(ledger, "Bo"))
    user(ledger)
    there = browser(desk_of(ledger))
    there.login()
    there.get("/account")
    assert there.post("/account/tokens/1/end").status_code == 404
    assert there.post("/account/tokens/99999999999999999999/end").status_code == 400
    assert browser(desk_of(ledger)).client.get("/api/test/reader", headers=header).status_code == 200


def test_a_token_that_leaked_lets_nobody_else_in(ledger: Ledger) -> None:
    _, header = token(ledger, user(ledger, role="admin"), "admin")
    client = browser(desk_of(ledger)).client
    for path, fields in (
        ("/account/tokens", {"label": "more", "role": "admin"}),
        ("/account/tokens/1/end", {}),
        ("/account/password", {"old": WORD, "new": "quite another word", "again": "quite another word"}),
        ("/people", {"name": "Eva", "role": "admin", "password": "quite another word"}),
        ("/people/1/role", {"role": "reader"}),
        ("/people/1/password", {"password": "quite another word"}),
        ("/people/1/remove", {}),
        ("/people/tokens/1/end", {}),
    ):
        assert client.post(path, data=fields, headers=header).status_code == 403, path
    assert named(ledger) == {"Ana": "admin"}


def test_a_token_goes_with_its_user(ledger: Ledger, hands: Hands) -> None:
    made = user(ledger, role="admin")
    _, header = token(ledger, made, "admin")
    _, short = token(ledger, made, "reader", days=1)
    client = browser(desk_of(ledger)).client
    assert client.post("/test/admin", headers=header).status_code == 200
    with noting(ledger.engine) as connection:
        set_role(connection, made, "reader", ledger.clock())
    assert client.post("/test/admin", headers=header).status_code == 403
    assert client.get("/api/test/reader", headers=header).json()["role"] == "reader"
    hands.on(days=1)
    assert client.get("/api/test/reader", headers=short).status_code == 401
    with noting(ledger.engine) as connection:
        remove_user(connection, made, ledger.clock())
    assert client.get("/api/test/reader", headers=header).status_code == 401


def test_a_wrong_token_is_not_made_good_by_a_cookie(file_ledger: Ledger) -> None:
    """Else a header would do away with the proof against forged requests."""
    user(file_ledger, role="admin")
    there = browser(desk_of(file_ledger))
    there.login()
    wrong = {"Authorization": "Bearer vb_" + "x" * 43}
    assert there.client.get("/account", headers=wrong).status_code == 401
    assert there.client.post("/test/admin", headers=wrong).status_code == 401
    assert there.client.post("/test/admin", headers={"Authorization": "Basic YTpi"}).status_code == 403
    local = browser(desk_of(file_ledger, LOCAL))
    assert local.client.get("/account", headers=wrong).status_code == 401


def test_requests_with_one_token_are_counted(file_ledger: Ledger) -> None:
    made = user(file_ledger)
    (_, one), (_, other) = token(file_ledger, made), token(file_ledger, made)
    client = browser(desk_of(file_ledger)).client
    told = [client.get("/api/test/reader", headers=one).status_code for _ in range(121)]
    assert told == [200] * 120 + [429]
    assert client.get("/api/test/reader", headers=other).status_code == 200


def test_tokens_are_not_guessed_at_will(file_ledger: Ledger) -> None:
    client = browser(desk_of(file_ledger)).client
    told = [client.get("/account", headers={"Authorization": f"Bearer vb_{n:043}"}).status_code for n in range(31)]
    assert told == [401] * 30 + [429]


def test_an_admin_looks_after_users(ledger: Ledger) -> None:
    user(ledger, "Boss", "admin")
    there = browser(desk_of(ledger))
    there.login("Boss")
    there.get("/people")
    assert there.post("/people", name="Bo", role="reviewer", password="quite another word").status_code == 303
    assert there.post("/people", name="bo", role="reader").status_code == 400
    assert there.post("/people", name="Cai", role="root").status_code == 400
    assert there.post("/people", name="Cai", role="reader", password="short").status_code == 400
    assert named(ledger) == {"Bo": "reviewer", "Boss": "admin"}
    with ledger.reading() as connection:
        number = user_named(connection, "Bo").id
    other = browser(desk_of(ledger), "192.0.2.2")
    assert other.login("Bo", "quite another word").status_code == 303
    assert there.post(f"/people/{number}/role", role="reader").status_code == 303
    assert not inside(other)
    assert there.post(f"/people/{number}/password", password="and another word").status_code == 303
    assert other.login("Bo", "and another word").status_code == 303
    assert there.post(f"/people/{number}/remove").status_code == 303
    assert not inside(other)
    for path in ("role", "password", "remove"):
        assert there.post(f"/people/{number}/{path}", role="admin", password=WORD).status_code == 404
    assert named(ledger) == {"Boss": "admin"}
    told = [(one.who, one.action, one.subject) for one in reversed(log(ledger)) if one.who == "Boss"]
    assert told == [
        ("Boss", "login", "Boss"),
        ("Boss", "user added", "Bo"),
        ("Boss", "role changed", "Bo"),
        ("Boss", "password changed", "Bo"),
        ("Boss", "user removed", "Bo"),
    ]


def test_the_last_admin_stays(file_ledger: Ledger) -> None:
    made = user(file_ledger, "Boss", "admin")
    there = browser(desk_of(file_ledger))
    there.login("Boss")
    there.get("/people")
    assert there.post(f"/people/{made.id}/role", role="reader").status_code == 400
    assert there.post(f"/people/{made.id}/remove").status_code == 400
    assert there.post(f"/people/{made.id}/role", role="admin").status_code == 303
    assert named(file_ledger) == {"Boss": "admin"}


def test_the_audit_log_is_read_by_name_and_kind_and_in_parts(ledger: Ledger) -> None:
    user(ledger, "Boss", "admin")
    user(ledger)
    there = browser(desk_of(ledger))
    browser(desk_of(ledger)).login("Ana")
    browser(desk_of(ledger)).login("Ana", "a wrong long word")
    there.login("Boss")
    page = there.get("/audit").text
    assert page.count("<tr>") == 4
    only = there.get("/audit?who=Ana&action=login").text
    assert only.count("<tr>") == 2
    assert "192.0.2.1" in only
    part = there.get("/audit?limit=2").text
    assert part.count("<tr>") == 3
    on = re.search(r'href="(/audit\?[^"]*before=\d+)"', part)
    assert on is not None
    assert there.get(on.group(1).replace("&amp;", "&")).text.count("<tr>") == 2
    for wrong in ("before=0", "before=x", "before=99999999999", "limit=0", "who=" + "x" * 101):
        assert there.get(f"/audit?{wrong}").status_code == 400
    assert there.get("/audit?who=%00%ff&action=%00").status_code == 200


def test_hostile_names_do_nothing(file_ledger: Ledger) -> None:
    hostile = "<script>alert(1)</script>'\""
    user(file_ledger, "Boss", "admin")
    made = user(file_ledger, hostile)
    with noting(file_ledger.engine) as connection:
        set_password(connection, made, hashed(WORD, "x"), file_ledger.clock())
    there = browser(desk_of(file_ledger))
    there.login(hostile)
    there.get("/account")
    there.post("/account/tokens", label=hostile, role="reader", days=30)
    pages = [there.get("/account").text, there.get(f"/account?track={hostile}").text]
    there.login("nobody" + hostile, "a wrong long word")
    boss = browser(desk_of(file_ledger))
    boss.login("Boss", next="/people")
    pages += [boss.get("/people").text, boss.get("/audit").text, boss.get(f"/audit?who={hostile}").text]
    boss.get("/people")
    pages.append(boss.post("/people", name=hostile, role="reader").text)
    for page in pages:
        assert "<script>alert" not in page
    assert all("&lt;script&gt;alert" in page for page in (pages[0], *pages[2:]))


def test_a_desk_for_users_only_opens_when_there_is_one(ledger: Ledger, hands: Hands) -> None:
    elsewhere = DeskSettings(host="192.0.2.9")
    for settings in (DeskSettings(), DeskSettings(host="::1"), DeskSettings(host="localhost")):
        assert refuse_to_bind(ledger, settings) is None
    for settings in (
        elsewhere,
        DeskSettings(host="0.0.0.0"),
        DeskSettings(login=True),
        DeskSettings(names=("a.example",)),
    ):
        told = refuse_to_bind(ledger, settings)
        assert told is not None
        assert "verbale user add NAME --role admin" in told
        assert "\n" not in told
    made = user(ledger, password=None)
    assert refuse_to_bind(ledger, elsewhere) is not None
    token(ledger, made, days=1)
    assert refuse_to_bind(ledger, elsewhere) is None
    hands.on(days=2)
    assert refuse_to_bind(ledger, elsewhere) is not None
    user(ledger, "Bo")
    assert refuse_to_bind(ledger, elsewhere) is None
