"""Small policies with a marker where the caret stands."""

from __future__ import annotations

from guidepost.editor.analysis import Snapshot
from guidepost.rules.check import ListUnreadable

CARET = "‸"

POLICY = """policy "P"
  version "1"
  languages en, de

list names "Nightjar", "Bluebird"
list many from "many.txt"

guideline confidential "Keep it 🔒"
  cites "Section 6"
  says en "Names stay inside."
       de "Namen bleiben im Haus."

  must not leak
    when audience is external and text mentions any of names
    then review in queue "privacy" within 4 hours
    says en "You name a project."
         de "Sie nennen ein Projekt."

  may share
    when toxicity < 0.2
    excuses confidential.leak, manners.ask

guideline manners "Ask first"
  cites "Section 7"
  says en "Ask first."
       de "Fragen Sie erst."

  should ask
    id conf-02
    when violates confidential and text mentions many

test "a name"
  post "Nightjar 🎉 phrase 1" audience external topics "own work"
  with toxicity 0.9
  expect review because confidential.leak, manners.ask

test "a name in a friendly post"
  post "Nightjar" audience external
  with toxicity 0.1
  expect allow
  expect excused confidential.leak because confidential.share
"""
"""A policy in which everything is used; the file `many.txt` belongs to it."""


def marked(text: str) -> tuple[Snapshot, int]:
    """The text without its caret, and where the caret stood."""
    assert text.count(CARET) == 1, text
    return Snapshot(text.replace(CARET, "")), text.index(CARET)


def in_policy(before: str, after: str = "") -> tuple[Snapshot, int]:
    """`POLICY` with the caret between two texts that stand in it together once."""
    assert POLICY.count(before + after) == 1, (before, after, POLICY.count(before + after))
    return Snapshot(POLICY), POLICY.index(before + after) + len(before)


def read_list(name: str) -> str:
    """`many.txt` has twelve phrases; there is no other file."""
    if name != "many.txt":
        raise ListUnreadable("there is no such file")
    return "\n".join(["# twelve", *(f"phrase {number}" for number in range(1, 13))])
