"""`guidepost policy explain`: why a post is decided about as it is, and what would have to change."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import msgspec
import typer
from rich.text import Text
from rich.tree import Tree

from guidepost.cli.answer import STYLES, printable
from guidepost.cli.options import DEFAULT_DATA, MISUSED, DataFolder, PolicyArgument, clear_errors, err, fail, out
from guidepost.engine.catalogue import catalogue
from guidepost.engine.check import Checker
from guidepost.engine.decision import Place
from guidepost.engine.explain import ExplanationAnswer, GroundAnswer, RuleAnswer, WayOutAnswer, explain_settled
from guidepost.engine.policies import load_policy
from guidepost.engine.policy_tests.running import SOMEBODY, silence_of
from guidepost.engine.post import Post, PostRejected
from guidepost.engine.providers import Providers
from guidepost.engine.start import providers_of, real_world
from guidepost.rules.check import Catalogue
from guidepost.rules.explain.words import WORDS, ExplanationWords
from guidepost.signals import SignalDeclaration, SignalType, Span, Unknown, UnknownReason, Value

_MOST_QUOTES = 5
_MOST_PLACES = 1000


def explain(
    file: PolicyArgument,
    post: Annotated[str, typer.Option("--post", help="The text of the post.")],
    audience: Annotated[str, typer.Option(help="Who will be able to read it: internal or external.")] = "internal",
    given: Annotated[
        list[str] | None,
        typer.Option("--with", help="A signal's value, such as toxicity=0.9, pii.iban=found, channel=blog or toxicity=unknown."),
    ] = None,
    lang: Annotated[str, typer.Option(help="The language to explain in: en or de.")] = "en",
    models: Annotated[
        bool, typer.Option("--models/--no-models", help="Compute signals that are not given, or take them as nothing found.")
    ] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Explain a decision: the least that leads to it, as a tree, and the nearest changes with which the post would be allowed."""
    if lang not in WORDS:
        fail(f"there is no language {lang!r}; choose one of: {', '.join(WORDS)}.", MISUSED)
    with clear_errors():
        chosen = providers_of(data)
        policy = load_policy(file, catalogue(chosen))
    signals = policy.checked.scope.catalogue
    values: dict[str, Value] = {} if models else silence_of(signals)
    values.update(value_of(one, signals, post) for one in given or ())
    providers = Providers(chosen)
    try:
        asked = providers.asked_for(policy.compiled.signals - values.keys())
        if models and asked:
            with err.status("Loading models …"):
                providers.load(asked)
        settled = Checker(policy.compiled, providers, real_world()).settle([Post(post, audience, author=SOMEBODY)], given=values)[0]
    except PostRejected as rejected:
        fail(str(rejected), MISUSED)
    finally:
        providers.close()
    answer = explain_settled(policy, settled, lang)
    if as_json:
        sys.stdout.write(msgspec.json.encode(answer).decode() + "\n")
    else:
        _print(answer, post)


def value_of(written: str, signals: Catalogue, post: str) -> tuple[str, Value]:
    """A signal and its value out of `signal=value`. Ends the command where they do not fit."""
    name, equals, value = written.partition("=")
    declaration = signals.get(name.strip())
    if not equals or declaration is None:
        fail(f"--with takes signal=value; {name.strip()!r} is no signal. `guidepost policy signals` lists them.", MISUSED)
    try:
        return declaration.name, _parsed(value.strip(), declaration, post)
    except ValueError:
        fail(f"{declaration.name} is a {declaration.type.value} and cannot be {value.strip()!r}.", MISUSED)


def _parsed(value: str, declaration: SignalDeclaration, post: str) -> Value:
    if value == "unknown":
        return Unknown(UnknownReason.NOT_GIVEN, "set by hand")
    match declaration.type:
        case SignalType.SPANS:
            count = {"found": 1, "not found": 0}.get(value)
            places = int(_in_range(int(value) if count is None else count))
            return (Span(0, len(post), "given"),) * min(_MOST_PLACES, places)
        case SignalType.COUNT:
            return _in_range(int(value))
        case SignalType.PROBABILITY | SignalType.NUMBER | SignalType.DURATION | SignalType.TIME:
            number = _in_range(float(value[:-1]) / 100 if value.endswith("%") else float(value))
            if declaration.type is SignalType.PROBABILITY and number > 1:
                raise ValueError(value)
            return number
        case SignalType.SET:
            return frozenset(word.strip() for word in value.split(",") if word.strip())
        case _:
            if declaration.symbols is not None and value not in declaration.symbols:
                raise ValueError(value)
            return value


def _in_range(number: float) -> float:
    if not 0 <= number < float("inf"):
        raise ValueError(number)
    return number


def _print(answer: ExplanationAnswer, post: str) -> None:
    words = WORDS[answer.language]
    style = STYLES[answer.outcome]
    tree = Tree(Text(answer.says, style=f"bold {style}"))
    for rule in answer.deciding:
        _add_rule(tree, rule, post, words)
    if answer.also:
        tree.add(Text(words.also.format(rules=", ".join(answer.also)), style="dim"))
    for excuse in answer.excused:
        branch = tree.add(Text(excuse.says, style="green"))
        for by in excuse.by:
            _add_rule(branch, by, post, words)
    for missing in answer.missing:
        if missing.rules:
            tree.add(Text(missing.says, style="yellow"))
    harmless = [missing.signal for missing in answer.missing if not missing.rules]
    if harmless:
        tree.add(Text(words.harmless.format(signals=", ".join(harmless)), style="dim"))
    if answer.not_asked:
        tree.add(Text(words.not_asked.format(signals=", ".join(answer.not_asked)), style="dim"))
    out.print(tree)
    if answer.deciding:
        ways = Tree(Text(words.ways_out if answer.ways_out else words.no_way_out, style="bold"))
        for way in answer.ways_out:
            ways.add(Text(_way(way, words, post)))
        out.print(ways)


def _add_rule(tree: Tree, rule: RuleAnswer, post: str, words: ExplanationWords) -> None:
    branch = tree.add(Text(rule.says, style=STYLES[rule.outcome]))
    if rule.because is not None:
        _add_ground(branch, rule.because, post, words)


def _add_ground(tree: Tree, ground: GroundAnswer, post: str, words: ExplanationWords) -> None:
    label = Text(ground.says)
    seen = _quotes(post, ground.places, words)
    if not seen and ground.value is not None:
        seen = ", ".join(ground.value) if isinstance(ground.value, list) else f"{ground.value}"
    if seen:
        label.append(f"  {seen}", style="bold")
    label.append(f"  {ground.layer}:{ground.line}", style="dim")
    branch = tree.add(label)
    for part in ground.parts:
        _add_ground(branch, part, post, words)
    for rule in ground.rules:
        _add_rule(branch, rule, post, words)


def _way(way: WayOutAnswer, words: ExplanationWords, post: str) -> str:
    return words.conjunction.join(
        words.remove.format(quotes=_quotes(post, change.places, words)) if change.places else change.says for change in way.changes
    )


def _quotes(post: str, places: Sequence[Place], words: ExplanationWords) -> str:
    """What stands at places of the post, each once; control characters are shown as one visible mark."""
    found = dict.fromkeys(printable(post[one.start : one.end]) for one in places)
    return ", ".join(words.quote.format(text=text) for text in list(found)[:_MOST_QUOTES])
