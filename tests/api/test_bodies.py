from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from guidepost.api.body import parse_json
from guidepost.api.problems import Problem

POST: dict[str, Any] = {"text": "Hello", "audience": "internal"}
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("body", "code", "told"),
    [
        (b'{"text": "a",\n "audience" "internal"}', "body_not_json", "line 2, column 13"),
        (b"", "body_not_json", "line 1, column 1"),
        (b'{"text": "a" // b\n}', "body_not_json", "line 1, column 14"),
        (b'{"text": NaN}', "body_not_json", "NaN"),
        (b'{"author": {"tenure_days": ' + b"9" * 5000 + b"}}", "body_not_json", "number too long"),
        (b'{"text": "\xff"}', "body_not_utf8", "0xff at position 10"),
        ("{}".encode("utf-16"), "body_not_utf8", "position 0"),
        (b'{"text": "\\ud83d", "audience": "internal"}', "body_has_lone_surrogate", "\\ud83d at position 0"),
        (b'{"\\udc00": 1}', "body_has_lone_surrogate", "\\udc00"),
        (b"[" * 100_000, "body_too_deep", "bracket"),
        (b"[" * 40 + b"]" * 40, "body_too_deep", "bracket"),
        (b'{"text":' + b"[" * 900 + b"]" * 900 + b"}", "body_too_deep", "bracket"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else value,
)
def test_what_is_no_json_is_refused_with_its_place(client: TestClient, body: bytes, code: str, told: str) -> None:
    answer = client.post("/v1/check", content=body, headers=JSON)
    assert (answer.status_code, answer.json()["type"]) == (400, f"/problems/{code}")
    assert told in answer.json()["detail"]


@pytest.mark.parametrize(
    ("changed", "pointer", "told", "german"),
    [
        ({"audience": "world"}, "/audience", "internal, external", "Erwartet wird eines von: internal, external."),
        ({"audience": None}, "/audience", "one of", "eines von"),
        ({"text": 5}, "/text", "string", "Zeichenkette"),
        ({"audiance": "internal"}, "/audiance", "Did you mean “audience”?", "Meinten Sie „audience“?"),
        ({"author": {"rolle": "x"}}, "/author/rolle", "Did you mean “role”?", "Meinten Sie „role“?"),
        ({"author": {"tenure_days": -1}}, "/author/tenure_days", "0", "mindestens 0"),
        ({"author": {"tenure_days": 1e300}}, "/author/tenure_days", "36525", "höchstens 36525"),
        ({"author": {"tenure_days": "9"}}, "/author/tenure_days", "number", "Zahl"),
        ({"author": {"tenure_days": True}}, "/author/tenure_days", "number", "Zahl"),
        ({"author": {"posts": -1}}, "/author/posts", "0", "mindestens 0"),
        ({"posted_at": "2026-12-01T08:00:00"}, "/posted_at", "time zone", "Zeitzone"),
        ({"posted_at": "soon"}, "/posted_at", "2026-12-01", "2026-12-01"),
        ({"posted_at": 5}, "/posted_at", "2026-12-01", "2026-12-01"),
        ({"posted_at": "1969-12-31T00:00:00Z"}, "/posted_at", "2026-12-01", "2026-12-01"),
        ({"author": {"language": "Deutsch!"}}, "/author/language", "language tag", "Sprachkürzel"),
        ({"author": []}, "/author", "object", "Objekt"),
        ({"topics": "x"}, "/topics", "list", "Liste"),
        ({"topics": ["a", ""]}, "/topics/1", "at least 1", "mindestens 1"),
        ({"topics": ["a"] * 51}, "/topics", "50", "höchstens 50"),
        ({"channel": "a\x00b"}, "/channel", "control characters", "Steuerzeichen"),
        ({"id": "x" * 201}, "/id", "200", "höchstens 200"),
        ({"thorough": "yes"}, "/thorough", "true or false", "true oder false"),
        ({"a/b~c": 1}, "/a~1b~0c", "no field", "gibt es nicht"),
    ],
)
def test_a_field_that_does_not_fit_is_pointed_at(
    client: TestClient, changed: dict[str, Any], pointer: str, told: str, german: str
) -> None:
    english = client.post("/v1/check", json={**POST, **changed})
    assert (english.status_code, english.json()["type"]) == (422, "/problems/invalid")
    error = next(error for error in english.json()["errors"] if error["pointer"] == pointer)
    assert told in error["message"]
    in_german = client.post("/v1/check", json={**POST, **changed}, headers={"Accept-Language": "de"}).json()
    assert german in next(error["message"] for error in in_german["errors"] if error["pointer"] == pointer)


def test_a_missing_field_is_named(client: TestClient) -> None:
    answer = client.post("/v1/check", json={"text": "a"}).json()
    assert answer["errors"] == [{"pointer": "/audience", "message": "This field is required."}]


@pytest.mark.parametrize(
    ("posts", "pointer"), [([], "/posts"), ([POST] * 101, "/posts"), ([POST, {"text": "a"}], "/posts/1/audience")]
)
def test_a_batch_has_1_to_100_good_posts(client: TestClient, posts: list[Any], pointer: str) -> None:
    answer = client.post("/v1/check/batch", json={"posts": posts})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


def test_no_more_than_20_errors_are_listed(client: TestClient) -> None:
    answer = client.post("/v1/check/batch", json={"posts": [{}] * 100}).json()
    assert len(answer["errors"]) == 20
    assert "199 more" in answer["detail"]


def test_nothing_that_was_sent_comes_back(client: TestClient) -> None:
    answer = client.post("/v1/check", json={"text": "a", "audience": "secret-7f", "channel": ["secret-7f"]})
    assert answer.status_code == 422
    assert "secret-7f" not in answer.text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "text_empty"),
        ("   \n", "text_empty"),
        ("\u200b\u2060\ufeff", "text_empty"),
        ("a\x00b", "text_has_nul"),
        ("x" * 100_001, "text_too_long"),
    ],
)
def test_a_text_that_cannot_be_checked_is_refused(client: TestClient, text: str, code: str) -> None:
    for path in ("/v1/check", "/v1/try"):
        answer = client.post(path, json={**POST, "text": text})
        assert (answer.status_code, answer.json()["type"]) == (422, f"/problems/{code}")
        assert answer.json()["errors"][0]["pointer"] == "/text"


def test_markup_that_only_a_parser_could_follow_is_refused(client: TestClient) -> None:
    posts = [POST, {**POST, "text": "[" * 50_000 + "hidden", "format": "markdown"}]
    answer = client.post("/v1/check/batch", json={"posts": posts})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/text_too_contorted")
    assert answer.json()["errors"][0]["pointer"] == "/posts/1/text"


def test_the_longest_text_is_checked(client: TestClient) -> None:
    assert client.post("/v1/check", json={**POST, "text": "🎉" * 100_000}).status_code == 200


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp"]
)
def test_only_json_is_read(client: TestClient, kind: str) -> None:
    answer = client.post("/v1/check", content=json.dumps(POST), headers={"Content-Type": kind})
    assert (answer.status_code, answer.headers["accept"]) == (415, "application/json")


def test_a_compressed_body_is_refused(client: TestClient) -> None:
    answer = client.post("/v1/check", content=json.dumps(POST), headers={**JSON, "Content-Encoding": "gzip"})
    assert answer.status_code == 415


def test_a_charset_beside_the_type_is_fine(client: TestClient) -> None:
    answer = client.post("/v1/check", content=json.dumps(POST), headers={"Content-Type": "Application/JSON; charset=utf-8"})
    assert answer.status_code == 200


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        parse_json(body)
    except Problem as problem:
        refused = problem.kind.status
    else:
        refused = 400
    assert refused == 400


@settings(max_examples=50)
@given(
    st.recursive(
        st.none() | st.booleans() | st.text() | st.floats(allow_nan=False, allow_infinity=False),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=12,
    )
)
def test_any_modest_json_is_read_as_it_is(value: object) -> None:
    assert parse_json(json.dumps(value).encode()) == value
