"""HTML as a reader sees it.

Inline tags join ("id<b>io</b>t" reads "idiot"); blocks, <br> and rows part by a line break, cells by a tab. What is hidden for
certain is left out (see `hiding`). Of an image the `alt` and the `title` are visible, since they stand in for it; the `title` of
any other element is a tooltip and is not, and neither is a link's target. A one-character `alt` joins like a letter, because that
is how emoji are embedded; a longer one is parted by spaces.
"""

from __future__ import annotations

from html import unescape
from typing import Final

from guidepost.engine.views.graphemes import is_one_character
from guidepost.engine.views.traced import Traced
from guidepost.engine.views.visible.entities import resolve_references
from guidepost.engine.views.visible.hiding import Hiding, inside
from guidepost.engine.views.visible.html_tokens import Kind, Token, tokens
from guidepost.engine.views.visible.page import Page

_BLOCK_NAMES: Final = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search section summary table tbody"
    " textarea tfoot thead tr ul xmp"
)
_EMPTY_NAMES: Final = "area base br col embed hr img input link meta param source track wbr"
_BLOCKS: Final = frozenset(_BLOCK_NAMES.split())
_EMPTY: Final = frozenset(_EMPTY_NAMES.split())
_CELLS: Final = frozenset({"td", "th"})
_KEEPING_SPACE: Final = frozenset({"pre", "textarea", "xmp"})
_PICTURES: Final = frozenset({"img", "area"})

_CELL_ENDS: Final = ("td", "th", "tr")
_ENDED_BY: Final = {
    "li": ("li",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "option": ("option",),
    "tr": _CELL_ENDS,
    "td": _CELL_ENDS[:2],
    "th": _CELL_ENDS[:2],
}
"""Elements whose end tag may be left out: the start of one on the left ends an open one on the right."""


def read_html(html: str) -> Traced:
    """The visible text of an HTML document or fragment."""
    page = Page()
    HtmlReader(page).feed(Traced.of(html))
    return page.text()


class HtmlReader:
    """Reads HTML on to a page, in as many pieces as it comes; what is open at the end of one piece is open in the next."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._open: list[tuple[str, Hiding]] = []
        self._count: dict[str, int] = {}
        self._keeping_space = 0

    @property
    def _hiding(self) -> Hiding:
        return self._open[-1][1] if self._open else Hiding()

    def feed(self, source: Traced) -> None:
        """Read a piece that begins and ends outside tags."""
        for token in tokens(source.text):
            match token.kind:
                case Kind.TEXT:
                    self.write(resolve_references(source.cut(token.start, token.end)))
                case Kind.OPEN:
                    self._start(source, token)
                case Kind.CLOSE:
                    self.close(token.name)

    def write(self, piece: Traced, as_is: bool = False) -> None:
        """Add text to the page, unless an open element hides it."""
        if self._hiding.hides:
            return
        if as_is or self._keeping_space:
            self._page.write_as_is(piece)
        else:
            self._page.write(piece)

    def open(self, name: str, hidden: bool = False, style: str = "") -> None:
        """Begin an element."""
        self._end_implied(name)
        self._part(name)
        if name not in _EMPTY:
            self._open.append((name, inside(self._hiding, name, hidden, style)))
            self._count[name] = self._count.get(name, 0) + 1
            self._keeping_space += name in _KEEPING_SPACE

    def close(self, name: str) -> None:
        """End the innermost open element of that name and what is open inside it; an end tag without a start tag only parts."""
        if self._count.get(name):
            self._pop_to(name)
        self._part(name)

    def _start(self, source: Traced, token: Token) -> None:
        style = token.attributes.get("style")
        self.open(token.name, "hidden" in token.attributes, unescape(source.text[slice(*style)]) if style else "")
        if token.name in _PICTURES:
            for attribute in sorted({"alt", "title"} & token.attributes.keys(), key=token.attributes.__getitem__):
                text = resolve_references(source.cut(*token.attributes[attribute]))
                self.write_alternative(text, may_be_letter=attribute == "alt")

    def write_alternative(self, text: Traced, may_be_letter: bool = True) -> None:
        """Add the text that stands in for a picture."""
        if may_be_letter and is_one_character(text.text):
            self.write(text)
        elif text.text:
            self._page.space()
            self.write(text)
            self._page.space()

    def _part(self, name: str) -> None:
        if name in _BLOCKS or name == "br":
            self._page.line()
        elif name in _CELLS:
            self._page.cell()

    def _end_implied(self, name: str) -> None:
        if name in _BLOCKS and self._count.get("p"):
            self._pop_to("p")
        ended = _ENDED_BY.get(name)
        while ended and self._open and self._open[-1][0] in ended:
            self._pop()

    def _pop_to(self, name: str) -> None:
        while self._pop() != name:
            pass

    def _pop(self) -> str:
        name, _ = self._open.pop()
        self._count[name] -= 1
        self._keeping_space -= name in _KEEPING_SPACE
        return name
