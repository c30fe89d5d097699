"""The life of a policy: proposed, tried beside the live version, brought into force by two people, taken back by one."""

from guidepost.engine.lifecycle.examination import Examination, examine
from guidepost.engine.lifecycle.lifecycle import Lifecycle
from guidepost.engine.lifecycle.refusals import Refusal, Refused
from guidepost.engine.lifecycle.states import CONSENTS, MAY_CHANGE, MOST_IN_SHADOW, How, State

__all__ = [
    "CONSENTS",
    "MAY_CHANGE",
    "MOST_IN_SHADOW",
    "Examination",
    "How",
    "Lifecycle",
    "Refusal",
    "Refused",
    "State",
    "examine",
]
