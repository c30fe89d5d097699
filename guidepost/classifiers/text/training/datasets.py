"""Reading of the public data sets. Each file is expected where its set's authors' name and year put it, below one folder."""

from __future__ import annotations

import ast
import csv
import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from guidepost.classifiers.text import taxonomy
from guidepost.classifiers.text.training.examples import Example

_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*\s*")
_SHORTEST_SENTENCE = 12
_SHORT_COMMENT = 4
"""Comments of so many sentences are also used whole."""


def davidson(path: Path) -> Iterator[Example]:
    """English tweets. Davidson et al. 2017, "Automated Hate Speech Detection and the Problem of Offensive Language", MIT."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            text = html.unescape(row["tweet"]).strip()
            yield Example(text, "davidson2017", "en", taxonomy.from_davidson(row["class"]), text)


def germeval(path: Path) -> Iterator[Example]:
    """German tweets. Wiegand et al. 2018, GermEval shared task on the identification of offensive language, CC BY 4.0."""
    for line in path.read_text("utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) == 3:
            text = fields[0].replace("|LBR|", "\n").strip()
            yield Example(text, "germeval2018", "de", taxonomy.from_germeval(fields[2].strip()), text)


def openai(path: Path) -> Iterator[Example]:
    """English, eight categories. Markov et al. 2022, "A Holistic Approach to Undesired Content Detection", MIT."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = row["prompt"].strip()
        flags = {key: int(value) for key, value in row.items() if key != "prompt" and value is not None}
        yield Example(text, "openai2022", "en", taxonomy.from_openai(flags), text)


def gahd(path: Path) -> Iterator[Example]:
    """German adversarial texts; contrasting pairs stay together. Goldzycher et al. 2024, GAHD, CC BY 4.0."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pair = min(row["gahd_id"], row["contrastive_gahd_id"] or row["gahd_id"])
            yield Example(row["text"].strip(), "gahd2024", "de", taxonomy.from_gahd(row["label"]), pair)


def toxic_spans(path: Path) -> Iterator[Example]:
    """English comments, by sentence, and the short ones also whole. Pavlopoulos et al. 2021, SemEval task 5, CC0."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            marked = set(ast.literal_eval(row["spans"]))
            if marked:
                yield from _sentences(row["text"], marked)


def _sentences(text: str, marked: set[int]) -> Iterator[Example]:
    found = [match for match in _SENTENCE.finditer(text) if len(match.group().strip()) >= _SHORTEST_SENTENCE]
    for match in found:
        words = _marked_words(text, marked, match.start(), match.end())
        yield Example(match.group().strip(), "toxicspans2021", "en", taxonomy.from_toxic_span(words), text)
    if 1 < len(found) <= _SHORT_COMMENT:
        yield Example(
            text.strip(), "toxicspans2021", "en", taxonomy.from_toxic_span(_marked_words(text, marked, 0, len(text))), text
        )


def _marked_words(text: str, marked: set[int], start: int, end: int) -> str:
    return "".join(text[place] if place in marked else " " for place in range(start, end)).strip()


@dataclass(frozen=True, slots=True)
class HateCheckCase:
    """One functional test: for measuring only, so it is not an `Example` and cannot get into training."""

    text: str
    hateful: bool


def hatecheck(path: Path) -> list[HateCheckCase]:
    """Röttger et al. 2021 (English) and 2022 (other languages), CC BY 4.0."""
    with path.open(encoding="utf-8", newline="") as file:
        return [HateCheckCase(row["test_case"].strip(), row["label_gold"] == "hateful") for row in csv.DictReader(file)]


SETS: tuple[tuple[str, Callable[[Path], Iterator[Example]]], ...] = (
    ("davidson2017/train.csv", davidson),
    ("germeval2018/train.tsv", germeval),
    ("openai2022/dev.jsonl", openai),
    ("gahd2024/train.csv", gahd),
    ("toxic_spans2021/train.csv", toxic_spans),
    ("toxic_spans2021/trial.csv", toxic_spans),
)
"""The sets that training reads, by their place below the data folder."""


def load(folder: Path) -> list[Example]:
    """Every example of every set below `folder`, repeated texts left out. Raises `FileNotFoundError` for a set that is missing."""
    examples: dict[str, Example] = {}
    for place, read in SETS:
        for example in read(folder / place):
            if example.text and example.targets:
                examples.setdefault(example.text, example)
    return list(examples.values())
