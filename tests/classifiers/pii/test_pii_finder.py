"""How the finder behaves: clues, long texts, overlaps, threads."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidepost.classifiers.pii.entities import ENTITIES
from guidepost.classifiers.pii.overlap import strongest
from guidepost.classifiers.pii.surface import plain
from guidepost.classifiers.pii.windows import MARGIN, OWN, windows
from guidepost.signals import Span
from tests.classifiers.pii.test_pii_found import FOUND
from tests.classifiers.pii.test_pii_not_found import ORDINARY

if TYPE_CHECKING:
    from guidepost.classifiers.pii.finder import PiiFinder

_PIECES = (
    [marked.replace("«", "").replace("»", "") for _, _, marked in FOUND]
    + ORDINARY
    + ["paſſword: x1y2", "LOGİN: a / geheım1", "drıver's license 1234567", "geboren: 1.1.90", "K: ßtraße 1", " ", "\n", ", "]
)
_TEXTS = st.one_of(
    st.lists(st.sampled_from(_PIECES), min_size=1, max_size=4).map(" ".join),
    st.tuples(st.sampled_from(_PIECES), st.integers(0, 60), st.integers(0, 60)).map(
        lambda cut: cut[0][cut[1] :] + cut[0][: cut[2]]
    ),
    st.text(alphabet="01279 .-+()/:@=aAeEyYstßſKiıİ\n", max_size=60),
    st.text(max_size=40),
)
_LANGUAGES = st.sampled_from(["de", "en", None])
ADVERSARIAL = [
    *("1", "1 ", "1.", "0 12 ", "(0", "+49 ", "1:", "a@", "a.b@c.", "a@b.de ", "Aa 1 ", "1.2.3.4 ", "1.1.1990 ", "geb. 1.1.1990 "),
    *("4111 1111 1111 1112 ", "4111111111111111 ", "DE00 ", "Musterstraße 1 ", "eyJaaaaaaaaaa.eyJ", "password:a1", "api_key=a1"),
    *("a://b:c", "-----BEGIN PRIVATE KEY-----A", "@", ".", " ", "A", "a", "0", "/", "-", "(", "Aaaa ", "Aa-", "a-"),
    *(
        "tel 030 123456 ",
        "0 89 / 1 ",
        "Am Alten ",
        "12 Ab Cd Ef ",
        "1 a b c d e Suite ",
        "[at] ",
        "a(at)b(dot)",
        "pass: a1! ",
        "Login: a / ",
    ),
]


@given(text=_TEXTS, language=_LANGUAGES)
@settings(max_examples=300, deadline=None)
def test_clues_change_the_time_and_never_the_result(finder: PiiFinder, text: str, language: str | None) -> None:
    assert finder.find(text, language) == finder.find(text, language, skip_without_clue=False)


@given(text=_TEXTS, language=_LANGUAGES)
@settings(max_examples=200, deadline=None)
def test_findings_lie_in_the_text_in_order_and_apart(finder: PiiFinder, text: str, language: str | None) -> None:
    end = 0
    for span in finder.find(text, language):
        assert end <= span.start < span.end <= len(text)
        assert span.label in ENTITIES
        assert 0.5 <= span.score <= 1.0
        end = span.end


@pytest.mark.parametrize("unit", ADVERSARIAL)
def test_time_grows_with_the_length_of_the_text_and_no_faster(finder: PiiFinder, unit: str) -> None:
    """Processor time of this thread within one window, so that a busy machine does not decide."""

    def seconds(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        began = time.thread_time()
        finder.find(text, None, skip_without_clue=False)
        return time.thread_time() - began

    seconds(100)
    assert seconds(OWN) < 8 * seconds(OWN // 4) + 0.1  # quadratic would be sixteen times


def test_stops_when_time_is_up(finder: PiiFinder) -> None:
    answers = iter([True, False])

    from guidepost.classifiers.pii.finder import OutOfTime

    with pytest.raises(OutOfTime):
        finder.find("wort 1 " * OWN, "de", in_time=lambda: next(answers))


def test_plain_characters_stand_where_the_others_stood() -> None:
    text = "a\tb\u00a0c\u2011d\uff11\uff20e\u202fß—"

    assert plain(text) == "a b c-d1@e ß—"
    assert plain("nothing to do") == "nothing to do"


@given(st.text())
def test_plain_text_is_as_long_as_the_text(text: str) -> None:
    assert len(plain(text)) == len(text)


@pytest.mark.parametrize("offset", [OWN - 10, OWN, OWN + MARGIN - 5, 2 * OWN - 3])
def test_finds_once_where_two_windows_meet(finder: PiiFinder, offset: int) -> None:
    before, wanted = "wort " * (offset // 5 + 1), "DE89 3704 0044 0532 0130 00"
    text = before[:offset] + " " + wanted + " " + "wort " * 3_000

    assert [(text[span.start : span.end], span.label) for span in finder.find(text, "de")] == [(wanted, "IBAN")]


@given(length=st.integers(0, 5 * OWN))
def test_windows_own_each_character_once_and_see_a_margin(length: int) -> None:
    owned = 0
    for window in windows(length):
        assert window.own_start == owned
        assert window.start == max(0, window.own_start - MARGIN)
        assert window.end == min(length, window.own_end + MARGIN)
        owned = window.own_end
    assert owned == length


class TestStrongest:
    def test_keeps_the_entity_that_stands_higher(self) -> None:
        assert strongest([Span(0, 20, "PHONE", 1.0), Span(5, 10, "IBAN", 0.6)]) == (Span(5, 10, "IBAN", 0.6),)

    def test_keeps_the_longer_of_one_entity(self) -> None:
        assert strongest([Span(0, 5, "ADDRESS", 1.0), Span(0, 9, "ADDRESS", 0.7)]) == (Span(0, 9, "ADDRESS", 0.7),)

    def test_keeps_neighbours(self) -> None:
        both = (Span(0, 5, "PHONE"), Span(5, 9, "EMAIL"))
        assert strongest(reversed(both)) == both

    @given(
        st.lists(
            st.builds(
                lambda start, length, label: Span(start, start + length, label),
                st.integers(0, 50),
                st.integers(1, 12),
                st.sampled_from(sorted(ENTITIES)),
            )
        )
    )
    def test_what_is_dropped_overlaps_something_kept(self, findings: list[Span]) -> None:
        kept = strongest(findings)
        for finding in findings:
            assert finding in kept or any(finding.start < other.end and other.start < finding.end for other in kept)


def test_threads_get_what_one_thread_gets(finder: PiiFinder) -> None:
    texts = _PIECES * 3
    alone = [finder.find(text, None) for text in texts]
    together: dict[int, list[tuple[Span, ...]]] = {}

    def work(number: int) -> None:
        together[number] = [finder.find(text, None) for text in texts]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert together == dict.fromkeys(range(4), alone)
