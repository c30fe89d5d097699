"""The part of the reference on signals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from guidepost.rules.check.given import givens
from guidepost.rules.check.types import questions
from guidepost.rules.reference.markdown import code, table
from guidepost.rules.reference.signal_words import COSTS, HOLDS
from guidepost.rules.reference.words import PageWords
from guidepost.rules.render import LANGUAGES
from guidepost.signals import Cost, SignalDeclaration, SignalType


def signals(sources: Mapping[str, Sequence[SignalDeclaration]], words: PageWords) -> Iterator[str]:
    """All types, then all signals by who provides them."""
    yield from (f"# {words.signals}", "", words.signals_lead, "", f"## {words.types}", "")
    samples: dict[SignalType, SignalDeclaration] = {}
    for one in (one for declarations in sources.values() for one in declarations):
        samples.setdefault(one.type, one)
    yield from table(
        (words.type, words.holds, words.ask, words.in_test),
        (_type(samples[kind], words) for kind in SignalType if kind in samples),
    )
    for source, declarations in sources.items():
        facts = all(one.cost is Cost.FREE for one in declarations)
        yield from (f"## {words.facts if facts else words.provider.format(name=source)}", "")
        yield from (words.facts_lead, "") if facts else ()
        yield from table(
            (words.signal, words.type, words.means, words.example, words.cost), (_signal(one, words) for one in declarations)
        )


def _type(sample: SignalDeclaration, words: PageWords) -> tuple[str, ...]:
    german = words.code == "de"
    in_test = "" if sample.cost is Cost.FREE else "with "
    given = (code(f"{in_test}{one}") for one in givens(sample))
    asked = (code(question) for question in questions(sample))
    return code(sample.type), HOLDS[sample.type][german], ", ".join(asked), ", ".join(given)


def _signal(declaration: SignalDeclaration, words: PageWords) -> tuple[str, ...]:
    german = words.code == "de"
    says = declaration.says[words.code]
    if declaration.symbols:
        says += f": {', '.join(code(symbol) for symbol in sorted(declaration.symbols))}"
    if declaration.languages:
        names = LANGUAGES[words.code].language
        says += f"; {words.only_in.format(languages=', '.join(names(one) for one in sorted(declaration.languages)))}"
    example = code(questions(declaration)[0])
    return code(declaration.name), declaration.type, says, example, COSTS[declaration.cost][german]
