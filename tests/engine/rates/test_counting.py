"""What happened before a post decides about it, with the real store and a clock that the test sets."""

from __future__ import annotations

import base64
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from guidepost.engine.accounts import create_api_key
from guidepost.engine.decision import from_json
from guidepost.engine.post import Author, Post
from guidepost.engine.service import Service
from guidepost.engine.store import IdempotencyKey, StoreUnavailable
from guidepost.engine.vault import KEY_FILE
from tests.engine.rates.clockwork import (
    CAMPAIGN,
    FLOOD,
    LINKED,
    LINKS,
    POSTS,
    TEXTS,
    Clock,
    by,
    check,
    counted,
    outcomes,
    running,
)
from tests.engine.scripted import checker


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at noon."""
    return Clock()


@pytest.fixture
def service(tmp_path: Path, clock: Clock) -> Iterator[Service]:
    """An engine with all three rules."""
    with running(tmp_path, FLOOD + CAMPAIGN + LINKED, clock) as service:
        yield service


class TestPostsOfAnAuthor:
    def test_the_sixth_within_ten_minutes_is_one_too_many(self, service: Service) -> None:
        posts = [by("ada", f"Number {number}") for number in range(7)]
        assert outcomes(service, posts) == ["allow"] * 5 + ["acknowledge"] * 2

    @pytest.mark.parametrize(("seconds", "outcome"), [(599, "acknowledge"), (600, "acknowledge"), (601, "allow")])
    def test_ten_minutes_are_over_after_ten_minutes(self, service: Service, clock: Clock, seconds: float, outcome: str) -> None:
        outcomes(service, [by("ada", f"Number {number}") for number in range(5)])
        clock.wait(seconds=seconds)
        assert outcomes(service, [by("ada", "One more")]) == [outcome]

    def test_each_author_is_counted_alone(self, service: Service) -> None:
        posts = [by(author, f"{author} {number}") for number in range(5) for author in ("ada", "ben")]
        assert set(outcomes(service, posts)) == {"allow"}

    def test_a_post_that_is_changed_and_sent_again_is_no_other_post(self, service: Service) -> None:
        drafts = [by("ada", f"Draft {number}", "draft-1") for number in range(8)]
        assert set(outcomes(service, drafts)) == {"allow"}
        [last] = check(service, by("ada", "Another", "draft-2"))
        assert counted(last, POSTS) == 2

    def test_a_post_counts_from_its_latest_check(self, service: Service, clock: Clock) -> None:
        check(service, by("ada", "First", "draft-1"))
        clock.wait(minutes=9)
        check(service, by("ada", "Changed", "draft-1"))
        clock.wait(minutes=9)
        [later] = check(service, by("ada", "Another", "draft-2"))
        assert counted(later, POSTS) == 2

    def test_posts_count_whatever_became_of_them(self, tmp_path: Path, clock: Clock) -> None:
        with running(tmp_path, FLOOD + '  must not name when text mentions "Nightjar" then review\n', clock) as service:
            outcomes(service, [by("ada", f"Nightjar {number}") for number in range(5)])
            assert outcomes(service, [by("ada", "Sorry")]) == ["acknowledge"]


class TestTheSameText:
    def test_the_third_author_is_one_too_many(self, service: Service) -> None:
        posts = [by(author, "Sign our petition now") for author in ("ada", "ben", "cleo")]
        assert outcomes(service, posts) == ["allow", "allow", "block"]

    @pytest.mark.parametrize(
        "disguised",
        [
            "SIGN  our petition, now!!!",
            "S\u200bign our pet\u0456tion now",
            "Ｓｉｇｎ our petition now",
            "S1gn our p3t1t10n now",
            "s i g n our petition now",
            "“Sign our petition — now”",
        ],
    )
    def test_spelling_it_otherwise_makes_it_no_other_text(self, service: Service, disguised: str) -> None:
        outcomes(service, [by("ada", "Sign our petition now"), by("ben", disguised)])
        [third] = check(service, by("cleo", "Sign our petition now."))
        assert (third.outcome, counted(third, TEXTS)) == ("block", 3)

    def test_one_author_is_counted_once(self, service: Service) -> None:
        [*_, last] = [check(service, by("ada", "Sign our petition now"))[0] for _ in range(4)]
        assert counted(last, TEXTS) == 1

    def test_another_text_is_another_text(self, service: Service) -> None:
        outcomes(service, [by("ada", "Sign our petition now"), by("ben", "Sign our petition today")])
        [third] = check(service, by("cleo", "Sign our petition tomorrow"))
        assert counted(third, TEXTS) == 1

    def test_texts_without_words_are_told_apart(self, service: Service) -> None:
        outcomes(service, [by("ada", "👍"), by("ben", "🎉🎉")])
        assert [counted(check(service, by("cleo", text))[0], TEXTS) for text in ("👍", "🎉🎉", "…")] == [2, 2, 1]

    def test_an_hour_is_over_after_an_hour(self, service: Service, clock: Clock) -> None:
        outcomes(service, [by("ada", "Sign now"), by("ben", "Sign now")])
        clock.wait(hours=1, seconds=1)
        [third] = check(service, by("cleo", "Sign now"))
        assert counted(third, TEXTS) == 1


class TestTheSameLink:
    @pytest.mark.parametrize(
        "written",
        [
            "https://www.shop.com/offer",
            "shop.com/offer/",
            "HTTP://SHOP.com/offer#now",
            "https://shop.com/offer?utm_source=chat&fbclid=1",
            "hxxps://shop.com/%6Fffer",
            "two links: news.com/a and shop.com/offer",
        ],
    )
    def test_it_is_the_same_wherever_it_leads_to_the_same_page(self, service: Service, written: str) -> None:
        check(service, by("ada", "Look: https://shop.com/offer"))
        [second] = check(service, by("ben", f"Here {written}"))
        assert (second.outcome, counted(second, LINKS)) == ("block", 2)

    @pytest.mark.parametrize(
        "written", ["https://shop.com/other", "https://shop.com/offer?item=2", "https://my.shop.com/offer", "shop.com"]
    )
    def test_another_page_is_another_link(self, service: Service, written: str) -> None:
        check(service, by("ada", "Look: https://shop.com/offer"))
        [second] = check(service, by("ben", f"Here {written}"))
        assert counted(second, LINKS) == 1

    def test_parameters_count_in_any_order(self, service: Service) -> None:
        check(service, by("ada", "https://shop.com/find?a=1&b=2"))
        [second] = check(service, by("ben", "https://shop.com/find?b=2&a=1"))
        assert counted(second, LINKS) == 2

    def test_a_post_without_links_has_none_whoever_wrote_it(self, service: Service) -> None:
        decisions = [*check(service, by("ada")), *check(service, by(None))]
        assert [counted(decision, LINKS) for decision in decisions] == [0, 0]

    def test_of_more_links_than_are_counted_nothing_is_said(self, service: Service) -> None:
        [many] = check(service, by("ada", " ".join(f"shop.com/{number}" for number in range(101))))
        assert (counted(many, LINKS), many.outcome) == ("not_supported", "review")


class TestWhatIsNotKnown:
    def test_without_an_author_it_is_unknown_and_held(self, service: Service) -> None:
        [decision] = check(service, by(None, "Hello"))
        assert decision.outcome == "review"
        assert {one.rule for one in decision.undecided} == {"g.flood", "g.campaign"}
        assert counted(decision, TEXTS) == "not_given"

    def test_a_post_without_an_author_counts_for_nobody(self, service: Service) -> None:
        outcomes(service, [by(None, "Sign now"), by(None, "Sign now")])
        [third] = check(service, by("ada", "Sign now"))
        assert counted(third, TEXTS) == 1

    def test_a_rule_can_say_that_it_does_not_matter(self, tmp_path: Path, clock: Clock) -> None:
        rules = FLOOD.replace("\n    then", "\n    unless posts within 10 minutes by author is unknown\n    then")
        with running(tmp_path, rules, clock) as service:
            assert outcomes(service, [by(None), by("ada")]) == ["allow", "allow"]

    def test_without_its_store_nothing_is_answered(self, service: Service) -> None:
        service.store.close()
        with pytest.raises(StoreUnavailable):
            check(service, by("ada"))
        with pytest.raises(StoreUnavailable):
            service.try_out(by("ada"))


class TestWhatIsAsked:
    def test_nothing_is_counted_where_the_outcome_is_settled(self, tmp_path: Path, clock: Clock) -> None:
        rules = FLOOD + '  must not name when text mentions "Nightjar" then block\n'
        with running(tmp_path, rules, clock) as service:
            [blocked] = check(service, by("ada", "Nightjar"))
            assert counted(blocked, POSTS) is None
            assert blocked.providers == {}
            # It has left its trace all the same.
            [second] = check(service, by("ada", "Hello"))
            assert (counted(second, POSTS), second.providers) == (2, {"history": "1"})
            assert second.timings_ms.keys() >= {"signals.history"}

    def test_a_thorough_check_counts_everything(self, service: Service) -> None:
        decision = service.try_out(by("ada", "shop.com"))
        assert [counted(decision, signal) for signal in (POSTS, TEXTS, LINKS)] == [1, 1, 1]


class TestBatches:
    def test_posts_of_one_batch_count_each_other_in_order(self, service: Service) -> None:
        decisions = check(service, *(by("ada", f"Number {number}") for number in range(7)))
        assert [decision.outcome for decision in decisions] == ["allow"] * 5 + ["acknowledge"] * 2
        assert [counted(decision, POSTS) for decision in decisions] == [1, 2, 3, 4, 5, 6, 7]

    def test_and_those_that_were_kept_before(self, service: Service) -> None:
        check(service, by("ada", "Sign now"), by("ben", "Sign now", "b-1"))
        decisions = check(service, by("ben", "Sign now", "b-1"), by("cleo", "Sign now"), by("ben", "Other", "b-2"))
        assert [counted(decision, TEXTS) for decision in decisions] == [2, 3, 1]
        assert [counted(decision, POSTS) for decision in decisions] == [1, 1, 2]

    def test_a_batch_that_is_refused_leaves_nothing(self, service: Service) -> None:
        with pytest.raises(ValueError, match="no text"):
            check(service, by("ada", "Hello"), by("ada", ""))
        [first] = check(service, by("ada", "Hello"))
        assert counted(first, POSTS) == 1


class TestWhatCountsNothing:
    def test_trying_counts_what_is_kept_and_keeps_nothing(self, service: Service) -> None:
        outcomes(service, [by("ada", f"Number {number}") for number in range(4)])
        tried = [counted(service.try_out(by("ada", "Tried")), POSTS) for _ in range(3)]
        assert tried == [5, 5, 5]
        [kept] = check(service, by("ada", "Kept"))
        assert counted(kept, POSTS) == 5

    def test_a_request_repeated_under_its_key(self, service: Service) -> None:
        key, _ = create_api_key(service.store, service.world, "test")
        asked = IdempotencyKey(key.id, "once", "digest", "check")
        answers = [service.check([by("ada", "Hello")], key=key, idempotency=asked) for _ in range(3)]
        assert [answer.replayed for answer in answers] == [False, True, True]
        assert len({answer.bodies for answer in answers}) == 1
        [second] = check(service, by("ada", "Another"))
        assert counted(second, POSTS) == 2

    def test_a_decision_stays_as_it_was_though_more_has_happened(self, service: Service, clock: Clock) -> None:
        [body] = service.check([by("ada", "Sign now")], key=None).bodies
        outcomes(service, [by("ben", "Sign now"), by("cleo", "Sign now")])
        clock.wait(days=40)
        assert service.decision(from_json(body).id) == body


class TestWhatIsKept:
    def rows(self, service: Service) -> list[tuple[bytes, bytes]]:
        """The subjects and members that are kept."""
        with closing(sqlite3.connect(service.store.file)) as connection:
            return connection.execute("SELECT subject, member FROM post_traces ORDER BY subject, member").fetchall()

    def test_only_what_the_policy_counts(self, tmp_path: Path, clock: Clock) -> None:
        for rules, traces in ((FLOOD, 1), (FLOOD + CAMPAIGN, 2), (FLOOD + CAMPAIGN + LINKED, 4), ("", 0)):
            folder = tmp_path / f"{traces}"
            folder.mkdir()
            with running(folder, rules, clock) as service:
                check(service, by("ada", "shop.com/a and shop.com/b"))
                assert len(self.rows(service)) == traces

    def test_nobody_can_read_who_or_what(self, service: Service) -> None:
        check(service, by("ada.lovelace", "See shop.com", "draft-1"))
        for subject, member in self.rows(service):
            for kept in (subject, member):
                assert len(kept) == 16
                assert not any(word in kept for word in (b"ada", b"lovelace", b"shop", b"draft"))

    def test_another_key_leaves_other_traces(self, tmp_path: Path, clock: Clock) -> None:
        kept = []
        for key in (b"a", b"b", b"a"):
            folder = tmp_path / str(len(kept))
            (folder / "data").mkdir(parents=True)
            (folder / "data" / KEY_FILE).write_bytes(base64.b64encode(key * 32))
            with running(folder, FLOOD + CAMPAIGN, clock) as service:
                check(service, by("ada", "Hello", "1"))
                kept.append(self.rows(service))
        assert kept[0] == kept[2]
        assert not {one for row in kept[0] for one in row} & {one for row in kept[1] for one in row}

    def test_no_longer_than_somebody_looks_back(self, tmp_path: Path, clock: Clock) -> None:
        with running(tmp_path, FLOOD + CAMPAIGN, clock) as service:
            check(service, by("ada", "Hello"))
            clock.wait(minutes=10, seconds=1)
            check(service, by(None, "Somebody"))
            assert len(self.rows(service)) == 1
            clock.wait(minutes=50)
            check(service, by(None, "Somebody"))
            assert self.rows(service) == []

    def test_what_is_no_longer_asked_goes_in_its_time(self, tmp_path: Path, clock: Clock) -> None:
        with running(tmp_path, FLOOD, clock) as service:
            check(service, by("ada", "Hello"))
        clock.wait(minutes=11)
        with running(tmp_path, "", clock) as service:
            check(service, by("ada", "Hello"))
            assert self.rows(service) == []


class TestOneStoreAfterAnother:
    def test_a_restart_forgets_nothing(self, tmp_path: Path, clock: Clock) -> None:
        for expected in (1, 2, 3):
            with running(tmp_path, FLOOD, clock) as service:
                [decision] = check(service, by("ada", f"Number {expected}"))
                assert counted(decision, POSTS) == expected

    def test_a_policy_that_begins_to_ask_counts_from_then_on(self, tmp_path: Path, clock: Clock) -> None:
        with running(tmp_path, '  must not name when text mentions x then block\nlist x "Nightjar"\n', clock) as service:
            outcomes(service, [by("ada", f"Number {number}") for number in range(6)])
        with running(tmp_path, FLOOD, clock) as service:
            assert counted(check(service, by("ada"))[0], POSTS) == 1


def test_without_a_store_a_post_is_counted_with_those_of_its_batch() -> None:
    decisions = checker(FLOOD + CAMPAIGN).check_many([Post("Hello", "internal", author=Author(id=name)) for name in "abc"])
    assert [counted(decision, TEXTS) for decision in decisions] == [1, 2, 3]
