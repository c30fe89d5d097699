"""How large things may be."""

from __future__ import annotations

from guidepost.rules.check.cases import MOST_CASES
from guidepost.rules.check.definitions import DEEPEST_SPELT_OUT, MOST_SPELT_OUT
from guidepost.rules.check.given import MOST_PLACES
from guidepost.rules.syntax.lexing import DEEPEST, MOST_FAULTS
from guidepost.rules.syntax.parser import LARGEST
from guidepost.signals.rates import LONGEST_WINDOW, MOST_COUNTED

_LIMITS = (
    (LARGEST, "characters of a policy file", "Zeichen einer Datei des Regelwerks"),
    (DEEPEST, "levels of brackets and `not` in a condition", "Ebenen von Klammern und `not` in einer Bedingung"),
    (
        MOST_SPELT_OUT,
        "smallest conditions of a rule, its definitions spelt out",
        "kleinste Bedingungen einer Regel, ihre Definitionen ausgeschrieben",
    ),
    (
        DEEPEST_SPELT_OUT,
        "levels of a condition, its definitions spelt out",
        "Ebenen einer Bedingung, ihre Definitionen ausgeschrieben",
    ),
    (LONGEST_WINDOW // 86_400, "days that are looked back to count posts", "Tage, die für das Zählen zurückgesehen wird"),
    (MOST_COUNTED, "posts or people that a condition can name", "Beiträge oder Menschen, die eine Bedingung nennen kann"),
    (MOST_CASES, "posts in a file of cases", "Beiträge in einer Datei mit Fällen"),
    (MOST_PLACES, "places that a test can give a signal", "Stellen, die ein Test einem Signal geben kann"),
    (MOST_FAULTS, "faults of a file that are shown at once", "Fehler einer Datei, die auf einmal gezeigt werden"),
)


def limits(language: str, largest_file: int) -> list[tuple[str, int]]:
    """What is limited, in German (`de`) or else in English, and how much of it there may be. `largest_file` counts bytes."""
    german = language == "de"
    files = "Bytes einer Datei, auch einer mit einer Liste" if german else "bytes of a file, one with a list too"
    return [(de if german else en, number) for number, en, de in _LIMITS] + [(files, largest_file)]
