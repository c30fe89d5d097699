"""The proof that layers loosen nothing: stacks that it refuses, with a post that shows why, and stacks that it accepts."""

from __future__ import annotations

import pytest

from guidepost.rules.analysis import Finding, layers_keep
from guidepost.rules.check import Checked
from guidepost.rules.check.scope import Scope
from guidepost.rules.compile import CompiledPolicy
from guidepost.rules.syntax import Severity
from guidepost.signals import Unknown, UnknownReason, Value
from tests.rules.stacks import LAB, SWITZERLAND, TOP, checked_stack

UNKNOWN = Unknown(UnknownReason.NOT_GIVEN, "in this test")


def top(rules: str) -> str:
    """An uppermost file with one guideline."""
    return f'policy "Top"\nguideline g "G"\n{rules}\n'


def layer(rules: str, name: str = "a", above: str = "top", head: str = "applies when author.region is ch") -> str:
    """A layer that opens the guideline again."""
    return f'policy "{name}"\n  layer {name} extends "{above}.guide"\n  {head}\nguideline g\n{rules}\n'


ALPHA = '  must not r when text mentions "alpha" then review risk 0.5\n'
PRESS = "  may m when channel is press excuses g.r\n"
ASKING = 'guideline h "H"\n  must not s when text mentions "beta" and not violates g\n'
EVERYWHERE = ""

REFUSED: list[tuple[str, tuple[str, ...], str]] = [
    # A rule restated more mildly: its condition, its outcome, its risk, its exceptions.
    ("another condition", (top(ALPHA), layer('  must not r when text mentions "beta"')), "a:5"),
    ("a narrower condition", (top(ALPHA), layer('  must not r when text mentions "alpha" and flags > 2')), "a:5"),
    ("an exception", (top(ALPHA), layer("  must not r unless channel is press")), "a:5"),
    ("a milder outcome", (top(ALPHA), layer("  must not r then advise risk 0.5")), "a:5"),
    ("a lower risk", (top(ALPHA), layer("  must not r risk 0.4")), "a:5"),
    ("the usual risk", (top(ALPHA.replace("0.5", "0.9")), layer("  must not r then block risk 0.8")), "a:5"),
    ("for all posts", (top(ALPHA), layer('  must not r when text mentions "beta"', head=EVERYWHERE)), "a:5"),
    ("known only", (top("  must not r when flags > 1"), layer("  must not r when flags > 1 and not flags is unknown")), "a:5"),
    (
        "unknown kept",
        (top("  must not r when flags > 1"), layer("  must not r when flags > 1 and (threat > 0.5 or not threat is unknown)")),
        "a:5",
    ),
    # The same condition, and less sure of it.
    ("less sure", (top("  must not r when count of pii.iban > 0"), layer("  must not r when pii.iban found")), "a:5"),
    (
        "less sure of the contrary",
        (
            top('  must not r when text mentions "alpha" and toxicity >= 0.5'),
            layer(
                '  must not r when text mentions "alpha" and toxicity >= 0.5 and (threat < 0.4 or threat >= 0.4 or threat is unknown)'
            ),
        ),
        "a:5",
    ),
    (
        "less sure of what is violated",
        (
            top(ALPHA.replace("\n", " overridable\n")) + 'guideline h "H"\n  must not s when violates g\n',
            layer('  must not r when text mentions "alpha" and (threat < 0.4 or threat >= 0.4 or threat is unknown)'),
        ),
        "a:5",
    ),
    # Excused by a layer, or by one above as a layer widens it.
    ("excused", (top(ALPHA), layer("  may n when flags > 2 excuses g.r")), "a:5"),
    ("an excuse widened", (top(ALPHA + PRESS), layer("  may m when channel is press or flags > 2")), "a:5"),
    ("an excuse of a version", (top(ALPHA), layer("  must not r then block\n  may n when flags > 2 excuses g.r")), "a:6"),
    # By way of what asks for a guideline.
    ("violated more often", (top(ALPHA) + ASKING, layer('  must not q when text mentions "beta"')), "a:5"),
    (
        "violated less often",
        (
            top(ALPHA.replace("\n", " overridable\n")) + 'guideline h "H"\n  must not s when violates g\n',
            layer('  must not r when text mentions "alpha" and flags > 2'),
        ),
        "a:5",
    ),
    (
        "by way of a definition",
        (
            top(ALPHA) + 'define kept as not violates g\nguideline h "H"\n  must not s when text mentions "beta" and kept\n',
            layer('  must not q when text mentions "beta"'),
        ),
        "a:5",
    ),
    # A layer below undoes what one above it has made stricter.
    ("stricter, then not", (top(ALPHA), layer("  must not r then block"), layer("  must not r then review", "b", "a")), "b:5"),
    (
        "its own rule",
        (top(""), layer('  must not q when text mentions "alpha"'), layer("  may n when flags > 2 excuses g.q", "b", "a")),
        "b:5",
    ),
    (
        "narrowed, then not",
        (
            top(ALPHA + PRESS),
            layer("  may m when channel is press and flags > 2"),
            layer("  may m when channel is press", "b", "a", "applies when author.unit is research"),
        ),
        "b:5",
    ),
    (
        "no longer overridable",
        (
            top(ALPHA.replace("\n", " overridable\n")),
            layer("  must not r then block"),
            layer('  must not r when text mentions "beta"', "b", "a"),
        ),
        "b:5",
    ),
]


def kept(*texts: str) -> tuple[Finding, ...]:
    """What the proof finds in a stack."""
    found = checked_stack(*texts)
    assert found.errors == ()
    return layers_keep(found, str.casefold)


@pytest.mark.parametrize(("texts", "where"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED])
def test_a_loosening_is_refused_where_it_is_written(texts: tuple[str, ...], where: str) -> None:
    [finding] = kept(*texts)
    diagnostic = finding.diagnostic
    assert (diagnostic.code, diagnostic.severity) == ("GP414", Severity.ERROR)
    assert f"{diagnostic.place.layer}:{diagnostic.place.line}" == where
    assert diagnostic.hint.startswith("For example: post ")
    assert diagnostic.hint.endswith("Keep it as strict, or have it marked “overridable” above.")
    assert [note for _, note in diagnostic.related] == ["the rule above, not overridable"]
    assert finding.witness is not None


@pytest.mark.parametrize("texts", [one[1] for one in REFUSED], ids=[one[0] for one in REFUSED])
def test_its_post_shows_it(texts: tuple[str, ...]) -> None:
    """The rule holds the post in some stack that ends with a layer, and nothing as strict does in the whole one."""
    [finding] = kept(*texts)
    whole = checked_stack(*texts)
    [name] = finding.rules
    assert finding.witness is not None
    above = [Checked(Scope(file, whole.scope.catalogue, whole.scope.phrases), ()) for file in whole.scope.upward.values()]
    before = [held for one in above if name in one.scope.rules for held in holding(one, name, finding)]
    now = holding(whole, name.partition("@")[0], finding)
    assert any(all(outcome > version[0] or risk > version[1] for version in now) for outcome, risk in before)


def holding(checked: Checked, stated: str, finding: Finding) -> list[tuple[float, float]]:
    """How strictly each version of a rule holds the post of a finding: the outcome, a little less if undecided, and the risk."""
    policy = CompiledPolicy(checked, str.casefold, "casefold")
    assert finding.witness is not None
    text, unknown = finding.witness.text, dict[str, Value].fromkeys(policy.signals, UNKNOWN)
    evaluation = policy.evaluate(policy.read(text, text.casefold()), {**unknown, **finding.witness.values})
    versions = {rule.qualified for rule in checked.scope.stated[stated]}
    fired = [(one.rule.outcome + 0.5, one.risk) for one in evaluation.fired if one.rule.name in versions]
    return [*fired, *((float(one.rule.outcome), 0.0) for one in evaluation.undecided if one.rule.name in versions)]


ACCEPTED: list[tuple[str, tuple[str, ...]]] = [
    ("nothing", (top(ALPHA), layer(""))),
    ("the sample", (TOP, SWITZERLAND, LAB)),
    ("a wider condition", (top(ALPHA), layer('  must not r when text mentions "alpha" or text mentions "beta"'))),
    ("a stricter outcome", (top(ALPHA), layer("  must not r then block"))),
    ("a higher risk", (top(ALPHA), layer("  must not r risk 0.9"))),
    ("other words", (top(ALPHA), layer('  must not r then review in queue "ch", redirect to "e-mail" says en "Not here."'))),
    ("an exception less", (top(ALPHA + "    unless flags > 1"), layer("  must not r unless flags > 1 and flags > 3"))),
    ("a lower limit", (top("  must not r when toxicity >= 0.8"), layer("  must not r when toxicity >= 0.5"))),
    ("surer", (top("  must not r when pii.iban found"), layer("  must not r when count of pii.iban > 0"))),
    ("a new rule", (top(ALPHA), layer('  must not q when text mentions "beta"'))),
    ("a new permission", (top(ALPHA), layer("  may n when flags > 2"))),
    ("a permission narrowed", (top(ALPHA + PRESS), layer("  may m when channel is press and flags > 2"))),
    ("overridable", (top(ALPHA.replace("\n", " overridable\n")), layer('  must not r when text mentions "beta" then advise'))),
    ("overridable, excused", (top(ALPHA.replace("\n", " overridable\n")), layer("  may n when flags > 2 excuses g.r"))),
    (
        "overridable twice",
        (
            top(ALPHA.replace("\n", " overridable\n")),
            layer("  must not r then block overridable"),
            layer("  must not r then advise", "b", "a"),
        ),
    ),
    (
        "siblings",
        (
            top(ALPHA),
            layer("  must not r then block"),
            layer("  must not r risk 0.9", "b", head="applies when author.unit is research"),
        ),
    ),
    (
        "loose beside strict",
        (
            top(ALPHA.replace("\n", " overridable\n")),
            layer("  must not r then block"),
            layer('  must not r when text mentions "beta"', "b", head="applies when author.unit is research"),
        ),
    ),
    (
        "loose beside strict for all posts",
        (
            top(ALPHA.replace("\n", " overridable\n")),
            layer("  must not r then block", head=EVERYWHERE),
            layer('  must not r when text mentions "beta"', "b"),
        ),
    ),
    (
        "asking and violated more often",
        (top(ALPHA) + ASKING.replace("not violates", "violates"), layer("  must not q when flags > 1")),
    ),
    (
        # The rule above counts how often somebody posts; the one instead of it counts nothing any more.
        "a rate less",
        (
            top("  must not r when more than 5 posts within 1 hour by author overridable"),
            layer("  must not r when flags > 1", head=""),
        ),
    ),
]


@pytest.mark.parametrize("texts", [one[1] for one in ACCEPTED], ids=[one[0] for one in ACCEPTED])
def test_what_loosens_nothing_is_accepted(texts: tuple[str, ...]) -> None:
    assert [(finding.diagnostic.code, finding.diagnostic.message) for finding in kept(*texts)] == []


PLACES = '  must not r when text mentions "alpha" within {} words of "beta"'
FORMS = '  must not r when text mentions "alpha" and not text mentions any word of "Gift"'
GERMAN = "languages de\n  applies when author.region is ch"
NOT_PROVED: list[tuple[str, tuple[str, ...]]] = [
    ("places", (top(PLACES.format(3)), layer(PLACES.format(5)))),
    # What reads the same finds more in a layer that adds a language.
    ("forms", (top(FORMS), layer(FORMS, head=GERMAN))),
    ("forms everywhere", (top(FORMS), layer(FORMS, head="languages de"))),
]


@pytest.mark.parametrize("texts", [one[1] for one in NOT_PROVED], ids=[one[0] for one in NOT_PROVED])
def test_what_cannot_be_proved_is_refused(texts: tuple[str, ...]) -> None:
    [finding] = kept(*texts)
    assert (finding.diagnostic.code, finding.diagnostic.severity, finding.witness) == ("GP415", Severity.ERROR, None)
    assert finding.diagnostic.place.layer == "a"
    assert "more behind “or”" in finding.diagnostic.hint


def test_and_the_way_out_is_one() -> None:
    wider = PLACES.format(3) + ' or text mentions "alpha" within 5 words of "beta"'
    assert kept(top(PLACES.format(3)), layer(wider)) == ()


def test_a_rule_is_found_once_however_many_layers_it_holds_above() -> None:
    layers = [layer("  must not q when flags > 3", "a"), layer("  must not p when flags > 4", "b", "a")]
    found = kept(top(ALPHA), *layers, layer("  may n when flags > 2 excuses g.r, g.q, g.p", "c", "b"))
    assert [(finding.rules, finding.diagnostic.place.line) for finding in found] == [(("g.r",), 5), (("g.q",), 5), (("g.p",), 5)]
