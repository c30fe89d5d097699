from __future__ import annotations

from typing import Any, get_args

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from guidepost.api.problem_kinds import KINDS
from guidepost.api.schema import BatchRequest, CheckRequest, Decision, Decisions, ProblemDetails
from guidepost.api.schema.examples import BATCH_REQUEST, CHECK_REQUESTS, DECISION_ALLOW, DECISION_BLOCK
from guidepost.api.schema.request import PostIn
from guidepost.engine.catalogue import AUDIENCES
from guidepost.engine.catalogue import KINDS as POST_KINDS
from guidepost.engine.views import Format

COMMON = {"401", "500", "503"}
BODY = {"400", "413", "415", "422", "500"}
STATUSES = {
    ("post", "/v1/check"): {"200", "409"} | COMMON | BODY,
    ("post", "/v1/check/batch"): {"200", "409"} | COMMON | BODY,
    ("get", "/v1/decisions/{decision_id}"): {"200", "404"} | COMMON,
    ("get", "/v1/decisions/{decision_id}/explanation"): {"200", "404", "409", "410"} | COMMON,
    ("get", "/v1/policies"): {"200"} | COMMON,
    ("get", "/v1/policies/{digest}"): {"200", "404"} | COMMON,
    ("get", "/v1/policies/{digest}/shadow"): {"200", "404"} | COMMON,
    ("post", "/v1/try"): {"200", "403", "503"} | BODY,
    ("get", "/healthz"): {"200", "500"},
    ("get", "/readyz"): {"200", "500", "503"},
}
PAGES = {"/", "/docs", "/problems/{code}", "/openapi.json"}
PEOPLES = {"/sign-in", "/sign-out", "/session", "/v1/me", "/account", "/account/password", "/account/sessions"}
"""For people who sign in, and the scripts of their pages: no platform needs them."""


@pytest.fixture(scope="module")
def document(anonymous: TestClient) -> Any:
    return anonymous.get("/openapi.json").json()


def test_every_route_is_documented_with_all_its_statuses(document: Any) -> None:
    found = {
        (method, path): set(operation["responses"])
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }
    assert found == STATUSES


def test_no_route_is_left_out(anonymous: TestClient, document: Any) -> None:
    app: Any = anonymous.app
    served = {route.path for route in app.routes if isinstance(route, Route)}
    included = {route.path for router in app.routes for route in getattr(getattr(router, "original_router", None), "routes", ())}
    desk = {path for path in served | included if path.startswith(("/policy", "/v1/drafts/", "/v1/desk/"))}
    assert desk
    assert served | included == set(document["paths"]) | PAGES | PEOPLES | desk


def test_every_error_is_a_problem_with_examples_in_both_languages(document: Any) -> None:
    for methods in document["paths"].values():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                if status == "200":
                    continue
                content = answer["content"]["application/problem+json"]
                assert content["schema"] == {"$ref": "#/components/schemas/ProblemDetails"}
                assert {name.rpartition(".")[2] for name in content["examples"]} == {"en", "de"}
                for name, example in content["examples"].items():
                    assert ProblemDetails.model_validate(example["value"]).status == int(status)
                    assert name.rpartition(".")[0] in KINDS


def test_every_reference_leads_somewhere(document: Any) -> None:
    def references(node: Any) -> list[str]:
        if isinstance(node, dict):
            own = [node["$ref"]] if "$ref" in node else []
            return own + [found for value in node.values() for found in references(value)]
        return [found for value in node for found in references(value)] if isinstance(node, list) else []

    missing = {
        name for name in references(document) if name.removeprefix("#/components/schemas/") not in document["components"]["schemas"]
    }
    assert not missing


def test_the_ways_to_send_a_key_are_described(document: Any) -> None:
    assert document["components"]["securitySchemes"]["Bearer"]["scheme"] == "bearer"
    assert document["paths"]["/v1/check"]["post"]["security"] == [{"Bearer": []}, {"ApiKey": []}]


def test_the_examples_fit_their_models() -> None:
    for example in CHECK_REQUESTS:
        CheckRequest.model_validate(example)
    BatchRequest.model_validate(BATCH_REQUEST)
    for decision in (DECISION_ALLOW, DECISION_BLOCK):
        Decision.model_validate(decision)


@pytest.mark.parametrize("text", ["Choir", "🎉 Nightjar Bank buys Bluebell, you idiot"])
def test_what_is_stored_fits_the_model_that_is_documented(client: TestClient, text: str) -> None:
    for author in ({}, {"unit": "theatre"}):
        answer = client.post(
            "/v1/check", json={"text": text, "audience": "external", "thorough": True, "topics": ["b", "a"], "author": author}
        )
        Decision.model_validate_json(answer.content)
    batch = client.post("/v1/check/batch", json={"posts": [{"text": text, "audience": "internal"}]})
    Decisions.model_validate_json(batch.content)


def test_the_words_a_post_may_use_are_the_engines() -> None:
    words = {name: set(get_args(PostIn.model_fields[name].annotation)) for name in ("audience", "kind", "format")}
    assert words == {"audience": AUDIENCES, "kind": POST_KINDS, "format": {each.value for each in Format}}


def test_the_reference_page_shows_every_route_and_loads_nothing_from_elsewhere(anonymous: TestClient, document: Any) -> None:
    page = anonymous.get("/docs").text
    for path in document["paths"]:
        assert path in page
    assert "http://" not in page
    assert "https://" not in page
