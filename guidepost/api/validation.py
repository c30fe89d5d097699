"""What pydantic found wrong with a body, said so that a person can act on it. Only field names are repeated."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from guidepost.api.problems import FieldError, Problem

MOST_ERRORS = 20
"""How many field errors one answer lists."""

_MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "missing": ("This field is required.", "Dieses Feld ist nötig."),
        "extra_forbidden": ("There is no field of this name.{hint_en}", "Ein Feld dieses Namens gibt es nicht.{hint_de}"),
        "string_type": ("Expected a string.", "Erwartet wird eine Zeichenkette."),
        "string_too_short": ("Expected at least {min_length} character(s).", "Erwartet werden mindestens {min_length} Zeichen."),
        "string_too_long": ("Expected at most {max_length} characters.", "Erwartet werden höchstens {max_length} Zeichen."),
        "string_pattern_mismatch": ("The form does not fit. Expected {form_en}.", "Die Form passt nicht. Erwartet wird {form_de}."),
        "literal_error": ("Expected one of: {expected}.", "Erwartet wird eines von: {expected}."),
        "moment": (
            "Expected a moment with its time zone, such as 2026-12-01T08:00:00+01:00.",
            "Erwartet wird ein Zeitpunkt mit Zeitzone, etwa 2026-12-01T08:00:00+01:00.",
        ),
        "int_type": ("Expected a whole number.", "Erwartet wird eine ganze Zahl."),
        "bool_type": ("Expected true or false.", "Erwartet wird true oder false."),
        "float_type": ("Expected a number.", "Erwartet wird eine Zahl."),
        "finite_number": ("Expected a finite number.", "Erwartet wird eine endliche Zahl."),
        "greater_than_equal": ("Expected {ge} or more.", "Erwartet wird mindestens {ge}."),
        "less_than_equal": ("Expected {le} or less.", "Erwartet wird höchstens {le}."),
        "list_type": ("Expected a list.", "Erwartet wird eine Liste."),
        "too_short": ("Expected at least {min_length} entry.", "Erwartet wird mindestens {min_length} Eintrag."),
        "too_long": ("Expected at most {max_length} entries.", "Erwartet werden höchstens {max_length} Einträge."),
        "model_type": ("Expected an object.", "Erwartet wird ein Objekt."),
    }
)
"""By pydantic's error type: the message in English and German. Braces are filled from the error's context."""

_FORMS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "language": ("a language tag such as “de” or “de-CH”", "ein Sprachkürzel wie „de“ oder „de-CH“"),
    }
)
_PLAIN_FORM = ("text without control characters", "Text ohne Steuerzeichen")


def invalid_fields(errors: Iterable[ErrorDetails], model: type[BaseModel]) -> Problem:
    """The problem that lists what is wrong with a body that should have been a `model`, each field with its JSON Pointer."""
    found = [FieldError(pointer_to(error["loc"]), _message(error, model)) for error in errors]
    count = len(found)
    first = found[0].pointer or "/"
    more_en = f" and {count - 1} more" if count > 1 else ""
    more_de = f" und {count - 1} weitere" if count > 1 else ""
    detail = {
        "en": f"Look at {first}{more_en}. {found[0].message['en']}",
        "de": f"Sehen Sie sich {first}{more_de} an. {found[0].message['de']}",
    }
    return Problem("invalid", detail, found[:MOST_ERRORS])


def pointer_to(location: Iterable[str | int]) -> str:
    """The JSON Pointer of a place in a body (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in location)


def _message(error: ErrorDetails, model: type[BaseModel]) -> Mapping[str, str]:
    en, de = _MESSAGES.get(error["type"], ("This value is not allowed.", "Dieser Wert ist nicht zulässig."))
    name = str(error["loc"][-1]) if error["loc"] else ""
    form_en, form_de = _FORMS.get(name, _PLAIN_FORM)
    near = (
        difflib.get_close_matches(name[:100], _fields_beside(error["loc"], model), 1) if error["type"] == "extra_forbidden" else []
    )
    filled = {
        **error.get("ctx", {}),
        "form_en": form_en,
        "form_de": form_de,
        "hint_en": f" Did you mean “{near[0]}”?" if near else "",
        "hint_de": f" Meinten Sie „{near[0]}“?" if near else "",
    }
    if "expected" in filled:
        filled["expected"] = str(filled["expected"]).replace(" or ", ", ").replace("'", "")
    return {"en": en.format(**filled), "de": de.format(**filled)}


def _fields_beside(location: tuple[str | int, ...], model: type[BaseModel]) -> list[str]:
    """The fields that the object at a place may have."""
    here = model
    for step in location[:-1]:
        if isinstance(step, str):
            here = _model_in(here.model_fields[step].annotation) or here
    return list(here.model_fields)


def _model_in(annotation: object) -> type[BaseModel] | None:
    """The model that a field holds, directly, in a list, or where it may be absent."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    held = (_model_in(argument) for argument in getattr(annotation, "__args__", ()))
    return next((model for model in held if model), None)
