"""The compiled policy, and what an evaluation says."""

from guidepost.rules.compile.evaluation import CompiledRule, Evaluation, Excused, Fired, GuidelineRisk, GuidelineText, Undecided
from guidepost.rules.compile.logic import Evidence
from guidepost.rules.compile.policy import LANGUAGE_VERSION, CompiledPolicy
from guidepost.rules.compile.text import Hits

__all__ = [
    "LANGUAGE_VERSION",
    "CompiledPolicy",
    "CompiledRule",
    "Evaluation",
    "Evidence",
    "Excused",
    "Fired",
    "GuidelineRisk",
    "GuidelineText",
    "Hits",
    "Undecided",
]
