from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from string import Formatter

from guidepost.api.pages.static import TEXTS
from guidepost.api.schema import CheckRequest
from guidepost.signals import UnknownReason

PAGES = Path(str(files("guidepost.api.pages")))
BUILT = {f"unknown_{reason.value}" for reason in UnknownReason} | {
    f"outcome_{word}" for word in ("allow", "advise", "acknowledge", "review", "block")
}
"""Keys that are put together from a decision's words."""


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_say_the_same_things_with_the_same_blanks() -> None:
    english, german = TEXTS["en"], TEXTS["de"]
    assert english.keys() == german.keys()
    assert [key for key in english if _names(english[key]) != _names(german[key])] == []
    assert [key for key in english if not german[key].strip() or not english[key].strip()] == []


def test_every_text_is_used_and_every_word_of_a_decision_has_one() -> None:
    assert TEXTS["en"].keys() >= BUILT
    sources = [*PAGES.glob("templates/*.html"), *PAGES.glob("static/*.js")]
    used = set(re.findall(r"\w+", " ".join(source.read_text("utf-8") for source in sources)))
    assert [key for key in TEXTS["en"] if key not in used | BUILT and not key.endswith("_hint")] == []


def test_the_examples_are_posts_that_can_be_checked() -> None:
    for example in json.loads((PAGES / "static" / "examples.json").read_text("utf-8")):
        assert set(example["label"]) == {"en", "de"}
        CheckRequest.model_validate({key: example[key] for key in ("text", "audience", "format")})


def test_nothing_is_loaded_from_elsewhere_and_nothing_is_inline() -> None:
    for file in [*PAGES.glob("templates/*"), *PAGES.glob("static/*.css"), *PAGES.glob("static/*.js")]:
        text = file.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|url\(|@import|\son\w+=|style=|<style|<script(?![^>]*src=)", text), file.name
