"""Markdown as a reader sees it."""

import pytest

from guidepost.engine.views import Format, make_views

READINGS = [
    ("id**io**t", "idiot"),
    ("_a_ __b__ ***c*** ~~d~~ **e", "a b c d **e"),
    ("snake_case_name 2*3*4", "snake_case_name 234"),
    ("# Title *x* ##\ntext", "Title x\ntext"),
    ("Title *x*\n===\ntext", "Title x\ntext"),
    ("> a\n> b\n\nc", "a b\nc"),
    ("- a\n- *b*\n  c\n1. d", "a\nb c\nd"),
    ("a  \nb\\\nc\nd", "a\nb\nc d"),
    ("[text](http://x.y 'title') [ref] <http://auto.link>\n\n[ref]: http://z", "text ref http://auto.link"),
    ("http://bare.link", "http://bare.link"),
    ("![alt *text*](u) x", "alt text x"),
    ("\\*a\\* &amp; &#x68; \\q", "*a* & h \\q"),
    ("`code *x*` `` a`b `` ` y `", "code *x* a`b y"),
    ("```py\na\n  b\n```\nc", "a\n  b\nc"),
    ("    a\n      b\n\nc", "a\n  b\nc"),
    ("| a | b\\|c |\n|---|---|\n| *x* | y |", "a\tb|c\nx\ty"),
    ("a <b>b</b>c <span hidden>no</span>d", "a bc d"),
    ("<div hidden>\n\nno\n\n</div>\n\nyes", "yes"),
    ("a <!-- no --> b", "a b"),
    ("\r\na\r\n\r\nb\rc", "a\nb c"),
    ("---\n\na\n\n***", "a"),
    ("", ""),
]
SPANS = [
    ("so ein id**io**t!", "idiot", "id**io**t"),
    ("ein \\*Stern", "*Stern", "\\*Stern"),
    ("a &amp; b", "&", "&amp;"),
    ("> quote\n> *more* idiot", "more idiot", "more* idiot"),
    ("1. eins\n2. > zwei `idiot`", "idiot", "idiot"),
    ("| a | b\\|idiot |\n|---|---|\n| idiot2 | y |", "idiot2", "idiot2"),
    ("| a | a |\n|---|---|\n| b | a | ", "a\ta", "a | a"),
    ("## Ein # *idiot* ##", "idiot", "idiot"),
    ("[du idiot](http://idiot.example)", "idiot", "idiot"),
    ("![so ein **idiot**](idiot.png)", "ein idiot", "ein **idiot"),
    ("`` x`idiot ``", "x`idiot", "x`idiot"),
    ("```idiot\nidiot 2\n```", "idiot 2", "idiot 2"),
    ("\ta idiot\n\tb", "idiot\nb", "idiot\n\tb"),
    ("- x\n\n\tidiot", "idiot", "idiot"),
    ("<http://idiot.example>", "http://idiot.example", "http://idiot.example"),
    ("a\r\nidiot\r\n", "idiot", "idiot"),
    ("<p>du\n<b>id</b>iot</p>", "idiot", "id</b>iot"),
    ("sch*ö*n e\u0301", "e\u0301", "e\u0301"),
]


class TestVisibleText:
    @pytest.mark.parametrize(("markdown", "expected"), READINGS)
    def test_markup_is_resolved(self, markdown: str, expected: str) -> None:
        views = make_views(markdown, Format.MARKDOWN)
        assert views.visible.text == expected
        assert views.read_as is Format.MARKDOWN

    @pytest.mark.parametrize(("markdown", "seen", "written"), SPANS)
    def test_the_span_is_what_was_written(self, markdown: str, seen: str, written: str) -> None:
        view = make_views(markdown, Format.MARKDOWN).visible
        start = view.text.index(seen)
        assert markdown[slice(*view.to_original(start, start + len(seen)))] == written

    @pytest.mark.parametrize("markdown", ["[" * 100_000, "![" * 50_000, "a|\n-|\n" * 20_000])
    def test_contorted_markdown_is_read_as_plain_text_and_says_so(self, markdown: str) -> None:
        views = make_views(markdown, Format.MARKDOWN)
        assert views.read_as is Format.PLAIN
        assert views.visible.text == markdown
