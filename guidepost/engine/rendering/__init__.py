"""Setting a policy's document as a web page or a PDF."""

from guidepost.engine.rendering.page import page
from guidepost.engine.rendering.pdf import pdf

__all__ = ["page", "pdf"]
