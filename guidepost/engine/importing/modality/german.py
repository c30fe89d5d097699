"""How German guidelines say what is allowed and what is not."""

from __future__ import annotations

import re

from guidepost.engine.importing.modality.norm import Grammar, cue
from guidepost.rules.syntax import Modality

_NOT = (
    r"(?:nicht|nie|niemals|kein(?:e[nmrs]?)?|keinerlei|keinesfalls|keineswegs|weder|nirgends"
    r"|auf keinen fall|unter keinen umständen|in keinem fall|zu keiner zeit)"
)
_PERSON = (
    r"(?:sie|du|ihr|wir|man|alle|jede[rs]?|niemand|mitarbeit\w+|beschäftigte\w*|kolleg\w+"
    r"|angestellte\w*|führungskr\w+|autor\w+|mitglieder|nutzer\w*|team\w*)"
)
_PUBLISH = (
    r"(?:veröffentlich|teil|post|schreib|zeig|nenn|verwend|nutz|erwähn|bericht|sag|verlink|kommentier"
    r"|erzähl|weitergeb|beitrag|mitmach"
    r"|einsetz|zitier|vorstell|äußer|diskutier|sprech|hochlad|weiterleit|beantwort|löschen|aufnehm|angeb)\w*"
)
# Verbs that, at the beginning of a sentence, ask or set a case (“Haben Sie Fragen, …”).
_NO_IMPERATIVE = (
    r"(?!(?:haben|sind|sollten|sollen|möchten|wollen|werden|wurden|können|könnten|dürfen|müssen"
    r"|müssten|würden|wissen|wären|hätten|mögen"
    r"|brauchen|kennen|stoßen|finden|erhalten|bekommen|entdecken|merken|fühlen|arbeiten|planen|glauben)\b)"
)
_FORMAL = rf"{_NO_IMPERATIVE}[a-zäöüß]+(?:en|ern|eln|un|ein)\s+Sie\b"
_INFORMAL = (
    r"(?:achte|akzeptiere|antworte|äußere|beachte|bedenke|beleidige|behalte|behandle|benutze|berichte"
    r"|bleib|bleibe|denk|denke|diskutiere|drücke|erzähle"
    r"|frag|frage|gib|halte|hilf|hinterfrage|hole|informiere|kennzeichne|kläre|kommentiere"
    r"|kontaktiere|korrigiere|lade|lass|lasse|lies|lösche|mach|mache"
    r"|melde|nenne|nimm|nutze|poste|prüfe|respektiere|sag|sage|schreib|schreibe|schütze|sei|setze"
    r"|sprich|stelle|steh|steh\w*|teile|trenne|überlege|überprüfe"
    r"|übernimm|unterlasse|verhalte|verlinke|vermeide|veröffentliche|verrate|verwende|verzichte|wahre"
    r"|warte|wende|zeig|zeige|zitiere|vergiss|zögere"
    r"|(?:seid|habt|nehmt|denkt|achtet|bleibt|teilt|nennt|fragt|schreibt|postet|veröffentlicht"
    r"|respektiert|beachtet|gebt|haltet|lasst|meldet|nutzt|zeigt|prüft))"
)
_START = (
    r"(?:^[\s\W_]*(?:(?:und|aber|also|dann|deshalb|stattdessen|daher)\b,?\s+)*"
    r"|[:;–—]\s+(?:(?:und|aber|sondern|dann)\s+)?"
    r"|^(?:wenn|falls|sobald|bevor|sollten?|haben|sind|bei|im|in|bevor|nachdem|solange|wer|ehe"
    r"|möchten|stoßen|finden|erhalten|entdecken|merken|arbeiten|werden"
    r"|planen)\b[^;:]{2,200}?,\s+(?:(?:so|dann)\s+)?)"
    r"(?:bitte\s+)?"
)
_AGAIN = r"(?:,|\bund\b|\baber\b|\boder\b|\bsondern\b)\s+(?:(?:und|aber|bitte|sondern|dann)\s+)*"
_SHORT_GAP = r"[^,;:]{0,20}?"
_GAP = r"[^,;:–—]{0,120}?"
_INFINITIVE = r"(?:[a-zäöüß]+(?:en|ern|eln)|[a-zäöüß]*zu[a-zäöüß]+(?:en|ern|eln))"
_NO_DUTY = r"(?!(?:tun|finden|erreichen|verstehen|sehen|erwarten|entnehmen|rechnen|hören|lesen|können|haben|erkennen)\b)"

_MAY, _SHOULD, _MUST, _MUST_NOT = Modality.MAY, Modality.SHOULD, Modality.MUST, Modality.MUST_NOT

_CUES = (
    # “Muss nicht” leaves free, it does not forbid.
    cue(rf"\b(?:muss|musst|müssen|müsst)\b{_GAP}\b{_NOT}\b", _MAY),
    cue(
        rf"\b(?:brauch(?:e|st|t|en)|benötig(?:e|st|t|en))\b{_SHORT_GAP}\bkein\w*\s+(?:\w+\s+)?(?:freigabe"
        rf"|genehmigung|erlaubnis|zustimmung|abstimmung)\b",
        _MAY,
    ),
    cue(rf"\bbrauch(?:e|st|t|en)\b{_GAP}\b{_NOT}\b{_GAP}\bzu\b", _MAY),
    cue(
        r"\bnicht\s+(?:zwingend\s+|unbedingt\s+)?(?:erforderlich|notwendig|nötig|verpflichtet"
        r"|verpflichtend|vorgeschrieben|verboten|untersagt)\b|\bniemand (?:ist|wird) (?:verpflichtet"
        r"|gezwungen)\b|\bfühl(?:en|e|t) (?:Sie sich|dich|euch) frei\b|\bfreigestellt\b"
        r"|\bsteht (?:es )?\w+ frei\b",
        _MAY,
    ),
    cue(r"\bzöger(?:n|e|t)\b(?: Sie)? nicht\b|\b(?:nichts spricht|es spricht nichts) dagegen\b", _MAY),
    cue(r"\b(?:vergessen|vergiss|vergesst)\b(?: Sie)?(?: bitte)? nicht\b|\bdürfen\b[^,;:]{0,60}? nicht vergessen\b", _MUST),
    # Prohibitions.
    cue(rf"\b(?:niemand|{_NOT}\s+[\wäöüß-]+)\b{_GAP}\b(?:darf|dürfen|dürft)\b", _MUST_NOT),
    cue(rf"\b(?:niemand|{_NOT}\s+[\wäöüß-]+)\b{_GAP}\b(?:soll|sollen|sollte|sollten)\b", _SHOULD, forbids=True),
    cue(
        rf"\b(?:auf keinen fall|unter keinen umständen|in keinem fall|keinesfalls"
        rf"|zu keiner zeit)\b(?:{_GAP}\b(?:darf|dürfen|ist|sind)\b)?",
        _MUST_NOT,
    ),
    cue(rf"\b(?:darf|darfst|dürfen|dürft)\b{_GAP}\b{_NOT}\b(?:{_GAP}\b(?:noch)\b)?", _MUST_NOT),
    cue(
        r"\b(?:streng(?:stens)?\s+|ausdrücklich\s+|grundsätzlich\s+)?(?:untersagt|verboten|unzulässig"
        r"|inakzeptabel|tabu|nicht\s+(?:\w+\s+)?(?:gestattet|erlaubt|zulässig|akzeptabel|geduldet"
        r"|toleriert|hinnehmbar))\b",
        _MUST_NOT,
    ),
    cue(
        r"\b(?:dulden|tolerieren|akzeptieren)\s+wir\b[^,;:]{0,60}?\b(?:nicht|kein\w*|weder)\b"
        r"|\bwir\s+(?:dulden|tolerieren|akzeptieren)\b[^,;:]{0,60}?\b(?:nicht|kein\w*|weder)\b|\b(?:haben"
        r"|hat)\b[^;:]{0,120}?\bnichts (?:zu suchen|verloren)\b|\bgehör(?:t|en)\b[^,;:]{0,60}?\b(?:nicht"
        r"|kein\w*)\b",
        _MUST_NOT,
    ),
    cue(
        rf"\b(?:ist|sind|hat|haben)\b{_GAP}\b(?:zu (?:unterlassen|vermeiden|unterbleiben|verzichten)"
        rf"|abzusehen|vorbehalten)\b|\b(?:ist|sind)\b{_GAP}\b{_NOT}\b{_GAP}\bzu {_NO_DUTY}{_INFINITIVE}\b",
        _MUST_NOT,
    ),
    cue(rf"\bsoll(?:st|t|te|ten|test|tet|en)?\b(?! (?:ihnen|dir|euch|uns)\b){_GAP}\b{_NOT}\b", _SHOULD, forbids=True),
    cue(
        rf"{_START}(?P<cue>(?:verzichte(?:n Sie)?|verzichtet|vermeide(?:n Sie)?|vermeidet"
        rf"|unterlasse(?:n Sie)?|unterlasst|hüte(?:n Sie)?|meide(?:n Sie)?"
        rf"|sehe?n? (?:Sie )?(?:bitte )?davon ab)\b)",
        _MUST_NOT,
    ),
    cue(rf"{_START}(?P<cue>(?:{_FORMAL}|{_INFORMAL}\b){_GAP}\b{_NOT})\b", _MUST_NOT),
    cue(rf"\b(?P<cue>bitte\b{_GAP}\b{_NOT})\b", _MUST_NOT),
    cue(
        r"\b(?:ist|sind|bleib(?:t|en))\b[^,;:]{0,60}?\b(?:(?:streng\s+)?(?:vertraulich|geheim)(?!\s+zu\b)|im haus|unter uns)\b",
        _MUST_NOT,
    ),
    # Duties.
    cue(rf"\b(?:muss|musst|müssen|müsst)\b(?!{_GAP}\bmit\b{_GAP}\brechnen\b)", _MUST),
    cue(
        rf"\b(?:ist|sind|bist)\b{_GAP}\b(?:verpflichtet|verpflichtend|verbindlich|pflicht|erforderlich"
        rf"|notwendig|zwingend|vorgeschrieben|obligatorisch|gehalten)\b|\bverpflichtet (?:ist|sind)\b"
        rf"|\bbed(?:arf|ürfen)\b{_GAP}\b(?:zustimmung|genehmigung|freigabe|einwilligung|erlaubnis)\b",
        _MUST,
    ),
    cue(
        rf"\b(?:hat|haben)\b{_GAP}(?<!recht )(?<!möglichkeit )\b(?:(?-i:zu {_NO_DUTY}(?:sein"
        rf"|[a-zäöüß]+(?:en|ern|eln)))|(?-i:[a-zäöüß]+zu(?!m|r)[a-zäöüß]+(?:en|ern|eln)))\b",
        _MUST,
    ),
    cue(
        rf"\b(?:ist|sind)\b{_GAP}\b(?:(?-i:zu {_NO_DUTY}[a-zäöüß]+(?:en|ern|eln))|(?-i:(?:ein|an|ab|auf"
        rf"|aus|offen|vor|bei|mit|fest|frei|her|hin|um|weg|zurück|sicher|nach)[a-zäöüß]*zu[a-zäöüß]+(?:en"
        rf"|ern|eln)))\b",
        _MUST,
    ),
    # Recommendations.
    cue(
        r"\b(?:empfehlen wir|wir empfehlen|empfiehlt (?:es )?sich|empfehlenswert|ratsam|wir bitten"
        r"|bitten wir|wir raten|raten wir|wünschenswert|werden gebeten|sind angehalten|ermutigen wir"
        r"|wir ermutigen|es ist sinnvoll|wir erwarten|erwarten wir)\b",
        _SHOULD,
    ),
    cue(rf"{_START}(?P<cue>versuche(?:n Sie)?|versucht|bemühen Sie sich|bemühe dich|idealerweise|am besten)\b", _SHOULD),
    cue(
        r"(?<!^)\bsoll(?:st|t|te|ten|test|tet|en)?\b(?! (?:ihnen|dir|euch|uns|dabei|dazu|helfen)\b)(?! (?:sie|du) [^,]{1,80},)",
        _SHOULD,
    ),
    # Permissions.
    cue(r"\b(?:dar(?:f|fst)|dürfen|dürft)\b(?! (?:wir|ich)\b)", _MAY),
    cue(
        r"\b(?:kann|kannst|können|könnt)\b[^,;:]{0,40}?\b(?:gern|gerne|jederzeit|selbstverständlich"
        r"|natürlich|frei|ruhig)\b|\b(?:gern|gerne|selbstverständlich|natürlich"
        r"|jederzeit)\b[^,;:]{0,20}?\b(?:kann|kannst|können|könnt)\b",
        _MAY,
    ),
    cue(rf"\b{_PERSON}\s+(?P<cue>kann|kannst|können|könnt)\b(?!{_GAP}\b{_NOT}\b)(?={_GAP}\b{_PUBLISH})", _MAY),
    cue(rf"\b(?:kann|kannst|können|könnt)\b(?={_SHORT_GAP}\b{_PERSON}\b)(?!{_GAP}\b{_NOT}\b)(?={_GAP}\b{_PUBLISH})", _MAY),
    cue(
        r"\b(?:ist|sind|sei|bleibt)\b[^,;:]{0,80}?\b(?:erlaubt|gestattet|zulässig|willkommen|in ordnung"
        r"|okay|ok|erwünscht|unproblematisch|unbedenklich)\b|^(?:erlaubt|gestattet|zulässig|erwünscht)\b"
        r"|\bhaben das recht\b|\b(?:herzlich )?eingeladen\b",
        _MAY,
    ),
    # Imperatives.
    cue(rf"{_START}(?P<cue>(?:{_FORMAL}|{_INFORMAL}\b))", _MUST, imperative=True),
    cue(rf"\b(?P<cue>{_FORMAL}\s+(?:\w+\s+){{0,3}}?bitte)\b", _MUST, imperative=True),
    cue(rf"\b(?P<cue>bitte\s+(?:[\wäöüß-]+\s+){{0,4}}?{_FORMAL})", _MUST, imperative=True),
    cue(rf"^[\W_]*(?P<cue>{_NOT})\b[^,;:]{{2,90}}?\b(?-i:{_INFINITIVE})[.!]?$", _MUST_NOT),
    cue(
        r"^[\W_]*(?P<cue>kein(?:e[nmrs]?)?|keinerlei)\s(?:(?!\b(?:ist|sind|war|hat|haben|kann|können|wird"
        r"|werden|muss|soll\w*)\b)[^.,;]){3,70}\.?$",
        _MUST_NOT,
    ),
    cue(rf"^[\W_]*(?P<cue>immer|stets|unbedingt)\b[^,;:]{{2,90}}?\b(?-i:{_INFINITIVE})[.!]?$", _MUST),
)

_REPEATED = (
    cue(rf"{_AGAIN}(?P<cue>(?:{_FORMAL}|{_INFORMAL}\b){_GAP}\b{_NOT})\b", _MUST_NOT),
    cue(rf"{_AGAIN}(?P<cue>(?:verzichten|vermeiden|unterlassen) Sie|verzichte|vermeide|unterlasse)\b", _MUST_NOT),
    cue(rf"{_AGAIN}(?P<cue>(?:{_FORMAL}|{_INFORMAL}\b))", _MUST, imperative=True),
)

GERMAN = Grammar(
    cues=_CUES,
    repeated=_REPEATED,
    hidden=re.compile(
        r"\bnicht (?:nur|allein|bloß)\b|\bnicht[ -](?:öffentlich|autorisiert|freigegeben|veröffentlicht"
        r"|genehmigt)\w*e[rnsm]?\b(?=\s+[A-ZÄÖÜ])|\bnicht zuletzt\b|\bnicht immer\b"
        r"|\bwenn nicht\b",
        re.IGNORECASE,
    ),
    example=re.compile(
        r"^[\W_]*(?:zum beispiel|z\.\s?b\.|beispiele?\b\s*[:.]|beispielsweise|etwa\b|so (?:können|könnten"
        r"|kannst|könnte) \w+ zum beispiel\b|ein beispiel)",
        re.IGNORECASE,
    ),
    joint=re.compile(r"[,;:–—]|\b(?:und|aber|oder|sondern|jedoch|doch)\b", re.IGNORECASE),
    limit=re.compile(
        r"\b(?:außer|es sei denn|ohne|nur (?:wenn|mit|nach|falls|bei|für)|sofern nicht|soweit nicht"
        r"|solange|bevor|mit ausnahme|erst (?:wenn|nach))\b",
        re.IGNORECASE,
    ),
    only=re.compile(r"\b(?:nur|ausschließlich|lediglich|allein|erst)\b", re.IGNORECASE),
    reverses=re.compile(r"(?!)"),
    softens=re.compile(r"\b(?:möglichst|nach möglichkeit|wenn möglich|idealerweise|am besten|lieber)\b", re.IGNORECASE),
    welcomes=re.compile(r"\b(?:gern|gerne|ruhig)\b", re.IGNORECASE),
)
