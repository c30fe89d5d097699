"""`guidepost policy propose | shadow | approve | withdraw | rollback | retire | status | shadow-report`: the life of a policy."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeAlias

import msgspec
import typer

from guidepost.cli.diff import Language
from guidepost.cli.lifecycle_shown import print_change, print_proposal, print_versions
from guidepost.cli.options import DEFAULT_DATA, MISUSED, DataFolder, PolicyArgument, clear_errors, err, fail, out
from guidepost.cli.person import As, PasswordFile, identify
from guidepost.cli.shadow_shown import print_shadow
from guidepost.engine.identity import World
from guidepost.engine.lifecycle import Lifecycle, Refused
from guidepost.engine.lifecycle.shadow_report import shadow_report
from guidepost.engine.policies import load_policy
from guidepost.engine.start import known_signals, real_world
from guidepost.engine.store import DATABASE, Store, User, open_store
from guidepost.engine.store.versions import PolicyVersion
from guidepost.rules.syntax import render as show

VersionArgument: TypeAlias = Annotated[
    str, typer.Argument(help="A version: its digest, or the first 8 characters of it or more.", show_default=False)
]
Lang: TypeAlias = Annotated[Language, typer.Option("--lang", help="Language of the answer.")]
Because: TypeAlias = Annotated[str, typer.Option("--because", help="Why, in a sentence; it goes into the record.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (status, propose, shadow, approve, withdraw, rollback, retire):
        app.command()(command)
    app.command("shadow-report")(report)


@dataclass(frozen=True, slots=True)
class _Installation:
    """A data folder that is open, and the versions in it."""

    store: Store
    world: World
    lifecycle: Lifecycle


@contextmanager
def _installation(data: Path, language: Language) -> Iterator[_Installation]:
    """The installation in a data folder. Ends the command with a clear message where something is refused."""
    if not (data / DATABASE).is_file():
        fail(f"there is no database in {data}. Name the data folder of your installation with --data.", MISUSED)
    with clear_errors():
        world = real_world()
        store = open_store(data)
        try:
            yield _Installation(store, world, Lifecycle(store, world, known_signals()))
        except Refused as refused:
            fail(refused.says(language.value), MISUSED)
        finally:
            store.close()


def status(
    data: DataFolder = DEFAULT_DATA,
    language: Lang = Language.ENGLISH,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """List the versions of the policy: which is live, which are in shadow, who proposed and consented."""
    with _installation(data, language) as here:
        versions = here.lifecycle.all()
        latest = next(iter(here.lifecycle.activations()), None)
    if as_json:
        sys.stdout.write(msgspec.json.encode(versions).decode() + "\n")
        return
    print_versions(out, versions, latest, language)


def propose(
    file: PolicyArgument,
    name: As,
    note: Annotated[str, typer.Option(help="What is to be changed, and why; it goes into the record.")] = "",
    password_file: PasswordFile = None,
    data: DataFolder = DEFAULT_DATA,
    language: Lang = Language.ENGLISH,
) -> None:
    """Propose a policy as the next version. Whoever proposes consents; a second person's `approve` brings it into force."""
    with _installation(data, language) as here:
        policy = load_policy(file, known_signals())
        person = identify(here.store, here.world, name, password_file)
        with err.status("Looking at how the rules go together …"):
            examined = here.lifecycle.examine(policy)
        source = policy.source
        for finding in examined.errors:
            err.print(show([finding], source.text, source.name, source.files), markup=False, style="red", soft_wrap=True)
            err.print()
        version = here.lifecycle.propose(examined, person, note)
    print_proposal(out, examined, version, language)


def shadow(
    version: VersionArgument,
    name: As,
    password_file: PasswordFile = None,
    data: DataFolder = DEFAULT_DATA,
    language: Lang = Language.ENGLISH,
) -> None:
    """Have a draft evaluated beside the live version, on the posts that come in. Nobody notices; differences are counted."""
    _change(data, language, name, password_file, lambda here, by: here.lifecycle.shadow(here.lifecycle.find(version).digest, by))


def approve(
    version: VersionArgument,
    name: As,
    password_file: PasswordFile = None,
    data: DataFolder = DEFAULT_DATA,
    language: Lang = Language.ENGLISH,
) -> None:
    """Consent to a version. With the second person's consent it is live at once; whoever proposed it was the first."""
    _change(data, language, name, password_file, lambda here, by: here.lifecycle.approve(here.lifecycle.find(version).digest, by))


def withdraw(
    version: VersionArgument,
    name: As,
    password_file: PasswordFile = None,
    data: DataFolder = DEFAULT_DATA,
    language: Lang = Language.ENGLISH,
) -> None:
    """Take back your consent to a version that is not live yet."""
    _change(data, language, name, password_file, lambda here, by: here.lifecycle.withdraw(here.lifecycle.find(version).digest, by))


def rollback(
    name: As,
    because: Because,
    to: Annotated[
        str | None, typer.Option(help="A version that was live.", show_default="the one that was live before the present one")
    ] = None,
    password_file: PasswordFile = None,
    data: DataFolder = DEFAULT_DATA,
    language: Lang = Language.ENGLISH,
) -> None:
    """Go back at once to a version that was live before. One person is enough."""

    def roll_back(here: _Installation, by: User) -> PolicyVersion:
        return here.lifecycle.rollback(by, because, here.lifecycle.find(to).digest if to else None)

    _change(data, language, name, password_file, roll_back)


def retire(
    version: VersionArgument,
    name: As,
    because: Because = "",
    password_file: PasswordFile = None,
    data: DataFolder = DEFAULT_DATA,
    language: Lang = Language.ENGLISH,
) -> None:
    """Give up a draft, or end a version's time in shadow. The live version is retired by the one that takes its place."""
    _change(
        data,
        language,
        name,
        password_file,
        lambda here, by: here.lifecycle.retire(here.lifecycle.find(version).digest, by, because),
    )


def _change(
    data: Path, language: Language, name: str, password_file: Path | None, make: Callable[[_Installation, User], PolicyVersion]
) -> None:
    """Make a change as the person who gives the command, and tell what came of it."""
    with _installation(data, language) as here:
        version = make(here, identify(here.store, here.world, name, password_file))
    print_change(out, version, language)


def report(
    version: VersionArgument,
    data: DataFolder = DEFAULT_DATA,
    language: Lang = Language.ENGLISH,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Show what a version in shadow would have decided otherwise, by outcome and by rule, with examples."""
    with _installation(data, language) as here:
        found = shadow_report(here.store, here.lifecycle.find(version).digest)
    if as_json:
        sys.stdout.write(msgspec.json.encode(found).decode() + "\n")
        return
    print_shadow(out, found, language)
