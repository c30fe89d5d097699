"""What a version in shadow came to, on a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from rich.console import Console
from rich.table import Table
from rich.text import Text

from guidepost.cli.answer import STYLES
from guidepost.cli.backtest_shown import outcome_table
from guidepost.cli.diff import Language
from guidepost.cli.lifecycle_shown import short
from guidepost.engine.lifecycle.shadow_report import Beside, ShadowReport

_MOST_RULES = 20
_MOST_EXAMPLES = 3
"""Of each way in which an outcome changes."""

_WORDS: Mapping[Language, Mapping[str, str]] = MappingProxyType(
    {
        Language.ENGLISH: MappingProxyType(
            {
                "policy": "“{title}” {version}, {digest}…, in shadow",
                "beside": "Beside the live version {version}, {digest}…, from {began} to {last}",
                "nothing": "No post was evaluated yet.",
                "corner": "live ↓  shadow →",
                "all": "all",
                "moves": "{posts} posts: {unchanged} alike, {stricter} stricter, {milder} milder, {otherwise} with the same outcome but "
                "otherwise (rules, risk, queue or channel).",
                "rule": "rule",
                "live": "live",
                "shadow": "shadow",
                "newly": "newly",
                "no more": "no more",
                "more rules": "… and {count} more rules; --json lists all.",
                "examples": "Examples, the newest; --json names more",
                "dropped": "{count} posts were not evaluated, because too many waited.",
                "failed": "{count} posts could not be evaluated; the server's log names them (shadow_failed).",
                "measured": "For {count} posts signals were measured that the live version had not asked for.",
            }
        ),
        Language.GERMAN: MappingProxyType(
            {
                "policy": "„{title}“ {version}, {digest}…, im Schatten",
                "beside": "Neben der geltenden Fassung {version}, {digest}…, von {began} bis {last}",
                "nothing": "Es wurde noch kein Beitrag ausgewertet.",
                "corner": "gilt ↓  Schatten →",
                "all": "alle",
                "moves": "{posts} Beiträge: {unchanged} gleich, {stricter} strenger, {milder} milder, {otherwise} mit gleichem Ergebnis, "
                "aber anders (Regeln, Risiko, Warteschlange oder Kanal).",
                "rule": "Regel",
                "live": "gilt",
                "shadow": "Schatten",
                "newly": "neu",
                "no more": "nicht mehr",
                "more rules": "… und {count} weitere Regeln; --json nennt alle.",
                "examples": "Beispiele, die neuesten; --json nennt mehr",
                "dropped": "{count} Beiträge wurden nicht ausgewertet, weil zu viele warteten.",
                "failed": "{count} Beiträge ließen sich nicht auswerten; das Log des Servers nennt sie (shadow_failed).",
                "measured": "Für {count} Beiträge wurden Signale gemessen, nach denen die geltende Fassung nicht gefragt hatte.",
            }
        ),
    }
)


def print_shadow(console: Console, report: ShadowReport, language: Language) -> None:
    """Show what a version came to beside each version that was live meanwhile."""
    words = _WORDS[language]
    policy = report.policy
    head = words["policy"].format(title=policy.title, version=policy.version, digest=short(policy.digest))
    console.print(Text(head, style="bold"), soft_wrap=True)
    if not report.beside:
        console.print(words["nothing"])
    for one in report.beside:
        console.print()
        _print_beside(console, one, words)


def _print_beside(console: Console, one: Beside, words: Mapping[str, str]) -> None:
    began, last = (f"{moment[:10]} {moment[11:16]}Z" for moment in (one.began_at, one.last_at))
    beside = words["beside"].format(version=one.live.version, digest=short(one.live.digest), began=began, last=last)
    console.print(Text(beside), soft_wrap=True)
    console.print()
    console.print(outcome_table(one.outcomes, words["corner"], words["all"]))
    console.print()
    counts = {name: f"{getattr(one, name):,}" for name in ("posts", "unchanged", "stricter", "milder", "otherwise")}
    console.print(Text(words["moves"].format(**counts)), soft_wrap=True)
    _print_rules(console, one, words)
    _print_examples(console, one, words)
    for name, style in (("measured", "dim"), ("dropped", "yellow"), ("failed", "bold yellow")):
        if getattr(one, name):
            console.print(Text(words[name].format(count=f"{getattr(one, name):,}"), style=style), soft_wrap=True)


def _print_rules(console: Console, one: Beside, words: Mapping[str, str]) -> None:
    different = [rule for rule in one.rules if rule.newly or rule.no_more]
    if not different:
        return
    table = Table(words["rule"], box=None, pad_edge=False)
    for heading in ("live", "shadow", "newly", "no more"):
        table.add_column(words[heading], justify="right")
    for rule in different[:_MOST_RULES]:
        newly = Text(f"{rule.newly:,}", style="red" if rule.newly else "dim")
        no_more = Text(f"{rule.no_more:,}", style="green" if rule.no_more else "dim")
        table.add_row(Text(rule.name), f"{rule.live:,}", f"{rule.shadow:,}", newly, no_more)
    console.print()
    console.print(table)
    if len(different) > _MOST_RULES:
        console.print(Text(words["more rules"].format(count=len(different) - _MOST_RULES), style="dim"))


def _print_examples(console: Console, one: Beside, words: Mapping[str, str]) -> None:
    if not one.examples:
        return
    console.print()
    console.print(Text(words["examples"], style="bold"))
    shown: Counter[tuple[str, str]] = Counter()
    for example in sorted(one.examples, key=lambda each: (each.live, each.shadow)):
        kind = example.live, example.shadow
        shown[kind] += 1
        if shown[kind] > _MOST_EXAMPLES:
            continue
        outcomes = Text.assemble(
            f"  {example.decision}  ", (example.live, STYLES[example.live]), " → ", (example.shadow, STYLES[example.shadow])
        )
        rules = "".join([*(f"  +{name}" for name in example.newly), *(f"  -{name}" for name in example.no_more)])
        console.print(outcomes + Text(rules, style="dim"), soft_wrap=True)
