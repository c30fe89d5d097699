"""The language server: what an editor asks, put to the functions that know. Wiring only."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from guidepost import __version__
from guidepost.editor import protocol
from guidepost.editor.above import Above, files_above, lying
from guidepost.editor.across import defined_at
from guidepost.editor.analysis import JsonDiagnostic, Snapshot
from guidepost.editor.completion import complete
from guidepost.editor.family import Family, Member, family
from guidepost.editor.formatting import formatted
from guidepost.editor.hover import hover
from guidepost.editor.layered import diagnostics_in_stack
from guidepost.editor.list_files import list_reader
from guidepost.editor.navigation import file_at, symbols, target_at, uses
from guidepost.editor.positions import Encoding, Position
from guidepost.editor.rename import NotRenamed, renamable, rename_across
from guidepost.editor.schedule import Schedule
from guidepost.engine.policies import read_source
from guidepost.rules.check import Catalogue

_PAUSE = 0.2
"""Seconds without typing before a text is checked."""

_log = logging.getLogger(__name__)


class GuideServer(LanguageServer):
    """What the server knows between requests: the open texts, each read once per version."""

    def __init__(self, catalogue: Catalogue) -> None:
        # Whole texts, not changes: the library counts lines at more characters than the protocol does, and would then put a change
        # in the wrong line.
        super().__init__("guidepost", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
        self.catalogue = catalogue
        self.language = "en"
        self.schedule = Schedule(self._check, _PAUSE)
        self._snapshots: dict[str, Snapshot] = {}

    def snapshot(self, uri: str) -> Snapshot:
        """The current text of a document."""
        return self._read_once(uri, self.workspace.get_text_document(uri).source)

    def _read_once(self, uri: str, source: str) -> Snapshot:
        known = self._snapshots.get(uri)
        if known is None or known.source != source:
            encoding = cast(Encoding, str(self.workspace.position_encoding or "utf-16"))
            known = self._snapshots[uri] = Snapshot(source, encoding)
        return known

    def read(self, path: Path) -> Snapshot:
        """The text of a policy file: as it is typed where it is open, else as it is saved. Raises `PolicyUnreadable`."""
        opened = self.opened().get(path)
        return self.snapshot(opened) if opened else self._read_once(path.as_uri(), read_source(path)[0].text)

    def opened(self) -> dict[Path, str]:
        """The documents that are open and lie on the disk, by path."""
        found = ((path_of(uri), uri) for uri in self.workspace.text_documents)
        return {path: uri for path, uri in found if path is not None}

    def above(self, uri: str) -> Above:
        """The files above a document."""
        return files_above(self.snapshot(uri), path_of(uri), self.read)

    def family(self, uri: str) -> Family:
        """The files of the stack that a document stands in."""
        folders = [path_of(folder) for folder in (*self.workspace.folders, self.workspace.root_uri or "")]
        own = Member(path_of(uri), self.snapshot(uri), self.above(uri))
        return family(own, self.read, self.opened(), [folder for folder in folders if folder is not None])

    def uri_of(self, path: Path | None, uri: str) -> str:
        """The address of a file, as the editor has it where it is open; without a path that of the document asked about."""
        return uri if path is None else self.opened().get(path, path.as_uri())

    def at(self, document: lsp.TextDocumentIdentifier, position: lsp.Position) -> tuple[Snapshot, int]:
        """The text a request is about, and the offset in it."""
        snapshot = self.snapshot(document.uri)
        return snapshot, snapshot.lines.offset(Position(position.line, position.character))

    def read_list(self, uri: str) -> Callable[[str], str]:
        """A reader for the list files of a document."""
        return list_reader(path_of(uri))

    def found(self, uri: str) -> list[JsonDiagnostic]:
        """What the checker finds in a document, now."""
        return diagnostics_in_stack(self.snapshot(uri), self.catalogue, self.read_list(uri), self.above(uri))

    def close(self, uri: str) -> None:
        """Forget a document; its findings go from the editor's list."""
        self.schedule.forget(uri)
        self._snapshots.pop(uri, None)
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    async def _check(self, uri: str) -> None:
        if uri not in self.workspace.text_documents:
            return
        snapshot, read_list, above = self.snapshot(uri), self.read_list(uri), self.above(uri)
        version = self.workspace.get_text_document(uri).version
        try:
            found = await asyncio.to_thread(diagnostics_in_stack, snapshot, self.catalogue, read_list, above)
        except Exception:  # an editor must go on working, whatever a text does to the checker
            _log.exception("the checker failed on %s", uri)
            return
        if uri in self.workspace.text_documents and self.snapshot(uri) is snapshot:
            shown = [protocol.diagnostic(finding, uri) for finding in found]
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, shown, version))


def create_server(catalogue: Catalogue) -> GuideServer:
    """A language server for policies that may ask for these signals."""
    server = GuideServer(catalogue)
    for wire in (_wire_documents, _wire_questions, _wire_navigation, _wire_changes):
        wire(server)
    return server


def _wire_documents(server: GuideServer) -> None:
    @server.feature(lsp.INITIALIZE)
    def initialize(params: lsp.InitializeParams) -> None:
        server.language = "de" if (params.locale or "").lower().startswith("de") else "en"

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        server.schedule.changed(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        server.schedule.changed(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        server.close(params.text_document.uri)
        # What was typed there and not saved is gone for the layers below, too.
        check_all()

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(_: lsp.DidSaveTextDocumentParams) -> None:
        check_all()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(_: lsp.DidChangeWatchedFilesParams) -> None:
        check_all()

    def check_all() -> None:
        """A list file may belong to any open policy, and a policy stand above any open layer."""
        for uri in server.workspace.text_documents:
            server.schedule.changed(uri)


def _wire_questions(server: GuideServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hovered(params: lsp.HoverParams) -> lsp.Hover | None:
        snapshot, offset = server.at(params.text_document, params.position)
        uri = params.text_document.uri
        shown = hover(snapshot, offset, server.catalogue, server.read_list(uri), server.language, above=server.above(uri))
        if shown is None:
            return None
        markdown = lsp.MarkupContent(lsp.MarkupKind.Markdown, shown.markdown)
        return lsp.Hover(markdown, protocol.range_of(snapshot, shown.start, shown.end))

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=[".", " "]))
    def completed(params: lsp.CompletionParams) -> lsp.CompletionList:
        snapshot, offset = server.at(params.text_document, params.position)
        above = server.above(params.text_document.uri)
        return protocol.completion(complete(snapshot, offset, server.catalogue, server.language, above=above), snapshot)


def _wire_navigation(server: GuideServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def defined(params: lsp.DefinitionParams) -> list[lsp.Location]:
        snapshot, offset = server.at(params.text_document, params.position)
        uri = params.text_document.uri
        file = file_at(snapshot, offset)
        if file is not None:
            path = _beside(uri, file)
            return [lsp.Location(path, protocol.NOWHERE)] if path else []
        found = defined_at(snapshot, offset, server.above(uri))
        return [
            lsp.Location(
                server.uri_of(one.file.path if one.file else None, uri),
                protocol.range_of(one.file.snapshot if one.file else snapshot, *one.span),
            )
            for one in found
        ]

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def referenced(params: lsp.ReferenceParams) -> list[lsp.Location]:
        snapshot, offset = server.at(params.text_document, params.position)
        uri = params.text_document.uri
        stack = server.family(uri)
        target = target_at(snapshot, offset, stack.own.above.names)
        return [
            lsp.Location(server.uri_of(file.path, uri), protocol.range_of(file.snapshot, use.start, use.end))
            for file in (stack.members if target else ())
            for use in (uses(file.snapshot, target, file.above.names) if target else ())
            if params.context.include_declaration or not use.defines
        ]

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def overview(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        snapshot = server.snapshot(params.text_document.uri)
        return [protocol.symbol(each, snapshot) for each in symbols(snapshot)]


def _wire_changes(server: GuideServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def renaming(params: lsp.PrepareRenameParams) -> lsp.Range | None:
        snapshot, offset = server.at(params.text_document, params.position)
        target = renamable(snapshot, offset, server.above(params.text_document.uri))
        return protocol.range_of(snapshot, target.start, target.end) if target else None

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    def renamed(params: lsp.RenameParams) -> lsp.WorkspaceEdit:
        _, offset = server.at(params.text_document, params.position)
        uri = params.text_document.uri
        try:
            renamed = rename_across(server.family(uri), offset, params.new_name)
        except NotRenamed as error:
            raise JsonRpcInvalidParams(str(error)) from None
        return lsp.WorkspaceEdit(
            changes={
                server.uri_of(one.file.path, uri): [protocol.edit(each, one.file.snapshot) for each in one.edits] for one in renamed
            }
        )

    @server.feature(lsp.TEXT_DOCUMENT_FORMATTING)
    def laid_out(params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit]:
        snapshot = server.snapshot(params.text_document.uri)
        change = formatted(snapshot)
        return [protocol.edit(change, snapshot)] if change else []

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix]))
    def mended(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        return [action for finding in params.context.diagnostics for action in protocol.fixes(finding, params.text_document.uri)]


def path_of(uri: str) -> Path | None:
    """The path of a document; None where it was never saved."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    try:
        return lying(Path(path)) if path else None
    except (OSError, RuntimeError, ValueError):
        return None


def _beside(uri: str, name: str) -> str | None:
    """The address of a file that a policy names; None where it is not there, may not be read, or the policy was never saved.

    Only policy files may lie in other folders.
    """
    policy = path_of(uri)
    if policy is None:
        return None
    try:
        file = (policy.parent / name).resolve()
        there = file.is_file() and (file.is_relative_to(policy.parent) or file.suffix == policy.suffix)
    except (OSError, RuntimeError, ValueError):
        return None
    return from_fs_path(str(file)) if there else None


def serve(catalogue: Catalogue, stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Serve one editor until it says goodbye."""
    # What is loaded by now stays; looking through it again and again for garbage would double the time a large text takes.
    gc.freeze()
    create_server(catalogue).start_io(stdin, stdout)
