"""The desk in Italian: every word of it is translated, and no page falls back to English."""

from __future__ import annotations

import ast
import importlib.util
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from lxml import html
from sqlalchemy import select
from starlette.testclient import TestClient

from verbale.record import Act, ActorKind, DocumentKind, EventType, ProposalKind, ProposalStatus, Stance, StatementKind
from verbale.record import Status as EventStatus
from verbale.store import Ledger
from verbale.store.access.audit import ACTIONS
from verbale.store.access.roles import ROLES
from verbale.store.judging import FIELDS, judge_fact
from verbale.store.restating import OF_FACTS
from verbale.store.tables import facts
from verbale.threads.linking import Feature
from verbale.threads.points.differences import Kind
from verbale.threads.status import Befell
from verbale.views.contacts import STANDINGS
from verbale.views.queue import KINDS, NAMES
from verbale.views.timeline import LANES
from verbale.web.app import make_desk
from verbale.web.phrases import MOULDS, phrased, worded
from verbale.web.rendering import SECTIONS
from verbale.web.settings import DeskSettings
from verbale.web.telling import event_told
from verbale.web.words import SIGNS, WORDS

ROOT = Path(__file__).parents[2]
WEB = ROOT / "src" / "verbale" / "web"
ITALIAN = {"Accept-Language": "it"}
CLOSED: dict[str, tuple[str, ...]] = {
    "stances": get_args(Stance),
    "standings": STANDINGS,
    "lanes": LANES,
    "statuses": get_args(EventStatus),
    "types": get_args(EventType),
    "proposals": get_args(ProposalKind),
    "statuses of proposals": get_args(ProposalStatus),
    "what befalls them": get_args(Befell),
    "acts": get_args(Act),
    "forms": get_args(StatementKind),
    "actors": get_args(ActorKind),
    "documents": get_args(DocumentKind),
    "differences": get_args(Kind),
    "features": get_args(Feature),
    "kinds": KINDS,
    "fields": tuple(name for own in FIELDS.values() for name in own),
    "verdicts": tuple(OF_FACTS),
    "signs": tuple(SIGNS),
    "reasons": tuple(name for name in NAMES if name not in ("confidence", "told by origins")),
    "roles": tuple(ROLES),
    "actions": ACTIONS,
    "sections": SECTIONS,
}
PAGES = (
    "/",
    "/?track=Kyrgyzstan+%E2%80%93+Tajikistan&as_of=2024-03-20",
    "/timeline",
    "/timeline?lane=agreement&party=NOBODY",
    "/contacts",
    "/contacts?party=NOBODY",
    "/contacts/graph",
    "/readouts",
    "/incidents",
    "/incidents?party=NOBODY",
    "/map",
    "/actors",
    "/documents",
    "/brief?since=2024-03-01",
    "/review",
    "/review/list",
    "/judgements",
    "/search?q=ceasefire",
    "/search?q=%21",
    "/paste",
    "/account",
    "/people",
    "/audit",
    "/api/docs",
    "/nowhere",
    "/facts/nothing",
    "/actors/nobody",
    "/documents/none",
    "/readouts/none",
    "/language?to=xx",
    "/?since=yesterday",
    "/?track=none",
    "/?limit=0",
    "/documents?kind=poem",
)
# What is quoted from documents, or is told of the API in English.
QUOTED = (
    "//blockquote | //q | //del | //ins | //body//*[@lang='en'] | //code | //pre | //textarea | //option | //datalist"
)
ATTRIBUTES = re.compile(r"aria-label|title|placeholder|data-(?!fact|items|points|shapes|copy)[\w-]+")


@pytest.fixture(scope="module")
def words() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_words", ROOT / "docs" / "words.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def italian() -> Catalog:
    with (WEB / "locale" / "it.po").open("rb") as file:
        return read_po(file, locale="it")


def pairs() -> Iterator[tuple[str, str]]:
    """Every form of every message, with its translation."""
    for message in italian():
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
        said = message.string if isinstance(message.string, (tuple, list)) else (message.string or "",)
        assert len(ids) == len(said), ids
        yield from zip(ids, said, strict=True)


def test_the_catalogue_is_that_of_the_templates(words: ModuleType) -> None:
    path = WEB / "locale" / "it.po"
    written = path.read_bytes()
    assert words.refreshed(written, "it") == written, "it.po is stale: run python docs/words.py, and translate"


def test_new_words_come_in_empty_and_gone_ones_go(words: ModuleType) -> None:
    had = b'msgid ""\nmsgstr ""\n\nmsgid "accepts"\nmsgstr "accetta"\n\nmsgid "of old"\nmsgstr "di una volta"\n'
    made = words.refreshed(had, "it").decode()
    assert 'msgid "accepts"\nmsgstr "accetta"' in made
    assert 'msgid "rejects"\nmsgstr ""' in made
    assert "of old" not in made
    assert words.refreshed(made.encode(), "it").decode() == made


def test_each_word_is_translated_with_the_same_gaps() -> None:
    for said, told in pairs():
        assert told.strip(), f"not translated: {said!r}"
        gaps = [sorted(re.findall(r"%\(\w+\)s", text)) for text in (said, told)]
        assert gaps[0] == gaps[1], said
        rest = re.sub(r"%\(\w+\)s", "", told)
        assert "%" not in rest, f"a bare per cent sign breaks the formatting: {told!r}"


def test_a_translation_begins_like_its_word() -> None:
    for said, told in pairs():
        if said[0].isalpha() and told[0].isalpha() and said not in ("English", "Italian"):
            assert said[0].isupper() == told[0].isupper(), (said, told)
        assert told.isupper() or not said.isupper(), (said, told)


def test_no_markup_is_translated() -> None:
    for said, told in pairs():
        assert not re.search(r"[<>]|&\w+;|&#", said + told), said


@pytest.mark.parametrize("name", CLOSED)
def test_closed_classes_are_words(name: str) -> None:
    assert CLOSED[name]
    missing = [value for value in CLOSED[name] if value not in WORDS]
    assert not missing, missing


def test_manners_and_modes_are_words() -> None:
    """The closed classes that the codebook keeps."""
    world = ROOT / "src" / "verbale" / "codebook" / "data"
    topics = tomllib.loads((world / "en" / "topics.toml").read_text(encoding="utf-8"))
    assert len(topics["manner"]) > 5
    assert set(topics["manner"]) <= set(WORDS)
    events = tomllib.loads((world / "world" / "events.toml").read_text(encoding="utf-8"))
    modes = {mode["key"] for one in events["type"] for mode in one.get("modes", ())}
    assert len(modes) > 20
    assert modes <= set(WORDS)


def test_the_titles_of_the_brief_are_words() -> None:
    titles = set()
    for path in (ROOT / "src" / "verbale" / "views").glob("brief*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Section":
                titles.add(ast.literal_eval(call.args[1]))
    assert len(titles) > 5
    assert titles <= set(WORDS)


def shown(page: str) -> Iterator[str]:
    """What a page shows or reads aloud, but for what it quotes."""
    tree = html.fromstring(page)
    quoted = {part for one in tree.xpath(QUOTED) for part in one.iter()}
    for one in tree.iter():
        if not isinstance(one.tag, str) or one.tag in ("script", "style"):
            continue
        if one not in quoted:
            yield one.text or ""
            yield from (value for name, value in one.attrib.items() if ATTRIBUTES.fullmatch(name))
        parent = one.getparent()
        if parent is not None and parent not in quoted:
            yield one.tail or ""


@cache
def english() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The words of the interface that are longer than two, as they would stand in a page."""
    found = []
    for message in italian():
        for said in message.id if isinstance(message.id, (tuple, list)) else (message.id,):
            fixed = [part.strip() for part in re.split(r"%\(\w+\)s", said)]
            if len(" ".join(fixed).split()) > 2:
                found.append((said, re.compile(r"\s*.{1,200}?\s*".join(re.escape(part) for part in fixed))))
    return tuple(found)


def left_over(page: str) -> list[str]:
    texts = {" ".join(text.split()) for text in shown(page)}
    return [f"{said!r} in {text!r}" for text in texts if text for said, form in english() if form.fullmatch(text)]


def test_english_is_found_where_it_is(desk: TestClient) -> None:
    assert len(left_over(desk.get("/", headers={"Accept-Language": "en"}).text)) > 5


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_italian(desk: TestClient, path: str) -> None:
    page = desk.get(path, headers=ITALIAN)
    assert page.status_code < 500
    assert '<html lang="it">' in page.text
    assert not left_over(page.text)


def test_facts_documents_actors_and_readouts_are_italian(desk: TestClient, ledger: Ledger) -> None:
    with ledger.reading() as connection:
        rows = connection.execute(select(facts.c.key, facts.c.kind).order_by(facts.c.id)).all()
    keys = {row.kind: row.key for row in rows}
    assert len(keys) == 6
    paths = [f"/facts/{key}" for key in keys.values()] + [f"/review?at={key}" for key in keys.values()]
    for found, start in (("/documents", "/documents/"), ("/actors", "/actors/"), ("/readouts", "/readouts/")):
        links = re.findall(rf'href="({start}[^"?#]+)', desk.get(found).text)
        assert links
        paths += links[:2]
    for path in paths:
        page = desk.get(path, headers=ITALIAN)
        assert page.status_code == 200, path
        assert not left_over(page.text), path


def test_a_pasted_text_is_told_in_italian(desk: TestClient) -> None:
    form = desk.get("/paste").text
    csrf = re.search(r'name="csrf" value="([^"]+)"', form)
    assert csrf is not None
    told = {
        "csrf": csrf[1],
        "act": "read",
        "text": "Russia accused Ukraine of shelling Belgorod. The minister denied it.",
    }
    page = desk.post("/paste", data=told, headers={**ITALIAN, "Origin": "http://127.0.0.1:8400"})
    assert page.status_code == 200
    assert '<th scope="col">chi</th>' in page.text
    assert not left_over(page.text)


def test_judgements_are_told_in_italian(desk: TestClient, ledger: Ledger) -> None:
    with ledger.writing() as connection:
        key = str(connection.execute(select(facts.c.key).where(facts.c.kind == "position")).scalar())
        judge_fact(connection, key, "correct", ("stance=rejects",), "Ada", "as the letter says", ledger.clock())
        judge_fact(connection, key, "reject", (), "Bob", "it does not", ledger.clock())
    for path in ("/judgements", f"/facts/{key}", f"/review?at={key}", "/review", "/"):
        page = desk.get(path, headers=ITALIAN)
        assert not left_over(page.text), path
    assert "I revisori dissentono" in desk.get("/judgements", headers=ITALIAN).text


def test_the_login_is_italian(ledger: Ledger) -> None:
    with TestClient(make_desk(ledger, DeskSettings(login=True)), base_url="http://127.0.0.1:8400") as desk:
        page = desk.get("/login", headers=ITALIAN)
    assert "Accedi" in page.text
    assert not left_over(page.text)


def test_the_brief_is_italian(desk: TestClient) -> None:
    page = desk.get("/brief?since=2024-03-01", headers=ITALIAN).text
    assert "Contatti previsti" in page
    marks = {" ".join(one.split()) for one in re.findall(r'<span class="mark">([^<]+)</span>', page)}
    assert "nuovo" in marks
    assert not {"new", "changed", "one source", "uncertain", "disputed", "tomorrow"} & marks


def refusals() -> Iterator[tuple[str, str]]:
    """What the desk answers where it refuses something: the fixed texts, with a number for what they leave open."""
    for path in sorted(WEB.rglob("*.py")):
        if "api" in path.parts:
            continue
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            told = [one.value for one in call.keywords if one.arg in ("problem", "reason")]
            if name in ("HTTPException", "AccessError", "ValueError"):
                told += call.args
            for one in told:
                if text := _text(one):
                    yield path.name, text


def _text(value: ast.expr) -> str:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return value.value
    if isinstance(value, ast.JoinedStr):
        return "".join("2024" if isinstance(one, ast.FormattedValue) else _text(one) for one in value.values)
    return ""


def test_refusals_are_told_in_the_visitors_language() -> None:
    found = [(name, text) for name, text in refusals() if len(text.split()) > 1]
    assert len(found) > 15
    english = [one for one in found if phrased(one[1], "it") == one[1]]
    assert not english, "put a mould of it into web/phrases.py"


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/facts/st0", "non c’è un fatto st0"),
        ("/actors/Q1", "in questi testi non c’è un attore Q1"),
        ("/documents/x?version=3", "non c’è una versione 3 del documento x"),
        ("/?limit=0", "limit: deve essere almeno 1"),
        ("/?track=none", "non c’è un dossier"),
        ("/?since=never", "Data non valida"),
    ],
)
def test_a_reason_is_told_in_italian(desk: TestClient, path: str, told: str) -> None:
    assert told in desk.get(path, headers=ITALIAN).text
    assert told not in desk.get(path, headers={"Accept-Language": "en"}).text


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("this needs the role reviewer; yours is reader", "serve il ruolo revisore; quello attuale è lettore"),
        ("held: meeting or call with Oman in Doha", "avvenuto: incontro / telefonata con Oman, Doha"),
        ("planned: summit, moved from 2024-03-01", "previsto: vertice, spostato da 2024-03-01"),
        ("undated, told on 2024-03-01", "senza data, riferito: 2024-03-01"),
        ("2024-03-01 to 2024-03-05", "da 2024-03-01 a 2024-03-05"),
        ("3 or 12 killed, 5 injured", "3 / 12 uccisi, 5 feriti"),
        ("both are: ceasefire", "entrambi: cessate il fuoco"),
        ("accepts the prisoner exchange, by Oman", "accetta: scambio di prigionieri, di Oman"),
        (
            "ceasefire, 14 days, by Oman, an amended draft of ceasefire, 21 days: in force",
            "cessate il fuoco, 14 giorni, di Oman, bozza emendata di cessate il fuoco, 21 giorni: in vigore",
        ),
        (
            "rejects the peace plan, after accepts on 2024-03-14, then rejects on 2024-03-16",
            "respinge: piano di pace, dopo: accetta (2024-03-14), poi respinge (2024-03-16)",
        ),
        (
            "accounts of the drone strike differ: by whom, denied",
            "versioni discordanti (attacco con droni): da chi, smentito",
        ),
        ("", ""),
        ("What a person wrote of %(name)s 100 %", "What a person wrote of %(name)s 100 %"),
        ("there is no track '%(x)s <b>'", "non c’è un dossier '%(x)s <b>'"),
    ],
)
def test_sentences_from_below_the_desk(given: str, told: str) -> None:
    assert phrased(given, "it") == told
    assert phrased(given, "en") == given


def test_types_of_events_in_small_letters() -> None:
    assert worded("CONSULT", "it") == "CONSULTA"
    assert worded("consult", "it") == "consulta"
    assert worded("Kok-Tash", "it") == "Kok-Tash"


def test_one_killed_and_several() -> None:
    assert (
        event_told("shelling or attack: 1 killed, 2/3 injured", "it")
        == "cannoneggiamento / attacco: 1 ucciso, 2/3 feriti"
    )
    assert event_told("attack: 1 killed", "en") == "attack: 1 killed"


def test_each_mould_says_itself() -> None:
    """No mould is taken for another one that stands before it."""
    for mould in MOULDS:
        filled = re.sub(r"%\((\w+)\)s", lambda gap: FILLING.get(gap[1], "Xyz"), mould)
        own = re.sub(r"%\((\w+)\)s", lambda gap: ITS.get(gap[1], FILLING.get(gap[1], "Xyz")), said_of(mould))
        assert phrased(filled, "it") == own, mould


FILLING = dict.fromkeys(("number", "most", "killed", "injured"), "7")
FILLING |= dict.fromkeys(("day", "until", "since"), "2024-03-01")
FILLING |= {"standing": "held", "stance": "rejects", "befell": "in force", "modes": "call", "said": "nobody named"}
ITS = {
    "standing": "avvenuto",
    "stance": "respinge",
    "befell": "in vigore",
    "modes": "telefonata",
    "said": "nessuno nominato",
}


def said_of(mould: str) -> str:
    found = italian().get(mould)
    assert found is not None
    assert isinstance(found.string, str)
    return found.string


def test_a_long_sentence_is_left_as_it_is() -> None:
    hostile = "there is no fact " * 5_000
    assert phrased(hostile, "it") == hostile
