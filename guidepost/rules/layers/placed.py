"""Marking what a file says with the layer it belongs to."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.diagnostic import Place

_T = TypeVar("_T")

_BETWEEN = ":"


def list_file(name: str) -> tuple[str, str]:
    """The layer and the name, beside that layer's file, that a file is called by in a stack."""
    layer, between, own = name.partition(_BETWEEN)
    return (layer, own) if between else ("", name)


def file_shown(name: str, place: Place) -> str:
    """How a file that is named somewhere is called there."""
    return list_file(name)[1] if place.layer else name


def placed(file: t.PolicyFile, layer: str, languages: tuple[str, ...] = ()) -> t.PolicyFile:
    """The file with every place in it, and every file it names, marked as the layer's.

    Words in their forms are sought in these `languages` besides those of the uppermost file.
    """
    return _placed(file, layer, languages)


def _placed(value: _T, layer: str, languages: tuple[str, ...]) -> _T:
    changed: Any = value
    match value:
        case Place():
            return replace(value, layer=layer)
        case tuple():
            return cast(_T, tuple(_placed(one, layer, languages) for one in value))
        case t.WordList(file=str(name)) | t.PostFile(file=str(name)):
            changed = replace(value, file=f"{layer}{_BETWEEN}{name}")
        case t.Test(cases=t.Clause() as cases):
            changed = replace(value, cases=replace(cases, value=f"{layer}{_BETWEEN}{cases.value}"))
        case t.Rule():
            changed = replace(value, layer=layer)
        case t.Mentions(forms=True):
            changed = replace(value, languages=languages)
        case _:
            pass
    if not is_dataclass(changed) or isinstance(changed, type):
        return value
    new = {field.name: _placed(getattr(changed, field.name), layer, languages) for field in fields(changed)}
    return cast(_T, replace(changed, **new))
