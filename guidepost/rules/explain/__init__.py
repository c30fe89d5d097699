"""Explanations: the least that decided about a post, as a tree of grounds."""

from guidepost.rules.explain.explain import explain, least_rules
from guidepost.rules.explain.judged import Judged, deciding, judge, leaves, mattering
from guidepost.rules.explain.model import ExcuseGround, Explanation, Ground, Joint, Missing, RuleGround, Why

__all__ = [
    "ExcuseGround",
    "Explanation",
    "Ground",
    "Joint",
    "Judged",
    "Missing",
    "RuleGround",
    "Why",
    "deciding",
    "explain",
    "judge",
    "least_rules",
    "leaves",
    "mattering",
]
