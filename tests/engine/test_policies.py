"""Reading policies from disk, and from what was kept of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from guidepost.engine.catalogue import catalogue
from guidepost.engine.policies import PolicyUnreadable, check_policy, compile_source, load_policy, sample_policy
from guidepost.engine.start import known_signals
from guidepost.rules.syntax import GuideError
from tests.engine.scripted import HEAD, written

LISTED = HEAD.replace("\nguideline g", '\nlist names from "names.txt"\n\nguideline g')
RULE = "  must not name\n    when text mentions any of names\n    then block\n"


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """A policy with a list beside it."""
    (tmp_path / "names.txt").write_text("Nightjar\n# a comment\nBluebell\n", "utf-8")
    return written(tmp_path, RULE, LISTED)


def test_lists_are_read_from_beside_the_policy(policy: Path) -> None:
    loaded = load_policy(policy, catalogue([]))
    assert [rule.name for rule in loaded.compiled.rules] == ["g.name"]
    assert loaded.source.lists == {"names.txt": "Nightjar\n# a comment\nBluebell\n"}


def test_what_was_kept_of_a_policy_compiles_to_the_same_digest(policy: Path) -> None:
    loaded = load_policy(policy, catalogue([]))
    policy.unlink()
    (policy.parent / "names.txt").unlink()
    assert compile_source(loaded.source, catalogue([])).compiled.digest == loaded.compiled.digest


def test_another_word_in_a_list_is_another_policy(policy: Path) -> None:
    before = load_policy(policy, catalogue([])).compiled.digest
    (policy.parent / "names.txt").write_text("Nightjar\n", "utf-8")
    assert load_policy(policy, catalogue([])).compiled.digest != before


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("missing.txt", "no such file"),
        ("../outside.txt", "outside the policy's folder"),
        ("/etc/hostname", "outside the policy's folder"),
        ("latin.txt", "not UTF-8 (byte 0xe9 in line 2)"),
    ],
)
def test_a_list_that_cannot_be_read_is_a_finding_with_its_line(policy: Path, name: str, says: str) -> None:
    (policy.parent / "latin.txt").write_bytes(b"ok\ncaf\xe9\n")
    (policy.parent.parent / "outside.txt").write_text("x")
    written(policy.parent, RULE, LISTED.replace("names.txt", name))
    _, checked = check_policy(policy, catalogue([]))
    (error,) = checked.errors
    assert says in error.message
    assert error.place.line == 8
    with pytest.raises(GuideError):
        load_policy(policy, catalogue([]))


@pytest.mark.parametrize(
    ("content", "says"),
    [(None, "there is no file"), (b"policy \xff", "not UTF-8"), (b" " * (4 * 1_048_576 + 1), "is larger than")],
)
def test_a_policy_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None, says: str) -> None:
    file = tmp_path / "p.guide"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(PolicyUnreadable, match=says) as unreadable:
        load_policy(file, catalogue([]))
    assert "p.guide" in str(unreadable.value)


def test_the_sample_policy_loads_without_a_finding() -> None:
    _, checked = check_policy(sample_policy(), known_signals())
    assert list(checked.findings) == []
