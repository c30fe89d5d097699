"""`guidepost policy render`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.mark.parametrize(
    ("options", "language", "says"),
    [
        ((), "en", "This would make a code name public."),
        (("--lang", "en"), "en", "This would make a code name public."),
        (("--lang", "de"), "de", "Damit würde ein Projektname öffentlich."),
    ],
)
def test_html_goes_to_the_standard_output(run: Run, policy: Path, options: tuple[str, ...], language: str, says: str) -> None:
    result = run("policy", "render", policy, *options)
    assert result.exit_code == 0
    assert result.stdout.startswith("<!doctype html>")
    assert f'<html lang="{language}">' in result.stdout
    assert says in result.stdout


@pytest.mark.parametrize(("name", "start"), [("p.html", b"<!doctype html>"), ("p.pdf", b"%PDF"), ("P.PDF", b"%PDF")])
def test_a_file_is_written_and_named_with_the_digest(run: Run, policy: Path, tmp_path: Path, name: str, start: bytes) -> None:
    file = tmp_path / name
    file.write_text("old")
    result = run("policy", "render", policy, "--lang", "de", "--out", file)
    assert result.exit_code == 0
    assert file.read_bytes().startswith(start)
    assert result.stdout == ""
    assert "sha256:" in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["small.guide", name])


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--out", "p.docx"), ".html or .pdf"),
        (("--out", "p"), ".html or .pdf"),
        (("--out", "no/such/folder/p.html"), "cannot be written"),
        (("--lang", "fr"), "fr"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, policy: Path, options: tuple[str, ...], says: str) -> None:
    result = run("policy", "render", policy, *options)
    assert result.exit_code == 2
    assert says in result.stderr
    assert "Traceback" not in result.output


def test_a_policy_with_an_error_is_not_rendered(run: Run, policy: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.guide"
    broken.write_text(policy.read_text("utf-8").replace("audience is external", "audiance is external"), "utf-8")
    result = run("policy", "render", broken, "--out", tmp_path / "p.html")
    assert result.exit_code == 2
    assert "audience" in result.stderr
    assert not (tmp_path / "p.html").exists()
