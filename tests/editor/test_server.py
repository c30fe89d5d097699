"""An editor and the language server, talking as they do in life: two processes and a pipe."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import typer
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient

from guidepost.cli.language_server import language_server
from guidepost.editor.analysis import findings
from guidepost.editor.positions import Lines, Position
from guidepost.engine.start import known_signals
from guidepost.rules.syntax import parse, write
from tests.editor.marked import POLICY, read_list

_START = "from guidepost.cli.language_server import language_server; language_server()"
_PATIENCE = 60.0
"""Seconds for one answer; the first waits for the server to start, perhaps on a busy machine."""


class Editor(LanguageClient):
    """The little of an editor that a server sees."""

    def __init__(self) -> None:
        super().__init__("editor", "1")
        self.shown: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()

        # The library keeps a note of its own on what it calls, which it can only do for a function.
        def show(params: lsp.PublishDiagnosticsParams) -> None:
            self.shown.put_nowait(params)

        self.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(show)

    async def findings(self, version: int | None) -> list[lsp.Diagnostic]:
        """What the server says about a version of the text, once it does."""
        while True:
            published = await asyncio.wait_for(self.shown.get(), _PATIENCE)
            if published.version == version:
                return list(published.diagnostics)


class Desk:
    """An editor with one policy open."""

    def __init__(self, editor: Editor, file: Path, text: str) -> None:
        self.editor, self.file, self.text, self.version = editor, file, text, 1
        self.document = lsp.TextDocumentIdentifier(file.as_uri())

    def at(self, words: str, inside: int = 0) -> lsp.Position:
        """The position of the first place where words stand."""
        place = Lines(self.text).position(self.text.index(words) + inside)
        return lsp.Position(place.line, place.character)

    def shown(self, place: lsp.Range) -> str:
        """What stands at a place."""
        lines = Lines(self.text)
        start, end = (lines.offset(Position(side.line, side.character)) for side in (place.start, place.end))
        return self.text[start:end]

    def type(self, text: str) -> None:
        """Put another text in place of the whole."""
        self.text, self.version = text, self.version + 1
        self.editor.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(self.version, self.document.uri),
                [lsp.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    def edited(self, edits: Any) -> str:
        """The text after edits."""
        lines, text = Lines(self.text), self.text
        for edit in sorted(edits, key=lambda each: (each.range.start.line, each.range.start.character), reverse=True):
            start, end = (lines.offset(Position(side.line, side.character)) for side in (edit.range.start, edit.range.end))
            text = text[:start] + edit.new_text + text[end:]
        return text


@asynccontextmanager
async def desk(folder: Path, locale: str = "en", text: str = POLICY, name: str = "p.guide") -> AsyncIterator[Desk]:
    """A server that was started and greeted, with a policy open that has its list beside it; at the end it must leave in peace."""
    (folder / "many.txt").write_text(read_list("many.txt"), "utf-8")
    editor = Editor()
    await editor.start_io(sys.executable, "-c", _START)
    capabilities = lsp.ClientCapabilities()
    greeting = lsp.InitializeParams(capabilities, locale=locale, root_uri=folder.as_uri())
    await asyncio.wait_for(editor.initialize_async(greeting), _PATIENCE)
    editor.initialized(lsp.InitializedParams())
    opened = Desk(editor, folder / name, text)
    # The policy itself is not on the disk in its present state: an editor shows what is typed, not what was saved.
    opened.file.write_text("", "utf-8")
    editor.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(opened.document.uri, "guide", 1, text)))
    try:
        yield opened
    finally:
        await asyncio.wait_for(editor.shutdown_async(None), _PATIENCE)
        editor.exit(None)
        process = editor._server
        assert process is not None
        assert await asyncio.wait_for(process.wait(), _PATIENCE) == 0
        stop: Callable[[], Awaitable[None]] = editor.stop
        await stop()


def run(scenario: Callable[[], Awaitable[None]]) -> None:
    """Run a scenario to its end."""

    async def main() -> None:
        await scenario()

    asyncio.run(main())


def test_a_session_of_writing(tmp_path: Path) -> None:
    async def session() -> None:
        async with desk(tmp_path) as at_desk:
            editor, document = at_desk.editor, at_desk.document
            checked = findings(POLICY, known_signals(), read_list)
            assert [each.code for each in await editor.findings(1)] == [finding.code for finding in checked]

            await _asks(at_desk)
            await _renames(at_desk)

            at_desk.type(POLICY.replace("any of names", "any of nmaes").replace("should ask", "should  ask"))
            [finding] = _errors(await editor.findings(2))
            assert (finding.code, at_desk.shown(finding.range)) == ("GP202", "nmaes")
            actions = await editor.text_document_code_action_async(
                lsp.CodeActionParams(document, finding.range, lsp.CodeActionContext([finding]))
            )
            assert actions is not None
            [action] = actions
            assert isinstance(action, lsp.CodeAction)
            assert action.title == "Write names"
            assert action.edit is not None
            assert action.edit.changes is not None
            at_desk.type(at_desk.edited(action.edit.changes[document.uri]))
            assert _errors(await editor.findings(3)) == []

            edits = await editor.text_document_formatting_async(
                lsp.DocumentFormattingParams(document, lsp.FormattingOptions(2, True))
            )
            assert at_desk.edited(edits) == write(parse(POLICY))

            editor.text_document_did_close(lsp.DidCloseTextDocumentParams(document))
            assert await editor.findings(None) == []

    run(session)


def _errors(found: list[lsp.Diagnostic]) -> list[lsp.Diagnostic]:
    return [each for each in found if each.severity is lsp.DiagnosticSeverity.Error]


async def _asks(at_desk: Desk) -> None:
    editor, document = at_desk.editor, at_desk.document
    hover = await editor.text_document_hover_async(lsp.HoverParams(document, at_desk.at("text mentions many", 15)))
    assert hover is not None
    assert isinstance(hover.contents, lsp.MarkupContent)
    assert "12 phrases" in hover.contents.value
    assert hover.range is not None
    assert at_desk.shown(hover.range) == "many"

    completion = await editor.text_document_completion_async(lsp.CompletionParams(document, at_desk.at("violates conf", 9)))
    assert isinstance(completion, lsp.CompletionList)
    assert [item.label for item in completion.items] == ["confidential", "manners"]

    places = await editor.text_document_definition_async(lsp.DefinitionParams(document, at_desk.at("names\n    then")))
    assert isinstance(places, list)
    assert [at_desk.shown(place.range) for place in places if isinstance(place, lsp.Location)] == ["names"]

    files = await editor.text_document_definition_async(lsp.DefinitionParams(document, at_desk.at("many.txt")))
    assert isinstance(files, list)
    assert [place.uri for place in files if isinstance(place, lsp.Location)] == [(at_desk.file.parent / "many.txt").as_uri()]

    uses = await editor.text_document_references_async(
        lsp.ReferenceParams(lsp.ReferenceContext(include_declaration=False), document, at_desk.at("must not leak", 10))
    )
    assert uses is not None
    assert len(uses) == 3

    overview = await editor.text_document_document_symbol_async(lsp.DocumentSymbolParams(document))
    assert overview is not None
    assert [each.name for each in overview] == [
        "P",
        "names",
        "many",
        "confidential",
        "manners",
        "a name",
        "a name in a friendly post",
    ]

    # An emoji is two units of UTF-16; what follows it in the line must still be found.
    audience = await editor.text_document_hover_async(lsp.HoverParams(document, at_desk.at("audience external topics")))
    assert audience is not None
    assert audience.range is not None
    assert at_desk.shown(audience.range) == "audience"


async def _renames(at_desk: Desk) -> None:
    editor, document, leak = at_desk.editor, at_desk.document, at_desk.at("must not leak", 10)
    place = await editor.text_document_prepare_rename_async(lsp.PrepareRenameParams(document, leak))
    assert isinstance(place, lsp.Range)
    assert at_desk.shown(place) == "leak"
    edit = await editor.text_document_rename_async(lsp.RenameParams(document, leak, "tell"))
    assert edit is not None
    assert edit.changes is not None
    renamed = at_desk.edited(edit.changes[document.uri])
    assert "must not tell\n    id confidential.leak\n" in renamed
    assert renamed.count("confidential.tell") == 3
    with pytest.raises(JsonRpcException, match="cannot be a name"):
        await editor.text_document_rename_async(lsp.RenameParams(document, leak, "Not A Name"))


def test_a_german_editor_is_answered_in_german(tmp_path: Path) -> None:
    async def session() -> None:
        async with desk(tmp_path, locale="de-CH") as at_desk:
            place = at_desk.at("then review")
            hover = await at_desk.editor.text_document_hover_async(lsp.HoverParams(at_desk.document, place))
            assert hover is not None
            assert isinstance(hover.contents, lsp.MarkupContent)
            assert "was geschieht" in hover.contents.value

    run(session)


def test_a_broken_text_and_a_changed_list_file(tmp_path: Path) -> None:
    async def session() -> None:
        broken = POLICY.replace("then review in", "then then in")
        async with desk(tmp_path, text=broken) as at_desk:
            editor, document = at_desk.editor, at_desk.document
            assert {each.code for each in await editor.findings(1)} == {"GP112"}
            overview = await editor.text_document_document_symbol_async(lsp.DocumentSymbolParams(document))
            assert overview is not None
            guideline = overview[3]
            assert isinstance(guideline, lsp.DocumentSymbol)
            assert [each.name for each in guideline.children or ()] == ["leak", "share"]
            edits = await editor.text_document_formatting_async(
                lsp.DocumentFormattingParams(document, lsp.FormattingOptions(2, True))
            )
            assert not edits
            beyond = lsp.Position(9_999, 9_999)
            assert await editor.text_document_hover_async(lsp.HoverParams(document, beyond)) is None

            at_desk.type(POLICY)
            assert _errors(await editor.findings(2)) == []
            (tmp_path / "many.txt").unlink()
            change = lsp.FileEvent((tmp_path / "many.txt").as_uri(), lsp.FileChangeType.Deleted)
            editor.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([change]))
            assert {each.code for each in _errors(await editor.findings(2))} == {"GP210"}

    run(session)


def test_without_its_package_the_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "guidepost.editor.server", raising=False)
    monkeypatch.delitem(sys.modules, "guidepost.editor.protocol", raising=False)
    monkeypatch.setitem(sys.modules, "lsprotocol", None)
    with pytest.raises(typer.Exit) as ended:
        language_server()
    assert ended.value.exit_code == 1
    assert 'pip install "guidepost[editor]"' in capsys.readouterr().err
