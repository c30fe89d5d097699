"""Reading a stack of layers from a disk: which files belong to it, which lists to which layer, and what is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from itertools import permutations
from pathlib import Path

import pytest

from guidepost.engine.policies import LoadedPolicy, PolicyUnreadable, check_policy, load_policy
from guidepost.rules.syntax import GuideError
from tests.rules.stacks import CATALOGUE, FILES, LAB, SWITZERLAND, TOP, laid

TOP_ALONE = 'policy "T"\nguideline g "G"\n  must not r when text mentions "alpha"\n'


def layer(name: str, extends: str, rest: str = "") -> str:
    """A layer without rules."""
    return f'policy "{name}"\n  layer {name} extends "{extends}"\n{rest}'


def loaded(folder: Path, files: Mapping[str, str], name: str = "") -> LoadedPolicy:
    """The policy of these files, by way of one of them or of their folder."""
    return load_policy(laid(folder, files) / name, CATALOGUE)


def names(policy: LoadedPolicy) -> dict[str, str]:
    """By layer: the name of its file."""
    return {name: file for name, (_, file) in policy.source.files.items()}


WHOLE = {"": "top.guide", "switzerland": "switzerland.guide", "lab": "lab.guide"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", WHOLE),
        ("lab.guide", WHOLE),
        ("switzerland.guide", {layer: WHOLE[layer] for layer in ("", "switzerland")}),
        ("top.guide", {"": "top.guide"}),
    ],
    ids=["folder", "lowest", "middle", "uppermost"],
)
def test_a_folder_is_all_its_layers_and_a_file_those_above_it(tmp_path: Path, name: str, expected: Mapping[str, str]) -> None:
    policy = loaded(tmp_path, FILES, name)
    assert names(policy) == expected
    assert [one.name for one in policy.file.layers] == [layer for layer in expected if layer]
    assert policy.source.lists == {"rude.txt": FILES["rude.txt"]}


NESTED = {
    "group.guide": TOP_ALONE,
    "ch/policy.guide": layer(
        "ch",
        "../group.guide",
        '  applies when author.region is ch\nlist own from "words.txt"\nguideline g\n  must not ch when text mentions any of own\n',
    ),
    "ch/words.txt": "Edelweiss\n",
    "de/policy.guide": layer(
        "de",
        "../group.guide",
        '  applies when author.region is de\nlist ours from "words.txt"\nguideline g\n'
        "  must not de when text mentions any of ours\n",
    ),
    "de/words.txt": "Enzian\n",
    "de/.drafts/policy.guide": layer("de", "../../group.guide"),
    "notes.txt": "no policy",
}


def test_layers_lie_in_folders_of_their_own_with_their_lists(tmp_path: Path) -> None:
    policy = loaded(tmp_path, NESTED)
    assert names(policy) == {"": "group.guide", "ch": "ch/policy.guide", "de": "de/policy.guide"}
    assert policy.source.lists == {"ch:words.txt": "Edelweiss\n", "de:words.txt": "Enzian\n"}
    assert policy.checked.scope.phrases == {"own": ("Edelweiss",), "ours": ("Enzian",)}
    below = load_policy(tmp_path / "de" / "policy.guide", CATALOGUE)
    assert names(below) == {"": "../group.guide", "de": "policy.guide"}
    assert below.source.lists == {"de:words.txt": "Enzian\n"}


@pytest.mark.parametrize("order", list(permutations(("a", "b", "c"))))
def test_what_the_files_are_called_carries_no_meaning(tmp_path: Path, order: tuple[str, ...]) -> None:
    top, switzerland, lab = (f"{name}.guide" for name in order)
    files = {
        top: TOP,
        switzerland: SWITZERLAND.replace("top.guide", top),
        lab: LAB.replace("switzerland.guide", switzerland),
        "rude.txt": FILES["rude.txt"],
    }
    digest = loaded(tmp_path / "as-it-was", FILES).compiled.digest
    assert loaded(tmp_path / "renamed", files).compiled.digest == digest


def test_one_file_by_two_names_is_one_file(tmp_path: Path) -> None:
    laid(tmp_path, {"top.guide": TOP_ALONE, "a.guide": layer("a", "also.guide"), "b.guide": layer("b", "./top.guide")})
    (tmp_path / "also.guide").symlink_to("top.guide")
    assert set(names(load_policy(tmp_path, CATALOGUE))) == {"", "a", "b"}


CIRCLE = {"a.guide": layer("a", "b.guide"), "b.guide": layer("b", "c.guide"), "c.guide": layer("c", "a.guide")}
FAULTS: list[tuple[str, Mapping[str, str], str, str]] = [
    ("a circle", CIRCLE, "GP247", "c.guide:2:3: error GP247: this layer extends itself"),
    ("a layer on itself", {"a.guide": layer("a", "a.guide")}, "GP247", "a.guide:2:3: error GP247: this layer extends itself"),
    (
        "two uppermost files",
        {"a.guide": TOP_ALONE, "z/other.guide": TOP_ALONE},
        "GP247",
        "z/other.guide:1:1: error GP247: this file extends no other, and neither does “a.guide”",
    ),
    (
        "two layers of one name",
        {"top.guide": TOP_ALONE, "a.guide": layer("a", "top.guide"), "b/a.guide": layer("a", "../top.guide")},
        "GP247",
        "b/a.guide:2:3: error GP247: “a.guide” is a layer “a” too",
    ),
    (
        "no upper file",
        {"a.guide": layer("a", "gone.guide")},
        "GP240",
        "a.guide:2:3: error GP240: the layer above cannot be read: there is",
    ),
    (
        "no file above the one above",
        {"a.guide": layer("a", "b.guide"), "b.guide": layer("b", "../gone/top.guide")},
        "GP240",
        "b.guide:2:3: error GP240: the layer above cannot be read: there is no file",
    ),
    ("a folder above", {"a.guide": layer("a", "b"), "b/c.txt": ""}, "GP240", "is a folder, not a file"),
    ("nothing above", {"a.guide": layer("a", "")}, "GP240", "is a folder, not a file"),
    ("a name too long", {"a.guide": layer("a", "x" * 5000)}, "GP240", "cannot be opened"),
    (
        "a layer that cannot be parsed",
        {"top.guide": TOP_ALONE, "sub/a.guide": layer("a", "../top.guide", "guideline ?\n")},
        "GP103",
        "sub/a.guide:3:11: error GP103",
    ),
]


@pytest.mark.parametrize(("files", "code", "drawn"), [one[1:] for one in FAULTS], ids=[one[0] for one in FAULTS])
def test_files_that_form_no_stack(tmp_path: Path, files: Mapping[str, str], code: str, drawn: str) -> None:
    with pytest.raises(GuideError) as caught:
        loaded(tmp_path, files)
    assert [one.code for one in caught.value.diagnostics] == [code]
    assert caught.value.diagnostics[0].hint
    assert drawn in str(caught.value)


def _not_utf8(folder: Path) -> None:
    (folder / "a.guide").write_bytes(layer("a", "top.guide").encode() + b"# caf\xe9\n")


def _top_not_utf8(folder: Path) -> None:
    (folder / "top.guide").write_bytes(TOP_ALONE.encode() + b"# caf\xe9\n")


def _loop(folder: Path) -> None:
    (folder / "a.guide").symlink_to("b.guide")
    (folder / "b.guide").symlink_to("a.guide")


def _nothing(folder: Path) -> None:
    (folder / "top.guide").unlink()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_not_utf8, r"a\.guide is not UTF-8 \(byte 0xe9 in line 3\); save it as UTF-8"),
        (_top_not_utf8, r"top\.guide is not UTF-8 \(byte 0xe9 in line 4\); save it as UTF-8"),
        (_loop, r"a\.guide cannot be opened: "),
        (_nothing, r"there is no \.guide file in the folder"),
    ],
    ids=["not-utf-8", "top-not-utf-8", "links-in-a-circle", "nothing"],
)
def test_files_that_cannot_be_read(tmp_path: Path, spoil: Callable[[Path], None], message: str) -> None:
    spoil(laid(tmp_path, {"top.guide": TOP_ALONE}))
    with pytest.raises(PolicyUnreadable, match=message):
        load_policy(tmp_path, CATALOGUE)


def test_a_layer_above_that_is_not_utf8_is_told_where_it_is_named(tmp_path: Path) -> None:
    _top_not_utf8(laid(tmp_path, {"a.guide": layer("a", "top.guide")}))
    with pytest.raises(GuideError, match=r"a\.guide:2:3: error GP240: .*top\.guide is not UTF-8"):
        load_policy(tmp_path / "a.guide", CATALOGUE)


def test_links_to_folders_in_a_circle_end(tmp_path: Path) -> None:
    laid(tmp_path, {"top.guide": TOP_ALONE, "sub/a.guide": layer("a", "../top.guide")})
    (tmp_path / "sub" / "again").symlink_to(tmp_path)
    assert set(names(load_policy(tmp_path, CATALOGUE))) == {"", "a"}


LISTED = layer("a", "../top.guide", 'list own from "{}"\nguideline g\n  must not q when text mentions any of own\n')
OUTSIDE = "it lies outside the policy's folder"


@pytest.mark.parametrize(
    ("list_file", "reason"),
    [
        ("../words.txt", OUTSIDE),
        ("/etc/hostname", OUTSIDE),
        ("linked.txt", OUTSIDE),
        ("loop.txt", "cannot be opened"),
        ("gone.txt", "there is no such file"),
    ],
)
def test_list_files_of_a_layer_lie_beside_it(tmp_path: Path, list_file: str, reason: str) -> None:
    laid(tmp_path, {"top.guide": TOP_ALONE, "sub/a.guide": LISTED.format(list_file), "words.txt": "Edelweiss\n"})
    os.symlink(tmp_path / "words.txt", tmp_path / "sub" / "linked.txt")
    os.symlink(tmp_path / "sub" / "loop.txt", tmp_path / "sub" / "loop.txt")
    _, checked = check_policy(tmp_path, CATALOGUE)
    [finding] = checked.errors
    assert (finding.code, finding.place.layer) == ("GP210", "a")
    assert finding.message.startswith(f"the list file “{list_file}” cannot be read: ")
    assert reason in finding.message


def test_cases_of_a_layer_lie_beside_it(tmp_path: Path) -> None:
    tests = 'test "many" cases from "cases.csv"\n'
    files = {
        "top.guide": TOP_ALONE + tests,
        "cases.csv": "post,expect,because\nalpha,review,g.r\n",
        "sub/a.guide": layer("a", "../top.guide", tests),
        "sub/cases.csv": "post,expect\nbeta,allow\ngamma,allow\n",
    }
    policy = loaded(tmp_path, files)
    assert [(one.title, one.place.layer) for one in policy.checked.scope.tests] == [
        ("many (cases.csv, line 2)", ""),
        ("many (cases.csv, line 2)", "a"),
        ("many (cases.csv, line 3)", "a"),
    ]
    faulty = {**files, "sub/cases.csv": "post,expect\nbeta,nothing\n"}
    _, checked = check_policy(laid(tmp_path / "faulty", faulty), CATALOGUE)
    assert [(one.code, one.place.layer, one.message.partition(":")[0]) for one in checked.errors] == [
        ("GP230", "a", "“cases.csv”, line 2")
    ]
