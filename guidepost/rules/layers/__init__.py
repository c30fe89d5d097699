"""Layers: policy files that stand below another and hold for some posts, read together with it as one policy.

A layer adds rules, and restates rules above it for the posts that it applies to. Stacking spells this out in the language itself, so
that all that is known about one file (checks, proofs, evaluation, explanation) holds of a stack:

- a layer's rule holds *when* the layer applies *and* its own condition does;
- a rule that a layer restates stands back where that layer is known to apply. Where it is not known whether it does, a duty above
  holds in full, and a permission above excuses nothing.
"""

from guidepost.rules.layers.chains import Chains
from guidepost.rules.layers.placed import file_shown, list_file, placed
from guidepost.rules.layers.spelling import Spelling, as_stated_in_its_file
from guidepost.rules.layers.stack import LayerFile, stack, stacks_upward

__all__ = [
    "Chains",
    "LayerFile",
    "Spelling",
    "as_stated_in_its_file",
    "file_shown",
    "list_file",
    "placed",
    "stack",
    "stacks_upward",
]
