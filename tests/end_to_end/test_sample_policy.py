"""The sample policy's own tests hold with the real models, not only with signals that found nothing."""

from __future__ import annotations

from pathlib import Path

from guidepost.engine.policies import sample_policy
from tests.end_to_end.test_life import guidepost


def test_every_test_of_the_sample_policy_passes_with_the_models(tmp_path: Path) -> None:
    ended = guidepost("policy", "test", sample_policy(), "--data", tmp_path / "data")
    assert ended.returncode == 0, ended.stdout
    assert "173 passed, 0 failed" in ended.stdout
