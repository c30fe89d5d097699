"""Rates over time: what a post is counted by, and how often that was seen before it."""

from guidepost.engine.rates.before import Before
from guidepost.engine.rates.counting import COST, HISTORY, VERSION, Counting, Footprint, longest_windows
from guidepost.engine.rates.marks import PURPOSE

__all__ = ["COST", "HISTORY", "PURPOSE", "VERSION", "Before", "Counting", "Footprint", "longest_windows"]
