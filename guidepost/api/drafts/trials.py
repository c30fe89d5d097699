"""What a policy that is being written would do: its tests, a post of one's own, and what is different from the live version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

import msgspec
from fastapi import APIRouter, Depends, Response

from guidepost.api.body import body_of
from guidepost.api.drafts.access import Writer
from guidepost.api.drafts.source import DraftIn, SourceIn, TrialIn
from guidepost.api.drafts.writing import json_answer
from guidepost.api.problems import Problem
from guidepost.api.rejection import rejected
from guidepost.api.running import GuidanceLanguage, RunningService
from guidepost.engine.check import Checker
from guidepost.engine.guidance import appeal_unkept
from guidepost.engine.policies import LoadedPolicy, compile_source
from guidepost.engine.policy_tests import measure, run_tests
from guidepost.engine.post import PostRejected
from guidepost.engine.service import Service
from guidepost.rules.compare import compare
from guidepost.rules.syntax import Diagnostic, GuideError

router = APIRouter(prefix="/v1/drafts", include_in_schema=False)

T = TypeVar("T")


def compiled(service: Service, source: SourceIn) -> LoadedPolicy:
    """The policy of a draft. Raises `Problem` where it has errors."""
    try:
        return compile_source(source.source(), service.policy.checked.scope.catalogue)
    except GuideError as error:
        raise faulty(error.diagnostics) from None


def faulty(errors: Sequence[Diagnostic]) -> Problem:
    """The problem of a draft that has errors; it tells the first."""
    first, number = errors[0], len(errors)
    return Problem(
        "policy_has_errors",
        {
            "en": f"{number} to mend; the first, in line {first.place.line}: {first.message} ({first.code}). {first.hint}",
            "de": f"{number} zu beheben; der erste, in Zeile {first.place.line}: {first.message} ({first.code}). {first.hint}",
        },
    )


@router.post("/test")
def tests(service: RunningService, _by: Writer, draft: Annotated[DraftIn, Depends(body_of(DraftIn))]) -> Response:
    """The policy's own tests and what they reach. Signals that a test does not give count as nothing found; `thorough` measures them."""
    policy = compiled(service, draft.source)
    checker = Checker(policy.compiled, service.providers, service.world)
    results = list(run_tests(policy, checker, quiet=not draft.thorough))
    reached = measure(policy, results)
    return json_answer(
        {
            "tests": [
                {
                    "title": result.test.title,
                    "layer": result.test.place.layer,
                    "line": result.test.place.line,
                    "problems": result.problems,
                }
                for result in results
            ],
            "share": reached.share,
            "unseen": [
                {"rule": rule.rule.qualified, "layer": rule.rule.place.layer, "line": rule.rule.place.line}
                for guideline in reached.guidelines
                for rule in guideline.rules
                if not rule.seen
            ],
        }
    )


@router.post("/try")
def try_out(
    service: RunningService, _by: Writer, language: GuidanceLanguage, trial: Annotated[TrialIn, Depends(body_of(TrialIn))]
) -> Response:
    """What the draft would decide about a post, and what the live version decides; nothing is kept."""
    policy = compiled(service, trial.source)
    post = trial.post.post()
    checker = service.checker_of(policy)
    draft = _accepted(lambda: checker.check(post, language=language, thorough=True))
    live = _accepted(lambda: service.try_out(post, language=language))
    return json_answer({"draft": appeal_unkept(draft, policy.compiled), "live": live})


def _accepted(decide: Callable[[], T]) -> T:
    try:
        return decide()
    except PostRejected as error:
        raise rejected(error, "/post/text") from None


@router.post("/compare")
def comparison(service: RunningService, _by: Writer, draft: Annotated[DraftIn, Depends(body_of(DraftIn))]) -> Response:
    """What the draft would change, by guideline, against the live version."""
    policy = compiled(service, draft.source)
    difference = compare(service.policy, policy)
    return json_answer(
        {
            "digest": policy.compiled.digest,
            "live": service.policy.compiled.digest,
            "empty": difference.empty,
            "effect": difference.effect,
        }
        | {"difference": msgspec.to_builtins(difference)}
    )
