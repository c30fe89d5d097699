"""How the cost of a check grows with the number of rules: `python benchmarks/rules.py` (needs the extra `bench`).

N rules, each about a phrase of two words, over posts of 50 words: once with few hits (one post in twenty holds one phrase), once with
many (every post holds ten). Guidepost twice: views, search and evaluation with reasons and places, as in a check without models; and
search and evaluation alone. Beside it, in the same run and the same process, general rule engines from PyPI with one equivalent rule a
phrase, each in the cheapest way it has to ask whether a text holds a phrase; they get the text in lower case and tell no places. Every
engine must find the same rules, or the run fails. Posts a second on one core; other work on the machine counts.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections.abc import Callable, Sequence

import cel
import regopy
import rule_engine
import zen

from guidepost.engine.policies import PolicySource, compile_source
from guidepost.engine.views import make_views

WORDS_A_POST = 50
SYLLABLES = ("ba", "do", "ki", "lu", "me", "no", "pi", "ra", "su", "te", "vo", "wa", "za", "gri", "fle", "tro")

Engine = Callable[[str], set[int]]


def words(chance: random.Random, number: int) -> list[str]:
    """Different made-up words of three syllables, none of them part of another."""
    found: dict[str, None] = {}
    while len(found) < number:
        found["".join(chance.choices(SYLLABLES, k=3)) + "x"] = None
    return list(found)


def guidepost(phrases: Sequence[str], *, views: bool) -> Engine:
    """Guidepost with one rule a phrase."""
    head = 'policy "Benchmark"\n  version "1"\n  languages en\n  default allow\n  on unknown review\n\nguideline g "G"\n'
    rules = "".join(
        f'must not r{number}\n  when text mentions "{phrase}"\n  then review\n' for number, phrase in enumerate(phrases)
    )
    policy = compile_source(PolicySource(head + rules, "benchmark.guide"), {}).compiled
    folded = {}

    def ask(text: str) -> set[int]:
        if views:
            seen = make_views(text)
            hits = policy.read(seen.visible.text, seen.folded.text)
        else:
            if text not in folded:
                folded[text] = make_views(text).folded.text
            hits = policy.read(text, folded[text])
        return {int(one.rule.name.removeprefix("g.r")) for one in policy.evaluate(hits, {}).fired}

    return ask


def rule_engines(phrases: Sequence[str]) -> Engine:
    """rule-engine: one `Rule` a phrase, a regular expression that searches."""
    rules = [rule_engine.Rule(f'text =~~ "{phrase}"') for phrase in phrases]
    return lambda text: {number for number, rule in enumerate(rules) if rule.matches({"text": text})}


def zen_engine(phrases: Sequence[str]) -> Engine:
    """zen-engine: one compiled expression a phrase."""
    rules = [zen.compile_expression(f'contains(text, "{phrase}")') for phrase in phrases]
    return lambda text: {number for number, rule in enumerate(rules) if rule.evaluate({"text": text})}


def common_expression_language(phrases: Sequence[str]) -> Engine:
    """common-expression-language: one compiled program a phrase."""
    rules = [cel.compile(f'text.contains("{phrase}")') for phrase in phrases]
    return lambda text: {number for number, rule in enumerate(rules) if rule.execute({"text": text})}


def rego(phrases: Sequence[str]) -> Engine:
    """regopy: one module with a rule a phrase."""
    module = "package m\n" + "".join(
        f'hit contains {number} if contains(input.text, "{phrase}")\n' for number, phrase in enumerate(phrases)
    )
    interpreter = regopy.Interpreter()
    interpreter.add_module("m", module)

    def ask(text: str) -> set[int]:
        interpreter.set_input({"text": text})
        return set(json.loads(str(interpreter.query("data.m.hit")))["expressions"][0])

    return ask


ENGINES: dict[str, Callable[[Sequence[str]], Engine]] = {
    "Guidepost, views and rules": lambda phrases: guidepost(phrases, views=True),
    "Guidepost, rules alone": lambda phrases: guidepost(phrases, views=False),
    "zen-engine": zen_engine,
    "common-expression-language": common_expression_language,
    "rule-engine": rule_engines,
    "regopy": rego,
}


def posts(chance: random.Random, vocabulary: Sequence[str], phrases: Sequence[str], *, many: bool) -> list[str]:
    """A hundred posts; with many hits each holds ten phrases, else one in twenty holds one."""
    made = []
    for number in range(100):
        text = chance.choices(vocabulary, k=WORDS_A_POST)
        for _ in range(10 if many else int(number % 20 == 0)):
            place = chance.randrange(0, WORDS_A_POST - 1)
            text[place : place + 2] = chance.choice(phrases).split()
        made.append(" ".join(text))
    return made


def rate(engine: Engine, texts: Sequence[str], seconds: float) -> float:
    """Posts a second, over at least `seconds`, but at least one post."""
    began, asked = time.perf_counter(), 0
    while asked == 0 or time.perf_counter() - began < seconds:
        engine(texts[asked % len(texts)])
        asked += 1
    return asked / (time.perf_counter() - began)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python benchmarks/rules.py", description="Time rules by their number.")
    parser.add_argument("--seconds", type=float, default=1.0, help="time for each measurement")
    parser.add_argument("--rules", type=int, nargs="*", default=[10, 100, 1_000, 10_000])
    asked = parser.parse_args()
    print(f"posts of {WORDS_A_POST} words, posts a second · load {os.getloadavg()[0]:.1f}")
    for many in (False, True):
        print(f"\n{'many hits' if many else 'few hits':<30}" + "".join(f"{number:>12,}" for number in asked.rules), flush=True)
        rates: dict[str, list[float]] = {name: [] for name in ENGINES}
        for number in asked.rules:
            chance = random.Random(20261125)
            vocabulary, parts = words(chance, 2_000), words(chance, 400)
            pairs = {f"{one} {other}": None for one in parts for other in parts if one != other}
            phrases = chance.sample(list(pairs), number)
            texts = posts(chance, vocabulary, phrases, many=many)
            expected = guidepost(phrases, views=True)
            for name, make in ENGINES.items():
                engine = make(phrases)
                engine(texts[0])
                if engine(texts[0]) != expected(texts[0]):
                    raise SystemExit(f"{name} finds other rules")
                rates[name].append(rate(engine, texts, asked.seconds))
        for name, found in rates.items():
            print(f"{name:<30}" + "".join(f"{each:>12,.0f}" if each >= 10 else f"{each:>12.1f}" for each in found), flush=True)


if __name__ == "__main__":
    main()
