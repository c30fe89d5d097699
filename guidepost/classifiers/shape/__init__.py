"""The shape of a text, whatever its language: how long, how loud, where it links to, whom it names.

`ShapeProvider` answers the signals that begin with `text.`.
"""

from guidepost.classifiers.shape.provider import ShapeProvider

__all__ = ["ShapeProvider"]
