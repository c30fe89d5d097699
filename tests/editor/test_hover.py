"""What is said about the word under the pointer."""

from __future__ import annotations

import pytest

from guidepost.editor import hover
from guidepost.editor.hover import WITHOUT_THEN
from guidepost.engine.start import known_signals
from guidepost.rules.check import check
from guidepost.rules.compile import CompiledPolicy
from guidepost.rules.syntax import parse
from tests.editor.marked import in_policy, marked, read_list
from tests.rules.catalogue import CATALOGUE


def said(before: str, after: str, language: str = "en") -> str:
    """What is said about the word between the two texts of the policy."""
    snapshot, offset = in_policy(before, after)
    shown = hover(snapshot, offset, known_signals(), read_list, language)
    assert shown is not None
    return shown.markdown


@pytest.mark.parametrize(
    ("before", "after", "language", "parts"),
    [
        ("when tox", "icity <", "en", ["**toxicity**", "probability", "costly", "tens of milliseconds", ">= 0.8"]),
        ("when ", "audience is external", "en", ["comes with the post", "who will read the post", "`external`, `internal`"]),
        ("when ", "audience is external", "de", ["wer den Beitrag lesen wird", "kommt mit dem Beitrag"]),
        ("any of na", "mes", "en", ["**names** (list): 2 phrases", "- `Nightjar`"]),
        ("list ", "names", "de", ["2 Ausdrücke"]),
        ("mentions ", "many", "en", ["from `many.txt`", "12 phrases", "- `phrase 10`\n- …"]),
        ("violates ", "confidential", "en", ["Keep it 🔒", "> Names stay inside.", "_Section 6_"]),
        ("violates ", "confidential", "de", ["> Namen bleiben im Haus."]),
        ("excuses confidential.", "leak", "en", ["must not leak", "`confidential.leak`", "> You name a project."]),
        ("must not ", "leak", "en", ['`then review in queue "privacy" within 4 hours`']),
        ("must not ", "leak", "de", ["(Regel `confidential.leak`)", "Richtlinie: Keep it 🔒", "> Sie nennen ein Projekt."]),
        ("excuses conf", "idential.leak", "en", ["**confidential** (guideline)"]),
        ("should ", "ask", "en", ["Without `then`: `advise`"]),
        ("because confidential.", "share", "de", ["Hebt auf: `confidential.leak`, `manners.ask`"]),
        ("    exc", "uses", "en", ["**excuses**: the rules that this permission lifts"]),
        ("    exc", "uses", "de", ["die Regeln, die diese Erlaubnis aufhebt"]),
        ("then rev", "iew in", "en", ["the post waits for a person"]),
    ],
)  # fmt: skip
def test_what_is_said(before: str, after: str, language: str, parts: list[str]) -> None:
    shown = said(before, after, language)
    for part in parts:
        assert part in shown


@pytest.mark.parametrize(
    ("before", "after"), [('says en "Na', "mes stay"), ("languages e", "n,"), ("within ", "4 hours"), ("is ext", "ernal")]
)
def test_about_texts_and_values_nothing_is_said(before: str, after: str) -> None:
    snapshot, offset = in_policy(before, after)
    assert hover(snapshot, offset, CATALOGUE, read_list) is None


@pytest.mark.parametrize("text", ["must a when lo‸ud and not loud", "define lo‸ud as toxicity > 0.5"])
def test_a_definition_shows_what_it_stands_for(text: str) -> None:
    snapshot, offset = marked(text if "define" in text else f"define loud as toxicity\n  > 0.5 {text}")
    shown = hover(snapshot, offset, CATALOGUE, read_list)
    assert shown is not None
    assert "`define loud as toxicity > 0.5`" in shown.markdown


def test_a_title_is_the_first_text_only() -> None:
    snapshot, offset = marked('guideline ‸g "Be " "kind" de "Freundlich sein" cites "Section 1" de "Abschnitt 1"')
    shown = hover(snapshot, offset, CATALOGUE, read_list)
    assert shown is not None
    assert shown.markdown == "**g** (guideline): Be kind\n\n_Section 1_"


def test_a_signal_that_is_still_to_be_asked_something_is_explained() -> None:
    snapshot, offset = marked("must a when toxi‸city")
    shown = hover(snapshot, offset, CATALOGUE, read_list)
    assert shown is not None
    assert "probability" in shown.markdown


def test_a_list_that_cannot_be_read_says_why() -> None:
    snapshot, offset = marked('list gr‸eat from "great.txt"')
    shown = hover(snapshot, offset, CATALOGUE, read_list)
    assert shown is not None
    assert "cannot be read: there is no such file" in shown.markdown


def test_a_section_with_a_fault_is_still_known() -> None:
    snapshot, offset = marked('guideline g "G"\nmust not a\n  when when\n  then block\nmay b excuses g.‸a')
    shown = hover(snapshot, offset, CATALOGUE, read_list)
    assert shown is not None
    assert "`then block`" in shown.markdown


@pytest.mark.parametrize(
    ("text", "says", "not_says"),
    [
        ('policy "P" fr‸om risk 0.5 review', "from this risk on", "list"),
        ('list names fr‸om "names.txt"', "one phrase a line", "risk"),
        ('must a because‸ "B" when loud', "milder for some people", "expect"),
        ('test "T" post "P" expect allow because‸ g.r', "among its reasons", "milder"),
    ],
)
def test_a_word_is_told_as_what_it_means_in_its_section(text: str, says: str, not_says: str) -> None:
    snapshot, offset = marked(text)
    shown = hover(snapshot, offset, CATALOGUE, read_list)
    assert shown is not None
    assert says in shown.markdown
    assert not_says not in shown.markdown


def test_without_then_follows_what_the_compiled_rule_does() -> None:
    text = 'policy "P" guideline g "G" ' + " ".join(
        f'{kind.value} r{number} when text mentions "a"' for number, kind in enumerate(WITHOUT_THEN)
    )
    compiled = CompiledPolicy(check(parse(text), CATALOGUE, read_list), lambda word: word, "1")
    outcomes = {rule.modality: rule.outcome for rule in compiled.rules}
    assert outcomes == WITHOUT_THEN
