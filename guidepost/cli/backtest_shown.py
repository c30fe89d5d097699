"""A backtest's report on a terminal: what would change, for whom, and examples of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from guidepost.cli.answer import STYLES
from guidepost.cli.diff import Language
from guidepost.engine.backtest import Changed, Move, Report

_MOST_RULES = 20
_MOST_UNITS = 10

_WORDS: Mapping[Language, Mapping[str, str]] = MappingProxyType(
    {
        Language.ENGLISH: MappingProxyType(
            {
                "policy": "Under “{title}” {version}, {digest}…",
                "was": "then ↓  now →",
                "all": "all",
                "moves": "{decisions} decisions: {unchanged} alike, {stricter} stricter, {milder} milder, {otherwise} with the same "
                "outcome but otherwise (rules, risk, queue or channel).",
                "nothing": "There was no decision in this period.",
                "rule": "rule",
                "fired then": "then",
                "fires now": "now",
                "difference": "difference",
                "more rules": "… and {count} more rules; --json lists all.",
                "people": "{affected} of {seen} authors ({share}) would see another outcome.",
                "no author": "{count} posts name no author.",
                "unit": "unit",
                "posts": "posts",
                "changed": "other outcome",
                "share": "share",
                "more units": "… and {count} more units; --json lists all.",
                "erased": "{count} posts were erased and cannot be decided again",
                "undecryptable": "{count} posts cannot be decrypted",
                "older_form": "{count} decisions were kept in another form than this version reads",
                "refused": "{count} posts would be refused today",
                "first": "first: {ids}",
                "computed": "Not recorded, so computed: {parts}.",
                "left": "Not recorded, and left unknown: {parts}. Their outcomes are the policy's “on unknown”.",
                "problem": "Provider {name} could not be loaded; what it measures was left unknown. {problem}",
                "examples": "Examples",
                "stopped": "Stopped before the end ({why}): {decisions} of {of} decisions, newest first.",
                "interrupted": "interrupted",
                "speed": "{seconds} s, {rate} decisions/s; {skipped} could not differ and were not made anew.",
            }
        ),
        Language.GERMAN: MappingProxyType(
            {
                "policy": "Unter „{title}“ {version}, {digest}…",
                "was": "damals ↓  jetzt →",
                "all": "alle",
                "moves": "{decisions} Entscheidungen: {unchanged} gleich, {stricter} strenger, {milder} milder, {otherwise} mit gleichem "
                "Ergebnis, aber anders (Regeln, Risiko, Warteschlange oder Kanal).",
                "nothing": "In dieser Zeit gab es keine Entscheidung.",
                "rule": "Regel",
                "fired then": "damals",
                "fires now": "jetzt",
                "difference": "Unterschied",
                "more rules": "… und {count} weitere Regeln; --json nennt alle.",
                "people": "{affected} von {seen} Autorinnen und Autoren ({share}) bekämen ein anderes Ergebnis.",
                "no author": "{count} Beiträge nennen niemanden, der sie geschrieben hat.",
                "unit": "Einheit",
                "posts": "Beiträge",
                "changed": "anderes Ergebnis",
                "share": "Anteil",
                "more units": "… und {count} weitere Einheiten; --json nennt alle.",
                "erased": "{count} Beiträge wurden gelöscht und können nicht neu entschieden werden",
                "undecryptable": "{count} Beiträge lassen sich nicht entschlüsseln",
                "older_form": "{count} Entscheidungen liegen in einer anderen Form vor, als diese Version liest",
                "refused": "{count} Beiträge würden heute abgewiesen",
                "first": "zuerst: {ids}",
                "computed": "Nicht aufgezeichnet, daher berechnet: {parts}.",
                "left": "Nicht aufgezeichnet und unbekannt gelassen: {parts}. Dafür gilt „on unknown“ der Richtlinie.",
                "problem": "{name} konnte nicht geladen werden; was es misst, blieb unbekannt. {problem}",
                "examples": "Beispiele",
                "stopped": "Vor dem Ende beendet ({why}): {decisions} von {of} Entscheidungen, die neuesten zuerst.",
                "interrupted": "unterbrochen",
                "speed": "{seconds} s, {rate} Entscheidungen/s; {skipped} konnten nicht anders ausfallen und wurden nicht neu getroffen.",
            }
        ),
    }
)


def print_report(console: Console, report: Report, examples: Sequence[Changed], language: Language) -> None:
    """Show a report to a person."""
    _Shown(console, report, _WORDS[language]).show(examples)


def outcome_table(outcomes: Mapping[str, Mapping[str, int]], corner: str, total: str) -> Table:
    """Counts by an outcome and the other it becomes: red where it is stricter, green where it is milder."""
    table = Table(corner, box=None, pad_edge=False)
    for now, style in STYLES.items():
        table.add_column(Text(now, style=style), justify="right")
    table.add_column(total, justify="right")
    severity = {outcome: place for place, outcome in enumerate(STYLES)}
    for before, style in STYLES.items():
        counts = outcomes[before]
        cells = []
        for now, count in counts.items():
            way = severity[now] - severity[before]
            cells.append(Text(f"{count:,}", style="dim" if not count or not way else "bold red" if way > 0 else "bold green"))
        table.add_row(Text(before, style=style), *cells, f"{sum(counts.values()):,}")
    return table


class _Shown:
    """One report in one language."""

    def __init__(self, console: Console, report: Report, words: Mapping[str, str]) -> None:
        self._console = console
        self._report = report
        self._words = words

    def show(self, examples: Sequence[Changed]) -> None:
        """Print all parts."""
        report = self._report
        policy = report.policy
        self._say("policy", "bold", title=policy.title, version=policy.version, digest=policy.digest[:15])
        if report.stopped is not None:
            why = self._words.get(report.stopped, report.stopped)
            self._say("stopped", "bold yellow", why=why, decisions=f"{report.decisions:,}", of=f"{report.of:,}")
        self._console.print()
        if report.decisions:
            self._matrix()
            self._rules()
            self._people()
            self._examples(examples)
        elif not report.unread:
            self._say("nothing")
        self._notes()

    def _say(self, key: str, style: str = "", **parts: object) -> None:
        self._console.print(Text(self._words[key].format(**parts), style=style), soft_wrap=True)

    def _matrix(self) -> None:
        report = self._report
        table = outcome_table(report.outcomes, self._words["was"], self._words["all"])
        self._console.print(table)
        self._console.print()
        self._say(
            "moves",
            decisions=f"{report.decisions:,}",
            unchanged=f"{report.unchanged:,}",
            stricter=f"{report.stricter:,}",
            milder=f"{report.milder:,}",
            otherwise=f"{report.otherwise:,}",
        )

    def _rules(self) -> None:
        different = [rule for rule in self._report.rules if rule.before != rule.now]
        if not different:
            return
        table = Table(self._words["rule"], box=None, pad_edge=False)
        for heading in ("fired then", "fires now", "difference"):
            table.add_column(self._words[heading], justify="right")
        for rule in different[:_MOST_RULES]:
            way = rule.now - rule.before
            table.add_row(
                Text(rule.name), f"{rule.before:,}", f"{rule.now:,}", Text(f"{way:+,}", style="red" if way > 0 else "green")
            )
        self._console.print()
        self._console.print(table)
        if len(different) > _MOST_RULES:
            self._say("more rules", "dim", count=len(different) - _MOST_RULES)

    def _people(self) -> None:
        report, people = self._report, self._report.people
        self._console.print()
        if people.seen:
            share = f"{people.affected / people.seen:.1%}"
            self._say("people", affected=f"{people.affected:,}", seen=f"{people.seen:,}", share=share)
        if people.posts_without_author:
            self._say("no author", "dim", count=f"{people.posts_without_author:,}")
        units = [unit for unit in report.units if unit.changed]
        if not units:
            return
        table = Table(self._words["unit"], box=None, pad_edge=False)
        for heading in ("posts", "changed", "share"):
            table.add_column(self._words[heading], justify="right")
        for unit in units[:_MOST_UNITS]:
            table.add_row(Text(unit.unit), f"{unit.posts:,}", f"{unit.changed:,}", f"{unit.changed / unit.posts:.1%}")
        self._console.print(table)
        if len(units) > _MOST_UNITS:
            self._say("more units", "dim", count=len(units) - _MOST_UNITS)

    def _examples(self, examples: Sequence[Changed]) -> None:
        if not examples:
            return
        self._console.print()
        self._console.print(Text(self._words["examples"], style="bold"))
        for one in examples:
            before, now = one.before.outcome, one.now.outcome
            mark = {Move.STRICTER: "↑", Move.MILDER: "↓", Move.OTHERWISE: "="}[one.move]
            line = Text.assemble(f"{one.id}  {mark} ", (before, STYLES[before]), " → ", (now, STYLES[now]))
            self._console.print(Padding(line, (0, 0, 0, 2)))
            rules = f"{_names(one, now=False)} → {_names(one, now=True)}"
            self._console.print(Padding(Text(rules, style="dim"), (0, 0, 0, 4)))
            self._console.print(Padding(Text(one.text), (0, 0, 0, 4)))

    def _notes(self) -> None:
        report = self._report
        self._console.print()
        for unread in report.unread:
            told = self._words[unread.reason].format(count=f"{unread.count:,}")
            first = self._words["first"].format(ids=", ".join(unread.ids[:5]))
            self._console.print(Text(f"{told}; {first}. {unread.detail}", style="yellow"), soft_wrap=True)
        for key, counts in (("computed", report.computed), ("left", report.left_unknown)):
            if counts:
                self._say(key, "yellow" if key == "left" else "", parts=", ".join(f"{name} ({n:,})" for name, n in counts.items()))
        for name, problem in report.problems.items():
            self._say("problem", "bold yellow", name=name, problem=problem)
        rate = f"{report.decisions / report.seconds:,.0f}" if report.seconds else "-"
        self._say("speed", "dim", seconds=f"{report.seconds:,.1f}", rate=rate, skipped=f"{report.skipped:,}")


def _names(changed: Changed, *, now: bool) -> str:
    verdict = changed.now if now else changed.before
    fired = [one.rule for one in verdict.rules] + [f"{one.rule}?" for one in verdict.undecided]
    return ", ".join(fired) or "—"
