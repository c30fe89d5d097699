"""Every change that people make to which version of the policy decides.

What a version goes through is draft, shadow, live, retired; shadow may be left out. Each change is one transaction with its entries in
the record. Two people bring a version into force: whoever proposes it consents to it, and a second person's consent makes it the live
one at once. A consent counts for one digest and one round of proposing, while it is not withdrawn and whoever gave it may change
policies. One person may go back to a version that was live before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from guidepost.engine.audit import Event, Kind
from guidepost.engine.identity import World, timestamp
from guidepost.engine.kept import PolicyUnusable, kept_of, use_kept
from guidepost.engine.lifecycle.examination import Examination, examine
from guidepost.engine.lifecycle.refusals import Refusal, Refused
from guidepost.engine.lifecycle.replacing import make_live
from guidepost.engine.lifecycle.states import CONSENTS, MAY_CHANGE, MOST_IN_SHADOW, NEXT, How, State
from guidepost.engine.policies import LoadedPolicy
from guidepost.engine.store import Store, User
from guidepost.engine.store.versions import Activation, Change, PolicyVersion
from guidepost.rules.check import Catalogue

LONGEST_NOTE = 2_000
"""Characters of a note or a reason."""
SHORTEST_PREFIX = 8
"""Characters of a digest that name a version."""

_ALGORITHM = "sha256:"


class Lifecycle:
    """The versions of one installation. Every method that changes something raises `Refused`, then nothing was changed.

    `changed` is called after every change, so that a running server can take it up at once. Every method raises `StoreUnavailable` as
    those of the store do.
    """

    def __init__(self, store: Store, world: World, catalogue: Catalogue, changed: Callable[[], object] | None = None) -> None:
        self._store = store
        self._versions = store.versions()
        self._world = world
        self._catalogue = catalogue
        self._changed = changed or (lambda: None)

    def all(self) -> list[PolicyVersion]:
        """Every version: the live one, those in shadow, drafts, and those retired; of each the newest proposal first."""
        order = [State.LIVE, State.SHADOW, State.DRAFT, State.RETIRED]
        return sorted(self._versions.all(), key=lambda version: order.index(State(version.state)))

    def live(self) -> PolicyVersion | None:
        """The version that decides; None before the first."""
        return self._versions.live()

    def find(self, name: str) -> PolicyVersion:
        """The version of a digest, or of its beginning where only one begins so. Raises `Refused`."""
        digest = name if name.startswith(_ALGORITHM) else _ALGORITHM + name
        if len(digest) - len(_ALGORITHM) < SHORTEST_PREFIX:
            raise Refused(Refusal.PREFIX_TOO_SHORT, digest=name)
        found = [version for version in self._versions.all() if version.digest.startswith(digest)]
        if not found:
            raise Refused(Refusal.UNKNOWN_VERSION, digest=name)
        if len(found) > 1:
            raise Refused(Refusal.PREFIX_AMBIGUOUS, digest=name)
        return found[0]

    def activations(self, digest: str | None = None) -> list[Activation]:
        """Every time that a version, or any, became the live one, newest first."""
        return self._versions.activations(digest)

    def policy(self, digest: str) -> LoadedPolicy:
        """A version, compiled. Raises `Refused`."""
        kept = self._store.policy(digest)
        if kept is None:
            raise Refused(Refusal.UNKNOWN_VERSION, digest=digest)
        try:
            return use_kept(kept, self._catalogue)
        except PolicyUnusable as error:
            raise Refused(Refusal.UNUSABLE, digest=digest, why=error) from error

    def examine(self, policy: LoadedPolicy) -> Examination:
        """What is to be known of a policy before it is proposed."""
        return examine(policy, self._live_policy)

    def _live_policy(self) -> LoadedPolicy | None:
        live = self.live()
        try:
            return self.policy(live.digest) if live else None
        except Refused:
            return None

    def propose(self, examined: Examination, by: User, note: str = "") -> PolicyVersion:
        """Make a policy that was examined a draft; the proposal is the first consent to it."""
        if examined.errors:
            raise Refused(Refusal.HAS_ERRORS, count=len(examined.errors))
        _short_enough(note)
        digest, at = examined.policy.compiled.digest, self._now()

        def propose(change: Change) -> None:
            known = change.find(digest)
            if State.DRAFT not in NEXT[State(known.state) if known else None]:
                raise Refused(Refusal.PROPOSED_ALREADY, state=known.state if known else "")
            change.keep(kept_of(examined.policy), at)
            change.propose(digest, State.DRAFT, by.id, note, at)
            version = _there(change, digest)
            change.consent(version, by.id, at)
            facts = {"title": version.title, "version": version.version, "by": by.id, "note": note, "round": version.round}
            change.enter([Event(Kind.POLICY_PROPOSED, at, digest, facts)])

        return self._change(by, digest, propose)

    def shadow(self, digest: str, by: User) -> PolicyVersion:
        """Have a draft evaluated beside the live version."""
        at = self._now()

        def shadow(change: Change) -> None:
            _require(_there(change, digest), State.SHADOW)
            if change.count(State.SHADOW) >= MOST_IN_SHADOW:
                raise Refused(Refusal.SHADOWS_FULL, count=MOST_IN_SHADOW)
            change.move(digest, State.SHADOW, by.id, at)
            change.enter([Event(Kind.POLICY_SHADOWED, at, digest, {"by": by.id})])

        return self._change(by, digest, shadow)

    def approve(self, digest: str, by: User) -> PolicyVersion:
        """Consent to a draft or a version in shadow. With the second consent that counts it becomes the live one, at once."""
        self.policy(digest)
        at = self._now()

        def approve(change: Change) -> None:
            version = _there(change, digest)
            if version.state == State.LIVE:
                raise Refused(Refusal.LIVE_ALREADY)
            _require(version, State.LIVE, State.DRAFT, State.SHADOW)
            if any(consent.user_id == by.id for consent in version.standing):
                raise Refused(Refusal.CONSENTED_ALREADY, name=by.name)
            change.consent(version, by.id, at)
            change.enter([Event(Kind.POLICY_APPROVED, at, digest, {"by": by.id, "round": version.round})])
            others = change.qualified([consent.user_id for consent in version.standing], MAY_CHANGE)
            if len(others) + 1 >= CONSENTS:
                live = change.live()
                previous = live.digest if live else None
                make_live(change, version, how=How.CONSENT, by=[*sorted(others), by.id], previous=previous, reason="", at=at)

        return self._change(by, digest, approve)

    def withdraw(self, digest: str, by: User) -> PolicyVersion:
        """Take back a consent to a version that is not live yet."""
        at = self._now()

        def withdraw(change: Change) -> None:
            version = _there(change, digest)
            _require(version, State.LIVE, State.DRAFT, State.SHADOW)
            if not any(consent.user_id == by.id for consent in version.standing):
                raise Refused(Refusal.NOT_CONSENTED, name=by.name)
            change.withdraw(version, by.id, at)
            change.enter([Event(Kind.POLICY_CONSENT_WITHDRAWN, at, digest, {"by": by.id, "round": version.round})])

        return self._change(by, digest, withdraw)

    def retire(self, digest: str, by: User, reason: str = "") -> PolicyVersion:
        """Give up a draft or a version in shadow. The live version is retired by another one that takes its place."""
        _short_enough(reason)
        at = self._now()

        def retire(change: Change) -> None:
            version = _there(change, digest)
            _require(version, State.RETIRED, State.DRAFT, State.SHADOW)
            change.move(digest, State.RETIRED, by.id, at)
            change.enter([Event(Kind.POLICY_RETIRED, at, digest, {"by": by.id, "reason": reason, "from": version.state})])

        return self._change(by, digest, retire)

    def rollback(self, by: User, reason: str, to: str | None = None) -> PolicyVersion:
        """Go back at once to the version that was live before the present one, or to `to`, which must have been live.

        Where this version of Guidepost reads the texts of that version otherwise, they go into force as they are read now, under the
        digest that names this.
        """
        if not reason.strip():
            raise Refused(Refusal.REASON_MISSING)
        _short_enough(reason)
        target = to or self._before()
        if not self._versions.activations(target):
            raise Refused(Refusal.NEVER_LIVE, digest=target)
        policy = self._usable(target)
        digest, at = policy.compiled.digest, self._now()

        def rollback(change: Change) -> None:
            last = change.last_activation()
            if to is None and (last is None or last.previous != target):
                raise Refused(Refusal.MOVED_ON)
            live = change.live()
            if live is not None and live.digest == digest:
                raise Refused(Refusal.LIVE_ALREADY)
            before = change.last_activation(target)
            if change.find(digest) is None:
                change.keep(kept_of(policy), at)
                change.propose(digest, State.RETIRED, by.id, "", at)
            previous = before.previous if before else None
            reread = target if target != digest else None
            version = _there(change, digest)
            make_live(change, version, how=How.ROLLBACK, by=[by.id], previous=previous, reason=reason, at=at, reread=reread)

        return self._change(by, digest, rollback)

    def _before(self) -> str:
        """The version that a rollback leads to."""
        last = next(iter(self._versions.activations()), None)
        if last is None or last.previous is None:
            raise Refused(Refusal.NOTHING_BEFORE)
        return last.previous

    def _usable(self, digest: str) -> LoadedPolicy:
        """The texts of a version as they are read now."""
        try:
            return self.policy(digest)
        except Refused as refused:
            cause = refused.__cause__
            if isinstance(cause, PolicyUnusable) and cause.reread is not None:
                return cause.reread
            raise

    def _change(self, by: User, digest: str, make: Callable[[Change], None]) -> PolicyVersion:
        """Make a change in one transaction if the person may, and give the version as it is then."""
        with self._versions.changing() as change:
            if not change.qualified([by.id], MAY_CHANGE):
                raise Refused(Refusal.NOT_ALLOWED, name=by.name)
            make(change)
            version = _there(change, digest)
        self._changed()
        return version

    def _now(self) -> str:
        return timestamp(self._world.now())


def _there(change: Change, digest: str) -> PolicyVersion:
    return change.find(digest) or _unknown(digest)


def _unknown(digest: str) -> NoReturn:
    raise Refused(Refusal.UNKNOWN_VERSION, digest=digest)


def _require(version: PolicyVersion, following: State, *states: State) -> None:
    """Refuse a change that does not follow on the version's state; `states` are those it may be in, where not all that lead there may."""
    allowed = [state for state in states or State if following in NEXT[state]]
    if version.state not in allowed:
        raise Refused(Refusal.WRONG_STATE, state=version.state, wanted=" / ".join(allowed))


def _short_enough(note: str) -> None:
    if len(note) > LONGEST_NOTE:
        raise Refused(Refusal.TEXT_TOO_LONG, count=len(note), most=LONGEST_NOTE)
