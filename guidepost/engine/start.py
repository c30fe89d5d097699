"""Putting a running engine together from a data folder and a policy file."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from guidepost.classifiers import Provider
from guidepost.classifiers.registry import default_providers
from guidepost.engine.catalogue import catalogue
from guidepost.engine.identity import World, timestamp
from guidepost.engine.kept import kept_of
from guidepost.engine.lifecycle.refusals import Refusal, Refused
from guidepost.engine.lifecycle.unattended import activate_unreviewed, bootstrap, live_policy
from guidepost.engine.policies import LoadedPolicy, load_policy, sample_policy
from guidepost.engine.providers import Providers
from guidepost.engine.service import Service
from guidepost.engine.store import Store, open_store
from guidepost.signals import SignalDeclaration


def real_world() -> World:
    """The clock and the random source of the machine."""
    return World(now=lambda: datetime.now(UTC), random=os.urandom)


def model_cache(folder: Path) -> Path:
    """Where models that are put together once are kept: in the data folder, or where GUIDEPOST_MODEL_CACHE says."""
    return Path(os.environ.get("GUIDEPOST_MODEL_CACHE") or folder / "models")


def providers_of(folder: Path) -> Sequence[Provider]:
    """The providers of an installation, not loaded yet."""
    return default_providers(model_cache(folder))


def known_signals() -> Mapping[str, SignalDeclaration]:
    """Every signal a policy may ask for; nothing is loaded to find out."""
    return catalogue(providers_of(Path()))


def start(
    folder: Path, policy: Path | None, world: World, providers: Sequence[Provider] | None = None, *, keep: bool = True
) -> Service:
    """An engine for checking posts: under the policy given, or the live version, or the sample where there is neither.

    With `keep`, decisions are to be kept, which only the live version may decide once there is one. Nothing is brought into force.
    Raises `StoreUnavailable`, `PolicyUnreadable`, `GuideError`, `PolicyUnusable` or `Refused`; a provider that cannot be loaded raises
    nothing: its signals are unknown and its state says why.
    """
    with _opened(folder, world, providers) as parts:
        live = parts.store.versions().live()
        given = load_policy(policy, parts.signals) if policy is not None else None
        if given is None:
            chosen = (live_policy(parts.store, world, parts.signals) if live else None) or load_policy(
                sample_policy(), parts.signals
            )
        else:
            chosen = given
            if keep and live is not None and live.digest != given.compiled.digest:
                raise Refused(
                    Refusal.NOT_THE_LIVE_ONE, file=policy, digest=given.compiled.digest, live=f"{live.version} ({live.digest})"
                )
        return _run(parts, chosen, keep=keep)


@dataclass(frozen=True, slots=True)
class Serving:
    """A server's engine. `passed_over` is the policy that was named at the start and is not the live version: it does not decide."""

    service: Service
    passed_over: LoadedPolicy | None


def start_serving(
    folder: Path, policy: Path | None, world: World, providers: Sequence[Provider] | None = None, *, unreviewed: bool = False
) -> Serving:
    """An engine for a server: it decides under the live version.

    The first start makes the policy given, or the sample, the live version. Later the store rules; a policy given that is not the live
    version decides nothing, unless it is to become live `unreviewed`, without anybody's consent. Raises as `start` does.
    """
    with _opened(folder, world, providers) as parts:
        given = load_policy(policy, parts.signals) if policy is not None else None
        if given is not None and unreviewed:
            activate_unreviewed(parts.store, world, given)
        live = live_policy(parts.store, world, parts.signals)
        if live is None:
            first = given or load_policy(sample_policy(), parts.signals)
            # Where another server was quicker, its policy is live.
            live = first if bootstrap(parts.store, world, first) else live_policy(parts.store, world, parts.signals) or first
        other = given if given is not None and given.compiled.digest != live.compiled.digest else None
        return Serving(_run(parts, live, keep=True), other)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What an engine is put together from."""

    store: Store
    world: World
    providers: Sequence[Provider]
    signals: Mapping[str, SignalDeclaration]


@contextmanager
def _opened(folder: Path, world: World, providers: Sequence[Provider] | None) -> Iterator[_Parts]:
    """The parts of an engine; where it does not come to run, the store is closed again."""
    store = open_store(folder, random=world.random)
    try:
        chosen = providers if providers is not None else providers_of(folder)
        yield _Parts(store, world, chosen, catalogue(chosen))
    except BaseException:
        with suppress(Exception):
            store.close()
        raise


def _run(parts: _Parts, policy: LoadedPolicy, *, keep: bool) -> Service:
    """Load the providers that the policy asks; the others need no memory and no time until a policy asks them."""
    if keep:
        parts.store.keep_policy(kept_of(policy), timestamp(parts.world.now()))
    running = Providers(parts.providers)
    with _nothing_collected():
        running.load(running.asked_for(policy.compiled.signals))
    return Service(policy, running, parts.store, parts.world)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Models and libraries are made to stay: to look for rubbish among them again and again would take a tenth of the start."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
