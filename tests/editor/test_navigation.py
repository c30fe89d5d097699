"""Where names are defined and used."""

from __future__ import annotations

import pytest

from guidepost.editor import Snapshot
from guidepost.editor.navigation import Symbol, definitions, file_at, symbols, target_at, uses
from tests.editor.marked import POLICY, in_policy, marked


def lines_of(snapshot: Snapshot, offset: int) -> list[str]:
    """The lines of every use of the name at an offset."""
    target = target_at(snapshot, offset)
    found = uses(snapshot, target) if target else []
    return [snapshot.text.splitlines()[snapshot.lines.position(use.start).line].strip() for use in found]


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("any of na", "mes", 'list names "Nightjar", "Bluebird"'),
        ("any of names", "", 'list names "Nightjar", "Bluebird"'),
        ("violates ", "confidential", 'guideline confidential "Keep it 🔒"'),
        ("excuses confid", "ential.leak", 'guideline confidential "Keep it 🔒"'),
        ("excuses confidential.", "leak", "must not leak"),
        ("review because confidential.leak, manners.a", "sk", "should ask"),
        ("should a", "sk", "should ask"),
    ],
)
def test_a_name_leads_to_its_definition(before: str, after: str, line: str) -> None:
    snapshot, offset = in_policy(before, after)
    [found] = definitions(snapshot, offset)
    assert snapshot.text.splitlines()[snapshot.lines.position(found.start).line].strip() == line


@pytest.mark.parametrize(("before", "after"), [("when ", "audience is"), ("is ", "external and"), ('"Night', 'jar", "B')])
def test_what_the_file_does_not_define_leads_nowhere(before: str, after: str) -> None:
    assert definitions(*in_policy(before, after)) == []


def test_two_of_one_name_are_both_shown() -> None:
    assert len(definitions(*marked('list a "x" list a "y" guideline g "G" must r when text mentions ‸a'))) == 2


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("list ", "many", ['list many from "many.txt"', "when violates confidential and text mentions many"]),
        (
            "should ",
            "ask",
            ["excuses confidential.leak, manners.ask", "should ask", "expect review because confidential.leak, manners.ask"],
        ),
        ("when ", "toxicity <", ["when toxicity < 0.2", "with toxicity 0.9", "with toxicity 0.1"]),
    ],
)
def test_uses_are_found_wherever_they_stand(before: str, after: str, found: list[str]) -> None:
    assert lines_of(*in_policy(before, after)) == found


def test_a_guideline_is_also_used_in_the_names_of_its_rules() -> None:
    snapshot, offset = in_policy("guideline ", "confidential")
    target = target_at(snapshot, offset)
    assert target is not None
    found = uses(snapshot, target)
    assert [use.defines for use in found] == [True, *[False] * 5]
    assert {snapshot.text[use.start : use.end] for use in found} == {"confidential"}


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ('list a from "ma‸ny.txt"', "many.txt"),
        ('list ‸a from "many.txt"', None),
        ('list a "Night‸jar"', None),
        ('test "t" for each post in "po‸sts.txt" expect allow', "posts.txt"),
        ('test "t" cases from "‸cases.csv"', "cases.csv"),
        ('test "t" post "‸p"', None),
        ('guideline g "G" must r then review in queue "‸p"', None),
    ],
)
def test_a_file_is_found_at_its_name_only(text: str, file: str | None) -> None:
    assert file_at(*marked(text)) == file


def _outline(found: list[Symbol]) -> list[object]:
    return [(each.kind, each.name, _outline(each.children)) for each in found]


def test_an_overview_lists_the_sections() -> None:
    assert _outline(symbols(Snapshot(POLICY))) == [
        ("policy", "P", []),
        ("list", "names", []),
        ("list", "many", []),
        ("guideline", "confidential", [("rule", "leak", []), ("rule", "share", [])]),
        ("guideline", "manners", [("rule", "ask", [])]),
        ("test", "a name", []),
        ("test", "a name in a friendly post", []),
    ]


@pytest.mark.parametrize("length", range(0, len(POLICY), 13))
def test_an_overview_of_half_a_text_is_well_formed(length: int) -> None:
    def sound(found: list[Symbol], start: int, end: int) -> None:
        for each in found:
            assert each.name
            assert start <= each.start <= each.name_start <= each.name_end <= each.end <= end
            sound(each.children, each.start, each.end)

    sound(symbols(Snapshot(POLICY[:length])), 0, length)
