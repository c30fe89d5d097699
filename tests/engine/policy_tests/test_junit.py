from __future__ import annotations

import xml.etree.ElementTree as ET

from guidepost.engine.policy_tests import junit
from tests.engine.policy_tests.running import ran

POLICY = """
policy "P"
guideline a "A"
  must not bad when text mentions "bad" then block
test "passes & <shines>" post "bad" expect block because a.bad
test "fails" post "fine" expect block because a.bad
test "names no rule" post "fine" expect allow
"""


def test_suites_by_guideline_with_counts_places_and_messages() -> None:
    _, results = ran(POLICY)
    root = ET.fromstring(junit(results, "p.guide", {"": "p.guide"}))
    assert (root.tag, root.get("tests"), root.get("failures"), root.get("errors")) == ("testsuites", "3", "1", "0")
    assert [(suite.get("name"), suite.get("tests"), suite.get("failures")) for suite in root] == [
        ("a", "2", "1"),
        ("p.guide", "1", "0"),
    ]
    passed, failed = root[0]
    assert (passed.get("name"), passed.get("classname"), passed.get("file"), passed.get("line")) == (
        "passes & <shines>",
        "a",
        "p.guide",
        "5",
    )
    [failure] = failed
    assert (
        failure.get("message") == "expected block, got allow (no rule fired); expected a.bad among the reasons, got: no rule fired"
    )
    assert (failure.text or "").startswith("p.guide:6\n")
    assert all(float(case.get("time") or "-1") >= 0 for case in root.iter("testcase"))


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    _, results = ran(POLICY.replace("names no rule", "a\\tb\ufffe\U0001f600"))
    names = [
        case.get("name") for case in ET.fromstring(junit(results, "p\x07\ud800.guide", {"": "p\x07\ud800.guide"})).iter("testcase")
    ]
    assert names[-1] == "a\tb\U0001f600"
