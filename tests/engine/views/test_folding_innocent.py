"""Text that hides nothing: folding only changes its case."""

import pytest

from guidepost.engine.views import fold

_WRITTEN_CODES = """
    v2.0.1 3.11 v1 v2 GP-1042 ABC123 deadbeef 0x1F4A deadb33f 3f2504e0-4f89-11d3-9a0c-0305e82c3301 DE89370400440532013000
    d41d8cd98f00b204e9800998ecf8427e report2.pdf data_v3.csv /usr/l0cal/bin C:\\w1n x86_64 utf8 base64 sha256 F# C++ #Event2024 #G20
    anna@example.org a.b1@c2.de https://exa.mple/h4te?x=1 www.h4te.org root@localhost @anna @max.muster @user1 @jschmidt
"""
_WRITTEN_QUANTITIES = """
    4you 10:30 10h30 2026-11-25 25.11.2026 1st 2nd 3rd 21st 5kg 10k 4x 3x4 100m 50% +49 24/7 1/2 1000000 1e10 3e5 24h 1h30m 5ft11
    $100 $5m US$ 50€ 1080p 90er 80s 1980s §5 5. 3-4 q1-q3 FY2026
"""
_WRITTEN_NAMES = """
    5G 4K B2B P2P G20 G7 H2O CO2 MP3 MP4 Covid19 COVID-19 3D 2D A4 K8s i18n l10n a11y W3C R2D2 C3PO H1N1 H5N1 S01E04 7-Eleven Web3
    HTML5 log4j Windows11 iPhone15 A55 PS5 B52 M1 7up 2Go 3sat Boeing747 AK47 K1A III VIII XIV www xxx
"""
CODES = _WRITTEN_CODES.split()
QUANTITIES = _WRITTEN_QUANTITIES.split()
NAMES = _WRITTEN_NAMES.split()
PHRASES = [
    "J. R. R. Tolkien",
    "z. B.",
    "i. d. R.",
    "z. B. i. d. R. u. a.",
    "U.S.A.",
    "m/w/d",
    "a b test",
    "bus hit",
    "a) b) c)",
    "Gruppen A, B, C, D und E",
    "Plan A und B",
    "ja!nein",
    "oh!my",
    "nein!doch",
    "News|Sport",
    "wait4you",
    "Predigt!!Merkel",
    "nice!!!!!cant",
    "verlassen!ZDF",
    "sunday@NFL",
    "@BBCBreaking",
    "@wwe",
    "@frau_al3x",
    "@4tr0n3",
    "Generation50plus",
    "don't b a fool",
    "u r a friend",
    "f*ck",
    "sch**e",
]
OTHER_SCRIPTS = [
    "мама мыла раму",
    "и я в лесу",
    "сор",
    "η ζωή",
    "α und β",
    "β-Blocker",
    "iPhone и вода",
    "שלום עולם",
    "می\u200cخواهم",
    "क्\u200dष",
    "ภาษาไทย",
    "日本語",
    "한국어",
    "schön",
    "drücken",
    "bär",
]


class TestInnocentText:
    def test_there_are_enough_cases(self) -> None:
        assert len(CODES + QUANTITIES + NAMES + PHRASES + OTHER_SCRIPTS) >= 150

    @pytest.mark.parametrize("text", CODES + QUANTITIES + NAMES + PHRASES + OTHER_SCRIPTS)
    def test_only_the_case_changes(self, text: str) -> None:
        assert fold(text) == text.lower()

    @pytest.mark.parametrize("text", CODES + QUANTITIES + NAMES + PHRASES)
    def test_nor_does_it_change_inside_a_sentence(self, text: str) -> None:
        assert fold(f"Heute steht {text} dort") == f"heute steht {text.lower()} dort"

    @pytest.mark.parametrize(
        ("one", "other"),
        [("schon", "schön"), ("drucken", "drücken"), ("World War II", "World War III"), ("ass", "as"), ("pizza", "piza")],
    )
    def test_different_words_stay_different(self, one: str, other: str) -> None:
        assert fold(one) != fold(other)

    @pytest.mark.parametrize(
        "text", ["👨\u200d👩\u200d👧\u200d👦", "👍🏽", "🇩🇪🇦🇹", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"]
    )
    def test_emoji_stay_whole(self, text: str) -> None:
        assert fold(text) == text
