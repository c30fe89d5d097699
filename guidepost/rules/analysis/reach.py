"""Rules that say the same of every post: never, always, or never known (GP401 to GP404)."""

from __future__ import annotations

from collections.abc import Iterator

from guidepost.rules.analysis.subject import Fate, Finding, Subject
from guidepost.rules.check.scope import Scope, conditions, smallest
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.diagnostic import Diagnostic, Place, Severity


def same_for_every_post(subject: Subject) -> Iterator[Finding]:
    """GP401 never, GP402 never known, GP403 always excused, GP404 always."""
    for rule in subject.scope.file.rules:
        found = _found(rule, subject.fate(rule), asks_for_unknown=_asks_for_unknown(rule, subject.scope))
        if found is not None:
            yield Finding(found, (rule.qualified,))


def _asks_for_unknown(rule: t.Rule, scope: Scope) -> bool:
    parts = (part for condition in conditions(rule) for part in smallest(condition, scope.definitions))
    return any(isinstance(part, t.IsUnknown) for part in parts)


def _found(rule: t.Rule, fate: Fate, *, asks_for_unknown: bool) -> Diagnostic | None:
    name, permits = rule.qualified, rule.modality is t.Modality.MAY
    verb = "hold" if permits else "fire"
    match fate:
        case Fate.NEVER | Fate.NEVER_KNOWN if not (fate is Fate.NEVER_KNOWN and asks_for_unknown):
            return Diagnostic(
                "GP401",
                f"“{name}” can never {verb}: no post fits its condition",
                _place(rule),
                "Two parts of it rule each other out: join them with “or”, or make two rules.",
                Severity.WARNING,
            )
        case Fate.NEVER_KNOWN:
            held = "" if permits else " It only holds posts back as undecided."
            return Diagnostic(
                "GP402",
                f"“{name}” can never {verb}: its condition is false or unknown for every post",
                _place(rule),
                f"A signal that is unknown cannot be compared.{held} Take “is unknown” out of it.",
                Severity.WARNING,
            )
        case Fate.ALWAYS_EXCUSED:
            return Diagnostic(
                "GP403",
                f"“{name}” can never fire: whenever its condition holds, a may rule excuses it",
                _place(rule),
                "Narrow the may rule that excuses it, or remove this rule.",
                Severity.WARNING,
            )
        case Fate.ALWAYS:
            return Diagnostic(
                "GP404",
                f"“{name}” {verb}s for every post: its condition is never false",
                _place(rule),
                "Join its parts with “and”, or leave out the part that takes in all others.",
                Severity.WARNING,
            )
        case _:
            return None


def _place(rule: t.Rule) -> Place:
    clause = rule.when or rule.unless
    return clause.place if clause else rule.name.place
