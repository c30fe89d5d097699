"""What the checker finds in a file that stands in a stack of layers: its own faults, and where one above keeps it from being used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from guidepost.editor.above import Above, Fault, Upper
from guidepost.editor.analysis import JsonDiagnostic, JsonRelated, Snapshot, as_json, diagnostics, json_place
from guidepost.engine.views import fold
from guidepost.rules.analysis import layers_keep
from guidepost.rules.check import Catalogue, Checked, check
from guidepost.rules.layers import LayerFile, list_file
from guidepost.rules.syntax import Diagnostic, GuideError, Place, PolicyFile, Severity

_MOST_NAMED = 5
"""Faults of a file above that are named."""


def diagnostics_in_stack(
    snapshot: Snapshot, catalogue: Catalogue, read_list: Callable[[str], str], above: Above
) -> list[JsonDiagnostic]:
    """Everything `guidepost policy check` finds in a text that it can be asked quickly, read with the files above it.

    The proof that no layer loosens what it must not is made where there are no other errors. Errors of the files above stand at the
    clause that names them. Raises nothing for a text, however broken, nor for files above.
    """
    tree = snapshot.tree
    if isinstance(tree, GuideError) or tree.head.layer is None:
        return diagnostics(snapshot, catalogue, read_list)
    fault = above.fault or next(iter(_broken(above.files)), None)
    if fault or not above.files:
        return [as_json(_at_clause(tree, fault), snapshot)] if fault else diagnostics(snapshot, catalogue, read_list)
    return list(_Stack(snapshot, tree, above, read_list).found(catalogue))


def _at_clause(tree: PolicyFile, fault: Fault) -> Diagnostic:
    """A fault of the files above, at the clause that names them."""
    place = tree.head.layer.place if tree.head.layer else tree.head.place
    return Diagnostic(fault.code, fault.message, place, fault.hint)


def _broken(files: Sequence[Upper]) -> Iterator[Fault]:
    """Why files cannot be stacked, the nearest first."""
    seen: dict[str, str] = {}
    for file in files:
        tree = file.snapshot.tree
        if isinstance(tree, GuideError):
            first = tree.diagnostics[0]
            told = f"“{file.name}” has a fault in line {first.place.line}: {first.message} ({first.code})"
            yield Fault("GP240", told, "Mend it there; then this layer is checked.")
        elif file.layer in seen:
            yield Fault(
                "GP247", f"“{seen[file.layer]}” and “{file.name}” are both a layer “{file.layer}”", "Give one another name."
            )
        else:
            seen[file.layer] = file.name


class _Stack:
    """An open layer, and the files above it, all of which can be parsed."""

    def __init__(self, snapshot: Snapshot, tree: PolicyFile, above: Above, read_list: Callable[[str], str]) -> None:
        self._snapshot = snapshot
        self._tree = tree
        self._layer = tree.head.layer.value.name.value if tree.head.layer else ""
        self._uppers: Mapping[str, Upper] = {file.layer: file for file in above.files}
        self._readers = {self._layer: read_list} | {layer: file.read_list for layer, file in self._uppers.items()}

    def found(self, catalogue: Catalogue) -> Iterator[JsonDiagnostic]:
        """The findings of the open file, and those of the files above as one of its own."""
        if self._layer in self._uppers:
            told = f"“{self._uppers[self._layer].name}” is a layer “{self._layer}” too"
            yield as_json(_at_clause(self._tree, Fault("GP247", told, "Give one of them another name.")), self._snapshot)
            return
        checked = self._checked(catalogue)
        findings = list(checked.findings)
        if not checked.errors:
            findings += [finding.diagnostic for finding in layers_keep(checked, fold)]
        for finding in findings:
            if finding.place.layer == self._layer:
                yield self._json(finding)
        for layer, file in self._uppers.items():
            errors = [one for one in findings if one.place.layer == layer and one.severity is Severity.ERROR]
            if errors:
                yield self._json(_of_upper(file, errors, self._tree))

    def _checked(self, catalogue: Catalogue) -> Checked:
        trees = [file.snapshot.tree for file in reversed(list(self._uppers.values()))]
        uppermost, *layers = (*(tree for tree in trees if isinstance(tree, PolicyFile)), self._tree)
        names = [tree.head.layer.value.name.value for tree in layers if tree.head.layer]
        stacked = [LayerFile(tree, above) for tree, above in zip(layers, ("", *names), strict=False)]
        return check(uppermost, catalogue, self._read, stacked)

    def _read(self, name: str) -> str:
        layer, own = list_file(name)
        return self._readers[layer](own) if layer in self._readers else self._readers[""](name)

    def _json(self, finding: Diagnostic) -> JsonDiagnostic:
        own = as_json(replace(finding, related=()), self._snapshot)
        own["related"] = [self._related(place, note) for place, note in finding.related]
        return own

    def _related(self, place: Place, note: str) -> JsonRelated:
        upper = self._uppers.get(place.layer)
        if upper is None:
            return {"range": json_place(self._snapshot, place), "message": note}
        where = upper.path.as_uri() if upper.path else upper.name
        return {"range": json_place(upper.snapshot, place), "message": note, "file": where}


def _of_upper(file: Upper, errors: Sequence[Diagnostic], tree: PolicyFile) -> Diagnostic:
    number = "an error" if len(errors) == 1 else f"{len(errors)} errors"
    fault = Fault("GP240", f"“{file.name}” has {number}, so that this layer cannot be used", "Mend it there.")
    related = tuple((one.place, f"{one.code}: {one.message}") for one in errors[:_MOST_NAMED])
    return replace(_at_clause(tree, fault), related=related)
