"""What a request must be before anything is done: from here, by a page of ours, of a size, and not too often."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from tests.web.security.browsing import LOCAL, Browser, browser, desk_of, token, user
from verbale.store import Ledger
from verbale.store.access import tokens
from verbale.store.access.audit import Entry, entries
from verbale.store.access.tokens import Token, end_token
from verbale.store.engine import noting
from verbale.web.security.bodies import MOST
from verbale.web.security.csrf import csrf_for, is_csrf
from verbale.web.security.headers import ALWAYS, FOR_GOOD, POLICY
from verbale.web.security.limits import network

THERE = "/test/admin"


@pytest.fixture
def local(file_ledger: Ledger) -> Browser:
    made = browser(desk_of(file_ledger, LOCAL))
    made.get("/account")
    return made


def log(ledger: Ledger, action: str = "") -> tuple[Entry, ...]:
    with ledger.reading() as connection:
        return entries(connection, action=action).entries


def test_at_this_machine_everybody_is_its_admin(local: Browser) -> None:
    told = local.client.get("/api/test/reader").json()
    assert told == {"name": "Uta", "role": "admin", "via": "local"}
    assert local.post(THERE).json() == {"name": "Uta"}


def test_the_cookie_is_for_this_desk_alone(file_ledger: Ledger) -> None:
    plain = browser(desk_of(file_ledger, LOCAL)).get("/account").headers["set-cookie"]
    assert plain.startswith("verbale_8400=")
    assert {"HttpOnly", "Path=/", "SameSite=lax"} <= set(plain.split("; "))
    assert "Secure" not in plain
    assert "Domain" not in plain
    tls = desk_of(file_ledger, https=True)
    told = browser(tls, base="https://127.0.0.1:8400").get("/login")
    assert told.headers["set-cookie"].startswith("__Host-verbale_8400=")
    assert "Secure" in told.headers["set-cookie"].split("; ")
    assert told.headers["strict-transport-security"] == "max-age=31536000"


def test_the_cookie_is_set_once(local: Browser) -> None:
    assert "set-cookie" not in local.get("/account").headers
    local.client.cookies.set("verbale_8400", "x", domain="127.0.0.1")
    local.client.cookies.clear()
    local.client.cookies.set("verbale_8400", "no secret")
    assert "set-cookie" in local.get("/account").headers


def test_what_changes_something_needs_the_proof(local: Browser, file_ledger: Ledger) -> None:
    other = browser(desk_of(file_ledger, LOCAL))
    other.get("/account")
    assert local.client.post(THERE).status_code == 403
    for wrong in (
        "",
        "x",
        ".",
        local.csrf[:-1],
        local.csrf + "0",
        other.csrf,
        local.csrf.split(".")[0],
        "é." + "é" * 64,
    ):
        assert local.client.post(THERE, data={"csrf": wrong}).status_code == 403, wrong
        told = local.client.post(THERE, headers={"X-CSRF-Token": wrong.encode()})
        assert told.status_code == 403, wrong
    assert local.client.post(THERE, json={"csrf": local.csrf}).status_code == 403
    assert local.client.post(f"{THERE}?csrf={local.csrf}").status_code == 403
    assert local.client.put(THERE).status_code == 403
    assert local.client.delete(THERE).status_code == 403
    assert local.post(THERE).status_code == 200
    assert local.client.post(THERE, headers={"X-CSRF-Token": local.csrf}).status_code == 200
    assert local.client.post(THERE, data={"csrf": local.csrf}, files={"text": ("", b"a")}).status_code == 200
    assert log(file_ledger, "refusal")[-1].subject == f"POST {THERE}"


def test_the_proof_is_of_one_browser_and_another_in_each_answer(local: Browser, file_ledger: Ledger) -> None:
    first = local.csrf
    local.get("/account")
    assert local.csrf != first
    assert local.client.post(THERE, data={"csrf": first}).status_code == 200, "pages that are open go on"
    stranger = browser(desk_of(file_ledger, LOCAL))
    stranger.get("/account")
    stranger.csrf = local.csrf
    assert stranger.post(THERE).status_code == 403


def test_a_proof_holds_for_its_key() -> None:
    told = csrf_for(b"key")
    assert is_csrf(b"key", told)
    assert not is_csrf(b"other", told)
    salt, _, sign = told.partition(".")
    assert not is_csrf(b"key", f"x{salt}.{sign}")
    assert not is_csrf(b"key", "")
    assert not is_csrf(b"key", "\ud800.\ud800" * 300)


OWN = "http://127.0.0.1:8400"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": OWN}, 200),
        ({"Origin": OWN, "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 200),  # a form under Referrer-Policy: no-referrer
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Origin": "null"}, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "https://127.0.0.1:8400"}, 403),
        ({"Origin": "http://127.0.0.1:8401"}, 403),
        ({"Origin": "http://127.0.0.1"}, 403),
        ({"Origin": "http://localhost:8400"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:8400.evil.example"}, 403),
        ({"Origin": ""}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": OWN}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 403),
    ],
)
def test_other_sites_change_nothing(local: Browser, headers: dict[str, str], status: int) -> None:
    told = local.client.post(THERE, data={"csrf": local.csrf}, headers=headers)
    assert told.status_code == status


def test_over_plain_http_elsewhere_a_form_without_an_origin_needs_the_proof_alone(file_ledger: Ledger) -> None:
    """There browsers tell no Sec-Fetch-Site, and Referrer-Policy: no-referrer makes the origin null."""
    user(file_ledger, role="admin")
    there = browser(desk_of(file_ledger, host="192.0.2.9"), base="http://192.0.2.9:8400")
    there.login()
    there.get("/account")
    assert there.client.post(THERE, data={"csrf": there.csrf}, headers={"Origin": "null"}).status_code == 200
    assert there.client.post(THERE, headers={"Origin": "null"}).status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 200),
        ({"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}, 200),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}, 403),
    ],
)
def test_other_sites_may_link_here_and_no_more(local: Browser, headers: dict[str, str], status: int) -> None:
    assert local.client.get("/account", headers=headers).status_code == status


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8400", 200),
        ("127.0.0.1", 200),
        ("localhost:8400", 200),
        ("LOCALHOST", 200),
        ("localhost.", 200),
        ("[::1]:8400", 200),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("127.0.0.1@evil.example", 421),
        ("192.0.2.1", 421),
        ("0.0.0.0", 421),
        ("", 421),
        ("127.0.0.1:port", 421),
        ("[::1", 421),
        ("<script>", 421),
    ],
)
def test_the_desk_answers_to_the_names_of_this_machine(local: Browser, host: str, status: int) -> None:
    """Else any site could point its own name here (DNS rebinding)."""
    told = local.client.get("/api/test/reader", headers={"Host": host})
    assert told.status_code == status
    assert local.client.get("/static/icon.svg", headers={"Host": host}).status_code == status
    assert "script" not in told.text


def test_elsewhere_it_answers_to_the_names_that_were_given(file_ledger: Ledger) -> None:
    def asked(name: str, **settings: object) -> int:
        return browser(desk_of(file_ledger, **settings)).client.get("/login", headers={"Host": name}).status_code

    named = {"host": "0.0.0.0", "names": ("Desk.example.org",)}
    assert asked("desk.example.org:8400", **named) == 200
    assert asked("192.0.2.7:8400", **named) == 200, "a number is nobody's name"
    assert asked("[2001:db8::1]:8400", **named) == 200
    assert asked("other.example.org", **named) == 421
    assert asked("192.0.2.9", host="192.0.2.9") == 200
    assert asked("192.0.2.8", host="192.0.2.9") == 421
    assert asked("desk.example.org", host="127.0.0.1", names=("desk.example.org",)) == 200


def test_names_beside_those_of_this_machine_demand_a_user(file_ledger: Ledger) -> None:
    """A proxy may stand before it."""
    told = browser(desk_of(file_ledger, LOCAL, names=("desk.example.org",))).get("/account")
    assert told.status_code == 303


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Forwarded-Host"])
def test_a_proxy_before_a_desk_without_login_is_refused(local: Browser, file_ledger: Ledger, name: str) -> None:
    assert local.client.get("/account", headers={name: "192.0.2.1"}).status_code == 403
    assert browser(desk_of(file_ledger)).client.get("/login", headers={name: "192.0.2.1"}).status_code == 200


def test_what_is_sent_is_bounded(local: Browser) -> None:
    def parts(size: int) -> Iterator[bytes]:
        for _ in range(size // 100_000):
            yield b"x" * 100_000

    proof = {"X-CSRF-Token": local.csrf}
    assert local.client.post(THERE, content=b"x" * MOST, headers=proof).status_code == 200
    assert local.client.post(THERE, content=b"x" * (MOST + 1), headers=proof).status_code == 413
    assert local.client.post(THERE, content=parts(MOST), headers=proof).status_code == 200
    assert local.client.post(THERE, content=parts(MOST + 100_000), headers=proof).status_code == 413
    for length in ("9" * 30, "-1", "x", "1e3", "²"):
        told = local.client.post(THERE, content=b"x", headers={**proof, "Content-Length": length.encode()})
        assert told.status_code == 413, length
    assert local.client.get("/account", headers={"Content-Length": str(MOST + 1)}).status_code == 413


def test_a_form_is_read_whole_and_given_on(local: Browser, file_ledger: Ledger) -> None:
    """The guards read it first; the page must get all of it."""
    told = local.post("/people", name="Ana Sol", role="reader", password="", filler="è" * 150_000)
    assert told.status_code == 303
    assert [one.subject for one in log(file_ledger, "user added")] == ["Ana Sol"]
    assert local.post("/test/long", text="è" * 300_000).json()["text"] == 300_000
    parts = {"csrf": (None, local.csrf), "text": (None, "и" * 900_000)}
    assert local.client.post("/test/long", files=parts).json()["text"] == 900_000


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("multipart/form-data", b"", 400),
        ("multipart/form-data; boundary=x", b"no form at all", 400),
        ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(2000)), 400),
        ("application/x-www-form-urlencoded", b"\xff\xfe%zz=%ff&csrf", 403),
        ("text/plain", b"csrf=1", 403),
    ],
)
def test_what_is_no_form_is_refused(local: Browser, kind: str, body: bytes, status: int) -> None:
    assert local.client.post(THERE, content=body, headers={"Content-Type": kind}).status_code == status


@pytest.mark.parametrize(
    "path", ["/account", "/nothing", "/api/test/reader", "/api/nothing", "/static/icon.svg", "/static/x"]
)
def test_every_answer_has_safe_headers(local: Browser, path: str) -> None:
    told = local.client.get(path)
    assert {name: told.headers.get(name) for name in ALWAYS} == ALWAYS
    assert told.headers["cache-control"] == ("no-cache" if path.startswith("/static") else "no-store")
    assert "strict-transport-security" not in told.headers
    refused = local.client.post(path)
    assert refused.status_code in (403, 405)
    assert refused.headers["content-security-policy"] == POLICY
    stranger = local.client.get(path, headers={"Host": "evil.example"})
    assert stranger.headers["content-security-policy"] == POLICY


def test_the_policy_lets_nothing_inline_run() -> None:
    assert "unsafe" not in POLICY
    assert "*" not in POLICY
    assert POLICY.startswith("default-src 'none'")


def test_files_are_kept_for_good_by_an_address_that_tells_their_content(local: Browser) -> None:
    assert local.client.get("/static/icon.svg?v=abc").headers["cache-control"] == FOR_GOOD
    assert local.client.get("/static/none.svg?v=abc").headers["cache-control"] == "no-cache"
    assert local.client.get("/account?v=abc").headers["cache-control"] == "no-store"


def test_programs_are_told_in_json_and_persons_on_a_page(local: Browser) -> None:
    assert set(local.client.post("/api/test/reader").json()) == {"detail"}
    told = local.client.post(THERE)
    assert told.headers["content-type"].startswith("text/html")
    assert "<h1>" in told.text


def test_writes_are_counted(local: Browser) -> None:
    told = [local.client.post(THERE, headers={"X-CSRF-Token": local.csrf}) for _ in range(121)]
    assert [one.status_code for one in told] == [200] * 120 + [429]
    assert 1 <= int(told[-1].headers["retry-after"]) <= 60
    assert local.get("/account").status_code == 200


def test_pasting_is_counted_for_each_visitor(file_ledger: Ledger) -> None:
    desk = desk_of(file_ledger)
    _, ana = token(file_ledger, user(file_ledger))
    _, bo = token(file_ledger, user(file_ledger, "Bo"))
    client = browser(desk).client
    assert [client.post("/test/paste", headers=ana).status_code for _ in range(11)] == [200] * 10 + [429]
    assert client.post("/test/paste", headers=bo).status_code == 200
    desk.state.limits.lifted = True
    assert client.post("/test/paste", headers=ana).status_code == 200


def test_the_log_is_not_flooded_with_refusals(local: Browser, file_ledger: Ledger) -> None:
    for _ in range(30):
        assert local.client.post(THERE).status_code == 403
    assert len(log(file_ledger, "refusal")) == 20


def test_addresses_of_one_customer_count_together() -> None:
    assert network("2001:db8::1") == network("2001:db8:0:0:ffff::9") == "2001:db8::/64"
    assert network("::ffff:192.0.2.1") == network("192.0.2.1") == "192.0.2.1"
    assert network("fe80::1%eth0") == "fe80::/64"
    assert network("testclient") == "testclient"


def test_nothing_is_sent_to_a_file(local: Browser, file_ledger: Ledger) -> None:
    there = browser(desk_of(file_ledger))
    for one, status in ((local, 403), (there, 303)):
        told = one.client.post("/static/desk.css", headers={"X-CSRF-Token": "a.b"})
        assert told.status_code == status
    there.client.headers["HX-Request"] = "true"
    told = there.client.get("/account", headers={"HX-Current-URL": "http://["})
    assert (told.status_code, told.headers["hx-redirect"]) == (401, "/login")


def test_a_store_that_fails_at_the_gate_is_told_so(file_ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    _, header = token(file_ledger, user(file_ledger))
    there = browser(desk_of(file_ledger))

    def fail(*_: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr(tokens, "token_given", fail)
    told = there.client.get("/account", headers=header)
    assert told.status_code == 503
    assert told.headers["content-security-policy"] == POLICY


def test_a_token_that_ends_meanwhile_is_no_fault(file_ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    made, header = token(file_ledger, user(file_ledger))
    there = browser(desk_of(file_ledger))
    given = tokens.token_given

    def ends(connection: Connection, secret: str, now: str) -> Token | None:
        found = given(connection, secret, now)
        connection.rollback()
        with noting(file_ledger.engine) as other:
            end_token(other, made, now)
        return found

    monkeypatch.setattr(tokens, "token_given", ends)
    assert there.client.get("/api/test/reader", headers=header).status_code == 200
