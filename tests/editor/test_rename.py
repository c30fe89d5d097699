"""A new name everywhere, and the same history."""

from __future__ import annotations

import pytest

from guidepost.editor import Snapshot
from guidepost.editor.edit import Edit
from guidepost.editor.rename import NotRenamed, renamable, rename
from guidepost.rules.check import check
from guidepost.rules.syntax import parse
from tests.editor.marked import POLICY, in_policy, marked, read_list
from tests.rules.catalogue import CATALOGUE


def applied(snapshot: Snapshot, edits: list[Edit]) -> str:
    """The text with the edits made."""
    text = snapshot.text
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


@pytest.mark.parametrize(
    ("before", "after", "new", "expected"),
    [
        ("any of ", "names", "code-names", POLICY.replace("list names", "list code-names").replace("any of names", "any of code-names")),
        (
            "must not ",
            "leak",
            "tell",
            POLICY.replace("confidential.leak", "confidential.tell").replace(
                "must not leak\n", "must not tell\n    id confidential.leak\n"
            ),
        ),
        (
            "because confidential.leak, manners.",
            "ask",
            "ask-first",
            POLICY.replace("should ask", "should ask-first").replace("manners.ask", "manners.ask-first"),
        ),
        (
            "excuses con",
            "fidential.leak",
            "secret",
            POLICY.replace("guideline confidential", "guideline secret")
            .replace("confidential.", "secret.")
            .replace("violates confidential", "violates secret")
            .replace("must not leak\n", "must not leak\n    id confidential.leak\n")
            .replace("may share\n", "may share\n    id confidential.share\n"),
        ),
    ],
)  # fmt: skip
def test_every_use_is_renamed(before: str, after: str, new: str, expected: str) -> None:
    snapshot, offset = in_policy(before, after)
    assert applied(snapshot, rename(snapshot, offset, new)) == expected


@pytest.mark.parametrize(
    ("before", "after"), [("must not ", "leak"), ("should ", "ask"), ("guideline ", "confidential"), ("list ", "names")]
)
def test_permanent_ids_and_findings_stay(before: str, after: str) -> None:
    snapshot, offset = in_policy(before, after)
    old, new = parse(POLICY), parse(applied(snapshot, rename(snapshot, offset, "renamed")))
    assert [rule.permanent_id for rule in new.rules] == [rule.permanent_id for rule in old.rules]
    codes = [[finding.code for finding in check(file, CATALOGUE, read_list).findings] for file in (old, new)]
    assert codes[0] == codes[1]


def test_an_id_stands_in_the_line_where_the_rule_does() -> None:
    snapshot, offset = marked('guideline g "G" must ‸a when text mentions "x"')
    assert applied(snapshot, rename(snapshot, offset, "b")) == 'guideline g "G" must b id g.a when text mentions "x"'


def test_a_definition_is_renamed_where_it_is_asked() -> None:
    snapshot, offset = marked('define loud as toxicity > 0.5 guideline g "G" must a when ‸loud and not loud')
    expected = 'define rude as toxicity > 0.5 guideline g "G" must a when rude and not rude'
    assert applied(snapshot, rename(snapshot, offset, "rude")) == expected


def test_the_same_name_changes_nothing() -> None:
    assert rename(*in_policy("must not ", "leak"), "leak") == []


@pytest.mark.parametrize(
    ("before", "after", "new", "says"),
    [
        ("must not ", "leak", "Leak", "cannot be a name"),
        ("must not ", "leak", "must", "cannot be a name"),
        ("must not ", "leak", "share", "already a rule called “confidential.share”"),
        ("list ", "names", "many", "already a list"),
        ("when ", "toxicity <", "rudeness", "only lists, definitions, guidelines and rules"),
        ("    th", "en review", "else", "only lists, definitions, guidelines and rules"),
    ],
)
def test_a_name_that_cannot_be_is_refused(before: str, after: str, new: str, says: str) -> None:
    with pytest.raises(NotRenamed, match=says):
        rename(*in_policy(before, after), new)


def test_a_name_that_is_defined_nowhere_is_not_offered() -> None:
    assert renamable(*marked('guideline g "G" must r when text mentions ‸a')) is None
    assert renamable(*in_policy("must not ", "leak")) is not None
