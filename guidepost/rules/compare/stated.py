"""What a rule, a guideline, a layer or a head states, part by part: what it means, and how it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from guidepost.rules.check.completeness import DEFAULT_LANGUAGES
from guidepost.rules.compare.difference import Aspect, Change, Effect
from guidepost.rules.compare.normal import normal
from guidepost.rules.compare.side import Side, Version
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.formatter import condition as as_written
from guidepost.rules.syntax.formatter import duration, number

Part: TypeAlias = tuple[Aspect, str | None]
"""An aspect, and the language where it is a translated text."""


class Stated(NamedTuple):
    """What a part means (two that are equal mean the same), and how it is written."""

    meaning: object
    written: str


def head(version: Version) -> dict[Part, Stated]:
    """What the head of a policy states, defaults filled in."""
    policy, languages = version.compiled, version.checked.scope.file.head.languages
    return _those(
        {
            (Aspect.TITLE, None): _plain(policy.title),
            (Aspect.VERSION, None): _plain(policy.version),
            (Aspect.LANGUAGES, None): _plain(", ".join(languages.value if languages else DEFAULT_LANGUAGES)),
            (Aspect.DEFAULT, None): Stated(policy.default, policy.default.word),
            (Aspect.ON_UNKNOWN, None): Stated(policy.on_unknown, policy.on_unknown.word),
            (Aspect.APPEALS_TO, None): _plain(policy.appeals_to),
            (Aspect.THRESHOLDS, None): _thresholds(policy.thresholds),
        }
    )


def layer(one: t.Stacked, side: Side) -> dict[Part, Stated]:
    """What the head of a layer states; nothing is filled in, for what it leaves out is as above."""
    head = one.head
    above = side.layers.get(one.above, one.above)
    return _those(
        {
            (Aspect.TITLE, None): _plain(head.title),
            (Aspect.VERSION, None): _plain(head.version.value if head.version else None),
            (Aspect.EXTENDS, None): Stated(above, one.above or side.scope.file.head.title),
            (Aspect.APPLIES, None): _condition(head.applies, side),
            (Aspect.LANGUAGES, None): _plain(", ".join(head.languages.value) if head.languages else None),
            (Aspect.DEFAULT, None): _outcome(head.default),
            (Aspect.ON_UNKNOWN, None): _outcome(head.on_unknown),
            (Aspect.APPEALS_TO, None): _plain(head.appeals_to.value if head.appeals_to else None),
            (Aspect.THRESHOLDS, None): _thresholds(clause.value for clause in head.thresholds),
        }
    )


def _outcome(clause: t.Clause[t.Outcome] | None) -> Stated | None:
    return None if clause is None else Stated(clause.value, clause.value.word)


def _thresholds(thresholds: Iterable[t.Threshold]) -> Stated | None:
    rising = tuple(sorted(thresholds, key=lambda one: (one.risk, one.outcome)))
    return Stated(rising, ", ".join(f"{number(one.risk)} {one.outcome.word}" for one in rising)) if rising else None


def guideline(one: t.Guideline, name: str) -> dict[Part, Stated]:
    """What a guideline states, under the name it has now."""
    return _those(
        {
            (Aspect.NAME, None): Stated(name, one.name.value),
            (Aspect.TITLE, None): _plain(one.title),
            (Aspect.CITES, None): _plain(one.cites.value if one.cites else None),
            **_translated(Aspect.TITLE, one.title_in),
            **_translated(Aspect.CITES, one.cites_in),
            **_texts(Aspect.SAYS, one.says),
        }
    )


def rule(one: t.Rule, side: Side) -> dict[Part, Stated]:
    """What a rule states, defaults filled in."""
    compiled = side.compiled_rules[one.permanent_id]
    within = one.then.value.within if one.then else None
    own, above = side.written(one), side.restated(one)
    excused = {name.value: side.id_of(name.value) for name in (own.excuses.value if own.excuses else ())}
    return _those(
        {
            (Aspect.NAME, None): _plain(one.name.value),
            (Aspect.GUIDELINE, None): Stated(side.guideline_of(one), one.guideline),
            (Aspect.MODALITY, None): Stated(one.modality, one.modality.value),
            (Aspect.LAYER, None): Stated(side.layer_of(one), one.layer) if one.layer else None,
            (Aspect.RESTATES, None): Stated(side.layer_of(above), above.qualified) if above else None,
            (Aspect.WHEN, None): _condition(own.when, side),
            (Aspect.UNLESS, None): _condition(own.unless, side),
            (Aspect.OUTCOME, None): Stated(compiled.outcome, compiled.outcome.word),
            (Aspect.QUEUE, None): _plain(compiled.queue),
            (Aspect.WITHIN, None): Stated(within.seconds, duration(within)) if within else None,
            (Aspect.REDIRECT, None): _plain(compiled.redirect),
            (Aspect.RISK, None): Stated(compiled.risk, number(compiled.risk)),
            (Aspect.EXCUSES, None): Stated(frozenset(excused.values()), ", ".join(sorted(excused))) if excused else None,
            (Aspect.OVERRIDABLE, None): Stated(True, "overridable") if one.overridable else None,
            (Aspect.BECAUSE, None): _plain(one.because.value if one.because else None),
            **_translated(Aspect.REDIRECT, one.then.value.redirect_in if one.then else ()),
            **_texts(Aspect.SAYS, one.says),
            **_texts(Aspect.INSTEAD, one.instead),
        }
    )


def _those(stated: Mapping[Part, Stated | None]) -> dict[Part, Stated]:
    return {part: one for part, one in stated.items() if one is not None}


def _plain(text: str | None) -> Stated | None:
    return None if text is None else Stated(text, text)


def _condition(clause: t.Clause[t.Condition] | None, side: Side) -> Stated | None:
    return None if clause is None else Stated(normal(clause.value, side.naming), as_written(clause.value))


def _texts(aspect: Aspect, clause: t.Clause[t.Translations] | None) -> dict[Part, Stated]:
    return _translated(aspect, clause.value if clause else ())


def _translated(aspect: Aspect, texts: t.Translations) -> dict[Part, Stated]:
    return {(aspect, language): Stated(text, text) for language, text in texts}


def changes(before: Mapping[Part, Stated], now: Mapping[Part, Stated]) -> Iterator[tuple[Part, Stated | None, Stated | None]]:
    """The parts that mean something else, in the order of `Aspect`, languages by name."""
    order = list(Aspect)
    for part in sorted(before.keys() | now.keys(), key=lambda part: (order.index(part[0]), part[1] or "")):
        old, new = before.get(part), now.get(part)
        if (old and old.meaning) != (new and new.meaning) or (old is None) != (new is None):
            yield part, old, new


def change(part: Part, before: Stated | None, now: Stated | None, effect: Effect) -> Change:
    """A part that is different, for people."""
    return Change(part[0], before and before.written, now and now.written, effect, part[1])
