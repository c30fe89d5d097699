"""The provider: declarations, loading without a network, answers by signal."""

from __future__ import annotations

import itertools
import subprocess
import sys
import time

import pytest

from guidepost.classifiers import Document
from guidepost.classifiers.pii import PiiProvider
from guidepost.classifiers.pii.entities import ENTITIES
from guidepost.signals import Cost, SignalType, Unknown, UnknownReason, conforms
from tests.classifiers.pii.test_pii_finder import ADVERSARIAL

_OFFLINE = """
import socket
def refuse(*args, **kwargs):
    raise AssertionError("a socket was opened")
socket.socket.__init__ = refuse
socket.getaddrinfo = refuse
from guidepost.classifiers import Document
from guidepost.classifiers.pii import PiiProvider
provider = PiiProvider()
provider.load()
text = "Mail an anna@example.co.uk"
(values,) = provider.compute([Document(text, text, "de")])
print(values["pii.email"][0].label, provider.version)
"""
_LIGHT = """
import sys
from guidepost.classifiers.pii import PiiProvider
assert PiiProvider.declarations
print([name for name in ("presidio_analyzer", "spacy", "phonenumbers", "tldextract", "torch", "regex") if name in sys.modules])
"""
_WITHOUT_MODELS = """
import sys
from guidepost.classifiers.pii import PiiProvider
PiiProvider().load()
before = {name.partition(".")[0] for name in sys.modules} & {"transformers", "torch"}
import torch, transformers
print(before, torch.__name__, transformers.__name__)
"""


def _python(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=120).stdout.strip()


@pytest.fixture(scope="module")
def provider() -> PiiProvider:
    loaded = PiiProvider()
    loaded.load()
    return loaded


@pytest.fixture(scope="module")
def counting() -> PiiProvider:
    """A provider whose clock is the processor time of this thread, so that a busy machine does not decide."""
    loaded = PiiProvider(clock=time.thread_time)
    loaded.load()
    return loaded


def test_declares_spans_of_moderate_cost_for_every_entity() -> None:
    names = {declaration.name for declaration in PiiProvider.declarations}

    assert names == set(ENTITIES.values()) | {"pii.any"}
    assert {(declaration.type, declaration.cost) for declaration in PiiProvider.declarations} == {(SignalType.SPANS, Cost.MODERATE)}


def test_reading_the_declarations_imports_nothing_heavy() -> None:
    assert _python(_LIGHT) == "[]"


def test_loads_and_finds_without_a_network() -> None:
    label, version = _python(_OFFLINE).split()
    assert label == "EMAIL"
    assert version.startswith("presidio-analyzer-")


def test_leaves_language_models_alone_while_loading_and_importable_after() -> None:
    assert _python(_WITHOUT_MODELS) == "set() torch transformers"


def test_sorts_findings_by_signal_and_gathers_all_in_any(provider: PiiProvider) -> None:
    text = "anna@example.org oder +49 30 23125000, Kennwort: blau#Hase7"

    (values,) = provider.compute([Document(text, text, "de")])

    assert [span.label for span in values["pii.any"]] == ["EMAIL", "PHONE", "PASSWORD"]  # type: ignore[union-attr]
    assert {name: len(spans) for name, spans in values.items() if spans} == {  # type: ignore[arg-type]
        "pii.any": 3,
        "pii.email": 1,
        "pii.phone": 1,
        "pii.secret": 1,
    }


def test_answers_every_signal_of_every_document_in_order(provider: PiiProvider) -> None:
    documents = [Document("", ""), Document("Guten Morgen!", "guten morgen!"), Document("a@example.org", "a@example.org")]

    answers = provider.compute(documents)

    for values in answers:
        assert set(values) == {declaration.name for declaration in provider.declarations}
        assert all(conforms(declaration, values[declaration.name]) for declaration in provider.declarations)
    assert [bool(values["pii.any"]) for values in answers] == [False, False, True]


def test_says_unknown_rather_than_answering_from_half_a_text() -> None:
    ticks = itertools.count(0.0, PiiProvider.budget / 2)
    slow = PiiProvider(clock=lambda: next(ticks))
    slow.load()
    long, short = "1 Wort " * 10_000, "a@example.org"

    of_long, of_short = slow.compute([Document(long, long), Document(short, short)])

    assert set(of_long) == {declaration.name for declaration in slow.declarations}
    assert all(isinstance(value, Unknown) and value.reason is UnknownReason.TIMEOUT for value in of_long.values())
    assert len(of_short["pii.email"]) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("unit", ADVERSARIAL)
def test_answers_or_gives_up_within_its_budget(counting: PiiProvider, unit: str) -> None:
    text = (unit * (100_000 // len(unit) + 1))[:100_000]

    began = time.thread_time()
    counting.compute([Document(text, text)])

    assert time.thread_time() - began < PiiProvider.budget


def test_two_providers_of_one_installation_have_one_version(provider: PiiProvider) -> None:
    other = PiiProvider()
    other.load()

    assert other.version == provider.version


@pytest.mark.parametrize("early", [lambda new: new.compute([]), lambda new: new.version])
def test_says_so_when_asked_before_loading(early: object) -> None:
    assert callable(early)
    with pytest.raises(RuntimeError, match="before load"):
        early(PiiProvider())
