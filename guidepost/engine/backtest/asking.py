"""Asking providers for signals that were not recorded. A model is loaded when it is needed, and not before.

What was not counted then is not counted now: the posts of that time have left no traces that would still be there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from guidepost.classifiers import Document, Provider
from guidepost.engine.providers import Providers
from guidepost.engine.rates import COST, HISTORY
from guidepost.signals import Unknown, UnknownReason, Value
from guidepost.signals.rates import rate_named

_NOT_COUNTED = Unknown(UnknownReason.NOT_GIVEN, "not counted then")
_NOT_COMPUTED = Unknown(UnknownReason.NOT_GIVEN, "not recorded, and not to be computed")


class Asker:
    """The providers of an installation, each loaded when it is first asked; without `models` none is, and signals stay unknown."""

    def __init__(self, providers: Sequence[Provider], *, models: bool) -> None:
        self.models = models
        self._all = Providers(providers)
        self._each = {provider.name: Providers([provider]) for provider in providers}
        self._signals = {provider.name: [declaration.name for declaration in provider.declarations] for provider in providers}
        self._loaded: set[str] = set()

    def cheapest(self, signals: Iterable[str]) -> tuple[int, str]:
        """Cost and name of the provider to ask first, in the engine's own order."""
        return min(COST if rate_named(signal) else self._all.cost_of(signal) for signal in signals)

    def can_ask(self, provider: str) -> bool:
        """Whether a provider can be asked now for what it measured then."""
        return self.models and provider != HISTORY

    def ask(self, provider: str, documents: Sequence[Document], wanted: Collection[str]) -> Sequence[Mapping[str, Value]]:
        """The signals of documents, in order, those wanted among them. What cannot be had is unknown."""
        if provider == HISTORY:
            return [{signal: _NOT_COUNTED for signal in wanted if rate_named(signal)}] * len(documents)
        if not self.models:
            return [dict.fromkeys(self._signals[provider], _NOT_COMPUTED)] * len(documents)
        running = self._each[provider]
        if provider not in self._loaded:
            running.load()
            self._loaded.add(provider)
        return running.measure(provider, documents).values

    @property
    def problems(self) -> Mapping[str, str]:
        """By provider that could not be loaded: what went wrong."""
        states = (state for name in sorted(self._loaded) for state in self._each[name].states)
        return {state.name: state.problem for state in states if state.problem}

    def close(self) -> None:
        """Let go of the threads."""
        for running in (self._all, *self._each.values()):
            running.close()
