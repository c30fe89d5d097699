"""A policy as a document: rules as sentences, what follows from them, and the appendices."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from guidepost.rules.check import Checked
from guidepost.rules.compile import CompiledPolicy
from guidepost.rules.render import LANGUAGES, Document, RuleEntry, Statement, build, plain
from guidepost.rules.syntax import parse
from guidepost.rules.syntax import tree as t
from tests.rules.policies import checked

_POLICY = """\
policy "Guidelines"
  version "7"
  languages en, de, fr
  on unknown block
  from risk 0.6 review
  appeals to "help@example.com"

list names "Nightjar", "Bluebell", "Nightjar"
list files from "files.txt"

guideline inside "Keep it inside"
  cites "Section 3"
  says en "Names stay inside." de "Namen bleiben im Haus."

  # Asked for by the board.
  must not leak
    id in-01
    when audience is external and text mentions any of names
    unless author.role is "press"
    then review in queue "privacy" within 1 day, redirect to "e-mail"
    risk 0.9
    says en "This is a name." de "Das ist ein Name."
    instead en "Leave it out." de "Lassen Sie ihn weg."

  must hold when flags > 1 or toxicity >= 0.5
  should calm when not (flags > 1 and flags < 4)
  must not shout when not (flags > 5 or flags < 1)
  may speak
    when channel is forum
    excuses inside.leak, inside.hold
    says fr "Vous pouvez parler."
  may rest
"""


def _document(language: str, text: str = _POLICY) -> Document:
    policy = checked(text, {"files.txt": "one\ntwo\n"})
    assert not policy.errors
    return build(policy, CompiledPolicy(policy, str.casefold, "casefold"), LANGUAGES[language])


def _rule(language: str, name: str) -> RuleEntry:
    return next(rule for rule in _document(language).sections[0].rules if rule.name == f"inside.{name}")


def _told(statement: Statement | None) -> list[str]:
    assert statement is not None
    return [plain(statement.sentence), *(plain(item.sentence) for item in statement.items)]


@pytest.mark.parametrize(
    ("language", "name", "sentence"),
    [
        ("en", "leak", "A post must not be such that all of the following apply:"),
        ("de", "leak", "Ein Beitrag darf nicht so beschaffen sein, dass alle folgenden Punkte zutreffen:"),
        ("en", "hold", "A post must be such that none of the following applies:"),
        ("de", "hold", "Ein Beitrag muss so beschaffen sein, dass keiner der folgenden Punkte zutrifft:"),
        ("en", "calm", "A post should be such that all of the following apply:"),
        ("de", "calm", "Ein Beitrag soll so beschaffen sein, dass alle folgenden Punkte zutreffen:"),
        ("en", "shout", "A post must not be such that none of the following applies:"),
        ("de", "shout", "Ein Beitrag darf nicht so beschaffen sein, dass keiner der folgenden Punkte zutrifft:"),
        ("en", "speak", "The author may do this where the following applies: The channel of publication is “forum”."),
        ("de", "speak", "Wer schreibt, darf dies, wenn Folgendes zutrifft: Der Ort der Veröffentlichung ist „forum“."),
        ("en", "rest", "This rule (may) holds for every post."),
        ("de", "rest", "Diese Regel (darf) gilt für jeden Beitrag."),
    ],
)
def test_a_rule_begins_with_its_modality_and_how_many_points_must_apply(language: str, name: str, sentence: str) -> None:
    assert _told(_rule(language, name).duty)[0] == sentence


def test_unless_reads_as_an_exception() -> None:
    assert _told(_rule("de", "leak").unless) == [
        "Diese Regel greift nicht, wenn Folgendes zutrifft: Die Rolle des Autors ist „press“."
    ]
    assert _rule("de", "hold").unless is None


@pytest.mark.parametrize(
    ("language", "name", "lines"),
    [
        (
            "en",
            "leak",
            [
                ("Consequence", "The post is held until a person has decided."),
                ("Queue", "“privacy”"),
                ("Deadline", "1 day"),
                ("Better place", "“e-mail”"),
                ("Risk", "0.9 of 1"),
                ("Lifted by", "1.5 (inside.speak), where the permission there holds."),
            ],
        ),
        (
            "de",
            "leak",
            [
                ("Folge", "Der Beitrag wartet, bis ein Mensch entschieden hat."),
                ("Vorgangsliste", "„privacy“"),
                ("Frist", "1 Tag"),
                ("Besserer Ort", "„e-mail“"),
                ("Risiko", "0,9 von 1"),
                ("Aufgehoben durch", "1.5 (inside.speak), soweit die Erlaubnis dort gilt."),
            ],
        ),
        (
            "en",
            "calm",
            [
                ("Consequence", "The post is published, and the author is given a hint (standard value; the source states none)."),
                ("Risk", "0.1 of 1 (standard value; the source states none)"),
            ],
        ),
        ("de", "speak", [("Hebt auf", "1.1 (in-01), 1.2 (inside.hold), soweit diese Erlaubnis gilt.")]),
        ("en", "rest", []),
    ],
)
def test_what_follows_stands_under_the_rule(language: str, name: str, lines: list[tuple[str, str]]) -> None:
    assert [(line.label, plain(line.sentence)) for line in _rule(language, name).lines] == lines


def test_the_source_text_is_the_rule_and_reads_back_as_the_same_rule() -> None:
    rule = _rule("de", "leak")
    assert rule.source.startswith("# Asked for by the board.\nmust not leak\n  id in-01\n")
    again = parse(f'policy "P"\nguideline inside "G"\n{rule.source}')
    assert again.rules[0] == next(one for one in checked(_POLICY).scope.file.rules if one.qualified == "inside.leak")


def test_a_text_that_the_language_lacks_is_shown_in_another_and_said_so() -> None:
    says = _rule("de", "speak").says
    assert says is not None
    assert (says.text, says.language, says.note) == (
        "Vous pouvez parler.",
        "fr",
        "Einen deutschen Text gibt es nicht. Auf Französisch:",
    )


def test_titles_citations_and_channels_are_in_the_language_where_the_policy_has_them() -> None:
    policy = checked(_POLICY, {"files.txt": "one\n"})
    file = policy.scope.file
    guideline = replace(file.guidelines[0], title_in=(("de", "Behalten Sie es für sich"),), cites_in=(("de", "Abschnitt 3"),))
    first, *others = file.rules
    assert first.then is not None
    first = replace(first, then=t.Clause(replace(first.then.value, redirect_in=(("de", "Hauspost"),))))
    translated = replace(policy.scope, file=replace(file, guidelines=(guideline,), rules=(first, *others)))
    compiled = CompiledPolicy(policy, str.casefold, "casefold")
    german, english = (build(Checked(translated, ()), compiled, LANGUAGES[language]).sections[0] for language in ("de", "en"))
    assert (german.title, german.cites) == ("Behalten Sie es für sich", "Abschnitt 3")
    assert (english.title, english.cites) == ("Keep it inside", "Section 3")
    assert ("Besserer Ort", "„Hauspost“") in [(line.label, plain(line.sentence)) for line in german.rules[0].lines]
    assert ("Better place", "“e-mail”") in [(line.label, plain(line.sentence)) for line in english.rules[0].lines]


def test_definitions_are_told_and_count_as_users_of_lists_and_signals() -> None:
    policy = checked(_POLICY, {"files.txt": "one\n"})
    loud = t.Definition(
        t.Name("loud"), t.Or((t.Compare(t.Name("capitals"), ">", 0.5), t.Mentions(t.Name("files"), besides=t.Name("names"))))
    )
    scope = replace(policy.scope, file=replace(policy.scope.file, definitions=(loud,)))
    document = build(Checked(scope, ()), CompiledPolicy(policy, str.casefold, "casefold"), LANGUAGES["en"])
    (entry,) = document.definitions
    assert plain(entry.meaning.sentence) == "“loud” means that at least one of the following applies:"
    assert plain(entry.meaning.items[0].sentence) == "The number called “capitals” is more than 0.5."
    assert plain(document.lists[0].used) == "used in 1.1 (in-01), “loud”"
    assert plain(document.lists[1].used) == "used in “loud”"
    assert "capitals" in [signal.name for signal in document.signals]


def test_lists_are_whole_and_name_the_rules_that_use_them() -> None:
    names, files = _document("en").lists
    assert names.phrases == ("Nightjar", "Bluebell")
    assert (names.count, names.origin, plain(names.used)) == ("2 phrases", "written in the policy", "used in 1.1 (in-01)")
    assert files.phrases == ("one", "two")
    assert (files.origin, plain(files.used)) == ("from the file “files.txt”", "used by no rule")


def test_signals_asked_for_are_explained_and_no_others() -> None:
    assert [signal.name for signal in _document("de").signals] == ["audience", "author.role", "channel", "flags", "toxicity"]


def test_the_head_is_told() -> None:
    told = [plain(one) for one in _document("en").principles]
    assert "From a risk of 0.6 on, at least this follows: The post is held until a person has decided." in told
    assert any(one.endswith("whichever is milder: The post is not published.") for one in told)
    assert "An author who sees a decision differently can write to “help@example.com”." in told


def test_the_digest_is_the_policys() -> None:
    policy = checked(_POLICY, {"files.txt": "one\ntwo\n"})
    digest = CompiledPolicy(policy, str.casefold, "casefold").digest
    document = _document("de")
    assert document.digest == digest
    assert digest in document.signatures


def test_every_reference_leads_somewhere() -> None:
    document = _document("en")
    anchors = {section.anchor for section in document.sections}
    anchors |= {rule.anchor for section in document.sections for rule in section.rules}
    anchors |= {entry.anchor for entry in document.lists} | {entry.anchor for entry in document.signals}
    runs = [run for section in document.sections for rule in section.rules for run in _runs(rule)]
    targets = {run for run in runs if run}
    assert targets
    assert targets <= anchors


def _runs(rule: RuleEntry) -> list[str]:
    statements = [rule.duty, *rule.duty.items, *([rule.unless] if rule.unless else [])]
    return [run.target for one in [*(s.sentence for s in statements), *(line.sentence for line in rule.lines)] for run in one]


@pytest.mark.parametrize(
    ("section", "told"),
    [
        (
            t.PolicyHead,
            {"title", "version", "languages", "default", "on_unknown", "appeals_to", "thresholds", "layer", "applies"},
        ),
        (t.WordList, {"name", "phrases", "file"}),
        (t.Guideline, {"name", "title", "title_in", "cites", "cites_in", "says"}),
        (
            t.Rule,
            {
                "guideline",
                "modality",
                "name",
                "id",
                "says",
                "when",
                "unless",
                "then",
                "risk",
                "excuses",
                "instead",
                "because",
                "overridable",
                "layer",
                "restates",
            },
        ),
        (t.Layer, {"name", "extends"}),
        (t.Stacked, {"name", "above", "head"}),
        (t.Definition, {"name", "condition"}),
        (t.Consequence, {"outcome", "queue", "within", "redirect", "redirect_in"}),
    ],
)
def test_nothing_a_policy_can_say_is_left_out_of_the_document(section: type, told: set[str]) -> None:
    """Whoever adds a clause to the language adds it to the document, then here."""
    assert {field.name for field in fields(section)} - {"place", "comments"} == told
