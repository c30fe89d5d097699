"""The versions of a policy on a terminal: their table, a proposal, and what came of a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from rich.console import Console
from rich.table import Table
from rich.text import Text

from guidepost.cli.diff import Language
from guidepost.engine.lifecycle import CONSENTS, Examination, How, State
from guidepost.engine.store.versions import Activation, PolicyVersion
from guidepost.rules.compare import Difference, Effect, Kind, RuleDifference

STATE_STYLES: Mapping[str, str] = MappingProxyType(
    {State.LIVE: "bold green", State.SHADOW: "cyan", State.DRAFT: "yellow", State.RETIRED: "dim"}
)
_MARKS: Mapping[Kind, tuple[str, str]] = MappingProxyType(
    {Kind.ADDED: ("+", "green"), Kind.REMOVED: ("-", "red"), Kind.RENAMED: ("~", "cyan"), Kind.CHANGED: ("~", "yellow")}
)
_MOST_RULES = 15
_MOST_UNTESTED = 5

WORDS: Mapping[Language, Mapping[str, str]] = MappingProxyType(
    {
        Language.ENGLISH: MappingProxyType(
            {
                "none": "There is no version yet. The first start of the server brings one into force, or: guidepost policy propose FILE",
                "state": "state",
                "version": "version",
                "digest": "digest",
                "proposed": "proposed",
                "consents": "consents",
                "since": "since",
                "problem": "{digest} cannot be used by the running server: {problem}",
                "start": "by a start",
                "how bootstrap": "{digest} is live since the first start of a server: there was nobody to consent.",
                "how unreviewed": "{digest} is live without anybody's consent: a server was started with --policy-unreviewed.",
                "how reread": "{digest} is live because this version of Guidepost reads the texts of the one before otherwise.",
                "how rollback": "{digest} is live by a rollback: {reason}",
                "draft": "draft",
                "shadow": "shadow",
                "live": "live",
                "retired": "retired",
                "is proposed": "Proposed: “{title}” {version}, {digest}…",
                "against": "Against the live version {version}, {digest}…:",
                "first": "There is no live version to compare it with.",
                "same": "it means the same.",
                "differs": "{rules} rules, {lists} lists, {definitions} definitions and {head} settings differ; "
                "decisions would be {effect}.",
                "effect milder": "milder, where other",
                "effect stricter": "stricter, where other",
                "effect open": "milder or stricter, where other",
                "effect none": "the same",
                "milder": "milder",
                "stricter": "stricter",
                "open": "may decide otherwise",
                "decides nothing": "decides nothing",
                "more": "… and {count} more; guidepost policy diff shows all.",
                "untested": "Untested: no test sees {count} of {all} rules at work, for example {names}.",
                "consented": "{count} of {of} consents: {names}.",
                "next shadow": "guidepost policy shadow {digest} --as NAME   evaluates it beside the live version first",
                "next approve": "guidepost policy approve {digest} --as NAME   the consent of a second person brings it into force",
                "is live": "{version}, {digest}…, is live. A running server takes it up within about a second.",
                "is shadow": "{version}, {digest}…, is evaluated beside the live version. What differs: "
                "guidepost policy shadow-report {digest}",
                "is retired": "{version}, {digest}…, is retired.",
                "is waiting": "{version}, {digest}…, needs more consents.",
            }
        ),
        Language.GERMAN: MappingProxyType(
            {
                "none": "Es gibt noch keine Fassung. Der erste Start des Servers setzt eine in Kraft, oder: guidepost policy propose DATEI",
                "state": "Stand",
                "version": "Fassung",
                "digest": "Digest",
                "proposed": "vorgeschlagen",
                "consents": "Zustimmungen",
                "since": "seit",
                "problem": "{digest} ist für den laufenden Server nicht verwendbar: {problem}",
                "start": "durch einen Start",
                "how bootstrap": "{digest} gilt seit dem ersten Start eines Servers: Es war niemand da, um zuzustimmen.",
                "how unreviewed": "{digest} gilt ohne jede Zustimmung: Ein Server wurde mit --policy-unreviewed gestartet.",
                "how reread": "{digest} gilt, weil diese Version von Guidepost die Texte der vorigen Fassung anders liest.",
                "how rollback": "{digest} gilt nach einer Rücknahme: {reason}",
                "draft": "Entwurf",
                "shadow": "Schatten",
                "live": "gilt",
                "retired": "zurückgezogen",
                "is proposed": "Vorgeschlagen: „{title}“ {version}, {digest}…",
                "against": "Gegenüber der geltenden Fassung {version}, {digest}…:",
                "first": "Es gibt noch keine geltende Fassung zum Vergleich.",
                "same": "sie bedeutet dasselbe.",
                "differs": "{rules} Regeln, {lists} Listen, {definitions} Definitionen und {head} Einstellungen sind anders; "
                "Entscheidungen wären {effect}.",
                "effect milder": "wenn anders, dann milder",
                "effect stricter": "wenn anders, dann strenger",
                "effect open": "wenn anders, dann milder oder strenger",
                "effect none": "die gleichen",
                "milder": "milder",
                "stricter": "strenger",
                "open": "kann anders entscheiden",
                "decides nothing": "entscheidet nichts",
                "more": "… und {count} weitere; guidepost policy diff zeigt alle.",
                "untested": "Ungetestet: kein Test sieht {count} von {all} Regeln am Werk, zum Beispiel {names}.",
                "consented": "{count} von {of} Zustimmungen: {names}.",
                "next shadow": "guidepost policy shadow {digest} --as NAME   wertet sie erst neben der geltenden aus",
                "next approve": "guidepost policy approve {digest} --as NAME   die Zustimmung einer zweiten Person setzt sie in Kraft",
                "is live": "{version}, {digest}…, gilt. Ein laufender Server übernimmt sie in etwa einer Sekunde.",
                "is shadow": "{version}, {digest}…, wird neben der geltenden ausgewertet. Was anders ist: "
                "guidepost policy shadow-report {digest}",
                "is retired": "{version}, {digest}…, ist zurückgezogen.",
                "is waiting": "{version}, {digest}…, braucht weitere Zustimmungen.",
            }
        ),
    }
)


def short(digest: str) -> str:
    """As many characters of a digest as name a version."""
    return digest.removeprefix("sha256:")[:8]


def print_versions(console: Console, versions: Sequence[PolicyVersion], latest: Activation | None, language: Language) -> None:
    """All versions as a table, how the live one became so (the `latest` activation), and what is wrong with any."""
    words = WORDS[language]
    if not versions:
        console.print(words["none"], soft_wrap=True, markup=False)
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("state", "version", "digest", "proposed", "consents", "since"):
        table.add_column(words[heading], no_wrap=heading in ("state", "digest", "since"))
    for one in versions:
        proposed = f"{one.proposed_by or words['start']}, {_minute(one.proposed_at)}"
        consents = ", ".join(consent.name for consent in one.standing) or "—"
        since = _minute(one.changed_at) + (f", {one.changed_by}" if one.changed_by else "")
        state = Text(words[one.state], style=STATE_STYLES[one.state])
        table.add_row(state, Text(one.version), short(one.digest), Text(proposed), Text(consents), Text(since))
    console.print(table)
    if latest is not None and latest.how != How.CONSENT:
        told = words[f"how {latest.how}"].format(digest=short(latest.digest), reason=latest.reason)
        console.print(Text(told), soft_wrap=True)
    for one in versions:
        if one.note:
            console.print(Text(f"{short(one.digest)}: {one.note}", style="dim"), soft_wrap=True)
    for one in versions:
        if one.problem:
            told = words["problem"].format(digest=short(one.digest), problem=one.problem)
            console.print(Text(told, style="bold red"), soft_wrap=True)


def print_change(console: Console, version: PolicyVersion, language: Language) -> None:
    """What a version is after a change."""
    words = WORDS[language]
    kind = "is waiting" if version.state == State.DRAFT else f"is {version.state}"
    console.print(words[kind].format(version=version.version, digest=short(version.digest)), soft_wrap=True, markup=False)
    if version.state in (State.DRAFT, State.SHADOW):
        _print_consents(console, version, words)


def print_proposal(console: Console, examined: Examination, version: PolicyVersion, language: Language) -> None:
    """What was proposed, what it would change, and what comes next."""
    words = WORDS[language]
    named = {"title": version.title, "version": version.version, "digest": short(version.digest)}
    console.print(Text(words["is proposed"].format(**named), style="bold"), soft_wrap=True)
    if examined.live is None or examined.difference is None:
        console.print(words["first"], soft_wrap=True)
    else:
        live = examined.live.compiled
        console.print(words["against"].format(version=live.version, digest=short(live.digest)), soft_wrap=True, markup=False)
        _print_difference(console, examined.difference, words)
    _print_untested(console, examined, words)
    _print_consents(console, version, words)
    for following in ("next shadow", "next approve"):
        console.print(Text("  " + words[following].format(digest=short(version.digest)), style="dim"), soft_wrap=True)


def _print_difference(console: Console, difference: Difference, words: Mapping[str, str]) -> None:
    if difference.empty:
        console.print(Text("  " + words["same"]), soft_wrap=True)
        return
    effect = words[f"effect {difference.effect.value}"]
    counts = {
        "rules": len(difference.rules),
        "lists": len(difference.lists),
        "definitions": len(difference.definitions),
        "head": len(difference.changes),
    }
    console.print(Text("  " + words["differs"].format(**counts, effect=effect)), soft_wrap=True)
    for rule in difference.rules[:_MOST_RULES]:
        console.print(_rule(rule, words), soft_wrap=True)
    if len(difference.rules) > _MOST_RULES:
        console.print(Text("  " + words["more"].format(count=len(difference.rules) - _MOST_RULES), style="dim"))


def _rule(rule: RuleDifference, words: Mapping[str, str]) -> Text:
    mark, style = _MARKS[rule.kind]
    effect = words["decides nothing" if rule.effect is Effect.NONE else rule.effect.value]
    return Text.assemble((f"  {mark} {rule.name}", style), f"  {effect}")


def _print_untested(console: Console, examined: Examination, words: Mapping[str, str]) -> None:
    names = examined.untested
    if names:
        shown = ", ".join(names[:_MOST_UNTESTED])
        told = words["untested"].format(count=len(names), all=len(examined.policy.compiled.rules), names=shown)
        console.print(Text(told, style="yellow"), soft_wrap=True)


def _print_consents(console: Console, version: PolicyVersion, words: Mapping[str, str]) -> None:
    names = ", ".join(consent.name for consent in version.standing) or "—"
    told = words["consented"].format(count=len(version.standing), of=CONSENTS, names=names)
    console.print(told, soft_wrap=True, markup=False, highlight=False)


def _minute(moment: str) -> str:
    """A moment as the store writes it, to the minute, in UTC."""
    return f"{moment[:10]} {moment[11:16]}Z"
