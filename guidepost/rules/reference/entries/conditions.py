"""Conditions on the text, on signals and on what happened before, and how they are joined."""

from __future__ import annotations

from collections.abc import Mapping

from guidepost.rules.reference.entry import Entry

JOINED: Mapping[str, Entry] = {
    "condition_or": Entry(
        "pii.iban found or pii.credit_card found",
        "true when one of them is",
        "wahr, wenn eine davon es ist",
        words=("or",),
    ),
    "condition_and": Entry(
        "audience is external and toxicity >= 0.8",
        "true when all are; binds closer than `or`",
        "wahr, wenn alle es sind; bindet enger als `or`",
        words=("and",),
    ),
    "negation.condition_not": Entry(
        "not text mentions any of disclaimers",
        "turns a condition round; binds closest",
        "kehrt eine Bedingung um; bindet am engsten",
        words=("not",),
    ),
    "atom.(": Entry(
        "audience is external and (pii.iban found or pii.credit_card found)",
        "brackets group",
        "Klammern fassen zusammen",
    ),
    "atom.defined": Entry(
        "night",
        "what the definition of that name says",
        "was die Definition dieses Namens sagt",
        names=("definition",),
    ),
    "atom.violates": Entry(
        "violates confidential",
        "a rule of that guideline is broken and not excused",
        "eine Regel dieser Leitlinie ist verletzt und nicht aufgehoben",
        words=("violates",),
        names=("guideline",),
    ),
}

TEXT: Mapping[str, Entry] = {
    "atom.mentions_any": Entry(
        "text mentions any of clients",
        "the text holds what is looked for, as whole words, whatever its case and through common disguises",
        "der Text enthält das Gesuchte, als ganze Wörter, groß oder klein und trotz üblicher Verkleidungen",
        words=("text", "mentions"),
    ),
    "atom.mentions_times": Entry(
        'text mentions "free" at least 3 times',
        "the text holds the phrase so often, or any of several, all together",
        "der Text enthält die Wendung so oft, oder eine von mehreren, zusammengezählt",
        words=("times",),
    ),
    "atom.near": Entry(
        'text mentions any of clients within 5 words of any of ("offer", "price")',
        "two phrases stand so near to each other, in either order",
        "zwei Wendungen stehen so nah beieinander, gleich in welcher Reihenfolge",
        words=("within", "word", "words"),
    ),
    "atom.mentions_all": Entry(
        'text mentions all of ("click", "here")',
        "the text holds every one of the phrases",
        "der Text enthält jede der Wendungen",
    ),
    "atom.mentions_at_least": Entry(
        'text mentions at least 2 of ("best", "greatest", "unrivalled")',
        "the text holds so many different ones of the phrases",
        "der Text enthält so viele verschiedene der Wendungen",
        words=("at", "least"),
    ),
    "atom.links_to": Entry(
        'text links to any of ("bit.ly", "t.co")',
        "a link leads to one of these domains or below it",
        "ein Link führt auf eine dieser Domains oder darunter",
        words=("links", "to"),
    ),
    "atom.links_elsewhere": Entry(
        "text links elsewhere than our-sites",
        "a link leads to any other domain than these",
        "ein Link führt auf irgendeine andere Domain als diese",
        words=("links", "elsewhere", "than"),
    ),
    "atom.matches": Entry(
        "text matches /\\bsku[0-9]+/i",
        "a pattern ([RE2](https://github.com/google/re2/wiki/Syntax)) fits somewhere in the text; with `i` whatever the case",
        "ein Muster ([RE2](https://github.com/google/re2/wiki/Syntax)) passt irgendwo im Text; mit `i` gleich ob groß oder klein",
        words=("matches",),
    ),
}

SOUGHT: Mapping[str, Entry] = {
    "sought": Entry(
        'any word of clients except ("Erdkunde", "Heilkunde")',
        "what is looked for, and what does not count",
        "was gesucht wird, und was nicht zählt",
    ),
    "phrases_sought.as_written": Entry(
        "any of clients",
        "at least one of the phrases, as they are written",
        "mindestens eine der Wendungen, wie sie geschrieben stehen",
        words=("any", "of"),
    ),
    "phrases_sought.in_any_form": Entry(
        'word "Kunde"',
        "the word in any of its forms, also in German compounds",
        "das Wort in jeder seiner Formen, auch in Zusammensetzungen",
        words=("word",),
    ),
    "phrases_sought.in_any_form.2": Entry(
        "any word of clients",
        "at least one of the words, in any of its forms",
        "mindestens eines der Wörter, in jeder seiner Formen",
        words=("any", "word", "of"),
    ),
    "every.as_written": Entry(
        'all of ("click", "here")',
        "every one of the phrases, as they are written",
        "jede der Wendungen, wie sie geschrieben stehen",
        words=("all", "of"),
    ),
    "every.in_any_form": Entry(
        'all words of ("kaufen", "gratis")',
        "every one of the words, in any of its forms",
        "jedes der Wörter, in jeder seiner Formen",
        words=("all", "words"),
    ),
    "several.as_written": Entry(
        "of clients",
        "behind a number: of the phrases, as they are written",
        "hinter einer Zahl: von den Wendungen, wie sie geschrieben stehen",
        words=("of",),
    ),
    "several.in_any_form": Entry(
        "words of clients",
        "behind a number: of the words, in any of their forms",
        "hinter einer Zahl: von den Wörtern, in jeder ihrer Formen",
        words=("words",),
    ),
    "besides": Entry(
        'except "Erdkunde"',
        "what is part of one of these does not count",
        "was zu einem von diesen gehört, zählt nicht",
        words=("except",),
    ),
    "targets.target_list": Entry(
        "clients",
        "the phrases of a list",
        "die Wendungen einer Liste",
        names=("list",),
    ),
    "targets.target_phrases": Entry(
        '"Contoso"',
        "one phrase",
        "eine Wendung",
        names=("phrase",),
    ),
    "targets.target_phrases.2": Entry(
        '("Contoso", "Fabrikam")',
        "several phrases",
        "mehrere Wendungen",
        names=("phrase",),
    ),
    "domains.as_written": Entry(
        'any of ("bit.ly", "t.co")',
        "one of several domains, or of those in a list",
        "eine von mehreren Domains oder von denen einer Liste",
    ),
}

SIGNALS: Mapping[str, Entry] = {
    "atom.compare": Entry(
        "author.tenure < 30 days",
        "compares a probability, a count, a number or a duration; a probability is never asked by `=` or `!=`",
        "vergleicht eine Wahrscheinlichkeit, eine Anzahl, eine Zahl oder eine Dauer; eine Wahrscheinlichkeit nie mit `=` oder `!=`",
        names=("signal",),
    ),
    "atom.found": Entry(
        "pii.iban found",
        "the signal holds at least one place or word",
        "das Signal enthält mindestens eine Stelle oder ein Wort",
        words=("found",),
        names=("signal",),
    ),
    "atom.count_of": Entry(
        "count of pii.iban > 2",
        "how many places or words a signal holds",
        "wie viele Stellen oder Wörter ein Signal enthält",
        words=("count", "of"),
        names=("signal",),
    ),
    "atom.is_word": Entry(
        "audience is external",
        "the signal is this word or text",
        "das Signal ist dieses Wort oder dieser Text",
        words=("is",),
        names=("signal",),
    ),
    "atom.is_not_word": Entry(
        "audience is not external",
        "the signal is another word or text",
        "das Signal ist ein anderes Wort oder ein anderer Text",
        names=("signal",),
    ),
    "atom.is_one_of": Entry(
        'channel is one of (marketplace, "small ads")',
        "the signal is one of these",
        "das Signal ist eines von diesen",
        words=("one",),
        names=("signal",),
    ),
    "atom.is_not_one_of": Entry(
        "kind is not one of (page, reply)",
        "the signal is none of these",
        "das Signal ist keines von diesen",
        names=("signal",),
    ),
    "atom.includes": Entry(
        'topics includes "own work"',
        "the set of words holds this one",
        "die Menge von Wörtern enthält dieses",
        words=("includes",),
        names=("signal",),
    ),
    "atom.is_unknown": Entry(
        "author.tenure is unknown",
        "the signal could not be had",
        "das Signal war nicht zu bekommen",
        words=("is", "unknown"),
        names=("signal",),
    ),
    "atom.before": Entry(
        "posted before 2026-12-01 08:00 Europe/Berlin",
        "a point in time lies before that moment",
        "ein Zeitpunkt liegt vor diesem Augenblick",
        words=("before",),
        names=("signal",),
    ),
    "atom.after": Entry(
        "posted after 2026-12-01 Europe/Berlin",
        "a point in time is that moment or later",
        "ein Zeitpunkt ist dieser Augenblick oder später",
        words=("after",),
        names=("signal",),
    ),
    "atom.between": Entry(
        "posted between 22:00 and 06:00 Europe/Berlin",
        "the time of day, from the first on and before the second, over midnight too",
        "die Tageszeit, von der ersten an und vor der zweiten, auch über Mitternacht",
        words=("between",),
        names=("signal",),
    ),
    "atom.on_day": Entry(
        "posted on sunday Europe/Berlin",
        "the day of the week",
        "der Wochentag",
        words=("on",),
        names=("signal", "day"),
    ),
    "atom.on_day.2": Entry(
        "posted on one of (saturday, sunday) Europe/Berlin",
        "one of several days of the week",
        "einer von mehreren Wochentagen",
        names=("signal", "day"),
    ),
}

RATES: Mapping[str, Entry] = {
    "atom.posts_often": Entry(
        "more than 5 posts within 10 minutes by author",
        "how many different posts the author has written within that time, this one counted",
        "wie viele verschiedene Beiträge derselben Person in dieser Zeit, dieser mitgezählt",
        words=("post", "posts", "by", "author"),
    ),
    "atom.shared_often": Entry(
        "same text by at least 3 authors within 1 hour",
        "how many people have posted the same text, or the same link, within that time, this one counted",
        "wie viele Menschen in dieser Zeit denselben Text oder denselben Link veröffentlicht haben, dieser mitgezählt",
        words=("same", "by", "authors"),
    ),
    "atom.rate_unknown": Entry(
        "posts within 10 minutes by author is unknown",
        "it could not be counted, because it is not known who writes",
        "es ließ sich nicht zählen, weil nicht bekannt ist, wer schreibt",
    ),
    "amount.more_than": Entry(
        "more than 5",
        "more than this number",
        "mehr als diese Zahl",
        words=("more", "than"),
    ),
    "amount.at_least": Entry(
        "at least 3",
        "this number or more; `at least` may be left out",
        "diese Zahl oder mehr; `at least` kann wegbleiben",
        words=("at", "least"),
    ),
    "rate.posts_rate": Entry(
        "posts within 10 minutes by author",
        "the posts of the author within that time",
        "die Beiträge derselben Person in dieser Zeit",
    ),
    "rate.shared_rate": Entry(
        "same text by authors within 1 hour",
        "the people with the same text or link within that time",
        "die Menschen mit demselben Text oder Link in dieser Zeit",
    ),
    "shared.same_text": Entry(
        "text",
        "behind `same`: the same text",
        "hinter `same`: derselbe Text",
        words=("text",),
    ),
    "shared.same_link": Entry(
        "link",
        "behind `same`: the same link",
        "hinter `same`: derselbe Link",
        words=("link",),
    ),
    "window": Entry(
        "within 10 minutes",
        "how far back it is counted",
        "wie weit zurück gezählt wird",
        words=("within",),
    ),
}
