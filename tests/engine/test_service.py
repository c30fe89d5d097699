"""The engine as platforms meet it: decide, keep, and answer; or say why not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from guidepost.engine.accounts import create_api_key
from guidepost.engine.decision import from_json
from guidepost.engine.post import Author, Post, PostRejected
from guidepost.engine.service import Service
from guidepost.engine.start import start
from guidepost.engine.store import IdempotencyConflict, IdempotencyKey, StoreUnavailable
from guidepost.rules.syntax import GuideError
from guidepost.signals import SignalType
from tests.engine.scripted import Scripted, Unloadable, world, written

RULES = """\
  must not name
    when text mentions "Nightjar"
    then review in queue "legal" within 4 hours

  should calm
    when toxicity >= 0.5
    then advise
"""


def tone() -> Scripted:
    """Nothing is toxic."""
    return Scripted("tone", lambda _: {"toxicity": 0.1}, ("toxicity", SignalType.PROBABILITY))


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A running engine."""
    running = start(tmp_path / "data", written(tmp_path, RULES), world(), [tone()])
    yield running
    running.close()


def test_what_is_answered_is_what_is_kept(service: Service) -> None:
    posts = [Post("Nightjar", "internal", author=Author(id="u1")), Post("Hello", "external", id="draft-1")]
    answer = service.check(posts, key=None)
    decisions = [from_json(body) for body in answer.bodies]
    assert [(each.outcome, each.recorded, each.post_id) for each in decisions] == [
        ("review", True, None),
        ("allow", True, "draft-1"),
    ]
    assert [service.decision(each.id) for each in decisions] == list(answer.bodies)
    opened = service.store.post(decisions[0].id)
    assert opened is not None
    assert opened.post["text"] == "Nightjar"
    assert opened.post["author"]["id"] == "u1"  # type: ignore[index]


def test_nothing_of_a_batch_is_kept_when_one_post_is_refused(service: Service) -> None:
    with pytest.raises(PostRejected):
        service.check([Post("Hello", "internal"), Post("", "internal")], key=None)
    assert service.store.count_decisions() == 0


def test_trying_out_keeps_nothing_and_quotes_no_number(service: Service) -> None:
    decision = service.try_out(Post("Nightjar", "internal"))
    assert (decision.outcome, decision.recorded) == ("review", False)
    assert "help@example.com" in decision.guidance.appeal
    assert decision.id not in decision.guidance.appeal
    assert service.store.count_decisions() == 0


def test_a_request_repeated_under_its_key_is_answered_as_before(service: Service) -> None:
    key, _ = create_api_key(service.store, service.world, "test")
    asked = IdempotencyKey(key.id, "once", "digest", "check")
    first = service.check([Post("Hello", "internal")], key=key, idempotency=asked)
    again = service.check([Post("Hello", "internal")], key=key, idempotency=asked)
    assert (again.bodies, again.replayed, first.replayed) == (first.bodies, True, False)
    with pytest.raises(IdempotencyConflict):
        service.check([Post("Other", "internal")], key=key, idempotency=IdempotencyKey(key.id, "once", "other", "check"))
    assert service.store.count_decisions() == 1


def test_without_its_store_the_engine_answers_nothing(service: Service) -> None:
    service.store.close()
    with pytest.raises(StoreUnavailable):
        service.check([Post("Hello", "internal")], key=None)
    readiness = service.readiness()
    assert not readiness.ready
    assert readiness.problem


def test_a_missing_model_is_told_and_holds_posts(tmp_path: Path) -> None:
    broken = Unloadable("tone", lambda _: {}, ("toxicity", SignalType.PROBABILITY))
    rules = RULES.replace("then advise", "then review").replace("should calm", "must calm")
    service = start(tmp_path / "data", written(tmp_path, rules), world(), [broken])
    assert service.readiness().degraded
    assert from_json(service.check([Post("Hello", "internal")], key=None).bodies[0]).outcome == "review"
    service.close()


def test_only_the_providers_that_the_policy_asks_are_loaded(tmp_path: Path) -> None:
    rules = RULES[: RULES.index("  should calm")]
    service = start(tmp_path / "data", written(tmp_path, rules), world(), [tone()])
    assert service.readiness().providers == ()
    service.close()


def test_a_policy_that_cannot_be_used_leaves_no_engine(tmp_path: Path) -> None:
    with pytest.raises(GuideError):
        start(tmp_path / "data", written(tmp_path, "  must not"), world(), [tone()])


def test_a_decision_names_the_policy_that_is_kept_with_all_its_texts(service: Service) -> None:
    (body,) = service.check([Post("Hello", "internal")], key=None).bodies
    kept = service.store.policy(json.loads(body)["policy"]["digest"])
    assert kept is not None
    assert "must not name" in kept.text
