"""Every finding about layers: a stack that has it, in whose file, where it points, and what it offers."""

from __future__ import annotations

from pathlib import Path

import pytest

from guidepost.rules.analysis import layers_keep
from guidepost.rules.syntax import GuideError, Severity
from tests.rules.policies import checked
from tests.rules.stacks import checked_stack

HEAD = 'policy "Top"\n'
TOP = HEAD + 'guideline g "G"\n  must not r when flags > 1\n'


def layer(rest: str = "", name: str = "a", above: str = "top", head: str = "  applies when author.region is ch\n") -> str:
    """A layer; what is written behind its head begins in line 4, or in line 3 where it has no scope."""
    return f'policy "{name}"\n  layer {name} extends "{above}.guide"\n{head}{rest}'


OPENED = "guideline g\n"
FINDINGS: list[tuple[str, tuple[str, ...], str, str]] = [
    # A file by itself.
    ("GP115", (HEAD + 'guideline g de "G" says en "x"',), "Write the title before it", ":2"),
    ("GP115", (TOP, layer('guideline g "" says en "x"')), "no quotes either", ":4"),
    ("GP240", (layer(),), "Put that file where the layer says", ":2"),
    ("GP240", (HEAD + "applies when audience is external",), "layer name extends", ":2"),
    ("GP240", (HEAD + "applies when audience is external", layer()), "layer name extends", ":2"),
    ("GP241", (HEAD + "guideline g\n  must not r when flags > 1",), 'guideline g "Title"', ":2"),
    ("GP241", (HEAD + "guideline g\n  must not r when flags > 1", layer()), 'guideline g "Title"', ":2"),
    # Guidelines opened again.
    ("GP241", (TOP, layer("guideline h\n")), 'guideline name "Title"', "a:4"),
    ("GP241", (TOP, layer('guideline h "H"\n'), layer("guideline h\n", "b")), 'guideline name "Title"', "b:4"),
    ("GP242", (TOP, layer(OPENED + '  says en "x"\n')), "its rules say", "a:5"),
    ("GP242", (TOP, layer(OPENED + '  cites "§ 1"\n')), "its rules say", "a:5"),
    # Heads.
    ("GP243", (TOP, layer("  default allow\n")), "Remove it", "a:4"),
    ("GP243", (TOP.replace("\n", "\n  default advise\n", 1), layer("  default advise\n")), "never milder", "a:4"),
    ("GP243", (TOP, layer("  on unknown review\n")), "never milder", "a:4"),
    ("GP243", (TOP, layer("  on unknown allow\n")), "never milder", "a:4"),
    ("GP243", (TOP, layer("  on unknown block\n"), layer("  on unknown block\n", "b", "a")), "never milder", "b:4"),
    ("GP243", (TOP.replace("\n", "\n  from risk 0.5 review\n", 1), layer("  from risk 0.7 review\n")), "never milder", "a:4"),
    ("GP243", (TOP.replace("\n", "\n  from risk 0.5 review\n", 1), layer("  from risk 0.5 advise\n")), "never milder", "a:4"),
    ("GP215", (TOP, layer("  from risk 0.5 review\n  from risk 0.8 advise\n")), "rise", "a:5"),
    ("GP207", (TOP, layer("  from risk 1.5 block\n")), "risk 0.6", "a:4"),
    # For which posts.
    ("GP244", (TOP, layer(head='  applies when text mentions "a"\n')), "author.region", "a:3"),
    ("GP244", (TOP, layer(head="  applies when toxicity >= 0.5\n")), "author.region", "a:3"),
    ("GP244", (TOP, layer(head="  applies when author.tenure < 3 days\n")), "author.region", "a:3"),
    ("GP244", (TOP, layer(head="  applies when author.region is unknown\n")), "author.region", "a:3"),
    ("GP244", (TOP, layer(head="  applies when violates g\n")), "author.region", "a:3"),
    ("GP244", (TOP + "define d as audience is external\n", layer(head="  applies when d\n")), "author.region", "a:3"),
    ("GP205", (TOP, layer(head="  applies when author.regoin is ch\n")), "“author.region”", "a:3"),
    ("GP206", (TOP, layer(head="  applies when topics is a\n")), "topics includes", "a:3"),
    ("GP208", (TOP, layer(head="  applies when audience is extern\n")), "“external”", "a:3"),
    # What may be overridable.
    ("GP245", (HEAD + 'guideline g "G"\n  may m when flags > 1 overridable\n',), "Remove", ":3"),
    ("GP245", (TOP, layer(OPENED + "  must not r overridable\n")), "Remove", "a:5"),
    (
        "GP245",
        (TOP + "    overridable", layer(OPENED + "  must not r\n"), layer(OPENED + "  must not r overridable\n", "b", "a")),
        "Remove",
        "b:5",
    ),
    # Names of layers that do not stand above.
    (
        "GP246",
        (TOP, layer('list names "x"\n'), layer(OPENED + "  must not q when text mentions any of names\n", "b")),
        "that both extend",
        "b:5",
    ),
    (
        "GP246",
        (TOP + 'test "t" post "x" expect block because g.q\n', layer(OPENED + "  must not q when flags > 2\n")),
        "above",
        ":4",
    ),
    ("GP246", (TOP + "  must not s when d\n", layer("define d as flags > 3\n")), "above", ":4"),
    ("GP246", (TOP, layer('guideline h "H"\n'), layer(OPENED + "  must not q when violates h\n", "b")), "above", "b:5"),
    (
        "GP246",
        (TOP, layer(OPENED + "  must not q when flags > 2\n"), layer(OPENED + "  may m when flags > 3 excuses g.q\n", "b")),
        "above",
        "b:5",
    ),
    # Another kind of rule.
    ("GP248", (TOP, layer(OPENED + "  should r when flags > 1\n")), "must not here too", "a:5"),
    ("GP248", (TOP, layer(OPENED + "  may r when flags > 1\n")), "must not here too", "a:5"),
    # What else goes wrong between files.
    ("GP201", (TOP, layer('guideline g "Again"\n')), "leave out the title", "a:4"),
    ("GP201", (TOP + 'list own "x"\n', layer('list own "y"\n')), "Rename", "a:4"),
    ("GP201", (TOP, layer('list own "x"\n'), layer('list own "y"\n', "b")), "Rename", "b:4"),
    ("GP201", (TOP, layer(OPENED + "  must not r\n  must not r\n")), "Rename", "a:6"),
    (
        "GP201",
        (TOP, layer(OPENED + "  must not r\n", head=""), layer(OPENED + "  must not r\n", "b", head="")),
        "let one of the layers extend the other",
        "b:4",
    ),
    (
        "GP201",
        (TOP, layer(OPENED + "  must not q when flags > 2\n"), layer(OPENED + "  must not q when flags > 3\n", "b")),
        "let one of the layers extend the other",
        "b:5",
    ),
    ("GP211", (TOP, layer(OPENED + "  must not q unless flags > 2\n")), "when …", "a:5"),
    ("GP210", (TOP, layer('list own from "gone.txt"\n')), "check the name", "a:4"),
    (
        "GP216",
        (TOP, layer('guideline h "H"\n  must not s when violates g\n' + OPENED + "  must not q when violates h\n")),
        "circle",
        "a:",
    ),
]
"""Code, the texts of the stack, a part of the hint, and the layer and line."""


@pytest.mark.parametrize(
    ("code", "texts", "way_out", "where"), FINDINGS, ids=[f"{one[0]}-{number}" for number, one in enumerate(FINDINGS)]
)
def test_errors_name_the_file_the_place_and_the_way_out(code: str, texts: tuple[str, ...], way_out: str, where: str) -> None:
    try:
        findings = (checked(texts[0]) if len(texts) == 1 else checked_stack(*texts)).errors
    except GuideError as error:
        findings = error.diagnostics
    [finding, *_] = [finding for finding in findings if finding.code == code]
    assert way_out in finding.hint
    assert finding.severity is Severity.ERROR
    assert f"{finding.place.layer}:{finding.place.line}".startswith(where)


def drawn(golden: Path, name: str) -> str:
    """All errors of a golden stack of two files, drawn."""
    files = {layer: (golden / "stack" / f"{file}.guide").read_text("utf-8") for layer, file in (("", "top"), (name, name))}
    found = checked_stack(*files.values(), lists={})
    errors = found.errors or tuple(finding.diagnostic for finding in layers_keep(found, str.casefold))
    pages = {layer: (text, f"{layer or 'top'}.guide") for layer, text in files.items()}
    return str(GuideError(errors, files[""], "top.guide", pages)) + "\n"


@pytest.mark.parametrize("name", ["ch", "loose"])
def test_errors_are_drawn_in_the_file_they_are_about_and_so_are_places_in_others(golden: Path, name: str) -> None:
    assert drawn(golden, name) == (golden / "stack" / f"{name}.txt").read_text("utf-8")
