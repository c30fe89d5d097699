"""What the word under the pointer is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from guidepost.editor.above import ALONE, Above, Upper
from guidepost.editor.analysis import Snapshot
from guidepost.editor.navigation import Target, target_at
from guidepost.editor.outline import Section
from guidepost.editor.phrases import file_of, phrases_of
from guidepost.editor.roles import Role
from guidepost.editor.tokens import Token, first_text, keyword_kinds, text_of
from guidepost.rules.check import Catalogue, ListUnreadable
from guidepost.rules.check.types import how_to_ask, questions
from guidepost.rules.compile import DEFAULT_OUTCOME
from guidepost.rules.reference import COSTS, meaning
from guidepost.rules.syntax import Modality
from guidepost.rules.syntax.lexing import SECTION_STARTS
from guidepost.signals import SignalDeclaration

_SHOWN_PHRASES = 10

WITHOUT_THEN = {modality: outcome for modality, outcome in DEFAULT_OUTCOME.items() if modality is not Modality.MAY}
"""What follows from a rule that has no `then`."""


@dataclass(frozen=True, slots=True)
class Hover:
    """Markdown about the word between two offsets."""

    markdown: str
    start: int
    end: int


def hover(
    snapshot: Snapshot,
    offset: int,
    catalogue: Catalogue,
    read_list: Callable[[str], str],
    language: str = "en",
    *,
    above: Above = ALONE,
) -> Hover | None:
    """What the word at an offset is, in German (`de`) or else in English; None where there is nothing to say.

    `above` are the files above, whose names it knows.
    """
    target = target_at(snapshot, offset, above.names)
    if target is not None:
        if target.role is Role.SIGNAL:
            said = _signal(catalogue[target.name], language == "de") if target.name in catalogue else None
        else:
            said = _named(target, _Sight(snapshot, read_list, above), language)
        return Hover(said, target.start, target.end) if said else None
    token = snapshot.outline.token_at(offset)
    section = snapshot.outline.section_at(offset)
    if token is not None and section is not None and token.kind in keyword_kinds():
        said = meaning(token.text, language, SECTION_STARTS.get(section.tokens[0].kind, ""))
        return Hover(f"**{token.text}**: {said}", token.start, token.end)
    return None


@dataclass(frozen=True, slots=True)
class _Sight:
    """What can be seen from an open file."""

    snapshot: Snapshot
    read_list: Callable[[str], str]
    above: Above

    def find(self, role: Role, name: str) -> list[_Version]:
        """What has a name: in the open file first, then in those above."""
        own = self.snapshot.outline.named(role).get(name)
        here = [_Version(own, self.snapshot, self.read_list)] if own else []
        higher = self.above.find(role, name)
        return [*here, *(_Version(one.section, one.file.snapshot, one.file.read_list, one.file) for one in higher)]


@dataclass(frozen=True, slots=True)
class _Version:
    """A section with the file it is in; `upper` is None for the open one."""

    section: Section
    snapshot: Snapshot
    read_list: Callable[[str], str]
    upper: Upper | None = None

    def written(self, tokens: Sequence[Token]) -> str:
        """Some of its words in one line."""
        return " ".join(self.snapshot.text[tokens[0].start : tokens[-1].end].split())


def _named(target: Target, sight: _Sight, language: str) -> str | None:
    """What is said about a name, and in which file above it is defined."""
    german, found = language == "de", sight.find(target.role, target.name)
    if target.role is Role.LAYER:
        return f"**{target.name}** ({'Ebene' if german else 'layer'})"
    if target.role is Role.GUIDELINE:
        # Where a layer opens a guideline again, the one above says what it is.
        found = sorted(found, key=lambda one: not one.section.title)
    if not found:
        return None
    first = found[0]
    match target.role:
        case Role.LIST:
            said = _list(first.section, first.read_list, german)
        case Role.DEFINITION:
            said = _definition(first, german)
        case Role.GUIDELINE:
            said = _guideline(first.section, language)
        case _:
            titled = [one.section for one in sight.find(Role.GUIDELINE, first.section.guideline or "") if one.section.title]
            said = _rule(found, next(iter(titled), None), language)
    if first.upper is not None:
        return f"{said}\n\n_{first.upper.told(language)}_"
    if target.role is Role.RULE and len(found) > 1 and found[1].upper is not None:
        restates = "Statt der Regel" if german else "Instead of the rule"
        return f"{said}\n\n_{restates} {found[1].upper.told(language)}_"
    return said


def _signal(declaration: SignalDeclaration, german: bool) -> str:
    cost, says = COSTS[declaration.cost][german], declaration.says["de" if german else "en"]
    lines = [
        f"**{declaration.name}** ({'Signal' if german else 'signal'}, {declaration.type.value}): {says}",
        f"{'Kosten' if german else 'Cost'}: {declaration.cost.name.lower()} ({cost})",
    ]
    if declaration.symbols:
        lines.append(f"{'Werte' if german else 'Values'}: {', '.join(f'`{symbol}`' for symbol in sorted(declaration.symbols))}")
    if declaration.languages:
        lines.append(f"{'Sprachen' if german else 'Languages'}: {', '.join(sorted(declaration.languages))}")
    asked = ", ".join(f"`{question}`" for question in questions(declaration))
    lines.append(f"So fragen Sie: {asked}" if german else f"{how_to_ask(declaration)}.")
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


def _definition(definition: _Version, german: bool) -> str:
    section = definition.section
    return f"**{section.qualified}** ({'Definition' if german else 'definition'})\n\n`{definition.written(section.tokens)}`"


def _guideline(guideline: Section, language: str) -> str:
    german = language == "de"
    lines = [f"**{guideline.qualified}** ({'Richtlinie' if german else 'guideline'}): {guideline.title}"]
    lines += _said(guideline.translations("SAYS"), language)
    cited = first_text(guideline.clause("CITES"))
    if cited:
        lines.append(f"_{cited}_")
    return "\n\n".join(lines)


def _rule(versions: Sequence[_Version], guideline: Section | None, language: str) -> str:
    """A rule; what a version of a layer leaves out is as in the next one above."""
    german, rule = language == "de", versions[0].section
    modality = rule.modality or Modality.MAY
    lines = [f"**{modality.value} {rule.name.text if rule.name else ''}** ({'Regel' if german else 'rule'} `{rule.qualified}`)"]
    if guideline is not None:
        lines.append(f"{'Richtlinie' if german else 'Guideline'}: {guideline.title}")
    says = (version.section.translations("SAYS") for version in versions)
    lines += _said(next(filter(None, says), {}), language)
    then = next((version.written(clause) for version in versions if (clause := version.section.clause("THEN"))), "")
    if then:
        lines.append(f"`{then}`")
    elif modality in WITHOUT_THEN:
        word = WITHOUT_THEN[modality].word
        lines.append(f"{'Ohne' if german else 'Without'} `then`: `{word}` ({meaning(word, language)})")
    else:
        clauses = (version.section.clause("EXCUSES") for version in versions)
        excused = [token.text for token in next(filter(None, clauses), ()) if token.kind == "NAME"]
        lines += [f"{'Hebt auf' if german else 'Excuses'}: {', '.join(f'`{name}`' for name in excused)}"] if excused else []
    return "\n\n".join(lines)


def _said(translations: dict[str, str], language: str) -> list[str]:
    """What it says in the reader's language, else in the first there is."""
    text = translations.get(language) or next(iter(translations.values()), "")
    return [f"> {' '.join(text.split())}"] if text else []
