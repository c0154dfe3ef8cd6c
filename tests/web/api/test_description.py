"""The OpenAPI description, and that what answers keeps its word: whatever is asked, in bounds and out of them."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.schemas import BaseSchema
from starlette.testclient import TestClient

from tests.web.api.conftest import BASE
from tests.web.conftest import NOON
from tests.web.security.browsing import LOGIN, token, user
from verbale.store import Ledger
from verbale.web.api import ROUTERS
from verbale.web.app import make_desk
from verbale.web.security.limits import Limits

EXAMPLES = 6  # of each operation and way
# A day, a track or a key of the right form that there is not is refused; parameters that nobody knows are passed over.
LEFT_OUT = {"positive_data_acceptance", "negative_data_rejection"}
TRACK = "Kyrgyzstan – Tajikistan"


@cache
def described() -> dict[str, Any]:
    """The description, which needs no store."""
    bare = FastAPI()
    for router in ROUTERS:
        bare.include_router(router)
    return bare.openapi()


def operations() -> list[str]:
    return [f"{method.upper()} {path}" for path, own in described()["paths"].items() for method in own]


def test_all_operations_are_described(api: TestClient) -> None:
    told = api.get("/api/openapi.json").json()
    assert told["paths"].keys() == described()["paths"].keys()
    assert len(operations()) == 21
    for path, methods in told["paths"].items():
        for method, one in methods.items():
            name = f"{method} {path}"
            assert one["summary"], name
            assert one["description"], name
            assert one["security"] == [{"token": []}], name
            assert {"400", "401", "403", "413", "422", "429", "503"} < one["responses"].keys(), name
            assert ("404" in one["responses"]) == (
                "{" in path or path.endswith("compare") or name.startswith("post /api/v1/j")
            ), name
            for each in one.get("parameters", ()):
                schema = each["schema"].get("items", each["schema"])
                bounds = {"maxLength", "maximum", "enum"} & schema.keys() or schema["type"] == "boolean"
                assert bounds, f"{name}: {each['name']} has no bound"
                assert each.get("description"), f"{name}: {each['name']}"
    assert Counter(re.findall(r'"operationId":"(\w+)"', api.get("/api/openapi.json").text)).most_common(1)[0][1] == 1


def test_every_refusal_has_the_same_shape() -> None:
    for methods in described()["paths"].values():
        for one in methods.values():
            for status, answer in one["responses"].items():
                if not status.startswith("2"):
                    schema = answer["content"]["application/json"]["schema"]
                    assert schema == {"$ref": "#/components/schemas/Refusal"}, status


def test_shapes_are_described_by_the_views() -> None:
    shapes = described()["components"]["schemas"]
    assert "HTTPValidationError" not in shapes
    assert shapes["Contact"]["description"].startswith("One contact on the day")
    assert shapes["Line"]["properties"]["accounts"]["items"] == {"$ref": "#/components/schemas/Line"}


def test_the_manual_tells_them(desk: TestClient) -> None:
    page = desk.get("/api/docs")
    assert page.status_code == 200
    for operation in operations():
        assert f"<code>{operation.split()[1]}</code>" in page.text, operation
    ids = Counter(re.findall(r' id="([^"]+)"', page.text))
    assert ids.most_common(1)[0][1] == 1
    assert {*re.findall(r'href="#([^"]+)"', page.text)} <= ids.keys()
    assert "``" not in page.text


@dataclass(frozen=True)
class Asked:
    """The API as it is asked at random: the names of things that there are, and a reviewer's token."""

    schema: BaseSchema
    headers: dict[str, str]
    known: Mapping[str, Any]


@pytest.fixture(scope="module")
def asked(example_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """One desk for all operations, as it takes its time to make it."""
    load_all_checks()
    path = tmp_path_factory.mktemp("asked") / "desk.db"
    shutil.copy(example_store, path)
    with Ledger.open(path, clock=lambda: NOON) as ledger:
        desk = make_desk(ledger, LOGIN)
        desk.state.limits = Limits(lifted=True)
        headers = token(ledger, user(ledger, "Rosa", "reviewer", None), "reviewer")[1]
        schema = schemathesis.openapi.from_dict(desk.openapi())
        schema.app = desk
        schema.config.update(base_url=BASE)
        yield Asked(schema, headers, names(TestClient(desk, base_url=BASE, headers=headers)))


def names(api: TestClient) -> Mapping[str, Any]:
    """Names of things that there are."""

    def get(path: str) -> Any:
        return api.get(f"/api/v1/{path}").json()

    contact = get("readouts")[0]["contact"]
    return {
        "documents": [row["text"]["document"] for row in get("documents")["rows"]],
        "facts": get("timeline?limit=1")[0]["fact"],
        "contacts": contact["id"],
        "readouts": contact["id"],
        "actors": contact["people"][0]["key"],
    }


@pytest.mark.slow
@pytest.mark.parametrize("operation", operations())
@pytest.mark.parametrize("way", ["in bounds", "of what there is", "out of bounds"])
def test_an_operation_keeps_its_word(way: str, operation: str, asked: Asked) -> None:
    method, path = operation.split()
    mode = GenerationMode.NEGATIVE if way == "out of bounds" else GenerationMode.POSITIVE
    checks = [CHECKS.get_one(name) for name in CHECKS.get_all_names() if name not in LEFT_OUT]
    statuses: list[int] = []

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],
    )
    @given(case=asked.schema[path][method].as_strategy(generation_mode=mode))
    def asking(case: Case) -> None:
        if way == "of what there is":
            grounded(case, asked.known)
        answer = case.call(headers=asked.headers)
        statuses.append(answer.status_code)
        case.validate_response(answer, headers=asked.headers, checks=checks)

    asking()
    assert statuses
    assert max(statuses) < 500
    if way == "of what there is" and method != "DELETE":
        assert {200, 201} & {*statuses}, f"nothing was answered: {Counter(statuses)}"


def grounded(case: Case, known: Mapping[str, Any]) -> None:
    """Ask for things that there are, whenever that is."""
    case.query = {
        name: value
        for name, value in (case.query or {}).items()
        if name not in ("as_of", "known_at", "after", "version")
    }
    for name, value in (("track", TRACK), ("q", "ceasefire"), ("since", "2024-03-01"), ("topic", ["position"])):
        if name in case.query:
            case.query[name] = value
    if "document" in case.query:
        case.query["document"] = known["documents"][: len(case.query["document"])]
    of = case.operation.path.split("/")[3]
    for name in case.path_parameters or {}:
        if of in known:
            case.path_parameters[name] = known[of][0] if of == "documents" else known[of]
    if isinstance(case.body, dict):
        case.body |= {"fact": known["facts"]} if "fact" in case.body else {}
        case.body |= (
            {"text": f"The minister said that the truce holds. {case.body['text']}"} if "text" in case.body else {}
        )
