"""What can be proved about a policy as a whole: rules that clash, never fire, change nothing, spare a rank, or take in every post.

Each rule becomes a formula over typed unknowns with Kleene's three values, and a solver says whether posts of a certain kind exist.
What is reported as impossible is proved; what is reported as possible was tried on the compiled policy. Where the solver gives up,
nothing is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from guidepost.rules.analysis import contradiction, excuses, rank, reach, redundancy, shadow, thresholds, vacuous, width
from guidepost.rules.analysis.layers import layers_keep
from guidepost.rules.analysis.subject import Finding, Subject
from guidepost.rules.analysis.witness import Witness
from guidepost.rules.check import Checked

Analysis: TypeAlias = Callable[[Subject], Iterator[Finding]]
"""One analysis: looks at a policy and yields what it finds."""

ANALYSES: tuple[Analysis, ...] = (
    reach.same_for_every_post,
    redundancy.parts_count,
    vacuous.questions_open,
    contradiction.permissions_kept,
    shadow.rules_needed,
    thresholds.thresholds_reached,
    rank.ranks_alike,
    width.words_narrow,
    excuses.excuses_needed,
)
"""Every analysis there is, one line each."""


def analyse(checked: Checked, fold: Callable[[str], str]) -> tuple[Finding, ...]:
    """Everything the analyses find, in the order of the file.

    `checked` must hold no errors (else `ValueError`). `fold` reads phrases and posts the way the engine does.
    """
    subject = Subject(checked, fold)
    findings = [finding for analysis in ANALYSES for finding in analysis(subject)]
    return tuple(
        sorted(findings, key=lambda finding: (finding.diagnostic.place, finding.diagnostic.code, finding.diagnostic.message))
    )


__all__ = ["ANALYSES", "Analysis", "Finding", "Witness", "analyse", "layers_keep"]
