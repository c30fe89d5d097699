"""Test results as JUnit XML, the form that build servers read (schema: https://github.com/testmoapp/junitxml)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping, Sequence

from guidepost.engine.policy_tests.running import TestResult
from guidepost.rules.syntax.tree import ExpectExcused, ExpectNot, ExpectOutcome, ExpectTold, Test

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document may hold, escaped or not (https://www.w3.org/TR/xml/#charsets)."""


def junit(results: Sequence[TestResult], source: str, names: Mapping[str, str]) -> bytes:
    """The results as one document: a suite for each guideline whose rules tests name first, and one for tests that name none.

    `source` is what the policy is called by its files, `names` the file of each layer, the uppermost included.
    """
    suites: dict[str, list[TestResult]] = {}
    for result in results:
        suites.setdefault(_guideline(result.test) or source, []).append(result)
    root = ET.Element("testsuites", {"name": _clean(source), **_counts(results)})
    for name, members in suites.items():
        suite = ET.SubElement(root, "testsuite", {"name": _clean(name), **_counts(members), "skipped": "0"})
        for result in members:
            _case(suite, result, name, names[result.test.place.layer])
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _case(suite: ET.Element, result: TestResult, name: str, source: str) -> None:
    line = str(result.test.place.line)
    case = ET.SubElement(
        suite,
        "testcase",
        {
            "name": _clean(result.test.title),
            "classname": _clean(name),
            "file": _clean(source),
            "line": line,
            "time": f"{_seconds([result]):.6f}",
        },
    )
    if not result.passed:
        failure = ET.SubElement(case, "failure", {"message": _clean("; ".join(result.problems)), "type": "expectation"})
        failure.text = _clean("\n".join([f"{source}:{line}", *result.problems]))


def _guideline(test: Test) -> str | None:
    """The guideline of the rule that a test names first."""
    for clause in test.expects:
        match clause.value:
            case ExpectOutcome(because=(first, *_)):
                return first.value.partition(".")[0]
            case ExpectExcused(rule=rule) | ExpectTold(rule=rule) | ExpectNot(rule=rule):
                return rule.value.partition(".")[0]
            case _:
                continue
    return None


def _counts(results: Sequence[TestResult]) -> dict[str, str]:
    return {
        "tests": str(len(results)),
        "failures": str(sum(not result.passed for result in results)),
        "errors": "0",
        "time": f"{_seconds(results):.6f}",
    }


def _seconds(results: Iterable[TestResult]) -> float:
    return sum(sum(result.decision.timings_ms.values()) for result in results) / 1000


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
