"""What holds for every text whatsoever."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from guidepost.engine.views import Format, fold, make_views

_MARKUP = "<b> </b> &amp; &#x301; <p> <br> <script> <!-- --> [a](b) ![ ]( ** * _ ` ``` > - | # \\ ~~ <http://a.b>"
_LETTERS = "idiot h4te i d ⓘ ① ² ™ ½ ﬁ Ａ ｱ ﾞ ¨ … 👨 👩 🇩 🇪 🏴 م ن क ß İ ı ΐ а е о с и я α"
_UNSEEN = ["\u200b", "\u200c", "\u200d", "\u00ad", "\u0301", "\u0308", "\u094d", "\ufe0f", "\u20e3"]
_BLANKS = [" ", "\n", "\n\n", "\t", "    ", "\r\n", "\n|-|\n", "<p hidden>"]
_PIECES = [*_MARKUP.split(), *_LETTERS.split(), *_UNSEEN, *_BLANKS]
_WORDS = "du bist ein netter mensch you are so kind bus hit a i as sie und ich"
_TEXTS = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=4)), max_size=20).map("".join)


@given(_TEXTS)
@settings(max_examples=400, deadline=None)
def test_every_character_has_a_place_and_places_never_go_back(text: str) -> None:
    for format_ in Format:
        views = make_views(text, format_)
        for view in (views.original, views.visible, views.folded):
            starts, ends = list(view.starts), list(view.ends)
            assert len(view.text) == len(starts) == len(ends)
            assert starts == sorted(starts)
            assert ends == sorted(ends)
            assert all(0 <= start <= end <= len(text) for start, end in zip(starts, ends, strict=True))


@given(_TEXTS)
@settings(max_examples=300, deadline=None)
def test_a_plain_text_is_visible_as_it_is(text: str) -> None:
    assert make_views(text).visible.text == text


@given(_TEXTS)
@settings(max_examples=400, deadline=None)
def test_letters_seen_were_written_there(text: str) -> None:
    for format_ in (Format.HTML, Format.MARKDOWN):
        view = make_views(text, format_).visible
        for letter, start, end in zip(view.text, view.starts, view.ends, strict=True):
            written = text[start:end]
            assert not letter.isalnum() or letter in written or "&" in written


@given(_TEXTS)
@settings(max_examples=500, deadline=None)
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(_TEXTS)
@settings(max_examples=300, deadline=None)
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(max_size=40))
def test_utf16_offsets_are_those_of_the_encoded_text(text: str) -> None:
    views = make_views(text)
    for position in range(len(text) + 1):
        assert views.utf16(position) == len(text[:position].encode("utf-16-le")) // 2


@given(st.lists(st.sampled_from(_WORDS.split()), min_size=1, max_size=12))
def test_words_are_never_joined(words: list[str]) -> None:
    long = [word for word in words if len(word) > 1]
    assert fold(" ".join(long)).split(" ") == long or not long
    singles_apart = " ".join(word if len(word) > 1 else f"{word} und" for word in words)
    assert fold(singles_apart) == singles_apart
