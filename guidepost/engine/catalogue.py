"""Every signal a rule can ask for: the facts of a post, and what the providers declare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from guidepost.classifiers import Provider
from guidepost.signals import Cost, SignalDeclaration, SignalType

AUDIENCES = frozenset({"internal", "external"})
KINDS = frozenset({"post", "comment", "page", "reply"})
ATTACHMENTS = frozenset({"image", "video", "audio", "document", "link", "poll", "other"})


def _fact(name: str, kind: SignalType, en: str, de: str, symbols: frozenset[str] | None = None) -> SignalDeclaration:
    return SignalDeclaration(name, kind, Cost.FREE, {"en": en, "de": de}, symbols)


POST_FACTS = (
    _fact("audience", SignalType.SYMBOL, "who will read the post", "wer den Beitrag lesen wird", AUDIENCES),
    _fact("channel", SignalType.SYMBOL, "where the post will appear", "wo der Beitrag erscheinen wird"),
    _fact("kind", SignalType.SYMBOL, "what kind of post it is", "was für ein Beitrag es ist", KINDS),
    _fact("topics", SignalType.SET, "topics the author declared", "Themen, die der Autor angegeben hat"),
    _fact("author.role", SignalType.SYMBOL, "the author's role", "die Rolle des Autors"),
    _fact("author.unit", SignalType.SYMBOL, "the author's unit", "die Einheit des Autors"),
    _fact("author.team", SignalType.SYMBOL, "the author's team", "das Team des Autors"),
    _fact("author.region", SignalType.SYMBOL, "the author's region", "die Region des Autors"),
    _fact("author.tenure", SignalType.DURATION, "how long the author has been with us", "wie lange der Autor schon dabei ist"),
    _fact("author.posts", SignalType.COUNT, "posts the author has published so far", "bisherige Beiträge des Autors"),
    _fact("author.held", SignalType.COUNT, "the author's posts held or blocked so far", "bisher angehaltene Beiträge des Autors"),
    _fact("attachments", SignalType.COUNT, "attachments of the post", "Anhänge des Beitrags"),
    _fact("attachments.kinds", SignalType.SET, "kinds of its attachments", "Arten seiner Anhänge", ATTACHMENTS),
    _fact("parent.kind", SignalType.SYMBOL, "what kind of post it answers", "auf was für einen Beitrag es antwortet", KINDS),
    _fact("parent.author.role", SignalType.SYMBOL, "the role of whom it answers", "die Rolle dessen, dem es antwortet"),
    _fact("community.flags", SignalType.COUNT, "flags by readers", "Meldungen von Lesern"),
    _fact("posted", SignalType.TIME, "when it is published", "wann es veröffentlicht wird"),
)
"""What a platform may tell about a post."""


POST = "post"
"""The name under which what came with a post stands beside the names of the providers."""


def sources(providers: Iterable[Provider]) -> Mapping[str, Sequence[SignalDeclaration]]:
    """All declarations by who answers for them: what comes with a post first, then each provider."""
    return {POST: POST_FACTS, **{provider.name: provider.declarations for provider in providers}}


def catalogue(providers: Iterable[Provider]) -> Mapping[str, SignalDeclaration]:
    """All declarations by signal name. Raises `ValueError` when two providers declare the same signal."""
    declarations: dict[str, SignalDeclaration] = {}
    for declaration in [*POST_FACTS, *(each for provider in providers for each in provider.declarations)]:
        if declaration.name in declarations:
            raise ValueError(f"two providers declare the signal {declaration.name!r}")
        declarations[declaration.name] = declaration
    return declarations
