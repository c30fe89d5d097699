"""The compiled policy, and what an evaluation says."""

from guidepost.rules.compile.combine import Examination, Standing
from guidepost.rules.compile.evaluation import CompiledRule, Evaluation, Excused, Fired, GuidelineRisk, GuidelineText, Undecided
from guidepost.rules.compile.logic import Answer, Evidence, Node, Reading, Truth
from guidepost.rules.compile.policy import DEFAULT_OUTCOME, LANGUAGE_VERSION, CompiledPolicy, whole_condition
from guidepost.rules.compile.text import Hits

__all__ = [
    "DEFAULT_OUTCOME",
    "LANGUAGE_VERSION",
    "Answer",
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
