"""Each folding step by itself."""

from collections.abc import Callable

import pytest

from guidepost.engine.views.folding.case import fold_case
from guidepost.engine.views.folding.compatibility import resolve_compatibility_forms
from guidepost.engine.views.folding.confusables import resolve_confusables
from guidepost.engine.views.folding.invisible import remove_invisible
from guidepost.engine.views.folding.leetspeak import resolve_leetspeak
from guidepost.engine.views.folding.punctuation import unify_punctuation
from guidepost.engine.views.folding.repeats import shorten_repeats
from guidepost.engine.views.folding.spacing import join_spaced_letters
from guidepost.engine.views.folding.whitespace import collapse_whitespace
from guidepost.engine.views.traced import Traced

CASES: list[tuple[Callable[[Traced], Traced], str, str]] = [
    (remove_invisible, "a\u200bb\ufeffc\u2060d", "abcd"),
    (remove_invisible, "a\u3164b\u115fc", "abc"),
    (remove_invisible, "a\tb\nc\x00d", "a\tb\ncd"),
    (remove_invisible, "می\u200cخواهم", "می\u200cخواهم"),
    (remove_invisible, "می\u200c", "می"),
    (remove_invisible, "i\u200cd", "id"),
    (remove_invisible, "👩\u200d💻 a\u200db", "👩\u200d💻 ab"),
    (remove_invisible, "❤\ufe0f\u200d🔥", "❤\u200d🔥"),
    (unify_punctuation, "don’t “x” – y — z", 'don\'t "x" - y - z'),
    (resolve_compatibility_forms, "ＡＢ ﬁ ℓ №5", "AB fi l No5"),
    (resolve_compatibility_forms, "Guidepost™ m² ½ ①", "Guidepost TM m 2  1⁄2  1"),
    (resolve_compatibility_forms, "H₂O", "H2O"),
    (resolve_compatibility_forms, "é e\u0301 ñ ç å", "e e n c a"),
    (resolve_compatibility_forms, "ä a\u0308 Ö u\u0308", "ä ä Ö ü"),
    (resolve_compatibility_forms, "ø ł đ ħ ı ɪ 🅰", "o l d h i i A"),
    (resolve_compatibility_forms, "й и\u0306 и\u0301", "й й и"),
    (resolve_compatibility_forms, "שָׁלוֹם", "שלום"),
    (resolve_compatibility_forms, "هُنَا", "هنا"),
    (resolve_compatibility_forms, "ไทย हिन्दी", "ไทย हिन्दी"),
    (resolve_compatibility_forms, "\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국"),
    (resolve_compatibility_forms, "1\u20e3", "1\u20e3"),
    (resolve_compatibility_forms, "a\u0308\u0301\u0302", "a"),
    (resolve_confusables, "idіоt", "idiot"),
    (resolve_confusables, "НЕLLО", "HELLO"),
    (resolve_confusables, "du сосо da", "du coco da"),
    (resolve_confusables, "мама сосо рама", "мама сосо рама"),
    (resolve_confusables, "сосо", "сосо"),
    (resolve_confusables, "iPhoneж", "iPhoneж"),
    (resolve_confusables, "der α-Wert", "der α-Wert"),
    (fold_case, "ÄẞİΣς", "ässi\u0307σσ"),
    (fold_case, "ΐ ŉ", "ΐ ʼn"),
    (join_spaced_letters, "i d i o t", "idiot"),
    (join_spaced_letters, "i. d. i. o. t", "idiot"),
    (join_spaced_letters, "i. d. r.", "i. d. r."),
    (join_spaced_letters, "i d i o t   w i e", "idiot   wie"),
    (join_spaced_letters, "a b", "a b"),
    (join_spaced_letters, "a b cd", "a b cd"),
    (join_spaced_letters, "u.s.a.", "u.s.a."),
    (join_spaced_letters, "a.s.a.p.", "asap."),
    (join_spaced_letters, "1 2 3 4", "1 2 3 4"),
    (join_spaced_letters, "5 i d i o t s", "5 idiots"),
    (join_spaced_letters, "1.2.3.", "1.2.3."),
    (join_spaced_letters, "i d 1 0 t", "id10t"),
    (join_spaced_letters, "are a i d i o t", "are a idiot"),
    (join_spaced_letters, "an a s s h o l e", "an asshole"),
    (join_spaced_letters, "x d e.f.g", "xde.f.g"),
    (join_spaced_letters, "и я в лесу", "и я в лесу"),
    (join_spaced_letters, "我 是 谁", "我 是 谁"),
    (collapse_whitespace, "a \t\n b\u2028c", "a b c"),
    (resolve_leetspeak, "h4te 1d10t n1gg3r pr0n s3x", "hate idiot nigger pron sex"),
    (resolve_leetspeak, "sh!t! id!ot a$$ $hit @ss b@stard @$$", "shit! idiot ass shit ass bastard ass"),
    (resolve_leetspeak, "ki11er ki||er he1lo ni99er", "killer killer hello nigger"),
    (resolve_leetspeak, "sche!sse w!chser hur3nsohn", "scheisse wichser hurensohn"),
    (shorten_repeats, "idiooooot fuckkk asssss", "idiot fuck ass"),
    (shorten_repeats, "sch****e *****", "sch**e *****"),
    (shorten_repeats, "www xxxxxx viii 1000", "www xxx viii 1000"),
]


class TestEachStep:
    @pytest.mark.parametrize(("step", "text", "expected"), CASES)
    def test_table(self, step: Callable[[Traced], Traced], text: str, expected: str) -> None:
        assert step(Traced.of(text)).text == expected

    @pytest.mark.parametrize(("step", "text"), [case[:2] for case in CASES])
    def test_every_character_keeps_a_place(self, step: Callable[[Traced], Traced], text: str) -> None:
        done = step(Traced.of(text))
        assert len(done.text) == len(done.starts) == len(done.ends)
        assert all(start < end for start, end in zip(done.starts, done.ends, strict=True))


class TestManyEditsAtOnce:
    def test_few_and_many_edits_are_traced_alike(self) -> None:
        unit = "Maß x\u200b ﬁ"
        few = resolve_compatibility_forms(fold_case(Traced.of(unit)))
        many = resolve_compatibility_forms(fold_case(Traced.of(unit * 200)))
        size, grown = len(unit), len(few.text)
        assert many.text == few.text * 200
        assert list(many.starts[grown * 150 : grown * 151]) == [size * 150 + start for start in few.starts]
        assert list(many.ends[grown * 150 : grown * 151]) == [size * 150 + end for end in few.ends]
