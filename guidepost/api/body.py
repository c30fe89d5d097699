"""Reading a body: JSON in UTF-8, of modest depth, with whole characters, that fits a model. Every fault is named with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Iterator
from typing import NoReturn, TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError

from guidepost.api.problems import FieldError, Problem
from guidepost.api.validation import invalid_fields, pointer_to

DEEPEST = 32
"""Levels of brackets a body may have; the deepest request there is needs five."""

_JSON_TYPE = re.compile(r"application/json\s*(;.*)?\Z", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")

Model = TypeVar("Model", bound=BaseModel)


def body_of(model: type[Model]) -> Callable[[Request], Awaitable[Model]]:
    """A dependency that reads the body as a `model`. Raises `Problem`."""

    async def read(request: Request) -> Model:
        _must_be_json(request)
        content = parse_json(await request.body())
        try:
            return model.model_validate(content)
        except ValidationError as error:
            raise invalid_fields(error.errors(include_url=False, include_input=False), model) from None

    return read


def _must_be_json(request: Request) -> None:
    compressed = request.headers.get("content-encoding", "identity").strip().lower() != "identity"
    if compressed or not _JSON_TYPE.match(request.headers.get("content-type", "")):
        raise Problem("not_json_content", headers={"Accept": "application/json"})


def parse_json(body: bytes) -> object:
    """The value a body holds. Raises `Problem` when it is no UTF-8, no JSON, nested too deeply, or holds half of a character."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        byte, at = error.object[error.start], error.start
        raise Problem(
            "body_not_utf8",
            {
                "en": f"Byte 0x{byte:02x} at position {at} is not UTF-8. Encode the body as UTF-8 and send it again.",
                "de": f"Byte 0x{byte:02x} an Position {at} ist kein UTF-8. Kodieren Sie die Anfrage als UTF-8.",
            },
        ) from None
    try:
        content: object = json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise _not_json(error.lineno, error.colno) from None
    except RecursionError:
        raise Problem("body_too_deep") from None
    except ValueError:  # Python refuses whole numbers of more than 4300 digits
        raise _impossible_number("a number too long to read", "eine zu lange Zahl") from None
    for pointer, found in _strings(content, (), DEEPEST):
        half = _SURROGATE.search(found)
        if half:
            raise _lone_surrogate(pointer_to(pointer), ord(half[0]), half.start())
    return content


def _refuse_constant(name: str) -> NoReturn:
    raise _impossible_number(name, name)


def _impossible_number(en: str, de: str) -> Problem:
    return Problem(
        "body_not_json", {"en": f"The body holds {en}, which is not JSON.", "de": f"Die Anfrage enthält {de}; das ist kein JSON."}
    )


def _not_json(line: int, column: int) -> Problem:
    return Problem(
        "body_not_json",
        {
            "en": f"Reading stopped in line {line}, column {column}. Check quotes, commas and brackets there.",
            "de": f"Das Lesen endete in Zeile {line}, Spalte {column}. Prüfen Sie dort Anführungszeichen, Kommas und Klammern.",
        },
    )


def _lone_surrogate(pointer: str, code: int, position: int) -> Problem:
    message = {
        "en": f"\\u{code:04x} at position {position} is half of a character. Send both halves, or neither.",
        "de": f"\\u{code:04x} an Position {position} ist ein halbes Zeichen. Senden Sie beide Hälften oder keine.",
    }
    return Problem("body_has_lone_surrogate", message, [FieldError(pointer.encode("utf-8", "replace").decode(), message)])


def _strings(value: object, path: tuple[str | int, ...], levels: int) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every string in a value, keys too, with its path."""
    if isinstance(value, str):
        yield path, value
        return
    if isinstance(value, dict | list) and levels == 0:
        raise Problem("body_too_deep")
    if isinstance(value, dict):
        for key, held in value.items():
            yield (*path, key), key
            yield from _strings(held, (*path, key), levels - 1)
    elif isinstance(value, list):
        for index, held in enumerate(value):
            yield from _strings(held, (*path, index), levels - 1)
