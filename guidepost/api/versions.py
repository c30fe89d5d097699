"""For platforms and operators: which versions of the policy there are, which decides, and what those in shadow came to."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import msgspec
from fastapi import APIRouter, Path, Response

from guidepost.api.auth import Caller
from guidepost.api.documented import LANGUAGE_PARAMETER, answers, problems
from guidepost.api.problems import Problem
from guidepost.api.running import RunningService
from guidepost.api.schema.versions import Consent, ShadowReport, Version, Versions
from guidepost.engine.lifecycle import State
from guidepost.engine.lifecycle.shadow_report import shadow_report
from guidepost.engine.service import Service
from guidepost.engine.store.versions import PolicyVersion

router = APIRouter(prefix="/v1/policies", tags=["Policy versions"])

Digest: TypeAlias = Annotated[
    str,
    Path(
        description="The whole `digest` of the version.",
        examples=["sha256:5f0c1f5d6f1f3f0a8f3b7b0f0b6c2a4c8f6b3f1d0e9a7c5b4d2e1f0a9b8c7d6e"],
    ),
]


@router.get(
    "",
    summary="List the versions",
    responses={**answers(Versions, "All versions."), **problems("unauthenticated", "unavailable")},
    openapi_extra={"parameters": [LANGUAGE_PARAMETER]},
)
def versions(
    service: RunningService,
    key: Caller,  # noqa: ARG001  (asking for it is what demands a key)
) -> Versions:
    """Answers all versions: the live one, those in shadow, drafts, and those retired. People change them; an API key cannot."""
    return Versions(policies=[_answer(version) for version in service.lifecycle.all()])


@router.get(
    "/{digest}",
    summary="Read a version",
    responses={**answers(Version, "The version."), **problems("unauthenticated", "version_not_found", "unavailable")},
    openapi_extra={"parameters": [LANGUAGE_PARAMETER]},
)
def version(
    service: RunningService,
    key: Caller,  # noqa: ARG001  (asking for it is what demands a key)
    digest: Digest,
) -> Version:
    """Answers where a version is in its life."""
    return _answer(_found(service, digest))


@router.get(
    "/{digest}/shadow",
    summary="Read what a version in shadow came to",
    responses={
        **answers(ShadowReport, "Counts and examples; nothing is in `beside` for a version that was never in shadow."),
        **problems("unauthenticated", "version_not_found", "unavailable"),
    },
    openapi_extra={"parameters": [LANGUAGE_PARAMETER]},
)
def shadow(
    service: RunningService,
    key: Caller,  # noqa: ARG001  (asking for it is what demands a key)
    digest: Digest,
) -> Response:
    """Answers what the version would have decided otherwise. Counts are kept every second; no text of a post is in them."""
    found = shadow_report(service.store, _found(service, digest).digest)
    return Response(msgspec.json.encode(found), media_type="application/json")


def _found(service: Service, digest: str) -> PolicyVersion:
    found = service.store.versions().find(digest)
    if found is None:
        raise Problem("version_not_found")
    return found


def _answer(version: PolicyVersion) -> Version:
    return Version(
        title=version.title,
        version=version.version,
        digest=version.digest,
        state=State(version.state),
        proposed_by=version.proposed_by,
        proposed_at=version.proposed_at,
        note=version.note,
        changed_by=version.changed_by,
        changed_at=version.changed_at,
        live_at=version.live_at,
        consents=[Consent(name=one.name, given_at=one.given_at, withdrawn_at=one.withdrawn_at) for one in version.consents],
        problem=version.problem,
    )
