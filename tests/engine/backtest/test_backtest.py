"""Kept decisions, decided again."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from guidepost.engine.backtest import Changed, Job, Move, Tally, replayed
from guidepost.engine.identity import World, timestamp
from guidepost.engine.post import Post
from guidepost.engine.start import start
from guidepost.engine.store import DATABASE, open_store
from guidepost.engine.store.reading import Period
from guidepost.engine.views import Format
from tests.engine.backtest.kept import POSTS, RULES, again, keep, providers, source
from tests.engine.scripted import HEAD, NOON, written

RENAMED_HEAD = HEAD.replace('version "1"', 'version "2"')


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the decisions about all posts."""
    monkeypatch.delenv("GUIDEPOST_MASTER_KEY", raising=False)
    keep(tmp_path)
    return tmp_path


def moves(changed: list[Changed]) -> list[tuple[str, str]]:
    """From which outcome to which, sorted."""
    return sorted((one.before.outcome, one.now.outcome) for one in changed)


def counts(tally: Tally) -> object:
    """All that a tally counts, but for what was skipped."""
    return (
        tally.outcomes,
        tally.moves,
        tally.fired_before,
        tally.fired_now,
        tally.people,
        tally.affected,
        tally.without_author,
        {name: (unit.posts, unit.changed) for name, unit in tally.units.items()},
    )


@pytest.mark.parametrize("shortcuts", [True, False])
@pytest.mark.parametrize("head", [HEAD, RENAMED_HEAD])
def test_the_same_policy_decides_alike(folder: Path, head: str, shortcuts: bool) -> None:
    tally, changed = again(folder, head=head, shortcuts=shortcuts)
    assert changed == []
    assert tally.decided == len(POSTS)
    assert tally.moves == Counter()
    assert tally.fired_before == tally.fired_now != Counter()
    assert {before for before, _ in tally.outcomes} == {"allow", "acknowledge", "advise", "review", "block"}
    assert tally.skipped == (len(POSTS) if shortcuts else 0)
    assert tally.affected == set()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("then block", "then review", [("block", "review")]),
        ('"Bluebird"', '"hello"', []),
        ("audience is external and ", "", [("allow", "block")]),
        ("tone >= 0.5", "tone >= 0.95", [("review", "allow")]),
        ("count of accounts > 1", "count of accounts > 2", [("acknowledge", "allow")]),
        ("tone >= 0.5", "audience is internal and tone >= 0.5", [("review", "allow")]),
        ("then advise", "then advise risk 0.3", [("advise", "advise")]),
        ('queue "people"', 'queue "press"', [("review", "review"), ("review", "review")]),
        ('redirect to "e-mail"', 'redirect to "press office"', [("block", "block")]),
    ],
)
@pytest.mark.parametrize("shortcuts", [True, False])
def test_what_a_change_would_have_changed(
    folder: Path, before: str, after: str, expected: list[tuple[str, str]], shortcuts: bool
) -> None:
    assert before in RULES
    tally, changed = again(folder, RULES.replace(before, after), shortcuts=shortcuts)
    assert moves(changed) == expected
    assert tally.moves.total() == len(expected)
    assert tally.decided == len(POSTS)


def test_the_shortcut_changes_nothing_but_the_work(folder: Path) -> None:
    rules = RULES.replace("audience is external and ", "")
    quick, slow = again(folder, rules), again(folder, rules, shortcuts=False)
    assert quick[1] == slow[1]
    assert counts(quick[0]) == counts(slow[0])
    assert quick[0].skipped == len(POSTS) - 2
    assert slow[0].skipped == 0


def test_a_change_is_told_with_its_rules_and_without_the_text(folder: Path) -> None:
    [one] = again(folder, RULES.replace("then block", "then review"))[1]
    assert (one.move, one.before.queue, one.now.queue) == (Move.MILDER, None, "general")
    assert [rule.rule for rule in one.before.rules] == [rule.rule for rule in one.now.rules] == ["g.name"]
    assert one.text == "•••••••• ••••• •• •••"
    assert one.post_id == "platform-Nig"
    [shown] = again(folder, RULES.replace("then block", "then review"), show_text=True)[1]
    assert shown.text == "Nightjar ships in May"


def test_a_rule_that_was_renamed_is_the_same_rule(folder: Path) -> None:
    tally, changed = again(folder, RULES.replace("must not name", "must not tell"))
    assert changed == []
    assert tally.fired_before["names"] == tally.fired_now["names"] == 1


def test_people_and_units_are_counted(folder: Path) -> None:
    tally, _ = again(folder, RULES.replace("tone >= 0.5", "tone >= 0.95").replace("then block", "then review"))
    assert (len(tally.people), len(tally.affected), tally.without_author) == (5, 2, 1)
    assert {name: (unit.posts, unit.changed) for name, unit in tally.units.items()} == {"sales": (3, 1), "press": (3, 1)}


NEW_SIGNAL = RULES + '\n  must not shout\n    id shout\n    when text mentions "now" and capitals > 0\n    then block\n'


def test_what_was_not_recorded_is_computed_only_where_it_can_change_the_outcome(folder: Path) -> None:
    tally, changed = again(folder, NEW_SIGNAL)
    assert moves(changed) == [("advise", "block"), ("allow", "block")]
    assert tally.computed["shapes"] == 2
    assert tally.left_unknown == Counter()


def test_without_models_it_stays_unknown_and_is_counted(folder: Path) -> None:
    tally, changed = again(folder, NEW_SIGNAL, models=False)
    assert moves(changed) == [("advise", "review"), ("allow", "review")]
    assert tally.left_unknown["capitals"] == 2
    assert [rule.rule_id for rule in changed[0].now.undecided] == ["shout"]


@pytest.mark.parametrize("page", [1, 2, 100])
def test_pages_do_not_matter(folder: Path, page: int) -> None:
    whole, found = again(folder, NEW_SIGNAL, page=3)
    tally, changed = again(folder, NEW_SIGNAL, page=page)
    assert changed == found
    assert counts(tally) == counts(whole)


def test_processes_do_not_matter(folder: Path) -> None:
    here, found = again(folder, NEW_SIGNAL, page=1)
    tally, changed = again(folder, NEW_SIGNAL, page=1, processes=2)
    assert changed == found
    assert counts(tally) == counts(here)
    assert tally.computed == here.computed


def test_processes_without_anything_to_do_end(folder: Path) -> None:
    job = Job(folder / "data", source(), providers)
    assert list(replayed(job, [], 2)) == []


def test_what_cannot_be_read_is_counted_and_named(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "data" / DATABASE)) as connection, connection:
        ids = [name for (name,) in connection.execute("SELECT id FROM decisions ORDER BY id")]
        connection.execute("DROP TRIGGER decisions_no_update")
        connection.execute("DELETE FROM data_keys WHERE post_id = ?", ids[:1])
        connection.execute("UPDATE posts SET ciphertext = x'00' WHERE id = ?", ids[1:2])
        connection.execute("UPDATE decisions SET body = '{\"id\": 1}' WHERE id = ?", ids[2:3])
        connection.execute("UPDATE decisions SET body = x'ff' WHERE id = ?", ids[3:4])
    tally, changed = again(folder, head=RENAMED_HEAD)
    assert changed == []
    assert {reason: sorted(one.ids) for reason, one in tally.unread.items()} == {
        "erased": ids[:1],
        "undecryptable": ids[1:2],
        "older_form": ids[2:4],
    }
    assert tally.decided == len(POSTS) - 4
    assert tally.seen == len(POSTS)


def test_decisions_that_are_kept_meanwhile_are_neither_in_the_way_nor_counted(folder: Path) -> None:
    later = World(now=lambda: NOON + timedelta(minutes=1), random=os.urandom)
    service = start(folder / "data", written(folder, RULES), later, providers())
    job = Job(folder / "data", source(RULES.replace("then block", "then review")), providers)
    tally, moved = Tally(), 0
    with closing(open_store(job.folder)) as store, closing(service):
        for result in replayed(job, store.history().pages(Period(until=timestamp(later.now())), 1), 1):
            tally.merge(result.tally)
            moved += len(result.changed)
            service.check([Post("Nightjar ships in June", "external")], key=None)
        assert store.count_decisions() == 2 * len(POSTS)
    assert (tally.seen, moved) == (len(POSTS), 1)


def test_a_writer_that_takes_its_time_is_not_waited_for(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "data" / DATABASE, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        tally, _ = again(folder, head=RENAMED_HEAD)
        connection.execute("ROLLBACK")
    assert tally.decided == len(POSTS)


@pytest.mark.parametrize(
    ("head", "expected", "same"),
    [
        (HEAD.replace("default allow", "default advise"), [("allow", "advise")] * 3, 5),
        (HEAD.replace("default allow", "from risk 0.2 review"), [("acknowledge", "review")], 7),
        (HEAD.replace("default allow", "from risk 0.9 block"), [], 8),
        (HEAD.replace("on unknown review", "on unknown block"), [], 8),
    ],
)
@pytest.mark.parametrize("shortcuts", [True, False])
def test_what_another_head_would_have_changed(
    folder: Path, head: str, expected: list[tuple[str, str]], same: int, shortcuts: bool
) -> None:
    assert head != HEAD
    tally, changed = again(folder, head=head, shortcuts=shortcuts)
    assert moves(changed) == expected
    assert tally.skipped == (same if shortcuts else 0)


def test_a_signal_that_has_another_type_today_is_computed_anew(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "data" / DATABASE)) as connection, connection:
        connection.execute("DROP TRIGGER decisions_no_update")
        rows = connection.execute("SELECT id, body FROM decisions").fetchall()
        for name, body in rows:
            decision = msgspec.json.decode(body)
            for signal in decision["signals"]:
                if signal["signal"] == "tone" and "value" in signal:
                    signal["value"] = ["loud"]
            connection.execute("UPDATE decisions SET body = ? WHERE id = ?", (msgspec.json.encode(decision), name))
    tally, changed = again(folder)
    assert changed == []
    assert tally.computed["tones"] > 0


def test_texts_in_every_markup_are_read_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GUIDEPOST_MASTER_KEY", raising=False)
    texts = [("Night<b>jar</b> ships", Format.HTML), ("**Night**jar ships", Format.MARKDOWN), ("N i g h t j a r", Format.PLAIN)]
    keep(tmp_path, posts=[Post(text, "external", form, topics=frozenset({"b", "a"})) for text, form in texts])
    tally, changed = again(tmp_path, shortcuts=False)
    assert changed == []
    assert tally.outcomes == Counter({("block", "block"): 3})
