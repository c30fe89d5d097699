"""What is to be known of a policy before it is proposed: its faults, and what would be different from the live version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from guidepost.engine.policies import LoadedPolicy
from guidepost.engine.views import fold
from guidepost.rules.analysis import analyse
from guidepost.rules.compare import Difference, compare
from guidepost.rules.syntax.diagnostic import Diagnostic, Severity

UNTESTED = "GP303"
"""The finding that no test sees a rule at work."""


@dataclass(frozen=True, slots=True)
class Examination:
    """A policy that was looked at whole.

    `live` is the version that decides now, where there is one that can still be used; `difference` is what the policy would change.
    """

    policy: LoadedPolicy
    findings: tuple[Diagnostic, ...]
    live: LoadedPolicy | None
    difference: Difference | None

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What must be put right before the policy can be proposed."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    @property
    def untested(self) -> tuple[str, ...]:
        """The names of the rules that no test sees at work."""
        places = {finding.place for finding in self.findings if finding.code == UNTESTED}
        return tuple(rule.qualified for rule in self.policy.checked.scope.file.rules if rule.name.place in places)


def examine(policy: LoadedPolicy, live: Callable[[], LoadedPolicy | None]) -> Examination:
    """Look at a policy as `guidepost policy check` does, with the proofs of how its rules go together, which may take seconds."""
    proofs = [finding.diagnostic for finding in analyse(policy.checked, fold)]
    known = live()
    difference = compare(known, policy) if known else None
    findings = sorted([*policy.checked.findings, *proofs], key=lambda one: (one.place.layer, one.place, one.code))
    return Examination(policy, tuple(findings), known, difference)
