"""How long the views of one post take, by kind of input: `python benchmarks/views.py`.

Prints microseconds (median of several runs) for all three views together. The first kinds are what people write, about 500
characters each; the last are 100,000 characters built to be slow.
"""

from __future__ import annotations

import statistics
import time

from guidepost.engine.views import Format, make_views

SIZE = 500
LARGE = 100_000

ENGLISH = (
    "Great to see the whole team at the conference today. We showed how the new service helps our customers every single day. "
)
GERMAN = "Schöne Grüße aus München! Heute haben wir übrigens gezeigt, wie große Maßnahmen für unsere Kundschaft wirken können. "
EVASIVE = "you 1d10t, go a w a y and t.a.k.e your idіоt friend with you, sh!thead. Ｉ mean it\u200b! "
RUSSIAN = "Сегодня мы показали, как новая услуга помогает нашим клиентам каждый день, и очень этому рады. "
HTML = "<p>Great to see <b>the whole team</b> at the <a href='https://example.org'>conference</a> &amp; more.</p><br>"
MARKDOWN = "## News\n\nGreat to see *the whole team* at the [conference](https://example.org) & more.\n\n- one\n- two\n\n"

KINDS: list[tuple[str, Format, str]] = [
    ("English, plain", Format.PLAIN, ENGLISH),
    ("German, plain", Format.PLAIN, GERMAN),
    ("Russian, plain", Format.PLAIN, RUSSIAN),
    ("evasive, plain", Format.PLAIN, EVASIVE),
    ("emoji, plain", Format.PLAIN, "Danke 👍🏽 euch allen 👨\u200d👩\u200d👧 für den Tag 🇩🇪! "),
    ("English, HTML", Format.HTML, HTML),
    ("English, Markdown", Format.MARKDOWN, MARKDOWN),
]
HOSTILE: list[tuple[str, Format, str]] = [
    ("English", Format.PLAIN, ENGLISH),
    ("one letter, marks", Format.PLAIN, "\u0301\u0323\u0335"),
    ("leetspeak", Format.PLAIN, "h4te 1d10t "),
    ("single letters", Format.PLAIN, "i d "),
    ("<div>", Format.HTML, "<div>"),
    ("unfinished tags", Format.HTML, "<a b='"),
    ("stars", Format.MARKDOWN, "*"),
    ("brackets", Format.MARKDOWN, "["),
    ("quotes", Format.MARKDOWN, "> "),
]


def microseconds(text: str, format_: Format, runs: int) -> float:
    """The median time of `make_views`."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        make_views(text, format_)
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1e6


def main() -> None:
    """Print the table."""
    print(f"{'input':<22}{'format':<10}{'characters':>11}{'µs':>12}")
    for kinds, size, runs in ((KINDS, SIZE, 200), (HOSTILE, LARGE, 3)):
        for name, format_, unit in kinds:
            text = (unit * (size // len(unit) + 1))[:size]
            print(f"{name:<22}{format_:<10}{len(text):>11}{microseconds(text, format_, runs):>12.0f}")


if __name__ == "__main__":
    main()
