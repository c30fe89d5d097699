"""A rule that newly asks for something which came with the posts finds it in the stored ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from guidepost.engine.backtest.recorded import read_post
from guidepost.engine.catalogue import POST_FACTS
from guidepost.engine.post import Author, Post
from guidepost.engine.store import open_store
from guidepost.engine.store.reading import Period
from guidepost.engine.views import Format
from tests.engine.backtest.kept import RULES, again, keep

SENT = Post(
    "Hello",
    "external",
    Format.HTML,
    channel="intranet",
    kind="reply",
    language="en",
    topics=frozenset({"a", "b"}),
    author=Author("ann", "manager", "sales", "DE", 86_400.0, "de", posts=3, held=1, team="south"),
    id="platform-1",
    attachments=("image", "link"),
    parent_kind="page",
    parent_author_role="intern",
    flags=2,
    posted=1_796_079_600.0,
)
BARE = Post("Hello", "internal")

FACTS = {
    "audience": "audience is external",
    "channel": 'channel is "intranet"',
    "kind": "kind is reply",
    "topics": 'topics includes "b"',
    "author.role": "author.role is manager",
    "author.unit": "author.unit is sales",
    "author.team": "author.team is south",
    "author.region": 'author.region is "DE"',
    "author.tenure": "author.tenure >= 1 day",
    "author.posts": "author.posts >= 3",
    "author.held": "author.held = 1",
    "attachments": "attachments = 2",
    "attachments.kinds": "attachments.kinds includes image",
    "parent.kind": "parent.kind is page",
    "parent.author.role": "parent.author.role is intern",
    "community.flags": "community.flags > 1",
    "posted": "posted after 2026-12-01 00:00 Europe/Berlin",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with decisions about a post with which everything was sent, and one with which nothing was."""
    monkeypatch.delenv("GUIDEPOST_MASTER_KEY", raising=False)
    keep(tmp_path, posts=[SENT, BARE])
    return tmp_path


def asking(condition: str) -> str:
    """The rules, and one more with that condition."""
    return f"{RULES}\n  must not newly-ask\n    id newly\n    when {condition}\n    then block\n"


def test_every_fact_is_asked_for() -> None:
    assert FACTS.keys() == {fact.name for fact in POST_FACTS}


@pytest.mark.parametrize("condition", FACTS.values(), ids=FACTS)
@pytest.mark.parametrize("shortcuts", [True, False])
def test_a_fact_that_was_sent_is_seen(folder: Path, condition: str, shortcuts: bool) -> None:
    tally, changed = again(folder, asking(condition), shortcuts=shortcuts)
    assert [(one.before.outcome, one.now.outcome) for one in changed if one.post_id == SENT.id] == [("allow", "block")]
    assert tally.unread == {}
    assert tally.left_unknown == Counter()


@pytest.mark.parametrize("shortcuts", [True, False])
def test_what_was_not_sent_stays_unknown(folder: Path, shortcuts: bool) -> None:
    _, changed = again(folder, asking("attachments = 2 or author.held is unknown"), shortcuts=shortcuts)
    assert sorted((one.post_id or "", one.now.outcome) for one in changed) == [("", "block"), ("platform-1", "block")]


@pytest.mark.parametrize(("condition", "moved"), [("before 2026-11-25 12:01", 1), ("before 2026-11-25 11:59", 0)])
def test_a_post_without_a_moment_of_its_own_was_posted_when_it_was_decided(folder: Path, condition: str, moved: int) -> None:
    _, changed = again(folder, asking(f"audience is internal and posted {condition} UTC"))
    assert len(changed) == moved


def test_a_stored_post_is_read_whole(folder: Path) -> None:
    store = open_store(folder / "data")
    history = store.history()
    kept = [one for page in history.pages(Period(), 9) for one in history.read(page)]
    read = {post.id: post for post in (read_post(history.open(one).post) for one in kept)}
    store.close()
    # JSON knows no tuples.
    assert read == {SENT.id: replace(SENT, attachments=["image", "link"]), None: BARE}
