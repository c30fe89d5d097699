"""A new name in every file of a stack, and the same history."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from guidepost.editor.edit import Edit
from guidepost.editor.family import Member, family
from guidepost.editor.rename import NotRenamed, renamable, rename_across
from guidepost.rules.check import Checked
from tests.editor.layered import Open, opened, read, typed
from tests.editor.marked import CARET
from tests.rules.stacks import FILES, LAB, SWITZERLAND, TOP, checked_stack, laid

# Without ids of their own, so that all of them hang on names.
NAMELESS = {**FILES, "top.guide": TOP.replace("    id conf-01\n", "")}
FOREST = {
    **FILES,
    "other/top.guide": TOP,
    "other/deep/france.guide": 'policy "F" layer france extends "../top.guide" guideline respect should be-kind then advise\n',
    "austria.guide": 'policy "A" layer austria extends "top.guide" guideline respect\n  should greet\n    when text mentions "servus"\n',
    "notes.guide": 'policy "Notes" guideline respect "R"\n',
    "broken/x.guide": "policy policy",
}
"""Two stacks side by side, a policy that stands alone, and a file that is none."""


def _applied(text: str, edits: list[Edit]) -> str:
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _renamed(file: Open, new: str, files: Mapping[str, str]) -> dict[str, str]:
    """The files as they are then."""
    folder = file.path.parent
    changed = {
        one.file.path.relative_to(folder).as_posix(): _applied(one.file.snapshot.text, one.edits)
        for one in rename_across(file.family, file.offset, new)
        if one.file.path is not None
    }
    return {**files, **changed}


def _checked(files: Mapping[str, str]) -> Checked:
    return checked_stack(files["top.guide"], files["switzerland.guide"], files["lab.guide"], lists=files)


@pytest.mark.parametrize("files", [FILES, NAMELESS], ids=["ids", "names"])
@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("top.guide", "must not le", "ak\n"),
        ("switzerland.guide", "must not le", "ak\n"),
        ("lab.guide", "because confidential.le", "ak"),
        ("lab.guide", "guideline confid", "ential"),
        ("top.guide", "guideline resp", "ect"),
        ("lab.guide", "violates resp", "ect"),
        ("switzerland.guide", "should be-", "kind\n"),
        ("lab.guide", "when pub", "lic and"),
        ("top.guide", "list code", "names"),
        ("lab.guide", "any of swiss-na", "mes"),
        ("switzerland.guide", "must not name-pl", "aces"),
        ("switzerland.guide", "guideline dia", "lect"),
    ],
)
def test_permanent_ids_and_findings_stay(tmp_path: Path, files: dict[str, str], name: str, before: str, after: str) -> None:
    renamed = _renamed(opened(tmp_path, name, before, after, files), "renamed", files)
    assert renamed != files
    old, new = _checked(files), _checked(renamed)
    assert [rule.permanent_id for rule in new.scope.file.rules] == [rule.permanent_id for rule in old.scope.file.rules]
    assert [one.code for one in new.findings] == [one.code for one in old.findings]
    assert not new.errors


def test_a_rule_is_renamed_in_all_its_versions_and_has_its_old_name_as_id_once(tmp_path: Path) -> None:
    renamed = _renamed(opened(tmp_path, "lab.guide", "must not le", "ak\n", NAMELESS), "tell", NAMELESS)
    assert renamed == {
        "top.guide": NAMELESS["top.guide"]
        .replace("must not leak\n", "must not tell\n    id confidential.leak\n")
        .replace("because confidential.leak", "because confidential.tell")
        .replace("excuses confidential.leak", "excuses confidential.tell"),
        "switzerland.guide": SWITZERLAND.replace("not leak", "not tell").replace("confidential.leak", "confidential.tell"),
        "lab.guide": LAB.replace("not leak", "not tell").replace("confidential.leak", "confidential.tell"),
        "rude.txt": FILES["rude.txt"],
    }


def test_what_a_layer_adds_to_a_renamed_guideline_keeps_its_history(tmp_path: Path) -> None:
    renamed = _renamed(opened(tmp_path, "top.guide", "guideline confid", "ential"), "secret", FILES)
    assert "must not name-places\n    id confidential.name-places\n" in renamed["switzerland.guide"]
    assert "must not leak\n    when" in renamed["switzerland.guide"]
    assert "may quote\n    id confidential.quote\n" in renamed["top.guide"]


def test_only_the_files_of_the_stack_are_concerned(tmp_path: Path) -> None:
    file = opened(tmp_path, "lab.guide", "guideline confid", "ential", FOREST)
    assert {member.path.name for member in file.family.members if member.path} == {
        "lab.guide",
        "switzerland.guide",
        "top.guide",
        "austria.guide",
    }
    assert file.family.members[0].path == file.path
    renamed = _renamed(opened(tmp_path, "switzerland.guide", "guideline resp", "ect", FOREST), "kindness", FOREST)
    changed = {name for name in FOREST if renamed[name] != FOREST[name]}
    assert changed == {"top.guide", "switzerland.guide", "lab.guide", "austria.guide"}
    assert "guideline kindness\n  should greet\n    id respect.greet\n" in renamed["austria.guide"]


def test_layers_in_other_folders_are_found_where_the_editor_works(tmp_path: Path) -> None:
    files = {
        "group/top.guide": TOP,
        "group/rude.txt": "idiot",
        "swiss/switzerland.guide": SWITZERLAND.replace('"top.guide"', '"../group/top.guide"'),
        "research/lab.guide": LAB.replace('"switzerland.guide"', '"../swiss/switzerland.guide"'),
    }
    file = opened(tmp_path, "swiss/switzerland.guide", files=files)

    def names(*roots: Path) -> set[str]:
        members = family(Member(file.path, file.snapshot, file.above), read, roots=roots).members
        return {member.path.name for member in members if member.path}

    assert names() == {"top.guide", "switzerland.guide"}
    assert names(tmp_path.resolve()) == {"top.guide", "switzerland.guide", "lab.guide"}


def test_a_name_of_a_layer_does_not_concern_the_layers_beside_it(tmp_path: Path) -> None:
    beside = SWITZERLAND.replace("layer switzerland", "layer austria").replace("swiss-names", "other-names")
    files = {**FILES, "austria.guide": beside}
    file = opened(tmp_path, "switzerland.guide", "must not name-pl", "aces", files)
    renamed = _renamed(file, "places", files)
    assert renamed["austria.guide"] == beside
    assert "must not places" in renamed["switzerland.guide"]


@pytest.mark.parametrize(
    ("name", "at", "new", "says"),
    [
        ("lab.guide", ("any of swiss-na", "mes"), "codenames", "already a list called “codenames” in “top.guide”"),
        ("top.guide", ("list code", "names"), "swiss-names", "already a list called “swiss-names” in “switzerland.guide”"),
        ("lab.guide", ("must not le", "ak\n"), "show-results", "already a rule called “confidential.show-results”"),
        ("lab.guide", ("must not le", "ak\n"), "quote", "already a rule called “confidential.quote” in “top.guide”"),
        ("lab.guide", ("author.u", "nit is"), "x", "only lists, definitions, guidelines and rules"),
        ("lab.guide", ("layer la", "b ext"), "x", "only lists, definitions, guidelines and rules"),
        ("lab.guide", ("violates resp", "ect"), "must", "cannot be a name"),
    ],
)  # fmt: skip
def test_a_name_that_cannot_be_is_refused(tmp_path: Path, name: str, at: tuple[str, str], new: str, says: str) -> None:
    file = opened(tmp_path, name, *at)
    with pytest.raises(NotRenamed, match=says):
        rename_across(file.family, file.offset, new)


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"lab.guide": LAB.replace("switzerland.guide", "no.guide")}, "there is no file .*without the files above"),
        ({"zz.guide": "\udcff"}, "“zz.guide” cannot be read, and may use the name"),
    ],
)
def test_where_not_all_files_can_be_read_nothing_is_renamed(tmp_path: Path, files: dict[str, str], says: str) -> None:
    laid(tmp_path, {name: text for name, text in files.items() if name.startswith("lab")})
    for name, text in files.items():
        (tmp_path / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    readable = {name: text for name, text in {**FILES, **files}.items() if not name.startswith("zz")}
    file = opened(tmp_path, "lab.guide", "must not show-res", "ults", readable)
    with pytest.raises(NotRenamed, match=says):
        rename_across(file.family, file.offset, "x")


def test_a_policy_that_stands_alone_is_renamed_whatever_lies_beside_it(tmp_path: Path) -> None:
    (tmp_path / "zz.guide").write_bytes(b"\xff")
    file = typed(tmp_path, "notes.guide", f'policy "N" guideline resp{CARET}ect "R"', {})
    [renamed] = rename_across(file.family, file.offset, "kind")
    assert _applied(file.snapshot.text, renamed.edits) == 'policy "N" guideline kind "R"'


def test_a_name_of_a_file_above_can_be_renamed_and_one_of_nowhere_cannot(tmp_path: Path) -> None:
    file = opened(tmp_path, "lab.guide", "when pub", "lic and")
    target = renamable(file.snapshot, file.offset, file.above)
    assert target is not None
    assert target.name == "public"
    assert renamable(file.snapshot, file.offset) is None
