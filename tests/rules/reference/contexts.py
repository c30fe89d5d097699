"""A policy around each example of the reference, so that it can be read, checked and formatted where it belongs."""

from __future__ import annotations

from guidepost.rules.check import Checked, ListUnreadable, check
from guidepost.rules.check.scope import Catalogue
from guidepost.rules.layers import LayerFile
from guidepost.rules.syntax import parse

WORLD = """\
policy "World"
  languages en, de

list clients "Contoso", "Fabrikam", "Northwind", "Tailspin"
list our-sites "example.com", "example.org"
list disclaimers "my own opinion"
list employer "Example AG"
list codenames "Nightjar", "Bluebird"

define night as posted between 22:00 and 06:00 Europe/Berlin

guideline confidential "Keep confidential things confidential"
  must not leak-codenames when audience is external and text mentions any of codenames then block
  may share-own-work when topics includes "own work" excuses confidential.leak-codenames

guideline other "Other"
"""
"""What examples name."""

FILES = {"codenames.txt": "Nightjar\nBluebird\n", "posts.txt": "One.\nTwo.\n", "cases.csv": "post,expect\nHello,allow\n"}

_RULE = WORLD + "must not r when {}"
_CLAUSE = WORLD + "must not r {} when night"
_TEST = WORLD + 'must not r when 6 posts within 10 minutes by author or same text by 3 authors within 1 hour test "t" {}'
_TESTED = _TEST.format('post "Hello." {} expect allow')
_FILE = 'policy "P" '
_HEAD = 'policy "P" {}'

_CONTEXTS = {
    "policy_section": "{}",
    "policy_clause": _HEAD,
    "list_section": _FILE + "{}",
    "define_section": _FILE + "{}",
    "guideline_section": _FILE + "{}",
    "guideline_clause": _FILE + 'guideline g "G" {}',
    "translation": WORLD + "must not r when night says {}",
    "rule_section": _FILE + 'list codenames "Nightjar" guideline g "G" {}',
    "modality": WORLD + "{}",
    "rule_clause": _CLAUSE,
    "rule_clause.when": WORLD + "must not r {}",
    "rule_clause.excuses": WORLD + "may r when night {}",
    "consequence": _CLAUSE.format("then {}"),
    "redirect": _CLAUSE.format("then review, {}"),
    "outcome": _CLAUSE.format("then {}"),
    "outcome.allow": 'policy "P" default {}',
    "condition_or": _RULE,
    "condition_and": _RULE,
    "negation": _RULE,
    "atom": _RULE,
    "amount": _RULE.format("{} posts within 10 minutes by author"),
    "rate": _RULE.format("{} is unknown"),
    "shared": _RULE.format("same {} by at least 3 authors within 1 hour"),
    "window": _RULE.format("at least 3 posts {} by author"),
    "sought": _RULE.format("text mentions {}"),
    "phrases_sought": _RULE.format("text mentions {}"),
    "every": _RULE.format("text mentions {}"),
    "several": _RULE.format("text mentions at least 2 {}"),
    "besides": _RULE.format("text mentions any of clients {}"),
    "targets": _RULE.format("text mentions all of {}"),
    "domains": _RULE.format("text links to {}"),
    "test_section": WORLD + "{}",
    "test_clause": _TEST.format('post "Hello." {} expect allow'),
    "test_clause.post": _TEST.format("{} expect allow"),
    "test_clause.each_post": _TEST.format("{} expect allow"),
    "test_clause.cases": _TEST,
    "fact": _TESTED,
    "quantity": _RULE.format("toxicity >= {}"),
    "duration": _RULE.format("author.tenure < {}"),
    "moment": _RULE.format("posted before {}"),
    "word.name": _RULE.format("audience is {}"),
    "word.string": _RULE.format("channel is {}"),
    "text": _FILE + 'guideline g "G" cites {}',
}
"""By the key of an alternative, or by its rule: a policy with a gap for the example."""

IN_A_LAYER = {"policy_clause.layer": "{}", "policy_clause.applies": 'layer below extends "company.guide" {}'}
"""Alternatives that mean something in a layer only: the clauses of its head."""


def around(key: str) -> str:
    """The text with a gap that an example of this alternative belongs to."""
    if key in IN_A_LAYER:
        return f'policy "Layer" {IN_A_LAYER[key]}'
    return _CONTEXTS.get(key) or _CONTEXTS[key.partition(".")[0]]


def checked(key: str, text: str, catalogue: Catalogue) -> Checked:
    """The policy as checked; a layer below a whole one."""
    if key in IN_A_LAYER:
        return check(parse(WORLD), catalogue, read, [LayerFile(parse(text), "")])
    return check(parse(text), catalogue, read)


def read(name: str) -> str:
    """A file that examples name."""
    if name not in FILES:
        raise ListUnreadable("there is no such file")
    return FILES[name]
