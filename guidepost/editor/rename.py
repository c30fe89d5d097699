"""Renaming a list, a definition, a guideline or a rule everywhere in a file, without cutting off its history."""

from __future__ import annotations

from collections.abc import Iterator

from guidepost.editor.analysis import Snapshot
from guidepost.editor.edit import Edit
from guidepost.editor.navigation import Target, target_at, uses
from guidepost.editor.outline import Outline, Section
from guidepost.editor.roles import Role
from guidepost.editor.tokens import is_name


class NotRenamed(Exception):
    """A name cannot be changed like this; the message says why, to a person."""


def renamable(snapshot: Snapshot, offset: int) -> Target | None:
    """The name at an offset, if it is one that the file itself defines."""
    target = target_at(snapshot, offset)
    if target is None or target.name not in _existing(snapshot.outline, target.role):
        return None
    return target


def rename(snapshot: Snapshot, offset: int, new: str) -> list[Edit]:
    """The edits that rename what is named at an offset. Raises `NotRenamed`.

    A rule's history is kept under its permanent id: the `id` it has, else `guideline.rule`. A rule without one is therefore given
    its old name as `id`, so that cases and statistics from before still belong to it.
    """
    target = renamable(snapshot, offset)
    if target is None:
        raise NotRenamed("only lists, definitions, guidelines and rules of this file can be renamed")
    outline = snapshot.outline
    if not is_name(new):
        raise NotRenamed(f"“{new}” cannot be a name: lower-case letters, digits, - and _, and no word of the language")
    renamed = _renamed(target, new, outline)
    if renamed == target.name:
        return []
    if renamed in _existing(outline, target.role):
        raise NotRenamed(f"there is already a {target.role.value} called “{renamed}”")
    edits = [Edit(use.start, use.end, new) for use in uses(snapshot, target)]
    return sorted([*edits, *_kept_ids(target, outline, snapshot.text)])


def _existing(outline: Outline, role: Role) -> frozenset[str]:
    return {
        Role.LIST: frozenset(outline.lists),
        Role.DEFINITION: frozenset(outline.definitions),
        Role.GUIDELINE: frozenset(outline.guidelines),
        Role.RULE: frozenset(outline.rules),
    }.get(role, frozenset())


def _renamed(target: Target, new: str, outline: Outline) -> str:
    if target.role is not Role.RULE:
        return new
    guideline = outline.rules[target.name].guideline
    return f"{guideline}.{new}" if guideline is not None else new


def _kept_ids(target: Target, outline: Outline, text: str) -> Iterator[Edit]:
    """An `id` clause for each rule whose permanent id would change otherwise."""
    for rule in outline.of_kind("MAY", "SHOULD", "MUST"):
        affected = rule.qualified == target.name if target.role is Role.RULE else rule.guideline == target.name
        if target.role in (Role.RULE, Role.GUIDELINE) and affected and rule.name and not rule.clause("ID"):
            yield Edit(rule.name.end, rule.name.end, _id_clause(rule, text))


def _id_clause(rule: Section, text: str) -> str:
    """On a line of its own where the rule's clauses stand on lines of their own."""
    end = rule.name.end if rule.name else rule.end
    line_start = text.rfind("\n", 0, rule.start) + 1
    indent = text[line_start : rule.start]
    alone = not indent.strip() and text[end : end + 1] in ("\n", "")
    return f"\n{indent}  id {rule.qualified}" if alone else f" id {rule.qualified}"
