"""What holds for every rule of a policy, as sentences."""

from __future__ import annotations

from guidepost.rules.compile import CompiledPolicy
from guidepost.rules.render.prose import Run, Sentence, Style, fill, opened
from guidepost.rules.render.words import Words
from guidepost.rules.syntax.tree import Modality, Outcome

_ORDER = (Modality.MUST_NOT, Modality.MUST, Modality.SHOULD, Modality.MAY)


def principles(policy: CompiledPolicy, words: Words, *, layered: bool = False) -> tuple[Sentence, ...]:
    """How to read the document, and what the head of the policy lays down, one sentence or two each. `layered`: it has layers."""
    said = words.principle
    modalities = [
        opened((Run(words.quote(words.rule.modality[each]), Style.MODALITY), Run(f" {said.modalities[each]}."))) for each in _ORDER
    ]
    return (
        *(fill(text) for text in said.reading),
        *modalities,
        fill(said.strictest),
        fill(said.default, outcome=outcome_of(policy.default, words)),
        fill(said.unknown, outcome=outcome_of(policy.on_unknown, words)),
        fill(said.risk),
        *(
            fill(said.threshold, risk=words.number(threshold.risk), outcome=outcome_of(threshold.outcome, words))
            for threshold in policy.thresholds
        ),
        *(fill(text) for text in (words.layer.principles if layered else ())),
        fill(said.phrases),
        fill(said.probability),
        *([fill(said.appeals, contact=Run(words.quote(policy.appeals_to), Style.QUOTED))] if policy.appeals_to else []),
        fill(said.offensive),
    )


def outcome_of(outcome: Outcome, words: Words) -> str:
    """The outcome as it goes on behind a colon."""
    return words.rule.outcome[outcome]
