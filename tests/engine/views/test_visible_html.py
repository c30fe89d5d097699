"""HTML as a reader sees it."""

import pytest

from guidepost.engine.views import Format, make_views


def visible(html: str) -> str:
    return make_views(html, Format.HTML).visible.text


JOINING = [
    ("id<b>io</b>t", "idiot"),
    ("i<span class=x>d</span><!-- c -->i<wbr>o&shy;t", "idiot"),
    ("idi<img alt=o>t", "idiot"),
    ("a<img alt='cat photo' title='t'>b", "a cat photo t b"),
    ("a<img alt=''>b", "ab"),
    ("<a href='http://x.y' title='tip'>link</a>s", "links"),
]
PARTING = [
    ("<p>a</p><p>b</p>", "a\nb"),
    ("a<br>b<br/>c", "a\nb\nc"),
    ("<ul><li>a<li>b</ul>c", "a\nb\nc"),
    ("<table><tr><td>a<td>b<tr><td>c</table>d", "a\tb\nc\nd"),
    ("<h1>a</h1>b<hr>c", "a\nb\nc"),
]
WHITESPACE = [
    ("  a \n\t b  ", "a b"),
    ("a <b> b</b> c", "a b c"),
    ("<p> a </p> <p> b </p>", "a\nb"),
    ("<pre> a\n  b</pre>c  d", " a\n  b\nc d"),
    ("<textarea>a  b</textarea>", "a  b"),
    ("a\u00a0 b", "a\u00a0 b"),
]
HIDDEN = [
    ("a<script>if (x < y) '</b>'</script>b", "ab"),
    ("a<STYLE>p { }</sTyLe >b", "ab"),
    ("<head><title>t</title><meta name=x></head><body>a", "a"),
    ("<template>no</template>a", "a"),
    ("<div hidden>no<div>no</div>no</div>a", "a"),
    ("<div style='color: red; DISPLAY : none !important'>no</div>a", "a"),
    ("<span style=visibility:hidden>no<b style='visibility:visible'>yes</b>no</span>", "yes"),
    ("<span style='font-size:0px'>no<b style='font-size:12px'>yes</b><i style='font-size:2em'>no</i></span>", "yes"),
    ("<span style='opacity:0.0'>no</span>a", "a"),
    ("<p hidden style='display:block'>yes", "yes"),
    ("<p hidden>no<div>yes</div>", "yes"),
    ("<ul><li hidden>no<li>yes</ul>", "yes"),
    ("<div hidden><span>no</div>yes", "yes"),
    ("a<!-- no --!>b<!-->c<!--->d<! no><? no >e</ no>f<![CDATA[no>g", "abcdefg"),
    ("<iframe>no</iframe>a", "a"),
]
BROKEN = [
    ("a<b", "a<b"),
    ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
    ("I <3 you", "I <3 you"),
    ("a &# b &#; c &x d", "a &# b &#; c &x d"),
    ("a<a href='x>b", "a<a href='x>b"),
    ("a<!-- b", "a<!-- b"),
    ("<script>a", "a"),
    ("</p></div>a</b>", "a"),
    ('<a title=">">a</a>', "a"),
    ("<a b='c'd=e>a</a>", "a"),
    ("<div/>a", "a"),
]
ENTITIES = [
    ("&lt;b&gt; &amp;amp;", "<b> &amp;"),
    ("&#x68;&#97;&#116;e", "hate"),
    ("&copy &notit; &euro", "© ¬it; &euro"),
    ("&#128077;", "👍"),
    ("&NotEqualTilde;", "≂̸"),
]


class TestVisibleText:
    @pytest.mark.parametrize(("html", "expected"), JOINING)
    def test_inline_markup_joins(self, html: str, expected: str) -> None:
        assert visible(html) == expected

    @pytest.mark.parametrize(("html", "expected"), PARTING)
    def test_blocks_and_cells_part(self, html: str, expected: str) -> None:
        assert visible(html) == expected

    @pytest.mark.parametrize(("html", "expected"), WHITESPACE)
    def test_white_space_collapses_as_in_a_browser(self, html: str, expected: str) -> None:
        assert visible(html) == expected

    @pytest.mark.parametrize(("html", "expected"), HIDDEN)
    def test_what_is_hidden_is_left_out_and_nothing_else(self, html: str, expected: str) -> None:
        assert visible(html) == expected

    @pytest.mark.parametrize(("html", "expected"), BROKEN)
    def test_what_is_unfinished_stays_visible(self, html: str, expected: str) -> None:
        assert visible(html) == expected

    @pytest.mark.parametrize(("html", "expected"), ENTITIES)
    def test_entities_are_their_characters(self, html: str, expected: str) -> None:
        assert visible(html) == expected


class TestSpans:
    @pytest.mark.parametrize(
        ("html", "seen", "written"),
        [
            ("<p>id<b>io</b>t!</p>", "idiot", "id<b>io</b>t"),
            ("Tom &amp; Jerry", "&", "&amp;"),
            ("x &#x68;ate y", "hate", "&#x68;ate"),
            ("a &notit; b", "¬", "&not"),
            ("ein <img src=x alt='ganz &uuml;bles Bild'> da", "übles", "&uuml;bles"),
            ("<p>a</p>\n<p>b</p>", "a\nb", "a</p>\n<p>b"),
            ("a \n b", " ", " \n "),
            ("&#128077;&#127997; ok", "👍🏽", "&#128077;&#127997;"),
            ("<i>schön</i>e Grüße", "schöne", "schön</i>e"),
        ],
    )
    def test_the_span_is_what_was_written(self, html: str, seen: str, written: str) -> None:
        view = make_views(html, Format.HTML).visible
        start = view.text.index(seen)
        assert html[slice(*view.to_original(start, start + len(seen)))] == written
