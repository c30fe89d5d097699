"""A whole policy that is being written in one place: all its files, what is wrong in which, and the policy where nothing is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from guidepost.editor.analysis import Snapshot
from guidepost.editor.suggestions import suggestions
from guidepost.engine.policies import LoadedPolicy, PolicySource, compile_checked
from guidepost.engine.views import fold
from guidepost.rules.analysis import analyse
from guidepost.rules.check import Catalogue, Checked, check
from guidepost.rules.layers import LayerFile
from guidepost.rules.syntax import Diagnostic, GuideError, Place, PolicyFile, parse


@dataclass(frozen=True, slots=True)
class Where:
    """A stretch of a file: the file's number (0 is the uppermost, then the layers in order), and UTF-16 offsets as browsers count."""

    file: int
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in a draft. `suggestions` are texts to put in place of what stands there, best first."""

    where: Where
    severity: str
    code: str
    message: str
    hint: str
    related: tuple[tuple[Where, str], ...]
    suggestions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in a draft; `policy` is there where it has no errors."""

    found: tuple[Found, ...]
    checked: Checked | None = None
    policy: LoadedPolicy | None = None


def look(source: PolicySource, catalogue: Catalogue, *, thorough: bool = False) -> Looked:
    """What `guidepost policy check` finds; the proofs of how rules go together, which take seconds, only where `thorough`.

    Raises nothing for a text, however broken.
    """
    texts = [source.text, *(layer.text for layer in source.layers)]
    files = _Files([Snapshot(text) for text in texts])
    trees, faults = _parsed(texts)
    if faults:
        return Looked(tuple(files.found(fault, number) for number, fault in faults))
    uppermost, *rest = trees
    numbers = _numbers(trees)
    layers = [LayerFile(tree, layer.above) for tree, layer in zip(rest, source.layers, strict=True)]
    unfit = list(_unfit(layers))
    if unfit:
        return Looked(tuple(files.found(fault, number) for number, fault in unfit))
    checked = check(uppermost, catalogue, source.read_list, layers)
    findings = list(checked.findings)
    policy = None
    if not checked.errors:
        try:
            policy = compile_checked(source, checked)
        except GuideError as error:
            findings += error.diagnostics
        if thorough:
            findings += [finding.diagnostic for finding in analyse(checked, fold)]
    return Looked(tuple(files.found(finding, numbers[finding.place.layer], numbers) for finding in findings), checked, policy)


def _parsed(texts: Sequence[str]) -> tuple[list[PolicyFile], list[tuple[int, Diagnostic]]]:
    trees, faults = [], []
    for number, text in enumerate(texts):
        try:
            trees.append(parse(text))
        except GuideError as error:
            faults += [(number, diagnostic) for diagnostic in error.diagnostics]
    return trees, faults


def _numbers(trees: Sequence[PolicyFile]) -> dict[str, int]:
    layers = (tree.head.layer for tree in trees[1:])
    return {"": 0} | {layer.value.name.value: number for number, layer in zip(count(1), layers, strict=False) if layer}


def _unfit(layers: Sequence[LayerFile]) -> Iterator[tuple[int, Diagnostic]]:
    """What keeps the files from being read as one stack."""
    seen = {""}
    for number, layer in enumerate(layers, 1):
        head = layer.file.head
        if head.layer is None:
            yield (
                number,
                Diagnostic(
                    "GP247",
                    "this file extends no other; it is a policy of its own",
                    head.place,
                    'Say what it extends: layer name extends "above.guide".',
                ),
            )
            continue
        if layer.name in seen:
            yield number, Diagnostic("GP247", f"there is a layer “{layer.name}” already", head.layer.place, "Choose another name.")
        if layer.above not in seen:
            yield (
                number,
                Diagnostic("GP240", f"there is no layer “{layer.above}” above", head.layer.place, "Name one that is there."),
            )
        seen.add(layer.name)


@dataclass(frozen=True, slots=True)
class _Files:
    snapshots: Sequence[Snapshot]

    def found(self, finding: Diagnostic, file: int, numbers: dict[str, int] | None = None) -> Found:
        where = self._where(finding.place, file)
        snapshot = self.snapshots[file]
        start, end = snapshot.lines.span(finding.place)
        related = tuple((self._where(place, numbers[place.layer] if numbers else file), note) for place, note in finding.related)
        return Found(
            where,
            finding.severity.value,
            finding.code,
            finding.message,
            finding.hint,
            related,
            tuple(suggestions(finding, snapshot.text[start:end])),
        )

    def _where(self, place: Place, file: int) -> Where:
        snapshot = self.snapshots[file]
        start, end = snapshot.lines.span(place)
        return Where(file, _units(snapshot.text[:start]), _units(snapshot.text[:end]), place.line)


def _units(text: str) -> int:
    """Length in UTF-16 units, as JavaScript counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def offset_of(text: str, units: int) -> int:
    """The code point offset of a UTF-16 offset; one beyond the end is the end."""
    left = units
    for offset, character in enumerate(text):
        if left <= 0:
            return offset
        left -= 2 if character > "\uffff" else 1
    return len(text)
