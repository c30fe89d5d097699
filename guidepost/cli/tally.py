"""What became of many posts, as a table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

from guidepost.cli.answer import STYLES
from guidepost.engine.decision import Decision

_MOST_RULES = 15


@dataclass(slots=True)
class Tally:
    """Counts decisions while they are made."""

    outcomes: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    undecided: int = 0
    bad_lines: int = 0

    def add(self, decision: Decision) -> None:
        """Count one decision."""
        self.outcomes[decision.outcome] += 1
        self.rules.update(reason.rule for reason in decision.reasons)
        self.undecided += bool(decision.undecided)

    @property
    def posts(self) -> int:
        """How many posts were decided about."""
        return self.outcomes.total()

    def print(self, console: Console, seconds: float) -> None:
        """Show outcomes, the rules that fired most, and how fast it went. `seconds` is the time the checks took."""
        outcomes = Table("outcome", box=None, pad_edge=False)
        outcomes.add_column("posts", justify="right")
        outcomes.add_column("share", justify="right")
        for outcome, style in STYLES.items():
            count = self.outcomes[outcome]
            outcomes.add_row(f"[{style}]{outcome}[/]", f"{count:,}", f"{count / self.posts:.1%}" if self.posts else "")
        outcomes.add_row("[bold]all[/]", f"[bold]{self.posts:,}[/]", "")
        console.print(outcomes)
        if self.rules:
            fired = Table("rule", box=None, pad_edge=False)
            fired.add_column("posts", justify="right")
            for rule, count in self.rules.most_common(_MOST_RULES):
                fired.add_row(rule, f"{count:,}")
            console.print()
            console.print(fired)
        console.print()
        rate = f"{self.posts / seconds:,.1f} posts/s" if seconds > 0 else "-"
        console.print(f"{self.posts:,} posts in {seconds:,.1f} s, {rate}")
        if self.undecided:
            console.print(
                f"{self.undecided:,} posts were not wholly decided, because a signal could not be had in time.", style="yellow"
            )
        if self.bad_lines:
            console.print(f"{self.bad_lines:,} lines hold no post that can be checked; see above.", style="bold red")
