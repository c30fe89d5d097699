"""How the training sets' labels are read."""

from __future__ import annotations

import pytest

from guidepost.classifiers.text.taxonomy import (
    LABELS,
    SAYS,
    Targets,
    from_davidson,
    from_gahd,
    from_germeval,
    from_openai,
    from_toxic_span,
)


def _values(targets: Targets) -> dict[str, float]:
    return {str(label): target.value for label, target in targets.items()}


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        (from_davidson("0"), {"toxicity": 1, "hate": 1}),
        (from_davidson("1"), {"toxicity": 1, "hate": 0}),
        (from_davidson("2"), {"toxicity": 0, "hate": 0, "threat": 0, "insult": 0}),
        (from_germeval("OTHER"), {"toxicity": 0, "hate": 0, "threat": 0, "insult": 0, "sexual": 0}),
        (from_germeval("INSULT"), {"toxicity": 1, "hate": 0, "insult": 1}),
        (from_germeval("ABUSE"), {"toxicity": 1}),
        (from_gahd("1"), {"toxicity": 1, "hate": 1}),
        (from_gahd("0"), {"toxicity": 0, "hate": 0}),
        (from_toxic_span("stupid"), {"toxicity": 1}),
        (from_toxic_span("you Idiots!"), {"toxicity": 1, "insult": 1}),
        (from_toxic_span(""), {"toxicity": 0, "insult": 0}),
        (
            from_openai({"S": 0, "H": 1, "V": 1, "HR": 0, "H2": 1}),
            {"hate": 1, "sexual": 0, "insult": 0, "threat": 1, "toxicity": 1},
        ),
        (from_openai({"S": 1, "H": 0, "V": 0, "HR": 0}), {"hate": 0, "sexual": 1, "insult": 0, "threat": 0}),
        (from_openai({"S": 0, "H": 0, "V": 0, "HR": 0}), {"hate": 0, "sexual": 0, "insult": 0, "threat": 0, "toxicity": 0}),
        (from_openai({"H": 0}), {"hate": 0}),
        (from_openai({"V": 1}), {}),
    ],
)
def test_what_a_set_says_becomes_targets_and_what_it_leaves_open_stays_open(targets: Targets, expected: dict[str, float]) -> None:
    assert _values(targets) == expected


@pytest.mark.parametrize("translate", [from_davidson, from_germeval, from_gahd])
def test_a_label_that_a_set_does_not_have_is_an_error(translate: object) -> None:
    assert callable(translate)
    with pytest.raises(ValueError, match="has no"):
        translate("9")


def test_every_label_is_defined_in_both_languages() -> None:
    assert set(SAYS) == set(LABELS)
    assert all(set(says) == {"en", "de"} for says in SAYS.values())
