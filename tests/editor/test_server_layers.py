"""An editor and the language server with a stack of layers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from tests.editor.test_server import Desk, desk, run
from tests.rules.stacks import LAB, SWITZERLAND, TOP, laid

_PATIENCE = 60.0
"""Seconds for one answer."""


async def _until(at_desk: Desk, right: Callable[[list[lsp.Diagnostic]], bool]) -> list[lsp.Diagnostic]:
    """What is shown about the open layer, once it is as it should be."""
    while True:
        shown = await asyncio.wait_for(at_desk.editor.shown.get(), _PATIENCE)
        errors = [one for one in shown.diagnostics if one.severity is lsp.DiagnosticSeverity.Error]
        if shown.uri == at_desk.document.uri and right(errors):
            return errors


def _codes(*codes: str) -> Callable[[list[lsp.Diagnostic]], bool]:
    return lambda errors: [one.code for one in errors] == list(codes)


def test_a_layer_is_checked_with_the_files_above_as_they_are_typed(tmp_path: Path) -> None:
    async def session() -> None:
        laid(tmp_path)
        async with desk(tmp_path, text=LAB, name="lab.guide") as at_desk:
            editor = at_desk.editor
            await _until(at_desk, _codes())

            # The file above is opened, and a name that the layer uses is changed in it, and not on the disk.
            above = lsp.TextDocumentItem(
                (tmp_path / "switzerland.guide").as_uri(), "guide", 1, SWITZERLAND.replace("swiss-names", "names-of-swiss")
            )
            editor.text_document_did_open(lsp.DidOpenTextDocumentParams(above))
            document = lsp.TextDocumentIdentifier(above.uri)
            editor.text_document_did_save(lsp.DidSaveTextDocumentParams(document))
            [finding] = await _until(at_desk, _codes("GP202"))
            assert at_desk.shown(finding.range) == "swiss-names"

            # Closed without saving, it counts as it is on the disk.
            editor.text_document_did_close(lsp.DidCloseTextDocumentParams(document))
            await _until(at_desk, _codes())

            (tmp_path / "top.guide").write_text(TOP.replace("then block", "then blok"), "utf-8")
            change = lsp.FileEvent((tmp_path / "top.guide").as_uri(), lsp.FileChangeType.Changed)
            editor.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([change]))
            [finding] = await _until(at_desk, _codes("GP240"))
            assert at_desk.shown(finding.range) == 'layer lab extends "switzerland.guide"'

    run(session)


def test_what_is_loosened_is_shown_with_the_rule_above(tmp_path: Path) -> None:
    async def session() -> None:
        laid(tmp_path)
        text = SWITZERLAND.replace("any of codenames or text mentions any of ", "")
        async with desk(tmp_path, text=text, name="switzerland.guide") as at_desk:
            [finding] = await _until(at_desk, _codes("GP414"))
            assert at_desk.shown(finding.range) == "leak"
            [related] = finding.related_information or ()
            assert related.location.uri == (tmp_path / "top.guide").as_uri()

    run(session)


def test_names_lead_into_other_files_and_are_renamed_there(tmp_path: Path) -> None:
    async def session() -> None:
        laid(tmp_path)
        async with desk(tmp_path, text=LAB, name="lab.guide") as at_desk:
            editor, document = at_desk.editor, at_desk.document
            uris = {name: (tmp_path / f"{name}.guide").as_uri() for name in ("top", "switzerland", "lab")}

            async def led(words: str, inside: int = 0) -> list[str]:
                places = await editor.text_document_definition_async(lsp.DefinitionParams(document, at_desk.at(words, inside)))
                assert isinstance(places, list)
                return [place.uri for place in places if isinstance(place, lsp.Location)]

            assert await led("swiss-names") == [uris["switzerland"]]
            assert await led("must not leak", 10) == [uris["switzerland"], uris["top"]]
            assert await led("switzerland.guide") == [uris["switzerland"]]

            hover = await editor.text_document_hover_async(lsp.HoverParams(document, at_desk.at("codenames")))
            assert hover is not None
            assert isinstance(hover.contents, lsp.MarkupContent)
            assert "in top.guide" in hover.contents.value

            completion = await editor.text_document_completion_async(lsp.CompletionParams(document, at_desk.at("violates resp", 9)))
            assert isinstance(completion, lsp.CompletionList)
            assert {"confidential", "respect", "dialect"} <= {item.label for item in completion.items}

            uses = await editor.text_document_references_async(
                lsp.ReferenceParams(lsp.ReferenceContext(include_declaration=True), document, at_desk.at("swiss-names"))
            )
            assert uses is not None
            assert sorted(use.uri for use in uses) == sorted([uris["lab"], uris["switzerland"], uris["switzerland"]])

            place = await editor.text_document_prepare_rename_async(lsp.PrepareRenameParams(document, at_desk.at("swiss-names")))
            assert isinstance(place, lsp.Range)
            edit = await editor.text_document_rename_async(lsp.RenameParams(document, at_desk.at("swiss-names"), "names-of-swiss"))
            assert edit is not None
            assert edit.changes is not None
            assert {uri: len(edits) for uri, edits in edit.changes.items()} == {uris["lab"]: 1, uris["switzerland"]: 2}
            assert at_desk.edited(edit.changes[uris["lab"]]) == LAB.replace("swiss-names", "names-of-swiss")
            with pytest.raises(JsonRpcException, match="already a list"):
                await editor.text_document_rename_async(lsp.RenameParams(document, at_desk.at("swiss-names"), "codenames"))

            overview = await editor.text_document_document_symbol_async(lsp.DocumentSymbolParams(document))
            assert overview is not None
            assert (overview[0].name, getattr(overview[0], "detail", "")) == ("Research in Switzerland", "layer lab")

    run(session)
