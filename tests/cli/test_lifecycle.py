"""`guidepost policy propose | shadow | approve | withdraw | rollback | retire | status | shadow-report`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from guidepost.engine.lifecycle import Lifecycle
from guidepost.engine.people import People, Role
from guidepost.engine.policies import load_policy
from guidepost.engine.post import Author, Post
from guidepost.engine.providers import Providers
from guidepost.engine.service import Service
from guidepost.engine.start import known_signals, real_world, start_serving
from guidepost.engine.store import open_store
from tests.cli.conftest import POLICY
from tests.cli.people import CHEAP, add

SECOND = POLICY.replace('version "1"', 'version "2"').replace('"Nightjar", "Bluebell"', '"Bluebell"').replace("8 hours", "2 hours")
THIRD = POLICY.replace('version "1"', 'version "3"').replace("floor plan", "ground plan")


class Installation:
    """A data folder whose first version is live, and people who change versions in it by command."""

    def __init__(self, run: Callable[..., Result], data: Path, folder: Path, policy: Path) -> None:
        start_serving(data, policy, real_world(), []).service.close()
        self._run = run
        self.data = data
        self.folder = folder
        self.passwords = {
            name: add(data, folder, name, role)
            for name, role in (("Ada", Role.OFFICER), ("Ben", Role.ADMINISTRATOR), ("Mo", Role.MODERATOR))
        }

    def file(self, text: str) -> Path:
        file = self.folder / "next.guide"
        file.write_text(text, "utf-8")
        return file

    def run(self, *arguments: object, by: str | None = None) -> Result:
        who = ("--as", by, "--password-file", self.passwords[by]) if by else ()
        return self._run("policy", *arguments, *who, "--data", self.data)

    def propose(self, text: str, by: str = "Ada") -> str:
        """A draft, and how it is named."""
        result = self.run("propose", self.file(text), by=by)
        assert result.exit_code == 0, result.output
        return load_policy(self.folder / "next.guide", known_signals()).compiled.digest.removeprefix("sha256:")[:8]

    def status(self) -> dict[str, str]:
        """States by version."""
        found: list[dict[str, Any]] = json.loads(self.run("status", "--json").stdout)
        return {one["version"]: one["state"] for one in found}


@pytest.fixture
def here(run: Callable[..., Result], data: Path, tmp_path: Path, policy: Path) -> Installation:
    """An installation."""
    return Installation(run, data, tmp_path, policy)


def test_two_people_bring_a_version_into_force_and_one_takes_it_back(here: Installation) -> None:
    proposed = here.run("propose", here.file(SECOND), "--note", "Nightjar is public now", by="Ada")
    assert proposed.exit_code == 0
    for expected in (
        "Proposed: “Test guidelines” 2",
        "2 rules, 0 lists, 0 definitions and 1 settings differ",
        "~ confidential.leak  may decide otherwise",
        "Untested: no test sees 3 of 4 rules at work, for example confidential.name-floor",
        "1 of 2 consents: Ada.",
    ):
        assert expected in proposed.stdout
    assert here.status() == {"1": "live", "2": "draft"}
    digest = proposed.stdout.split("policy approve ")[1][:8]
    approved = here.run("approve", digest, by="Ben")
    assert approved.exit_code == 0
    assert f"2, {digest}…, is live" in approved.stdout
    assert here.status() == {"1": "retired", "2": "live"}
    back = here.run("rollback", "--because", "Nightjar is not public yet", by="Ben")
    assert back.exit_code == 0
    assert here.status() == {"1": "live", "2": "retired"}
    assert "is live by a rollback: Nightjar is not public yet" in here.run("status").stdout
    again = here.run("rollback", "--to", digest, "--because", "now it is", by="Ada")
    assert again.exit_code == 0
    assert here.status() == {"1": "retired", "2": "live"}
    table = here.run("status").stdout
    assert "by a start" in table
    assert "Ada, Ben" in table
    assert "Nightjar is public now" in table


def test_a_version_goes_through_shadow_and_is_given_up(here: Installation) -> None:
    digest = here.propose(THIRD)
    shadow = here.run("shadow", digest, by="Ada")
    assert "is evaluated beside the live version" in shadow.stdout
    assert here.status() == {"1": "live", "3": "shadow"}
    assert "No post was evaluated yet" in here.run("shadow-report", digest).stdout
    assert here.run("retire", digest, "--because", "not needed", by="Ben").exit_code == 0
    assert here.status() == {"1": "live", "3": "retired"}


def test_a_policy_of_several_layers_goes_the_same_way(here: Installation) -> None:
    folder = here.folder / "policies"
    folder.mkdir()
    (folder / "company.guide").write_text(SECOND, "utf-8")
    layer = 'policy "Unit"\n  version "1"\n  layer unit extends "company.guide"\n  applies when author.unit is "sales"\n\n'
    rule = 'guideline own "Own"\n  cites "1"\n  says en "S."\n       de "S."\n\n  must not name\n    when text mentions "Otter"\n'
    (folder / "unit.guide").write_text(layer + rule + "    then block\n", "utf-8")
    proposed = here.run("propose", folder, by="Ada")
    assert proposed.exit_code == 0, proposed.output
    assert "+ own.name  stricter" in proposed.stdout
    digest = proposed.stdout.split("policy approve ")[1][:8]
    assert here.run("approve", digest, by="Ben").exit_code == 0
    for file in folder.iterdir():
        file.unlink()
    service = start_serving(here.data, None, real_world(), []).service
    outcomes = [service.try_out(Post("Otter", "internal", author=Author(unit=unit))).outcome for unit in ("sales", "legal")]
    assert (service.policy.compiled.digest.removeprefix("sha256:")[:8], outcomes) == (digest, ["block", "allow"])
    service.close()


def test_a_consent_is_withdrawn(here: Installation) -> None:
    digest = here.propose(SECOND)
    withdrawn = here.run("withdraw", digest, by="Ada")
    assert "0 of 2 consents: —." in withdrawn.stdout
    waiting = here.run("approve", digest, by="Ben")
    assert "needs more consents" in waiting.stdout
    assert here.status()["2"] == "draft"


def test_what_a_shadow_came_to_is_shown(here: Installation) -> None:
    digest = here.propose(SECOND)
    here.run("shadow", digest, by="Ada")
    store = open_store(here.data)
    live = load_policy(here.folder / "small.guide", known_signals())
    service = Service(live, Providers([]), store, real_world())
    service.shadows.use([load_policy(here.folder / "next.guide", known_signals())])
    service.check([Post(text, "external") for text in ("Nightjar", "Bluebell", "Hello")], key=None)
    assert service.shadows.settle(60)
    service.close()
    shown = here.run("shadow-report", digest)
    assert shown.exit_code == 0
    assert "3 posts: 2 alike, 0 stricter, 1 milder" in shown.stdout
    assert "confidential.leak     2       1      0        1" in shown.stdout
    assert "block → allow  -confidential.leak" in shown.stdout
    assert "Nightjar" not in shown.stdout
    german = here.run("shadow-report", digest, "--lang", "de").stdout
    assert "3 Beiträge: 2 gleich, 0 strenger, 1 milder" in german
    (beside,) = json.loads(here.run("shadow-report", digest, "--json").stdout)["beside"]
    assert (beside["posts"], beside["outcomes"]["block"]["allow"]) == (3, 1)


class TestRefused:
    """Each refusal says what to do, ends with 2, and changes nothing."""

    def refuse(self, here: Installation, *arguments: object, by: str | None = None) -> str:
        before = here.status()
        result = here.run(*arguments, by=by)
        assert result.exit_code == 2, result.output
        assert "Traceback" not in result.output
        assert here.status() == before
        return " ".join(result.stderr.split())

    def test_a_policy_that_cannot_be_read(self, here: Installation) -> None:
        said = self.refuse(here, "propose", here.file(SECOND.replace("then advise", "then advize")), by="Ada")
        assert "advise" in said

    def test_a_policy_with_errors_that_need_a_proof(self, here: Installation) -> None:
        spared = POLICY.replace('mentions "draft"', 'mentions "draft" unless author.role is manager')
        said = self.refuse(here, "propose", here.file(spared), by="Ada")
        assert "GP411" in said
        assert "1 errors" in said

    def test_the_same_version_again(self, here: Installation) -> None:
        assert "known already and is live" in self.refuse(here, "propose", here.file(POLICY + "# a remark\n"), by="Ada")

    def test_the_same_person_twice(self, here: Installation) -> None:
        digest = here.propose(SECOND)
        assert "Ada has consented already" in self.refuse(here, "approve", digest, by="Ada")
        assert "Ada hat schon zugestimmt" in self.refuse(here, "approve", digest, "--lang", "de", by="Ada")

    def test_somebody_whose_role_does_not_include_it(self, here: Installation) -> None:
        digest = here.propose(SECOND)
        assert "Officers and administrators" in self.refuse(here, "approve", digest, by="Mo")

    def test_a_wrong_password(self, here: Installation) -> None:
        digest = here.propose(SECOND)
        here.passwords["Ben"].write_text("ada likes nine violet otters\n", "utf-8")
        assert "no user of this name with this password" in self.refuse(here, "approve", digest, by="Ben")

    def test_somebody_unknown(self, here: Installation) -> None:
        digest = here.propose(SECOND)
        here.passwords["Eve"] = here.passwords["Ada"]
        assert "no user of this name with this password" in self.refuse(here, "approve", digest, by="Eve")

    def test_a_one_time_password_which_somebody_else_knows(self, here: Installation) -> None:
        digest = here.propose(SECOND)
        store = open_store(here.data)
        _, given = People(store, real_world(), CHEAP).administration.add("Eve", Role.OFFICER, by=None)
        store.close()
        here.passwords["Eve"] = here.folder / "eve.password"
        here.passwords["Eve"].write_text(given, "utf-8")
        assert "one-time password" in self.refuse(here, "approve", digest, by="Eve")

    def test_somebody_who_is_let_in_no_more(self, here: Installation) -> None:
        digest = here.propose(SECOND)
        store = open_store(here.data)
        add_one_more = People(store, real_world(), CHEAP).administration
        add_one_more.add("Cleo", Role.ADMINISTRATOR, by=None)
        add_one_more.disable("Ben", by=None)
        store.close()
        assert "Ben is let in no more" in self.refuse(here, "approve", digest, by="Ben")

    def test_too_little_of_a_digest(self, here: Installation) -> None:
        digest = here.propose(SECOND)
        assert "at least 8 characters" in self.refuse(here, "approve", digest[:7], by="Ben")
        assert "There is no version 00000000" in self.refuse(here, "approve", "00000000", by="Ben")

    def test_a_rollback_to_nothing(self, here: Installation) -> None:
        assert "No version was live before" in self.refuse(here, "rollback", "--because", "because", by="Ada")

    def test_without_a_password_and_nobody_to_ask(self, here: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("GUIDEPOST_PASSWORD", raising=False)
        said = self.refuse(here, "propose", here.file(SECOND), "--as", "Ada")
        assert "--password-file" in said
        assert "GUIDEPOST_PASSWORD" in said

    def test_a_password_file_that_is_not_there(self, here: Installation) -> None:
        here.passwords["Ada"].unlink()
        assert "ada.password cannot be read" in self.refuse(here, "propose", here.file(SECOND), by="Ada")

    @pytest.mark.parametrize("command", [("status",), ("shadow-report", "00000000"), ("approve", "00000000", "--as", "Ada")])
    def test_a_folder_without_an_installation(self, run: Callable[..., Result], tmp_path: Path, command: tuple[str, ...]) -> None:
        result = run("policy", *command, "--data", tmp_path / "none")
        assert result.exit_code == 2
        assert "there is no database" in result.stderr
        assert not (tmp_path / "none").exists()


def test_the_password_may_stand_in_the_environment(here: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDEPOST_PASSWORD", "ada likes nine violet otters")
    monkeypatch.setenv("GUIDEPOST_USER", "ada")
    assert here.run("propose", here.file(SECOND)).exit_code == 0


def test_a_password_file_that_others_can_read_is_told(here: Installation) -> None:
    here.passwords["Ada"].chmod(0o644)
    result = here.run("propose", here.file(SECOND), by="Ada")
    assert result.exit_code == 0
    assert "chmod 600" in result.stderr


def test_no_password_may_be_given_as_an_argument(here: Installation) -> None:
    result = here.run("propose", here.file(SECOND), "--as", "Ada", "--password", "x")
    assert result.exit_code == 2
    assert "No such option" in result.stderr


def test_without_any_version_the_way_to_one_is_told(run: Callable[..., Result], data: Path) -> None:
    open_store(data).close()
    result = run("policy", "status", "--data", data)
    assert result.exit_code == 0
    assert "guidepost policy propose" in result.stdout
    assert "noch keine Fassung" in run("policy", "status", "--data", data, "--lang", "de").stdout


def test_the_first_version_may_come_from_two_people_too(
    run: Callable[..., Result], data: Path, tmp_path: Path, policy: Path
) -> None:
    ada, ben = (add(data, tmp_path, name, Role.OFFICER) for name in ("Ada", "Ben"))
    proposed = run("policy", "propose", policy, "--as", "Ada", "--password-file", ada, "--data", data)
    assert "There is no live version to compare it with" in proposed.stdout
    digest = proposed.stdout.split("policy approve ")[1][:8]
    assert run("policy", "approve", digest, "--as", "Ben", "--password-file", ben, "--data", data).exit_code == 0
    serving = start_serving(data, None, real_world(), [])
    assert serving.service.policy.compiled.digest.startswith(f"sha256:{digest}")
    serving.service.close()


def test_a_version_that_the_server_cannot_use_is_told(here: Installation) -> None:
    store = open_store(here.data)
    live = Lifecycle(store, real_world(), known_signals()).live()
    assert live is not None
    store.versions().note_problem(live.digest, "provider text could not be loaded: FileNotFoundError")
    store.close()
    assert "cannot be used by the running server: provider text" in here.run("status").stdout


class TestCheck:
    """`guidepost check` keeps decisions only under the live version."""

    def test_takes_the_live_version(self, here: Installation, run: Callable[..., Result]) -> None:
        result = run("check", "--text", "Nightjar", "--audience", "external", "--json", "--data", here.data)
        assert result.exit_code == 5
        assert json.loads(result.stdout)["policy"]["version"] == "1"

    def test_refuses_to_keep_what_another_decides(self, here: Installation, run: Callable[..., Result]) -> None:
        asked = ("check", "--policy", here.file(THIRD), "--text", "Hello", "--audience", "external", "--data", here.data)
        refused = run(*asked)
        assert refused.exit_code == 2
        assert "--dry-run" in refused.stderr
        assert "guidepost policy propose" in refused.stderr
        assert run(*asked, "--dry-run").exit_code == 0
