"""Layers name what stands above them, apply by what is known of a post beforehand, and are stricter than what is above."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from guidepost.rules.check.names import names_used
from guidepost.rules.check.scope import Scope, walk
from guidepost.rules.layers.chains import Chains
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.diagnostic import Diagnostic, Place
from guidepost.signals import Cost, SignalDeclaration

LANGUAGE = "language"
"""The one measured signal that a layer may apply by."""


def names_visible(scope: Scope) -> Iterator[Diagnostic]:
    """GP246: a layer names a list, definition, guideline or rule of a layer that does not stand above it."""
    chains = Chains.of_file(scope.file)
    owners = _owners(scope)
    # A layer that applies always may have put a rule of its own in the place of one above; the name still means that.
    stated = {layer: {rule.stated for rule in upward.rules} for layer, upward in scope.upward.items()}
    for kind, name in names_used(scope) if scope.file.layers else ():
        # An excuse also lifts what layers below make of a rule (“g.r@layer”); written is the rule itself.
        written = name.value.partition("@")[0]
        found = owners[kind].get(written, set())
        if kind == "rule" and written in stated.get(name.place.layer, ()):
            continue
        if found and found.isdisjoint(chains.up_from(name.place.layer)):
            owner = min(found)
            yield Diagnostic(
                "GP246",
                f"the {kind} “{name.value}” belongs to the layer “{owner}”, which does not stand above this one",
                name.place,
                "A layer can name what is its own, and what the layers above it have. Move it to a layer that both extend.",
            )


def _owners(scope: Scope) -> Mapping[str, dict[str, set[str]]]:
    owners: dict[str, dict[str, set[str]]] = {"list": {}, "definition": {}, "guideline": {}, "rule": {}}
    named: list[tuple[str, str, Place]] = [("list", one.name.value, one.place) for one in scope.file.lists]
    named += [("definition", one.name.value, one.place) for one in scope.file.definitions]
    named += [("guideline", one.name.value, one.place) for one in scope.file.guidelines]
    for kind, name, place in named:
        owners[kind].setdefault(name, set()).add(place.layer)
    for rule in scope.file.rules:
        owners["rule"].setdefault(rule.stated, set()).add(rule.layer)
    return owners


def layers_whole(scope: Scope) -> Iterator[Diagnostic]:
    """GP240, GP241: a layer read without the file above it, or a guideline without a title."""
    head = scope.file.head
    if head.layer is not None:
        yield Diagnostic(
            "GP240",
            f"this is the layer “{head.layer.value.name.value}”; it means something only below “{head.layer.value.extends}”",
            head.layer.place,
            "Put that file where the layer says, or correct the path.",
        )
    elif head.applies is not None:
        yield Diagnostic(
            "GP240",
            "only a layer applies to some posts and not to others",
            head.applies.place,
            'Say what it extends: layer name extends "above.guide". Or remove this.',
        )
    for guideline in scope.file.guidelines:
        if not guideline.title and head.layer is None:
            yield Diagnostic(
                "GP241",
                f"the guideline “{guideline.name.value}” has no title",
                guideline.name.place,
                f'Write: guideline {guideline.name.value} "Title".',
            )


def heads_stricter(scope: Scope) -> Iterator[Diagnostic]:
    """GP243: a layer's head is no stricter than those above it, so that it would mean nothing."""
    heads = {"": scope.file.head, **{layer.name: layer.head for layer in scope.file.layers}}
    chains = Chains.of_file(scope.file)
    for layer in scope.file.layers:
        above = [heads[name] for name in chains.up_from(layer.above)]
        for word, own, upper in (
            ("default", layer.head.default, max(_value(head.default, t.Outcome.ALLOW) for head in above)),
            ("on unknown", layer.head.on_unknown, max(_value(head.on_unknown, t.Outcome.REVIEW) for head in above)),
        ):
            if own is not None and own.value <= upper:
                yield _mild(f"“{word} {own.value.word}” changes nothing: above it is “{upper.word}” already", own.place)
        limits = [clause.value for head in above for clause in head.thresholds]
        for clause in layer.head.thresholds:
            if any(one.risk <= clause.value.risk and one.outcome >= clause.value.outcome for one in limits):
                yield _mild("this threshold changes nothing: one above is as strict already", clause.place)


def _value(clause: t.Clause[t.Outcome] | None, usual: t.Outcome) -> t.Outcome:
    return clause.value if clause else usual


def _mild(message: str, place: Place) -> Diagnostic:
    return Diagnostic("GP243", message, place, "A layer may be stricter than those above it, never milder. Remove it.")


def may_apply_by(signal: SignalDeclaration) -> bool:
    """Whether a layer may apply by a signal: a fact that comes with the post, or the language."""
    return signal.cost is Cost.FREE or signal.name == LANGUAGE


def scopes_plain(scope: Scope) -> Iterator[Diagnostic]:
    """GP244: a layer applies by something other than what is known of a post beforehand, or its language."""
    for layer in scope.file.layers:
        for part in walk(layer.head.applies.value) if layer.head.applies else ():
            if isinstance(part, t.And | t.Or | t.Not):
                continue
            asked = part.signal if isinstance(part, t.Is | t.Includes) else None
            declaration = scope.catalogue.get(asked.value) if asked else None
            if asked is not None and declaration is None:
                continue
            if declaration is None or not may_apply_by(declaration):
                yield Diagnostic(
                    "GP244",
                    "a layer applies by who writes, where, for whom and in which language, not by what a post says",
                    getattr(part, "place", layer.head.applies.place) if layer.head.applies else layer.head.place,
                    "Write, for example: applies when author.region is ch.",
                )


def overridable_kept(scope: Scope) -> Iterator[Diagnostic]:
    """GP245: a rule is marked as overridable though it permits, or though the rule it restates is not."""
    chains = Chains.of_file(scope.file)
    stated: dict[tuple[str, str], t.Rule] = {(rule.stated, rule.layer): rule for rule in scope.file.rules}
    for rule in scope.file.rules:
        if rule.overridable is None:
            continue
        if rule.modality is t.Modality.MAY:
            yield Diagnostic(
                "GP245",
                f"“{rule.stated}” permits; layers may narrow it as they like",
                rule.overridable.place,
                "Remove “overridable”.",
            )
        above = next((stated[rule.stated, name] for name in chains.up_from(rule.layer)[1:] if (rule.stated, name) in stated), None)
        if above is not None and above.overridable is None:
            yield Diagnostic(
                "GP245",
                f"“{rule.stated}” is not overridable above, so no layer can make it so",
                rule.overridable.place,
                "Remove “overridable”.",
                related=((above.place, "the rule above"),),
            )
