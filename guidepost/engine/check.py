"""The check: posts in, decisions out.

Follow one post: its views are made, the policy's phrases and patterns are looked for, then signals are asked from the cheapest on,
only while they can still change the outcome; the evaluation becomes a decision.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from guidepost.classifiers import Document
from guidepost.engine import decision as d
from guidepost.engine.guidance import choose_language, guide, reasons_in
from guidepost.engine.identity import World, timestamp
from guidepost.engine.places import conditions_of, signal_value
from guidepost.engine.post import Post, PostRejected, acceptable
from guidepost.engine.providers import Providers
from guidepost.engine.rates import COST, HISTORY, VERSION, Before, Counting, Footprint
from guidepost.engine.store import Trace
from guidepost.engine.views import Views, make_views
from guidepost.rules.compile import AppliedLayer, CompiledPolicy, Evaluation, Hits, Truth
from guidepost.rules.syntax import Outcome
from guidepost.signals import Value
from guidepost.signals.rates import Counted

DEFAULT_QUEUE = "general"
"""The queue of a held post whose rules name none."""


@dataclass(slots=True)
class Opened:
    """A post on its way to a decision: its views, what was found in them, its signals so far, and what follows from them."""

    post: Post
    views: Views
    document: Document
    hits: Hits
    values: dict[str, Value]
    evaluation: Evaluation
    timings: dict[str, float] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    """By signal: the provider that was asked."""
    footprint: Footprint | None = None
    """What it is counted by, once somebody counts."""


class Checker:
    """Checks posts under one compiled policy with one set of providers. Safe to use from several threads."""

    def __init__(
        self,
        policy: CompiledPolicy,
        providers: Providers,
        world: World,
        clock: Callable[[], float] = time.perf_counter,
        *,
        counting: Counting | None = None,
    ) -> None:
        """Without `counting` nothing is known of earlier posts but of those in the same batch."""
        self.policy = policy
        self.providers = providers
        self._world = world
        self._clock = clock
        # Marks that never leave the memory need no key.
        self._counting = counting or Counting(b"", world.random)

    def check(self, post: Post, *, language: str | None = None, thorough: bool = False) -> d.Decision:
        """Decide about one post. See `check_many`."""
        return self.check_many([post], language=language, thorough=thorough)[0]

    def check_many(
        self,
        posts: Sequence[Post],
        *,
        language: str | None = None,
        thorough: bool = False,
        given: Mapping[str, Value] | None = None,
        before: Before | None = None,
    ) -> list[d.Decision]:
        """Decide about posts, in order.

        `language` is the one to answer in where an author has none. `thorough` asks every signal the policy knows, so that an
        author sees all reasons at once and not only those that settle the outcome. `given` values stand in for signals (a policy's tests).
        `before` are earlier posts that were not kept and count all the same; these posts are added to them.
        Raises `PostRejected` for a text that cannot be checked at all, and `StoreUnavailable` where earlier posts cannot be counted.
        """
        settled = self.settle(posts, thorough=thorough, given=given, before=before)
        return [self.decide(one, language) for one in settled]

    def settle(
        self,
        posts: Sequence[Post],
        *,
        thorough: bool = False,
        given: Mapping[str, Value] | None = None,
        before: Before | None = None,
    ) -> list[Opened]:
        """Read posts and ask signals until nothing can change their outcomes, as `check_many` does; in order, and raising the same."""
        opened = [self._open(post, position, given or {}) for position, post in enumerate(posts)]
        self._settle(opened, thorough=thorough, before=before)
        if before is not None:
            kinds = {rate.counted for rate in self.policy.rates.values()}
            self._counting.remember(map(self._footprint, opened), kinds, before)
        return opened

    def settle_again(self, opened: Sequence[Opened], *, thorough: bool = False) -> None:
        """Count once more for posts that were settled, because other posts were kept meanwhile. Raises `StoreUnavailable`."""
        for one in opened:
            for signal in self.policy.rates:
                if one.asked.get(signal) == HISTORY:
                    del one.values[signal], one.asked[signal]
            self._footprint(one).counted.clear()
            one.evaluation = self.policy.evaluate(one.hits, one.values)
        self._settle(opened, thorough=thorough)

    def settle_beside(self, other: Opened) -> Opened:
        """Settle a post that was settled under another policy, from the same views and signals; only what is missing is asked.

        It was kept by then, and what was kept after it is counted with it.
        """
        hits = self.policy.read(other.views.visible.text, other.views.folded.text)
        values = {**other.post.facts(self._world.now().timestamp(), self.policy.signals), **other.values}
        beside = Opened(
            other.post, other.views, other.document, hits, values, self.policy.evaluate(hits, values), {"evaluate": 0.0}
        )
        beside.footprint = other.footprint
        self._settle([beside])
        return beside

    def _settle(self, opened: Sequence[Opened], *, thorough: bool = False, before: Before | None = None) -> None:
        while (wanted := self._next_provider(opened, thorough=thorough)) is not None:
            provider, posts = wanted
            if provider == HISTORY:
                self._count(posts, opened, before or Before(), thorough=thorough)
            else:
                self._ask(provider, posts)

    def _open(self, post: Post, position: int, given: Mapping[str, Value]) -> Opened:
        started = self._clock()
        views = self._read(post, position)
        viewed = self._clock()
        hits = self.policy.read(views.visible.text, views.folded.text)
        matched = self._clock()
        values = {**post.facts(self._world.now().timestamp(), self.policy.signals), **given}
        evaluation = self.policy.evaluate(hits, values)
        document = Document(views.visible.text, views.folded.text, post.language)
        timings = {"views": viewed - started, "match": matched - viewed, "evaluate": self._clock() - matched}
        return Opened(post, views, document, hits, values, evaluation, timings)

    @staticmethod
    def _read(post: Post, position: int) -> Views:
        acceptable(post.text, position)
        views = make_views(post.text, post.format)
        if not views.folded.text.strip():
            raise PostRejected(
                "text_empty", "The post has no text that a reader could see. Write something, then check again.", position
            )
        if views.read_as is not post.format:
            # Read as plain text, words that the markup takes apart would be missed: somebody could hide them so on purpose.
            raise PostRejected(
                "text_too_contorted",
                f"The {post.format.value} of this post is nested too deeply to be read as its readers would. Simplify the markup.",
                position,
            )
        return views

    def _next_provider(self, opened: Sequence[Opened], *, thorough: bool) -> tuple[str, list[Opened]] | None:
        """The cheapest provider that some post still needs, and the posts that need it."""
        needs: dict[tuple[int, str], list[Opened]] = {}
        for one in opened:
            missing = self._missing(one, thorough=thorough)
            if missing:
                needs.setdefault(min(self._cost_of(signal) for signal in missing), []).append(one)
        if not needs:
            return None
        cheapest = min(needs)
        return cheapest[1], needs[cheapest]

    def _missing(self, one: Opened, *, thorough: bool) -> frozenset[str]:
        return (self.policy.signals - one.values.keys()) if thorough else one.evaluation.next_signals

    def _cost_of(self, signal: str) -> tuple[int, str]:
        """What orders signals by cost; a rate costs a look into the store."""
        return COST if signal in self.policy.rates else self.providers.cost_of(signal)

    def _count(self, posts: Sequence[Opened], opened: Sequence[Opened], before: Before, *, thorough: bool) -> None:
        """Count, for some posts of a batch, what they still need."""
        started = self._clock()
        needing = {id(one) for one in posts}
        rates = self.policy.rates
        asked = {
            position: [rates[signal] for signal in sorted(self._missing(one, thorough=thorough) & rates.keys())]
            for position, one in enumerate(opened)
            if id(one) in needing
        }
        counts = self._counting.count([self._footprint(one) for one in opened], asked, before)
        seconds = self._clock() - started
        for position, values in counts.items():
            one = opened[position]
            one.values.update(values)
            one.asked.update(dict.fromkeys(values, HISTORY))
            one.timings[f"signals.{HISTORY}"] = seconds / len(posts)
            self._evaluate(one)

    def _footprint(self, one: Opened) -> Footprint:
        if one.footprint is None:
            one.footprint = Footprint(one.post, one.views, self._world.now())
        return one.footprint

    def traces_of(self, one: Opened, longest: Mapping[Counted, float], decided_at: str) -> tuple[Trace, ...]:
        """What a decided post leaves for later ones to count, see `Counting.traces_of`."""
        return self._counting.traces_of(self._footprint(one), longest, decided_at)

    def _ask(self, provider: str, posts: Sequence[Opened]) -> None:
        measured = self.providers.measure(provider, [one.document for one in posts])
        for one, values in zip(posts, measured.values, strict=True):
            for signal, value in values.items():
                if signal not in one.values:
                    one.values[signal] = value
                    one.asked[signal] = provider
            one.timings[f"signals.{provider}"] = measured.seconds / len(posts)
            self._evaluate(one)

    def _evaluate(self, one: Opened) -> None:
        started = self._clock()
        one.evaluation = self.policy.evaluate(one.hits, one.values)
        one.timings["evaluate"] += self._clock() - started

    def decide(self, one: Opened, language: str | None = None) -> d.Decision:
        """The decision about a settled post."""
        evaluation = one.evaluation
        decision_id = self._world.new_id("dec")
        answer_in = choose_language(one.post.author.language or language, self.policy)
        conditions = {fired.rule.name: conditions_of(fired.evidence, one.views) for fired in evaluation.fired}
        return d.Decision(
            id=decision_id,
            outcome=evaluation.outcome.word,
            risk=evaluation.risk,
            risk_parts=[d.RiskPart(part.guideline, part.risk) for part in evaluation.risk_parts],
            redirect=evaluation.redirect,
            reasons=reasons_in(evaluation, answer_in, conditions),
            undecided=[
                d.Undecided(undecided.rule.name, undecided.rule.id, undecided.outcome.word, list(undecided.signals))
                for undecided in evaluation.undecided
            ],
            excused=[
                d.Excuse(excused.rule.name, excused.rule.id, [by.name for by in excused.by]) for excused in evaluation.excused
            ],
            guidance=guide(evaluation, self.policy, answer_in, decision_id),
            signals=[
                signal_value(signal, one.asked.get(signal, "post"), value, one.views)
                for signal, value in sorted(one.values.items())
            ],
            policy=d.PolicyRef(
                self.policy.title, self.policy.version, self.policy.digest, [_layer(one) for one in evaluation.layers]
            ),
            providers={name: self._version_of(name) for name in sorted(set(one.asked.values()))},
            case=self._case(evaluation),
            post_id=one.post.id,
            decided_at=timestamp(self._world.now()),
            timings_ms={stage: round(seconds * 1000, 3) for stage, seconds in one.timings.items()},
            recorded=False,
        )

    def _version_of(self, provider: str) -> str:
        return VERSION if provider == HISTORY else self.providers.version_of(provider)

    def _case(self, evaluation: Evaluation) -> d.CaseRef | None:
        if evaluation.outcome is not Outcome.REVIEW:
            return None
        due = None
        if evaluation.within is not None:
            due = timestamp(self._world.now() + timedelta(seconds=evaluation.within))
        return d.CaseRef(self._world.new_id("case"), evaluation.queue or DEFAULT_QUEUE, due)


_APPLIED = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "unknown"}


def _layer(layer: AppliedLayer) -> d.LayerRef:
    return d.LayerRef(layer.name, layer.title, layer.version, _APPLIED[layer.applies])
