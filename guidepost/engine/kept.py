"""Policies as the store keeps them: what is kept of one, and how it is made from that again."""

from __future__ import annotations

from guidepost.engine.policies import LayerSource, LoadedPolicy, PolicySource, compile_source
from guidepost.engine.store import KeptPolicy
from guidepost.rules.check import Catalogue
from guidepost.rules.syntax import GuideError


class PolicyUnusable(Exception):
    """A kept policy cannot be used as it was any more; the message says why. `reread` is what its texts come to now, where they do."""

    def __init__(self, message: str, reread: LoadedPolicy | None = None) -> None:
        super().__init__(message)
        self.reread = reread


def kept_of(policy: LoadedPolicy) -> KeptPolicy:
    """What is kept of a policy, so that it can be made again years later."""
    compiled, source = policy.compiled, policy.source
    layers = [{"text": layer.text, "name": layer.name, "above": layer.above} for layer in source.layers]
    return KeptPolicy(compiled.digest, compiled.title, compiled.version, source.text, source.name, source.lists, layers)


def source_of(kept: KeptPolicy) -> PolicySource:
    """The texts of a kept policy."""
    return PolicySource(kept.text, kept.name, kept.lists, tuple(LayerSource(**layer) for layer in kept.layers))


def use_kept(kept: KeptPolicy, catalogue: Catalogue) -> LoadedPolicy:
    """The policy that was kept, exactly. Raises `PolicyUnusable`."""
    try:
        policy = compile_source(source_of(kept), catalogue)
    except GuideError as error:
        first = error.diagnostics[0]
        raise PolicyUnusable(f"this installation cannot use it: {first.message} ({first.code})") from error
    if policy.compiled.digest != kept.digest:
        raise PolicyUnusable("this version of Guidepost reads it otherwise than the one it was made with", policy)
    return policy
