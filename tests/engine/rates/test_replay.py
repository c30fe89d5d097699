"""What was counted is recorded like any other signal: explaining and deciding again read it, and count nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from guidepost.engine.backtest import Changed, Tally
from guidepost.engine.decision import Decision
from guidepost.engine.explain import ExplanationAnswer, explain_decision
from guidepost.engine.service import Service
from tests.engine.backtest.kept import again
from tests.engine.rates.clockwork import CAMPAIGN, FLOOD, LINKED, POSTS, TEXTS, Clock, by, check, outcomes, running

SIX = [by("ada", f"Number {number}") for number in range(6)]


def flooded(service: Service) -> Decision:
    """The sixth decision within ten minutes."""
    outcomes(service, SIX[:5])
    return check(service, SIX[5])[0]


def explained(service: Service, decision: Decision, language: str = "en") -> ExplanationAnswer:
    """Why a decision came out as it did, from the record."""
    answer = explain_decision(service, decision.id, language)
    assert answer is not None
    return answer


class TestExplaining:
    def test_from_the_record_though_the_store_has_moved_on(self, tmp_path: Path) -> None:
        clock = Clock()
        with running(tmp_path, FLOOD, clock) as service:
            sixth = flooded(service)
            before = explained(service, sixth)
            outcomes(service, [by("ada", f"Later {number}") for number in range(3)])
            clock.wait(days=40)
            assert explained(service, sixth) == before
        with running(tmp_path, "", clock) as service:
            check(service, by("ben"))
            assert explained(service, sixth) == before

    @pytest.mark.parametrize(
        ("language", "says", "way_out"),
        [
            (
                "en",
                "the author has more than 5 posts within 10 minutes, this one counted",
                "the number of the author's posts within 10 minutes were below 6",
            ),
            (
                "de",
                "wer schreibt, kommt innerhalb von 10 Minuten auf mehr als 5 Beiträge, diesen mitgezählt",
                "die Zahl der Beiträge derselben Person innerhalb von 10 Minuten unter 6 läge",
            ),
        ],
    )
    def test_in_words(self, tmp_path: Path, language: str, says: str, way_out: str) -> None:
        with running(tmp_path, FLOOD, Clock()) as service:
            answer = explained(service, flooded(service), language)
            because = answer.deciding[0].because
            assert because is not None
            assert (because.says, because.signal, because.value) == (says, POSTS, 6)
            assert [way.says for way in answer.ways_out] == [way_out]

    def test_why_it_is_not_known(self, tmp_path: Path) -> None:
        with running(tmp_path, FLOOD, Clock()) as service:
            answer = explained(service, check(service, by(None))[0])
            assert [(one.signal, one.reason) for one in answer.missing] == [(POSTS, "not_given")]


class TestTheDecision:
    def test_it_records_the_count_and_shows_it_as_a_reason(self, tmp_path: Path) -> None:
        with running(tmp_path, FLOOD, Clock()) as service:
            sixth = flooded(service)
        [recorded] = [one for one in sixth.signals if one.signal == POSTS]
        assert (recorded.provider, recorded.value) == ("history", 6)
        [condition] = sixth.reasons[0].conditions
        assert (condition.condition, condition.signal, condition.value) == (
            "more than 5 posts within 10 minutes by author",
            POSTS,
            6,
        )


def outcomes_again(found: tuple[Tally, list[Changed]]) -> Counter[tuple[str, str]]:
    """How often one outcome became another."""
    return Counter((one.before.outcome, one.now.outcome) for one in found[1])


class TestDecidingAgain:
    @pytest.fixture
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A folder with six decisions of one author, and one of nobody."""
        monkeypatch.delenv("GUIDEPOST_MASTER_KEY", raising=False)
        clock = Clock()
        with running(tmp_path, FLOOD, clock) as service:
            for post in [*SIX, by(None)]:
                check(service, post)
                clock.wait(seconds=1)
            clock.wait(days=40)
            check(service, by("ben"))
        return tmp_path

    @pytest.mark.parametrize("shortcuts", [True, False])
    def test_the_same_policy_decides_alike_from_what_was_recorded(self, folder: Path, shortcuts: bool) -> None:
        tally, changed = again(folder, FLOOD, shortcuts=shortcuts)
        assert (changed, tally.decided, tally.left_unknown) == ([], 8, Counter())

    @pytest.mark.parametrize("shortcuts", [True, False])
    def test_another_number_is_compared_with_what_was_recorded(self, folder: Path, shortcuts: bool) -> None:
        found = again(folder, FLOOD.replace("more than 5", "more than 3"), shortcuts=shortcuts)
        assert outcomes_again(found) == {("allow", "acknowledge"): 2}

    def test_what_was_not_counted_then_stays_unknown_and_is_told(self, folder: Path) -> None:
        tally, changed = again(folder, FLOOD + CAMPAIGN)
        assert tally.left_unknown == {TEXTS: 8}
        assert {one.now.outcome for one in changed} == {"review"}
        assert tally.computed == Counter()

    def test_where_it_can_decide_nothing_it_is_not_missed(self, folder: Path) -> None:
        tally, changed = again(folder, FLOOD + LINKED.replace("when ", "when audience is external and "))
        assert (changed, tally.left_unknown) == ([], Counter())
