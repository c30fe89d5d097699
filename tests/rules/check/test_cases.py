"""Tests with many posts, from lines and from tables."""

from __future__ import annotations

from typing import Any

import pytest

from guidepost.rules.check import values_given
from guidepost.rules.syntax import Outcome
from guidepost.signals import Unknown, Value
from tests.rules.catalogue import CATALOGUE
from tests.rules.policies import GUIDELINE, checked

POLICY = GUIDELINE + 'must not r when text mentions "bad" then block\n'


def spelt(lines: str, content: str, file: str = "f.csv") -> Any:
    """The policy with a test of these lines, and this file beside it."""
    return checked(f'{POLICY}test "t" {lines}', {file: content})


def said(test: Any) -> dict[str, Value]:
    """The values that a test gives; the moment of the post is not among them."""
    return {name: value for name, value in values_given(test, CATALOGUE).items() if name != "joined"}


def told(lines: str, content: str, file: str = "f.csv") -> list[str]:
    return [f"{one.code} {one.message}" for one in spelt(lines, content, file).findings if one.code < "GP3"]


def test_each_line_is_a_post_and_remarks_are_none() -> None:
    found = spelt('for each post in "p.txt" audience external expect block', "# a remark\n\nbad one\n  #bad two\n#\n", "p.txt")
    assert [one.title for one in found.scope.tests] == ["t (p.txt, line 3)", "t (p.txt, line 4)"]
    assert [one.post.value.text for one in found.scope.tests] == ["bad one", "#bad two"]
    assert [said(one) for one in found.scope.tests] == [{"audience": "external"}] * 2
    assert found.errors == ()


def test_a_column_can_say_what_was_counted() -> None:
    policy = GUIDELINE + "must not r when more than 5 posts within 10 minutes by author then block\n"
    table = "post,posts within 10 minutes by author,expect\nfine,6,block\nfine,unknown,review\nfine,,allow\n"
    found = checked(f'{policy}test "t" cases from "f.csv"', {"f.csv": table})
    assert found.errors == ()
    given = [values_given(test, found.scope.catalogue).get("posts within 10 minutes by author") for test in found.scope.tests]
    assert [one if not isinstance(one, Unknown) else None for one in given] == [6, None, None]


def test_a_row_says_everything_that_a_test_can() -> None:
    table = (
        "\ufeffpost,audience,expect,because,toxicity,pii.iban,author.tenure,topics,threat,flags\r\n"
        '"bad, ""very""\nbad",external,block,g.r,90%,found,3 days,"a, b",unknown,2\r\n'
        ",,,,,,,,,\r\n"
        "fine,,allow,,,not found,,,,\r\n"
    )
    first, second = spelt('cases from "f.csv" with capitals 0.5', table).scope.tests
    assert first.post.value.text == 'bad, "very"\nbad'
    given = said(first)
    assert isinstance(given.pop("threat"), Unknown)
    assert len(given.pop("pii.iban")) == 1  # type: ignore[arg-type]
    assert given == {
        "audience": "external",
        "toxicity": 0.9,
        "author.tenure": 259_200.0,
        "topics": frozenset({"a", "b"}),
        "flags": 2,
        "capitals": 0.5,
    }
    [expected] = first.expects
    assert (expected.value.outcome, [name.value for name in expected.value.because]) == (Outcome.BLOCK, ["g.r"])
    assert second.title == "t (f.csv, line 5)"
    assert said(second) == {"capitals": 0.5, "pii.iban": ()}


def test_columns_may_be_parted_by_semicolons() -> None:
    assert [one.post.value.text for one in spelt('cases from "f.csv"', "post;expect\nbad, bad;block\n").scope.tests] == ["bad, bad"]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("post,expect\na,blok", "“f.csv”, line 2: “blok” is no outcome"),
        ("post,audience,expect\na,externl,allow", "“f.csv”, line 2: audience is never “externl”"),
        ("post,expect,because\na,block,g.x", "“f.csv”, line 2: there is no rule called “g.x”"),
        ("post,because\na,g.r", "“f.csv”, line 2: “because” stands here without “expect”"),
        ("post,expect,toxicity\na,allow,3 days", "“f.csv”, line 2: toxicity cannot have this value"),
        ("post,expect,toxcity\na,allow,1", "“f.csv”, line 1: there is no column “toxcity”"),
        ("post,post\na,b", "“f.csv”, line 1: the column “post” stands here twice"),
        ("text\na", "“f.csv”, line 1: there is no column “post”"),
        ("post,expect\n,allow", "“f.csv”, line 2: this row has no post"),
        ('post,expect\n"a\nb",allow\nc,d,e', "“f.csv”, line 4: there are 3 cells under 2 columns"),
        ('post,expect\n"a"b,allow', "“f.csv”, line 2: this is no table"),
        ("post,expect\n", "“f.csv”: it holds no post"),
        ("post,expect\n" + "a,allow\n" * 10_001, "“f.csv”: it holds more than 10,000 posts"),
    ],
)
def test_a_fault_names_file_and_line(table: str, says: str) -> None:
    [finding] = told('cases from "f.csv"', table)
    assert finding.startswith(f"GP230 {says}")


def test_a_row_that_expects_nothing() -> None:
    assert "expects nothing" in told('cases from "f.csv"', "post\na")[0]
    assert told('cases from "f.csv" expect allow', "post\na") == []


def test_a_missing_file() -> None:
    assert told('cases from "g.csv"', "") == ["GP230 “g.csv”: it cannot be read: there is no such file"]


def test_what_the_policy_file_says_wrongly_is_told_once_and_there() -> None:
    assert told('for each post in "f.csv" audience externl expect allow', "a\nb\n") == ["GP208 audience is never “externl”"]


def test_posts_come_from_one_place() -> None:
    assert told('post "x" cases from "f.csv" expect allow', "post\na") == ["GP217 the test “t” takes posts from two places"]


def test_rules_that_only_a_table_expects_count_as_tested() -> None:
    found = spelt('cases from "f.csv"', "post,expect,because\nbad,block,g.r\n")
    assert [one.message for one in found.findings if one.code == "GP303"] == []
