"""What is different between two policies in what they mean, whatever they look like."""

from guidepost.rules.compare.compare import compare
from guidepost.rules.compare.difference import (
    Aspect,
    Change,
    DefinitionDifference,
    Difference,
    Effect,
    GuidelineDifference,
    Kind,
    LayerDifference,
    ListDifference,
    RuleDifference,
)
from guidepost.rules.compare.reach import Reach, reach
from guidepost.rules.compare.side import Version

__all__ = [
    "Aspect",
    "Change",
    "DefinitionDifference",
    "Difference",
    "Effect",
    "GuidelineDifference",
    "Kind",
    "LayerDifference",
    "ListDifference",
    "Reach",
    "RuleDifference",
    "Version",
    "compare",
    "reach",
]
