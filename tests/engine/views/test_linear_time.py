"""No text takes long to read, however it was built.

The limit is generous, since the machine that runs the tests may be busy; what is quadratic takes minutes.
"""

import time

import pytest

from guidepost.engine.views import Format, make_views

SIZE = 100_000
SECONDS = 3.0

PLAIN = {
    "zalgo": "e" + "".join(chr(0x300 + index % 0x60) for index in range(SIZE)),
    "regional indicators": "🇩" * SIZE,
    "joiners": "👩\u200d" * (SIZE // 2),
    "single letters": "i d " * (SIZE // 4),
    "single digits": "1 " * (SIZE // 2),
    "leetspeak": "h4te " * (SIZE // 5),
    "one long word": "a1" * (SIZE // 2),
    "twins": "сосо " * (SIZE // 5),
    "stretched": "a" * SIZE,
    "marks apart": "a\u0301" * (SIZE // 2),
    "slashes": "1a/" * (SIZE // 3),
    "growing": "ß" * SIZE,
}
HTML = {
    "nested": "<div>" * SIZE,
    "angles": "<" * SIZE,
    "unfinished tags": "<a " * (SIZE // 3),
    "unfinished comments": "<!--" * (SIZE // 4),
    "unfinished attributes": "<a b='" * (SIZE // 6),
    "scripts": "<script>" * (SIZE // 8),
    "unmatched ends": "<div>" * 10_000 + "</p>" * 10_000,
    "blanks in a tag": "<a" + " " * SIZE,
    "ampersands": "&a" * (SIZE // 2),
}
MARKDOWN = {
    piece: piece * (SIZE // len(piece))
    for piece in (
        "*",
        "[",
        "_",
        "`",
        "<",
        "![",
        "](",
        "[a](",
        "**a ",
        "> ",
        "- ",
        "\\",
        "&",
        "~~a",
        "|",
        "a|\n-|\n",
        "\n- a",
        "!",
        "[x]\n",
    )
} | {"nested images": "![" * 400 + "](a)" * 400, "nested lists": "".join("  " * depth + "- a\n" for depth in range(200))}

CASES = [
    (format_, name, text)
    for format_, texts in ((Format.PLAIN, PLAIN), (Format.HTML, HTML), (Format.MARKDOWN, MARKDOWN))
    for name, text in texts.items()
]


@pytest.mark.parametrize(
    ("format_", "text"), [(case[0], case[2]) for case in CASES], ids=[f"{case[0]} {case[1]}" for case in CASES]
)
def test_it_is_read_in_time(format_: Format, text: str) -> None:
    started = time.perf_counter()
    views = make_views(text, format_)
    assert time.perf_counter() - started < SECONDS
    assert views.original.text == text
