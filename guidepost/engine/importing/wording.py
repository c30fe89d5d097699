"""What a draft and its report say to people, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from guidepost.engine.importing.documents import Note, Unit

Words = Mapping[str, str]

_EN: Words = MappingProxyType(
    {
        Unit.PAGE: "page",
        Unit.PARAGRAPH: "paragraph",
        Unit.LINE: "line",
        "section": "section",
        "part": "part",
        "draft": "DRAFT made from {name}. Nobody has checked it yet. It decides nothing before a person has gone through it:",
        "step.proposals": (
            "1. PROPOSAL marks a rule whose condition was guessed from the sentence. Correct it or delete the "
            "rule, then the remark."
        ),
        "step.decide": (
            "2. TO DECIDE marks a sentence that asks something and has no rule yet. The last line of each is a "
            "rule to finish: take away its #,"
        ),
        "step.decide2": (
            "put the phrases you mean in place of “…”, or delete it. Sentences about conduct, which a post "
            "hardly shows, have no such line."
        ),
        "step.lists": "3. Lists called candidate-… hold what looks like a name. Keep what you mean, delete the rest.",
        "step.tests": "4. Write a test for each rule, then run: guidepost policy check, guidepost policy test.",
        "pending": "to decide under “{title}”; rules written here belong to it",
        "proposal": "PROPOSAL, {place}, {modality} (“{cue}”): {reasons}.",
        "measures": "“{words}” is measured by {signal}",
        "phrase": "the phrase “{words}” is looked for",
        "named": "“{words}” stands in {list}",
        "audience": "“{words}” limits it to {audience} posts",
        "missing": (
            "A post breaks it where the words are missing. The first part of the line says in which posts they are called for."
        ),
        "limit": "Not in the condition yet: “{limit}”. Add it: unless …",
        "excuses": "It excuses no rule yet. Where it should, add: excuses guideline.rule",
        "led": "The words above the list make it a {modality}: “{lead}”",
        "decide": "TO DECIDE, {place}, {modality} (“{cue}”): “{sentence}”",
        "list": 'Needs a list that only you can write, for “{words}”: list {list} "…", "…"',
        "conduct": "This asks for conduct; a post hardly shows it.",
        "candidates": (
            "A person has to look: {what} found in the document. Keep what you mean, delete the rest, or delete the list."
        ),
        "candidate-companies": "company names",
        "candidate-code-names": "words after “project” or “code name”",
        "candidate-people": "people",
        "candidate-email-addresses": "e-mail addresses",
        "candidate-domains": "web addresses",
        "candidate-acronyms": "acronyms",
        Note.IMAGES: "{count} images were not read.",
        Note.FOOTNOTES: "{count} footnotes were not read.",
        Note.CHANGES: "The document has tracked changes ({count}); it was read as if all were accepted.",
        Note.EMPTY_PAGES: "{count} pages hold no text; if they are scans, run text recognition (OCR) and import again.",
        Note.ENCODING: "The file is no UTF-8 and was read as Windows-1252; look at its special characters.",
        "sentences": "sentences",
        "norms": "ask something",
        "ruled": "have a proposed rule",
        "open": "to decide",
        "conducts": "about conduct",
        "no norm": "ask nothing (statements, questions, examples)",
        "uncovered": "No rule covers these sentences yet",
        "all covered": "Every sentence that asks something has a proposed rule.",
        "column.place": "place",
        "column.section": "section",
        "column.modality": "modality",
        "column.sentence": "sentence",
    }
)
_DE: Words = MappingProxyType(
    {
        Unit.PAGE: "Seite",
        Unit.PARAGRAPH: "Absatz",
        Unit.LINE: "Zeile",
        "section": "Abschnitt",
        "part": "Teil",
        "draft": "ENTWURF aus {name}. Noch niemand hat ihn geprüft. Er entscheidet nichts, bevor ein Mensch ihn durchgesehen hat:",
        "step.proposals": (
            "1. VORSCHLAG steht an Regeln, deren Bedingung aus dem Satz erraten ist. Berichtigen oder löschen "
            "Sie die Regel, dann die Bemerkung."
        ),
        "step.decide": (
            "2. ZU ENTSCHEIDEN steht an Sätzen, die etwas verlangen und noch keine Regel haben. Ihre letzte "
            "Zeile ist eine Regel zum Fertigstellen:"
        ),
        "step.decide2": (
            "Nehmen Sie das # weg und schreiben Sie die gemeinten Wörter statt „…“, oder löschen Sie sie. Sätze "
            "über Verhalten haben keine solche Zeile."
        ),
        "step.lists": (
            "3. Listen namens candidate-… enthalten, was wie ein Name aussieht. Behalten Sie, was Sie meinen, "
            "und löschen Sie den Rest."
        ),
        "step.tests": "4. Schreiben Sie zu jeder Regel einen Test. Dann: guidepost policy check, guidepost policy test.",
        "pending": "zu entscheiden unter „{title}“; Regeln, die hier entstehen, gehören dazu",
        "proposal": "VORSCHLAG, {place}, {modality} („{cue}“): {reasons}.",
        "measures": "„{words}“ misst {signal}",
        "phrase": "gesucht wird „{words}“",
        "named": "„{words}“ steht in {list}",
        "audience": "„{words}“ beschränkt sie auf Beiträge nach {audience}",
        "missing": (
            "Ein Beitrag verletzt sie, wo die Wörter fehlen. Der Anfang der Zeile sagt, in welchen Beiträgen sie nötig sind."
        ),
        "limit": "Noch nicht in der Bedingung: „{limit}“. Ergänzen Sie: unless …",
        "excuses": "Sie entschuldigt noch keine Regel. Wo sie es soll, ergänzen Sie: excuses guideline.regel",
        "led": "Die Worte über der Liste machen daraus {modality}: „{lead}“",
        "decide": "ZU ENTSCHEIDEN, {place}, {modality} („{cue}“): „{sentence}“",
        "list": 'Braucht eine Liste, die nur Sie schreiben können, für „{words}“: list {list} "…", "…"',
        "conduct": "Verlangt ein Verhalten, das ein Beitrag kaum zeigt.",
        "candidates": (
            "Das muss ein Mensch ansehen: {what} aus dem Dokument. Behalten Sie, was Sie meinen, löschen Sie "
            "den Rest oder die Liste."
        ),
        "candidate-companies": "Firmennamen",
        "candidate-code-names": "Wörter nach „Projekt“ oder „Deckname“",
        "candidate-people": "Personen",
        "candidate-email-addresses": "E-Mail-Adressen",
        "candidate-domains": "Web-Adressen",
        "candidate-acronyms": "Abkürzungen",
        Note.IMAGES: "{count} Bilder wurden nicht gelesen.",
        Note.FOOTNOTES: "{count} Fußnoten wurden nicht gelesen.",
        Note.CHANGES: "Das Dokument hat nachverfolgte Änderungen ({count}); es wurde gelesen, als wären alle angenommen.",
        Note.EMPTY_PAGES: (
            "{count} Seiten haben keinen Text; sind es Scans, führen Sie eine Texterkennung (OCR) aus und importieren noch einmal."
        ),
        Note.ENCODING: "Die Datei ist nicht UTF-8 und wurde als Windows-1252 gelesen; sehen Sie nach den Sonderzeichen.",
        "sentences": "Sätze",
        "norms": "verlangen oder erlauben etwas",
        "ruled": "haben einen Regelvorschlag",
        "open": "zu entscheiden",
        "conducts": "über Verhalten",
        "no norm": "verlangen nichts (Aussagen, Fragen, Beispiele)",
        "uncovered": "Diese Sätze deckt noch keine Regel",
        "all covered": "Jeder Satz, der etwas verlangt, hat einen Regelvorschlag.",
        "column.place": "Stelle",
        "column.section": "Abschnitt",
        "column.modality": "Modalität",
        "column.sentence": "Satz",
    }
)

WORDS: Mapping[str, Words] = MappingProxyType({"en": _EN, "de": _DE})
"""By language."""
