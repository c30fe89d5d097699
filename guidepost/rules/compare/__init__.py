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
    ListDifference,
    RuleDifference,
)
from guidepost.rules.compare.reach import Reach, narrowed, reach
from guidepost.rules.compare.side import Version

__all__ = [
    "Aspect",
    "Change",
    "DefinitionDifference",
    "Difference",
    "Effect",
    "GuidelineDifference",
    "Kind",
    "ListDifference",
    "Reach",
    "RuleDifference",
    "Version",
    "compare",
    "narrowed",
    "reach",
]
