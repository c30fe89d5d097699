"""A policy with tests, and the results of running them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypeAlias

from guidepost.engine.check import Checker
from guidepost.engine.identity import World
from guidepost.engine.policies import LoadedPolicy, PolicySource, compile_source
from guidepost.engine.policy_tests import TestResult, run_tests
from guidepost.engine.providers import Providers
from tests.rules.catalogue import CATALOGUE

Results: TypeAlias = list[TestResult]


def ran(text: str, files: Mapping[str, str] | None = None) -> tuple[LoadedPolicy, Results]:
    """The policy, and its results."""
    return run(compile_source(PolicySource(text, "p.guide", files or {}), CATALOGUE))


def run(policy: LoadedPolicy) -> tuple[LoadedPolicy, Results]:
    """A policy, and its results."""
    providers = Providers([])
    checker = Checker(policy.compiled, providers, World(lambda: datetime(2026, 11, 2, tzinfo=UTC), bytes))
    try:
        return policy, list(run_tests(policy, checker, quiet=True))
    finally:
        providers.close()
