"""What a start of the server brings into force without anybody's consent, each entered in the record as such."""

from __future__ import annotations

from guidepost.engine.identity import World, timestamp
from guidepost.engine.kept import PolicyUnusable, kept_of, use_kept
from guidepost.engine.lifecycle.replacing import UNRECORDED, make_live
from guidepost.engine.lifecycle.states import How, State
from guidepost.engine.policies import LoadedPolicy
from guidepost.engine.store import Store
from guidepost.rules.check import Catalogue


def live_policy(store: Store, world: World, catalogue: Catalogue) -> LoadedPolicy | None:
    """The version that decides, ready for use; None where there is none yet.

    Where this version of Guidepost reads its texts otherwise than the one before, they go into force as they are read now, under the
    digest that names this. Raises `PolicyUnusable` where they cannot be used at all.
    """
    found = store.versions().in_force()
    kept = store.policy(found.live) if found.live else None
    if kept is None:
        return None
    if found.live != found.recorded:
        raise PolicyUnusable(f"The live version {kept.version} ({kept.digest}) is not usable: {UNRECORDED}.")
    try:
        return use_kept(kept, catalogue)
    except PolicyUnusable as error:
        if error.reread is None:
            raise PolicyUnusable(f"The live version {kept.version} ({kept.digest}) is not usable: {error}.") from error
        _bring_into_force(store, world, error.reread, How.REREAD, instead_of=kept.digest)
        return error.reread


def bootstrap(store: Store, world: World, policy: LoadedPolicy) -> bool:
    """Make a policy the live one where there is none yet; False, and nothing done, where there is one."""
    return _bring_into_force(store, world, policy, How.BOOTSTRAP, instead_of=None)


def activate_unreviewed(store: Store, world: World, policy: LoadedPolicy) -> None:
    """Make a policy the live one in the place of another, without consent: whoever may start the server wants it so.

    Nothing is done where it is live already, or where no version is live yet.
    """
    done = False
    while not done:
        live = store.versions().live()
        if live is None or live.digest == policy.compiled.digest:
            return
        done = _bring_into_force(store, world, policy, How.UNREVIEWED, instead_of=live.digest)


def _bring_into_force(store: Store, world: World, policy: LoadedPolicy, how: How, *, instead_of: str | None) -> bool:
    """Replace the live version if it is still the one expected."""
    digest, at = policy.compiled.digest, timestamp(world.now())
    with store.versions().changing() as change:
        live = change.live()
        if (live.digest if live else None) != instead_of:
            return False
        change.keep(kept_of(policy), at)
        if change.find(digest) is None:
            change.propose(digest, State.RETIRED, None, "", at)
        version = change.find(digest)
        assert version is not None  # noqa: S101  (it was entered above)
        before = change.last_activation(instead_of) if how is How.REREAD else None
        previous = before.previous if before else instead_of if how is How.UNREVIEWED else None
        reread = instead_of if how is How.REREAD else None
        make_live(change, version, how=how, by=[], previous=previous, reason="", at=at, reread=reread)
    return True
