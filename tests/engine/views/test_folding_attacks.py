"""Ways to hide a word from a filter: after folding, the word stands there as a whole word, and its span is right."""

import re

import pytest

from guidepost.engine.views import Format, fold, make_views

ENGLISH = [
    ("upper case", "you IDIOT now"),
    ("fullwidth", "you ｉｄｉｏｔ now"),
    ("mathematical letters", "you 𝓲𝓭𝓲𝓸𝓽 now"),
    ("circled letters", "you ⓘⓓⓘⓞⓣ now"),
    ("filled squares", "you 🅸🅳🅸🅾🆃 now"),
    ("small capitals", "you ɪᴅɪᴏᴛ now"),
    ("superscript letters", "you ᶦᵈᶦᵒᵗ now"),
    ("Cyrillic twins", "you idіоt now"),
    ("Greek twins", "you ιdιοt now"),
    ("dotless i", "you ıdıot now"),
    ("strokes", "you ɨđɨøŧ now"),
    ("accents", "you ìdíôt now"),
    ("zalgo", "you i̸̛̩d̷̙́i̶̪͠o̵̤͝t̶̩͌ now"),
    ("struck through", "you i̶d̶i̶o̶t̶ now"),
    ("zero-width spaces", "you i\u200bd\u200bi\u200bo\u200bt now"),
    ("zero-width joiners", "you i\u200dd\u200ci\u2060o\ufefft now"),
    ("soft hyphens", "you id\u00adi\u00adot now"),
    ("tag characters", "you id\U000e0069i\U000e0064ot now"),
    ("bidirectional controls", "you \u202aid\u202ciot\u2069 now"),
    ("variation selectors", "you i\ufe0fd\ufe01iot now"),
    ("control characters", "you id\x08i\x07ot now"),
    ("digits", "you 1d10t now"),
    ("exclamation mark", "you id!ot now"),
    ("spaces", "you i d i o t now"),
    ("wide spaces", "you i  d  i  o  t now"),
    ("no-break spaces", "you i\u00a0d\u00a0i\u00a0o\u00a0t now"),
    ("dots", "you i.d.i.o.t now"),
    ("hyphens", "you i-d-i-o-t now"),
    ("underscores", "you i_d_i_o_t now"),
    ("stars", "you i*d*i*o*t now"),
    ("middle dots", "you i·d·i·o·t now"),
    ("after an article", "you are a i d i o t now"),
    ("stretched", "you idiooooot now"),
    ("two at once", "you І\u200b D I O T now"),
]

GERMAN = [
    ("upper case", "du ARSCHLOCH da"),
    ("fullwidth", "du ａｒｓｃｈｌｏｃｈ da"),
    ("Fraktur", "du 𝔞𝔯𝔰𝔠𝔥𝔩𝔬𝔠𝔥 da"),
    ("circled letters", "du ⓐⓡⓢⓒⓗⓛⓞⓒⓗ da"),
    ("Cyrillic twins", "du аrschlосh da"),
    ("Cyrillic small capitals", "du aʀscнloсн da"),
    ("accents", "du àrschlóch da"),
    ("zero-width spaces", "du arsch\u200bloch da"),
    ("soft hyphen", "du arsch\u00adloch da"),
    ("at sign", "du @rschloch da"),
    ("zero", "du arschl0ch da"),
    ("dollar sign", "du ar$chloch da"),
    ("several signs", "du @r5chl0ch da"),
    ("spaces", "du a r s c h l o c h da"),
    ("dots", "du a.r.s.c.h.l.o.c.h. da"),
    ("slashes", "du a/r/s/c/h/l/o/c/h da"),
    ("lines", "du\na\nr\ns\nc\nh\nl\no\nc\nh\nda"),
    ("stretched", "du arschloooch da"),
]


class TestEvasions:
    @pytest.mark.parametrize("post", [post for _, post in ENGLISH], ids=[kind for kind, _ in ENGLISH])
    def test_the_english_word_is_read(self, post: str) -> None:
        assert re.search(r"\bidiot\b", fold(post))

    def test_a_word_of_nothing_but_twins_is_read_among_latin_words(self) -> None:
        assert fold("you сосо now") == "you coco now"

    @pytest.mark.parametrize("post", [post for _, post in GERMAN], ids=[kind for kind, _ in GERMAN])
    def test_the_german_word_is_read(self, post: str) -> None:
        assert re.search(r"\barschloch\b", fold(post))

    @pytest.mark.parametrize("post", [post for _, post in ENGLISH + GERMAN])
    def test_the_neighbours_stay_words(self, post: str) -> None:
        folded = fold(post)
        assert re.search(r"^(you|du)\b", folded)
        assert re.search(r"\b(now|da)$", folded)


class TestSpansOfEvasions:
    @pytest.mark.parametrize(
        ("post", "word", "written"),
        [
            ("so ein ＩＤＩＯＴ!", "idiot", "ＩＤＩＯＴ"),
            ("so ein i.d.i.o.t!", "idiot", "i.d.i.o.t"),
            ("so ein i d i o t ist er", "idiot", "i d i o t"),
            ("so ein id\u200biot\u200b!", "idiot", "id\u200biot"),
            ("so ein idiot\u200d!", "idiot", "idiot\u200d"),
            ("so ein idiote\u0301\u0302!", "idiote", "idiote\u0301\u0302"),
            ("so ein fuckkk", "fuck", "fuckkk"),
            ("die Straße dort", "strasse", "Straße"),
            ("der ﬁsch dort", "fisch", "ﬁsch"),
            ("ein 𝓲𝓭𝓲𝓸𝓽 da", "idiot", "𝓲𝓭𝓲𝓸𝓽"),
        ],
    )
    def test_the_span_is_what_was_written(self, post: str, word: str, written: str) -> None:
        views = make_views(post)
        start = views.folded.text.index(word)
        assert post[slice(*views.folded.to_original(start, start + len(word)))] == written

    def test_a_ligature_is_never_cut(self) -> None:
        views = make_views("ﬁsch")
        assert [views.folded.to_original(i, i + 1) for i in range(3)] == [(0, 1), (0, 1), (1, 2)]

    def test_markup_inside_the_word_is_covered(self) -> None:
        views = make_views("ein <b>i</b>d<i>i</i>ot", Format.HTML)
        start = views.folded.text.index("idiot")
        assert views.folded.to_original(start, start + 5) == (7, 23)
