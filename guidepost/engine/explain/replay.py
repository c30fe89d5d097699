"""Explaining a decision from the record: the policy it was made under, the post it is about, and the signals that were measured then."""

from __future__ import annotations

from collections.abc import Mapping

from guidepost.classifiers import Document
from guidepost.engine import decision as d
from guidepost.engine.check import Opened
from guidepost.engine.explain.answer import ExplanationAnswer
from guidepost.engine.explain.explaining import explain_settled
from guidepost.engine.guidance import choose_language
from guidepost.engine.kept import source_of
from guidepost.engine.policies import LoadedPolicy, compile_source
from guidepost.engine.post import Author, Post
from guidepost.engine.service import Service
from guidepost.engine.views import Format, Views, make_views
from guidepost.rules.check import Catalogue
from guidepost.rules.syntax import GuideError
from guidepost.signals import SignalDeclaration, SignalType, Span, Unknown, UnknownReason, Value


class PostGone(Exception):
    """The post was erased; without it nothing can be explained."""


class NotReplayable(Exception):
    """The decision cannot be made again as it was: its policy is not kept, or this version of Guidepost reads it otherwise."""


def explain_decision(service: Service, decision_id: str, language: str | None) -> ExplanationAnswer | None:
    """Why a kept decision came out as it did; None where there is none of that id.

    Raises `PostGone` and `NotReplayable`.
    """
    body = service.decision(decision_id)
    if body is None:
        return None
    decision = d.from_json(body)
    policy = _policy(service, decision)
    opened = service.store.post(decision_id)
    if opened is None:
        raise PostGone(decision_id)
    settled = _settle(policy, _post(opened.post), decision)
    if settled.evaluation.outcome.word != decision.outcome:
        raise NotReplayable("the recorded signals now lead to another outcome")
    wanted = language or decision.guidance.language
    return explain_settled(policy, settled, choose_language(wanted, policy.compiled), decision=decision_id)


def _policy(service: Service, decision: d.Decision) -> LoadedPolicy:
    """The policy a decision was made under: the running one, or the one kept under its digest."""
    running = service.policy
    if running.compiled.digest == decision.policy.digest:
        return running
    kept = service.store.policy(decision.policy.digest)
    if kept is None:
        raise NotReplayable("the policy of that time is not kept")
    try:
        policy = compile_source(source_of(kept), running.checked.scope.catalogue)
    except GuideError as error:
        raise NotReplayable("the policy of that time asks for what this installation does not have") from error
    if policy.compiled.digest != decision.policy.digest:
        raise NotReplayable("this version of Guidepost reads the policy of that time otherwise")
    return policy


def _post(kept: Mapping[str, object]) -> Post:
    """A post as it was encrypted beside its decision."""
    fields = dict(kept)
    author = fields.pop("author", None)
    topics = fields.pop("topics", None)
    return Post(
        **{  # type: ignore[arg-type]
            **fields,
            "format": Format(str(fields.get("format", Format.PLAIN.value))),
            "topics": frozenset(topics) if isinstance(topics, list) else None,
            "author": Author(**author) if isinstance(author, dict) else Author(),
        }
    )


def _settle(policy: LoadedPolicy, post: Post, decision: d.Decision) -> Opened:
    views = make_views(post.text, post.format)
    hits = policy.compiled.read(views.visible.text, views.folded.text)
    values = _values(decision, policy.checked.scope.catalogue, views)
    document = Document(views.visible.text, views.folded.text, post.language)
    return Opened(post, views, document, hits, values, policy.compiled.evaluate(hits, values))


def _values(decision: d.Decision, catalogue: Catalogue, views: Views) -> dict[str, Value]:
    """The signals as they were recorded."""
    return {
        recorded.signal: _value(recorded, catalogue[recorded.signal], views)
        for recorded in decision.signals
        if recorded.signal in catalogue
    }


def _value(recorded: d.SignalValue, declaration: SignalDeclaration, views: Views) -> Value:
    if recorded.unknown is not None:
        return Unknown(UnknownReason(recorded.unknown), recorded.detail)
    if recorded.places is not None:
        return tuple(Span(*views.visible.from_original(one.start, one.end), one.label, one.score) for one in recorded.places)
    value = recorded.value
    if isinstance(value, list):
        return frozenset(value)
    if value is None:
        return Unknown(UnknownReason.INVALID, "nothing was recorded")
    if isinstance(value, str):
        return value
    return int(value) if declaration.type is SignalType.COUNT else float(value)
