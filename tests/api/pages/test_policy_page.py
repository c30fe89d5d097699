"""The policy page in a real browser: two officers write a version, test it, and bring it into force."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from guidepost.engine.lifecycle.watching import Watcher
from guidepost.engine.people import People, Role
from guidepost.engine.service import Service
from guidepost.engine.start import real_world, start_serving
from tests.api.engine import POLICY, Tone
from tests.api.pages.conftest import Server, Watch
from tests.engine.people.conftest import CHEAP, PASSWORD

TESTED = POLICY.replace("excuses respect.be-polite", 'excuses respect.be-polite\n    because "Their sketches need it."') + (
    '\ntest "a code name"\n  post "Nightjar" audience external\n  expect block because confidential.leak\n'
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[str]:
    """A server of its own: which version is live changes here."""
    policy = tmp_path / "test.guide"
    policy.write_text(TESTED, "utf-8")
    service: Service = start_serving(tmp_path / "data", policy, real_world(), [Tone()]).service
    service.people = People(service.store, service.world, CHEAP)
    for name, role in (("anna", Role.OFFICER), ("ben", Role.OFFICER), ("mara", Role.MODERATOR)):
        service.people.administration.add(name, role, by=None, password=PASSWORD)
    watcher = Watcher(service, every=0.05)
    watcher.start()
    server = Server(service)
    yield server.begin()
    server.end()
    watcher.stop()
    service.close()


def arrive(browser: Browser, desk: str, name: str, locale: str = "en-US") -> Page:
    context = browser.new_context(locale=locale, viewport={"width": 1500, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto(f"{desk}/sign-in?next=/policy")
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector("body[data-ready]")
    return page


def write(page: Page, line: str, text: str) -> None:
    """Replace a line, as one does with the keyboard."""
    page.locator(".cm-line", has_text=line).first.click()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    page.keyboard.type(text)
    page.keyboard.press("Escape")


def test_two_officers_bring_a_stricter_version_into_force(browser: Browser, desk: str) -> None:
    anna = arrive(browser, desk, "anna")
    watch = Watch(anna)
    expect(anna.locator(".version.live")).to_have_count(1)
    write(anna, "then acknowledge", "then reviw")
    finding = anna.locator(".finding.error")
    expect(finding).to_contain_text("reviw")
    expect(anna.get_by_role("button", name="Propose")).to_be_disabled()
    finding.first.click()
    anna.keyboard.type("review")
    expect(anna.locator(".finding.error")).to_have_count(0)

    anna.get_by_role("tab", name="Tests").click()
    expect(anna.locator("#tests")).to_contain_text("1 passed, 0 failed")
    anna.get_by_role("tab", name="Changes").click()
    expect(anna.locator("#changes")).to_contain_text("stricter")
    anna.get_by_role("tab", name="Try a post").click()
    anna.fill("#trial-text", "you idiot")
    anna.locator("#trial button[type=submit]").click()
    expect(anna.locator("#trial-answer .banner")).to_have_attribute("data-outcome", "review")
    expect(anna.locator("#trial-answer .notice")).to_be_visible()

    anna.get_by_role("button", name="Propose").click()
    anna.fill("#answer-text", "Insults wait for a person.")
    anna.get_by_role("dialog").get_by_role("button", name="Propose").click()
    expect(anna.locator(".version.draft")).to_contain_text("1 of 2 consents: anna")

    ben = arrive(browser, desk, "ben", locale="de-DE")
    ben.locator(".version.draft").click()
    expect(ben.locator(".cm-content")).to_contain_text("then review")
    ben.get_by_role("button", name="Zustimmen und in Kraft setzen").click()
    ben.get_by_role("dialog").get_by_role("button", name="Zustimmen und in Kraft setzen").click()
    expect(ben.locator(".version.draft")).to_have_count(0)
    expect(ben.locator(".version.live")).to_contain_text("gilt seit")
    ben.get_by_role("button", name="Zur Fassung davor zurück").click()
    ben.fill("#answer-text", "Zu streng.")
    ben.get_by_role("dialog").get_by_role("button", name="Zur Fassung davor zurück").click()
    expect(ben.locator(".cm-content")).to_contain_text("then acknowledge")
    assert watch.complaints == []
    assert [url for url in watch.requests if not url.startswith(desk + "/")] == []


def test_what_was_written_survives_a_reload_and_is_discarded_only_when_asked(browser: Browser, desk: str) -> None:
    page = arrive(browser, desk, "anna")
    write(page, "then acknowledge", "then advise")
    expect(page.get_by_role("button", name="Propose")).to_be_enabled()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.wait_for_selector("body[data-ready]")
    expect(page.locator(".cm-content")).to_contain_text("then advise")
    page.get_by_role("button", name="Discard changes").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(page.locator(".cm-content")).to_contain_text("then advise")
    page.get_by_role("button", name="Discard changes").click()
    page.get_by_role("dialog").get_by_role("button", name="Discard").click()
    expect(page.locator(".cm-content")).to_contain_text("then acknowledge")


def test_words_are_completed_and_explained_and_a_layer_is_begun(browser: Browser, desk: str) -> None:
    page = arrive(browser, desk, "anna")
    write(page, "then acknowledge", "    when author.")
    page.keyboard.press("Control+Space")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("author.region")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Discard changes").click()
    page.get_by_role("dialog").get_by_role("button", name="Discard").click()
    page.locator(".cm-line", has_text="when insult").locator("span", has_text="insult").first.hover()
    expect(page.locator(".cm-tooltip-hover")).to_contain_text("an insult")
    page.get_by_role("button", name="New layer").click()
    page.fill("#answer-text", "ch")
    page.get_by_role("button", name="Begin").click()
    expect(page.locator(".tab", has_text="ch.guide")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".cm-content")).to_contain_text('layer ch extends "test.guide"')
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("\nguideline confidential\n  must not leak\n    then advise")
    expect(page.locator(".finding.error")).to_contain_text("loosened here")
    expect(page.locator(".tab .count")).to_have_text("1")


def test_a_moderator_reads_and_is_offered_nothing_to_change(browser: Browser, desk: str) -> None:
    page = arrive(browser, desk, "mara")
    expect(page.locator(".cm-content")).to_contain_text("policy")
    expect(page.locator("#actions button")).to_have_count(0)
    expect(page.get_by_role("button", name="New layer")).to_be_hidden()
    page.locator(".cm-content").click()
    page.keyboard.type("x")
    expect(page.locator(".cm-line").first).to_have_text('policy "Test guidelines"')
