"""The head of a policy, lists, definitions and guidelines."""

from __future__ import annotations

from collections.abc import Mapping

from guidepost.rules.reference.entry import Entry

HEAD: Mapping[str, Entry] = {
    "policy_section": Entry(
        'policy "Our guidelines"',
        "begins the policy: its title, and what holds for the whole file",
        "beginnt das Regelwerk: sein Titel, und was für die ganze Datei gilt",
        words=("policy",),
        names=("title",),
    ),
    "policy_clause.version": Entry(
        'version "2026.11"',
        "your own name for this state of the policy; it stands in every decision",
        "Ihr Name für diesen Stand; er steht in jeder Entscheidung",
        words=("version",),
        names=("version",),
    ),
    "policy_clause.languages": Entry(
        "languages en, de",
        "the languages the policy speaks, the main one first; texts missing in one are warned about (without it: `en`)",
        "die Sprachen des Regelwerks, die wichtigste zuerst; fehlt in einer ein Text, warnt die Prüfung (ohne Angabe: `en`)",
        words=("languages",),
        names=("language",),
    ),
    "policy_clause.default": Entry(
        "default allow",
        "what happens to a post that breaks nothing (without it: `allow`)",
        "was mit einem Beitrag geschieht, der gegen nichts verstößt (ohne Angabe: `allow`)",
        words=("default",),
    ),
    "policy_clause.on_unknown": Entry(
        "on unknown review",
        "what happens to a post that could not be checked: `review` or `block`, never less (without it: `review`)",
        "was mit einem Beitrag geschieht, der sich nicht prüfen ließ: `review` oder `block`, nie weniger (ohne Angabe: `review`)",
        words=("on", "unknown"),
    ),
    "policy_clause.appeals_to": Entry(
        'appeals to "guidelines@example.com"',
        "whom an author can write to who sees a decision differently (without it, nobody is named)",
        "an wen sich wendet, wer eine Entscheidung anders sieht (ohne Angabe wird niemand genannt)",
        words=("appeals", "to"),
        names=("contact",),
    ),
    "policy_clause.threshold": Entry(
        "from risk 0.6 acknowledge",
        "from this risk on, the outcome is at least this; may stand several times (without it, risk decides nothing)",
        "ab diesem Risiko folgt mindestens dies; darf mehrmals stehen (ohne Angabe entscheidet das Risiko nichts)",
        words=("from", "risk"),
    ),
    "policy_clause.layer": Entry(
        'layer switzerland extends "company.guide"',
        "makes the file a layer below another file: it may tighten what stands there, and loosen only what is `overridable`",
        "macht die Datei zu einer Ebene unter einer anderen: Sie darf verschärfen, was dort steht, und nur lockern, was `overridable` ist",
        words=("layer", "extends"),
        names=("layer", "file"),
    ),
    "policy_clause.applies": Entry(
        "applies when author.region is ch",
        "for which posts the layer holds; it can ask what is known of a post beforehand, and its language",
        "für welche Beiträge die Ebene gilt; fragen kann sie, was vorab über einen Beitrag bekannt ist, und seine Sprache",
        words=("applies", "when"),
    ),
    "list_section.list_from_file": Entry(
        'list codenames from "codenames.txt"',
        "gives phrases a name, from a file beside the policy with one phrase a line; a line that begins with `#` is a remark",
        "gibt Wendungen einen Namen, aus einer Datei neben dem Regelwerk mit einer Wendung je Zeile; `#` beginnt eine Bemerkung",
        words=("list", "from"),
        names=("name", "file"),
    ),
    "list_section.list_inline": Entry(
        'list clients "Contoso", "Fabrikam", "proto*"',
        "gives phrases a name, in place; with a `*` at its beginning or end, a word may go on there",
        "gibt Wendungen einen Namen, hier aufgezählt; wo ein `*` am Anfang oder Ende steht, darf das Wort weitergehen",
        words=("list",),
        names=("name", "phrase"),
    ),
    "define_section": Entry(
        "define night as posted between 22:00 and 06:00 Europe/Berlin",
        "gives a condition a name, to be used in several rules",
        "gibt einer Bedingung einen Namen, um sie in mehreren Regeln zu gebrauchen",
        words=("define", "as"),
        names=("name",),
    ),
    "guideline_section": Entry(
        'guideline confidential "Keep confidential things confidential"\n'
        '                       de "Vertrauliches bleibt vertraulich"',
        "a paragraph of your written guidelines, with its title; the rules under it belong to it. Without a title, in a layer, it is "
        "the guideline of that name above",
        "ein Absatz Ihrer schriftlichen Richtlinien mit seinem Titel; die Regeln darunter gehören dazu. Ohne Titel ist es, in einer "
        "Ebene, die Leitlinie dieses Namens darüber",
        words=("guideline",),
        names=("name", "title"),
    ),
    "guideline_clause.cites": Entry(
        'cites "Guidelines, section 6"',
        "where it is written",
        "wo es geschrieben steht",
        words=("cites",),
    ),
    "guideline_clause.says": Entry(
        'says en "Project names stay inside."',
        "what it says, by language",
        "was darin steht, je Sprache",
        words=("says",),
    ),
}
