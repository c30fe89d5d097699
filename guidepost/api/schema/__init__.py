"""What goes in and what comes out, as the OpenAPI describes it."""

from guidepost.api.schema.decision import Decision, Decisions
from guidepost.api.schema.health import Alive, Ready
from guidepost.api.schema.problem import ProblemDetails
from guidepost.api.schema.request import BatchRequest, CheckRequest

__all__ = ["Alive", "BatchRequest", "CheckRequest", "Decision", "Decisions", "ProblemDetails", "Ready"]
