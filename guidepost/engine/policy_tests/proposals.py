"""For a mutant that no test noticed: a test that would.

The condition around the change is put so that all hangs on the changed place; then posts and signal values are tried there until policy
and mutant disagree. Both really decide about what is proposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, product

from guidepost.engine.policies import LoadedPolicy
from guidepost.engine.policy_tests.expectations import Observed, observe, problems
from guidepost.engine.policy_tests.mutants import Mutant
from guidepost.engine.policy_tests.mutation import changed_policy
from guidepost.engine.policy_tests.running import TestResult, silence_of
from guidepost.engine.post import Post
from guidepost.engine.views import make_views
from guidepost.rules.check import Scope, values_given
from guidepost.rules.compile import CompiledPolicy, whole_condition
from guidepost.rules.compile.text import PatternSet
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax import write
from guidepost.signals import Cost, SignalType

_MOST_TRIES = 200
"""Posts tried for one mutant."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a post must say and its signals must hold for a condition to be one way."""

    texts: tuple[str, ...] = ()
    facts: Mapping[str, t.Given] = field(default_factory=dict)

    def beside(self, other: _Scene) -> _Scene | None:
        """Both at once, unless they want one signal to be two things."""
        if any(other.facts.get(name, value) != value for name, value in self.facts.items()):
            return None
        return _Scene(tuple(dict.fromkeys((*self.texts, *other.texts))), {**self.facts, **other.facts})


def propose(policy: LoadedPolicy, mutant: Mutant, results: Sequence[TestResult]) -> str | None:
    """A test, as the language writes it, that passes now and would fail for the mutant; nothing where none was found."""
    changed = changed_policy(policy.compiled, mutant)
    stage = _Stage(policy, results)
    for scene in islice(stage.scenes(mutant), _MOST_TRIES):
        test = stage.test(scene, mutant)
        before, after = stage.observe(policy.compiled, test), stage.observe(changed, test)
        if before is None or after is None or before == after:
            continue
        expects = _telling(_as_stated(before), _as_stated(after), mutant.rule.stated if mutant.rule else None)
        told = t.Test(test.title, test.post, given=test.given, expects=tuple(t.Clause(one) for one in expects))
        if not any(problems(told, before)) and any(problems(told, after)):
            return write(t.PolicyFile(t.PolicyHead("-"), tests=(told,))).partition("\n\n")[2].strip()
    return None


def _as_stated(observed: Observed) -> Observed:
    """The same with rules by the names that a policy writes, which mean every version that layers have of one."""

    def stated(names: Iterable[str]) -> Iterator[str]:
        return (name.partition("@")[0] for name in names)

    excused: dict[str, tuple[str, ...]] = {}
    for name, by in observed.excused.items():
        [rule] = stated([name])
        excused[rule] = tuple(dict.fromkeys((*excused.get(rule, ()), *stated(by))))
    return replace(observed, fired=frozenset(stated(observed.fired)), told=frozenset(stated(observed.told)), excused=excused)


def _telling(before: Observed, after: Observed, rule: str | None) -> list[t.Expectation]:
    """The expectations by which a test tells the two apart."""
    expects: list[t.Expectation] = []
    lost, gained = sorted(before.fired - after.fired), sorted(after.fired - before.fired)
    if before.outcome is not after.outcome or lost:
        because = lost or [name for name in (rule,) if name is not None and name in before.fired]
        expects.append(t.ExpectOutcome(before.outcome, tuple(t.Name(name) for name in because)))
    expects += [t.ExpectNot(t.Name(name)) for name in gained]
    for excused, by in before.excused.items():
        if after.excused.get(excused) != by:
            names = tuple(t.Name(name) for name in by if name not in after.excused.get(excused, ()))
            expects.append(t.ExpectExcused(t.Name(excused), names))
    expects += [t.ExpectTold(t.Name(name)) for name in sorted(before.told - after.told)] if not expects else []
    if not expects and before.queue != after.queue and before.queue is not None:
        expects.append(t.ExpectQueue(before.queue))
    return expects


class _Stage:
    """Where scenes are played: a policy, the signals there are, and texts in which its patterns were found."""

    def __init__(self, policy: LoadedPolicy, results: Sequence[TestResult]) -> None:
        self._scope: Scope = policy.checked.scope
        self._catalogue = self._scope.catalogue
        self._silence = silence_of(self._catalogue)
        self._results = results

    def test(self, scene: _Scene, mutant: Mutant) -> t.Test:
        """The scene as a test that expects nothing yet."""
        text = " … ".join(scene.texts) or "Hello."
        facts = [t.Fact(t.Name(name), value) for name, value in sorted(scene.facts.items())]
        free = tuple(fact for fact in facts if self._catalogue[fact.name.value].cost is Cost.FREE)
        given = tuple(t.Clause(fact) for fact in facts if fact not in free)
        where = mutant.rule.qualified if mutant.rule else "risk"
        return t.Test(f"{where}, line {mutant.place.line}: {mutant.kind.value}", t.Clause(t.TestPost(text, free)), given=given)

    def observe(self, policy: CompiledPolicy, test: t.Test) -> Observed | None:
        """What a policy makes of a test; nothing where its text cannot be seen."""
        if test.post is None:
            return None
        post = Post(test.post.value.text, "internal")
        views = make_views(post.text, post.format)
        if not views.folded.text.strip():
            return None
        values = {**post.facts(), **self._silence, **values_given(test, self._catalogue)}
        return observe(policy.evaluate(policy.read(views.visible.text, views.folded.text), values), policy)

    def scenes(self, mutant: Mutant) -> Iterator[_Scene]:
        """Scenes in which all hangs on the changed condition, both ways."""
        rule = self._scope.rules[mutant.rule.qualified] if mutant.rule else None
        condition = whole_condition(rule) if rule else None
        if rule is None or condition is None:
            return
        target = mutant.target if mutant.target is not None else condition
        around = _around(condition, target)
        if around is None:
            return
        settings = [list(islice(self._so(part, wanted), 4)) for part, wanted in around]
        ways = [list(islice(self._so(target, wanted), 12)) for wanted in (True, False)]
        for excused in self._excused(rule):
            for scene in (*ways[0], *ways[1]):
                for setting in islice(product(*settings), 8):
                    whole: _Scene | None = scene
                    for piece in (*setting, excused):
                        whole = whole.beside(piece) if whole is not None else None
                    if whole is not None:
                        yield whole

    def _excused(self, rule: t.Rule) -> Iterator[_Scene]:
        """Scenes in which a permission has something to excuse; for other rules, nothing more."""
        for name in rule.excuses.value if rule.excuses else ():
            condition = whole_condition(self._scope.rules[name.value])
            if condition is not None:
                yield from islice(self._so(condition, True), 4)
        yield _Scene()

    def _so(self, condition: t.Condition, wanted: bool) -> Iterator[_Scene]:
        """Scenes in which a condition is as wanted."""
        match condition:
            case t.Not(part):
                yield from self._so(part, not wanted)
            case t.And(parts) | t.Or(parts):
                if isinstance(condition, t.And) is wanted:
                    for pieces in islice(product(*(list(islice(self._so(part, wanted), 3)) for part in parts)), 8):
                        whole: _Scene | None = _Scene()
                        for piece in pieces:
                            whole = whole.beside(piece) if whole is not None else None
                        if whole is not None:
                            yield whole
                else:
                    for part in parts:
                        yield from islice(self._so(part, wanted), 3)
            case t.Defined(name):
                yield from self._so(self._scope.definitions[name.value].condition, wanted)
            case t.Near(one, other) if wanted:
                for scene in islice(self._texts(one), 3):
                    yield from (_Scene((" ".join((*scene.texts, *near.texts)),)) for near in islice(self._texts(other), 2))
            case t.Mentions() | t.Matches():
                yield from self._texts(condition) if wanted else iter([_Scene()])
            case _:
                yield from self._values(condition, wanted)

    def _texts(self, condition: t.Mentions | t.Matches) -> Iterator[_Scene]:
        if isinstance(condition, t.Matches):
            yield from self._matching(condition)
            return
        listed = condition.phrases if isinstance(condition.phrases, tuple) else self._scope.phrases[condition.phrases.value]
        phrases = [phrase.strip("*") for phrase in listed]
        if condition.quantifier is t.Quantifier.ALL:
            yield _Scene(tuple(phrases))
        elif condition.quantifier is t.Quantifier.TIMES:
            for times in (condition.minimum, condition.minimum - 1):
                yield _Scene((", ".join([phrases[0]] * max(1, times)),))
        elif condition.quantifier is t.Quantifier.AT_LEAST:
            yield _Scene(tuple(phrases[: condition.minimum]))
            yield _Scene(tuple(phrases[: max(1, condition.minimum - 1)]))
        else:
            # One from each half, so that a half that is left out is missed.
            yield from (_Scene((phrase,)) for phrase in dict.fromkeys((phrases[0], phrases[-1], *phrases[1:3])))

    def _matching(self, condition: t.Matches) -> Iterator[_Scene]:
        """Texts of the policy's own tests in which a pattern was found."""
        pattern = PatternSet([(condition.pattern, condition.ignore_case)])
        found = (
            _Scene((visible[span.start : span.end],))
            for visible in (result.settled.views.visible.text for result in self._results)
            for span in pattern.find(visible).get(0, ())[:1]
        )
        yield from islice(found, 2)

    def _values(self, condition: t.Condition, wanted: bool) -> Iterator[_Scene]:
        match condition:
            case t.Compare(signal, _, float() as level):
                probable = self._catalogue[signal.value].type is SignalType.PROBABILITY
                steps = (0.0, -0.01, 0.01, -0.06, 0.06, -0.21, 0.21) if probable else (0, -1, 1, 2, 4)
                values: list[t.Given] = [
                    round(level + step, 4) for step in steps if level + step >= 0 and (not probable or level + step <= 1)
                ]
            case t.Compare(signal, _, t.Duration() as duration):
                values = [t.Duration(round(duration.amount * factor, 4), duration.unit) for factor in (1, 0.95, 1.05, 0.6, 1.5)]
            case t.CountOf(signal, _, number):
                values = [number + step for step in (0, -1, 1, 2, 4) if number + step >= 0]
            case t.Often():
                signal = condition.signal
                values = [float(condition.least + step) for step in (0, -1, 1, 3) if condition.least + step >= condition.rate.alone]
            case t.Found(signal):
                values = [t.Finding.FOUND if wanted else t.Finding.NOT_FOUND]
            case t.Is(signal, words, negated):
                values = [*words] if wanted is not negated else self._other_words(signal.value, words)
            case t.Includes(signal, word):
                values = [word] if wanted else [t.Word("other", quoted=True)]
            case t.IsUnknown(signal) if wanted:
                values = [t.Finding.UNKNOWN]
            case _:
                yield _Scene()
                return
        yield from (_Scene(facts={signal.value: value}) for value in values)

    def _other_words(self, signal: str, words: Sequence[t.Word]) -> list[t.Given]:
        known = self._catalogue[signal].symbols
        taken = {word.value for word in words}
        others = sorted(known - taken) if known else ["other"]
        return [t.Word(other, quoted=True) for other in others[:2]]


def _around(condition: t.Condition, target: t.Condition) -> list[tuple[t.Condition, bool]] | None:
    """The parts beside a target, and how each must be for the whole to hang on the target; None where it is not in there."""
    if condition is target:
        return []
    match condition:
        case t.Not(part):
            return _around(part, target)
        case t.And(parts) | t.Or(parts):
            for position, part in enumerate(parts):
                inner = _around(part, target)
                if inner is not None:
                    others = [other for number, other in enumerate(parts) if number != position]
                    return [*inner, *((other, isinstance(condition, t.And)) for other in others)]
            return None
        case _:
            return None
