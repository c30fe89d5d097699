"""Which language a text is in, and when that is better left open."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest

from guidepost.classifiers import Document
from guidepost.classifiers.language import LanguageProvider
from guidepost.classifiers.language.prose import MAX_CHARACTERS, MAX_PASSAGES, passages_of, prose_of
from guidepost.signals import Unknown, UnknownReason, Value, conforms

CLEAR = [
    ("en", "We ship the new release on Friday."),
    ("en", "Good morning"),
    ("en", "Please remember to lock the door when you leave the office."),
    ("en", "Thanks everyone for the great work this week, it was a pleasure!"),
    ("de", "Wir liefern am Freitag."),
    ("de", "Danke schön"),
    ("de", "Hallo zusammen, das Protokoll der Sitzung liegt jetzt im Ordner."),
    ("de", "Ich finde, das Meeting sollte morgen stattfinden."),
    ("fr", "Bonjour tout le monde, la réunion commence à dix heures."),
    ("it", "Buongiorno a tutti, la riunione comincia alle dieci."),
    ("es", "Buenos días a todos, la reunión empieza a las diez."),
    ("pt", "Bom dia a todos, a reunião começa às dez horas da manhã."),
    ("nl", "Goedemorgen allemaal, de vergadering begint om tien uur."),
    ("pl", "Dzień dobry wszystkim, spotkanie zaczyna się o dziesiątej."),
    ("tr", "Herkese günaydın, toplantı saat onda başlıyor."),
]
OPEN = [
    "",
    "   \n",
    "ok",
    "Hello",
    "Gift",
    "12:30 – 14:00",
    "😀😀 👍",
    "Hand in hand",
    "Restaurant Hotel Taxi",
    "@anna https://example.com/das-ist-ein-guter-tag",
    "`return the_best_answer(of_all_questions)`",
    "Das war ein sehr gutes Gespräch gestern. We will publish the numbers next week.",
    "Это предложение написано на русском языке.",
    "今天的会议十点开始。",
    "صباح الخير جميعا، يبدأ الاجتماع في العاشرة",
]
STRIPPED = [
    ("de", "Schaut mal: `const answer = the_value_of(x)` funktioniert endlich wieder"),
    ("de", "Das hier läuft leider noch nicht:\n```\nfor item in the_list_of_things:\n    print(item.name)\n```\nWer kann helfen?"),
    ("de", "@the_english_team https://example.com/this-is-an-english-address Bitte lest das Protokoll bis morgen"),
    ("en", "Ask @karl_heinz_mueller or mail karl.heinz@strassenbau-beispiel.de about the new contract"),
]


@pytest.fixture(scope="module")
def provider() -> LanguageProvider:
    loaded = LanguageProvider()
    loaded.load()
    return loaded


def _language(provider: LanguageProvider, text: str, declared: str | None = None) -> Value:
    (values,) = provider.compute([Document(text, text.casefold(), declared)])
    assert conforms(provider.declarations[0], values["language"])
    return values["language"]


@pytest.mark.parametrize(("language", "text"), CLEAR + STRIPPED)
def test_names_the_language_of_prose(provider: LanguageProvider, language: str, text: str) -> None:
    assert _language(provider, text) == language


@pytest.mark.parametrize("text", OPEN)
def test_leaves_open_what_is_short_mixed_or_in_another_script(provider: LanguageProvider, text: str) -> None:
    value = _language(provider, text)

    assert isinstance(value, Unknown)
    assert value.reason is UnknownReason.UNCERTAIN
    assert value.detail


@pytest.mark.parametrize(("declared", "answer"), [("ja", "ja"), ("de", "de"), ("de-CH", "de"), ("PT_br", "pt")])
def test_believes_the_platform(provider: LanguageProvider, declared: str, answer: str) -> None:
    assert _language(provider, "We ship the new release on Friday.", declared) == answer


@pytest.mark.parametrize("declared", ["", "german", "d", "und"])
def test_detects_when_the_declaration_is_no_code(provider: LanguageProvider, declared: str) -> None:
    assert _language(provider, "We ship the new release on Friday.", declared) == "en"


def test_answers_in_order_and_alike_from_several_threads(provider: LanguageProvider) -> None:
    documents = [Document(text, text) for _, text in CLEAR] * 5
    alone = provider.compute(documents)
    together: list[object] = []
    threads = [threading.Thread(target=lambda: together.append(provider.compute(documents))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [values["language"] for values in alone] == [language for language, _ in CLEAR] * 5
    assert together == [alone] * 4


def test_reads_only_the_beginning_of_a_long_text() -> None:
    prose = prose_of("Das ist ein deutscher Satz. " * 10_000)

    assert len(prose) <= MAX_CHARACTERS
    assert len(passages_of(prose)) == MAX_PASSAGES


_OFFLINE = """
import socket
def refuse(*args, **kwargs):
    raise AssertionError("a socket was opened")
socket.socket.__init__ = refuse
socket.getaddrinfo = refuse
from guidepost.classifiers import Document
from guidepost.classifiers.language import LanguageProvider
provider = LanguageProvider()
provider.load()
text = "Wir liefern am Freitag."
print(provider.compute([Document(text, text)])[0]["language"])
"""


def test_loads_and_detects_without_a_socket() -> None:
    run = subprocess.run([sys.executable, "-c", _OFFLINE], check=True, capture_output=True, text=True, timeout=60)
    assert run.stdout.strip() == "de"


@pytest.mark.parametrize(
    "unit", ["1", "@", ".", " ", "a@", "`a", "```", "www.", "&a", ":a", "#a ", "word. ", "ein langes Wort mehr "]
)
def test_no_text_takes_longer_than_its_budget(provider: LanguageProvider, unit: str) -> None:
    text = (unit * (100_000 // len(unit) + 1))[:100_000]

    began = time.thread_time()
    provider.compute([Document(text, text)])

    assert time.thread_time() - began < LanguageProvider.budget


def test_declarations_import_nothing_heavy_and_compute_needs_loading() -> None:
    program = (
        "import sys; from guidepost.classifiers.language import LanguageProvider as P; "
        "print(P.declarations[0].name, 'lingua' in sys.modules)"
    )
    output = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60).stdout

    assert output.split() == ["language", "False"]
    with pytest.raises(RuntimeError, match="before load"):
        LanguageProvider().compute([])


def test_version_names_library_and_languages(provider: LanguageProvider) -> None:
    assert provider.version.startswith("lingua-")
    assert "de,en" in provider.version
