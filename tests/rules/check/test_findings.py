"""Every finding: one policy that has it, where it points, and what it offers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guidepost.rules.syntax import GuideError, Severity
from tests.engine.test_policy_files import FAULTS as OF_FILES
from tests.rules.analysis.test_findings import FINDINGS as ANALYSED
from tests.rules.check.test_layer_findings import FINDINGS as OF_LAYERS
from tests.rules.policies import GUIDELINE, HEAD, checked

RULE = GUIDELINE + "must not r when "

DOUBLING = (
    HEAD + "define d0 as flags > 1 or flags > 2\n" + "".join(f"define d{n} as d{n - 1} or not d{n - 1}\n" for n in range(1, 40))
)
CHAIN = HEAD + "define d0 as flags > 1\n" + "".join(f"define d{n} as not d{n - 1}\n" for n in range(1, 3000))

FINDINGS = [
    ("GP101", HEAD + 'guideline g "G', 'End the text with "'),
    ("GP102", RULE + "text matches /abc", "End the pattern with /"),
    ("GP102", RULE + "text matches /files/internal", "for a slash inside it"),
    ("GP101", HEAD + 'list a "C:\\Users"', "for a backslash"),
    ("GP103", HEAD + "guideline g „G“", "straight quotes"),
    ("GP103", HEAD + 'guideline g "a\x00b"', "Remove it"),
    ("GP103", HEAD + "# a\x1b[31mb", "Remove it"),
    ("GP103", HEAD + 'guideline g "a\ud800b"', "Remove it"),
    ("GP103", HEAD + "\x07", "remove the character"),
    ("GP103", HEAD + "Guideline g", "lower case"),
    ("GP104", 'polcy "x"', "“policy”"),
    ("GP105", RULE + "(" * 61 + "flags > 3" + ")" * 61, "several rules"),
    ("GP105", RULE + ("not " * 30 + "(flags > 1 and ") * 2 + "flags > 3" + ")" * 2, "several rules"),
    ("GP107", 'guideline g "G"', 'policy "Title"'),
    ("GP108", HEAD + 'policy "again"', "file of its own"),
    ("GP109", HEAD + "must not r when flags > 3", "guideline name"),
    ("GP110", RULE + "flags >", "a number"),
    ("GP111", RULE + "audience is post", "quotes"),
    ("GP111", HEAD + 'test "t" post "x" author.region unknown expect allow', "with author.region unknown"),
    ("GP111", HEAD + 'guideline queue "G"', "queue-rule"),
    ("GP111", HEAD + 'guideline day "G"', "day-rule"),
    ("GP112", GUIDELINE + "must not r wen flags > 3", "“when”"),
    ("GP112", GUIDELINE + "must not r when flags > 3 then blok", "“block”"),
    ("GP113", RULE + 'text mentions at least 0 of ("a", "b")', "at least 2"),
    ("GP113", RULE + "more than 0 posts within 1 hour by author", "more than 5 posts"),
    ("GP113", RULE + "same text by 2.5 authors within 1 hour", "at least 3 authors"),
    ("GP113", RULE + "flags > " + "9" * 400, "smaller"),
    ("GP114", GUIDELINE + "must not r when flags > 3 when flags > 4", "Keep one"),
    ("GP114", HEAD + 'guideline g "G" says en "a" en "b"', "Keep one"),
    ("GP201", GUIDELINE + "must not r when flags > 3\nmust not r when flags > 4", "Rename"),
    ("GP201", HEAD + 'list a "x"\nlist a "y"', "Rename"),
    ("GP201", GUIDELINE + "must not r id x when flags > 3\nmust not s id x when flags > 4", "Rename"),
    ("GP202", HEAD + 'list names "x"\nguideline g "G" must not r when text mentions any of nmes', "“names”"),
    ("GP203", RULE + "violates h", "The guidelines here are: g"),
    ("GP204", RULE + "flags > 3\nmay s when flags > 1 excuses r", "“g.r”"),
    ("GP204", HEAD + 'test "t" post "x" expect excused g.s', "no rule yet"),
    ("GP204", GUIDELINE + 'must not r when flags > 3 test "t" post "x" expect excused g.r because g.s', "“g.r”"),
    ("GP205", RULE + "toxicty > 0.5", "“toxicity”"),
    ("GP205", GUIDELINE + 'test "t" post "x" with 6 posts within 1 hour by author expect allow', "more than 5 posts"),
    (
        "GP205",
        RULE + 'more than 5 posts within 10 minutes by author test "t" post "x" with 6 posts within 1 hour by author expect allow',
        "posts within 10 minutes by author",
    ),
    ("GP206", RULE + "toxicity found", "toxicity >= 0.8"),
    ("GP206", RULE + "pii.iban > 2", "pii.iban found"),
    ("GP206", RULE + "toxicity > 3 days", "toxicity >= 0.8"),
    ("GP206", RULE + "author.tenure < 3", "30 days"),
    ("GP206", RULE + "audience > 1", "ask audience is external"),
    ("GP206", RULE + 'topics is "x"', 'topics includes "…"'),
    ("GP206", RULE + "joined > 3", "joined before 2026-12-01"),
    ("GP206", RULE + "flags before 2026-12-01 UTC", "flags > 3"),
    ("GP206", RULE + "flags between 08:00 and 10:00 UTC", "flags > 3"),
    ("GP206", RULE + "flags on monday UTC", "flags > 3"),
    ("GP206", RULE + "count of toxicity > 3", "toxicity >= 0.8"),
    ("GP207", RULE + "toxicity > 80", "0.8 or 80%"),
    ("GP207", RULE + "toxicity = 0.5", "toxicity >= 0.5"),
    ("GP207", RULE + "toxicity >= 0", "between 0 and 1"),
    ("GP207", RULE + "flags > 1.5", "without a fraction"),
    ("GP207", RULE + "flags > 1 risk 3", "risk 0.6"),
    ("GP208", RULE + "audience is externl", "“external”"),
    ("GP209", RULE + "text matches /(?=x)y/", "two conditions"),
    ("GP209", RULE + r"text matches /(a)\1/", "two conditions"),
    ("GP209", RULE + "text matches /(a/", "RE2"),
    ("GP209", RULE + "text matches /a*/", "at least one character"),
    ("GP209", RULE + r"text matches /\b/", "at least one character"),
    ("GP209", RULE + "text matches /x|$/", "at least one character"),
    ("GP210", HEAD + 'list a from "missing.txt"', "check the name"),
    ("GP211", GUIDELINE + "must not r then block", "when …"),
    ("GP212", GUIDELINE + "may r when flags > 1 then block", "should, must or must not"),
    ("GP213", RULE + "flags > 1\nmay s excuses g.r", "when …"),
    ("GP213", RULE + "flags > 1 excuses g.r", "may rule"),
    ("GP213", GUIDELINE + "may r when flags > 1\nmay s when flags > 2 excuses g.r", "must not rule"),
    ("GP214", RULE + "flags > 1 then allow", "may rule"),
    ("GP214", RULE + 'flags > 1 then block in queue "x"', "then review in queue"),
    ("GP215", HEAD + "on unknown allow", "on unknown review"),
    ("GP215", HEAD + "from risk 0.5 block from risk 0.9 review", "rise"),
    ("GP216", RULE + "violates g", "out of the circle"),
    ("GP217", HEAD + 'test "t" expect block', 'post "…"'),
    ("GP217", HEAD + 'test "t" post "x"', "expect review"),
    ("GP218", HEAD + 'test "t" post "x" toxicity 0.5 expect allow', "with toxicity"),
    ("GP218", HEAD + 'test "t" post "x" with toxicity 5 expect allow', "toxicity 0.9"),
    ("GP218", HEAD + 'test "t" post "x" with toxicity found expect allow', "toxicity 0.9"),
    ("GP218", HEAD + 'test "t" post "x" with pii.iban 1.5 expect allow', "with pii.iban 3"),
    ("GP218", HEAD + 'test "t" post "x" with pii.iban 100000 expect allow', "with pii.iban 3"),
    ("GP218", HEAD + 'test "t" post "x" with flags 1 with flags 2 expect allow', "Keep one"),
    ("GP218", HEAD + 'test "t" post "x" audience internal audience external expect allow', "Keep one"),
    ("GP218", HEAD + 'test "t" post "x" topics a with topics unknown expect allow', "Keep one"),
    ("GP218", HEAD + 'test "t" post "x" flags 3 expect allow', "with flags"),
    (
        "GP218",
        RULE + 'more than 5 posts within 1 hour by author test "t" post "x" with 0 posts within 1 hour by author expect allow',
        "with 6 posts within 1 hour by author",
    ),
    (
        "GP218",
        RULE + 'same text by 3 authors within 1 hour test "t" post "x" with same text by 20000 authors within 1 hour expect allow',
        "with same text by 6 authors within 1 hour",
    ),
    (
        "GP218",
        RULE
        + 'same link by 3 authors within 1 hour test "t" post "x" with same link by 2 authors within 1 hour '
        + "with same link by authors within 60 minutes unknown expect allow",
        "Keep one",
    ),
    ("GP219", HEAD + 'list a "…"', "text matches"),
    ("GP219", RULE + 'text mentions "a*b"', "beginning or end"),
    ("GP219", RULE + 'text mentions "shoot *"', "“shoot*” for words that go on there, or “shoot”"),
    ("GP219", RULE + 'text mentions "* shooter"', "“*shooter”"),
    ("GP219", HEAD + 'list a "shoot "', "“shoot”"),
    ("GP219", RULE + 'text mentions at least 3 of ("a", "b", "b")', "Lower the number"),
    ("GP219", RULE + 'text mentions at least 3 of ("a", "b")', "Lower the number"),
    ("GP113", RULE + 'text mentions "a" at least 0 times', "at least 3 times"),
    ("GP113", RULE + 'text mentions "a" within 1.5 words of "b"', "within 5 words"),
    ("GP201", HEAD + "define a as flags > 1 define a as flags > 2", "Rename"),
    ("GP201", HEAD + "define flags as toxicity > 0.5", "Rename the definition"),
    ("GP202", RULE + 'text mentions "a" except nmes', "no list yet"),
    ("GP202", RULE + "text links to any of nmes", "no list yet"),
    ("GP205", RULE + 'text links to "example.com"', "policy signals"),
    ("GP219", RULE + 'text mentions "a" except "…"', "text matches"),
    ("GP220", HEAD + 'define insult as flags > 1 guideline g "G" must not r when insolt', "“insult”"),
    ("GP220", RULE + "toxicity", "toxicity >= 0.8"),
    ("GP220", HEAD + "define a as b", "The definitions here are: a"),
    ("GP221", HEAD + "define a as b define b as flags > 1 and a", "out of the circle"),
    ("GP221", HEAD + "define a as not a", "out of the circle"),
    ("GP222", DOUBLING, "2,000"),
    ("GP222", CHAIN, "120 levels"),
    ("GP223", RULE + "joined before 2026-02-30 UTC", "2026-12-01"),
    ("GP223", RULE + "joined after 2026-02-01 24:30 UTC", "23:59"),
    ("GP223", RULE + "joined before 2026-02-01 Europe/Berln", "“Europe/Berlin”"),
    ("GP223", RULE + "joined between 08:00 and 08:00 UTC", "two different times"),
    ("GP223", RULE + "joined on mnday UTC", "“monday”"),
    ("GP223", RULE + "joined on one of (monday, payday) UTC", "The days are"),
    ("GP223", HEAD + 'test "t" post "x" joined 2026-02-30 UTC expect allow', "2026-12-01"),
    ("GP224", RULE + 'text links to "https://example.com"', "without https://"),
    ("GP225", RULE + "more than 5 posts within 31 days by author", "to 30 days"),
    ("GP225", RULE + "same text by 3 authors within 1 year", "to 30 days"),
    ("GP225", RULE + "same link by 3 authors within 0.5 seconds", "whole seconds"),
    ("GP225", RULE + "same link by 3 authors within 0 days", "whole seconds"),
    ("GP225", RULE + "posts within 31 days by author is unknown", "to 30 days"),
    ("GP225", HEAD + "define often as more than 1001 posts within 1 day by author", "1,000"),
    ("GP230", HEAD + 'test "t" cases from "cases.csv"', "beside the policy"),
]

WARNINGS = [
    ("GP301", HEAD + 'languages en, de guideline g "G" says en "x"', "Add: de"),
    ("GP302", GUIDELINE, "cites"),
    ("GP303", RULE + "flags > 3", "Add a test"),
    ("GP304", HEAD + 'list a "x"', "remove it"),
    ("GP305", HEAD + "define a as flags > 1", "remove it"),
    ("GP306", HEAD + 'languages en, de guideline g "G" says en "x" de "y"', "Add behind its title: de"),
]


@pytest.mark.parametrize(
    ("code", "text", "way_out"), FINDINGS, ids=[f"{code}-{number}" for number, (code, _, _) in enumerate(FINDINGS)]
)
def test_errors_name_the_place_and_the_way_out(code: str, text: str, way_out: str) -> None:
    try:
        findings = checked(text).errors
    except GuideError as error:
        findings = error.diagnostics
    [finding] = [finding for finding in findings if finding.code == code][:1]
    assert way_out in finding.hint
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(("code", "text", "way_out"), WARNINGS, ids=[code for code, _, _ in WARNINGS])
def test_warnings_do_not_stop_a_policy(code: str, text: str, way_out: str) -> None:
    result = checked(text)
    assert way_out in next(finding.hint for finding in result.findings if finding.code == code)
    assert not result.errors


def test_every_code_is_tested_and_documented() -> None:
    root = Path(__file__).parents[3]
    # What the reference lists is not raised there; what is wrong with files together is raised where they are read.
    raising = [path for path in (root / "guidepost/rules").rglob("*.py") if path.parent.name != "reference"]
    sources = "".join(path.read_text() for path in [*raising, root / "guidepost/engine/policy_files.py"])
    # GP999 is the example of a drawing; GP106, for a file too large to stand in a table, is tested with the parser.
    used = set(re.findall(r'"(GP\d+)"', sources)) - {"GP999"}
    tested = {code for code, _, _ in [*FINDINGS, *WARNINGS]} | {code for code, _ in ANALYSED}
    # Of layers: their files, the files together, and the proof (`analysis/test_layers.py`).
    tested |= {code for code, *_ in OF_LAYERS} | {code for _, _, code, _ in OF_FILES} | {"GP414", "GP415"}
    assert used == tested | {"GP106"}
    documented = re.findall(r"^## (GP\d+) \S", (root / "docs/findings.md").read_text(), re.MULTILINE)
    assert documented == sorted(used)


def test_all_faults_of_a_file_are_reported_at_once_and_drawn(golden: Path) -> None:
    text = (golden / "faulty.guide").read_text(encoding="utf-8")
    with pytest.raises(GuideError) as caught:
        checked(text)
    assert str(caught.value) + "\n" == (golden / "faulty.txt").read_text(encoding="utf-8")


def test_unexpected_faults_of_meaning_are_drawn(golden: Path) -> None:
    from guidepost.rules.syntax import render

    text = (golden / "meaningless.guide").read_text(encoding="utf-8")
    assert render(checked(text).findings, text, "meaningless.guide") + "\n" == (golden / "meaningless.txt").read_text(
        encoding="utf-8"
    )


def test_a_sound_policy_has_no_findings() -> None:
    text = """
    policy "P"
      languages en, de
    list names "Nightjar"
    define loud as flags > 3
    guideline g "G" de "G" cites "§ 1" says en "a" de "b"
      must not r when text mentions any of names or toxicity >= 0.9 then block
      may s when loud excuses g.r says en "a" de "b"
    test "t" post "Nightjar" expect block because g.r
    test "u" post "Nightjar" with flags 4 expect allow expect told g.s
    """
    assert checked(text).findings == ()
