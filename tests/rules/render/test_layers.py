"""A stack as a document: every rule with its layer, and nothing that only the stacking has spelt out."""

from __future__ import annotations

import pytest

from guidepost.rules.render import LANGUAGES, Document, LayerEntry, RuleEntry, Statement, build, plain
from guidepost.rules.syntax import parse
from tests.rules.stacks import LAB, SWITZERLAND, TOP, stacked

ALWAYS = 'policy "Everybody"\n  layer everybody extends "top.guide"\n\nguideline confidential\n\n  must not leak\n    risk 0.95\n'


def _document(language: str, *texts: str) -> Document:
    policy = stacked(*texts)
    return build(policy.checked, policy.compiled, LANGUAGES[language])


def _rules(document: Document) -> dict[str, RuleEntry]:
    return {rule.name: rule for section in document.sections for rule in section.rules}


def _told(statement: Statement | None) -> list[str]:
    return [] if statement is None else [plain(statement.sentence), *(plain(item.sentence) for item in statement.items)]


def test_a_restated_rule_stands_behind_the_one_above_with_a_number_below_its() -> None:
    document = _document("en")
    assert [(rule.number, rule.name, rule.level) for section in document.sections for rule in section.rules] == [
        ("1.1", "confidential.leak", 0),
        ("1.1.1", "confidential.leak@switzerland", 1),
        ("1.1.1.1", "confidential.leak@lab", 2),
        ("1.2", "confidential.quote", 0),
        ("1.3", "confidential.name-places", 0),
        ("1.4", "confidential.show-results", 0),
        ("2.1", "respect.be-kind", 0),
        ("2.1.1", "respect.be-kind@switzerland", 1),
        ("3.1", "dialect.plain", 0),
    ]


@pytest.mark.parametrize(
    ("language", "name", "layer", "yields"),
    [
        ("en", "confidential.leak", "", ["Not where the layer “switzerland” applies: 1.1.1 (conf-01@switzerland) holds there instead."]),
        ("de", "confidential.leak", "", ["Nicht, wo die Ebene „switzerland“ gilt: Dort gilt stattdessen 1.1.1 (conf-01@switzerland)."]),
        (
            "en",
            "confidential.leak@switzerland",
            "Where the layer “switzerland” applies, instead of 1.1 (conf-01):",
            ["Not where the layer “lab” applies: 1.1.1.1 (conf-01@lab) holds there instead."],
        ),
        ("de", "confidential.leak@lab", "Wo die Ebene „lab“ gilt, statt 1.1.1 (conf-01@switzerland):", []),
        ("en", "confidential.name-places", "Only where the layer “switzerland” applies:", []),
        ("de", "dialect.plain", "Nur wo die Ebene „switzerland“ gilt:", []),
        ("en", "confidential.quote", "", []),
    ],
)  # fmt: skip
def test_a_rule_says_for_whom_it_holds(language: str, name: str, layer: str, yields: list[str]) -> None:
    rule = _rules(_document(language))[name]
    assert plain(rule.layer) == layer
    assert [plain(one) for one in rule.yields] == yields


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_spelt_out_is_not_told_as_if_it_were_written(language: str) -> None:
    for rule in _rules(_document(language)).values():
        told = " ".join([*_told(rule.duty), *_told(rule.unless), rule.source])
        for spelt_out in ("author.region", "author.unit", "“ch”", "„ch“", "@"):
            assert spelt_out not in told, rule.name


def test_a_condition_and_an_exception_are_those_of_the_layers_file() -> None:
    rules = _rules(_document("en"))
    assert _told(rules["confidential.name-places"].duty) == [
        "A post must not be such that the following applies: The text mentions “Bern”."
    ]
    assert len(_told(rules["confidential.name-places"].unless)) == 1
    assert rules["confidential.leak"].unless is None
    assert _told(rules["confidential.leak"].duty)[0] == "A post must not be such that all of the following apply:"


def test_the_source_text_is_that_of_the_layers_file_and_the_sentence_says_what_it_leaves_out() -> None:
    rule = _rules(_document("en"))["confidential.leak@switzerland"]
    written = parse(SWITZERLAND).rules[0]
    assert parse(f'policy "P"\nguideline confidential "G"\n{rule.source}').rules == (written,)
    lines = {line.label: plain(line.sentence) for line in rule.lines}
    assert lines["Taken over"] == "What the source text leaves out is as in 1.1 (conf-01)."
    assert (lines["Consequence"], lines["Better place"], lines["Risk"]) == ("The post is not published.", "“e-mail”", "0.95 of 1")
    assert rule.says is not None
    assert rule.says.text == "This is a code name."
    assert "Taken over" not in {line.label for line in _rules(_document("en"))["confidential.name-places"].lines}


@pytest.mark.parametrize(
    ("language", "label", "says"),
    [
        ("en", "For layers below", "Layers below may loosen this rule."),
        ("de", "Für Ebenen darunter", "Ebenen darunter dürfen diese Regel lockern."),
    ],
)
def test_what_layers_may_loosen_is_said_also_of_a_file_alone(language: str, label: str, says: str) -> None:
    for texts in ((), (TOP,)):
        marked = {
            name: plain(line.sentence)
            for name, rule in _rules(_document(language, *texts)).items()
            for line in rule.lines
            if line.label == label
        }
        assert marked == {"respect.be-kind": says}


def _lines(layer: LayerEntry) -> list[tuple[str, str]]:
    return [(line.label, plain(line.sentence)) for line in layer.lines]


def test_layers_are_told_with_whom_they_are_for_and_what_they_make_stricter() -> None:
    switzerland, lab = _document("en").layers
    assert (switzerland.title, switzerland.name) == ("Switzerland", "switzerland")
    assert _told(switzerland.applies) == ["This layer applies where the following applies: The author’s region is “ch”."]
    lines = _lines(switzerland)
    assert lines[:2] == [("Stands below", "the policy “Group guidelines”."), ("Version", "2")]
    assert [says.rpartition(": ")[2] for label, says in lines if label == "Stricter here"] == [
        "The post is not published.",
        "The post is held until a person has decided.",
    ]
    assert ("Objections", "An author who sees a decision differently can write to “schweiz@example.com”.") in lines
    assert lines[-1] == ("Rules", "new: 2, instead of rules above: 2")
    assert parse(switzerland.source).head == parse(SWITZERLAND).head
    assert _lines(lab)[0] == ("Stands below", "the layer “switzerland”; it applies only where that layer applies, too.")


def test_the_cover_and_the_signatures_name_the_layers() -> None:
    document = _document("de")
    assert plain(document.layers_named) == "„Switzerland“ (2), „Research in Switzerland“"
    assert "Fassung 1, Ebenen: „Switzerland“ (2), „Research in Switzerland“" in document.signatures
    assert any("Lockern kann sie eine Regel nur" in plain(one) for one in document.principles)
    alone = _document("de", TOP)
    assert (alone.layers, alone.layers_named) == ((), ())
    assert not any("Ebene" in plain(one) for one in alone.principles)


def test_lists_definitions_and_guidelines_of_a_layer_are_marked() -> None:
    document = _document("en", TOP, SWITZERLAND + "\ndefine swiss as text mentions swiss-names\n")
    belongs = "Part of the layer “switzerland”."
    assert {entry.name: plain(entry.layer) for entry in document.lists} == {"codenames": "", "rude": "", "swiss-names": belongs}
    assert {entry.name: plain(entry.layer) for entry in document.definitions} == {"public": "", "swiss": belongs}
    assert [plain(section.layer) for section in document.sections] == ["", "", belongs]
    assert plain(document.lists[2].used) == "used in 1.1.1 (conf-01@switzerland), “swiss”"


def test_a_list_file_of_a_layer_is_named_as_the_layer_names_it() -> None:
    document = _document("en", TOP, SWITZERLAND.replace('list swiss-names "Edelweiss"', 'list swiss-names from "rude.txt"'))
    assert document.lists[2].origin == "from the file “rude.txt”"


def test_signals_that_layers_apply_by_are_explained() -> None:
    names = {signal.name for signal in _document("en").signals}
    assert {"author.region", "author.unit"} <= names
    assert "author.unit" not in {signal.name for signal in _document("en", TOP, SWITZERLAND).signals}


def test_a_layer_for_everybody_puts_its_rule_in_the_place_of_the_one_above() -> None:
    document = _document("en", TOP, ALWAYS)
    leak = _rules(document)["confidential.leak"]
    assert plain(leak.layer) == "Part of the layer “everybody”."
    assert leak.yields == ()
    assert _told(document.layers[0].applies) == ["This layer applies to every post."]


@pytest.mark.parametrize("texts", [(), (TOP, SWITZERLAND), (TOP, ALWAYS, SWITZERLAND, LAB)])
def test_every_reference_leads_somewhere(texts: tuple[str, ...]) -> None:
    document = _document("de", *texts)
    anchors = {layer.anchor for layer in document.layers} | {rule.anchor for rule in _rules(document).values()}
    anchors |= {one.anchor for entries in (document.sections, document.lists, document.definitions) for one in entries}
    anchors |= {entry.anchor for entry in document.signals}
    statements = [one for rule in _rules(document).values() for one in (rule.duty, rule.unless) if one]
    statements += [layer.applies for layer in document.layers]
    sentences = [one for statement in statements for one in (statement.sentence, *(item.sentence for item in statement.items))]
    sentences += [one for rule in _rules(document).values() for one in (rule.layer, *rule.yields)]
    lines = [*(entry.lines for entry in document.layers), *(rule.lines for rule in _rules(document).values())]
    sentences += [line.sentence for one in lines for line in one] + [document.layers_named]
    assert {run.target for sentence in sentences for run in sentence if run.target} <= anchors
