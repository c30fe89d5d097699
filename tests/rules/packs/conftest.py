"""The sample packs, and their policies as they are read, checked and compiled with all signals of an installation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import pytest

from guidepost.classifiers.registry import default_providers
from guidepost.engine.catalogue import catalogue
from guidepost.engine.check import Checker
from guidepost.engine.identity import World
from guidepost.engine.policies import LoadedPolicy, load_policy, sample_policy
from guidepost.engine.policy_tests import TestResult, run_tests
from guidepost.engine.providers import Providers
from guidepost.rules.check import Catalogue
from guidepost.signals import Cost, SignalType, Value

FOLDER = sample_policy().parents[1]
WORLD = World(lambda: datetime(2026, 11, 2, tzinfo=UTC), bytes)


@dataclass(frozen=True, slots=True)
class Pack:
    """A sample policy: its file, or the folder of all, and the layer that the file is (empty for the uppermost)."""

    path: Path
    layer: str = ""

    @property
    def name(self) -> str:
        """What it is called by its file or folder."""
        return self.path.stem


Results: TypeAlias = list[TestResult]
WORKPLACE = Pack(sample_policy())
SWITZERLAND = Pack(FOLDER / "switzerland" / "switzerland.guide", "switzerland")
RESEARCH = Pack(FOLDER / "research" / "research.guide", "research")
STACK = Pack(FOLDER)


@pytest.fixture(scope="session")
def signals(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """All signals of an installation, from declarations alone: no model is read."""
    return catalogue(default_providers(tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The pack that a module's tests are about; modules say another."""
    return WORKPLACE


@pytest.fixture(scope="module")
def policy(pack: Pack, signals: Catalogue) -> LoadedPolicy:
    return load_policy(pack.path, signals)


@pytest.fixture(scope="module")
def checker(policy: LoadedPolicy) -> Iterator[Checker]:
    """Decides by the policy; no provider is there to be asked."""
    providers = Providers([])
    yield Checker(policy.compiled, providers, WORLD)
    providers.close()


@pytest.fixture(scope="module")
def results(policy: LoadedPolicy, checker: Checker) -> Results:
    """What the policy's own tests come to."""
    return list(run_tests(policy, checker, quiet=True))


@pytest.fixture(scope="session")
def nothing_found(signals: Catalogue) -> Mapping[str, Value]:
    """Every computed signal as for a harmless post in English."""
    harmless: dict[SignalType, Value] = {
        SignalType.PROBABILITY: 0.02,
        SignalType.SPANS: (),
        SignalType.SYMBOL: "en",
        SignalType.COUNT: 0,
        SignalType.NUMBER: 0.0,
        SignalType.SET: frozenset(),
    }
    return {signal.name: harmless[signal.type] for signal in signals.values() if signal.cost is not Cost.FREE}
