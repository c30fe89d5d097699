"""While a policy is written: what is wrong, what a word means, what could come next, and the one way to lay it out."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Response

from guidepost.api.body import body_of
from guidepost.api.drafts.access import Writer
from guidepost.api.drafts.source import DraftIn, PositionIn, TextIn
from guidepost.api.running import RunningService
from guidepost.editor import Snapshot, complete, hover
from guidepost.editor.above import file_in
from guidepost.editor.drafts import Looked, look, offset_of
from guidepost.editor.formatting import formatted

router = APIRouter(prefix="/v1/drafts", include_in_schema=False)


def json_answer(content: object) -> Response:
    """A value as JSON."""
    return Response(msgspec.json.encode(content), media_type="application/json")


@router.post("/check")
def check(service: RunningService, _by: Writer, draft: Annotated[DraftIn, Depends(body_of(DraftIn))]) -> Response:
    """Everything that `guidepost policy check` finds."""
    looked = look(draft.source.source(), service.policy.checked.scope.catalogue, thorough=draft.thorough)
    return json_answer({"found": looked.found, **_about(looked)})


def _about(looked: Looked) -> dict[str, object]:
    scope = looked.checked.scope if looked.checked else None
    return {
        "rules": len(scope.file.rules) if scope else None,
        "tests": len(scope.tests) if scope else None,
        "digest": looked.policy.compiled.digest if looked.policy else None,
    }


@router.post("/complete")
def completion(service: RunningService, _by: Writer, at: Annotated[PositionIn, Depends(body_of(PositionIn))]) -> Response:
    """What could be written at a place."""
    own, above = file_in(at.source.source(), at.file)
    snapshot, text = own.snapshot, own.snapshot.source
    found = complete(snapshot, offset_of(text, at.offset), service.policy.checked.scope.catalogue, at.language, above=above)
    items = [{"text": item.text, "kind": item.kind, "detail": item.detail} for item in found.items]
    return json_answer({"from": _units(text[: found.start]), "to": _units(text[: found.end]), "items": items})


@router.post("/hover")
def explanation(service: RunningService, _by: Writer, at: Annotated[PositionIn, Depends(body_of(PositionIn))]) -> Response:
    """What the word at a place is; null where there is nothing to say."""
    own, above = file_in(at.source.source(), at.file)
    snapshot, text = own.snapshot, own.snapshot.source
    offset, catalogue = offset_of(text, at.offset), service.policy.checked.scope.catalogue
    found = hover(snapshot, offset, catalogue, own.read_list, at.language, above=above)
    if found is None:
        return json_answer(None)
    return json_answer({"from": _units(text[: found.start]), "to": _units(text[: found.end]), "markdown": found.markdown})


@router.post("/format")
def layout(_by: Writer, file: Annotated[TextIn, Depends(body_of(TextIn))]) -> Response:
    """The one edit that lays a file out; null where nothing changes, or the file has a fault."""
    edit = formatted(Snapshot(file.text))
    if edit is None:
        return json_answer(None)
    return json_answer({"from": _units(file.text[: edit.start]), "to": _units(file.text[: edit.end]), "text": edit.text})


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
