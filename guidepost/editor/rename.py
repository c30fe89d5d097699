"""Renaming a list, a definition, a guideline or a rule everywhere in a stack, without cutting off its history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from guidepost.editor.above import ALONE, Above
from guidepost.editor.analysis import Snapshot
from guidepost.editor.edit import Edit
from guidepost.editor.family import Family, Member
from guidepost.editor.navigation import Target, target_at, uses
from guidepost.editor.outline import Outline, Section
from guidepost.editor.roles import Role
from guidepost.editor.tokens import is_name

_ROLES = (Role.LIST, Role.DEFINITION, Role.GUIDELINE, Role.RULE)


class NotRenamed(Exception):
    """A name cannot be changed like this; the message says why, to a person."""


class Renamed(NamedTuple):
    """A file in which something is renamed, and how."""

    file: Member
    edits: list[Edit]


def renamable(snapshot: Snapshot, offset: int, above: Above = ALONE) -> Target | None:
    """The name at an offset, if it is one that the file defines, or one above it."""
    target = target_at(snapshot, offset, above.names)
    if target is None or target.role not in _ROLES:
        return None
    known = target.name in snapshot.outline.named(target.role) or above.find(target.role, target.name)
    return target if known else None


def rename(snapshot: Snapshot, offset: int, new: str) -> list[Edit]:
    """The edits that rename what is named at an offset of a file that stands alone. Raises `NotRenamed`; see `rename_across`."""
    return next((renamed.edits for renamed in rename_across(Family((Member(None, snapshot),)), offset, new)), [])


def rename_across(stack: Family, offset: int, new: str) -> list[Renamed]:
    """The edits that rename what is named at an offset of the open file, in every file of its stack. Raises `NotRenamed`.

    A rule's history is kept under its permanent id: the `id` it has, else `guideline.rule`. A rule without one is therefore given
    its old name as `id`, so that cases and statistics from before still belong to it. A rule that a layer restates has its id from
    the rule above.
    """
    own = stack.own
    target = renamable(own.snapshot, offset, own.above)
    if target is None:
        raise NotRenamed("only lists, definitions, guidelines and rules of this file, and of those above it, can be renamed")
    if not is_name(new):
        raise NotRenamed(f"“{new}” cannot be a name: lower-case letters, digits, - and _, and no word of the language")
    _whole(stack)
    first = _first(target, stack)
    concerned = [member for member in stack.members if member.stands_below(first)]
    renamed = _renamed(target, new, first.snapshot.outline)
    if renamed == target.name:
        return []
    for member in (*concerned, *(member for member in stack.members if first.stands_below(member))):
        if renamed in member.snapshot.outline.named(target.role):
            where = "" if member is own else f" in “{member.path.name if member.path else ''}”"
            raise NotRenamed(f"there is already a {target.role.value} called “{renamed}”{where}")
    edits = [Renamed(member, sorted([*_edits(target, new, member), *_kept_ids(target, member)])) for member in concerned]
    return [one for one in edits if one.edits]


def _whole(stack: Family) -> None:
    """Raises `NotRenamed` where a file of the stack may use the name and cannot be looked into."""
    if stack.own.above.fault is not None:
        raise NotRenamed(f"{stack.own.above.fault.message}; without the files above nothing can be renamed")
    if stack.unread and len(stack.members) > 1:
        raise NotRenamed(f"“{stack.unread[0]}” cannot be read, and may use the name")


def _first(target: Target, stack: Family) -> Member:
    """The uppermost file that the name comes from."""
    own = stack.own
    found = [one.file.path for one in own.above.find(target.role, target.name)]
    return next((member for member in stack.members if found and member.path == found[-1]), own)


def _renamed(target: Target, new: str, outline: Outline) -> str:
    if target.role is not Role.RULE:
        return new
    guideline = outline.rules[target.name].guideline
    return f"{guideline}.{new}" if guideline is not None else new


def _edits(target: Target, new: str, member: Member) -> Iterator[Edit]:
    return (Edit(use.start, use.end, new) for use in uses(member.snapshot, target, member.above.names))


def _kept_ids(target: Target, member: Member) -> Iterator[Edit]:
    """An `id` clause for each rule whose permanent id would change otherwise."""
    for rule in member.snapshot.outline.of_kind("MAY", "SHOULD", "MUST"):
        affected = rule.qualified == target.name if target.role is Role.RULE else rule.guideline == target.name
        if target.role not in (Role.RULE, Role.GUIDELINE) or not affected or rule.name is None or rule.clause("ID"):
            continue
        if not member.above.find(Role.RULE, rule.qualified):
            yield Edit(rule.name.end, rule.name.end, _id_clause(rule, member.snapshot.text))


def _id_clause(rule: Section, text: str) -> str:
    """On a line of its own where the rule's clauses stand on lines of their own."""
    end = rule.name.end if rule.name else rule.end
    line_start = text.rfind("\n", 0, rule.start) + 1
    indent = text[line_start : rule.start]
    alone = not indent.strip() and text[end : end + 1] in ("\n", "")
    return f"\n{indent}  id {rule.qualified}" if alone else f" id {rule.qualified}"
