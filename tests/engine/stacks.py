"""The small stack of layers as the engine loads it."""

from __future__ import annotations

from guidepost.engine.policies import LayerSource, LoadedPolicy, PolicySource, compile_source
from tests.rules.stacks import CATALOGUE, FILES, LAB, SWITZERLAND, TOP


def source(*layers: LayerSource) -> PolicySource:
    """The texts of a stack below the sample's uppermost file; of the whole sample without layers."""
    sample = (LayerSource(SWITZERLAND, "switzerland.guide", ""), LayerSource(LAB, "lab.guide", "switzerland"))
    return PolicySource(TOP, "top.guide", {"rude.txt": FILES["rude.txt"]}, layers or sample)


def loaded(*layers: LayerSource) -> LoadedPolicy:
    """The same, compiled."""
    return compile_source(source(*layers), CATALOGUE)
