"""Facts that come with a post."""

from __future__ import annotations

from guidepost.engine.catalogue import POST_FACTS
from guidepost.engine.post import Author, Post
from guidepost.signals import Unknown, conforms


def test_every_fact_is_declared_and_conforms() -> None:
    full = Post(
        "x",
        "internal",
        topics=frozenset({"a"}),
        author=Author("u", "r", "n", "g", 1.0, "de", 3, 1),
        attachments=("image", "image", "poll"),
        parent_kind="page",
        parent_author_role="customer",
        flags=2,
        channel="c",
    )
    for post in (full, Post("x", "external")):
        facts = post.facts(5.0)
        assert facts.keys() == {declaration.name for declaration in POST_FACTS}
        assert all(conforms(declaration, facts[declaration.name]) for declaration in POST_FACTS)
    assert full.facts(5.0)["attachments"] == 3
    assert full.facts(5.0)["attachments.kinds"] == {"image", "poll"}


def test_a_post_is_published_now_unless_it_says() -> None:
    assert Post("x", "internal").facts(5.0)["posted"] == 5.0
    assert Post("x", "internal", posted=9.0).facts(5.0)["posted"] == 9.0
    assert isinstance(Post("x", "internal").facts()["posted"], Unknown)


def test_rarer_facts_are_left_out_where_nobody_sent_them_and_nobody_asks() -> None:
    facts = Post("x", "internal", flags=1).facts(5.0, {"parent.kind"})
    assert facts["community.flags"] == 1
    assert isinstance(facts["parent.kind"], Unknown)
    assert not {"posted", "attachments", "author.posts"} & facts.keys()
