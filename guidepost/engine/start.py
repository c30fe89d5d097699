"""Putting a running engine together from a data folder and a policy file."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from guidepost.classifiers import Provider
from guidepost.classifiers.registry import default_providers
from guidepost.engine.catalogue import catalogue
from guidepost.engine.identity import World, timestamp
from guidepost.engine.policies import LoadedPolicy, load_policy
from guidepost.engine.providers import Providers
from guidepost.engine.service import Service
from guidepost.engine.store import KeptPolicy, open_store
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


def start(folder: Path, policy: Path, world: World, providers: Sequence[Provider] | None = None) -> Service:
    """Open the store in `folder`, load the policy and the providers that it asks.

    Raises `StoreUnavailable`, `PolicyUnreadable` or `GuideError`; a provider that cannot be loaded raises nothing: its signals are
    unknown and its state says why.
    """
    store = open_store(folder, random=world.random)
    try:
        chosen = providers if providers is not None else providers_of(folder)
        loaded = load_policy(policy, catalogue(chosen))
        store.keep_policy(_kept(loaded), timestamp(world.now()))
        running = Providers(_needed(chosen, loaded))
        with _nothing_collected():
            running.load()
    except BaseException:
        with suppress(Exception):
            store.close()
        raise
    return Service(loaded, running, store, world)


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


def _needed(providers: Sequence[Provider], policy: LoadedPolicy) -> list[Provider]:
    """The providers of signals that some rule asks for; the others need no memory and no time."""
    asked = policy.compiled.signals
    return [provider for provider in providers if any(declaration.name in asked for declaration in provider.declarations)]


def _kept(policy: LoadedPolicy) -> KeptPolicy:
    compiled, source = policy.compiled, policy.source
    return KeptPolicy(compiled.digest, compiled.title, compiled.version, source.text, source.name, source.lists)
