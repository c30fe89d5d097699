"""Questions about a signal that have but one answer (GP406)."""

from __future__ import annotations

from collections.abc import Iterator

from guidepost.rules.analysis.subject import Finding, Subject
from guidepost.rules.syntax.diagnostic import Diagnostic, Severity
from guidepost.rules.syntax.formatter import condition as as_written


def questions_open(subject: Subject) -> Iterator[Finding]:
    """GP406: a comparison that holds for every value that the signal can have, or for none."""
    for rule, atom, answer in subject.vacuous:
        yield Finding(
            Diagnostic(
                "GP406",
                f"“{as_written(atom)}” is {'always' if answer else 'never'} true where {atom.signal.value} is known",
                atom.place,
                f"Write what was meant, or: not {atom.signal.value} is unknown." if answer else "Choose a value that it can have.",
                Severity.WARNING,
            ),
            (rule.qualified,),
        )
