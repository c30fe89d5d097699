"""A real post in, an explained decision out: over HTTP, from a server that is a process of its own."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

import httpx
import pytest

from tests.end_to_end.server import Server

EXTERNAL = {"audience": "external"}
INTERNAL = {"audience": "internal"}


def decide(client: httpx.Client, **post: Any) -> dict[str, Any]:
    """The decision about a post."""
    answer = client.post("/v1/check", json=post)
    assert answer.status_code == 200, answer.text
    decision: dict[str, Any] = answer.json()
    return decision


def test_the_first_start_prints_who_may_sign_in_and_a_key_once(server: Server) -> None:
    assert re.search(r"administrator  admin, one-time password \w{4}-\w{4}-\w{4}-\w{4}", server.printed)
    assert server.printed.count("gp_live_") == 2, "once to keep, once in the example"
    assert "94 rules" in server.printed
    assert "signals language, pii, shape, text" in server.printed


@pytest.mark.parametrize(
    ("post", "outcome"),
    [
        ({"text": "Great result, congratulations to the whole team!", **INTERNAL}, "allow"),
        ({"text": "Danke an alle, die beim Umzug geholfen haben.", **INTERNAL}, "allow"),
    ],
)
def test_people_may_speak(client: httpx.Client, post: dict[str, Any], outcome: str) -> None:
    assert decide(client, **post)["outcome"] == outcome


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("You are a worthless piece of trash and everybody hates you.", "en"),
        ("Du bist ein dummes Stück Dreck, keiner will dich hier.", "de"),
        ("I will find you and I will break your legs.", "en"),
        ("Ich finde dich und dann schlage ich dich tot.", "de"),
    ],
)
def test_attacks_are_held_or_stopped_and_the_model_has_its_say(client: httpx.Client, text: str, language: str) -> None:
    decision = decide(client, text=text, **INTERNAL, author={"language": language}, thorough=True)
    assert decision["outcome"] in ("review", "block")
    asked = {signal for reason in decision["reasons"] for signal in (each["signal"] for each in reason["conditions"])}
    assert asked & {"toxicity", "insult", "threat", "hate"}
    assert decision["guidance"]["language"] == language
    assert decision["risk"] > 0.3


def test_personal_data_is_found_to_the_character(client: httpx.Client) -> None:
    text = "👩‍💻 Zahlung bitte auf DE89 3704 0044 0532 0130 00, danke"
    decision = decide(client, text=text, **EXTERNAL, author={"language": "de"})
    assert decision["outcome"] in ("review", "block")
    places = [
        place
        for reason in decision["reasons"]
        for condition in reason["conditions"]
        if condition["signal"] == "pii.iban"
        for place in condition["places"]
    ]
    assert [text[place["start"] : place["end"]] for place in places] == ["DE89 3704 0044 0532 0130 00"]
    in_utf16 = text.encode("utf-16-le")
    assert [in_utf16[2 * place["utf16_start"] : 2 * place["utf16_end"]].decode("utf-16-le") for place in places] == [
        "DE89 3704 0044 0532 0130 00"
    ]


def test_a_disguised_word_is_seen_where_it_stands(client: httpx.Client) -> None:
    text = "such an \u0456\u200bd\u200b1ot"
    decision = decide(client, text=text, **INTERNAL)
    labels = {
        text[place["start"] : place["end"]]
        for reason in decision["reasons"]
        for condition in reason["conditions"]
        for place in condition["places"] or ()
    }
    assert "\u0456\u200bd\u200b1ot" in labels


def test_a_decision_can_be_read_again_byte_for_byte(client: httpx.Client) -> None:
    first = client.post("/v1/check", json={"text": "Hello", **INTERNAL})
    again = client.get(f"/v1/decisions/{first.json()['id']}")
    assert again.content == first.content


def test_a_batch_is_decided_in_order(client: httpx.Client) -> None:
    posts = [{"text": "Hello", **INTERNAL}, {"text": "My IBAN is DE89370400440532013000", **EXTERNAL}] * 5
    answer = client.post("/v1/check/batch", json={"posts": posts})
    outcomes = [decision["outcome"] for decision in answer.json()["decisions"]]
    assert outcomes[0] == "allow"
    assert outcomes[1] != "allow"
    assert outcomes == outcomes[:2] * 5


def test_the_same_key_gives_the_same_decision(client: httpx.Client) -> None:
    headers = {"Idempotency-Key": "e2e-1"}
    first = client.post("/v1/check", json={"text": "Hello", **INTERNAL}, headers=headers)
    again = client.post("/v1/check", json={"text": "Hello", **INTERNAL}, headers=headers)
    other = client.post("/v1/check", json={"text": "Goodbye", **INTERNAL}, headers=headers)
    assert again.content == first.content
    assert (again.status_code, other.status_code) == (200, 409)


BAD = [
    (b'{"text": "", "audience": "internal"}', 422, "text_empty"),
    ('{"text": "\u200b\u2060", "audience": "internal"}'.encode(), 422, "text_empty"),
    (b'{"text": "' + b"x" * 100_001 + b'", "audience": "internal"}', 422, "text_too_long"),
    (b'{"text": "caf\xe9", "audience": "internal"}', 400, "body_not_utf8"),
    (b'{"text": "a\\ud800b", "audience": "internal"}', 400, "body_has_lone_surrogate"),
    (b'{"text": "a\\u0000b", "audience": "internal"}', 422, "text_has_nul"),
    (b'{"text": "a", "audience": "internal"', 400, "body_not_json"),
    (b"[" * 10_000, 400, "body_too_deep"),
    (b'{"text": "a"}', 422, "invalid"),
    (b'{"text": "' + b"x" * 1_100_000 + b'", "audience": "internal"}', 413, "body_too_large"),
]


@pytest.mark.parametrize(("body", "status", "code"), BAD, ids=[f"{code}-{number}" for number, (_, _, code) in enumerate(BAD)])
def test_bad_input_is_answered_with_the_problem_and_the_way_out(client: httpx.Client, body: bytes, status: int, code: str) -> None:
    answer = client.post("/v1/check", content=body, headers={"Content-Type": "application/json"})
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (status, f"/problems/{code}")
    assert problem["detail"]


def test_deeply_nested_html_is_read(client: httpx.Client) -> None:
    text = "<div>" * 9_000 + "you idiot" + "</div>" * 9_000
    decision = decide(client, text=text, **INTERNAL, format="html")
    places = [place for reason in decision["reasons"] for condition in reason["conditions"] for place in condition["places"] or ()]
    assert "idiot" in {text[place["start"] : place["end"]] for place in places}


def test_without_a_good_key_nothing_is_decided(server: Server) -> None:
    for headers in ({}, {"Authorization": "Bearer gp_live_wrong"}, {"Authorization": "Basic YTpi"}):
        answer = httpx.post(f"{server.address}/v1/check", json={"text": "Hello", **INTERNAL}, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")


def test_no_text_and_no_key_lie_in_the_clear(server: Server, client: httpx.Client) -> None:
    decide(client, text="A sentence nobody else would write: quokkas yodel", **INTERNAL)
    with sqlite3.connect(server.data / "guidepost.db") as connection:
        connection.execute("PRAGMA wal_checkpoint")
    for file in server.data.glob("guidepost.db*"):
        content = file.read_bytes()
        assert b"quokkas yodel" not in content
        assert server.api_key.encode() not in content
    log = server.log.read_text("utf-8")
    assert "quokkas" not in log
    assert server.api_key not in log
