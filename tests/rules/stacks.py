"""A small stack of layers in which everything is used, and ways to check it and to lay it on a disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

from guidepost.rules.check import Checked, ListUnreadable, check
from guidepost.rules.compile import CompiledPolicy
from guidepost.rules.layers import LayerFile, list_file
from guidepost.rules.syntax import parse
from guidepost.signals import Cost, SignalDeclaration, SignalType
from tests.rules.catalogue import CATALOGUE as SMALL
from tests.rules.compare.versions import Compiled

CATALOGUE = SMALL | {
    name: SignalDeclaration(name, SignalType.SYMBOL, Cost.FREE, {"en": name, "de": name})
    for name in ("author.region", "author.unit")
}

TOP = """\
policy "Group guidelines"
  version "1"
  languages en, de
  appeals to "help@example.com"
  from risk 0.95 review

list codenames "Nightjar", "Bluebird"
list rude from "rude.txt"

define public as audience is external

guideline confidential "Keep it inside"
                       de "Behalten Sie es im Haus"
  cites "Group guidelines, section 6"
  says en "Names stay inside."
       de "Namen bleiben im Haus."

  must not leak
    id conf-01
    when public and text mentions any of codenames
    then block, redirect to "e-mail"
    risk 0.9
    says en "This is a code name."
         de "Das ist ein Projektname."

  may quote
    when channel is press
    excuses confidential.leak
    says en "The press office may."
         de "Die Pressestelle darf es."

guideline respect "Be respectful"
                  de "Seien Sie respektvoll"
  cites "Group guidelines, section 7"
  says en "Be kind."
       de "Seien Sie freundlich."

  should be-kind
    when text mentions any of rude
    then acknowledge
    says en "This is rude."
         de "Das ist unhöflich."
    overridable

test "a code name in public"
  post "Nightjar ships." audience external channel forum author.region de
  expect block because confidential.leak

test "rude"
  post "What an idiot." audience internal author.region de
  expect acknowledge because respect.be-kind
"""

SWITZERLAND = """\
policy "Switzerland"
  version "2"
  layer switzerland extends "top.guide"
  applies when author.region is ch
  on unknown block
  appeals to "schweiz@example.com"
  from risk 0.7 review

list swiss-names "Edelweiss"

guideline confidential

  # Asked for in Bern.
  must not leak
    when public and text mentions any of codenames or text mentions any of swiss-names
    risk 0.95

  must not name-places
    when text mentions "Bern" unless topics includes "travel"
    then review in queue "legal-ch" within 2 days
    says en "You name a place."
         de "Sie nennen einen Ort."

guideline respect

  should be-kind
    when text mentions "idiot" at least 2 times
    then advise

guideline dialect "Write so that all understand"
                  de "Schreiben Sie verständlich"
  cites "Swiss guidelines, section 1"
  says en "Mind the others."
       de "Denken Sie an die anderen."

  should plain
    when text mentions "grüezi" and language is not de
    says en "Not all understand this."
         de "Das verstehen nicht alle."

test "a Swiss name"
  post "Edelweiss" author.region ch audience external channel forum
  expect block because confidential.leak

test "rude twice"
  post "idiot, idiot" author.region ch
  expect advise because respect.be-kind
"""

LAB = """\
policy "Research in Switzerland"
  layer lab extends "switzerland.guide"
  applies when author.unit is research
  default advise

guideline confidential

  must not leak
    when public and text mentions any of codenames or text mentions any of swiss-names or text mentions "sample"

  must not show-results
    when text mentions "p-value" and violates respect
    says en "Not yet."
         de "Noch nicht."

test "a sample"
  post "sample" author.region ch author.unit research audience internal channel forum
  expect block because confidential.leak
"""

FILES: Mapping[str, str] = {
    "top.guide": TOP,
    "switzerland.guide": SWITZERLAND,
    "lab.guide": LAB,
    "rude.txt": "idiot\nfool\n",
}
"""The stack as it lies in a folder."""


def parsed(*texts: str) -> list[LayerFile]:
    """The trees of layers; the file of a layer must be called as the layer is, and the uppermost one `top.guide`."""
    layers = []
    for text in texts:
        file = parse(text)
        assert file.head.layer is not None
        above = PurePath(file.head.layer.value.extends).stem
        layers.append(LayerFile(file, "" if above == "top" else above))
    return layers


def checked_stack(*texts: str, lists: Mapping[str, str] = FILES) -> Checked:
    """A stack, the uppermost text first, checked; every layer's list files come from `lists`."""
    uppermost, *below = texts
    return check_files(uppermost, parsed(*below), lists)


def check_files(uppermost: str, layers: Sequence[LayerFile], lists: Mapping[str, str] = FILES) -> Checked:
    """A stack of an uppermost text and the trees of layers, checked; every layer's list files come from `lists`."""

    def read_list(name: str) -> str:
        own = list_file(name)[1]
        if own not in lists:
            raise ListUnreadable("there is no such file")
        return lists[own]

    return check(parse(uppermost), CATALOGUE, read_list, layers)


def stacked(*texts: str) -> Compiled:
    """The compiled policy of a stack, the uppermost text first; of the whole sample stack without any."""
    found = checked_stack(*(texts or (TOP, SWITZERLAND, LAB)))
    assert not found.errors, found.errors
    return Compiled(found, CompiledPolicy(found, str.casefold, "casefold"))


def laid(folder: Path, files: Mapping[str, str] = FILES) -> Path:
    """The files in a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder
