"""The provider with the committed weights, on sentences written for this test."""

from __future__ import annotations

import itertools
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from guidepost.classifiers.provider import Document, Provider
from guidepost.classifiers.text import TextProvider
from guidepost.classifiers.text.adapter import ClassifierWeightsError
from guidepost.signals import Unknown, UnknownReason, Value, conforms

EVERYDAY = Path(__file__).with_name("everyday.txt")
MILD_AND_HARSH = [
    ("insult", "Thanks for the clear explanation, that helped me a lot.", "You are an utter moron and nobody wants you here."),
    ("insult", "Danke für die schnelle Hilfe gestern.", "Du bist ein kompletter Vollidiot und ein Versager."),
    ("insult", "I see it differently, but your point is fair.", "Shut your mouth, you brainless clown."),
    ("toxicity", "The bike shed will be repainted next week.", "What a bunch of worthless idiots you are."),
    ("toxicity", "Der Fahrradkeller wird nächste Woche gestrichen.", "Halt deine dumme Fresse, du Arschloch."),
    ("threat", "I'll bring the cake to your desk tomorrow.", "I'll wait outside your house tonight and kill you."),
    ("threat", "Wir sehen uns morgen in der Kantine.", "Ich warte heute Nacht vor deiner Tür und bringe dich um."),
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
    """Where GUIDEPOST_MODEL_CACHE says, else a folder of this run, into which the encoder is decoded once."""
    given = os.environ.get("GUIDEPOST_MODEL_CACHE")
    return Path(given) if given else tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def provider(cache: Path) -> TextProvider:
    """On a clock that stands still, so that a busy machine changes no answer."""
    made = TextProvider(cache, clock=lambda: 0.0)
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


@pytest.fixture(scope="module")
def everyday(provider: TextProvider) -> dict[str, list[Mapping[str, Value]]]:
    """Scores of the sentences in everyday.txt, by what the sentences are."""
    lines = [line.split("\t") for line in EVERYDAY.read_text("utf-8").splitlines() if not line.startswith("#")]
    found: dict[str, list[Mapping[str, Value]]] = {}
    for (kind, _), scores in zip(lines, _scores(provider, *(text for _, text in lines)), strict=True):
        found.setdefault(kind, []).append(scores)
    return found


def _reached(scores: Mapping[str, Value], threshold: float, *labels: str) -> bool:
    return any(_number(scores[label]) >= threshold for label in labels or scores)


def test_of_harmless_everyday_sentences_few_score_high_and_none_as_a_threat(everyday: dict[str, list[Mapping[str, Value]]]) -> None:
    harmless = everyday["harmless"]
    assert len(harmless) == 38
    assert sum(_reached(scores, 0.5) for scores in harmless) <= 1
    assert not any(_reached(scores, 0.5, "threat", "hate", "sexual") for scores in harmless)


@pytest.mark.parametrize(("label", "of", "found"), [("threat", 9, 6), ("insult", 7, 7), ("hate", 10, 10), ("sexual", 5, 4)])
def test_of_abusive_everyday_sentences_most_are_found(
    everyday: dict[str, list[Mapping[str, Value]]], label: str, of: int, found: int
) -> None:
    assert len(everyday[label]) == of
    assert sum(_reached(scores, 0.5, label, "toxicity") for scores in everyday[label]) >= found


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


def test_a_text_of_100_000_characters_is_unknown_and_not_harmless(provider: TextProvider) -> None:
    (answer,) = _scores(provider, "The new printer stands next to the kitchen. " * 2273)
    for value in answer.values():
        assert isinstance(value, Unknown)
        assert value.reason is UnknownReason.NOT_SUPPORTED


def test_a_text_whose_time_is_up_is_unknown_and_the_work_on_it_stops(cache: Path) -> None:
    ticks = itertools.count(step=TextProvider.budget / 4)
    made = TextProvider(cache, clock=lambda: next(ticks))
    made.load()
    long, short = _scores(made, "The new printer stands next to the kitchen. " * 60, "The bike shed will be repainted.")
    assert set(long.values()) == {Unknown(UnknownReason.TIMEOUT, "3 of 9 windows read")}
    assert all(isinstance(value, float) for value in short.values())


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
