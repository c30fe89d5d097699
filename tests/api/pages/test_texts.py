from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from string import Formatter

from guidepost.api.pages.static import TEXTS
from guidepost.api.schema import CheckRequest
from guidepost.engine.lifecycle import State
from guidepost.engine.people import PasswordFault, Permission, Role
from guidepost.rules.compare import Effect, Kind
from guidepost.rules.syntax import Severity
from guidepost.signals import UnknownReason

PAGES = Path(str(files("guidepost.api.pages")))
BUILT = {f"unknown_{reason.value}" for reason in UnknownReason} | {
    f"outcome_{word}" for word in ("allow", "advise", "acknowledge", "review", "block")
}
"""Keys that are put together from a decision's words."""
ABOUT_PEOPLE = (
    {f"role_{role}" for role in Role}
    | {f"may_{permission}" for permission in Permission}
    | {f"password_{fault}" for fault in (*PasswordFault, "mismatch", "present_wrong")}
    | {f"ago_{unit}" for unit in ("now", "minute", "minutes", "hour", "hours")}
)
"""Keys that are put together from roles, permissions, faults and times."""
DESK = (
    {f"severity_{severity}" for severity in Severity}
    | {f"effect_{effect}" for effect in Effect}
    | {f"kind_{kind}" for kind in Kind}
    | {f"{form}_{state}" for form in ("state", "is") for state in State}
    | {f"panel_{panel}" for panel in ("findings", "tests", "trial", "changes")}
    | {f"author_{fact}" for fact in ("region", "unit", "team", "role")}
    | {f"{what}_{part}" for what in ("retire", "rollback") for part in ("title", "text")}
)
"""Keys that are put together from what the policy page shows."""


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_say_the_same_things_with_the_same_blanks() -> None:
    english, german = TEXTS["en"], TEXTS["de"]
    assert english.keys() == german.keys()
    assert [key for key in english if _names(english[key]) != _names(german[key])] == []
    assert [key for key in english if not german[key].strip() or not english[key].strip()] == []


def test_every_text_is_used_and_every_word_of_a_decision_has_one() -> None:
    assert TEXTS["en"].keys() >= BUILT | ABOUT_PEOPLE | DESK
    sources = [*PAGES.glob("templates/*.html"), *PAGES.glob("static/*.js"), *PAGES.glob("static/policy/*.js")]
    used = set(re.findall(r"\w+", " ".join(source.read_text("utf-8") for source in sources)))
    assert [key for key in TEXTS["en"] if key not in used | BUILT | ABOUT_PEOPLE | DESK and not key.endswith("_hint")] == []


def test_the_examples_are_posts_that_can_be_checked() -> None:
    for example in json.loads((PAGES / "static" / "examples.json").read_text("utf-8")):
        assert set(example["label"]) == {"en", "de"}
        CheckRequest.model_validate({key: example[key] for key in ("text", "audience", "format")})


def test_nothing_is_loaded_from_elsewhere_and_nothing_is_inline() -> None:
    for file in [
        *PAGES.glob("templates/*"),
        *PAGES.glob("static/*.css"),
        *PAGES.glob("static/*.js"),
        *PAGES.glob("static/policy/*"),
    ]:
        text = file.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|url\(|@import|\son\w+=|style=|<style|<script(?![^>]*src=)", text), file.name
