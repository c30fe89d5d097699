"""Text to tree and back: `parse`, `write`, and the errors in between."""

from guidepost.rules.syntax.diagnostic import Diagnostic, GuideError, Place, Severity, render
from guidepost.rules.syntax.formatter import write
from guidepost.rules.syntax.parser import parse
from guidepost.rules.syntax.tree import Modality, Outcome, PolicyFile

__all__ = ["Diagnostic", "GuideError", "Modality", "Outcome", "Place", "PolicyFile", "Severity", "parse", "render", "write"]
