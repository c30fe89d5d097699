"""What is said about each alternative of the grammar, in the order of the reference. A new alternative needs a new entry here."""

from collections.abc import Mapping
from types import MappingProxyType

from guidepost.rules.reference.entries.conditions import JOINED, RATES, SIGNALS, SOUGHT, TEXT
from guidepost.rules.reference.entries.head import HEAD
from guidepost.rules.reference.entries.rules import RULES
from guidepost.rules.reference.entries.testing import TESTS, VALUES
from guidepost.rules.reference.entry import Entry

ENTRIES: Mapping[str, Entry] = MappingProxyType(
    {**HEAD, **RULES, **JOINED, **TEXT, **SOUGHT, **SIGNALS, **RATES, **TESTS, **VALUES}
)
"""By the key of an alternative."""

__all__ = ["ENTRIES"]
