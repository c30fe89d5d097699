"""What the page on layers shows of a decision is what a decision says of the files that the page writes."""

from __future__ import annotations

import json
import re
from pathlib import Path

from guidepost.classifiers.registry import default_providers
from guidepost.engine.catalogue import catalogue
from guidepost.engine.check import Checker
from guidepost.engine.decision import to_json
from guidepost.engine.policies import load_policy
from guidepost.engine.post import Author, Post
from guidepost.engine.providers import Providers
from guidepost.engine.start import real_world
from tests.end_to_end.test_tutorial import DOCS
from tests.end_to_end.walk import walk


def test_the_layers_in_a_decision_are_those_of_the_page(tmp_path: Path) -> None:
    page = (DOCS / "layers.md").read_text("utf-8")
    for _ in walk(page, tmp_path, lambda _: ""):
        """Only its files are wanted."""
    [shown] = re.findall(r"^```json\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    policy = load_policy(tmp_path / "switzerland.guide", catalogue(default_providers(tmp_path / "cache")))
    providers = Providers([])
    post = Post("Nightjar ships in May.", "external", author=Author(region="CH"))
    [decision] = Checker(policy.compiled, providers, real_world()).check_many([post])
    providers.close()
    assert json.loads(f"{{{shown}}}")["layers"] == json.loads(to_json(decision))["policy"]["layers"]
    assert "schweiz@northwind.example" in decision.guidance.appeal
