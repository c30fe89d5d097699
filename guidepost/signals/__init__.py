"""The vocabulary that rules and classifiers share: what a signal is, what it may hold, and what *unknown* means.

This is the one leaf beneath both `rules` and `classifiers`, which never import each other. It holds nouns only: no provider, no
policy, no I/O.
"""

from guidepost.signals.declaration import Cost, SignalDeclaration, SignalType
from guidepost.signals.value import Span, Unknown, UnknownReason, Value, conforms

__all__ = ["Cost", "SignalDeclaration", "SignalType", "Span", "Unknown", "UnknownReason", "Value", "conforms"]
