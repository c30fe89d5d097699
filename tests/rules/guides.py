"""Hypothesis strategies for policy trees: everything the grammar can say, and nothing that it cannot."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from hypothesis import strategies as st

from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.lexing import reserved_words
from guidepost.signals.rates import Counted, Rate

T = TypeVar("T")

_RESERVED = reserved_words() | {unit + plural for unit in t.UNIT_SECONDS for plural in ("", "s")}

words = st.from_regex(r"[a-z][a-z0-9_]{0,6}(-[a-z0-9_]{1,4})?(\.[a-z][a-z0-9_]{0,4})?", fullmatch=True).filter(
    lambda word: word not in _RESERVED
)
names = words.map(t.Name)
texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.sampled_from('"\\\n\t#/'), max_size=160)
some_texts = texts.filter(bool)
comments = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=20).map(str.strip), max_size=2
).map(tuple)
numbers = st.integers(0, 10_000).map(float) | st.integers(0, 1000).map(lambda number: number / 1000)
durations = st.builds(t.Duration, numbers, st.sampled_from(sorted(t.UNIT_SECONDS)))
outcomes = st.sampled_from(list(t.Outcome))
symbols = st.builds(t.Word, words, st.just(False)) | st.builds(t.Word, texts, st.just(True))
operators = st.sampled_from([">=", "<=", ">", "<", "=", "!="])
patterns = st.from_regex(r"([a-z]|\\d|\\\\|\[a-z\]|/){1,8}", fullmatch=True)


def clause(values: st.SearchStrategy[T]) -> st.SearchStrategy[t.Clause[T]]:
    """A clause with that value, perhaps under a comment."""
    return st.builds(lambda value, above: t.Clause(value, comments=above), values, comments)


def maybe(values: st.SearchStrategy[T]) -> st.SearchStrategy[t.Clause[T] | None]:
    """A clause that need not be there."""
    return st.none() | clause(values)


_phrases = st.lists(texts, min_size=1, max_size=3).map(tuple)
_besides = st.just(()) | names | _phrases
_any = st.builds(t.Mentions, names | _phrases, forms=st.booleans(), besides=_besides)
mentions = (
    _any
    | st.builds(t.Mentions, names | _phrases, st.just(t.Quantifier.ALL), forms=st.booleans(), besides=_besides)
    | st.builds(
        t.Mentions,
        names | _phrases,
        st.sampled_from([t.Quantifier.AT_LEAST, t.Quantifier.TIMES]),
        st.integers(1, 9),
        forms=st.booleans(),
        besides=_besides,
    )
)
_clocks = st.builds("{:02}:{:02}".format, st.integers(0, 29), st.integers(0, 69))
_zones = st.sampled_from(["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+1", "Atlantis/Port-au-Sel"])
moments = st.builds(t.Moment, st.sampled_from(["2026-12-01", "2026-13-99"]), st.none() | _clocks, _zones)
rates = st.builds(Rate, st.sampled_from(list(Counted)), durations.map(lambda duration: round(duration.seconds, 6)))
_rate_names = rates.map(lambda rate: t.Name(rate.name))
atoms: st.SearchStrategy[t.Condition] = st.one_of(
    mentions,
    st.builds(t.Near, _any, _any, st.integers(1, 99)),
    st.builds(t.LinksTo, names | _phrases, st.booleans()),
    st.builds(t.Defined, names),
    st.builds(t.Dated, names, moments, st.booleans()),
    st.builds(t.Clocked, names, _clocks, _clocks, _zones),
    st.builds(t.OnDay, names, st.lists(names, min_size=1, max_size=2).map(tuple), _zones),
    st.builds(t.Matches, patterns, st.booleans()),
    st.builds(t.Violates, names),
    st.builds(t.Compare, names, operators, numbers | durations),
    st.builds(t.CountOf, names, operators, numbers),
    st.builds(t.Found, names),
    st.builds(lambda name, word, negated: t.Is(name, (word,), negated), names, symbols, st.booleans()),
    st.builds(t.Is, names, st.lists(symbols, min_size=2, max_size=3).map(tuple), st.booleans()),
    st.builds(t.Includes, names, symbols),
    st.builds(t.IsUnknown, names | _rate_names),
    st.builds(t.Often, rates, st.sampled_from([">", ">="]), st.integers(1, 99_999)),
)


def _joined(
    kind: Callable[[tuple[t.Condition, ...]], t.Condition], other: type, inner: st.SearchStrategy[t.Condition]
) -> st.SearchStrategy[t.Condition]:
    parts = inner.filter(lambda part: not isinstance(part, other))
    return st.lists(parts, min_size=2, max_size=3).map(tuple).map(kind)


conditions: st.SearchStrategy[t.Condition] = st.recursive(
    atoms,
    lambda inner: st.builds(t.Not, inner) | _joined(t.And, t.And, inner) | _joined(t.Or, t.Or, inner),
    max_leaves=6,
)
translations = st.lists(st.tuples(words, texts), min_size=1, max_size=2, unique_by=lambda pair: pair[0]).map(tuple)
_further = st.just(()) | translations
consequences = st.builds(t.Consequence, outcomes, st.none() | texts, st.none() | durations) | st.builds(
    t.Consequence, outcomes, st.none() | texts, st.none() | durations, texts, _further
)
heads = st.builds(
    t.PolicyHead,
    title=texts,
    version=maybe(texts),
    languages=maybe(st.lists(words, min_size=1, max_size=3).map(tuple)),
    default=maybe(outcomes),
    on_unknown=maybe(outcomes),
    appeals_to=maybe(texts),
    thresholds=st.lists(clause(st.builds(t.Threshold, numbers, outcomes)), max_size=2).map(tuple),
    layer=maybe(st.builds(t.Layer, names, texts)),
    applies=maybe(conditions),
    comments=comments,
)
lists = st.builds(t.WordList, names, phrases=_phrases, comments=comments) | st.builds(
    t.WordList, names, file=texts, comments=comments
)
_titles = texts.filter(bool)
guidelines = st.one_of(
    st.builds(t.Guideline, names, _titles, cites=maybe(texts), says=maybe(translations), title_in=_further, comments=comments),
    st.builds(t.Guideline, names, _titles, cites=clause(texts), says=maybe(translations), cites_in=_further, comments=comments),
    st.builds(t.Guideline, names, st.just(""), cites=maybe(texts), says=maybe(translations), comments=comments),
)
definitions = st.builds(t.Definition, names, conditions, comments=comments)


def rules(guideline: str) -> st.SearchStrategy[t.Rule]:
    """A rule under a guideline."""
    return st.builds(
        t.Rule,
        guideline=st.just(guideline),
        modality=st.sampled_from(list(t.Modality)),
        name=names,
        id=maybe(names),
        says=maybe(translations),
        when=maybe(conditions),
        unless=maybe(conditions),
        then=maybe(consequences),
        risk=maybe(numbers),
        excuses=maybe(st.lists(names, min_size=1, max_size=2).map(tuple)),
        instead=maybe(translations),
        because=maybe(texts),
        overridable=maybe(st.just(True)),
        comments=comments,
    )


_given = numbers | durations | symbols | moments
_facts = st.builds(t.Fact, names, _given)
_given_facts = st.builds(t.Fact, names, _given | st.sampled_from(list(t.Finding))) | st.builds(
    t.Fact, _rate_names, numbers | st.just(t.Finding.UNKNOWN)
)
expectations: st.SearchStrategy[t.Expectation] = st.one_of(
    st.builds(t.ExpectOutcome, outcomes, st.lists(names, max_size=2).map(tuple)),
    st.builds(t.ExpectRedirect, texts),
    st.builds(t.ExpectQueue, texts),
    st.builds(t.ExpectTold, names),
    st.builds(t.ExpectExcused, names, st.lists(names, max_size=2).map(tuple)),
    st.builds(t.ExpectNot, names),
)
tests = st.builds(
    t.Test,
    title=texts,
    post=maybe(st.builds(t.TestPost, texts, st.lists(_facts, max_size=2).map(tuple))),
    each_post=maybe(st.builds(t.PostFile, texts, st.lists(_facts, max_size=2).map(tuple))),
    cases=maybe(texts),
    given=st.lists(clause(_given_facts), max_size=2).map(tuple),
    expects=st.lists(clause(expectations), max_size=2).map(tuple),
    comments=comments,
)


@st.composite
def files(draw: st.DrawFn) -> t.PolicyFile:
    """A whole policy file."""
    paragraphs = draw(st.lists(guidelines, max_size=2, unique_by=lambda guideline: guideline.name.value))
    written: list[t.Rule] = []
    for paragraph in paragraphs:
        written += draw(st.lists(rules(paragraph.name.value), max_size=2))
    return t.PolicyFile(
        head=draw(heads),
        lists=tuple(draw(st.lists(lists, max_size=2))),
        guidelines=tuple(paragraphs),
        rules=tuple(written),
        tests=tuple(draw(st.lists(tests, max_size=2))),
        closing=draw(comments),
        definitions=tuple(draw(st.lists(definitions, max_size=2))),
    )
