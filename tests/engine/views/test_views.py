"""Places: every view points back to the original, to the character."""

import unicodedata

import pytest

from guidepost.engine.views import FOLDING_VERSION, Format, View, fold, make_views

WHOLE = [
    ("emoji family", "ab 👨\u200d👩\u200d👧\u200d👦 cd", "👨\u200d👩\u200d👧\u200d👦"),
    ("skin tone", "ab 👍🏽 cd", "👍🏽"),
    ("flag", "ab 🇩🇪🇦🇹 cd", "🇦🇹"),
    (
        "regional flag",
        "x 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f y",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ),
    ("keycap", "Platz 1\ufe0f\u20e3 heute", "1\ufe0f\u20e3"),
    ("combining marks", "cafe\u0301\u0323 au lait", "e\u0301\u0323"),
    ("Hangul jamo", "x \u1112\u1161\u11ab y", "\u1112\u1161\u11ab"),
    ("Devanagari", "यह हिन्दी है", "हि"),
    ("carriage return", "a\r\nb", "\r\n"),
]
RIGHT_TO_LEFT = [
    ("Hebrew", "אמר שלום לכולם", "שלום"),
    ("Hebrew with points", "אמר שָׁלוֹם לכולם", "שָׁלוֹם"),
    ("Arabic", "قال مرحبا للجميع", "مرحبا"),
    ("Arabic with vowels", "قال مَرْحَبًا للجميع", "مَرْحَبًا"),
    ("Persian with ZWNJ", "من می\u200cخواهم بروم", "می\u200cخواهم"),
    ("mixed directions", "he said \u202bשלום\u202c today", "שלום"),
]


class TestWholeCharacters:
    @pytest.mark.parametrize(("text", "whole"), [case[1:] for case in WHOLE], ids=[case[0] for case in WHOLE])
    def test_a_span_never_cuts_a_user_perceived_character(self, text: str, whole: str) -> None:
        views = make_views(text)
        start = text.index(whole)
        for inside in range(start, start + len(whole)):
            assert views.original.to_original(inside, inside + 1) == (start, start + len(whole))
            assert views.visible.to_original(inside, inside + 1) == (start, start + len(whole))

    @pytest.mark.parametrize(("text", "word"), [case[1:] for case in RIGHT_TO_LEFT], ids=[case[0] for case in RIGHT_TO_LEFT])
    def test_words_written_from_right_to_left_are_found(self, text: str, word: str) -> None:
        views = make_views(text)
        start = views.folded.text.index(fold(word))
        found = text[slice(*views.folded.to_original(start, start + len(fold(word))))]
        assert found.strip("\u202b\u202c") == word

    def test_marks_from_entities_belong_to_the_letter_before(self) -> None:
        views = make_views("<p>caf<b>e</b>&#x301;s</p>", Format.HTML)
        start = views.folded.text.index("e")
        assert views.folded.text == "cafes"
        assert "<p>caf<b>e</b>&#x301;s</p>"[slice(*views.folded.to_original(start, start + 1))] == "e</b>&#x301;"


class TestMapping:
    def test_an_empty_span_lies_before_its_character(self) -> None:
        views = make_views("<b>ab</b>", Format.HTML)
        assert [views.visible.to_original(i, i) for i in range(3)] == [(3, 3), (4, 4), (5, 5)]

    def test_an_empty_text_has_an_empty_span(self) -> None:
        views = make_views("")
        assert views.folded.to_original(0, 0) == (0, 0)
        assert views.utf16(0) == 0

    @pytest.mark.parametrize(("start", "end"), [(-1, 1), (2, 1), (0, 4)])
    def test_a_span_outside_the_text_is_an_error(self, start: int, end: int) -> None:
        with pytest.raises(ValueError, match="not inside"):
            make_views("abc").visible.to_original(start, end)

    def test_places_of_the_original_lead_back_to_the_view(self) -> None:
        view = make_views("a <b>bc</b> d", Format.HTML).visible
        assert view.text == "a bc d"
        assert view.from_original(5, 7) == (2, 4)
        assert view.from_original(2, 5) == (2, 2)
        assert view.from_original(0, 13) == (0, 6)

    def test_folded_leads_to_visible(self) -> None:
        views = make_views("Du <b>i.d.i.o.t</b>!", Format.HTML)
        start = views.folded.text.index("idiot")
        visible = views.folded_to_visible(start, start + 5)
        assert views.visible.text[slice(*visible)] == "i.d.i.o.t"

    def test_plain_text_is_its_own_visible_reading(self) -> None:
        text = "a  <b>&amp;</b>\n **c**"
        views = make_views(text)
        assert views.visible.text == views.original.text == text
        assert views.read_as is Format.PLAIN

    def test_a_view_has_no_room_for_surprises(self) -> None:
        view = View("visible", "a", range(1), range(1, 2))
        with pytest.raises(AttributeError):
            view.text = "b"  # type: ignore[misc]


class TestUtf16:
    @pytest.mark.parametrize("text", ["", "abc", "aäö", "a👍🏽b𝓲c", "𝓲𝓭", "日本"])
    def test_it_counts_as_javascript_does(self, text: str) -> None:
        views = make_views(text)
        assert [views.utf16(i) for i in range(len(text) + 1)] == [
            len(text[:i].encode("utf-16-le")) // 2 for i in range(len(text) + 1)
        ]

    @pytest.mark.parametrize("position", [-1, 4])
    def test_a_position_outside_is_an_error(self, position: int) -> None:
        with pytest.raises(ValueError, match="not inside"):
            make_views("abc").utf16(position)


class TestFolding:
    def test_a_phrase_is_folded_as_a_post_is(self) -> None:
        phrase = "Straßen-Café  „Zur ﬂotten ＬＯＬＡ“"
        assert fold(phrase) == make_views(phrase).folded.text == 'strassen-cafe "zur flotten lola"'

    @pytest.mark.parametrize("text", ["Crème brûlée", "Łódź", "ệ", "й", "각", "ΐ", "ǖ", "हिन्दी", "¨", "΅"])
    def test_composed_and_decomposed_text_fold_alike(self, text: str) -> None:
        assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))

    def test_the_version_names_the_unicode_data(self) -> None:
        assert unicodedata.unidata_version in FOLDING_VERSION
        assert "confusable-homoglyphs" in FOLDING_VERSION

    @pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "\x00", "<b>\ud83d</b>\x00"])
    @pytest.mark.parametrize("format_", list(Format))
    def test_what_should_not_occur_does_no_harm(self, text: str, format_: Format) -> None:
        assert make_views(text, format_).original.text == text
