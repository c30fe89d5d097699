"""Decisions that were really made and kept, by a small policy and scripted providers, to be decided again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from guidepost.classifiers import Document, Provider
from guidepost.engine.backtest import Changed, Job, Tally, replayed
from guidepost.engine.policies import PolicySource
from guidepost.engine.post import Author, Post
from guidepost.engine.start import start
from guidepost.engine.store import open_store
from guidepost.engine.store.reading import Period
from guidepost.signals import Cost, SignalType, Span, Unknown, UnknownReason, Value
from tests.engine.scripted import HEAD, Scripted, world, written

RULES = """\
  must not name
    id names
    when audience is external and text mentions any of ("Nightjar", "Bluebird")
    then block, redirect to "e-mail"

  must not be-rude
    id rude
    when tone >= 0.5
    then review in queue "people"

  should be-calm
    id calm
    when tone >= 0.3 and text mentions "now"
    then advise

  must not post-accounts
    id accounts
    when count of accounts > 1
    then acknowledge
"""

POSTS = (
    ("Nightjar ships in May", "external", "ann", "sales"),
    ("Nightjar ships in May", "internal", "ann", "sales"),
    ("How rude of you", "internal", "bob", "press"),
    ("Do it now, a bit rude", "internal", "cem", "press"),
    ("Do it now", "external", "cem", "press"),
    ("accounts accounts", "external", "dee", "sales"),
    ("A silent one", "external", None, None),
    ("Hello", "internal", "eve", None),
)


def _tone(document: Document) -> Mapping[str, Value]:
    if "silent" in document.folded:
        return {"tone": Unknown(UnknownReason.UNCERTAIN)}
    return {"tone": 0.9 if document.folded.startswith("how rude") else 0.35 if "rude" in document.folded else 0.05}


def _accounts(document: Document) -> Mapping[str, Value]:
    return {
        "accounts": tuple(Span(place, place + 8, "account") for place in (0, 9) if document.visible[place:].startswith("accounts"))
    }


def _capitals(document: Document) -> Mapping[str, Value]:
    return {"capitals": float(sum(character.isupper() for character in document.visible))}


def providers() -> Sequence[Provider]:
    """Three providers; nobody asks for the capitals at first."""
    return (
        Scripted("tones", _tone, ("tone", SignalType.PROBABILITY)),
        Scripted("numbers", _accounts, ("accounts", SignalType.SPANS), cost=Cost.MODERATE),
        Scripted("shapes", _capitals, ("capitals", SignalType.NUMBER), cost=Cost.CHEAP),
    )


def keep(folder: Path, rules: str = RULES, posts: Sequence[Post] | None = None) -> list[str]:
    """Make and keep decisions; their ids."""
    folder.mkdir(exist_ok=True)
    service = start(folder / "data", written(folder, rules), world(), providers())
    chosen = posts if posts is not None else [_post(*one) for one in POSTS]
    made = [service.check([post], key=None).decisions[0].id for post in chosen]
    service.close()
    return made


def _post(text: str, audience: str, author: str | None, unit: str | None) -> Post:
    return Post(text, audience, author=Author(id=author, unit=unit), id=f"platform-{text[:3]}")


def source(rules: str = RULES, head: str = HEAD) -> PolicySource:
    """A policy of these rules."""
    return PolicySource(head + rules, "new.guide")


def again(
    folder: Path,
    rules: str = RULES,
    *,
    head: str = HEAD,
    models: bool = True,
    shortcuts: bool = True,
    show_text: bool = False,
    page: int = 3,
    processes: int = 1,
) -> tuple[Tally, list[Changed]]:
    """Decide everything in the folder again under a policy of these rules."""
    job = Job(folder / "data", source(rules, head), providers, models=models, show_text=show_text, shortcuts=shortcuts)
    tally = Tally()
    changed: list[Changed] = []
    with closing(open_store(job.folder)) as store:
        for result in replayed(job, store.history().pages(Period(), page), processes):
            tally.merge(result.tally)
            changed += result.changed
    return tally, changed
