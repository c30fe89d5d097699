"""The one way to write a policy: `parse(write(tree)) == tree`, and writing twice changes nothing."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence

from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.written import (
    condition,
    duration,
    fact,
    is_opening,
    mentions_closing,
    mentions_opening,
    needs_brackets,
    number,
    quote,
    word,
)

__all__ = ["condition", "consequence", "duration", "number", "quote", "word", "write"]

_WIDTH = 110
"""Columns a text may fill before it goes on in a second pair of quotes."""


def write(file: t.PolicyFile, *, comments: bool = True, tests: bool = True) -> str:
    """The canonical text of a policy file; sections keep the order they were written in within their kind.

    Without comments and tests it is the text that a policy's digest is taken of: what decides, and nothing else.
    """
    lines = list(_head(file.head))
    for layer in file.layers:
        lines += _head(layer.head)
    for words in file.lists:
        lines += _list(words)
    if file.lists:
        lines.append("")
    for definition in file.definitions:
        lines += _definition(definition)
    waiting: dict[str, list[t.Rule]] = {}
    for rule in file.rules:
        waiting.setdefault(rule.guideline, []).append(rule)
    for guideline in file.guidelines:
        lines += _guideline(guideline)
        # A name that two guidelines share must not write their rules twice.
        for rule in waiting.pop(guideline.name.value, ()):
            lines += _rule(rule)
    for test in file.tests if tests else ():
        lines += _test(test)
    lines += [f"# {comment}".rstrip() for comment in file.closing]
    if not comments:
        lines = [line for line in lines if not line.lstrip().startswith("#")]
    return "\n".join(lines).rstrip("\n") + "\n"


def _note(comments: Sequence[str], indent: str) -> list[str]:
    return [f"{indent}# {comment}".rstrip() for comment in comments]


def _head(head: t.PolicyHead) -> Iterator[str]:
    yield from _note(head.comments, "")
    yield f"policy {quote(head.title)}"
    clauses: list[tuple[str, t.Clause[str] | None]] = [
        ("version", _mapped(head.version, quote)),
        ("layer", _mapped(head.layer, lambda layer: f"{layer.name.value} extends {quote(layer.extends)}")),
    ]
    yield from _clauses(clauses)
    if head.applies:
        yield from _note(head.applies.comments, "  ")
        # Behind a bare name, the “on” of “on unknown” would be read on as a question about a day.
        opening, closing = ("(", ")") if _ends_in_a_name(head.applies.value) else ("", "")
        yield from _laid_out(head.applies.value, f"  applies when {opening}", " " * 4, closing)
    clauses = [
        ("languages", _mapped(head.languages, ", ".join)),
        ("default", _mapped(head.default, lambda outcome: outcome.word)),
        ("on unknown", _mapped(head.on_unknown, lambda outcome: outcome.word)),
        ("appeals to", _mapped(head.appeals_to, quote)),
    ]
    clauses += [
        ("from risk", t.Clause(f"{number(clause.value.risk)} {clause.value.outcome.word}", comments=clause.comments))
        for clause in head.thresholds
    ]
    yield from _clauses(clauses)
    yield ""


def _ends_in_a_name(condition: t.Condition) -> bool:
    match condition:
        case t.And(parts) | t.Or(parts):
            return _ends_in_a_name(parts[-1])
        case t.Not(part):
            return _ends_in_a_name(part)
        case _:
            return isinstance(condition, t.Defined)


def _clauses(clauses: Sequence[tuple[str, t.Clause[str] | None]]) -> Iterator[str]:
    for keyword, clause in clauses:
        if clause:
            yield from _note(clause.comments, "  ")
            yield f"  {keyword} {clause.value}"


def _mapped(clause: t.Clause[t.T] | None, show: Callable[[t.T], str]) -> t.Clause[str] | None:
    return None if clause is None else t.Clause(show(clause.value), comments=clause.comments)


def _list(words: t.WordList) -> Iterator[str]:
    yield from _note(words.comments, "")
    if words.file is not None:
        yield f"list {words.name.value} from {quote(words.file)}"
        return
    yield from _items(f"list {words.name.value} ", [quote(phrase) for phrase in words.phrases], "    ")


def _items(start: str, items: Sequence[str], rest: str, end: str = "") -> Iterator[str]:
    """Items behind a keyword with commas between them, going on in new lines behind `rest`; `end` closes the last one."""
    line = start
    for position, item in enumerate(items):
        written = item + ("," if position < len(items) - 1 else end)
        if position and len(line) + len(written) > _WIDTH:
            yield line.rstrip()
            line = rest
        line += f"{written} "
    yield line.removesuffix(" ")


def _definition(definition: t.Definition) -> Iterator[str]:
    yield from _note(definition.comments, "")
    yield from _laid_out(definition.condition, f"define {definition.name.value} as ", "  ")
    yield ""


def _guideline(guideline: t.Guideline) -> Iterator[str]:
    yield from _note(guideline.comments, "")
    start = f"guideline {guideline.name.value} "
    if guideline.title:
        yield from _texts(start, guideline.title)
        yield from _further(guideline.title_in, len(start))
    else:
        yield start.rstrip()
    if guideline.cites:
        yield from _note(guideline.cites.comments, "  ")
        yield from _texts("  cites ", guideline.cites.value)
        yield from _further(guideline.cites_in, len("  cites "))
    yield from _translations("says", guideline.says, "  ")
    yield ""


def _rule(rule: t.Rule) -> Iterator[str]:
    yield from _note(rule.comments, "  ")
    yield f"  {rule.modality.value} {rule.name.value}"
    if rule.id:
        yield from _note(rule.id.comments, "    ")
        yield f"    id {rule.id.value.value}"
    for keyword, condition_clause in (("when", rule.when), ("unless", rule.unless)):
        if condition_clause:
            yield from _note(condition_clause.comments, "    ")
            yield from _laid_out(condition_clause.value, f"    {keyword} ", " " * 6)
    if rule.then:
        yield from _note(rule.then.comments, "    ")
        yield f"    then {consequence(rule.then.value)}"
        yield from _further(rule.then.value.redirect_in, len("    then "))
    if rule.risk:
        yield from _note(rule.risk.comments, "    ")
        yield f"    risk {number(rule.risk.value)}"
    if rule.excuses:
        yield from _note(rule.excuses.comments, "    ")
        yield from _items("    excuses ", [name.value for name in rule.excuses.value], " " * 6)
    if rule.overridable:
        yield from _note(rule.overridable.comments, "    ")
        yield "    overridable"
    if rule.because:
        yield from _note(rule.because.comments, "    ")
        yield from _texts("    because ", rule.because.value)
    yield from _translations("says", rule.says, "    ")
    yield from _translations("instead", rule.instead, "    ")
    yield ""


def _test(test: t.Test) -> Iterator[str]:
    yield from _note(test.comments, "")
    yield from _texts("test ", test.title)
    if test.post:
        yield from _note(test.post.comments, "  ")
        *first, last = _texts("  post ", test.post.value.text)
        yield from first
        yield from _facts(last, test.post.value.facts)
    if test.each_post:
        yield from _note(test.each_post.comments, "  ")
        yield from _facts(f"  for each post in {quote(test.each_post.value.file)}", test.each_post.value.facts)
    if test.cases:
        yield from _note(test.cases.comments, "  ")
        yield f"  cases from {quote(test.cases.value)}"
    for clause in test.given:
        yield from _note(clause.comments, "  ")
        yield f"  with {fact(clause.value)}"
    for expect in test.expects:
        yield from _note(expect.comments, "  ")
        yield from _expectation(expect.value)
    yield ""


def _facts(line: str, facts: Sequence[t.Fact]) -> Iterator[str]:
    """Facts behind the post they are about, going on in new lines."""
    for one in facts:
        shown = fact(one)
        if len(line) + 1 + len(shown) > _WIDTH:
            yield line
            line = f"       {shown}"
        else:
            line = f"{line} {shown}"
    yield line


def _expectation(expectation: t.Expectation) -> Iterator[str]:
    because: tuple[t.Name, ...] = ()
    match expectation:
        case t.ExpectOutcome(outcome, because):
            line = f"  expect {outcome.word}"
        case t.ExpectRedirect(channel):
            line = f"  expect redirect to {quote(channel)}"
        case t.ExpectQueue(queue):
            line = f"  expect queue {quote(queue)}"
        case t.ExpectTold(rule):
            line = f"  expect told {rule.value}"
        case t.ExpectExcused(rule, because):
            line = f"  expect excused {rule.value}"
        case t.ExpectNot(rule):
            line = f"  expect not {rule.value}"
    if because:
        yield from _items(f"{line} because ", [name.value for name in because], "    ")
    else:
        yield line


def _further(translations: t.Translations, indent: int) -> Iterator[str]:
    """Translations under the text of the policy's first language."""
    for language, text in translations:
        yield from _texts(f"{' ' * indent}{language} ", text)


def _translations(keyword: str, clause: t.Clause[t.Translations] | None, indent: str) -> Iterator[str]:
    if clause is None:
        return
    yield from _note(clause.comments, indent)
    start = f"{indent}{keyword} "
    for language, text in clause.value:
        yield from _texts(f"{start}{language} ", text)
        start = " " * len(start)


def _texts(start: str, text: str) -> list[str]:
    """A text behind a keyword, cut at spaces into several pairs of quotes where it is long."""
    room = max(40, _WIDTH - len(start))
    pieces = _cut(text, room)
    rest = " " * len(start)
    return [f"{start if position == 0 else rest}{quote(piece)}" for position, piece in enumerate(pieces)]


def _cut(text: str, room: int) -> list[str]:
    if len(text) <= room:
        return [text]
    wrapper = textwrap.TextWrapper(
        width=room,
        drop_whitespace=False,
        replace_whitespace=False,
        expand_tabs=False,
        break_long_words=False,
        break_on_hyphens=False,
    )
    pieces = wrapper.wrap(text)
    return pieces if "".join(pieces) == text else [text]


def _laid_out(what: t.Condition, start: str, rest: str, end: str = "") -> Iterator[str]:
    """A condition behind `start`, on one line where it fits, else cut before *and* and *or* and between phrases.

    Lines after the first begin with `rest`; what stands inside a part goes two columns further in.
    """
    line = f"{start}{condition(what)}{end}"
    if len(line) <= _WIDTH:
        yield line
        return
    match what:
        case t.And(parts) | t.Or(parts):
            joint = "and" if isinstance(what, t.And) else "or"
            last = len(parts) - 1
            for position, part in enumerate(parts):
                before = start if position == 0 else f"{rest}{joint} "
                yield from _part_laid_out(part, what, before, f"{rest}  ", end if position == last else "")
        case t.Not(part):
            yield from _part_laid_out(part, what, f"{start}not ", rest, end)
        case t.Mentions(phrases=tuple() as phrases) if len(phrases) > 1:
            yield from _items(
                f"{start}{mentions_opening(what)} (", [quote(phrase) for phrase in phrases], rest, f"){mentions_closing(what)}{end}"
            )
        case t.Is(signal, words) if len(words) > 1:
            yield from _items(f"{start}{signal.value} {is_opening(what)} (", [word(one) for one in words], rest, f"){end}")
        case _:
            yield line


def _part_laid_out(part: t.Condition, outer: t.Condition, start: str, rest: str, end: str) -> Iterator[str]:
    if needs_brackets(part, outer):
        yield from _laid_out(part, f"{start}(", rest, f"){end}")
    else:
        yield from _laid_out(part, start, rest, end)


def consequence(value: t.Consequence) -> str:
    """What follows, as the language writes it."""
    shown = value.outcome.word
    if value.queue is not None:
        shown += f" in queue {quote(value.queue)}"
    if value.within is not None:
        shown += f" within {duration(value.within)}"
    if value.redirect is not None:
        shown += f", redirect to {quote(value.redirect)}"
    return shown
