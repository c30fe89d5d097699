"""Excuses that never excuse (GP413)."""

from __future__ import annotations

from collections.abc import Iterator

from guidepost.rules.analysis.subject import Fate, Finding, Subject, joined
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.diagnostic import Diagnostic, Severity


def excuses_needed(subject: Subject) -> Iterator[Finding]:
    """GP413: a may rule and a rule that it excuses never hold for the same post, in none of the versions that layers have of it."""
    idle = (Fate.NEVER, Fate.NEVER_KNOWN)
    for permission in subject.permissions:
        if subject.fate(permission) in idle:
            continue
        for name, versions in _excused(permission, subject).items():
            duties = [duty for duty in versions if subject.fate(duty) not in idle]
            if duties and all(_apart(permission, duty, subject) for duty in duties):
                duty = duties[0]
                yield Finding(
                    Diagnostic(
                        "GP413",
                        f"“{permission.qualified}” never excuses “{duty.qualified}”: the two never hold for the same post",
                        name.place,
                        "Remove the excuse, or widen the condition of the may rule.",
                        Severity.WARNING,
                        ((duty.name.place, "the rule that it shall excuse"),),
                    ),
                    (permission.qualified, duty.qualified),
                )


def _excused(permission: t.Rule, subject: Subject) -> dict[t.Name, list[t.Rule]]:
    """The rules that a may rule excuses, by the names that it writes: of a rule that layers restate, all versions."""
    versions: dict[tuple[str, object], list[t.Name]] = {}
    for name in permission.excuses.value if permission.excuses else ():
        versions.setdefault((name.value.partition("@")[0], name.place), []).append(name)
    return {names[0]: [subject.scope.rules[one.value] for one in names] for names in versions.values()}


def _apart(permission: t.Rule, duty: t.Rule, subject: Subject) -> bool:
    """Whether a may rule and a duty never hold for the same post."""
    may, must = subject.encoder.rule(permission), subject.encoder.rule(duty)
    return subject.never(joined(may.uses, must.uses), may.true, must.true)
