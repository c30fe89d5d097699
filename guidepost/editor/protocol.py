"""Our nouns in the words of the Language Server Protocol."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lsprotocol import types as lsp

from guidepost.editor.analysis import JsonDiagnostic, JsonRange, Snapshot, json_range
from guidepost.editor.completion import Completion
from guidepost.editor.edit import Edit
from guidepost.editor.navigation import Symbol

NOWHERE = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))

_SEVERITIES = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "hint": lsp.DiagnosticSeverity.Hint,
}
_COMPLETION_KINDS = {
    "keyword": lsp.CompletionItemKind.Keyword,
    "value": lsp.CompletionItemKind.EnumMember,
    "signal": lsp.CompletionItemKind.Variable,
    "list": lsp.CompletionItemKind.Constant,
    "definition": lsp.CompletionItemKind.Reference,
    "guideline": lsp.CompletionItemKind.Module,
    "rule": lsp.CompletionItemKind.Function,
}
_SYMBOL_KINDS = {
    "policy": lsp.SymbolKind.File,
    "list": lsp.SymbolKind.Array,
    "define": lsp.SymbolKind.Boolean,
    "guideline": lsp.SymbolKind.Module,
    "rule": lsp.SymbolKind.Function,
    "test": lsp.SymbolKind.Event,
}


def _range(place: JsonRange) -> lsp.Range:
    return lsp.Range(lsp.Position(**place["start"]), lsp.Position(**place["end"]))


def range_of(snapshot: Snapshot, start: int, end: int) -> lsp.Range:
    """The stretch between two offsets."""
    return _range(json_range(snapshot, start, end))


def edit(change: Edit, snapshot: Snapshot) -> lsp.TextEdit:
    """A change, with the line ends its text has."""
    return lsp.TextEdit(range_of(snapshot, change.start, change.end), change.text.replace("\n", snapshot.line_end))


def diagnostic(finding: JsonDiagnostic, uri: str) -> lsp.Diagnostic:
    """A finding; its suggestions travel with it, and come back when the editor asks how to mend it."""
    return lsp.Diagnostic(
        range=_range(finding["range"]),
        message="\n".join(filter(None, (finding["message"], finding["hint"]))),
        severity=_SEVERITIES[finding["severity"]],
        code=finding["code"],
        source="guidepost",
        related_information=[
            lsp.DiagnosticRelatedInformation(lsp.Location(other.get("file", uri), _range(other["range"])), other["message"])
            for other in finding["related"]
        ],
        data={"suggestions": finding["suggestions"]},
    )


def fixes(finding: lsp.Diagnostic, uri: str) -> Iterator[lsp.CodeAction]:
    """One action for each suggestion of a finding."""
    data: Any = finding.data
    suggestions = data.get("suggestions", []) if isinstance(data, dict) else getattr(data, "suggestions", [])
    for number, suggestion in enumerate(suggestions):
        yield lsp.CodeAction(
            title=f"Write {suggestion}",
            kind=lsp.CodeActionKind.QuickFix,
            diagnostics=[finding],
            is_preferred=number == 0,
            edit=lsp.WorkspaceEdit(changes={uri: [lsp.TextEdit(finding.range, suggestion)]}),
        )


def completion(found: Completion, snapshot: Snapshot) -> lsp.CompletionList:
    """What could be written, in the order it was found."""
    place = range_of(snapshot, found.start, found.end)
    items = [
        lsp.CompletionItem(
            label=item.text,
            kind=_COMPLETION_KINDS[item.kind],
            detail=item.detail or None,
            sort_text=f"{number:05}",
            filter_text=item.text,
            text_edit=lsp.TextEdit(place, item.text),
        )
        for number, item in enumerate(found.items)
    ]
    return lsp.CompletionList(is_incomplete=False, items=items)


def symbol(found: Symbol, snapshot: Snapshot) -> lsp.DocumentSymbol:
    """A section, with the sections under it."""
    return lsp.DocumentSymbol(
        name=found.name,
        detail=found.detail or None,
        kind=_SYMBOL_KINDS[found.kind],
        range=range_of(snapshot, found.start, found.end),
        selection_range=range_of(snapshot, found.name_start, found.name_end),
        children=[symbol(child, snapshot) for child in found.children],
    )
