"""The web page: whole, valid, accessible, self-contained, and safe whatever a policy says."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from guidepost.engine.rendering import page
from guidepost.rules.render import LANGUAGES, Document, plain
from tests.engine.rendering.conftest import layered, sample

_VOID = {"meta", "br"}


class _Reader(HTMLParser):
    """Reads a page strictly: every element is closed in order."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.headings: list[int] = []
        self.text: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def values(self, name: str) -> list[str]:
        """All values of an attribute."""
        return [value for attribute, value in self.attributes if attribute == name]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_policy_is_on_the_page_whole(language: str) -> None:
    document = sample(language)
    text = "".join(_Reader(page(document)).text)
    for section in document.sections:
        for rule in section.rules:
            assert rule.id in text
            assert rule.says is not None
            assert rule.says.text in text
            assert rule.source in text
    for words in document.lists:
        assert all(phrase in text for phrase in words.phrases)
    assert document.digest in text
    assert all(role in text for role in document.label.roles)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stack_is_on_the_page_with_its_layers(language: str) -> None:
    document = layered(language)
    text = "".join(_Reader(page(document)).text)
    for layer in document.layers:
        assert layer.source in text
        assert all(plain(line.sentence) in text for line in layer.lines)
    for rule in (rule for section in document.sections for rule in section.rules):
        assert rule.id in text
        assert plain(rule.layer) in text
        assert all(plain(yields) in text for yields in rule.yields)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("made", [sample, layered])
def test_the_page_is_well_formed_and_its_headings_are_in_order(made: Callable[[str], Document], language: str) -> None:
    reader = _Reader(page(made(language)))
    assert reader.open == []
    assert reader.headings[0] == 1
    assert reader.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(reader.headings, reader.headings[1:], strict=False))
    assert ("lang", language) in reader.attributes
    assert len(reader.ids) == len(set(reader.ids))
    assert {value.removeprefix("#") for value in reader.values("href")} <= set(reader.ids)
    for name in ("aria-labelledby", "aria-describedby"):
        assert {one for value in reader.values(name) for one in value.split()} <= set(reader.ids)


def test_the_page_asks_for_nothing_and_runs_nothing() -> None:
    source = page(sample("de"))
    reader = _Reader(source)
    assert not reader.tags & {"script", "link", "img", "iframe", "object", "form"}
    assert not [name for name, _ in reader.attributes if name == "src" or name.startswith("on")]
    assert all(value.startswith("#") for value in reader.values("href"))
    assert "url(" not in source
    assert "@import" not in source


def test_no_text_of_a_policy_is_read_as_markup(hostile: Document) -> None:
    source = page(hostile)
    reader = _Reader(source)
    assert reader.open == []
    assert not reader.tags & {"script", "img", "i"}
    assert reader.headings.count(1) == 1
    text = "".join(reader.text)
    for written in ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</p><script>x</script>", "&amp;<i>"):
        assert written in text


def test_the_same_document_gives_the_same_page() -> None:
    assert page(sample("de")) == page(sample("de"))
