"""The sample policy as a compliance team might change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from guidepost.engine.policies import LoadedPolicy, PolicySource

_STRICTER = ('when toxicity >= 0.85\n    then review in queue "respect" within 8 hours', "when toxicity >= 0.85\n    then block")
_EARLIER = ("when toxicity >= 0.85\n", "when toxicity >= 0.75\n")
_HEAD = ("from risk 0.85 review", "from risk 0.8 review")
_LIST = "codenames.txt"
_PHRASE = "Zürich"
"""Stands in one post out of thirty or so."""


def changes(policy: LoadedPolicy) -> Mapping[str, PolicySource]:
    """By what is changed: the changed policy."""
    source = policy.source
    return {
        "nothing": source,
        "a rule's consequence": _edited(source, *_STRICTER),
        "a phrase more in a list": replace(source, lists={**source.lists, _LIST: f"{source.lists[_LIST]}\n{_PHRASE}\n"}),
        "a rule's threshold": _edited(source, *_EARLIER),
        "the risk from which a person looks": _edited(source, *_HEAD),
    }


def _edited(source: PolicySource, before: str, after: str) -> PolicySource:
    assert source.text.count(before) == 1, f"the sample policy does not say once: {before}"
    return replace(source, text=source.text.replace(before, after))
