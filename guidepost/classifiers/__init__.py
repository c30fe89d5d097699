"""Providers of signals. They know texts and models, and nothing of policies.

`Provider` is the one interface; `registry.PROVIDERS` names every provider there is, one line each.
"""

from guidepost.classifiers.provider import Document, Provider

__all__ = ["Document", "Provider"]
