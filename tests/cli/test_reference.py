"""`guidepost policy reference`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.mark.parametrize(
    ("options", "title"), [((), "# The guideline language"), (("--lang", "de"), "# Die Sprache der Richtlinien")]
)
def test_the_reference_goes_to_standard_output(run: Run, options: tuple[str, ...], title: str) -> None:
    result = run("policy", "reference", *options)
    assert result.exit_code == 0
    assert result.stdout.startswith(title)
    assert "text mentions" in result.stdout


def test_a_language_that_is_not_there_is_refused(run: Run) -> None:
    result = run("policy", "reference", "--lang", "fr")
    assert result.exit_code == 2
    assert "choose one of: en, de" in result.stderr
