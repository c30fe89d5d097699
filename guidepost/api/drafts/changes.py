"""The versions of the policy, and what people do with them: propose, try in shadow, consent, give up, go back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from guidepost.api.body import body_of
from guidepost.api.drafts.access import Reader, Writer
from guidepost.api.drafts.source import ProposalIn, ReasonIn, source_out
from guidepost.api.drafts.trials import compiled, faulty
from guidepost.api.drafts.writing import json_answer
from guidepost.api.people import Permission
from guidepost.api.problems import Problem
from guidepost.api.running import RunningService
from guidepost.engine.kept import source_of
from guidepost.engine.lifecycle import CONSENTS, Lifecycle, Refused
from guidepost.engine.lifecycle.shadow_report import shadow_report
from guidepost.engine.service import Service
from guidepost.engine.store.versions import PolicyVersion

router = APIRouter(prefix="/v1/desk", include_in_schema=False)

Digest = Annotated[str, Path(max_length=128)]


@router.get("/versions")
def versions(service: RunningService, reader: Reader) -> Response:
    """All versions, the live one first, with who consented; and what the person who asks may do with each."""
    lifecycle = service.lifecycle
    activations = lifecycle.activations()
    going_back = activations[0].previous if activations else None
    return json_answer(
        {
            "consents": CONSENTS,
            "may_write": reader.may(Permission.WRITE_POLICY),
            "rollback_to": going_back,
            "versions": [_version(version, reader.user.id) for version in lifecycle.all()],
        }
    )


def _version(version: PolicyVersion, user_id: str) -> dict[str, object]:
    return {
        "digest": version.digest,
        "title": version.title,
        "version": version.version,
        "state": version.state,
        "proposed_by": version.proposed_by,
        "proposed_at": version.proposed_at,
        "note": version.note,
        "live_at": version.live_at,
        "problem": version.problem,
        "consents": [{"name": consent.name, "at": consent.given_at} for consent in version.standing],
        "consented": any(consent.user_id == user_id for consent in version.standing),
    }


@router.get("/versions/{digest}")
def texts(service: RunningService, _by: Reader, digest: Digest) -> Response:
    """The texts of a version."""
    kept = service.store.policy(digest)
    if kept is None:
        raise Problem("version_not_found")
    return json_answer(source_out(source_of(kept)))


@router.get("/versions/{digest}/shadow")
def shadow_counts(service: RunningService, _by: Reader, digest: Digest) -> Response:
    """What a version in shadow came to beside the live ones."""
    try:
        return json_answer(shadow_report(service.store, digest))
    except Refused:
        raise Problem("version_not_found") from None


@router.post("/versions")
def propose(service: RunningService, by: Writer, proposal: Annotated[ProposalIn, Depends(body_of(ProposalIn))]) -> Response:
    """Make a policy a draft; the proposal is the first consent to it."""
    policy = compiled(service, proposal.source)

    examined = service.lifecycle.examine(policy)
    if examined.errors:
        raise faulty(examined.errors)
    return _changed(service, by, lambda lifecycle: lifecycle.propose(examined, by.user, proposal.note))


@router.post("/versions/{digest}/shadow")
def shadow(service: RunningService, by: Writer, digest: Digest) -> Response:
    """Have a draft evaluated beside the live version."""
    return _changed(service, by, lambda lifecycle: lifecycle.shadow(digest, by.user))


@router.post("/versions/{digest}/consent")
def consent(service: RunningService, by: Writer, digest: Digest) -> Response:
    """Consent; with the last consent that is needed, the version goes into force at once."""
    return _changed(service, by, lambda lifecycle: lifecycle.approve(digest, by.user))


@router.delete("/versions/{digest}/consent")
def withdraw(service: RunningService, by: Writer, digest: Digest) -> Response:
    """Take one's consent back."""
    return _changed(service, by, lambda lifecycle: lifecycle.withdraw(digest, by.user))


@router.post("/versions/{digest}/retire")
def retire(service: RunningService, by: Writer, digest: Digest, why: Annotated[ReasonIn, Depends(body_of(ReasonIn))]) -> Response:
    """Give up a draft or a version in shadow."""
    return _changed(service, by, lambda lifecycle: lifecycle.retire(digest, by.user, why.reason))


@router.post("/versions/{digest}/rollback")
def rollback(service: RunningService, by: Writer, digest: Digest, why: Annotated[ReasonIn, Depends(body_of(ReasonIn))]) -> Response:
    """Go back at once to a version that was live before."""
    return _changed(service, by, lambda lifecycle: lifecycle.rollback(by.user, why.reason, digest))


def _changed(service: Service, by: Writer, change: Callable[[Lifecycle], PolicyVersion]) -> Response:
    """The version as it is after a change. Raises `Problem` where the change is refused."""
    try:
        return json_answer(_version(change(service.lifecycle), by.user.id))
    except Refused as refused:
        raise Problem("change_refused", {language: refused.says(language) for language in ("en", "de")}) from None
