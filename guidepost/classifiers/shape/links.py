"""Links in a text, plain and disguised, and the domains they lead to.

A link is labelled with its host, in Unicode and lower case. Whether something is a domain is told by the Public Suffix List
(https://publicsuffix.org) as the pinned `tldextract` carries it; nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from confusable_homoglyphs import confusables
from tldextract import TLDExtract

from guidepost.signals import Span
from guidepost.signals.domains import comparable

_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_TOP = r"[^\W\d_](?:[\w-]{0,61}[^\W_])?"
_REST = r"(?::[0-9]{1,5})?(?:[/?\#][^\s<>\"”“«»]{0,2000})?"
_LINK = re.compile(
    rf"""
    (?<![\w@.-])
    (?: (?P<scheme>(?:https?|ftp|hxxps?)://) (?:[^\s/@]{{1,64}}@)? )?   # what stands before @ leads nowhere
    (?P<host> (?:{_LABEL}\.){{1,10}}{_TOP} | (?<=/|@)[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{3}} )
    (?![\w@])\.?
    (?P<rest>{_REST})
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SPELT = re.compile(
    rf"""
    (?<![\w@.-])
    (?P<host> {_LABEL}
      (?: (?: \s?[\[({{](?:\.|dot|punkt)[\])}}]\s? | \s(?:dot|punkt)\s ) {_LABEL} ){{1,4}} )
    (?![\w@])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DOT = re.compile(r"\s?[\[({](?:\.|dot|punkt)[\])}]\s?|\s(?:dot|punkt)\s", re.IGNORECASE)
_USUAL = frozenset(
    {
        "com",
        "net",
        "org",
        "info",
        "biz",
        "de",
        "at",
        "ch",
        "eu",
        "uk",
        "io",
        "co",
        "me",
        "ly",
        "ru",
        "cn",
        "fr",
        "it",
        "nl",
        "pl",
        "xyz",
        "shop",
        "app",
    }
)
"""Endings a spelt-out domain must have where only words stand between its parts: “polka dot dress” is none."""
_FILES = frozenset({"md", "py", "sh", "rs", "pl", "zip", "mov", "ps", "cc", "so", "vi", "pub", "java", "ink", "app"})
"""Endings that are domains, and far more often files, in a name without scheme, `www.` or path."""
_CLOSING = ".,;:!?)]}'’…*_"


@cache
def _extract() -> TLDExtract:
    return TLDExtract(suffix_list_urls=(), cache_dir=None)


class Links(NamedTuple):
    """The links of a text, and those of them that are disguised, in the order of the text; none lies inside another."""

    all: tuple[Span, ...]
    disguised: tuple[Span, ...]


def read_links(text: str) -> Links:
    """Find the links, those too that readers follow and filters overlook: spelt out (`example dot com`), with `hxxp`, or in letters of
    several alphabets that look alike.
    """
    found = list(_found(text))
    spelt = [
        Span(place.start(), place.end(), host)
        for place in _SPELT.finditer(text)
        if _is_spelt(place["host"], host := comparable(_DOT.sub(".", place["host"])))
    ]
    looking_alike = [span for span, scheme in found if scheme.lower().startswith("hxxp") or _imitates(span.label)]
    hidden = {*spelt, *looking_alike}
    every = _apart({*(span for span, _ in found), *spelt})
    return Links(every, tuple(span for span in every if span in hidden))


def _apart(spans: set[Span]) -> tuple[Span, ...]:
    apart: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return tuple(apart)


def domains(found: tuple[Span, ...]) -> frozenset[str]:
    """What was registered, of each link: `example.co.uk` for `www.example.co.uk`; an address of numbers is itself."""
    return frozenset(_registered(span.label) or span.label for span in found)


def _found(text: str) -> Iterator[tuple[Span, str]]:
    """Links, and how each begins."""
    for found in _LINK.finditer(text):
        scheme, written, rest = found["scheme"] or "", found["host"], found["rest"]
        end = found.start("host") + len(written) + len(rest.rstrip(_CLOSING) if rest else "")
        host = comparable(written)
        if _is_link(scheme, written, host, rest):
            yield Span(found.start(), end, host), scheme


def _is_link(scheme: str, written: str, host: str, rest: str) -> bool:
    if scheme and host.replace(".", "").isdigit():
        return True
    if not _registered(host):
        return False
    last = written.rpartition(".")[2]
    if scheme or host.startswith("www.") or rest.startswith("/"):
        return True
    # “gut.In” is a forgotten space, “notes.md” a file.
    return (
        last.lower() not in _FILES and not (last.istitle() and not written[0].isupper()) and not (last.istitle() and len(last) <= 3)
    )


def _is_spelt(written: str, host: str) -> bool:
    bracketed = any(bracket in written for bracket in "[({")
    return bool(_registered(host)) and (bracketed or host.rpartition(".")[2] in _USUAL)


@lru_cache(maxsize=4096)
def _registered(host: str) -> str:
    return _extract()(host).top_domain_under_public_suffix


def _imitates(host: str) -> bool:
    """Whether a part mixes letters of several alphabets that look alike (Unicode Technical Standard 39)."""
    return any(_mixes_alphabets(label) for label in host.split(".") if not label.isascii())


@lru_cache(maxsize=4096)
def _mixes_alphabets(label: str) -> bool:
    return bool(confusables.is_dangerous(label, preferred_aliases=["latin"]))  # type: ignore[no-untyped-call]
