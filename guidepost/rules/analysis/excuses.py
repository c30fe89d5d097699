"""Excuses that never excuse (GP413)."""

from __future__ import annotations

from collections.abc import Iterator

from guidepost.rules.analysis.subject import Fate, Finding, Subject, joined
from guidepost.rules.syntax.diagnostic import Diagnostic, Severity


def excuses_needed(subject: Subject) -> Iterator[Finding]:
    """GP413: a may rule and a rule that it excuses never hold for the same post."""
    idle = (Fate.NEVER, Fate.NEVER_KNOWN)
    for permission in subject.permissions:
        for name in permission.excuses.value if permission.excuses else ():
            duty = subject.scope.rules[name.value]
            if subject.fate(permission) in idle or subject.fate(duty) in idle:
                continue
            may, must = subject.encoder.rule(permission), subject.encoder.rule(duty)
            if subject.never(joined(may.uses, must.uses), may.true, must.true):
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
