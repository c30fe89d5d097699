"""Every provider there is, one line each. A new kind of signal is one new file and one new line here."""

from __future__ import annotations

from pathlib import Path

from guidepost.classifiers.language import LanguageProvider
from guidepost.classifiers.pii import PiiProvider
from guidepost.classifiers.provider import Provider
from guidepost.classifiers.shape import ShapeProvider
from guidepost.classifiers.text import TextProvider


def default_providers(cache: Path) -> tuple[Provider, ...]:
    """The providers of an installation, not loaded yet. `cache` is a folder for models that are put together once."""
    return (
        LanguageProvider(),
        ShapeProvider(),
        PiiProvider(),
        TextProvider(cache),
    )
