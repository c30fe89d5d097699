"""Running providers: in threads, within their time, and never trusting what comes back."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass

import structlog

from guidepost.classifiers import Document, Provider
from guidepost.signals import SignalDeclaration, Unknown, UnknownReason, Value, conforms

_log = structlog.get_logger(__name__)

_THREADS = 4
"""Posts one provider may work on at once. A provider that hangs uses up its own threads and nobody else's."""


@dataclass(frozen=True, slots=True)
class ProviderState:
    """How a provider is: its version when it could be loaded, else what went wrong."""

    name: str
    version: str | None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """Signals of several documents from one provider, in order, and the seconds it took."""

    values: Sequence[Mapping[str, Value]]
    seconds: float


class Providers:
    """All providers of a running engine, loaded, by the signals they compute."""

    def __init__(self, providers: Iterable[Provider], clock: Callable[[], float] = time.perf_counter) -> None:
        self._providers = {provider.name: provider for provider in providers}
        self._clock = clock
        self._states: dict[str, ProviderState] = {}
        self._pools = {name: ThreadPoolExecutor(_THREADS, thread_name_prefix=f"signals-{name}") for name in self._providers}
        self._by_signal = {
            declaration.name: provider.name for provider in self._providers.values() for declaration in provider.declarations
        }
        self._declared = {
            declaration.name: declaration for provider in self._providers.values() for declaration in provider.declarations
        }

    def load(self, names: Iterable[str] | None = None) -> tuple[ProviderState, ...]:
        """Load all providers, or those named, side by side. One that fails is kept out: its signals are unknown, its state says why."""
        chosen = list(self._providers if names is None else names)
        loading = {name: self._pools[name].submit(self._load_one, self._providers[name]) for name in chosen}
        loaded = {name: future.result() for name, future in loading.items()}
        self._states = {**self._states, **loaded}
        return self.states

    @staticmethod
    def _load_one(provider: Provider) -> ProviderState:
        try:
            provider.load()
            return ProviderState(provider.name, provider.version)
        except Exception as error:  # whatever a model or a word list does wrong, the engine must go on and say so
            _log.error("provider_not_loaded", provider=provider.name, error=type(error).__name__, detail=str(error))
            return ProviderState(provider.name, None, f"{type(error).__name__}: {error}")

    @property
    def states(self) -> tuple[ProviderState, ...]:
        """The state of every provider that was to be loaded, by name."""
        return tuple(self._states[name] for name in sorted(self._states))

    def asked_for(self, signals: Collection[str]) -> frozenset[str]:
        """The names of the providers that compute some of these signals."""
        return frozenset(name for signal, name in self._by_signal.items() if signal in signals)

    def problem_of(self, name: str) -> str | None:
        """Why a provider cannot be asked; None for one that can."""
        state = self._states.get(name)
        return state.problem if state else "it was not loaded"

    def close(self) -> None:
        """Let go of the threads."""
        for pool in self._pools.values():
            pool.shutdown(wait=False, cancel_futures=True)

    def provider_of(self, signal: str) -> str:
        """The name of the provider of a signal."""
        return self._by_signal[signal]

    def cost_of(self, signal: str) -> tuple[int, str]:
        """What orders signals by cost; providers of equal cost by name, so that every machine asks in the same order."""
        return int(self._declared[signal].cost), self._by_signal[signal]

    def version_of(self, name: str) -> str:
        """The version of a loaded provider, or `unavailable`."""
        state = self._states.get(name)
        return state.version if state and state.version else "unavailable"

    def measure(self, name: str, documents: Sequence[Document]) -> Measured:
        """Ask one provider about several documents. Never raises: what cannot be had is unknown, with the reason."""
        provider = self._providers[name]
        state = self._states.get(name)
        started = self._clock()
        if state is None or state.version is None:
            answers = self._unknown(provider, len(documents), UnknownReason.FAILED, "the provider could not be loaded")
        else:
            answers = self._ask(provider, documents)
        return Measured(answers, self._clock() - started)

    def _ask(self, provider: Provider, documents: Sequence[Document]) -> Sequence[Mapping[str, Value]]:
        budget = provider.budget * len(documents)
        future = self._pools[provider.name].submit(provider.compute, documents)
        try:
            answers = future.result(timeout=budget)
        except FutureTimeout:
            future.cancel()
            _log.warning("provider_timeout", provider=provider.name, budget=budget)
            return self._unknown(provider, len(documents), UnknownReason.TIMEOUT, f"no answer within {budget:g} s")
        except Exception as error:  # a provider may fail in any way; the post must still be decided
            _log.error("provider_failed", provider=provider.name, error=type(error).__name__)
            return self._unknown(provider, len(documents), UnknownReason.FAILED, type(error).__name__)
        if not isinstance(answers, Sequence) or len(answers) != len(documents):
            return self._unknown(provider, len(documents), UnknownReason.INVALID, "wrong number of answers")
        return [self._trusted(provider, answer, document) for answer, document in zip(answers, documents, strict=True)]

    @staticmethod
    def _trusted(provider: Provider, answer: Mapping[str, Value], document: Document) -> Mapping[str, Value]:
        return {declaration.name: _one(declaration, answer, document) for declaration in provider.declarations}

    @staticmethod
    def _unknown(provider: Provider, count: int, reason: UnknownReason, detail: str) -> Sequence[Mapping[str, Value]]:
        return [{declaration.name: Unknown(reason, detail) for declaration in provider.declarations}] * count


def _one(declaration: SignalDeclaration, answer: Mapping[str, Value], document: Document) -> Value:
    value = answer.get(declaration.name)
    if value is None:
        return Unknown(UnknownReason.INVALID, "the provider left it out")
    if not conforms(declaration, value):
        return Unknown(UnknownReason.INVALID, f"not a {declaration.type.value}")
    if isinstance(value, tuple) and any(span.end > len(document.visible) for span in value):
        return Unknown(UnknownReason.INVALID, "a place outside the text")
    return value
