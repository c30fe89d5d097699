"""A layer that is open in an editor is read together with the files above it."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guidepost.editor import Snapshot, complete, hover
from guidepost.editor.above import file_in, files_above
from guidepost.editor.across import defined_at
from guidepost.editor.analysis import JsonDiagnostic
from guidepost.editor.layered import diagnostics_in_stack
from guidepost.editor.navigation import file_at, symbols
from guidepost.editor.positions import Position
from guidepost.editor.rename import NotRenamed, rename_across
from guidepost.engine.policies import LayerSource
from guidepost.engine.policy_files import open_stack
from guidepost.rules.analysis import layers_keep
from guidepost.rules.check import check
from tests.editor.layered import Open, opened, read, typed
from tests.editor.marked import CARET
from tests.engine.stacks import source
from tests.rules.stacks import CATALOGUE, FILES, LAB, SWITZERLAND, TOP

NAMES = "any of codenames or text mentions any of swiss-names"
HEAD = 'policy "L"\n  layer l extends "switzerland.guide"\n'


def _at(snapshot: Snapshot, finding: JsonDiagnostic) -> str:
    start, end = (snapshot.lines.offset(Position(**finding["range"][side])) for side in ("start", "end"))
    return snapshot.text[start:end]


def _told(file: Open) -> list[tuple[str, str]]:
    """The errors with what stands at their places."""
    return [(one["code"], _at(file.snapshot, one)) for one in file.found if one["severity"] == "error"]


@pytest.mark.parametrize("name", ["top.guide", "switzerland.guide", "lab.guide"])
def test_findings_are_those_of_the_checker_for_this_file(tmp_path: Path, name: str) -> None:
    file = opened(tmp_path, name)
    stacked = open_stack(file.path)
    checked = check(stacked.trees[0], CATALOGUE, stacked.read_list, stacked.trees[1])
    layer = file.snapshot.outline.layer.name
    expected = [finding for finding in checked.findings if finding.place.layer == layer]
    assert [(one["code"], one["message"]) for one in file.found] == [(one.code, one.message) for one in expected]


@pytest.mark.parametrize(
    ("name", "edit", "code", "shown"),
    [
        ("lab.guide", ("any of swiss-names", "any of swis-names"), "GP202", "swis-names"),
        ("lab.guide", ("violates respect", "violates respct"), "GP203", "respct"),
        ("lab.guide", ("because confidential.leak", "because confidential.leek"), "GP204", "confidential.leek"),
        ("lab.guide", ("guideline confidential", "guideline confidental"), "GP241", "confidental"),
        ("lab.guide", ("default advise", "on unknown review"), "GP243", "on unknown review"),
        ("lab.guide", ("author.unit is research", "toxicity > 0.5"), "GP244", "toxicity > 0.5"),
        ("switzerland.guide", ("must not leak", "must leak"), "GP248", "must leak"),
        ("switzerland.guide", ("    risk 0.95\n", "    overridable\n"), "GP245", "overridable"),
        ("switzerland.guide", ("when public and text mentions any of codenames or", "when"), "GP414", "leak"),
        ("switzerland.guide", ("\n    risk 0.95", "\n    then advise"), "GP414", "leak"),
    ],
)
def test_a_fault_stands_at_its_words(tmp_path: Path, name: str, edit: tuple[str, str], code: str, shown: str) -> None:
    old, new = edit
    assert FILES[name].count(old) == 1
    assert (code, shown) in _told(typed(tmp_path, name, FILES[name].replace(old, new)))


def test_what_is_loosened_names_the_rule_above_in_its_file(tmp_path: Path) -> None:
    file = typed(tmp_path, "switzerland.guide", SWITZERLAND.replace(NAMES, "any of swiss-names"))
    [finding] = [one for one in file.found if one["severity"] == "error"]
    assert finding["code"] == "GP414"
    [related] = json.loads(json.dumps(finding))["related"]
    assert related["file"] == (tmp_path.resolve() / "top.guide").as_uri()
    line = TOP.splitlines()[related["range"]["start"]["line"]]
    assert line.strip() == "must not leak"


@pytest.mark.parametrize(
    ("files", "name", "code", "says"),
    [
        ({"top.guide": TOP.replace("then block", "then blok")}, "switzerland.guide", "GP240", "“top.guide” has a fault in line"),
        ({"top.guide": TOP.replace("then block", "then blok")}, "lab.guide", "GP240", "“top.guide” has a fault in line"),
        ({"top.guide": TOP.replace("any of rude", "any of rood")}, "lab.guide", "GP240", "“top.guide” has an error"),
        ({"switzerland.guide": SWITZERLAND.replace("swiss-names\n", "s\n")}, "lab.guide", "GP240", "“switzerland.guide” has an error"),
        (
            {"switzerland.guide": SWITZERLAND.replace("    then advise", "    then allow").replace("    risk 0.95", "    then advise")},
            "lab.guide",
            "GP240",
            "“switzerland.guide” has an error",
        ),
        ({"top.guide": SWITZERLAND}, "lab.guide", "GP247", "extends itself"),
        ({"switzerland.guide": 'policy "S" layer s extends "x.guide"'}, "lab.guide", "GP240", "what “switzerland.guide” extends"),
        ({"switzerland.guide": 'policy "S" layer s'}, "lab.guide", "GP240", "“switzerland.guide” does not say which file it extends"),
        ({"switzerland.guide": 'policy "S" layer s extends ""'}, "lab.guide", "GP240", "“switzerland.guide” does not say"),
        ({"switzerland.guide": 'policy "S" layer lab extends "top.guide"'}, "lab.guide", "GP247", "is a layer “lab” too"),
        ({"lab.guide": LAB.replace("switzerland.guide", "lab.guide")}, "lab.guide", "GP247", "extends itself"),
        ({"lab.guide": LAB.replace("switzerland.guide", "no.guide")}, "lab.guide", "GP240", "there is no file"),
        ({"lab.guide": LAB.replace("switzerland.guide", "..")}, "lab.guide", "GP240", "is a folder"),
        ({"lab.guide": LAB.replace("switzerland.guide", "x" * 300)}, "lab.guide", "GP240", "the layer above cannot be read"),
        ({"lab.guide": LAB.replace("switzerland.guide", "rude.txt")}, "lab.guide", "GP240", "“rude.txt” has a fault in line 1"),
    ],
)  # fmt: skip
def test_a_file_above_that_cannot_be_used_is_told_at_the_clause_that_names_it(
    tmp_path: Path, files: dict[str, str], name: str, code: str, says: str
) -> None:
    file = opened(tmp_path, name, files={**FILES, **files})
    [finding] = [one for one in file.found if one["severity"] == "error"]
    assert finding["code"] == code
    assert says in finding["message"]
    assert finding["hint"]
    assert _at(file.snapshot, finding).startswith("layer ")


def test_errors_of_a_file_above_are_named_with_their_places(tmp_path: Path) -> None:
    files = {**FILES, "top.guide": TOP.replace("any of rude", "any of rood").replace("audience is", "audence is")}
    file = opened(tmp_path, "lab.guide", files=files)
    [finding] = [one for one in file.found if one["code"] == "GP240"]
    assert "2 errors" in finding["message"]
    assert {one["file"] for one in finding["related"]} == {(tmp_path.resolve() / "top.guide").as_uri()}
    assert {one["message"].partition(":")[0] for one in finding["related"]} == {"GP202", "GP205"}


def test_a_layer_that_was_never_saved_says_so() -> None:
    snapshot = Snapshot(LAB)
    [finding] = diagnostics_in_stack(snapshot, CATALOGUE, lambda name: name, files_above(snapshot, None, read))
    assert "not saved yet" in finding["message"]


def test_own_faults_of_writing_come_before_all_others(tmp_path: Path) -> None:
    broken = LAB.replace("switzerland.guide", "no.guide").replace("must not leak", "must nott leak")
    assert {code for code, _ in _told(typed(tmp_path, "lab.guide", broken))} == {"GP112"}


pieces = st.sampled_from(
    [
        'layer x extends "top.guide"',
        'extends "',
        "applies when ",
        "overridable",
        "guideline confidential",
        "must not leak",
        '"',
        "\n",
        "# ",
    ]
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.data())
def test_no_stack_is_too_broken(tmp_path: Path, data: st.DataObject) -> None:
    files = dict(FILES)
    for name in ("top.guide", "switzerland.guide", "lab.guide"):
        if data.draw(st.booleans()):
            start = data.draw(st.integers(0, len(files[name])))
            length = data.draw(st.integers(0, 60))
            files[name] = files[name][:start] + data.draw(pieces) + files[name][start + length :]
    file = opened(tmp_path, data.draw(st.sampled_from(["switzerland.guide", "lab.guide"])), files=files)
    json.dumps(file.found)
    offset = data.draw(st.integers(0, len(file.snapshot.text)))
    complete(file.snapshot, offset, CATALOGUE, above=file.above)
    hover(file.snapshot, offset, CATALOGUE, file.read_list, above=file.above)
    defined_at(file.snapshot, offset, file.above)
    symbols(file.snapshot)
    with suppress(NotRenamed):
        rename_across(file.family, offset, "renamed")


KEEP, KIND = "Keep it inside", "Be respectful"
ABOVE = {
    "confidential": f"{KEEP}, in top.guide",
    "respect": f"{KIND}, in top.guide",
    "dialect": "Write so that all understand, in layer switzerland",
}
"""The guidelines above, as they are offered."""
LISTS = {
    "codenames": '"Nightjar", "Bluebird", in top.guide',
    "rude": 'from "rude.txt", in top.guide',
    "swiss-names": '"Edelweiss", in layer switzerland',
}
DUTIES = {
    "confidential.leak": f"must not: {KEEP}, in layer switzerland",
    "confidential.name-places": f"must not: {KEEP}, in layer switzerland",
    "respect.be-kind": f"should: {KIND}, in layer switzerland",
    "dialect.plain": "should: Write so that all understand, in layer switzerland",
}
SCOPES = ["audience", "author.name", "author.region", "author.role", "author.unit", "channel", "language", "topics"]


@pytest.mark.parametrize(
    ("text", "kind", "items"),
    [
        (HEAD + "guideline ‸", "guideline", ABOVE),
        (HEAD + "guideline dialect\nguideline ‸", "guideline", {name: ABOVE[name] for name in ("confidential", "respect")}),
        (
            HEAD + "guideline confidential\nmust not ‸",
            "rule",
            {"leak": DUTIES["confidential.leak"], "name-places": DUTIES["confidential.name-places"]},
        ),
        (HEAD + "guideline confidential\nmust not leak\nmust not ‸", "rule", {"name-places": DUTIES["confidential.name-places"]}),
        (HEAD + "guideline confidential\nmay ‸", "rule", {"quote": f"may: {KEEP}, in top.guide"}),
        (HEAD + "guideline confidential\nshould ‸", "rule", {}),
        (HEAD + 'guideline own "Own"\nmust not ‸', "rule", {}),
        (HEAD + 'guideline own "Own"\nmust not x when violates ‸', "guideline", {"own": "Own", **ABOVE}),
        (HEAD + 'guideline g "G"\nmust x when text mentions ‸', "list", LISTS),
        (HEAD + 'guideline g "G"\nmust x when ‸', "definition", {"public": "in top.guide"}),
        (HEAD + 'guideline g "G"\nmay x excuses ‸', "rule", DUTIES),
        ('policy "L" layer l extends "top.guide" applies when ‸', "signal", dict.fromkeys(SCOPES)),
        (HEAD + 'guideline g "G"\nmust x says ‸', "value", {"en": "", "de": ""}),
        (HEAD + 'guideline g "G"\nmust x when public ‸', "signal", {}),
    ],
)
def test_names_of_the_layers_above_are_offered(tmp_path: Path, text: str, kind: str, items: dict[str, str | None]) -> None:
    file = typed(tmp_path, "l.guide", text)
    found = {
        one.text: one.detail for one in complete(file.snapshot, file.offset, CATALOGUE, above=file.above).items if one.kind == kind
    }
    assert found.keys() == items.keys()
    assert {name: detail for name, detail in found.items() if items[name] is not None} == {
        name: detail for name, detail in items.items() if detail is not None
    }


def test_behind_a_definition_from_above_no_question_is_offered(tmp_path: Path) -> None:
    file = typed(tmp_path, "l.guide", HEAD + 'guideline g "G"\nmust x when public ‸')
    words = [one.text for one in complete(file.snapshot, file.offset, CATALOGUE, above=file.above).items]
    assert "and" in words
    assert "is" not in words


def test_keywords_of_layers_are_offered_and_explained(tmp_path: Path) -> None:
    file = typed(tmp_path, "l.guide", HEAD + "  ‸\nguideline respect\n")
    details = {one.text: one.detail for one in complete(file.snapshot, file.offset, CATALOGUE, "de", above=file.above).items}
    assert "Ebene" in details["applies when"]
    shown = hover(*_caret(HEAD.replace("layer", f"lay{CARET}er")), CATALOGUE, file.read_list)
    assert shown is not None
    assert "a layer below another file" in shown.markdown


def _caret(text: str) -> tuple[Snapshot, int]:
    return Snapshot(text.replace(CARET, "")), text.index(CARET)


@pytest.mark.parametrize(
    ("name", "at", "language", "parts"),
    [
        ("lab.guide", ("any of swiss-na", "mes"), "en", ["**swiss-names** (list): 1 phrase", "_in layer switzerland_"]),
        ("lab.guide", ("any of codena", "mes"), "de", ["2 Ausdrücke", "_in top.guide_"]),
        ("lab.guide", ("when pub", "lic and"), "en", ["`define public as audience is external`", "_in top.guide_"]),
        ("lab.guide", ("violates resp", "ect"), "en", ["**respect** (guideline): Be respectful", "> Be kind.", "_in top.guide_"]),
        ("lab.guide", ("guideline confid", "ential"), "de", ["(Richtlinie): Keep it inside", "> Namen bleiben im Haus.", "_in top.guide_"]),
        # What a layer leaves out is as above, also two files above.
        ("lab.guide", ("must not le", "ak\n"), "en", ["> This is a code name.", '`then block, redirect to "e-mail"`']),
        ("lab.guide", ("must not le", "ak\n"), "en", ["_Instead of the rule in layer switzerland_"]),
        ("switzerland.guide", ("must not le", "ak\n"), "de", ["> Das ist ein Projektname.", "_Statt der Regel in top.guide_"]),
        ("switzerland.guide", ("because respect.be-", "kind"), "en", ["`then advise`", "Guideline: Be respectful"]),
        ("lab.guide", ("because confidential.le", "ak"), "en", ["must not leak"]),
        ("lab.guide", ("layer la", "b ext"), "de", ["**lab** (Ebene)"]),
        ("lab.guide", ("    says en", ' "Not yet'), "en", []),
    ],
)  # fmt: skip
def test_names_of_the_layers_above_are_explained(
    tmp_path: Path, name: str, at: tuple[str, str], language: str, parts: list[str]
) -> None:
    file = opened(tmp_path, name, *at)
    shown = hover(file.snapshot, file.offset, CATALOGUE, file.read_list, language, above=file.above)
    for part in parts:
        assert shown is not None
        assert part in shown.markdown


def test_a_list_of_a_layer_above_is_read_beside_its_own_file(tmp_path: Path) -> None:
    files = {name.replace("lab", "below/lab"): text.replace('"switzerland', '"../switzerland') for name, text in FILES.items()}
    file = typed(tmp_path, "below/lab.guide", files["below/lab.guide"] + 'guideline x "X" must a when text mentions ru‸de', files)
    shown = hover(file.snapshot, file.offset, CATALOGUE, file.read_list, above=file.above)
    assert shown is not None
    assert "2 phrases" in shown.markdown


@pytest.mark.parametrize(
    ("name", "before", "after", "found"),
    [
        ("lab.guide", "any of swiss-na", "mes", [("switzerland.guide", 'list swiss-names "Edelweiss"')]),
        ("lab.guide", "when pub", "lic and", [("top.guide", "define public as audience is external")]),
        ("lab.guide", "violates resp", "ect", [("top.guide", 'guideline respect "Be respectful"')]),
        ("lab.guide", "guideline confid", "ential", [("top.guide", 'guideline confidential "Keep it inside"')]),
        ("lab.guide", "must not le", "ak\n", [("switzerland.guide", "must not leak"), ("top.guide", "must not leak")]),
        (
            "lab.guide",
            "because confidential.le",
            "ak",
            [("", "must not leak"), ("switzerland.guide", "must not leak"), ("top.guide", "must not leak")],
        ),
        ("lab.guide", "because confid", "ential.leak", [("top.guide", 'guideline confidential "Keep it inside"')]),
        ("lab.guide", "must not show", "-results", [("", "must not show-results")]),
        ("top.guide", "excuses confidential.le", "ak", [("", "must not leak")]),
        ("lab.guide", "author.u", "nit is", []),
    ],
)  # fmt: skip
def test_a_name_leads_into_the_layers_above(
    tmp_path: Path, name: str, before: str, after: str, found: list[tuple[str, str]]
) -> None:
    file = opened(tmp_path, name, before, after)
    led = []
    for one in defined_at(file.snapshot, file.offset, file.above):
        snapshot = one.file.snapshot if one.file else file.snapshot
        line = snapshot.text.splitlines()[snapshot.lines.position(one.span[0]).line].strip()
        led.append((one.file.name if one.file else "", line))
    assert led == found


def test_the_file_above_is_found_at_its_name() -> None:
    assert file_at(*_caret('policy "L" layer l extends "../to‸p.guide"')) == "../top.guide"
    assert file_at(*_caret('policy "‸L" layer l extends "../top.guide"')) is None


def test_an_overview_names_the_layer_and_opens_guidelines_again(tmp_path: Path) -> None:
    policy, _, confidential, *_ = symbols(opened(tmp_path, "switzerland.guide").snapshot)
    assert (policy.name, policy.detail) == ("Switzerland", "layer switzerland")
    assert (confidential.name, confidential.detail) == ("confidential", "")
    assert [rule.name for rule in confidential.children] == ["leak", "name-places"]


@pytest.mark.parametrize(
    ("number", "name", "names"),
    [
        (0, "top.guide", []),
        (1, "switzerland.guide", ["top.guide"]),
        (2, "lab.guide", ["switzerland.guide", "top.guide"]),
        (9, "lab.guide", ["switzerland.guide", "top.guide"]),
    ],
)
def test_files_above_are_found_among_texts_at_hand(number: int, name: str, names: list[str]) -> None:
    own, above = file_in(source(), number)
    assert own.name == name
    assert [file.name for file in above.files] == names


def test_lists_of_a_layer_are_found_among_texts_at_hand() -> None:
    listed = SWITZERLAND.replace('"Edelweiss"', 'from "names.txt"')
    texts = source(LayerSource(listed, "switzerland.guide", ""), LayerSource(LAB, "lab.guide", "switzerland"))
    own, above = file_in(replace(texts, lists={**texts.lists, "switzerland:names.txt": "Edelweiss\nEnzian"}), 2)
    offset = own.snapshot.text.index("swiss-names")
    shown = hover(own.snapshot, offset, CATALOGUE, own.read_list, above=above)
    assert shown is not None
    assert "2 phrases" in shown.markdown


def test_the_proof_is_made_where_nothing_else_is_wrong(tmp_path: Path) -> None:
    loosened = SWITZERLAND.replace(NAMES, "any of swiss-names")
    file = typed(tmp_path, "switzerland.guide", loosened)
    stacked = open_stack(opened(tmp_path, "switzerland.guide", files={**FILES, "switzerland.guide": loosened}).path)
    checked = check(stacked.trees[0], CATALOGUE, stacked.read_list, stacked.trees[1])
    proved = [finding.diagnostic for finding in layers_keep(checked, str.casefold)]
    assert len(proved) == 1
    errors = [(one["code"], one["message"]) for one in file.found if one["severity"] == "error"]
    assert errors == [(one.code, one.message) for one in proved]
