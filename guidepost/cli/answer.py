"""A decision on a terminal: what it is, where in the text, why, and what to do now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from guidepost.engine.decision import Condition, Decision, Reason

STYLES: Mapping[str, str] = MappingProxyType(
    {"allow": "green", "advise": "cyan", "acknowledge": "yellow", "review": "dark_orange3", "block": "red"}
)
"""The colour of each outcome; the word always stands beside it."""

_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": MappingProxyType(
            {
                "allow": "ALLOWED",
                "advise": "ALLOWED, WITH A HINT",
                "acknowledge": "PLEASE CONFIRM",
                "review": "HELD FOR A PERSON",
                "block": "NOT LIKE THIS",
                "risk": "risk",
                "why": "Why",
                "missing": "Not decided, for want of {signals}",
                "excused": "Excused by {rules}",
                "do": "What you can do",
                "may": "You may",
                "next": "Next",
                "queue": "queue",
                "due": "due",
                "kept": "kept",
                "tried": "only tried, not kept",
                "yes": "layers {names}",
                "unknown": "perhaps {names}",
            }
        ),
        "de": MappingProxyType(
            {
                "allow": "ERLAUBT",
                "advise": "ERLAUBT, MIT EINEM HINWEIS",
                "acknowledge": "BITTE BESTÄTIGEN",
                "review": "WARTET AUF EINEN MENSCHEN",
                "block": "SO NICHT",
                "risk": "Risiko",
                "why": "Warum",
                "missing": "Nicht entschieden, weil {signals} fehlt",
                "excused": "Entschuldigt durch {rules}",
                "do": "Was Sie tun können",
                "may": "Sie dürfen",
                "next": "Wie es weitergeht",
                "queue": "Warteschlange",
                "due": "bis",
                "kept": "aufbewahrt",
                "tried": "nur ausprobiert, nicht aufbewahrt",
                "yes": "Ebenen {names}",
                "unknown": "vielleicht {names}",
            }
        ),
    }
)

_LONGEST_SHOWN = 2_000
"""Characters of a post that are shown; the places beyond are listed with their numbers."""


def print_answer(console: Console, decision: Decision, text: str) -> None:
    """Show a decision about `text` to a person."""
    words = _WORDS.get(decision.guidance.language, _WORDS["en"])
    console.print(_head(decision, words))
    console.print(Padding(_marked(decision, text), (1, 2)))
    for title, lines in _parts(decision, words):
        console.print(Text(title, style="bold"))
        for line in lines:
            console.print(Padding(line, (0, 0, 0, 2)))
        console.print()
    console.print(Text(_foot(decision, words), style="dim"), soft_wrap=True)


def _head(decision: Decision, words: Mapping[str, str]) -> RenderableType:
    style = STYLES[decision.outcome]
    label = Text.assemble((f" {words[decision.outcome]} ", f"bold reverse {style}"), f"  {words['risk']} {decision.risk:.2f}")
    return Group(label, Text(decision.guidance.headline, style=f"bold {style}"))


def _marked(decision: Decision, text: str) -> Text:
    """The text with every place that decided underlined, control characters shown as what they are."""
    shown = Text(printable(text[:_LONGEST_SHOWN]))
    for reason in decision.reasons:
        for condition in reason.conditions:
            for place in condition.places or ():
                shown.stylize(f"bold underline {STYLES[reason.outcome]}", place.start, min(place.end, _LONGEST_SHOWN))
    if len(text) > _LONGEST_SHOWN:
        shown.append(f" … ({len(text):,})", style="dim")
    return shown


def printable(text: str) -> str:
    """Each character that could move the cursor, hide or turn text around is shown as one visible mark; the length stays."""
    return "".join(
        character if character.isprintable() or character == "\n" else "␣" if character == "\t" else "�" for character in text
    )


def _parts(decision: Decision, words: Mapping[str, str]) -> Iterator[tuple[str, list[RenderableType]]]:
    why: list[RenderableType] = [line for reason in decision.reasons for line in _reason(reason)]
    why += [
        Text.assemble((one.rule, "bold"), "  ", words["missing"].format(signals=", ".join(one.signals)))
        for one in decision.undecided
    ]
    why += [Text.assemble((one.rule, "bold"), "  ", words["excused"].format(rules=", ".join(one.by))) for one in decision.excused]
    if why:
        yield words["why"], why
    if decision.guidance.fix:
        yield words["do"], [_bullet(fix) for fix in decision.guidance.fix]
    if decision.guidance.you_may:
        yield words["may"], [_bullet(permission.says) for permission in decision.guidance.you_may]
    following: list[RenderableType] = [Text(decision.guidance.next_step)]
    if decision.guidance.appeal:
        following.append(Text(decision.guidance.appeal))
    yield words["next"], following


def _bullet(text: str) -> RenderableType:
    row = Table.grid(padding=(0, 1))
    row.add_row("•", Text(text))
    return row


def _reason(reason: Reason) -> Iterator[RenderableType]:
    guideline = reason.guideline
    cited = f" ({guideline.cites})" if guideline.cites else ""
    yield Text.assemble((reason.rule, f"bold {STYLES[reason.outcome]}"), f"  {guideline.title}{cited}")
    yield Padding(Text(reason.says or guideline.says), (0, 0, 0, 2))
    for condition in reason.conditions:
        yield Padding(Text(_condition(condition), style="dim"), (0, 0, 0, 2))


def _condition(condition: Condition) -> str:
    if condition.places:
        found = ", ".join(dict.fromkeys(f"{place.label} {place.start}–{place.end}".strip() for place in condition.places[:5]))
        more = f" … +{len(condition.places) - 5}" if len(condition.places) > 5 else ""
        return f"{condition.condition}: {found}{more}"
    if condition.value is None or f"{condition.value}" in condition.condition:
        return condition.condition
    return f"{condition.condition}: {condition.value}"


def _foot(decision: Decision, words: Mapping[str, str]) -> str:
    parts = [decision.id, words["kept"] if decision.recorded else words["tried"]]
    if decision.case:
        due = f", {words['due']} {decision.case.due_at}" if decision.case.due_at else ""
        parts.append(f"{words['queue']} {decision.case.queue}{due}")
    parts.append(", ".join([f"{decision.policy.title} {decision.policy.version}", *_layers(decision, words)]))
    parts.append(f"{sum(decision.timings_ms.values()):.0f} ms")
    return " · ".join(parts)


def _layers(decision: Decision, words: Mapping[str, str]) -> Iterator[str]:
    """The layers that applied, and those of which it is not known."""
    for applied in ("yes", "unknown"):
        names = [layer.layer for layer in decision.policy.layers if layer.applied == applied]
        if names:
            yield words[applied].format(names=", ".join(names))


def one_line(decision: Decision, number: int, text: str, width: int) -> str:
    """A decision in a list of many, as markup: line number, outcome, the rules, and how the text begins."""
    style = STYLES[decision.outcome]
    rules = ", ".join(reason.rule for reason in decision.reasons) or ("?" if decision.undecided else "")
    beginning = printable(" ".join(text.split()))[: max(20, width - len(rules) - 26)]
    return f"[dim]{number:>7}[/] [{style}]{decision.outcome:<11}[/] {escape(rules)} [dim]{escape(beginning)}[/]"
