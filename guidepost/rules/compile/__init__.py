"""The compiled policy, and what an evaluation says."""

from guidepost.rules.compile.alone import Alone
from guidepost.rules.compile.combine import Examination, Standing
from guidepost.rules.compile.digest import LANGUAGE_VERSION
from guidepost.rules.compile.evaluation import CompiledRule, Evaluation, Excused, Fired, GuidelineRisk, GuidelineText, Undecided
from guidepost.rules.compile.layers import AppliedLayer, CompiledLayer
from guidepost.rules.compile.logic import Answer, Evidence, Node, Reading, Truth
from guidepost.rules.compile.policy import DEFAULT_OUTCOME, DEFAULT_RISK, CompiledPolicy, whole_condition
from guidepost.rules.compile.text import Hits

__all__ = [
    "DEFAULT_OUTCOME",
    "DEFAULT_RISK",
    "LANGUAGE_VERSION",
    "Alone",
    "Answer",
    "AppliedLayer",
    "CompiledLayer",
    "CompiledPolicy",
    "CompiledRule",
    "Evaluation",
    "Evidence",
    "Examination",
    "Excused",
    "Fired",
    "GuidelineRisk",
    "GuidelineText",
    "Hits",
    "Node",
    "Reading",
    "Standing",
    "Truth",
    "Undecided",
    "whole_condition",
]
