"""Tests that stand in a policy file: running them, what they reach, and what they would notice."""

from guidepost.engine.policy_tests.coverage import Branch, Coverage, GuidelineCoverage, LayerCoverage, RuleCoverage, measure
from guidepost.engine.policy_tests.junit import junit
from guidepost.engine.policy_tests.mutants import Kind, Mutant, mutants
from guidepost.engine.policy_tests.mutation import Fate, Trial, try_mutants
from guidepost.engine.policy_tests.proposals import propose
from guidepost.engine.policy_tests.running import TestResult, run_tests, silent

__all__ = [
    "Branch",
    "Coverage",
    "Fate",
    "GuidelineCoverage",
    "Kind",
    "LayerCoverage",
    "Mutant",
    "RuleCoverage",
    "TestResult",
    "Trial",
    "junit",
    "measure",
    "mutants",
    "propose",
    "run_tests",
    "silent",
    "try_mutants",
]
