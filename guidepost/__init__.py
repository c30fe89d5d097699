"""Guidepost: a pre-publication guidelines engine.

A written guideline becomes a rule, a rule asks for signals about a post, the answers become one decision, the decision goes to
the author, to a person where it is risky, and into a record that cannot be altered unseen.
"""

__version__ = "0.1.0"
