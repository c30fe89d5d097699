"""What each word of the language means, for those who read a policy for the first time."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

MEANINGS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "policy": (
            "begins the policy: its title, and what holds for the whole file",
            "beginnt die Richtlinie: ihr Titel, und was für die ganze Datei gilt",
        ),
        "version": (
            "your own name for this state of the policy; it stands in every decision",
            "Ihr Name für diesen Stand; er steht in jeder Entscheidung",
        ),
        "languages": ("the languages the policy speaks, the main one first", "die Sprachen der Richtlinie, die wichtigste zuerst"),
        "default": ("what happens to a post that breaks nothing", "was mit einem Beitrag geschieht, der gegen nichts verstößt"),
        "on": (
            "`on unknown review`: what happens to a post that could not be checked. `on sunday Europe/Berlin`: the day of the week",
            "`on unknown review`: was mit einem nicht prüfbaren Beitrag geschieht. `on sunday Europe/Berlin`: der Wochentag",
        ),
        "unknown": ("a signal that could not be had", "ein Signal, das nicht zu bekommen war"),
        "appeals": (
            '`appeals to "…"`: whom an author can write to who sees it differently',
            '`appeals to "…"`: an wen sich wendet, wer es anders sieht',
        ),
        "to": (
            "belongs to `appeals to`, `redirect to` and `links to`: whom, or where",
            "gehört zu `appeals to`, `redirect to` und `links to`: an wen oder wohin",
        ),
        "from": (
            '`list … from "file.txt"`: phrases from a file beside the policy. `from risk 0.6 review`: the least outcome from this risk on',
            '`list … from "datei.txt"`: Ausdrücke aus einer Datei daneben. `from risk 0.6 review`: die mindeste Folge ab diesem Risiko',
        ),
        "risk": (
            "how grave the rule is when it is surely broken, from 0 to 1",
            "wie schwer die Regel wiegt, wenn sie sicher verletzt ist, von 0 bis 1",
        ),
        "list": (
            "gives phrases a name: in place, or from a file",
            "gibt Ausdrücken einen Namen: hier aufgezählt oder aus einer Datei",
        ),
        "guideline": (
            "a paragraph of your written guidelines; the rules under it belong to it",
            "ein Absatz Ihrer schriftlichen Richtlinien; die Regeln darunter gehören dazu",
        ),
        "define": (
            "gives a condition a name, to be used in several rules",
            "gibt einer Bedingung einen Namen, um sie in mehreren Regeln zu gebrauchen",
        ),
        "as": ("`define … as …`: the condition that the name stands for", "`define … as …`: die Bedingung, für die der Name steht"),
        "word": (
            "the words in any of their forms, also in compounds",
            "die Wörter in jeder ihrer Formen, auch in Zusammensetzungen",
        ),
        "words": (
            "`words of`: the words in any of their forms. `within 5 words of`: so near to each other",
            "`words of`: die Wörter in jeder ihrer Formen. `within 5 words of`: so nah beieinander",
        ),
        "times": ("`at least 3 times`: so often all together", "`at least 3 times`: zusammen so oft"),
        "except": ("what is part of one of these does not count", "was zu einem von diesen gehört, zählt nicht"),
        "links": (
            "`text links to …`: a link to one of these domains; `links elsewhere than …`: to any other",
            "`text links to …`: ein Verweis auf eine dieser Domänen; `links elsewhere than …`: auf irgendeine andere",
        ),
        "elsewhere": (
            "`links elsewhere than`: to any other domain than these",
            "`links elsewhere than`: auf eine andere Domäne als diese",
        ),
        "than": ("belongs to `links elsewhere than`", "gehört zu `links elsewhere than`"),
        "before": ("a point in time lies before that moment", "ein Zeitpunkt liegt vor diesem Augenblick"),
        "after": ("a point in time is that moment or later", "ein Zeitpunkt ist dieser Augenblick oder später"),
        "between": (
            "`between 22:00 and 06:00 Europe/Berlin`: the time of day, over midnight too",
            "`between 22:00 and 06:00 Europe/Berlin`: die Tageszeit, auch über Mitternacht",
        ),
        "cites": ("where it is written", "wo es geschrieben steht"),
        "says": ("what people are told, by language", "was Menschen gesagt wird, je Sprache"),
        "may": (
            "a permission; it can excuse other rules, and makes nothing stricter",
            "eine Erlaubnis; sie kann andere Regeln aufheben und macht nichts strenger",
        ),
        "should": ("a recommendation; without `then` a hint (advise)", "eine Empfehlung; ohne `then` ein Hinweis (advise)"),
        "must": (
            "a duty, and `when` says how it is broken; without `then` the author confirms (acknowledge)",
            "eine Pflicht, und `when` sagt, wie sie verletzt wird; ohne `then` bestätigt der Autor (acknowledge)",
        ),
        "not": (
            "turns a condition round; `must not` is a prohibition, without `then` a person looks (review)",
            "kehrt eine Bedingung um; `must not` ist ein Verbot, ohne `then` sieht ein Mensch darauf (review)",
        ),
        "id": (
            "a permanent id: history is kept under it when the rule is renamed",
            "eine bleibende Kennung: unter ihr geht die Geschichte weiter, wenn die Regel umbenannt wird",
        ),
        "instead": ("what the author is told to do instead", "was dem Autor stattdessen geraten wird"),
        "when": (
            "when the rule is at work: how a post breaks it, or when a permission holds",
            "wann die Regel greift: wie ein Beitrag sie verletzt oder wann eine Erlaubnis gilt",
        ),
        "unless": (
            "takes away from `when`: `when a unless b` means a and not b",
            "nimmt von `when` etwas aus: `when a unless b` heißt a und nicht b",
        ),
        "then": (
            "what happens: an outcome, perhaps a queue, a time and a better place",
            "was geschieht: eine Folge, vielleicht eine Warteschlange, eine Frist und ein besserer Ort",
        ),
        "excuses": ("the rules that this permission lifts where it holds", "die Regeln, die diese Erlaubnis aufhebt, wo sie gilt"),
        "in": ('`in queue "…"`: who looks at the post', '`in queue "…"`: wer sich den Beitrag ansieht'),
        "queue": ("the queue a held post waits in", "die Warteschlange, in der ein angehaltener Beitrag wartet"),
        "within": (
            "the time in which a person decides, such as `within 4 hours`",
            "die Frist, in der ein Mensch entscheidet, etwa `within 4 hours`",
        ),
        "redirect": (
            '`redirect to "…"`: a place the post fits better',
            '`redirect to "…"`: ein Ort, an den der Beitrag besser passt',
        ),
        "or": ("true when one of the two is", "wahr, wenn eines von beiden es ist"),
        "and": ("true when both are; binds closer than `or`", "wahr, wenn beide es sind; bindet enger als `or`"),
        "text": (
            "the text of the post: `text mentions …` or `text matches /…/`",
            "der Text des Beitrags: `text mentions …` oder `text matches /…/`",
        ),
        "mentions": (
            "the text holds a phrase as whole words, through case and common disguises",
            "der Text enthält einen Ausdruck als ganze Wörter, trotz Großschreibung und üblicher Verkleidungen",
        ),
        "matches": (
            "a pattern (RE2) fits somewhere in the text; `/…/i` whatever the case",
            "ein Muster (RE2) passt irgendwo im Text; `/…/i` gleich ob groß oder klein",
        ),
        "any": ("`any of`: at least one of the phrases", "`any of`: mindestens einer der Ausdrücke"),
        "of": (
            "belongs to `any of`, `all of`, `at least 2 of`, `one of` and `count of`",
            "gehört zu `any of`, `all of`, `at least 2 of`, `one of` und `count of`",
        ),
        "all": ("`all of`: every one of the phrases", "`all of`: jeder der Ausdrücke"),
        "at": ("`at least 2 of`: so many different phrases", "`at least 2 of`: so viele verschiedene Ausdrücke"),
        "least": ("`at least 2 of`: so many different phrases", "`at least 2 of`: so viele verschiedene Ausdrücke"),
        "violates": (
            "a rule of that guideline is broken and not excused",
            "eine Regel dieser Richtlinie ist verletzt und nicht aufgehoben",
        ),
        "count": (
            "`count of pii.iban > 2`: how many places or words a signal holds",
            "`count of pii.iban > 2`: wie viele Stellen oder Wörter ein Signal enthält",
        ),
        "found": ("the signal holds at least one place or word", "das Signal enthält mindestens eine Stelle oder ein Wort"),
        "is": (
            "compares a signal with a word: `is x`, `is not x`, `is one of (x, y)`, `is unknown`",
            "vergleicht ein Signal mit einem Wort: `is x`, `is not x`, `is one of (x, y)`, `is unknown`",
        ),
        "one": ("`one of (x, y)`: one of these words", "`one of (x, y)`: eines dieser Wörter"),
        "includes": ("a set of words holds this one", "eine Menge von Wörtern enthält dieses"),
        "test": (
            "a post, and what must be decided about it; run by `guidepost policy test`",
            "ein Beitrag, und was über ihn entschieden werden muss; läuft mit `guidepost policy test`",
        ),
        "post": (
            "the post of a test; facts about it stand behind its text",
            "der Beitrag eines Tests; hinter dem Text stehen Angaben zu ihm",
        ),
        "with": ("the value of a signal in this test", "der Wert eines Signals in diesem Test"),
        "for": (
            '`for each post in "file.txt"`: the test is run for every post of a file',
            '`for each post in "datei.txt"`: der Test läuft für jeden Beitrag einer Datei',
        ),
        "each": ("belongs to `for each post in`: every post of a file", "gehört zu `for each post in`: jeder Beitrag einer Datei"),
        "cases": (
            '`cases from "file.csv"`: posts, and what is expected of each, from a file',
            '`cases from "datei.csv"`: Beiträge, und was von jedem erwartet wird, aus einer Datei',
        ),
        "expect": ("what must come out", "was herauskommen muss"),
        "because": (
            "in a test: rules that must be among the reasons. In a rule: why it is as it is",
            "in einem Test: Regeln, die unter den Gründen sein müssen. In einer Regel: warum sie so ist",
        ),
        "told": (
            "`expect told …`: a permission the author is told about",
            "`expect told …`: eine Erlaubnis, von der der Autor erfährt",
        ),
        "excused": (
            "`expect excused …`: a rule that would have been broken but is excused",
            "`expect excused …`: eine Regel, die verletzt wäre, aber aufgehoben ist",
        ),
        "allow": ("the post is published", "der Beitrag erscheint"),
        "advise": ("the post is published, with a hint", "der Beitrag erscheint, mit einem Hinweis"),
        "acknowledge": (
            "the post is published once the author has confirmed",
            "der Beitrag erscheint, sobald der Autor bestätigt hat",
        ),
        "review": ("the post waits for a person", "der Beitrag wartet auf einen Menschen"),
        "block": ("the post is not published", "der Beitrag erscheint nicht"),
    }
)
"""By word: what it means, in English and in German."""


def meaning(word: str, language: str) -> str:
    """What a word of the language means, in German (`de`) or else in English; nothing for any other word."""
    english, german = MEANINGS.get(word, ("", ""))
    return german if language == "de" else english
