"""Why a post is decided about as it is, and what would have to change: for a post at hand, or replayed from the record."""

from guidepost.engine.explain.answer import ChangeAnswer, ExcuseAnswer, ExplanationAnswer, GroundAnswer, RuleAnswer, WayOutAnswer
from guidepost.engine.explain.explaining import explain_settled
from guidepost.engine.explain.replay import NotReplayable, PostGone, explain_decision

__all__ = [
    "ChangeAnswer",
    "ExcuseAnswer",
    "ExplanationAnswer",
    "GroundAnswer",
    "NotReplayable",
    "PostGone",
    "RuleAnswer",
    "WayOutAnswer",
    "explain_decision",
    "explain_settled",
]
