"""A document into a draft policy: what the draft says, that it always parses, and that nothing is invented or lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidepost.engine.importing import DocumentUnreadable, Imported, Status, import_document, read
from guidepost.engine.importing.documents import Document, Kind, Paragraph, Unit, read_bytes
from guidepost.engine.start import known_signals
from guidepost.rules.check import check
from guidepost.rules.syntax import Modality, parse, write
from tests.engine.importing import documents

DATA = Path(__file__).parents[2] / "data"
SAMPLES = ("social-media-guidelines.md", "social-media-richtlinie.md")
SIGNALS = known_signals()


def imported(text: str, language: str | None = None) -> Imported:
    """What a Markdown text becomes."""
    return import_document(read_bytes(text.encode(), "rules.md"), SIGNALS.keys(), language)


def assert_sound(result: Imported) -> None:
    """The draft parses, is canonical and has no error."""
    file = parse(result.text)
    assert write(file) == result.text
    assert check(file, SIGNALS, lambda _: "").errors == ()


def rule(result: Imported) -> str:
    """The only rule of a draft, without its remarks."""
    (found,) = parse(result.text).rules
    lines = result.text[result.text.index(f"  {found.modality} {found.name.value}\n") :].split("\n    says")[0].splitlines()
    return " ".join(line.strip() for line in lines)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_become_sound_drafts(name: str) -> None:
    assert_sound(import_document(read(DATA / name), SIGNALS.keys()))


@pytest.mark.parametrize(
    ("data", "name"), [(documents.word(), "rules.docx"), (documents.pdf(3), "rules.pdf"), (documents.HTML, "rules.html")]
)
def test_every_kind_of_document_becomes_a_sound_draft(data: bytes, name: str) -> None:
    result = import_document(read_bytes(data, name), SIGNALS.keys())
    assert_sound(result)
    assert "when pii.phone found" in result.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Do not post phone numbers.", "must not post-phone-numbers when pii.phone found"),
        ("Nennen Sie keine E-Mail-Adressen.", "must not nennen-e-mail-adressen when pii.email found"),
        (
            "You should not share account numbers publicly.",
            "should share-account-numbers-publicly when audience is external and pii.iban found",
        ),
        ("Insults are forbidden.", "must not insults-forbidden when insult >= 0.5"),
        ("Bleiben Sie höflich.", "must bleiben-hoeflich when toxicity >= 0.5"),
        ("Never write “act now” in a post.", 'must not write-act-now-post when text mentions "act now"'),
        ("You may give your own phone number.", "may give-own-phone-number when pii.phone found"),
        ("Project Heron must not be mentioned.", 'must not project-heron-mentioned when text mentions "Heron"'),
        ("You must protect personal data.", "must protect-personal-data when pii.any found"),
    ],
)
def test_what_a_signal_can_tell_becomes_a_proposed_rule(text: str, expected: str) -> None:
    result = imported(text)
    assert rule(result) == expected
    assert_sound(result)
    assert [each.status for each in result.coverage.sentences] == [Status.RULE]
    assert any("PROPOSAL" in remark or "VORSCHLAG" in remark for remark in parse(result.text).rules[0].comments)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Do not name clients.", "# must not name-clients when text mentions any of clients"),
        ("Do not gloat.", '# must not gloat when text mentions any of ("…")'),
        ("You may praise others.", '# may praise-others when text mentions any of ("…")'),
        (
            'Advertising must be marked with "Ad".',
            '# must advertising-marked-ad when text mentions any of advertising and not text mentions "Ad"',
        ),
        (
            "You must say that you work here.",
            '# must say-work-here when text mentions any of ("…") and not text mentions any of ("…")',
        ),
    ],
)
def test_the_rest_is_the_beginning_of_a_rule_in_a_remark(text: str, line: str) -> None:
    result = imported(text)
    assert parse(result.text).rules == ()
    assert line in result.text.splitlines()
    assert f"“{text}”" in result.text
    assert "line 1" in result.text
    assert [each.text for each in result.coverage.uncovered] == [text]


def test_a_rule_finished_from_a_remark_belongs_to_the_guideline_it_came_from() -> None:
    result = imported("# First\n\nDo not gloat.\n\n# Second\n\nThe end.")
    text = result.text.replace("# must not gloat", "must not gloat").replace("…", "haha")
    assert [found.qualified for found in parse(text).rules] == ["first.gloat"]


def test_an_unfinished_rule_does_not_pass_the_check() -> None:
    text = imported("Do not gloat.").text.replace("# must not gloat", "must not gloat")
    assert [found.code for found in check(parse(text), SIGNALS, lambda _: "").errors] == ["GP219"]


def test_a_signal_that_is_not_there_is_not_asked() -> None:
    result = import_document(read_bytes(b"Do not post phone numbers.", "rules.md"), frozenset())
    assert parse(result.text).rules == ()
    assert result.coverage.uncovered


def test_an_exception_is_named_beside_the_rule() -> None:
    result = imported("Phone numbers must not be published unless the owner agrees.")
    assert "“unless the owner agrees”" in result.text
    assert rule(result).endswith("when pii.phone found")


def test_points_take_their_modality_from_the_words_above() -> None:
    result = imported("Clients are dear to us. You must never show:\n\n- phone numbers\n- passwords\n\nThanks.")
    assert [found.modality for found in parse(result.text).rules] == [Modality.MUST_NOT, Modality.MUST_NOT]
    assert "You must never show: phone numbers" in result.text


def test_a_list_behind_a_second_sentence_takes_the_modality_of_the_first() -> None:
    result = imported("Personal data must not be posted. This includes:\n\n- phone numbers\n- birthdays")
    conditions = [line.strip() for line in result.text.splitlines() if line.startswith("    when")]
    assert conditions == ["when pii.any found", "when pii.phone found", "when pii.date_of_birth found"]


def test_columns_of_dos_and_donts() -> None:
    result = imported("| Do | Don't |\n|---|---|\n| Be polite | Post passwords |")
    assert [(found.modality, found.name.value) for found in parse(result.text).rules] == [
        (Modality.MUST, "polite"),
        (Modality.MUST_NOT, "post-passwords"),
    ]


def test_sections_become_guidelines_with_title_and_citation() -> None:
    file = parse(imported("# Handbook\n\n## 3 Online\n\n### 3.2 Manners\n\nBe kind.\n\n### Photos\n\nAsk first.").text)
    assert file.head.title == "Handbook"
    assert [(each.title, each.cites.value if each.cites else "") for each in file.guidelines] == [
        ("Manners", "Handbook, section 3.2, line 5"),
        ("Photos", "Handbook, 3 Online › Photos, line 9"),
    ]


def test_each_section_speaks_its_own_language() -> None:
    german = "Veröffentlichen Sie keine Telefonnummern von Kolleginnen und Kollegen, auch nicht im Intranet oder in Gruppen."
    english = "Do not post the phone numbers of your colleagues, neither on the intranet nor in any of our groups."
    file = parse(imported(f"# A\n\n{english} {english}\n\n# B\n\n{german}").text)
    assert file.head.languages is not None
    assert file.head.languages.value == ("en", "de")
    assert [each.says.value[0][0] for each in file.guidelines if each.says] == ["en", "de"]


def test_names_are_proposed_as_lists_for_a_person_to_look_at() -> None:
    text = (
        "Heron Systems GmbH and Acme Ltd. work on Project Bluebird. Ask Dr. Weber of the BRT at press@example.com or see www.example.com. "
        "The code names are Nightjar and Kestrel."
    )
    lists = {each.name.value: each.phrases for each in parse(imported(text).text).lists}
    assert lists == {
        "candidate-companies": ("Heron Systems GmbH", "Acme Ltd"),
        "candidate-code-names": ("Bluebird", "Nightjar", "Kestrel"),
        "candidate-people": ("Weber",),
        "candidate-email-addresses": ("press@example.com",),
        "candidate-domains": ("www.example.com",),
        "candidate-acronyms": ("BRT",),
    }


def test_every_sentence_of_the_document_is_in_the_report() -> None:
    coverage = imported("# T\n\nOne thing. Do not shout! Why?\n\n- Be kind.\n").coverage
    assert [each.text for each in coverage.sentences] == ["One thing.", "Do not shout!", "Why?", "Be kind."]
    assert sum(coverage.counts.values()) == len(coverage.sentences)


def test_a_draft_that_would_be_too_long_says_so() -> None:
    with pytest.raises(DocumentUnreadable, match="one by one"):
        imported("Do not gloat about what others lost. " * 24_000)


def test_a_long_section_is_cut_between_paragraphs() -> None:
    paragraph = "We write about our work because we like it and because others learn from it. " * 10
    file = parse(imported("# Work\n\n" + f"{paragraph}\n\n" * 4).text)
    assert [each.title for each in file.guidelines] == ["Work", "Work (2)", "Work (3)", "Work (4)"]
    assert len({each.name.value for each in file.guidelines}) == 4


HOSTILE = st.text(
    alphabet=st.one_of(
        st.sampled_from('"\\#\n*/()„“”‘’«»\x00\x07\x1b\u202e\u2028\ufeff.!?:;,- 1aäß'), st.characters(codec="utf-8")
    ),
    max_size=60,
)
PIECES = st.sampled_from(
    ["You must not ", "Sie dürfen nicht ", "never ", "darf nur ", "phone numbers ", "Kundennamen ", '"quoted" ', "„x“ ", "list ",
     "policy ", "hours ", ": ", ". ", "\n- ", "\n# ", "* ", "Project ", "\\ "]
)  # fmt: skip


@given(
    st.lists(st.one_of(PIECES, HOSTILE), max_size=25).map("".join),
    st.sampled_from(["rules.md", "rules.txt", "rules.html"]),
    st.sampled_from([None, "de", "en"]),
)
@settings(max_examples=150, deadline=None)
def test_any_text_becomes_a_draft_that_parses_without_errors(text: str, name: str, language: str | None) -> None:
    try:
        document = read_bytes(text.encode("utf-8", "replace"), name)
    except DocumentUnreadable:
        return
    assert_sound(import_document(document, SIGNALS.keys(), language))


@given(st.lists(st.tuples(st.sampled_from(Kind), HOSTILE, st.integers(1, 9)), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_any_order_of_headings_and_points_becomes_a_draft(pieces: list[tuple[Kind, str, int]]) -> None:
    from guidepost.engine.importing.documents.paragraph import tidy

    paragraphs = tidy(Paragraph(kind, f"x {text}", 1, level if kind is Kind.HEADING else 0) for kind, text, level in pieces)
    assert_sound(import_document(Document("rules.docx", Unit.PAGE, paragraphs), SIGNALS.keys(), "en"))
