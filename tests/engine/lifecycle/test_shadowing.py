"""Versions in shadow are evaluated beside the live one; what they come to is counted, and nobody waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from guidepost.classifiers import Document
from guidepost.engine.catalogue import catalogue
from guidepost.engine.decision import from_json
from guidepost.engine.lifecycle import Lifecycle
from guidepost.engine.lifecycle.shadow_report import ShadowReport, shadow_report
from guidepost.engine.lifecycle.shadowing import Shadows
from guidepost.engine.policies import LoadedPolicy, compile_source
from guidepost.engine.post import Author, Post
from guidepost.engine.providers import Providers
from guidepost.engine.service import Service
from guidepost.engine.store import StoreUnavailable
from guidepost.engine.store.shadows import MOST_EXAMPLES
from guidepost.signals import SignalType, Value
from tests.engine.lifecycle.versions import People, source, version
from tests.engine.scripted import Scripted

WITHIN = 60.0
"""Seconds; generous, for a machine that does other things too."""

TONE_RULE = """
  must not shout
    when {signal} >= 0.5
    then review
"""


def tone(answer: Callable[[Document], Mapping[str, Value]] | None = None) -> Scripted:
    """Finds everything toxic that says idiot."""
    found = answer or (lambda document: {"toxicity": 0.9 if "idiot" in document.folded else 0.1})
    return Scripted("tone", found, ("toxicity", SignalType.PROBABILITY))


class Beside:
    """A service with one version live and others in shadow."""

    def __init__(self, people: People, live: LoadedPolicy, *shadows: LoadedPolicy, providers: tuple[Scripted, ...] = ()) -> None:
        self.people = people
        running = Providers(providers)
        running.load()
        people.lifecycle = Lifecycle(people.store, people.world, catalogue(providers))
        self.service = Service(live, running, people.store, people.world)
        self.live = people.activate(live)
        self.shadows = [people.propose(policy, people.cleo) for policy in shadows]
        self.service.shadows.use(shadows)

    def check(self, *texts: str, author: str | None = None) -> list[str]:
        """Ids of the decisions about posts of these texts."""
        posts = [Post(text, "external", author=Author(id=author)) for text in texts]
        return [from_json(body).id for body in self.service.check(posts, key=None).bodies]

    def report(self, place: int = 0) -> ShadowReport:
        """What a version in shadow came to, once nothing waits any more."""
        assert self.service.shadows.settle(WITHIN)
        return shadow_report(self.people.store, self.shadows[place])


@pytest.fixture
def beside(people: People) -> Iterator[Callable[..., Beside]]:
    """Makes a service; ends it."""
    made = list[Beside]()

    def make(*policies: LoadedPolicy, providers: tuple[Scripted, ...] = ()) -> Beside:
        made.append(Beside(people, *policies, providers=providers))
        return made[-1]

    yield make
    for one in made:
        one.service.shadows.close()
        one.service.providers.close()


def test_differences_are_counted_by_outcome_and_by_rule(beside: Callable[..., Beside]) -> None:
    both = beside(
        version("Nightjar", more='\n  should greet\n    when text mentions "perhaps"\n    then advise\n'), version("Bluebell")
    )
    ids = both.check("Hello", "Nightjar", "Bluebell", "Nightjar and Bluebell", "perhaps")
    (found,) = both.report().beside
    assert (found.posts, found.unchanged, found.stricter, found.milder, found.otherwise) == (5, 2, 1, 2, 0)
    assert found.outcomes["allow"] == {"allow": 1, "advise": 0, "acknowledge": 0, "review": 0, "block": 1}
    assert found.outcomes["block"]["allow"] == 1
    assert found.outcomes["block"]["block"] == 1
    assert found.outcomes["advise"]["allow"] == 1
    rules = {rule.name: (rule.live, rule.shadow, rule.newly, rule.no_more) for rule in found.rules}
    assert rules == {"g.name": (2, 2, 1, 1), "g.greet": (1, 0, 0, 1)}
    assert {(one.decision, one.live, one.shadow) for one in found.examples} == {
        (ids[1], "block", "allow"),
        (ids[2], "allow", "block"),
        (ids[4], "advise", "allow"),
    }
    (greeted,) = [one for one in found.examples if one.decision == ids[4]]
    assert (greeted.newly, greeted.no_more) == ([], ["g.greet"])


def test_the_answer_is_the_live_versions_alone(beside: Callable[..., Beside]) -> None:
    both = beside(version("Nightjar"), version("Bluebell"))
    (body,) = both.service.check([Post("Bluebell", "external")], key=None).bodies
    assert from_json(body).outcome == "allow"
    assert from_json(body).policy.digest == both.live


def test_signals_that_the_live_version_measured_are_not_measured_again(beside: Callable[..., Beside]) -> None:
    provider = tone()
    declared = catalogue([provider])
    live = compile_source(source("One", more=TONE_RULE.format(signal="toxicity")), declared)
    shadow = compile_source(source("Two", more=TONE_RULE.format(signal="toxicity").replace("0.5", "0.95")), declared)
    both = beside(live, shadow, providers=(provider,))
    both.check("you idiot")
    (found,) = both.report().beside
    assert found.outcomes["review"]["allow"] == 1
    assert found.measured == 0
    assert provider.asked == ["you idiot"]


def test_signals_that_it_did_not_ask_for_are_measured_in_the_background(beside: Callable[..., Beside]) -> None:
    provider = tone()
    shadow = compile_source(source("One", more=TONE_RULE.format(signal="toxicity")), catalogue([provider]))
    both = beside(version("One"), shadow, providers=(provider,))
    both.check("you idiot", "One idiot")
    (found,) = both.report().beside
    assert found.outcomes["allow"]["review"] == 1
    assert found.outcomes["block"]["block"] == 1, "certain without asking"
    assert found.measured == 1
    assert provider.asked == ["you idiot"]


def test_a_rule_does_not_count_as_new_because_only_the_shadow_asked(beside: Callable[..., Beside]) -> None:
    """The live version blocks and asks no more; the shadow does not, and measures."""
    provider = tone()
    declared = catalogue([provider])
    rule = TONE_RULE.format(signal="toxicity")
    live, shadow = (compile_source(source(word, more=rule), declared) for word in ("One", "Two"))
    both = beside(live, shadow, providers=(provider,))
    both.check("One idiot")
    (found,) = both.report().beside
    rules = {one.name: (one.live, one.shadow, one.newly, one.no_more) for one in found.rules}
    assert rules == {"g.name": (1, 0, 0, 1), "g.shout": (1, 1, 0, 0)}


def test_a_shadow_counts_over_time_what_the_live_version_does_not(beside: Callable[..., Beside]) -> None:
    rule = "\n  must not flood\n    when more than 2 posts within 10 minutes by author\n    then review\n"
    both = beside(version("One"), version("One", more=rule))
    for number in range(4):
        both.check(f"Number {number}", author="ada")
        both.report()
    (found,) = both.report().beside
    assert found.outcomes["allow"] == {"allow": 2, "advise": 0, "acknowledge": 0, "review": 2, "block": 0}
    assert found.failed == 0


def test_a_fault_in_the_shadow_harms_nobody_and_is_counted(beside: Callable[..., Beside], monkeypatch: pytest.MonkeyPatch) -> None:
    shadow = version("Two")
    both = beside(version("One"), shadow)
    monkeypatch.setattr(shadow.compiled, "evaluate", lambda *_: 1 / 0)
    assert len(both.check("Two", "One")) == 2
    (found,) = both.report().beside
    assert (found.posts, found.failed) == (0, 2)


def test_a_signal_that_could_not_be_measured_in_time_is_a_failure_and_no_difference(beside: Callable[..., Beside]) -> None:
    go_on = threading.Event()

    def answer(_: Document) -> Mapping[str, Value]:
        go_on.wait(WITHIN)
        return {"toxicity": 0.9}

    slow = Scripted("tone", answer, ("toxicity", SignalType.PROBABILITY), budget=0.01)
    shadow = compile_source(source("Two", more=TONE_RULE.format(signal="toxicity")), catalogue([slow]))
    both = beside(version("One"), shadow, providers=(slow,))
    both.check("Hello", "Two")
    (found,) = both.report().beside
    go_on.set()
    assert (found.posts, found.failed, found.stricter) == (1, 1, 1), "the second is blocked whatever its tone"


def test_what_does_not_fit_is_dropped_and_counted(people: People) -> None:
    held = threading.Event()
    provider = tone(lambda _: {"toxicity": 0.1 if held.wait(WITHIN) else 0.0})
    shadow = compile_source(source("Two", more=TONE_RULE.format(signal="toxicity")), catalogue([provider]))
    both = Beside(people, version("One"), shadow, providers=(provider,))
    both.service.shadows = Shadows(both.service.providers, people.store.shadows(), people.world, most_posts=3)
    both.service.shadows.use([shadow])
    both.check(*(f"post {number}" for number in range(10)))
    held.set()
    (found,) = both.report().beside
    assert found.posts + found.dropped == 10
    assert found.posts in (3, 4), "three wait, and one may be at work"
    both.service.shadows.close()
    both.service.providers.close()


def test_long_posts_do_not_fill_the_memory(people: People) -> None:
    held = threading.Event()
    provider = tone(lambda _: {"toxicity": 0.1 if held.wait(WITHIN) else 0.0})
    shadow = compile_source(source("Two", more=TONE_RULE.format(signal="toxicity")), catalogue([provider]))
    both = Beside(people, version("One"), shadow, providers=(provider,))
    both.service.shadows = Shadows(both.service.providers, people.store.shadows(), people.world, most_characters=2_500)
    both.service.shadows.use([shadow])
    both.check(*("long " * 200 for _ in range(6)))
    held.set()
    (found,) = both.report().beside
    assert found.posts in (2, 3)
    assert found.posts + found.dropped == 6
    both.service.shadows.close()
    both.service.providers.close()


def test_what_still_waits_at_the_end_is_counted_as_dropped(people: People) -> None:
    both = Beside(people, version("One"), version("Two"))
    both.check(*(f"post {number}" for number in range(50)))
    both.service.shadows.close()
    (found,) = shadow_report(people.store, both.shadows[0]).beside
    assert found.posts + found.dropped == 50
    both.service.providers.close()


def test_counts_go_on_after_a_restart(people: People) -> None:
    for _ in range(2):
        both = Beside.__new__(Beside)
        live, shadow = version("One"), version("Two")
        both.people, both.shadows = people, [shadow.compiled.digest]
        if not people.lifecycle.all():
            people.activate(live)
            people.propose(shadow)
        both.service = Service(live, Providers([]), people.store, people.world)
        both.service.shadows.use([shadow])
        both.check("Two", "One", "Hello")
        (found,) = both.report().beside
        both.service.shadows.close()
    assert (found.posts, found.stricter, found.milder) == (6, 2, 2)
    assert found.began_at < found.last_at


def test_where_the_store_cannot_take_counts_they_wait(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    both = Beside(people, version("One"), version("Two"))
    records = both.service.shadows._records
    add, failed = records.add, threading.Event()

    def fail_once(*arguments: object) -> None:
        monkeypatch.setattr(records, "add", add)
        failed.set()
        raise StoreUnavailable("the disk is full")

    monkeypatch.setattr(records, "add", fail_once)
    both.check("Two", "Hello")
    assert failed.wait(WITHIN)
    both.check("One")
    (found,) = both.report().beside
    assert (found.posts, found.stricter, found.milder) == (3, 1, 1)
    both.service.shadows.close()


def test_several_shadows_are_counted_apart_and_so_are_live_versions(beside: Callable[..., Beside], people: People) -> None:
    both = beside(version("One"), version("Two"), version("Three"))
    both.check("Two")
    assert both.report(0).beside[0].stricter == 1
    assert both.report(1).beside[0].stricter == 0
    people.lifecycle.approve(both.shadows[1], people.ada)
    both.service.use(version("Three"))
    both.check("Three", "Three")
    found = both.report(0)
    assert [(one.live.digest, one.posts, one.milder) for one in found.beside] == [
        (version("Three").compiled.digest, 2, 2),
        (version("One").compiled.digest, 1, 0),
    ]


def test_only_the_newest_examples_of_each_kind_are_kept(beside: Callable[..., Beside]) -> None:
    both = beside(version("One"), version("Two"))
    ids = [both.check("Two")[0] for _ in range(MOST_EXAMPLES + 5)]
    (found,) = both.report().beside
    assert [one.decision for one in found.examples] == list(reversed(ids))[:MOST_EXAMPLES]


def test_no_text_and_no_author_is_kept_beside_the_vault(beside: Callable[..., Beside], people: People) -> None:
    both = beside(version("One"), version("Two"))
    both.check("Two quokkas yodel", author="somebody@example.com")
    both.report()
    people.store.close()
    for kept in people.store.file.parent.glob("guidepost.db*"):
        content = kept.read_bytes()
        assert b"quokkas" not in content
        assert b"somebody@example.com" not in content


def test_without_any_shadow_nothing_is_kept(people: People) -> None:
    both = Beside(people, version("One"))
    both.check("One")
    assert both.service.shadows.settle(0)
    assert people.store.shadows().of(both.live) == []
    both.service.shadows.close()


def test_a_version_that_was_never_in_shadow_has_an_empty_report(people: People, tmp_path: Path) -> None:
    found = shadow_report(people.store, people.propose(version("One")))
    assert (found.policy.digest, found.beside) == (version("One").compiled.digest, [])
