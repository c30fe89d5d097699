"""What people may do with versions, and what is refused."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing

import pytest

from guidepost.engine.audit import verify_record
from guidepost.engine.lifecycle import MOST_IN_SHADOW, Examination, Lifecycle, Refusal, Refused, State, examine
from guidepost.engine.lifecycle.lifecycle import LONGEST_NOTE
from guidepost.engine.policies import LoadedPolicy
from guidepost.engine.store import open_store
from guidepost.rules.syntax.diagnostic import NOWHERE, Diagnostic
from tests.engine.lifecycle.versions import People, examined, version

ONE, TWO, THREE = version("One"), version("Two"), version("Three")


def digest(policy: LoadedPolicy) -> str:
    return policy.compiled.digest


def states(people: People) -> dict[str, str]:
    """States by the word the version's rule looks for."""
    words = {digest(ONE): "one", digest(TWO): "two", digest(THREE): "three"}
    return {words[version.digest]: version.state for version in people.lifecycle.all()}


def entered(people: People, kind: str) -> list[tuple[str, dict[str, object]]]:
    """Subject and facts of every entry of a kind."""
    bodies = [json.loads(entry.body) for entry in people.store.audit_entries() if entry.kind == kind]
    return [(body["subject"], body["facts"]) for body in bodies]


class TestTwoPeople:
    def test_a_proposal_decides_nothing(self, people: People) -> None:
        people.propose(ONE, note="Names of projects")
        assert people.lifecycle.live() is None
        (only,) = people.lifecycle.all()
        assert (only.state, only.proposed_by, only.note) == (State.DRAFT, "Ada", "Names of projects")
        assert [consent.name for consent in only.standing] == ["Ada"]

    def test_the_second_persons_consent_makes_it_live(self, people: People) -> None:
        found = people.lifecycle.approve(people.propose(ONE), people.ben)
        assert (found.state, found.changed_by) == (State.LIVE, "Ben")
        assert [consent.name for consent in found.standing] == ["Ada", "Ben"]
        assert people.lifecycle.live() == found

    def test_the_version_before_is_retired(self, people: People) -> None:
        people.activate(ONE)
        people.activate(TWO)
        assert states(people) == {"one": State.RETIRED, "two": State.LIVE}

    def test_nobody_consents_twice(self, people: People) -> None:
        proposed = people.propose(ONE)
        with pytest.raises(Refused, match="Ada has consented already") as refused:
            people.lifecycle.approve(proposed, people.ada)
        assert refused.value.kind is Refusal.CONSENTED_ALREADY
        assert people.lifecycle.live() is None

    def test_a_withdrawn_consent_counts_no_more(self, people: People) -> None:
        proposed = people.propose(ONE)
        people.lifecycle.withdraw(proposed, people.ada)
        assert people.lifecycle.approve(proposed, people.ben).state == State.DRAFT
        assert people.lifecycle.approve(proposed, people.cleo).state == State.LIVE

    def test_a_consent_may_be_given_anew_after_it_was_withdrawn(self, people: People) -> None:
        proposed = people.propose(ONE)
        people.lifecycle.withdraw(proposed, people.ada)
        people.lifecycle.approve(proposed, people.ada)
        with pytest.raises(Refused):
            people.lifecycle.approve(proposed, people.ada)
        assert people.lifecycle.approve(proposed, people.ben).state == State.LIVE

    def test_another_text_needs_other_consents(self, people: People) -> None:
        people.propose(ONE)
        people.propose(TWO, people.ben)
        assert states(people) == {"one": State.DRAFT, "two": State.DRAFT}

    def test_consents_of_an_earlier_round_count_no_more(self, people: People) -> None:
        proposed = people.propose(ONE)
        people.lifecycle.retire(proposed, people.cleo)
        people.propose(ONE, people.ben)
        assert people.lifecycle.find(proposed).round == 2
        assert [consent.name for consent in people.lifecycle.find(proposed).standing] == ["Ben"]
        people.lifecycle.approve(proposed, people.ada)
        assert states(people) == {"one": State.LIVE}

    def test_the_consent_of_somebody_who_may_no_more_does_not_count(
        self, people: People, change_user: Callable[[str, str, object], None]
    ) -> None:
        proposed = people.propose(ONE)
        change_user("user_ada", "role", "moderator")
        assert people.lifecycle.approve(proposed, people.ben).state == State.DRAFT
        change_user("user_ben", "disabled_at", "2026-11-25T12:00:00.000Z")
        assert people.lifecycle.approve(proposed, people.cleo).state == State.DRAFT
        change_user("user_ben", "disabled_at", None)
        assert people.lifecycle.find(proposed).state == State.DRAFT, "only a consent makes a version live"

    @pytest.mark.parametrize("tried", ["propose", "approve", "shadow", "withdraw", "retire", "rollback"])
    def test_whoever_is_neither_officer_nor_administrator_may_not(self, people: People, tried: str) -> None:
        people.activate(TWO)
        people.activate(THREE)
        proposed = people.propose(ONE)
        before = [version.state for version in people.lifecycle.all()]
        tries: dict[str, Callable[[], object]] = {
            "propose": lambda: people.propose(version("Four"), people.dan),
            "rollback": lambda: people.lifecycle.rollback(people.dan, "because"),
            **{
                name: lambda name=name: getattr(people.lifecycle, name)(proposed, people.dan)
                for name in ("approve", "shadow", "withdraw", "retire")
            },
        }
        with pytest.raises(Refused, match="Officers and administrators") as refused:
            tries[tried]()
        assert refused.value.kind is Refusal.NOT_ALLOWED
        assert [version.state for version in people.lifecycle.all()] == before

    def test_two_consents_at_once_activate_once(self, people: People) -> None:
        proposed = people.propose(ONE)
        ready, ended = threading.Barrier(2), list[str]()

        def approve(by: str) -> None:
            ready.wait()
            try:
                ended.append(people.lifecycle.approve(proposed, getattr(people, by)).state)
            except Refused as refused:
                ended.append(refused.kind)

        threads = [threading.Thread(target=approve, args=(by,)) for by in ("ben", "cleo")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(ended) == sorted([State.LIVE, Refusal.LIVE_ALREADY])
        assert len(people.lifecycle.activations()) == 1
        assert len(entered(people, "policy_activated")) == 1


class TestTransitions:
    """What follows on what; whatever is not listed is refused and changes nothing."""

    @pytest.mark.parametrize(
        ("state", "may"),
        [
            (State.DRAFT, {"shadow", "approve", "retire"}),
            (State.SHADOW, {"approve", "retire"}),
            (State.LIVE, set()),
            (State.RETIRED, {"propose"}),
        ],
    )
    @pytest.mark.parametrize("tried", ["propose", "shadow", "approve", "retire"])
    def test_from_each_state(self, people: People, state: State, may: set[str], tried: str) -> None:
        proposed = people.propose(ONE)
        match state:
            case State.SHADOW:
                people.lifecycle.shadow(proposed, people.ada)
            case State.LIVE:
                people.lifecycle.approve(proposed, people.ben)
            case State.RETIRED:
                people.lifecycle.retire(proposed, people.ada)
        entries = len(list(people.store.audit_entries()))

        def attempt() -> object:
            if tried == "propose":
                return people.propose(ONE, people.cleo)
            return getattr(people.lifecycle, tried)(proposed, people.cleo)

        if tried in may:
            attempt()
            assert people.lifecycle.find(proposed).state != state
        else:
            with pytest.raises(Refused):
                attempt()
            assert people.lifecycle.find(proposed).state == state
            assert len(list(people.store.audit_entries())) == entries

    def test_only_a_few_are_in_shadow(self, people: People) -> None:
        drafts = [people.propose(version(f"Word{number}")) for number in range(MOST_IN_SHADOW + 1)]
        for proposed in drafts[:-1]:
            people.lifecycle.shadow(proposed, people.ada)
        with pytest.raises(Refused) as refused:
            people.lifecycle.shadow(drafts[-1], people.ada)
        assert refused.value.kind is Refusal.SHADOWS_FULL
        people.lifecycle.retire(drafts[0], people.ada)
        people.lifecycle.shadow(drafts[-1], people.ada)

    def test_a_policy_with_errors_is_not_proposed(self, people: People) -> None:
        faulty = Examination(ONE, (Diagnostic("GP411", "spares a rank", NOWHERE),), None, None)
        with pytest.raises(Refused, match="1 errors"):
            people.lifecycle.propose(faulty, people.ada)
        assert people.lifecycle.all() == []

    def test_a_long_note_is_refused(self, people: People) -> None:
        with pytest.raises(Refused, match="2001 characters"):
            people.propose(ONE, note="x" * (LONGEST_NOTE + 1))

    def test_a_version_that_nobody_knows(self, people: People) -> None:
        with pytest.raises(Refused) as refused:
            people.lifecycle.shadow("sha256:none", people.ada)
        assert refused.value.kind is Refusal.UNKNOWN_VERSION


class TestRollback:
    def test_one_person_goes_back_at_once(self, people: People) -> None:
        people.activate(ONE)
        people.activate(TWO)
        found = people.lifecycle.rollback(people.cleo, "Held every post about Two")
        assert (found.digest, found.changed_by) == (digest(ONE), "Cleo")
        assert states(people) == {"one": State.LIVE, "two": State.RETIRED}
        (entry,) = entered(people, "policy_rolled_back")
        assert entry[0] == digest(ONE)
        assert entry[1]["by"] == ["user_cleo"]
        assert entry[1]["replaces"] == digest(TWO)
        assert entry[1]["reason"] == "Held every post about Two"

    def test_going_back_again_goes_further_back_and_never_forth(self, people: People) -> None:
        for policy in (ONE, TWO, THREE):
            people.activate(policy)
        assert people.lifecycle.rollback(people.ada, "because").digest == digest(TWO)
        assert people.lifecycle.rollback(people.ada, "because").digest == digest(ONE)
        with pytest.raises(Refused) as refused:
            people.lifecycle.rollback(people.ada, "because")
        assert refused.value.kind is Refusal.NOTHING_BEFORE

    def test_to_one_that_is_named(self, people: People) -> None:
        for policy in (ONE, TWO, THREE):
            people.activate(policy)
        assert people.lifecycle.rollback(people.ada, "because", to=digest(ONE)).digest == digest(ONE)
        assert people.lifecycle.rollback(people.ada, "because", to=digest(THREE)).digest == digest(THREE)
        assert people.lifecycle.rollback(people.ada, "because").digest == digest(TWO)

    def test_never_to_one_that_was_not_live(self, people: People) -> None:
        people.activate(ONE)
        proposed = people.propose(TWO)
        with pytest.raises(Refused, match="needs two consents") as refused:
            people.lifecycle.rollback(people.ada, "because", to=proposed)
        assert refused.value.kind is Refusal.NEVER_LIVE
        assert states(people) == {"one": State.LIVE, "two": State.DRAFT}

    def test_never_to_the_live_one(self, people: People) -> None:
        people.activate(ONE)
        with pytest.raises(Refused) as refused:
            people.lifecycle.rollback(people.ada, "because", to=digest(ONE))
        assert refused.value.kind is Refusal.LIVE_ALREADY

    def test_never_without_a_reason(self, people: People) -> None:
        people.activate(ONE)
        people.activate(TWO)
        with pytest.raises(Refused, match="Say why"):
            people.lifecycle.rollback(people.ada, "  ")

    def test_to_one_that_cannot_be_used_any_more_changes_nothing(
        self, people: People, keep_text: Callable[[str, str], None]
    ) -> None:
        people.activate(ONE)
        people.activate(TWO)
        keep_text(
            digest(ONE),
            'policy "P"\n  version "1"\n\nguideline g "G"\n  must not a\n    when no_such_signal >= 1\n    then block\n',
        )
        with pytest.raises(Refused, match="no_such_signal") as refused:
            people.lifecycle.rollback(people.ada, "because")
        assert refused.value.kind is Refusal.UNUSABLE
        assert "nothing was changed" in refused.value.says("en")
        assert "nichts wurde geändert" in refused.value.says("de")
        assert states(people) == {"one": State.RETIRED, "two": State.LIVE}

    def test_what_is_read_otherwise_now_goes_into_force_as_it_is_read(
        self, people: People, keep_text: Callable[[str, str], None]
    ) -> None:
        people.activate(ONE)
        people.activate(TWO)
        keep_text(digest(ONE), THREE.source.text)
        assert people.lifecycle.rollback(people.ada, "because").digest == digest(THREE)
        assert states(people) == {"one": State.RETIRED, "two": State.RETIRED, "three": State.LIVE}

    def test_what_is_read_otherwise_now_is_never_approved(self, people: People, keep_text: Callable[[str, str], None]) -> None:
        proposed = people.propose(ONE)
        keep_text(digest(ONE), THREE.source.text)
        with pytest.raises(Refused, match="reads it otherwise"):
            people.lifecycle.approve(proposed, people.ben)


class TestNames:
    def test_a_digest_may_be_cut_short(self, people: People) -> None:
        whole = people.propose(ONE)
        for name in (whole, whole[:15], whole.removeprefix("sha256:"), whole.removeprefix("sha256:")[:8]):
            assert people.lifecycle.find(name).digest == whole

    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("1234567", Refusal.PREFIX_TOO_SHORT),
            ("sha256:1234567", Refusal.PREFIX_TOO_SHORT),
            ("sha256:", Refusal.PREFIX_TOO_SHORT),
            ("12345678", Refusal.UNKNOWN_VERSION),
        ],
    )
    def test_but_not_too_short(self, people: People, name: str, kind: Refusal) -> None:
        people.propose(ONE)
        with pytest.raises(Refused) as refused:
            people.lifecycle.find(name)
        assert refused.value.kind is kind

    def test_one_that_fits_several_is_refused(self, people: People, sql: Callable[[str], None]) -> None:
        whole = people.propose(ONE)
        alike = whole[:-1] + ("0" if whole[-1] != "0" else "1")
        sql(
            f"INSERT INTO policies SELECT '{alike}', title, version, source_text, source_name, lists, first_loaded_at, layers FROM policies"
        )
        sql(
            "INSERT INTO policy_versions (digest, state, round, proposed_at, note, changed_at) "
            f"SELECT '{alike}', 'draft', 1, proposed_at, '', changed_at FROM policy_versions"
        )
        with pytest.raises(Refused) as refused:
            people.lifecycle.find(whole[:20])
        assert refused.value.kind is Refusal.PREFIX_AMBIGUOUS
        assert people.lifecycle.find(whole).digest == whole


class TestRecord:
    def test_every_change_is_entered_and_the_record_stays_whole(self, people: People) -> None:
        people.activate(ONE)
        proposed = people.propose(TWO, note="Tighter")
        people.lifecycle.shadow(proposed, people.ben)
        people.lifecycle.withdraw(proposed, people.ada)
        people.lifecycle.approve(proposed, people.ben)
        people.lifecycle.approve(proposed, people.cleo)
        people.lifecycle.rollback(people.ada, "because")
        people.lifecycle.retire(people.propose(THREE), people.ben, "given up")
        kinds = [entry.kind for entry in people.store.audit_entries() if entry.kind.startswith("policy_")]
        assert kinds == [
            *("policy_proposed", "policy_approved", "policy_activated"),
            *("policy_proposed", "policy_shadowed", "policy_consent_withdrawn", "policy_approved"),
            *("policy_approved", "policy_activated", "policy_rolled_back", "policy_proposed", "policy_retired"),
        ]
        assert entered(people, "policy_activated")[1] == (
            digest(TWO),
            {
                "title": ONE.compiled.title,
                "version": "1",
                "how": "consent",
                "by": ["user_ben", "user_cleo"],
                "replaces": digest(ONE),
                "from": "shadow",
                "reason": "",
                "reread": None,
            },
        )
        assert verify_record(people.store.audited()).problem is None

    def test_no_text_of_a_policy_is_in_it(self, people: People) -> None:
        people.activate(version("Nightjar"))
        assert all(b"Nightjar" not in entry.body for entry in people.store.audit_entries())

    def test_it_is_all_there_after_a_restart(self, people: People) -> None:
        people.activate(ONE)
        people.propose(TWO)
        before = people.lifecycle.all()
        people.store.close()
        again = open_store(people.store.file.parent)
        assert Lifecycle(again, people.world, {}).all() == before
        again.close()

    def test_the_database_itself_refuses_a_second_live_version(self, people: People, sql: Callable[[str], None]) -> None:
        people.activate(ONE)
        people.propose(TWO)
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            sql("UPDATE policy_versions SET state = 'live'")

    def test_the_database_itself_refuses_to_forget_an_activation(self, people: People, sql: Callable[[str], None]) -> None:
        people.activate(ONE)
        for statement in ("DELETE FROM policy_activations", "UPDATE policy_activations SET how = 'rollback'"):
            with pytest.raises(sqlite3.IntegrityError, match="never changed"):
                sql(statement)


class TestExamination:
    def test_says_what_would_be_different_and_what_is_not_tested(self, people: People) -> None:
        people.activate(ONE)
        found = people.lifecycle.examine(version("One", "review"))
        assert found.difference is not None
        assert [rule.name for rule in found.difference.rules] == ["g.name"]
        assert found.untested == ("g.name",)
        assert found.errors == ()

    def test_finds_errors_that_need_a_proof(self) -> None:
        spared = version("One", more='\n  must not b\n    when text mentions "x" unless author.role is manager\n    then block\n')
        assert [finding.code for finding in examine(spared, lambda: None).errors] == ["GP411"]

    def test_can_do_without_a_live_version(self, people: People) -> None:
        found = people.lifecycle.examine(ONE)
        assert (found.live, found.difference) == (None, None)
        assert people.lifecycle.propose(found, people.ada).state == State.DRAFT


@pytest.fixture
def sql(people: People) -> Callable[[str], None]:
    """Runs a statement on the database, as somebody beside Guidepost could."""

    def run(statement: str) -> None:
        with closing(sqlite3.connect(people.store.file)) as connection, connection:
            connection.execute(statement)

    return run


@pytest.fixture
def change_user(people: People) -> Callable[[str, str, object], None]:
    """Changes a column of a user."""

    def change(user: str, column: str, value: object) -> None:
        with closing(sqlite3.connect(people.store.file)) as connection, connection:
            connection.execute(f"UPDATE users SET {column} = ? WHERE id = ?", (value, user))

    return change


@pytest.fixture
def keep_text(people: People) -> Callable[[str, str], None]:
    """Puts another text under a digest: what a later Guidepost makes of the same text is another policy, too."""

    def keep(kept: str, text: str) -> None:
        with closing(sqlite3.connect(people.store.file)) as connection, connection:
            connection.execute("UPDATE policies SET source_text = ? WHERE digest = ?", (text, kept))

    return keep


def test_every_refusal_is_told_in_both_languages() -> None:
    parts = dict.fromkeys(("name", "digest", "count", "state", "wanted", "most", "why", "file", "live"), "x")
    for kind in Refusal:
        refused = Refused(kind, **parts)
        assert refused.says("en") != refused.says("de")


def test_changes_are_told_to_whoever_waits_for_them(people: People) -> None:
    told = list[int]()
    lifecycle = Lifecycle(people.store, people.world, {}, lambda: told.append(people.store.versions().revision()))
    before = people.store.versions().revision()
    lifecycle.propose(examined(ONE), people.ada)
    assert told == [before + 1]
