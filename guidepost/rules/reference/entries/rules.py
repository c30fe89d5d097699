"""Rules: what kind they are, their clauses, what follows from them."""

from __future__ import annotations

from collections.abc import Mapping

from guidepost.rules.reference.entry import Entry

RULES: Mapping[str, Entry] = {
    "rule_section": Entry(
        "must not leak-codenames\n"
        "  when audience is external and text mentions any of codenames\n"
        '  then block, redirect to "e-mail"',
        "a rule: what kind it is, its name, its clauses; it belongs to the guideline above it",
        "eine Regel: ihre Art, ihr Name, ihre Klauseln; sie gehört zur Leitlinie über ihr",
    ),
    "modality.may": Entry(
        'may share-own-work\n  when topics includes "own work"',
        "a permission; it can excuse other rules, and makes nothing stricter",
        "eine Erlaubnis; sie kann andere Regeln aufheben und macht nichts strenger",
        words=("may",),
    ),
    "modality.should": Entry(
        "should be-kind\n  when insult >= 0.6",
        "a recommendation",
        "eine Empfehlung",
        words=("should",),
    ),
    "modality.must": Entry(
        'must name-the-employer\n  when topics includes "own work" and not text mentions any of employer',
        "a duty; `when` says how it is broken",
        "eine Pflicht; `when` sagt, wie sie verletzt wird",
        words=("must",),
    ),
    "modality.must_not": Entry(
        "must not post-accounts\n  when pii.iban found",
        "a prohibition",
        "ein Verbot",
        words=("must", "not"),
    ),
    "rule_clause.rule_id": Entry(
        "id conf-01",
        "a permanent id: history is kept under it when the rule is renamed (without it: `guideline.rule`)",
        "eine bleibende Kennung: Unter ihr geht die Geschichte weiter, wenn die Regel umbenannt wird (ohne Angabe: `leitlinie.regel`)",
        words=("id",),
        names=("id",),
    ),
    "rule_clause.says": Entry(
        'says en "This would make a code name public."',
        "what the author is told: which rule it is",
        "was dem Autor gesagt wird: welche Regel es ist",
        words=("says",),
    ),
    "rule_clause.instead": Entry(
        'instead en "Leave the name out."',
        "what the author is told to do instead",
        "was dem Autor stattdessen geraten wird",
        words=("instead",),
    ),
    "rule_clause.when": Entry(
        "when audience is external and text mentions any of codenames",
        "when the rule is at work: how a post breaks it, or when a permission holds",
        "wann die Regel greift: wie ein Beitrag sie verletzt oder wann eine Erlaubnis gilt",
        words=("when",),
    ),
    "rule_clause.unless": Entry(
        'unless text mentions "with consent"',
        "takes away from `when`: `when a unless b` means `when a and not b`",
        "nimmt von `when` etwas aus: `when a unless b` heißt `when a and not b`",
        words=("unless",),
    ),
    "rule_clause.then": Entry(
        'then review in queue "privacy" within 4 hours',
        "what happens: an outcome, perhaps a queue, a time and a better place",
        "was geschieht: eine Folge, vielleicht eine Warteschlange, eine Frist und ein besserer Ort",
        words=("then",),
    ),
    "rule_clause.risk": Entry(
        "risk 0.9",
        "how grave the rule is when it is surely broken, from 0 to 1",
        "wie schwer die Regel wiegt, wenn sie sicher verletzt ist, von 0 bis 1",
        words=("risk",),
    ),
    "rule_clause.excuses": Entry(
        "excuses confidential.leak-codenames",
        "the rules that this permission lifts where it holds",
        "die Regeln, die diese Erlaubnis aufhebt, wo sie gilt",
        words=("excuses",),
        names=("rule",),
    ),
    "rule_clause.because": Entry(
        'because "The press office answers for what it says."',
        "why the rule is milder for some people than for others; the checker asks for it (`GP411`)",
        "warum die Regel manche milder behandelt als andere; die Prüfung verlangt es (`GP411`)",
        words=("because",),
    ),
    "rule_clause.overridable": Entry(
        "overridable",
        "layers below may loosen this rule; without it they can only tighten it",
        "Ebenen darunter dürfen diese Regel lockern; ohne dies können sie sie nur verschärfen",
        words=("overridable",),
    ),
    "consequence": Entry(
        'review in queue "privacy" within 4 hours, redirect to "e-mail"',
        "an outcome; for `review` also the queue that the post waits in, and the time in which a person decides",
        "eine Folge; bei `review` auch die Warteschlange, in der der Beitrag wartet, und die Frist, in der ein Mensch entscheidet",
        words=("in", "queue", "within"),
        names=("queue",),
    ),
    "redirect": Entry(
        'redirect to "e-mail"',
        "a place that the post fits better",
        "ein Ort, an den der Beitrag besser passt",
        words=("redirect", "to"),
        names=("channel",),
    ),
    "translation": Entry(
        'de "Projektnamen bleiben im Haus."',
        "a text in one language",
        "ein Text in einer Sprache",
        names=("language",),
    ),
    "outcome.allow": Entry("allow", "the post is published", "der Beitrag erscheint", words=("allow",)),
    "outcome.advise": Entry(
        "advise", "the post is published, with a hint", "der Beitrag erscheint, mit einem Hinweis", words=("advise",)
    ),
    "outcome.acknowledge": Entry(
        "acknowledge",
        "the post is published once the author has confirmed",
        "der Beitrag erscheint, sobald der Autor bestätigt hat",
        words=("acknowledge",),
    ),
    "outcome.review": Entry("review", "the post waits for a person", "der Beitrag wartet auf einen Menschen", words=("review",)),
    "outcome.block": Entry("block", "the post is not published", "der Beitrag erscheint nicht", words=("block",)),
}
