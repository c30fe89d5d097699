"""What a comparison of two policies finds, and what it does not mistake for a difference."""

from __future__ import annotations

import pytest

from guidepost.rules.compare import Aspect, Difference, Effect, Kind, Reach, RuleDifference, compare, reach
from guidepost.rules.syntax import parse, write
from tests.rules.compare.versions import version

POLICY = """\
policy "P"
  version "1"
  languages en, de
  from risk 0.5 acknowledge
  from risk 0.9 review

list names "Nightjar", "Bluebird"

guideline a "A"
  cites "Section 1"
  says en "One." de "Eins."

  must not leak
    id a-1
    when audience is external and text mentions any of names
    then review in queue "press" within 4 hours, redirect to "e-mail"
    risk 0.5
    says en "Stays." de "Bleibt."
    instead en "Leave it out." de "Weglassen."

  must not flagged
    id a-2
    when flags > 3 unless topics includes "own"
    then block

guideline b "B"
  cites "Section 2"
  says en "Two." de "Zwei."

  may quote
    id b-1
    when flags > 1
    excuses a.leak

  should be-kind
    when toxicity >= 0.5 or violates a
    then advise
"""


def difference(*edits: tuple[str, str]) -> Difference:
    """What is different once each first text was replaced by the second."""
    text = POLICY
    for before, after in edits:
        assert before in text
        text = text.replace(before, after)
    return compare(version(POLICY), version(text))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("policy", "# A remark.\npolicy"),
        ("\n    ", "\n "),
        ('"Nightjar", "Bluebird"', '"Bluebird", "Nightjar", "Bluebird"'),
        ("audience is external and text mentions any of names", "text mentions names and audience is external"),
        ('when flags > 3 unless topics includes "own"', 'when not topics includes "own" and flags > 3'),
        ("toxicity >= 0.5 or violates a", "violates a or toxicity >= 50%"),
        ("within 4 hours", "within 240 minutes"),
        ("toxicity >= 0.5 or violates a\n    then advise", "toxicity >= 0.5 or violates a"),
        ("then block", "then block risk 0.8"),
        ('version "1"', 'version "1" default allow on unknown review'),
        ("from risk 0.5 acknowledge\n  from risk 0.9 review", "from risk 0.9 review\n  from risk 0.5 acknowledge"),
        ('en "One." de "Eins."', 'de "Eins." en "One."'),
        ("guideline b", 'test "t" post "x" expect allow\n\nguideline b'),
    ],
)
def test_another_look_is_no_difference(before: str, after: str) -> None:
    assert difference((before, after)) == Difference()


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("more than 5 posts within 10 minutes by author", "at least 6 posts within 600 seconds by author", True),
        ("same link by 3 authors within 1 day", "same link by more than 2 authors within 24 hours", True),
        ("more than 5 posts within 10 minutes by author", "more than 5 posts within 11 minutes by author", False),
        ("same link by 3 authors within 1 day", "same text by 3 authors within 1 day", False),
    ],
)
def test_one_rate_can_be_asked_in_several_ways(before: str, after: str, same: bool) -> None:
    one, other = (version(POLICY.replace("flags > 3", asked)) for asked in (before, after))
    assert compare(one, other).empty is same


def test_another_order_is_no_difference() -> None:
    file = parse(POLICY)
    turned = write(type(file)(file.head, file.lists, file.guidelines[::-1], file.rules[::-1]))
    assert turned != write(file)
    assert compare(version(POLICY), version(turned)).empty


def test_where_a_list_stands_is_no_difference() -> None:
    from_file = POLICY.replace('list names "Nightjar", "Bluebird"', 'list names from "names.txt"')
    assert compare(version(POLICY), version(from_file, {"names.txt": "# Ours.\nBluebird\nNightjar\n"})).empty


@pytest.mark.parametrize(
    ("edit", "aspect", "before", "after", "effect"),
    [
        (("then block", "then review"), Aspect.OUTCOME, "block", "review", Effect.MILDER),
        (("risk 0.5\n    says", "risk 0.75\n    says"), Aspect.RISK, "0.5", "0.75", Effect.STRICTER),
        (("flags > 3", "flags > 2"), Aspect.WHEN, "flags > 3", "flags > 2", Effect.OPEN),
        ((' unless topics includes "own"', ""), Aspect.UNLESS, 'topics includes "own"', None, Effect.OPEN),
        (('"press"', '"legal"'), Aspect.QUEUE, "press", "legal", Effect.OPEN),
        (("4 hours", "1 day"), Aspect.WITHIN, "4 hours", "1 day", Effect.OPEN),
        ((', redirect to "e-mail"', ""), Aspect.REDIRECT, "e-mail", None, Effect.OPEN),
        (("excuses a.leak", "excuses a.leak, a.flagged"), Aspect.EXCUSES, "a.leak", "a.flagged, a.leak", Effect.MILDER),
        (("must not flagged", "must flagged"), Aspect.MODALITY, "must not", "must", Effect.NONE),
    ],
)
def test_what_changed_in_a_rule_is_told_with_the_way_it_moves(
    edit: tuple[str, str], aspect: Aspect, before: str | None, after: str | None, effect: Effect
) -> None:
    found = {change.aspect: change for rule in difference(edit).rules for change in rule.changes}
    change = found.pop(aspect)
    assert (change.before, change.after, change.effect) == (before, after, effect)
    # A rule that states no risk takes its outcome's.
    assert found.keys() <= ({Aspect.RISK} if aspect is Aspect.OUTCOME else set())


@pytest.mark.parametrize(
    ("edit", "aspect", "before", "after", "effect"),
    [
        (('version "1"', 'version "2"'), Aspect.VERSION, "1", "2", Effect.NONE),
        (("languages en, de", "languages de, en"), Aspect.LANGUAGES, "en, de", "de, en", Effect.NONE),
        (('version "1"', 'version "1" default advise'), Aspect.DEFAULT, "allow", "advise", Effect.STRICTER),
        (('version "1"', 'version "1" on unknown block'), Aspect.ON_UNKNOWN, "review", "block", Effect.STRICTER),
        (('version "1"', 'version "1" appeals to "x"'), Aspect.APPEALS_TO, None, "x", Effect.NONE),
        (
            ("from risk 0.9 review", "from risk 0.95 review"),
            Aspect.THRESHOLDS,
            "0.5 acknowledge, 0.9 review",
            "0.5 acknowledge, 0.95 review",
            Effect.MILDER,
        ),
        (
            ("0.5 acknowledge\n  from risk 0.9", "0.6 acknowledge\n  from risk 0.8"),
            Aspect.THRESHOLDS,
            "0.5 acknowledge, 0.9 review",
            "0.6 acknowledge, 0.8 review",
            Effect.OPEN,
        ),
    ],
)
def test_what_changed_in_the_head_is_told(
    edit: tuple[str, str], aspect: Aspect, before: str | None, after: str | None, effect: Effect
) -> None:
    [change] = difference(edit).changes
    assert (change.aspect, change.before, change.after, change.effect) == (aspect, before, after, effect)


def test_texts_are_told_by_language() -> None:
    [rule] = difference(('de "Bleibt."', 'de "Bleibt hier."'), ('en "Leave it out."', 'en "Drop it."')).rules
    assert [(change.aspect, change.language, change.after) for change in rule.changes] == [
        (Aspect.SAYS, "de", "Bleibt hier."),
        (Aspect.INSTEAD, "en", "Drop it."),
    ]
    assert rule.effect is Effect.NONE


def only(found: Difference) -> RuleDifference:
    """The one rule that is different."""
    [rule] = found.rules
    return rule


def test_a_rule_of_the_same_id_was_renamed_and_its_excuses_stay() -> None:
    rule = only(difference(("must not leak", "must not tell"), ("excuses a.leak", "excuses a.tell")))
    assert (rule.kind, rule.id, rule.was, rule.name) == (Kind.RENAMED, "a-1", "a.leak", "a.tell")
    assert rule.effect is Effect.NONE


def test_a_rule_without_an_id_loses_its_history_with_its_name_and_its_twin_is_named() -> None:
    come, gone = sorted(difference(("should be-kind", "should be-nice")).rules, key=lambda rule: rule.kind)
    assert (come.kind, come.id, come.like, come.effect) == (Kind.ADDED, "b.be-nice", "b.be-kind", Effect.STRICTER)
    assert (gone.kind, gone.id, gone.like, gone.effect) == (Kind.REMOVED, "b.be-kind", "b.be-nice", Effect.MILDER)
    assert {change.aspect: change.after for change in come.changes}[Aspect.WHEN] == "toxicity >= 0.5 or violates a"


def test_a_rule_that_moves_to_another_guideline_may_decide_otherwise() -> None:
    moved = POLICY.replace("should be-kind\n", "should be-kind\n    id b-2\n").replace("or violates a", "")
    start = moved.index("  should be-kind")
    elsewhere = moved[:start].replace("guideline b", moved[start:] + "\nguideline b")
    rule = only(compare(version(moved), version(elsewhere)))
    assert [(change.aspect, change.before, change.after) for change in rule.changes] == [(Aspect.GUIDELINE, "b", "a")]
    assert (rule.was, rule.name, rule.effect) == ("b.be-kind", "a.be-kind", Effect.OPEN)


def test_a_guideline_was_renamed_and_who_asks_for_it_goes_on_asking() -> None:
    found = difference(("guideline a", "guideline z"), ("violates a", "violates z"), ("excuses a.", "excuses z."))
    assert found.effect is Effect.NONE
    [guideline] = found.guidelines
    assert (guideline.kind, guideline.was, guideline.name) == (Kind.RENAMED, "a", "z")
    assert {rule.kind for rule in guideline.rules} == {Kind.RENAMED}


def test_phrases_of_a_list_are_told_with_the_rules_that_look_for_them() -> None:
    found = difference(('"Bluebird"', '"Redwing"'))
    [words] = found.lists
    assert (words.kind, words.added, words.removed, words.used_by) == (Kind.CHANGED, ("Redwing",), ("Bluebird",), ("a.leak",))
    assert found.rules == ()
    assert found.effect is Effect.OPEN


def test_a_list_was_renamed() -> None:
    found = difference(("list names", "list codenames"), ("any of names", "any of codenames"))
    assert [(words.kind, words.was, words.name) for words in found.lists] == [(Kind.RENAMED, "names", "codenames")]
    assert found.rules == ()
    assert found.effect is Effect.NONE


def test_a_list_that_is_written_out_where_it_is_used_decides_alike() -> None:
    found = difference(('list names "Nightjar", "Bluebird"', ""), ("any of names", 'any of ("Bluebird", "Nightjar")'))
    assert [(words.kind, words.name) for words in found.lists] == [(Kind.REMOVED, "names")]
    assert found.effect is Effect.NONE


DEFINED = (
    ("when toxicity >= 0.5 or violates a", "when harsh"),
    ("guideline a", "define harsh as toxicity >= 0.5 or violates a\n\nguideline a"),
)


def test_a_definition_that_is_spelt_out_decides_alike() -> None:
    found = difference(*DEFINED)
    assert [(one.kind, one.name, one.after) for one in found.definitions] == [
        (Kind.ADDED, "harsh", "toxicity >= 0.5 or violates a")
    ]
    assert found.rules == ()
    assert found.effect is Effect.NONE


def test_what_a_definition_says_is_told_once_and_reaches_who_asks_it() -> None:
    old = POLICY.replace(*DEFINED[0]).replace(*DEFINED[1], 1)
    one, other = version(old), version(old.replace("toxicity >= 0.5", "toxicity >= 0.7"))
    found = compare(one, other)
    [definition] = found.definitions
    assert (definition.kind, definition.used_by) == (Kind.CHANGED, ("b.be-kind",))
    assert found.effect is Effect.OPEN
    assert reach(one, other) == Reach(frozenset({"b.be-kind"}), frozenset({"b.be-kind"}))
