"""How alternatives are shown to people, and what is said about words."""

from __future__ import annotations

import pytest

from guidepost.rules.reference import grammar, meaning
from guidepost.rules.reference.syntax import written


@pytest.mark.parametrize(
    ("key", "english", "german"),
    [
        ("policy_clause.languages", "languages LANGUAGE, …", "languages SPRACHE, …"),
        ("list_section.list_inline", 'list NAME "PHRASE", …', 'list NAME "WENDUNG", …'),
        ("atom.is_one_of", "SIGNAL is one of (WORD, …)", "SIGNAL is one of (WORT, …)"),
        ("atom.between", "SIGNAL between TIME and TIME ZONE", "SIGNAL between UHRZEIT and UHRZEIT ZEITZONE"),
        ("atom.mentions_times", "text mentions WHAT at least NUMBER times", "text mentions GESUCHTES at least ZAHL times"),
        ("guideline_clause.says", 'says LANGUAGE "TEXT" …', 'says SPRACHE "TEXT" …'),
        ("rule_section", "(may | should | must | must not) NAME [CLAUSE …]", "(may | should | must | must not) NAME [KLAUSEL …]"),
        ("test_clause.expect_excused", "expect excused RULE [because RULE, …]", "expect excused REGEL [because REGEL, …]"),
        (
            "consequence",
            'OUTCOME [in queue "QUEUE"] [within DURATION] [, redirect to "CHANNEL" [LANGUAGE "TEXT" …]]',
            'FOLGE [in queue "WARTESCHLANGE"] [within DAUER] [, redirect to "KANAL" [SPRACHE "TEXT" …]]',
        ),
    ],
)
def test_how_something_is_written(key: str, english: str, german: str) -> None:
    alternative = next(one for one in grammar.alternatives() if one.key == key)
    assert (written(alternative, "en"), written(alternative, "de")) == (english, german)


@pytest.mark.parametrize(
    ("word", "section", "language", "says"),
    [
        ("version", "", "en", "your own name for this state of the policy; it stands in every decision"),
        ("block", "", "de", "der Beitrag erscheint nicht"),
        ("from", "list_section", "en", "gives phrases a name, from a file beside the policy"),
        ("must", "", "en", "`must`: a duty; `when` says how it is broken. `must not`: a prohibition"),
        ("not", "rule_section", "de", "`not BEDINGUNG`: kehrt eine Bedingung um"),
    ],
)
def test_what_a_word_means(word: str, section: str, language: str, says: str) -> None:
    assert says in meaning(word, language, section)


def test_where_a_word_cannot_stand_all_it_can_mean_elsewhere_is_told() -> None:
    assert meaning("version", "en", "test_section") == meaning("version", "en")


def test_of_any_other_word_nothing_is_said() -> None:
    assert meaning("nightjar", "en") == ""
