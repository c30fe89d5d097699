"""The provider with the committed weights, on sentences written for this test."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from guidepost.classifiers.provider import Document, Provider
from guidepost.classifiers.text import TextProvider
from guidepost.classifiers.text.adapter import ClassifierWeightsError
from guidepost.signals import Value, conforms

MILD_AND_HARSH = [
    ("insult", "Thanks for the clear explanation, that helped me a lot.", "You are an utter moron and nobody wants you here."),
    ("insult", "Danke für die schnelle Hilfe gestern.", "Du bist ein kompletter Vollidiot und ein Versager."),
    ("insult", "I see it differently, but your point is fair.", "Shut your mouth, you brainless clown."),
    ("toxicity", "The bike shed will be repainted next week.", "What a bunch of worthless idiots you are."),
    ("toxicity", "Der Fahrradkeller wird nächste Woche gestrichen.", "Halt deine dumme Fresse, du Arschloch."),
    ("threat", "I'll bring the cake to your desk tomorrow.", "I'll wait outside your house tonight and kill you."),
    ("threat", "Ich bringe dir morgen die Unterlagen vorbei.", "Ich warte heute Nacht vor deiner Tür und bringe dich um."),
    (
        "hate",
        "Our Muslim colleagues invite everyone to the feast.",
        "Muslims are filthy animals and must be thrown out of this country.",
    ),
    (
        "hate",
        "Unsere türkischen Nachbarn haben uns zum Essen eingeladen.",
        "Türken sind dreckiges Pack und gehören alle abgeschoben.",
    ),
    ("hate", "Women lead four of our seven plants.", "Women are too stupid to lead anything, keep them in the kitchen."),
    ("sexual", "The gym opens at seven in the morning.", "I want to see you naked and feel your tits in my hands."),
    ("sexual", "Die Kantine öffnet um halb zwölf.", "Zieh dich aus, ich will dich nackt in meinem Bett ficken."),
]


def _document(text: str) -> Document:
    return Document(visible=text, folded=text.lower())


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def provider(cache: Path) -> TextProvider:
    made = TextProvider(cache)
    made.load()
    return made


def _scores(provider: Provider, *texts: str) -> list[Mapping[str, Value]]:
    return provider.compute([_document(text) for text in texts])


def _number(value: Value) -> float:
    assert isinstance(value, float)
    return value


@pytest.mark.parametrize(("label", "mild", "harsh"), MILD_AND_HARSH)
def test_harsh_texts_score_high_and_mild_ones_low(provider: TextProvider, label: str, mild: str, harsh: str) -> None:
    low, high = _scores(provider, mild, harsh)
    assert _number(low[label]) < 0.5
    assert _number(high[label]) > _number(low[label]) + 0.3


def test_every_answer_is_what_was_declared(provider: TextProvider) -> None:
    for answer in _scores(
        provider, *(text for _, *pair in MILD_AND_HARSH for text in pair), "🙂", "中文也可以", "\u200b", "a" * 5000
    ):
        assert set(answer) == {declaration.name for declaration in provider.declarations}
        assert all(conforms(declaration, answer[declaration.name]) for declaration in provider.declarations)


@pytest.mark.parametrize("text", ["", " ", "\n\t\u00a0"])
def test_a_text_without_a_visible_character_is_nothing(provider: TextProvider, text: str) -> None:
    assert set(_scores(provider, text)[0].values()) == {0.0}


def test_a_text_scores_the_same_alone_in_a_batch_and_from_other_threads(provider: TextProvider) -> None:
    texts = [text for _, *pair in MILD_AND_HARSH for text in pair]
    together = _scores(provider, *texts)
    assert [_scores(provider, text)[0] for text in texts] == together
    with ThreadPoolExecutor(4) as threads:
        assert [answer for (answer,) in threads.map(lambda text: _scores(provider, text), texts)] == together


@pytest.mark.parametrize(
    ("ordinary", "insult"),
    [
        ("The new printer stands on the second floor next to the kitchen. ", "You are a pathetic idiot and a liar. "),
        ("Der neue Drucker steht im zweiten Stock neben der Küche. ", "Du bist ein erbärmlicher Vollidiot. "),
    ],
)
def test_an_insult_in_the_middle_of_a_long_text_is_found(provider: TextProvider, ordinary: str, insult: str) -> None:
    without, within = _scores(provider, ordinary * 40, ordinary * 20 + insult + ordinary * 20)
    assert _number(within["insult"]) > 0.4
    assert _number(within["insult"]) > 3 * _number(without["insult"])


def test_the_version_names_weights_and_is_not_there_before_loading(provider: TextProvider, tmp_path: Path) -> None:
    assert provider.version.startswith("1+")
    assert len(provider.version.split(".")) == 3
    with pytest.raises(RuntimeError, match="has not been loaded"):
        _ = TextProvider(tmp_path).version


def test_computing_before_loading_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="has not been loaded"):
        TextProvider(tmp_path).compute([_document("hello")])


@pytest.mark.usefixtures("provider")
def test_missing_weights_are_reported_when_loading(cache: Path, tmp_path: Path) -> None:
    with pytest.raises(ClassifierWeightsError, match="cannot be read"):
        TextProvider(cache, tmp_path).load()
