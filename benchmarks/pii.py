"""Personal data found in annotated sentences: Guidepost beside Presidio as it comes (English, no language model).

    python benchmarks/pii.py --data presidio_synth/dev.json

The data is a JSON list of `{"full_text", "spans": [{"entity_type", "start_position", "end_position"}]}`: the form
of presidio-research.

A finding is right when it overlaps an annotation of its kind; an annotation is found when a finding of its kind overlaps it. Kinds
that neither side looks for without a language model (names, organisations, places, dates) are left out. F2 weighs recall twice as
much as precision: an overlooked number is the dearer mistake.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from guidepost.classifiers.pii.finder import PiiFinder
from guidepost.signals import Span

KIND_OF_ANNOTATION = {
    "EMAIL_ADDRESS": "email",
    "PHONE_NUMBER": "phone",
    "IBAN_CODE": "iban",
    "CREDIT_CARD": "credit card",
    "IP_ADDRESS": "ip address",
    "US_SSN": "national id",
    "US_DRIVER_LICENSE": "national id",
    "STREET_ADDRESS": "address",
    "ZIP_CODE": "address",
}
KIND_OF_OURS = {
    "EMAIL": "email",
    "PHONE": "phone",
    "IBAN": "iban",
    "CREDIT_CARD": "credit card",
    "IP_ADDRESS": "ip address",
    "ADDRESS": "address",
}
NATIONAL_IDS = ("DE_", "AT_", "CH_", "UK_", "US_")
KIND_OF_PRESIDIOS = KIND_OF_ANNOTATION | {"UK_NHS": "national id", "US_PASSPORT": "national id", "US_ITIN": "national id"}

Finder = Callable[[str], Iterable[Span]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text and what is annotated in it, labelled with its kind."""

    text: str
    annotations: tuple[Span, ...]


@dataclass(slots=True)
class Tally:
    """Counts of one kind."""

    right: int = 0
    wrong: int = 0
    found: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed) if self.found + self.missed else 0.0

    @property
    def f2(self) -> float:
        weighted = 4 * self.precision + self.recall
        return 5 * self.precision * self.recall / weighted if weighted else 0.0


def read(path: Path) -> list[Sentence]:
    """The sentences of a file. Raises `OSError` or `ValueError` when it is not there or not of this form."""
    sentences = []
    for record in json.loads(path.read_text(encoding="utf-8")):
        annotations = tuple(
            Span(span["start_position"], span["end_position"], KIND_OF_ANNOTATION[span["entity_type"]])
            for span in record["spans"]
            if span["entity_type"] in KIND_OF_ANNOTATION
        )
        sentences.append(Sentence(record["full_text"], annotations))
    return sentences


def ours() -> Finder:
    finder = PiiFinder()

    def kind(label: str) -> str | None:
        return "national id" if label.startswith(NATIONAL_IDS) else KIND_OF_OURS.get(label)

    def find(text: str) -> list[Span]:
        return [Span(span.start, span.end, name) for span in finder.find(text, "en") if (name := kind(span.label))]

    return find


def presidios() -> Finder:
    """Presidio's default English recognisers over `spacy.blank`, with its default threshold, so that nothing is downloaded."""
    import spacy
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine
    from presidio_analyzer.predefined_recognizers import EmailRecognizer
    from tldextract import TLDExtract

    extract = TLDExtract(suffix_list_urls=(), cache_dir=None)

    class Blank(SpacyNlpEngine):
        def load(self) -> None:
            self.__dict__["nlp"] = {"en": spacy.blank("en")}

    class OfflineEmail(EmailRecognizer):
        def validate_result(self, pattern_text: str) -> bool:
            return extract(pattern_text).fqdn != ""

    nlp_engine = Blank()
    nlp_engine.load()
    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"], nlp_engine=nlp_engine)
    registry.remove_recognizer("SpacyRecognizer")
    registry.remove_recognizer("EmailRecognizer")
    registry.add_recognizer(OfflineEmail())
    analyzer = AnalyzerEngine(registry=registry, nlp_engine=nlp_engine, supported_languages=["en"])

    def find(text: str) -> list[Span]:
        results = analyzer.analyze(text, "en")
        return [Span(each.start, each.end, name) for each in results if (name := KIND_OF_PRESIDIOS.get(each.entity_type))]

    return find


def measure(find: Finder, sentences: Sequence[Sentence]) -> tuple[dict[str, Tally], float]:
    """The tally of each kind, and the median milliseconds of one sentence."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    times = []
    for sentence in sentences:
        began = time.perf_counter()
        findings = list(find(sentence.text))
        times.append(time.perf_counter() - began)
        for finding in findings:
            if any(_meet(finding, annotation) for annotation in sentence.annotations):
                tallies[finding.label].right += 1
            else:
                tallies[finding.label].wrong += 1
        for annotation in sentence.annotations:
            if any(_meet(finding, annotation) for finding in findings):
                tallies[annotation.label].found += 1
            else:
                tallies[annotation.label].missed += 1
    return tallies, statistics.median(times) * 1_000


def _meet(one: Span, other: Span) -> bool:
    return one.label == other.label and one.start < other.end and other.start < one.end


def main() -> None:
    """Read the arguments, measure both, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="JSON file of annotated sentences")
    sentences = read(parser.parse_args().data)
    columns = {"Guidepost": measure(ours(), sentences), "Presidio": measure(presidios(), sentences)}
    table = Table(title=f"{len(sentences)} sentences")
    table.add_column("kind")
    table.add_column("annotated", justify="right")
    for name in columns:
        for measured in ("precision", "recall", "F2"):
            table.add_column(f"{name} {measured}", justify="right")
    for kind in sorted(set(KIND_OF_ANNOTATION.values())):
        tallies = [column[kind] for column, _ in columns.values()]
        figures = [f"{figure:.3f}" for tally in tallies for figure in (tally.precision, tally.recall, tally.f2)]
        table.add_row(kind, str(tallies[0].found + tallies[0].missed), *figures)
    console = Console(width=120)
    console.print(table)
    for name, (_, median) in columns.items():
        console.print(f"{name}: {median:.2f} ms a sentence (median)")


if __name__ == "__main__":
    main()
