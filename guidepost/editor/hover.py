"""What the word under the pointer is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from guidepost.editor.analysis import Snapshot
from guidepost.editor.keywords import meaning
from guidepost.editor.navigation import target_at
from guidepost.editor.outline import Section
from guidepost.editor.phrases import file_of, phrases_of
from guidepost.editor.roles import Role
from guidepost.editor.tokens import first_text, keyword_kinds, text_of
from guidepost.rules.check import Catalogue, ListUnreadable
from guidepost.rules.check.types import how_to_ask
from guidepost.rules.compile import DEFAULT_OUTCOME
from guidepost.rules.syntax import Modality
from guidepost.signals import Cost, SignalDeclaration

_SHOWN_PHRASES = 10

_COSTS = {
    Cost.FREE: ("comes with the post", "kommt mit dem Beitrag"),
    Cost.CHEAP: ("well under a millisecond", "weit unter einer Millisekunde"),
    Cost.MODERATE: ("a few milliseconds", "einige Millisekunden"),
    Cost.COSTLY: ("tens of milliseconds", "einige zehn Millisekunden"),
}

WITHOUT_THEN = {modality: outcome for modality, outcome in DEFAULT_OUTCOME.items() if modality is not Modality.MAY}
"""What follows from a rule that has no `then`."""


@dataclass(frozen=True, slots=True)
class Hover:
    """Markdown about the word between two offsets."""

    markdown: str
    start: int
    end: int


def hover(
    snapshot: Snapshot, offset: int, catalogue: Catalogue, read_list: Callable[[str], str], language: str = "en"
) -> Hover | None:
    """What the word at an offset is, in German (`de`) or else in English; None where there is nothing to say."""
    german = language == "de"
    target = target_at(snapshot, offset)
    if target is not None:
        outline = snapshot.outline
        said: str | None = None
        match target.role:
            case Role.SIGNAL if target.name in catalogue:
                said = _signal(catalogue[target.name], german)
            case Role.LIST if words := outline.lists.get(target.name):
                said = _list(words, read_list, german)
            case Role.DEFINITION if definition := outline.definitions.get(target.name):
                said = _definition(definition, snapshot, german)
            case Role.GUIDELINE if guideline := outline.guidelines.get(target.name):
                said = _guideline(guideline, language)
            case Role.RULE if rule := outline.rules.get(target.name):
                said = _rule(rule, outline.guidelines.get(rule.guideline or ""), snapshot, language)
            case _:
                pass
        return Hover(said, target.start, target.end) if said else None
    token = snapshot.outline.token_at(offset)
    if token is not None and token.kind in keyword_kinds():
        return Hover(f"**{token.text}**: {meaning(token.text, language)}", token.start, token.end)
    return None


def _signal(declaration: SignalDeclaration, german: bool) -> str:
    cost, says = _COSTS[declaration.cost][german], declaration.says["de" if german else "en"]
    lines = [
        f"**{declaration.name}** ({'Signal' if german else 'signal'}, {declaration.type.value}): {says}",
        f"{'Kosten' if german else 'Cost'}: {declaration.cost.name.lower()} ({cost})",
    ]
    if declaration.symbols:
        lines.append(f"{'Werte' if german else 'Values'}: {', '.join(f'`{symbol}`' for symbol in sorted(declaration.symbols))}")
    if declaration.languages:
        lines.append(f"{'Sprachen' if german else 'Languages'}: {', '.join(sorted(declaration.languages))}")
    if not german:
        lines.append(f"{how_to_ask(declaration)}.")
    return "\n\n".join(lines)


def _list(words: Section, read_list: Callable[[str], str], german: bool) -> str:
    file = file_of(words)
    origin = f" ({'aus' if german else 'from'} `{text_of(file)}`)" if file else ""
    head = f"**{words.qualified}** ({'Liste' if german else 'list'}){origin}: "
    try:
        phrases = phrases_of(words, read_list)
    except ListUnreadable as error:
        return f"{head}{'nicht lesbar' if german else 'cannot be read'}: {error}"
    if german:
        number = "1 Ausdruck" if len(phrases) == 1 else f"{len(phrases)} Ausdrücke"
    else:
        number = "1 phrase" if len(phrases) == 1 else f"{len(phrases):,} phrases"
    shown = "\n".join(f"- {_plain(phrase)}" for phrase in phrases[:_SHOWN_PHRASES])
    more = "\n- …" if len(phrases) > _SHOWN_PHRASES else ""
    return f"{head}{number}\n\n{shown}{more}".rstrip()


def _plain(phrase: str) -> str:
    """A phrase as code, so that its stars and underscores are not read as Markdown."""
    fence = "``" if "`" in phrase else "`"
    return f"{fence}{phrase}{fence}"


def _definition(definition: Section, snapshot: Snapshot, german: bool) -> str:
    written = " ".join(snapshot.text[definition.start : definition.end].split())
    return f"**{definition.qualified}** ({'Definition' if german else 'definition'})\n\n`{written}`"


def _guideline(guideline: Section, language: str) -> str:
    german = language == "de"
    lines = [f"**{guideline.qualified}** ({'Richtlinie' if german else 'guideline'}): {guideline.title}"]
    lines += _said(guideline.translations("SAYS"), language)
    cited = first_text(guideline.clause("CITES"))
    if cited:
        lines.append(f"_{cited}_")
    return "\n\n".join(lines)


def _rule(rule: Section, guideline: Section | None, snapshot: Snapshot, language: str) -> str:
    german = language == "de"
    modality = rule.modality or Modality.MAY
    lines = [f"**{modality.value} {rule.name.text if rule.name else ''}** ({'Regel' if german else 'rule'} `{rule.qualified}`)"]
    if guideline is not None:
        lines.append(f"{'Richtlinie' if german else 'Guideline'}: {guideline.title}")
    lines += _said(rule.translations("SAYS"), language)
    then = rule.clause("THEN")
    if then:
        outcome = " ".join(snapshot.text[then[0].start : then[-1].end].split())
        lines.append(f"`{outcome}`")
    elif modality in WITHOUT_THEN:
        word = WITHOUT_THEN[modality].word
        lines.append(f"{'Ohne' if german else 'Without'} `then`: `{word}` ({meaning(word, language)})")
    else:
        excused = [token.text for token in rule.clause("EXCUSES") if token.kind == "NAME"]
        lines += [f"{'Hebt auf' if german else 'Excuses'}: {', '.join(f'`{name}`' for name in excused)}"] if excused else []
    return "\n\n".join(lines)


def _said(translations: dict[str, str], language: str) -> list[str]:
    """What it says in the reader's language, else in the first there is."""
    text = translations.get(language) or next(iter(translations.values()), "")
    return [f"> {' '.join(text.split())}"] if text else []
