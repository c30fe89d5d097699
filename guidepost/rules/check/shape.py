"""Every rule, head and test has the parts it needs and none that contradict."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from guidepost.rules.check.scope import Scope, violated_guidelines
from guidepost.rules.syntax.diagnostic import Diagnostic
from guidepost.rules.syntax.tree import Clause, Modality, Outcome, PolicyHead, Rule


def rules_whole(scope: Scope) -> Iterator[Diagnostic]:
    """GP211 to GP214: a duty without condition, a permission with a consequence, excuses that cannot be, risks out of range."""
    for rule in scope.file.rules:
        yield from _permission(rule, scope) if rule.modality is Modality.MAY else _duty(rule)
        if rule.risk:
            yield from _risk(rule.risk.value, rule.risk)


def _permission(rule: Rule, scope: Scope) -> Iterator[Diagnostic]:
    for word, clause in (("then", rule.then), ("risk", rule.risk), ("instead", rule.instead)):
        if clause:
            yield Diagnostic(
                "GP212",
                f"a may rule permits; “{word}” has no place in it",
                clause.place,
                "Remove it, or write should, must or must not instead of may.",
            )
    if rule.excuses and rule.when is None:
        yield Diagnostic("GP213", "this excuse holds for every post", rule.excuses.place, "Say when it holds: when …")
    for name in rule.excuses.value if rule.excuses else ():
        excused = scope.rules.get(name.value)
        if excused is not None and excused.modality is Modality.MAY:
            yield Diagnostic(
                "GP213",
                f"“{name.value}” is a may rule; there is nothing to excuse",
                name.place,
                "Name a should, must or must not rule.",
            )


def _duty(rule: Rule) -> Iterator[Diagnostic]:
    if rule.when is None:
        yield Diagnostic("GP211", f"“{rule.qualified}” would fire on every post", rule.name.place, "Say when it is broken: when …")
    if rule.excuses:
        yield Diagnostic("GP213", "only a may rule excuses others", rule.excuses.place, "Move it to a may rule.")
    if rule.then:
        consequence = rule.then.value
        if consequence.outcome is Outcome.ALLOW:
            yield Diagnostic(
                "GP214",
                "a rule that fires and allows does nothing",
                rule.then.place,
                "Write a may rule that excuses the rule you mean.",
            )
        if (consequence.queue or consequence.within) and consequence.outcome is not Outcome.REVIEW:
            yield Diagnostic("GP214", "only “review” puts a post in a queue", rule.then.place, "Write: then review in queue …")


def _risk(value: float, clause: Clause[float]) -> Iterator[Diagnostic]:
    if not 0 < value <= 1:
        yield Diagnostic("GP207", "a risk lies between 0 and 1", clause.place, "Write, for example: risk 0.6.")


def head_whole(scope: Scope) -> Iterator[Diagnostic]:
    """GP215: a head that would let unknown posts through, or whose thresholds do not rise; of layers, see also `layers.heads_stricter`."""
    head = scope.file.head
    if head.on_unknown and head.on_unknown.value < Outcome.REVIEW:
        yield Diagnostic(
            "GP215",
            f"“on unknown {head.on_unknown.value.word}” would publish posts that could not be checked",
            head.on_unknown.place,
            "Write: on unknown review, or: on unknown block.",
        )
    for one in (head, *(layer.head for layer in scope.file.layers)):
        yield from _thresholds(one)


def _thresholds(head: PolicyHead) -> Iterator[Diagnostic]:
    ordered = sorted(head.thresholds, key=lambda clause: clause.value.risk)
    for clause in ordered:
        yield from _risk(clause.value.risk, Clause(clause.value.risk, clause.place))
    for lower, upper in pairwise(ordered):
        if lower.value.risk == upper.value.risk or lower.value.outcome >= upper.value.outcome:
            yield Diagnostic(
                "GP215",
                "a higher risk must lead to a stricter outcome",
                upper.place,
                "Let the outcomes rise with the risks.",
                related=((lower.place, "compared with this"),),
            )


def no_circles(scope: Scope) -> Iterator[Diagnostic]:
    """GP216: a rule that, by excuses and `violates`, depends on itself."""
    needs = dependencies(scope)
    done: set[str] = set()
    for start in needs:
        path: list[str] = []
        circle = _circle(start, needs, path, done)
        if circle:
            rule = scope.rules[circle[0]]
            way = " → ".join([*circle, circle[0]])
            yield Diagnostic(
                "GP216",
                f"these rules wait for each other: {way}",
                rule.name.place,
                "Take one excuse or “violates” out of the circle.",
            )
            return


def dependencies(scope: Scope) -> dict[str, tuple[str, ...]]:
    """By rule: the rules that must be decided first, because it asks for them (`violates`) or they excuse it."""
    by_guideline: dict[str, list[str]] = {}
    for rule in scope.file.rules:
        if rule.modality is not Modality.MAY:
            by_guideline.setdefault(rule.guideline, []).append(rule.qualified)
    needs: dict[str, list[str]] = {rule.qualified: [] for rule in scope.file.rules}
    for rule in scope.file.rules:
        for asked in violated_guidelines(rule, scope.definitions):
            needs[rule.qualified] += by_guideline.get(asked.guideline.value, [])
        for name in rule.excuses.value if rule.excuses else ():
            if name.value in needs:
                needs[name.value].append(rule.qualified)
    return {name: tuple(dict.fromkeys(first)) for name, first in needs.items()}


def _circle(start: str, needs: dict[str, tuple[str, ...]], path: list[str], done: set[str]) -> list[str] | None:
    """A circle reachable from `start`, found without recursion so that long chains cannot exhaust the stack."""
    stack: list[tuple[str, int]] = [(start, 0)]
    on_path: set[str] = set()
    while stack:
        name, position = stack.pop()
        if position == 0:
            if name in done:
                continue
            path.append(name)
            on_path.add(name)
        following = needs.get(name, ())
        if position < len(following):
            stack.append((name, position + 1))
            after = following[position]
            if after in on_path:
                return path[path.index(after) :]
            stack.append((after, 0))
        else:
            path.remove(name)
            on_path.discard(name)
            done.add(name)
    return None


def tests_whole(scope: Scope) -> Iterator[Diagnostic]:
    """GP217: a test that tests nothing, or that takes its posts from two places."""
    for test in scope.file.tests:
        sources = [clause for clause in (test.post, test.each_post, test.cases) if clause is not None]
        if not sources:
            yield Diagnostic("GP217", f"the test “{test.title}” has no post", test.place, 'Write: post "…" audience external.')
        for clause in sources[1:]:
            yield Diagnostic("GP217", f"the test “{test.title}” takes posts from two places", clause.place, "Make two tests of it.")
        if not test.expects and test.cases is None:
            yield Diagnostic(
                "GP217",
                f"the test “{test.title}” expects nothing",
                test.place,
                "Write, for example: expect review because guideline.rule.",
            )
