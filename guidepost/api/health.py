"""For operators: does it run, and can it work."""

from __future__ import annotations

from fastapi import APIRouter

from guidepost.api.documented import LANGUAGE_PARAMETER, answers, problems
from guidepost.api.failures import RETRY
from guidepost.api.problems import Problem
from guidepost.api.running import RunningService
from guidepost.api.schema import Alive, Ready
from guidepost.api.schema.health import PendingVersion, ProviderStatus
from guidepost.api.schema.versions import VersionRef

router = APIRouter(tags=["Health"])


@router.get("/healthz", summary="Does it run?", responses={**answers(Alive, "The process runs."), **problems()})
async def healthz() -> Alive:
    """Answers as long as the process does. Restart it when this fails."""
    return Alive(status="alive")


@router.get(
    "/readyz",
    summary="Can it work?",
    responses={**answers(Ready, "Posts can be checked and decisions kept."), **problems("unavailable")},
    openapi_extra={"parameters": [LANGUAGE_PARAMETER]},
)
def readyz(service: RunningService) -> Ready:
    """Answers whether posts can be checked and kept. `degraded` means that more posts than usual are held, or see `pending`."""
    readiness = service.readiness()
    if not readiness.ready:
        raise Problem("unavailable", headers=RETRY)
    policy, pending = readiness.policy, readiness.pending
    return Ready(
        status="degraded" if readiness.degraded else "ready",
        policy=VersionRef(title=policy.title, version=policy.version, digest=policy.digest),
        providers=[ProviderStatus(name=state.name, version=state.version, problem=state.problem) for state in readiness.providers],
        pending=PendingVersion(digest=pending.digest, problem=pending.problem) if pending else None,
    )
