"""`guidepost policy diff`: what is different in what two policies mean."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import msgspec
import typer
from rich.padding import Padding
from rich.text import Text

from guidepost.cli.options import FAILED, clear_errors, out
from guidepost.engine.policies import LoadedPolicy, load_policy
from guidepost.engine.start import known_signals
from guidepost.rules.compare import (
    Aspect,
    Change,
    DefinitionDifference,
    Difference,
    Effect,
    GuidelineDifference,
    Kind,
    LayerDifference,
    ListDifference,
    RuleDifference,
    compare,
)


class Language(StrEnum):
    """A language the command speaks."""

    ENGLISH = "en"
    GERMAN = "de"


_MARKS: Mapping[Kind, tuple[str, str]] = MappingProxyType(
    {
        Kind.ADDED: ("+", "green"),
        Kind.REMOVED: ("-", "red"),
        Kind.RENAMED: ("=", "cyan"),
        Kind.CHANGED: ("~", "yellow"),
    }
)
_STYLES: Mapping[Effect, str] = MappingProxyType(
    {Effect.MILDER: "green", Effect.STRICTER: "red", Effect.OPEN: "yellow", Effect.NONE: "dim"}
)

_WORDS: Mapping[Language, Mapping[str, str]] = MappingProxyType(
    {
        Language.ENGLISH: MappingProxyType(
            {
                "identical": "The two files hold the same text.",
                "same": "No difference in meaning: only layout, remarks, order or tests differ.",
                "head": "The policy",
                "layer head": "Layer {name}  {title}",
                "list": "List {name}",
                "definition": "Definition {name}",
                "asked": "asked by {rules}",
                "guideline": "{name}  {title}",
                "was": "was {was}",
                "id": "id {id}",
                "like": "says the same as {id}, which has another id: give both the same id, and the history goes on",
                "used": "looked for by {rules}",
                "unused": "no rule looks for it",
                "none": "none",
                "added": "new",
                "removed": "removed",
                "renamed": "renamed",
                "changed": "changed",
                "milder": "milder",
                "stricter": "stricter",
                "open": "may decide otherwise",
                "effect none": "decides nothing",
                "count": "{rules} rules, {lists} lists and {head} settings differ; posts are decided {effect}.",
                "count layers": "{layers} layers, {rules} rules, {lists} lists and {head} settings differ; posts are decided {effect}.",
                "all milder": "more mildly, if otherwise",
                "all stricter": "more strictly, if otherwise",
                "all open": "otherwise in either direction, or alike",
                "all none": "alike",
                "next": "guidepost policy backtest {new} shows which decisions would have been other ones.",
            }
        ),
        Language.GERMAN: MappingProxyType(
            {
                "identical": "Beide Dateien haben denselben Text.",
                "same": "Kein Unterschied in der Bedeutung: nur Form, Anmerkungen, Reihenfolge oder Tests sind anders.",
                "head": "Die Richtlinie",
                "layer head": "Ebene {name}  {title}",
                "list": "Liste {name}",
                "definition": "Definition {name}",
                "asked": "gefragt von {rules}",
                "guideline": "{name}  {title}",
                "was": "bisher {was}",
                "id": "Kennung {id}",
                "like": "sagt dasselbe wie {id}, nur mit anderer Kennung: mit gleicher „id“ geht die Geschichte weiter",
                "used": "gesucht von {rules}",
                "unused": "keine Regel sucht danach",
                "none": "keine",
                "added": "neu",
                "removed": "entfernt",
                "renamed": "umbenannt",
                "changed": "geändert",
                "milder": "milder",
                "stricter": "strenger",
                "open": "kann anders entscheiden",
                "effect none": "entscheidet nichts",
                "count": "{rules} Regeln, {lists} Listen und {head} Einstellungen sind anders; Beiträge werden {effect} entschieden.",
                "count layers": "{layers} Ebenen, {rules} Regeln, {lists} Listen und {head} Einstellungen sind anders; "
                "Beiträge werden {effect} entschieden.",
                "all milder": "wenn anders, dann milder",
                "all stricter": "wenn anders, dann strenger",
                "all open": "milder, strenger oder gleich",
                "all none": "gleich",
                "next": "guidepost policy backtest {new} zeigt, welche Entscheidungen anders gefallen wären.",
                "title": "Titel",
                "version": "Fassung",
                "extends": "unter",
                "applies when": "gilt, wenn",
                "languages": "Sprachen",
                "default": "Regelfall",
                "on unknown": "wenn unbekannt",
                "appeals to": "Einspruch bei",
                "from risk": "ab Risiko",
                "name": "Name",
                "cites": "Fundstelle",
                "guideline of": "Leitsatz",
                "layer": "Ebene",
                "restates": "statt",
                "modality": "Art",
                "when": "wenn",
                "unless": "außer wenn",
                "outcome": "Folge",
                "queue": "Warteschlange",
                "within": "Frist",
                "redirect": "besserer Kanal",
                "risk": "Risiko",
                "excuses": "entschuldigt",
                "overridable": "lockerbar",
                "because": "weil",
                "says": "sagt",
                "instead": "rät",
            }
        ),
    }
)


def diff(
    old: Annotated[Path, typer.Argument(help="The .guide file, or folder of a stack, to compare with.", show_default=False)],
    new: Annotated[Path, typer.Argument(help="The .guide file, or folder of a stack, that is new.", show_default=False)],
    language: Annotated[Language, typer.Option("--lang", help="Language of the answer.")] = Language.ENGLISH,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Show what is different in what two policies mean, guideline by guideline; rules are matched by their permanent id.

    Layout, remarks, order and tests are no differences. Ends with 0 (no difference in meaning), 1 (differences) or 2 (errors).
    """
    signals = known_signals()
    with clear_errors():
        before, now = load_policy(old, signals), load_policy(new, signals)
    difference = compare(before, now)
    if as_json:
        sys.stdout.write(_json(before, now, difference) + "\n")
    else:
        _Shown(_WORDS[language]).show(before, now, difference, str(new))
    if not difference.empty:
        raise typer.Exit(FAILED)


def _json(before: LoadedPolicy, now: LoadedPolicy, difference: Difference) -> str:
    answer = {
        "old": {"file": before.source.name, "version": before.compiled.version, "digest": before.compiled.digest},
        "new": {"file": now.source.name, "version": now.compiled.version, "digest": now.compiled.digest},
        "same": difference.empty,
        "effect": difference.effect,
        "head": difference.changes,
        "layers": difference.layers,
        "lists": difference.lists,
        "definitions": difference.definitions,
        "guidelines": difference.guidelines,
    }
    return msgspec.json.encode(answer).decode()


class _Shown:
    """A difference for people, in one language."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def show(self, before: LoadedPolicy, now: LoadedPolicy, difference: Difference, new: str) -> None:
        """Print everything that is different, and what it comes to."""
        if difference.empty:
            texts = ((one.text, one.lists, [layer.text for layer in one.layers]) for one in (before.source, now.source))
            identical = next(texts) == next(texts)
            out.print(self._words["identical" if identical else "same"], style="green", markup=False, soft_wrap=True)
            return
        if difference.changes:
            out.print(self._words["head"], style="bold")
            self._changes(difference.changes, 2)
            out.print()
        for layer in difference.layers:
            self._layer(layer)
        for words in difference.lists:
            self._list(words)
        for definition in difference.definitions:
            self._definition(definition)
        for guideline in difference.guidelines:
            self._guideline(guideline)
        effect = self._words[f"all {difference.effect.value}"]
        counts = {"rules": len(difference.rules), "lists": len(difference.lists), "head": len(difference.changes)}
        told = self._words["count layers" if difference.layers else "count"]
        out.print(
            told.format(**counts, layers=len(difference.layers), effect=effect), style="bold", soft_wrap=True, highlight=False
        )
        if difference.effect is not Effect.NONE:
            out.print(self._words["next"].format(new=new), markup=False, soft_wrap=True)

    def _layer(self, layer: LayerDifference) -> None:
        effect = (f"  {self._effect(layer.effect)}", _STYLES[layer.effect])
        self._head(layer.kind, self._words["layer head"].format(name=layer.name, title=layer.title), layer.was, 0, effect)
        self._changes(layer.changes, 4, whole=layer.kind in (Kind.ADDED, Kind.REMOVED))
        out.print()

    def _list(self, words: ListDifference) -> None:
        self._head(words.kind, self._words["list"].format(name=words.name), words.was)
        rules = ", ".join(words.used_by)
        self._line(Text(self._words["used"].format(rules=rules) if rules else self._words["unused"], style="dim"), 4)
        for mark, style, phrases in (("+", "green", words.added), ("-", "red", words.removed)):
            for phrase in phrases:
                self._line(Text(f"{mark} {phrase}", style=style), 4)
        out.print()

    def _definition(self, definition: DefinitionDifference) -> None:
        self._head(definition.kind, self._words["definition"].format(name=definition.name), definition.was)
        if definition.used_by:
            self._line(Text(self._words["asked"].format(rules=", ".join(definition.used_by)), style="dim"), 4)
        for mark, style, text in (("-", "red", definition.before), ("+", "green", definition.after)):
            if text is not None and definition.kind is not Kind.RENAMED:
                self._line(Text(f"{mark} {text}", style=style), 4)
        out.print()

    def _guideline(self, guideline: GuidelineDifference) -> None:
        title = self._words["guideline"].format(name=guideline.name, title=guideline.title)
        self._head(guideline.kind, title, guideline.was)
        self._changes(guideline.changes, 4)
        for rule in guideline.rules:
            self._rule(rule)
        out.print()

    def _rule(self, rule: RuleDifference) -> None:
        effect = (f"  {self._effect(rule.effect)}", _STYLES[rule.effect])
        self._head(rule.kind, rule.name, rule.was, 2, effect)
        if rule.id != rule.name:
            self._line(Text(self._words["id"].format(id=rule.id), style="dim"), 6)
        if rule.like is not None:
            self._line(Text(self._words["like"].format(id=rule.like), style="cyan"), 6)
        self._changes(rule.changes, 6, whole=rule.kind in (Kind.ADDED, Kind.REMOVED))

    def _head(self, kind: Kind, name: str, was: str | None, indent: int = 0, *more: tuple[str, str]) -> None:
        mark, style = _MARKS[kind]
        told = f"  {self._words[kind.value]}" + (f", {self._words['was'].format(was=was)}" if was else "")
        self._line(Text.assemble((f"{mark} {name}", f"bold {style}"), (told, style), *more), indent)

    def _changes(self, changes: tuple[Change, ...], indent: int, *, whole: bool = False) -> None:
        for change in changes:
            for line in self._change(change, whole=whole):
                self._line(line, indent)

    def _change(self, change: Change, *, whole: bool) -> Iterator[Text]:
        label = self._aspect(change.aspect) + (f" {change.language}" if change.language else "")
        if whole:
            text = change.before if change.after is None else change.after
            yield Text.assemble((f"{label}: ", "dim"), text or "")
            return
        effect = "" if change.effect in (Effect.OPEN, Effect.NONE) else f"  {self._effect(change.effect)}"
        yield Text.assemble((label, "bold"), (effect, _STYLES[change.effect]))
        for mark, style, text in (("-", "red", change.before), ("+", "green", change.after)):
            shown = self._words["none"] if text is None else text
            yield Text(f"  {mark} {shown}", style=f"{style} italic" if text is None else style)

    def _effect(self, effect: Effect) -> str:
        return self._words["effect none" if effect is Effect.NONE else effect.value]

    def _aspect(self, aspect: Aspect) -> str:
        key = "guideline of" if aspect is Aspect.GUIDELINE else aspect.value
        return self._words.get(key, aspect.value)

    @staticmethod
    def _line(text: Text, indent: int) -> None:
        out.print(Padding(text, (0, 0, 0, indent)))
